//! `[theme]`, and what the stage's fonts cannot draw.

use super::diagnostic::Span;
use super::reader::{Inputs, Table, TableReader};
use crate::show::fault::Purpose;
use crate::show::text::code_points;
use crate::show::theme::Theme;
use toml::de::{DeTable, DeValue};

/// A warning names so many characters at most.
const NAMED_MAX: usize = 6;

/// The texts that a stage shows, by table.
const SHOWN: [(&[&str], &[&str]); 9] = [
    (&["show"], &["title", "venue"]),
    (&["entry"], &["title", "team", "origin", "synopsis"]),
    (&["award"], &["name", "citation"]),
    (&["jury", "criterion"], &["name"]),
    (&["jury", "juror"], &["name", "title"]),
    (&["person"], &["name", "title"]),
    (&["partner"], &["name", "role"]),
    (&["message"], &["text"]),
    (&["cue"], &["title", "text"]),
];

/// The show's own looks.
pub(super) fn theme(row: Table<'_>, desk: Inputs<'_>) -> Theme {
    let mut table = TableReader::new(row, "[theme]", desk);
    let theme = Theme {
        ink: table.colour("ink"),
        ivory: table.colour("ivory"),
        gold: table.colour("gold"),
        grey: table.colour("grey"),
        red: table.colour("red"),
        logo: table.media("logo", Purpose::Picture),
        background: table.media("background", Purpose::Picture),
        stylesheet: table.media("stylesheet", Purpose::Style),
    };
    for pair in theme.faint() {
        let place = if table.has(pair.colour) {
            pair.colour
        } else {
            "ink"
        };
        let message = format!(
            "`{}` on `ink` has a contrast of {:.1} to 1, and {} to 1 is the least that can be read",
            pair.colour, pair.ratio, pair.least
        );
        let mend =
            "choose a lighter or darker one: people sit in row thirty, and projectors are pale";
        table.log().warning(table.place(place), message, mend);
    }
    table.finish();
    theme
}

/// Names every character that the stage would have to borrow from the machine's own fonts, or could
/// not draw at all.
pub(super) fn undrawn(document: &DeTable<'_>, desk: Inputs<'_>) {
    for (path, keys) in SHOWN {
        for table in tables(document, path) {
            for key in keys {
                for (text, at) in texts(table, key) {
                    warn(key, text, at, desk);
                }
            }
        }
    }
}

fn warn(key: &str, text: &str, at: Span, desk: Inputs<'_>) {
    let missing = desk.media.undrawn(text);
    let Some(first) = missing.first() else {
        return;
    };
    let named: Vec<String> = missing
        .iter()
        .take(NAMED_MAX)
        .map(|letter| format!("{letter} ({})", code_points(letter)))
        .collect();
    let more = if missing.len() > NAMED_MAX {
        " …"
    } else {
        ""
    };
    let message = format!(
        "`{key}` has what the stage's fonts cannot draw: {}{more}",
        named.join(", ")
    );
    let mend = "write it in another way, or bring a font that has it (`[theme] stylesheet`): \
                now it looks different on every screen, or comes out as an empty box";
    desk.log.warning(desk.log.find(at, first), message, mend);
}

fn tables<'a>(document: &'a DeTable<'a>, path: &[&str]) -> Vec<&'a DeTable<'a>> {
    let mut found = vec![document];
    for key in path {
        let below = |table: &'a DeTable<'a>| match table.get(*key).map(|value| value.get_ref()) {
            Some(DeValue::Table(table)) => vec![table],
            Some(DeValue::Array(items)) => items
                .iter()
                .filter_map(|item| match item.get_ref() {
                    DeValue::Table(table) => Some(table),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        found = found.into_iter().flat_map(below).collect();
    }
    found
}

/// A text of one language or of several, each with its place.
fn texts<'a>(table: &'a DeTable<'a>, key: &str) -> Vec<(&'a str, Span)> {
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    match value.get_ref() {
        DeValue::String(text) => vec![(text.as_ref(), value.span().into())],
        DeValue::Table(by) => by
            .values()
            .filter_map(|value| Some((value.get_ref().as_str()?, value.span().into())))
            .collect(),
        _ => Vec::new(),
    }
}
