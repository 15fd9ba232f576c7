//! The running order: a flat list of cues whose shape never depends on who won.

use super::programme::{BallotStep, DecidedBy, Line, LineKind, Show};
use super::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One line of the rundown that one GO fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// `cue/step`, for example `first-prize/winner`.
    pub id: String,
    /// What it puts on stage.
    pub scene: Scene,
    /// Planned length.
    pub seconds: Option<u32>,
    /// What the MC says.
    pub script: Option<Text>,
}

/// What a cue puts on stage. Ids refer to the show's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scene {
    /// The branded card with a line of its own.
    Card {
        /// Shown large; the show's title if there is none.
        title: Option<Text>,
        /// Shown beneath.
        text: Option<Text>,
    },
    /// A still plate for a photo with everyone.
    Photo {
        /// What the photo is.
        title: Option<Text>,
        /// Shown beneath.
        text: Option<Text>,
    },
    /// A message to the hall.
    Message {
        /// Shown large.
        title: Text,
        /// Shown beneath.
        text: Option<Text>,
    },
    /// A person speaks.
    Speech {
        /// Person id.
        person: String,
        /// What the speech is.
        title: Option<Text>,
    },
    /// One finalist.
    Finalist {
        /// Entry id.
        entry: String,
        /// Counted from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// Jury and criteria.
    Jury,
    /// An entry's film.
    Clip {
        /// Entry id.
        entry: String,
    },
    /// A step of an award.
    Award {
        /// Award id.
        award: String,
        /// Which step.
        step: AwardStep,
    },
    /// A step of a ballot.
    Ballot {
        /// Ballot id.
        ballot: String,
        /// Which step.
        step: BallotStep,
    },
    /// The wall of winners.
    Results,
}

/// The steps of an award, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AwardStep {
    /// The award's title.
    Award,
    /// Who hands it over; only if someone is named.
    Presenter,
    /// The breath before.
    Suspense,
    /// The reveal: the only cue that makes one.
    Winner,
    /// The still plate for the group photo.
    Photo,
    /// The winners introduce their work.
    Work,
}

impl AwardStep {
    /// All steps in their order.
    pub const ALL: [AwardStep; 6] = [
        AwardStep::Award,
        AwardStep::Presenter,
        AwardStep::Suspense,
        AwardStep::Winner,
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
            AwardStep::Photo => "photo",
            AwardStep::Work => "work",
        }
    }
}

impl BallotStep {
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

impl Cue {
    /// Whether a panel asks for a long press before it fires this cue: a reveal cannot be taken
    /// back.
    pub fn hold(&self) -> bool {
        matches!(self.scene.award(), Some((_, AwardStep::Winner)))
    }
}

/// The whole running order. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rundown {
    cues: Vec<Cue>,
}

impl Rundown {
    /// Spells the show's lines out into cues.
    pub fn of(show: &Show) -> Self {
        let mut cues: Vec<Cue> = show
            .lines
            .iter()
            .flat_map(|line| expand(show, line))
            .collect();
        if cues.is_empty() {
            cues = expand(show, &card("welcome", None));
        }
        Rundown { cues }
    }

    /// The cues in order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// The cue at a position; the last one for a position beyond the end.
    pub fn at(&self, position: usize) -> &Cue {
        &self.cues[position.min(self.cues.len() - 1)]
    }

    /// Where the cue with this id stands, counted from 0.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.cues.iter().position(|cue| cue.id == id)
    }

    /// Where this step of an award stands.
    pub fn award_step(&self, award: &str, step: AwardStep) -> Option<usize> {
        self.cues
            .iter()
            .position(|cue| cue.scene.award() == Some((award, step)))
    }

    /// The position of the last cue.
    pub fn last(&self) -> usize {
        self.cues.len() - 1
    }
}

fn expand(show: &Show, line: &Line) -> Vec<Cue> {
    let one = |scene: Scene| vec![cue(line, line.id.clone(), scene, None)];
    match line.kind.clone() {
        LineKind::Card { title, text } => one(Scene::Card { title, text }),
        LineKind::Photo { title, text } => one(Scene::Photo { title, text }),
        LineKind::Message { title, text } => one(Scene::Message { title, text }),
        LineKind::Speech { person, title } => one(Scene::Speech { person, title }),
        LineKind::Jury => one(Scene::Jury),
        LineKind::Clip { entry } => one(Scene::Clip { entry }),
        LineKind::Results => one(Scene::Results),
        LineKind::Finalists => finalists(show, line),
        LineKind::Award { award } => award_steps(show, line, &award),
        LineKind::Ballot { ballot, step } => {
            let id = format!("{ballot}/{}", step.as_str());
            let scene = Scene::Ballot { ballot, step };
            vec![cue(line, id, scene, None)]
        }
    }
}

