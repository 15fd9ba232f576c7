//! The disk is full in the middle of a vote: what the four kinds of screens say, and what they do
//! not.

use crate::browser::{Browser, Window, dense};
use crate::disk::{Disk, Files, Kind};
use crate::panel::Panel;
use crate::phone::Phone;
use crate::support::server::Room;
use crate::support::wait::until;
use palmares::words::Ui;
use serde_json::json;
use std::time::{Duration, SystemTime};

const RESUME: &str = ".notice.alarm [data-post='/api/resume']";

/// Notes the moment at which the page shows its banner.
const WATCH: &str = "
    const look = () => {
        if (!window.redAt && document.querySelector(\"[data-post='/api/resume']\")?.checkVisibility()) window.redAt = Date.now();
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    return true;";

fn red_after(browser: &Browser, struck: SystemTime) -> Duration {
    let at = until("the banner is there", || {
        browser.js("return window.redAt ?? null").as_u64()
    });
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(at);
    at.duration_since(struck).unwrap_or_default()
}

#[test]
fn a_full_disk_is_red_for_the_crew_within_a_second_and_one_press_mends_it() {
    let room = Room::demo();
    let disk = Disk::of(&room);
    let server = disk.serve(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let panel = Panel::open(&server);
    let producer = Browser::open(&Window::of(1440, 900));
    producer.goto(server.links["producer"].as_str().expect("a link"));
    let stage = Browser::open(&Window::of(1920, 1080));
    stage.goto(&format!("{}/stage", server.base));
    let phone = Phone::open(&server, &Window::phone());
    phone.is("open");
    producer.until(
        "the desk is there",
        "return document.querySelector('[data-region]') !== null",
    );
    for crew in [&panel.0, &producer] {
        crew.js(WATCH);
    }

    disk.fail(Files::Both, Kind::Full, 0);
    phone.choose("optimal");
    phone.send();
    let struck = disk.strikes();
    for crew in [&panel.0, &producer] {
        let took = red_after(crew, struck);
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
    let waits = dense(Ui::ZhHant.words().audience.retrying);
    until("the voter reads it", || {
        (phone.0.text("#status") == waits).then_some(())
    });
    assert!(!phone.0.sees("#mine"));

    // The show goes on, and its stage says nothing.
    panel.go();
    until("the panel goes on", || {
        (panel.cue() != "people/open").then_some(())
    });
    let said = stage.text("body");
    assert!(!said.contains("磁碟") && !said.contains("寫入"), "{said}");

    panel.0.click(RESUME);
    let still = dense(Ui::En.words().refusal.still_not_stored);
    until("the panel says that it is still bad", || {
        (panel.says() == still).then_some(())
    });
    assert!(panel.0.sees(RESUME));
    disk.mend();
    panel.0.click(RESUME);
    until("the banner is gone", || {
        (!panel.0.sees(RESUME)).then_some(())
    });
    producer.until(
        "the desk is calm",
        "return document.querySelector(\"[data-post='/api/resume']\") === null",
    );
    assert_eq!(panel.says(), "");
}
