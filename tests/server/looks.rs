//! Reading that leaves a mark: another site's link or picture must not put a look on record.

use crate::support::server::{Room, Server};
use crate::support::voters::{close, vote};
use serde_json::json;

#[test]
fn what_another_site_makes_a_browser_read_leaves_no_mark() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    vote(&server, "people", "optimal");
    close(&server, "people");
    let traded = server.get(&format!("/producer?key={}", server.key("producer")));
    let cookie = traded
        .header("set-cookie")
        .split(';')
        .next()
        .expect("one")
        .to_owned();
    let read = |path: &str, said: &[(&str, &str)]| {
        let mut headers = vec![("cookie", &*cookie)];
        headers.extend(said);
        server.send("GET", path, &headers, &[])
    };
    let own = format!("{}/producer", server.base);
    let port = format!("{}1/", server.base);
    let before = server.show()["revision"].clone();
    let paths = [
        "/api/ballots/people/tally",
        "/api/export?format=csv",
        "/api/launcher",
    ];
    for path in paths {
        for foreign in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", ""),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("referer", "https://evil.example/page"),
            ("referer", &port),
        ] {
            for accept in ["text/html", "image/avif,*/*"] {
                let told = read(path, &[foreign, ("accept", accept)]);
                assert_eq!(
                    (told.status, &*told.word()),
                    (403, "foreign-origin"),
                    "{foreign:?}"
                );
            }
        }
    }
    assert_eq!(server.show()["revision"], before, "a look is on record");
    for path in paths {
        for own in [
            &[][..],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin"), ("referer", &own)],
            &[("referer", &own)],
            &[("origin", &server.base)],
        ] {
            assert_eq!(read(path, own).status, 200, "{path} {own:?}");
        }
    }
    assert_ne!(server.show()["revision"], before);
    // What leaves no mark is read from anywhere, and shows nothing to the page that asks.
    assert_eq!(
        read("/api/rundown", &[("sec-fetch-site", "cross-site")]).status,
        200
    );
}

#[test]
fn another_sites_link_shows_a_language_and_does_not_choose_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let foreign = [("sec-fetch-site", "cross-site")];
    let page = server.send("GET", "/results?ui=zh-Hans", &foreign, &[]);
    assert!(page.body.contains("<html lang=\"zh-Hans\""));
    assert_eq!(page.header("set-cookie"), "");
}
