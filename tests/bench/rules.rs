//! What the pure core costs: deciding, applying, drawing every screen, counting. `cargo bench
//! --bench rules`
//!
//! The evening is the built-in final. Nothing here touches a disk or a socket.

mod evening;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use evening::{BALLOT, Evening, paper};
use palmares::ballotbox::CONTEXT;
use palmares::ballotbox::fold::Polls;
use palmares::ballotbox::record::{Mark, Record, VoterRef};
use palmares::hall::Hall;
use palmares::ledger::Head;
use palmares::ledger::kept::Fold;
use palmares::show::command::Command;
use palmares::show::decide::decide;
use palmares::show::state::State;
use palmares::view::audience::Bulletin;
use palmares::view::{Live, audience, mc, overlay, producer, stage};
use palmares::words::Ui;

/// Scenes that are drawn: the plainest, the hall voting, the result, the last award.
const CUES: [&str; 4] = [
    "welcome",
    "people/open",
    "people/result",
    "first-prize/winner",
];

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("figures are taken by: tests/bench/run");
        return;
    }
    divan::main();
}

fn on(cue: &str) -> (State, Live, Vec<palmares::show::event::Stamped>) {
    let evening = Evening::begin().until(cue);
    let live = Live {
        at: evening.at(),
        epoch: 1,
        turnout: [(BALLOT.to_owned(), 4_321)].into(),
        phones: 10_000,
        audience_url: "http://192.168.1.20:8080/".into(),
        ..Live::default()
    };
    let recent = evening.log.len().saturating_sub(50);
    (evening.state, live, evening.log[recent..].to_vec())
}

/// One GO: what it would do.
#[divan::bench]
fn decide_a_go(bencher: Bencher) {
    let evening = Evening::begin().until("people/open");
    let (command, at) = (Command::Go { expect: None }, evening.at());
    bencher.bench(|| decide(&evening.state, black_box(&command), at));
}

/// One event, taken into the state.
#[divan::bench]
fn apply_an_event(bencher: Bencher) {
    let evening = Evening::begin().until("people/open");
    let mut next = evening.clone();
    assert!(next.go());
    let event = next.log[evening.log.len()].clone();
    bencher
        .with_inputs(|| evening.state.clone())
        .bench_refs(|state| state.apply(&event));
}

/// A start of the server: every event of a whole evening.
#[divan::bench]
fn replay_a_whole_evening(bencher: Bencher) {
    let evening = Evening::begin().whole();
    let replay = || {
        let mut state = State::begin(&evening.log[0]).expect("a show begins an evening");
        evening.log[1..].iter().for_each(|event| state.apply(event));
        state
    };
    assert_eq!(replay().revision, evening.state.revision);
    bencher
        .counter(ItemsCount::new(evening.log.len()))
        .bench(replay);
}

mod draw {
    use super::*;

    /// All that the director does for phones when their ballot changes: a frame, and the page in
    /// every language.
    #[divan::bench]
    fn the_hall_of_a_longer_ballot(bencher: Bencher) {
        let mut evening = Evening::begin().until("people/open");
        let before = Hall::of(Bulletin::of(&evening.state, 1, false), None);
        assert!(evening.ask(&Command::ExtendBallot {
            ballot: BALLOT.into(),
            seconds: Some(1),
        }));
        let state = evening.state;
        bencher.bench(|| Hall::of(before.bulletin.later(&state, 1, false), Some(&before)));
    }

    #[divan::bench(args = CUES)]
    fn stage(bencher: Bencher, cue: &str) {
        let (state, live, _) = on(cue);
        let languages = state.show.languages.clone();
        bencher.bench(|| stage::frame(&state, &live, &languages));
    }

    #[divan::bench(args = CUES)]
    fn overlay(bencher: Bencher, cue: &str) {
        let (state, live, _) = on(cue);
        let languages = state.show.languages.clone();
        bencher.bench(|| overlay::frame(&state, &live, &languages));
    }

    #[divan::bench(args = CUES)]
    fn mc(bencher: Bencher, cue: &str) {
        let (state, live, _) = on(cue);
        bencher.bench(|| mc::frame(&state, &live, Ui::En));
    }

