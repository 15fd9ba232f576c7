//! The real program on a real port: addresses that nobody was given lead to no secret.

use crate::canaries::{kept, planted};
use crate::needles::Needles;
use crate::support::dice::form;
use crate::support::server::Server;
use crate::wire::ask;

/// Addresses that somebody might try.
fn guesses(secret_file: &str, most: usize) -> Vec<String> {
    let folders = [
        "",
        "api/",
        "media/",
        "static/",
        "show/",
        "live/",
        ".git/",
        "media/../",
        "static/../",
        "media/..%2f",
        "static/..%2f",
        "media/%2e%2e/",
        "static/%2e%2e%2f",
        "media//",
        "/",
        "..%5c",
        "media/..%5c",
        "api/envelopes/",
        "api/awards/",
        "api/results/",
        "api/ballots/people/",
        "api/export/",
        "receipts/",
        "v/",
        "palmares-demo/",
        "backup/",
        "old/",
        "%2e%2e/",
        "static/fonts/",
        "media/./",
    ];
    let mut names: Vec<String> = [
        "show.toml",
        "show.db",
        "show.db-wal",
        "show.db-shm",
        "votes.db",
        "votes.db-wal",
        "keys.json",
        "keys.json-coming",
        "links.json",
        "tickets.txt",
        "server.lock",
        "winners",
        "winner",
        "envelopes",
        "envelope",
        "export",
        "tally",
        "debug",
        "admin",
        "state",
        "journal",
        "events",
        "log",
        "secrets",
        "first-prize",
        "first-prize/winner",
        "best-screenplay",
        "citation",
        "config",
        "index",
        "people",
        "media",
        ".",
        ".env",
        "Cargo.toml",
        "etc/passwd",
        "proc/self/environ",
        "producer",
        "jury",
        "chair",
    ]
    .map(str::to_owned)
    .into();
    names.push(format!("{secret_file}.mp4"));
    let ends = [
        "",
        ".json",
        ".bak",
        "~",
        "?format=json",
        "%00",
        "/",
        ".old",
        "?key=",
        "?debug=1",
        ";.css",
        ".gz",
    ];
    let mut all = Vec::new();
    for end in ends {
        for name in &names {
            for folder in folders {
                all.push(format!("/{folder}{}{end}", name.replace('獎', "%E7%8D%8E")));
            }
        }
    }
    // Evenly from all of them, so that the quick form tries every kind.
    let step = (all.len() / most).max(1);
    all.into_iter().step_by(step).collect()
}

#[test]
fn guessed_addresses_lead_to_no_secret_and_break_nothing() {
    let (room, secrets) = planted();
    let server = Server::start(&room);
    let mut hidden = secrets.clone();
    hidden.extend(kept(&room));
    let needles = Needles::of(&hidden);
    let guesses = guesses(&secrets["the unnamed film's name"], form(1_500, 10_000));
    println!("{} guesses, without a key and as the MC", guesses.len());
    let mc = format!("Bearer {}", server.key("mc"));
    std::thread::scope(|scope| {
        for lane in guesses.chunks(guesses.len().div_ceil(4)) {
            let (server, mc, needles) = (&server, &mc, &needles);
            scope.spawn(move || {
                for path in lane {
                    for headers in [&[][..], &[("authorization", mc.as_str())]] {
                        let heard = ask(server.host(), &format!("GET {path}"), headers);
                        let status = heard.status();
                        assert!((200..500).contains(&status), "{path}: {status}");
                        for bytes in [heard.head.as_bytes(), &heard.decoded()] {
                            let mut found = needles.found_in(bytes);
                            // Who asks for a name gets it back, and learns nothing.
                            found.retain(|whose| !whose.starts_with("the unnamed film's name"));
                            assert!(found.is_empty(), "{path}: {found:?}");
                        }
                    }
                }
            });
        }
    });
}
