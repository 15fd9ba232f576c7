//! Votes over a network that loses replies, delays, cuts and goes silent: each is sent up to five
//! times, and counts once.

use crate::support::client::Client;
use crate::support::dice::{dice, form, seed};
use crate::support::proxy::{Proxy, Weather};
use crate::support::server::{Room, Server, run};
use crate::support::shows::GALA;
use crate::support::wait::until;
use rand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

const ENTRIES: [&str; 3] = ["mirror", "echo", "river"];

/// A phone's patience with one attempt.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often a vote is sent before its phone would wait for better weather.
const SENDS: usize = 5;

/// Phones that send at the same time.
const AT_ONCE: usize = 100;

/// One in five replies is lost, and more goes wrong besides.
const WEATHER: Weather = Weather {
    lost_replies: 20,
    cut: 10,
    silent: 3,
    delay_ms: 30,
};

struct Sent {
    voter: String,
    choice: &'static str,
    sends: usize,
    receipt: Option<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_vote_that_was_sent_up_to_five_times_counts_once_with_one_receipt() {
    let seed = seed("every_vote_that_was_sent_up_to_five_times_counts_once_with_one_receipt");
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let address = server.host().parse().expect("an address");
    let proxy = Proxy::start(address, WEATHER, seed).await;
    server.mc("/api/ballots/people/open", json!({"seconds": 3_600}));
    let voters = join(&server, form(1_000, 10_000)).await;
    let room_for = Arc::new(Semaphore::new(AT_ONCE));
    let phones: Vec<_> = (1..)
        .zip(voters)
        .map(|(nth, voter)| {
            let (base, room_for) = (proxy.base(), room_for.clone());
            tokio::spawn(async move {
                let _place = room_for.acquire_owned().await;
                let mut dice = dice(seed, nth);
                let choice = ENTRIES[dice.random_range(0..ENTRIES.len())];
                // Now and then a reply comes and the phone sends again all the same.
                let zeal = dice.random_range(0..10);
                send(&base, voter, choice, if zeal == 0 { SENDS } else { 1 }).await
            })
        })
        .collect();
    let mut all = Vec::new();
    for phone in phones {
        all.push(phone.await.expect("a phone"));
    }
    let mut certain = BTreeMap::new();
    for sent in &all {
        settle(&server, sent).await;
        *certain.entry(sent.choice).or_insert(0) += 1;
    }
    prove(&room, &server, &all, &certain);
    let again = all.iter().filter(|sent| sent.sends > 1).count();
    let unanswered = all.iter().filter(|sent| sent.receipt.is_none()).count();
    let sends: usize = all.iter().map(|sent| sent.sends).sum();
    eprintln!(
        "{} votes, {sends} sends, {again} more than once, {unanswered} never answered",
        all.len()
    );
    assert!(again > all.len() / 5, "the weather was fine: {again}");
}

async fn join(server: &Server, count: usize) -> Vec<String> {
    let client = Client::new();
    let url = format!("{}/api/join", server.base);
    let mut voters = Vec::new();
    for _ in 0..count {
        let (_, joined) = client.post(&url, "", &json!({})).await.expect("an answer");
        voters.push(joined["voter"].as_str().expect("a token").to_owned());
    }
    voters
}

/// Sends the same vote until it is answered, and at least so many times.
async fn send(base: &str, voter: String, choice: &'static str, at_least: usize) -> Sent {
    let client = Client::impatient(PATIENCE);
    let url = format!("{base}/api/vote");
    let vote = vote_for(choice);
    let mut sent = Sent {
        voter,
        choice,
        sends: 0,
        receipt: None,
    };
    while sent.sends < SENDS && (sent.receipt.is_none() || sent.sends < at_least) {
        sent.sends += 1;
        let Some((status, answer)) = client.post(&url, &sent.voter, &vote).await else {
            continue;
        };
        assert_eq!(
            (status, &answer["status"]),
            (200, &json!("counted")),
            "{answer}"
        );
        let receipt = answer["receipt"].as_str().expect("a receipt").to_owned();
        let kept = sent.receipt.get_or_insert(receipt.clone());
        assert_eq!(*kept, receipt, "another receipt for the same vote");
    }
    sent
}

fn vote_for(choice: &str) -> Value {
    json!({"ballot": "people", "choices": [choice], "change": 1})
}

/// In better weather: whoever was never answered sends once more, and everybody asks what is held.
async fn settle(server: &Server, sent: &Sent) {
    let client = Client::new();
    if sent.receipt.is_none() {
        let url = format!("{}/api/vote", server.base);
        let answer = client.post(&url, &sent.voter, &vote_for(sent.choice)).await;
        assert_eq!(answer.expect("an answer").0, 200);
        return;
    }
    let url = format!("{}/api/vote?ballot=people", server.base);
    let (_, held) = client.get(&url, &sent.voter).await.expect("an answer");
    assert_eq!(held["receipt"].as_str(), sent.receipt.as_deref());
    assert_eq!(held["choices"], json!([sent.choice]));
    assert_eq!(held["change"], 1);
}

fn prove(room: &Room, server: &Server, all: &[Sent], certain: &BTreeMap<&str, u64>) {
    server.mc("/api/ballots/people/close", json!({}));
    until("it is counted", || {
        let ballot = server.get_as("producer", "/api/ballots/people").json();
        (ballot["phase"] == "closed").then_some(())
    });
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    for line in tally.as_array().expect("lines") {
        let entry = line["entry"].as_str().expect("an entry");
        let votes = certain.get(entry).copied().unwrap_or(0);
        assert_eq!(line["votes"].as_u64(), Some(votes), "{tally}");
    }
    let export = server.get_as("producer", "/api/export?format=json");
    let records = export.json()["box"].clone();
    let batches: Vec<String> = serde_json::from_value(records).expect("batches");
    let votes = batches.iter().flat_map(|batch| batch.lines());
    let votes = votes.filter(|line| line.starts_with("vote ")).count();
    assert_eq!(votes, all.len(), "a vote is stored twice");
    fs::write(room.path().join("export.json"), &export.body).expect("written");
    let said = run(&["verify", "export.json"], room.path());
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}
