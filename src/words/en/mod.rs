//! English.

mod audience;
mod begin;
mod chair;
mod check;
mod crew;
mod cue;
mod decided;
mod door;
mod export;
mod help;
mod import;
mod jury;
mod late;
mod mc;
mod media;
mod note;
mod order;
mod prepare;
mod producer;
mod ready;
mod refusal;
mod rehearsal;
mod results;
mod stage;
mod trust;

use super::{Language, Serves, Writing};

pub(super) static LANGUAGE: Language = Language {
    tag: "en",
    name: "English",
    key: "en",
    family: "en",
    serves: |tag| match tag {
        ["en", ..] => Serves::Well,
        _ => Serves::Not,
    },
    writing: Writing {
        titles: None,
        comma: ", ",
        colon: ": ",
        aside: [" (", ")"],
        date,
        sample: "And the award goes to Qg 1234567890",
    },
    numbered: |number| format!("Finalist {number}"),
    thanks: "Thank you",
    sorting: ["In the final?", "No", "Maybe", "Yes"],
    messages: [
        "Please take your seats. We are about to begin.",
        "A short technical break. We will be back in a moment.",
        "Please leave calmly by the nearest exit and follow the staff. Do not use the lifts.",
    ],
    cue: cue::cue,
    audience: audience::WORDS,
    begin: begin::WORDS,
    chair: chair::WORDS,
    check: check::SENTENCES,
    crew: crew::WORDS,
    decided: decided::sentence,
    first_round: decided::first_round,
    rule: decided::RULE,
    door: door::WORDS,
    export: export::WORDS,
    help: help::WORDS,
    import: import::SENTENCES,
    jury: jury::WORDS,
    mc: mc::WORDS,
    media: media::WORDS,
    note: note::WORDS,
    producer: producer::WORDS,
    ready: ready::WORDS,
    refusal: refusal::WORDS,
    rehearsal: rehearsal::WORDS,
    results: results::WORDS,
    stage: stage::WORDS,
    trust: trust::WORDS,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn date(year: i16, month: i8, day: i8) -> String {
    let month = usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m));
    format!("{day} {} {year}", month.unwrap_or(&""))
}