fn finalists(show: &Show, line: &Line) -> Vec<Cue> {
    let of = show.finalists().count();
    show.finalists()
        .enumerate()
        .map(|(index, entry)| {
            let scene = Scene::Finalist {
                entry: entry.id.clone(),
                number: index + 1,
                of,
            };
            let mut cue = cue(
                line,
                format!("{}/{}", line.id, index + 1),
                scene,
                Some(&entry.id),
            );
            cue.seconds = cue.seconds.or(line.seconds);
            cue.script = cue.script.or_else(|| line.script.clone());
            cue
        })
        .collect()
}

fn award_steps(show: &Show, line: &Line, award: &str) -> Vec<Cue> {
    let presented = show.award(award).is_some_and(|a| a.presenter.is_some());
    AwardStep::ALL
        .into_iter()
        .filter(|step| *step != AwardStep::Presenter || presented)
        .map(|step| {
            let scene = Scene::Award {
                award: award.to_owned(),
                step,
            };
            let id = format!("{award}/{}", step.as_str());
            let mut cue = cue(line, id, scene, Some(step.as_str()));
            if step == AwardStep::Award {
                cue.seconds = cue.seconds.or(line.seconds);
                cue.script = cue.script.or_else(|| line.script.clone());
            }
            cue
        })
        .collect()
}

/// A cue of `line`; with a key, what the line says of that step alone.
fn cue(line: &Line, id: String, scene: Scene, key: Option<&str>) -> Cue {
    let (seconds, script) = match key {
        Some(key) => (
            line.timings.get(key).copied(),
            line.scripts.get(key).cloned(),
        ),
        None => (line.seconds, line.script.clone()),
    };
    Cue {
        id,
        scene,
        seconds,
        script,
    }
}

/// The running order made from the awards, for a show file that writes none: welcome, finalists,
/// the individual awards in file order with the ballot open beneath them, the audience's award, the
/// main prizes (those with a rank) from the lowest to the first, the wall, thanks. In a file
/// without ranks every award keeps its place, and a ballot closes right before the award that it
/// decides.
pub fn generated(show: &Show) -> Vec<Line> {
    let mut lines = vec![card("welcome", None)];
    if show.finalists().next().is_some() {
        lines.push(line("finalists", LineKind::Finalists));
    }
    let mut order: Vec<_> = show.awards.iter().collect();
    if order.iter().any(|award| award.rank.is_some()) {
        order.sort_by_key(|award| match (award.rank, award.decided_by) {
            (Some(rank), _) => (2, u32::MAX - rank),
            (None, DecidedBy::Audience) => (1, 0),
            (None, _) => (0, 0),
        });
    }
    // One ballot is open at a time: the first opens after the finalists, each next one once the one
    // before is decided.
    let mut waiting = order.iter().filter_map(|a| show.ballot_for(&a.id));
    let mut next = waiting.next();
    let open = |lines: &mut Vec<Line>, next: Option<&crate::show::programme::Ballot>| {
        lines.extend(next.map(|ballot| ballot_line(&ballot.id, BallotStep::Open)));
    };
    open(&mut lines, next);
    for award in &order {
        let decided = show.ballot_for(&award.id);
        if let Some(ballot) = decided {
            lines.push(ballot_line(&ballot.id, BallotStep::Close));
            lines.push(ballot_line(&ballot.id, BallotStep::Result));
        }
        lines.push(line(
            &award.id,
            LineKind::Award {
                award: award.id.clone(),
            },
        ));
        if decided.is_some() {
            next = waiting.next();
            open(&mut lines, next);
        }
    }
    lines.push(line("results", LineKind::Results));
    let thanks = Text::ByLang(
        [
            ("zh", "多謝各位"),
            ("zh-Hans", "谢谢各位"),
            ("en", "Thank you"),
        ]
        .map(|(lang, text)| (lang.to_owned(), text.to_owned()))
        .into(),
    );
    lines.push(card("thanks", Some(thanks)));
    lines
}

fn card(id: &str, title: Option<Text>) -> Line {
    line(id, LineKind::Card { title, text: None })
}

fn ballot_line(ballot: &str, step: BallotStep) -> Line {
    line(
        &format!("{ballot}/{}", step.as_str()),
        LineKind::Ballot {
            ballot: ballot.to_owned(),
            step,
        },
    )
}

fn line(id: &str, kind: LineKind) -> Line {
    Line {
        id: id.to_owned(),
        kind,
        seconds: None,
        script: None,
        timings: BTreeMap::new(),
        scripts: BTreeMap::new(),
    }
}
