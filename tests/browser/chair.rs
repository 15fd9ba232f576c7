//! The chair's desk: the cut, conflicts, the close, decisions, and figures on a narrow screen.

use crate::browser::Browser;
use crate::jury::{CRITERIA, SHOW, WORKS, chair_of, look};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::json;

/// Three jurors have scored every work alike, and submitted.
fn judged(server: &Server) {
    for juror in ["fok", "choi", "mak"] {
        let role = format!("jury/{juror}");
        for (entry, score) in WORKS.into_iter().zip([9, 7, 7]) {
            for criterion in CRITERIA {
                let body = json!({"entry": entry, "criterion": criterion, "score": score});
                assert_eq!(server.post_as(&role, "/api/jury/score", &body).status, 200);
            }
        }
        let signed = server.post_as(&role, "/api/jury/sign", &json!({}));
        assert_eq!(signed.status, 200);
    }
}

#[test]
fn a_first_round_ends_with_the_chairs_press_and_the_finalists_stand_in_the_file() {
    let round = "[jury]\nround = { keep = 2, per_entry = 3 }\nscale = 10";
    let room = Room::with(&SHOW.replacen("[jury]\nscale = 10", round, 1));
    let server = Server::start(&room);
    judged(&server);
    let chair = chair_of(&server);
    look(&chair);
    let ticked = "return document.querySelectorAll('.cut input:checked').length";
    chair.until("the first is ticked", &format!("{ticked} === 1"));
    // The two others are alike, and the chair says which comes in.
    let says = chair.text(".cut");
    assert!(says.contains("1of2areticked"), "{says}");
    assert!(says.contains("choose1of"), "{says}");
    chair.click(".cut input[value=river]");
    chair.tap(".cut [data-picks]");
    let asked = chair.text("#sure [data-list]");
    assert!(asked.contains("(2)") && asked.contains("River"), "{asked}");
    assert!(!asked.contains("Echo"), "{asked}");
    chair.click("#sure [data-go]");
    until("the file has the finalists", || {
        let file = std::fs::read_to_string(room.show().join("show.toml")).expect("a file");
        file.contains("finalist = false").then_some(())
    });
    // The final begins with fresh sheets, and the other work is not in it.
    chair.until(
        "the cut is made",
        "return !document.querySelector('.cut') \
            && document.querySelectorAll('[data-region=choices] > label').length === 2",
    );
    assert!(!chair.sees(".ranking"), "nothing is scored in the final");
    assert!(!chair.text("[data-region=coverage]").contains("Echo"));
}

#[test]
fn on_a_narrow_screen_every_figure_of_the_matrix_is_in_sight_beside_its_jurors_name() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    judged(&server);
    let chair = chair_of(&server);
    look(&chair);
    for (width, height) in [(1180, 820), (820, 1180), (390, 844)] {
        chair.size(width, height);
        chair.until(
            "the matrix is there",
            "return document.querySelectorAll('table.matrix td').length === 12",
        );
        let beyond = "return [...document.querySelectorAll('.scroll')].some((box) => \
            box.scrollWidth > box.clientWidth)";
        assert_eq!(chair.js(beyond), json!(false), "{width}: the matrix");
        chair.tap("details[data-keep=mak]:not([open]) summary");
        chair.tap("[data-form=paper][data-juror=mak]");
        chair.tap("#sure [data-go]");
        chair.until(
            "the grid is there",
            "return document.querySelectorAll('#paper [data-entry]').length === 6",
        );
        assert_eq!(chair.js(beyond), json!(false), "{width}: the paper");
        assert!(
            chair.text("#paper [data-grid]").contains("丙隊"),
            "its team"
        );
        chair.tap("#paper [data-close]");
        chair.tap("details[data-keep=mak][open] summary");
    }
    let named = "return getComputedStyle(document.querySelector('table.matrix td'), '::before')\
        .content";
    assert_eq!(chair.js(named), json!("\"霍露明博士\""));
}

