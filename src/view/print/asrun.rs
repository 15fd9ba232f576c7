//! When each cue was planned, and when it was on stage.

use crate::show::event::At;
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::asrun::{lines, zone};
use crate::view::cue::{self, CueLabel};
use crate::view::jury::html;
use crate::view::label::{self, Moment};
use crate::words::Ui;
use crate::words::producer::evening::EveningWords;
use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

#[derive(Template)]
#[template(path = "print/asrun.html", whitespace = "minimize")]
struct AsRunPaper {
    w: &'static EveningWords,
    ui: Ui,
    show: Run,
    /// When it is printed.
    at: Moment,
    rows: Vec<AsRunRow>,
}

struct AsRunRow {
    number: usize,
    label: CueLabel,
    /// Planned from and until, actual from and until.
    times: [Option<PaperTime>; 4],
    /// How much later than planned it began, as `+1:05`.
    late: Option<String>,
}

struct PaperTime {
    /// By the clocks of the place, where the file's start tells of them; else UTC.
    clock: String,
    /// For whoever prints it to say otherwise; none where the place is known.
    ms: Option<i64>,
}

/// The whole list, with the time at which it is printed.
pub fn asrun(state: &State, at: At, ui: Ui) -> String {
    let place = zone(&state.show);
    let time = |ms: Option<i64>| ms.map(|ms| paper_time(ms, place.as_ref()));
    let cues = state.rundown.cues().iter().enumerate();
    let row = |((number, cue), line): ((usize, _), crate::view::asrun::AsRunLine)| AsRunRow {
        number: number + 1,
        label: cue::label(cue, &state.show, ui),
        late: line
            .actual_start
            .zip(line.planned_start)
            .map(|(actual, planned)| signed(actual - planned)),
        times: [
            line.planned_start,
            line.planned_end,
            line.actual_start,
            line.actual_end,
        ]
        .map(time),
    };
    html(&AsRunPaper {
        w: ui.words().producer.evening,
        ui,
        show: label::own(&state.show.title, &state.show, ui),
        at: Moment::of(at),
        rows: cues.zip(lines(state)).map(row).collect(),
    })
}

fn paper_time(ms: i64, place: Option<&TimeZone>) -> PaperTime {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let at = at.to_zoned(place.cloned().unwrap_or(TimeZone::UTC));
    PaperTime {
        clock: at.strftime("%H:%M:%S").to_string(),
        ms: place.is_none().then_some(ms),
    }
}

/// `65000` as `+1:05`.
fn signed(ms: i64) -> String {
    let seconds = ms.abs() / 1000;
    let sign = match ms {
        _ if seconds == 0 => "",
        ..0 => "−",
        _ => "+",
    };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_or_early_says_by_how_much() {
        for (ms, said) in [(65_000, "+1:05"), (-5_000, "−0:05"), (999, "0:00")] {
            assert_eq!(signed(ms), said);
        }
    }
}
