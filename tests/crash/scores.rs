//! Jurors who score while the plug is pulled: what they were told is kept stands, once, and what
//! they submitted is told in the journal.

use crate::support::dice::{dice, form, seed};
use crate::support::server::{Room, Server};
use rand::Rng;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

const JURORS: [&str; 3] = ["fok", "choi", "mak"];

/// A score that was sent, with its number.
type Sent = (u32, u32);

/// A juror's tablet and its memory.
#[derive(Default)]
struct Tablet {
    change: u32,
    /// By work and criterion: what was told to be kept last, and what was sent since.
    cells: BTreeMap<(String, String), (Option<Sent>, Vec<Sent>)>,
    kept: usize,
}

/// One call; none where the plug was pulled before the answer came.
fn post(base: &str, key: &str, path: &str, body: &Value) -> Option<Value> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(5)))
        .proxy(None)
        .build()
        .into();
    let call = agent
        .post(format!("{base}/api/jury/{path}"))
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json");
    let mut answer = call.send(body.to_string()).ok()?;
    let text = answer.body_mut().read_to_string().ok()?;
    (answer.status() == 200).then(|| serde_json::from_str(&text).expect("JSON"))
}

impl Tablet {
    /// Scores until it is told to stop. What was not answered is sent again first.
    fn score(
        &mut self,
        (base, key): (&str, &str),
        (works, criteria): (&[String], &[String]),
        nth: u64,
        over: &AtomicBool,
    ) {
        let mut dice = dice(nth, 0);
        while !over.load(Ordering::SeqCst) {
            let waits = self.cells.iter().find(|(_, (_, sent))| !sent.is_empty());
            let again = waits.map(|(cell, (_, sent))| (cell.clone(), sent[sent.len() - 1]));
            let (cell, (change, score)) = again.unwrap_or_else(|| {
                self.change += 1;
                let work = &works[dice.random_range(0..works.len())];
                let criterion = &criteria[dice.random_range(0..criteria.len())];
                let score = dice.random_range(0..=10);
                ((work.clone(), criterion.clone()), (self.change, score))
            });
            let (_, sent) = self.cells.entry(cell.clone()).or_default();
            if !sent.contains(&(change, score)) {
                sent.push((change, score));
            }
            let body = json!({
                "entry": cell.0, "criterion": cell.1, "score": score, "change": change
            });
            let Some(answer) = post(base, key, "score", &body) else {
                continue;
            };
            assert_eq!(answer["status"], "kept", "{answer}");
            assert_eq!(
                (&answer["score"], &answer["change"]),
                (&json!(score), &json!(change))
            );
            self.cells.insert(cell, (Some((change, score)), Vec::new()));
            self.kept += 1;
        }
    }

    /// What was told to be kept stands, or what was sent after it.
    fn holds(&self, sheet: &Value) {
        let entries = sheet["entries"].as_array().expect("works");
        for ((work, criterion), (kept, sent)) in &self.cells {
            let entry = entries
                .iter()
                .find(|e| e["entry"] == **work)
                .expect("a work");
            let stands = entry["scores"][criterion]
                .as_u64()
                .map(|score| score as u32);
            let may: Vec<Option<u32>> = [kept.map(|(_, score)| score)]
                .into_iter()
                .chain(sent.iter().map(|(_, score)| Some(*score)))
                .collect();
            assert!(
                may.contains(&stands),
                "{work} {criterion}: {stands:?}, not of {may:?}"
            );
        }
    }
}

#[test]
fn whatever_a_juror_was_told_is_kept_survives_being_killed_and_counts_once() {
    let seed = seed("whatever_a_juror_was_told_is_kept_survives_being_killed_and_counts_once");
    let mut moments = dice(seed, 7);
    let room = Room::demo();
    let mut tablets: Vec<Tablet> = JURORS.iter().map(|_| Tablet::default()).collect();
    let mut server = Server::start(&room);
    let ids = |list: &Value, key: &str| -> Vec<String> {
        let ids = list.as_array().expect("a list").iter();
        ids.map(|item| item[key].as_str().expect("an id").to_owned())
            .collect()
    };
    let sheet = server.get_as("jury/fok", "/api/jury/sheet").json();
    let (works, criteria) = (
        ids(&sheet["entries"], "entry"),
        ids(&sheet["criteria"], "id"),
    );
    for kill in 0..form(8, 200) {
        let over = AtomicBool::new(false);
        let (base, over) = (server.base.clone(), &over);
        let keys = JURORS.map(|juror| server.key(&format!("jury/{juror}")));
        let moment = Duration::from_millis(moments.random_range(30..400));
        thread::scope(|scope| {
            for (number, (tablet, key)) in tablets.iter_mut().zip(&keys).enumerate() {
                let nth = seed.wrapping_add((kill * 10 + number) as u64);
                let (base, works, criteria) = (&*base, &*works, &*criteria);
                scope.spawn(move || tablet.score((base, key), (works, criteria), nth, over));
            }
            thread::sleep(moment);
            server.kill();
            over.store(true, Ordering::SeqCst);
        });
        server = Server::start(&room);
        for (tablet, juror) in tablets.iter().zip(JURORS) {
            let sheet = server.get_as(&format!("jury/{juror}"), "/api/jury/sheet");
            tablet.holds(&sheet.json());
        }
    }
    let kept: usize = tablets.iter().map(|tablet| tablet.kept).sum();
    assert!(kept > 50, "the jury hardly scored: {kept}");
    server.kill();
    let text = std::fs::read_to_string(room.show().join("scores.mirror")).unwrap_or_default();
    assert!(text.contains("score fok"), "the mirror holds the scores");
}

#[test]
fn what_was_submitted_is_told_once_however_often_the_plug_is_pulled() {
    let room = Room::demo();
    let mut told = Vec::new();
    for round in 0..6 {
        let server = Server::start(&room);
        let call = if round % 2 == 0 { "sign" } else { "unsign" };
        let body = json!({"incomplete": true});
        let body = if round % 2 == 0 { body } else { json!({}) };
        let key = server.key("jury/fok");
        let done = post(&server.base, &key, call, &body).expect("it is done");
        told.push(done["position"].as_u64().expect("a position"));
        server.kill();
    }
    let server = Server::start(&room);
    let export = server.get_as("producer", "/api/export").json();
    let events = export["events"].as_array().expect("events").iter();
    let acts = events.filter(|e| e["event"]["event"] == "jury-acted");
    let places: Vec<u64> = acts
        .map(|e| e["event"]["position"].as_u64().expect("a position"))
        .collect();
    assert_eq!(places, told);
    let once: BTreeSet<u64> = places.iter().copied().collect();
    assert_eq!(once.len(), told.len());
}
