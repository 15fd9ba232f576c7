//! Why a command was refused. A refusal changes nothing.

/// A reason that a person can act on. The words of [`Refusal::word`] are part of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The stage has moved since the revision that the sender saw.
    Stale,
    /// A second GO within half a second: a bounce or a second tablet.
    TooSoon,
    /// The last cue is on stage.
    End,
    /// Nothing stands before this cue.
    Start,
    /// No cue has this id.
    NoSuchCue(String),
    /// No award has this id.
    NoSuchAward(String),
    /// No ballot has this id.
    NoSuchBallot(String),
    /// No entry has this id.
    NoSuchEntry(String),
    /// The entry is not in the final.
    NotAFinalist(String),
    /// The entry has withdrawn: it is not shown any more.
    Withdrawn(String),
    /// No winner named, or one named twice.
    BadWinners,
    /// No finalist named, or one named twice.
    BadShortlist,
    /// A work with a special mention is named twice, or wins.
    BadMention,
    /// The second choice wins already, or there is nothing to be second in.
    BadSecond,
    /// A citation has nothing to praise, is too long, or holds characters that no screen can show.
    BadCitation,
    /// More winners than the award is meant for.
    TooMany(String),
    /// The decision differs from the ranking, or corrects what was announced, and says not why.
    ReasonNeeded(String),
    /// Two decide this award, each alone.
    SealedByTwo(String),
    /// The two have not said the same.
    NotTheSame(String),
    /// Whoever runs the competition decides this award.
    OrganiserDecides(String),
    /// The award has no sealed envelope.
    NoEnvelope(String),
    /// A winner cannot be revealed under blackout, card or message.
    Covered,
    /// The award has not been revealed.
    NotRevealed(String),
    /// The award has been revealed: only a correction can change it.
    AlreadyRevealed(String),
    /// The wrong envelope was announced and the producer has not put it right.
    AwaitingCorrection(String),
    /// The hall decides this award.
    AudienceDecides(String),
    /// A tie for first waits for the chair.
    Tie(String),
    /// The ruling names an entry that is not tied for first.
    NotTied(String),
    /// The file lets it out as soon as the wall has shown it, or it has been let out.
    AlreadyReleased(String),
    BallotOpen(String),
    AnotherBallotOpen(String),
    /// The ballot has not been opened.
    BallotWaiting(String),
    BallotClosed(String),
    /// The ballot is being counted; a moment.
    Counting(String),
    /// The votes from outside are being counted: the producer waits, or announces the hall alone.
    NetCounting(String),
    /// The count from outside is waited for, and this server has no log outside.
    NetAbsent(String),
    /// Nobody can vote in this ballot: it is for those outside, and this server has no log outside.
    NetNobody(String),
    /// Only the hall votes in this ballot.
    HallOnly(String),
    /// Nobody in the hall votes in this ballot.
    NetOnly(String),
    /// Both counts are in the result.
    BothCounted(String),
    /// A run-through has opened a ballot in the log outside, which keeps its votes for ever.
    NetUsed,
    /// The result has been on stage: reopening it would not be fair.
    ResultShown(String),
    /// A ballot's length is out of bounds.
    BadSeconds,
    /// A message has no words, too many, or characters that no screen can show.
    BadMessage,
    /// A correction needs a reason.
    NoReason,
    /// The audience is in: this is the show.
    DoorsOpen,
    /// The typed id is not the show's.
    NotConfirmed,
    /// The edited file moves, passes over or drops a cue that has been on stage, by cue id.
    AlreadyFired(String),
    /// The edited file drops something that the evening has used already.
    RereadConflict(String),
    /// The edited file drops a finalist, whoever it is, while a decision of the jury is sealed.
    FinalistsStand,
    /// The edited file drops or changes what the jury's scores hang on.
    ScoresStand(String),
    /// This juror has as many browsers as anybody may have.
    TooManyDevices(String),
    /// A text by language has a language that the show does not.
    NoSuchLanguage(String),
    NothingRevealed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Missing,
    Conflict,
    /// Never like this.
    Invalid,
}

