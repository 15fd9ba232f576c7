//! A rush at the doors: one code of the stage lets a whole hall in at once, but not any number of
//! voters, and nobody is dropped silently.

use crate::http2::house;
use crate::support::shows::{final_for, parse};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use palmares::ballotbox::Cast;
use palmares::ballotbox::record::{Vote, VoterRef};
use palmares::clock::{Clock, ManualClock};
use palmares::fanout::Hears;
use palmares::http::front::Front;
use palmares::http::{App, router::router};
use palmares::show::event::At;
use palmares::view::Joins;
use palmares::voter::TURN_MS;
use std::sync::Arc;
use tower::ServiceExt;

/// Seats of the hall, as its file says.
const SEATS: u64 = 3_000;

struct Doors {
    app: Arc<App>,
    front: Front,
    clock: Arc<ManualClock>,
    runtime: tokio::runtime::Runtime,
}

/// What somebody is told at the door.
struct Told {
    status: StatusCode,
    cookie: String,
    body: String,
}

impl Doors {
    fn open() -> Doors {
        let file = final_for("presence");
        let show = parse(&format!("{file}\n[show.hall]\nseats = {SEATS}\n"));
        let clock = Arc::new(ManualClock::at(At(1_772_700_000_000)));
        let app = house(show, clock.clone(), false);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        Doors {
            front: router(app.clone()),
            app,
            clock,
            runtime,
        }
    }

    /// What the stage shows now: the code to scan, and the digits to type.
    fn shown(&self) -> (String, String) {
        let voters = &self.app.sources.voters;
        let code = voters.presence_code("people", self.clock.now());
        (code.code, code.digits)
    }

    fn ask(&self, method: Method, path: &str, headers: [(&str, &str); 2], body: &str) -> Told {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.header("host", "gala.example");
        let request = request.body(Body::from(body.to_owned())).expect("one");
        self.runtime.block_on(async {
            let answer = self.front.clone().oneshot(request).await;
            let (parts, body) = answer.expect("an answer").into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("a body");
            let cookie = parts.headers.get("set-cookie");
            let cookie = cookie.and_then(|cookie| cookie.to_str().ok());
            let cookie = cookie.and_then(|cookie| cookie.split(';').next());
            Told {
                status: parts.status,
                cookie: cookie.unwrap_or_default().to_owned(),
                body: String::from_utf8_lossy(&body).into_owned(),
            }
        })
    }

    fn scan(&self, code: &str, cookie: &str) -> Told {
        let headers = [("cookie", cookie), ("accept-language", "en")];
        self.ask(Method::GET, &format!("/p/{code}"), headers, "")
    }

    fn joins(&self) -> Joins {
        self.app
            .director
            .fanout()
            .beat(self.clock.now(), Hears::All);
        let (_, live) = self.app.director.fanout().now();
        live.joins.get("people").copied().unwrap_or_default()
    }
}

#[test]
fn one_code_lets_a_full_hall_in_twice_and_whoever_comes_after_is_told_to_take_the_next_one() {
    let doors = Doors::open();
    let (code, digits) = doors.shown();
    let first = doors.scan(&code, "");
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    for number in 1..2 * SEATS {
        let told = doors.scan(&code, "");
        assert_eq!(told.status, StatusCode::SEE_OTHER, "phone {number}");
    }
    assert_eq!(doors.joins().turned_away, 0);

    let told = doors.scan(&code, "");
    assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
    let why = "Too many have joined with this code";
    assert!(told.body.contains(why), "{}", told.body);
    let typed = doors.scan(&digits, "");
    assert!(typed.body.contains(why), "{}", typed.body);
    let json = [("content-type", "application/json"), ("accept", "*/*")];
    let body = format!(r#"{{"code": "{code}"}}"#);
    let program = doors.ask(Method::POST, "/api/join", json, &body);
    assert_eq!(program.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(program.body.contains("urn:palmares:problem:busy"));
    // Whoever is in stays in, and scans again as often as they like.
    let again = doors.scan(&code, &first.cookie);
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(again.cookie, first.cookie);
    let json = [
        ("content-type", "application/json"),
        ("cookie", &*first.cookie),
    ];
    let program = doors.ask(Method::POST, "/api/join", json, &body);
    assert_eq!(program.cookie, first.cookie, "{}", program.body);
    let told = Joins {
        all: 2 * SEATS,
        most_by_one_code: 2 * SEATS,
        turned_away: 3,
    };
    assert_eq!(doors.joins(), told, "the producer sees it");

    doors.clock.advance_ms(TURN_MS);
    let (next, _) = doors.shown();
    assert_eq!(doors.scan(&next, "").status, StatusCode::SEE_OTHER);
    // The one before is still good for a moment, but not for more.
    assert_eq!(
        doors.scan(&code, "").status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(doors.joins().all, 2 * SEATS + 1);
}

#[test]
fn whoever_is_asked_first_joins_once_they_agree_and_only_once_however_often_they_look() {
    let doors = Doors::open();
    let english = [("accept-language", "en"), ("accept", "*/*")];
    let held = doors.ask(Method::GET, "/", english, "").cookie;
    let (_, token) = held.split_once('=').expect("a token");
    let mc = [
        ("authorization", "Bearer the-mc"),
        ("content-type", "application/json"),
    ];
    let opened = doors.ask(Method::POST, "/api/ballots/people/open", mc, "{}");
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    // This phone has voted before the ballot asked for the stage's code.
    let vote = Vote {
        ballot: "people".into(),
        voter: VoterRef::of(&doors.app.foyer.ref_key, "people", token),
        change: None,
        choices: vec!["cyberport".into()],
    };
    let cast = doors.runtime.block_on(doors.app.sources.ballots.cast(vote));
    assert!(matches!(cast, Ok(Cast::Counted { .. })));

    let (code, digits) = doors.shown();
    for shown in [&code, &code, &digits] {
        let asked = doors.scan(shown, &held);
        assert_eq!(asked.status, StatusCode::OK);
        assert!(asked.body.contains("Use another code on this phone?"));
        assert_eq!(asked.cookie, "");
    }
    assert_eq!(doors.joins().all, 0, "nobody has agreed yet");
    let form = [
        ("cookie", &*held),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = format!("digits={code}&instead={token}");
    let agreed = doors.ask(Method::POST, "/join", form, &body);
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    assert_eq!(doors.joins().all, 1);
    let again = doors.scan(&code, &agreed.cookie);
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(doors.joins().all, 1);
}
