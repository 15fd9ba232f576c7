//! Two tablets at one show: two presses at once, one sent twice, one frozen on its way and thawed.
//! Never two cues for one state, never a stale one, and what the answers say is where the show
//! stands.

use crate::press::{Answer, MEANT_MS, Press, Tablet, any};
use crate::support::client::Client;
use crate::support::dice::{Dice, dice, form, long, seed};
use crate::support::proxy::Link;
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use rand::Rng;
use serde_json::{Value, json};
use std::time::Duration;

/// How long a tablet is frozen.
const FROZEN_MS: i64 = 30_000;

/// A show with two tablets.
struct Race<'a> {
    server: &'a Server,
    client: Client,
    cues: Vec<String>,
    tablets: [Tablet; 2],
    answers: Vec<Answer>,
}

impl Race<'_> {
    async fn of(server: &Server, seed: u64) -> Race<'_> {
        let rundown = server.get_as("mc", "/api/rundown").json();
        let cues = rundown["cues"].as_array().expect("cues");
        let cues = cues.iter().filter_map(|cue| cue["id"].as_str());
        Race {
            server,
            client: Client::new(),
            cues: cues.map(str::to_owned).collect(),
            tablets: [
                Tablet::of(server, seed).await,
                Tablet::of(server, seed + 1).await,
            ],
            answers: Vec::new(),
        }
    }

    /// The revision and the cue of the show, and the server's time.
    async fn look(&self) -> (u64, String, i64) {
        let url = format!("{}/api/show", self.server.base);
        let (_, show) = self.client.get(&url, "").await.expect("an answer");
        let hall = self.server.get("/api/hall");
        let now = hall.header("palmares-now").parse().expect("a time");
        let cue = show["cue"]["id"].as_str().expect("a cue").to_owned();
        (show["revision"].as_u64().expect("a revision"), cue, now)
    }

    /// Both press at once, having seen the same.
    async fn both(&self, dice: &mut Dice) -> Vec<Answer> {
        let (revision, _, now) = self.look().await;
        let [one, other] = [(); 2].map(|()| any(dice, &self.cues, revision, now));
        let [left, right] = &self.tablets;
        let (one, other) = tokio::join!(left.press(one), right.press(other));
        assert!(
            !(one.fired() && other.fired()),
            "two cues: {one:?} {other:?}"
        );
        vec![one, other]
    }

    /// One press arrives twice, as when a finger bounces or a network repeats.
    async fn twice(&self, dice: &mut Dice) -> Vec<Answer> {
        let (revision, _, now) = self.look().await;
        let press = any(dice, &self.cues, revision, now);
        let [left, _] = &self.tablets;
        let (one, other) = tokio::join!(left.press(press.clone()), left.press(press));
        assert!(
            !(one.fired() && other.fired()),
            "two cues: {one:?} {other:?}"
        );
        vec![one, other]
    }

    /// Two scripts press GO and expect nothing.
    async fn bare(&self) -> Vec<Answer> {
        let press = Press {
            path: "/api/go",
            body: json!({}),
            until: None,
        };
        let [left, right] = &self.tablets;
        let (one, other) = tokio::join!(left.press(press.clone()), right.press(press));
        assert!(
            !(one.fired() && other.fired()),
            "two cues: {one:?} {other:?}"
        );
        vec![one, other]
    }

    /// One tablet is frozen for so long with its press on its way, while the other goes on. The
    /// press of one that is thawed after its time says so by itself: a moment that has passed in
    /// its header is the same as time that has passed since.
    async fn frozen(&self, dice: &mut Dice, frozen_ms: i64, really: bool) -> Vec<Answer> {
        let (revision, _, now) = self.look().await;
        let mut press = any(dice, &self.cues, revision, now);
        if !really {
            press.until = Some(now + MEANT_MS - frozen_ms);
        }
        let [left, right] = &self.tablets;
        left.proxy.set(Link::Held);
        let thaw = async {
            let mut answers = Vec::new();
            for _ in 0..dice.random_range(0..4) {
                let (revision, _, now) = self.look().await;
                answers.push(right.press(any(dice, &self.cues, revision, now)).await);
            }
            if really {
                tokio::time::sleep(Duration::from_millis(frozen_ms as u64)).await;
            }
            left.proxy.set(Link::Up);
            answers
        };
        let (late, mut answers) = tokio::join!(left.press(press), thaw);
        let moved = answers.iter().any(Answer::fired);
        match (frozen_ms > MEANT_MS, moved) {
            (true, _) => assert_eq!(late.said, "late", "{late:?}"),
            (false, true) => assert_eq!(late.said, "stale", "{late:?}"),
            (false, false) => assert!(!["late", "stale"].contains(&&*late.said), "{late:?}"),
        }
        answers.push(late);
        answers
    }

    /// Whatever the race was, the show stands where the last answer says, or where it stood.
    async fn judge(&mut self, before: &str, answers: Vec<Answer>) {
        let (revision, cue, _) = self.look().await;
        let last = answers.iter().filter(|answer| answer.fired());
        match last.max_by_key(|answer| answer.revision) {
            Some(last) => {
                assert_eq!(last.said, cue, "{answers:?}");
                assert!(last.revision <= revision, "{answers:?}");
            }
            None => assert_eq!(before, cue, "{answers:?}"),
        }
        self.answers.extend(answers);
    }

    /// The journal: a cue for each press that was answered so, no other, and none that followed a
    /// change which its sender had not seen.
    fn prove(&self) {
        let export = self
            .server
            .get_as("producer", "/api/export?format=json")
            .json();
        let events = export["events"].as_array().expect("events");
        let is_cue = |event: &&Value| event["event"]["event"] == "cue-fired";
        let fired: Vec<&Value> = events.iter().filter(is_cue).collect();
        let mut answered: Vec<&Answer> = self.answers.iter().filter(|a| a.fired()).collect();
        answered.sort_by_key(|answer| answer.revision);
        assert_eq!(
            fired.len(),
            answered.len(),
            "cues that no press was answered with"
        );
        let mut before = 0;
        for (event, answer) in fired.into_iter().zip(answered) {
            let revision = event["revision"].as_u64().expect("a revision");
            assert_eq!(event["event"]["cue"], answer.said.as_str());
            assert!(
                (revision..revision + 3).contains(&answer.revision),
                "{answer:?}"
            );
            if let Some(expected) = answer.expected() {
                assert!(
                    (before..revision).contains(&expected),
                    "a stale cue: {answer:?}"
                );
            }
            before = revision;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tablets_never_make_two_cues_of_one_state_and_a_frozen_one_never_a_stale_one() {
    let seed =
        seed("two_tablets_never_make_two_cues_of_one_state_and_a_frozen_one_never_a_stale_one");
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let mut race = Race::of(&server, seed).await;
    let mut dice = dice(seed, 0);
    for nth in 0..form(60, 500) {
        let (_, before, _) = race.look().await;
        let answers = match nth % 5 {
            0 => race.both(&mut dice).await,
            1 => race.twice(&mut dice).await,
            2 => race.bare().await,
            3 => race.frozen(&mut dice, 0, false).await,
            // The long form also really waits, once.
            _ => {
                let really = long() && nth == 4;
                race.frozen(&mut dice, FROZEN_MS, really).await
            }
        };
        race.judge(&before, answers).await;
    }
    race.prove();
    let fired = race.answers.iter().filter(|answer| answer.fired()).count();
    let refused = race.answers.len() - fired;
    eprintln!(
        "{} presses: {fired} fired, {refused} refused",
        race.answers.len()
    );
    assert!(
        fired > 20 && refused > 20,
        "{fired} fired, {refused} refused"
    );
}
