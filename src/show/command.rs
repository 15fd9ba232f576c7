//! What somebody asks of the show. A command may be refused.

use super::award::Honours;
use super::halves::{Conclusion, HalfPaper, Side};
use super::judging::JuryAct;
use super::jury::Ranking;
use super::message::RaisedMessage;
use super::programme::Show;
use super::tally::Tally;
use super::text::Text;
use std::sync::Arc;

/// A wish. [`super::decide::decide`] turns it into events or a refusal.
///
/// `expect` is the revision that the sender last saw: the command is refused as stale if the
/// position, the blackout or the card changed since.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Fire the cue on deck.
    Go {
        /// Revision last seen.
        expect: Option<u64>,
    },
    /// Return to the cue before, without firing anything.
    Back {
        /// Revision last seen.
        expect: Option<u64>,
    },
    /// Fire any cue, as GO would.
    Goto {
        /// Cue id.
        cue: String,
        /// Revision last seen.
        expect: Option<u64>,
    },
    /// Darken or light the stage.
    Blackout {
        /// Dark or not.
        on: bool,
        /// Revision last seen.
        expect: Option<u64>,
    },
    /// Put the safe card over the stage, or take it away.
    Card {
        /// Covered or not.
        on: bool,
        /// Revision last seen.
        expect: Option<u64>,
    },
    /// Put a message over everything on stage; none takes away the one that is up.
    Message { message: Option<RaisedMessage> },
    /// The wrong winner was announced: cover the stage at once and wait for the producer.
    WrongEnvelope {
        /// Award id; none means the one revealed last.
        award: Option<String>,
    },
    /// It was the right envelope after all.
    EnvelopeStands {
        /// Award id.
        award: String,
    },
    /// Seal the decision for an award, or rule on a tie that the file leaves to the chair.
    Seal {
        /// Award id.
        award: String,
        conclusion: Conclusion,
    },
    /// What one of those decides who answer for a jury's award, before its reveal or after it: the
    /// chair, and where two seal together the producer as well.
    Decide {
        /// Award id.
        award: String,
        by: Side,
        conclusion: Conclusion,
        /// What the announced rule says; none where not every finalist is ranked.
        ranking: Option<Box<Ranking>>,
        /// How it is written down where two seal together.
        half: Option<Box<HalfPaper>>,
    },
    /// Look into a sealed envelope: journalled, changes nothing else.
    OpenEnvelope {
        /// Award id.
        award: String,
    },
    /// Put right what was revealed.
    Correct {
        /// Award id.
        award: String,
        /// Entry ids; none for no award, where the jury decides.
        winners: Vec<String>,
        honours: Honours,
        /// For the record.
        reason: String,
    },
    /// Let the press and the public read an award that the file holds back.
    Release {
        /// Award id.
        award: String,
    },
    OpenBallot {
        /// Ballot id.
        ballot: String,
        /// How long; none means the show file's.
        seconds: Option<u32>,
    },
    /// Give an open ballot more time.
    ExtendBallot {
        /// Ballot id.
        ballot: String,
        /// How much more; none means the show file's.
        seconds: Option<u32>,
    },
    /// Close an open ballot now.
    CloseBallot {
        /// Ballot id.
        ballot: String,
    },
    /// Open a closed ballot again.
    ReopenBallot {
        /// Ballot id.
        ballot: String,
        /// How long; none means the show file's.
        seconds: Option<u32>,
    },
    /// Look at a tally: journalled while it is still secret.
    LookAtTally {
        /// Ballot id.
        ballot: String,
    },
    /// Leave a voter out of an open ballot's count.
    Exclude {
        /// Ballot id.
        ballot: String,
        /// The voter's receipt, as people name it.
        receipt: String,
        /// The voter's reference in the box, in hexadecimal.
        voter: String,
        /// For the record.
        reason: String,
    },
    /// Simulated phones take part: the evening is a demonstration.
    Simulate { phones: u32 },
    /// The ballot box has counted.
    Counted {
        /// Ballot id.
        ballot: String,
        /// Where the close mark stands in the box.
        position: u64,
        /// The fold up to the mark.
        tally: Tally,
        /// The box's digest at the mark, in hexadecimal.
        digest: String,
    },
    /// The votes from outside are counted.
    NetCounted {
        /// Ballot id.
        ballot: String,
        /// The round that was counted: how often the ballot had been opened.
        round: u32,
        /// Where the close mark stands in the log outside.
        position: u64,
        /// The fold of the log up to the mark.
        tally: Tally,
        /// The log's digest at the mark, in hexadecimal.
        digest: String,
        /// Hall and outside as one.
        together: Tally,
        /// The hall's part of that.
        inside: Tally,
        /// How many servers' stores were read.
        readers: u32,
    },
    /// Announce what the hall says, without the count from outside.
    AnnounceHall {
        /// Ballot id.
        ballot: String,
    },
    /// The plate of a revealed award is complete on an approved screen (or no such screen is
    /// there).
    OnWall {
        /// Award id.
        award: String,
    },
    /// Say whether a screen counts.
    ApproveScreen {
        /// Screen id.
        screen: String,
        /// What people call it.
        name: String,
        /// Counts or not.
        approved: bool,
    },
    /// Declare that the audience is coming in: from here on this is the show, not a run-through.
    Doors { open: bool },
    /// A role has got a new key: journalled, changes nothing on stage.
    NoteRevocation {
        /// `mc`, `producer`, `chair`, or `jury/` and the juror's id.
        role: String,
        /// The fingerprint of the old key.
        revoked: String,
    },
    /// Go on with the keys that have this fingerprint.
    GoOnWithKeys {
        /// As in [`super::event::Event::ShowLoaded`].
        fingerprint: String,
    },
    /// The score box holds an act of the jury.
    TellJury {
        act: JuryAct,
        /// Where it stands in the box.
        position: u64,
        /// The box's digest there, in hexadecimal.
        digest: String,
    },
    /// The score box holds a score.
    FixRule,
    /// A browser opens a juror's page from now on, or opens nothing any more.
    SetDevice {
        /// Juror id.
        juror: String,
        /// What the browser is known by.
        device: String,
        on: bool,
        /// What it is, for people.
        label: String,
    },
    /// Look at the matrix while a sheet is still missing: journalled, changes nothing else.
    OpenMatrix,
    /// Look at the matrix with every sheet in: journalled, changes nothing else.
    ReadMatrix,
    /// Look at what other rules would say: journalled, changes nothing else.
    CompareRules,
    /// Take over the finalists that the chair has confirmed.
    Shortlist {
        /// The show as it reads with them.
        show: Arc<Show>,
    },
    /// Take over an edited show file.
    Reread {
        /// The show as it reads now.
        show: Arc<Show>,
    },
    /// Make this evening a rehearsal, or give it the dummies that it lacks.
    Rehearse {
        /// What dummies are drawn by.
        seed: u64,
        /// The made-up one that each of them wins with.
        citation: Text,
    },
    /// Time has passed: whatever was due happens.
    Tick,
}
