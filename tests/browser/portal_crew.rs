//! A network that answers those who run the show in the server's place: nothing is taken for done,
//! nothing is done twice, and no page goes blank.

use crate::browser::{Browser, Window};
use crate::panel::Panel;
use crate::pictures;
use crate::stage::Stage;
use crate::support::portal::{Heard, Portal, Reply, answer, page};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

fn panel(portal: &Portal, server: &Server) -> Panel {
    let browser = Browser::open(&Window::of(1180, 820));
    browser.goto(&portal.link(server, "mc"));
    let panel = Panel(browser);
    panel.is("ready");
    panel
}

fn cue(server: &Server) -> Value {
    server.show()["cue"]["id"].clone()
}

/// What stands in the server's place when a press comes.
fn strangers() -> Vec<Vec<u8>> {
    let json = |body| answer("200 OK\r\nContent-Type: application/json", body);
    vec![
        page("200 OK"),
        page("401 Unauthorized"),
        page("403 Forbidden"),
        page("404 Not Found"),
        json(r#"{"status":"ok"}"#),
        json("null"),
        json(r#"{"revision":"#),
        answer("302 Found\r\nLocation: /portal", ""),
    ]
}

fn instead(what: &'static str, bytes: Vec<u8>) -> impl Fn(&Heard) -> Reply + Send + Sync {
    move |heard| match heard.what.starts_with(what) {
        true => Reply::Instead(bytes.clone()),
        false => Reply::Through,
    }
}

fn told(panel: &Panel, words: &'static str) {
    one_of(panel, [words]);
}

/// Waits for one of these to be said, and tells which.
fn one_of<const N: usize>(panel: &Panel, words: [&'static str; N]) -> &'static str {
    until(&format!("the panel says one of {words:?}"), || {
        let said = panel.says();
        let is_said = |words: &&str| said.contains(&crate::browser::dense(words));
        words.into_iter().find(is_said)
    })
}

const NOT_THE_SERVER: &str = "The answer came from the network";
const NOT_DONE: &str = "It was not done";
const MOVED: &str = "No answer came, but the show has moved";

#[test]
fn a_go_that_something_else_answers_is_not_taken_for_done_and_the_panel_says_what_became_of_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let panel = panel(&portal, &server);
    let first = cue(&server);
    for (nth, bytes) in strangers().into_iter().enumerate() {
        portal.does(instead("POST /api/go", bytes));
        panel.go();
        told(&panel, NOT_THE_SERVER);
        assert_ne!(panel.state(), "done", "{nth}");
        told(&panel, NOT_DONE);
        assert_eq!(cue(&server), first, "{nth}");
        assert_eq!(
            portal.heard("POST /api/go").len(),
            nth + 1,
            "it is never sent again by itself"
        );
    }
    // A filter that lets the press through and keeps the answer.
    portal.does(|heard| match heard.what.starts_with("POST /api/go") {
        true => Reply::After(page("403 Forbidden")),
        false => Reply::Through,
    });
    // On a machine so busy that the press comes late the server refuses it: the panel says that.
    let presses = (0..3).take_while(|_| {
        until("what it said before is gone", || {
            let said = panel.says();
            (!said.contains(&crate::browser::dense(NOT_DONE))).then_some(())
        });
        panel.go();
        let became = one_of(&panel, [MOVED, NOT_DONE]);
        assert_eq!(became == MOVED, cue(&server) != first);
        became == NOT_DONE
    });
    assert!(presses.count() < 3, "it was late three times");
    let second = cue(&server);
    panel.stands_on(second.as_str().expect("a cue"));
    portal.clears();
    panel.go();
    until("the next cue, and one only", || {
        (cue(&server) != second).then_some(())
    });
    let third = server.get_as("mc", "/api/rundown").json()["position"].clone();
    assert_eq!(third, 2);
}

#[test]
fn back_blackout_and_card_that_something_else_answers_are_not_taken_for_done_either() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let panel = panel(&portal, &server);
    server.mc("/api/go", json!({}));
    for act in ["back", "blackout", "card"] {
        panel.is("ready");
        portal.does(instead("POST /api/", page("200 OK")));
        let before = server.show();
        panel.0.click(&format!("[data-act={act}]"));
        told(&panel, NOT_THE_SERVER);
        told(&panel, NOT_DONE);
        assert_eq!(server.show()["revision"], before["revision"], "{act}");
        portal.clears();
        panel.is("ready");
        panel.0.click(&format!("[data-act={act}]"));
        until("pressed again, it is done", || {
            (server.show()["revision"] != before["revision"]).then_some(())
        });
    }
}

#[test]
fn an_mc_sees_that_the_line_is_down_when_others_speak_on_it_and_the_page_stays_as_it_was() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let panel = panel(&portal, &server);
    panel.0.js("window.same = true");
    let cue = panel.cue();
    let nonsense = [
        "Sign in",
        r#"{"status":"ok"}"#,
        r#"{"regions":{"rundown":""}}"#,
        "[]",
    ];
    for text in nonsense {
        // A guard with a password of its own stands before the page, too.
        portal.does(move |heard| match &*heard.what {
            what if what.starts_with("GET /live/") => Reply::Speaks(text),
            what if what.starts_with("HEAD ") => Reply::Instead(page("401 Unauthorized")),
            what if what.starts_with("GET /healthz") => Reply::Instead(page("200 OK")),
            _ => Reply::Through,
        });
        let before = portal.heard("HEAD /mc").len();
        portal.cuts();
        panel.is("offline");
        until("it has looked for a lock", || {
            (portal.heard("HEAD /mc").len() > before).then_some(())
        });
        assert_eq!(panel.cue(), cue, "{text}");
        portal.clears();
        panel.is("ready");
        assert_eq!(
            panel.0.js("return window.same"),
            true,
            "{text}: it was loaded anew"
        );
    }
}

#[test]
fn a_stage_whose_socket_others_speak_on_keeps_its_picture_and_follows_once_they_are_gone() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let stage = Stage::at(&portal.base, "Main", 960, 540);
    stage.shows("card", "");
    let before = stage.sight();
    let nonsense = r#"{"epoch":1,"revision":1,"now":1,"scene":"x","regions":null}"#;
    portal.does(
        move |heard| match heard.what.starts_with("GET /live/stage") {
            true => Reply::Speaks(nonsense),
            false => Reply::Through,
        },
    );
    let tried = portal.heard("GET /live/stage").len();
    portal.cuts();
    until("it has heard them", || {
        (portal.heard("GET /live/stage").len() > tried + 2).then_some(())
    });
    assert_eq!(stage.sight(), before);
    server.mc("/api/goto", json!({"cue": "welcome-address"}));
    portal.clears();
    stage.shows("person", "鄭松岩");
}

