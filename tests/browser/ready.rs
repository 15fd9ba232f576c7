//! "Ready to open?" on the producer's page: one answer that follows by itself, and the way to what
//! has to be mended.

use crate::browser::{Browser, Window};
use crate::pictures::save_apart;
use crate::support::server::{Room, Server};
use palmares::demo;
use serde_json::json;

/// What is not green, by name.
const OPEN: &str = "[...document.querySelectorAll('.lights h3')].map((row) => row.textContent)";

#[test]
fn the_answer_follows_by_itself_and_leads_to_where_each_row_is_mended() {
    let show = demo::SHOW.replacen("winner     = \"hide-and-seek\"", "", 1);
    let room = Room::with(&show);
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--public-url",
        "http://vote.example",
    ];
    let server = Server::start_with(&room, &arguments, &[]);
    let desk = Browser::open(&Window::of(1180, 820));
    let link = server.links["producer"].as_str().expect("a link");
    desk.goto(&format!("{link}#ready"));
    desk.until(
        "two things are to be mended",
        "return document.querySelector('.verdict .one')?.textContent === '2 things to mend first'",
    );
    let first = desk.js(&format!("return {OPEN}.slice(0, 2)"));
    assert_eq!(first, json!(["Screens", "Envelopes"]));

    // A row leads to its place on the page.
    desk.click(".lights .red a[href='#tonight/h-envelopes']");
    desk.until(
        "the envelopes are in sight",
        "const top = document.getElementById('h-envelopes').getBoundingClientRect().top;
        return document.querySelector('main').dataset.tab === 'tonight' &&
            top >= 0 && top < innerHeight",
    );
    desk.goto(&format!(
        "{}#ready",
        desk.url().split('#').next().unwrap_or_default()
    ));

    // Somebody else mends it: the row goes without a press.
    server.producer(
        "/api/envelopes/first-prize",
        json!({"winner": "hide-and-seek"}),
    );
    desk.until(
        "one is left",
        "return document.querySelector('.verdict .one').textContent === '1 thing to mend first'",
    );
    desk.until(
        "it is another's",
        &format!("return !{OPEN}.includes('Envelopes')"),
    );

    // The stage is opened on a second browser, and approved here.
    let wall = Browser::open(&Window::of(1280, 720));
    wall.goto(&format!(
        "{}?name=Wall",
        server.links["stage"].as_str().expect("a link")
    ));
    desk.until(
        "it waits for approval",
        "return document.querySelector('.screen button, [data-region=screens] .acts button') !== null",
    );
    desk.click("[data-region=screens] [data-form]");
    desk.click("#approve button.gold");
    desk.until(
        "the doors may open",
        "return document.querySelector('.verdict.green .one')?.textContent === 'Ready to open'",
    );
    // What is well is one line, and opens.
    assert!(!desk.sees(".well li"));
    desk.click(".well summary");
    desk.until("it is open", "return document.querySelector('.well').open");
    save_apart(&desk, "ready");
}
