//! Figures as people read them: a table for each measure, on the terminal and in
//! `tests/bench/FIGURES.md`.

use crate::machine;
use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The page, from the root of the house.
const PAGE: &str = "tests/bench/FIGURES.md";

/// One measure.
pub struct Section {
    title: &'static str,
    /// What was done, in a sentence or two.
    said: String,
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    over: Vec<String>,
}

impl Section {
    pub fn new(title: &'static str, said: impl Into<String>, header: &[&'static str]) -> Section {
        Section {
            title,
            said: said.into(),
            header: header.to_vec(),
            rows: Vec::new(),
            over: Vec::new(),
        }
    }

    /// One line of the table.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        assert_eq!(cells.len(), self.header.len(), "{cells:?}");
        self.rows.push(cells);
    }

    /// A figure against the most that it may be: marked, and remembered, where it is over.
    pub fn at_most(&mut self, what: &str, figure: f64, most: f64, shown: String) -> String {
        self.held(what, figure <= most, shown)
    }

    /// A figure against the least that it may be.
    pub fn at_least(&mut self, what: &str, figure: f64, least: f64, shown: String) -> String {
        self.held(what, figure >= least, shown)
    }

    fn held(&mut self, what: &str, within: bool, shown: String) -> String {
        if within {
            return shown;
        }
        self.over.push(format!("{}: {what}: {shown}", self.title));
        format!("**{shown}** (over)")
    }

    /// What is over its budget.
    pub fn over(&self) -> impl Iterator<Item = &String> {
        self.over.iter()
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}\n", self.title, self.said)?;
        writeln!(f, "| {} |", self.header.join(" | "))?;
        writeln!(f, "|{}", "---|".repeat(self.header.len()))?;
        for row in &self.rows {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

/// The value at this percentage of a sorted list.
pub fn at(sorted: &[Duration], percent: f64) -> Duration {
    let rank = (sorted.len() as f64 * percent / 100.0).ceil() as usize;
    let index = rank.clamp(1, sorted.len().max(1)) - 1;
    sorted.get(index).copied().unwrap_or_default()
}

/// The middle of a list.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (half, odd) = (sorted.len() / 2, sorted.len() % 2 == 1);
    match sorted.get(half) {
        None => f64::NAN,
        Some(middle) if odd => *middle,
        Some(upper) => (sorted[half - 1] + upper) / 2.0,
    }
}

/// Milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// `12.3 ms`
pub fn in_ms(ms: f64) -> String {
    format!("{ms:.1} ms")
}

/// `1.07 ×`
pub fn times(ratio: f64) -> String {
    format!("{ratio:.2} ×")
}

/// Puts the sections into the page; those that were not taken stay as they are, if the machine is
/// the same.
pub fn write(sections: &[Section], rules: Option<&Path>, chosen: &[String]) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let before = fs::read_to_string(&page).unwrap_or_default();
    let machine = machine::described();
    let command = format!("tests/bench/run --write {}", chosen.join(" "));
    let taken = format!(
        "Taken on {} at {} with `{}`.",
        jiff::Zoned::now().date(),
        machine::commit(),
        command.trim()
    );
    let mut parts: Vec<(String, String)> = match before.contains(&machine) {
        true => parts(&before),
        false => Vec::new(),
    };
    let mut put = |title: &str, text: String| {
        match parts.iter_mut().find(|(known, _)| known == title) {
            Some((_, old)) => *old = text,
            None => parts.push((title.to_owned(), text)),
        };
    };
    for section in sections {
        put(section.title, format!("{section}\n{taken}\n"));
    }
    if let Some(rules) = rules {
        let text = fs::read_to_string(rules).expect("what the rules' benches printed");
        let text = format!("## Rules\n\n```text\n{}\n```\n\n{taken}\n", text.trim());
        put("Rules", text);
    }
    let head = format!(
        "# Figures\n\nMade by `tests/bench/run --write`; see [Benches](../../src/guide/testing.md). The floor of a measure ran beside it, on the same machine and in the same minutes.\n\n{machine}.\n"
    );
    let body: String = parts.iter().map(|(_, text)| format!("\n{text}")).collect();
    fs::write(&page, head + &body).expect("written");
    eprintln!("{PAGE} is written");
}

fn parts(page: &str) -> Vec<(String, String)> {
    let part = |part: &str| {
        let title = part.lines().next().unwrap_or_default().to_owned();
        (title, format!("## {}\n", part.trim_end()))
    };
    page.split("\n## ").skip(1).map(part).collect()
}
