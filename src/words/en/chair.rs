//! The chair's page.

use crate::show::text::counted;
use crate::words::chair::{
    ChairSpoken, ChairWords, ClosingWords, ConflictsWords, DecideWords, MatrixWords, PaperWords,
    RecordWords, RoundWords, SheetsWords,
};

pub(super) const WORDS: ChairWords = ChairWords {
    title: "Chair of the jury",
    linked: "Connected",
    unlinked: "Connection lost, trying again",
    language: "Language",
    cancel: "Cancel",
    shut: "Close",
    reason: "Reason",
    sheets: SHEETS,
    conflicts: CONFLICTS,
    closing: CLOSING,
    matrix: MATRIX,
    round: ROUND,
    decide: DECIDE,
    paper: PAPER,
    prints: ["Print score sheets", "Print the record"],
    record: RECORD,
    spoken: SPOKEN,
};

const SHEETS: SheetsWords = SheetsWords {
    heading: "Score sheets",
    scored: |done, of| format!("{done} of {of} works"),
    missing: |n| format!("{} missing", counted(n, "score")),
    states: ["not submitted", "submitted", "absent"],
    on_paper: |by| format!("entered from paper, read back by {by}"),
    seen: "last seen",
    never_seen: "not seen yet",
    here: "here now",
    waiting: |n, device| format!("{} waiting on {device}", counted(n, "score")),
    a_device: "a device",
    end_sure: "The sheet can no longer be opened there. Scores that still wait on that device are \
        sent once its juror opens their link on it again.",
    absent: "Mark absent",
    absent_sure: "This juror’s sheet will not count. You can mark them present again.",
    present: "Mark present",
    reopen: "Reopen",
    reopen_more: "The juror can change the sheet again. Everybody on the jury sees the reason.",
    move_it: "Move the sheet",
    move_more: "For a sheet that was filled in under the wrong name: all of its scores go to the \
        other juror, who must have none.",
    move_to: "To",
    void: "Void the sheet",
    void_more: "None of its scores count any more. They stay on record.",
    coverage: |sheets, needed| {
        format!("{} of at least {needed}", counted(sheets, "sheet"))
    },
    per_work: "Sheets per work",
    more: "More",
};

const CONFLICTS: ConflictsWords = ConflictsWords {
    heading: "Conflicts of interest",
    more: "Proposed where a juror and a work come from the same organisation. You decide, and it \
        goes on record. A work in conflict is hidden from that juror and loses nothing by it.",
    none: "None is proposed or declared.",
    same: "same organisation",
    declared: "declared by the juror",
    in_file: "in the show file",
    confirm: "Confirm",
    confirm_sure: "The work is hidden from this juror, and scores that the juror gave it do not \
        count. It goes on record, and you can still say that there is no conflict.",
    wave: "No conflict",
    wave_sure: "This juror sees the work and judges it. It goes on record, and you can still \
        confirm a conflict.",
    confirmed: "conflict: does not judge",
    waved: "no conflict",
};

const CLOSING: ClosingWords = ClosingWords {
    heading: "Closing",
    open: "Scoring is open",
    open_more: "Jurors can submit, take back and change their sheets.",
    closed: "The scoring is closed",
    closed_more: "Only you can reopen a sheet now, with a reason that everybody sees.",
    button: "Close the scoring…",
    title: "Close the scoring?",
    all_in: "Every sheet is submitted.",
    counts: "Complete but not submitted; these sheets count:",
    left_out: "A criterion is missing; these works do not count for this juror:",
    left_line: |juror, works| format!("{juror}: {works}"),
    empty: |juror| format!("{juror}: no complete work; nothing of this sheet counts"),
    go: "Close it now",
};

const ROUND: RoundWords = RoundWords {
    heading: "The cut",
    says: |keep, ticked, tied| {
        let begins = match tied {
            0 if ticked == keep => format!("The first {keep} of the ranking are ticked."),
            0 => format!("{ticked} of {keep} are ticked: no other work has enough sheets."),
            tied => format!(
                "{ticked} of {keep} are ticked. The line goes through {tied} works that are equal: \
                 choose {} of them.",
                keep.saturating_sub(ticked)
            ),
        };
        format!(
            "{begins} What you tick comes into the final; the other works are never on stage."
        )
    },
    at_line: "tied at the line",
    confirm: "Make these the finalists…",
    sure: "The ticked works become the finalists. This is written into the show file.",
};

