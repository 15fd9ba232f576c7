//! A ballot that reaches outside the hall has two counts and one result. Who waits for the second,
//! and who does not.

use super::play::*;
use super::support::shows::gala;
use palmares::show::ballot::Phase;
use palmares::show::command::Command;
use palmares::show::decide::without_net;
use palmares::show::event::Event;
use palmares::show::event::Move::{Go, Goto};
use palmares::show::programme::{Reach, Show};
use palmares::show::refusal::Refusal;
use palmares::show::state::State;
use palmares::show::tally::{Count, Tally};
use std::sync::Arc;

const HALL: [(&str, u64); 2] = [("mirror", 2), ("echo", 1)];
const NET: [(&str, u64); 2] = [("mirror", 1), ("echo", 40)];
const BOTH: [(&str, u64); 2] = [("mirror", 3), ("echo", 40)];

fn reaching(reach: Reach) -> Arc<Show> {
    let mut show = (*gala()).clone();
    let ballot = show.ballots.iter_mut().find(|b| b.id == "people");
    ballot.expect("the gala has this ballot").reach = reach;
    Arc::new(show)
}

fn tally(votes: &[(&str, u64)]) -> Tally {
    let count = |(entry, votes): &(&str, u64)| Count {
        entry: (*entry).into(),
        votes: *votes,
    };
    Tally(votes.iter().map(count).collect())
}

fn net_counted(round: u32) -> Command {
    Command::NetCounted {
        ballot: "people".into(),
        round,
        position: 31,
        tally: tally(&NET),
        digest: "n1".into(),
        together: tally(&BOTH),
        inside: tally(&HALL),
        readers: 2,
    }
}

fn announce_hall() -> Command {
    Command::AnnounceHall {
        ballot: "people".into(),
    }
}

fn hall_announced() -> Event {
    Event::HallAnnounced {
        ballot: "people".into(),
    }
}

fn pending() -> Refusal {
    Refusal::NetCounting("people".into())
}

/// The hall is counted, and the votes from outside are not.
fn waiting(reach: Reach) -> Play {
    given(reaching(reach)).after([
        open_ballot("people"),
        close_ballot("people"),
        counted("people", &HALL),
    ])
}

fn phase(play: &Play) -> Option<Phase> {
    play.state.phase("people")
}

fn result(play: &Play) -> Option<Tally> {
    play.state.ballots["people"].tally().cloned()
}

#[test]
fn a_ballot_is_closing_until_both_boxes_have_counted() {
    let play = waiting(Reach::Both);
    assert_eq!((phase(&play), result(&play)), (Some(Phase::Closing), None));
    let play = play.after([net_counted(1)]);
    assert_eq!(phase(&play), Some(Phase::Closed));
    assert_eq!(result(&play), Some(tally(&BOTH)));
    // The hall's part, and the rest; a voter who is in both is in one of them.
    let outside = tally(&[("mirror", 1), ("echo", 39)]);
    let apart = play.state.ballots["people"].apart();
    assert_eq!(apart, Some((tally(&HALL), Some(outside))));
    let alone = waiting(Reach::Both).after([announce_hall(), net_counted(1)]);
    let apart = alone.state.ballots["people"].apart();
    assert_eq!(apart, Some((tally(&HALL), None)));
}

#[test]
fn the_result_cue_is_refused_while_the_count_outside_is_pending() {
    for reach in [Reach::Both, Reach::Net] {
        let play = waiting(reach)
            .when(goto("people/result"))
            .refused(pending());
        let play = play.when(goto("hall/winner")).refused(pending());
        let play = play.when(reopen_ballot("people")).refused(pending());
        let play = play.after([net_counted(1)]);
        play.when(goto("people/result")).accepted();
    }
}

#[test]
fn the_result_cue_is_refused_before_the_hall_is_counted_too() {
    let play = given(reaching(Reach::Both));
    let play = play.after([open_ballot("people"), close_ballot("people")]);
    play.when(goto("people/result")).refused(pending());
}

#[test]
fn a_result_that_waits_moves_nothing_and_any_other_cue_goes_on() {
    let play = waiting(Reach::Both);
    let before = play.cue().to_owned();
    let play = play.when(goto("people/result")).refused(pending());
    assert_eq!(play.cue(), before);
    let next = play.on_deck().expect("a next cue").to_owned();
    play.wait_ms(1_000).when(go()).then([fired(&next, Go)]);
}

#[test]
fn both_counts_make_one_winner() {
    let play = waiting(Reach::Both).after([net_counted(1), goto("hall/winner")]);
    assert_eq!(play.revealed("hall"), Some(ids(&["echo"])));
}

