//! What holds whatever anybody does, in any order, at any time.

use super::play::{Play, START, given};
use super::support::shows::{GALA, gala, gala_with, parse};
use palmares::evening::fold;
use palmares::show::command::Command;
use palmares::show::decide::decide;
use palmares::show::event::{By, Event, Stamped};
use palmares::show::rundown::Rundown;
use palmares::show::tally::{Count, Tally};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A command and how long after the one before it comes.
type Step = (Command, i64);

fn one_of(ids: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(ids).prop_map(str::to_owned)
}

fn award() -> impl Strategy<Value = String> {
    one_of(&["best", "craft", "held", "hall", "tied", "none"])
}

fn ballot() -> impl Strategy<Value = String> {
    one_of(&["people", "second", "none"])
}

fn winners() -> impl Strategy<Value = Vec<String>> {
    let entry = one_of(&["mirror", "echo", "river", "early", "nobody"]);
    prop::collection::vec(entry, 0..3)
}

fn seconds() -> impl Strategy<Value = Option<u32>> {
    prop::option::of(prop_oneof![0u32..90, Just(86_401), Just(u32::MAX)])
}

/// How many revisions ago the sender looked; the run turns it into a revision.
fn expect() -> impl Strategy<Value = Option<u64>> {
    prop::option::of(0u64..4)
}

fn cue() -> impl Strategy<Value = String> {
    let cues: Vec<String> = Rundown::of(&gala())
        .cues()
        .iter()
        .map(|cue| cue.id.clone())
        .chain(["nowhere".to_owned()])
        .collect();
    prop::sample::select(cues)
}

fn moves() -> impl Strategy<Value = Command> {
    prop_oneof![
        6 => expect().prop_map(|expect| Command::Go { expect }),
        2 => expect().prop_map(|expect| Command::Back { expect }),
        4 => (cue(), expect()).prop_map(|(cue, expect)| Command::Goto { cue, expect }),
        1 => (any::<bool>(), expect()).prop_map(|(on, expect)| Command::Blackout { on, expect }),
        1 => (any::<bool>(), expect()).prop_map(|(on, expect)| Command::Card { on, expect }),
        2 => Just(Command::Tick),
    ]
}

fn envelopes() -> impl Strategy<Value = Command> {
    prop_oneof![
        prop::option::of(award()).prop_map(|award| Command::WrongEnvelope { award }),
        award().prop_map(|award| Command::EnvelopeStands { award }),
        (award(), winners()).prop_map(|(award, winners)| Command::Seal {
            award,
            conclusion: winners.into(),
        }),
        award().prop_map(|award| Command::OpenEnvelope { award }),
        (award(), winners(), "[a-z ]{0,8}").prop_map(|(award, winners, reason)| Command::Correct {
            award,
            winners,
            reason,
            honours: Default::default(),
        }),
        award().prop_map(|award| Command::Release { award }),
        award().prop_map(|award| Command::OnWall { award }),
    ]
}

fn ballots() -> impl Strategy<Value = Command> {
    let votes = prop::collection::vec(0u64..4, 3);
    prop_oneof![
        (ballot(), seconds()).prop_map(|(ballot, seconds)| Command::OpenBallot { ballot, seconds }),
        (ballot(), seconds())
            .prop_map(|(ballot, seconds)| Command::ExtendBallot { ballot, seconds }),
        ballot().prop_map(|ballot| Command::CloseBallot { ballot }),
        (ballot(), seconds())
            .prop_map(|(ballot, seconds)| Command::ReopenBallot { ballot, seconds }),
        ballot().prop_map(|ballot| Command::LookAtTally { ballot }),
        (ballot(), "[ab]", "[a-z ]{0,3}").prop_map(|(ballot, voter, reason)| Command::Exclude {
            ballot,
            receipt: voter.clone(),
            voter,
            reason
        }),
        (ballot(), votes).prop_map(|(ballot, votes)| {
            let count = |(entry, votes): (&str, u64)| Count {
                entry: entry.to_owned(),
                votes,
            };
            let paper = ["mirror", "echo", "river"];
            Command::Counted {
                ballot,
                position: 3,
                tally: Tally(paper.into_iter().zip(votes).map(count).collect()),
                digest: "d".into(),
            }
        }),
    ]
}