#[test]
fn the_figures_of_twelve_jurors_are_in_sight_on_a_tablet_held_upright_and_on_a_phone() {
    let more: String = (4..=12)
        .map(|n| format!("[[jury.juror]]\nid = \"j{n}\"\nname = \"歐陽大文{n}\"\n"))
        .collect();
    let room = Room::with(&format!("{SHOW}{more}"));
    let server = Server::start(&room);
    judged(&server);
    for n in 4..=12 {
        let absent = json!({"juror": format!("j{n}")});
        let answer = server.post_as("chair", "/api/jury/absent", &absent);
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let chair = chair_of(&server);
    look(&chair);
    for (width, height) in [(820, 1180), (390, 844), (1920, 1080)] {
        chair.size(width, height);
        chair.until(
            "the matrix is there",
            "return document.querySelectorAll('table.matrix td').length === 39",
        );
        let beyond = "return [document.documentElement, ...document.querySelectorAll('.scroll')]\
            .some((box) => box.scrollWidth > box.clientWidth)";
        assert_eq!(chair.js(beyond), json!(false), "{width}");
    }
}

#[test]
fn a_conflict_is_confirmed_only_after_it_was_asked_about() {
    let file = SHOW.replacen("team = \"丙隊\"", "team = \"數碼港業務發展\"", 1);
    let room = Room::with(&file);
    let server = Server::start(&room);
    let chair = chair_of(&server);
    let confirm = "[data-post='/api/jury/conflict'][data-body*=true]";
    chair.tap(confirm);
    let asked = "return document.querySelector('#sure').open";
    chair.until("it asks", asked);
    assert!(
        chair.text("#sure h2").contains("霍露明博士"),
        "who and what"
    );
    chair.click("#sure [data-close]");
    let ruled = "return !document.querySelector(arguments[0])";
    assert_eq!(chair.js_with(ruled, vec![json!(confirm)]), json!(false));
    chair.tap(confirm);
    chair.click("#sure [data-go]");
    until("it is confirmed", || {
        (chair.js_with(ruled, vec![json!(confirm)]) == json!(true)).then_some(())
    });
    assert!(chair.sees("[data-post='/api/jury/conflict'][data-body*=false]"));
}

#[test]
fn a_decision_that_lacks_its_reason_leads_to_the_field_for_it() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    judged(&server);
    let chair = chair_of(&server);
    chair.tap("[data-form=decide][data-award=grand]");
    chair.tap("#decide [data-choices=winner] [data-entry=echo]");
    chair.tap("#decide .gold");
    assert!(
        chair.text("#decide [data-read]").contains("TeamB"),
        "its team"
    );
    chair.tap("#decide .gold");
    chair.until(
        "the reason is asked for",
        "return document.activeElement === document.querySelector('#decide [name=reason]')",
    );
    let answer = chair.text("#decide .answer");
    assert!(!answer.is_empty(), "and why");
    chair.write("#decide [name=reason]", "We talked.");
    chair.tap("#decide .gold");
    chair.until(
        "it is read back",
        "return document.querySelector('#decide').hasAttribute('data-checked')",
    );
    chair.tap("#decide .gold");
    chair.until(
        "it is sealed",
        "return document.querySelector('.awards .sealed') !== null",
    );
}

/// How often the chair has looked at the scores.
fn looks(server: &Server) -> usize {
    let export = server.get_as("producer", "/api/export?format=json").json();
    let events = export["events"].as_array().expect("events").iter();
    let chairs = events.filter(|event| event["by"] == "chair");
    let names = chairs.filter_map(|event| event["event"]["event"].as_str());
    names.filter(|name| name.starts_with("matrix")).count()
}

#[test]
fn scores_come_by_a_press_and_keep_up_and_paper_beside_scores_is_asked_about() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    let chair = chair_of(&server);
    judged(&server);
    let before = looks(&server);
    chair.until(
        "all sheets are in",
        "return document.querySelector('[data-scores=ready]') !== null",
    );
    chair.tap("details[data-keep=mak] summary");
    chair.tap("[data-form=paper][data-juror=mak]");
    let asked = chair.text("#sure p");
    assert!(asked.contains("goesonrecord"), "{asked}");
    chair.tap("#sure [data-close]");
    assert_eq!(looks(&server), before, "nobody has looked");

    look(&chair);
    chair.until(
        "the ranking is there, and is offered no more",
        "return document.querySelector('.ranking') !== null \
            && document.querySelector('[data-look-at=matrix]').offsetParent === null",
    );
    assert_eq!(looks(&server), before + 1);
    let void = json!({"juror": "mak", "reason": "A slip."});
    assert_eq!(server.post_as("chair", "/api/jury/void", &void).status, 200);
    let signed = server.post_as("jury/mak", "/api/jury/sign", &json!({"incomplete": true}));
    assert_eq!(signed.status, 200, "{}", signed.body);
    chair.until(
        "what is shown keeps up",
        "return document.querySelectorAll('table.matrix .gap').length === 3",
    );
}

/// Opens the decision on an award, and ticks works.
fn choose(chair: &Browser, award: &str, works: &[&str]) {
    chair.tap(&format!("[data-form=decide][data-award={award}]"));
    for work in works {
        chair.tap(&format!(
            "#decide [data-choices=winner] [data-entry={work}]"
        ));
    }
    chair.tap("#decide [data-go]");
}

#[test]
fn a_dialog_of_a_sealed_award_leaves_the_next_one_alone() {
    let second = "[[award]]\nid = \"second\"\nname = \"Second\"\ndecided_by = \"jury\"\n\n[jury]";
    let room = Room::with(&SHOW.replacen("[jury]", second, 1));
    let server = Server::start(&room);
    let chair = chair_of(&server);
    choose(&chair, "grand", &["mirror", "echo"]);
    let beyond = chair.text("#decide [data-beyond]");
    assert!(beyond.contains("Morethan1"), "{beyond}");
    chair.tap("#decide [data-back]");
    chair.tap("#decide [data-choices=winner] [data-entry=echo]");
    let told = "return !document.querySelector('#decide [data-unseen]').hidden";
    assert_eq!(chair.js(told), json!(true), "no step for a mention");
    chair.tap("#decide [data-go]");
    assert_eq!(chair.text("#decide [data-beyond]"), "");
    chair.tap("#decide [data-go]");
    let left = "return [...document.querySelectorAll('#decide .acts button')]\
        .filter((button) => button.offsetParent).map((button) => button.textContent).join()";
    chair.until(
        "only one button is left",
        &format!("return (() => {{ {left} }})() === 'Close'"),
    );
    chair.tap("#decide [data-shut]");
    chair.tap("[data-form=decide][data-award=second]");
    // Longer than the first would have stayed open.
    let open = "return window.at ??= performance.now(), performance.now() - window.at > 2500";
    chair.until("the time of the first is over", open);
    assert_eq!(
        chair.js("return document.querySelector('#decide').open"),
        json!(true)
    );
}
