//! A finalist withdraws in the middle of the evening. Whoever won, the answer is the same, and what
//! it takes from a sealed decision shows at the reveal.

use super::jury::{judged, judged_by};
use super::play::*;
use super::support::shows::{GALA, parse};
use palmares::show::award::Honours;
use palmares::show::command::Command;
use palmares::show::decide::{ScoredOn, history_stands, scores_stand};
use palmares::show::event::{By, Event, Move};
use palmares::show::halves::Conclusion;
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use palmares::show::withdrawal::Lack;
use std::sync::Arc;

/// The same show in which these have withdrawn.
fn without(show: &Arc<Show>, gone: &[&str]) -> Command {
    let mut show = Show::clone(show);
    show.left.clear();
    for entry in &mut show.entries {
        if gone.contains(&entry.id.as_str()) {
            (entry.finalist, entry.withdrawn) = (false, true);
        }
    }
    reread(Arc::new(show))
}

fn sealing(award: &str, winners: &[&str], honours: Honours) -> Command {
    Command::Seal {
        award: award.into(),
        conclusion: Conclusion {
            winners: ids(winners),
            honours,
            reason: None,
        },
    }
}

fn second(id: &str) -> Honours {
    Honours {
        second: Some(id.into()),
        ..Honours::default()
    }
}

/// An evening with `craft` sealed so, after these have withdrawn.
fn craft(winners: &[&str], honours: Honours, gone: &[&str]) -> Play {
    let show = judged();
    given(show.clone()).after([sealing("craft", winners, honours), without(&show, gone)])
}

fn announced(play: Play) -> Result<Vec<String>, Refusal> {
    announced_of(&play, "craft")
}

fn announced_of(play: &Play, award: &str) -> Result<Vec<String>, Refusal> {
    let reveal = goto(&format!("{award}/winner"));
    let events = palmares::show::decide::decide(&play.state, &reveal, play.at.plus_ms(1_000))?;
    let winners = events.into_iter().find_map(|event| match event {
        Event::AwardRevealed { winners, .. } => Some(winners),
        _ => None,
    });
    Ok(winners.expect("a reveal"))
}

#[test]
fn the_file_may_say_so_of_a_winner_as_of_anybody() {
    for id in ["mirror", "echo", "river"] {
        let old = format!("id = \"{id}\"\n");
        let show = parse(&GALA.replacen(&old, &format!("{old}withdrawn = true\n"), 1));
        let entry = show.entry(id).expect("an entry");
        assert!(entry.withdrawn && !entry.finalist);
        // At a start it is no finalist, and has no cue.
        let play = given(show.clone());
        assert_eq!(play.state.rundown.position("finalists/3"), None);
        // In the middle it keeps its number, and so does everybody else.
        let gala = parse(GALA);
        let play = given(gala).after([goto("finalists/2"), reread(show)]);
        assert_eq!(play.cue(), "finalists/2");
        let skipped = play.state.rundown.cues().iter().filter(|cue| cue.skip);
        assert_eq!(skipped.count(), 1);
        assert_eq!(play.state.show.left, [id]);
    }
}

#[test]
fn its_cue_is_passed_over_and_no_jump_leads_there() {
    let show = judged();
    let play = given(show.clone()).after([goto("finalists/1"), without(&show, &["echo"])]);
    assert_eq!(play.on_deck(), Some("finalists/3"));
    let play = play.wait_ms(1_000).when(goto("finalists/2"));
    let play = play.refused(Refusal::Withdrawn("echo".into()));
    play.wait_ms(1_000)
        .when(go())
        .then([fired("finalists/3", Move::Go)]);
}

#[test]
fn the_second_choice_moves_up_at_the_reveal_and_not_before() {
    let play = craft(&["echo"], second("river"), &["echo"]);
    assert_eq!(
        play.award("craft").envelope.expect("sealed").winners,
        ["echo"]
    );
    assert_eq!(play.state.lack("craft"), None);
    assert_eq!(announced(play), Ok(ids(&["river"])));
}

