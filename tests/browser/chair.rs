//! The chair's desk: the cut, conflicts, the close, decisions, and figures on a narrow screen.

use crate::jury::{CRITERIA, SHOW, WORKS, chair_of};
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
    let ticked = "return document.querySelectorAll('.cut input:checked').length";
    chair.until("the first is ticked", &format!("{ticked} === 1"));
    // The two others are alike, and the chair says which comes in.
    chair.click(".cut input[value=river]");
    chair.tap(".cut [data-picks]");
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
