//! Traditional Chinese, Hong Kong usage.

mod cue;

use super::Language;

pub(super) static LANGUAGE: Language = Language {
    thanks: "多謝各位",
    cue: cue::cue,
};
