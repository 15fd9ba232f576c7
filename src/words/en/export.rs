//! Exported files.

use crate::words::export::ExportWords;

pub(super) const WORDS: ExportWords = ExportWords {
    annex_awards: "Annex 1: the awards",
    annex_others: "Annex 2: the other finalists",
    award: "Award",
    team: "Team",
    title: "Title",
    no_votes: "no votes",
    undecided: "not yet decided",
    sealed: "Sealed, not yet revealed",
    corrected: "Corrected",
    correcting: "Being corrected",
    both_counts: |hall, net| format!("{hall} votes in the hall, {net} outside"),
    hall_count: |hall| format!("{hall} votes in the hall, those outside not counted"),
    hall_alone: "the result is that of the hall alone",
    simulated: "A demonstration: simulated phones took part in the vote",
};
