//! The ballot that phones show, and how it stands.

use crate::show::ballot::{BallotStage, BallotState};
use crate::show::event::At;
use crate::show::programme::{Ballot, Reach, Release, Show};
use crate::show::scene::{BallotStep, Scene};
use crate::show::state::State;
use serde::{Deserialize, Serialize};

/// What a phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhonePhase {
    /// What tonight is; the ballot is still to come.
    Before,
    /// The ballot paper.
    Open,
    /// Closed, being counted.
    Closing,
    /// Counted, not yet told.
    Closed,
    /// Told on stage, and now on the phone.
    Result,
    /// The show has no ballot.
    None,
}

impl PhonePhase {
    /// The word in the frame and in the page.
    pub fn as_str(self) -> &'static str {
        match self {
            PhonePhase::Before => "before",
            PhonePhase::Open => "open",
            PhonePhase::Closing => "closing",
            PhonePhase::Closed => "closed",
            PhonePhase::Result => "result",
            PhonePhase::None => "none",
        }
    }
}

/// The ballot that phones show, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// Its index in the show's ballots.
    pub ballot: usize,
    /// What phones show of it.
    pub phase: PhonePhase,
    /// The deadline of an open ballot, in milliseconds since the Unix epoch.
    pub closes_at: Option<i64>,
    /// Who won, as indexes among the finalists; only in [`PhonePhase::Result`].
    pub winners: Vec<usize>,
    /// How many won: more than `winners` has if the show was re-read and one of them is no finalist
    /// any more.
    pub won: usize,
    /// Whether the result was corrected.
    pub corrected: bool,
    /// Whether the hall has seen a result that is being corrected.
    pub correcting: bool,
}

/// Where the phones are that are told.
#[derive(Clone, Copy)]
pub(super) enum Told {
    Hall,
    /// At home, where a stream runs late.
    Outside {
        now: At,
    },
}

impl Told {
    /// Whether these phones vote in it.
    fn takes(self, ballot: &Ballot) -> bool {
        match self {
            Told::Hall => ballot.reach != Reach::Net,
            Told::Outside { .. } => ballot.reach != Reach::Hall,
        }
    }

    /// How a ballot stands for these phones: outside it stays open for its delay, whoever closes it
    /// in the hall. Where the hall is announced alone nobody is kept voting.
    fn stage(self, ballot: &Ballot, stands: &BallotState) -> BallotStage {
        let Told::Outside { now } = self else {
            return stands.stage.clone();
        };
        let later = |at: At| at.plus_ms(i64::from(ballot.net_delay) * 1_000);
        match stands.stage {
            BallotStage::Open { closes_at } => BallotStage::Open {
                closes_at: later(closes_at),
            },
            BallotStage::Closing { as_of } if now < later(as_of) => BallotStage::Open {
                closes_at: later(as_of),
            },
            BallotStage::Closing { as_of } => BallotStage::Closing {
                as_of: later(as_of),
            },
            _ => stands.stage.clone(),
        }
    }
}

/// The ballot that phones show: the open one, else the one that closes, else the one closed last in
/// the rundown, else the next to come.
pub(super) fn current(state: &State, told: Told) -> Option<Current> {
    let mut order = in_rundown_order(state);
    order.retain(|&at| told.takes(&state.show.ballots[at]));
    let stage = |at: usize| {
        let ballot = &state.show.ballots[at];
        let stands = state.ballots.get(&ballot.id);
        stands.map_or(BallotStage::Waiting, |stands| told.stage(ballot, stands))
    };
    let first =
        |wanted: fn(&BallotStage) -> bool| order.iter().copied().find(|&at| wanted(&stage(at)));
    let last_closed = || {
        let closed = order.iter().copied().enumerate();
        let closed = closed.filter(|&(_, at)| matches!(stage(at), BallotStage::Closed { .. }));
        let newest = closed.max_by_key(|&(place, at)| (last_news(state, at), place));
        newest.map(|(_, at)| at)
    };
    let ballot = first(|s| matches!(s, BallotStage::Open { .. }))
        .or_else(|| first(|s| matches!(s, BallotStage::Closing { .. })))
        .or_else(last_closed)
        .or_else(|| first(|_| true))?;
    let mut current = Current {
        ballot,
        phase: PhonePhase::Before,
        closes_at: None,
        winners: Vec::new(),
        won: 0,
        corrected: false,
        correcting: false,
    };
    match stage(ballot) {
        BallotStage::Open { closes_at } => {
            (current.phase, current.closes_at) = (PhonePhase::Open, Some(closes_at.0));
        }
        BallotStage::Closing { .. } => current.phase = PhonePhase::Closing,
        BallotStage::Closed { .. } => tell(state, &mut current),
        BallotStage::Waiting => {}
    }
    Some(current)
}

/// When phones last had a reason to look at a closed ballot: it was closed, or the hall has seen
/// who won.
fn last_news(state: &State, at: usize) -> At {
    let ballot = &state.show.ballots[at];
    let closed = match state.ballots.get(&ballot.id).map(|ballot| &ballot.stage) {
        Some(BallotStage::Closed { as_of, .. }) => *as_of,
        _ => At::default(),
    };
    let award = state
        .awards
        .get(&ballot.award)
        .filter(|award| award.on_wall);
    let told = award.and_then(|award| award.revealed.as_ref());
    told.map_or(closed, |told| told.at.max(closed))
}

/// A ballot that is counted: closed until the wall has shown who won.
fn tell(state: &State, current: &mut Current) {
    let award = &state.show.ballots[current.ballot].award;
    let Some(winners) = state.public_winners(award) else {
        current.phase = PhonePhase::Closed;
        current.correcting = correcting(state, award);
        return;
    };
    current.phase = PhonePhase::Result;
    current.winners = finalists_at(&state.show, winners);
    current.won = winners.len();
    current.corrected = state.award(award).correction.is_some();
}

/// From the alarm until the hall has seen the award announced again. An alarm that came before the
/// plate was complete took nothing back from phones, so they hear nothing of it until the right
/// winner is announced.
fn correcting(state: &State, award: &str) -> bool {
    let held_back = state
        .show
        .award(award)
        .is_none_or(|paper| paper.release == Release::Hold);
    let stands = state.award(award);
    let seen = match stands.wrong {
        Some(_) => stands.on_wall,
        None => stands.correction.is_some(),
    };
    stands.revealed.is_some() && seen && (!held_back || stands.released)
}

/// The indexes of these entries among the finalists, in the order of the page.
fn finalists_at(show: &Show, entries: &[String]) -> Vec<usize> {
    let finalists = show.finalists().enumerate();
    finalists
        .filter(|(_, finalist)| entries.contains(&finalist.id))
        .map(|(index, _)| index)
        .collect()
}

/// Indexes of the show's ballots as they come up in the evening; those that no cue opens come last.
fn in_rundown_order(state: &State) -> Vec<usize> {
    let opens = |ballot: &Ballot| {
        let mut cues = state.rundown.cues().iter();
        cues.position(|cue| match &cue.scene {
            Scene::Ballot { ballot: id, step } => *id == ballot.id && *step == BallotStep::Open,
            _ => false,
        })
    };
    let ballots = &state.show.ballots;
    let mut order: Vec<usize> = (0..ballots.len()).collect();
    order.sort_by_key(|&at| opens(&ballots[at]).unwrap_or(usize::MAX));
    order
}
