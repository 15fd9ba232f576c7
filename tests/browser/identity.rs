//! Who has to show something before voting: a ticket, or that one is in the hall.

use crate::axe;
use crate::browser::Window;
use crate::fit::fits;
use crate::phone::Phone;
use crate::pictures;
use crate::stage::Stage;
use crate::support::server::{Room, Server, run};
use crate::support::shows::final_for;
use crate::support::wait::until;
use palmares::keys::KeyFile;
use palmares::show::event::At;
use palmares::voter::Voters;
use serde_json::{Value, json};
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

/// The digits that stand on the stage.
fn digits(stage: &Stage) -> String {
    until("the stage shows digits", || {
        let digits = stage.browser.text("[data-live=digits]");
        (digits.len() == 4).then_some(digits)
    })
}

/// What the stage's code leads to, made from the same key.
fn scanned(room: &Room, server: &Server) -> String {
    let keys = KeyFile::peek(&room.show()).expect("the keys");
    let voters = Voters::new(&keys, room.show().join("tickets.txt"));
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = At(now.expect("a time").as_millis() as i64);
    let code = voters.presence_code("people", now).code;
    format!("{}/p/{code}", server.base)
}

#[test]
fn who_is_in_the_hall_types_the_digits_or_scans_and_is_told_what_is_missing_until_then() {
    let room = Room::with(&final_for("presence"));
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    let window = Window {
        language: "en",
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    phone.is("before");
    pictures::look(&phone.0, "01-before-presence");
    server.mc("/api/goto", json!({"cue": "people/open"}));
    digits(&stage);
    assert!(stage.browser.sees("svg"), "the stage shows its code");
    phone.is("open");
    assert!(phone.0.sees("#presence") && !phone.0.sees("#send"));
    axe::finds_nothing(&phone.0, "asked for the digits");
    fits(&phone.0, "asked for the digits");
    phone.choose("optimal");
    phone.0.js("scrollTo(0, 0)");
    pictures::look(&phone.0, "09-asked-presence");
    pictures::save_in(&phone.0, "dark", "phone-digits");

    let right = digits(&stage);
    let wrong = format!(
        "{:04}",
        (right.parse::<u32>().expect("digits") + 1) % 10_000
    );
    phone.0.write("#presence input", &wrong);
    phone.0.tap("#presence button");
    phone.0.until(
        "it is refused",
        "return document.getElementById('wrong') !== null",
    );
    assert!(
        phone.0.text("#wrong").contains("digitsarewrong"),
        "{}",
        phone.0.text("#wrong")
    );
    axe::finds_nothing(&phone.0, "wrong digits");
    fits(&phone.0, "wrong digits");
    pictures::look(&phone.0, "11-wrong-digits");
    phone.0.write("#code", &digits(&stage));
    phone.0.tap("form button");
    phone
        .0
        .until("it is let in", "return location.pathname.startsWith('/v/')");
    phone.is("open");
    assert!(!phone.0.sees("#presence"));
    let chosen = "return document.querySelector('#works input:checked')?.value";
    assert_eq!(
        phone.0.js(chosen),
        "optimal",
        "what was chosen before is still chosen"
    );
    assert_eq!(turnout(&server), 0, "nothing is sent that nobody has sent");
    phone.send();
    phone.counted("OPTIMAL");
    assert_eq!(turnout(&server), 1);
    phone.0.reload();
    phone.counted("OPTIMAL");
    let receipt = phone.receipt();

    // Who scans needs nothing else, and the first phone stays who it is.
    phone.0.goto(&scanned(&room, &server));
    phone.counted("OPTIMAL");
    assert_eq!(phone.receipt(), receipt);
    let other = Phone(crate::browser::Browser::open(&Window::phone()));
    other.0.goto(&scanned(&room, &server));
    other.is("open");
    other.choose("hide-and-seek");
    other.send();
    other.counted("躲貓貓");
    assert_ne!(other.receipt(), receipt);
    assert_eq!(turnout(&server), 2);
}

/// Prints two tickets and reads the codes off the sheet.
fn tickets(room: &Room, server: &Server) -> Vec<String> {
    let url = server.base.as_str();
    let arguments = ["tickets", "show", "--count", "2", "--public-url", url];
    let printed = run(&arguments, room.path());
    assert_eq!(printed.code, 0, "{}", printed.err);
    let sheet = fs::read_to_string(room.show().join("tickets-1-2.html")).expect("a sheet");
    let codes = sheet.split("<p class=\"code\" lang=\"en\">").skip(1);
    codes
        .filter_map(|rest| Some(rest.split_once('<')?.0.to_owned()))
        .collect()
}

#[test]
fn a_ticket_is_one_ballot_on_every_phone_also_without_cookies_and_without_script() {
    let room = Room::with(&final_for("ticket"));
    let server = Server::start(&room);
    let code = tickets(&room, &server).remove(0);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let first = Phone(crate::browser::Browser::open(&Window::phone()));
    let hasten =
        "const wait = setTimeout; setTimeout = (f, ms) => wait(f, ms >= 20000 ? ms / 40 : ms);";
    first.0.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": hasten }),
    );
    first
        .0
        .goto(&format!("{}/t/{}", server.base, code.replace('-', "")));
    first.is("open");
    first.choose("optimal");
    first.send();
    first.counted("OPTIMAL");
    let receipt = first.receipt();

    // A second phone, without cookies: it is asked, mistypes, and is the same voter.
    let window = Window {
        cookies: false,
        language: "zh-CN",
        ..Window::phone()
    };
    let second = Phone::open(&server, &window);
    second.is("open");
    assert!(second.0.sees("#ticket") && !second.0.sees("#send"));
    axe::finds_nothing(&second.0, "asked for a ticket");
    fits(&second.0, "asked for a ticket");
    pictures::look(&second.0, "09-asked-ticket");
    second.0.write("#ticket input", "abcd efgh jkmn");
    second.0.tap("#ticket button");
    second.0.until(
        "it is refused",
        "return document.getElementById('wrong') !== null",
    );
    axe::finds_nothing(&second.0, "a wrong ticket");
    pictures::look(&second.0, "11-wrong-ticket");
    second
        .0
        .write("#code", &code.to_lowercase().replace('-', " "));
    second.0.tap("form button");
    second.counted("OPTIMAL");
    assert_eq!(second.receipt(), receipt);
    second.0.tap("#change");
    second.choose("hide-and-seek");
    second.send();
    second.counted("躲貓貓");
    second.0.reload();
    second.counted("躲貓貓");
    // The first one looks around by itself.
    first.counted("躲貓貓");
    assert_eq!(first.receipt(), receipt);

    // A third, without script as well.
    let window = Window {
        cookies: false,
        script: false,
        language: "en",
        ..Window::phone()
    };
    let third = Phone::open(&server, &window);
    third.0.tap("#ticket input");
    third.0.write("#ticket input", &code);
    third.0.tap("#ticket button");
    third.counted("躲貓貓");
    third.choose("cyberport");
    third.send();
    third.counted("Cyberport");
    assert_eq!(third.receipt(), receipt);
    assert_eq!(turnout(&server), 1, "one ticket, one ballot");

    // A ticket's page on its own, and a phone that wants to vote without any.
    second.0.goto(&format!("{}/t", server.base));
    axe::finds_nothing(&second.0, "the ticket's page");
    fits(&second.0, "the ticket's page");
    pictures::look(&second.0, "10-ticket-page");
    third.0.goto(&format!("{}/", server.base));
    third.choose("optimal");
    third.send();
    third.told("First, enter the code on your ticket");
    assert!(third.0.sees("#ticket") && !third.0.sees("#confirm"));
    assert_eq!(turnout(&server), 1);
    pictures::look(&third.0, "09-asked-ticket-no-script");
}