fn evenings() -> impl Strategy<Value = Command> {
    let fewer = GALA.replacen(
        "[[award]]\nid = \"craft\"\nname = \"Craft\"\ndecided_by = \"organiser\"\n",
        "",
        1,
    );
    let shows = vec![
        gala(),
        parse(&fewer),
        gala_with("winner = \"mirror\"", ""),
        gala_with("title = \"鏡\"", "title = \"大鏡\""),
    ];
    prop_oneof![
        prop::sample::select(shows).prop_map(|show| Command::Reread { show }),
        any::<bool>().prop_map(|open| Command::Doors { open }),
        (0u32..3).prop_map(|phones| Command::Simulate { phones }),
        ("[ab]", any::<bool>()).prop_map(|(screen, approved)| Command::ApproveScreen {
            name: screen.clone(),
            screen,
            approved
        }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let command = prop_oneof![6 => moves(), 3 => envelopes(), 3 => ballots(), 1 => evenings()];
    let pause = prop_oneof![0i64..1_000, 1_000i64..8_000, Just(100_000), Just(-5_000)];
    prop::collection::vec((command, pause), 1..120)
}

/// The same command, but seen from so many revisions ago.
fn seen_from(command: Command, revision: u64) -> Command {
    let ago = |back: Option<u64>| back.map(|back| revision.saturating_sub(back));
    match command {
        Command::Go { expect } => Command::Go {
            expect: ago(expect),
        },
        Command::Back { expect } => Command::Back {
            expect: ago(expect),
        },
        Command::Goto { cue, expect } => Command::Goto {
            cue,
            expect: ago(expect),
        },
        Command::Blackout { on, expect } => Command::Blackout {
            on,
            expect: ago(expect),
        },
        Command::Card { on, expect } => Command::Card {
            on,
            expect: ago(expect),
        },
        other => other,
    }
}

/// Plays on, and checks after every command what must always be so.
fn run(steps: Vec<Step>) -> Play {
    let mut play = given(gala());
    let mut on_wall: BTreeSet<String> = BTreeSet::new();
    for (command, pause_ms) in steps {
        play = play.wait_ms(pause_ms);
        let command = seen_from(command, play.state.revision);
        let before = play.state.clone();
        let Ok(events) = decide(&play.state, &command, play.at) else {
            continue;
        };
        let count = events.len() as u64;
        for event in &events {
            match event {
                Event::AwardOnWall { award } => drop(on_wall.insert(award.clone())),
                Event::AwardRevealed { award, .. } => drop(on_wall.remove(award)),
                _ => {}
            }
        }
        play = play.take(events);
        let state = &play.state;
        assert_eq!(state.revision, before.revision + count, "{command:?}");
        assert!(state.stage_revision <= state.revision);
        assert!(state.position <= state.rundown.last());
        assert!(state.on_deck().is_none_or(|p| p <= state.rundown.last()));
        let open = state.ballots.values().filter(|ballot| ballot.is_open());
        assert!(open.count() <= 1, "two ballots are open after {command:?}");
        for (id, award) in &before.awards {
            let still = state.awards.get(id).is_some_and(|a| a.revealed.is_some());
            assert!(
                award.revealed.is_none() || still,
                "{id} was un-revealed by {command:?}"
            );
        }
        for id in state.awards.keys() {
            let told = state.public_winners(id).is_some();
            assert!(
                !told || on_wall.contains(id),
                "{id} overtook the wall by {command:?}"
            );
        }
        let _ = (state.skipped(), state.next_due(), state.on_deck_holds());
    }
    play
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_the_evening_keeps_its_rules(steps in steps()) {
        run(steps);
    }

    #[test]
    fn a_replay_of_the_stored_text_equals_the_live_evening(steps in steps()) {
        let play = run(steps);
        let stored: Vec<String> = play
            .log
            .iter()
            .map(|event| serde_json::to_string(event).expect("every event has a text"))
            .collect();
        let read: Vec<Stamped> = stored
            .iter()
            .map(|text| serde_json::from_str(text).expect("every text is an event"))
            .collect();
        prop_assert_eq!(&read, &play.log);
        prop_assert_eq!(fold(&read), Some(play.state));
        let again: Vec<String> = read.iter().map(|e| serde_json::to_string(e).expect("text")).collect();
        prop_assert_eq!(again, stored);
    }

    #[test]
    fn events_that_do_not_fit_change_nothing_but_the_revision(steps in steps(), other in steps()) {
        // A journal of one evening laid over another: total, whatever comes.
        let log = run(other).log;
        let mut state = run(steps).state;
        for (event, revision) in log.into_iter().zip(state.revision + 1..) {
            state.apply(&Stamped { revision, at: START, by: By::Server, ..event });
            prop_assert_eq!(state.revision, revision);
            prop_assert!(state.position <= state.rundown.last());
        }
    }
}
