//! What a running order must keep to: every cue refers to something, nothing happens twice, and a
//! ballot is counted before its award.

use super::diagnostic::{Diagnostics, Span};
use super::parts::Tables;
use super::reader::Table;
use super::rules::{IdSpace, unknown_id};
use super::words::{listed, quoted};
use crate::show::programme::{Award, Ballot, DecidedBy, Show};
use crate::show::scene::{About, BallotStep, Scene};
use std::collections::HashMap;

/// A line with the table that it was read from.
pub(super) type Placed<'a> = (Table<'a>, crate::show::programme::RundownLine);

/// The ids of the cues in a running order that is made from the awards.
const GENERATED_CUES: [&str; 4] = ["welcome", "finalists", "results", "thanks"];

/// Logs each rule that the lines break; no lines stand for the running order that is made from the
/// awards.
pub(super) fn check(show: &Show, rows: &Tables<'_>, lines: &[Placed<'_>], log: &Diagnostics<'_>) {
    names_are_unique(show, rows, lines, log);
    if rows.cues.is_empty() {
        return;
    }
    for (row, line) in lines {
        references_are_known(show, row, &line.kind, log);
        steps_are_known(show, row, &line.kind, log);
    }
    let order = Order::of(lines, log);
    for (ballot, row) in show.ballots.iter().zip(&rows.ballots) {
        ballot_keeps_its_order(&order, ballot, log);
        ballot_is_held(show, &order, ballot, row, log);
    }
    for (award, row) in show.awards.iter().zip(&rows.awards) {
        award_is_given(&order, award, row, log);
    }
    one_ballot_is_open_at_a_time(lines, log);
}

/// Awards, ballots and cues share one name space, because their ids begin the ids of cues.
fn names_are_unique(show: &Show, rows: &Tables<'_>, lines: &[Placed<'_>], log: &Diagnostics<'_>) {
    let awards = show.awards.iter().zip(&rows.awards);
    let ballots = show.ballots.iter().zip(&rows.ballots);
    let mut claims: Vec<(Span, &str, &'static str)> = awards
        .map(|(award, row)| (row.place("id"), award.id.as_str(), "an award"))
        .chain(ballots.map(|(ballot, row)| (row.place("id"), ballot.id.as_str(), "a ballot")))
        .collect();
    if rows.cues.is_empty() {
        for (at, id, _) in claims
            .iter()
            .filter(|claim| GENERATED_CUES.contains(&claim.1))
        {
            let mend = format!("give it another id, for example `{id}-award`");
            log.broken_rule(*at, format!("`{id}` is the id of a cue"), mend);
        }
    }
    let mut finalists_seen = false;
    for (row, line) in lines {
        let own = match line.kind {
            Scene::Award { .. } | Scene::Ballot { .. } => false,
            Scene::Finalist { .. } => !std::mem::replace(&mut finalists_seen, true),
            _ => true,
        };
        if own {
            claims.push((row.place("id"), &line.id, "a cue"));
        }
    }
    claims.sort_by_key(|(at, ..)| at.start);
    let mut names = IdSpace::default();
    for (at, id, of) in claims {
        names.claim(id, of, at, log);
    }
}

fn references_are_known(show: &Show, row: &Table<'_>, scene: &Scene, log: &Diagnostics<'_>) {
    let (id, what, ids) = match scene.about() {
        About::Person(id) => (id, "person", ids(&show.people, |person| &person.id)),
        About::Award(id) => (id, "award", ids(&show.awards, |award| &award.id)),
        About::Ballot(id) => (id, "ballot", ids(&show.ballots, |ballot| &ballot.id)),
        About::Entry(id) => (id, "entry", ids(&show.entries, |entry| &entry.id)),
        About::Show | About::Said(_) | About::Nothing => return,
    };
    // An id that could not be read is empty, and a line of all finalists names none.
    if !id.is_empty() && !ids.contains(&id) {
        unknown_id(id, what, row.place(what), ids.into_iter(), log);
    }
    let film = matches!(scene, Scene::Clip { .. });
    if film && show.entry(id).is_some_and(|entry| entry.clip.is_none()) {
        let message = format!("the entry {} has no `clip` to show", quoted(id));
        let mend = "add `clip = \"media/…\"` to that entry, or remove this cue";
        log.broken_rule(row.place("entry"), message, mend);
    }
}

fn ids<T>(parts: &[T], id: fn(&T) -> &String) -> Vec<&str> {
    parts.iter().map(|part| id(part).as_str()).collect()
}

/// `timings` and `scripts` of finalists go by entry; an award's presenter has a cue only where one
/// is named.
fn steps_are_known(show: &Show, row: &Table<'_>, kind: &Scene, log: &Diagnostics<'_>) {
    for (step, at) in ["timings", "scripts"]
        .into_iter()
        .flat_map(|key| row.keys(key))
    {
        match kind {
            Scene::Finalist { .. } => match show.entry(step) {
                Some(entry) if entry.finalist || entry.withdrawn => {}
                Some(_) => {
                    let message = format!("the entry {} is not in the final", quoted(step));
                    log.broken_rule(at, message, "remove it: only finalists are shown here");
                }
                None => {
                    let finalists = show.finalists().map(|entry| entry.id.as_str());
                    unknown_id(step, "entry", at, finalists, log);
                }
            },
            Scene::Award { award, .. }
                if step == "presenter"
                    && show
                        .award(award)
                        .is_some_and(|award| award.presenter.is_none()) =>
            {
                let message = format!("{} has no presenter, so this is never used", quoted(award));
                let mend = "add `presenter = \"…\"` to the award, or remove this";
                log.warning(at, message, mend);
            }
            _ => {}
        }
    }
}

