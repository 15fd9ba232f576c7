//! The hall votes from its phones: with script, without, and where cookies are blocked.

use crate::axe;
use crate::browser::{Browser, Window};
use crate::fit::fits;
use crate::phone::Phone;
use crate::pictures;
use crate::support::server::{Room, Server};
use crate::support::voters::until_closed;
use crate::support::wait::until;
use serde_json::{Value, json};

fn ballot(server: &Server) -> Value {
    server.get_as("producer", "/api/ballots/people").json()
}

/// Closing takes until the votes are counted; what follows would be refused until then.
fn goto(server: &Server, cue: &str) {
    server.mc("/api/goto", json!({ "cue": cue }));
    if cue.ends_with("/close") {
        until_closed(server, "people");
    }
}

#[test]
fn a_phone_votes_changes_its_mind_keeps_its_receipt_and_turns_gold_with_the_stage() {
    let room = Room::demo();
    let server = Server::start(&room);
    let phone = Phone::open(&server, &Window::phone());
    phone.is("before");
    assert!(phone.0.sees("#before") && !phone.0.sees("#send"));
    axe::finds_nothing(&phone.0, "before");
    pictures::look(&phone.0, "01-before");

    goto(&server, "people/open");
    phone.is("open");
    phone.0.until(
        "the clock runs",
        "return /^[23]:/.test(document.getElementById('left').textContent)",
    );
    axe::finds_nothing(&phone.0, "open");
    pictures::look(&phone.0, "02-open");
    phone.choose("home-sweet-home");
    axe::finds_nothing(&phone.0, "chosen");
    phone.0.js("scrollTo(0, 0)");
    pictures::save(&phone.0, "phone-open");
    pictures::look(&phone.0, "03-chosen");
    phone.send();
    phone.counted("HomeSweetHome");
    phone.0.settled();
    axe::finds_nothing(&phone.0, "counted");
    let receipt = phone.receipt();
    assert!(receipt.len() >= 6, "{receipt}");

    phone.0.tap("#change");
    axe::finds_nothing(&phone.0, "changing");
    pictures::look(&phone.0, "06-changing");
    phone.choose("hide-and-seek");
    phone.send();
    phone.counted("躲貓貓");
    assert_eq!(phone.receipt(), receipt, "one voter, one receipt");
    phone.0.settled();
    pictures::save(&phone.0, "phone-counted");
    pictures::look(&phone.0, "05-counted");
    phone.0.reload();
    phone.counted("躲貓貓");
    assert_eq!(phone.receipt(), receipt);
    assert_eq!(ballot(&server)["turnout"], 1);

    goto(&server, "people/close");
    phone.is("closed");
    assert!(phone.0.sees("#closed") && phone.0.sees("#mine") && !phone.0.sees("#send"));
    assert!(!phone.0.sees("#change"));
    axe::finds_nothing(&phone.0, "closed");
    pictures::look(&phone.0, "07-closed");

    goto(&server, "people/result");
    goto(&server, "peoples-choice/suspense");
    assert!(phone.0.sees("#closed") && !phone.0.sees("#result"));
    goto(&server, "peoples-choice/winner");
    phone.is("result");
    assert_eq!(phone.0.text("#won .team"), "WangMeiquan");
    assert!(phone.0.sees("#pick"), "their own choice has won");
    phone.0.settled();
    axe::finds_nothing(&phone.0, "result");
    pictures::save(&phone.0, "phone-result");
    pictures::look(&phone.0, "08-result-won");

    phone.0.tap("#verify");
    phone.0.until(
        "the receipt's page",
        "return location.pathname === '/receipts/people'",
    );
    let found = phone.0.text("section.card");
    assert!(found.contains("躲貓貓"), "{found}");
    axe::finds_nothing(&phone.0, "the receipt's page");
    pictures::look(&phone.0, "15-receipt-found");
}

#[test]
fn a_phone_stays_in_its_own_colours_where_nobody_has_won() {
    let room = Room::demo();
    let server = Server::start(&room);
    let phone = Phone::open(&server, &Window::phone());
    let ground = "return getComputedStyle(document.documentElement).backgroundColor";
    let before = phone.0.js(ground);
    for cue in [
        "people/open",
        "people/close",
        "people/result",
        "peoples-choice/winner",
    ] {
        goto(&server, cue);
    }
    phone.is("result");
    let told = |phone: &Phone| {
        phone.0.settled();
        let gold = "return getComputedStyle(document.querySelector('#gold')).opacity";
        assert_eq!(phone.0.js(gold), "0");
        assert_eq!(phone.0.js(ground), before);
        assert!(phone.0.sees("#nobody") && !phone.0.sees("#winner") && !phone.0.sees("#laurel"));
    };
    told(&phone);
    axe::finds_nothing(&phone.0, "nobody has won");
    pictures::look(&phone.0, "09-result-nobody");
    phone.0.reload();
    told(&phone);
}

