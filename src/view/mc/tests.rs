mod halves;
mod refused;
mod rundown;
mod turnout;

use super::*;
use crate::show::command::Command;
use crate::show::decide::decide;
use crate::show::event::{At, By, Event, Stamped};
use crate::show::programme::{
    Award, Ballot as Paper, BallotResults, DecidedBy, Entry, Identity, Jury, Reach, Release,
    RundownLine, Show, Ties,
};
use crate::show::refusal::Refusal;
use crate::show::rundown::generated;
use crate::show::scene::Scene;
use crate::view::Screen;
use std::sync::Arc;

fn both(zh: &str, en: &str) -> Text {
    Text::ByLang([("zh".into(), zh.into()), ("en".into(), en.into())].into())
}

fn entry(id: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        title: Text::from(format!("影片{id}").as_str()),
        team: Text::from(format!("隊伍{id}").as_str()),
        say: Some(Text::from(format!("say-{id}").as_str())),
        origin: None,
        synopsis: None,
        poster: None,
        still: None,
        focus: None,
        clip: None,
        finalist: true,
        number: None,
        withdrawn: false,
        absent: false,
        received_by: None,
    }
}

fn award(id: &str, decided_by: DecidedBy, winner: &[&str]) -> Award {
    Award {
        id: id.to_owned(),
        name: both(&format!("{id}獎"), &format!("{id} prize")),
        decided_by,
        rank: None,
        winner: winner.iter().map(|w| (*w).to_owned()).collect(),
        citation: Some(Text::from("因為")),
        presenter: None,
        ties: Ties::Shared,
        release: Release::Live,
        criterion: None,
        blend: Default::default(),
        citation_cue: false,
        mention_cue: false,
        most: 1,
    }
}

fn show(entries: usize, winners: [&[&str]; 2]) -> Show {
    let mut show = Show {
        left: Vec::new(),
        id: "test".into(),
        title: both("測試", "Test"),
        languages: vec!["zh-Hant-HK".into(), "en".into()],
        date: None,
        start: None,
        venue: None,
        calm: false,
        sound: false,
        peek: false,
        wifi: None,
        hall: None,
        theme: None,
        messages: Vec::new(),
        entries: (0..entries).map(|n| entry(&format!("e{n}"))).collect(),
        awards: vec![
            award("story", DecidedBy::Jury, winners[0]),
            award("grand", DecidedBy::Jury, winners[1]),
            award("people", DecidedBy::Audience, &[]),
        ],
        ballots: vec![Paper {
            id: "vote".into(),
            award: "people".into(),
            seconds: 60,
            choices: 1,
            results: BallotResults::Hidden,
            identity: Identity::Device,
            reach: Reach::Hall,
            net_delay: 0,
        }],
        jury: Jury::default(),
        people: Vec::new(),
        partners: Vec::new(),
        lines: Vec::new(),
    };
    show.lines = generated(&show, None);
    show
}

/// A show and a clock that moves by ten seconds a command.
struct PanelEvening {
    state: State,
    at: At,
}

impl PanelEvening {
    fn of(show: Show) -> Self {
        let at = At(1_000_000);
        let show = Arc::new(show);
        let first = Stamped {
            revision: 1,
            at,
            by: By::File,
            event: Event::ShowLoaded {
                show,
                fingerprint: None,
            },
        };
        let state = State::begin(&first).expect("the first event loads a show");
        PanelEvening { state, at }
    }

    fn run(&mut self, command: Command) -> Result<(), Refusal> {
        self.at = self.at.plus_ms(10_000);
        for event in decide(&self.state, &command, self.at)? {
            let revision = self.state.revision + 1;
            self.state.apply(&Stamped {
                revision,
                at: self.at,
                by: By::Mc,
                event,
            });
        }
        Ok(())
    }

    fn goto(&mut self, cue: &str) {
        let command = Command::Goto {
            cue: cue.into(),
            expect: None,
        };
        self.run(command).expect("the cue can be fired");
    }

    fn frame(&self, ui: Ui) -> Frame {
        frame(&self.state, &self.live(), ui)
    }

