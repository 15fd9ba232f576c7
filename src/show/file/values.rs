//! Single values of the show file: texts, numbers, ids, language tags. Each is read as far as it
//! goes, and what is wrong with it is logged.

mod moment;
mod point;
mod weight;

use super::diagnostic::{Diagnostics, Span, picture};
use super::unseen;
use super::words::{as_id, canonical_tag, every, nearest, no_language, quoted};
use crate::show::text::Text;
use crate::show::theme::Colour;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::DeValue;
use unicode_normalization::UnicodeNormalization;

/// Whether a text may have several lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// One line: it is set large, or in a list.
    One,
    /// Several: the MC reads it, or it is set as a paragraph.
    Many,
}

/// A value, where it stands, and what its key is called in messages.
pub(super) struct Value<'a> {
    pub key: &'a str,
    pub at: Span,
    pub value: &'a DeValue<'a>,
    pub log: &'a Diagnostics<'a>,
}

impl<'a> Value<'a> {
    pub fn new(key: &'a str, value: &'a Spanned<DeValue<'a>>, log: &'a Diagnostics<'a>) -> Self {
        Value {
            key,
            at: value.span().into(),
            value: value.get_ref(),
            log,
        }
    }

    /// One string without control characters, taken as it is.
    pub fn string(&self) -> Option<&'a str> {
        let DeValue::String(string) = self.value else {
            self.wrong_type("a text in quotes", &self.in_quotes());
            return None;
        };
        self.printable(string, Extent::One).then_some(string)
    }

    /// An id. One with a wrong character in it is reported and still taken, so that what refers to
    /// it is not reported, too.
    pub fn id(&self) -> Option<String> {
        let DeValue::String(id) = self.value else {
            self.wrong_type("an id in quotes", &self.in_quotes());
            return None;
        };
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let first = id.bytes().next().is_some_and(fits);
        let rest = id.bytes().all(|b| fits(b) || b == b'-' || b == b'_');
        if !(first && rest && id.len() <= super::ID_CHARS_MAX) {
            let example = as_id(id).map_or(String::new(), |id| format!(": `{id}`, for example"));
            if let Some(unseen) = id.chars().find_map(unseen::named) {
                let mend = format!("delete the {unseen} in it, or write the id anew");
                self.log
                    .error(self.at, format!("{} cannot be an id", quoted(id)), mend);
                return Some(id.clone().into_owned());
            }
            let mend = format!(
                "an id has lower-case letters, digits, `-` and `_` only, begins with a letter or \
                digit, and has at most {} of them{example}",
                super::ID_CHARS_MAX
            );
            self.log
                .error(self.at, format!("{} cannot be an id", quoted(id)), mend);
        }
        Some(id.clone().into_owned())
    }

    /// A text of the show: `Some` also for one without any words.
    pub fn text(&self, lines: Extent) -> Option<Text> {
        match self.value {
            DeValue::String(text) => {
                self.printable(text, lines);
                Some(Text::Plain(as_set(text)))
            }
            DeValue::Table(table) if table.is_empty() => {
                let mend = format!(
                    "write `{0} = \"…\"` or `{0} = {{ zh = \"…\", en = \"…\" }}`",
                    self.key
                );
                self.log
                    .error(self.at, format!("`{}` has no text in it", self.key), mend);
                None
            }
            DeValue::Table(table) => {
                let mut by = BTreeMap::new();
                let mut written: Vec<_> = table.iter().collect();
                written.sort_by_key(|(tag, _)| tag.span().start);
                for (tag, value) in written {
                    let tag_at = tag.span().into();
                    let key = format!("{}.{}", self.key, tag.get_ref());
                    let text = Value::new(&key, value, self.log).one_language(lines);
                    let Some((tag, text)) = language(tag.get_ref(), tag_at, self.log).zip(text)
                    else {
                        continue;
                    };
                    if by.insert(tag.clone(), text).is_some() {
                        let message =
                            format!("`{}` has two texts for the language `{tag}`", self.key);
                        let mend =
                            "keep one of them (capitals make no difference in a language tag)";
                        self.log.error(tag_at, message, mend);
                    }
                }
                // An empty translation means that there is none yet: the first language stands in
                // for it.
                if by.values().any(|text: &String| !text.trim().is_empty()) {
                    by.retain(|_, text| !text.trim().is_empty());
                }
                (!by.is_empty()).then_some(Text::ByLang(by))
            }
            _ => {
                let wanted = "a text in quotes, or one text for each language";
                self.wrong_type(wanted, &self.in_quotes());
                None
            }
        }
    }

    /// A whole number within `range`.
    pub fn number(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let (least, most) = (*range.start(), *range.end());
        let bounds = match most {
            u32::MAX => format!("{least} or more"),
            _ => format!("between {least} and {most}"),
        };
        let DeValue::Integer(written) = self.value else {
            let mend = format!(
                "write a whole number without quotes, {bounds}: `{} = {}`",
                self.key,
                self.digits().filter(|n| range.contains(n)).unwrap_or(least)
            );
            self.wrong_type("a whole number", &mend);
            return None;
        };
        let number = i128::from_str_radix(written.as_str(), written.radix()).ok();
        let fits = number.and_then(|number| u32::try_from(number).ok());
        if let Some(number) = fits.filter(|number| range.contains(number)) {
            return Some(number);
        }
        self.log.error(
            self.at,
            format!("`{}` cannot be {}", self.key, clipped(&written.to_string())),
            format!("write a whole number, {bounds}"),
        );
        None
    }

    /// A colour, as `#d8b56a`.
    pub fn colour(&self) -> Option<Colour> {
        let written = self.string()?;
        let colour = Colour::read(written);
        if colour.is_none() {
            let mend = format!("write it as six digits: `{} = \"#d8b56a\"`", self.key);
            let message = format!("{} is not a colour", quoted(written));
            self.log.error(self.at, message, mend);
        }
        colour
    }

    /// Yes or no.
    pub fn flag(&self) -> Option<bool> {
        if let DeValue::Boolean(flag) = self.value {
            return Some(*flag);
        }
        let mend = format!(
            "write `{0} = true` or `{0} = false`, without quotes",
            self.key
        );
        self.wrong_type("true or false", &mend);
        None
    }

    /// A day, as `2026-03-05`: a date of its own, or in quotes.
    pub fn date(&self) -> Option<String> {
        let written = match self.value {
            DeValue::String(written) => written.clone().into_owned(),
            DeValue::Datetime(written) => written.to_string(),
            _ => String::new(),
        };
        let is_day = written.len() == 10 && written.parse::<jiff::civil::Date>().is_ok();
        if is_day {
            return Some(written);
        }
        self.log.error(
            self.at,
            format!("`{}` is not a day of the calendar", self.key),
            format!("write year, month and day: `{} = 2026-03-05`", self.key),
        );
        None
    }

    /// One of the named options.
    pub fn choice<T: Copy>(&self, options: &[(&str, T)]) -> Option<T> {
        let names = || options.iter().map(|(name, _)| *name);
        let all = || format!("write one of {}", every(names()));
        let DeValue::String(written) = self.value else {
            self.wrong_type("a word in quotes", &all());
            return None;
        };
        let chosen = options.iter().find(|(name, _)| name == written);
        if chosen.is_none() {
            let allowed = every(names());
            let mend = match nearest(written, names()) {
                Some(name) => format!("did you mean `{name}`? Allowed are {allowed}"),
                None => all(),
            };
            let message = format!("`{}` cannot be {}", self.key, quoted(written));
            self.log.error(self.at, message, mend);
        }
        chosen.map(|(_, option)| *option)
    }

    /// Says that the value is of a wrong type.
    pub fn wrong_type(&self, wanted: &str, mend: &str) {
        let is = match self.value {
            DeValue::String(_) => "a text in quotes",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{}` must be {wanted}, and this is {is}", self.key);
        self.log.error(self.at, message, mend);
    }

    fn one_language(&self, lines: Extent) -> Option<String> {
        let DeValue::String(text) = self.value else {
            self.wrong_type("a text in quotes for each language", &self.in_quotes());
            return None;
        };
        self.printable(text, lines);
        Some(as_set(text))
    }

    /// Whether the text can be shown; a control character in it is named.
    fn printable(&self, text: &str, lines: Extent) -> bool {
        let text = text.replace("\r\n", "\n");
        let wrong = text.chars().find(|c| match c {
            '\n' | '\t' => lines == Extent::One,
            '\u{2028}' | '\u{2029}' => true,
            c => c.is_control(),
        });
        let Some(c) = wrong else {
            self.all_seen(&text, lines);
            return true;
        };
        let code = c as u32;
        let (what, mend) = match c {
            '\n' => (
                "a line break".to_owned(),
                format!(
                    "write `{}` on one line; only `script`, \
                `synopsis`, `citation` and `text` may have several",
                    self.key
                ),
            ),
            '\t' => ("a tab".to_owned(), "write a space instead".to_owned()),
            '\u{2028}' | '\u{2029}' => (
                format!("a hidden line break (U+{code:04X})"),
                "delete \
                it, and write a space or a plain line break instead: it often comes along from \
                slides"
                    .to_owned(),
            ),
            c => (
                format!("a control character (U+{code:04X} {})", picture(c)),
                "delete it: it \
                cannot be shown, and often comes along when text is copied from elsewhere"
                    .to_owned(),
            ),
        };
        self.log
            .error(self.at, format!("`{}` has {what} in it", self.key), mend);
        false
    }

    /// Warns of what nobody sees and nobody meant to write.
    fn all_seen(&self, text: &str, lines: Extent) {
        let Some(c) = unseen::astray(text, lines == Extent::Many) else {
            return;
        };
        let name = unseen::named(c).unwrap_or_default();
        let message = format!("`{}` has {name} in it, which nobody sees", self.key);
        let mend = "delete it: such characters come along when text is copied from elsewhere, \
            and two names that look the same then differ";
        self.log.warning(
            self.log.find(self.at, c.encode_utf8(&mut [0; 4])),
            message,
            mend,
        );
    }

    fn in_quotes(&self) -> String {
        let scalar = match self.value {
            DeValue::Integer(written) => clipped(&written.to_string()),
            DeValue::Float(written) => clipped(&written.to_string()),
            DeValue::Boolean(written) => written.to_string(),
            DeValue::Datetime(written) => written.to_string(),
            _ => "…".to_owned(),
        };
        format!("put it in quotes: `{} = \"{scalar}\"`", self.key)
    }

    /// The number that a text in quotes was meant to be.
    fn digits(&self) -> Option<u32> {
        match self.value {
            DeValue::String(text) => text.trim().parse().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok().map(|n| n as u32),
            _ => None,
        }
    }
}

