//! Every call of the contract that needs a key.

use serde_json::{Value, json};

const MC: &[&str] = &["mc"];
const PRODUCER: &[&str] = &["producer"];
const CHAIR: &[&str] = &["chair"];
const BOTH: &[&str] = &["mc", "producer"];
const READERS: &[&str] = &["mc", "producer", "crew"];
const JUROR: &[&str] = &["jury/fok"];
const JURY: &[&str] = &["jury/fok", "chair"];

pub type Call = (&'static str, &'static str, &'static [&'static str], Value);

/// Method, path, who may, and a body that changes nothing or is refused by the rules.
pub fn calls() -> Vec<Call> {
    let none = || json!({});
    let mut all = vec![
        ("GET", "/api/rundown", READERS, Value::Null),
        ("GET", "/api/asrun", READERS, Value::Null),
        ("POST", "/api/go", MC, json!({"expect": 9_999})),
        ("POST", "/api/back", MC, json!({"expect": 9_999})),
        ("POST", "/api/goto", MC, json!({"cue": "nowhere"})),
        ("POST", "/api/blackout", MC, json!({"on": false})),
        ("POST", "/api/card", MC, json!({"on": false})),
        ("POST", "/api/message", BOTH, none()),
        ("POST", "/api/note", PRODUCER, none()),
        ("POST", "/api/note/seen", MC, json!({"voice": "C"})),
        ("GET", "/api/ballots/people", BOTH, Value::Null),
        ("GET", "/api/ballots/people/tally", PRODUCER, Value::Null),
        (
            "POST",
            "/api/ballots/people/open",
            BOTH,
            json!({"seconds": 0}),
        ),
        (
            "POST",
            "/api/ballots/people/extend",
            BOTH,
            json!({"seconds": 5}),
        ),
        ("POST", "/api/ballots/people/close", BOTH, none()),
        ("POST", "/api/ballots/people/reopen", BOTH, none()),
        ("POST", "/api/ballots/people/hall-alone", PRODUCER, none()),
        (
            "POST",
            "/api/envelopes/first-prize",
            PRODUCER,
            json!({"winner": "nobody"}),
        ),
        (
            "POST",
            "/api/envelopes/first-prize/correct",
            PRODUCER,
            json!({"winner": "optimal", "reason": "x"}),
        ),
        (
            "POST",
            "/api/jury/decide",
            CHAIR,
            json!({"award": "first-prize", "winners": ["nobody"]}),
        ),
        ("POST", "/api/envelopes/first-prize/open", PRODUCER, none()),
        ("POST", "/api/envelopes/first-prize/stands", BOTH, none()),
        (
            "POST",
            "/api/envelopes/first-prize/release",
            PRODUCER,
            none(),
        ),
        ("POST", "/api/wrong-envelope", BOTH, none()),
        ("POST", "/api/doors", PRODUCER, json!({"open": false})),
        ("POST", "/api/rehearsal", PRODUCER, json!({"on": false})),
        (
            "POST",
            "/api/rewind",
            BOTH,
            json!({"confirm": "something else"}),
        ),
        ("POST", "/api/reread", PRODUCER, none()),
        ("POST", "/api/resume", BOTH, none()),
        ("POST", "/api/keys/nobody/revoke", PRODUCER, none()),
        ("POST", "/api/keys/jury/nobody/revoke", PRODUCER, none()),
        (
            "POST",
            "/api/screens/no-such-screen",
            PRODUCER,
            json!({"approved": true}),
        ),
        ("GET", "/api/export", PRODUCER, Value::Null),
        ("GET", "/api/ready", PRODUCER, Value::Null),
    ];
    all.extend(of_the_file());
    all.extend(of_the_jury());
    all
}

/// Those of the show file.
fn of_the_file() -> Vec<Call> {
    let stale = || json!({"version": "another"});
    vec![
        ("GET", "/api/show/file", PRODUCER, Value::Null),
        ("GET", "/api/show/workbook", PRODUCER, Value::Null),
        (
            "POST",
            "/api/show/edit",
            PRODUCER,
            json!({"version": "another", "edits": []}),
        ),
        ("POST", "/api/show/media", PRODUCER, json!({})),
        ("POST", "/api/show/import", PRODUCER, json!({})),
        ("POST", "/api/show/undo", PRODUCER, stale()),
        ("POST", "/api/show/redo", PRODUCER, stale()),
    ]
}

/// Those of jurors and their chair.
fn of_the_jury() -> Vec<Call> {
    let none = || json!({});
    let nobody = || json!({"juror": "nobody", "reason": "x"});
    let nowhere = || json!({"entry": "nowhere"});
    let mark = json!({"entry": "nowhere", "criterion": "x", "score": 1});
    vec![
        ("GET", "/api/jury/sheet", JUROR, Value::Null),
        ("POST", "/api/jury/score", JUROR, mark),
        ("POST", "/api/jury/recuse", JUROR, nowhere()),
        (
            "POST",
            "/api/jury/note",
            JUROR,
            json!({"entry": "nowhere", "note": "x"}),
        ),
        ("POST", "/api/jury/sign", JUROR, none()),
        ("POST", "/api/jury/unsign", JUROR, none()),
        ("GET", "/api/jury/matrix", CHAIR, Value::Null),
        ("POST", "/api/jury/reopen", CHAIR, nobody()),
        (
            "POST",
            "/api/jury/absent",
            CHAIR,
            json!({"juror": "nobody"}),
        ),
        (
            "POST",
            "/api/jury/conflict",
            CHAIR,
            json!({"juror": "nobody", "entry": "optimal", "confirmed": true}),
        ),
        (
            "POST",
            "/api/jury/paper",
            CHAIR,
            json!({"juror": "nobody", "marks": [], "read_back_by": "x"}),
        ),
        (
            "POST",
            "/api/jury/move",
            CHAIR,
            json!({"from": "nobody", "to": "fok", "reason": "x"}),
        ),
        ("POST", "/api/jury/void", CHAIR, nobody()),
        ("POST", "/api/jury/close", CHAIR, json!({"surprise": true})),
        ("POST", "/api/shortlist", CHAIR, json!({"entries": []})),
        ("POST", "/api/jury/device", JURY, json!({"device": "none"})),
    ]
}
