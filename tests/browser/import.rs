//! A list of works on the producer's page: from an empty folder to a reveal without opening a
//! file, by mouse and by keyboard alone; and the office's second list, five minutes before.

use crate::browser::{Browser, Window};
use crate::panel::Panel;
use crate::pictures::save_apart;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::fs;
use std::thread;
use thirtyfour::Key;

/// As FilmFreeway exports it.
const FREEWAY: &str = "\
First Name,Last Name,Birthdate,Email,Phone,Project Title,Synopsis,Country of Origin,Directors,\
Submission Status,Judging Status,Submission ID\n\
Ann,Li,1990-01-02,ann@example.org,555,Mirror,\"One, two\",Japan,Ann Li,In Consideration,Selected,1\n\
Bo,Wu,1991-01-02,bo@example.org,556,Echo,Three,Japan,Bo Wu,In Consideration,Selected,2\n\
Cy,Ng,1992-01-02,cy@example.org,557,Dusk,Four,Japan,Cy Ng,In Consideration,Selected,3\n\
Di,Ho,1993-01-02,di@example.org,558,Dawn,Five,Japan,Di Ho,Withdrawn,Selected,4\n";

/// Tab after Tab, until this has the focus.
#[track_caller]
fn tab_to(browser: &Browser, selector: &str) {
    let there = "return document.activeElement?.matches(arguments[0]) ?? false";
    for _ in 0..200 {
        if browser.js_with(there, vec![json!(selector)]) == json!(true) {
            return;
        }
        browser.press(Key::Tab);
    }
    panic!("Tab does not reach {selector}");
}

/// Presses what Tab comes to.
#[track_caller]
fn enter(browser: &Browser, selector: &str) {
    tab_to(browser, selector);
    browser.press(Key::Enter);
}

/// A show that somebody begins in an empty folder: `answer` types one field of the page.
fn begun(
    room: &Room,
    answer: impl Fn(&Browser, &str, &str),
    make: impl Fn(&Browser),
) -> (Server, Browser) {
    fs::remove_dir_all(room.show()).expect("removed");
    fs::create_dir(room.show()).expect("an empty folder");
    thread::scope(|scope| {
        let server = scope.spawn(|| Server::start(room));
        let link = until("the terminal names the page", || {
            let out = room.out();
            let mut words = out.split_whitespace();
            let link = words.find(|word| word.contains("/begin?key="));
            link.map(str::to_owned)
        });
        let desk = Browser::open(&Window::of(1180, 820));
        desk.goto(&link);
        desk.settled();
        answer(&desk, "title", "Island Films");
        answer(&desk, "works", "Mirror / Ann Li");
        answer(&desk, "prizes", "Best sound\nBest editing\nBest film");
        make(&desk);
        desk.until(
            "the producer's desk is there",
            "return document.querySelector('.saved')?.dataset.state === 'saved'",
        );
        (server.join().expect("it serves"), desk)
    })
}

fn entries(server: &Server) -> Vec<Value> {
    let file = server.get_as("producer", "/api/show/file").json();
    file["show"]["entry"].as_array().expect("entries").clone()
}

fn titles(server: &Server) -> Vec<String> {
    let all = entries(server);
    let titles = all
        .iter()
        .map(|entry| entry["title"].as_str().unwrap_or_default());
    titles.map(str::to_owned).collect()
}

/// From the first cue to the first winner.
fn to_its_reveal(server: &Server, title: &str, go: impl Fn(&Panel), reveal: impl Fn(&Panel)) {
    let stage = Stage::open(server, "Main", 960, 540);
    let panel = Panel::open(server);
    let cue = || {
        server.show()["cue"]["id"]
            .as_str()
            .expect("a cue")
            .to_owned()
    };
    while !cue().ends_with("/suspense") {
        let before = cue();
        go(&panel);
        let after = until("the next cue", || Some(cue()).filter(|now| *now != before));
        panel.stands_on(&after);
    }
    reveal(&panel);
    stage.shows("winner", title);
}

const DONE: &str = "return document.querySelector('.result .take-back') !== null";

#[test]
fn a_newcomer_makes_three_awards_of_a_filmfreeway_list_to_their_reveal_by_mouse() {
    let room = Room::with("");
    let (server, desk) = begun(
        &room,
        |page, field, text| {
            page.click(&format!("#{field}"));
            page.write(&format!("#{field}"), text);
        },
        |page| page.tap("main form p button"),
    );
    let list = room.path().join("submissions.csv");
    fs::write(&list, FREEWAY).expect("written");
    desk.click(".tables [data-table=entry]");
    desk.click(".open-import");
    // The window in which a file is chosen is the system's.
    until("the page of the import", || {
        desk.sees(".pick").then_some(())
    });
    desk.write(".import input[type=file]", list.to_str().expect("a path"));
    until("the preview", || desk.sees(".apply").then_some(()));
    let private = desk.text(".how");
    assert!(
        private.contains("Birthdate") && private.contains("Phone"),
        "{private}"
    );
    assert!(!desk.text(".import").contains("example.org"));
    assert_eq!(titles(&server), ["Mirror"], "nothing is written yet");
    save_apart(&desk, "import preview");
    desk.click(".apply");
    desk.until("it is applied", DONE);
    assert_eq!(titles(&server), ["Mirror", "Echo", "Dusk"]);
    desk.click(".take-back");
    until("it is undone", || {
        (titles(&server) == ["Mirror"]).then_some(())
    });
    until("the preview is back", || desk.sees(".apply").then_some(()));
    desk.click(".apply");
    desk.until("it is applied again", DONE);
    desk.tap(".tabs [href='#tonight']");
    desk.tap(".envelope [data-form=seal]");
    desk.tap("#seal .choices [data-entry=echo]");
    desk.tap("#seal .gold");
    desk.tap("#seal .gold");
    desk.until(
        "it is sealed",
        "return document.querySelector('.envelope.sealed') !== null",
    );
    to_its_reveal(&server, "Echo", Panel::go, Panel::reveal);
}

