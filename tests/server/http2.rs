//! HTTP/2 names the host in the address and sends no `Host` header: a browser that speaks HTTPS
//! does so.

use crate::support::ledgers::{box_in_memory, journal_in_memory, scores_in_memory};
use crate::support::shows::demo;
use axum::body::Body;
use axum::http::{Request, StatusCode, Version};
use palmares::clock::ManualClock;
use palmares::director::Director;
use palmares::fanout::Sources;
use palmares::folder::Folder;
use palmares::http::App;
use palmares::http::router::router;
use palmares::http::wire::Wire;
use palmares::keys::Keys;
use palmares::presence::Presence;
use palmares::show::event::At;
use palmares::show::programme::Show;
use palmares::view::producer::{LinkKeys, Links};
use palmares::voter::Voters;
use std::sync::Arc;
use tower::ServiceExt;

/// A server that speaks HTTPS, without its port.
fn app() -> Arc<App> {
    let clock = Arc::new(ManualClock::at(At(1_772_700_000_000)));
    house(demo(), clock, true)
}

/// The keys of [`house`].
pub fn house_keys() -> Keys {
    Keys {
        mc: "the-mc".into(),
        producer: "the-producer".into(),
        chair: None,
        crew: None,
        jury: Default::default(),
        cookie_secret: "c".into(),
        ballot_key: "b".into(),
    }
}

/// A server without its port, whose clock is moved by hand.
pub fn house(show: Arc<Show>, clock: Arc<ManualClock>, tls: bool) -> Arc<App> {
    let keys = house_keys();
    let base = "https://192.0.2.1:8443";
    let links = Links {
        stage: format!("{base}/stage"),
        audience: format!("{base}/"),
        mc: format!("{base}/mc"),
        producer: format!("{base}/producer"),
        results: format!("{base}/results"),
        trust: None,
        chair: None,
        crew: None,
        jury: Default::default(),
        keys: LinkKeys {
            mc: keys.mc.clone(),
            producer: keys.producer.clone(),
            chair: None,
            crew: None,
            jury: Default::default(),
        },
    };
    let sources = Sources {
        net: None,
        gallery: Default::default(),
        presence: Arc::new(Presence::default()),
        ballots: box_in_memory(),
        scores: scores_in_memory(),
        voters: Arc::new(Voters::new(&keys, "/nowhere".into())),
        audience_url: links.audience.clone(),
    };
    let journal = journal_in_memory();
    let director = Director::start(journal, Some(show), clock, sources.clone());
    let director = director.expect("the evening begins");
    let folder = Folder::at("/nowhere");
    Arc::new(App::new(director, sources, folder, links, keys, tls))
}

fn go(origin: &str) -> StatusCode {
    let request = Request::builder()
        .method("POST")
        .uri("https://gala.example:8443/api/go")
        .version(Version::HTTP_2)
        .header("authorization", "Bearer the-mc")
        .header("origin", origin)
        .body(Body::empty());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let answer = router(app()).oneshot(request.expect("a request"));
    let answer = runtime.expect("a runtime").block_on(answer);
    answer.expect("an answer").status()
}

#[test]
fn our_own_page_is_not_taken_for_a_foreign_sites() {
    assert_eq!(go("https://gala.example:8443"), StatusCode::OK);
}

#[test]
fn a_foreign_sites_page_still_is() {
    assert_eq!(go("https://evil.example:8443"), StatusCode::FORBIDDEN);
    assert_eq!(go("http://gala.example:8443"), StatusCode::FORBIDDEN);
}

/// Where an HTTPS server sends a plain request that came so.
fn plain(wire: Wire) -> (StatusCode, String) {
    let mut request = Request::builder()
        .uri("/mc?follow")
        .header("host", "gala.example:8443")
        .body(Body::empty())
        .expect("a request");
    request.extensions_mut().insert(wire);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let answer = router(app()).oneshot(request);
    let answer = runtime.expect("a runtime").block_on(answer);
    let answer = answer.expect("an answer");
    let location = answer.headers().get("location");
    let location = location.and_then(|location| location.to_str().ok());
    (answer.status(), location.unwrap_or_default().to_owned())
}

#[test]
fn a_plain_request_from_elsewhere_is_shown_the_way_and_one_from_here_is_answered() {
    let (status, location) = plain(Wire::Plain { near: false });
    assert_eq!(status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(location, "https://gala.example:8443/mc?follow");
    assert_eq!(
        plain(Wire::Plain { near: true }).0,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(plain(Wire::Tls).0, StatusCode::UNAUTHORIZED);
}
