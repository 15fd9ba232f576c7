//! How the parts of a show must fit together, whatever its running order: one function a rule.

use super::diagnostic::{Diagnostics, Span};
use super::parts::Tables;
use super::reader::Table;
use super::words::{did_you_mean, listed, quoted};
use crate::show::programme::{Award, Ballot, DecidedBy, Identity, Show};
use std::collections::HashMap;

/// Logs each rule that the show breaks. What concerns cues is judged with the running order.
pub(super) fn check(show: &Show, rows: &Tables<'_>, log: &Diagnostics<'_>) {
    ids_are_unique(
        "a message",
        show.messages.iter().map(|m| &m.id),
        &rows.messages,
        log,
    );
    ids_are_unique(
        "an entry",
        show.entries.iter().map(|e| &e.id),
        &rows.entries,
        log,
    );
    ids_are_unique(
        "a person",
        show.people.iter().map(|p| &p.id),
        &rows.people,
        log,
    );
    let jury = &show.jury;
    ids_are_unique(
        "a criterion",
        jury.criteria.iter().map(|c| &c.id),
        &rows.criteria,
        log,
    );
    ids_are_unique(
        "a juror",
        jury.jurors.iter().map(|j| &j.id),
        &rows.jurors,
        log,
    );
    ranks_are_unique(show, rows, log);
    for (award, row) in show.awards.iter().zip(&rows.awards) {
        winners_are_finalists(show, row, log);
        presenter_is_known(show, award, row, log);
        audience_award_has_a_ballot(show, award, row, log);
    }
    let mut decided = HashMap::new();
    for (ballot, row) in show.ballots.iter().zip(&rows.ballots) {
        ballot_decides_an_audience_award(show, ballot, row, log);
        award_has_one_ballot(&mut decided, ballot, row, log);
        choices_fit_the_finalists(show, ballot, row, log);
        presence_is_in_the_hall(ballot, row, log);
        only_what_reaches_out_is_late(ballot, row, log);
    }
}

/// Ids of one name space, each with what it is the id of and where that is written.
#[derive(Default)]
pub(super) struct IdSpace<'a>(HashMap<&'a str, (&'static str, Span)>);

impl<'a> IdSpace<'a> {
    /// Takes an id. One that is taken already is reported here, at the later place.
    pub fn claim(&mut self, id: &'a str, of: &'static str, at: Span, log: &Diagnostics<'_>) {
        match self.0.get(id) {
            _ if id.is_empty() => {}
            Some((other, first)) => {
                let (id, line) = (quoted(id), log.line(*first));
                let message = format!("{id} is the id of {other} on line {line} already");
                let shared = if *other == of {
                    ""
                } else {
                    " (awards, ballots and cues share their ids)"
                };
                let mend = format!(
                    "give one of them another id{shared}, for example `{}-2`",
                    id.trim_matches('`')
                );
                log.broken_rule(at, message, mend);
            }
            None => {
                self.0.insert(id, (of, at));
            }
        }
    }
}

/// Reports an id that nothing has. `all` are the ids that there are.
pub(super) fn unknown_id<'a>(
    id: &str,
    kind: &str,
    at: Span,
    all: impl Iterator<Item = &'a str>,
    log: &Diagnostics<'_>,
) {
    let all: Vec<&str> = all.filter(|id| !id.is_empty()).collect();
    let mend = did_you_mean(id, all.iter().copied(), || {
        if all.is_empty() {
            let id = quoted(id);
            format!(
                "add a `[[{kind}]]` with `id = \"{}\"`",
                id.trim_matches('`')
            )
        } else {
            format!("the ids are {}", listed(all.iter().copied()))
        }
    });
    let message = format!("there is no {kind} with the id {}", quoted(id));
    log.broken_rule(at, message, mend);
}

fn ids_are_unique<'a>(
    of: &'static str,
    ids: impl Iterator<Item = &'a String>,
    rows: &[Table<'_>],
    log: &Diagnostics<'_>,
) {
    let mut names = IdSpace::default();
    for (id, row) in ids.zip(rows) {
        names.claim(id, of, row.place("id"), log);
    }
}

fn ranks_are_unique(show: &Show, rows: &Tables<'_>, log: &Diagnostics<'_>) {
    let mut taken: HashMap<u32, Span> = HashMap::new();
    for (award, row) in show.awards.iter().zip(&rows.awards) {
        let Some(rank) = award.rank else { continue };
        let at = row.place("rank");
        if let Some(first) = taken.get(&rank) {
            let message = format!(
                "the award on line {} has the rank {rank} already",
                log.line(*first)
            );
            let mend = "give each main prize a rank of its own: 1 is the highest";
            log.broken_rule(at, message, mend);
        }
        taken.entry(rank).or_insert(at);
    }
}

