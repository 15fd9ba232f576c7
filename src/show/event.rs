//! What happened. An event is never refused.

use super::award::Honours;
use super::halves::Side;
use super::judging::{AnnouncedRule, JuryAct};
use super::message::RaisedMessage;
use super::programme::Show;
use super::tally::Tally;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A moment, in milliseconds since the Unix epoch, as told by the server's own steady clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct At(pub i64);

impl At {
    /// Milliseconds from `earlier` to here; negative if it is later.
    pub fn since_ms(self, earlier: At) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment and so many milliseconds.
    pub fn plus_ms(self, ms: i64) -> At {
        At(self.0.saturating_add(ms))
    }
}

/// Who caused an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The show file.
    File,
    /// The MC's panel or key.
    Mc,
    /// The producer's page or key.
    Producer,
    /// A stage screen.
    Stage,
    /// The server itself: a deadline, a count.
    Server,
    /// A juror's page or key; the event says whose.
    Juror,
    /// The chair's page or key.
    Chair,
}

/// An event with its place in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    /// Counted from 1, without gaps.
    pub revision: u64,
    /// When.
    pub at: At,
    /// By whom.
    pub by: By,
    pub event: Event,
}

/// How the position came to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Move {
    /// The next cue.
    Go,
    /// The cue before: nothing is fired.
    Back,
    Goto,
}

