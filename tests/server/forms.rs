//! Forms of phones without script: nothing chosen is lost, a page that was handed around counts for
//! nobody, and the language fits.

use crate::support::server::{Answer, Room, Server, run};
use crate::support::shows::{final_for, final_with};
use crate::support::voters::join;
use serde_json::{Value, json};
use std::fs;

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

fn post(server: &Server, form: &str, cookie: Option<&str>) -> Answer {
    let cookie = cookie.map(|token| format!("palmares-voter={token}"));
    let mut headers = vec![("content-type", "application/x-www-form-urlencoded")];
    headers.extend(cookie.as_deref().map(|cookie| ("cookie", cookie)));
    server.send("POST", "/vote", &headers, form.as_bytes())
}

fn open(server: &Server) {
    server.mc("/api/ballots/people/open", json!({}));
}

#[test]
fn a_page_that_was_handed_around_counts_for_nobody_who_is_known_to_be_another() {
    let room = Room::demo();
    let server = Server::start(&room);
    open(&server);
    let [hers, mine] = [join(&server), join(&server)];
    let form = format!("ballot=people&choice=optimal&voter={hers}");
    for (ui, words) in [
        ("en", "This page belongs to another phone"),
        ("zh-Hant-HK", "這一頁屬於另一部手機"),
        ("zh-Hans", "这一页属于另一部手机"),
    ] {
        let cookie = format!("palmares-voter={mine}; palmares-ui={ui}");
        let headers = [
            ("cookie", &*cookie),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let told = server.send("POST", "/vote", &headers, form.as_bytes());
        let seen = server.send("GET", &format!("/v/{hers}"), &headers[..1], &[]);
        for answer in [told, seen] {
            assert_eq!(answer.status, 403);
            assert!(answer.body.contains(words), "{}", answer.body);
            assert!(answer.body.contains(r#"href="/""#));
            assert!(!answer.body.contains(&hers), "the page of another");
        }
    }
    assert_eq!(turnout(&server), 0);
    // Herself, a browser without cookies, and one whose cookie proves nothing.
    for cookie in [Some(&*hers), None, Some("forged")] {
        let told = post(&server, &form, cookie);
        assert!(
            told.header("location").ends_with("notice=counted"),
            "{cookie:?}"
        );
        let page = server.get(&format!("/v/{hers}"));
        assert_eq!(page.status, 200);
    }
    assert_eq!(turnout(&server), 1);
}

#[test]
fn too_many_choices_come_back_ticked_and_only_those_of_the_paper() {
    let room = Room::with(&final_with("choices  = 1", "choices  = 3"));
    let server = Server::start(&room);
    open(&server);
    let voter = join(&server);
    let form = "ballot=people&choice=optimal&choice=cyberport&choice=golden-saddle&choice=hide-and-seek&choice=nothing";
    let told = post(&server, form, Some(&voter));
    assert_eq!(told.status, 303);
    let address = told.header("location").to_owned();
    assert!(!address.contains("nothing"), "{address}");
    let page = server
        .get(&format!("{address}&tick=made-up&tick=%3Cb%3E"))
        .body;
    assert_eq!(page.matches(" checked>").count(), 4);
    assert!(
        !page.contains(r#"id="confirm""#) && !page.contains("made-up") && !page.contains("<b>&")
    );
    assert!(page.contains("這次的選擇沒有計入"));
    assert_eq!(turnout(&server), 0);
}

#[test]
fn a_choice_that_was_made_before_the_ticket_was_asked_for_is_still_ticked_after_it() {
    let room = Room::with(&final_for("ticket"));
    let printed = run(
        &[
            "tickets",
            "show",
            "--count",
            "1",
            "--public-url",
            "http://vote.example",
        ],
        room.path(),
    );
    assert_eq!(printed.code, 0, "{}", printed.err);
    let sheet = fs::read_to_string(room.show().join("tickets-1-1.html")).expect("a sheet");
    let code = sheet
        .split("<p class=\"code\" lang=\"en\">")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a code");
    let server = Server::start(&room);
    open(&server);
    let told = post(&server, "ballot=people&choice=optimal", None);
    let address = told.header("location").to_owned();
    assert!(address.ends_with("notice=needs-ticket"), "{address}");
    let along = r#"<input type="hidden" name="tick" value="optimal">"#;
    assert!(server.get(&address).body.contains(along));
    let wrong = server.get("/t?tick=optimal&code=ABCD-EFGH-JKMN");
    assert!(wrong.status == 403 && wrong.body.contains(along));
    let let_in = server.get(&format!("/t?tick=optimal&tick=nothing&code={code}"));
    let address = let_in.header("location").to_owned();
    assert!(address.ends_with("?tick=optimal"), "{address}");
    let page = server.get(&address).body;
    assert!(page.contains(r#"value="optimal" checked"#) && !page.contains(r#"id="confirm""#));
    assert_eq!(turnout(&server), 0, "nothing is sent that nobody has sent");
}

#[test]
fn who_reads_neither_chinese_nor_english_gets_the_english_that_the_show_has() {
    let title = r#"title     = { zh = "AIGC 創意電影及數碼營銷比賽 總決賽", en = "AIGC Creative Film and Digital Marketing Competition, Grand Final" }"#;
    let chinese = final_with(
        r#"languages = ["zh-Hant-HK", "en"]"#,
        r#"languages = ["zh-Hans"]"#,
    );
    let chinese = chinese.replacen(title, r#"title = "总决赛""#, 1);
    let rooms = [Room::demo(), Room::with(&chinese)];
    for (room, wanted) in rooms.iter().zip(["en", "zh-Hans"]) {
        let server = Server::start(room);
        for asked in ["fr-FR,fr;q=0.9", "de", "ja-JP"] {
            for path in ["/", "/results", "/t"] {
                let page = server.send("GET", path, &[("accept-language", asked)], &[]);
                let tag = format!("<html lang=\"{wanted}\"");
                assert!(page.body.contains(&tag), "{path} for {asked}: not {wanted}");
            }
        }
        let page = server.send("GET", "/", &[("accept-language", "fr,zh-HK;q=0.5")], &[]);
        assert!(page.body.contains("<html lang=\"zh-Hant-HK\""));
    }
}

#[test]
fn an_excluded_voter_may_go_on_voting_and_never_hears_counted() {
    let room = Room::demo();
    let server = Server::start(&room);
    open(&server);
    let token = join(&server);
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", &*bearer),
        ("content-type", "application/json"),
    ];
    let vote = |choice: &str, change: u32| {
        let vote = json!({"ballot": "people", "choices": [choice], "change": change});
        let answer = server.send("POST", "/api/vote", &headers, vote.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    };
    let held = || {
        let answer = server.send("GET", "/api/vote?ballot=people", &headers[..1], &[]);
        answer.json()
    };
    let first = vote("optimal", 1);
    assert_eq!(first["status"], "counted");
    assert_eq!(held()["excluded"], false);
    let why = json!({"receipt": first["receipt"], "reason": "a test by the crew"});
    server.producer("/api/ballots/people/exclude", why);
    // The same again, something else, and something that comes too late.
    for (choice, change) in [("optimal", 1), ("cyberport", 3), ("optimal", 2)] {
        assert_eq!(
            vote(choice, change)["status"],
            "excluded",
            "{choice} {change}"
        );
    }
    assert_eq!(held()["excluded"], true);
    assert_eq!(held()["choices"], json!(["cyberport"]));
    let form = format!("ballot=people&choice=optimal&voter={token}");
    let page = post(&server, &form, None).header("location").to_owned();
    let page = server.get(&page).body;
    assert!(page.contains(r#"<span id="in" hidden>"#), "{page}");
    assert!(page.contains(r#"<span id="out">"#), "{page}");
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    let votes = |count: &Value| count["votes"].as_u64().expect("a number");
    let all: u64 = tally.as_array().expect("counts").iter().map(votes).sum();
    assert_eq!(all, 0);
}

#[test]
fn a_browser_with_a_form_of_another_evening_gets_a_page_and_a_program_a_problem() {
    let room = Room::demo();
    let server = Server::start(&room);
    open(&server);
    let forged = format!("ballot=people&choice=optimal&voter=d{:064}", 0);
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let browser = [
        kind,
        ("accept", "text/html,*/*;q=0.8"),
        ("accept-language", "zh-CN"),
    ];
    let gone = format!("ballot=yesterday&choice=optimal&voter={}", join(&server));
    for form in [&*forged, &*gone] {
        let page = server.send("POST", "/vote", &browser, form.as_bytes());
        assert!((400..500).contains(&page.status), "{}", page.status);
        assert!(page.body.contains("打开我的投票页"), "{}", page.body);
        let told = server.send("POST", "/vote", &[kind], form.as_bytes());
        assert!(["no-voter", "no-such-ballot"].contains(&&*told.word()));
    }
    assert_eq!(turnout(&server), 0);
}

#[test]
fn digits_that_are_refused_because_too_many_are_tried_get_a_page_that_says_what_to_do() {
    let room = Room::with(&final_for("presence"));
    let server = Server::start(&room);
    open(&server);
    let try_digits = |language: &str| {
        let headers = [("accept-language", language)];
        server.send("GET", "/p?code=12x4&tick=optimal", &headers, &[])
    };
    let mut tries = 0;
    let refused = loop {
        let answer = try_digits("en");
        if answer.status != 403 {
            break answer;
        }
        tries += 1;
        assert!(tries < 1000, "never limited");
    };
    assert_eq!((refused.status, refused.header("retry-after")), (429, "10"));
    for (language, words) in [
        ("en", "Scan the code on the big screen instead"),
        ("zh-HK", "請改為掃描大銀幕上的二維碼"),
        ("zh-CN", "请改为扫描大银幕上的二维码"),
    ] {
        let page = try_digits(language).body;
        assert!(page.contains(words), "{page}");
        assert!(page.contains(r#"name="tick" value="optimal""#), "{page}");
    }
}

#[test]
fn the_language_links_of_a_page_that_answered_a_form_lead_to_the_ballot() {
    let room = Room::demo();
    let server = Server::start(&room);
    for (asked, to) in [("/vote", "/"), ("/vote?ui=zh-Hant-HK", "/?ui=zh-Hant-HK")] {
        let answer = server.send("GET", asked, &[], &[]);
        assert_eq!((answer.status, answer.header("location")), (303, to));
    }
}

#[test]
fn a_guest_without_cookies_keeps_the_language_of_the_page_that_the_vote_was_sent_from() {
    let room = Room::demo();
    let server = Server::start(&room);
    open(&server);
    let send = |form: &str| {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept-language", "zh-HK"),
        ];
        let answer = server.send("POST", "/vote", &headers, form.as_bytes());
        let address = answer.header("location").to_owned();
        (
            server.send("GET", &address, &headers[1..], &[]).body,
            address,
        )
    };
    let english = r#"<html lang="en""#;
    let (asked, address) = send("ballot=people&choice=optimal&ui=en");
    assert!(asked.contains(english) && asked.contains("Send this vote?"));
    let token = address["/v/".len()..].split('?').next().expect("a token");
    let (counted, _) = send(&format!("ballot=people&choice=optimal&ui=en&voter={token}"));
    assert!(counted.contains(english) && counted.contains("Your vote is counted"));
    // Where the browser asks for the same, the address need not say it.
    let (plain, address) = send("ballot=people&choice=optimal&ui=zh-Hant-HK");
    assert!(plain.contains(r#"<html lang="zh-Hant-HK""#) && !address.contains("ui="));
}
