//! A network that answers phones in the server's place: no vote is lost by it, and nothing is
//! claimed that only the server can know.

use crate::axe;
use crate::browser::{Browser, Window};
use crate::phone::Phone;
use crate::pictures;
use crate::support::portal::{Heard, Portal, Reply, page};
use crate::support::server::{Room, Server};
use crate::support::strangers::{json, strangers};
use crate::support::wait::{until, until_within};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// A vote that is not confirmed goes again within this time.
const AGAIN_MAX: Duration = Duration::from_secs(10);

fn open_ballot(server: &Server) {
    server.mc("/api/goto", json!({"cue": "people/open"}));
    server.mc("/api/ballots/people/extend", json!({"seconds": 3600}));
}

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

fn phone(portal: &Portal, window: &Window) -> Phone {
    let browser = Browser::open(window);
    browser.goto(&portal.base);
    Phone(browser)
}

/// Answers posts alone, as most portals do that do not know what to do with them.
fn to_posts(bytes: Vec<u8>) -> impl Fn(&Heard) -> Reply + Send + Sync + 'static {
    move |heard| match heard.what.starts_with("POST /api/") {
        true => Reply::Instead(bytes.clone()),
        false => Reply::Through,
    }
}

fn change(heard: &Heard) -> u64 {
    let vote: Value = serde_json::from_str(&heard.body).expect("JSON");
    vote["change"].as_u64().expect("a number")
}

/// Waits until the vote that is under way has been sent so often; its change numbers.
fn sent(portal: &Portal, stranger: &str, before: usize, times: usize) -> Vec<u64> {
    until(&format!("it is sent again after {stranger}"), || {
        let votes = portal.heard("POST /api/vote");
        (votes.len() >= before + times).then(|| votes[before..].iter().map(change).collect())
    })
}

#[test]
fn a_vote_that_something_else_answers_is_not_confirmed_and_goes_again_as_the_same_until_it_counts()
{
    let room = Room::demo();
    let server = Server::start(&room);
    open_ballot(&server);
    let portal = Portal::before(&server);
    let phone = phone(&portal, &Window::phone());
    phone.is("open");
    let works = [("optimal", "OPTIMAL"), ("hide-and-seek", "躲貓貓")];
    let mut newest = 0;
    for ((stranger, bytes), (entry, title)) in strangers().into_iter().zip(works.iter().cycle()) {
        let before = portal.heard("POST /api/vote").len();
        portal.does(to_posts(bytes));
        phone.choose(entry);
        phone.send();
        let changes = sent(&portal, stranger, before, 2);
        assert!(
            changes[0] > newest,
            "{stranger}: {changes:?} after {newest}"
        );
        assert!(changes.iter().all(|one| *one == changes[0]), "{stranger}");
        newest = changes[0];
        assert!(
            phone.says().contains("尚未確認"),
            "{stranger}: {}",
            phone.says()
        );
        assert!(
            !phone.0.sees("#mine"),
            "{stranger}: it claims what it cannot know"
        );
        if stranger == "a sign-in page" {
            axe::finds_nothing(&phone.0, stranger);
            pictures::look(&phone.0, "20-intercepted");
        }
        portal.clears();
        phone.counted(title);
        phone.0.tap("#change");
    }
    assert_eq!(turnout(&server), 1);
}

#[test]
fn a_vote_that_a_portal_answered_is_sent_after_a_reload_also_where_nothing_may_be_stored() {
    let room = Room::demo();
    let server = Server::start(&room);
    open_ballot(&server);
    for (cookies, voters) in [(true, 1), (false, 2)] {
        let portal = Portal::before(&server);
        let window = Window {
            cookies,
            ..Window::phone()
        };
        let phone = phone(&portal, &window);
        phone.is("open");
        portal.does(to_posts(page("200 OK")));
        phone.choose("optimal");
        phone.send();
        phone.told("尚未確認");
        phone.0.reload();
        phone.is("open");
        phone.told("尚未確認");
        let chosen = "return document.querySelector('#works input:checked')?.value";
        assert_eq!(phone.0.js(chosen), "optimal", "cookies: {cookies}");
        assert!(!phone.0.sees("#mine"));
        portal.clears();
        phone.counted("OPTIMAL");
        assert_eq!(turnout(&server), voters, "cookies: {cookies}");
    }
}

#[test]
fn a_vote_goes_again_within_ten_seconds_also_after_answers_that_never_end() {
    let room = Room::demo();
    let server = Server::start(&room);
    open_ballot(&server);
    let portal = Portal::before(&server);
    let phone = phone(&portal, &Window::phone());
    phone.is("open");
    let posts = |heard: &Heard| heard.what.starts_with("POST /api/");
    portal.does(move |heard| match posts(heard) {
        true => Reply::Endless(b" ".to_vec()),
        false => Reply::Through,
    });
    phone.choose("optimal");
    phone.send();
    sent(&portal, "no end", 0, 2);
    portal.does(move |heard| match posts(heard) {
        true => Reply::Endless([b"HTTP/1.1 200 OK\r\n\r\n", &[b' '; 9000][..]].concat()),
        false => Reply::Through,
    });
    sent(&portal, "no end", 0, 3);
    portal.does(to_posts(page("403 Forbidden")));
    let limit = Duration::from_secs(60);
    let votes = until_within(limit, "it goes on and on", || {
        let votes = portal.heard("POST /api/vote");
        (votes.len() >= 7).then_some(votes)
    });
    for pair in votes.windows(2) {
        let gap = pair[1].at - pair[0].at;
        assert!(gap <= AGAIN_MAX, "{gap:?}");
    }
    portal.clears();
    phone.counted("OPTIMAL");
}

