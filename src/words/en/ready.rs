//! "Ready to open?"

use crate::words::ready::{ReadyFinding, ReadySaid, ReadySubject, ReadyWords, told, well};

pub(super) const WORDS: ReadyWords = ReadyWords {
    heading: "Ready to open?",
    open: "Ready to open",
    mend: |count| match count {
        1 => "1 thing to mend first".to_owned(),
        count => format!("{count} things to mend first"),
    },
    look: |count| match count {
        1 => "1 thing to look at".to_owned(),
        count => format!("{count} things to look at"),
    },
    well: "In order",
    lights: ["Mend this first", "Look at this", "In order"],
    there: "Go there",
    subject,
    said,
};

fn subject(of: ReadySubject) -> &'static str {
    match of {
        ReadySubject::Room => "Disk",
        ReadySubject::Copy => "Second copy",
        ReadySubject::Journal => "Journal",
        ReadySubject::Keys => "Keys",
        ReadySubject::Clock => "Clock",
        ReadySubject::Address => "Address",
        ReadySubject::Code => "Size of the code",
        ReadySubject::Outside => "Votes from outside",
        ReadySubject::Screens => "Screens",
        ReadySubject::Sound => "Sound",
        ReadySubject::Media => "Pictures and films",
        ReadySubject::Glyphs => "Characters",
        ReadySubject::Beginning => "Beginning",
        ReadySubject::Rehearsal => "Rehearsal",
        ReadySubject::Envelopes => "Envelopes",
        ReadySubject::Ties => "Ties",
    }
}

const TO_THE_TOP: &str = "Press “Back to the top” under “Tonight”.";

