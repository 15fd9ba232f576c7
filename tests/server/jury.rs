//! The jury's sheets over HTTP: what jurors give, what the chair does with it, and what is told.

use crate::support::server::{Answer, Room, Server};
use serde_json::{Value, json};

pub struct Judging {
    pub server: Server,
    pub works: Vec<String>,
    pub criteria: Vec<String>,
}

impl Judging {
    pub fn of(server: Server) -> Judging {
        let sheet = server.get_as("jury/fok", "/api/jury/sheet").json();
        let ids = |list: &Value, key: &str| -> Vec<String> {
            let list = list.as_array().expect("a list").iter();
            let id = |item: &Value| item[key].as_str().expect("an id").to_owned();
            list.map(id).collect()
        };
        Judging {
            works: ids(&sheet["entries"], "entry"),
            criteria: ids(&sheet["criteria"], "id"),
            server,
        }
    }

    pub fn begin(room: &Room) -> Judging {
        Judging::of(Server::start(room))
    }

    pub fn sheet(&self, juror: &str) -> Value {
        let sheet = self
            .server
            .get_as(&format!("jury/{juror}"), "/api/jury/sheet");
        assert_eq!(sheet.status, 200, "{}", sheet.body);
        sheet.json()
    }

    pub fn ask(&self, juror: &str, call: &str, body: &Value) -> Answer {
        let role = if juror == "chair" {
            juror.to_owned()
        } else {
            format!("jury/{juror}")
        };
        self.server
            .post_as(&role, &format!("/api/jury/{call}"), body)
    }

    /// What is answered with 200.
    #[track_caller]
    pub fn done(&self, juror: &str, call: &str, body: Value) -> Value {
        let answer = self.ask(juror, call, &body);
        assert_eq!(answer.status, 200, "{call} {body}: {}", answer.body);
        answer.json()
    }

    /// What is refused, with this word.
    #[track_caller]
    pub fn refused(&self, juror: &str, call: &str, body: Value, status: u16, word: &str) {
        let answer = self.ask(juror, call, &body);
        assert_eq!((answer.status, &*answer.word()), (status, word), "{body}");
    }

    #[track_caller]
    pub fn score(&self, juror: &str, work: usize, score: u32) -> Value {
        let body = json!({
            "entry": self.works[work], "criterion": self.criteria[0], "score": score
        });
        self.done(juror, "score", body)
    }

    /// A whole sheet.
    pub fn fill(&self, juror: &str, score: impl Fn(usize) -> u32) {
        for (number, entry) in self.works.iter().enumerate() {
            for criterion in &self.criteria {
                let score = score(number);
                let body = json!({"entry": entry, "criterion": criterion, "score": score});
                self.done(juror, "score", body);
            }
        }
    }

    pub fn events(&self) -> Vec<Value> {
        let export = self.server.get_as("producer", "/api/export").json();
        export["events"].as_array().expect("events").clone()
    }
}

/// What the journal tells of the jury.
fn acts(events: &[Value]) -> Vec<String> {
    let acts = events
        .iter()
        .filter(|e| e["event"]["event"] == "jury-acted");
    let act = |e: &Value| e["event"]["act"].as_str().expect("an act").to_owned();
    acts.map(act).collect()
}

#[test]
fn a_score_is_kept_once_and_a_delayed_one_never_overwrites_a_later() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    let body = |change: u32, score: Value| {
        json!({"entry": jury.works[0], "criterion": jury.criteria[0], "score": score,
            "change": change})
    };
    let kept =
        |score: Value, change: u32| json!({"status": "kept", "score": score, "change": change});
    assert_eq!(
        jury.done("fok", "score", body(1, json!(7))),
        kept(json!(7), 1)
    );
    assert_eq!(
        jury.done("fok", "score", body(1, json!(7))),
        kept(json!(7), 1)
    );
    assert_eq!(
        jury.done("fok", "score", body(3, json!(9))),
        kept(json!(9), 3)
    );
    let stands = json!({"status": "superseded", "score": 9, "change": 3});
    assert_eq!(jury.done("fok", "score", body(2, json!(4))), stands);
    let sheet = jury.sheet("fok");
    assert_eq!(sheet["entries"][0]["scores"][&jury.criteria[0]], 9);
    assert_eq!(
        (&sheet["change"], &sheet["phase"]),
        (&json!(3), &json!("open"))
    );
    assert_eq!(
        jury.done("fok", "score", body(4, Value::Null)),
        kept(Value::Null, 4)
    );
    let others = jury.sheet("choi");
    assert!(others["entries"][0]["scores"][&jury.criteria[0]].is_null());
}

