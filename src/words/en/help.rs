//! Pages that help.

use crate::words::help::HelpWords;

pub(super) const WORDS: HelpWords = HelpWords {
    lost: "There is no page here",
    lost_why: "Nothing lives at this address. It may be mistyped, or the link may be old.",
    lost_mend: "Check the address, or start again from one of the pages below.",
    locked: "This page needs a key",
    locked_why: |role| {
        format!("It belongs to the {role}, and only someone with the key can enter.")
    },
    locked_ways: [
        "Open the link that the server printed in the terminal when it started",
        "Scan the QR code on the producer’s page",
        "Or enter the key here",
    ],
    bad: "That key is not valid",
    bad_why: |role| {
        format!(
            "It is not the {role}’s key, or no longer: it may have been cut short \
        in copying, or a new one has replaced it."
        )
    },
    bad_ways: [
        "Ask the producer for a fresh link, or scan the QR code on the producer’s page",
        "The producer’s own link is in the terminal of the server, and in links.json in the show \
            folder",
        "Or enter the key here",
    ],
    wrong: "That key opens another door",
    wrong_why: |role| format!("Your key is good, but it is not the {role}’s."),
    wrong_ways: [
        "Ask the producer for the right link, or scan the QR code on the producer’s page",
        "Or enter another key here",
    ],
    devices: "This page is open in too many browsers",
    devices_why: "12 browsers open this juror’s page already, and no more are let in. Nothing was stored here.",
    devices_mend: "End one of them on the juror’s page or on the chair’s, then open the link again.",
    failed: "Something went wrong on our side",
    failed_why: "This page cannot be shown just now. What was recorded is safe, and the stage \
        keeps its picture.",
    failed_mend: "Wait a moment and try again. If it persists, tell the producer or the \
        technician.",
    key: "Key",
    enter: "Enter",
    elsewhere: "Other pages",
    audience: "Audience",
    stage: "Stage",
    results: "Winners",
    roles: ["MC", "producer", "juror", "chair of the jury", "crew"],
    language: "Language",
};
