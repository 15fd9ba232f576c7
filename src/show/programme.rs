//! The show as loaded: everything of one evening that people wrote before it began.
//!
//! The first event of a journal holds this whole, so a replay never reads `show.toml`.

mod cast;
mod jury;
mod room;
mod start;

pub use cast::{Entry, Focus, Person};
pub use jury::{
    Criterion, Electorate, FinalSheet, Juror, Jury, JuryTie, Round, RoundMode, Rule, Seal,
    SheetNames, Weight,
};
pub use room::{Auditorium, Wifi};
pub use start::PlannedStart;

use super::message::ReadyMessage;
use super::scene::{About, Scene};
use super::text::{Lang, Text};
use super::theme::Theme;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything of one evening, as loaded from `show.toml`. Every id in it is known to resolve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Show {
    /// `[show] id`: what the operator types to confirm what cannot be undone.
    pub id: String,
    /// The evening's name.
    pub title: Text,
    /// BCP 47 tags; the first is the larger on stage. Never empty.
    pub languages: Vec<Lang>,
    /// The day of the show, as written (`2026-03-05`).
    pub date: Option<String>,
    /// When it is planned to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PlannedStart>,
    /// Where it takes place.
    pub venue: Option<Text>,
    /// No suspense that breathes, no confetti: for rooms that need it.
    pub calm: bool,
    /// Whether the stage plays a drum roll and a hit (off unless the file says so).
    #[serde(default)]
    pub sound: bool,
    /// Whether the MC may open a sealed envelope for a moment (off unless the file says so).
    pub peek: bool,
    /// A network for the audience, shown as a second code.
    pub wifi: Option<Wifi>,
    pub hall: Option<Auditorium>,
    /// The competing works, in the order of the file.
    pub entries: Vec<Entry>,
    /// Works that stood in the final of this evening and have withdrawn since, by id. No file says
    /// this: it is noted where the evening takes an edited file over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
    /// The prizes, in the order in which an announcement lists them.
    pub awards: Vec<Award>,
    /// The audience's ballots.
    pub ballots: Vec<Ballot>,
    /// Criteria and jurors.
    pub jury: Jury,
    /// Speakers and presenters.
    pub people: Vec<Person>,
    /// Hosts and sponsors.
    pub partners: Vec<Partner>,
    /// Its colours and pictures, where they are not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// Ready messages of its own, beside those that every show has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<ReadyMessage>,
    /// The running order by its lines; [`super::rundown::Rundown`] spells the cues out.
    pub lines: Vec<RundownLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Its id in the file, which is also the first part of its cues' ids.
    pub id: String,
    pub name: Text,
    pub decided_by: DecidedBy,
    /// 1 for the highest main prize, 2 for the next …; none for an individual award. It shapes
    /// only a generated rundown: main prizes come last, from the lowest to the first.
    pub rank: Option<u32>,
    /// Entries that the file names as winners: an envelope sealed "by file" at load.
    pub winner: Vec<String>,
    /// Why it was given; shown with the winner, and as secret as the winner.
    pub citation: Option<Text>,
    /// The person who hands it over.
    pub presenter: Option<String>,
    /// What a tie for first means.
    pub ties: Ties,
    /// When the press and the public may read it.
    pub release: Release,
    /// The one criterion that the jury judges it on; none for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// The shares of a blended award; empty for every other.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub blend: BTreeMap<Electorate, Weight>,
    /// Whether the citation has a cue of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub citation_cue: bool,
    /// Whether special mentions have a cue of their own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mention_cue: bool,
    /// How many winners it is meant for.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub most: u32,
}

fn one() -> u32 {
    1
}

fn is_one(number: &u32) -> bool {
    *number == 1
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecidedBy {
    /// The jury's scores and deliberation.
    Jury,
    /// The hall's ballot.
    Audience,
    /// Whoever runs the competition.
    Organiser,
    /// The jury and the hall together, by points.
    Blend,
}

impl DecidedBy {
    pub fn as_str(self) -> &'static str {
        match self {
            DecidedBy::Jury => "jury",
            DecidedBy::Audience => "audience",
            DecidedBy::Organiser => "organiser",
            DecidedBy::Blend => "blend",
        }
    }
}

/// What a tie for first place means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ties {
    /// Everyone who is first wins.
    #[default]
    Shared,
    /// The chair decides (the producer until there is a chair).
    Chair,
}

/// When `/results` may show an award that the hall has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Release {
    /// As soon as the wall has shown it.
    #[default]
    Live,
    /// When the producer says so.
    Hold,
}

/// An audience vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Its id in the file, which is also the first part of its cues' ids.
    pub id: String,
    /// The award it decides.
    pub award: String,
    /// How long it is open, in seconds.
    pub seconds: u32,
    /// How many entries one voter may choose.
    pub choices: u32,
    /// Whether the stage shows the count while the ballot is open.
    pub results: BallotResults,
    /// What makes one voter.
    pub identity: Identity,
    /// Whose votes it takes.
    #[serde(default, skip_serializing_if = "Reach::is_hall")]
    pub reach: Reach,
    /// How much later it closes outside than in the hall, in seconds: streams run late.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub net_delay: u32,
}

