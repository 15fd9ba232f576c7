//! The jurors' pages.

use crate::show::text::counted;
use crate::words::jury::{
    DevicesWords, EnterWords, JurySpoken, JuryWords, PaperSheetWords, RecuseWords,
    SheetBannerWords, SubmitWords,
};

pub(super) const WORDS: JuryWords = JuryWords {
    enter: EnterWords {
        question: "Is this you?",
        personal: "This link is for one person alone. Nothing is stored until you say yes.",
        yes: |name| format!("Yes, I am {name}"),
        no: "No, that is somebody else",
        not_you: "Then please close this page",
        not_you_more: "Nothing was stored. This link belongs to the person named above: please do \
            not use it and do not pass it on. Ask the organiser for a link of your own.",
        instead: |name| {
            format!("Until now this device was {name}’s. If you say yes, it becomes yours.")
        },
        chair: "Chair of the jury",
    },
    title: "Score sheet",
    works: "The works",
    missing: "not scored yet",
    left_out: "not scored; they do not count",
    all_scored: "Every work is scored",
    not_yours: "Not yours to judge",
    not_yours_more: "Conflict of interest: you do not judge this work.",
    before: "Do you know the people behind this work, or have you had a part in it? Then say so \
        before you open it.",
    open: "Open this work",
    poster: "Still",
    clip: "Excerpt",
    screener: "Watch the whole work",
    password: "Password",
    synopsis: "Synopsis",
    weight: |share| format!("weight {share}"),
    clear: "Clear",
    note: "Private note",
    note_more: "Only you can read it. It does not count.",
    previous: "Previous work",
    next: "Next work",
    list: "All works",
    undo: "Undo",
    recuse: RecuseWords {
        button: "Declare a conflict of interest",
        title: "Conflict of interest",
        more: "You will not judge this work, and you will not see it here any more. That costs the \
            work nothing. The chair sees your reason, and it stays on record.",
        reason: "Reason",
        hint: "For example: I teach one of the makers",
        go: "Declare it and stand aside",
        done: "You have declared a conflict of interest and do not judge this work.",
        mark: "recused",
    },
    submit: SubmitWords {
        button: "Submit",
        title: "Submit your score sheet?",
        whole: "Every score is in. You can take your sheet back until the chair closes the scoring.",
        go: "Submit my sheet",
        go_incomplete: "Submit it all the same",
        stay: "Back to the works",
        take_back: "Take my sheet back",
    },
    banner: SheetBannerWords {
        submitted: "Your score sheet is submitted. Thank you.",
        submitted_more: "Scores can no longer be changed. You can take the sheet back until the \
            chair closes the scoring.",
        closed: "The scoring is closed",
        closed_more: "Your sheet can still be read, but not changed.",
        absent: "The chair has marked you as absent",
        absent_more: "Your sheet does not count for now, and cannot be changed. If you are here, \
            please tell the chair.",
        on_paper: |by| {
            format!("The chair entered your paper sheet; {by} read it back. Please look it over.")
        },
        refused: "These were not taken:",
        dismiss: "Dismiss",
        reopened: |reason| format!("The chair has opened your sheet again: {reason}"),
        reopened_other: |juror, reason| {
            format!("The chair has opened {juror}’s sheet again: {reason}")
        },
    },
    devices: DevicesWords {
        count: |n| counted(n, "device"),
        more: "Your sheet is open on these devices. If you do not know one of them, end it and \
            tell the organiser.",
        this: "this device",
        since: "since",
        end: "End",
    },
    keys: "Keys: digits give a score, arrow keys change it, Tab leads to the next criterion, \
        Delete clears.",
    no_script: "This page needs JavaScript: every touch is saved at once. Please allow it in your \
        browser, or ask the organiser for a paper sheet.",
    language: "Language",
    cancel: "Cancel",
    paper: PaperSheetWords {
        title: "Score sheet",
        juror: "Juror",
        how: |scale| {
            format!(
                "Whole numbers from 0 to {scale}. Leave a line empty and write “conflict” where \
                 you do not judge a work."
            )
        },
        work: "Work",
        signature: "Signature",
        date: "Date and time",
        page: "Page",
    },
    spoken: JurySpoken {
        saved: "Saved",
        sending: "Saving…",
        waiting: "0 saved on this tablet, sending",
        offline: "No connection; trying again",
        of: "0 of",
        complete: "scored",
        submit_waits: "0 of your scores are still on their way. They are sent as soon as the \
            connection is back; then you can submit.",
        submit_gaps: "Works that are not fully scored: 0. A work with a criterion missing does not \
            count for you at all.",
        cut_off: "There is no connection at the moment. Please try again when it is back.",
        no_answer: "No answer came. Please try again.",
        undone: "Taken back",
        nothing_to_undo: "There is nothing to take back.",
        a_note: "note",
        superseded: "Another of your devices changed this score later. What stands is shown.",
        refused: "Not saved",
        unstored: "This browser stores nothing: while the connection is down, please do not close \
            the page.",
        colon: ": ",
    },
};
