//! A key that is not, or no longer, valid: whoever shows it is told so, and where to get another.

use crate::support::server::{Room, Server};
use serde_json::json;

const SAYS: [(&str, &str, &str); 3] = [
    ("zh-Hant-HK", "這條鑰匙無效", "links.json"),
    ("zh-Hans", "这个密钥无效", "links.json"),
    ("en", "key is not valid", "links.json"),
];

#[test]
fn a_wrong_or_revoked_key_says_so_on_every_page_and_call_in_the_language_of_who_shows_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let old = server.key("mc");
    let traded = server.get(&format!("/mc?key={old}"));
    let cookie = traded
        .header("set-cookie")
        .split(';')
        .next()
        .expect("one")
        .to_owned();
    server.producer("/api/keys/mc/revoke", json!({}));
    let bearer = format!("Bearer {old}");
    for (language, says, where_to) in SAYS {
        let language = ("accept-language", language);
        for (path, shown) in [
            (format!("/mc?key={old}"), None),
            ("/mc?key=nonsense".to_owned(), None),
            ("/producer?key=0123".to_owned(), None),
            ("/mc".to_owned(), Some(("cookie", &*cookie))),
        ] {
            let mut headers = vec![language];
            headers.extend(shown);
            let page = server.send("GET", &path, &headers, &[]);
            assert_eq!(page.status, 401, "{path}");
            assert!(
                page.body.contains(says) && page.body.contains(where_to),
                "{}",
                page.body
            );
            assert!(!page.body.contains(&old), "the key stands on the page");
        }
        for shown in [("authorization", &*bearer), ("cookie", &*cookie)] {
            let told = server.send("POST", "/api/go", &[language, shown], &[]);
            assert_eq!((told.status, &*told.word()), (401, "no-key"));
            let detail = told.json()["detail"].to_string();
            assert!(
                detail.contains(says) && detail.contains(where_to),
                "{detail}"
            );
        }
        // Whoever shows none is not told that it is wrong.
        for path in ["/mc", "/api/rundown", "/mc?key="] {
            let told = server.send("GET", path, &[language], &[]);
            assert!(
                told.status == 401 && !told.body.contains(says),
                "{}",
                told.body
            );
        }
    }
}

#[test]
fn a_key_is_taken_however_its_scheme_is_written() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (mc, voter) = (server.key("mc"), crate::support::voters::join(&server));
    for scheme in [
        "Bearer ",
        "bearer ",
        "BEARER ",
        "bEaReR ",
        "Bearer   ",
        "bearer\t",
        "  Bearer ",
    ] {
        for (path, secret) in [("/api/rundown", &mc), ("/api/vote?ballot=people", &voter)] {
            let header = format!("{scheme}{secret} ");
            let answer = server.send("GET", path, &[("authorization", &header)], &[]);
            assert_eq!(answer.status, 200, "{path} {scheme:?}");
        }
    }
    for scheme in [
        "",
        "Bearer",
        "Bearer:",
        "Basic ",
        "Bearer Bearer ",
        "Bearer, ",
    ] {
        let header = format!("{scheme}{mc}");
        let answer = server.send("GET", "/api/rundown", &[("authorization", &header)], &[]);
        assert_eq!(answer.status, 401, "{scheme:?}");
    }
}
