//! Simplified Chinese.

mod cue;

use super::Language;

pub(super) static LANGUAGE: Language = Language {
    thanks: "谢谢各位",
    cue: cue::cue,
};