#[test]
fn a_score_off_the_scale_or_of_nothing_known_is_refused_and_changes_nothing() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    let body = |entry: &str, criterion: &str, score: Value| json!({"entry": entry, "criterion": criterion, "score": score});
    let (work, criterion) = (&jury.works[0], &jury.criteria[0]);
    jury.refused(
        "fok",
        "score",
        body(work, criterion, json!(11)),
        422,
        "off-scale",
    );
    for odd in [json!(-1), json!(7.5), json!("8"), json!(true)] {
        jury.refused("fok", "score", body(work, criterion, odd), 422, "bad-body");
    }
    let unsaid = json!({"entry": work, "criterion": criterion});
    jury.refused("fok", "score", unsaid, 422, "bad-body");
    let nowhere = body("nowhere", criterion, json!(1));
    jury.refused("fok", "score", nowhere, 404, "no-such-entry");
    let nothing = body(work, "charm", json!(1));
    jury.refused("fok", "score", nothing, 404, "no-such-criterion");
    assert_eq!(jury.sheet("fok")["change"], 0);
}

#[test]
fn a_submitted_sheet_is_taken_back_until_the_close_and_only_the_chair_reopens_it_then() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    jury.score("fok", 0, 7);
    jury.refused("fok", "sign", json!({}), 409, "incomplete");
    jury.done("fok", "sign", json!({"incomplete": true}));
    assert_eq!(jury.sheet("fok")["signed"], true);
    let again = json!({"entry": jury.works[0], "criterion": jury.criteria[0], "score": 3});
    jury.refused("fok", "score", again.clone(), 409, "signed");
    jury.done("fok", "unsign", json!({}));
    jury.done("fok", "score", again.clone());
    jury.done("fok", "sign", json!({"incomplete": true}));
    jury.done("chair", "close", json!({}));
    jury.refused("fok", "unsign", json!({}), 409, "jury-closed");
    jury.refused("choi", "score", again.clone(), 409, "jury-closed");
    assert_eq!(jury.sheet("choi")["phase"], "closed");
    let why = |reason: &str| json!({"juror": "fok", "reason": reason});
    jury.refused("chair", "reopen", why(" "), 422, "no-reason");
    jury.done("chair", "reopen", why("the last page was missing"));
    let later = json!({"entry": jury.works[0], "criterion": jury.criteria[0], "score": 4});
    jury.done("fok", "score", later);
    let told = ["signed", "unsigned", "signed", "closed", "reopened"];
    assert_eq!(acts(&jury.events()), told);
}

#[test]
fn a_close_counts_whole_works_and_names_who_did_not_submit_and_what_is_left_out() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    jury.fill("fok", |_| 7);
    jury.done("fok", "sign", json!({}));
    jury.fill("choi", |_| 6);
    let cleared = json!({"entry": jury.works[2], "criterion": jury.criteria[4], "score": null});
    jury.done("choi", "score", cleared);
    for juror in ["mak", "hui", "kam", "shing", "grandesso"] {
        jury.done("chair", "absent", json!({"juror": juror}));
    }
    jury.done(
        "chair",
        "absent",
        json!({"juror": "grandesso", "on": false}),
    );
    jury.done("chair", "absent", json!({"juror": "grandesso"}));
    let closed = jury.done("chair", "close", json!({}));
    assert_eq!(closed["counted"], json!(["fok", "choi"]));
    assert_eq!(closed["unsubmitted"], json!(["choi"]));
    let left_out = json!([{"juror": "choi", "entry": jury.works[2]}]);
    assert_eq!(closed["left_out"], left_out);
    assert_eq!(jury.done("chair", "close", json!({})), closed, "once");
    let events = jury.events();
    let told = events.iter().rfind(|e| e["event"]["act"] == "closed");
    let told = told.expect("the close is told");
    assert_eq!(told["by"], "chair");
    for key in ["position", "counted", "unsubmitted", "left_out"] {
        assert_eq!(told["event"][key], closed[key], "{key}");
    }
    let fixed = events
        .iter()
        .filter(|e| e["event"]["event"] == "rule-fixed");
    assert_eq!(fixed.count(), 1);
}

