//! Two evenings with the same clock that differ only in what is sealed, each on a port of its own:
//! everything that comes over the wire is the same, with its headers, its sizes and its order,
//! until the reveal.

use crate::evenings::{base, variants};
use crate::support::ledgers::{box_in_memory, journal_in_memory, scores_in_memory};
use crate::wire::ask;
use palmares::clock::ManualClock;
use palmares::director::Director;
use palmares::fanout::Sources;
use palmares::folder::Folder;
use palmares::http::App;
use palmares::http::router::router;
use palmares::keys::Keys;
use palmares::presence::Presence;
use palmares::show::command::Command;
use palmares::show::event::{At, By};
use palmares::show::programme::Show;
use palmares::view::producer::{LinkKeys, Links};
use palmares::view::ready::MachineFacts;
use palmares::voter::Voters;
use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Message, WebSocket, client};

pub struct House {
    pub host: String,
    pub director: Director,
    pub runtime: Runtime,
}

impl House {
    pub fn open(show: Show) -> House {
        // A juror without a key would get one by chance.
        let jurors = show.jury.jurors.iter();
        let key = |id: &String| (id.clone(), format!("the-{id}"));
        let jurors: BTreeMap<String, String> = jurors.map(|juror| key(&juror.id)).collect();
        let keys = Keys {
            mc: "the-mc".into(),
            producer: "the-producer".into(),
            chair: None,
            crew: Some("the-crew".into()),
            jury: jurors.clone(),
            cookie_secret: "c".into(),
            ballot_key: "b".into(),
        };
        let link_keys = LinkKeys {
            mc: keys.mc.clone(),
            producer: keys.producer.clone(),
            chair: None,
            crew: keys.crew.clone(),
            jury: jurors,
        };
        // The address is the same too, for it is drawn into codes.
        let links = {
            let base = "http://192.0.2.1:8080";
            Links::of(base, base, base, link_keys)
        };
        let sources = Sources {
            net: None,
            presence: Arc::new(Presence::default()),
            ballots: box_in_memory(),
            scores: scores_in_memory(),
            voters: Arc::new(Voters::new(&keys, "/nowhere".into())),
            audience_url: links.audience.clone(),
            gallery: Arc::default(),
        };
        let clock = Arc::new(ManualClock::at(At(1_772_700_000_000)));
        let journal = journal_in_memory();
        let director = Director::start(journal, Some(Arc::new(show)), clock, sources.clone());
        let director = director.expect("the evening begins");
        let machine = MachineFacts {
            served: true,
            ..MachineFacts::default()
        };
        director.fanout().machine_found(machine);
        let folder = Folder::at("/nowhere");
        let app = App::new(director.clone(), sources, folder, links, keys, false);
        let service = router(Arc::new(app)).open();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        listener.set_nonblocking(true).expect("set");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.expect("a runtime");
        let guard = runtime.enter();
        let server = axum_server::from_tcp(listener).expect("a server");
        drop(guard);
        runtime.spawn(server.serve(service));
        House {
            host,
            director,
            runtime,
        }
    }

    fn ask(&self, command: Command) {
        let by = if matches!(
            command,
            Command::LookAtTally { .. } | Command::OpenEnvelope { .. }
        ) {
            By::Producer
        } else {
            By::Mc
        };
        let done = self.runtime.block_on(self.director.command(command, by));
        done.expect("obeyed");
    }

    pub fn socket(&self, path: &str) -> WebSocket<TcpStream> {
        let stream = TcpStream::connect(&self.host).expect("it listens");
        let mut request = format!("ws://{}{path}", self.host)
            .into_client_request()
            .expect("an address");
        let bearer = if path.contains("producer") {
            "Bearer the-producer"
        } else if path.contains("crew") {
            "Bearer the-crew"
        } else {
            "Bearer the-mc"
        };
        request
            .headers_mut()
            .insert("authorization", bearer.parse().expect("a value"));
        client(request, stream).expect("open").0
    }

    /// Everything over HTTP: who asks, in which encoding and language, and what comes, to the byte.
    pub fn pages(&self) -> Vec<(String, String, Vec<u8>)> {
        let mut all = Vec::new();
        for key in [
            "",
            "Bearer the-mc",
            "Bearer the-producer",
            "Bearer the-crew",
        ] {
            for (encoding, language) in [
                ("identity", "zh-Hant-HK"),
                ("gzip", "en"),
                ("br", "zh-Hans"),
            ] {
                for path in PATHS {
                    let mut headers =
                        vec![("accept-encoding", encoding), ("accept-language", language)];
                    if !key.is_empty() {
                        headers.push(("authorization", key));
                    }
                    let heard = ask(&self.host, &format!("GET {path}"), &headers);
                    let name = format!("{path} {key} {encoding}");
                    all.push((name, steady(&heard.head), self.portless(&heard.body)));
                }
            }
        }
        all
    }

    /// The port is the one thing that the two houses cannot share.
    pub fn portless(&self, body: &[u8]) -> Vec<u8> {
        match std::str::from_utf8(body) {
            Ok(text) => text.replace(&self.host, "HOST").into_bytes(),
            Err(_) => body.to_vec(),
        }
    }
}

