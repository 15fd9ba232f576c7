//! Several choices, and several ballots in one evening.

use crate::axe;
use crate::browser::Window;
use crate::phone::Phone;
use crate::pictures;
use crate::support::server::{Room, Server};
use crate::support::shows::{GALA, final_with};
use serde_json::{Value, json};

fn ballot(server: &Server, id: &str) -> Value {
    server.get_as("mc", &format!("/api/ballots/{id}")).json()
}

#[test]
fn three_may_be_chosen_a_fourth_is_refused_with_words_and_three_are_counted() {
    let room = Room::with(&final_with("choices  = 1", "choices  = 3"));
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let window = Window {
        language: "en",
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    phone.is("open");
    assert!(phone.0.text("#hint").contains("3"));
    for entry in ["optimal", "cyberport", "golden-saddle"] {
        phone.choose(entry);
    }
    phone.choose("hide-and-seek");
    phone.told("You can choose up to 3. Untick one first.");
    let chosen =
        "return [...document.querySelectorAll('#works input:checked')].map((i) => i.value).sort()";
    let three = json!(["cyberport", "golden-saddle", "optimal"]);
    assert_eq!(phone.0.js(chosen), three);
    axe::finds_nothing(&phone.0, "too many");
    phone.0.js("scrollTo(0, 0)");
    pictures::look(&phone.0, "13-several");
    pictures::save_in(&phone.0, "light", "phone-several");
    phone.send();
    phone.counted("OPTIMAL");
    let choice = phone.0.text("#choice");
    assert!(
        choice.contains("Cyberport") && choice.contains("金鞍載歲"),
        "{choice}"
    );
    axe::finds_nothing(&phone.0, "three counted");
    pictures::look(&phone.0, "13-several-counted");
    assert_eq!(ballot(&server, "people")["turnout"], 1);
    server.mc("/api/ballots/people/close", json!({}));
    phone.is("closed");
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    let votes = |line: &Value| line["votes"].as_u64().unwrap_or(0);
    let counted = tally
        .as_array()
        .expect("a tally")
        .iter()
        .map(votes)
        .sum::<u64>();
    assert_eq!(counted, 3);
}

#[test]
fn without_script_too_many_choices_are_refused_with_words_and_nothing_is_counted() {
    let room = Room::with(&final_with("choices  = 1", "choices  = 3"));
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let window = Window {
        script: false,
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    for entry in ["optimal", "cyberport", "golden-saddle", "hide-and-seek"] {
        phone.choose(entry);
    }
    phone.send();
    phone.told("最多只可選 3 部，請先取消一部。這次的選擇沒有計入。");
    assert_eq!(ballot(&server, "people")["turnout"], 0);
    let chosen = "return document.querySelectorAll('#works input:checked').length";
    assert_eq!(phone.0.js(chosen), 4, "nobody has to choose anew");
    for entry in ["golden-saddle", "hide-and-seek"] {
        phone.choose(entry);
    }
    phone.send();
    phone.counted("OPTIMAL");
    assert_eq!(ballot(&server, "people")["turnout"], 1);
}

#[test]
fn a_phone_that_stays_open_goes_from_one_ballot_to_the_next_and_keeps_them_apart() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let phone = Phone::open(&server, &Window::phone());
    phone.is("before");
    server.mc("/api/goto", json!({"cue": "people/open"}));
    phone.is("open");
    phone.choose("mirror");
    phone.send();
    phone.counted("鏡");
    let first = phone.receipt();
    server.mc("/api/goto", json!({"cue": "people/close"}));
    phone.is("closed");
    server.mc("/api/goto", json!({"cue": "people/result"}));
    server.mc("/api/goto", json!({"cue": "hall/winner"}));
    phone.is("result");
    assert!(phone.0.sees("#pick"));

    server.mc("/api/goto", json!({"cue": "second/open"}));
    phone.is("open");
    assert!(!phone.0.sees("#mine") && !phone.0.sees("#result"));
    assert!(phone.0.text("#heading").contains("SecondChoice"));
    let chosen = "return document.querySelectorAll('#works input:checked').length";
    assert_eq!(phone.0.js(chosen), 0, "a new paper is empty");
    axe::finds_nothing(&phone.0, "the second ballot");
    phone.choose("echo");
    phone.send();
    phone.counted("Echo");
    assert_ne!(
        phone.receipt(),
        first,
        "nobody can be followed through the evening"
    );
    phone.0.reload();
    phone.counted("Echo");
    assert_eq!(ballot(&server, "people")["turnout"], 1);
    assert_eq!(ballot(&server, "second")["turnout"], 1);
    server.mc("/api/goto", json!({"cue": "second/close"}));
    phone.is("closed");
    server.mc("/api/goto", json!({"cue": "second/result"}));
    server.mc("/api/goto", json!({"cue": "tied/winner"}));
    phone.is("result");
    assert!(phone.0.text("#won").contains("Echo") && phone.0.sees("#pick"));
}
