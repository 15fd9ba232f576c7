//! What is seen while it goes on: a bar where there is a terminal, and a line now and then where
//! there is none.

use super::hall::Simulation;
use crate::show::text::counted;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Where there is no terminal, every so many seconds.
const LINE_EVERY_S: u64 = 10;

/// A bar, or lines.
pub struct Progress {
    bar: ProgressBar,
    seconds: u64,
    /// The second of the next line.
    next_s: AtomicU64,
    lines: bool,
}

impl Progress {
    /// For so long.
    pub fn new(length: Duration) -> Progress {
        let lines = !stderr().is_terminal();
        let seconds = length.as_secs_f64().ceil() as u64;
        let bar = ProgressBar::with_draw_target(Some(seconds), ProgressDrawTarget::stderr());
        // The template is a constant: it cannot be wrong in front of a producer only.
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} s  {msg}") {
            bar.set_style(style);
        }
        Progress {
            bar,
            seconds,
            next_s: AtomicU64::new(LINE_EVERY_S),
            lines,
        }
    }

    /// How far it is.
    pub fn draw(&self, hall: &Simulation) {
        let second = hall.start.elapsed().as_secs().min(self.seconds);
        let (phones, votes) = (hall.tape.connected(), hall.tape.answers());
        let now = format!("{}, {}", counted(phones, "phone"), counted(votes, "vote"));
        if self.lines {
            let due = self.next_s.load(Ordering::Relaxed);
            if second >= due {
                self.next_s.store(due + LINE_EVERY_S, Ordering::Relaxed);
                eprintln!("{second} of {} s: {now}", self.seconds);
            }
            return;
        }
        self.bar.set_position(second);
        self.bar.set_message(now);
    }

    /// What is done after it.
    pub fn says(&self, what: &str) {
        match self.lines {
            true => eprintln!("{what}"),
            false => self.bar.set_message(what.to_owned()),
        }
    }

    /// Leaves the terminal as it was.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