const PATHS: [&str; 28] = [
    "/",
    "/stage",
    "/stage?lang=en",
    "/results",
    "/mc",
    "/mc?follow",
    "/producer",
    "/crew",
    "/crew?view=prompter",
    "/receipts/people",
    "/receipts/people?receipt=AAAAA-BBBBB",
    "/healthz",
    "/metrics",
    "/api/show",
    "/api/hall",
    "/api/results",
    "/api/rundown",
    "/api/asrun",
    "/api/asrun?format=csv",
    "/api/ready",
    "/api/ballots/people",
    "/api/openapi.json",
    "/nowhere",
    "/api/nowhere",
    "/media/x.jpg",
    "/static/stage.js",
    "/print/contact",
    "/t/AAAABBBBCCCC",
];

/// The head without what the wall clock and the dice put in: the date, a new voter's token, and the
/// port in the policy.
fn steady(head: &str) -> String {
    let line = |line: &str| {
        let name = line
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match name.as_str() {
            "date" => format!("date, {} bytes", line.len()),
            "set-cookie" => {
                let (name, rest) = line.split_once('=').unwrap_or((line, ""));
                let (value, flags) = rest.split_once(';').unwrap_or((rest, ""));
                format!("{name}, {} bytes;{flags}", value.len())
            }
            "content-security-policy" => line
                .split("127.0.0.1:")
                .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
                .collect(),
            _ => line.to_owned(),
        }
    };
    head.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A frame without the number that counts looks at the clock.
fn unbeaten(text: &str) -> String {
    match text.split_once("\"beat\":") {
        Some((before, after)) => format!(
            "{before}{}",
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        ),
        None => text.to_owned(),
    }
}

/// The next frame of this revision, as it came; phones hear only of what concerns them.
pub fn frame(socket: &mut WebSocket<TcpStream>, revision: u64) -> String {
    loop {
        if let Message::Text(text) = socket.read().expect("a frame") {
            let said: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            if said["revision"]
                .as_u64()
                .is_none_or(|seen| seen >= revision)
            {
                return unbeaten(&text);
            }
        }
    }
}

/// The way to an award, up to the breath before its winner.
fn way(award: &str) -> Vec<Command> {
    let goto = |step: &str| Command::Goto {
        cue: format!("{award}/{step}"),
        expect: None,
    };
    vec![
        goto("award"),
        Command::OpenEnvelope {
            award: award.into(),
        },
        goto("suspense"),
        Command::Blackout {
            on: true,
            expect: None,
        },
        Command::Blackout {
            on: false,
            expect: None,
        },
        Command::Card {
            on: true,
            expect: None,
        },
        Command::Card {
            on: false,
            expect: None,
        },
        goto("suspense"),
    ]
}

pub const LIVE: [&str; 8] = [
    "/live/stage?screen=main-wall-1",
    "/live/stage?lang=en&screen=main-wall-2",
    "/live/audience",
    "/live/mc",
    "/live/mc?ui=en",
    "/live/producer",
    "/live/crew",
    "/live/crew?ui=zh-Hans",
];

#[test]
fn over_the_wire_two_evenings_are_the_same_to_the_byte_until_the_reveal_and_differ_after_it() {
    let award = "first-prize";
    let one = House::open(base());
    let others = variants(&base(), award);
    let mut sizes = 0;
    for (number, show) in others.into_iter().enumerate() {
        let one = if number == 0 {
            &one
        } else {
            &House::open(base())
        };
        let houses = [one, &House::open(show)];
        let mut sockets = houses.map(|house| LIVE.map(|path| house.socket(path)));
        for command in way(award) {
            let mut heard: Vec<Vec<(String, String)>> = Vec::new();
            for (house, sockets) in houses.iter().zip(&mut sockets) {
                house.ask(command.clone());
                let revision = house.director.fanout().snapshot().state.revision;
                let live = LIVE
                    .iter()
                    .zip(sockets)
                    .filter(|(path, _)| **path != "/live/audience");
                let frames =
                    live.map(|(path, socket)| ((*path).to_owned(), frame(socket, revision)));
                heard.push(frames.collect());
            }
            sizes += heard[0].iter().map(|(_, text)| text.len()).sum::<usize>();
            assert_eq!(heard[0], heard[1], "variant {number}, after {command:?}");
        }
        let [pages, theirs] = houses.map(House::pages);
        for ((name, head, body), (_, their_head, their_body)) in pages.iter().zip(&theirs) {
            assert_eq!(head, their_head, "{name}");
            assert!(body == their_body, "{name} tells variant {number} apart");
            sizes += head.len() + body.len();
        }
        let reveal = Command::Goto {
            cue: format!("{award}/winner"),
            expect: None,
        };
        houses.iter().for_each(|house| house.ask(reveal.clone()));
        let [pages, theirs] = houses.map(House::pages);
        assert_ne!(
            pages, theirs,
            "variant {number} is the same even after the reveal"
        );
    }
    println!("{} KiB of it compared", sizes >> 10);
}
