//! Whether the doors may be opened: the one answer, large, and what it hangs on.

use super::{Desk, html};
use crate::show::state::State;
use crate::view::ready::{Light, ReadyReport, ReadyRow, report_apart};
use crate::words::ready::ReadyWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/ready.html", whitespace = "minimize")]
struct Region<'a> {
    w: &'a ReadyWords,
    report: &'a ReadyReport,
    /// So many are amber.
    look: Option<String>,
    /// What is red or amber.
    open: Vec<&'a ReadyRow>,
    well: Vec<&'a ReadyRow>,
    /// What is well, in a line.
    named: String,
}

impl Region<'_> {
    fn class(&self, row: &ReadyRow) -> &'static str {
        match row.light {
            Light::Red => "red",
            Light::Amber => "amber",
            Light::Green => "green",
        }
    }

    fn light(&self, row: &ReadyRow) -> &'static str {
        self.w.lights[row.light as usize]
    }
}

pub(super) fn region(desk: &Desk, stage: &State) -> String {
    let words = desk.ui.words();
    let report = report_apart([desk.state, stage], desk.live, desk.apart, desk.ui);
    let is_green = |row: &&ReadyRow| row.light == Light::Green;
    let (well, open): (Vec<_>, Vec<_>) = report.rows.iter().partition(is_green);
    let amber = open.iter().filter(|row| row.light == Light::Amber).count();
    let mut named: Vec<&str> = well.iter().map(|row| row.name.as_str()).collect();
    named.dedup();
    html(Region {
        w: &words.ready,
        look: (amber > 0).then(|| (words.ready.look)(amber)),
        named: named.join(words.writing.comma),
        report: &report,
        open,
        well,
    })
}
