//! Requests of every shape through the whole router, in process: no panic, no 500, no answer of
//! another kind than the API's own.

use crate::explore::{explore, mutated};
use crate::support::ledgers::{box_in_memory, journal_in_memory, scores_in_memory};
use crate::support::shows::parse;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{Request, StatusCode};
use palmares::clock::ManualClock;
use palmares::demo;
use palmares::director::Director;
use palmares::fanout::Sources;
use palmares::folder::Folder;
use palmares::http::App;
use palmares::http::front::Front;
use palmares::http::router::router;
use palmares::keys::Keys;
use palmares::presence::Presence;
use palmares::show::event::At;
use palmares::view::producer::{LinkKeys, Links};
use palmares::voter::Voters;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tower::ServiceExt;

/// A voter's token of this house; its keys are fixed.
static VOTER: LazyLock<String> = LazyLock::new(|| {
    let voters = Voters::new(&keys(), "/nowhere".into());
    voters.device().expect("a voter").token
});

fn keys() -> Keys {
    Keys {
        mc: "the-mc".into(),
        producer: "the-producer".into(),
        chair: None,
        crew: None,
        jury: [("fok".to_owned(), "the-juror".to_owned())].into(),
        cookie_secret: "c".into(),
        ballot_key: "b".into(),
    }
}

fn house(folder: &TempDir) -> Front {
    let keys = keys();
    let link_keys = LinkKeys {
        mc: keys.mc.clone(),
        producer: keys.producer.clone(),
        chair: None,
        crew: None,
        jury: keys.jury.clone(),
    };
    let base = "http://192.0.2.1";
    let links = Links::of(base, base, base, link_keys);
    let sources = Sources {
        net: None,
        presence: Arc::new(Presence::default()),
        ballots: box_in_memory(),
        scores: scores_in_memory(),
        voters: Arc::new(Voters::new(&keys, folder.path().join("tickets.txt"))),
        audience_url: links.audience.clone(),
        gallery: Arc::default(),
    };
    std::fs::write(folder.path().join("show.toml"), demo::SHOW).expect("a show file");
    let clock = Arc::new(ManualClock::at(At(1_772_700_000_000)));
    let journal = journal_in_memory();
    let director = Director::start(journal, Some(parse(demo::SHOW)), clock, sources.clone());
    let director = director.expect("the evening begins");
    let folder = Folder::at(folder.path());
    router(Arc::new(App::new(
        director, sources, folder, links, keys, false,
    )))
}

#[derive(Debug, Clone)]
struct Asked {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Vec<u8>,
}

fn ids() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(vec!["people", "first-prize", "optimal", "hide-and-seek", "main-wall-1", "fok", "json", "csv", "markdown", "people/open", "thanks"]).prop_map(str::to_owned),
        2 => "[a-zA-Z0-9%.~/-]{0,24}",
        1 => any::<String>().prop_map(|text| form_urlencoded::byte_serialize(text.as_bytes()).collect()),
        1 => "(%[0-9a-fA-F]{2}){0,8}",
    ]
}

