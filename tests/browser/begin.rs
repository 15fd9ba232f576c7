//! A newcomer begins: five questions by keyboard alone, and then the producer's desk.

use crate::browser::{Browser, Window};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use std::fs;
use std::thread;
use thirtyfour::Key;

/// Tab after Tab, until the field with this id has the focus.
fn tab_to(browser: &Browser, id: &str) {
    for _ in 0..8 {
        if browser.js("return document.activeElement.id") == id {
            return;
        }
        browser.press(Key::Tab);
    }
    panic!("Tab does not reach {id}");
}

#[test]
fn a_newcomer_makes_a_show_by_keyboard_alone_and_stands_at_its_desk() {
    let room = Room::with("");
    fs::remove_dir_all(room.show()).expect("removed");
    fs::create_dir(room.show()).expect("an empty folder");
    thread::scope(|scope| {
        let server = scope.spawn(|| Server::start(&room));
        let link = until("the terminal names the page", || {
            let out = room.out();
            let mut words = out.split_whitespace();
            words
                .find(|word| word.contains("/begin?key="))
                .map(str::to_owned)
        });
        let browser = Browser::open(&Window::of(1180, 820));
        browser.goto(&link);
        browser.settled();
        for (id, typed) in [
            ("title", "島嶼影展 / Island Films"),
            ("venue", "大堂"),
            ("works", "海 / Team One\n山 / Team Two"),
            ("prizes", "最佳影片 / Best film"),
            ("hall", "觀眾大獎"),
        ] {
            tab_to(&browser, id);
            for c in typed.chars() {
                match c {
                    '\n' => browser.press(Key::Enter),
                    c => browser.press(c),
                }
            }
        }
        browser.press(Key::Tab);
        browser.press(Key::Enter);
        browser.until(
            "the producer's desk lists the works",
            "return location.pathname === '/producer' && location.hash.startsWith('#prepare')
                && document.querySelector('#desk-prepare .tables [data-table=entry] small')?.textContent === '2'",
        );
        assert!(!browser.url().contains("key="));
        let server = server.join().expect("it serves");
        assert_eq!(server.show()["cue"]["id"], "welcome");
    });
}
