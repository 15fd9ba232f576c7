//! `palmares net prepare` and `palmares net status`, and what they say where something is missing.

use crate::cluster::{Cluster, Shape, WELL};
use crate::support::server::{Room, Said, Server, program, run};
use crate::support::wait::until;
use palmares::ledger::jetstream::{Net, NetOptions};
use palmares::ledger::kept::Kept;
use palmares::net::fold::NetPolls;
use palmares::net::key::{NetFile, NodeKey};
use std::path::Path;

fn prepare(room: &Room, urls: &str, nodes: &[&str]) -> Said {
    let show = room.show();
    let show = show.to_str().expect("a path");
    let mut arguments = vec!["net", "prepare", show, "--nats", urls];
    for node in nodes {
        arguments.extend(["--node", node]);
    }
    run(&arguments, room.path())
}

fn status(room: &Room, urls: &str) -> Said {
    let show = room.show();
    let show = show.to_str().expect("a path");
    run(&["net", "status", show, "--net", urls], room.path())
}

fn node(folder: &Path, name: &str) -> NodeKey {
    let read = NodeKey::read(&NodeKey::path(folder, name));
    read.expect("a file").expect("it is there")
}

#[test]
fn prepare_makes_a_log_and_a_file_for_each_node_and_again_adds_one() {
    let cluster = Cluster::start(WELL);
    cluster.prepare("another");
    let urls = cluster.urls("show");
    let room = Room::demo();
    let said = prepare(&room, &urls, &["n1", "n2"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("node-n1.key") && said.out.contains("node-n2.key"));
    assert_eq!(said.err, "", "the servers say that they sync");
    let show = room.show();
    let first = node(&show, "n1");
    let file = NetFile::read(&show).unwrap().expect("net.json");
    assert!(
        !file.servers.contains("show"),
        "no password is kept: {}",
        file.servers
    );
    #[cfg(unix)]
    for name in ["node-n1.key", "net.json"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = show.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }

    let said = prepare(&room, &urls, &["n3", "n1"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(NetFile::read(&show).unwrap().expect("net.json"), file);
    let same =
        |a: &NodeKey, b: &NodeKey| a.signer().unwrap().public() == b.signer().unwrap().public();
    assert!(same(&node(&show, "n1"), &first), "a node keeps its key");

    let said = status(&room, &urls);
    assert_eq!(said.code, 0, "{}", said.err);
    for line in [
        "Node n1: 0 messages.",
        "Node n3: 0 messages.",
        "Skipped: 0 forged",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }

    stops(&room, &urls);

    // The same servers and evening under another hall's key.
    let options = NetOptions::of(
        std::slice::from_ref(&urls),
        &Default::default(),
        &file.evening,
    )
    .unwrap();
    let net = Net::start(&options).expect("a thread");
    let other = node(&show, "n2").signer().unwrap().public();
    let opened = Kept::<NetPolls>::open(net.reader(other));
    let error = opened.err().expect("it is refused").to_string();
    assert!(error.contains("another hall's key"), "{error}");

    // A node whose file is lost.
    std::fs::remove_file(NodeKey::path(&show, "n2")).unwrap();
    let said = prepare(&room, &urls, &["n2"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("Choose another name"), "{}", said.err);
}

/// A node that is stopped for good, and says so to whoever asks for its health.
fn stops(room: &Room, urls: &str) {
    let show = room.show();
    let stop = |name: &str| {
        let show = show.to_str().expect("a path");
        let arguments = ["net", "prepare", show, "--nats", urls, "--stop", name];
        run(&arguments, room.path())
    };
    let running = Server::node(room, &NodeKey::path(&show, "n3"), urls);
    let health = |status: u16| {
        until("its health", || {
            (running.get("/healthz").status == status).then_some(())
        });
    };
    health(200);
    let said = stop("n9");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("lists no node n9"), "{}", said.err);
    let said = stop("n3");
    assert_eq!(said.code, 0, "{}", said.err);
    health(503);
    assert_eq!(running.get("/healthz").json()["status"], "stopped");
    let log = || std::fs::read_to_string(room.path().join("node-n3.err")).unwrap_or_default();
    until("its log says so", || {
        log().contains("the hall has stopped n3").then_some(())
    });
    assert_eq!(stop("n3").code, 0, "it is stopped already");
    let said = status(room, urls);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.ends_with("\nAll is well.\n"), "{}", said.out);
    let line = "Node n3: 0 messages, stopped.";
    assert!(said.out.contains(line), "{}", said.out);
    let said = prepare(room, urls, &["n3"]);
    assert!(said.err.contains("Choose another name"), "{}", said.err);
}

#[test]
fn what_the_servers_lack_is_said_in_a_sentence() {
    let room = Room::demo();
    let nowhere = prepare(&room, "nats://127.0.0.1:1", &["n1"]);
    assert_eq!(nowhere.code, 1);
    assert!(
        nowhere
            .err
            .contains("No NATS server answers at nats://127.0.0.1:1")
    );
    for (url, word) in [
        (
            "nats://u:secret@198.51.100.7:4222",
            "198.51.100.7 is another machine",
        ),
        (
            "http://u:secret@127.0.0.1:4222",
            "is no address of a NATS server",
        ),
    ] {
        let said = prepare(&room, url, &["n1"]);
        assert_eq!(said.code, 2);
        assert!(
            said.err.contains(word) && !said.err.contains("secret"),
            "{}",
            said.err
        );
    }
    let named = prepare(&room, "nats://127.0.0.1:1", &["hall"]);
    assert_eq!(named.code, 2);
    let status = status(&Room::demo(), "nats://127.0.0.1:1");
    assert!(
        status.err.contains("Run palmares net prepare first"),
        "{}",
        status.err
    );
    assert!(
        program()
            .arg("net")
            .output()
            .is_ok_and(|said| !said.status.success())
    );
}

#[test]
fn one_server_alone_is_refused_and_so_is_a_wrong_password() {
    let cluster = Cluster::start(Shape { servers: 1, ..WELL });
    let room = Room::demo();
    let said = prepare(&room, &cluster.urls("show"), &["n1"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("replica"), "{}", said.err);
    let said = prepare(&room, &cluster.urls("nobody"), &["n1"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("refuse this user"), "{}", said.err);
}

#[test]
fn servers_that_do_not_sync_or_do_not_let_us_are_named() {
    let lazy = Cluster::start(Shape {
        sync_always: false,
        ..WELL
    });
    let room = Room::demo();
    until("all servers to answer", || {
        let said = prepare(&room, &lazy.urls("show"), &["n1"]);
        assert_eq!(said.code, 1);
        said.err.contains("sync_interval: always").then_some(())
    });
    drop(lazy);

    let strict = Cluster::start(Shape {
        tells: false,
        guest: "$JS.API.STREAM.INFO.>",
        ..WELL
    });
    strict.prepare("another");
    let said = prepare(&room, &strict.urls("guest"), &["n1"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("do not let this user"), "{}", said.err);
    let said = prepare(&room, &strict.urls("show"), &["n1"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("do not say whether they sync"),
        "{}",
        said.err
    );
}

#[test]
fn a_lost_quorum_is_named() {
    let mut cluster = Cluster::start(WELL);
    cluster.prepare("another");
    let room = Room::demo();
    let urls = cluster.urls("show");
    assert_eq!(prepare(&room, &urls, &["n1"]).code, 0);
    (0..2).for_each(|number| cluster.kill(number));
    let said = status(&room, &urls);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("no quorum"), "{}", said.err);
}

#[test]
fn no_help_text_shows_a_password_that_the_environment_holds() {
    for (name, words) in [
        ("PALMARES_NATS", &["net", "prepare"][..]),
        ("PALMARES_NET", &["net", "status"]),
        ("PALMARES_NET", &["serve"]),
        ("PALMARES_NET", &["audience"]),
    ] {
        let helped = program()
            .args(words)
            .arg("--help")
            .env(name, "nats://show:hush@127.0.0.1:4222")
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&helped.stdout);
        assert!(text.contains(name), "{words:?}: {text}");
        assert!(!text.contains("hush"), "{words:?}: {text}");
    }
}

#[test]
fn a_server_that_is_missing_is_named_and_no_right_is_asked_for() {
    let mut cluster = Cluster::start(WELL);
    cluster.prepare("another");
    let room = Room::demo();
    let urls = cluster.urls("show");
    assert_eq!(prepare(&room, &urls, &["n1"]).code, 0);
    cluster.kill(0);
    let said = until("the server that is missing", || {
        let said = status(&room, &urls);
        // The others take some seconds to miss it, too: until then all is well by their word.
        (said.err.contains("n0 does not answer") && said.code == 1).then_some(said)
    });
    assert!(!said.err.contains("$SYS"), "{}", said.err);
}

#[test]
fn a_node_with_a_key_that_the_log_does_not_list_takes_no_votes_and_says_so() {
    let cluster = Cluster::start(WELL);
    cluster.prepare("another");
    let urls = cluster.urls("show");
    let room = Room::demo();
    let said = prepare(&room, &urls, &["n1", "n2"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let right = std::fs::read_to_string(NodeKey::path(&room.show(), "n1")).expect("a file");
    let foreign = |name: &str, key: &str, value: &str| {
        let mut file: serde_json::Value = serde_json::from_str(&right).expect("JSON");
        file[key] = value.into();
        let path = room.path().join(format!("{name}.key"));
        std::fs::write(&path, file.to_string()).expect("a file");
        let node = Server::node(&room, &path, &urls);
        until("it is read", || {
            let health = node.get("/healthz");
            let unlisted = health.json()["status"] == "unlisted";
            (health.status == 503 && unlisted).then_some(())
        });
        let said = || {
            let log = std::fs::read_to_string(room.path().join(format!("{name}.err")));
            log.unwrap_or_default()
                .contains("does not list")
                .then_some(())
        };
        until("it is said", said);
    };
    foreign("secret", "secret", &"5a".repeat(32));
    foreign("name", "name", "n9");

    // A new evening stops the nodes that still have the former one's files.
    let old = Server::node(&room, &NodeKey::path(&room.show(), "n1"), &urls);
    let health = |node: &Server, word: &str| {
        until(word, || {
            (node.get("/healthz").json()["status"] == word).then_some(())
        });
    };
    health(&old, "ok");
    let (show, more) = (room.show(), ["--node", "n1", "--new-evening"]);
    let show = show.to_str().expect("a path");
    let anew = ["net", "prepare", show, "--nats", &urls];
    let said = run(&[&anew[..], &more].concat(), room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("in the former log"), "{}", said.out);
    health(&old, "stopped");
    assert_eq!(old.get("/healthz").status, 503);
    let new = Server::node(&room, &NodeKey::path(&room.show(), "n1"), &urls);
    health(&new, "ok");
    let nowhere = new.get("/api/rundown");
    assert_eq!(nowhere.status, 404);
    assert!(!nowhere.body.contains("openapi"), "{}", nowhere.body);
}
