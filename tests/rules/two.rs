//! Chair and producer seal together: each says it alone, and only the same seals.

use super::chair::conclusion;
use super::jury::judged_by;
use super::play::*;
use palmares::show::award::Honours;
use palmares::show::command::Command;
use palmares::show::event::Event;
use palmares::show::halves::Side::{Chair, Producer};
use palmares::show::halves::{Against, Agreement, Conclusion, HalfPaper, Side};
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use palmares::show::text::Text;
use std::sync::Arc;

fn pair() -> Arc<Show> {
    judged_by("seal = \"two\"\n")
}

fn given_two() -> Play {
    given(pair())
}

/// What a decision is committed to under somebody's salt; here one can read it.
fn commitment(salt: &str, conclusion: &Conclusion) -> String {
    format!("{salt}.{}", conclusion.winners.join("+"))
}

/// As whoever holds the secret writes it down, after a look at what the other has said.
fn says(play: &Play, by: Side, conclusion: Conclusion) -> Command {
    let salt = format!("{by:?}{}", play.log.len());
    let halves = play.award("held").halves;
    let against = halves.of(by.other()).map(|other| {
        let (salt, _) = other.commitment.split_once('.').expect("a salt");
        let (citation, reason) = other.closed.split_once('|').expect("two words");
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Against {
            theirs: other.commitment.clone(),
            mine: commitment(salt, &conclusion),
            citation: said(citation).map(Text::Plain),
            reason: said(reason),
        }
    });
    let citation = conclusion.honours.citation.as_ref();
    let citation = citation.map(|text| text.first(&[])).unwrap_or_default();
    let reason = conclusion.reason.as_deref().unwrap_or_default();
    let half = HalfPaper {
        commitment: commitment(&salt, &conclusion),
        closed: format!("{citation}|{reason}"),
        against,
    };
    Command::Decide {
        award: "held".into(),
        by,
        conclusion,
        ranking: None,
        half: Some(Box::new(half)),
    }
}

fn hears(play: Play, by: Side, winners: &[&str]) -> Play {
    let command = says(&play, by, conclusion(winners, None));
    play.after([command])
}

fn with_words(winners: &[&str], citation: Option<&str>, reason: Option<&str>) -> Conclusion {
    Conclusion {
        honours: Honours {
            citation: citation.map(Text::from),
            ..Honours::default()
        },
        ..conclusion(winners, reason)
    }
}

fn standing(play: &Play) -> Agreement {
    play.award("held").halves.agreement()
}

fn envelope(play: &Play) -> Option<Vec<String>> {
    play.award("held").envelope.map(|envelope| envelope.winners)
}

#[test]
fn whoever_speaks_first_waits_and_the_same_from_the_other_seals() {
    for (first, second) in [(Chair, Producer), (Producer, Chair)] {
        let play = hears(given_two(), first, &["echo"]);
        assert_eq!(standing(&play), Agreement::Waiting(first));
        assert_eq!(envelope(&play), None);
        let play = hears(play, second, &["echo"]);
        assert_eq!(standing(&play), Agreement::Open);
        assert_eq!(envelope(&play), Some(ids(&["echo"])));
        let play = play.after([goto("held/winner")]);
        assert_eq!(play.revealed("held"), Some(ids(&["echo"])));
    }
}

#[test]
fn nobody_seals_or_corrects_alone_what_two_decide() {
    let refusal = Refusal::SealedByTwo("held".into());
    let play = given_two()
        .when(seal("held", &["echo"]))
        .refused(refusal.clone());
    let alone = Command::Decide {
        award: "held".into(),
        by: Chair,
        conclusion: conclusion(&["echo"], None),
        ranking: None,
        half: None,
    };
    let play = play.when(alone).refused(refusal.clone());
    let play = hears(hears(play, Chair, &["echo"]), Producer, &["echo"]);
    let play = play.after([goto("held/winner")]);
    play.when(correct("held", &["river"], "why"))
        .refused(refusal);
    given_two()
        .when(seal("craft", &["echo"]))
        .then([sealed("craft", &["echo"])]);
}

#[test]
fn two_that_are_not_the_same_seal_nothing_and_each_last_word_stands() {
    let play = hears(given_two(), Chair, &["echo"]);
    let command = says(&play, Producer, conclusion(&["river"], None));
    let half = Event::HalfSealed {
        award: "held".into(),
        by: Producer,
        commitment: format!("Producer{}.river", play.log.len()),
        closed: "|".into(),
    };
    let differ = Event::HalvesDiffer {
        award: "held".into(),
    };
    let play = play.when(command).then([half, differ]);
    assert_eq!(
        (standing(&play), envelope(&play)),
        (Agreement::Unequal, None)
    );
    let play = hears(play, Producer, &["echo"]);
    assert_eq!(envelope(&play), Some(ids(&["echo"])));
}