#[test]
fn without_a_second_choice_there_is_no_envelope_until_somebody_seals_again() {
    for honours in [Honours::default(), second("river")] {
        let play = craft(&["echo"], honours, &["echo", "river"]);
        assert_eq!(play.state.lack("craft"), Some(Lack::All));
        assert_eq!(
            announced(play.clone()),
            Err(Refusal::NoEnvelope("craft".into()))
        );
        let play = play.after([seal("craft", &["mirror"])]);
        assert_eq!(play.state.lack("craft"), None);
        assert_eq!(announced(play), Ok(ids(&["mirror"])));
    }
}

#[test]
fn of_several_winners_those_who_stay_win() {
    let play = craft(&["echo", "river"], Honours::default(), &["echo"]);
    assert_eq!(play.state.lack("craft"), Some(Lack::Fewer));
    assert_eq!(announced(play), Ok(ids(&["river"])));
    // An award that is meant for one is not shared with the second choice.
    let play = craft(&["echo", "river"], second("mirror"), &["echo"]);
    assert_eq!(announced(play), Ok(ids(&["river"])));
    // One that is meant for two is.
    let mut show = Show::clone(&judged());
    let award = show.awards.iter_mut().find(|award| award.id == "craft");
    award.expect("an award").most = 2;
    let show = Arc::new(show);
    let play = given(show.clone()).after([
        sealing("craft", &["echo", "river"], second("mirror")),
        without(&show, &["echo"]),
    ]);
    assert_eq!(announced(play), Ok(ids(&["river", "mirror"])));
}

#[test]
fn whoever_comes_back_wins_again() {
    let show = judged();
    let play = craft(&["echo"], second("river"), &["echo"]).after([reread(show)]);
    assert!(play.state.show.left.is_empty());
    assert_eq!(announced(play), Ok(ids(&["echo"])));
}

#[test]
fn a_decision_that_nobody_gets_it_stands() {
    let show = judged_by("");
    let play = given(show.clone()).after([seal("held", &[]), without(&show, &["echo"])]);
    let play = play.wait_ms(1_000).when(goto("held/winner"));
    play.then([fired("held/winner", Move::Goto), revealed("held", &[])]);
}

#[test]
fn praise_stays_with_those_whom_it_was_written_for_and_a_mention_with_who_stays() {
    let honours = Honours {
        citation: Some("Because it sounds.".into()),
        mention: ids(&["mirror"]),
        second: Some("river".into()),
    };
    let play = craft(&["echo"], honours.clone(), &["echo"]).after([goto("craft/winner")]);
    let told = play.award("craft").revealed.expect("announced").honours;
    assert_eq!((told.citation, told.mention), (None, ids(&["mirror"])));
    let play = craft(&["echo"], honours.clone(), &["mirror"]).after([goto("craft/winner")]);
    let told = play.award("craft").revealed.expect("announced").honours;
    assert_eq!((told.citation, told.mention), (honours.citation, vec![]));
}

#[test]
fn what_the_file_sealed_is_no_decision_either_once_its_winner_has_gone() {
    let show = judged();
    let play = given(show.clone()).after([without(&show, &["mirror"])]);
    let play = play.wait_ms(1_000).when(goto("best/winner"));
    let play = play.refused(Refusal::NoEnvelope("best".into()));
    assert_eq!(play.state.lack("best"), Some(Lack::All));
}

#[test]
fn it_is_taken_over_alike_whoever_has_been_sealed_and_whoever_has_votes_or_scores() {
    for winner in ["mirror", "echo", "river"] {
        let show = judged();
        let play = given(show.clone()).after([
            seal("craft", &[winner]),
            open_ballot("people"),
            close_ballot("people"),
            counted("people", &[("mirror", 3), ("echo", 5), ("river", 1)]),
        ]);
        let scored = ScoredOn {
            works: ["echo".to_owned()].into(),
            ..ScoredOn::default()
        };
        let command = without(&show, &["echo"]);
        assert_eq!(scores_stand(&play.state, &command, &scored), Ok(()));
        let play = play.wait_ms(1_000).when(command).accepted();
        assert_eq!(play.state.show.left, ["echo"]);
    }
}