/// Whose votes a ballot takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// The hall's alone.
    #[default]
    Hall,
    /// Those from outside alone.
    Net,
    /// All of them.
    Both,
}

impl Reach {
    /// Whether nobody outside votes in it.
    pub fn is_hall(&self) -> bool {
        *self == Reach::Hall
    }

    /// As the show file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Reach::Hall => "hall",
            Reach::Net => "net",
            Reach::Both => "both",
        }
    }
}

/// Whether anybody sees the count before the reveal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BallotResults {
    #[default]
    Hidden,
    /// The hall, live on stage.
    Live,
}

/// What makes one voter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Identity {
    /// One per device and browser.
    #[default]
    Device,
    /// One per printed ticket.
    Ticket,
    /// One per device that reads the stage's rotating code.
    Presence,
}

/// A host or sponsor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    pub name: Text,
    /// What they are to the show: host, sponsor …
    pub role: Option<Text>,
    /// Path below the show folder.
    pub logo: Option<String>,
}

/// One `[[cue]]` of the show file. An award, a ballot or the finalists take one line here and
/// become several cues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RundownLine {
    /// The cue's id, or the first part of the ids of the cues it becomes.
    pub id: String,
    /// What it puts on stage: of several cues, the first.
    pub kind: Scene,
    /// Planned length in seconds: of the cue, of each finalist, or of an award's title card.
    pub seconds: Option<u32>,
    /// What the MC says at the line's first cue (at each of them, for finalists).
    pub script: Option<Text>,
    /// Planned seconds of the single steps, by step (`winner = 20`) or by finalist (`entry-id =
    /// 15`).
    pub timings: BTreeMap<String, u32>,
    /// What the MC says at the single steps, keyed like `timings`.
    pub scripts: BTreeMap<String, Text>,
    /// Whether GO and back pass over its cues, which stay in the list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip: bool,
}

impl Show {
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    pub fn award(&self, id: &str) -> Option<&Award> {
        self.awards.iter().find(|award| award.id == id)
    }

    pub fn ballot(&self, id: &str) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.id == id)
    }

    /// The ballot that alone decides this award: none where jury and hall do together.
    pub fn ballot_for(&self, award: &str) -> Option<&Ballot> {
        let blended = |award: &Award| award.decided_by == DecidedBy::Blend;
        self.ballot_with(award)
            .filter(|_| !self.award(award).is_some_and(blended))
    }

    /// The ballot that this award is decided with, alone or together with the jury.
    pub fn ballot_with(&self, award: &str) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.award == award)
    }

    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Every text that a screen may show before and whatever is announced. Citations are not among
    /// them: they are as secret as a winner.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.title];
        texts.extend(&self.venue);
        for entry in &self.entries {
            texts.extend([&entry.title, &entry.team]);
            texts.extend(entry.origin.iter().chain(&entry.synopsis));
            texts.extend(&entry.received_by);
        }
        texts.extend(self.awards.iter().map(|award| &award.name));
        texts.extend(self.jury.final_criteria().iter().map(|c| &c.name));
        for juror in &self.jury.jurors {
            texts.extend([&juror.name].into_iter().chain(&juror.title));
        }
        for person in &self.people {
            texts.extend([&person.name].into_iter().chain(&person.title));
            texts.extend(&person.replaced_by);
        }
        for partner in &self.partners {
            texts.extend([&partner.name].into_iter().chain(&partner.role));
        }
        for line in &self.lines {
            if let About::Said(title) = line.kind.about() {
                texts.push(title);
            }
            texts.extend(line.kind.detail());
        }
        texts
    }

    /// Whether the jury decides this award, alone or with the hall.
    pub fn is_judged(&self, award: &Award) -> bool {
        self.has_jury() && matches!(award.decided_by, DecidedBy::Jury | DecidedBy::Blend)
    }

    /// Whether chair and producer seal this award together.
    pub fn sealed_by_two(&self, award: &str) -> bool {
        let judged = self.award(award).is_some_and(|award| self.is_judged(award));
        judged && self.jury.seal == Seal::Two
    }

    /// Whether somebody judges: without jurors there is neither a jury's page nor a chair's.
    pub fn has_jury(&self) -> bool {
        !self.jury.jurors.is_empty()
    }

    /// The entries in the final, in the order of the file.
    pub fn finalists(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.finalist)
    }

    /// Who is in the final, or was until it withdrew: whoever may have votes, in the same order.
    pub fn all_who_stood(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| self.stood(&entry.id))
    }

    /// Whether it is in the final, or was until it withdrew.
    pub fn stood(&self, id: &str) -> bool {
        self.entry(id)
            .is_some_and(|e| e.finalist || self.has_left(id))
    }

    /// Whether it has withdrawn, by the file's word or from this evening's final.
    pub fn is_withdrawn(&self, id: &str) -> bool {
        self.has_left(id) || self.entry(id).is_some_and(|entry| entry.withdrawn)
    }

    /// Whether it has withdrawn from this evening's final.
    pub fn has_left(&self, id: &str) -> bool {
        self.left.iter().any(|left| left == id)
    }
}