#[test]
fn the_producer_may_announce_the_hall_alone() {
    let play = waiting(Reach::Both).when(announce_hall());
    let play = play.then([hall_announced()]);
    assert_eq!(result(&play), Some(tally(&HALL)));
    let play = play.when(announce_hall()).nothing();
    let play = play.after([goto("people/result"), goto("hall/winner")]);
    assert_eq!(play.revealed("hall"), Some(ids(&["mirror"])));
}

#[test]
fn what_arrives_after_the_hall_was_announced_is_on_record_and_changes_nothing() {
    for revealed in [false, true] {
        let play = waiting(Reach::Both).after([announce_hall()]);
        let play = match revealed {
            true => play.after([goto("hall/winner")]),
            false => play,
        };
        let play = play.after([net_counted(1)]);
        assert_eq!(result(&play), Some(tally(&HALL)));
        let counts = &play.state.ballots["people"].counts;
        let net = counts.net.as_ref().map(|net| net.tally.clone());
        assert_eq!(net, Some(tally(&NET)));
        let play = play.when(net_counted(1)).nothing();
        let play = play.after([goto("hall/winner")]);
        assert_eq!(play.revealed("hall"), Some(ids(&["mirror"])));
    }
}

#[test]
fn the_hall_alone_cannot_be_announced_where_it_has_no_say_or_the_only_one() {
    let alone = |play: Play, why: Refusal| play.when(announce_hall()).refused(why);
    alone(waiting(Reach::Hall), Refusal::HallOnly("people".into()));
    alone(waiting(Reach::Net), Refusal::NetOnly("people".into()));
}

#[test]
fn the_hall_is_announced_only_between_its_own_count_and_the_other() {
    let people = || "people".to_owned();
    let play = given(reaching(Reach::Both)).when(announce_hall());
    let play = play.refused(Refusal::BallotWaiting(people()));
    let play = play.after([open_ballot("people")]).when(announce_hall());
    let play = play.refused(Refusal::BallotOpen(people()));
    let play = play.after([close_ballot("people")]).when(announce_hall());
    let play = play.refused(Refusal::Counting(people()));
    let play = play.after([counted("people", &HALL), net_counted(1)]);
    play.when(announce_hall())
        .refused(Refusal::BothCounted(people()));
}

#[test]
fn a_count_of_a_round_that_is_over_does_not_count_in_the_next() {
    let play = waiting(Reach::Both).after([announce_hall(), reopen_ballot("people")]);
    let play = play.when(net_counted(1)).nothing();
    let play = play.after([close_ballot("people"), counted("people", &HALL)]);
    let play = play.when(net_counted(1)).nothing();
    assert_eq!(phase(&play), Some(Phase::Closing));
    let play = play.after([net_counted(2)]);
    assert_eq!(result(&play), Some(tally(&BOTH)));
}

#[test]
fn nothing_from_outside_counts_in_a_ballot_of_the_hall() {
    let play = waiting(Reach::Hall);
    assert_eq!(phase(&play), Some(Phase::Closed));
    let play = play.when(net_counted(1)).nothing();
    let play = play.when(goto("people/result"));
    play.then([fired("people/result", Goto)]);
}

#[test]
fn a_ballot_that_was_opened_reaches_as_far_as_it_did() {
    let play = given(reaching(Reach::Both)).after([open_ballot("people")]);
    play.when(reread(gala()))
        .refused(Refusal::RereadConflict("people".into()));
}

#[test]
fn a_replay_comes_to_the_same_counts() {
    let play = waiting(Reach::Both).after([announce_hall(), net_counted(1)]);
    let mut again = State::begin(&play.log[0]).expect("a beginning");
    for event in &play.log[1..] {
        let text = serde_json::to_string(event).expect("JSON");
        again.apply(&serde_json::from_str(&text).expect("an event"));
    }
    assert_eq!(again, play.state);
}

#[test]
fn without_a_log_outside_no_cue_opens_a_ballot_of_those_outside_and_no_count_is_waited_for() {
    let people = || "people".to_owned();
    let alone = |play: &Play, command: Command| without_net(&play.state, &command, play.at);
    let net = given(reaching(Reach::Net));
    let cue = goto("people/open");
    assert_eq!(alone(&net, cue), Some(Refusal::NetNobody(people())));
    assert_eq!(alone(&net, open_ballot("people")), None, "by hand");
    assert_eq!(
        alone(&net, announce_hall()),
        Some(Refusal::NetNobody(people()))
    );
    let result = || goto("people/result");
    let opened = waiting(Reach::Net);
    assert_eq!(alone(&opened, result()), Some(Refusal::NetNobody(people())));
    let both = given(reaching(Reach::Both));
    assert_eq!(alone(&both, open_ballot("people")), None);
    let both = waiting(Reach::Both);
    assert_eq!(alone(&both, result()), Some(Refusal::NetAbsent(people())));
    assert_eq!(alone(&both, announce_hall()), None);
    assert_eq!(alone(&waiting(Reach::Hall), result()), None);
}
