//! The audience's half of the house on a machine that is given no more than the bulletin and keys
//! that are derived from the evening's: it answers as the hall does, to the byte.

use crate::http2::{house, house_keys};
use crate::support::ledgers::box_in_memory;
use crate::support::server::{Room, Server};
use crate::support::shows::demo;
use crate::support::voters::{cast, join};
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use palmares::ballotbox::record::{Mark, RefKey};
use palmares::clock::ManualClock;
use palmares::hall::Hall;
use palmares::http::App;
use palmares::http::foyer::{Foyer, Votes};
use palmares::http::front::Front;
use palmares::http::jar::Jar;
use palmares::http::origin::Origin;
use palmares::http::router::{audience_router, router};
use palmares::http::voter::Limits;
use palmares::phones::Phones;
use palmares::show::command::Command;
use palmares::show::event::{At, By};
use palmares::view::audience::Bulletin;
use palmares::voter::{DerivedKeys, Voters};
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tower::ServiceExt;

const NOW: At = At(1_772_700_000_000);

/// All that the other machine is given, as it is sent.
struct Given {
    bulletin: String,
    keys: DerivedKeys,
    ref_key: [u8; 32],
    cookies: String,
}

fn given(app: &App) -> Given {
    let keys = house_keys();
    let hall = app.foyer.hall();
    Given {
        bulletin: serde_json::to_string(&hall.bulletin).expect("JSON"),
        keys: DerivedKeys::of(&keys),
        ref_key: *RefKey::of(&keys.ballot_key).bytes(),
        cookies: app.foyer.jar.mark().to_owned(),
    }
}

fn node(given: Given) -> (Arc<Foyer>, watch::Sender<Arc<Hall>>) {
    let bulletin: Bulletin = serde_json::from_str(&given.bulletin).expect("a bulletin");
    let ballots = box_in_memory();
    let ballot = "people".to_owned();
    ballots.mark(
        Mark::Open { ballot, round: 1 },
        Vec::new(),
        Box::new(|_| {}),
    );
    foyer(bulletin, given, Votes::Hall(ballots))
}

fn foyer(bulletin: Bulletin, given: Given, votes: Votes) -> (Arc<Foyer>, watch::Sender<Arc<Hall>>) {
    let clock = Arc::new(ManualClock::at(NOW));
    let hall = Arc::new(Hall::of(bulletin, None));
    let phones = Arc::new(Phones::new(&hall.frame, clock.clone()));
    let (told, news) = watch::channel(hall);
    let foyer = Foyer {
        news,
        phones,
        phones_max: u64::MAX,
        voters: Arc::new(Voters::of(given.keys)),
        votes,
        outside: None,
        vote_times: Default::default(),
        ref_key: RefKey::from_bytes(given.ref_key),
        limits: Limits::default(),
        clock,
        gallery: Default::default(),
        jar: Jar::marked(given.cookies),
        tls: false,
        public_origin: Origin::of("https://192.0.2.1:8443/"),
        jury_origin: None,
        house: "https://192.0.2.1:8443".to_owned(),
        elsewhere: Default::default(),
        alarm: Box::new(|| {}),
    };
    (Arc::new(foyer), told)
}

async fn asked(front: &Front, method: Method, path: &str, token: &str, body: &str) -> Whole {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "gala.example")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()));
    let answer = front.clone().oneshot(request.expect("a request")).await;
    let answer: Response<_> = answer.expect("an answer");
    let (head, body) = answer.into_parts();
    let body = axum::body::to_bytes(Body::new(body), usize::MAX).await;
    let mut headers: Vec<_> = head
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    Whole(head.status, headers, body.expect("a body").to_vec())
}

#[derive(Debug, PartialEq)]
struct Whole(StatusCode, Vec<String>, Vec<u8>);

fn opened(runtime: &Runtime) -> Arc<App> {
    let clock = Arc::new(ManualClock::at(NOW));
    let app = house(demo(), clock, false);
    let open = Command::OpenBallot {
        ballot: "people".into(),
        seconds: None,
    };
    let opened = runtime.block_on(app.director.command(open, By::Mc));
    opened.expect("the ballot opens");
    app
}

fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

