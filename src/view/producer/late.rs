//! What the show file has and the running show has not yet, in words: before and after. Winners and
//! what praises them are no part of it.

use super::{Desk, html, prepare};
use crate::show::programme::Show;
use crate::show::rundown::Rundown;
use crate::show::text::Text;
use crate::view::{cue, label};
use crate::words::producer::ProducerWords;
use askama::Template;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The longest list that somebody reads before a press.
const LISTED_MAX: usize = 40;

#[derive(Template)]
#[template(path = "producer/late.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    version: Option<String>,
    changes: Vec<LateChange>,
    more: Option<String>,
}

/// Something that reads otherwise.
struct LateChange {
    /// What it is about, as people call it.
    about: String,
    what: String,
    before: String,
    after: String,
}

type Cells = Map<String, Value>;

pub(super) fn region(desk: &Desk) -> String {
    let waiting = desk.live.waiting.as_ref();
    let mut changes = waiting.map_or(Vec::new(), |waiting| {
        let telling = Telling::of(desk, &waiting.show);
        telling.all()
    });
    let more = changes.len().saturating_sub(LISTED_MAX);
    changes.truncate(LISTED_MAX);
    html(Region {
        w: desk.w,
        version: waiting.map(|waiting| waiting.version.clone()),
        changes,
        more: (more > 0).then(|| (desk.w.late.more)(more)),
    })
}

struct Telling<'a> {
    desk: &'a Desk<'a>,
    shows: [&'a Show; 2],
    labels: BTreeMap<(&'static str, &'static str), &'static str>,
}

/// What is secret, and what another key says already.
const UNTOLD: [&str; 5] = ["id", "winner", "citation", "source", "kind"];

impl<'a> Telling<'a> {
    fn of(desk: &'a Desk<'a>, to: &'a Show) -> Self {
        Telling {
            desk,
            shows: [desk.show(), to],
            labels: prepare::labels(desk.w.prepare),
        }
    }

    fn all(&self) -> Vec<LateChange> {
        let [from, to] = self.shows;
        let mut told = self.rows("cue", [lines(from), lines(to)]);
        told.extend(self.rows("entry", [rows(&from.entries), rows(&to.entries)]));
        told.extend(self.rows("person", [rows(&from.people), rows(&to.people)]));
        told.extend(self.rows("award", [rows(&from.awards), rows(&to.awards)]));
        told.extend(self.rows("ballot", [rows(&from.ballots), rows(&to.ballots)]));
        told.extend(self.rows("partner", [rows(&from.partners), rows(&to.partners)]));
        let jury = |show: &Show| {
            let mut jury = object(&show.jury);
            jury.retain(|key, _| !["criteria", "jurors"].contains(&key.as_str()));
            vec![(String::new(), jury)]
        };
        let [before, after] = [&from.jury, &to.jury];
        told.extend(self.rows(
            "jury.criterion",
            [rows(&before.criteria), rows(&after.criteria)],
        ));
        told.extend(self.rows("jury.juror", [rows(&before.jurors), rows(&after.jurors)]));
        told.extend(self.rows("jury", [jury(from), jury(to)]));
        let theme = |show: &Show| vec![(String::new(), object(&show.theme))];
        told.extend(self.rows("theme", [theme(from), theme(to)]));
        told.extend(self.rows("message", [rows(&from.messages), rows(&to.messages)]));
        let head = |show: &Show| {
            let parts = [
                "entries", "left", "awards", "ballots", "jury", "people", "partners", "theme",
                "messages", "lines",
            ];
            let mut head = object(show);
            head.retain(|key, _| !parts.contains(&key.as_str()));
            vec![(String::new(), head)]
        };
        told.extend(self.rows("show", [head(from), head(to)]));
        told
    }

    fn rows(&self, table: &'static str, [from, to]: [Vec<(String, Cells)>; 2]) -> Vec<LateChange> {
        let w = self.desk.w.late;
        let mut told = Vec::new();
        let about = |at: usize, (id, row): &(String, Cells)| self.called(at, table, id, row);
        let bare = |about: String, what: &str, before: String, after: String| LateChange {
            about,
            what: what.to_owned(),
            before,
            after,
        };
        for gone in from
            .iter()
            .filter(|(id, _)| !to.iter().any(|(other, _)| other == id))
        {
            told.push(bare(
                about(0, gone),
                w.removed,
                String::new(),
                String::new(),
            ));
        }
        let kept = stayed(&from, &to);
        for (place, row) in (1..).zip(&to) {
            let Some(old) = from.iter().position(|(id, _)| *id == row.0) else {
                told.push(bare(
                    about(1, row),
                    w.added,
                    String::new(),
                    (w.place)(place),
                ));
                continue;
            };
            if table == "cue" && !kept.contains(&row.0.as_str()) {
                let places = [old + 1, place].map(w.place);
                let [before, after] = places;
                told.push(bare(about(1, row), w.moved, before, after));
            }
            told.extend(self.fields(table, &about(1, row), [&from[old].1, &row.1]));
        }
        told
    }

