//! The running order: a flat list of cues whose shape never depends on who won.

use super::programme::{Ballot, DecidedBy, Entry, RundownLine, Show};
use super::scene::{AwardStep, BallotStep, Scene};
use super::text::Text;
use std::collections::BTreeMap;

/// One line of the rundown that one GO fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// `cue/step`, for example `first-prize/winner`.
    pub id: String,
    /// What it puts on stage.
    pub scene: Scene,
    pub seconds: Option<u32>,
    /// What the MC says.
    pub script: Option<Text>,
    /// Whether GO and back pass over it. Its place in the list stays.
    pub skip: bool,
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

    /// The cues that one line becomes.
    pub fn of_line(show: &Show, line: &RundownLine) -> Vec<Cue> {
        expand(show, line)
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

    /// The first cue behind a position that GO does not pass over.
    pub fn next(&self, position: usize) -> Option<usize> {
        let behind = (position + 1)..self.cues.len();
        behind.into_iter().find(|p| !self.cues[*p].skip)
    }

    /// GO and back do not pass over this cue, if it is such a one.
    pub(super) fn bring_back(&mut self, id: &str, is: impl Fn(&Cue) -> bool) {
        let cue = self.cues.iter_mut().find(|cue| cue.id == id && is(cue));
        if let Some(cue) = cue {
            cue.skip = false;
        }
    }

    /// Where a fresh show stands.
    pub fn first(&self) -> usize {
        let played = self.cues.iter().position(|cue| !cue.skip);
        played.unwrap_or(0)
    }
}

fn expand(show: &Show, line: &RundownLine) -> Vec<Cue> {
    match &line.kind {
        Scene::Finalist { .. } => finalists(show, line),
        Scene::Award { award, .. } => award_steps(show, line, award),
        scene => {
            let id = match scene.ballot() {
                Some((ballot, step)) => format!("{ballot}/{}", step.as_str()),
                None => line.id.clone(),
            };
            let cue = cue(line, id, scene.clone(), None);
            let skip = cue.skip || is_missing(show, scene);
            vec![Cue { skip, ..cue }]
        }
    }
}

/// Whether the only one that a scene is about is not there: a film whose work has withdrawn, a
/// speaker who is absent and whom nobody replaces.
fn is_missing(show: &Show, scene: &Scene) -> bool {
    match scene {
        Scene::Clip { entry } => show.has_left(entry),
        Scene::Speech { person, .. } => is_absent(show, person),
        _ => false,
    }
}

fn is_absent(show: &Show, person: &str) -> bool {
    let person = show.person(person);
    person.is_some_and(|person| person.absent && person.replaced_by.is_none())
}

/// Who has withdrawn keeps number and cue, so that no other cue gets another id.
fn finalists(show: &Show, line: &RundownLine) -> Vec<Cue> {
    let of = show.all_who_stood().count();
    let cue = |(number, entry): (usize, &Entry)| {
        let scene = Scene::Finalist {
            entry: entry.id.clone(),
            number,
            of,
        };
        let id = format!("{}/{number}", line.id);
        let cue = or_as_the_line(line, cue(line, id, scene, Some(&entry.id)));
        let skip = cue.skip || show.has_left(&entry.id);
        Cue { skip, ..cue }
    };
    (1..).zip(show.all_who_stood()).map(cue).collect()
}

fn award_steps(show: &Show, line: &RundownLine, award: &str) -> Vec<Cue> {
    let presenter = show.award(award).and_then(|a| a.presenter.as_deref());
    let presented = presenter.is_some();
    let alone = presenter.is_some_and(|person| is_absent(show, person));
    let steps = AwardStep::ALL.into_iter();
    let paper = show.award(award);
    let steps = steps.filter(|step| match step {
        AwardStep::Presenter => presented,
        AwardStep::Citation => paper.is_some_and(|award| award.citation_cue),
        AwardStep::Mention => paper.is_some_and(|award| award.mention_cue),
        _ => true,
    });
    let cue = |step: AwardStep| {
        let scene = Scene::Award {
            award: award.to_owned(),
            step,
        };
        let id = format!("{award}/{}", step.as_str());
        let cue = cue(line, id, scene, Some(step.as_str()));
        match step {
            AwardStep::Award => or_as_the_line(line, cue),
            AwardStep::Presenter if alone => Cue { skip: true, ..cue },
            _ => cue,
        }
    };
    steps.map(cue).collect()
}

/// What the line says of its first cue, where it says nothing of this step alone.
fn or_as_the_line(line: &RundownLine, cue: Cue) -> Cue {
    Cue {
        seconds: cue.seconds.or(line.seconds),
        script: cue.script.or_else(|| line.script.clone()),
        ..cue
    }
}

/// A cue of `line`; with a key, what the line says of that step alone.
fn cue(line: &RundownLine, id: String, scene: Scene, key: Option<&str>) -> Cue {
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
        skip: line.skip,
    }
}

/// The running order made from the awards, for a show file that writes none: welcome, finalists,
/// the individual awards in file order with the ballot open beneath them, the audience's award, the
/// main prizes (those with a rank) from the lowest to the first, the wall, and a card that says
/// `thanks`. In a file without ranks every award keeps its place, and a ballot closes right before
/// the award that it decides.
pub fn generated(show: &Show, thanks: Option<Text>) -> Vec<RundownLine> {
    let mut lines = vec![card("welcome", None)];
    if show.finalists().next().is_some() {
        lines.push(line("finalists", Scene::finalists()));
    }
    let mut order: Vec<_> = show.awards.iter().collect();
    if order.iter().any(|award| award.rank.is_some()) {
        order.sort_by_key(|award| match (award.rank, award.decided_by) {
            (Some(rank), _) => (2, u32::MAX - rank),
            (None, DecidedBy::Audience | DecidedBy::Blend) => (1, 0),
            (None, _) => (0, 0),
        });
    }
    // One ballot is open at a time: the first opens after the finalists, each next one once the one
    // before is decided.
    let mut waiting = order.iter().filter_map(|a| show.ballot_with(&a.id));
    let mut next = waiting.next();
    let open = |lines: &mut Vec<RundownLine>, next: Option<&Ballot>| {
        lines.extend(next.map(|ballot| ballot_line(&ballot.id, BallotStep::Open)));
    };
    open(&mut lines, next);
    for award in &order {
        let decided = show.ballot_with(&award.id);
        if let Some(ballot) = decided {
            lines.push(ballot_line(&ballot.id, BallotStep::Close));
            lines.push(ballot_line(&ballot.id, BallotStep::Result));
        }
        lines.push(line(&award.id, Scene::whole_award(&award.id)));
        if decided.is_some() {
            next = waiting.next();
            open(&mut lines, next);
        }
    }
    lines.push(line("results", Scene::Results));
    lines.push(card("thanks", thanks));
    lines
}

fn card(id: &str, title: Option<Text>) -> RundownLine {
    line(id, Scene::Card { title, text: None })
}

fn ballot_line(ballot: &str, step: BallotStep) -> RundownLine {
    line(
        &format!("{ballot}/{}", step.as_str()),
        Scene::Ballot {
            ballot: ballot.to_owned(),
            step,
        },
    )
}

fn line(id: &str, kind: Scene) -> RundownLine {
    RundownLine {
        id: id.to_owned(),
        kind,
        seconds: None,
        script: None,
        timings: BTreeMap::new(),
        scripts: BTreeMap::new(),
        skip: false,
    }
}
