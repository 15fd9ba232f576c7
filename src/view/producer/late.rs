//! What the show file has and the running show has not yet, in words: before and after. Winners and
//! what praises them are no part of it.

use super::prepare::{Labels, labels};
use super::{Desk, html};
use crate::show::programme::Show;
use crate::show::rundown::Rundown;
use crate::show::text::Text;
use crate::view::{cue, label};
use crate::words::producer::ProducerWords;
use askama::Template;
use serde::Serialize;
use serde_json::{Map, Value};

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
    labels: Labels,
}

/// What is secret, and what another key says already.
const UNTOLD: [&str; 5] = ["id", "winner", "citation", "source", "kind"];

/// What has a text or a number for each step or work.
const PARTED: [&str; 2] = ["timings", "scripts"];

impl<'a> Telling<'a> {
    fn of(desk: &'a Desk<'a>, to: &'a Show) -> Self {
        Telling {
            desk,
            shows: [desk.show(), to],
            labels: labels(desk.w.prepare),
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
            let label = self.labels.name(table, key);
            let values = [from, to].map(|row| row.get(key).unwrap_or(&Value::Null));
            let [before, after] = self.texts(key, values).unwrap_or_else(|| {
                let [before, after] = values;
                [(0, before), (1, after)].map(|(at, value)| self.said(at, (table, key), value))
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
        let named = ["title", "name"].into_iter();
        let named = named
            .filter_map(|key| row.get(key))
            .find(|value| !value.is_null());
        let award = row.get("award").and_then(Value::as_str);
        let award = award.and_then(|id| show.award(id)).map(|award| &award.name);
        let award = award.map(|name| label::own(name, show, self.desk.ui).text);
        let named = named.map(|name| self.said(at, (table, "title"), name));
        let table = self.labels.name(table, "").unwrap_or_default();
        named.or(award).unwrap_or_else(|| table.to_owned())
    }

    /// Two texts in those languages in which they differ; none where one of them is no text.
    fn texts(&self, key: &str, values: [&Value; 2]) -> Option<[String; 2]> {
        let is_text = |value: &Value| value.is_object() && !PARTED.contains(&key);
        if !values.iter().any(|value| is_text(value)) {
            return None;
        }
        let text = |value: &Value| match value {
            Value::Null => Some(Text::from("")),
            value => serde_json::from_value(value.clone()).ok(),
        };
        let [before, after] = [text(values[0])?, text(values[1])?];
        let languages = &self.shows[1].languages;
        if before
            .foreign(languages)
            .or(after.foreign(languages))
            .is_some()
        {
            return None;
        }
        let of = |text: &Text, lang: &str| text.or_first(lang, languages).to_owned();
        let mut differing: Vec<[String; 2]> = languages
            .iter()
            .map(|lang| [of(&before, lang), of(&after, lang)])
            .filter(|[before, after]| before != after)
            .collect();
        differing.dedup();
        let joined = |side: usize| {
            let mut said: Vec<&str> = differing.iter().map(|both| &*both[side]).collect();
            said.dedup();
            match said.iter().all(|text| text.is_empty()) {
                true => self.desk.w.late.nothing.to_owned(),
                false => said.join(" / "),
            }
        };
        Some([joined(0), joined(1)])
    }

    /// A value as people read it.
    fn said(&self, at: usize, (table, key): (&str, &str), value: &Value) -> String {
        let w = self.desk.w.late;
        let (show, comma) = (self.shows[at], self.desk.ui.words().writing.comma);
        let own = |text: &Text| label::own(text, show, self.desk.ui).text;
        match value {
            Value::Null => w.nothing.to_owned(),
            Value::Bool(yes) => if *yes { w.yes } else { w.no }.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(id) => {
                let chosen = self.labels.choice(table, key, id).map(str::to_owned);
                let called = || self.row_called(at, key, id);
                chosen.or_else(called).unwrap_or_else(|| id.clone())
            }
            Value::Array(all) => {
                let said = |one| self.said(at, (table, key), one);
                all.iter().map(said).collect::<Vec<_>>().join(comma)
            }
            Value::Object(parts) => match serde_json::from_value::<Text>(value.clone()) {
                Ok(text) if text.foreign(&show.languages).is_none() => own(&text),
                _ => {
                    let part = |(name, part): (&String, &Value)| {
                        let below = format!("{key}.{name}");
                        let step = || self.labels.choice(table, key, name);
                        let named = self.labels.name(table, &below).or_else(step);
                        let named = named.map(str::to_owned);
                        let called = || self.row_called(at, "entry", name);
                        let named = named.or_else(called).unwrap_or_else(|| name.clone());
                        format!("{named} {}", self.said(at, (table, &below), part))
                    };
                    parts.iter().map(part).collect::<Vec<_>>().join(comma)
                }
            },
        }
    }

    /// What the row is called that a key names by its id.
    fn row_called(&self, at: usize, key: &str, id: &str) -> Option<String> {
        let show = self.shows[at];
        let named = match key {
            "presenter" | "person" => &show.person(id)?.name,
            "award" => &show.award(id)?.name,
            "entry" | "conflicts" | "nominees" => &show.entry(id)?.title,
            "criterion" | "ties" => &show.jury.criterion(id)?.name,
            "chair" => &show.jury.juror(id)?.name,
            _ => return None,
        };
        Some(label::own(named, show, self.desk.ui).text)
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
