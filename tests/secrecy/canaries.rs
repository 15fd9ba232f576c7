//! The real program on a real port, with random words in what must not be known yet: fifty crawlers
//! take everything that they can reach.

use crate::needles::Needles;
use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::wire::{Heard, ask};
use palmares::demo;
use palmares::keys::random_key;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::sync::Mutex;

/// So many guests look around.
const CRAWLERS: usize = 50;

/// Each of them looks at so many addresses at most.
const PAGES_MAX: usize = 400;

/// A word that stands nowhere else. Its first letter is no ASCII, so that an encoded form is
/// another one.
fn canary() -> String {
    format!("獎-{}", random_key().expect("random numbers"))
}

/// The built-in final with a random citation for every award that the file decides, and a film of
/// the winner's that the file does not name.
pub fn planted() -> (Room, BTreeMap<String, String>) {
    let mut secrets = BTreeMap::new();
    let mut show: toml::Table = demo::SHOW.parse().expect("TOML");
    for award in show["award"].as_array_mut().expect("awards") {
        let award = award.as_table_mut().expect("an award");
        if award.contains_key("winner") {
            let id = award["id"].as_str().expect("an id").to_owned();
            let words = [canary(), canary()];
            let mut citation = toml::Table::new();
            citation.insert("zh".into(), words[0].clone().into());
            citation.insert("en".into(), words[1].clone().into());
            award.insert("citation".into(), citation.into());
            let [zh, en] = words;
            secrets.insert(format!("{id}'s citation (zh)"), zh);
            secrets.insert(format!("{id}'s citation (en)"), en);
        }
    }
    let room = Room::with(&show.to_string());
    let (name, inside) = (canary(), canary());
    let film = room.show().join("media").join(format!("{name}.mp4"));
    fs::write(film, &inside).expect("a film");
    secrets.insert("the unnamed film's name".into(), name);
    secrets.insert("the unnamed film".into(), inside);
    (room, secrets)
}

/// What the server's own files hold that nobody may see.
pub fn kept(room: &Room) -> BTreeMap<String, String> {
    let text = fs::read_to_string(room.show().join("keys.json")).expect("keys");
    let keys: Value = serde_json::from_str(&text).expect("JSON");
    let mut all = BTreeMap::new();
    for (name, key) in keys.as_object().expect("keys") {
        match key {
            Value::String(key) => drop(all.insert(name.clone(), key.clone())),
            jurors => {
                for (id, key) in jurors.as_object().expect("the jury") {
                    all.insert(
                        format!("{id}'s key"),
                        key.as_str().expect("a key").to_owned(),
                    );
                }
            }
        }
    }
    all
}

/// Addresses in a text: whatever stands in quotes or brackets and begins with a slash.
fn addresses(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for piece in text.split(['"', '\'', '(', ')', '`', ' ', '\n']) {
        let plain = piece.starts_with('/') && !piece.starts_with("//") && piece.len() < 200;
        if plain
            && piece.bytes().all(|byte| byte.is_ascii_graphic())
            && !piece.contains(['<', '>', '$', '\\'])
        {
            found.insert(
                piece
                    .split('#')
                    .next()
                    .unwrap_or_default()
                    .replace("&amp;", "&"),
            );
        }
    }
    found
}

/// One guest: follows every address that it meets, in one encoding and language.
fn crawl(server: &Server, number: usize, seen: &Mutex<BTreeMap<String, Heard>>) {
    let encoding = ["identity", "gzip", "br", "gzip, br"][number % 4];
    let language = ["zh-Hant-HK", "en", "zh-Hans"][number % 3];
    let mc = format!("Bearer {}", server.key("mc"));
    let mut headers = vec![("accept-encoding", encoding), ("accept-language", language)];
    let veiled = number.is_multiple_of(5);
    if veiled {
        headers.push(("authorization", &mc));
    }
    let mut known: BTreeSet<String> = SEEDS.iter().map(|path| (*path).to_owned()).collect();
    let mut waiting: Vec<String> = known.iter().cloned().collect();
    // Each begins elsewhere, so that together they see an evening in many orders.
    let turn = number % waiting.len();
    waiting.rotate_left(turn);
    let mut looked = 0;
    while let Some(path) = waiting.pop() {
        looked += 1;
        // The typefaces are the same for every show, and there are hundreds.
        let font = path.ends_with(".woff2") && !path.ends_with("/1.woff2");
        if looked > PAGES_MAX || font {
            continue;
        }
        let heard = ask(server.host(), &format!("GET {path}"), &headers);
        let text = String::from_utf8_lossy(&heard.decoded()).into_owned();
        let location = heard.header("location").to_owned();
        for address in addresses(&text).into_iter().chain([location]) {
            let address = filled(&address);
            if address.starts_with('/') && known.insert(address.clone()) {
                waiting.push(address);
            }
        }
        let name = format!(
            "{path} ({encoding}, {language}{})",
            if veiled { ", MC" } else { "" }
        );
        seen.lock().expect("nobody failed").insert(name, heard);
    }
}