    fn fields(&self, table: &'static str, about: &str, [from, to]: [&Cells; 2]) -> Vec<LateChange> {
        let empty = |value: &Value| matches!(value, Value::Null | Value::Bool(false));
        let differs = |key: &&String| {
            let [before, after] = [from, to].map(|row| row.get(*key).unwrap_or(&Value::Null));
            before != after && !(empty(before) && empty(after))
        };
        let mut keys: Vec<&String> = from.keys().chain(to.keys()).filter(differs).collect();
        keys.sort();
        keys.dedup();
        let withdraws = keys.iter().any(|key| *key == "withdrawn");
        keys.retain(|key| {
            let key = key.as_str();
            !(UNTOLD.contains(&key) || withdraws && key == "finalist")
        });
        let difference = |key: &String| {
            let label = self.labels.get(&(table, key.as_str())).copied();
            let [before, after] = [(0, from), (1, to)].map(|(at, row)| {
                let value = row.get(key).unwrap_or(&Value::Null);
                self.said(at, key, value)
            });
            LateChange {
                about: about.to_owned(),
                what: label.unwrap_or(self.desk.w.late.other).to_owned(),
                before,
                after,
            }
        };
        keys.into_iter().map(difference).collect()
    }

    /// What people call a row.
    fn called(&self, at: usize, table: &'static str, id: &str, row: &Cells) -> String {
        let show = self.shows[at];
        if table == "cue" {
            let line = show.lines.iter().find(|line| line.id == id);
            let first = line.and_then(|line| Rundown::of_line(show, line).into_iter().next());
            return first.map_or(id.to_owned(), |first| {
                let cue = cue::name(&first, show, self.desk.ui);
                let name = cue
                    .text
                    .map(|text| label::own(text, show, self.desk.ui).text);
                name.unwrap_or(cue.heading)
            });
        }
        let named = ["title", "name"].into_iter().find_map(|key| row.get(key));
        let award = row.get("award").and_then(Value::as_str);
        let award = award.and_then(|id| show.award(id)).map(|award| &award.name);
        let award = award.map(|name| label::own(name, show, self.desk.ui).text);
        let named = named.map(|name| self.said(at, "title", name));
        let table = self.labels.get(&(table, "")).copied().unwrap_or_default();
        named.or(award).unwrap_or_else(|| table.to_owned())
    }

    /// A value as people read it.
    fn said(&self, at: usize, key: &str, value: &Value) -> String {
        let w = self.desk.w.late;
        let (show, comma) = (self.shows[at], self.desk.ui.words().writing.comma);
        let own = |text: &Text| label::own(text, show, self.desk.ui).text;
        match value {
            Value::Null => w.nothing.to_owned(),
            Value::Bool(yes) => if *yes { w.yes } else { w.no }.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(id) => {
                let named = match key {
                    "presenter" | "person" => show.person(id).map(|person| &person.name),
                    "award" => show.award(id).map(|award| &award.name),
                    "entry" => show.entry(id).map(|entry| &entry.title),
                    _ => None,
                };
                named.map_or_else(|| id.clone(), own)
            }
            Value::Array(all) => {
                let all: Vec<String> = all.iter().map(|one| self.said(at, key, one)).collect();
                all.join(comma)
            }
            Value::Object(parts) => match serde_json::from_value::<Text>(value.clone()) {
                Ok(text) if !["timings", "scripts"].contains(&key) => own(&text),
                _ => {
                    let part = |(name, part): (&String, &Value)| {
                        format!("{name} {}", self.said(at, "", part))
                    };
                    let parts: Vec<String> = parts.iter().map(part).collect();
                    parts.join(comma)
                }
            },
        }
    }
}

fn object(part: &impl Serialize) -> Cells {
    match serde_json::to_value(part) {
        Ok(Value::Object(row)) => row,
        _ => Cells::new(),
    }
}

/// Rows by their ids; those without one by their number.
fn rows<T: Serialize>(parts: &[T]) -> Vec<(String, Cells)> {
    let row = |(number, part): (usize, &T)| {
        let row = object(part);
        let id = row.get("id").and_then(Value::as_str);
        (id.map_or_else(|| format!("#{number}"), str::to_owned), row)
    };
    parts.iter().enumerate().map(row).collect()
}

/// The lines of the running order, each with what it puts on stage beside the rest.
fn lines(show: &Show) -> Vec<(String, Cells)> {
    let mut lines = rows(&show.lines);
    for (_, row) in &mut lines {
        if let Some(Value::Object(kind)) = row.remove("kind") {
            row.extend(kind);
        }
        row.retain(|_, value| *value != Value::Object(Map::new()));
    }
    lines
}

/// Ids in the longest order that both have: the others have been moved.
fn stayed<'r>(from: &'r [(String, Cells)], to: &[(String, Cells)]) -> Vec<&'r str> {
    let (rows, columns) = (from.len(), to.len());
    let mut longest = vec![vec![0u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[row][column] = match from[row].0 == to[column].0 {
                true => longest[row + 1][column + 1] + 1,
                false => longest[row + 1][column].max(longest[row][column + 1]),
            };
        }
    }
    let (mut row, mut column, mut kept) = (0, 0, Vec::new());
    while row < rows && column < columns {
        if from[row].0 == to[column].0 {
            kept.push(from[row].0.as_str());
            (row, column) = (row + 1, column + 1);
        } else if longest[row + 1][column] >= longest[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    kept
}
