//! A simulated hall for the demo: phones that load the page, connect, join and vote over real HTTP
//! and WebSockets.

use crate::show::programme::{Identity, Show};
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::Message;

/// Requests that the whole crowd has under way at once.
const REQUESTS_MAX: usize = 8;

/// All phones arrive within this time.
const ARRIVAL: Duration = Duration::from_secs(5);

/// A phone's voter takes at most this long to decide, or less where the ballot is short.
const DECISION: Duration = Duration::from_secs(25);

/// A phone whose link broke comes back after this time.
const RETURN: Duration = Duration::from_secs(2);

/// What all phones know.
struct Briefing {
    address: SocketAddr,
    ballots: Vec<(String, Identity)>,
    entries: Vec<String>,
    requests: Semaphore,
}

/// The part of a frame that a simulated voter looks at.
#[derive(Deserialize)]
struct VoterFrame {
    p: Option<String>,
    #[serde(default)]
    b: usize,
}

/// Sends the phones in. They stay until the program ends.
pub fn gather(show: &Show, address: SocketAddr, phones: u32) {
    let hall = Arc::new(Briefing {
        address,
        ballots: show
            .ballots
            .iter()
            .map(|ballot| (ballot.id.clone(), ballot.identity))
            .collect(),
        entries: show.finalists().map(|entry| entry.id.clone()).collect(),
        requests: Semaphore::new(REQUESTS_MAX),
    });
    for number in 0..phones {
        let hall = hall.clone();
        tokio::spawn(async move {
            let mut chance = Chance::of(number);
            sleep(ARRIVAL.mul_f64(chance.share())).await;
            phone(&hall, &mut chance).await;
        });
    }
}

async fn phone(hall: &Arc<Briefing>, chance: &mut Chance) {
    let mut voter = None;
    let mut voted = Vec::new();
    loop {
        let url = format!("ws://{}/live/audience", hall.address);
        if let Ok((mut socket, _)) = tokio_tungstenite::connect_async(url).await {
            use futures_util::StreamExt;
            // A phone that says nothing is taken for gone after a while, and comes back like any
            // other.
            while let Some(Ok(message)) = socket.next().await {
                let Message::Text(text) = message else {
                    continue;
                };
                let Ok(frame) = serde_json::from_str::<VoterFrame>(&text) else {
                    continue;
                };
                if frame.p.as_deref() == Some("open") && !voted.contains(&frame.b) {
                    voted.push(frame.b);
                    decide(hall, frame.b, &mut voter, chance).await;
                }
            }
        }
        sleep(RETURN).await;
    }
}

/// Takes a while, votes, and now and then changes its mind.
async fn decide(
    hall: &Arc<Briefing>,
    ballot: usize,
    voter: &mut Option<String>,
    chance: &mut Chance,
) {
    let Some((id, Identity::Device)) = hall.ballots.get(ballot).cloned() else {
        return;
    };
    let changes = if chance.share() < 0.15 { 2 } else { 1 };
    for change in 1..=changes {
        sleep(DECISION.mul_f64(chance.share())).await;
        let Some(choice) = chance.favourite(&hall.entries) else {
            return;
        };
        let Ok(_turn) = hall.requests.acquire().await else {
            return;
        };
        let (hall, id, known) = (hall.clone(), id.clone(), voter.take());
        let sent = tokio::task::spawn_blocking(move || vote(&hall, &id, &choice, change, known));
        *voter = sent.await.ok().flatten();
    }
}

/// One visit as a phone makes it: the page, a token, the vote. Gives the token back.
fn vote(
    hall: &Briefing,
    ballot: &str,
    choice: &str,
    change: u32,
    voter: Option<String>,
) -> Option<String> {
    let base = format!("http://{}", hall.address);
    let voter = match voter {
        Some(voter) => voter,
        None => {
            ureq::get(format!("{base}/")).call().ok()?;
            join(&base)?
        }
    };
    let body = serde_json::json!({ "ballot": ballot, "choices": [choice], "change": change });
    // A refusal is an answer too: the ballot may have closed meanwhile.
    let _ = ureq::post(format!("{base}/api/vote"))
        .header("Authorization", format!("Bearer {voter}"))
        .header("Content-Type", "application/json")
        .send(body.to_string());
    Some(voter)
}

fn join(base: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct JoinAnswer {
        voter: String,
    }
    let mut answer = ureq::post(format!("{base}/api/join")).send_empty().ok()?;
    let text = answer.body_mut().read_to_string().ok()?;
    Some(serde_json::from_str::<JoinAnswer>(&text).ok()?.voter)
}

/// A small generator of its own for each phone, so that a demo looks the same each time.
pub struct Chance(u64);

impl Chance {
    fn of(phone: u32) -> Self {
        Chance(u64::from(phone).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Another one for each phone and each seed. Neighbours are mixed well (splitmix64), or they
    /// would begin alike.
    pub fn seeded(seed: u64, phone: u32) -> Self {
        let mut mixed = seed ^ u64::from(phone).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Chance((mixed ^ (mixed >> 31)) | 1)
    }

    /// From 0 up to 1 (xorshift64*).
    pub fn share(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        bits as f64 / (1u64 << 53) as f64
    }

    /// The place of one among so many works: some have more friends than others.
    pub fn favourite_of(&mut self, works: usize) -> usize {
        let place = (self.share() * self.share().sqrt() * works as f64) as usize;
        place.min(works.saturating_sub(1))
    }

    fn favourite(&mut self, entries: &[String]) -> Option<String> {
        entries.get(self.favourite_of(entries.len())).cloned()
    }
}