#[test]
fn a_count_leaves_it_out_and_the_others_keep_their_votes() {
    let show = judged();
    let play = given(show.clone()).after([
        open_ballot("people"),
        close_ballot("people"),
        counted("people", &[("mirror", 3), ("echo", 5), ("river", 1)]),
        without(&show, &["echo"]),
    ]);
    let result = play.state.result("people").expect("a result");
    assert_eq!(result.leaders(), ["mirror"]);
    // What was counted stays on record.
    let counted = play.state.ballots["people"].tally().expect("a count");
    assert_eq!(counted.0[1].votes, 5);
    let play = play.after([goto("people/result")]);
    let play = play.wait_ms(1_000).when(goto("hall/winner"));
    play.then([
        fired("hall/winner", Move::Goto),
        revealed("hall", &["mirror"]),
    ]);
}

#[test]
fn a_ruling_on_a_tie_falls_back_to_the_count_once_its_work_has_gone() {
    let show = judged();
    let play = given(show.clone()).after([
        open_ballot("second"),
        close_ballot("second"),
        counted("second", &[("mirror", 3), ("echo", 3), ("river", 1)]),
        seal("tied", &["echo"]),
        without(&show, &["echo"]),
    ]);
    let play = play.wait_ms(1_000).when(goto("tied/winner"));
    play.then([
        fired("tied/winner", Move::Goto),
        revealed("tied", &["mirror"]),
    ]);
}

#[test]
fn who_seals_for_the_organisers_is_told_alike_whoever_wins() {
    for (winner, gone) in [("mirror", "echo"), ("echo", "echo")] {
        let show = judged();
        let play = given(show.clone())
            .by(By::Producer)
            .after([seal("craft", &[winner])]);
        let waits = |play: &Play| play.state.sealed_before_withdrawal(&play.award("craft"));
        assert!(!waits(&play));
        let play = play.after([without(&show, &[gone])]);
        assert!(waits(&play));
        let play = play.after([seal("craft", &["river"])]);
        assert!(!waits(&play));
    }
}

#[test]
fn a_finalist_that_is_only_struck_from_the_final_is_held_as_before() {
    let mut show = Show::clone(&judged());
    let play = given(Arc::new(show.clone())).after([seal("craft", &["echo"])]);
    for entry in show.entries.iter_mut().filter(|entry| entry.id == "echo") {
        entry.finalist = false;
    }
    let play = play.when(reread(Arc::new(show)));
    play.refused(Refusal::RereadConflict("echo".into()));
}

/// The same show without this work, or with it struck from the final.
fn lacking(show: &Show, id: &str, is_struck: bool) -> Command {
    let mut show = show.clone();
    show.left.clear();
    for entry in show.entries.iter_mut().filter(|entry| entry.id == id) {
        (entry.finalist, entry.withdrawn) = (false, false);
    }
    show.entries.retain(|entry| is_struck || entry.id != id);
    reread(Arc::new(show))
}

#[test]
fn a_second_edit_of_who_has_withdrawn_is_answered_alike_whoever_is_sealed() {
    for winner in ["mirror", "echo", "river"] {
        let show = judged_by("");
        let other = if winner == "river" { "mirror" } else { "river" };
        let play = given(show.clone()).by(By::Chair);
        let play = play.after([sealing("craft", &[winner], second(other))]);
        for gone in ["mirror", "echo", "river"] {
            let play = play.clone().after([without(&show, &[gone])]);
            let gone_for_good = lacking(&show, gone, false);
            play.clone()
                .when(gone_for_good)
                .refused(Refusal::FinalistsStand);
            let play = play.after([lacking(&show, gone, true)]);
            assert_eq!(play.state.show.left, [gone]);
            // It has no way back into a decision but into the final.
            let won = announced(play.clone()).unwrap_or_default();
            assert!(!won.contains(&gone.to_owned()), "{won:?}");
            let play = play.after([reread(show.clone())]);
            assert_eq!(announced(play), Ok(ids(&[winner])));
        }
    }
}

