//! What a refusal says.

use crate::show::file::edit::EditError;
use crate::show::refusal::Refusal;
use crate::words::refusal::{FileRefusalWords, RefusalWords, SheetRefusalWords};

pub(super) const WORDS: RefusalWords = RefusalWords {
    why,
    not_stored: "The server cannot write to its disk, so this was not done. Free some space, then \
        press “Try the disk again”.",
    still_not_stored: "The disk still cannot be written. Nothing has changed, and the show goes \
        on. Free some space or check the disk, then press “Try the disk again”.",
    busy: "The server is busy or ending. Try again in a moment.",
    sheet: SHEET,
    file: FILE,
};

const FILE: FileRefusalWords = FileRefusalWords {
    stale: "Somebody else has changed the same thing meanwhile. Nothing of yours was written: look \
        at what it says now, and decide again.",
    saved_elsewhere: "The show file was saved elsewhere meanwhile. Nothing of yours was written: \
        load it again, and repeat the change.",
    by_hand: "The show file was changed by hand meanwhile. To undo further would lose that change, \
        so nothing was undone.",
    nothing_to_undo: "There is nothing to undo.",
    nothing_to_redo: "There is nothing to redo.",
    wrong_cells: |cells| match cells {
        1 => "Nothing was imported: one cell to mend first.".to_owned(),
        cells => format!("Nothing was imported: {cells} cells to mend first."),
    },
    bad_show: |errors| match errors {
        1 => "The show cannot be given like this: one thing is wrong. Nothing was changed.".into(),
        _ => format!(
            "The show cannot be given like this: {errors} things are wrong. Nothing was changed."
        ),
    },
    edit: |why| match why {
        EditError::Unclear => "It is not clear what is to change.".into(),
        EditError::Illegible => "The show file has a mistake that has to be mended by hand.".into(),
        EditError::NoRow { .. } => "This is not in the show file, or no longer.".into(),
        EditError::NoTable { .. } => "There is a plain value where more would stand below.".into(),
        EditError::Form { .. } => "This is written in a form that only a person can change.".into(),
        EditError::Winner => {
            "Winners and citations are sealed in envelopes, and not written into the file.".into()
        }
    },
    edit_mend: "Nothing was changed. Load the show file again, or change it in a text editor.",
    not_written: "The show file cannot be written. Nothing was changed: free some space, or check \
        the disk, and try again.",
    veiled: "Something here needs a look, and it may tell who wins.",
    veiled_mend: "Where nobody else reads the screen, run: palmares check",
};

const SHEET: SheetRefusalWords = SheetRefusalWords {
    signed: "You have submitted this sheet. Take it back first, then change it.",
    recused: "This juror does not judge this work.",
    closed: "The judging is closed. Only the chair can give a sheet back, with a reason.",
    has_marks: "This juror has given scores already. Nothing was overwritten.",
    no_marks: "This sheet is empty: there is nothing to move.",
    incomplete: "Some works have no score yet. Score them, or submit without them.",
    looked: "You have seen the others' scores, so your own sheet stays as it is. You can reopen it on \
        the chair's page, with a reason that everybody reads.",
    own_first: "Score every work on your own sheet and submit it first. Then you see the others'.",
    not_kept: "We do not know whether this was saved. Send it again: it counts once.",
    no_such_juror: "No juror has this id.",
    no_such_work: "No work of the final has this id.",
    no_such_criterion: "No criterion has this id.",
    no_such_device: "No browser of this juror has this id.",
    off_scale: |scale| format!("A score is a whole number from 0 to {scale}."),
    no_reason: "Say why: the others will read it.",
    not_read_back: "Say who has read it back.",
    twice: "A work and a criterion stand on this sheet twice.",
    too_long: |most| format!("This text is too long: at most {most} characters."),
    same_juror: "Name two different jurors.",
};

