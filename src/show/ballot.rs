//! A ballot's life: waiting, open, closing, closed, and open again if the producer says so.

use super::event::At;
use super::programme::Ballot;
use super::tally::Tally;
use serde::Serialize;

/// The longest that a ballot may be open, or be extended by, in seconds: one day.
pub const BALLOT_SECONDS_MAX: u32 = 86_400;

/// Where a ballot stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BallotState {
    /// The phase, without the reveal (which belongs to the award).
    pub stage: BallotStage,
    /// How often it has been opened: 1 for the first time.
    pub round: u32,
    /// When it was opened last.
    pub opened_at: At,
    /// Whether the result cue has been on stage.
    pub result_shown: bool,
    /// Whether somebody's look at this round's count is on record.
    pub looked: bool,
    /// Voters who do not count.
    pub excluded: Vec<Exclusion>,
    /// This round's counts of a ballot that reaches outside the hall.
    pub counts: BothCounts,
}

/// The two counts of a ballot that reaches outside the hall; the hall's own ballots have one, and
/// it stands in [`BallotStage::Closed`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BothCounts {
    /// Of the hall's box.
    pub hall: Option<BoxCount>,
    /// Of the log outside. Where the hall alone was announced it may come later, and changes
    /// nothing.
    pub net: Option<BoxCount>,
    /// The hall's part of what both say as one, where both are counted.
    pub inside: Option<Tally>,
    /// How many servers' stores the log was read from and was the same; 0 before the count.
    pub readers: u32,
    /// The producer announces what the hall says, without waiting.
    pub hall_alone: bool,
}

/// What one box holds up to its close mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoxCount {
    /// Where the mark stands.
    pub position: u64,
    /// The box's digest there, in hexadecimal.
    pub digest: String,
    pub tally: Tally,
}

/// A voter who does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// The receipt, as people name the voter.
    pub receipt: String,
    /// The reference in the box.
    pub voter: String,
    pub reason: String,
}

/// The phases that the ballot itself goes through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BallotStage {
    /// Not opened yet.
    #[default]
    Waiting,
    Open {
        closes_at: At,
    },
    /// Until every box that it waits for has counted.
    Closing {
        /// The moment that counts.
        as_of: At,
    },
    Closed {
        /// When it closed.
        as_of: At,
        /// Where the close mark stands in the hall's box.
        position: u64,
        /// What counts: over both boxes, where both are in it.
        tally: Tally,
        /// The hall's box's digest at the mark.
        digest: String,
    },
}

/// The phase as the API and the phones call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Not opened yet.
    Waiting,
    Open,
    Closing,
    /// Counted, not yet told.
    Closed,
    /// Its award has been revealed.
    Revealed,
}

impl Phase {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Waiting => "waiting",
            Phase::Open => "open",
            Phase::Closing => "closing",
            Phase::Closed => "closed",
            Phase::Revealed => "revealed",
        }
    }
}

impl BallotState {
    /// The counting is over, with the hall's box counted so and this as the result.
    pub(super) fn close(&mut self, hall: &BoxCount, result: &Tally) {
        self.stage = BallotStage::Closed {
            as_of: self.closes_at().unwrap_or_default(),
            position: hall.position,
            tally: result.clone(),
            digest: hall.digest.clone(),
        };
    }

    /// Whether people can vote.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, BallotStage::Open { .. })
    }

    /// Whether the box is being counted.
    pub fn is_closing(&self) -> bool {
        matches!(self.stage, BallotStage::Closing { .. })
    }

    /// Whether only the count from outside is missing.
    pub fn awaits_net(&self) -> bool {
        self.is_closing() && self.counts.hall.is_some()
    }

    /// What counts of the hall and of those outside, apart, once there is a result: together they
    /// are the result. Of those outside none where the hall was announced alone. None where the
    /// ballot has one box, or a journal of an earlier version does not tell.
    pub fn apart(&self) -> Option<(Tally, Option<Tally>)> {
        let result = self.tally()?;
        if self.counts.hall_alone {
            return Some((result.clone(), None));
        }
        let inside = self.counts.inside.clone()?;
        let outside = result.without(&inside);
        Some((inside, Some(outside)))
    }

    /// When it closes outside the hall: none where nobody votes there, or that count is there.
    /// Where the hall was announced alone, nobody is kept voting: then it is when the hall closed.
    pub fn closes_outside(&self, ballot: &Ballot) -> Option<At> {
        if ballot.reach.is_hall() || self.counts.net.is_some() {
            return None;
        }
        let delay_ms = i64::from(ballot.net_delay) * 1_000;
        match self.stage {
            BallotStage::Waiting => None,
            BallotStage::Open { closes_at } => Some(closes_at.plus_ms(delay_ms)),
            BallotStage::Closing { as_of } => Some(as_of.plus_ms(delay_ms)),
            BallotStage::Closed { as_of, .. } => self.counts.hall_alone.then_some(as_of),
        }
    }

    /// The deadline of an open ballot; of a closed one, when it closed.
    pub fn closes_at(&self) -> Option<At> {
        match self.stage {
            BallotStage::Waiting => None,
            BallotStage::Open { closes_at } => Some(closes_at),
            BallotStage::Closing { as_of } | BallotStage::Closed { as_of, .. } => Some(as_of),
        }
    }

    /// The count, once there is one.
    pub fn tally(&self) -> Option<&Tally> {
        match &self.stage {
            BallotStage::Closed { tally, .. } => Some(tally),
            _ => None,
        }
    }
}
