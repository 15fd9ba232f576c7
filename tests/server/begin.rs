//! A new show: five questions in the browser, for a folder that holds none.

use crate::support::server::{Answer, Room, Server};
use crate::support::wait::until;
use std::fs;
use std::thread;

/// A folder with nothing in it.
fn empty() -> Room {
    let room = Room::with("");
    fs::remove_file(room.show().join("show.toml")).expect("removed");
    fs::remove_dir(room.show().join("media")).expect("removed");
    room
}

/// The page's address in the terminal, without its key, and the key.
fn address(room: &Room) -> (String, String) {
    let link = until("the terminal names the page", || {
        let out = room.out();
        let link = out
            .split_whitespace()
            .find(|word| word.contains("/begin?key="));
        link.map(str::to_owned)
    });
    let (page, key) = link.split_once("?key=").expect("a key");
    (page.to_owned(), key.to_owned())
}

fn said(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let (parts, mut body) = response.expect("an answer").into_parts();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.read_to_string().expect("text"),
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder();
    let config = config.http_status_as_error(false).max_redirects(0);
    config.build().into()
}

fn get(address: &str) -> Answer {
    said(agent().get(address).header("accept-language", "en").call())
}

fn post(page: &str, fields: &[(&str, &str)]) -> Answer {
    said(agent().post(page).send_form(fields.iter().copied()))
}

const FIELDS: [(&str, &str); 6] = [
    ("ui", "en"),
    ("languages", "zh-Hant-HK,en"),
    ("title", "港島影展 / Island Film Night"),
    ("works", "海\tTeam One\n山 / Team Two\n"),
    ("prizes", "最佳剪接 / Best editing\n最佳影片 / Best film"),
    ("hall", "觀眾大獎 / People’s Choice"),
];

fn with<'a>(key: &'a str, others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("key", key)];
    let is_other = |name: &str| others.iter().any(|(other, _)| *other == name);
    fields.extend(FIELDS.into_iter().filter(|(name, _)| !is_other(name)));
    fields.extend(others);
    fields
}

#[test]
fn five_questions_make_a_show_that_the_same_start_serves() {
    let room = empty();
    let server = thread::scope(|scope| {
        let server = scope.spawn(|| Server::start(&room));
        let (page, key) = address(&room);
        let form = get(&format!("{page}?key={key}"));
        assert_eq!(form.status, 200);
        assert!(form.body.contains("Which works are in the final?"));
        // What is missing is said, with what was typed, and nothing is written.
        let missing = post(&page, &with(&key, &[("works", "海\tTeam One\n山")]));
        assert_eq!(missing.status, 422);
        assert!(missing.body.contains("Works, line 2: the team is missing"));
        assert!(missing.body.contains("Island Film Night"));
        assert_eq!(fs::read_dir(room.show()).expect("the folder").count(), 0);
        let other = post(&page, &with(&key, &[("ask", "zh-Hans")]));
        assert!(other.body.contains("哪些作品入围？") && other.body.contains("Island Film"));
        let made = post(&page, &with(&key, &[("jurors", "陳大文 / Chan Tai Man")]));
        assert_eq!(made.status, 303, "{}", made.body);
        let server = server.join().expect("it serves");
        let desk = made.header("location");
        let link = format!("/producer?key={}#prepare", server.key("producer"));
        assert_eq!(desk, link);
        assert!(page.starts_with(&server.base), "the port is the same");
        server
    });
    let file = fs::read_to_string(room.show().join("show.toml")).expect("a show file");
    assert!(file.contains("id = \"island-film-night\""), "{file}");
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues = rundown["cues"].as_array().expect("cues").iter();
    let ids: Vec<&str> = cues.filter_map(|cue| cue["id"].as_str()).collect();
    for id in ["people/open", "peoples-choice/winner", "prize-2/winner"] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    assert!(server.links["jury"]["juror-1"].is_string());
}

#[test]
fn whoever_has_no_key_neither_sees_the_questions_nor_makes_a_show() {
    let room = empty();
    thread::scope(|scope| {
        let server = scope.spawn(|| Server::start(&room));
        let (page, key) = address(&room);
        for locked in [
            get(&page),
            get(&format!("{page}?key=1")),
            post(&page, &FIELDS),
        ] {
            assert_eq!(locked.status, 401);
            assert!(!locked.body.contains("<form"));
        }
        let elsewhere = get(&page.replace("/begin", "/mc"));
        assert_eq!(elsewhere.status, 404);
        assert_eq!(fs::read_dir(room.show()).expect("the folder").count(), 0);
        assert_eq!(post(&page, &with(&key, &[])).status, 303);
        server.join().expect("it serves");
    });
}
