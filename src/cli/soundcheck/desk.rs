//! The producer's own requests: where the show stands, the ballot's clock, the count, the way back
//! to the top.

use super::hall::Simulation;
use super::tape::PhoneLog;
use super::wire::{Door, Link, Reply};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};

/// How long a count may take.
const CLOSE_MAX: Duration = Duration::from_secs(10);

/// Phones that are asked at once what the box holds for them.
const ASKERS: usize = 16;

/// A server that fails so often in a row is not asked for the others.
const FAILS_MAX: u32 = 2;

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// May see the tally.
    Producer,
    /// May open and close.
    Mc,
}

/// Somebody who runs the show.
#[derive(Clone)]
pub struct ApiClient {
    /// Where the server answers those.
    pub door: Door,
    /// The key; empty for a guest.
    pub key: String,
}

/// An answer that was no: the problem's word, and its sentence.
#[derive(Debug)]
pub enum CallError {
    /// The server says so.
    Refused(String),
    /// There was no answer.
    Silent(String),
}

impl CallError {
    /// As a person reads it.
    pub fn told(&self) -> &str {
        match self {
            CallError::Refused(why) | CallError::Silent(why) => why,
        }
    }
}

impl ApiClient {
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Reply, String> {
        let mut link: Link = self.door.open().await?;
        let body = body.map(|body| body.to_string());
        link.ask(method, path, &self.key, body).await
    }

