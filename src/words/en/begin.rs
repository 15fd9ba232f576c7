//! Where a new show begins.

use crate::show::file::begin::BeginError;
use crate::words::begin::BeginWords;

pub(super) const WORDS: BeginWords = BeginWords {
    title: "A new show",
    why: "Five questions, and the show is there. Nothing is final: posters, scripts, the running \
        order and every word can be put in and changed afterwards.",
    questions: [
        "What is the evening called?",
        "When and where?",
        "Which works are in the final?",
        "Which prizes are given?",
        "Who decides?",
    ],
    notes: [
        "In two languages: write both with “ / ” between them.",
        "Both may stay empty.",
        "One a line: title / team. Two columns from a spreadsheet can be pasted as they are.",
        "One a line, in the order in which they are announced. The last is the main prize.",
        "Name the jurors, and each gets a score sheet. Without any, the organiser seals the \
            envelopes. Where the hall votes from its phones as well, name that prize.",
    ],
    name: "Name",
    languages: "Languages on stage",
    offered: [
        "Traditional Chinese, English below",
        "English, Traditional Chinese below",
        "Simplified Chinese, English below",
        "English, Simplified Chinese below",
        "Traditional Chinese",
        "Simplified Chinese",
        "English",
    ],
    date: "Date",
    venue: "Venue",
    works: "Works",
    prizes: "Prizes",
    jurors: "Jurors, one a line",
    hall: "The hall’s prize",
    like: [
        "頒獎典禮 / Awards night",
        "城市之光 / Studio One\n海的另一邊 / Harbour Films",
        "最佳剪接 / Best editing\n最佳影片 / Best film",
        "陳大文 / Chan Tai Man",
        "觀眾大獎 / People’s Choice",
    ],
    make: "Make the show",
    error: |why| match why {
        BeginError::NoTitle => "The evening needs a name.".to_owned(),
        BeginError::NoLanguage => "Choose the languages on stage.".to_owned(),
        BeginError::NoDay => "The date is no day. Write it like 2026-12-31.".to_owned(),
        BeginError::NoWork => "Write at least one work, with its team.".to_owned(),
        BeginError::NoTeam(line) => {
            format!("Works, line {line}: the team is missing. Write: title / team.")
        }
        BeginError::NoPrize => "Write at least one prize.".to_owned(),
        BeginError::NoChoice => {
            "The hall needs two works or more to choose from. Write another work, or leave the \
                hall’s prize empty."
                .to_owned()
        }
    },
    not_written: |why| {
        format!(
            "The folder cannot be written: {why}. Free some space or make it writable, and press \
                again: nothing typed is lost."
        )
    },
    made: "The show is made. Its links are in the terminal.",
    locked: "Open the link that stands in the terminal: the key is in it.",
    language: "Language",
};
