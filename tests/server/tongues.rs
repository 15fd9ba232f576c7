//! The language of guests: what their browser asks for, among those that the show's guests are
//! offered.

use crate::support::server::{Room, Server};
use crate::support::shows::final_with;
use serde_json::json;

/// The built-in final in other languages. Its texts stay as they are, and fall back.
fn speaking(languages: &str) -> Room {
    let show = final_with(
        r#"languages = ["zh-Hant-HK", "en"]"#,
        &format!("languages = [{languages}]"),
    );
    Room::with(&show)
}

const PAGES: [&str; 8] = [
    "/",
    "/results",
    "/t",
    "/p",
    "/v/x",
    "/receipts/people",
    "/receipts/x",
    "/nothing",
];

#[track_caller]
fn reads(server: &Server, asked: &str, wanted: &str) {
    for path in PAGES {
        let page = server.send("GET", path, &[("accept-language", asked)], &[]);
        let tag = format!("<html lang=\"{wanted}\"");
        assert!(
            page.body.contains(&tag),
            "{path} for {asked:?}: not {wanted}"
        );
    }
}

#[test]
fn a_show_in_english_alone_offers_no_chinese_to_its_guests_and_every_language_to_its_crew() {
    let room = speaking("\"en\"");
    let server = Server::start(&room);
    for asked in [
        "zh-HK",
        "zh-CN,zh;q=0.9,en;q=0.1",
        "ko-KR,ko;q=0.9",
        "ja",
        "*",
        "",
        "yue",
    ] {
        reads(&server, asked, "en");
    }
    for path in PAGES {
        for chosen in ["", "?ui=zh-Hans"] {
            let page = server.get(&format!("{path}{chosen}")).body;
            assert!(page.contains("<html lang=\"en\""), "{path}{chosen}");
            for name in ["繁體中文", "简体中文"] {
                assert!(!page.contains(name), "{path} offers {name}");
            }
        }
    }
    let panel = [("accept-language", "zh-CN")];
    let page = server.send("GET", "/mc", &panel, &[]).body;
    assert!(
        page.contains("<html lang=\"zh-Hans\"") && page.contains("繁體中文"),
        "{page}"
    );
}

#[test]
fn a_korean_or_japanese_phone_reads_english_where_the_show_has_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    for asked in ["ko-KR,ko;q=0.9", "ja", "ja-JP,ja;q=0.8,*;q=0.1"] {
        reads(&server, asked, "en");
    }
    for asked in ["ko, zh-TW ; Q = 0.5", "ZH-mo", "zh", "*", ""] {
        reads(&server, asked, "zh-Hant-HK");
    }
    for asked in ["zh-SG", "en;q=0.2 , zh-cn ; q=0.3", "cmn-Hans"] {
        reads(&server, asked, "zh-Hans");
    }
}

#[test]
fn a_refusal_is_in_the_shows_language_where_the_client_names_none() {
    for (languages, says) in [
        ("\"en\"", "This is the last cue"),
        ("\"zh-Hans\", \"en\"", "这已经是最后一项"),
        ("\"zh-Hant-HK\"", "這已是最後一項"),
    ] {
        let room = speaking(languages);
        let server = Server::start(&room);
        let last = server.get_as("mc", "/api/rundown").json()["cues"]
            .as_array()
            .and_then(|cues| cues.last())
            .map(|cue| cue["id"].clone());
        server.mc("/api/goto", json!({ "cue": last }));
        for accept in [None, Some("*"), Some("en;q=0, *")] {
            let bearer = format!("Bearer {}", server.key("mc"));
            let mut headers = vec![("authorization", &*bearer)];
            headers.extend(accept.map(|accept| ("accept-language", accept)));
            let body = json!({ "expect": server.show()["revision"] }).to_string();
            headers.push(("content-type", "application/json"));
            let told = server.send("POST", "/api/go", &headers, body.as_bytes());
            assert_eq!((told.status, &*told.word()), (409, "end"));
            let detail = told.json()["detail"].to_string();
            assert!(detail.contains(says), "{languages}: {detail}");
        }
    }
}
