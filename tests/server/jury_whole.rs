//! What holds for the whole jury: the announced rule, the ranking and who may look at it.

use crate::jury::{Judging, acts};
use crate::support::server::Room;
use serde_json::{Value, json};

#[test]
fn the_announced_rule_is_fixed_by_the_first_score_and_a_later_change_is_told() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    jury.score("fok", 0, 7);
    let file = room.show().join("show.toml");
    let text = std::fs::read_to_string(&file).expect("a show file");
    let edited = text.replacen("weight = 1", "weight = 2", 1);
    std::fs::write(&file, edited).expect("written");
    jury.server.producer("/api/reread", json!({}));
    let events = jury.events();
    let changed = events
        .iter()
        .find(|e| e["event"]["event"] == "rule-changed");
    let changed = &changed.expect("it is told")["event"];
    assert_eq!(changed["from"]["criteria"][0][1], 1.0);
    assert_eq!(changed["to"]["criteria"][0][1], 2.0);
}

#[test]
fn a_return_to_the_top_keeps_what_the_jury_judged_and_tells_it_anew() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    jury.fill("fok", |_| 7);
    jury.done("fok", "sign", json!({}));
    jury.done("chair", "close", json!({}));
    jury.server
        .mc("/api/rewind", json!({"confirm": "aigc-2026"}));
    assert_eq!(acts(&jury.events()), ["signed", "closed"]);
    assert_eq!(jury.sheet("fok")["signed"], true);
    jury.server.kill();
    let jury = Judging::begin(&room);
    assert_eq!(acts(&jury.events()), ["signed", "closed"]);
    assert_eq!(jury.sheet("fok")["phase"], "closed");
}

#[test]
fn the_matrix_has_exact_figures_by_every_rule_and_an_early_look_is_on_record() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    let looks = || {
        let events = jury.events();
        // Whoever exports looks, too, and is on record as the producer.
        let of_the_chair =
            |e: &&Value| e["event"]["event"] == "matrix-opened" && e["by"] == "chair";
        let looks = events.iter().filter(of_the_chair);
        looks.count()
    };
    let all = ["fok", "choi", "mak", "hui", "kam", "shing", "grandesso"];
    for (number, juror) in all.into_iter().enumerate() {
        let number = number as u32;
        jury.fill(juror, |work| {
            if jury.works[work] == "optimal" {
                8
            } else {
                number + 1
            }
        });
    }
    let matrix = jury.server.get_as("chair", "/api/jury/matrix").json();
    assert_eq!(looks(), 1);
    assert_eq!(matrix["rule"], "mean");
    let entries = matrix["entries"].as_array().expect("works");
    let of = |id: &str| entries.iter().find(|e| e["entry"] == *id).expect("a work");
    let (first, other) = (
        of("optimal"),
        of(&jury.works[usize::from(jury.works[0] == "optimal")]),
    );
    assert_eq!(
        (&first["mean"], &first["place"]["mean"]),
        (&json!("8"), &json!(1))
    );
    assert_eq!(
        (&other["mean"], &other["place"]["mean"]),
        (&json!("4"), &json!(2))
    );
    assert_eq!(
        (&first["sheets"], &first["recused"]),
        (&json!(7), &json!(0))
    );
    assert_eq!(first["ranks"], "1");
    assert_eq!(matrix["differs"], json!([]));
    let cells = jury.works.len() * jury.criteria.len();
    let fok = &matrix["jurors"][0];
    assert_eq!(
        (&fok["juror"], &fok["done"], &fok["of"]),
        (&json!("fok"), &json!(cells), &json!(cells))
    );
    for juror in all {
        jury.done(juror, "sign", json!({}));
    }
    let matrix = jury.server.get_as("chair", "/api/jury/matrix").json();
    assert_eq!(looks(), 1, "the last sheet is in");
    jury.server.get_as("chair", "/api/jury/matrix");
    let read = |e: &&Value| e["event"]["event"] == "matrix-read" && e["by"] == "chair";
    assert_eq!(
        jury.events().iter().filter(read).count(),
        1,
        "one look at the same"
    );
    assert_eq!(matrix["jurors"][6]["signed"], true);
}