fn paths() -> impl Strategy<Value = String> {
    let shapes = vec![
        "/",
        "/vote",
        "/v/{}",
        "/t",
        "/t/{}",
        "/t?code={}",
        "/p",
        "/p/{}",
        "/p?code={}",
        "/receipts/{}",
        "/receipts/people?receipt={}",
        "/results",
        "/results?ui={}",
        "/api/show",
        "/api/hall",
        "/api/join",
        "/api/vote",
        "/api/vote?ballot={}",
        "/api/results",
        "/healthz",
        "/media/{}",
        "/media/../{}",
        "/static/{}",
        "/static/mc.js",
        "/static/fonts/fonts.css",
        "/stage?lang={}&name={}",
        "/mc",
        "/mc?{}",
        "/producer",
        "/live/stage?screen={}&name={}",
        "/live/mc",
        "/live/producer",
        "/live/audience",
        "/api/rundown",
        "/api/go",
        "/api/back",
        "/api/goto",
        "/api/blackout",
        "/api/card",
        "/api/ballots/{}",
        "/api/ballots/{}/tally",
        "/api/ballots/{}/open",
        "/api/ballots/{}/extend",
        "/api/ballots/{}/close",
        "/api/ballots/{}/reopen",
        "/api/ballots/{}/exclude",
        "/api/envelopes/{}",
        "/api/envelopes/{}/correct",
        "/api/envelopes/{}/open",
        "/api/envelopes/{}/stands",
        "/api/envelopes/{}/release",
        "/api/wrong-envelope",
        "/api/doors",
        "/api/rewind",
        "/api/reread",
        "/api/resume",
        "/api/screens/{}",
        "/api/export?format={}",
        "/api/keys/{}/revoke",
        "/api/keys/jury/{}/revoke",
        "/api/openapi.json",
        "/metrics",
        "/{}",
    ];
    (select(shapes), ids(), ids())
        .prop_map(|(shape, one, other)| shape.replacen("{}", &one, 1).replacen("{}", &other, 1))
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let wishes = vec![
        r#"{"expect": 3}"#,
        r#"{"cue": "people/open", "expect": 1}"#,
        r#"{"on": true}"#,
        r#"{"seconds": 60}"#,
        r#"{"winner": ["optimal", "echo"], "reason": "x"}"#,
        r#"{"winner": "optimal"}"#,
        r#"{"open": true}"#,
        r#"{"confirm": "gala"}"#,
        r#"{"approved": true, "name": "x"}"#,
        r#"{"ballot": "people", "choices": ["optimal"], "change": 2}"#,
        r#"{"ticket": "ABCD-EFGH-JKMN"}"#,
        r#"{"code": "1234"}"#,
        r#"{"receipt": "AAAAA-BBBBB", "reason": "x"}"#,
        "{}",
        "ballot=people&choice=optimal",
        "ballot=people&choice=optimal&voter=x",
    ];
    let text = prop_oneof![
        3 => select(wishes.clone()).prop_map(str::to_owned),
        3 => select(wishes).prop_flat_map(mutated),
        1 => "[\\[{\"]{0,2000}",
        1 => "[0-9eE.+-]{1,400}".prop_map(|number| format!("{{\"seconds\": {number}, \"expect\": {number}}}")),
        1 => any::<String>(),
    ];
    prop_oneof![5 => text.prop_map(String::into_bytes), 1 => prop::collection::vec(any::<u8>(), 0..64), 3 => Just(Vec::new())]
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let who = prop_oneof![
        6 => select(vec!["Bearer the-mc", "Bearer the-producer", "Bearer the-juror"]).prop_map(bytes).prop_map(|v| Some(("authorization", v))),
        3 => Just(()).prop_map(|()| Some(("authorization", format!("Bearer {}", *VOTER).into_bytes()))),
        3 => Just(None),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(|v| Some(("cookie", [b"palmares-voter=".to_vec(), v].concat()))),
    ];
    let kind = select(vec![
        "application/json",
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded",
        "text/plain",
        "",
        "multipart/form-data",
    ]);
    let fuzzed = |name: &'static str, from: &'static str| {
        let near = mutated(from).prop_map(String::into_bytes);
        let any = prop::collection::vec(any::<u8>(), 0..60);
        prop_oneof![3 => near, 1 => any].prop_map(move |value| (name, value))
    };
    let more = prop_oneof![
        fuzzed("accept-language", "zh-Hant-HK,zh;q=0.9,en;q=0.8"),
        fuzzed("accept-encoding", "br;q=1.0, gzip;q=0.5, *;q=0"),
        fuzzed("range", "bytes=0-99,200-299"),
        fuzzed("if-range", "\"abc\""),
        fuzzed("if-none-match", "W/\"abc\", \"x\""),
        fuzzed("if-modified-since", "Sat, 07 Mar 2026 12:00:00 GMT"),
        fuzzed("cookie", "palmares-ui=en; palmares-voter=d00; other=1"),
        fuzzed("host", "192.0.2.1:8080"),
        fuzzed("palmares-valid-until", "1772700000000"),
        fuzzed("content-type", "application/json; charset=utf-8"),
        fuzzed("upgrade", "websocket"),
        fuzzed("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        fuzzed("x-forwarded-for", "127.0.0.1"),
    ];
    (who, kind, prop::collection::vec(more, 0..4)).prop_map(|(who, kind, more)| {
        let mut all: Vec<_> = who.into_iter().collect();
        all.push(("content-type", kind.as_bytes().to_vec()));
        all.extend(more);
        all
    })
}

fn requests() -> impl Strategy<Value = Asked> {
    let method = prop_oneof![8 => Just("POST"), 6 => Just("GET"), 1 => select(vec!["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND"])];
    (method, paths(), headers(), bodies()).prop_map(|(method, path, headers, body)| Asked {
        method,
        path,
        headers,
        body,
    })
}

#[test]
fn whatever_is_asked_is_answered_and_never_with_a_500() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    explore("requests", (3_000, 250_000), &requests(), |asked| {
        let mut request = Request::builder().method(asked.method).uri(&asked.path);
        if !asked
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("host"))
        {
            // Without it nothing would be looked at any further.
            request = request.header("host", "gala.example");
        }
        for (name, value) in &asked.headers {
            // What is no header cannot reach the router either.
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_bytes(value),
            ) {
                request = request.header(name, value);
            }
        }
        let Ok(request) = request.body(Body::from(asked.body.clone())) else {
            return;
        };
        let (status, kind, body) = runtime.block_on(async {
            let answer = house.clone().oneshot(request).await.expect("infallible");
            let (status, kind) = (answer.status(), answer.headers().get(CONTENT_TYPE).cloned());
            let body = to_bytes(answer.into_body(), 8 << 20).await.expect("a body");
            (status, kind, body)
        });
        let kind = kind.map_or(String::new(), |kind| {
            kind.to_str().expect("text").to_owned()
        });
        let known = !status.is_server_error() || status == StatusCode::SERVICE_UNAVAILABLE;
        assert!(known, "{status} {}", String::from_utf8_lossy(&body));
        let api = asked.path.starts_with("/api/");
        if api && !status.is_success() && asked.method != "HEAD" {
            assert_eq!(kind, "application/problem+json", "{status}");
            let problem: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
            assert_eq!(problem["status"], status.as_u16());
        }
    });
}