#[test]
fn it_answers_as_the_hall_does_to_the_byte() {
    let runtime = runtime();
    let app = opened(&runtime);
    let (foyer, _told) = node(given(&app));
    let token = app.foyer.voters.device().expect("a voter").token;
    let entry = app.foyer.hall().bulletin.playbill.works[1].id.clone();
    let vote = format!(r#"{{"ballot":"people","choices":["{entry}"],"change":1}}"#);
    let (hall, node) = (router(app.clone()), audience_router(foyer));
    let (get, post) = (Method::GET, Method::POST);
    let v = format!("/v/{token}");
    let calls = [
        (&get, "/", ""),
        (&get, "/?ui=en", ""),
        (&get, "/healthz", ""),
        (&get, "/api/show", ""),
        (&get, "/api/hall", ""),
        (&get, "/theme.css", ""),
        (&get, "/results", ""),
        (&get, "/api/results", ""),
        (&get, "/t", ""),
        (&get, "/p", ""),
        (&get, "/receipts/people", ""),
        (&post, "/api/vote", &*vote),
        (&post, "/api/vote", &*vote),
        (&get, "/api/vote?ballot=people", ""),
        (&get, &*v, ""),
        (&post, "/api/vote", r#"{"ballot":"none","choices":["x"]}"#),
        (&get, "/nowhere", ""),
    ];
    for (method, path, body) in calls {
        let one = asked(&hall, method.clone(), path, &token, body);
        let other = asked(&node, method.clone(), path, &token, body);
        let (one, other) = (runtime.block_on(one), runtime.block_on(other));
        assert_eq!(one.0, other.0, "{method} {path}");
        assert_eq!(one.1, other.1, "{method} {path}");
        assert!(one.2 == other.2, "{method} {path} has another body");
    }
}

#[test]
fn it_answers_nothing_that_is_not_the_audiences() {
    let runtime = runtime();
    let app = opened(&runtime);
    let (foyer, _told) = node(given(&app));
    let node = audience_router(foyer);
    let (get, post) = (Method::GET, Method::POST);
    let calls = [
        (&get, "/stage"),
        (&get, "/overlay"),
        (&get, "/mc"),
        (&get, "/producer"),
        (&get, "/jury"),
        (&get, "/chair"),
        (&get, "/trust"),
        (&get, "/metrics"),
        (&get, "/print/record"),
        (&get, "/live/mc"),
        (&get, "/live/stage"),
        (&get, "/api/rundown"),
        (&get, "/api/export"),
        (&get, "/api/ballots/people/tally"),
        (&post, "/api/go"),
        (&post, "/api/ballots/people/close"),
        (&post, "/api/envelopes/optimal"),
        (&post, "/api/jury/score"),
    ];
    for (method, path) in calls {
        let answer = runtime.block_on(asked(&node, method.clone(), path, "the-producer", "{}"));
        assert_eq!(answer.0, StatusCode::NOT_FOUND, "{method} {path}");
    }
}

#[test]
fn before_it_has_heard_of_the_show_its_page_waits_in_three_languages() {
    let runtime = runtime();
    let given = given(&opened(&runtime));
    let (foyer, _told) = foyer(Bulletin::awaited(), given, Votes::Node(Arc::default()));
    let node = audience_router(foyer);
    let get = |path: &str| runtime.block_on(asked(&node, Method::GET, path, "", ""));
    for (tag, said) in [
        ("zh-Hant-HK", "等候節目"),
        ("zh-Hans", "等候节目"),
        ("en", "Waiting for the show"),
    ] {
        let page = get(&format!("/?ui={tag}"));
        assert_eq!(page.0, StatusCode::OK);
        let text = String::from_utf8(page.2).expect("text");
        assert!(text.contains(&format!("<html lang=\"{tag}\"")), "{tag}");
        assert!(text.contains(said), "{tag}");
    }
    for path in ["/api/show", "/api/hall", "/results", "/api/results", "/t"] {
        assert_eq!(get(path).0, StatusCode::OK, "{path}");
    }
    assert_eq!(get("/media/poster.jpg").0, StatusCode::NOT_FOUND);
}

#[test]
fn a_node_that_has_not_read_the_log_is_not_ready_and_confirms_nothing() {
    let runtime = runtime();
    let app = opened(&runtime);
    let bulletin = app.foyer.hall().bulletin.clone();
    let entry = bulletin.playbill.works[1].id.clone();
    let (foyer, _told) = foyer(bulletin, given(&app), Votes::Node(Arc::default()));
    let node = audience_router(foyer);
    let token = app.foyer.voters.device().expect("a voter").token;
    let ask = |method, path, body| runtime.block_on(asked(&node, method, path, &token, body));
    let health = ask(Method::GET, "/healthz", "");
    assert_eq!(health.0, StatusCode::SERVICE_UNAVAILABLE);
    assert!(String::from_utf8_lossy(&health.2).contains("\"reading\""));
    let vote = format!(r#"{{"ballot":"people","choices":["{entry}"],"change":1}}"#);
    let vote = ask(Method::POST, "/api/vote", &vote);
    assert_eq!(vote.0, StatusCode::SERVICE_UNAVAILABLE);
    assert!(String::from_utf8_lossy(&vote.2).contains("not-confirmed"));
    let typed = ask(Method::POST, "/api/join", r#"{"code":"1234"}"#);
    assert_eq!(typed.0, StatusCode::NOT_FOUND);
    for path in ["/p", "/p?code=1234", "/p/1234"] {
        let page = ask(Method::GET, path, "");
        assert_eq!(page.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_node_that_has_not_heard_the_hall_says_no_to_no_vote() {
    let runtime = runtime();
    let app = opened(&runtime);
    let votes = Votes::Node(Arc::default());
    let (foyer, _told) = foyer(Bulletin::awaited(), given(&app), votes);
    let node = audience_router(foyer);
    let token = app.foyer.voters.device().expect("a voter").token;
    let vote = r#"{"ballot":"people","choices":["optimal"],"change":1}"#;
    for (method, path, body) in [
        (Method::POST, "/api/vote", vote),
        (Method::GET, "/api/vote?ballot=people", ""),
    ] {
        let answer = runtime.block_on(asked(&node, method, path, &token, body));
        assert_eq!(answer.0, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}

#[test]
fn nothing_that_it_is_given_opens_the_house_or_names_a_winner() {
    let runtime = runtime();
    let app = opened(&runtime);
    let (keys, given) = (house_keys(), given(&app));
    for secret in [&keys.mc, &keys.producer] {
        assert!(!given.bulletin.contains(secret.as_str()));
    }
    for part in ["envelope", "\"votes\"", "tally", "citation"] {
        assert!(!given.bulletin.contains(part), "{part}");
    }
    let derived = given.keys;
    let all = [
        derived.token,
        derived.ticket,
        derived.presence,
        given.ref_key,
    ];
    for (at, one) in all.iter().enumerate() {
        assert!(all[at + 1..].iter().all(|other| other != one));
    }
    let node = Voters::of(DerivedKeys::of(&keys));
    let token = node.device().expect("a voter").token;
    assert!(app.foyer.voters.verify(&token).is_some());
}

#[test]
fn in_the_hall_a_vote_for_those_outside_is_no_form_and_takes_nothing() {
    let reaching = "[[ballot]]\nreach = \"net\"\n";
    let show = palmares::demo::SHOW.replacen("[[ballot]]\n", reaching, 1);
    let room = Room::with(&show);
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", serde_json::json!({}));
    for (ui, says) in [
        ("en", "Tonight the vote is for people outside the hall."),
        ("zh-Hant", "今晚的投票只開放予場外觀眾"),
        ("zh-Hans", "今晚的投票只开放给场外观众"),
    ] {
        let page = server.get(&format!("/?ui={ui}")).body;
        assert!(page.contains(says), "{ui}: {page}");
        assert!(page.contains("<div id=\"bar\" hidden>"), "{ui}");
    }
    assert_eq!(server.get("/api/hall").json()["p"], "none");
    let refused = cast(&server, &join(&server), "people", "optimal");
    assert_eq!(
        (refused.status, refused.word()),
        (409, "ballot-closed".to_owned())
    );
    assert!(refused.body.contains("場外觀眾"), "{}", refused.body);
    let body = serde_json::json!({ "ticket": "AAAA-AAAA-AAAA" }).to_string();
    for (ui, says) in [("en", "Check your ticket"), ("zh-Hans", "请对照门票")] {
        let headers = [
            ("content-type", "application/json"),
            ("accept-language", ui),
        ];
        let wrong = server.send("POST", "/api/join", &headers, body.as_bytes());
        assert_eq!(wrong.word(), "wrong-code");
        assert!(wrong.body.contains(says), "{}", wrong.body);
    }
}
