mod ballot;
mod works;

use super::*;
use crate::show::command::Command;
use crate::show::decide::decide;
use crate::show::event::{By, Event, Stamped};
use crate::show::file::{Media, Resolved, read};
use crate::show::programme::{Entry, Show};
use crate::show::scene::AwardStep;
use crate::show::tally::{Count, Tally};
use std::collections::BTreeMap;
use std::sync::Arc;

struct NoFiles;

impl Media for NoFiles {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

pub(super) fn final_night() -> Show {
    let source = include_str!("../../demo/show.toml");
    read("show.toml", source, &NoFiles)
        .expect("the built-in show is right")
        .0
}

/// An evening that is played command by command.
pub(super) struct StageEvening {
    pub state: State,
    pub live: Live,
}

impl StageEvening {
    pub fn of(show: Show) -> Self {
        let first = Stamped {
            revision: 1,
            at: At(1_000_000),
            by: By::File,
            event: Event::ShowLoaded {
                show: Arc::new(show),
                fingerprint: None,
            },
        };
        let live = Live {
            at: At(1_000_000),
            epoch: 7,
            turnout: BTreeMap::from([("people".to_owned(), 128)]),
            audience_url: "http://192.168.1.20:8080/".to_owned(),
            ..Live::default()
        };
        let state = State::begin(&first).expect("the first event loads a show");
        StageEvening { state, live }
    }

    pub fn act(&mut self, command: Command) -> &mut Self {
        self.live.at = self.live.at.plus_ms(1000);
        let at = self.live.at;
        let events = decide(&self.state, &command, at).expect("the command is taken");
        for event in events {
            let revision = self.state.revision + 1;
            let by = By::Mc;
            self.state.apply(&Stamped {
                revision,
                at,
                by,
                event,
            });
        }
        self
    }

    pub fn goto(&mut self, cue: &str) -> &mut Self {
        let cue = cue.to_owned();
        self.act(Command::Goto { cue, expect: None })
    }

    pub fn counted(&mut self, votes: &[u64]) -> &mut Self {
        let finalists: Vec<&Entry> = self.state.show.finalists().collect();
        let count = |(entry, votes): (&&Entry, &u64)| Count {
            entry: entry.id.clone(),
            votes: *votes,
        };
        let tally = Tally(finalists.iter().zip(votes).map(count).collect());
        let (ballot, digest) = ("people".to_owned(), String::new());
        self.act(Command::Counted {
            ballot,
            position: 1,
            tally,
            digest,
        })
    }

    pub fn frame(&self) -> Frame {
        frame(&self.state, &self.live, &self.state.show.languages)
    }

