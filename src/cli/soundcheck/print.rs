//! The sheet on paper: aligned text for people, JSON for scripts. Pure.

use super::after::Traces;
use super::conductor::Ended;
use super::reached::Missing;
use super::sheet::{Gathered, Judgement, Report, Verdict};
use crate::show::text::counted;
use serde_json::json;
use std::time::Duration;

/// Troubles that are named; the rest is in the JSON.
const TROUBLES_SHOWN: usize = 6;

/// As wide as the narrowest terminal that people use.
const WIDTH: usize = 60;

/// Text for people.
pub fn text(found: &Gathered, sheet: &Report) -> String {
    let mut lines = vec![
        format!("Soundcheck of {}", found.base),
        format!(
            "{}, {} min, --seed {}",
            counted(found.phones, "phone"),
            found.minutes,
            found.seed
        ),
        String::new(),
    ];
    let checked = |row: &&Judgement| row.verdict != Verdict::Unchecked;
    let widest = |of: fn(&Judgement) -> &str| {
        let rows = sheet.rows.iter().filter(checked);
        rows.map(|row| of(row).chars().count()).max().unwrap_or(0)
    };
    let name_width = sheet
        .rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0);
    let measured_width = widest(|row| &row.measured);
    for row in &sheet.rows {
        let word = match row.verdict {
            Verdict::Pass => "ok  ",
            Verdict::Fail => "FAIL",
            Verdict::Unchecked => " -  ",
            Verdict::Told => "    ",
        };
        let (name, measured) = (row.name, &row.measured);
        let limit = &row.limit;
        let line = match row.verdict {
            Verdict::Unchecked => format!("{word}  {name:name_width$}  not checked"),
            _ => format!("{word}  {name:name_width$}  {measured:measured_width$}  {limit}"),
        };
        lines.push(line.trim_end().to_owned());
    }
    let mut below = unchecked(sheet);
    if sheet.failed("counted twice") {
        below.push(
            "What counts twice may also have been cast by somebody else meanwhile: do it \
            again while nobody else is there."
                .into(),
        );
    }
    let troubles = found.tape.troubles();
    let named = troubles.iter().take(TROUBLES_SHOWN);
    below.extend(named.map(|(what, times)| format!("{}: {what}", counted(*times, "time"))));
    below.extend(found.notes.iter().cloned());
    if !below.is_empty() {
        lines.push(String::new());
        lines.extend(below.iter().flat_map(|line| wrapped(line)));
    }
    lines.push(String::new());
    lines.extend(wrapped(&verdict(found, sheet)));
    if let Some(missing) = Missing::of(found) {
        lines.extend(wrapped(&missing.told()));
    }
    lines.extend(
        evening(&found.evening)
            .iter()
            .flat_map(|line| wrapped(line)),
    );
    lines.join("\n")
}

/// Why rows are missing, each reason once.
fn unchecked(sheet: &Report) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in &sheet.rows {
        if row.verdict != Verdict::Unchecked {
            continue;
        }
        match reasons.iter_mut().find(|(why, _)| *why == row.measured) {
            Some((_, names)) => names.push(row.name),
            None => reasons.push((&row.measured, vec![row.name])),
        }
    }
    let told =
        |(why, names): (&str, Vec<&str>)| format!("Not checked ({}): {why}.", names.join(", "));
    reasons.into_iter().map(told).collect()
}

/// One sentence that says it all.
pub fn verdict(found: &Gathered, sheet: &Report) -> String {
    let rows = |verdict| {
        let rows = sheet.rows.iter().filter(move |row| row.verdict == verdict);
        let names: Vec<&str> = rows.map(|row| row.name).collect();
        names.join(", ")
    };
    let failed = rows(Verdict::Fail);
    match found.ended {
        Ended::Gone(since) => format!(
            "FAIL: the server stopped answering after {}. A hall would stand before dead phones.",
            seconds(since)
        ),
        Ended::Stopped(after) if failed.is_empty() => format!(
            "STOPPED after {}: the sheet says what was measured until then.",
            seconds(after)
        ),
        Ended::Stopped(after) => format!(
            "STOPPED after {}, and the hall would suffer already: {failed}.",
            seconds(after)
        ),
        Ended::Done if !failed.is_empty() => format!("FAIL: the hall would suffer: {failed}."),
        Ended::Done => match rows(Verdict::Unchecked) {
            open if open.is_empty() => {
                let phones = counted(found.phones, "phone");
                format!("PASS: a hall of {phones} is well served.")
            }
            open => format!(
                "PASS, as far as it was checked: a hall of {} is well served. Not checked: {open}.",
                counted(found.phones, "phone")
            ),
        },
    }
}

fn evening(evening: &Traces) -> Option<String> {
    match evening {
        Traces::Untouched => None,
        Traces::Clean => Some(
            "The show is back on its first cue with an empty box; what was voted lies in a dated \
            file and counts for nothing."
                .into(),
        ),
        Traces::Changed(what) => Some(what.clone()),
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs())
}

