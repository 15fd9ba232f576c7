//! What a voter shows before the vote: nothing, a printed ticket, or the code that the stage shows
//! at that moment.

use super::desk::CallError;
use super::hall::Simulation;
use super::phone::backoff;
use super::plan::PhonePlan;
use super::wire::{self, Door, Link};
use crate::demo::crowd::Chance;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, interval, sleep, timeout_at};
use tokio_tungstenite::tungstenite::Message;

/// Where the stage is heard, as a panel's small picture of it: one that takes no screen's place in
/// the producer's list.
const STAGE: &str = "/live/stage?mirror";

/// What stands before the digits in a stage's frame.
const DIGITS: &str = "data-live=\"digits\">";

/// The server takes a screen that is silent for twenty seconds for gone.
const PING_EVERY: Duration = Duration::from_secs(5);

/// A stage that says nothing for so long is looked up anew: it answers every ping.
const SILENCE_MAX: Duration = Duration::from_secs(15);

/// Where the phones have it from.
pub enum Evidence {
    /// Nothing is asked for.
    Nothing,
    /// A ticket for each phone that votes.
    Tickets(Vec<Option<String>>),
    /// The digits that are on stage now; none while it shows none.
    Stage(watch::Receiver<Option<String>>),
}

/// Gives every voter a ticket of their own, for two with the same one would be one voter. Whoever
/// is left without one only watches.
pub fn deal(codes: &[String], scripts: &mut [PhonePlan]) -> Vec<Option<String>> {
    let mut codes = codes.iter();
    let one = |script: &mut PhonePlan| {
        let code = script.vote.and_then(|_| codes.next().cloned());
        if code.is_none() {
            (script.vote, script.change, script.cut) = (None, None, false);
        }
        code
    };
    scripts.iter_mut().map(one).collect()
}

/// Shows what the ballot asks for until it is taken, as long as that may help. The phone is another
/// voter from then on.
pub async fn show(hall: &Simulation, number: u32, chance: &mut Chance) -> bool {
    if matches!(hall.proof, Evidence::Nothing) {
        return true;
    }
    hall.tape.record(number).shows = true;
    for attempt in 0.. {
        let Some(shown) = what_is_shown(&hall.proof, number).await else {
            return false;
        };
        let place = hall.requests.acquire().await;
        let told = join(hall, number, shown.to_string()).await;
        drop(place);
        match told {
            Ok(token) => {
                let mut record = hall.tape.record(number);
                (record.token, record.let_in) = (token, true);
                return true;
            }
            Err(CallError::Refused(why)) => {
                hall.tape.trouble(format!("join: {why}"));
                // A ticket gets no better; the stage's code may have turned in the meantime.
                if matches!(hall.proof, Evidence::Tickets(_)) {
                    return false;
                }
            }
            Err(CallError::Silent(why)) => hall.tape.trouble(format!("join: {why}")),
        }
        sleep(backoff(attempt, chance)).await;
    }
    false
}

async fn what_is_shown(proof: &Evidence, number: u32) -> Option<Value> {
    match proof {
        Evidence::Nothing => None,
        Evidence::Tickets(tickets) => {
            let code = tickets.get(number as usize)?.as_ref()?;
            Some(json!({ "ticket": code }))
        }
        Evidence::Stage(digits) => {
            let mut digits = digits.clone();
            let digits = digits.wait_for(Option::is_some).await.ok()?.clone();
            Some(json!({ "code": digits }))
        }
    }
}

async fn join(hall: &Simulation, number: u32, shown: String) -> Result<String, CallError> {
    let token = hall.tape.record(number).token.clone();
    let mut link: Link = hall.door(number).open().await.map_err(CallError::Silent)?;
    let reply = link.ask("POST", "/api/join", &token, Some(shown)).await;
    let reply = reply.map_err(CallError::Silent)?;
    match (reply.status, reply.json()["voter"].as_str()) {
        (200, Some(token)) => Ok(token.to_owned()),
        (403, _) if reply.problem().is_some() => Err(CallError::Refused(reply.word())),
        _ => Err(CallError::Silent(reply.word())),
    }
}

/// Looks at the stage as everybody in the hall does, and tells the digits that are on it.
pub async fn watch_the_stage(
    hall: Arc<Simulation>,
    door: Door,
    code: watch::Sender<Option<String>>,
) {
    let mut chance = Chance::seeded(0, 0);
    for attempt in 0.. {
        let why = match door.listen_to(STAGE).await {
            Ok(mut line) => read(&mut line, &code).await,
            Err(why) => why,
        };
        // Nobody can tell what it shows now.
        code.send_replace(None);
        hall.tape.trouble(format!("stage: {why}"));
        sleep(backoff(attempt, &mut chance)).await;
    }
}

/// Reads frames until there are no more, and tells why.
async fn read(line: &mut wire::Line, code: &watch::Sender<Option<String>>) -> String {
    let mut beat = interval(PING_EVERY);
    let mut patience = Instant::now() + SILENCE_MAX;
    loop {
        let message = tokio::select! {
            message = timeout_at(patience, line.next()) => message,
            _ = beat.tick() => match line.send(Message::text(r#"{"ping":1}"#)).await {
                Ok(()) => continue,
                Err(error) => return error.to_string(),
            },
        };
        match message {
            Err(_) => return "no answer in time".into(),
            Ok(Some(Ok(Message::Text(text)))) => {
                if let Some(digits) = digits(&text) {
                    code.send_if_modified(|known| {
                        std::mem::replace(known, digits.clone()) != digits
                    });
                }
            }
            Ok(Some(Ok(Message::Close(_))) | None) => return "the connection broke".into(),
            Ok(Some(Err(error))) => return error.to_string(),
            Ok(Some(Ok(_))) => {}
        }
        patience = Instant::now() + SILENCE_MAX;
    }
}

/// The digits in a frame, or that it shows none; nothing if it is no frame.
fn digits(text: &str) -> Option<Option<String>> {
    let frame: Value = serde_json::from_str(text).ok()?;
    let regions = frame["regions"].as_object()?;
    let shown = regions.values().filter_map(Value::as_str).find_map(|html| {
        let (_, rest) = html.split_once(DIGITS)?;
        let digits = rest.split('<').next().unwrap_or_default();
        Some(digits.to_owned())
    });
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::super::plan::scripts;
    use super::*;

    #[test]
    fn every_voter_has_a_ticket_of_their_own_and_whoever_has_none_only_watches() {
        let mut hall = scripts(7, 60, Duration::from_secs(60), 4);
        let codes: Vec<String> = (0..20).map(|n| format!("code {n}")).collect();
        let dealt = deal(&codes, &mut hall);
        assert_eq!(dealt.iter().flatten().cloned().collect::<Vec<_>>(), codes);
        for (script, ticket) in hall.iter().zip(&dealt) {
            assert_eq!(script.vote.is_some(), ticket.is_some());
            assert!(ticket.is_some() || (script.change.is_none() && !script.cut));
        }
    }

    #[test]
    fn digits_are_read_wherever_the_stage_shows_them_and_only_from_frames() {
        let large =
            r#"{"regions":{"cover":"","scene":"<b lang=\"en\" data-live=\"digits\">0417</b>"}}"#;
        let corner =
            r#"{"regions":{"corner":"<b class=\"digits\" data-live=\"digits\">0417</b>"}}"#;
        for frame in [large, corner] {
            assert_eq!(digits(frame), Some(Some("0417".into())));
        }
        assert_eq!(digits(r#"{"regions":{"cover":"<div></div>"}}"#), Some(None));
        assert_eq!(digits(r#"{"pong":1,"now":2}"#), None);
    }
}
