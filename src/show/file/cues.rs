//! The `[[cue]]` tables: one function a kind.

use super::SECONDS_MAX;
use super::reader::{Inputs, Table, TableReader};
use super::words::{did_you_mean, every, quoted};
use crate::show::programme::RundownLine;
use crate::show::scene::{AwardStep, BallotStep, Scene};
use std::collections::BTreeMap;

type ReadKind = fn(&mut TableReader<'_>, &mut RundownLine);

const KINDS: [(&str, ReadKind); 10] = [
    ("card", card),
    ("message", message),
    ("speech", speech),
    ("finalists", finalists),
    ("jury", jury),
    ("clip", clip),
    ("award", award),
    ("ballot", ballot),
    ("results", results),
    ("photo", photo),
];

/// What a cue may be, as the file says it.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

/// Lines as rows of a file, as far as a running order has them that is made from the awards.
pub fn written_out(lines: &[RundownLine]) -> Vec<toml::Table> {
    let row = |line: &RundownLine| {
        let mut row = toml::Table::new();
        let mut put = |key: &str, value: &str| row.insert(key.to_owned(), value.into());
        put("kind", line.kind.kind());
        match &line.kind {
            Scene::Award { award, .. } => put("award", award),
            Scene::Ballot { ballot, step } => {
                put("ballot", ballot);
                put("step", step.as_str())
            }
            _ => put("id", &line.id),
        };
        if let Scene::Card {
            title: Some(title), ..
        } = &line.kind
            && let Ok(title) = toml::Value::try_from(title)
        {
            row.insert("title".to_owned(), title);
        }
        row
    };
    lines.iter().map(row).collect()
}

/// The lines with the tables they come from. A table whose kind nobody can tell has no line.
pub(super) fn read<'a>(rows: &[Table<'a>], desk: Inputs<'a>) -> Vec<(Table<'a>, RundownLine)> {
    let line = |row: &Table<'a>| Some((*row, line(*row, desk)?));
    rows.iter().filter_map(line).collect()
}

fn line(row: Table<'_>, desk: Inputs<'_>) -> Option<RundownLine> {
    let mut table = TableReader::new(row, "[[cue]]", desk);
    // Without a kind, every other key would be "unknown".
    let read_kind = table.needed_choice("kind", &KINDS)?;
    let mut line = RundownLine {
        id: String::new(),
        kind: Scene::Results,
        seconds: table.number("seconds", 1..=SECONDS_MAX),
        script: table.optional_passage("script"),
        timings: BTreeMap::new(),
        scripts: BTreeMap::new(),
        skip: table.flag("skip").unwrap_or(false),
    };
    read_kind(&mut table, &mut line);
    table.finish();
    Some(line)
}

fn card(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `card` cue");
    line.id = table.id("id");
    line.kind = Scene::Card {
        title: table.optional_text("title"),
        text: table.optional_passage("text"),
    };
}

fn photo(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `photo` cue");
    line.id = table.id("id");
    line.kind = Scene::Photo {
        title: table.optional_text("title"),
        text: table.optional_passage("text"),
    };
}

fn message(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `message` cue");
    line.id = table.id("id");
    line.kind = Scene::Message {
        title: table.text("title"),
        text: table.optional_passage("text"),
    };
}

fn speech(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `speech` cue");
    line.id = table.id("id");
    line.kind = Scene::Speech {
        person: table.id("person"),
        title: table.optional_text("title"),
    };
}

fn finalists(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `finalists` cue");
    line.id = table
        .optional_id("id")
        .unwrap_or_else(|| "finalists".to_owned());
    line.kind = Scene::finalists();
    steps(table, line);
}

fn jury(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `jury` cue");
    line.id = table.optional_id("id").unwrap_or_else(|| "jury".to_owned());
    line.kind = Scene::Jury;
}

fn clip(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `clip` cue");
    line.id = table.id("id");
    line.kind = Scene::Clip {
        entry: table.id("entry"),
    };
}

fn award(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("an `award` cue");
    let award = table.id("award");
    line.kind = Scene::whole_award(&award);
    line.id = award;
    steps(table, line);
    let names = AwardStep::ALL.map(AwardStep::as_str);
    for (step, at) in ["timings", "scripts"]
        .into_iter()
        .flat_map(|key| table.keys(key))
    {
        if !names.contains(&step) {
            let all = || format!("the steps are {}", every(names));
            let message = format!("an award has no step {}", quoted(step));
            table
                .log()
                .error(at, message, did_you_mean(step, names, all));
        }
    }
}

fn ballot(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `ballot` cue");
    let ballot = table.id("ballot");
    let step = table.needed_choice("step", &BallotStep::ALL.map(|step| (step.as_str(), step)));
    // Without its step the line is nobody's twin and stands in nobody's way.
    line.id = step.map_or(String::new(), |step| format!("{ballot}/{}", step.as_str()));
    line.kind = Scene::Ballot {
        ballot,
        step: step.unwrap_or(BallotStep::Open),
    };
}

fn results(table: &mut TableReader<'_>, line: &mut RundownLine) {
    table.call("a `results` cue");
    line.id = table
        .optional_id("id")
        .unwrap_or_else(|| "results".to_owned());
    line.kind = Scene::Results;
}

fn steps(table: &mut TableReader<'_>, line: &mut RundownLine) {
    line.timings = table.numbers("timings", 1..=SECONDS_MAX);
    line.scripts = table.passages("scripts");
}
