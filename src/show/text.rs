//! Text that people wrote, once or once per language, and the choice of what a screen shows of it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A BCP 47 language tag as written in the show file, for example `zh-Hant-HK`.
pub type Lang = String;

/// A text of the show: one string for every language, or one string per language tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same in every language: a name, or a show in one language.
    Plain(String),
    /// Keyed by tag; a key may be shorter than the language it serves (`zh` serves `zh-Hant-HK`).
    ByLang(BTreeMap<Lang, String>),
}

/// A run of text in one language, ready for `<span lang=…>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The tag for the `lang` attribute.
    pub lang: Lang,
    pub text: String,
}

impl Text {
    /// The text in exactly this language (or in a shorter tag that serves it), if there is one.
    pub fn exact(&self, lang: &str) -> Option<&str> {
        match self {
            Text::Plain(text) => Some(text),
            Text::ByLang(by) => {
                let mut tag = lang;
                loop {
                    if let Some(text) = by.get(tag) {
                        return Some(text);
                    }
                    tag = &tag[..tag.rfind('-')?];
                }
            }
        }
    }

    /// The text for `lang`, falling back to the show's first language and then to any.
    pub fn or_first(&self, lang: &str, languages: &[Lang]) -> &str {
        self.exact(lang)
            .or_else(|| languages.iter().find_map(|l| self.exact(l)))
            .or_else(|| match self {
                Text::Plain(text) => Some(text),
                Text::ByLang(by) => by.values().next().map(String::as_str),
            })
            .unwrap_or_default()
    }

    /// The text in the show's first language.
    pub fn first(&self, languages: &[Lang]) -> &str {
        self.or_first(languages.first().map_or("", String::as_str), languages)
    }

    /// One run per language, the first one larger on stage. A language that has no text of its own
    /// falls back to the first, and a run that would repeat the one before it is left out.
    pub fn runs(&self, languages: &[Lang]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for lang in languages {
            let text = self.or_first(lang, languages);
            if text.is_empty() || runs.iter().any(|run| run.text == text) {
                continue;
            }
            let own = matches!(self, Text::ByLang(_)) && self.exact(lang).is_some();
            let lang = if own {
                lang.clone()
            } else {
                lang_of(text, languages)
            };
            runs.push(Run {
                lang,
                text: text.to_owned(),
            });
        }
        runs
    }

    /// Every string that this text holds, in no particular language.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Text::Plain(text) => vec![text],
            Text::ByLang(by) => by.values().map(String::as_str).collect(),
        }
    }

    /// A language that it has and that serves none of these, if there is one.
    pub fn foreign(&self, languages: &[Lang]) -> Option<&str> {
        let Text::ByLang(by) = self else {
            return None;
        };
        let serves = |tag: &str| {
            let mut served = languages.iter();
            served.any(|lang| {
                let rest = lang.strip_prefix(tag);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        };
        by.keys().map(String::as_str).find(|tag| !serves(tag))
    }

    /// Whether there are no words in it at all.
    pub fn is_empty(&self) -> bool {
        self.all().iter().all(|text| text.trim().is_empty())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::Plain(text.to_owned())
    }
}

/// A number of things in an English sentence: `1 ballot`, `2 ballots`.
pub fn counted(number: impl TryInto<u64>, noun: &str) -> String {
    match number.try_into().unwrap_or(u64::MAX) {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    }
}

/// Whether a character stands in a full-width square, as Chinese characters and their punctuation
/// do.
pub fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
}

/// Whether a character is written from right to left.
pub fn is_leftward(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF
        | 0x1E800..=0x1EFFF)
}

/// The code points of some characters, as people look them up: `U+0078 U+030D`.
pub fn code_points(text: &str) -> String {
    let codes: Vec<String> = text
        .chars()
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    codes.join(" ")
}

/// The tag for a text whose language nobody wrote down: the show's Chinese where it has a Chinese
/// character, English where it has none.
pub fn lang_of(text: &str, languages: &[Lang]) -> Lang {
    let wanted = if text.chars().any(is_wide) {
        "zh"
    } else {
        "en"
    };
    languages
        .iter()
        .find(|lang| lang.starts_with(wanted))
        .cloned()
        .unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Lang> {
        vec!["zh-Hant-HK".into(), "en".into()]
    }

    fn both(zh: &str, en: &str) -> Text {
        Text::ByLang([("zh".into(), zh.into()), ("en".into(), en.into())].into())
    }

    #[test]
    fn one_is_told_in_the_singular() {
        let told = [0_u64, 1, 2].map(|number| counted(number, "ballot"));
        assert_eq!(told, ["0 ballots", "1 ballot", "2 ballots"]);
    }

    #[test]
    fn a_short_tag_serves_a_longer_one() {
        assert_eq!(both("獎", "Prize").exact("zh-Hant-HK"), Some("獎"));
    }

    #[test]
    fn a_missing_translation_falls_back_to_the_first_language_and_is_said_once() {
        let text = Text::ByLang([("zh".to_owned(), "獎".to_owned())].into());
        let runs = text.runs(&languages());
        assert_eq!(
            runs,
            [Run {
                lang: "zh-Hant-HK".into(),
                text: "獎".into()
            }]
        );
    }

    #[test]
    fn the_second_language_is_left_out_where_both_are_the_same() {
        assert_eq!(both("AIGC", "AIGC").runs(&languages()).len(), 1);
    }

    #[test]
    fn a_plain_latin_name_is_marked_as_english_in_a_chinese_show() {
        let run = &Text::from("Wang Meiquan").runs(&languages())[0];
        assert_eq!(run.lang, "en");
    }
}