impl Refusal {
    /// The word that ends the problem's `type`.
    pub fn word(&self) -> &'static str {
        use Refusal::*;
        match self {
            Stale => "stale",
            TooSoon => "too-soon",
            End => "end",
            Start => "start",
            NoSuchCue(_) => "no-such-cue",
            NoSuchAward(_) => "no-such-award",
            NoSuchBallot(_) => "no-such-ballot",
            NoSuchEntry(_) => "no-such-entry",
            NotAFinalist(_) => "not-a-finalist",
            BadWinners => "bad-winners",
            BadShortlist => "bad-shortlist",
            BadMention => "bad-mention",
            BadSecond => "bad-second",
            BadCitation => "bad-citation",
            TooMany(_) => "too-many",
            ReasonNeeded(_) => "reason",
            SealedByTwo(_) => "sealed-by-two",
            NotTheSame(_) => "not-the-same",
            OrganiserDecides(_) => "organiser-decides",
            NoEnvelope(_) => "no-envelope",
            Covered => "covered",
            NotRevealed(_) => "not-revealed",
            AlreadyRevealed(_) => "already-revealed",
            AwaitingCorrection(_) => "awaiting-correction",
            AudienceDecides(_) => "audience-decides",
            Tie(_) => "tie",
            NotTied(_) => "not-tied",
            AlreadyReleased(_) => "already-released",
            BallotOpen(_) => "ballot-open",
            AnotherBallotOpen(_) => "another-ballot-open",
            BallotWaiting(_) => "ballot-waiting",
            BallotClosed(_) => "ballot-closed",
            Counting(_) => "counting",
            NetCounting(_) => "net-counting",
            NetAbsent(_) | NetNobody(_) => "no-net",
            HallOnly(_) => "hall-only",
            NetOnly(_) => "net-only",
            BothCounted(_) => "both-counted",
            ResultShown(_) => "result-shown",
            NetUsed => "net-used",
            BadSeconds => "bad-seconds",
            BadMessage => "bad-message",
            NoReason => "no-reason",
            DoorsOpen => "doors-open",
            NotConfirmed => "not-confirmed-id",
            AlreadyFired(_) => "already-fired",
            Withdrawn(_) => "withdrawn",
            RereadConflict(_) | FinalistsStand | ScoresStand(_) => "reread-conflict",
            TooManyDevices(_) => "too-many-devices",
            NoSuchLanguage(_) => "no-such-language",
            NothingRevealed => "nothing-revealed",
        }
    }

    pub fn class(&self) -> Class {
        use Refusal::*;
        match self {
            NoSuchCue(_) | NoSuchAward(_) | NoSuchBallot(_) => Class::Missing,
            NoSuchEntry(_) | NotAFinalist(_) | BadWinners | BadShortlist | BadMention
            | BadSecond | BadCitation | TooMany(_) | ReasonNeeded(_) | BadSeconds | BadMessage
            | NoReason | NotConfirmed | NotTied(_) | NoSuchLanguage(_) => Class::Invalid,
            _ => Class::Conflict,
        }
    }

    /// The id that the refusal speaks of, if it speaks of one.
    pub fn subject(&self) -> Option<&str> {
        use Refusal::*;
        match self {
            NoSuchCue(id)
            | NoSuchAward(id)
            | NoSuchBallot(id)
            | NoSuchEntry(id)
            | NotAFinalist(id)
            | NoEnvelope(id)
            | NotRevealed(id)
            | AlreadyRevealed(id)
            | AwaitingCorrection(id)
            | AudienceDecides(id)
            | Tie(id)
            | NotTied(id)
            | AlreadyReleased(id)
            | BallotOpen(id)
            | AnotherBallotOpen(id)
            | BallotWaiting(id)
            | BallotClosed(id)
            | Counting(id)
            | NetCounting(id)
            | NetAbsent(id)
            | NetNobody(id)
            | HallOnly(id)
            | NetOnly(id)
            | BothCounted(id)
            | ResultShown(id)
            | TooMany(id)
            | ReasonNeeded(id)
            | SealedByTwo(id)
            | NotTheSame(id)
            | OrganiserDecides(id)
            | ScoresStand(id)
            | TooManyDevices(id)
            | NoSuchLanguage(id)
            | AlreadyFired(id)
            | Withdrawn(id)
            | RereadConflict(id) => Some(id),
            _ => None,
        }
    }
}
