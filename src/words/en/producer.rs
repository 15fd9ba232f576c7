//! The producer's page, by its parts.

mod ballots;

use crate::words::producer::ProducerWords;
use crate::words::producer::desk::DeskWords;
use crate::words::producer::envelopes::EnvelopesWords;
use crate::words::producer::evening::EveningWords;
use crate::words::producer::journal::JournalWords;
use crate::words::producer::looks::LooksWords;
use crate::words::producer::script::ScriptWords;
use ballots::BALLOTS;

pub(super) const WORDS: ProducerWords = ProducerWords {
    ballots: &BALLOTS,
    desk: &DESK,
    envelopes: &ENVELOPES,
    evening: &EVENING,
    journal: &JOURNAL,
    looks: &LOOKS,
    late: &super::late::WORDS,
    import: &super::import::WORDS,
    order: &super::order::WORDS,
    prepare: &super::prepare::WORDS,
    script: &SCRIPT,
};

const DESK: DeskWords = DeskWords {
    title: "Producer’s desk",
    language: "Language",
    linked: "Connected",
    unlinked: "Connection lost, trying again",
    doors_closed: "Doors closed",
    simulated: |n| format!("Demonstration: simulated phones vote ({n})"),
    live_show: "Show",
    now: "On stage",
    next: "Next",
    at_end: "End of the show",
    blackout: "Blackout",
    card: "Safe card",
    skipped: "Passed over, not revealed",
    wrong_alarm: "Wrong envelope",
    wrong_alarm_more: "The stage is covered, and the MC waits. Say who won, or that it was right.",
    announced: "Announced:",
    mended_alarm: "The correction is sealed",
    mended_alarm_more: "The stage and the public see it once the MC has announced it again.",
    degraded: "The journal cannot be written",
    degraded_more: "The show goes on, but no vote is counted, and sealing, opening a vote and \
        reading the file again are refused. Free some space, then try the disk again.",
    moved: "The show folder is not where it was",
    moved_more: "The folder, or a record file in it, was moved, deleted or replaced, and nothing \
        can be written. The show goes on, but no vote is counted, and sealing, opening a vote and \
        reading the file again are refused. Put the folder back, then try the disk again.",
    mirror: "The copy cannot be written",
    mirror_more: "The show and the vote go on and everything is stored, but only once for now. \
        Check that the USB stick is in and has room: the copy catches up by itself.",
    elsewhere: "Votes from another address are refused",
    elsewhere_more: |origin| {
        format!(
            "Nothing that phones send from {origin} is counted, because it is not the \
        show’s address. If it is the one that your audience uses, end the server and start it \
        again with --public-url {origin}: the show keeps its place and every vote. If you do not \
        know it, you need not do anything."
        )
    },
    resume: "Try the disk again",
    screens: "Stage screens",
    screens_note: "Approved screens make up the MC’s “2/2”, and the public waits until they show a \
        winner in full.",
    no_screens: "No screen yet. Open the stage link on the projector’s computer.",
    screen_new: "New screen",
    screen_pending: "Waiting for approval",
    screen_shown: "Up to date",
    screen_behind: "Behind",
    screen_missing: "Not connected",
    screens_more: |n| format!("and {n} more, waiting for approval"),
    approve: "Approve…",
    approve_title: "Approve the screen",
    approve_go: "Approve",
    approve_name: "Name",
    approve_hint: "For example: main wall",
    dismiss: "Dismiss",
    journal: "The journal",
    links: "Links",
    links_note: "Links with a key are veiled, so that nobody photographs them over your shoulder.",
    link_names: [
        "Stage",
        "Audience",
        "MC",
        "Producer",
        "Winners",
        "Trust the server",
    ],
    show_code: "QR code",
    show_secret: "Show",
    copy: "Copy",
    code_secret: "This link is the key: let only its owner scan it.",
    revoke: "Revoke the key",
    revoke_sure: [
        "The MC’s link and every device that is in stop working at once; the stage stays as it is. \
            The new link and its code appear here: hand them to the MC.",
        "The producer’s link stops working at once, and every other browser at this desk is out; \
            this one stays in. The new link and its code appear here.",
        "The chair’s link stops working at once, and so does every browser that is in. Scores stay. \
            The new link and its code appear here: hand them to the chair.",
        "This juror’s link and every device that is in stop working at once; the scores stay. The \
            new link and its code appear here: hand them to the juror.",
        "The crew’s link and every device that is in stop at once. The new link appears here.",
    ],
    revoke_done: "The old key is dead. This is the new link.",
    plain_http: "This connection is not encrypted (HTTP): use it only on a network that you trust. \
        A tablet stays awake only over HTTPS: start the server with --tls-local, which needs no \
        internet.",
    https: "This connection is encrypted (HTTPS).",
    https_unused: "This page came unencrypted (HTTP), though the server speaks HTTPS: let each \
        device that runs the show trust the server once, then use the links above.",
    fingerprint: "Fingerprint of the show’s own authority (SHA-256), to compare before installing:",
    close: "Close",
    cancel: "Cancel",
};

