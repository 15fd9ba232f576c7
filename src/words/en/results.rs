//! The public results.

use crate::words::results::ResultsWords;

pub(super) const WORDS: ResultsWords = ResultsWords {
    winners: "The winners",
    before: "Nothing has been revealed yet",
    before_more: "Each award appears here once it has been revealed on stage.",
    corrected: "Corrected",
    corrected_note: "Where an award is marked “Corrected”, the result first announced was wrong. \
        This page is right.",
    correcting: "Being corrected",
    correcting_more: "The right result will follow shortly.",
    nobody: "No award",
    mention: "Special mention",
    by_audience: "Chosen by the audience in the hall",
    more_to_come: "More awards are still to come.",
    renews: "This page renews itself every half minute.",
    print: "Print",
    language: "Language",
};