#[test]
fn a_chair_who_votes_sees_the_others_sheets_once_the_chairs_own_is_submitted() {
    let show = palmares::demo::SHOW.replacen("[jury]\n", "[jury]\nchair = \"fok\"\n", 1);
    let room = Room::with(&show);
    let jury = Judging::begin(&room);
    let matrix = jury.server.get_as("chair", "/api/jury/matrix");
    assert_eq!((matrix.status, &*matrix.word()), (403, "own-first"));
    jury.done("fok", "sign", json!({"incomplete": true}));
    let matrix = jury.server.get_as("chair", "/api/jury/matrix");
    assert_eq!((matrix.status, &*matrix.word()), (403, "own-first"));
    jury.done("fok", "unsign", json!({}));
    jury.fill("fok", |_| 7);
    jury.done("fok", "sign", json!({}));
    assert_eq!(jury.server.get_as("chair", "/api/jury/matrix").status, 200);
    // Nobody answers the others' scores on a sheet that seems to have come before.
    jury.refused("fok", "unsign", json!({}), 409, "looked");
    let why = json!({"juror": "fok", "reason": "a slip"});
    jury.done("chair", "reopen", why);
    let matrix = jury.server.get_as("chair", "/api/jury/matrix");
    assert_eq!(matrix.word(), "own-first");
}

#[test]
fn a_link_and_its_password_are_the_jurors_alone_and_never_of_a_work_in_conflict() {
    let show = palmares::demo::SHOW.replacen(
        "id    = \"fok\"\n",
        "id    = \"fok\"\nconflicts = [\"divine-general\"]\n",
        1,
    );
    let room = Room::with(&show);
    let file = "[[screener]]\nentry = \"optimal\"\nurl = \"https://video.example/1\"\n\
        password = \"rosebud\"\n[[screener]]\nentry = \"divine-general\"\n\
        url = \"https://video.example/2\"\n";
    std::fs::write(room.show().join("jury.toml"), file).expect("written");
    let jury = Judging::begin(&room);
    let of = |juror: &str, id: &str| {
        let sheet = jury.sheet(juror);
        let works = sheet["entries"].as_array().expect("works").clone();
        works
            .into_iter()
            .find(|work| work["entry"] == *id)
            .expect("a work")
    };
    let screener = json!({"url": "https://video.example/1", "password": "rosebud"});
    assert_eq!(of("fok", "optimal")["work"]["screener"], screener);
    assert!(of("choi", "divine-general")["work"]["screener"].is_object());
    assert!(of("fok", "divine-general").get("work").is_none());
    let body = json!({"entry": "divine-general", "criterion": jury.criteria[0], "score": 9});
    jury.refused("fok", "score", body, 409, "recused");
    for (role, path) in [("producer", "/api/export"), ("chair", "/api/jury/matrix")] {
        let answer = jury.server.get_as(role, path);
        assert!(
            answer.status == 200 && !answer.body.contains("rosebud"),
            "{path}"
        );
    }
}

#[test]
fn what_is_touched_on_one_jurors_page_never_lands_on_anothers_sheet() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    let body = json!({
        "entry": judging.works[0], "criterion": judging.criteria[0], "score": 7
    });
    let key = format!("Bearer {}", judging.server.key("jury/fok"));
    let post = |shown: &str| {
        let headers = [
            ("authorization", &*key),
            ("content-type", "application/json"),
            ("palmares-juror", shown),
        ];
        let body = body.to_string();
        let answer = judging
            .server
            .send("POST", "/api/jury/score", &headers, body.as_bytes());
        answer.status
    };
    assert_eq!(post("choi"), 403);
    assert_eq!(judging.sheet("fok")["change"], 0);
    assert_eq!(post("fok"), 200);
}

#[test]
fn a_decision_that_is_held_against_an_unfinished_ranking_is_a_look_on_record() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    judging.fill("fok", |number| 10 - number as u32);
    let looks = |judging: &Judging| {
        let events = judging.events();
        let looked = events
            .iter()
            .filter(|e| e["event"]["event"] == "matrix-opened");
        looked.filter(|e| e["by"] == "chair").count()
    };
    let before = looks(&judging);
    let last = judging.works.last().expect("works").clone();
    let body = json!({"award": "first-prize", "winners": [last]});
    judging.refused("chair", "decide", body, 422, "reason");
    assert_eq!(looks(&judging), before + 1);
}