const ENVELOPES: EnvelopesWords = EnvelopesWords {
    heading: "Envelopes",
    note: "Winners are veiled on this page. Press and hold to look; every look is recorded.",
    sealed: "Sealed",
    empty: "Not sealed",
    by_ballot: "The audience decides",
    tie: "Tied for first: the chair decides",
    ruled: "Tie ruled on",
    revealed: "Revealed",
    waiting: "Revealed, waiting for the wall",
    wrong: "Wrong envelope, waiting for you",
    mended: "Corrected, to be announced again",
    corrected: "Corrected",
    held_back: "Not released",
    hold_rule: "Public once you release it",
    look: "Hold to look",
    seal: "Seal…",
    reseal: "Seal again…",
    rule: "Rule…",
    correct: "Correct…",
    release: "Release",
    release_sure: "Phones, the public page and the public API will show this award’s winner at \
        once.",
    who: "Winner (more than one may share it)",
    who_of_jury: |most| format!("Winner (at most {most}; more only where they share it)"),
    seal_title: "Seal the envelope",
    rule_title: "Rule on the tie",
    tied: "Tied for first (more than one may share it; this look was recorded)",
    seal_go: "Seal",
    seal_again: "Yes, seal it",
    seal_check: "To be sealed: ",
    correct_title: "Correct the result",
    correct_note: "If this award is on stage, the safe card covers it first. The public learns the \
        right result once the MC has announced it again.",
    correct_go: "Correct",
    correct_again: "Yes, correct it",
    correct_check: "The right winner: ",
    reason: "Reason, for the record",
    reason_hint: "For example: the envelopes were swapped",
    stands: "It was right after all",
    stands_sure: "The announced result stands, and the public sees it again.",
    honours: "Mention, second choice, citation",
    mention: "Special mention",
    mention_unseen: "The running order gives this award no step for a special mention: it stands \
        among the results, and is not shown on stage. Prepare has one (“A moment for special \
        mentions”).",
    second: "Second choice, should a winner withdraw",
    citation: "Citation",
    by_two: "The chair and you seal this together: each enters it alone.",
    chair_waits: "The chair has entered a decision. Enter yours.",
    producer_waits: "You have entered a decision. Waiting for the chair.",
    unequal: "Not the same. Speak to the chair, then change yours, or the chair theirs.",
    anew: "Not the same twice: both begin anew.",
    chair_void: "The chair’s key was revoked: what the chair had entered is void.",
    producer_void: "The producer’s key was revoked: what was entered with it is void.",
};

const EVENING: EveningWords = EveningWords {
    heading: "The evening",
    doors: "Doors",
    doors_open_state: "The doors are open. This is the show.",
    doors_closed_state: "The doors are closed. All this is a run-through.",
    doors_open: "Declare the doors open",
    doors_open_sure: "After this there is no “back to the top”: everything that happens is kept. \
        You can take it back until the first award is revealed.",
    doors_close: "Close the doors again",
    doors_close_sure: "Back before the show: “back to the top” is available again.",
    rewind: "Back to the top",
    rewind_note: "Archives the journal so far and starts a clean evening. Keys and links stay.",
    rewind_locked: "The doors are open: there is no way back to the top.",
    rewind_type: |id| format!("Type the show’s id, {id}, to confirm"),
    rewind_go: "Archive and start over",
    reread: "Read the show file again",
    reread_note: "After editing show.toml. The stage stays on its cue.",
    reread_done: "The show file is sound and in use.",
    export: "Downloads",
    as_run: ["As run", "When each cue was planned, and when it was on stage."],
    as_run_columns: ["Cue", "Planned", "Actual", "Late"],
    as_run_page: "To print",
    export_note: "Exports hold everything, unrevealed winners included. Keep them close.",
    facts: "The show",
    entries: |n| format!("Finalists: {n}"),
    awards: |n| format!("Awards: {n}"),
    cues: |n| format!("Cues: {n}"),
    planned: |n| format!("Planned: {n} min"),
    id: "Show id",
};