fn winners_are_finalists(show: &Show, row: &Table<'_>, log: &Diagnostics<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for (id, at) in row.strings("winner") {
        let finalists = || show.finalists().map(|entry| entry.id.as_str());
        match show.entry(id) {
            None => unknown_id(id, "entry", at, finalists(), log),
            // Whoever withdraws may be named: an error would tell who it is.
            Some(entry) if !entry.finalist && !entry.withdrawn => {
                let mend = format!(
                    "name a finalist ({}), or remove `finalist = false` from that entry",
                    listed(finalists())
                );
                log.broken_rule(
                    at,
                    format!("the entry {} is not in the final", quoted(id)),
                    mend,
                );
            }
            Some(_) if seen.contains(&id) => {
                let message = format!("{} is named twice", quoted(id));
                log.broken_rule(at, message, "remove one of them");
            }
            Some(_) => seen.push(id),
        }
    }
}

fn presenter_is_known(show: &Show, award: &Award, row: &Table<'_>, log: &Diagnostics<'_>) {
    if let Some(id) = &award.presenter
        && show.person(id).is_none()
    {
        let people = show.people.iter().map(|person| person.id.as_str());
        unknown_id(id, "person", row.place("presenter"), people, log);
    }
}

fn audience_award_has_a_ballot(show: &Show, award: &Award, row: &Table<'_>, log: &Diagnostics<'_>) {
    let share = match award.decided_by {
        DecidedBy::Audience => "decides",
        DecidedBy::Blend => "has a share in",
        DecidedBy::Jury | DecidedBy::Organiser => return,
    };
    if show.ballot_with(&award.id).is_none() {
        let id = quoted(&award.id);
        let message = format!("the audience {share} {id}, and no ballot is held for it");
        let mend = format!(
            "add a `[[ballot]]` with `id`, `award = \"{}\"` and `seconds = 90`, or let the jury \
            decide",
            id.trim_matches('`')
        );
        log.broken_rule(row.place("decided_by"), message, mend);
    }
}

fn ballot_decides_an_audience_award(
    show: &Show,
    ballot: &Ballot,
    row: &Table<'_>,
    log: &Diagnostics<'_>,
) {
    let at = row.place("award");
    match show.award(&ballot.award) {
        _ if ballot.award.is_empty() => {}
        None => {
            let awards = show.awards.iter().map(|award| award.id.as_str());
            unknown_id(&ballot.award, "award", at, awards, log);
        }
        Some(award) if matches!(award.decided_by, DecidedBy::Jury | DecidedBy::Organiser) => {
            let message = format!("the audience does not decide {}", quoted(&award.id));
            let mend = "write `decided_by = \"audience\"` in that award, or remove this ballot";
            log.broken_rule(at, message, mend);
        }
        Some(_) => {}
    }
}

fn award_has_one_ballot<'a>(
    decided: &mut HashMap<&'a str, Span>,
    ballot: &'a Ballot,
    row: &Table<'_>,
    log: &Diagnostics<'_>,
) {
    let at = row.place("award");
    if ballot.award.is_empty() {
        return;
    }
    if let Some(first) = decided.get(ballot.award.as_str()) {
        let line = log.line(*first);
        let message = format!(
            "the ballot on line {line} decides {} already",
            quoted(&ballot.award)
        );
        let mend = "remove one of the two ballots, or give this one another award";
        log.broken_rule(at, message, mend);
    }
    decided.entry(&ballot.award).or_insert(at);
}

fn choices_fit_the_finalists(show: &Show, ballot: &Ballot, row: &Table<'_>, log: &Diagnostics<'_>) {
    let finalists = show.entries.iter().filter(|e| e.finalist || e.withdrawn);
    let finalists = finalists.count();
    if finalists == 0 {
        let mend = "add an `[[entry]]` with `id`, `title` and `team` for each finalist";
        log.broken_rule(row.header, "there is no finalist to vote for", mend);
    } else if ballot.choices as usize > finalists {
        let message = format!(
            "nobody can choose {} of {finalists} finalists",
            ballot.choices
        );
        let mend = format!("write a number between 1 and {finalists}");
        log.broken_rule(row.place("choices"), message, mend);
    }
}

fn presence_is_in_the_hall(ballot: &Ballot, row: &Table<'_>, log: &Diagnostics<'_>) {
    if ballot.identity != Identity::Presence || ballot.reach.is_hall() {
        return;
    }
    let message = format!(
        "`presence` proves that a voter is in the hall, and `reach = \"{}\"` lets others vote",
        ballot.reach.as_str()
    );
    let mend = "write `identity = \"device\"` or `identity = \"ticket\"`, or `reach = \"hall\"`";
    log.broken_rule(row.place("identity"), message, mend);
}

fn only_what_reaches_out_is_late(ballot: &Ballot, row: &Table<'_>, log: &Diagnostics<'_>) {
    if ballot.reach.is_hall() && ballot.net_delay > 0 {
        let message = "nobody votes in this ballot from outside the hall, so nothing is late";
        let mend = "remove this line, or add `reach = \"both\"`";
        log.warning(row.place("net_delay"), message, mend);
    }
}