const MATRIX: MatrixWords = MatrixWords {
    heading: "Scores and ranking",
    early: "Look at the scores now",
    early_more: "Not every sheet is in yet. A look before that goes on record.",
    ready_more: "Every sheet is in. A look at the scores goes on record.",
    own_first: "You vote too: the scores are shown once your own sheet is complete and submitted.",
    no_sheet: "No sheet has been filled in. You can decide all the same.",
    work: "Work",
    sheets: "Sheets",
    recused: "recused",
    gap: "not scored",
    rules: [
        "mean",
        "mean without the highest and lowest",
        "ranks",
        "centred on each juror’s mean",
    ],
    ranking: "Ranking by the announced rule:",
    on_one: |criterion| format!("on “{criterion}” alone"),
    place: |place| format!("{place}."),
    unranked: "too few sheets",
    tied: "A tie: the chair decides",
    compare: "What do the other rules say?",
    compare_more: "This look goes on record. The announced rule stays the one that counts.",
    agree: "The other rules agree.",
    differ: |awards| format!("The other rules differ in {}.", counted(awards, "award")),
    instead: |award, rule, work| format!("{award}, by {rule}: {work}"),
    plain: "Fewer than four sheets: the plain mean.",
};

const DECIDE: DecideWords = DecideWords {
    heading: "Decisions",
    more: "You can decide with sheets, or without any. Nobody reads a sealed decision before it is \
        revealed on stage, unless the look goes on record.",
    none: "No award of this show is the jury’s.",
    states: [
        "not decided",
        "sealed",
        "waiting for the producer",
        "the producer has decided and waits for you",
    ],
    not_the_same: "Not the same as the producer’s: please talk to each other and enter it again",
    anew: "Not the same twice: both begin anew",
    wrong: [
        "The announcement was wrong: please decide again, and say why",
        "corrected; the MC announces it again",
    ],
    voided: "A key was revoked, and what was entered with it counts no more: please enter it again",
    lacks: [
        "One of the winners has withdrawn; the others stay",
        "The winner has withdrawn, and there is no second choice: please decide again",
    ],
    prizes: "Who holds a prize already? (goes on record)",
    revealed: "revealed",
    button: "Decide…",
    again: "Decide again…",
    winners: "Winner",
    most: |most| format!("at most {most}"),
    no_award: "No award",
    holds: |prizes| format!("holds {} already", counted(prizes, "prize")),
    mention: "Special mention",
    mention_unseen: "The running order gives this award no step for a special mention: it stands \
        among the results, and is not shown on stage. The producer can add one (“A moment for \
        special mentions”).",
    second: "Second choice",
    second_more: "Should the winner withdraw.",
    no_second: "None",
    citation: |language| format!("Citation, {language}"),
    reason: "Why it differs from the ranking",
    reason_more: "Only needed where it does. It stays on record.",
    check: "Check",
    read_back: "Please read it once more:",
    go: "Seal it",
    back: "Change it",
};

const PAPER: PaperWords = PaperWords {
    button: "Enter from paper",
    title: "Enter a paper sheet",
    more: "One person types, a second one reads the numbers back from the paper.",
    read_back: "Read back by",
    read_back_hint: "Name of the second person",
    look_sure: "This juror has given scores on a device. They are shown beside the paper; that \
        is a look at scores, and it goes on record.",
    both: "This juror has scores already, and they stay as they are. Both stand side by side here; \
        nothing is overwritten. If the paper is right, void the sheet first.",
    on_tablet: "on the tablet",
    on_paper: "on paper",
    go: "Save the paper sheet",
};

const RECORD: RecordWords = RecordWords {
    title: "Record of the jury",
    work: "Work",
    jurors: "The jury",
    rule: "How it was decided",
    sheets: "Score sheets",
    first_round: "First round: score sheets",
    juror: |n| format!("Juror {n}"),
    acts: "What happened",
    decisions: "Decisions",
    winner: "Winner",
    no_award: "No award",
    not_decided: "not decided",
    signatures: "Signatures",
    confidential: "Confidential until the awards are announced",
    printed: "Printed",
    position: |n| format!("score record no. {n}"),
    not_closed: "The scoring is not closed yet: this record is not final.",
};

const SPOKEN: ChairSpoken = ChairSpoken {
    busy: "One moment…",
    done: "Done",
    cut_off: "There is no connection at the moment. Please try again when it is back.",
    unreached: "The server did not answer. Look at what the page shows before you try again.",
    intercepted: "Something else than our server answered: check the network.",
    late: "It arrived too late and was not done. Please try again.",
    locked: "This link opens nothing any more. Please ask the organiser for a new one.",
    elsewhere: "This address is not the show’s own, so nothing is taken from here. Open your link \
        again.",
    sealed: "Sealed",
    waiting: "Saved. It is sealed as soon as the producer has entered the same.",
    choose: "Choose a winner, or “No award”.",
    too_many: "More than 0 chosen. That is only accepted where all of them are tied for the last \
        place.",
    picked: "These works become the finalists (0):",
    keeps: "The show file asks for 0.",
    no_scores: "There is no number on this sheet yet.",
};