const SEEDS: [&str; 22] = [
    "/",
    "/stage",
    "/stage?lang=en",
    "/results",
    "/results?ui=en",
    "/mc",
    "/mc?follow",
    "/producer",
    "/healthz",
    "/metrics",
    "/favicon.ico",
    "/api/openapi.json",
    "/api/show",
    "/api/hall",
    "/api/results",
    "/api/rundown",
    "/api/export",
    "/receipts/people",
    "/t",
    "/p",
    "/robots.txt",
    "/sitemap.xml",
];

/// The API's description names its parameters: a guest fills in what it has heard of.
fn filled(address: &str) -> String {
    address
        .replace("{id}", "people")
        .replace("{award}", "first-prize")
        .replace("{role}", "mc")
}

/// What every unprivileged socket and the MC's say.
fn listen(server: &Server) -> Vec<(String, String)> {
    let bearer = format!("Bearer {}", server.key("mc"));
    let paths = [
        "/live/stage",
        "/live/stage?lang=en",
        "/live/stage?mirror",
        "/live/audience",
        "/live/mc",
        "/live/mc?ui=en",
        "/live/mc?ui=zh-Hans",
    ];
    let hear = |path: &&str| {
        let headers: &[(&str, &str)] = match path.starts_with("/live/mc") {
            true => &[("authorization", &bearer)],
            false => &[],
        };
        let mut socket = Socket::open(server, path, headers).expect("open");
        ((*path).to_owned(), socket.next().to_string())
    };
    paths.iter().map(hear).collect()
}

/// Everything that fifty guests can get hold of now, by where it was.
fn everything(room: &Room, server: &Server) -> Vec<(String, Vec<u8>)> {
    let seen = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for lane in 0..5 {
            let seen = &seen;
            // Ten guests one after the other on each of five lanes.
            scope.spawn(move || (0..CRAWLERS / 5).for_each(|n| crawl(server, n * 5 + lane, seen)));
        }
    });
    let mut all = Vec::new();
    for (name, heard) in seen.into_inner().expect("nobody failed") {
        all.push((format!("{name}, headers"), heard.head.clone().into_bytes()));
        all.push((format!("{name}, decoded"), heard.decoded()));
        all.push((name, heard.body));
    }
    all.extend(
        listen(server)
            .into_iter()
            .map(|(name, text)| (name, text.into_bytes())),
    );
    let process =
        |file: &str| fs::read(format!("/proc/{}/{file}", server.pid())).unwrap_or_default();
    all.extend(["cmdline", "comm"].map(|file| (file.to_owned(), process(file))));
    all.push(("the log".into(), room.err().into_bytes()));
    all
}

/// Where a secret was found.
fn finds(needles: &Needles, all: &[(String, Vec<u8>)]) -> Vec<String> {
    // Fifty guests are sent much that is the same to the byte: it is looked through once.
    let mut known = HashSet::new();
    let find = |(place, bytes): &(String, Vec<u8>)| {
        let news = known.insert(blake3::hash(bytes));
        let found = if news {
            needles.found_in(bytes)
        } else {
            Vec::new()
        };
        (!found.is_empty()).then(|| format!("{place}: {found:?}"))
    };
    all.iter().filter_map(find).collect()
}

#[test]
fn fifty_crawlers_find_no_secret_before_the_reveal_and_find_it_afterwards() {
    let (room, secrets) = planted();
    let arguments = ["--listen", "127.0.0.1:0"];
    let server = Server::start_with(&room, &arguments, &[("PALMARES_LOG", "debug")]);
    let mut hidden = secrets.clone();
    hidden.extend(kept(&room));
    let needles = Needles::of(&hidden);
    // The producer works meanwhile, and the stage holds its breath.
    server.producer(
        "/api/envelopes/first-prize",
        json!({"winner": "neon-echoes"}),
    );
    server.producer("/api/envelopes/first-prize/open", json!({}));
    assert_eq!(server.get_as("producer", "/api/export").status, 200);
    server.mc("/api/goto", json!({"cue": "first-prize/suspense"}));
    let all = everything(&room, &server);
    let bytes: usize = all.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{} things, {} KiB, looked through for {} secrets",
        all.len(),
        bytes >> 10,
        hidden.len()
    );
    assert!(all.len() > 3_000, "the crawlers saw only {}", all.len());
    let found = finds(&needles, &all);
    assert!(found.is_empty(), "{found:#?}");
    for name in fs::read_dir(room.show()).expect("a folder").flatten() {
        let name = name.file_name().to_string_lossy().into_owned();
        assert_eq!(needles.found_in(name.as_bytes()), [""; 0], "{name}");
    }
    // The same crawlers are not blind.
    let award = "best-screenplay";
    server.mc("/api/goto", json!({"cue": format!("{award}/winner")}));
    let told: BTreeMap<_, _> = secrets
        .into_iter()
        .filter(|(whose, _)| whose.starts_with(award))
        .collect();
    let found = finds(&Needles::of(&told), &everything(&room, &server));
    assert!(
        !found.is_empty(),
        "the crawlers see nothing even afterwards"
    );
}
