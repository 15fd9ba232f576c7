//! The audience's ballots: their clock, their turnout, and the look at a count.

use super::{Desk, Rows, html};
use crate::show::ballot::Phase;
use crate::show::event::At;
use crate::show::programme::{Ballot, BallotResults, Reach};
use crate::show::text::Run;
use crate::view::Regions;
use crate::view::label::{Moment, segment};
use crate::words::producer::ProducerWords;
use askama::Template;
use std::collections::BTreeMap;

/// The seconds that an open ballot can be given at a touch.
const EXTRA_SECONDS: [u32; 2] = [30, 60];

/// Voters without a live page, those whose browsers run no script among them, that raise no flag.
const PHONES_SLACK: u64 = 30;

struct BallotRow {
    id: String,
    name: Run,
    path: String,
    phase: Phase,
    phase_word: &'static str,
    closes_at: Option<At>,
    /// Opens it, and opens it again, for the file's length in minutes and seconds.
    open: String,
    reopen: String,
    identity: &'static str,
    /// What of the count is seen before the reveal; nothing of that kind after it.
    secrecy: Option<&'static str>,
    choices: Option<String>,
    can_reopen: bool,
    /// Whether the hall can be announced without the count from outside.
    can_announce: bool,
    /// Who votes, where that is not the hall alone.
    reach: Option<&'static str>,
    /// Voters who are left out of the count.
    excluded: usize,
}

#[derive(Template)]
#[template(path = "producer/ballot.html", whitespace = "minimize")]
struct BallotItem<'a> {
    w: ProducerWords,
    name: String,
    row: BallotRow,
    extra: &'a [(u32, String)],
}

#[derive(Template)]
#[template(path = "producer/ballots.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    rows: String,
    /// How unusual numbers could be flagged, where they cannot be yet: said once, however many
    /// ballots there are.
    no_seats: Option<&'static str>,
}

pub(super) fn regions(desk: &Desk, regions: &mut Regions) {
    let w = desk.w.ballots;
    let extra = EXTRA_SECONDS.map(|s| (s, (w.extend)(s)));
    let ballots = desk.show().ballots.iter();
    let ballots = (0..).zip(ballots.filter_map(|ballot| row(desk, ballot)));
    let draw = |row, name| {
        html(BallotItem {
            w: desk.w,
            name,
            row,
            extra: &extra,
        })
    };
    let seats = desk.show().hall.as_ref().and_then(|hall| hall.seats);
    let no_seats = seats.is_none().then_some(w.no_seats);
    let around = |rows| {
        html(Region {
            w: desk.w,
            rows,
            no_seats,
        })
    };
    Rows::of("ballots", ballots, draw).put(regions, around);
}

fn row(desk: &Desk, ballot: &Ballot) -> Option<BallotRow> {
    let w = desk.w.ballots;
    let stands = desk.state.ballots.get(&ballot.id)?;
    let phase = desk.state.phase(&ballot.id)?;
    let award = desk.show().award(&ballot.award)?;
    let length = format!("{}:{:02}", ballot.seconds / 60, ballot.seconds % 60);
    Some(BallotRow {
        id: ballot.id.clone(),
        name: desk.award(award),
        path: format!("/api/ballots/{}", segment(&ballot.id)),
        phase,
        phase_word: w.phases[phase as usize],
        closes_at: stands.is_open().then(|| stands.closes_at()).flatten(),
        open: (w.open)(&length),
        reopen: (w.reopen)(&length),
        identity: w.of_identity(ballot.identity),
        secrecy: (phase != Phase::Revealed).then_some(match ballot.results {
            BallotResults::Hidden => w.hidden,
            BallotResults::Live => w.live,
        }),
        choices: (ballot.choices > 1).then(|| (w.choices)(ballot.choices)),
        can_reopen: phase == Phase::Closed && !stands.result_shown,
        can_announce: ballot.reach == Reach::Both && stands.awaits_net(),
        reach: w.of_reach(ballot.reach),
        excluded: stands.excluded.len(),
    })
}

#[derive(Template)]
#[template(path = "producer/turnout.html", whitespace = "minimize")]
struct TurnoutLine {
    counts: Vec<CountLine>,
}

/// What people have sent so far.
struct CountLine {
    id: String,
    voted: u64,
    /// Votes within the last ten seconds, while people vote.
    arrivals: Option<String>,
    /// How many phones have the page open, while people vote.
    phones: Option<String>,
    /// How it goes outside the hall.
    outside: Vec<OutsideLine>,
    /// What a hall of this size can hardly have sent.
    unusual: Vec<String>,
}

/// A sentence with a moment in it, or without one.
struct OutsideLine {
    says: String,
    at: Option<Moment>,
    then: &'static str,
}

/// How many have voted, apart from the buttons: it changes several times a second, and a button
/// that is replaced between press and release is a click that is lost.
pub(super) fn turnout(desk: &Desk) -> String {
    let ballots = desk.show().ballots.iter();
    html(TurnoutLine {
        counts: ballots.map(|ballot| count(desk, ballot)).collect(),
    })
}

