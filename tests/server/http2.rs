//! HTTP/2 names the host in the address and sends no `Host` header: a browser that speaks HTTPS does so.

use crate::support::shows::demo;
use axum::body::Body;
use axum::http::{Request, StatusCode, Version};
use palmares::ballotbox::memory::MemoryBox;
use palmares::clock::ManualClock;
use palmares::director::Director;
use palmares::fanout::Sources;
use palmares::folder::Folder;
use palmares::http::App;
use palmares::http::router::router;
use palmares::journal::memory::MemoryJournal;
use palmares::keys::Keys;
use palmares::presence::Presence;
use palmares::show::event::At;
use palmares::view::producer::{Keys as LinkKeys, Links};
use palmares::voter::Voters;
use std::sync::Arc;
use tower::ServiceExt;

/// A server that speaks HTTPS, without its port.
fn app() -> Arc<App> {
    let keys = Keys {
        mc: "the-mc".into(),
        producer: "the-producer".into(),
        jury: Default::default(),
        cookie_secret: "c".into(),
        ballot_key: "b".into(),
    };
    let base = "https://192.0.2.1:8443";
    let links = Links {
        stage: format!("{base}/stage"),
        audience: format!("{base}/"),
        mc: format!("{base}/mc"),
        producer: format!("{base}/producer"),
        results: format!("{base}/results"),
        jury: Default::default(),
        keys: LinkKeys {
            mc: keys.mc.clone(),
            producer: keys.producer.clone(),
            jury: Default::default(),
        },
    };
    let sources = Sources {
        presence: Arc::new(Presence::default()),
        ballots: Arc::new(MemoryBox::default()),
        voters: Arc::new(Voters::new(&keys, "/nowhere".into())),
        audience_url: links.audience.clone(),
        mirrors: Vec::new(),
    };
    let clock = Arc::new(ManualClock::at(At(1_772_700_000_000)));
    let journal = Box::new(MemoryJournal::default());
    let director = Director::start(journal, Some(demo()), clock, sources.clone());
    let director = director.expect("the evening begins");
    let folder = Folder::at("/nowhere");
    Arc::new(App::new(director, sources, folder, links, keys, true))
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
