//! A start on a full disk: whatever is not the journal or the box never stops it.

use crate::disk::{Disk, Files, Kind};
use crate::support::server::{Room, Server, program};
use crate::support::shows::GALA;
use crate::support::voters::vote;
use crate::support::wait::until;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::{Child, Stdio};

/// A server that has not said where it is in `links.json`.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts on a disk that is full but for what the terminal is written to, and tells where the
/// server answers.
fn start(room: &Room, disk: &Disk, more: &[&str]) -> (Started, String) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = port.local_addr().expect("an address").to_string();
    drop(port);
    let log = fs::File::create(room.path().join("err")).expect("a log");
    let out = fs::File::create(room.path().join("out")).expect("a log");
    let mut command = disk.program();
    command
        .args(["serve", "show", "--listen", &address])
        .args(more);
    command.current_dir(room.path()).stdin(Stdio::null());
    let child = command.stdout(out).stderr(log).spawn().expect("it starts");
    let mut started = Started(child);
    until("it is well", || {
        let ended = started.0.try_wait().expect("a child");
        assert!(ended.is_none(), "it ended with {ended:?}: {}", room.err());
        let answer = ureq::get(&format!("http://{address}/healthz"))
            .call()
            .ok()?;
        (answer.status() == 200).then_some(())
    });
    (started, address)
}

fn began(room: &Room) -> Disk {
    let disk = Disk::of(room);
    let server = disk.serve(room);
    server.mc("/api/goto", json!({"cue": "finalists/2"}));
    server.terminate();
    disk
}

#[test]
fn a_show_starts_although_nothing_but_its_records_can_be_written() {
    let room = Room::with(GALA);
    let disk = began(&room);
    for files in [Files::Rest, Files::All] {
        disk.fail(files, Kind::Full, 0);
        let (_server, address) = start(&room, &disk, &[]);
        let show = ureq::get(&format!("http://{address}/api/show")).call();
        let text = show.expect("it answers").body_mut().read_to_string();
        let show: Value = serde_json::from_str(&text.expect("text")).expect("JSON");
        assert_eq!(show["cue"]["id"], "finalists/2");
        // Links of an earlier start would lead elsewhere.
        assert!(!room.show().join("links.json").exists());
        disk.mend();
        until("the links are written as soon as they can be", || {
            let text = fs::read_to_string(room.show().join("links.json")).ok()?;
            text.contains(&address).then_some(())
        });
    }
}

#[test]
fn the_terminal_says_where_links_could_not_be_written() {
    let room = Room::with(GALA);
    let disk = began(&room);
    fs::remove_file(room.show().join("links.json")).expect("removed");
    // A folder in its place stops even root, and leaves the terminal alone.
    fs::create_dir(room.show().join("links.json-coming")).expect("in the way");
    let (_server, address) = start(&room, &disk, &[]);
    let said = room.out();
    assert!(said.contains("links.json cannot be written"), "{said}");
    assert!(
        said.contains(&format!("http://{address}/mc?key=")),
        "{said}"
    );
}

#[test]
fn files_that_say_the_same_are_not_written_again() {
    let room = Room::with(GALA);
    let listen = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listen.local_addr().expect("an address").to_string();
    drop(listen);
    let mut first = program();
    first
        .arg("serve")
        .arg(room.show())
        .args(["--listen", &address]);
    Server::launch(&room, &room.show(), first, &[]).terminate();
    let inode = |name: &str| fs::metadata(room.show().join(name)).expect("a file").ino();
    let before = (inode("links.json"), inode("keys.json"));
    let mut child = program()
        .args(["serve", "show", "--listen", &address])
        .current_dir(room.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    until("it is well", || {
        ureq::get(&format!("http://{address}/healthz")).call().ok()
    });
    let after = (inode("links.json"), inode("keys.json"));
    child.kill().expect("ended");
    child.wait().expect("ended");
    assert_eq!(before, after);
}

#[test]
fn https_of_the_shows_own_starts_on_a_full_disk_with_and_without_its_files() {
    let room = Room::with(GALA);
    let disk = began(&room);
    disk.fail(Files::Rest, Kind::Full, 0);
    let (server, _) = start(&room, &disk, &["--tls-local"]);
    drop(server);
    assert!(
        !room.show().join("tls/ca.pem").exists(),
        "nothing half-made"
    );
    disk.mend();
    let (server, _) = start(&room, &disk, &["--tls-local"]);
    drop(server);
    let ca = fs::read(room.show().join("tls/ca.pem")).expect("made");
    disk.fail(Files::Rest, Kind::Full, 0);
    let (_server, _) = start(&room, &disk, &["--tls-local"]);
    assert_eq!(fs::read(room.show().join("tls/ca.pem")).expect("kept"), ca);
}

#[test]
fn a_juror_who_is_new_on_a_full_disk_gets_a_key_for_this_start() {
    let room = Room::with(GALA);
    let disk = began(&room);
    let jury = "\n[jury]\n[[jury.juror]]\nid = \"fok\"\nname = \"Fok\"\n";
    fs::write(room.show().join("show.toml"), format!("{GALA}{jury}")).expect("edited");
    disk.fail(Files::Rest, Kind::Full, 0);
    let (_server, _) = start(&room, &disk, &[]);
}

#[test]
fn votes_are_counted_on_a_disk_that_takes_nothing_but_records() {
    let room = Room::with(GALA);
    let disk = Disk::of(&room);
    let server = disk.serve(&room);
    disk.fail(Files::Rest, Kind::Full, 0);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    vote(&server, "people", "echo");
    assert_eq!(server.get("/healthz").json()["status"], "ok");
}
