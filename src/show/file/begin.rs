//! A first show file, from the answers of somebody who has none.

use std::fmt::Write;
use toml::Value;

/// What a show begins with, as it was typed. Everything else is put in later.
///
/// Where the show has two languages a line may hold both: `最佳影片 / Best film`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct FirstShow {
    /// Tags of one or two languages with a comma between them, the larger on stage first.
    pub languages: String,
    pub title: String,
    /// `2026-12-31`, or nothing yet.
    pub date: String,
    pub venue: String,
    /// One a line: its title, and after a tab or ` / ` its team.
    pub works: String,
    /// One a line, in the order in which they are announced: the last is the main prize.
    pub prizes: String,
    /// One a line. Without any the organiser seals the envelopes.
    pub jurors: String,
    /// The prize that the hall votes for, if it votes.
    pub hall: String,
}

/// What is missing, with the number of its line in the field, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeginError {
    /// The show has no name.
    NoTitle,
    /// These languages are not offered.
    NoLanguage,
    /// The date is no day.
    NoDay,
    /// There is no work.
    NoWork,
    /// This work names no team.
    NoTeam(usize),
    /// There is no prize.
    NoPrize,
    /// The hall cannot choose among fewer than two works.
    NoChoice,
}

/// The languages that a first show is offered.
pub const LANGUAGES: [&str; 7] = [
    "zh-Hant-HK,en",
    "en,zh-Hant-HK",
    "zh-Hans,en",
    "en,zh-Hans",
    "zh-Hant-HK",
    "zh-Hans",
    "en",
];

impl FirstShow {
    /// The text of `show.toml`.
    pub fn file(&self) -> Result<String, BeginError> {
        if !LANGUAGES.contains(&self.languages.as_str()) {
            return Err(BeginError::NoLanguage);
        }
        let works = self.works()?;
        let prizes: Vec<&str> = lines(&self.prizes).map(|(_, line)| line).collect();
        match () {
            () if self.title.trim().is_empty() => return Err(BeginError::NoTitle),
            () if prizes.is_empty() => return Err(BeginError::NoPrize),
            () if self.has_vote() && works.len() < 2 => return Err(BeginError::NoChoice),
            () => {}
        }
        let mut text = self.head()?;
        for (number, (title, team)) in (1..).zip(works) {
            let id = format!("work-{number}");
            let (title, team) = (Value::from(title), Value::from(team));
            row(&mut text, "entry", &id, &[("title", title), ("team", team)]);
        }
        let decided_by = match self.has_jury() {
            true => "jury",
            false => "organiser",
        };
        for (number, name) in (1..).zip(&prizes) {
            let mut keys = vec![
                ("name", self.in_languages(name)),
                ("decided_by", Value::from(decided_by)),
            ];
            if number == prizes.len() {
                keys.push(("rank", Value::from(1)));
            }
            row(&mut text, "award", &format!("prize-{number}"), &keys);
        }
        self.vote(&mut text);
        self.jury(&mut text);
        Ok(text)
    }

    fn has_jury(&self) -> bool {
        lines(&self.jurors).next().is_some()
    }

    fn has_vote(&self) -> bool {
        !self.hall.trim().is_empty()
    }

    fn head(&self) -> Result<String, BeginError> {
        let tags: Vec<&str> = self.languages.split(',').collect();
        let mut text = "[show]\n".to_owned();
        let mut say = |key: &str, value: Value| {
            let _ = writeln!(text, "{key} = {value}");
        };
        say("id", Value::from(self.id()));
        say("title", self.in_languages(&self.title));
        say("languages", Value::from(tags));
        let date = self.date.trim();
        if !date.is_empty() {
            let day: Result<jiff::civil::Date, _> = date.parse();
            let day = day.map_err(|_| BeginError::NoDay)?;
            say("date", Value::from(day.to_string()));
        }
        if !self.venue.trim().is_empty() {
            say("venue", self.in_languages(&self.venue));
        }
        Ok(text)
    }

    /// What is typed out by whoever starts the evening over: the Latin words of the name.
    fn id(&self) -> String {
        let words = self.title.split(|c: char| !c.is_ascii_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let id = words.collect::<Vec<_>>().join("-").to_lowercase();
        let id: String = id.chars().take(40).collect();
        match id.trim_matches('-') {
            "" => "show".to_owned(),
            id => id.to_owned(),
        }
    }

    fn works(&self) -> Result<Vec<(&str, &str)>, BeginError> {
        let works: Result<Vec<_>, _> = lines(&self.works)
            .map(|(number, line)| parted(line).ok_or(BeginError::NoTeam(number)))
            .collect();
        match works?.as_slice() {
            [] => Err(BeginError::NoWork),
            works => Ok(works.to_vec()),
        }
    }

    /// A text in both languages where it has both, else as it is.
    fn in_languages(&self, text: &str) -> Value {
        let tags = self.languages.split_once(',');
        match tags.zip(parted(text)) {
            Some(((one, two), (first, second))) => {
                let key = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
                let both = [(key(one), first), (key(two), second)];
                Value::Table(
                    both.map(|(key, text)| (key, Value::from(text)))
                        .into_iter()
                        .collect(),
                )
            }
            None => Value::from(text.trim()),
        }
    }

    fn vote(&self, text: &mut String) {
        if !self.has_vote() {
            return;
        }
        let name = self.in_languages(&self.hall);
        let by = Value::from("audience");
        row(
            text,
            "award",
            "peoples-choice",
            &[("name", name), ("decided_by", by)],
        );
        let (award, seconds) = (Value::from("peoples-choice"), Value::from(120));
        row(
            text,
            "ballot",
            "people",
            &[("award", award), ("seconds", seconds)],
        );
    }

    fn jury(&self, text: &mut String) {
        if !self.has_jury() {
            return;
        }
        text.push_str("\n[jury]\nscale = 10\n");
        let name = match self.languages.as_str() {
            "en" => Value::from("Overall"),
            "zh-Hant-HK" => Value::from("整體"),
            "zh-Hans" => Value::from("整体"),
            both if both.contains("Hans") => self.in_languages(match both.starts_with("en") {
                true => "Overall / 整体",
                false => "整体 / Overall",
            }),
            both => self.in_languages(match both.starts_with("en") {
                true => "Overall / 整體",
                false => "整體 / Overall",
            }),
        };
        row(text, "jury.criterion", "overall", &[("name", name)]);
        for (number, (_, juror)) in (1..).zip(lines(&self.jurors)) {
            let name = self.in_languages(juror);
            row(
                text,
                "jury.juror",
                &format!("juror-{number}"),
                &[("name", name)],
            );
        }
    }
}

/// The lines that say something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines().map(str::trim));
    lines.filter(|(_, line)| !line.is_empty())
}

/// What stands on both sides of a tab, as spreadsheets paste it, or of ` / `.
fn parted(line: &str) -> Option<(&str, &str)> {
    let halves = ["\t", " / ", "／"]
        .iter()
        .find_map(|by| line.split_once(by));
    let (one, two) = halves?;
    let (one, two) = (one.trim(), two.trim());
    (!one.is_empty() && !two.is_empty()).then_some((one, two))
}

fn row(text: &mut String, table: &str, id: &str, keys: &[(&str, Value)]) {
    let _ = writeln!(text, "\n[[{table}]]\nid = {}", Value::from(id));
    for (key, value) in keys {
        let _ = writeln!(text, "{key} = {value}");
    }
}
