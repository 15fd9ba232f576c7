//! Blunt force over the port, all at once, while the hall votes and the MC presses.

use crate::attackers as with;
use crate::support::dice::form;
use crate::support::raw::{connect, request};
use crate::support::server::{Room, Server};
use crate::support::voters::{cast, join};
use palmares::demo;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// By so much the server may grow under all of it, in KiB.
const GROWTH_MAX_KIB: u64 = 96 << 10;

/// A press or a vote is answered within this time, however hard the door is pushed.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// Headers have ten seconds, bodies ten, silent screens twenty; the rest is for a busy machine.
const SLOW_MAX: Duration = Duration::from_secs(15);
const SILENT_MAX: Duration = Duration::from_secs(30);

/// An answer that nobody takes is given up after this time.
const UNREAD_MAX: Duration = Duration::from_secs(45);

fn resident_kib(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number
        .and_then(|number| number.parse().ok())
        .expect("a number")
}

/// How long each kind of answer took at most.
#[derive(Default)]
struct Slowest(Mutex<BTreeMap<&'static str, (Duration, u32)>>);

impl Slowest {
    fn took(&self, what: &'static str, started: Instant) {
        let mut all = self.0.lock().expect("nobody has failed");
        let entry = all.entry(what).or_default();
        entry.0 = entry.0.max(started.elapsed());
        entry.1 += 1;
    }
}

fn honest_voter(server: &Server, slowest: &Slowest, votes: &AtomicU64) {
    let voter = join(server);
    let started = Instant::now();
    let answer = cast(server, &voter, "people", "optimal");
    assert_eq!(answer.json()["status"], "counted", "{}", answer.body);
    slowest.took("a vote", started);
    votes.fetch_add(1, Ordering::Relaxed);
}

fn pushed(server: &Server) {
    std::thread::scope(|scope| {
        for path in [
            "/live/audience",
            "/live/stage",
            "/live/stage?screen=hostile-1",
        ] {
            scope.spawn(move || {
                for first in [0x81, 0x82, 0x01, 0x02] {
                    let sent = with::huge_frame(server, path, first);
                    assert!(sent < with::FRAME_BYTES, "{path} took all of it");
                }
                with::endless_fragments(server, path);
            });
        }
        scope.spawn(|| with::empty_fragments(server, "/live/stage", SILENT_MAX));
        scope.spawn(move || {
            for lines in [false, true, false, true] {
                assert!(with::huge_headers(server, lines) < with::HEADER_BYTES);
            }
            assert!(with::huge_address(server) < with::HEADER_BYTES);
            assert!(with::endless_continuation(server) < with::HEADER_BYTES);
        });
        scope.spawn(move || {
            for path in ["/api/join", "/api/vote", "/vote", "/api/go"] {
                for announced in [true, false] {
                    let sent = with::huge_body(server, path, announced);
                    assert!(sent < with::FRAME_BYTES, "{path} took all of it");
                }
            }
        });
    });
}

/// Slow ones: everyone is sent away in time.
fn dripped(server: &Server, count: usize) {
    let started = Instant::now();
    let mut slow: Vec<_> = (0..count)
        .map(|n| with::Dripping::start(server, n))
        .collect();
    while slow.iter().any(|one| one.ended.is_none()) && started.elapsed() < SLOW_MAX {
        slow.iter_mut().for_each(|one| one.drip(started));
        std::thread::sleep(Duration::from_millis(500));
    }
    let mut kinds: BTreeMap<&str, Duration> = BTreeMap::new();
    for one in &slow {
        let ended = one
            .ended
            .unwrap_or_else(|| panic!("{} is waited for after {SLOW_MAX:?}", one.what));
        let last = kinds.entry(one.what).or_default();
        *last = (*last).max(ended);
    }
    println!("{count} slow ones were gone after {kinds:?}");
}

/// Those who take nothing: screens, readers of a long film (by HTTP/2 a hundred times at once), and
/// phones that ask for the page again and again.
fn unread(server: &Server, count: usize) -> Vec<(&'static str, TcpStream)> {
    let kind = |number: usize| match number % 4 {
        0 => (
            "a screen",
            with::upgraded(server, "/live/stage", with::narrow(server)),
        ),
        1 => ("a phone", asked(server, "GET /", 200)),
        2 => ("HTTP/2", with::windowless(server, "/media/clip.mp4")),
        _ => ("a film", asked(server, "GET /media/clip.mp4", 1)),
    };
    (0..count).map(kind).collect()
}

/// Asks so many times at once, and takes none of the answers.
fn asked(server: &Server, line: &str, times: usize) -> TcpStream {
    let mut stream = with::narrow(server);
    let one = request(server, line, &[("upgrade", b"none")], &[]);
    stream.set_nonblocking(true).expect("set");
    let _ = stream.write(&one.repeat(times));
    stream
}

/// The built-in final with a film of 64 MiB.
fn with_a_film() -> Room {
    let entry = "id    = \"optimal\"\n";
    assert!(demo::SHOW.contains(entry));
    let clip = format!("{entry}clip = \"media/clip.mp4\"\n");
    let room = Room::with(&demo::SHOW.replacen(entry, &clip, 1));
    let film = fs::File::create(room.show().join("media/clip.mp4")).expect("a film");
    film.set_len(64 << 20).expect("long");
    room
}

#[test]
fn votes_and_presses_are_answered_while_the_door_is_pushed_in_every_way_and_memory_stays_bounded() {
    let room = with_a_film();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({"seconds": 600}));
    // The first of everything is not growth.
    honest_voter(&server, &Slowest::default(), &AtomicU64::new(0));
    drop(connect(&server));
    let before = resident_kib(server.pid());
    let (peak, done) = (AtomicU64::new(before), AtomicBool::new(false));
    let (slowest, votes) = (Slowest::default(), AtomicU64::new(1));
    std::thread::scope(|scope| {
        let (done, server, slowest, votes) = (&done, &server, &slowest, &votes);
        let going = move || !done.load(Ordering::Relaxed);
        let peak = &peak;
        scope.spawn(move || {
            while going() {
                peak.fetch_max(resident_kib(server.pid()), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        for _ in 0..2 {
            scope.spawn(move || {
                while going() {
                    honest_voter(server, slowest, votes);
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
        }
        scope.spawn(move || {
            for on in [true, false].into_iter().cycle() {
                if !going() {
                    break;
                }
                let started = Instant::now();
                server.mc("/api/blackout", json!({ "on": on }));
                slowest.took("a press", started);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let besieged = std::thread::scope(|siege| {
            let pushers = [
                siege.spawn(|| (0..form(1, 10)).for_each(|_| pushed(server))),
                siege.spawn(|| dripped(server, form(200, 1_000))),
                siege.spawn(|| unread_are_sent_away(server, form(100, 500))),
            ];
            pushers.into_iter().all(|pusher| pusher.join().is_ok())
        });
        done.store(true, Ordering::Relaxed);
        assert!(besieged);
    });
    let after = resident_kib(server.pid());
    let peak = peak.into_inner();
    let counted = server.get_as("mc", "/api/ballots/people").json()["turnout"].clone();
    println!("memory: {before} KiB before, {peak} KiB at most, {after} KiB after");
    for (what, (took, times)) in slowest.0.into_inner().expect("nobody has failed") {
        println!("{what}, {times} times: {took:?} at most");
        assert!(took < ANSWER_MAX, "{what} took {took:?}");
    }
    assert_eq!(
        counted,
        votes.into_inner(),
        "every answered vote is there once"
    );
    assert!(
        peak < before + GROWTH_MAX_KIB,
        "the server grew by {} KiB",
        peak - before
    );
    assert!(!room.err().contains("panicked"), "{}", room.err());
}

fn unread_are_sent_away(server: &Server, count: usize) {
    let mut waiting = unread(server, count);
    let started = Instant::now();
    let mut last: BTreeMap<&str, Duration> = BTreeMap::new();
    while !waiting.is_empty() && started.elapsed() < UNREAD_MAX {
        let served = with::served(server);
        waiting.retain(|(what, stream)| {
            let port = stream.local_addr().expect("an address").port();
            if !served.contains(&port) {
                last.insert(what, started.elapsed());
            }
            served.contains(&port)
        });
        std::thread::sleep(Duration::from_millis(500));
    }
    println!("{count} who read nothing were gone after {last:?}");
    let left: Vec<&str> = waiting.iter().map(|(what, _)| *what).collect();
    assert!(left.is_empty(), "{} are still served: {left:?}", left.len());
}
