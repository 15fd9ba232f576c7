//! The chair decides alone: with or without scores, and with a reason where they say otherwise.

use super::jury::{judged, judged_by, judged_file};
use super::play::*;
use crate::support::shows::parse;
use palmares::show::command::Command;
use palmares::show::event::{By, Event};
use palmares::show::halves::{Conclusion, Side};
use palmares::show::jury::Ranking;
use palmares::show::refusal::Refusal;

pub fn conclusion(winners: &[&str], reason: Option<&str>) -> Conclusion {
    Conclusion {
        winners: ids(winners),
        reason: reason.map(str::to_owned),
        ..Conclusion::default()
    }
}

fn decide(award: &str, winners: &[&str], reason: Option<&str>, ranks: &[&[&str]]) -> Command {
    let ranking = Ranking {
        groups: ranks.iter().map(|group| ids(group)).collect(),
        ..Ranking::default()
    };
    Command::Decide {
        award: award.into(),
        by: Side::Chair,
        conclusion: conclusion(winners, reason),
        ranking: (!ranks.is_empty()).then(|| Box::new(ranking)),
        half: None,
    }
}

fn sealed_because(award: &str, winners: &[&str], reason: Option<&str>) -> Event {
    Event::EnvelopeSealed {
        award: award.into(),
        winners: ids(winners),
        honours: Default::default(),
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn the_chair_needs_no_sheet_to_decide_and_no_reason_then() {
    let play = given(judged()).by(By::Chair);
    let play = play.when(decide("best", &["echo"], None, &[]));
    let play = play.then([sealed("best", &["echo"])]);
    assert_eq!(play.award("best").envelope.map(|e| e.by), Some(By::Chair));
    play.when(decide("best", &[], None, &[]))
        .then([sealed("best", &[])]);
}

#[test]
fn a_decision_that_differs_from_the_ranking_says_why() {
    let ranks: &[&[&str]] = &[&["echo"], &["mirror", "river"]];
    let needed = Refusal::ReasonNeeded("best".into());
    for winners in [&["mirror"][..], &[]] {
        for reason in [None, Some(" \n")] {
            let play = given(judged());
            let asked = play.when(decide("best", winners, reason, ranks));
            asked.refused(needed.clone());
        }
        given(judged())
            .when(decide("best", winners, Some(" a story "), ranks))
            .then([sealed_because("best", winners, Some("a story"))]);
    }
    given(judged())
        .when(decide("best", &["echo"], None, ranks))
        .then([sealed("best", &["echo"])]);
}

#[test]
fn whoever_of_those_tied_for_first_is_named_follows_the_ranking() {
    let ranks: &[&[&str]] = &[&["echo", "river"], &["mirror"]];
    for winners in [&["echo"][..], &["river"], &["river", "echo"]] {
        let play = given(judged());
        play.when(decide("best", winners, None, ranks))
            .then([sealed("best", winners)]);
    }
}

#[test]
fn no_more_win_than_the_award_is_meant_for_unless_they_are_tied_for_first() {
    let refusal = Refusal::TooMany("best".into());
    let ranks: &[&[&str]] = &[&["echo"], &["mirror"], &["river"]];
    for ranks in [ranks, &[]] {
        let play = given(judged());
        play.when(decide("best", &["echo", "river"], Some("why"), ranks))
            .refused(refusal.clone());
    }
}

#[test]
fn the_chair_leaves_the_halls_and_the_organisers_awards_alone() {
    let play = given(judged());
    let play = play
        .when(decide("hall", &["echo"], None, &[]))
        .refused(Refusal::AudienceDecides("hall".into()));
    let play = play
        .when(decide("craft", &["echo"], None, &[]))
        .refused(Refusal::OrganiserDecides("craft".into()));
    play.when(decide("none", &["echo"], None, &[]))
        .refused(Refusal::NoSuchAward("none".into()));
}

#[test]
fn the_chair_breaks_the_halls_tie_where_the_file_says_so() {
    let play = given(judged()).after([open_ballot("second"), close_ballot("second")]);
    let votes = [("mirror", 2), ("echo", 2), ("river", 0)];
    let play = play.after([counted("second", &votes)]).by(By::Chair);
    let play = play
        .when(decide("tied", &["river"], None, &[]))
        .refused(Refusal::NotTied("river".into()));
    play.when(decide("tied", &["echo"], None, &[]))
        .then([sealed("tied", &["echo"])]);
}

#[test]
fn after_the_reveal_the_chair_corrects_and_says_why() {
    let play = given(judged()).after([goto("best/winner"), goto("best/award")]);
    let needed = Refusal::ReasonNeeded("best".into());
    let play = play
        .when(decide("best", &["echo"], None, &[]))
        .refused(needed);
    let play = play.by(By::Chair);
    play.when(decide("best", &["echo"], Some("a slip"), &[]))
        .then([corrected("best", &["echo"], "a slip")]);
}

/// The file that is being judged, edited.
fn without(old: &str, new: &str) -> Command {
    let file = judged_file("");
    assert!(file.contains(old), "the file does not say {old:?}");
    reread(parse(&file.replacen(old, new, 1)))
}

fn out(id: &str) -> Command {
    let id = format!("id = \"{id}\"");
    without(&id, &format!("{id}\nfinalist = false"))
}

fn decided(winners: &[&str]) -> Play {
    let ranks: &[&[&str]] = &[&["echo"], &["mirror", "river"]];
    let decide = decide("best", winners, Some("a story"), ranks);
    let play = given(judged_by("")).by(By::Chair).after([decide]);
    play.by(By::Producer)
}

#[test]
fn while_a_decision_is_sealed_every_finalist_that_leaves_the_file_is_refused_in_the_same_words() {
    for winners in [&["echo"][..], &["mirror"], &[]] {
        for id in ["mirror", "echo", "river"] {
            decided(winners)
                .when(out(id))
                .refused(Refusal::FinalistsStand);
        }
        let title = without("title = \"鏡\"", "title = \"鏡中\"");
        decided(winners).when(title).accepted();
    }
    given(judged_by("")).when(out("river")).accepted();
}

#[test]
fn once_it_is_revealed_only_those_who_won_have_to_stay() {
    let play = decided(&["echo"]).after([goto("best/winner")]);
    let conflict = Refusal::RereadConflict("echo".into());
    play.clone().when(out("echo")).refused(conflict);
    play.when(out("river")).accepted();
}

#[test]
fn an_award_that_is_sealed_as_given_to_nobody_stays_in_the_file_as_any_other() {
    let best = judged_file("");
    let from = best.find("[[award]]").expect("awards");
    let next = from + 1 + best[from + 1..].find("[[").expect("another table");
    for winners in [&["echo"][..], &[]] {
        let gone = without(&best[from..next], "");
        let conflict = Refusal::RereadConflict("best".into());
        decided(winners).when(gone).refused(conflict);
    }
}
