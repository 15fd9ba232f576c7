use super::*;
use crate::ledger::kept::Fold;
use crate::scorebox::CONTEXT;
use crate::show::programme::Criterion;
use crate::show::programme::{Jury, Weight};
use crate::show::who::Who;
use crate::view::sample::{self, SampleEvening};

/// The final with two jurors and two criteria.
pub(in crate::view) fn judged() -> Show {
    let criterion = |id: &str, name: &str| Criterion {
        id: id.into(),
        name: name.into(),
        weight: Weight::ONE,
        levels: Vec::new(),
    };
    let juror = |id: &str, name: &str| Juror {
        id: id.into(),
        name: name.into(),
        title: None,
        portrait: None,
        organisation: None,
        conflicts: Vec::new(),
    };
    Show {
        jury: Jury {
            criteria: vec![criterion("story", "故事"), criterion("craft", "技術")],
            jurors: vec![juror("fok", "霍露明博士"), juror("choi", "Anna Maria Choi")],
            ..Jury::default()
        },
        ..sample::show()
    }
}

#[test]
fn every_criterion_says_its_weight_as_the_file_has_it_where_weights_differ() {
    let weights = |of: [&str; 2]| {
        let mut show = judged();
        for (criterion, weight) in show.jury.criteria.iter_mut().zip(of) {
            criterion.weight = Weight::read(weight).expect("a weight");
        }
        let evening = SampleEvening::of(show);
        let page = sent(&evening, &boxed(&[]), "fok", Ui::En);
        ["weight 2", "weight 1.5"].map(|says| page.contains(says))
    };
    assert_eq!(weights(["2", "1.5"]), [true, true]);
    assert_eq!(weights(["2", "2"]), [false, false]);
}

/// A box that holds these records.
pub(in crate::view) fn boxed(lines: &[&str]) -> Sheets {
    let mut sheets = Sheets::default();
    for line in lines {
        let body = format!("{line}\n");
        let at = sheets.head().next(CONTEXT, &body);
        sheets.apply(at, &body, &mut |_| {}).expect("our own line");
    }
    sheets
}

fn sight(evening: &SampleEvening, sheets: &Sheets, juror: &str) -> JurorSight {
    let state = &evening.state;
    JurorSight::of(&state.show, &state.jury, sheets, juror, |hex| {
        Some(hex.to_owned())
    })
}

/// Everything that a juror's device is sent.
fn sent(evening: &SampleEvening, sheets: &Sheets, juror: &str, ui: Ui) -> String {
    let (state, live) = (&evening.state, Live::default());
    let sight = sight(evening, sheets, juror);
    let frame = frame(state, &live, &sight, ui);
    format!(
        "{}{}",
        page(state, &live, &sight, &BTreeMap::new(), "d1", ui),
        serde_json::to_string(&frame).unwrap()
    )
}

#[test]
fn what_another_juror_does_changes_no_byte_of_a_jurors_page() {
    let evening = SampleEvening::of(judged());
    let own = ["score fok hide story 1 8", "note fok hide 2 mine"];
    let others = [
        "score choi hide story 1 3",
        "note choi hide 2 theirs",
        "recuse choi neon \"a friend\"",
        "sign choi",
    ];
    let alone = sent(&evening, &boxed(&own), "fok", Ui::En);
    let all: Vec<&str> = own.into_iter().chain(others).collect();
    assert_eq!(sent(&evening, &boxed(&all), "fok", Ui::En), alone);
    assert!(alone.contains("mine") && !alone.contains("theirs"));
}

#[test]
fn a_work_in_conflict_is_not_on_the_page_and_one_that_was_declared_shows_its_name_alone() {
    let mut show = judged();
    for entry in &mut show.entries {
        entry.synopsis = Some(format!("about {}", entry.id).as_str().into());
    }
    let evening = SampleEvening::of(show);
    let sheets = boxed(&[
        "conflict fok neon yes",
        "recuse fok hide \"my own student\"",
    ]);
    let page = sent(&evening, &sheets, "fok", Ui::En);
    assert!(!page.contains("霓虹下的回音") && !page.contains("about neon"));
    assert!(page.contains("you do not judge this work"));
    assert!(page.contains("躲貓貓") && !page.contains("about hide"));
    assert!(page.contains("about optimal"));
    let other = sent(&evening, &sheets, "choi", Ui::En);
    assert!(other.contains("about neon") && other.contains("about hide"));
}

#[test]
fn the_page_says_where_the_sheet_stands_in_every_language() {
    let evening = SampleEvening::of(judged());
    let page = sent(
        &evening,
        &boxed(&["score fok hide story 1 8", "sign fok"]),
        "fok",
        Ui::En,
    );
    assert!(page.contains("class=\"banner submitted\""));
    for ui in Ui::ALL {
        let w = &ui.words().jury.banner;
        for (lines, said) in [
            (&["score fok hide story 1 8", "sign fok"][..], w.submitted),
            (&["absent fok"][..], w.absent),
            (&["close"][..], w.closed),
        ] {
            let page = sent(&evening, &boxed(lines), "fok", ui);
            assert!(page.contains(said), "{lines:?} {}", ui.tag());
        }
    }
}

#[test]
fn a_name_without_a_portrait_gets_its_initials() {
    assert_eq!(initials("霍露明博士"), "霍");
    assert_eq!(initials("Federico Grandesso"), "FG");
    assert_eq!(initials("Anna Maria Choi"), "AC");
    assert_eq!(initials("Maggie"), "M");
    assert_eq!(initials(""), "");
}

#[test]
fn a_link_asks_for_the_juror_by_name_and_for_the_chair_by_the_office() {
    let evening = SampleEvening::of(judged());
    let asked = |who: &Who| {
        let asked = AskedWho {
            who,
            key: "k",
            instead: None,
        };
        enter(&evening.state, &Live::default(), &asked, Ui::En)
    };
    let juror = asked(&Who::Juror("fok".into()));
    assert!(juror.contains("霍露明博士") && juror.contains("action=\"/jury/enter\""));
    let chair = asked(&Who::Chair);
    assert!(chair.contains("Chair of the jury") && chair.contains("action=\"/chair/enter\""));
}
