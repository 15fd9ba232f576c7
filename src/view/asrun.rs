//! The as-run list: when each cue was planned, and when it was on stage.

use super::api::title;
use super::export::{csv_rows, xlsx_table};
use crate::show::event::At;
use crate::show::programme::Show;
use crate::show::rundown::Cue;
use crate::show::state::State;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use utoipa::ToSchema;

/// A cue with its times, in milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AsRunLine {
    /// Cue id.
    #[schema(example = "first-prize/winner")]
    pub cue: String,
    /// What the cue is called, in the show's first language.
    pub title: String,
    /// Null where there is no plan: no cue has a length, or the evening has not begun and the file
    /// has no `start`.
    pub planned_start: Option<i64>,
    pub planned_end: Option<i64>,
    /// Null where it did not run. The first start of one that ran more than once.
    pub actual_start: Option<i64>,
    /// Null where it did not run, or is on stage. The last end of one that ran more than once.
    pub actual_end: Option<i64>,
}

/// How long a cue is planned to take. One without a length takes no time, nor one that is passed
/// over.
pub(super) fn length_ms(cue: &Cue) -> i64 {
    i64::from(cue.seconds.filter(|_| !cue.skip).unwrap_or(0)) * 1000
}

/// When each cue is planned to begin and to end; none without a plan, as [`AsRunLine`] says.
/// `start` is that of the second cue.
pub fn plan(state: &State, start: Option<At>) -> Option<Vec<[At; 2]>> {
    let cues = state.rundown.cues();
    let planned = cues.iter().any(|cue| cue.seconds.is_some());
    let start = start.filter(|_| planned)?;
    // The evening begins with the second cue.
    let mut at = start.plus_ms(-cues.first().map_or(0, length_ms));
    let times = cues.iter().map(|cue| {
        let from = at;
        at = from.plus_ms(length_ms(cue));
        [from, at]
    });
    Some(times.collect())
}

/// From when the evening is late or early: the file's start, but for a rehearsal, which may be on
/// another day, from its own beginning. None where neither is known.
pub(super) fn due(state: &State) -> Option<At> {
    let start = state.show.start.map(|start| start.at);
    match state.began_at {
        Some(began) if !state.doors_open => Some(began),
        began => start.or(began),
    }
}

/// Every cue of the running order as it is now.
pub fn lines(state: &State) -> Vec<AsRunLine> {
    let start = state.show.start.map(|start| start.at);
    let plan = plan(state, start.or(state.began_at));
    let line = |(position, cue): (usize, &Cue)| {
        let planned = plan.as_ref().and_then(|plan| plan.get(position));
        let ran = state.stage_times.get(&cue.id);
        AsRunLine {
            cue: cue.id.clone(),
            title: title(state, cue),
            planned_start: planned.map(|[from, _]| from.0),
            planned_end: planned.map(|[_, until]| until.0),
            actual_start: ran.map(|time| time.from.0),
            actual_end: ran.and_then(|time| time.until).map(|at| at.0),
        }
    };
    let cues = state.rundown.cues().iter().enumerate();
    cues.map(line).collect()
}

/// The clocks of the place, as the file's start tells of them.
pub fn zone(show: &Show) -> Option<TimeZone> {
    let offset = Offset::from_seconds(show.start?.offset_seconds).ok()?;
    Some(TimeZone::fixed(offset))
}

/// The same as rows under a header, for a spreadsheet, in the time of a place: ISO 8601 with its
/// offset, to the second.
pub(super) fn rows(state: &State, zone: &TimeZone) -> Vec<Vec<String>> {
    let header = [
        "cue",
        "title",
        "planned_start",
        "planned_end",
        "actual_start",
        "actual_end",
    ];
    let local = |ms: Option<i64>| {
        let at = ms.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
        let at = at.map(|at| at.to_zoned(zone.clone()));
        at.map_or_else(String::new, |at| {
            at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
        })
    };
    let row = |line: AsRunLine| {
        let times = [
            line.planned_start,
            line.planned_end,
            line.actual_start,
            line.actual_end,
        ];
        let named = [line.cue, line.title].into_iter();
        named.chain(times.map(local)).collect()
    };
    let header = header.map(str::to_owned).to_vec();
    let lines = lines(state).into_iter().map(row);
    std::iter::once(header).chain(lines).collect()
}

/// The same as CSV, with a byte order mark, so that Excel reads the Chinese.
pub fn csv(state: &State, zone: &TimeZone) -> String {
    format!("\u{feff}{}", csv_rows(&rows(state, zone)))
}