    #[divan::bench(args = CUES)]
    fn producer(bencher: Bencher, cue: &str) {
        let (state, live, recent) = on(cue);
        bencher.bench(|| producer::frame(&state, &live, &recent, Ui::En));
    }

    /// The page that a phone loads; it is drawn once per state, and served to all.
    #[divan::bench(args = CUES)]
    fn audience_page(bencher: Bencher, cue: &str) {
        let (state, ..) = on(cue);
        let bulletin = Bulletin::of(&state, 1, false);
        bencher.bench(|| audience::page(&bulletin, Ui::En));
    }
}

mod encode {
    use super::*;

    /// What all phones are sent: from what they may know to JSON.
    #[divan::bench(args = CUES)]
    fn a_phones_frame(bencher: Bencher, cue: &str) {
        let (state, ..) = on(cue);
        let bulletin = Bulletin::of(&state, 1, false);
        let bytes = audience::frame(&bulletin).len();
        bencher
            .counter(BytesCount::new(bytes))
            .bench(|| audience::frame(&bulletin));
    }

    /// What a stage is sent: from its regions to JSON.
    #[divan::bench(args = CUES)]
    fn a_stages_frame(bencher: Bencher, cue: &str) {
        let (state, live, _) = on(cue);
        let frame = stage::frame(&state, &live, &state.show.languages);
        let encode = || serde_json::to_string(&frame).expect("JSON");
        bencher
            .counter(BytesCount::new(encode().len()))
            .bench(encode);
    }
}

/// A first round: 50 works, 7 jurors, 5 criteria.
mod judge {
    use super::*;
    use palmares::show::jury::{Matrix, places};
    use palmares::show::programme::{Entry, Rule, Show};
    use std::sync::Arc;

    fn round() -> Show {
        let mut show = Arc::unwrap_or_clone(Evening::begin().state.show);
        let work = show.entries[0].clone();
        let works = (0..50).map(|number| Entry {
            id: format!("work-{number}"),
            ..work.clone()
        });
        show.entries = works.collect();
        show
    }

    /// Every figure and place, by every rule, in exact fractions.
    #[divan::bench]
    fn a_first_round_by_every_rule(bencher: Bencher) {
        let show = round();
        let mark = |juror: &str, entry: &str, criterion: &str| {
            Some((juror.len() * 7 + entry.len() * 3 + criterion.len()) as u32 % 11)
        };
        bencher.bench(|| {
            let matrix = Matrix::of_finalists(black_box(&show), mark);
            Rule::ALL.map(|rule| places(&rule.figures(&matrix)))
        });
    }
}

mod count {
    use super::*;

    const VOTES: [usize; 3] = [10_000, 100_000, 1_000_000];

    /// One voter each, spread over the paper; numbers that look like hashes, as real references do.
    fn records(votes: usize) -> Vec<String> {
        let paper = paper();
        let open = Record::Mark(Mark::Open {
            ballot: BALLOT.into(),
            round: 1,
        });
        let vote = |n: usize| {
            let high = (n as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
            Record::Vote {
                ballot: BALLOT.into(),
                voter: VoterRef(high.to_be_bytes()),
                change: 1,
                choices: vec![paper[n % paper.len()].clone()],
            }
        };
        let records = std::iter::once(open).chain((0..votes).map(vote));
        records.map(|record| record.to_string()).collect()
    }

    fn folded(records: &[String]) -> Polls {
        let (mut polls, at) = (Polls::default(), Head::default().next(CONTEXT, ""));
        for record in records {
            polls.apply(at, record, &mut |_| {}).expect("a record");
        }
        polls
    }

    /// From the text on disk to a count: what a start pays for each vote.
    #[divan::bench(args = VOTES, sample_count = 5)]
    fn read_and_fold(bencher: Bencher, votes: usize) {
        let records = records(votes);
        bencher
            .counter(ItemsCount::new(votes))
            .bench(|| folded(&records));
    }

    /// The count of a ballot that is folded already.
    #[divan::bench(args = VOTES)]
    fn tally(bencher: Bencher, votes: usize) {
        let (fold, paper) = (folded(&records(votes)), paper());
        let total = || fold.tally(BALLOT, paper.iter().map(String::as_str));
        let sum: u64 = total().0.iter().map(|count| count.votes).sum();
        assert_eq!(sum, votes as u64);
        bencher.bench(total);
    }
}
