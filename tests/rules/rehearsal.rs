//! A rehearsal: the show without its winners, and dummies that tell nothing of them.

use crate::play::{
    Play, close_ballot, counted, doors, given, go, goto, ids, open_ballot, revealed, seal, sealed,
};
use crate::support::shows::{gala, gala_with};
use palmares::show::command::Command;
use palmares::show::decide::decide;
use palmares::show::event::Event;
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use palmares::show::rehearsal::{may_begin, rehearsed};
use palmares::show::text::Text;
use std::collections::BTreeMap;
use std::sync::Arc;

fn rehearse(seed: u64) -> Command {
    Command::Rehearse {
        seed,
        citation: Text::Plain("Made up.".into()),
    }
}

/// The dummies of this seed, by award.
fn dummies(show: &Show, seed: u64) -> BTreeMap<String, Vec<String>> {
    drawn(&given(Arc::new(rehearsed(show))), seed)
}

fn drawn(play: &Play, seed: u64) -> BTreeMap<String, Vec<String>> {
    let events = decide(&play.state, &rehearse(seed), play.at).expect("never refused");
    let sealed = events.into_iter().filter_map(|event| match event {
        Event::EnvelopeSealed { award, winners, .. } => Some((award, winners)),
        _ => None,
    });
    sealed.collect()
}

#[test]
fn it_may_not_begin_once_the_audience_comes_in_or_while_people_vote() {
    let play = given(gala());
    assert_eq!(may_begin(&play.state), Ok(()));
    let open = play.clone().after([doors(true)]);
    assert_eq!(may_begin(&open.state), Err(Refusal::DoorsOpen));
    let voting = play.after([open_ballot("people")]);
    let why = Refusal::BallotOpen("people".into());
    assert_eq!(may_begin(&voting.state), Err(why));
    let counting = voting.after([close_ballot("people")]);
    let why = Refusal::Counting("people".into());
    assert_eq!(may_begin(&counting.state), Err(why));
    let over = counting.after([counted("people", &[("echo", 1)])]);
    assert_eq!(may_begin(&over.state), Ok(()));
}

#[test]
fn every_award_but_the_audiences_gets_one_dummy_with_a_citation() {
    let play = given(Arc::new(rehearsed(&gala())))
        .when(rehearse(7))
        .accepted();
    assert_eq!(play.state.rehearsal, Some(7));
    for award in ["best", "craft", "held"] {
        let envelope = play.award(award).envelope.expect("a dummy");
        assert_eq!(envelope.winners.len(), 1, "{award}");
        assert!(envelope.honours.citation.is_some(), "{award}");
    }
    for award in ["hall", "tied"] {
        assert_eq!(play.award(award).envelope, None, "{award}");
    }
    // Once is enough, by whatever seed.
    play.when(rehearse(8)).nothing();
}

#[test]
fn nothing_of_what_is_decided_is_in_it() {
    let other = gala_with(
        "winner = \"mirror\"\ncitation",
        "winner = [\"echo\", \"river\"]\n#",
    );
    assert_ne!(*gala(), *other);
    assert_eq!(rehearsed(&gala()), rehearsed(&other));
    for seed in 0..50 {
        assert_eq!(dummies(&gala(), seed), dummies(&other, seed));
    }
}

#[test]
fn whoever_is_in_the_final_is_drawn_as_often_as_the_others_for_each_award_and_for_two_together() {
    const SEEDS: u64 = 6_000;
    let play = given(Arc::new(rehearsed(&gala())));
    let (mut alone, mut together) = (BTreeMap::new(), BTreeMap::new());
    // The seeds are moments, one after the other.
    for seed in 1_772_700_000_000..1_772_700_000_000 + SEEDS {
        let drawn = drawn(&play, seed);
        for (award, winners) in &drawn {
            *alone
                .entry((award.clone(), winners.clone()))
                .or_insert(0u64) += 1;
        }
        let both = (drawn["best"].clone(), drawn["craft"].clone());
        *together.entry(both).or_insert(0u64) += 1;
    }
    assert_eq!((alone.len(), together.len()), (3 * 3, 3 * 3));
    let even = |times: u64, of: u64| times.abs_diff(SEEDS / of) * 10 < SEEDS / of;
    for ((award, winners), times) in alone {
        assert!(even(times, 3), "{award} {winners:?}: {times}");
    }
    for (winners, times) in together {
        assert!(even(times, 9), "{winners:?}: {times}");
    }
}

#[test]
fn the_reveal_shows_the_dummy_and_a_work_out_of_the_final_is_none() {
    let play = given(Arc::new(rehearsed(&gala())))
        .when(rehearse(3))
        .accepted();
    let winner = play.award("best").envelope.expect("a dummy").winners[0].clone();
    assert_ne!(winner, "early");
    let play = play.after([goto("best/suspense")]);
    let told = play.wait_ms(1_000).when(go()).accepted();
    assert_eq!(told.revealed("best"), Some(ids(&[&winner])));
    let events = told.log.into_iter().map(|stamped| stamped.event);
    assert!(
        events
            .into_iter()
            .any(|event| event == revealed("best", &[&winner]))
    );
}

#[test]
fn a_dummy_that_a_ballot_takes_away_comes_back() {
    let play = given(Arc::new(rehearsed(&gala())))
        .when(rehearse(3))
        .accepted();
    let mut play = play;
    play.state
        .awards
        .get_mut("craft")
        .expect("an award")
        .envelope = None;
    let Event::EnvelopeSealed { award, .. } = sealed("craft", &[]) else {
        panic!();
    };
    let play = play.when(rehearse(99)).accepted();
    let again = play.award(&award).envelope.expect("sealed again");
    assert_eq!(again.winners, dummies(&gala(), 3)["craft"]);
    // A ruling by hand is none that the evening hears of: it is another evening's state.
    play.when(seal("craft", &["echo"])).accepted();
}
