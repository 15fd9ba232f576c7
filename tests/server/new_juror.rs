//! A juror who comes or goes while the show is served.

use crate::rule_change::gala;
use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use serde_json::{Value, json};

const YIP: &str = "[[jury.juror]]\nid = \"yip\"\nname = \"yip\"\n";
const LAM: &str = "[[jury.juror]]\nid = \"lam\"\nname = \"lam\"\n";

/// Takes over this show file, and tells what `links.json` says then.
fn reread(room: &Room, server: &Server, file: &str) -> Value {
    std::fs::write(room.show().join("show.toml"), file).expect("written");
    server.producer("/api/reread", json!({}));
    links(room)
}

fn links(room: &Room) -> Value {
    let text = std::fs::read_to_string(room.show().join("links.json")).expect("links.json");
    serde_json::from_str(&text).expect("whole")
}

fn key<'a>(links: &'a Value, juror: &str) -> &'a str {
    links["keys"]["jury"][juror].as_str().expect("a key")
}

/// The status of a juror's sheet, asked for with this key.
fn sheet(server: &Server, key: &str) -> u16 {
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str())];
    server.send("GET", "/api/jury/sheet", &headers, &[]).status
}

#[test]
fn a_juror_whom_a_reread_brings_has_a_link_at_once_and_one_whom_it_drops_is_shut_out() {
    let room = Room::with(&gala());
    let server = Server::start(&room);
    let before = links(&room);
    let mut desk = Socket::role(&server, "producer");
    let stamp = desk.next()["regions"]["keys"].clone();
    let bearer = format!("Bearer {}", key(&before, "lam"));
    let opened = Socket::open(&server, "/live/jury", &[("authorization", &bearer)]);
    let mut lam = opened.expect("lam's sheet");
    lam.next();

    let after = reread(&room, &server, &(gala().replace(LAM, "") + YIP));
    let yip = key(&after, "yip").to_owned();
    assert_eq!(
        after["jury"]["yip"],
        format!("{}/jury?key={yip}", server.base)
    );
    assert_eq!(sheet(&server, &yip), 200);
    let asked = server.get(&format!("/jury?key={yip}"));
    assert!(asked.status == 200 && asked.body.contains("yip"));
    desk.next_where("the desk fetches its links", |frame| {
        frame["regions"]["keys"] != stamp
    });
    let page = server.get_as("producer", "/producer").body;
    assert!(page.contains(&yip) && !page.contains(key(&before, "lam")));

    let mut same = before.clone();
    for jurors in ["/jury", "/keys/jury"] {
        let jurors = same.pointer_mut(jurors).and_then(Value::as_object_mut);
        jurors.expect("jurors").remove("lam");
    }
    same["jury"]["yip"] = after["jury"]["yip"].clone();
    same["keys"]["jury"]["yip"] = json!(yip);
    assert_eq!(after, same, "nobody else's changes");
    assert_eq!(lam.close_code(), Some(4401));
    assert_eq!(sheet(&server, key(&before, "lam")), 401);
    let revoked = server.post_as("producer", "/api/keys/jury/lam/revoke", &json!({}));
    assert_eq!(revoked.status, 404, "{}", revoked.body);

    server.kill();
    let server = Server::start(&room);
    assert_eq!(server.links["keys"], after["keys"]);
    assert_eq!(sheet(&server, &yip), 200);
    assert_eq!(sheet(&server, key(&before, "lam")), 401);
    let back = reread(&room, &server, &(gala() + YIP));
    assert_eq!(key(&back, "lam"), key(&before, "lam"));
    assert_eq!(sheet(&server, key(&before, "lam")), 200);
}

#[test]
fn a_file_that_is_edited_between_two_starts_brings_its_juror_in_with_the_start() {
    let room = Room::with(&gala());
    let known = links_of_a_start(&room);
    let path = room.show().join("show.toml");
    std::fs::write(path, gala() + YIP).expect("written");
    let server = Server::start(&room);
    assert_eq!(sheet(&server, key(&links(&room), "yip")), 200);
    assert_eq!(key(&links(&room), "fok"), key(&known, "fok"));
}

fn links_of_a_start(room: &Room) -> Value {
    Server::start(room).kill();
    links(room)
}

#[test]
fn a_first_jury_that_a_reread_brings_is_reached_at_the_jurys_own_address() {
    let file = gala();
    let room = Room::with(&file[..file.find("[jury]").expect("a jury")]);
    let url = "https://jury.example";
    let doors = ["--listen", "127.0.0.1:0", "--jury-listen", "127.0.0.1:0"];
    let doors: Vec<&str> = doors.into_iter().chain(["--jury-url", url]).collect();
    let server = Server::start_with(&room, &doors, &[]);
    assert_eq!(links(&room)["chair"], Value::Null);
    let after = reread(&room, &server, &file);
    for link in [&after["chair"], &after["jury"]["fok"]] {
        assert!(link.as_str().expect("a link").starts_with(url), "{link}");
    }
    assert_eq!(sheet(&server, key(&after, "fok")), 200);
}
