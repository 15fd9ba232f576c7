//! Other sites' frames: nothing of ours stands in them.

use crate::support::server::{Answer, Room, Server};
use crate::support::voters::join;

#[test]
fn no_page_of_ours_can_be_framed_by_another_site() {
    let room = Room::demo();
    let server = Server::start(&room);
    let voter = format!("/v/{}", join(&server));
    let pages = [
        "/",
        "/stage",
        "/results",
        "/t",
        "/p",
        "/t/WRONG",
        "/p/1234",
        "/receipts/people",
        "/mc",
        "/producer",
        "/nowhere",
        "/api/show",
        "/api/nowhere",
        "/static/mc.js",
        "/favicon.ico",
        &voter,
        "/receipts/none",
        "/healthz",
    ];
    let check = |what: &str, answer: &Answer| {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'self'"),
            "{what}: {policy}"
        );
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{what}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
        // Whether the server is there is nobody's secret, and the launcher asks from a file.
        let readable = if what.ends_with("/healthz") { "*" } else { "" };
        let allowed = answer.header("access-control-allow-origin");
        assert!(
            allowed.is_empty() || allowed == readable,
            "{what}: {allowed}"
        );
    };
    for page in pages {
        for method in ["GET", "HEAD", "POST", "OPTIONS"] {
            check(
                &format!("{method} {page}"),
                &server.send(method, page, &[("origin", "http://evil.example")], &[]),
            );
        }
    }
    for role in ["mc", "producer"] {
        check(role, &server.get_as(role, &format!("/{role}")));
    }
}
