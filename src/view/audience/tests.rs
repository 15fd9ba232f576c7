mod frames;
mod kept;
mod outside;
mod receipts;
mod several;
mod standing;

use super::*;
use crate::ballotbox::Held;
use crate::show::event::{At, By, Event, Stamped};
use crate::show::file::{self, Media, Resolved};
use crate::show::programme::{Entry, Identity, Show};
use crate::show::state::State;
use crate::show::tally::{Count, Tally};
use crate::show::text::Text;
use crate::words::Ui;
use std::io::Write;
use std::sync::Arc;

/// The most that the whole page may weigh, gzipped: what one round trip carries.
const PAGE_BYTES_MAX: usize = 14_336;

struct NoMedia;

impl Media for NoMedia {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

/// The built-in show.
fn demo() -> Show {
    let text = include_str!("../../demo/show.toml");
    file::read("show.toml", text, &NoMedia)
        .expect("the built-in show is valid")
        .0
}

/// The built-in show with so many finalists, of long names in two languages.
fn crowded(finalists: usize) -> Show {
    let mut show = demo();
    let long = |n: usize| Entry {
        id: format!("{n:03}-{}", "x".repeat(60)),
        title: Text::ByLang(
            [
                (
                    "zh".to_owned(),
                    format!(
                        "第{n}部作品有一個頗長的名字{}",
                        char::from_u32(0x4e00 + 97 * n as u32).unwrap_or('一')
                    ),
                ),
                (
                    "en".to_owned(),
                    format!(
                        "Work number {n} has rather a long title of its own, {:x}",
                        n * 2_654_435
                    ),
                ),
            ]
            .into(),
        ),
        team: Text::Plain(format!(
            "第{n}隊 Team {:x} of the University of Somewhere",
            n * 40_503
        )),
        ..show.entries[0].clone()
    };
    let entries = (0..finalists).map(long).collect();
    show.entries = entries;
    show.awards
        .iter_mut()
        .for_each(|award| award.winner.clear());
    show
}

struct PhoneEvening(State);

impl PhoneEvening {
    fn of(show: Show) -> Self {
        let first = Stamped {
            revision: 1,
            at: At(1_795_416_000_000),
            by: By::File,
            event: Event::ShowLoaded {
                show: Arc::new(show),
                fingerprint: None,
            },
        };
        PhoneEvening(State::begin(&first).expect("a show was loaded"))
    }

    fn then(mut self, event: Event) -> Self {
        let revision = self.0.revision + 1;
        self.0.apply(&Stamped {
            revision,
            at: At(1_795_416_000_000 + revision as i64),
            by: By::Mc,
            event,
        });
        self
    }

    fn open(self, ballot: &str) -> Self {
        self.then(Event::BallotOpened {
            ballot: ballot.into(),
            closes_at: At(1_795_416_501_235),
        })
    }

    fn closing(self, ballot: &str) -> Self {
        self.then(Event::BallotClosing {
            ballot: ballot.into(),
            as_of: At(1_795_416_501_235),
        })
    }

    fn closed(self, ballot: &str, votes: &[u64]) -> Self {
        let count = |(entry, votes): (&Entry, &u64)| Count {
            entry: entry.id.clone(),
            votes: *votes,
        };
        let tally = Tally(
            self.0
                .show
                .finalists()
                .zip(votes.iter().chain(std::iter::repeat(&0)))
                .map(count)
                .collect(),
        );
        self.closing(ballot).then(Event::BallotClosed {
            ballot: ballot.into(),
            position: 7 + votes.iter().sum::<u64>(),
            tally,
            digest: format!("{votes:?}"),
        })
    }

    fn revealed(self, award: &str, winners: &[&str]) -> Self {
        self.then(Event::AwardRevealed {
            award: award.into(),
            winners: winners.iter().map(|id| (*id).to_owned()).collect(),
        })
    }

    fn on_wall(self, award: &str) -> Self {
        self.then(Event::AwardOnWall {
            award: award.into(),
        })
    }