#[test]
fn a_phone_that_a_portal_keeps_from_joining_joins_later_and_votes_once() {
    let room = Room::demo();
    let server = Server::start(&room);
    open_ballot(&server);
    let portal = Portal::before(&server);
    let window = Window {
        cookies: false,
        ..Window::phone()
    };
    let phone = phone(&portal, &window);
    phone.is("open");
    let answers = [page("200 OK"), json("200 OK", "json", r#"{"voter":17}"#)];
    for bytes in answers {
        let before = portal.heard("POST /api/join").len();
        portal.does(
            move |heard| match heard.what.starts_with("POST /api/join") {
                true => Reply::Instead(bytes.clone()),
                false => Reply::Through,
            },
        );
        if before == 0 {
            phone.choose("optimal");
            phone.send();
        }
        until("it tries to join again", || {
            (portal.heard("POST /api/join").len() >= before + 2).then_some(())
        });
        phone.told("尚未確認");
    }
    portal.clears();
    phone.counted("OPTIMAL");
    assert_eq!(turnout(&server), 1);
}

#[test]
fn whoever_votes_at_an_address_that_is_not_the_halls_reads_that_the_address_is_wrong() {
    let room = Room::demo();
    let server = Server::start(&room);
    open_ballot(&server);
    let portal = Portal::before(&server);
    let phone = phone(&portal, &Window::phone());
    phone.is("open");
    portal.does(|heard| match heard.what.starts_with("POST /api/") {
        true => Reply::With("Origin", "http://elsewhere.example".into()),
        false => Reply::Through,
    });
    phone.choose("optimal");
    phone.send();
    phone.told("不認得這一頁的網址");
    assert!(!phone.says().contains("選票上沒有"), "{}", phone.says());
    pictures::look(&phone.0, "21-wrong-address");
    // As soon as it is mended, the vote counts.
    portal.clears();
    phone.counted("OPTIMAL");
}

#[test]
fn a_phone_whose_socket_others_speak_on_stays_whole_and_hears_the_hall_another_way() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let nonsense = [
        "<html>Sign in</html>",
        r#"{"status":"ok"}"#,
        r#"{"p":"open","v":"1"}"#,
        "[1]",
        "null",
    ];
    let hall = r#"{"p":"open"}"#;
    let visits = AtomicUsize::new(0);
    portal.does(move |heard| match &*heard.what {
        "GET /api/hall" => Reply::Instead(json("200 OK", "json", hall)),
        "GET /live/audience" => match visits.fetch_add(1, SeqCst) {
            0 => Reply::Instead(page("200 OK")),
            nth => Reply::Speaks(nonsense[nth % nonsense.len()]),
        },
        _ => Reply::Through,
    });
    let phone = phone(&portal, &Window::phone());
    phone.is("before");
    phone.0.js("window.same = true");
    open_ballot(&server);
    until("it has tried in vain", || {
        let tries = ["GET /live/audience", "GET /api/hall"].map(|what| portal.heard(what).len());
        (tries[0] >= 4 && tries[1] >= 1).then_some(())
    });
    assert!(phone.0.sees("#before"));
    portal.does(move |heard| match &*heard.what {
        "GET /live/audience" => Reply::Speaks(nonsense[1]),
        _ => Reply::Through,
    });
    phone.is("open");
    assert_eq!(phone.0.js("return window.same"), true, "it was loaded anew");
    phone.choose("optimal");
    phone.send();
    phone.counted("OPTIMAL");
}

#[test]
fn a_plain_form_that_a_portal_answered_claims_nothing_when_its_voter_comes_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    open_ballot(&server);
    for cookies in [true, false] {
        let portal = Portal::before(&server);
        let window = Window {
            script: false,
            cookies,
            ..Window::phone()
        };
        let phone = phone(&portal, &window);
        if !cookies {
            phone.choose("optimal");
            phone.send();
            until("it is asked", || phone.0.sees("#confirm").then_some(()));
        }
        let asked = phone.0.url();
        portal.does(|heard| match heard.what.starts_with("POST /vote") {
            true => Reply::Instead(page("200 OK")),
            false => Reply::Through,
        });
        match cookies {
            true => {
                phone.choose("optimal");
                phone.send();
            }
            false => phone.0.tap("#confirm button"),
        }
        until("the portal is there", || {
            phone.0.text("h1").contains("SignintoWi-Fi").then_some(())
        });
        phone.0.goto(&asked);
        assert!(!phone.0.sees("#mine"), "cookies: {cookies}");
        assert_eq!(phone.says(), "", "cookies: {cookies}");
        portal.clears();
        match cookies {
            true => {
                phone.choose("optimal");
                phone.send();
            }
            false => phone.0.tap("#confirm button"),
        }
        phone.counted("OPTIMAL");
    }
    assert_eq!(turnout(&server), 2);
}