const JOURNAL: JournalWords = JournalWords {
    by: [
        "show file",
        "MC",
        "producer",
        "stage",
        "server",
        "juror",
        "chair",
    ],
    loaded: "Show loaded",
    reread: "Show file read again",
    moves: ["GO", "Back to", "Jump to"],
    blackout: ["Blackout over", "Blackout"],
    card: ["Safe card off", "Safe card on"],
    message: ["Message away", "Message on stage"],
    sealed: "Envelope sealed",
    opened: "Envelope looked into",
    revealed: "Winner revealed",
    on_wall: "Complete on the wall",
    released: "Released to the public",
    wrong: "Wrong envelope",
    stands: "Right after all",
    corrected: "Corrected",
    ballot_opened: "Vote open",
    ballot_extended: "Vote extended",
    ballot_closing: "Vote over, counting",
    ballot_closed: "Vote counted",
    net_counted: "Votes from outside counted",
    hall_announced: "Hall’s count announced alone",
    ballot_reopened: "Vote open again",
    until: "until",
    voter_excluded: "A vote excluded",
    crowd_simulated: "A simulated crowd takes part",
    tally_opened: "Tally looked at",
    screen_approved: "Screen approved",
    screen_dismissed: "Screen dismissed",
    key_revoked: "Key revoked, a new one made",
    halves: [
        "Half of a decision entered",
        "The two are not the same",
        "A half is void: its key was revoked",
    ],
    keys_noted: "Keys of this evening noted",
    keys_replaced: "Went on with other keys: those who had voted can vote again",
    jury: [
        "Score sheet submitted",
        "Score sheet taken back",
        "Recused from a work",
        "Score sheet given back",
        "Absent",
        "There again",
        "Conflict of interest confirmed",
        "Conflict of interest waved through",
        "Score sheet entered from paper",
        "Score sheet moved to another juror",
        "Score sheet taken out",
        "Judging closed",
        "The final began with fresh sheets; the first round’s scores stay in the export",
    ],
    device: [
        "Juror's browser ended",
        "Juror's page opened in a new browser",
    ],
    rule_fixed: "First score: the announced rule is fixed",
    rule_changed: "The announced rule was changed after the first score",
    matrix_opened: "Scores of all jurors looked at before the last sheet was in",
    matrix_read: "Scores of all jurors looked at",
    final_begun: "The chair has confirmed the finalists: the final begins with fresh sheets",
    rules_compared: "Other rules looked at",
    doors_opened: "Doors open",
    doors_closed: "Doors closed again",
};

const LOOKS: LooksWords = LooksWords {
    identify: "Identify",
    identified: "Its name is on it now",
    dark: "The stage is dark. Bring the picture back first.",
    gone: "This screen is not connected.",
    launcher: "Launcher for the projector’s computer",
    launcher_note: "Save it there and open it at start-up: it shows the show’s card until the \
        server answers, then goes to the stage. No browser error is ever seen.",
    launcher_name: "Name of the screen",
    launcher_get: "Download the launcher",
    launcher_trust: "Crew: this computer does not trust the server’s certificate yet. Open this \
        address here by hand once, and choose to trust it.",
    test: "Test pattern",
    overlay: "Overlay for the stream",
    looks: "Looks",
    fine: "Pictures, films, fonts and colours are all well.",
    undrawn: "The stage’s fonts lack these characters:",
    faint: |colour, ratio, least| {
        format!(
            "{colour} stands out from its ground by only {ratio:.1} to 1; {least} to 1 is the \
                least that the back rows can read."
        )
    },
};

const SCRIPT: ScriptWords = ScriptWords {
    busy: "Working",
    done: "Done",
    copied: "Copied",
    uncopied: "Could not copy: select it by hand",
    unreached: "The server did not answer. Check what the page says before trying again.",
    intercepted: "The answer came from the network (a sign-in page or a filter), not from the \
        server, so it is not known whether this was done. Check what the page says, and sign in to \
        the Wi-Fi or use another network before trying again.",
    late: "This arrived too late and was not done. Check what the page says, and try again if it \
        is still wanted.",
    locked: "This page’s key is not valid any more, so nothing was done. Open the producer’s link \
        again.",
    elsewhere: "The server does not take this page’s address for its own, so nothing was done. \
        Open the producer’s link again; if it stays so, check --public-url.",
    cut_off: "The server cannot be reached, so nothing can be sent now. What you chose stays here; \
        go on once the link is back.",
    voted_anew: "The ballot was opened again, so the tie is void and there is nothing to rule on \
        now. If it ends in a tie again, close this and press “Rule…” anew.",
    counted_anew: "People voted again and the ballot was counted anew: others may be tied now. \
        Close this and press “Rule…” to see the new count.",
    announced: "This award has been announced, or is not yours to decide any more, so this \
        decision was not sent. If the announcement was wrong, close this and use “Correct…”.",
    choose: "Choose a winner first.",
    reason: "Give a reason.",
    keep_holding: "Keep holding",
    hold_on: "Hold the button until its ring is full.",
    once_more: "Press once more within three seconds to confirm.",
    let_go: "Let go to hide it",
    no_winner: "No award",
    vote: "vote",
    votes: "votes",
};