    fn phase(&self) -> PhonePhase {
        current(&self.0).map_or(PhonePhase::None, |current| current.phase)
    }
}

fn bulletin(state: &State) -> Bulletin {
    Bulletin::of(state, 1, false)
}

fn current(state: &State) -> Option<Current> {
    bulletin(state).current
}

fn frame(state: &State) -> String {
    super::frame(&bulletin(state))
}

fn page(state: &State, ui: Ui) -> Page {
    super::page(&bulletin(state), ui)
}

fn voter_page(state: &State, ui: Ui, voter: &Viewer) -> Page {
    super::voter_page(&bulletin(state), ui, voter)
}

fn join_page(
    state: &State,
    ui: Ui,
    join: Identity,
    tried: Option<VoteError>,
    ticked: &[String],
) -> Page {
    super::join_page(&bulletin(state), ui, join, tried, ticked)
}

fn refused_page(state: &State, ui: Ui, why: VoteError) -> Page {
    super::refused_page(&bulletin(state), ui, why)
}

fn receipt_page(state: &State, ui: Ui, ballot: &str, asked: Option<&str>, found: &[Held]) -> Page {
    let held = |held: &Held| ReceiptHeld {
        hall: Some(held.clone()),
        net: None,
    };
    let look = ReceiptLook {
        voters: found.iter().map(held).collect(),
        hall: true,
        net: false,
    };
    super::receipt_page(&bulletin(state), ui, ballot, asked, &look)
}

/// Every page that anyone can ask for.
fn pages(state: &State) -> Vec<Page> {
    let voter = Viewer {
        identity: Identity::Device,
        token: "TOKEN",
        held: None,
        receipt: "ABCDE-FGHJK".into(),
        asked: vec!["optimal".into()],
        ticked: Vec::new(),
        at: At(1_795_416_381_235),
        notice: None,
    };
    let held = Viewer {
        held: Some(hers("hide-and-seek")),
        asked: Vec::new(),
        ticked: Vec::new(),
        at: At(1_795_416_381_235),
        ..voter.clone()
    };
    let of = |ui| {
        [
            page(state, ui),
            voter_page(state, ui, &voter),
            voter_page(state, ui, &held),
            join_page(state, ui, Identity::Ticket, None, &[]),
            join_page(
                state,
                ui,
                Identity::Presence,
                Some(VoteError::WrongCode(Identity::Presence)),
                &[],
            ),
            refused_page(state, ui, VoteError::NoVoter),
            receipt_page(
                state,
                ui,
                "people",
                Some("ABCDE-FGHJK"),
                &[hers("hide-and-seek")],
            ),
        ]
    };
    Ui::ALL.into_iter().flat_map(of).collect()
}

fn hers(choice: &str) -> Held {
    Held {
        choices: vec![choice.into()],
        change: 1,
        excluded: false,
    }
}

fn gzipped(text: &str) -> usize {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(text.as_bytes())
        .expect("a Vec takes everything");
    gzip.finish().expect("a Vec takes everything").len()
}

#[test]
fn a_phone_follows_the_ballot_from_before_to_its_result() {
    let evening = PhoneEvening::of(demo());
    assert_eq!(evening.phase(), PhonePhase::Before);
    let evening = evening.open("people");
    assert_eq!(evening.phase(), PhonePhase::Open);
    assert_eq!(
        current(&evening.0).and_then(|c| c.closes_at),
        Some(1_795_416_501_235)
    );
    let evening = evening.closing("people");
    assert_eq!(evening.phase(), PhonePhase::Closing);
    let evening = evening.closed("people", &[1, 4]);
    assert_eq!(evening.phase(), PhonePhase::Closed);
    let evening = evening.revealed("peoples-choice", &["neon-echoes"]);
    assert_eq!(evening.phase(), PhonePhase::Closed, "the wall comes first");
    let evening = evening.on_wall("peoples-choice");
    assert_eq!(evening.phase(), PhonePhase::Result);
    assert_eq!(current(&evening.0).map(|c| c.winners), Some(vec![6]));
}

#[test]
fn a_wrong_envelope_takes_the_gold_back_and_a_correction_is_marked() {
    let told = || {
        PhoneEvening::of(demo())
            .closed("people", &[1])
            .revealed("peoples-choice", &["optimal"])
            .on_wall("peoples-choice")
    };
    let wrong = told().then(Event::WrongEnvelope {
        award: "peoples-choice".into(),
    });
    assert_eq!(wrong.phase(), PhonePhase::Closed);
    assert!(frame(&wrong.0).ends_with(r#""m":1}"#));
    let html = page(&wrong.0, Ui::ZhHant).html;
    assert!(
        html.contains(r#"<span id="over" hidden>"#)
            && html.contains(r#"<span id="fixing">更正中<"#)
    );
    let mended = wrong.then(Event::AwardCorrected {
        award: "peoples-choice".into(),
        winners: vec!["cyberport".into()],
        reason: "misread".into(),
        honours: Default::default(),
    });
    let again = mended.revealed("peoples-choice", &["cyberport"]);
    assert!(
        frame(&again.0).ends_with(r#""m":1}"#),
        "the wall comes first"
    );
    assert!(frame(&again.on_wall("peoples-choice").0).ends_with(r#""w":[7],"x":1}"#));
    let corrected = told().then(Event::AwardCorrected {
        award: "peoples-choice".into(),
        winners: vec!["cyberport".into()],
        reason: "misread".into(),
        honours: Default::default(),
    });
    let corrected = corrected.on_wall("peoples-choice");
    assert!(frame(&corrected.0).ends_with(r#""w":[7],"x":1}"#));
}

#[test]
fn an_alarm_that_came_before_the_plate_was_complete_is_no_news_to_phones() {
    let counted = || PhoneEvening::of(demo()).closed("people", &[1]);
    let before = frame(&counted().0);
    let revealed = counted().revealed("peoples-choice", &["optimal"]);
    assert_eq!(frame(&revealed.0), before);
    let wrong = revealed.then(Event::WrongEnvelope {
        award: "peoples-choice".into(),
    });
    assert_eq!(frame(&wrong.0), before);
    let mended = wrong.then(Event::AwardCorrected {
        award: "peoples-choice".into(),
        winners: vec!["cyberport".into()],
        reason: "misread".into(),
        honours: Default::default(),
    });
    assert_eq!(frame(&mended.0), before);
}

#[test]
fn nobody_won_is_a_result_with_no_winners() {
    let evening = PhoneEvening::of(demo())
        .closed("people", &[])
        .revealed("peoples-choice", &[])
        .on_wall("peoples-choice");
    assert_eq!(evening.phase(), PhonePhase::Result);
    assert!(frame(&evening.0).ends_with(r#""w":[]}"#));
}

#[test]
fn only_where_somebody_has_won_the_page_is_gold_and_says_winner() {
    let told = |winners: &[&str]| {
        PhoneEvening::of(demo())
            .closed("people", &[])
            .revealed("peoples-choice", winners)
            .on_wall("peoples-choice")
    };
    let (vacant, given) = (told(&[]), told(&["optimal"]));
    for ui in Ui::ALL {
        let word = &ui.words().audience;
        let heading = |hidden: &str| format!(r#"<span id="winner"{hidden}>{}<"#, word.winner);
        let sentence = |hidden: &str| format!(r#"class="lead"{hidden}>{}<"#, word.nobody);
        let html = page(&vacant.0, ui).html;
        assert!(html.contains(r#"class="result">"#), "{ui:?}");
        assert!(html.contains(&heading(" hidden")) && html.contains(&sentence("")));
        let html = page(&given.0, ui).html;
        assert!(html.contains(r#"class="result gold">"#), "{ui:?}");
        assert!(html.contains(&heading("")) && html.contains(&sentence(" hidden")));
    }
}
