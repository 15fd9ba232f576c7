//! Answers to a vote that are not the server's, however much some of them look like it.

use super::portal::{PAGE, answer, page};

/// An answer of this kind of JSON.
pub fn json(status: &str, kind: &str, body: &str) -> Vec<u8> {
    answer(
        &format!("{status}\r\nContent-Type: application/{kind}"),
        body,
    )
}

fn redirect(status: &str, to: &str) -> Vec<u8> {
    answer(&format!("{status}\r\nLocation: {to}"), PAGE)
}

/// What stands in the server's place, by what people would call it.
pub fn strangers() -> Vec<(&'static str, Vec<u8>)> {
    let problem = "problem+json";
    vec![
        ("a sign-in page", page("200 OK")),
        (
            "another sign-in page",
            page("511 Network Authentication Required"),
        ),
        ("a filter", page("403 Forbidden")),
        ("a filter that hides", page("404 Not Found")),
        ("a limit", page("413 Content Too Large")),
        ("a wrong machine", page("421 Misdirected Request")),
        ("a conflict of another's", page("409 Conflict")),
        ("a choice of another's", page("422 Unprocessable Content")),
        ("a password", page("401 Unauthorized")),
        ("a broken gateway", page("500 Internal Server Error")),
        ("nothing at all", answer("200 OK", "")),
        ("nothing to say", answer("204 No Content", "")),
        (
            "an error as JSON",
            json("200 OK", "json", r#"{"error":"login"}"#),
        ),
        (
            "all well as JSON",
            json("200 OK", "json", r#"{"status":"ok"}"#),
        ),
        ("a list", json("200 OK", "json", r#"["counted"]"#)),
        ("null", json("200 OK", "json", "null")),
        (
            "half a vote",
            json("200 OK", "json", r#"{"status":"counted","choices":["opti"#),
        ),
        (
            "a vote without a receipt",
            json("200 OK", "json", r#"{"choices":["optimal"]}"#),
        ),
        (
            "another's problem",
            json(
                "409 Conflict",
                problem,
                r#"{"type":"https://proxy.example/ballot-closed","status":409}"#,
            ),
        ),
        (
            "a word alone",
            json("422 No", problem, r#"{"type":"bad-choice","status":422}"#),
        ),
        (
            "our word in another's shape",
            json(
                "409 Conflict",
                problem,
                r#"{"error":{"type":"urn:palmares:problem:ballot-closed","status":409}}"#,
            ),
        ),
        (
            "our word in a list",
            json(
                "409 Conflict",
                problem,
                r#"{"type":["urn:palmares:problem:ballot-closed"],"status":409}"#,
            ),
        ),
        (
            "our word under another status",
            json(
                "403 Forbidden",
                problem,
                r#"{"type":"urn:palmares:problem:ballot-closed","status":409}"#,
            ),
        ),
        ("a redirect", redirect("302 Found", "/portal")),
        (
            "a redirect to a vote",
            redirect("302 Found", "/api/vote?ballot=people"),
        ),
        (
            "a redirect back by GET",
            redirect("303 See Other", "/api/vote"),
        ),
        (
            "a redirect that repeats",
            redirect("307 Temporary Redirect", "/portal"),
        ),
        (
            "a redirect to https",
            redirect("308 Permanent Redirect", "https://127.0.0.1:9/x"),
        ),
        (
            "a redirect elsewhere",
            redirect("302 Found", "http://portal.invalid/"),
        ),
        (
            "rubbish as gzip",
            answer("200 OK\r\nContent-Encoding: gzip", "no gzip"),
        ),
    ]
}
