//! The audience's ballots: their clock, their turnout, and the look at a count.

use super::{Desk, html};
use crate::show::ballot::Phase;
use crate::show::event::At;
use crate::show::programme::{Ballot, BallotResults, Identity};
use crate::show::text::Run;
use crate::view::label::segment;
use crate::view::words::producer::Words;
use askama::Template;

/// The seconds that an open ballot can be given at a touch.
const EXTRA_SECONDS: [u32; 2] = [30, 60];

struct Row {
    id: String,
    name: Run,
    path: String,
    phase: Phase,
    phase_word: &'static str,
    closes_at: Option<At>,
    /// The file's length, as minutes and seconds.
    length: String,
    identity: &'static str,
    secrecy: &'static str,
    choices: Option<String>,
    can_reopen: bool,
    secret: bool,
}

#[derive(Template)]
#[template(path = "producer/ballots.html", whitespace = "minimize")]
struct Region {
    w: Words,
    rows: Vec<Row>,
    extra: Vec<(u32, String)>,
}

pub(super) fn region(desk: &Desk) -> String {
    let w = desk.w.ballots;
    let rows = desk
        .show()
        .ballots
        .iter()
        .filter_map(|ballot| row(desk, ballot));
    let extra = EXTRA_SECONDS.map(|s| (s, w.extend.replace("{seconds}", &s.to_string())));
    html(Region {
        w: desk.w,
        rows: rows.collect(),
        extra: extra.into(),
    })
}

fn row(desk: &Desk, ballot: &Ballot) -> Option<Row> {
    let w = desk.w.ballots;
    let stands = desk.state.ballots.get(&ballot.id)?;
    let phase = desk.state.phase(&ballot.id)?;
    let award = desk.show().award(&ballot.award)?;
    Some(Row {
        id: ballot.id.clone(),
        name: desk.own(&award.name),
        path: format!("/api/ballots/{}", segment(&ballot.id)),
        phase,
        phase_word: w.phases[phase as usize],
        closes_at: stands.is_open().then(|| stands.closes_at()).flatten(),
        length: format!("{}:{:02}", ballot.seconds / 60, ballot.seconds % 60),
        identity: match ballot.identity {
            Identity::Device => w.device,
            Identity::Ticket => w.ticket,
            Identity::Presence => w.presence,
        },
        secrecy: match ballot.results {
            BallotResults::Hidden => w.hidden,
            BallotResults::Live => w.live,
        },
        choices: (ballot.choices > 1)
            .then(|| w.choices.replace("{n}", &ballot.choices.to_string())),
        can_reopen: phase == Phase::Closed && !stands.result_shown,
        secret: phase != Phase::Revealed,
    })
}

#[derive(Template)]
#[template(path = "producer/turnout.html", whitespace = "minimize")]
struct Turnout {
    counts: Vec<(String, u64)>,
}

/// How many have voted, apart from the buttons: it changes several times a second, and a button that is
/// replaced between press and release is a click that is lost.
pub(super) fn turnout(desk: &Desk) -> String {
    let count = |ballot: &Ballot| {
        let voted = desk.live.turnout.get(&ballot.id).copied();
        (ballot.id.clone(), voted.unwrap_or_default())
    };
    html(Turnout {
        counts: desk.show().ballots.iter().map(count).collect(),
    })
}