fn desk(portal: &Portal, server: &Server) -> Browser {
    let desk = Browser::open(&Window {
        language: "en",
        ..Window::of(1280, 900)
    });
    desk.goto(&portal.link(server, "producer"));
    desk.until(
        "it is linked",
        "return document.querySelector('#link.up') !== null",
    );
    desk
}

fn answered(desk: &Browser, words: &str) {
    let words = crate::browser::dense(words);
    until(&format!("the desk says {words}"), || {
        desk.text(".answer.refused").contains(&words).then_some(())
    });
}

const DOORS: &str = "[data-post='/api/doors']";

/// Presses the doors, and says yes if it is asked.
fn press_doors(desk: &Browser) {
    desk.tap(DOORS);
    if desk.sees("#sure [data-go]") {
        desk.click("#sure [data-go]");
    }
}

fn doors(server: &Server) -> u64 {
    server.show()["revision"].as_u64().expect("a revision")
}

#[test]
fn a_request_of_the_producers_is_done_once_its_own_server_says_so_and_never_after_its_time() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let desk = desk(&portal, &server);
    let before = doors(&server);
    for bytes in strangers() {
        portal.does(instead("POST /api/doors", bytes));
        press_doors(&desk);
        answered(&desk, "The answer came from the network");
        assert!(!desk.sees(".answer.done"));
        assert_eq!(doors(&server), before);
    }
    pictures::look(&desk, "24-producer-intercepted");
    let sent = portal.heard("POST /api/doors");
    let now = desk.js("return Date.now()").as_i64().expect("a time");
    for heard in &sent {
        let until: i64 = heard
            .header("palmares-valid-until")
            .parse()
            .expect("a moment");
        assert!(
            (now - 60_000..now + 10_500).contains(&until),
            "{until} at {now}"
        );
    }
    // A dead link that delivers it a minute later.
    portal.does(|heard| match heard.what.starts_with("POST /api/doors") {
        true => Reply::With("palmares-valid-until", "1000".into()),
        false => Reply::Through,
    });
    press_doors(&desk);
    answered(&desk, "This arrived too late and was not done");
    assert_eq!(doors(&server), before);
    portal.clears();
    press_doors(&desk);
    until("the doors are open", || {
        (doors(&server) > before).then_some(())
    });
}

#[test]
fn a_producer_whose_key_is_gone_or_whose_address_is_wrong_reads_so() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let desk = desk(&portal, &server);
    let cases = [
        ("Cookie", "", "key is not valid any more"),
        (
            "Origin",
            "http://elsewhere.example",
            "does not take this page’s address",
        ),
    ];
    for (name, value, words) in cases {
        portal.does(move |heard| match heard.what.starts_with("POST /api/") {
            true => Reply::With(name, value.into()),
            false => Reply::Through,
        });
        press_doors(&desk);
        answered(&desk, words);
    }
    let panel = panel(&portal, &server);
    let cases = [
        ("Cookie", "", "key is not valid"),
        (
            "Origin",
            "http://elsewhere.example",
            "does not take this page’s address",
        ),
        ("palmares-valid-until", "1000", "It arrived too late"),
    ];
    for (name, value, words) in cases {
        portal.does(move |heard| match heard.what.starts_with("POST /api/") {
            true => Reply::With(name, value.into()),
            false => Reply::Through,
        });
        // GO is barred after such a refusal, and a press still finds out whether that is so.
        until("GO can be pressed", || {
            ["ready", "barred"].contains(&&*panel.state()).then_some(())
        });
        panel.0.click("[data-go]");
        told(&panel, words);
    }
    assert_eq!(server.get_as("mc", "/api/rundown").json()["position"], 0);
}

#[test]
fn a_producer_keeps_the_links_when_a_portal_answers_for_the_page_that_has_the_new_ones() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let desk = desk(&portal, &server);
    portal.does(instead("GET /producer", page("200 OK")));
    let link = "const code = document.getElementById('code-mc');
        return code?.closest('li').querySelector('[data-copy]').dataset.copy";
    let old = desk.js(link);
    assert_eq!(old, server.links["mc"]);
    server.producer("/api/keys/mc/revoke", json!({}));
    until("it has asked for them", || {
        (portal.heard("GET /producer").len() > 2).then_some(())
    });
    assert_eq!(desk.js(link), old);
    portal.clears();
    // Whatever happens next, it asks again.
    server.producer("/api/doors", json!({"open": true}));
    until("the new links are there", || {
        let now = desk.js(link);
        (now != old && now.is_string()).then_some(())
    });
}
