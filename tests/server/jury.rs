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
pub fn acts(events: &[Value]) -> Vec<String> {
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