/// A language tag in its usual capitals; an ill-formed one is logged.
pub(super) fn language(tag: &str, at: Span, log: &Diagnostics<'_>) -> Option<String> {
    let canonical = canonical_tag(tag);
    if canonical.is_none() {
        let dashed = canonical_tag(&tag.trim().replace('_', "-"));
        let known = [
            "english",
            "chinese",
            "cantonese",
            "mandarin",
            "simplified",
            "traditional",
        ];
        let tags = ["en", "zh", "zh-Hant-HK", "zh-Hans", "zh-Hans", "zh-Hant"];
        let named = known.iter().position(|name| tag.eq_ignore_ascii_case(name));
        let meant = dashed.or(named.map(|index| tags[index].to_owned()));
        let mend = match meant {
            Some(tag) => format!("did you mean `{tag}`?"),
            None => "write a language tag such as `zh-Hant-HK`, `zh-Hans` or `en`".to_owned(),
        };
        log.error(at, format!("{} is not a language tag", quoted(tag)), mend);
    }
    if let Some(meant) = canonical.as_deref().and_then(no_language) {
        let mend = match meant {
            "" => "write a language tag such as `zh-Hant-HK`, `zh-Hans` or `en`".to_owned(),
            meant => format!("did you mean `{meant}`?"),
        };
        log.error(at, format!("{} is no language", quoted(tag)), mend);
    }
    canonical
}

/// A text as the screens set it: line ends of Unix, and each letter in one piece with its marks
/// (NFC) where Unicode has that. Macs and some keyboards write them apart, and a face that holds
/// `é` need not hold the mark alone.
fn as_set(text: &str) -> String {
    text.replace("\r\n", "\n").nfc().collect()
}

fn clipped(number: &str) -> String {
    match number.char_indices().nth(24) {
        Some((at, _)) => format!("{}…", &number[..at]),
        None => number.to_owned(),
    }
}
