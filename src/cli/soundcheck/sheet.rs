//! The sheet: what was measured, beside what a hall can bear. Pure.

use super::after::{Reckoned, Traces};
use super::conductor::Ended;
use super::plan::Acts;
use super::tape::{NEVER, PhoneLog, Tape, Timed, percentile};
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;

/// Memory that a server may take on for a hall, whatever its size.
const MEMORY_BYTES: u64 = 64 << 20;

/// And for each phone: the design's budget for an idle one is 4 KiB; here it also loads pages and
/// votes.
const MEMORY_PHONE_BYTES: u64 = 32 << 10;

/// What a hall can bear, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Thresholds {
    /// From the scan to the page: longer, and people scan again.
    pub page_ms: u64,
    /// From the tap to "counted": longer, and people tap again.
    pub vote_ms: u64,
    /// From the producer's request to a phone's frame: longer, and the phone is seen to lag behind
    /// the stage.
    pub frame_ms: u64,
}

/// Everything that is known in the end.
pub struct Gathered<'a> {
    /// Where it was.
    pub base: &'a str,
    /// How many phones there were to be.
    pub phones: u32,
    /// For how long.
    pub minutes: f64,
    /// The hall's seed.
    pub seed: u64,
    pub ended: Ended,
    /// What was to happen.
    pub planned: Acts,
    /// What was measured.
    pub tape: &'a Tape,
    /// Phones that were connected at the end.
    pub connected: u64,
    /// The server's memory before and with everybody there, or why it is not known.
    pub memory: Result<(u64, u64), String>,
    /// Why frames could not be measured, if so.
    pub frameless: Option<String>,
    /// The vote, or why there was none.
    pub votes: Result<Reckoned, String>,
    /// How the evening stands now.
    pub evening: Traces,
    /// What a reader should know besides.
    pub notes: Vec<String>,
    /// What it is judged by.
    pub limits: Thresholds,
}

/// How a row is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Pass,
    /// The hall would suffer.
    Fail,
    /// It could not be checked.
    Unchecked,
    /// Told, but not judged: it was broken off on the way there.
    Told,
}

/// A line of the sheet.
#[derive(Clone, Debug, Serialize)]
pub struct Judgement {
    /// What is judged.
    pub name: &'static str,
    pub verdict: Verdict,
    /// The figure, as text; for one that was not checked, why.
    pub measured: String,
    /// What it is judged by.
    pub limit: String,
    pub numbers: Value,
}

impl Judgement {
    fn judged(
        name: &'static str,
        good: bool,
        measured: String,
        limit: &str,
        numbers: Value,
    ) -> Judgement {
        let verdict = if good { Verdict::Pass } else { Verdict::Fail };
        Judgement {
            name,
            verdict,
            measured,
            limit: limit.to_owned(),
            numbers,
        }
    }

    fn unchecked(name: &'static str, why: &str) -> Judgement {
        Judgement {
            name,
            verdict: Verdict::Unchecked,
            measured: why.to_owned(),
            limit: String::new(),
            numbers: Value::Null,
        }
    }

    /// A hall that was broken off was still coming in, and some still waited for their answers.
    fn share(name: &'static str, of: u64, all: u64, ended: Ended) -> Judgement {
        let numbers = json!({ "of": of, "all": all });
        let row = Judgement::judged(name, of >= all, format!("{of} of {all}"), "all", numbers);
        match ended {
            Ended::Done => row,
            Ended::Gone(_) | Ended::Stopped(_) => Judgement {
                verdict: Verdict::Told,
                ..row
            },
        }
    }
}

/// The whole sheet.
#[derive(Clone, Debug)]
pub struct Report {
    pub rows: Vec<Judgement>,
    /// Whether nothing failed, and it was not broken off.
    pub pass: bool,
}

impl Report {
    /// Whether this row fails.
    pub fn failed(&self, name: &str) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.name == name && row.verdict == Verdict::Fail)
    }
}

pub fn judge(found: &Gathered) -> Report {
    let records = found.tape.records();
    let mut rows = presence(found, &records);
    rows.extend(voting(found, &records));
    rows.extend(speed(found));
    rows.push(memory(found));
    let failed = rows.iter().any(|row| row.verdict == Verdict::Fail);
    Report {
        pass: !failed && found.ended == Ended::Done,
        rows,
    }
}

fn presence(found: &Gathered, records: &[PhoneLog]) -> Vec<Judgement> {
    let count = |is: fn(&PhoneLog) -> bool| records.iter().filter(|one| is(one)).count() as u64;
    let all = u64::from(found.phones);
    let ever = count(|one| one.connected);
    let connected = match found.ended {
        // All were there once, and all are there in the end.
        Ended::Done => ever.min(found.connected),
        Ended::Gone(_) | Ended::Stopped(_) => ever,
    };
    let dropped = count(|one| one.dropped);
    let returned = count(|one| one.returned);
    vec![
        Judgement::share("connected", connected, all, found.ended),
        Judgement::share("came back", returned, dropped, found.ended),
    ]
}