#[test]
fn after_two_unequal_tries_both_begin_anew() {
    let play = hears(hears(given_two(), Chair, &["echo"]), Producer, &["river"]);
    let play = hears(play, Producer, &["mirror"]);
    assert_eq!(standing(&play), Agreement::Anew);
    let play = hears(play, Producer, &["echo"]);
    assert_eq!(standing(&play), Agreement::Waiting(Producer));
    assert_eq!(envelope(&play), None, "the chair has to say it again");
    let play = hears(play, Chair, &["echo"]);
    assert_eq!(envelope(&play), Some(ids(&["echo"])));
}

#[test]
fn one_may_change_what_one_has_said_before_the_other_speaks() {
    let play = hears(hears(given_two(), Chair, &["echo"]), Chair, &["river"]);
    assert_eq!(standing(&play), Agreement::Waiting(Chair));
    let play = hears(play, Producer, &["river"]);
    assert_eq!(envelope(&play), Some(ids(&["river"])));
}

#[test]
fn what_was_held_against_an_older_word_of_the_other_is_stale() {
    let play = hears(given_two(), Chair, &["echo"]);
    let late = says(&play, Producer, conclusion(&["echo"], None));
    let early = says(&given_two(), Producer, conclusion(&["echo"], None));
    let play = hears(play, Chair, &["river"]);
    let play = play.when(late).refused(Refusal::Stale);
    play.when(early).refused(Refusal::Stale);
}

#[test]
fn the_chairs_words_stand_and_the_producers_where_the_chair_gave_none() {
    let chairs = || with_words(&["echo"], Some("The chair's."), Some("talked it over"));
    let producers = || with_words(&["echo"], Some("The producer's."), None);
    let sealed = |first: (Side, Conclusion), second: (Side, Conclusion)| {
        let play = given_two();
        let command = says(&play, first.0, first.1);
        let play = play.after([command]);
        let command = says(&play, second.0, second.1);
        let envelope = play.after([command]).award("held").envelope;
        let envelope = envelope.expect("sealed");
        (envelope.honours.citation, envelope.reason)
    };
    let told = (Some("The chair's.".into()), Some("talked it over".into()));
    assert_eq!(sealed((Chair, chairs()), (Producer, producers())), told);
    assert_eq!(sealed((Producer, producers()), (Chair, chairs())), told);
    let silent = || conclusion(&["echo"], None);
    let told = (Some("The producer's.".into()), None);
    assert_eq!(sealed((Chair, silent()), (Producer, producers())), told);
    assert_eq!(sealed((Producer, producers()), (Chair, silent())), told);
}

#[test]
fn a_revoked_key_voids_its_half_and_no_other() {
    let play = hears(given_two(), Chair, &["echo"]);
    let revoke = |role: &str| Command::NoteRevocation {
        role: role.into(),
        revoked: "f".into(),
    };
    let play = play.after([revoke("mc"), revoke("jury/ng"), revoke("producer")]);
    assert_eq!(standing(&play), Agreement::Waiting(Chair));
    let play = play.after([revoke("chair")]);
    assert_eq!(standing(&play), Agreement::Open);
    assert_eq!(play.award("held").halves.voided, Some(Chair));
    let play = hears(play, Producer, &["echo"]);
    assert_eq!(play.award("held").halves.voided, Some(Chair));
    let play = hears(play, Chair, &["echo"]);
    assert_eq!(envelope(&play), Some(ids(&["echo"])));
    let play = play.after([revoke("chair")]);
    assert_eq!(envelope(&play), Some(ids(&["echo"])), "a sealed one stays");
}

#[test]
fn sealing_again_and_correcting_need_the_same_two() {
    let play = hears(hears(given_two(), Chair, &["echo"]), Producer, &["echo"]);
    let play = hears(play, Producer, &["river"]);
    assert_eq!(envelope(&play), Some(ids(&["echo"])));
    let play = play.after([goto("held/winner")]);
    assert_eq!(
        standing(&play),
        Agreement::Open,
        "the reveal ends what waits"
    );

    let needed = Refusal::ReasonNeeded("held".into());
    let silent = says(&play, Chair, conclusion(&["river"], None));
    let play = play.when(silent).refused(needed);
    let because = says(&play, Chair, conclusion(&["river"], Some("a slip")));
    let play = play.after([because]);
    assert_eq!(play.revealed("held"), Some(ids(&["echo"])));
    let agreed = says(
        &play,
        Producer,
        conclusion(&["river"], Some("as the chair says")),
    );
    let play = play.after([agreed]);
    assert_eq!(play.revealed("held"), Some(ids(&["river"])));
    let correction = play.award("held").correction;
    assert_eq!(correction.map(|c| c.reason), Some("a slip".into()));
}