    fn region(&self, name: &str, ui: Ui) -> String {
        self.frame(ui).regions[name].clone()
    }

    fn live(&self) -> Live {
        Live {
            at: self.at,
            ..Live::default()
        }
    }
}

fn at_story(step: &str, winners: [&[&str]; 2]) -> PanelEvening {
    let mut evening = PanelEvening::of(show(3, winners));
    evening.goto(&format!("story/{step}"));
    evening
}

#[test]
fn the_whole_frame_is_the_same_whoever_is_in_the_envelope_until_the_reveal() {
    let one: [&[&str]; 2] = [&["e0"], &["e1"]];
    let other: [&[&str]; 2] = [&["e1", "e2"], &["e0"]];
    for ui in Ui::ALL {
        for step in ["award", "suspense"] {
            let (a, b) = (at_story(step, one), at_story(step, other));
            assert_eq!(a.frame(ui), b.frame(ui), "{step}");
            assert_eq!(page(&a.state, ui, false), page(&b.state, ui, false));
        }
        let (a, b) = (at_story("winner", one), at_story("winner", other));
        assert_ne!(a.frame(ui), b.frame(ui));
    }
}

#[test]
fn a_winner_in_a_second_envelope_stays_veiled_after_the_first_reveal() {
    let one = at_story("winner", [&["e0"], &["e1"]]);
    let other = at_story("winner", [&["e0"], &["e2"]]);
    assert_eq!(one.frame(Ui::ZhHant), other.frame(Ui::ZhHant));
}

#[test]
fn a_revealed_winner_comes_with_its_team_and_how_it_is_said() {
    let evening = at_story("winner", [&["e2"], &["e1"]]);
    let script = evening.region("script", Ui::En);
    assert!(
        script.contains("《影片e2》") && script.contains("隊伍e2"),
        "{script}"
    );
    assert!(script.contains("say-e2"), "{script}");
}

#[test]
fn an_unsealed_award_on_deck_warns() {
    let evening = at_story("suspense", [&[], &["e1"]]);
    for ui in Ui::ALL {
        let next = evening.region("next", ui);
        assert!(next.contains(ui.words().mc.no_envelope), "{next}");
    }
}

#[test]
fn a_missing_envelope_is_told_from_the_awards_title_on() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &[]]));
    evening.goto("story/winner");
    evening.goto("story/work");
    let next = evening.region("next", Ui::En);
    assert!(next.contains("grand prize”"), "{next}");
}

#[test]
fn a_sealed_award_on_deck_is_veiled_without_a_warning() {
    let next = at_story("suspense", [&["e0"], &["e1"]]).region("next", Ui::En);
    assert!(
        next.contains(Ui::En.words().mc.veiled) && !next.contains("warning"),
        "{next}"
    );
}

#[test]
fn a_winner_under_the_card_is_announced_as_a_refusal() {
    let mut evening = at_story("suspense", [&["e0"], &["e1"]]);
    let card = Command::Card {
        on: true,
        expect: None,
    };
    evening.run(card).expect("the card is always there");
    assert!(evening.region("next", Ui::En).contains("Lift it first"));
    let banner = evening.region("banner", Ui::En);
    assert!(
        banner.contains(Ui::En.words().mc.banner.card_on),
        "{banner}"
    );
}

#[test]
fn skipped_awards_are_listed() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    evening.goto("grand/award");
    let banner = evening.region("banner", Ui::ZhHant);
    assert!(banner.contains("尚未頒發：story獎"), "{banner}");
    let marks = evening.region("marks", Ui::ZhHant);
    assert!(marks.contains("已略過"), "{marks}");
    // Before it: the welcome, the finalists, and the ballot that opens.
    assert!(marks.contains("data-skipped=\"3\""), "{marks}");
}

