//! The crew's key: it reads, and moves nothing.

use crate::support::server::{Room, Server};
use serde_json::{Value, json};

#[test]
fn the_crews_key_opens_its_page_and_the_running_order_and_nothing_else() {
    let room = Room::demo();
    let server = Server::start(&room);
    let link = server.links["crew"].as_str().expect("a link");
    let key = server.key("crew");
    assert!(link.ends_with(&format!("/crew?key={key}")));
    for view in ["", "?view=list", "?view=prompter", "?view=timer"] {
        let page = server.get_as("crew", &format!("/crew{view}"));
        assert_eq!(page.status, 200);
        let view = view.split('=').nth(1).unwrap_or_default();
        assert!(page.body.contains(&format!("data-asked=\"{view}\"")));
    }
    assert_eq!(server.get("/crew").status, 401);
    for read in ["/api/rundown", "/api/asrun", "/api/asrun?format=csv"] {
        assert_eq!(server.get_as("crew", read).status, 200, "{read}");
    }
    for closed in [
        "/mc",
        "/producer",
        "/chair",
        "/api/ballots/people",
        "/api/export",
    ] {
        assert_eq!(server.get_as("crew", closed).status, 403, "{closed}");
    }
    for wish in [
        "/api/go",
        "/api/back",
        "/api/doors",
        "/api/ballots/people/open",
    ] {
        assert_eq!(
            server.post_as("crew", wish, &json!({})).status,
            403,
            "{wish}"
        );
    }
    assert_eq!(server.get_as("mc", "/crew").status, 403);
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn a_folder_of_an_earlier_version_gets_a_key_for_the_crew_at_its_next_start() {
    let room = Room::demo();
    let before = Server::start(&room);
    let [mc, crew] = ["mc", "crew"].map(|role| before.key(role));
    before.terminate();
    let path = room.show().join("keys.json");
    let text = std::fs::read_to_string(&path).expect("keys");
    let mut keys: Value = serde_json::from_str(&text).expect("JSON");
    keys.as_object_mut().expect("an object").remove("crew");
    std::fs::write(&path, keys.to_string()).expect("written");

    let after = Server::start(&room);
    assert_eq!(after.key("mc"), mc);
    assert!(after.key("crew").len() == 32 && after.key("crew") != crew);
    let kept = after.key("crew");
    after.terminate();
    assert_eq!(Server::start(&room).key("crew"), kept);
}

#[test]
fn a_revoked_key_of_the_crew_opens_nothing_and_the_new_one_opens_its_page() {
    let room = Room::demo();
    let server = Server::start(&room);
    let fresh = server.producer("/api/keys/crew/revoke", json!({}));
    assert_eq!(fresh["role"], "crew");
    assert_eq!(server.get_as("crew", "/crew").status, 401);
    let bearer = format!("Bearer {}", fresh["key"].as_str().expect("a key"));
    let answer = server.send("GET", "/crew", &[("authorization", &bearer)], &[]);
    assert_eq!(answer.status, 200);
}