/// Where in the rundown something happens: its position, and the value that says so.
type Placement = (usize, Span);

/// When the awards are given and the ballots' steps taken.
struct Order<'l> {
    awards: HashMap<&'l str, Placement>,
    steps: HashMap<(&'l str, BallotStep), Placement>,
}

impl<'l> Order<'l> {
    /// Notes each moment, and reports a second one of the same.
    fn of(lines: &'l [Placed<'_>], log: &Diagnostics<'_>) -> Self {
        let mut order = Order {
            awards: HashMap::new(),
            steps: HashMap::new(),
        };
        let mut finalists = None;
        for (position, (row, line)) in lines.iter().enumerate() {
            let (first, at) = match &line.kind {
                Scene::Award { award, .. } => {
                    let at = row.place("award");
                    (*order.awards.entry(award).or_insert((position, at)), at)
                }
                // A step that could not be read left the line without an id.
                Scene::Ballot { ballot, step } if !line.id.is_empty() => {
                    let at = row.place("step");
                    let moment = order.steps.entry((ballot.as_str(), *step));
                    (*moment.or_insert((position, at)), at)
                }
                Scene::Finalist { .. } => {
                    let at = row.place("kind");
                    (*finalists.get_or_insert((position, at)), at)
                }
                _ => continue,
            };
            if first.0 != position && !line.id.is_empty() {
                let message = format!(
                    "{} is in the rundown already, on line {}",
                    quoted(&line.id),
                    log.line(first.1)
                );
                log.broken_rule(
                    at,
                    message,
                    "remove one of the two: it can happen only once",
                );
            }
        }
        order
    }

    fn step(&self, ballot: &str, step: BallotStep) -> Option<Placement> {
        self.steps.get(&(ballot, step)).copied()
    }
}

fn ballot_keeps_its_order(order: &Order<'_>, ballot: &Ballot, log: &Diagnostics<'_>) {
    let steps = BallotStep::ALL.map(|step| {
        (
            format!("{}/{}", ballot.id, step.as_str()),
            order.step(&ballot.id, step),
        )
    });
    let award = order.awards.get(ballot.award.as_str()).copied();
    let mut last: Option<(String, Placement)> = None;
    for (what, moment) in steps.into_iter().chain([(ballot.award.clone(), award)]) {
        let Some(moment) = moment else { continue };
        match &last {
            Some((after, (position, at))) if *position > moment.0 => {
                let line = log.line(*at);
                let message = format!(
                    "{} comes before {} (line {line})",
                    quoted(&what),
                    quoted(after)
                );
                let mend = format!(
                    "move this cue below the one around line {line}: a ballot is opened, closed, \
                    counted, and then its award is given"
                );
                log.broken_rule(moment.1, message, mend);
            }
            _ => last = Some((what, moment)),
        }
    }
}

fn ballot_is_held(
    show: &Show,
    order: &Order<'_>,
    ballot: &Ballot,
    row: &Table<'_>,
    log: &Diagnostics<'_>,
) {
    let by_votes =
        |award: &Award| matches!(award.decided_by, DecidedBy::Audience | DecidedBy::Blend);
    if !show.award(&ballot.award).is_some_and(by_votes) {
        return;
    }
    let absent = BallotStep::ALL
        .into_iter()
        .filter(|step| order.step(&ballot.id, *step).is_none());
    let absent: Vec<&str> = absent.map(BallotStep::as_str).collect();
    if let Some(first) = absent.first() {
        let message = format!(
            "the rundown never comes to {} of the ballot {}",
            listed(absent.iter().copied()),
            quoted(&ballot.id)
        );
        let mend = format!(
            "add a `[[cue]]` with `kind = \"ballot\"`, `ballot = \"{}\"` and `step = \
            \"{first}\"`, or do it by hand on the night",
            ballot.id
        );
        log.warning(row.place("id"), message, mend);
    }
}

fn award_is_given(order: &Order<'_>, award: &Award, row: &Table<'_>, log: &Diagnostics<'_>) {
    if !order.awards.contains_key(award.id.as_str()) {
        let message = format!("the rundown never gives the award {}", quoted(&award.id));
        let mend = format!(
            "add a `[[cue]]` with `kind = \"award\"` and `award = \"{}\"`",
            award.id
        );
        log.warning(row.place("id"), message, mend);
    }
}

/// A warning only: the deadline may well have closed the other one by then.
fn one_ballot_is_open_at_a_time(lines: &[Placed<'_>], log: &Diagnostics<'_>) {
    let mut open: Option<&str> = None;
    for (row, line) in lines {
        let Scene::Ballot { ballot, step } = &line.kind else {
            continue;
        };
        match (step, open) {
            (BallotStep::Open, Some(other)) if other != ballot => {
                let message = format!(
                    "the ballot {} may still be open here, and only one can be",
                    quoted(other)
                );
                let mend = format!("close {} in a cue before this one", quoted(other));
                log.warning(row.place("step"), message, mend);
                open = Some(ballot);
            }
            (BallotStep::Open, _) => open = Some(ballot),
            (_, Some(other)) if other == ballot => open = None,
            _ => {}
        }
    }
}