/// The same as a workbook.
pub fn xlsx(state: &State, zone: &TimeZone) -> Vec<u8> {
    xlsx_table(state, "as-run", rows(state, zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::event::{By, Event, Move};
    use crate::show::programme::PlannedStart;
    use crate::view::sample::{self, SampleEvening};

    /// Welcome, then the finalists, who have ten seconds each.
    fn show() -> Show {
        let mut show = sample::show();
        show.lines[0].seconds = Some(5);
        show.lines[1].seconds = Some(10);
        show
    }

    fn fired(evening: SampleEvening, cue: &str, by: Move) -> SampleEvening {
        let cue = cue.to_owned();
        evening.then(By::Mc, Event::CueFired { cue, by })
    }

    /// The times of the cue at this position, in seconds since eight.
    fn times(state: &State, position: usize) -> [Option<i64>; 4] {
        let line = &lines(state)[position];
        let times = [
            line.planned_start,
            line.planned_end,
            line.actual_start,
            line.actual_end,
        ];
        times.map(|ms| ms.map(|ms| (ms - sample::EIGHT) / 1000))
    }

    #[test]
    fn without_a_start_the_plan_counts_from_when_the_evening_began() {
        let evening = SampleEvening::of(show());
        assert_eq!(times(&evening.state, 0), [None, None, Some(0), None]);
        assert_eq!(times(&evening.state, 1), [None; 4]);
        let begun = fired(evening, "finalists/1", Move::Go).state;
        let (first, second, third) = (times(&begun, 0), times(&begun, 1), times(&begun, 2));
        assert_eq!(first, [Some(55), Some(60), Some(0), Some(60)]);
        assert_eq!(second, [Some(60), Some(70), Some(60), None]);
        assert_eq!(third, [Some(70), Some(80), None, None]);
    }

    #[test]
    fn the_files_start_gives_the_plan_before_the_show() {
        let mut show = show();
        let at = At(sample::EIGHT + 1_800_000);
        show.start = Some(PlannedStart {
            at,
            offset_seconds: 8 * 3600,
        });
        let state = SampleEvening::of(show).state;
        assert_eq!(times(&state, 0), [Some(1795), Some(1800), Some(0), None]);
        let zone = zone(&state.show).expect("the file says where");
        let csv = csv(&state, &zone);
        let first = "welcome,AIGC 創意電影及數碼營銷比賽 總決賽,2026-03-05T20:29:55+08:00,\
            2026-03-05T20:30:00+08:00,2026-03-05T20:00:00+08:00,\r\n";
        assert!(csv.contains(first), "{csv}");
    }

    #[test]
    fn a_rehearsal_is_late_from_its_own_beginning_and_the_evening_from_the_files_start() {
        let mut show = show();
        let at = At(sample::EIGHT + 86_400_000);
        show.start = Some(PlannedStart {
            at,
            offset_seconds: 8 * 3600,
        });
        let evening = SampleEvening::of(show);
        assert_eq!(due(&evening.state), Some(at));
        let rehearsed = fired(evening, "finalists/1", Move::Go);
        assert_eq!(due(&rehearsed.state), rehearsed.state.began_at);
        let open = rehearsed.then(By::Producer, Event::DoorsOpened);
        assert_eq!(due(&open.state), Some(at));
    }

    #[test]
    fn a_show_without_lengths_has_no_plan() {
        let evening = SampleEvening::of(sample::show());
        let begun = fired(evening, "finalists/1", Move::Go).state;
        assert_eq!(times(&begun, 1), [None, None, Some(60), None]);
    }

    #[test]
    fn a_cue_that_ran_twice_has_its_first_start_and_its_last_end() {
        let evening = SampleEvening::of(sample::show());
        let evening = fired(evening, "finalists/1", Move::Go);
        let evening = fired(evening, "finalists/2", Move::Go);
        let again = fired(evening, "finalists/1", Move::Back);
        assert_eq!(times(&again.state, 1)[2..], [Some(60), None]);
        assert_eq!(times(&again.state, 2)[2..], [Some(120), Some(180)]);
        let on = fired(again, "finalists/3", Move::Goto);
        assert_eq!(times(&on.state, 1)[2..], [Some(60), Some(240)]);
    }

    #[test]
    fn the_first_cue_is_on_from_the_moment_the_doors_open() {
        let evening = SampleEvening::of(sample::show());
        let evening = evening.then(By::Producer, Event::DoorsOpened);
        assert_eq!(times(&evening.state, 0)[2], Some(60));
        let begun = fired(evening, "finalists/1", Move::Go);
        assert_eq!(times(&begun.state, 0)[2..], [Some(60), Some(120)]);
    }
}
