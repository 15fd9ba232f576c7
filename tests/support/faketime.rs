//! A wall clock that can be moved while the program runs. Its monotonic clock stays as it is.

use super::server::{Room, Server, program};
use std::fs;
use std::path::PathBuf;

/// Where Debian puts the library.
fn library() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").expect("a folder").flatten();
    let found = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    let mut found = found.filter(|path| path.exists());
    found
        .next()
        .expect("libfaketime is not installed: ./tests/run sets it up")
}

/// Moves the wall clock of this room's servers by so many seconds from the true time.
pub fn set(room: &Room, seconds: i64) {
    // Written aside and renamed: the library may read it at any moment.
    let coming = room.path().join("wall-clock-coming");
    fs::write(&coming, format!("{seconds:+}")).expect("written");
    fs::rename(&coming, room.path().join("wall-clock")).expect("renamed");
}

/// Serves the room's show by a wall clock that is `seconds` off.
pub fn start(room: &Room, seconds: i64) -> Server {
    start_at(room, seconds, 0)
}

/// The same on a port that an earlier one had.
pub fn start_at(room: &Room, seconds: i64, port: u16) -> Server {
    set(room, seconds);
    let listen = format!("127.0.0.1:{port}");
    let mut command = program();
    command
        .arg("serve")
        .arg(room.show())
        .args(["--listen", &listen])
        .env("LD_PRELOAD", library())
        .env("FAKETIME_TIMESTAMP_FILE", room.path().join("wall-clock"))
        .env("FAKETIME_NO_CACHE", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    Server::launch(room, &room.show(), command, &[])
}