/// A fact of the evening. The names are part of the journal's format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The evening begins with this show. Always the first event, and only the first.
    ShowLoaded {
        /// The whole show.
        show: Arc<Show>,
        /// Tells the folder's `ballot_key` from any other, and nothing else of it; earlier versions
        /// had none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fingerprint: Option<String>,
    },
    /// The show file was edited and taken over.
    ShowReread {
        /// The whole show.
        show: Arc<Show>,
    },
    /// The stage stands on a cue.
    CueFired {
        /// Cue id.
        cue: String,
        /// How it came there.
        by: Move,
    },
    /// The stage went dark or came back.
    BlackoutSet {
        /// Dark or not.
        on: bool,
    },
    /// The safe card came or went.
    CardSet {
        /// Covered or not.
        on: bool,
    },
    /// A message went up over everything on stage.
    MessageRaised {
        #[serde(flatten)]
        message: RaisedMessage,
    },
    /// It is gone.
    MessageLowered,
    /// A decision was sealed.
    EnvelopeSealed {
        /// Award id.
        award: String,
        /// Entry ids; none if nobody gets the award.
        winners: Vec<String>,
        /// What earlier versions could not seal.
        #[serde(flatten)]
        honours: Honours,
        /// Why it differs from the ranking, where it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// One of two who seal together has spoken. Nobody can read what.
    HalfSealed {
        /// Award id.
        award: String,
        /// Who.
        by: Side,
        /// A salt and a keyed hash over winners, mention and second choice.
        commitment: String,
        /// Citation and reason, encrypted.
        closed: String,
    },
    /// The two have not said the same.
    HalvesDiffer {
        /// Award id.
        award: String,
    },
    /// What one of the two had said is void: their key was revoked.
    HalfVoided {
        /// Award id.
        award: String,
        /// Who.
        by: Side,
    },
    /// Somebody looked into a sealed envelope.
    EnvelopeOpened {
        /// Award id.
        award: String,
    },
    /// The winner cue fired.
    AwardRevealed {
        /// Award id.
        award: String,
        /// Entry ids; none if nobody won.
        winners: Vec<String>,
    },
    /// The hall has seen it: phones and the public may know.
    AwardOnWall {
        /// Award id.
        award: String,
    },
    /// The producer released it to the press and the public.
    AwardReleased {
        /// Award id.
        award: String,
    },
    /// The wrong winner was announced.
    WrongEnvelope {
        /// Award id.
        award: String,
    },
    /// It was the right one after all.
    EnvelopeStands {
        /// Award id.
        award: String,
    },
    /// The producer put it right.
    AwardCorrected {
        /// Award id.
        award: String,
        /// Entry ids; none if nobody gets the award.
        winners: Vec<String>,
        /// As in [`Event::EnvelopeSealed`].
        #[serde(flatten)]
        honours: Honours,
        /// For the record.
        reason: String,
    },
    BallotOpened {
        /// Ballot id.
        ballot: String,
        closes_at: At,
    },
    /// The deadline moved.
    BallotExtended {
        /// Ballot id.
        ballot: String,
        /// The new deadline.
        closes_at: At,
    },
    /// Voting ended; the box is being marked and counted.
    BallotClosing {
        /// Ballot id.
        ballot: String,
        /// The moment that counts: the deadline, if it had passed.
        as_of: At,
    },
    /// The hall's box has counted.
    BallotClosed {
        /// Ballot id.
        ballot: String,
        /// Where the close mark stands in the box.
        position: u64,
        /// The fold up to the mark.
        tally: Tally,
        /// The box's digest at the mark.
        digest: String,
    },
    /// The votes from outside are counted.
    NetCounted {
        /// Ballot id.
        ballot: String,
        /// Where the close mark stands in the log outside.
        position: u64,
        /// The fold of the log up to the mark.
        tally: Tally,
        /// The log's digest at the mark.
        digest: String,
        /// Hall and outside as one: whoever voted in both counts once.
        together: Tally,
        /// The hall's part of that; empty in journals of an earlier version.
        #[serde(default, skip_serializing_if = "no_lines")]
        inside: Tally,
        /// How many read the log and found the same in it, each in another server's store.
        #[serde(default = "one_reader")]
        readers: u32,
    },
    /// What the hall says is the result: nobody waits for the count from outside.
    HallAnnounced {
        /// Ballot id.
        ballot: String,
    },
    /// Voting began again.
    BallotReopened {
        /// Ballot id.
        ballot: String,
        closes_at: At,
    },
    /// A voter does not count, with the reason.
    VoterExcluded {
        /// Ballot id.
        ballot: String,
        /// The voter's receipt.
        receipt: String,
        /// The voter's reference in the box.
        voter: String,
        /// For the record.
        reason: String,
    },
    /// Simulated phones take part: whatever is counted is a demonstration.
    CrowdSimulated { phones: u32 },
    /// Somebody looked at a tally that was still secret.
    TallyOpened {
        /// Ballot id.
        ballot: String,
    },
    /// A screen counts from now on.
    ScreenApproved {
        /// Screen id.
        screen: String,
        /// What people call it.
        name: String,
    },
    /// A screen counts no longer.
    ScreenDismissed {
        /// Screen id.
        screen: String,
    },
    /// A role got a new key, and the old one opens nothing any more.
    KeyRevoked {
        /// `mc`, `producer`, `chair`, or `jury/` and the juror's id. Never the key.
        role: String,
        /// The fingerprint of the key that opens nothing any more; earlier versions had none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        revoked: Option<String>,
    },
    /// The keys that an earlier version began this evening with.
    KeysNoted {
        /// As in [`Event::ShowLoaded`].
        fingerprint: String,
    },
    /// The evening goes on with other keys: whoever has voted can vote again, as somebody else.
    KeysReplaced {
        /// As in [`Event::ShowLoaded`].
        fingerprint: String,
    },
    /// Somebody of the jury did something that the score box holds.
    JuryActed {
        #[serde(flatten)]
        act: JuryAct,
        /// Where it stands in the score box.
        position: u64,
        /// The box's digest there, in hexadecimal.
        digest: String,
    },
    /// A browser opens a juror's page from now on, or opens nothing any more.
    JurorDevice {
        /// Juror id.
        juror: String,
        /// What the browser is known by.
        device: String,
        on: bool,
        /// What it is, for people.
        label: String,
    },
    /// The first score is in: the announced rule is fixed.
    RuleFixed { rule: Box<AnnouncedRule> },
    /// The file announces another rule, although there are scores.
    RuleChanged {
        from: Box<AnnouncedRule>,
        to: Box<AnnouncedRule>,
    },
    /// The chair looked at the matrix before the last sheet was in.
    MatrixOpened,
    /// The chair looked at the matrix with every sheet in.
    MatrixRead,
    /// The chair has confirmed the finalists: the first round is over, and the final begins with
    /// fresh sheets.
    FinalBegun {
        /// Its number.
        round: u32,
    },
    /// The chair looked at what other rules would say.
    RulesCompared,
    /// This evening is a rehearsal. It is kept in memory alone: no folder has it.
    RehearsalBegan {
        /// What its dummies are drawn by.
        seed: u64,
    },
    /// The audience comes in.
    DoorsOpened,
    /// It was too early.
    DoorsClosed,
}

fn no_lines(tally: &Tally) -> bool {
    tally.0.is_empty()
}

fn one_reader() -> u32 {
    1
}

impl Event {
    /// The fingerprint of the keys that the evening goes on with, if this event tells it.
    pub fn fingerprint(&self) -> Option<&str> {
        match self {
            Event::ShowLoaded { fingerprint, .. } => fingerprint.as_deref(),
            Event::KeysNoted { fingerprint } | Event::KeysReplaced { fingerprint } => {
                Some(fingerprint)
            }
            _ => None,
        }
    }
}