/// Broken between words.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The same for scripts.
pub fn json(found: &Gathered, sheet: &Report) -> String {
    let ended = match found.ended {
        Ended::Done => "done",
        Ended::Gone(_) => "gone",
        Ended::Stopped(_) => "stopped",
    };
    let evening = match &found.evening {
        Traces::Untouched => "untouched",
        Traces::Clean => "clean",
        Traces::Changed(_) => "changed",
    };
    let troubles = found.tape.troubles().into_iter();
    let troubles = troubles.map(|(what, times)| json!({ "what": what, "times": times }));
    let sheet = json!({
        "url": found.base,
        "phones": found.phones,
        "minutes": found.minutes,
        "seed": found.seed,
        "pass": sheet.pass,
        "ended": ended,
        "verdict": verdict(found, sheet),
        "not_reached": Missing::of(found).map(|missing| missing.json()),
        "evening": evening,
        "rows": sheet.rows,
        "troubles": troubles.collect::<Vec<_>>(),
        "notes": found.notes,
    });
    format!("{sheet:#}")
}

#[cfg(test)]
mod tests {
    use super::super::after::Reckoned;
    use super::super::plan::Acts;
    use super::super::reckoning::Reckoning;
    use super::super::sheet::{Thresholds, judge};
    use super::super::tape::{NEVER, Tap, Tape, Timed};
    use super::*;

    fn hall() -> Tape {
        let tape = Tape::new(2);
        for phone in 0..2 {
            let mut record = tape.record(phone);
            (record.connected, record.sent) = (true, 1);
            drop(record);
            let choice = Tap {
                entry: 0,
                change: 1,
            };
            tape.answered(phone, choice);
            for span in [Timed::Page, Timed::Vote, Timed::Frame, Timed::Ping] {
                tape.took(span, Duration::from_millis(12));
            }
        }
        tape
    }

    fn votes(lost: u64, turnout: u64) -> Result<Reckoned, String> {
        Ok(Reckoned {
            reckoning: Reckoning {
                voters: 2,
                unsure: 0,
                lost: Some(lost),
                twice: Some(0),
                unasked: 0,
            },
            turnout: Some(turnout),
            untold: None,
        })
    }

    fn found(tape: &Tape) -> Gathered<'_> {
        Gathered {
            base: "http://10.0.0.7:8080",
            phones: 2,
            minutes: 1.0,
            seed: 7,
            ended: Ended::Done,
            planned: Acts {
                phones: 2,
                votes: 2,
                changes: 1,
                drops: 0,
            },
            tape,
            connected: 2,
            memory: Ok((50 << 20, 52 << 20)),
            frameless: None,
            votes: votes(0, 2),
            evening: Traces::Clean,
            notes: Vec::new(),
            limits: Thresholds {
                page_ms: 2_000,
                vote_ms: 1_000,
                frame_ms: 500,
            },
        }
    }

    fn said(found: &Gathered) -> (bool, String) {
        let sheet = judge(found);
        (sheet.pass, text(found, &sheet))
    }

    #[test]
    fn a_good_hall_passes_and_the_sheet_fits_a_narrow_terminal() {
        let tape = hall();
        let (pass, text) = said(&found(&tape));
        assert!(pass, "{text}");
        assert!(text.contains("PASS: a hall of 2 phones"), "{text}");
        assert!(!text.contains("FAIL"), "{text}");
        assert!(!text.contains("Not reached"), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
    }

    #[test]
    fn whatever_makes_a_hall_suffer_fails_and_is_named() {
        type Harm = fn(&mut Gathered, &Tape);
        let harms: [(&str, Harm); 8] = [
            ("connected", |found, _| found.connected = 1),
            ("came back", |_, tape| tape.record(0).dropped = true),
            ("answered", |_, tape| tape.record(0).sent = 2),
            ("lost", |found, _| found.votes = votes(1, 2)),
            ("turnout", |found, _| found.votes = votes(0, 3)),
            ("page", |_, tape| {
                tape.took(Timed::Page, Duration::from_secs(3))
            }),
            ("frame", |_, tape| tape.took(Timed::Frame, NEVER)),
            ("server memory", |found, _| found.memory = Ok((0, 1 << 30))),
        ];
        for (name, harm) in harms {
            let tape = hall();
            let mut found = found(&tape);
            harm(&mut found, &tape);
            let (pass, text) = said(&found);
            assert!(!pass, "{name}: {text}");
            assert!(text.contains(&format!("would suffer: {name}.")), "{text}");
        }
    }

    #[test]
    fn what_was_not_checked_is_said_with_its_reason() {
        let tape = hall();
        let mut found = found(&tape);
        found.votes = Err("no key".into());
        let (pass, text) = said(&found);
        assert!(pass, "{text}");
        let reason = "Not checked (answered, lost, counted twice, turnout):";
        assert!(text.contains(reason), "{text}");
        assert!(text.contains("as far as it was checked"), "{text}");
    }

    #[test]
    fn what_was_broken_off_never_passes() {
        let tape = hall();
        for ended in [
            Ended::Gone(Duration::from_secs(23)),
            Ended::Stopped(Duration::from_secs(23)),
        ] {
            let mut found = found(&tape);
            found.ended = ended;
            let (pass, text) = said(&found);
            assert!(!pass);
            assert!(text.contains("23 s"), "{text}");
            let line = "Not reached: the last 37 s; 1 of 1 changes.";
            assert!(text.contains(line), "{text}");
            assert!(text.contains("\n      connected"), "{text}");
        }
    }
}
