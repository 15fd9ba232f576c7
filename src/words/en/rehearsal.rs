//! Rehearsals.

use crate::words::rehearsal::RehearsalWords;

pub(super) const WORDS: RehearsalWords = RehearsalWords {
    mark: "Rehearsal",
    phone: "This is a rehearsal. Votes and receipts are good until it ends, and mean nothing \
        afterwards.",
    panel: "Rehearsal. Nothing that happens here is in the show.",
    citation: "A made-up citation: for pictures that dare, and for an ending that stays with us.",
    off: "The crew goes through the whole show beside the evening: with made-up winners, drawn \
        evenly from all finalists, and with votes of its own. Nothing of it is kept. Meanwhile \
        the jury can judge and seal.",
    on: "Screens, panels and phones show the rehearsal. Envelopes, the jury, keys, edits, results \
        and downloads are the evening’s.",
    begin: [
        "Begin the rehearsal",
        "Every screen, panel and phone shows the rehearsal, from its first cue.",
    ],
    end: [
        "End the rehearsal",
        "Its votes, receipts and results are gone then, and every screen shows the evening again.",
    ],
    net: "Nobody outside takes part: only the hall’s phones vote, in every ballot, and no vote \
        reaches the log outside.",
    still: |names| format!("Still showing the rehearsal: {names}"),
    still_more: "Reload these screens, or switch them off. An overlay does not tell what it \
        shows: look at the picture of the stream.",
    sheet: [
        "Contact sheet",
        "Every finalist on every award’s plate, to look at and to print. Nothing on it tells who \
        wins.",
    ],
    sheet_of: |works, awards| format!("{works} finalists on {awards} awards. Nobody has won."),
};