fn voting(found: &Gathered, records: &[PhoneLog]) -> Vec<Judgement> {
    let votes = match &found.votes {
        Ok(votes) => votes,
        Err(why) => {
            let names = ["answered", "lost", "counted twice", "turnout"];
            return names.map(|name| Judgement::unchecked(name, why)).to_vec();
        }
    };
    let total = |of: fn(&PhoneLog) -> u32| records.iter().map(|one| u64::from(of(one))).sum();
    let (sent, answered) = (total(|one| one.sent), total(|one| one.answered));
    let reckoning = &votes.reckoning;
    let untold = votes.untold.as_deref().unwrap_or("the server did not say");
    let none = |name, many: Option<u64>| match many {
        Some(many) => Judgement::judged(name, many == 0, many.to_string(), "0", json!(many)),
        None => Judgement::unchecked(name, untold),
    };
    let mut lost = none("lost", reckoning.lost);
    if reckoning.unasked > 0 && lost.verdict == Verdict::Pass {
        lost = Judgement::unchecked(
            "lost",
            &format!("voters who were not told: {}", reckoning.unasked),
        );
    }
    let (least, most) = (reckoning.voters, reckoning.voters + reckoning.unsure);
    let said = match least == most {
        true => least.to_string(),
        false => format!("{least} to {most}"),
    };
    let turnout = match votes.turnout {
        Some(turnout) => Judgement::judged(
            "turnout",
            (least..=most).contains(&turnout),
            turnout.to_string(),
            &said,
            json!({ "server": turnout, "voters": least, "unsure": reckoning.unsure }),
        ),
        None => Judgement::unchecked("turnout", untold),
    };
    let shows = records.iter().filter(|one| one.shows).count() as u64;
    let let_in = records.iter().filter(|one| one.let_in).count() as u64;
    let proved = (shows > 0).then(|| Judgement::share("let in", let_in, shows, found.ended));
    let voted = [
        Judgement::share("answered", answered, sent, found.ended),
        lost,
        none("counted twice", reckoning.twice),
        turnout,
    ];
    proved.into_iter().chain(voted).collect()
}

fn speed(found: &Gathered) -> Vec<Judgement> {
    let limits = found.limits;
    let none = match found.ended {
        Ended::Done => "none came",
        Ended::Gone(_) | Ended::Stopped(_) => "not reached",
    };
    let row = |name, span, limit_ms, why: Option<&str>| {
        timed(name, &found.tape.times(span), limit_ms, why.unwrap_or(none))
    };
    let voteless = found.votes.as_ref().err().map(String::as_str);
    vec![
        row("page", Timed::Page, limits.page_ms, None),
        row("vote", Timed::Vote, limits.vote_ms, voteless),
        row(
            "frame",
            Timed::Frame,
            limits.frame_ms,
            found.frameless.as_deref(),
        ),
        row("live line", Timed::Ping, limits.frame_ms, None),
    ]
}

fn timed(name: &'static str, sorted: &[Duration], limit_ms: u64, why: &str) -> Judgement {
    let (Some(half), Some(most)) = (percentile(sorted, 50), percentile(sorted, 99)) else {
        return Judgement::unchecked(name, why);
    };
    let limit = Duration::from_millis(limit_ms);
    let never = sorted.iter().filter(|time| **time == NEVER).count();
    let numbers = json!({
        "p50_ms": in_ms(half), "p99_ms": in_ms(most), "measured": sorted.len(), "never": never,
    });
    let measured = format!("p50 {}, p99 {}", shown(half), shown(most));
    let limit_text = format!("p99 {}", shown(limit));
    Judgement::judged(name, most <= limit, measured, &limit_text, numbers)
}

/// Null for what never came.
fn in_ms(time: Duration) -> Option<f64> {
    (time != NEVER).then(|| (time.as_secs_f64() * 1e5).round() / 100.0)
}

fn shown(time: Duration) -> String {
    match time {
        NEVER => "never".into(),
        time if time < Duration::from_millis(10) => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        time if time < Duration::from_secs(1) => format!("{} ms", time.as_millis()),
        time => format!("{:.1} s", time.as_secs_f64()),
    }
}

fn memory(found: &Gathered) -> Judgement {
    let name = "server memory";
    let (before, with) = match &found.memory {
        Ok(bytes) => *bytes,
        Err(why) => return Judgement::unchecked(name, why),
    };
    let more = with.saturating_sub(before);
    let phones = found
        .tape
        .records()
        .iter()
        .filter(|one| one.connected)
        .count() as u64;
    let each = more / phones.max(1);
    let limit = MEMORY_BYTES + MEMORY_PHONE_BYTES * u64::from(found.phones);
    let numbers =
        json!({ "before_bytes": before, "with_phones_bytes": with, "bytes_a_phone": each });
    let measured = format!("+{} MB, {:.1} KB a phone", more >> 20, each as f64 / 1024.0);
    let limit_text = format!("+{} MB", limit >> 20);
    Judgement::judged(name, more <= limit, measured, &limit_text, numbers)
}
