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
    simulated: "A demonstration: simulated phones took part in the vote",
};
