//! A network that answers in the server's place now and then: no vote is called lost or refused
//! because of it.

use crate::check::check;
use crate::support::portal::{Portal, Reply, page};
use crate::support::server::{Room, Server};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

#[test]
fn a_vote_that_something_else_answers_is_sent_again_and_neither_lost_nor_counted_twice() {
    let room = Room::demo();
    let server = Server::start(&room);
    let portal = Portal::before(&server);
    let votes = AtomicUsize::new(0);
    portal.does(move |heard| {
        if !heard.what.starts_with("POST /api/vote") {
            return Reply::Through;
        }
        match votes.fetch_add(1, SeqCst) % 6 {
            0 => Reply::Instead(page("200 OK")),
            1 => Reply::Instead(page("403 Forbidden")),
            2 => Reply::After(page("200 OK")),
            3 => Reply::After(page("404 Not Found")),
            _ => Reply::Through,
        }
    });
    let show = room.show();
    let sheet = check(&[
        &portal.base,
        show.to_str().expect("a path"),
        "--phones",
        "30",
        "--minutes",
        "0.05",
        "--seed",
        "20761",
        "--json",
    ]);
    let said = sheet.json();
    assert_eq!(sheet.row("lost")["verdict"], "pass", "{said:#}");
    assert_eq!(sheet.row("counted twice")["verdict"], "pass", "{said:#}");
    let turnout = &sheet.row("turnout")["numbers"];
    let [server, voters, unsure] =
        ["server", "voters", "unsure"].map(|name| turnout[name].as_u64().expect("a number"));
    // Whoever still waits for an answer of ours at the end may count, and nobody else.
    assert!(
        voters > 0 && (voters..=voters + unsure).contains(&server),
        "{said:#}"
    );
    let told = said.to_string() + &sheet.err;
    assert!(told.contains("not from this server"), "{told}");
}