fn why(refusal: &Refusal, name: &str) -> String {
    use Refusal::*;
    let plain = match refusal {
        Stale => {
            "The stage has moved since you last saw it: another panel was faster. Look at what is \
                on now, and press again if you still want to."
        }
        TooSoon => {
            "That was a second GO within half a second, so it did not count. Press again if you \
                meant it."
        }
        End => {
            "This is the last cue: nothing comes after it. To go elsewhere, choose a line of the \
                rundown."
        }
        Start => "There is nothing to go back to before this cue.",
        NoSuchCue(_) => {
            return format!(
                "The rundown has no cue “{name}”; it may have been edited. Choose one from the \
                    rundown as it is now."
            );
        }
        NoSuchAward(_) => {
            return format!(
                "This show has no award “{name}”. Use the id of an [[award]] in show.toml."
            );
        }
        NoSuchBallot(_) => {
            return format!(
                "This show has no ballot “{name}”. Use the id of a [[ballot]] in show.toml."
            );
        }
        NoSuchEntry(_) => {
            return format!(
                "This show has no entry “{name}”. Use the id of an [[entry]] in show.toml."
            );
        }
        NotAFinalist(_) => {
            return format!("“{name}” is not in the final, so it cannot win. Name a finalist.");
        }
        BadWinners => "Name at least one winner, and each of them only once.",
        BadShortlist => "Name at least one finalist, and each of them only once.",
        BadMention => "Name each work with a special mention once, and none that wins.",
        BadSecond => "The second choice wins already, or there is no award for it. Name another work, or \
                none.",
        BadMessage => "A message has at most 200 characters in a language, on one line each.",
        BadCitation => {
            "A citation praises a winner: at most 1,000 characters in each language, and no \
                control characters. Where there is no award, leave it out."
        }
        TooMany(_) => {
            return format!(
                "“{name}” is not meant for so many winners. Name fewer, or write `most` under the award in show.toml."
            );
        }
        ReasonNeeded(_) => {
            return format!(
                "This decision on “{name}” differs from the ranking, or corrects what was announced. Say why, for the record."
            );
        }
        SealedByTwo(_) => {
            return format!(
                "“{name}” is sealed by the chair of the jury and the producer, each alone, once both have entered the same."
            );
        }
        NotTheSame(_) => {
            return format!(
                "“{name}”: the two have not entered the same, so nothing is sealed. Speak to each other, and enter it again."
            );
        }
        OrganiserDecides(_) => {
            return format!(
                "“{name}” is the organiser’s to decide, not the jury’s."
            );
        }
        NoEnvelope(_) => {
            return format!(
                "No envelope is sealed for “{name}”. The producer has to seal one before it can be \
                    revealed."
            );
        }
        Covered => {
            "A winner is never revealed under the blackout, the card or a message. Lift it first, \
                then press GO."
        }
        NotRevealed(_) => {
            return format!("“{name}” has not been revealed. Fire its winner cue first.");
        }
        AlreadyRevealed(_) => {
            return format!(
                "“{name}” has been revealed. Only the producer can change it, by a correction with \
                    a reason."
            );
        }
        AwaitingCorrection(_) => {
            return format!(
                "The envelope for “{name}” was called wrong. The producer has to correct it, or \
                    someone has to say that it was right, before it can go on."
            );
        }
        AudienceDecides(_) => {
            return format!(
                "The audience decides “{name}”. A ruling is possible only where ties are the \
                    chair’s, once the ballot is closed and counted as a tie."
            );
        }
        Tie(_) => {
            return format!(
                "The count for “{name}” is a tie for first. The producer has to seal the chair’s \
                    ruling before it can be revealed."
            );
        }
        NotTied(_) => {
            return format!(
                "“{name}” is not among those tied for first. Name one of the tied entries."
            );
        }
        AlreadyReleased(_) => {
            return format!("“{name}” is public already: there is nothing left to release.");
        }
        BallotOpen(_) => {
            return format!(
                "The ballot “{name}” is still open. Close it, or wait until its time is up."
            );
        }
        AnotherBallotOpen(_) => {
            return format!(
                "The ballot “{name}” is open, and only one can be open at a time. Close it first."
            );
        }
        BallotWaiting(_) => {
            return format!("The ballot “{name}” has not been opened yet. Open it first.");
        }
        BallotClosed(_) => {
            return format!(
                "The ballot “{name}” is closed. Reopen it if people are to vote again."
            );
        }
        Counting(_) => {
            return format!("The ballot “{name}” is being counted. It takes a moment: try again.");
        }
        NetCounting(_) => {
            return format!(
                "The votes from home for “{name}” are still being counted. To say meanwhile: “Votes \
                    are still coming in from home; the result follows shortly.” The producer can \
                    announce the hall’s count alone."
            );
        }
        NetAbsent(_) => {
            return format!(
                "This server has no log outside, so no votes from home come in for “{name}”. The \
                    producer can announce the hall’s count alone. To say meanwhile: “One moment, \
                    please: the result follows shortly.”"
            );
        }
        NetNobody(_) => {
            return format!(
                "Only people at home vote in “{name}”, and this server has no log outside: nobody \
                    can vote, and nothing is counted. Go on to a later cue, or have the server \
                    started again with --net."
            );
        }
        HallOnly(_) => {
            return format!("Only the hall votes in “{name}”: there is nothing else to wait for.");
        }
        NetOnly(_) => {
            return format!(
                "Only people at home vote in “{name}”: the hall alone has no result. Wait for the \
                    count from outside."
            );
        }
        BothCounted(_) => {
            return format!("The votes from home are in the result of “{name}” already.");
        }
        ResultShown(_) => {
            return format!(
                "The result of “{name}” has been on stage, and voting again would not be fair: it \
                    stays closed."
            );
        }
        NetUsed => {
            "The log outside holds votes of this run-through. Stop the server, run palmares net \
                prepare with --new-evening, start again, and then go back to the top."
        }
        BadSeconds => {
            "A ballot’s time is 1 to 86,400 seconds (one day). Give a number within that."
        }
        NoReason => "A correction needs a reason, of at most 500 characters: it goes on record.",
        DoorsOpen => {
            "The doors are open: this is the show. It cannot go back to the top, nor be rehearsed. \
                As long as nothing has been revealed, the producer can close the doors again."
        }
        NotConfirmed => {
            "That is not the show’s id. Type it exactly as it stands under [show] in show.toml."
        }
        Withdrawn(_) => return format!("“{name}” has withdrawn, and is not shown any more."),
        AlreadyFired(_) => {
            return format!(
                "“{name}” has been on stage already. What has been is kept as it was: it cannot \
                    be moved, skipped or removed."
            );
        }
        RereadConflict(_) => {
            return format!(
                "The edited file changes “{name}”, which this evening has used already. Put it \
                    back as it was, then read the file again."
            );
        }
        FinalistsStand => {
            "A decision of the jury is sealed: until it has been revealed no finalist leaves the \
                show file, whoever it is. Put all of them back, then read the file again."
        }
        ScoresStand(_) => {
            return format!(
                "The jury has begun to score, and the edited file drops or changes “{name}”, which \
                    scores hang on. Put it back as it was, then read the file again."
            );
        }
        TooManyDevices(_) => {
            return format!(
                "{name} has this page open in 12 browsers already. End one of them there, or on \
                    the chair’s page, and open the link again."
            );
        }
        NoSuchLanguage(_) => {
            return format!(
                "The show has no language “{name}”. Write the text in the languages of show.toml, \
                    or as one text for all."
            );
        }
        NothingRevealed => "Nothing has been revealed yet, so no envelope can have been wrong.",
    };
    plain.to_owned()
}