/// What is unusual about those who joined with the code on stage: a script may be among them,
/// before it has sent a single vote.
fn rush(desk: &Desk, ballot: &Ballot, seats: u64) -> Vec<String> {
    let w = desk.w.ballots;
    let joins = desk.live.joins.get(&ballot.id).copied().unwrap_or_default();
    let most = joins.most_by_one_code;
    let many = joins.all > PHONES_SLACK + 2 * desk.live.phones_opened;
    let flags = [
        (joins.turned_away > 0).then(|| (w.code_used_up)(joins.turned_away)),
        (seats > 0 && most > seats).then(|| (w.code_over_seats)(most, seats)),
        many.then(|| (w.joins_over_phones)(joins.all)),
    ];
    flags.into_iter().flatten().collect()
}

fn count(desk: &Desk, ballot: &Ballot) -> CountLine {
    let w = desk.w.ballots;
    let of = |counts: &BTreeMap<String, u64>| counts.get(&ballot.id).copied().unwrap_or_default();
    let (voted, arrivals) = (of(&desk.live.turnout), of(&desk.live.arrivals));
    let seats = desk.show().hall.as_ref().and_then(|hall| hall.seats);
    let over = |seats: u64, times: u64, votes: u64| seats > 0 && votes * times > seats;
    let known = u64::from(seats.unwrap_or_default());
    let many = voted > PHONES_SLACK + 2 * desk.live.phones_opened;
    let flags = [
        over(known, 1, voted).then(|| (w.over_seats)(known)),
        over(known, 2, arrivals).then(|| (w.burst)(known)),
        many.then(|| w.over_phones.to_owned()),
    ];
    let unusual = flags.into_iter().flatten();
    let unusual = unusual.chain(amiss(desk, ballot));
    let unusual = unusual.chain(rush(desk, ballot, known));
    let open = desk.state.phase(&ballot.id) == Some(Phase::Open);
    CountLine {
        id: ballot.id.clone(),
        voted,
        arrivals: open.then(|| (w.arrivals)(arrivals)),
        phones: open.then(|| (w.phones)(desk.live.phones)),
        outside: outside(desk, ballot),
        unusual: unusual.collect(),
    }
}

/// How many have voted outside, as of when if that is not now, and until when they can.
fn outside(desk: &Desk, ballot: &Ballot) -> Vec<OutsideLine> {
    let (w, live) = (desk.w.ballots, desk.live);
    let Some(net) = live.net.as_ref().filter(|_| !ballot.reach.is_hall()) else {
        return Vec::new();
    };
    let voted = net.turnout.get(&ballot.id).copied().unwrap_or_default();
    let voted = match (net.fresh, net.as_of) {
        (true, _) => (w.net_voted)(voted).into(),
        (false, Some(as_of)) => OutsideLine {
            says: (w.net_voted)(voted),
            at: Some(Moment::of(as_of)),
            then: w.net_as_of,
        },
        (false, None) => w.net_unknown.to_owned().into(),
    };
    let stands = desk.state.ballots.get(&ballot.id);
    let closes_at = stands.and_then(|stands| stands.closes_outside(ballot));
    let ends = closes_at.map(|closes_at| OutsideLine {
        at: Some(Moment::of(closes_at)),
        ..match live.at < closes_at {
            true => w.net_until.to_owned().into(),
            false => OutsideLine {
                then: w.net_pending,
                ..w.net_closed.to_owned().into()
            },
        }
    });
    let one = net.one_reader.then(|| w.net_one_reader.to_owned().into());
    let stopped = net.stopped.join(", ");
    let stopped = (!stopped.is_empty()).then(|| (w.net_stopped)(&stopped).into());
    let notes = [ends, one, stopped].into_iter().flatten();
    [voted].into_iter().chain(notes).collect()
}

impl From<String> for OutsideLine {
    fn from(says: String) -> Self {
        OutsideLine {
            says,
            at: None,
            then: "",
        }
    }
}

/// What somebody should look into outside.
fn amiss(desk: &Desk, ballot: &Ballot) -> impl Iterator<Item = String> {
    let w = desk.w.ballots;
    let alone = match ballot.reach {
        Reach::Hall => None,
        Reach::Net => Some(w.net_nobody),
        Reach::Both => Some(w.net_absent),
    };
    let alone = alone.filter(|_| desk.live.lacks_net());
    let net = desk.live.net.as_ref();
    let net = net.filter(|_| !ballot.reach.is_hall());
    let flags = net.map(|net| {
        [
            net.trouble.then(|| w.net_trouble.to_owned()),
            (!net.up).then(|| w.net_down.to_owned()),
            (net.up && !net.fresh && net.as_of.is_some()).then(|| w.net_stale.to_owned()),
            (net.suspicious > 0).then(|| (w.net_skipped)(net.suspicious)),
            net.clocks_differ.then(|| w.net_clocks.to_owned()),
            (!net.differing.is_empty()).then(|| (w.net_differ)(&net.differing.join(", "))),
        ]
    });
    let flags = flags.into_iter().flatten().flatten();
    flags.chain(alone.map(str::to_owned))
}
