//! The first round: who looks at which of many works.

use super::play::{given, reread};
use super::support::shows::parse;
use palmares::show::command::Command;
use palmares::show::decide::{ScoredOn, scores_stand};
use palmares::show::event::Event;
use palmares::show::judging::{AnnouncedRule, RulePart};
use palmares::show::jury::{Deal, deal};
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Fifty works for seven jurors; the first knows somebody who made the first work.
fn fifty(per_entry: usize) -> Arc<Show> {
    let entry = |n: usize| format!("[[entry]]\nid = \"w{n}\"\ntitle = \"W{n}\"\nteam = \"T\"\n");
    let juror = |n: usize| {
        let conflict = if n == 0 { "conflicts = \"w0\"\n" } else { "" };
        format!("[[jury.juror]]\nid = \"j{n}\"\nname = \"J{n}\"\n{conflict}")
    };
    parse(&format!(
        "[show]\nid = \"s\"\ntitle = \"S\"\nlanguages = [\"en\"]\n{}[jury]\n\
         [jury.round]\nkeep = 10\nper_entry = {per_entry}\n\
         [[jury.criterion]]\nid = \"all\"\nname = \"All\"\n{}",
        (0..50).map(entry).collect::<String>(),
        (0..7).map(juror).collect::<String>(),
    ))
}

/// What is dealt beside what was dealt before, nobody but the file keeping anybody out.
fn dealt(show: &Show, before: &Deal, absent: &BTreeSet<&str>) -> Deal {
    let out = |juror: &str, work: &str| {
        let juror = show.jury.juror(juror);
        juror.is_some_and(|juror| juror.conflicts.iter().any(|id| id == work))
    };
    let mut all = before.clone();
    for (juror, work) in deal(show, before, absent, out, 7) {
        all.entry(juror).or_default().insert(work);
    }
    all
}

fn assigned(show: &Show, absent: &BTreeSet<&str>) -> Deal {
    dealt(show, &Deal::new(), absent)
}

/// How many jurors look at each work.
fn sheets(assigned: &Deal) -> BTreeMap<&str, usize> {
    let mut sheets = BTreeMap::new();
    for work in assigned.values().flatten() {
        *sheets.entry(work.as_str()).or_insert(0) += 1;
    }
    sheets
}

#[test]
fn every_work_is_looked_at_often_enough_and_nobody_has_many_more_than_another() {
    let show = fifty(3);
    assert!(show.in_first_round());
    let assigned = assigned(&show, &BTreeSet::new());
    let sheets = sheets(&assigned);
    assert_eq!(sheets.len(), 50);
    assert!(sheets.values().all(|sheets| *sheets == 3));
    let loads: Vec<usize> = assigned.values().map(BTreeSet::len).collect();
    let (least, most) = (loads.iter().min(), loads.iter().max());
    assert!(
        most.zip(least)
            .is_some_and(|(most, least)| most - least <= 1),
        "{loads:?}"
    );
    assert!(!assigned["j0"].contains("w0"));
}

#[test]
fn who_is_absent_leaves_their_works_to_others_and_moves_nobody_elses() {
    let show = fifty(3);
    let before = assigned(&show, &BTreeSet::new());
    let after = assigned(&show, &BTreeSet::from(["j3"]));
    for (juror, works) in &before {
        assert!(
            works.iter().all(|work| after[juror].contains(work)),
            "{juror}"
        );
    }
    let mut present = after.clone();
    present.remove("j3");
    assert!(sheets(&present).values().all(|sheets| *sheets == 3));
}

#[test]
fn where_all_look_at_all_only_a_conflict_keeps_a_work_from_a_juror() {
    let assigned = assigned(&fifty(7), &BTreeSet::new());
    assert_eq!(assigned["j0"].len(), 49);
    assert!((1..7).all(|n| assigned[&format!("j{n}")].len() == 50));
}

#[test]
fn without_a_round_nobody_is_assigned_anything() {
    let mut show = Show::clone(&fifty(3));
    show.jury.round = None;
    assert!(assigned(&show, &BTreeSet::new()).is_empty() && !show.in_first_round());
}