#[test]
fn once_it_is_announced_who_withdrew_before_may_leave_the_file_and_who_won_may_not() {
    let play = craft(&["echo"], second("river"), &["echo"]).by(By::Chair);
    let mut shown = Show::clone(&play.state.show);
    for award in &mut shown.awards {
        award.winner.clear();
    }
    let play = play.after([goto("craft/winner")]);
    play.clone().when(lacking(&shown, "echo", false)).accepted();
    let conflict = Refusal::RereadConflict("river".into());
    play.when(lacking(&shown, "river", false)).refused(conflict);
}

#[test]
fn the_file_may_strike_who_withdraws_from_the_final_as_well_whoever_has_won() {
    for id in ["mirror", "echo", "river"] {
        let old = format!("id = \"{id}\"\n");
        let both = format!("{old}withdrawn = true\nfinalist = false\n");
        let show = parse(&GALA.replacen(&old, &both, 1));
        let play = given(parse(GALA)).after([goto("finalists/1"), reread(show)]);
        assert_eq!(play.state.show.left, [id]);
    }
}

#[test]
fn a_withdrawal_leaves_alone_what_has_been_on_stage() {
    let show = judged();
    let file = without(&show, &["echo"]);
    let Command::Reread { show: gone } = file.clone() else {
        unreachable!()
    };
    // All of them have been shown before.
    let shown = given(show.clone()).after([goto("finalists/2"), goto("finalists/3")]);
    assert_eq!(history_stands(&shown.state, &gone), Ok(()));
    let after = shown.after([file.clone(), goto("best/award")]);
    assert_eq!(history_stands(&after.state, &gone), Ok(()));
    // Or the last of them is shown afterwards.
    let early = given(show).after([goto("finalists/1"), file, go()]);
    assert_eq!(early.cue(), "finalists/3");
    assert_eq!(history_stands(&early.state, &gone), Ok(()));
}

#[test]
fn a_correction_whose_winner_withdraws_is_no_decision_and_no_count_takes_its_place() {
    let show = judged();
    let votes = [("mirror", 3), ("echo", 3), ("river", 1)];
    let play = given(show.clone()).after([
        open_ballot("second"),
        close_ballot("second"),
        counted("second", &votes),
        seal("tied", &["mirror"]),
        goto("tied/winner"),
        wrong_envelope(),
        correct("tied", &["echo"], "a slip"),
        without(&show, &["echo"]),
        card(false),
    ]);
    assert_eq!(play.state.lack("tied"), Some(Lack::All));
    assert!(play.state.sealed_before_withdrawal(&play.award("tied")));
    assert_eq!(
        announced_of(&play, "tied"),
        Err(Refusal::NoEnvelope("tied".into()))
    );
}

#[test]
fn a_clean_evening_still_says_what_was_sealed_before_a_withdrawal() {
    let show = judged();
    let play = given(show.clone()).after([without(&show, &["echo"])]);
    let clean = given(play.state.show.clone()).take(vec![sealed("craft", &["river"])]);
    assert!(clean.state.sealed_before_withdrawal(&clean.award("craft")));
    let again = clean.after([seal("craft", &["mirror"])]);
    assert!(!again.state.sealed_before_withdrawal(&again.award("craft")));
}

#[test]
fn the_files_for_the_organisers_name_whom_it_comes_to() {
    let play = craft(&["echo"], second("river"), &["echo"]);
    let text = palmares::view::export::markdown(&play.state);
    let mut lines = text.lines();
    let craft = lines
        .find(|line| line.contains("Craft"))
        .expect("the award");
    assert!(craft.contains('河') && !craft.contains("Echo"), "{craft}");
}