#[test]
fn the_producers_record_has_no_score_however_many_sheets_are_in() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    judging.fill("fok", |_| 9);
    judging.done("fok", "sign", json!({}));
    judging.done("chair", "close", json!({}));
    let record = |role: &str| judging.server.get_as(role, "/print/record?ui=en").body;
    let table = "<table";
    assert!(record("chair").contains(table));
    assert!(!record("producer").contains(table));
}

#[test]
fn the_record_says_why_a_sheet_was_reopened_moved_or_voided_unless_sheets_are_anonymous() {
    let named = palmares::demo::SHOW;
    let anonymous = named.replacen("[jury]\n", "[jury]\nsheets = \"anonymous\"\n", 1);
    assert_ne!(named, anonymous);
    for (text, told) in [(named, true), (&anonymous, false)] {
        let room = Room::demo();
        std::fs::write(room.show().join("show.toml"), text).expect("written");
        let judging = Judging::begin(&room);
        judging.score("fok", 0, 8);
        let slip = json!({"from": "fok", "to": "choi", "reason": "A wrong name."});
        judging.done("chair", "move", slip);
        let void = json!({"juror": "choi", "reason": "Not from the jury."});
        judging.done("chair", "void", void);
        judging.done("fok", "sign", json!({"incomplete": true}));
        let reopen = json!({"juror": "fok", "reason": "To begin anew."});
        judging.done("chair", "reopen", reopen);
        let page = judging.server.get_as("chair", "/print/record?ui=en").body;
        for part in [
            "A wrong name.",
            "Not from the jury.",
            "To begin anew.",
            " · → ",
        ] {
            assert_eq!(page.contains(part), told, "{part}");
        }
    }
}

#[test]
fn once_somebody_has_scored_no_juror_leaves_the_file_and_the_scale_does_not_shrink() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    let path = room.show().join("show.toml");
    let file = std::fs::read_to_string(&path).expect("a file");
    let reread = |text: &str| {
        std::fs::write(&path, text).expect("written");
        judging
            .server
            .post_as("producer", "/api/reread", &json!({}))
    };
    judging.score("fok", 0, 8);
    // Levels are as many as there are scores.
    let levels = file.find("levels = [").expect("levels");
    let end = levels + file[levels..].find("\n]").expect("their end") + 2;
    let plain = format!("{}{}", &file[..levels], &file[end..]);
    let smaller = reread(&plain.replacen("scale = 10 ", "scale = 9 ", 1));
    let at = file.find("[[jury.juror]]").expect("a juror");
    let next = at + 1 + file[at + 1..].find("[[").expect("another table");
    let without = reread(&format!("{}{}", &file[..at], &file[next..]));
    for refused in [smaller, without] {
        assert_eq!((refused.status, &*refused.word()), (409, "reread-conflict"));
    }
}

#[test]
fn a_chair_who_votes_and_has_looked_comes_back_neither_by_absence_nor_by_a_return_to_the_top() {
    let show = palmares::demo::SHOW.replacen("[jury]\n", "[jury]\nchair = \"fok\"\n", 1);
    let room = Room::with(&show);
    let jury = Judging::begin(&room);
    let there = |on: bool| json!({"juror": "fok", "on": on});
    jury.done("chair", "absent", there(true));
    jury.done("chair", "absent", there(false));
    jury.fill("fok", |_| 7);
    jury.done("fok", "sign", json!({}));
    assert_eq!(jury.server.get_as("chair", "/api/jury/matrix").status, 200);
    jury.server
        .mc("/api/rewind", json!({"confirm": "aigc-2026"}));
    jury.refused("fok", "unsign", json!({}), 409, "looked");
    jury.done("chair", "absent", there(true));
    jury.refused("chair", "absent", there(false), 409, "looked");
    let other = json!({"juror": "choi", "on": false});
    jury.done("chair", "absent", other);
}
