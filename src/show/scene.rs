//! What a cue puts on stage.

use super::text::Text;
use serde::{Deserialize, Serialize};

/// What a cue puts on stage; ids refer to the show's parts. A line of the show file holds one too.
/// Where the line becomes several cues it is the first one's, and is stored without what tells the
/// cues apart: [`Rundown`](super::rundown::Rundown) fills that in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Scene {
    /// The branded card, with a line of its own.
    Card {
        /// Shown large; the show's title if there is none.
        title: Option<Text>,
        text: Option<Text>,
    },
    /// A still plate for a photo with everyone.
    Photo {
        /// What the photo is; the show's title stands large in any case.
        title: Option<Text>,
        text: Option<Text>,
    },
    /// A message to the hall.
    Message { title: Text, text: Option<Text> },
    /// A person speaks.
    Speech {
        /// Person id.
        person: String,
        /// What the speech is: welcome address, remarks.
        title: Option<Text>,
    },
    /// A finalist; in a line, all of them, one by one.
    #[serde(rename = "finalists")]
    Finalist {
        /// Entry id.
        #[serde(skip)]
        entry: String,
        /// Counted from 1.
        #[serde(skip)]
        number: usize,
        /// How many there are.
        #[serde(skip)]
        of: usize,
    },
    /// The jury and its criteria.
    Jury,
    /// An entry's film.
    Clip {
        /// Entry id.
        entry: String,
    },
    /// A step of an award; in a line, all of them.
    Award {
        /// Award id.
        award: String,
        #[serde(skip)]
        step: AwardStep,
    },
    /// A step of a ballot.
    Ballot {
        /// Ballot id.
        ballot: String,
        step: BallotStep,
    },
    /// The wall of winners.
    Results,
}

/// The steps of an award, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwardStep {
    /// The award's title.
    #[default]
    Award,
    /// Who hands it over; only if someone is named.
    Presenter,
    /// The breath before.
    Suspense,
    /// The reveal: the only cue that makes one.
    Winner,
    /// Why they win, to be read out; only if the file says so.
    Citation,
    /// Who gets a special mention; only if the file says so.
    Mention,
    /// The still plate for the group photo.
    Photo,
    /// The winners introduce their work.
    Work,
}

/// A step of a ballot in the rundown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BallotStep {
    /// The code large on stage; voting begins.
    Open,
    Close,
    /// The ranks from last up to third.
    Result,
}

/// The part of the show that a scene tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'a> {
    /// The show itself.
    Show,
    Said(&'a Text),
    /// A person, by id.
    Person(&'a str),
    /// An entry, by id.
    Entry(&'a str),
    /// An award, by id.
    Award(&'a str),
    /// A ballot, by id.
    Ballot(&'a str),
    /// Nothing that the show file names: our words say what it is.
    Nothing,
}

impl AwardStep {
    /// All steps in their order.
    pub const ALL: [AwardStep; 8] = [
        AwardStep::Award,
        AwardStep::Presenter,
        AwardStep::Suspense,
        AwardStep::Winner,
        AwardStep::Citation,
        AwardStep::Mention,
        AwardStep::Photo,
        AwardStep::Work,
    ];

    /// The step's name in ids and in the show file.
    pub fn as_str(self) -> &'static str {
        match self {
            AwardStep::Award => "award",
            AwardStep::Presenter => "presenter",
            AwardStep::Suspense => "suspense",
            AwardStep::Winner => "winner",
            AwardStep::Citation => "citation",
            AwardStep::Mention => "mention",
            AwardStep::Photo => "photo",
            AwardStep::Work => "work",
        }
    }
}

impl BallotStep {
    /// All steps in their order.
    pub const ALL: [BallotStep; 3] = [BallotStep::Open, BallotStep::Close, BallotStep::Result];

    /// The step's name in ids and in the show file.
    pub fn as_str(self) -> &'static str {
        match self {
            BallotStep::Open => "open",
            BallotStep::Close => "close",
            BallotStep::Result => "result",
        }
    }
}

impl Scene {
    /// All finalists, for a line.
    pub fn finalists() -> Self {
        Scene::Finalist {
            entry: String::new(),
            number: 0,
            of: 0,
        }
    }

    /// All steps of an award, for a line.
    pub fn whole_award(award: &str) -> Self {
        Scene::Award {
            award: award.to_owned(),
            step: AwardStep::Award,
        }
    }

    /// The kind as the show file and the API call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Scene::Card { .. } => "card",
            Scene::Photo { .. } => "photo",
            Scene::Message { .. } => "message",
            Scene::Speech { .. } => "speech",
            Scene::Finalist { .. } => "finalists",
            Scene::Jury => "jury",
            Scene::Clip { .. } => "clip",
            Scene::Award { .. } => "award",
            Scene::Ballot { .. } => "ballot",
            Scene::Results => "results",
        }
    }

    /// The part of the show that gives it its name and has to be there.
    pub fn about(&self) -> About<'_> {
        match self {
            Scene::Card { title, .. } | Scene::Photo { title, .. } => {
                title.as_ref().map_or(About::Show, About::Said)
            }
            Scene::Message { title, .. } => About::Said(title),
            Scene::Speech { person, .. } => About::Person(person),
            Scene::Finalist { entry, .. } | Scene::Clip { entry } => About::Entry(entry),
            Scene::Award { award, .. } => About::Award(award),
            Scene::Ballot { ballot, .. } => About::Ballot(ballot),
            Scene::Jury | Scene::Results => About::Nothing,
        }
    }

    /// Its second text, beneath the name.
    pub fn detail(&self) -> Option<&Text> {
        match self {
            Scene::Card { text, .. } | Scene::Photo { text, .. } | Scene::Message { text, .. } => {
                text.as_ref()
            }
            Scene::Speech { title, .. } => title.as_ref(),
            _ => None,
        }
    }

    /// The award and step, if this is one of an award's cues.
    pub fn award(&self) -> Option<(&str, AwardStep)> {
        match self {
            Scene::Award { award, step } => Some((award, *step)),
            _ => None,
        }
    }

    /// The ballot and step, if this is one of a ballot's cues.
    pub fn ballot(&self) -> Option<(&str, BallotStep)> {
        match self {
            Scene::Ballot { ballot, step } => Some((ballot, *step)),
            _ => None,
        }
    }
}