#[test]
fn a_phone_without_script_votes_by_form_and_is_told_what_counted() {
    let room = Room::demo();
    let server = Server::start(&room);
    goto(&server, "people/open");
    let window = Window {
        script: false,
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    phone.choose("optimal");
    phone.send();
    phone.counted("OPTIMAL");
    let receipt = phone.receipt();
    assert!(receipt.len() >= 6, "{receipt}");
    assert_eq!(ballot(&server)["turnout"], 1);

    phone.choose("hide-and-seek");
    phone.send();
    phone.counted("躲貓貓");
    assert_eq!(phone.receipt(), receipt);
    assert_eq!(ballot(&server)["turnout"], 1);

    goto(&server, "people/close");
    phone.0.reload();
    assert!(phone.0.sees("#closed") && phone.0.sees("#mine") && !phone.0.sees("#send"));
    goto(&server, "peoples-choice/winner");
    phone.0.reload();
    assert!(phone.0.sees("#result"));
    assert_eq!(phone.0.text("#won .team"), "WangMeiquan");
}

#[test]
fn a_phone_without_cookies_and_script_is_asked_once_to_confirm_and_counts_once() {
    let room = Room::demo();
    let server = Server::start(&room);
    goto(&server, "people/open");
    let window = Window {
        script: false,
        cookies: false,
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    phone.choose("optimal");
    phone.send();
    phone.0.until(
        "it is asked to confirm",
        "return location.pathname.startsWith('/v/')",
    );
    assert!(phone.0.sees("#confirm"));
    assert!(phone.0.text("#confirm").contains("OPTIMAL"));
    pictures::look(&phone.0, "17-confirm");
    let asked = phone.0.url();
    assert_eq!(ballot(&server)["turnout"], 0, "nothing counts before that");
    phone.0.tap("#confirm button");
    phone.counted("OPTIMAL");
    let receipt = phone.receipt();
    assert_eq!(ballot(&server)["turnout"], 1);

    // The question itself, where axe can run.
    let other = Browser::open(&Window::phone());
    other.goto(&asked);
    assert!(other.sees("#confirm"));
    axe::finds_nothing(&other, "asked to confirm");
    fits(&other, "asked to confirm");

    // Back to the question, and yes again.
    phone.0.goto(&asked);
    phone.0.tap("#confirm button");
    phone.counted("OPTIMAL");
    assert_eq!(phone.receipt(), receipt);
    assert_eq!(ballot(&server)["turnout"], 1);
}

#[test]
fn a_phone_without_cookies_but_with_script_votes_at_once_and_stays_the_same_voter_after_a_reload() {
    let room = Room::demo();
    let server = Server::start(&room);
    goto(&server, "people/open");
    let window = Window {
        cookies: false,
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    phone.is("open");
    phone.choose("optimal");
    phone.send();
    phone.counted("OPTIMAL");
    let receipt = phone.receipt();
    phone.0.reload();
    phone.counted("OPTIMAL");
    phone.0.tap("#change");
    phone.choose("hide-and-seek");
    phone.send();
    phone.counted("躲貓貓");
    assert_eq!(phone.receipt(), receipt);
    assert_eq!(ballot(&server)["turnout"], 1);
}

/// A phone that has voted and read so.
fn voted(server: &Server) -> Phone {
    goto(server, "people/open");
    let phone = Phone::open(server, &Window::phone());
    phone.is("open");
    phone.choose("optimal");
    phone.send();
    phone.counted("OPTIMAL");
    phone
}

#[test]
fn whoever_was_excluded_learns_it_at_the_close_without_doing_anything() {
    let room = Room::demo();
    let server = Server::start(&room);
    let phone = voted(&server);
    let why = json!({"receipt": phone.receipt(), "reason": "a test by the crew"});
    server.producer("/api/ballots/people/exclude", why);
    goto(&server, "people/close");
    until("the phone says so", || phone.0.sees("#out").then_some(()));
    assert!(!phone.0.sees("#in"));
}

#[test]
fn whoever_was_excluded_is_never_told_that_a_vote_counts() {
    let room = Room::demo();
    let server = Server::start(&room);
    let phone = voted(&server);
    assert!(phone.0.sees("#in") && !phone.0.sees("#out"));

    let why = json!({"receipt": phone.receipt(), "reason": "a test by the crew"});
    server.producer("/api/ballots/people/exclude", why);
    phone.0.reload();
    phone.counted("OPTIMAL");
    let out = |when: &str| {
        assert!(phone.0.sees("#out") && !phone.0.sees("#in"), "{when}");
        assert!(!phone.says().contains("已計入"), "{when}: {}", phone.says());
        axe::finds_nothing(&phone.0, when);
    };
    out("after a reload");
    fits(&phone.0, "excluded");
    pictures::look(&phone.0, "19-excluded");

    phone.0.tap("#change");
    phone.choose("hide-and-seek");
    phone.send();
    phone.counted("躲貓貓");
    out("after another vote");
    goto(&server, "people/close");
    phone.is("closed");
    goto(&server, "peoples-choice/winner");
    phone.is("result");
    out("after the result");
    assert!(phone.0.sees("#nobody") && !phone.0.sees("#pick"));
}
