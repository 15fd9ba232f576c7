//! A tablet that presses, over a network of its own.

use crate::support::client::{Client, word};
use crate::support::dice::Dice;
use crate::support::proxy::{Proxy, Weather};
use crate::support::server::Server;
use rand::Rng;
use serde_json::{Value, json};

/// A press.
#[derive(Clone, Debug)]
pub struct Press {
    pub path: &'static str,
    pub body: Value,
    /// Until when it is meant, by the server's clock; none for a script.
    pub until: Option<i64>,
}

/// What a press was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub press: Press,
    pub status: u16,
    /// The revision and the cue that followed, or the word of the refusal.
    pub revision: u64,
    pub said: String,
}

impl Answer {
    /// Whether the stage moved.
    pub fn fired(&self) -> bool {
        self.status == 200
    }

    /// What it expected.
    pub fn expected(&self) -> Option<u64> {
        self.press.body["expect"].as_u64()
    }
}

/// How long a press is meant: as `static/command.js` has it.
pub const MEANT_MS: i64 = 3_000;

/// A tablet.
pub struct Tablet {
    pub proxy: Proxy,
    key: String,
    client: Client,
}

impl Tablet {
    /// Its network delays a little, so that either of two tablets may come first.
    pub async fn of(server: &Server, seed: u64) -> Tablet {
        let weather = Weather {
            delay_ms: 4,
            ..Weather::default()
        };
        let address = server.host().parse().expect("an address");
        Tablet {
            proxy: Proxy::start(address, weather, seed).await,
            key: server.key("mc"),
            // A new connection for each press: a connection of before would not be held.
            client: Client::impatient(std::time::Duration::from_secs(60)),
        }
    }

    /// Presses, and waits for the answer however long it takes.
    pub async fn press(&self, press: Press) -> Answer {
        let url = format!("{}{}", self.proxy.base(), press.path);
        let until = press.until.map(|until| until.to_string());
        let until = until
            .as_deref()
            .map(|until| ("palmares-valid-until", until));
        let headers: Vec<_> = until.into_iter().collect();
        let answer = self
            .client
            .post_with(&url, &self.key, &headers, &press.body)
            .await;
        let (status, answer) = answer.expect("an answer");
        assert!(
            status == 200 || status == 409,
            "{press:?}: {status} {answer}"
        );
        let said = answer["cue"].as_str().unwrap_or_else(|| word(&answer));
        Answer {
            status,
            revision: answer["revision"].as_u64().unwrap_or_default(),
            said: said.to_owned(),
            press,
        }
    }
}

/// Any press of the three, from the state of `revision`.
pub fn any(dice: &mut Dice, cues: &[String], revision: u64, now: i64) -> Press {
    let cue = &cues[dice.random_range(0..cues.len())];
    let (path, body) = match dice.random_range(0..4) {
        0 | 1 => ("/api/go", json!({"expect": revision})),
        2 => ("/api/back", json!({"expect": revision})),
        _ => ("/api/goto", json!({"expect": revision, "cue": cue})),
    };
    Press {
        path,
        body,
        until: Some(now + MEANT_MS),
    }
}
