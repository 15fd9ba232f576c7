//! Works and prizes that look the same on every screen: often a slip of copy and paste, and if not,
//! worth a word.

use super::diagnostic::Diagnostics;
use super::parts::Tables;
use super::reader::Table;
use super::words::quoted;
use crate::show::alike;
use crate::show::programme::Show;

/// Warns of each later one, and names the line of the first.
pub(super) fn check(show: &Show, rows: &Tables<'_>, log: &Diagnostics<'_>) {
    let finalists = show.entries.iter().zip(&rows.entries);
    let (entries, places): (Vec<_>, Vec<&Table<'_>>) =
        finalists.filter(|(entry, _)| entry.finalist).unzip();
    let named: Vec<_> = entries.iter().map(|e| (&e.title, &e.team)).collect();
    for (later, first) in alike::entries(&named, &show.languages) {
        let (at, line) = (
            places[later].place("title"),
            log.line(places[first].place("title")),
        );
        let message = format!(
            "{} looks like {} on line {line}: the same title and the same team",
            quoted(&entries[later].id),
            quoted(&entries[first].id)
        );
        let mend = format!(
            "remove one if it is the same work; if not, give each its own `origin`, or say more \
                in the title: until then screens tell them apart as No. {} and No. {}",
            first + 1,
            later + 1
        );
        log.warning(at, message, mend);
    }
    let awards: Vec<_> = show.awards.iter().collect();
    for (later, first) in alike::awards(&awards, &show.languages) {
        let (at, line) = (
            rows.awards[later].place("name"),
            log.line(rows.awards[first].place("name")),
        );
        let message = format!(
            "the award {} has the name of {} on line {line}",
            quoted(&awards[later].id),
            quoted(&awards[first].id)
        );
        let mend = "give one of them another name: the hall, the phones and the envelopes know \
            an award by nothing else";
        log.warning(at, message, mend);
    }
}