#[test]
fn the_wrong_envelope_waits_for_the_producer_and_then_asks_for_a_second_announcement() {
    let mut evening = at_story("winner", [&["e0"], &["e1"]]);
    let raise = Command::WrongEnvelope { award: None };
    evening.run(raise).expect("something is revealed");
    let banner = evening.region("banner", Ui::ZhHant);
    assert!(banner.contains("/api/envelopes/story/stands"), "{banner}");
    assert!(!evening.region("script", Ui::ZhHant).contains("影片e0"));
    assert!(!evening.region("deck", Ui::ZhHant).contains("wrong-award"));

    let correct = Command::Correct {
        award: "story".into(),
        winners: vec!["e1".into()],
        reason: "讀錯".into(),
        honours: Default::default(),
    };
    evening.run(correct).expect("the producer may correct it");
    let banner = evening.region("banner", Ui::ZhHant);
    assert!(
        banner.contains("更正") && banner.contains("請重新宣布story獎"),
        "{banner}"
    );
    let deck = evening.region("deck", Ui::ZhHant);
    assert!(
        deck.contains("data-cue=\"story/award\"") && deck.contains("data-hold"),
        "{deck}"
    );
    assert!(!evening.region("script", Ui::ZhHant).contains("影片e1"));
}

#[test]
fn screens_that_lag_behind_the_stage_are_named() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    for (screen, name) in [("a", "LED"), ("b", "大堂")] {
        let approve = Command::ApproveScreen {
            screen: screen.into(),
            name: name.into(),
            approved: true,
        };
        evening.run(approve).expect("a screen can be approved");
    }
    let shows = |id: &str, shown| Screen {
        id: id.into(),
        approved: true,
        connected: true,
        shown,
        ..Screen::default()
    };
    let live = Live {
        screens: vec![shows("a", evening.state.stage_revision), shows("b", 0)],
        ..evening.live()
    };
    let status = &frame(&evening.state, &live, Ui::ZhHant).regions["status"];
    assert!(
        status.contains("1/2") && status.contains("未顯示：大堂"),
        "{status}"
    );
}

#[test]
fn an_open_ballot_shows_its_buttons_and_its_turnout_apart() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    evening.goto("vote/open");
    let quiet = evening.frame(Ui::En);
    let live = Live {
        turnout: [("vote".to_owned(), 87)].into(),
        ..evening.live()
    };
    let busy = frame(&evening.state, &live, Ui::En);
    assert!(busy.regions["ballot"].contains("/api/ballots/vote/extend"));
    assert_eq!(busy.regions["ballot"], quiet.regions["ballot"]);
    assert!(busy.regions["turnout"].contains("87"));
}

#[test]
fn nothing_in_a_region_moves_with_the_clock() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    evening.goto("vote/open");
    let before = evening.frame(Ui::En).regions;
    evening.at = evening.at.plus_ms(5_000);
    assert_eq!(before, evening.frame(Ui::En).regions);
}

#[test]
fn a_page_that_follows_has_no_controls() {
    let evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    let page = page(&evening.state, Ui::En, true);
    assert!(
        !page.contains("data-go") && !page.contains("data-act"),
        "{page}"
    );
}

#[test]
fn a_peek_is_offered_only_where_the_file_allows_it_and_an_envelope_is_there() {
    let winners: [&[&str]; 2] = [&["e0"], &["e1"]];
    assert!(
        !at_story("suspense", winners)
            .region("next", Ui::En)
            .contains("data-peek")
    );
    let mut open = show(3, winners);
    open.peek = true;
    let mut evening = PanelEvening::of(open);
    evening.goto("story/suspense");
    assert!(
        evening
            .region("next", Ui::En)
            .contains("data-peek=\"story\"")
    );
}

#[test]
fn a_hand_written_line_without_seconds_or_script_is_quiet_about_both() {
    let mut bare = show(3, [&["e0"], &["e1"]]);
    bare.lines = vec![RundownLine {
        id: "welcome".into(),
        kind: Scene::Card {
            title: None,
            text: None,
        },
        seconds: None,
        script: None,
        timings: BTreeMap::new(),
        scripts: BTreeMap::new(),
        skip: false,
    }];
    let evening = PanelEvening::of(bare);
    assert!(
        evening
            .region("script", Ui::En)
            .contains(Ui::En.words().mc.no_script)
    );
    assert!(!evening.region("status", Ui::En).contains("data-evening"));
    assert!(
        evening
            .region("next", Ui::En)
            .contains(Ui::En.words().mc.end)
    );
}
