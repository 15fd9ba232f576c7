//! A phone and the person who holds it: the page, and the thumb that votes. Its live line is
//! [`line`](super::line).

use super::hall::{CheckedBallot, Simulation};
use super::line::keep_the_line;
use super::plan::PhonePlan;
use super::proof;
use super::tape::{NEVER, Tap, Timed};
use super::wire::{Door, Link, Reply};
use crate::demo::crowd::Chance;
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

/// A page that is not there by then is not waited for by anybody.
const PAGE_MAX: Duration = Duration::from_secs(5);

/// The longest pause between two attempts.
const BACKOFF_MAX: Duration = Duration::from_secs(8);

/// Lives through the evening; ends when all is done that was planned and the hall is over.
pub async fn live(hall: &Simulation, number: u32, script: &PhonePlan, chance: &mut Chance) {
    sleep_until(hall.start + script.arrives).await;
    let token = arrive(hall, number, chance).await;
    hall.tape.record(number).token = token;
    let paper = watch::Sender::new(false);
    let thumb = async {
        if let Some(poll) = &hall.poll {
            let open = paper.subscribe();
            vote_as_planned(hall, poll, number, script, open).await;
        }
        hall.tape.done();
    };
    tokio::join!(keep_the_line(hall, number, script.drop, &paper), thumb);
}

/// The page's own pause: longer each time, and never the same for all.
pub fn backoff(attempt: u32, chance: &mut Chance) -> Duration {
    let longest = Duration::from_millis(500) * 2u32.pow(attempt.min(5));
    longest.min(BACKOFF_MAX).mul_f64(0.5 + chance.share() / 2.0)
}

/// Loads the page and joins, for as long as it takes. Gives the voter's token.
async fn arrive(hall: &Simulation, number: u32, chance: &mut Chance) -> String {
    let scanned = Instant::now();
    let mut unseen = Unseen {
        hall,
        since: Some(scanned),
    };
    for attempt in 0.. {
        let place = hall.requests.acquire().await;
        let joined = join(hall.door(number), &mut unseen).await;
        drop(place);
        match joined {
            Ok(token) => return token,
            Err(why) => hall.tape.trouble(why),
        }
        sleep(backoff(attempt, chance)).await;
    }
    String::new()
}

/// A page that somebody waits for. Whoever has waited long when all is over has waited in vain.
struct Unseen<'a> {
    hall: &'a Simulation,
    since: Option<Instant>,
}

impl Unseen<'_> {
    fn seen(&mut self) {
        if let Some(since) = self.since.take() {
            self.hall.tape.took(Timed::Page, since.elapsed());
        }
    }
}

impl std::ops::Drop for Unseen<'_> {
    fn drop(&mut self) {
        if self.since.is_some_and(|since| since.elapsed() > PAGE_MAX) {
            self.hall.tape.took(Timed::Page, NEVER);
        }
    }
}

async fn join(door: &Door, unseen: &mut Unseen<'_>) -> Result<String, String> {
    let told = |why: String| format!("page: {why}");
    let mut link = door.open().await.map_err(told)?;
    let page = link.ask("GET", "/", "", None).await.map_err(told)?;
    if page.status != 200 {
        return Err(told(page.word()));
    }
    unseen.seen();
    let cookie = cookie(&page);
    let told = |why: String| format!("join: {why}");
    let closes = page.headers.get("connection");
    if closes.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close")) {
        // A proxy may want a connection for each request; browsers give it one.
        link = door.open().await.map_err(told)?;
    }
    let joined = link.ask("POST", "/api/join", &cookie, Some("{}".into()));
    let joined = joined.await.map_err(told)?;
    match joined.json()["voter"].as_str() {
        Some(token) if joined.status == 200 => Ok(token.to_owned()),
        _ => Err(told(joined.word())),
    }
}

/// The token that the page sets as a cookie.
fn cookie(page: &Reply) -> String {
    let mut set = page.headers.get_all("set-cookie").iter();
    let value = set.find_map(|value| {
        let (name, rest) = value.to_str().ok()?.split_once('=')?;
        let voter = name.contains("palmares-voter");
        voter.then(|| rest.split(';').next().unwrap_or_default())
    });
    value.unwrap_or_default().to_owned()
}

/// Waits for the paper, thinks, votes, and perhaps votes again.
async fn vote_as_planned(
    hall: &Simulation,
    poll: &CheckedBallot,
    number: u32,
    script: &PhonePlan,
    mut open: watch::Receiver<bool>,
) {
    let Some((entry, thinks)) = script.vote else {
        return;
    };
    if open.wait_for(|open| *open).await.is_err() {
        return;
    }
    let mut chance = Chance::seeded(!u64::from(number), number);
    if !proof::show(hall, number, &mut chance).await {
        return;
    }
    sleep(thinks).await;
    let first = Tap { entry, change: 1 };
    cast(hall, poll, number, first, script.cut, &mut chance).await;
    if let Some((entry, again)) = script.change {
        sleep(again).await;
        let other = Tap { entry, change: 2 };
        cast(hall, poll, number, other, false, &mut chance).await;
    }
}

/// Sends a vote until there is an answer, as the page does.
async fn cast(
    hall: &Simulation,
    poll: &CheckedBallot,
    number: u32,
    choice: Tap,
    cut: bool,
    chance: &mut Chance,
) {
    let token = {
        let mut record = hall.tape.record(number);
        record.asked = Some(choice);
        record.sent += 1;
        record.token.clone()
    };
    let body = json!({
        "ballot": poll.ballot,
        "choices": [poll.entries.get(choice.entry)],
        "change": choice.change,
    });
    let body = body.to_string();
    if cut {
        let place = hall.requests.acquire().await;
        let sent = hall.door(number).send_and_vanish(&token, &body).await;
        drop(place);
        if let Err(why) = sent {
            hall.tape.trouble(format!("vote: {why}"));
        }
        sleep(backoff(0, chance)).await;
    }
    let tapped = Instant::now();
    for attempt in 0.. {
        let place = hall.requests.acquire().await;
        let reply = post(hall.door(number), &token, body.clone()).await;
        drop(place);
        let why = match reply {
            Ok(reply) if reply.is_vote() => {
                hall.tape.took(Timed::Vote, tapped.elapsed());
                return hall.tape.answered(number, choice);
            }
            Ok(reply) => {
                let word = reply.word();
                hall.tape.trouble(format!("vote: {word}"));
                if reply.problem().is_some_and(|word| is_no(&word)) {
                    // The answer is no: the one before it stands, if there is one.
                    hall.tape.record(number).asked = None;
                    return;
                }
                None
            }
            Err(why) => Some(why),
        };
        if let Some(why) = why {
            hall.tape.trouble(format!("vote: {why}"));
        }
        sleep(backoff(attempt, chance)).await;
    }
}

/// Whether a problem decides a vote; after all others it is sent again. Those of the page, and one
/// more: a ballot that is gone takes a page with it, and nobody reloads a simulated phone.
fn is_no(word: &str) -> bool {
    let no = ["ballot-closed", "bad-choice", "no-such-ballot"];
    no.contains(&word) || word.starts_with("needs-")
}

async fn post(door: &Door, token: &str, body: String) -> Result<Reply, String> {
    let mut link: Link = door.open().await?;
    link.ask("POST", "/api/vote", token, Some(body)).await
}
