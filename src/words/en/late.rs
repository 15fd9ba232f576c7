//! See [`LateWords`].

use crate::words::producer::late::LateWords;

pub(super) const WORDS: LateWords = LateWords {
    heading: "Changes that wait",
    note: "They are saved, and not on any screen yet.",
    apply: "Apply changes",
    applied: "Applied.",
    undo: "Undo the last one",
    more: |n| format!("and {n} more"),
    added: "New",
    removed: "Removed",
    moved: "Moved",
    place: |n| format!("no. {n}"),
    yes: "yes",
    no: "no",
    nothing: "–",
    other: "Details",
    look_again: "A finalist has withdrawn since this was sealed. Open the envelope to \
        see whether it still stands, or seal again.",
    count_again: "A finalist has withdrawn since the votes were counted. Look at the count: \
        there may be a tie now, or none any more.",
};
