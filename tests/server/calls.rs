//! Every call of the contract that needs a key.

use serde_json::{Value, json};

const MC: &[&str] = &["mc"];
const PRODUCER: &[&str] = &["producer"];
const CHAIR: &[&str] = &["chair"];
const BOTH: &[&str] = &["mc", "producer"];

/// Method, path, who may, and a body that changes nothing or is refused by the rules.
pub fn calls() -> Vec<(&'static str, &'static str, &'static [&'static str], Value)> {
    let none = || json!({});
    vec![
        ("GET", "/api/rundown", BOTH, Value::Null),
        ("POST", "/api/go", MC, json!({"expect": 9_999})),
        ("POST", "/api/back", MC, json!({"expect": 9_999})),
        ("POST", "/api/goto", MC, json!({"cue": "nowhere"})),
        ("POST", "/api/blackout", MC, json!({"on": false})),
        ("POST", "/api/card", MC, json!({"on": false})),
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
    ]
}
