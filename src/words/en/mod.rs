//! English.

mod cue;

use super::Language;

pub(super) static LANGUAGE: Language = Language {
    thanks: "Thank you",
    cue: cue::cue,
};
