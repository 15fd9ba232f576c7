//! What a soundcheck that was broken off did not come to. Pure.

use super::conductor::Ended;
use super::plan::Acts;
use super::sheet::Gathered;
use serde_json::{Value, json};
use std::time::Duration;

/// What was planned and has not happened.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing {
    /// From its end to the planned one.
    time: Duration,
    planned: Acts,
    missing: Acts,
}

impl Missing {
    /// None if it came to its planned end.
    pub fn of(found: &Gathered) -> Option<Missing> {
        let (Ended::Gone(after) | Ended::Stopped(after)) = found.ended else {
            return None;
        };
        let records = found.tape.records();
        let count = |planned: u64, is: &dyn Fn(&super::tape::PhoneLog) -> bool| {
            let done = records.iter().filter(|one| is(one)).count() as u64;
            planned.saturating_sub(done)
        };
        let planned = found.planned;
        let missing = Acts {
            phones: count(planned.phones, &|one| one.connected),
            votes: count(planned.votes, &|one| one.sent > 0),
            changes: count(planned.changes, &|one| one.sent > 1),
            drops: count(planned.drops, &|one| one.dropped),
        };
        let length = Duration::from_secs_f64(found.minutes * 60.0);
        Some(Missing {
            time: length.saturating_sub(after),
            planned,
            missing,
        })
    }

    /// As a line of the sheet.
    pub fn told(&self) -> String {
        let seconds = self.seconds();
        let (missing, planned) = (self.missing, self.planned);
        let acts = [
            (missing.phones, planned.phones, "phones"),
            (missing.votes, planned.votes, "votes"),
            (missing.changes, planned.changes, "changes"),
            (missing.drops, planned.drops, "lost lines"),
        ];
        let acts = acts.into_iter().filter(|(missing, _, _)| *missing > 0);
        let acts: Vec<String> = acts
            .map(|(missing, planned, what)| format!("{missing} of {planned} {what}"))
            .collect();
        match acts.is_empty() {
            true => format!("Not reached: the last {seconds} s."),
            false => format!("Not reached: the last {seconds} s; {}.", acts.join(", ")),
        }
    }

    fn seconds(&self) -> u64 {
        self.time.as_secs_f64().ceil() as u64
    }

    /// The same for scripts.
    pub fn json(&self) -> Value {
        let missing = self.missing;
        json!({
            "seconds": self.seconds(),
            "phones": missing.phones,
            "votes": missing.votes,
            "changes": missing.changes,
            "lost_lines": missing.drops,
        })
    }
}
