//! Names, titles and moments of the show, as pages in one interface language write them.

use super::cue;
use crate::show::event::At;
use crate::show::programme::{Entry, Show};
use crate::show::refusal::Refusal;
use crate::show::rundown::Rundown;
use crate::show::text::{Lang, Run, Text, is_leftward};
use crate::words::Ui;
use std::borrow::Cow;
use std::fmt;

/// What stands around a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The language that it belongs to.
    pub lang: Lang,
    /// `《` in Chinese.
    pub open: &'static str,
    /// `》` in Chinese.
    pub close: &'static str,
}

impl Bracket {
    /// What this language puts around a title, if anything.
    pub fn of(lang: &Lang) -> Option<Self> {
        let [open, close] = Ui::of_tag(lang)?.words().writing.titles?;
        let lang = lang.clone();
        Some(Bracket { lang, open, close })
    }
}

/// An entry's title in one language, with or without brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The brackets; none where the title stands without them.
    pub bracket: Option<Bracket>,
    /// The bare title.
    pub run: Run,
}

impl Title {
    /// The title as plain text.
    pub fn plain(&self) -> String {
        match &self.bracket {
            Some(of) => format!("{}{}{}", of.open, self.run.bare(), of.close),
            None => self.run.bare().into_owned(),
        }
    }
}

/// The attributes of an element that holds a text of the show: its language, and its own direction,
/// so that no mark of an Arabic name strays into the words around it. A name is not translated
/// either.
pub struct TextAttributes<'a> {
    lang: &'a str,
    is_name: bool,
}

impl fmt::Display for TextAttributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = if self.is_name {
            " translate=\"no\""
        } else {
            ""
        };
        let tag = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let lang: String = self.lang.chars().filter(tag).collect();
        write!(f, " dir=\"auto\"{kept} lang=\"{lang}\"")
    }
}

/// A tag has no quote in it, so nothing of it needs escaping.
impl askama::filters::HtmlSafe for TextAttributes<'_> {}

impl Run {
    /// For an element that holds a title or a name.
    pub fn name(&self) -> TextAttributes<'_> {
        TextAttributes {
            lang: &self.lang,
            is_name: true,
        }
    }

    /// For an element that holds sentences.
    pub fn words(&self) -> TextAttributes<'_> {
        TextAttributes {
            lang: &self.lang,
            is_name: false,
        }
    }

    /// For where no element can be: a page's title, an attribute, a sentence.
    pub fn bare(&self) -> Cow<'_, str> {
        isolated(&self.text)
    }
}