    async fn obeyed(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, CallError> {
        let reply = self
            .ask(method, path, body)
            .await
            .map_err(CallError::Silent)?;
        let said = reply.json();
        match (reply.status, reply.problem()) {
            (200, _) if said.is_object() || said.is_array() => Ok(said),
            (_, None) => Err(CallError::Silent(reply.word())),
            (_, Some(_)) => {
                let detail = said["detail"].as_str().unwrap_or_default();
                Err(CallError::Refused(format!("{} {detail}", reply.word())))
            }
        }
    }

    /// Opens a ballot for so long; the deadline.
    pub async fn open(&self, ballot: &str, seconds: u64) -> Result<i64, CallError> {
        let path = format!("/api/ballots/{ballot}/open");
        self.obeyed("POST", &path, Some(json!({ "seconds": seconds })))
            .await?;
        self.closes_at(ballot).await
    }

    /// One second more.
    pub async fn extend(&self, ballot: &str) -> Result<(), CallError> {
        let path = format!("/api/ballots/{ballot}/extend");
        let body = Some(json!({ "seconds": 1 }));
        self.obeyed("POST", &path, body).await.map(|_| ())
    }

    async fn ballot(&self, ballot: &str) -> Result<Value, CallError> {
        let path = format!("/api/ballots/{ballot}");
        self.obeyed("GET", &path, None).await
    }

    /// A ballot's deadline.
    pub async fn closes_at(&self, ballot: &str) -> Result<i64, CallError> {
        let now = self.ballot(ballot).await?;
        let at = now["closes_at"].as_i64();
        at.ok_or_else(|| CallError::Refused("the ballot has no deadline".into()))
    }

    /// How many have voted.
    pub async fn turnout(&self, ballot: &str) -> Result<u64, CallError> {
        Ok(self.ballot(ballot).await?["turnout"].as_u64().unwrap_or(0))
    }

    /// Closes a ballot and waits until it is counted, which takes longer where people elsewhere
    /// may still vote.
    pub async fn close(&self, ballot: &str, later: Duration) -> Result<(), CallError> {
        let path = format!("/api/ballots/{ballot}/close");
        self.obeyed("POST", &path, Some(json!({}))).await?;
        let asked = Instant::now();
        loop {
            let now = self.ballot(ballot).await?;
            match now["phase"].as_str() {
                Some("closed" | "revealed") => return Ok(()),
                _ if asked.elapsed() > CLOSE_MAX + later => {
                    return Err(CallError::Silent("the count did not end in time".into()));
                }
                _ => sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// The count, by entry.
    pub async fn tally(&self, ballot: &str) -> Result<BTreeMap<String, u64>, CallError> {
        let path = format!("/api/ballots/{ballot}/tally");
        let lines = self.obeyed("GET", &path, None).await?;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let counted = lines.iter().filter_map(|line| {
            let entry = line["entry"].as_str()?.to_owned();
            Some((entry, line["votes"].as_u64()?))
        });
        Ok(counted.collect())
    }

    /// A figure that the server tells of itself; some of them only to the producer.
    pub async fn metric(&self, name: &str) -> Option<u64> {
        let mut reply = self.ask("GET", "/metrics?process", None).await.ok()?;
        if reply.status != 200 {
            reply = self.ask("GET", "/metrics", None).await.ok()?;
        }
        let text = String::from_utf8(reply.body).ok()?;
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        lines.find_map(|(found, value)| (found == name).then(|| value.parse().ok())?)
    }

    /// Puts the evening aside and begins a clean one.
    pub async fn rewind(&self, show: &str) -> Result<(), CallError> {
        let body = Some(json!({ "confirm": show }));
        self.obeyed("POST", "/api/rewind", body).await.map(|_| ())
    }
}

/// What the box says that it holds for one phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recalled {
    Choices(Vec<String>),
    Nothing,
    /// It did not say.
    Unknown,
}

impl Recalled {
    fn of(reply: &Reply) -> Recalled {
        let Some(said) = reply.holding("choices").filter(Value::is_object) else {
            return Recalled::Unknown;
        };
        match said["choices"].as_array() {
            Some(choices) => {
                let ids = choices.iter().filter_map(Value::as_str);
                Recalled::Choices(ids.map(str::to_owned).collect())
            }
            None => Recalled::Nothing,
        }
    }
}

/// Asks for every phone what the box holds for it, for so long.
pub async fn held(
    hall: &Simulation,
    ballot: &str,
    records: &[PhoneLog],
    limit: Duration,
) -> Vec<Recalled> {
    let until = Instant::now() + limit;
    let path: Arc<str> = format!("/api/vote?ballot={ballot}").into();
    let mut askers = JoinSet::new();
    let gates = hall.gates.len();
    for (at, gate) in hall.gates.iter().enumerate() {
        // Each is asked where it voted.
        let its = (0..records.len()).skip(at).step_by(gates);
        let its = its.filter(|at| records[*at].sent > 0);
        let tokens: Vec<(usize, String)> = its.map(|at| (at, records[at].token.clone())).collect();
        let askers_each = ASKERS.div_ceil(gates);
        for share in tokens.chunks(tokens.len().div_ceil(askers_each).max(1)) {
            let (door, path, share) = (gate.door.clone(), path.clone(), share.to_vec());
            askers.spawn(async move { ask_for(&door, &path, &share, until).await });
        }
    }
    let mut all = vec![Recalled::Unknown; records.len()];
    while let Some(Ok(answers)) = askers.join_next().await {
        for (at, held) in answers {
            all[at] = held;
        }
    }
    all
}

async fn ask_for(
    door: &Door,
    path: &str,
    tokens: &[(usize, String)],
    until: Instant,
) -> Vec<(usize, Recalled)> {
    let mut link = None;
    let mut answers = Vec::new();
    let mut fails = 0;
    for (at, token) in tokens {
        while fails < FAILS_MAX {
            let asked = async {
                let mut opened = match link.take() {
                    Some(link) => link,
                    None => door.open().await?,
                };
                let reply = opened.ask("GET", path, token, None).await?;
                Ok::<_, String>((opened, reply))
            };
            let (opened, reply) = match timeout_at(until, asked).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => {
                    fails += 1;
                    continue;
                }
                Err(_) => return answers,
            };
            (link, fails) = (Some(opened), 0);
            answers.push((*at, Recalled::of(&reply)));
            break;
        }
    }
    answers
}