#[test]
fn a_work_that_a_juror_does_not_judge_is_shown_without_its_work_and_takes_no_score() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    let (first, second) = (&jury.works[0], &jury.works[1]);
    jury.done(
        "fok",
        "recuse",
        json!({"entry": first, "reason": "my own student"}),
    );
    let conflict =
        |confirmed: bool| json!({"juror": "fok", "entry": second, "confirmed": confirmed});
    jury.done("chair", "conflict", conflict(true));
    let sheet = jury.sheet("fok");
    let entries = sheet["entries"].as_array().expect("works");
    for entry in entries {
        let out = entry["entry"] == **first || entry["entry"] == **second;
        assert_eq!(
            (&entry["recused"], entry.get("work").is_none()),
            (&json!(out), out)
        );
        let body = json!({"entry": entry["entry"], "criterion": jury.criteria[0], "score": 5});
        if out {
            jury.refused("fok", "score", body, 409, "recused");
        }
    }
    jury.done("chair", "conflict", conflict(false));
    jury.done(
        "fok",
        "score",
        json!({"entry": second, "criterion": jury.criteria[0], "score": 5}),
    );
}

#[test]
fn paper_is_entered_once_somebody_has_read_it_back_and_overwrites_nobodys_marks() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    let paper = |juror: &str, by: &str| {
        let mark = |n: usize, score: u32| json!({"entry": jury.works[n], "criterion": jury.criteria[0], "score": score});
        json!({"juror": juror, "marks": [mark(0, 7), mark(1, 9)], "read_back_by": by})
    };
    jury.refused("chair", "paper", paper("fok", " "), 422, "not-read-back");
    jury.done("chair", "paper", paper("fok", "Mei"));
    assert_eq!(jury.sheet("fok")["signed"], true);
    jury.score("choi", 0, 3);
    jury.refused("chair", "paper", paper("choi", "Mei"), 409, "has-marks");
    let sheet = jury.sheet("choi");
    let own = sheet["entries"].as_array().expect("works").iter();
    let own: Vec<&Value> = own
        .filter(|e| !e["scores"][&jury.criteria[0]].is_null())
        .collect();
    assert_eq!(own.len(), 1);
    let moving = |from: &str, to: &str| json!({"from": from, "to": to, "reason": "swapped"});
    jury.refused("chair", "move", moving("fok", "choi"), 409, "has-marks");
    jury.refused("chair", "move", moving("mak", "hui"), 409, "no-marks");
    jury.refused("chair", "move", moving("fok", "fok"), 422, "same-juror");
    jury.done("chair", "move", moving("fok", "mak"));
    assert_eq!(jury.sheet("fok")["signed"], false);
    jury.done(
        "chair",
        "void",
        json!({"juror": "mak", "reason": "nobody's"}),
    );
    jury.refused("chair", "move", moving("mak", "hui"), 409, "no-marks");
}

#[test]
fn a_private_note_comes_back_to_its_juror_alone_and_stands_nowhere_in_the_clear() {
    let room = Room::demo();
    let jury = Judging::begin(&room);
    let note = "the third minute is a wonder";
    jury.done("fok", "note", json!({"entry": jury.works[0], "note": note}));
    assert_eq!(jury.sheet("fok")["entries"][0]["note"], note);
    assert!(
        !jury
            .server
            .get_as("jury/choi", "/api/jury/sheet")
            .body
            .contains(note)
    );
    assert!(
        !jury
            .server
            .get_as("producer", "/api/export")
            .body
            .contains(note)
    );
    for name in ["scores.db", "scores.db-wal", "scores.mirror", "show.mirror"] {
        let bytes = std::fs::read(room.show().join(name)).unwrap_or_default();
        assert!(
            !bytes
                .windows(note.len())
                .any(|part| part == note.as_bytes()),
            "{name}"
        );
    }
    let long = "x".repeat(2_001);
    let body = json!({"entry": jury.works[0], "note": long});
    jury.refused("fok", "note", body, 422, "too-long");
}

#[test]
fn every_juror_has_an_order_of_their_own_and_the_same_one_after_a_restart() {
    let room = Room::demo();
    let order = |jury: &Judging, juror: &str| -> Vec<Value> {
        let sheet = jury.sheet(juror);
        let works = sheet["entries"].as_array().expect("works").iter();
        works.map(|work| work["entry"].clone()).collect()
    };
    let jury = Judging::begin(&room);
    let (fok, choi) = (order(&jury, "fok"), order(&jury, "choi"));
    assert_ne!(fok, choi);
    jury.server.terminate();
    let jury = Judging::begin(&room);
    assert_eq!(order(&jury, "fok"), fok);
}

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
    assert_eq!(jury.server.get_as("chair", "/api/jury/matrix").status, 200);
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