    pub fn scene(&self) -> String {
        self.frame().regions["scene"].clone()
    }
}

fn evening() -> StageEvening {
    StageEvening::of(final_night())
}

/// The same evening with other sealed winners: another one everywhere, or two that share.
fn resealed(winners: &[&str]) -> StageEvening {
    let mut show = final_night();
    for award in &mut show.awards {
        if !award.winner.is_empty() {
            award.winner = winners.iter().map(|id| (*id).to_owned()).collect();
        }
    }
    StageEvening::of(show)
}

fn cover(evening: &mut StageEvening, on: bool) -> &mut StageEvening {
    evening.act(Command::Card { on, expect: None })
}

#[test]
fn a_covered_stage_holds_nothing_of_the_scene() {
    let mut evening = evening();
    evening.goto("people/open").goto("first-prize/winner");
    assert!(evening.scene().contains("躲貓貓"));
    assert!(evening.frame().regions["corner"].contains("<svg"));
    cover(&mut evening, true);
    let frame = evening.frame();
    assert_eq!(
        (
            frame.regions["scene"].as_str(),
            frame.regions["corner"].as_str()
        ),
        ("", "")
    );
    assert!(!frame.regions["cover"].contains("躲貓貓"));
    assert!(frame.regions["cover"].contains("總決賽"));
    assert_eq!(frame.scene, "cover/card");
}

#[test]
fn blackout_stands_above_the_card() {
    let mut evening = evening();
    cover(&mut evening, true).act(Command::Blackout {
        on: true,
        expect: None,
    });
    let frame = evening.frame();
    assert_eq!(frame.scene, "cover/blackout");
    assert!(!frame.regions["cover"].contains("總決賽"));
}

#[test]
fn an_uncovered_stage_has_an_empty_cover() {
    assert_eq!(evening().frame().regions["cover"], "");
}

#[test]
fn until_the_reveal_the_frames_and_the_page_are_the_same_whoever_is_sealed() {
    let mut nights = [
        evening(),
        resealed(&["empowering-data"]),
        resealed(&["optimal", "neon-echoes"]),
    ];
    let languages = nights[0].state.show.languages.clone();
    let cues: Vec<String> = nights[0]
        .state
        .rundown
        .cues()
        .iter()
        .map(|cue| cue.id.clone())
        .collect();
    for cue in cues.iter().filter(|cue| !is_told(cue)) {
        let frames = nights.each_mut().map(|night| night.goto(cue).frame());
        assert_eq!(frames[0], frames[1], "{cue}");
        assert_eq!(frames[0], frames[2], "{cue}");
    }
    let pages = nights.map(|night| page(&night.state, &languages));
    assert!(pages[0] == pages[1] && pages[0] == pages[2]);
}

fn is_told(cue: &str) -> bool {
    let told = [AwardStep::Winner, AwardStep::Photo, AwardStep::Work].map(AwardStep::as_str);
    told.iter().any(|step| cue.ends_with(step)) || cue == "people/result"
}

#[test]
fn the_wall_shows_a_dash_for_every_award_that_has_not_been_announced() {
    let mut evening = evening();
    evening.goto("third-prize/winner").goto("results");
    let wall = evening.scene();
    assert!(wall.contains("Home Sweet Home"));
    for title in ["躲貓貓", "神將", "金鞍載歲", "OPTIMAL"] {
        assert!(!wall.contains(title), "{title}");
    }
    assert_eq!(
        wall.matches("—").count(),
        evening.state.show.awards.len() - 1
    );
}

#[test]
fn a_wrong_announcement_is_no_longer_shown_anywhere() {
    let mut evening = evening();
    evening
        .goto("third-prize/winner")
        .act(Command::WrongEnvelope { award: None });
    assert!(evening.state.card);
    cover(&mut evening, false);
    assert!(!evening.scene().contains("Home Sweet Home"));
    evening.goto("results");
    assert!(!evening.scene().contains("Home Sweet Home"));
}

#[test]
fn a_corrected_award_says_so_on_its_plate_and_on_the_wall() {
    let mut evening = evening();
    evening.goto("third-prize/winner").act(Command::Correct {
        award: "third-prize".to_owned(),
        winners: vec!["optimal".to_owned()],
        reason: "misread".to_owned(),
        honours: Default::default(),
    });
    evening.goto("third-prize/award").goto("third-prize/winner");
    assert!(evening.scene().contains("更正"));
    assert!(evening.scene().contains("OPTIMAL"));
    evening.goto("results");
    assert!(evening.scene().contains("更正"));
}

#[test]
fn the_corner_is_absent_on_the_ballots_own_cue_and_present_on_others() {
    let mut evening = evening();
    evening.goto("people/open");
    assert_eq!(evening.frame().regions["corner"], "");
    assert!(evening.scene().contains("192.168.1.20:8080"));
    evening.goto("best-creativity/award");
    assert!(evening.frame().regions["corner"].contains("192.168.1.20:8080"));
    assert!(evening.frame().regions["corner"].contains("128"));
}

#[test]
fn a_clock_does_not_change_the_html_as_time_passes() {
    let mut evening = evening();
    evening.goto("people/open");
    let before = evening.scene();
    evening.live.at = evening.live.at.plus_ms(30_000);
    assert_eq!(before, evening.scene());
}

#[test]
fn a_title_stands_between_brackets_where_chinese_comes_first() {
    let mut evening = evening();
    evening.goto("finalists/3");
    assert!(evening.scene().contains("《"));
    let english = frame(&evening.state, &evening.live, &["en".to_owned()]);
    assert!(!english.regions["scene"].contains("《"));
    assert!(!english.regions["scene"].contains("入圍"));
}

#[test]
fn the_page_preloads_every_finalists_pictures_and_no_citation() {
    let mut show = final_night();
    for entry in &mut show.entries {
        entry.poster = Some(format!("media/{} 1.jpg", entry.id));
        entry.still = Some(format!("media/{} 2.jpg", entry.id));
    }
    show.awards[0].citation = Some("龘".into());
    let night = StageEvening::of(show);
    let page = page(&night.state, &night.state.show.languages);
    assert_eq!(page.matches("<img").count(), 20);
    assert!(page.contains("/media/optimal%201.jpg"));
    assert!(page.contains("/media/optimal%202.jpg"));
    assert!(!page.contains('龘'));
    assert!(!page.contains("style="));
}

#[test]
fn winners_that_share_step_down_where_the_height_would_not_hold_them() {
    let shared = |winners: &[&str]| {
        let mut evening = resealed(winners);
        evening
            .goto("best-screenplay/suspense")
            .goto("best-screenplay/winner");
        evening.scene()
    };
    assert!(!shared(&["hide-and-seek", "optimal"]).contains("crowded"));
    assert!(shared(&["empowering-data", "pressuer-phantom-beast"]).contains("crowded"));
    assert!(!shared(&["empowering-data"]).contains("crowded"));
}

#[test]
fn a_ballot_that_takes_tickets_says_so_before_it_opens_large_and_in_the_corner() {
    let mut show = final_night();
    show.ballots[0].identity = crate::show::programme::Identity::Ticket;
    let mut evening = StageEvening::of(show);
    evening.goto("people/close");
    assert!(evening.scene().contains("請把門票拿在手上"));
    evening.goto("people/open");
    assert!(evening.scene().contains("憑門票投票"));
    assert!(evening.scene().contains("輸入門票代碼"));
    evening.goto("finalists/1");
    assert!(evening.frame().regions["corner"].contains("憑門票投票"));
}