fn said(found: &ReadyFinding) -> ReadySaid {
    use ReadyFinding::*;
    match found {
        RoomEnough => well("There is enough room on the disk."),
        RoomLittle => told(
            "Less than 2 GB are free on the show’s disk.",
            "Remove what is not needed, or move the show to another disk.",
        ),
        RoomGone => told(
            "Less than 200 MB are free on the show’s disk: votes could soon not be stored.",
            "Remove what is not needed, or move the show to another disk.",
        ),
        RoomUnknown => told(
            "How much room the disk has cannot be told here.",
            "See for yourself that 2 GB are free.",
        ),
        CopyNone => told(
            "Everything is kept on one disk alone.",
            "Put in a USB stick and start the server with --mirror and a folder on it.",
        ),
        CopyUnknown => told(
            "Whether there is a second copy is known once the server runs.",
            "Start it with --mirror and a folder on a USB stick.",
        ),
        CopyAway => told(
            "The folder of the second copy is not there.",
            "Put the stick in again: the copy then follows by itself.",
        ),
        CopySameDisk => told(
            "The second copy lies on the show’s own disk, and would be lost with it.",
            "Start the server with --mirror and a folder on a USB stick.",
        ),
        CopyLittle => told(
            "The disk of the second copy is nearly full.",
            "Make room on it, or use another stick.",
        ),
        CopyLags => told(
            "A copy cannot be written: what happens is stored only once.",
            "Look whether the stick is in, has room and may be written.",
        ),
        CopyFollows => well("A second copy follows on another disk."),
        JournalWell => well("What happens is stored, and all of it reads back."),
        JournalNotBegun => well("No evening has begun in this folder yet."),
        JournalStopped => told(
            "What happens now cannot be stored.",
            "Free the disk, and use “Try the disk again” at the top of this page.",
        ),
        JournalMoved => told(
            "The show’s files are not where they were.",
            "Put them back, and use “Try the disk again” at the top of this page.",
        ),
        JournalMended => told(
            "At the start not all files were as they should be; what was stored is all there.",
            "Read what the terminal said of it, and copy the folder to another disk.",
        ),
        JournalDamaged(text) => told(
            format!("The evening’s files cannot be used: {text}"),
            "Do what it says before anything else.",
        ),
        KeysKept => well("The keys are in the folder."),
        KeysNotMade => told(
            "There are no keys and links yet.",
            "Start the server once: it makes them.",
        ),
        KeysGone => told(
            "keys.json is gone from the folder: the next start would be refused.",
            "Put it back from a copy before the server ends.",
        ),
        KeysOthers => told(
            "keys.json is not the one that this evening was begun with.",
            "Put this evening’s own back, from a copy of the folder.",
        ),
        KeysUnreadable => told(
            "keys.json cannot be read: the next start would be refused.",
            "Give the file to the user who serves the show, or put it back from a copy.",
        ),
        KeysOpen => told(
            "Other users of this machine can read keys.json.",
            "Close the file to them, or keep the show on a disk that knows permissions.",
        ),
        ClockRight => well("The clock is right."),
        ClockApart(minutes) => told(
            format!("The show’s clock and this machine’s are {minutes} min apart."),
            "Set the machine’s clock, and start the server again before the doors.",
        ),
        ClockPast { date, today } => told(
            format!("The show’s date is {date}, and this machine says that it is {today}."),
            "Put right whichever is wrong: the machine’s clock, or the date under “Prepare”.",
        ),
        ClockLost { today } => told(
            format!("This machine says that it is {today}."),
            "Set its clock, and start the server again.",
        ),
        AddressServed(url) => well(format!("Phones open {url}.")),
        AddressUnknown => told(
            "What phones will open is known once the server runs.",
            "Start it in the hall’s network.",
        ),
        AddressAlone(url) => told(
            format!("Phones are told {url}, which leads nowhere but to this machine."),
            "Join the hall’s network, and start the server again without --listen 127.0.0.1.",
        ),
        AddressMoved { old, new } => told(
            format!("Phones are told {old}, and this machine is at {new} now."),
            "Give it its old address again, or start the server again before the doors.",
        ),
        AddressElsewhere(url) => told(
            format!("Phones are told {url}, which is no address of this machine."),
            "Scan the code with a phone in the hall, to see that it leads here.",
        ),
        TicketsElsewhere {
            count,
            old,
            new,
            host,
        } => told(
            format!("{count} printed tickets say {old}, and this machine is at {new}."),
            match host {
                Some(host) => format!(
                    "Give this machine the address {host} again and start with --public-url \
                    {old}, or print new tickets."
                ),
                None => format!("Start with --public-url {old}, or print new tickets."),
            },
        ),
        TicketsExpect { count, address } => told(
            format!("{count} printed tickets say {address}."),
            format!("Start the server with --public-url {address}."),
        ),
        TicketsUnknown(count) => told(
            format!("What {count} tickets say was not written down when they were made."),
            "Scan one with a phone in the hall.",
        ),
        CodeReaches(metres) => {
            well(format!("The code on stage is read from {metres} m."))
        }
        CodeTooSmall { reach, depth } => told(
            format!(
                "The code on stage is read from {reach} m at most, and the last row sits at \
                {depth} m."
            ),
            "Make the picture wider or the address shorter, or let the last rows type it.",
        ),
        CodeNotMeasured => told(
            "How far the last row is from the picture, and how wide that is, is not said yet.",
            "Fill both in under “Prepare”, or scan the code from the last row.",
        ),
        OutsideNotPrepared => told(
            "People outside are to vote, and no log was prepared for their votes.",
            "Run palmares net prepare, and start the server with --net.",
        ),
        OutsideAbsent => told(
            "People outside are to vote, and this server has no log outside.",
            "Start it with --net; where you did, its window says what is wrong.",
        ),
        OutsideUnknown => told(
            "Whether the log outside is reached is known once the server runs.",
            "Start it with --net.",
        ),
        OutsideDown => told(
            "There is no line to the log outside.",
            "See that this machine is in the servers’ network, and that they run.",
        ),
        OutsideStale => told(
            "The servers of the log outside take no votes, or have not told how it ends yet.",
            "See that two of the three run and reach each other: palmares net status.",
        ),
        OutsideTrouble => told(
            "The votes from outside cannot be counted.",
            "The server’s window says why, and what mends it.",
        ),
        OutsideOneReader => told(
            "One server’s address was given: nobody else reads the log outside.",
            "Start with all three addresses in --net.",
        ),
        OutsideDiffers(names) => told(
            format!("Holds another log outside than the rest: {names}."),
            "Stop it, move its store away, let it start again, and restart this server.",
        ),
        OutsideRead => well("The log outside is read."),
        ScreensUnknown => told(
            "Nobody knows the screens before the server runs.",
            "Start it, and open the stage on each of them.",
        ),
        ScreensNone => told(
            "No screen counts yet: phones would learn the winner before the hall.",
            "Open the stage on the projector’s computer, and approve it.",
        ),
        ScreensMissing(names) => told(
            format!("Not connected: {names}."),
            "Switch it on, or dismiss it if it is not used tonight.",
        ),
        ScreensEmpty(names) => told(
            format!("Has shown nothing yet: {names}."),
            "Wait until its letters and pictures are loaded, or load its page again.",
        ),
        ScreensShow(1) => well("1 screen counts, and has its letters and pictures."),
        ScreensShow(count) => well(format!(
            "{count} screens count, and have their letters and pictures."
        )),
        SoundBlocked(names) => told(
            format!("No sound yet: {names}. The browser waits for a click."),
            "Move the mouse on that computer, and click where it says.",
        ),
        SoundNone => told(
            "The show has sound, and no screen that counts plays it.",
            "Open the stage without mute on the computer that is wired to the speakers.",
        ),
        SoundHeard(names) => well(format!("The sound comes from: {names}.")),
        MediaFaulty(names) => told(
            format!("Cannot be shown: {names}. The title in type stands in."),
            "“Looks” below says what mends each.",
        ),
        MediaWell => well("Every picture and film can be shown."),
        GlyphsMissing(letters) => told(
            format!("The stage’s fonts lack: {letters}."),
            "Write it in another way, or see on the projector’s computer how it looks.",
        ),
        GlyphsDrawn => well("The stage’s fonts have every character."),
        BegunAnnounced(names) => told(
            format!("Announced already, and on the results page: {names}."),
            TO_THE_TOP,
        ),
        BegunVoted(names) => told(
            format!("A vote was held already, and its votes are in the box: {names}."),
            TO_THE_TOP,
        ),
        BegunMoved => told("The show does not stand on its first cue.", TO_THE_TOP),
        BegunSimulated(phones) => told(
            format!("{phones} simulated phones take part."),
            "Start with palmares serve for a real evening.",
        ),
        BeginningFresh => well("The evening stands at its beginning."),
        RehearsalOn => told("A rehearsal is on stage.", "End it here: the seals and the jury’s work stay."),
        RehearsalShown(names) => told(
            format!("Still showing a rehearsal: {names}."),
            "Load the page of these screens again, or switch them off.",
        ),
        RehearsalOver => well("No rehearsal is on stage."),
        DoorsOpen => well("The doors are open."),
        EnvelopesMissing(names) => told(
            format!("No envelope yet: {names}."),
            "Seal it, or ask the chair to: without one, its winner cannot be announced.",
        ),
        EnvelopesTonight(names) => told(
            format!("Decided on the night, together with the hall: {names}."),
            "See that it is sealed once the votes are counted.",
        ),
        EnvelopesSealed => well("Every award that is decided beforehand has its envelope."),
        TiesWait(names) => told(
            format!("The hall’s vote ended in a tie: {names}."),
            "Rule on it under “Tonight” before its winner is announced.",
        ),
        TiesNone => well("No tie waits for a ruling."),
    }
}
