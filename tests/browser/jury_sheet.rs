//! A juror's sheet: two devices, a keyboard, a network that goes away, and how it looks.

use crate::axe::finds_nothing_at_rest;
use crate::browser::{Browser, Window, dense};
use crate::jury::{SHOW, Tablet, chair_of, held, look};
use crate::pictures;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::json;

#[test]
fn what_one_device_of_a_juror_does_appears_on_the_other_and_either_can_be_ended() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    let one = Tablet::of(&server, &server.base, "fok");
    let two = Tablet::of(&server, &server.base, "fok");
    one.score("echo", "story", 7);
    two.open("echo");
    two.0.until(
        "it appears",
        "return document.querySelector('#work-echo [data-criterion=story] [value=\"7\"]').checked",
    );
    one.0.until(
        "two devices are told",
        "return document.querySelectorAll('li[data-device]').length === 2",
    );
    one.0.tap(".devices summary");
    let other = "li[data-device]:has([data-this][hidden]) [data-end]";
    one.0.tap(other);
    two.0.until(
        "the other one is out",
        "return document.querySelector('article') === null",
    );
    one.says("Saved");
}

#[test]
fn a_sheet_is_filled_in_by_the_keyboard_and_what_waits_survives_a_reload() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    let tablet = Tablet::of(&server, &server.base, "fok");
    tablet.open("mirror");
    let focus = "document.querySelector('#work-mirror [data-criterion=story] input').focus()";
    tablet.0.js(focus);
    tablet.0.press('1');
    tablet.0.press('0');
    until("ten is saved", || {
        (held(&server, "fok")[0][0] == 10).then_some(())
    });
    tablet.0.press(thirtyfour::Key::Left);
    until("an arrow takes one off", || {
        (held(&server, "fok")[0][0] == 9).then_some(())
    });
    tablet.0.press(thirtyfour::Key::Delete);
    until("it is cleared", || {
        held(&server, "fok")[0][0].is_null().then_some(())
    });
    // The network takes the request away; the page is loaded anew before it comes back.
    let offline = |on: bool| {
        let off = json!({ "offline": on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        tablet.0.cdp("Network.enable", json!({}));
        tablet.0.cdp("Network.emulateNetworkConditions", off);
    };
    offline(true);
    tablet.score("river", "craft", 3);
    tablet.says("saved on this tablet, sending");
    offline(false);
    tablet.0.reload();
    until("it is sent after the reload", || {
        (held(&server, "fok")[2][1] == 3).then_some(())
    });
    tablet.says("Saved");
}

#[test]
fn what_a_submitted_sheet_leaves_out_is_said_calmly() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    let tablet = Tablet::of(&server, &server.base, "fok");
    tablet.score("mirror", "story", 8);
    tablet.score("mirror", "craft", 7);
    tablet.says("Saved");
    let colour = "return getComputedStyle(document.querySelector('[data-missing-line] b')).color";
    let open = tablet.0.js(colour);
    assert_eq!(open, json!("rgb(216, 181, 106)"));
    tablet.submit();
    tablet.0.until(
        "the gaps are meant",
        "return document.querySelector('[data-missing-line]').innerText.includes('do not count')",
    );
    assert_ne!(tablet.0.js(colour), open);
}

#[test]
fn axe_finds_nothing_on_the_jurys_pages_in_any_language_and_nothing_is_cut() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    let tablet = Tablet::of(&server, &server.base, "fok");
    let chair = chair_of(&server);
    let cut = "return document.documentElement.scrollWidth <= innerWidth";
    for ui in ["zh-Hant-HK", "zh-Hans", "en"] {
        for (width, height) in [(1180, 820), (820, 1180), (390, 844), (320, 640)] {
            let size = format!("{ui}, {width}×{height}");
            tablet.0.size(width, height);
            tablet.0.goto(&format!("{}/jury?ui={ui}", server.base));
            finds_nothing_at_rest(&tablet.0, &format!("the list, {size}"));
            tablet.open("mirror");
            finds_nothing_at_rest(&tablet.0, &format!("a work, {size}"));
            assert_eq!(tablet.0.js(cut), json!(true), "the sheet, {size}");
            chair.size(width, height);
            chair.goto(&format!("{}/chair?ui={ui}", server.base));
            finds_nothing_at_rest(&chair, &format!("the chair, {size}"));
            assert_eq!(chair.js(cut), json!(true), "the chair, {size}");
        }
    }
    let small = "return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() \
        && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) \
        .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 20).map((e) => e.outerHTML)";
    assert_eq!(
        tablet.0.js(small),
        json!([]),
        "a juror reads 20 px and more"
    );
    let asked = Browser::open(&Window::of(390, 844));
    asked.goto(server.links["jury"]["choi"].as_str().expect("a link"));
    finds_nothing_at_rest(&asked, "who are you");
    assert!(dense(&asked.text("h1")).contains("蔡和平"));
}

/// The final's jury: works are given what they deserve, and no two jurors agree.
#[test]
#[ignore = "for the README's pictures"]
fn what_else_the_readme_shows_of_the_jury() {
    let room = Room::demo();
    let server = Server::start(&room);
    let jurors = ["fok", "choi", "mak", "hui", "kam", "shing", "grandesso"];
    for (at, juror) in jurors.into_iter().enumerate() {
        let role = format!("jury/{juror}");
        let sheet = server.get_as(&role, "/api/jury/sheet").json();
        let all = |name: &str| sheet[name].as_array().expect("a list").clone();
        for entry in all("entries") {
            let entry = entry["entry"].as_str().expect("an id");
            for (nth, criterion) in all("criteria").iter().enumerate() {
                let id = criterion["id"].as_str().expect("an id");
                let worth: usize = entry.bytes().map(usize::from).sum();
                let score = 4 + (worth / (nth + 1) + at * nth) % 6;
                let body = json!({"entry": entry, "criterion": id, "score": score});
                server.post_as(&role, "/api/jury/score", &body);
            }
        }
        if at > 0 {
            server.post_as(&role, "/api/jury/sign", &json!({}));
        }
    }
    let tablet = Tablet::of(&server, &server.base, "fok");
    tablet.score("optimal", "story-impact", 9);
    tablet.says("Saved");
    tablet.0.js("document.activeElement.blur(); scrollTo(0, 0)");
    pictures::save(&tablet.0, "jury");
    tablet.submit();
    let chair = chair_of(&server);
    look(&chair);
    chair.until(
        "the ranking is there",
        "return document.querySelector('.ranking.first li') !== null",
    );
    chair.js("document.querySelector('#h-matrix').scrollIntoView(); scrollBy(0, -28)");
    chair.settled();
    pictures::save(&chair, "chair");
}
