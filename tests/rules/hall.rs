//! The awards that the hall decides.

use super::play::*;
use super::support::shows::gala;
use palmares::show::command::Command;
use palmares::show::decide::look_within;
use palmares::show::event::{By, Move::Goto};
use palmares::show::refusal::Refusal;

fn voted(ballot: &str, votes: &[(&str, u64)]) -> Play {
    given(gala()).after([
        open_ballot(ballot),
        close_ballot(ballot),
        counted(ballot, votes),
    ])
}

#[test]
fn without_votes_the_winner_cue_says_that_there_is_none() {
    let nobody = [("mirror", 0), ("echo", 0), ("river", 0)];
    let play = voted("people", &nobody).when(goto("hall/winner"));
    let play = play.then([fired("hall/winner", Goto), revealed("hall", &[])]);
    let play = play.after([on_wall("hall")]);
    assert_eq!(play.public("hall"), Some(vec![]));
    assert!(play.state.skipped().iter().all(|award| *award != "hall"));
}

#[test]
fn the_entry_with_the_most_votes_wins() {
    let votes = [("mirror", 4), ("echo", 9), ("river", 0)];
    voted("people", &votes)
        .when(goto("hall/winner"))
        .then([fired("hall/winner", Goto), revealed("hall", &["echo"])]);
}

#[test]
fn a_tie_for_first_is_shared_in_the_order_of_the_paper() {
    let votes = [("mirror", 2), ("echo", 5), ("river", 5)];
    voted("people", &votes).when(goto("hall/winner")).then([
        fired("hall/winner", Goto),
        revealed("hall", &["echo", "river"]),
    ]);
}

const TIE: [(&str, u64); 3] = [("mirror", 1), ("echo", 5), ("river", 5)];

#[test]
fn a_tie_that_the_file_leaves_to_the_chair_waits_for_the_ruling() {
    let play = voted("second", &TIE);
    let play = play
        .when(goto("tied/winner"))
        .refused(Refusal::Tie("tied".into()));
    let play = play.by(By::Producer).after([seal("tied", &["river"])]);
    play.when(goto("tied/winner"))
        .then([fired("tied/winner", Goto), revealed("tied", &["river"])]);
}

#[test]
fn a_ruling_may_share_the_award_among_the_tied() {
    let play = voted("second", &TIE).after([seal("tied", &["river", "echo"]), goto("tied/winner")]);
    assert_eq!(play.revealed("tied"), Some(ids(&["river", "echo"])));
}

#[test]
fn a_ruling_names_only_those_who_are_tied_for_first() {
    voted("second", &TIE)
        .when(seal("tied", &["echo", "mirror"]))
        .refused(Refusal::NotTied("mirror".into()));
}

#[test]
fn a_ruling_is_a_look_at_the_count_until_one_is_on_record_and_again_after_a_new_count() {
    let look = || Command::LookAtTally {
        ballot: "second".into(),
    };
    let play = voted("second", &TIE);
    // Yes and no tell of the tie alike.
    for winner in ["echo", "mirror"] {
        let within = look_within(&play.state, &seal("tied", &[winner]));
        assert_eq!(within, Some(look()));
    }
    let none = |play: &Play, command| assert_eq!(look_within(&play.state, &command), None);
    none(&play, seal("tied", &["nobody"]));
    none(&play, seal("best", &["echo"]));
    none(&play, goto("tied/winner"));
    let play = play.after([look()]);
    none(&play, seal("tied", &["echo"]));
    let play = play.after([
        reopen_ballot("second"),
        close_ballot("second"),
        counted("second", &TIE),
    ]);
    assert_eq!(
        look_within(&play.state, &seal("tied", &["echo"])),
        Some(look())
    );
    let play = play.after([seal("tied", &["echo"]), goto("tied/winner")]);
    none(&play, seal("tied", &["echo"]));
}

#[test]
fn where_nobody_rules_no_look_is_written_down() {
    let no_tie = voted("second", &[("mirror", 1), ("echo", 5)]);
    assert_eq!(look_within(&no_tie.state, &seal("tied", &["echo"])), None);
    let shared = voted("people", &TIE);
    assert_eq!(look_within(&shared.state, &seal("hall", &["echo"])), None);
}

#[test]
fn without_a_tie_there_is_nothing_to_rule() {
    for votes in [[("mirror", 1), ("echo", 5)], [("mirror", 0), ("echo", 0)]] {
        voted("second", &votes)
            .when(seal("tied", &["echo"]))
            .refused(Refusal::AudienceDecides("tied".into()));
    }
}

#[test]
fn where_ties_are_shared_nobody_rules() {
    voted("people", &TIE)
        .when(seal("hall", &["echo"]))
        .refused(Refusal::AudienceDecides("hall".into()));
}

#[test]
fn a_ruling_is_void_once_people_vote_again() {
    let play = voted("second", &TIE).after([
        seal("tied", &["river"]),
        reopen_ballot("second"),
        close_ballot("second"),
        counted("second", &[("mirror", 8), ("echo", 5), ("river", 5)]),
    ]);
    assert_eq!(play.award("tied").envelope, None);
    let play = play.after([goto("tied/winner")]);
    assert_eq!(play.revealed("tied"), Some(ids(&["mirror"])));
}

#[test]
fn the_winner_waits_for_the_ballot() {
    let winner = || goto("hall/winner");
    let play = given(gala())
        .when(winner())
        .refused(Refusal::BallotWaiting("people".into()));
    let play = play.after([open_ballot("people")]);
    let play = play
        .when(winner())
        .refused(Refusal::BallotOpen("people".into()));
    let play = play.after([close_ballot("people")]);
    let play = play
        .when(winner())
        .refused(Refusal::Counting("people".into()));
    let play = play.after([counted("people", &[("echo", 1)])]);
    play.when(winner()).accepted();
}