#[test]
fn what_was_dealt_stays_dealt_whoever_comes_whatever_comes_and_in_whatever_order() {
    let show = fifty(3);
    let before = assigned(&show, &BTreeSet::new());
    let mut edited = Show::clone(&show);
    edited.entries.reverse();
    edited.jury.jurors.reverse();
    assert_eq!(dealt(&edited, &before, &BTreeSet::new()), before);
    let mut more = edited.entries[0].clone();
    more.id = "w50".into();
    edited.entries.insert(0, more);
    let mut juror = edited.jury.jurors[0].clone();
    juror.id = "j7".into();
    edited.jury.jurors.insert(0, juror);
    let after = dealt(&edited, &before, &BTreeSet::new());
    for (juror, works) in &before {
        let mut rest = after[juror].clone();
        rest.remove("w50");
        assert_eq!(&rest, works, "{juror}");
    }
    assert!(sheets(&after)["w50"] >= 3);
    assert!(
        (18..=20).contains(&after["j7"].len()),
        "{}",
        after["j7"].len()
    );
    assert_eq!(dealt(&edited, &after, &BTreeSet::new()), after, "once");
}

/// The same file with this many works kept for the final.
fn keeping(show: &Show, keep: u32) -> Arc<Show> {
    let mut edited = show.clone();
    edited.jury.round.as_mut().expect("a round").keep = keep;
    Arc::new(edited)
}

/// The same file with only so many finalists.
fn cut_to(show: &Show, finalists: usize) -> Arc<Show> {
    let mut edited = show.clone();
    for entry in &mut edited.entries[finalists..] {
        entry.finalist = false;
    }
    Arc::new(edited)
}

fn scored(work: &str) -> ScoredOn {
    ScoredOn {
        works: BTreeSet::from([work.to_owned()]),
        ..ScoredOn::default()
    }
}

#[test]
fn an_edited_file_that_ends_a_judged_first_round_begins_the_final_as_the_chair_does() {
    let show = fifty(3);
    for edited in [keeping(&show, 50), cut_to(&show, 10)] {
        let read = Event::ShowReread {
            show: edited.clone(),
        };
        let play = given(show.clone());
        play.when(reread(edited.clone())).then([read.clone()]);
        let play = given(show.clone()).after([Command::FixRule]);
        let command = reread(edited.clone());
        assert_eq!(scores_stand(&play.state, &command, &scored("w49")), Ok(()));
        let play = play
            .when(command)
            .then([read, Event::FinalBegun { round: 2 }]);
        assert!(!play.state.jury.is_fixed());
    }
}

#[test]
fn the_chair_may_cut_more_than_once_before_the_final_begins() {
    let show = fifty(3);
    let play = given(show.clone()).after([Command::FixRule]);
    let edited = cut_to(&show, 40);
    let cut = Command::Shortlist {
        show: edited.clone(),
    };
    assert_eq!(scores_stand(&play.state, &cut, &scored("w45")), Ok(()));
    let by_hand = scores_stand(&play.state, &reread(edited.clone()), &scored("w45"));
    // Of those that go the first is named, whichever has been scored.
    assert_eq!(by_hand, Err(Refusal::ScoresStand("w40".into())));
    let mut gone = Show::clone(&show);
    gone.entries.pop();
    let gone = Command::Shortlist {
        show: Arc::new(gone),
    };
    let lost = scores_stand(&play.state, &gone, &scored("w49"));
    assert_eq!(lost, Err(Refusal::ScoresStand("w49".into())));
    let play = play.when(cut).accepted();
    assert_eq!(
        (play.state.jury.round.0, play.state.jury.is_fixed()),
        (1, true)
    );
}

#[test]
fn a_change_after_an_upgrade_in_mid_judging_is_told_though_the_rule_was_written_down_shorter() {
    let show = fifty(3);
    let rule = AnnouncedRule {
        terms: None,
        ..AnnouncedRule::of(&show)
    };
    let rule = Box::new(rule);
    let play = given(show.clone()).take(vec![Event::RuleFixed { rule }]);
    let same = keeping(&show, 10);
    play.clone().when(reread(same)).nothing();
    let play = play.when(reread(keeping(&show, 9))).accepted();
    let changes: Vec<Vec<RulePart>> = play
        .state
        .jury
        .rule_changes()
        .map(|(_, parts)| parts)
        .collect();
    assert_eq!(changes, [[RulePart::Round]]);
}