#[test]
fn a_newcomer_makes_three_awards_of_a_filmfreeway_list_to_their_reveal_by_keyboard_alone() {
    let room = Room::with("");
    let (server, desk) = begun(
        &room,
        |page, field, text| {
            tab_to(page, &format!("#{field}"));
            for c in text.chars() {
                page.press(if c == '\n' { char::from(Key::Enter) } else { c });
            }
        },
        |page| enter(page, "main form p button"),
    );
    enter(&desk, ".tables [data-table=entry]");
    enter(&desk, ".open-import");
    tab_to(&desk, ".paste textarea");
    desk.cdp("Input.insertText", json!({ "text": FREEWAY }));
    until("the preview", || desk.sees(".apply").then_some(()));
    enter(&desk, ".apply");
    desk.until("it is applied", DONE);
    assert_eq!(titles(&server), ["Mirror", "Echo", "Dusk"]);
    enter(&desk, ".tabs [href='#tonight']");
    enter(&desk, ".envelope [data-form=seal]");
    tab_to(&desk, "#seal .choices input");
    desk.press(' ');
    let chosen = "return document.querySelector('#seal .choices :checked').closest('[data-entry]').dataset.entry";
    let chosen = desk.js(chosen);
    enter(&desk, "#seal .gold");
    until("it is read back", || {
        desk.sees("#seal .check").then_some(())
    });
    enter(&desk, "#seal .gold");
    desk.until(
        "it is sealed",
        "return document.querySelector('.envelope.sealed') !== null",
    );
    let all = entries(&server);
    let winner = all
        .iter()
        .find(|entry| entry["id"] == chosen)
        .expect("an entry");
    let title = winner["title"].as_str().expect("a title");
    to_its_reveal(&server, title, Panel::go_by_key, Panel::reveal_by_key);
}

#[test]
fn the_offices_second_list_at_five_to_eight_keeps_what_was_corrected_here() {
    let first = "id,title,team\n1,Dusk,A\n2,Dawn,B\n3,Night,C\n";
    let second = "id,title,team\n1,Dusk falls,A\n2,Dawn,Bee\n4,Noon,D\n";
    let room = Room::demo();
    let server = Server::start(&room);
    let works = entries(&server).len();
    let desk = Browser::open(&Window::of(1180, 820));
    let link = server.links["producer"].as_str().expect("a link");
    desk.goto(&format!("{link}#prepare/import"));
    until("the page of the import", || {
        desk.sees(".pick").then_some(())
    });
    let list = room.path().join("list.csv");
    let choose = |text: &str| {
        fs::write(&list, text).expect("written");
        desk.write(".import input[type=file]", list.to_str().expect("a path"));
        until("the preview", || desk.sees(".apply").then_some(()));
    };
    choose(first);
    desk.click(".apply");
    desk.until("it is applied", DONE);
    // Somebody corrects a team here.
    desk.click(".result a.button");
    desk.click("[data-row='dawn open']");
    let team = "[data-field=team] input";
    until("the form", || desk.sees(team).then_some(()));
    desk.write(team, "est");
    until("the hand's change is saved", || {
        let all = entries(&server);
        let dawn = all.iter().find(|entry| entry["id"] == "dawn")?;
        (dawn["team"] == "Best").then_some(())
    });
    desk.click(".back, .open-import");
    until("the page of the import", || {
        desk.sees(".named button").then_some(())
    });
    desk.click(".named button");
    choose(second);
    for (verdict, says) in [
        ("changed", "Duskfalls"),
        ("by-hand", "Best"),
        ("gone", "Night"),
        ("new", "Noon"),
    ] {
        let text = desk.text(&format!(".result [data-verdict={verdict}]"));
        assert!(text.contains(says), "{verdict}: {text}");
    }
    save_apart(&desk, "import second list");
    let apply = desk.text(".apply");
    assert!(apply.contains('2'), "{apply}");
    desk.click(".apply");
    desk.until("it is applied", DONE);
    let all = entries(&server);
    let find = |id: &str| {
        all.iter()
            .find(|entry| entry["id"] == id)
            .expect("an entry")
    };
    assert_eq!(all.len(), works + 4, "nothing is deleted");
    assert_eq!(find("dusk")["title"], "Dusk falls");
    assert_eq!(find("dawn")["team"], "Best");
    // The page's "undo" takes it back whole, after a restart too.
    drop(desk);
    server.terminate();
    let server = Server::start(&room);
    let desk = Browser::open(&Window::of(1180, 820));
    let link = server.links["producer"].as_str().expect("a link");
    desk.goto(&format!("{link}#prepare/entry"));
    desk.until(
        "it can be undone",
        "return document.querySelector('.undo')?.disabled === false",
    );
    desk.click(".undo");
    until("it is undone", || {
        if desk.sees("#sure [data-go]") {
            desk.click("#sure [data-go]");
        }
        (entries(&server).len() == works + 3).then_some(())
    });
}
