//! The words of "Ready to open?": what was found of each thing that a show needs, and what to do
//! about it.

/// What a show needs before its doors open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadySubject {
    Room,
    Copy,
    Journal,
    Keys,
    Clock,
    Address,
    Code,
    Outside,
    Screens,
    Sound,
    Media,
    Glyphs,
    Beginning,
    Rehearsal,
    Envelopes,
    Ties,
}

impl ReadySubject {
    /// What programs call it.
    pub fn as_str(self) -> &'static str {
        match self {
            ReadySubject::Room => "room",
            ReadySubject::Copy => "copy",
            ReadySubject::Journal => "journal",
            ReadySubject::Keys => "keys",
            ReadySubject::Clock => "clock",
            ReadySubject::Address => "address",
            ReadySubject::Code => "code",
            ReadySubject::Outside => "outside",
            ReadySubject::Screens => "screens",
            ReadySubject::Sound => "sound",
            ReadySubject::Media => "media",
            ReadySubject::Glyphs => "glyphs",
            ReadySubject::Beginning => "beginning",
            ReadySubject::Rehearsal => "rehearsal",
            ReadySubject::Envelopes => "envelopes",
            ReadySubject::Ties => "ties",
        }
    }
}

/// What was found. Texts are for people as they stand: names in their language, addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadyFinding {
    RoomEnough,
    RoomLittle,
    RoomGone,
    RoomUnknown,
    /// No second copy was asked for.
    CopyNone,
    /// Whether one is asked for is known once the server runs.
    CopyUnknown,
    /// Its folder is not there.
    CopyAway,
    /// It lies on the same disk.
    CopySameDisk,
    CopyLittle,
    CopyLags,
    CopyFollows,
    JournalWell,
    JournalNotBegun,
    JournalStopped,
    JournalMoved,
    /// Something was mended when the files were opened.
    JournalMended,
    /// The damage, in a sentence.
    JournalDamaged(String),
    KeysKept,
    KeysNotMade,
    KeysGone,
    KeysOthers,
    KeysUnreadable,
    /// Other users of the machine can read them.
    KeysOpen,
    ClockRight,
    /// So many minutes between the show's clock and the machine's.
    ClockApart(i64),
    ClockPast {
        date: String,
        today: String,
    },
    ClockLost {
        today: String,
    },
    AddressServed(String),
    /// Known once the server runs.
    AddressUnknown,
    /// No phone reaches it.
    AddressAlone(String),
    AddressMoved {
        old: String,
        new: String,
    },
    /// It was given, and is none of this machine's.
    AddressElsewhere(String),
    /// Printed tickets lead nowhere. `host`: the address of a machine that this one would need.
    TicketsElsewhere {
        count: u64,
        old: String,
        new: String,
        host: Option<String>,
    },
    /// What the server has to be started with for them.
    TicketsExpect {
        count: u64,
        address: String,
    },
    /// An earlier version did not write down what they say.
    TicketsUnknown(u64),
    /// From how far the code is read, in metres.
    CodeReaches(u32),
    CodeTooSmall {
        reach: u32,
        depth: u32,
    },
    CodeNotMeasured,
    /// There is no log for the votes from outside.
    OutsideNotPrepared,
    /// This server does not read it.
    OutsideAbsent,
    /// Known once the server runs.
    OutsideUnknown,
    /// There is no line to its servers.
    OutsideDown,
    /// There is a line, and nobody answers who could take votes.
    OutsideStale,
    /// Nothing of it is counted until somebody mends it.
    OutsideTrouble,
    OutsideOneReader,
    /// Servers that hold another log than the rest, by name.
    OutsideDiffers(String),
    OutsideRead,
    /// Known once the server runs.
    ScreensUnknown,
    ScreensNone,
    ScreensMissing(String),
    ScreensEmpty(String),
    ScreensShow(usize),
    SoundBlocked(String),
    SoundNone,
    SoundHeard(String),
    MediaFaulty(String),
    MediaWell,
    GlyphsMissing(String),
    GlyphsDrawn,
    /// These awards are announced already.
    BegunAnnounced(String),
    /// For these awards a ballot was held already.
    BegunVoted(String),
    BegunMoved,
    BegunSimulated(u32),
    BeginningFresh,
    /// What is on stage is none of the evening.
    RehearsalOn,
    /// These screens have not followed its end.
    RehearsalShown(String),
    RehearsalOver,
    DoorsOpen,
    EnvelopesMissing(String),
    /// Decided on the night, because the hall takes part in it.
    EnvelopesTonight(String),
    EnvelopesSealed,
    TiesWait(String),
    TiesNone,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadySaid {
    pub says: String,
    /// What to do, in one sentence; empty where nothing has to be done.
    pub mend: String,
}

/// Nothing has to be done.
pub fn well(says: impl Into<String>) -> ReadySaid {
    told(says, "")
}

/// How it stands, and what to do about it.
pub fn told(says: impl Into<String>, mend: impl Into<String>) -> ReadySaid {
    ReadySaid {
        says: says.into(),
        mend: mend.into(),
    }
}

/// The words of this part.
pub struct ReadyWords {
    pub heading: &'static str,
    /// The one answer, where nothing is red.
    pub open: &'static str,
    /// The one answer: so many are red.
    pub mend: fn(usize) -> String,
    /// So many are amber.
    pub look: fn(usize) -> String,
    /// Before the names of what is green.
    pub well: &'static str,
    /// Red, amber, green.
    pub lights: [&'static str; 3],
    /// The link to the place where it is mended.
    pub there: &'static str,
    /// What each subject is called.
    pub subject: fn(ReadySubject) -> &'static str,
    pub said: fn(&ReadyFinding) -> ReadySaid,
}