/// A name for the middle of a sentence: one that is written from right to left keeps its marks to
/// itself (U+2068, U+2069).
pub fn isolated(name: &str) -> Cow<'_, str> {
    if name.chars().any(is_leftward) {
        Cow::Owned(format!("\u{2068}{name}\u{2069}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// A moment for `<time>`: a script turns it into the time of the place where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since the Unix epoch.
    pub ms: i64,
    /// ISO 8601, UTC, to the second.
    pub iso: String,
    /// The UTC time of day, for whoever has no script.
    pub clock: String,
}

impl Moment {
    /// This moment, written out.
    pub fn of(at: At) -> Self {
        let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Moment {
            ms: at.0,
            iso: time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            clock: time.strftime("%H:%M:%S UTC").to_string(),
        }
    }

    /// Day and time for paper, until a script says them as the place does.
    pub fn printed(&self) -> String {
        let (day, time) = self.iso.split_at(10);
        format!("{day} {} UTC", time.get(1..6).unwrap_or_default())
    }
}

/// The show's languages, the reader's own first, and of the others those of its family.
pub fn reading_order(languages: &[Lang], ui: Ui) -> Vec<Lang> {
    let mut languages = languages.to_vec();
    // A stable sort: the show's own order decides among the rest.
    languages.sort_by_key(|lang| match Ui::of_tag(lang) {
        Some(own) if own == ui => 0,
        _ if family(lang) == family(ui.tag()) => 1,
        _ => 2,
    });
    languages
}

/// A tag without its script and place.
pub fn family(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The text in the interface's language where the show is given in it, else in the show's first
/// language that has it.
pub fn own(text: &Text, show: &Show, ui: Ui) -> Run {
    let runs = text.runs(&reading_order(&show.languages, ui));
    runs.into_iter().next().unwrap_or_else(|| Run {
        lang: ui.tag().to_owned(),
        text: String::new(),
    })
}

/// An entry's title in all languages of the show. A show whose first language writes titles in
/// brackets has every title in them.
pub fn titles(title: &Text, languages: &[Lang]) -> Vec<Title> {
    let runs = title.runs(languages).into_iter();
    runs.enumerate()
        .map(|(index, run)| bracketed(run, languages, index == 0))
        .collect()
}

/// An entry's title, once, for a list or a button.
pub fn title(entry: &Entry, show: &Show, ui: Ui) -> Title {
    bracketed(own(&entry.title, show, ui), &show.languages, true)
}

fn bracketed(run: Run, languages: &[Lang], leads: bool) -> Title {
    let first = languages.first().filter(|_| leads);
    let bracket = first
        .and_then(Bracket::of)
        .or_else(|| Bracket::of(&run.lang));
    Title { bracket, run }
}

/// A refusal as a person on a panel reads it: awards and ballots by the award's name, works by
/// their title.
pub fn refused(why: &Refusal, show: &Show, ui: Ui) -> String {
    (ui.words().refusal.why)(why, &subject(why, show, ui))
}

/// What people call what a refusal speaks of. What the show does not have is named as it was asked
/// for; what an edited file has to put back is named as the file calls it, too.
fn subject(why: &Refusal, show: &Show, ui: Ui) -> String {
    let id = why.subject().unwrap_or_default();
    if let Refusal::AlreadyFired(_) = why {
        return cue_called(id, show, ui);
    }
    let of_ballot = || show.ballot(id).and_then(|ballot| show.award(&ballot.award));
    let award = || show.award(id).or_else(of_ballot).map(|award| &award.name);
    let entry = || show.entry(id).map(|entry| &entry.title);
    let criterion = || show.jury.criterion(id).map(|criterion| &criterion.name);
    let juror = || show.jury.juror(id).map(|juror| &juror.name);
    let text = match why {
        Refusal::NoSuchCue(_)
        | Refusal::NoSuchAward(_)
        | Refusal::NoSuchBallot(_)
        | Refusal::NoSuchEntry(_)
        | Refusal::NoSuchLanguage(_) => None,
        Refusal::NotAFinalist(_) | Refusal::NotTied(_) | Refusal::Withdrawn(_) => entry(),
        Refusal::TooManyDevices(_) => juror(),
        Refusal::ScoresStand(_) => entry().or_else(criterion).or_else(juror),
        _ => award().or_else(entry).or_else(juror),
    };
    match (text.map(|text| own(text, show, ui).text), why) {
        (None, _) => id.to_owned(),
        (Some(name), Refusal::RereadConflict(_) | Refusal::ScoresStand(_)) => {
            format!("{} ({id})", isolated(&name))
        }
        (Some(name), _) => isolated(&name).into_owned(),
    }
}

/// A cue by its kind and its name.
fn cue_called(id: &str, show: &Show, ui: Ui) -> String {
    let rundown = Rundown::of(show);
    let Some(cue) = rundown.position(id).map(|at| rundown.at(at)) else {
        return id.to_owned();
    };
    let cue::CueName { heading, text, .. } = cue::name(cue, show, ui);
    match text.map(|text| own(text, show, ui).text) {
        Some(name) if !heading.is_empty() => format!("{} · {heading}", isolated(&name)),
        Some(name) => isolated(&name).into_owned(),
        None => heading,
    }
}

/// An address as people read it out and type it: bare, and a name in its own letters.
pub fn address(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.trim_end_matches('/');
    let (host, port) = bare.split_at(bare.find(':').unwrap_or(bare.len()));
    match url::quirks::domain_to_unicode(host) {
        name if host.contains("xn--") && !name.is_empty() => name + port,
        _ => bare.to_owned(),
    }
}

/// A day of the file as a reader writes it; as the file has it where it is no date.
pub fn date(written: &str, ui: Ui) -> String {
    let Ok(day) = written.parse::<jiff::civil::Date>() else {
        return written.to_owned();
    };
    dated(day, ui)
}

/// A day as a reader writes it.
pub fn dated(day: jiff::civil::Date, ui: Ui) -> String {
    (ui.words().writing.date)(day.year(), day.month(), day.day())
}

/// A part of a URL's path, percent-encoded.
pub fn segment(text: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let mut out = String::new();
    for byte in text.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// JSON for a `<script type="application/json">` block: no text in it can end the block.
pub fn script_json(data: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(data).unwrap_or_default();
    json.replace('<', "\\u003c")
}

/// The address of a file below the show folder.
pub fn media(path: &str) -> String {
    let mut url = String::from("/media/");
    for byte in path.strip_prefix("media/").unwrap_or(path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                url.push(byte.into())
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample;

    #[test]
    fn a_latin_title_stands_in_brackets_on_a_show_that_speaks_chinese_first() {
        let show = sample::show();
        let title = title(show.entry("sweet").unwrap(), &show, Ui::En);
        assert_eq!(title.plain(), "《Home Sweet Home》");
        assert_eq!(title.run.lang, "en");
    }

    #[test]
    fn a_latin_title_stands_bare_on_an_english_show() {
        let mut show = sample::show();
        show.languages = vec!["en".into()];
        let title = title(show.entry("sweet").unwrap(), &show, Ui::ZhHant);
        assert_eq!(title.plain(), "Home Sweet Home");
    }

    #[test]
    fn simplified_readers_get_the_shows_chinese_rather_than_its_english() {
        let show = sample::show();
        let run = own(&show.awards[0].name, &show, Ui::ZhHans);
        assert_eq!(
            (run.lang.as_str(), run.text.as_str()),
            ("zh-Hant-HK", "一等獎")
        );
    }

    #[test]
    fn no_text_can_end_a_script_block() {
        assert!(!script_json(&"</script>").contains('<'));
    }

    #[test]
    fn a_screens_id_cannot_leave_its_place_in_the_path() {
        assert_eq!(segment("../a b"), "..%2Fa%20b");
    }

    #[test]
    fn an_address_is_shown_bare_and_a_name_in_its_own_letters() {
        for (url, shown) in [
            ("https://vote.example/", "vote.example"),
            ("http://192.168.1.20:8080/", "192.168.1.20:8080"),
            ("http://[fd00::1]:8080/", "[fd00::1]:8080"),
            ("https://xn--oruz12c.example:8443/", "投票.example:8443"),
        ] {
            assert_eq!(address(url), shown);
        }
    }
}
