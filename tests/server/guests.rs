//! What a guest's browser is told when it is refused: always a page, in the guest's language, that
//! says what is wrong and leads to the ballot. Programs that ask for the same read a problem.

use crate::support::raw::connect;
use crate::support::server::{Room, Server};
use crate::support::shows::final_for;
use serde_json::json;
use std::io::{Read, Write};

/// What browsers send when they open a page or post a form.
const BROWSER: (&str, &str) = (
    "accept",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
);
const FORM: &str = "application/x-www-form-urlencoded";
const LANGUAGES: [&str; 3] = ["zh-Hant-HK", "zh-Hans", "en"];

/// A request that is refused, and the first words of the page that says so.
struct Case {
    line: (&'static str, &'static str),
    headers: Vec<(&'static str, &'static str)>,
    body: String,
    status: u16,
    /// The problem's word for programs; nothing where programs are told by a page too.
    word: &'static str,
    says: [&'static str; 3],
}

const FOREIGN: [&str; 3] = [
    "這個網址不對",
    "这个网址不对",
    "This address is not the right one",
];
const UNREADABLE: [&str; 3] = [
    "未能讀取送出的內容",
    "无法读取提交的内容",
    "We could not read what was sent",
];
const OUTDATED: [&str; 3] = [
    "這一頁已經失效",
    "这一页已经失效",
    "This page is out of date",
];
const NO_BALLOT: [&str; 3] = [
    "今晚沒有這個投票",
    "今晚没有这个投票",
    "There is no such ballot tonight",
];

fn vote(kind: &'static str, body: impl Into<String>) -> Case {
    Case {
        line: ("POST", "/vote"),
        headers: vec![("content-type", kind)],
        body: body.into(),
        status: 415,
        word: "bad-form",
        says: UNREADABLE,
    }
}

fn get(path: &'static str, says: [&'static str; 3]) -> Case {
    Case {
        line: ("GET", path),
        headers: Vec::new(),
        body: String::new(),
        status: 404,
        word: "",
        says,
    }
}

fn cases() -> Vec<Case> {
    let fields = "ballot=people&choice=optimal";
    let foreign = |origin| Case {
        headers: vec![("content-type", FORM), ("origin", origin)],
        status: 403,
        word: "foreign-origin",
        says: FOREIGN,
        ..vote(FORM, fields)
    };
    let method = |path| Case {
        line: ("POST", path),
        status: 405,
        word: "method-not-allowed",
        ..vote(FORM, "code=1234")
    };
    vec![
        foreign("http://evil.example"),
        foreign("file://"),
        vote("text/plain", fields),
        vote("multipart/form-data; boundary=b", "--b--\r\n"),
        vote(FORM, format!("{fields}&x={}", "x".repeat(20 * 1024))),
        Case {
            status: 413,
            word: "too-large",
            ..vote(FORM, format!("{fields}&x={}", "x".repeat(70 * 1024)))
        },
        Case {
            status: 401,
            word: "no-voter",
            says: OUTDATED,
            ..vote(FORM, format!("{fields}&voter=d{}", "0".repeat(64)))
        },
        method("/t"),
        method("/p"),
        method("/t/ABCD-EFGH-JKMN"),
        method("/v/x"),
        method("/receipts/people"),
        method("/"),
        get("/v/made-up", OUTDATED),
        get("/receipts/made-up", NO_BALLOT),
    ]
}

#[track_caller]
fn reads(server: &Server, case: &Case, cookie: Option<&str>) {
    let (method, path) = case.line;
    for (language, words) in LANGUAGES.into_iter().zip(case.says) {
        let mut headers = case.headers.clone();
        headers.extend([BROWSER, ("accept-language", language)]);
        headers.extend(cookie.map(|cookie| ("cookie", cookie)));
        let page = server.send(method, path, &headers, case.body.as_bytes());
        assert_eq!(page.status, case.status, "{method} {path}");
        let kind = page.header("content-type");
        assert!(kind.starts_with("text/html"), "{method} {path}: {kind}");
        let tag = format!("<html lang=\"{language}\"");
        assert!(page.body.contains(&tag), "{method} {path} {language}");
        let heading = format!("<h1>{words}</h1>");
        assert!(page.body.contains(&heading), "{path}: {}", page.body);
        assert!(page.body.contains(r#"href="/""#), "no way out of {path}");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    for accept in [None, Some("application/json, text/html;q=0.5")] {
        if case.word.is_empty() {
            continue;
        }
        let mut headers = case.headers.clone();
        headers.extend(accept.map(|accept| ("accept", accept)));
        headers.extend(cookie.map(|cookie| ("cookie", cookie)));
        let told = server.send(method, path, &headers, case.body.as_bytes());
        let told = (told.status, told.word());
        assert_eq!(told, (case.status, case.word.to_owned()), "{path}");
    }
}

#[test]
fn a_guest_who_is_refused_reads_a_page_that_says_why_and_a_program_reads_a_problem() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    for case in cases() {
        reads(&server, &case, None);
    }
    // A ballot that was there when the page was loaded; whoever has no token yet is asked to
    // confirm first.
    let joined = server.send("POST", "/api/join", &[], &[]).json();
    let cookie = format!("palmares-voter={}", joined["voter"].as_str().expect("one"));
    let gone = Case {
        status: 404,
        word: "no-such-ballot",
        says: OUTDATED,
        ..vote(FORM, "ballot=yesterday&choice=optimal")
    };
    reads(&server, &gone, Some(&cookie));
    let ballot = server.get_as("mc", "/api/ballots/people").json();
    assert_eq!(ballot["turnout"], 0);
}

#[test]
fn a_guest_whose_form_comes_too_slowly_is_told_so_on_a_page() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut stream = connect(&server);
    let (host, (name, accept)) = (server.host(), BROWSER);
    let head = format!(
        "POST /vote HTTP/1.1\r\nHost: {host}\r\n{name}: {accept}\r\nAccept-Language: en\r\nContent-Type: {FORM}\r\n\
         Content-Length: 100\r\nConnection: close\r\n\r\nballot=people"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut page = String::new();
    stream.read_to_string(&mut page).expect("a page");
    assert!(page.starts_with("HTTP/1.1 408 "), "{page}");
    let heading = "<h1>Your choice did not arrive in time</h1>";
    assert!(page.contains(heading), "{page}");
}

#[test]
fn whoever_scans_a_code_that_is_too_old_is_not_told_of_digits_that_nobody_typed() {
    let room = Room::with(&final_for("presence"));
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let told = |path: &str, language: &str| {
        let page = server.send("GET", path, &[BROWSER, ("accept-language", language)], &[]);
        assert_eq!(page.status, 403, "{path}");
        page.body
    };
    for (language, scanned, typed) in [
        ("zh-Hant-HK", "這不是大銀幕上現時的二維碼", "數字不對"),
        ("zh-Hans", "这不是大银幕上现在的二维码", "数字不对"),
        (
            "en",
            "That code is not the one on the big screen now",
            "Those digits are wrong",
        ),
    ] {
        let page = told("/p/0123456789", language);
        assert!(page.contains(scanned) && !page.contains(typed), "{page}");
        let page = told("/p?code=x", language);
        assert!(page.contains(typed) && !page.contains(scanned), "{page}");
    }
}
