//! Two shows on one machine: a browser keeps the cookies of both under one host, whatever their
//! ports.

use crate::support::server::{Answer, Room, Server};
use crate::support::voters::join;
use serde_json::json;
use std::collections::BTreeMap;

/// What a browser keeps of a host.
#[derive(Default)]
struct Jar(BTreeMap<String, String>);

impl Jar {
    fn keep(&mut self, answer: &Answer) {
        for set in answer.headers.get_all("set-cookie") {
            let pair = set
                .to_str()
                .expect("text")
                .split(';')
                .next()
                .expect("a pair");
            let (name, value) = pair.split_once('=').expect("name=value");
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }

    fn get(&mut self, server: &Server, path: &str) -> Answer {
        let answer = server.send("GET", path, &[("cookie", &self.header())], &[]);
        self.keep(&answer);
        answer
    }

    fn header(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(n, v)| format!("{n}={v}")).collect();
        pairs.join("; ")
    }

    /// Votes as the page's script does, by cookie alone.
    fn vote(&mut self, server: &Server, choice: &str) -> Answer {
        let vote = json!({ "ballot": "people", "choices": [choice] }).to_string();
        let headers = [
            ("cookie", &*self.header()),
            ("content-type", "application/json"),
        ];
        server.send("POST", "/api/vote", &headers, vote.as_bytes())
    }
}

#[test]
fn a_browser_that_visits_two_shows_of_one_host_stays_who_it_is_in_both() {
    // The same show twice: what tells them apart is the folder's own keys.
    let rooms = [Room::demo(), Room::demo()];
    let shows = [0, 1].map(|n| Server::start(&rooms[n]));
    let mut jar = Jar::default();
    let mut receipts = Vec::new();
    for round in 0..3 {
        for (index, (server, ui)) in shows.iter().zip(["en", "zh-Hans"]).enumerate() {
            if round == 0 {
                server.mc("/api/ballots/people/open", json!({}));
                for role in ["mc", "producer"] {
                    let key = server.key(role);
                    assert_eq!(jar.get(server, &format!("/{role}?key={key}")).status, 303);
                }
                jar.get(server, &format!("/?ui={ui}"));
            }
            let page = jar.get(server, "/").body;
            assert!(
                page.contains(&format!("<html lang=\"{ui}\"")),
                "round {round}"
            );
            for role in ["mc", "producer"] {
                assert_eq!(
                    jar.get(server, &format!("/{role}")).status,
                    200,
                    "round {round}"
                );
            }
            let counted = jar.vote(server, "optimal");
            assert_eq!(counted.status, 200, "{}", counted.body);
            let receipt = counted.json()["receipt"].to_string();
            match round {
                0 => receipts.push(receipt),
                _ => assert_eq!(receipt, receipts[index], "another voter in round {round}"),
            }
        }
    }
    for server in &shows {
        let ballot = server.get_as("mc", "/api/ballots/people").json();
        assert_eq!(ballot["turnout"], 1);
    }
    assert_eq!(jar.0.len(), 8, "{:?}", jar.0.keys());
}

#[test]
fn cookies_of_an_earlier_version_stay_good_and_are_given_their_shows_name() {
    let rooms = [Room::demo(), Room::demo()];
    let [server, other] = [0, 1].map(|n| Server::start(&rooms[n]));
    server.mc("/api/ballots/people/open", json!({}));
    let token = join(&server);
    let mut jar = Jar::default();
    jar.keep(&server.get(&format!("/mc?key={}", server.key("mc"))));
    let (_, mc) = jar.0.pop_first().expect("a cookie");
    jar.0.insert("palmares-voter".into(), token.clone());
    jar.0.insert("palmares-mc".into(), mc);
    assert_eq!(jar.get(&server, "/mc").status, 200);
    let first = jar.vote(&server, "optimal");
    assert_eq!(first.status, 200, "{}", first.body);
    jar.get(&server, "/");
    let marked = jar
        .0
        .iter()
        .find(|(name, _)| name.starts_with("palmares-voter-"));
    assert_eq!(marked.map(|(_, value)| value), Some(&token));
    // Another show of this machine, of the earlier version, throws the old one out.
    jar.0.insert("palmares-voter".into(), join(&other));
    let again = jar.vote(&server, "cyberport");
    assert_eq!(again.json()["receipt"], first.json()["receipt"]);
    assert_eq!(
        server.get_as("mc", "/api/ballots/people").json()["turnout"],
        1
    );
}
