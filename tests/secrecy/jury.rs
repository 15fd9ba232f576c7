//! What the jury scores, ranks and decides changes no byte for anybody but jurors and chair: the MC
//! and the producer are sent the same, too, until the reveal.

use crate::evenings::{CANARY, Evening, goto};
use crate::outputs::same;
use crate::support::shows::parse;
use palmares::demo;
use palmares::show::award::Honours;
use palmares::show::command::Command;
use palmares::show::event::{By, Event, Stamped};
use palmares::show::halves::{Against, Conclusion, HalfPaper, Side};
use palmares::show::judging::JuryAct;
use std::collections::BTreeSet;

const AWARD: &str = "first-prize";

/// The built-in final without a winner of the jury's in its file.
fn final_by(lines: &str) -> Evening {
    let named = |line: &&str| line.trim_start().starts_with("winner");
    let kept = demo::SHOW.lines().filter(|line| !named(line));
    let file = kept.collect::<Vec<_>>().join("\n");
    let file = file.replacen("[jury]\n", &format!("[jury]\n{lines}\n"), 1);
    Evening::of((*parse(&file)).clone())
}

/// What may be decided of one award, from one name to nobody, with words or without.
fn conclusions(evening: &Evening) -> Vec<Conclusion> {
    let finalists = evening.state.show.finalists();
    let ids: Vec<String> = finalists.map(|entry| entry.id.clone()).collect();
    let worded = Honours {
        citation: Some(CANARY.into()),
        mention: vec![ids[2].clone(), ids[3].clone()],
        second: Some(ids[4].clone()),
    };
    let reason = Some(format!("{CANARY}, and it was close"));
    vec![
        vec![ids[0].clone()].into(),
        vec![ids[1].clone()].into(),
        Conclusion::default(),
        Conclusion {
            winners: vec![ids[5].clone()],
            honours: worded,
            reason,
        },
    ]
}

/// A juror submits a sheet of which the digest alone tells anything.
fn submitted(evening: &mut Evening, digest: &str) {
    let juror = evening.state.show.jury.jurors[0].id.clone();
    let stamped = Stamped {
        revision: evening.state.revision + 1,
        at: evening.at,
        by: By::Juror,
        event: Event::JuryActed {
            act: JuryAct::Signed { juror },
            position: 7,
            digest: digest.into(),
        },
    };
    evening.state.apply(&stamped);
    evening.log.push(stamped);
}

fn compare(evenings: &[Evening], when: &str) {
    let one = evenings[0].sent();
    for other in &evenings[1..] {
        let sent = other.sent();
        same(&one, &sent, when);
        for (name, text) in sent {
            assert!(
                !text.contains(CANARY),
                "{when}: {name} holds what is sealed"
            );
        }
    }
}

/// Whoever edits the file asks of each finalist in turn what happens when it goes.
fn a_lost_finalist_is_answered_alike(evenings: &mut [Evening]) {
    let held = evenings[0].state.show.clone();
    for lost in held.finalists() {
        let mut show = (*held).clone();
        show.entries.retain(|entry| entry.id != lost.id);
        let reread = Command::Reread { show: show.into() };
        let answers = evenings.iter_mut().map(|evening| {
            let asked = evening.ask(&reread, By::Producer);
            format!("{asked:?}")
        });
        let answers: BTreeSet<String> = answers.collect();
        assert_eq!(answers.len(), 1, "{}: {answers:?}", lost.id);
    }
}

/// Every step of the award up to the breath before its winner, then the reveal.
fn up_to_the_reveal(mut evenings: Vec<Evening>) {
    for step in ["award", "suspense"] {
        for evening in &mut evenings {
            evening
                .ask(&goto(&format!("{AWARD}/{step}")), By::Mc)
                .expect("it is shown");
        }
        compare(&evenings, step);
    }
    let reveal = goto(&format!("{AWARD}/winner"));
    for evening in &mut evenings {
        evening.ask(&reveal, By::Mc).expect("it is revealed");
    }
    assert_ne!(
        evenings[0].sent(),
        evenings[1].sent(),
        "it is told in the end"
    );
}

#[test]
fn what_the_chair_decides_is_known_to_nobody_before_the_reveal() {
    let evening = final_by("");
    let mut evenings = Vec::new();
    for (number, conclusion) in (0..).zip(conclusions(&evening)) {
        let mut evening = evening.clone();
        submitted(&mut evening, &format!("{number:064}"));
        let decide = Command::Decide {
            award: AWARD.into(),
            by: Side::Chair,
            conclusion,
            ranking: None,
            half: None,
        };
        evening.ask(&decide, By::Chair).expect("it is sealed");
        evenings.push(evening);
    }
    compare(&evenings, "sealed by the chair");
    a_lost_finalist_is_answered_alike(&mut evenings);
    up_to_the_reveal(evenings);
}

/// One of two enters a decision; `number` stands for what a keyed hash makes of it.
fn enter(evening: &mut Evening, by: Side, conclusion: &Conclusion, number: usize) {
    let halves = evening.state.award(AWARD).halves;
    let against = halves.of(by.other()).map(|half| Against {
        theirs: half.commitment.clone(),
        mine: format!("{number:064}"),
        citation: None,
        reason: None,
    });
    let decide = Command::Decide {
        award: AWARD.into(),
        by,
        conclusion: conclusion.clone(),
        ranking: None,
        half: Some(Box::new(HalfPaper {
            commitment: format!("{number:064}"),
            closed: format!("{number:0128}"),
            against,
        })),
    };
    let who = match by {
        Side::Chair => By::Chair,
        Side::Producer => By::Producer,
    };
    evening.ask(&decide, who).expect("it is entered");
}

#[test]
fn halves_tell_who_has_spoken_and_never_what() {
    let evening = final_by("seal = \"two\"");
    let conclusions = conclusions(&evening);
    let mut evenings = vec![evening; conclusions.len()];
    let steps = [
        ("the chair has spoken", Side::Chair, 0),
        ("not the same", Side::Producer, 1),
        ("the same", Side::Producer, 0),
    ];
    for (when, by, apart) in steps {
        for (number, evening) in evenings.iter_mut().enumerate() {
            let said = (number + apart) % conclusions.len();
            enter(evening, by, &conclusions[said], said);
        }
        compare(&evenings, when);
    }
    let sealed = |evening: &Evening| evening.state.award(AWARD).envelope.is_some();
    assert!(evenings.iter().all(sealed));
    a_lost_finalist_is_answered_alike(&mut evenings);
    up_to_the_reveal(evenings);
}
