//! A decision that chair and producer seal together.

use crate::browser::{Browser, Window};
use crate::jury::{SHOW, chair_of};
use crate::panel::Panel;
use crate::pictures;
use crate::support::server::{Room, Server};
use serde_json::json;

fn desk_of(server: &Server) -> Browser {
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    desk.until(
        "it is linked",
        "return document.querySelector('#link').className === 'up'",
    );
    desk
}

/// The chair enters a decision and reads it back.
fn decided(chair: &Browser, work: &str) {
    chair.tap("[data-form=decide][data-award=grand]");
    chair.tap(&format!(
        "#decide [data-choices=winner] [data-entry={work}]"
    ));
    chair.tap("#decide .gold");
    chair.tap("#decide .gold");
}

/// The producer does the same at the own desk.
fn entered(desk: &Browser, work: &str) {
    desk.tap("[data-form=seal][data-judged]");
    desk.tap(&format!("#seal .choices [data-entry={work}]"));
    desk.tap("#seal .gold");
    desk.tap("#seal .gold");
}

fn says(browser: &Browser, place: &str, what: &str) {
    let has = "return [...document.querySelectorAll(arguments[0])]\
        .some((e) => e.textContent.includes(arguments[1]))";
    crate::support::wait::until(what, || {
        let has = browser.js_with(has, vec![json!(place), json!(what)]);
        (has == json!(true)).then_some(())
    });
}

const CHAIR: &str = ".awards > li";
const DESK: &str = "[data-region=envelopes], .envelope";

#[test]
fn two_enter_a_decision_unequal_then_equal_and_neither_learns_what_the_other_said() {
    let file = SHOW.replacen("[jury]\n", "[jury]\nseal = \"two\"\n", 1);
    let room = Room::with(&file);
    let server = Server::start(&room);
    let (chair, desk) = (chair_of(&server), desk_of(&server));
    let panel = Panel::open(&server);

    decided(&chair, "mirror");
    says(&chair, CHAIR, "waiting for the producer");
    says(
        &desk,
        DESK,
        "The chair has entered a decision. Enter yours.",
    );
    says(
        &panel.0,
        "[data-region=banner]",
        "waiting for the second half: Grand Prix",
    );
    pictures::save_apart(&panel.0, "half-mc");

    entered(&desk, "echo");
    says(&desk, "#seal .answer", "have not entered the same");
    pictures::save_apart(&desk, "half-producer-unequal");
    desk.tap("#seal [data-close]");
    says(&chair, CHAIR, "Not the same as the producer’s");
    chair.js("document.querySelector('#h-decide').scrollIntoView()");
    pictures::save_apart(&chair, "half-chair-unequal");
    for (page, other) in [(&desk, "鏡"), (&chair, "Echo")] {
        let rows = page.text("[data-region=envelopes], [data-region=decisions]");
        assert!(!rows.contains(other), "{rows}");
    }

    entered(&desk, "mirror");
    desk.until(
        "it is sealed",
        "return document.querySelector('.envelope.sealed') !== null",
    );
    says(&chair, CHAIR, "sealed");
    panel.0.until(
        "the panel waits no more",
        "return !document.querySelector('[data-region=banner]').textContent.includes('second half')",
    );
    pictures::save_apart(&desk, "half-producer-sealed");
}

#[test]
fn a_revoked_key_voids_its_half_in_sight_of_both() {
    let file = SHOW.replacen("[jury]\n", "[jury]\nseal = \"two\"\n", 1);
    let room = Room::with(&file);
    let server = Server::start(&room);
    let (chair, desk) = (chair_of(&server), desk_of(&server));
    decided(&chair, "mirror");
    says(
        &desk,
        DESK,
        "The chair has entered a decision. Enter yours.",
    );
    let revoked = server.producer("/api/keys/chair/revoke", json!({}));
    says(&desk, DESK, "The chair’s key was revoked");
    // The chair comes back with a new link, and reads it there, whatever the producer does.
    chair.goto(revoked["link"].as_str().expect("a link"));
    chair.click("form button");
    says(&chair, CHAIR, "A key was revoked");
    entered(&desk, "mirror");
    says(&chair, CHAIR, "the producer has decided and waits for you");
    says(&chair, CHAIR, "A key was revoked");
    chair.js("document.querySelector('#h-decide').scrollIntoView()");
    pictures::save_apart(&chair, "half-chair-voided");
    decided(&chair, "mirror");
    says(&chair, CHAIR, "sealed");
}
