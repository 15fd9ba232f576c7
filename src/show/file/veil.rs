//! Which lines of a show file may tell who wins.

use super::diagnostic::{Diagnostics, Span};
use super::words::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys whose values name winners, however they are mistyped.
pub(super) const TELLING: [&str; 2] = ["winner", "citation"];
/// Keys whose values are written with the winners in mind.
pub(super) const SPOKEN: [&str; 3] = ["script", "scripts", "text"];

/// Veils what stands under such a key, in whichever table.
pub(super) fn cover(table: &DeTable<'_>, log: &Diagnostics<'_>) {
    for (key, value) in table.iter() {
        let written: &str = key.get_ref();
        if SPOKEN.contains(&written) || nearest(written, TELLING).is_some() {
            log.veil(Span {
                start: key.span().start,
                end: value.span().end,
            });
        } else {
            below(value, log);
        }
    }
}

fn below(value: &Spanned<DeValue<'_>>, log: &Diagnostics<'_>) {
    match value.get_ref() {
        DeValue::Table(table) => cover(table, log),
        DeValue::Array(items) => items.iter().for_each(|item| below(item, log)),
        _ => {}
    }
}
