//! The MC's panel.

use crate::words::mc::{
    BannerWords, GaugeWords, McWords, OpenBallotWords, SheetWords, SpokenWords,
};

pub(super) const WORDS: McWords = McWords {
    title: "MC’s panel",
    now: "Now",
    next: "Next",
    script: "Script",
    no_script: "No script here.",
    say: "Say",
    rundown: "Rundown",
    menu: "Menu",
    close: "Close",
    back: "Back",
    blackout: "Blackout",
    card: "Card",
    wrong: "Wrong envelope",
    controls: "GO and the stage",
    hold: "Hold",
    veiled: "The winner is veiled until the reveal.",
    no_envelope: "No envelope is sealed. GO would be refused: ask the producer to seal it.",
    would_refuse: "GO would be refused.",
    no_ballot: "A ballot cannot open while nothing is being recorded.",
    end: "This is the last cue",
    again: "Announce again",
    winner: "Winner",
    mention: "Special mention",
    nobody: "No award is given",
    finalists: "Finalists",
    revealed: "Revealed",
    skipped: "Skipped",
    corrected: "Corrected",
    banner: BannerWords {
        rehearsal: "Rehearsal",
        doors_open: "Doors open",
        degraded: "Nothing is being recorded. The show goes on, but no vote is counted, and a \
            restart would forget what happens now. Tell the producer.",
        resume: "Try the disk again",
        raised: |award| {
            format!(
                "Wrong envelope: {award}. The stage is covered. Waiting for the \
            producer."
            )
        },
        stands: "It was right",
        corrected: |award| format!("Announce {award} again: first its title, then the winner."),
        corrected_mark: "CORRECTED",
        card_on: "The card covers the stage",
        blackout_on: "The stage is dark",
        next_hold: "Next: hold",
        half: |names| format!("Sealed by two, waiting for the second half: {names}"),
        skipped: |names| format!("Skipped, not yet given: {names}"),
        following: "Read only",
    },
    status: GaugeWords {
        clock: "Time",
        cue: "This cue",
        evening: "Evening",
        screens: "Screens",
        no_screens: "None approved",
        missing: |names| format!("Missing: {names}"),
        shown: "shown",
        sound: "Sound",
        sound_ready: "ready",
        sound_blocked: |names| format!("Click once on the stage window of {names}"),
        link: "Link",
    },
    ballot: OpenBallotWords {
        title: "Audience vote",
        open: "Open",
        closing: "Counting",
        closed: "Closed",
        left: "left",
        arrivals: |n| format!("+{n} in 10 s"),
        safe_to_close: "Safe to close",
        turnout: "voted",
        more_30: "+30 s",
        more_60: "+60 s",
        close: "Hold to close",
        reopen: "Hold to reopen, 60 s",
    },
    sheet: SheetWords {
        jump: "Jump to this cue?",
        fire: "Fire now",
        fire_hold: "Hold to fire",
        cancel: "Cancel",
        language: "Language",
        follow: "Open a page that only reads",
        keys: "Keys and clicker: Page Down or → is GO, Page Up or ← goes back, B or . is the \
            blackout. Space and Enter press the button that has the focus; where none has, they \
            are GO.",
        rewind: "Back to the top",
        rewind_note: "Puts tonight’s record aside in a dated file and starts again from the first \
            cue. To confirm, type the show’s id.",
        rewind_id: "The show’s id",
        rewind_locked: "The doors are open: the show cannot start over.",
        wake: "This page cannot keep the screen awake. Turn off auto-lock in the tablet’s settings \
            for tonight.",
        wake_ok: "Got it",
        resolve: "Reveal now, skip the suspense",
        peek: "Hold to peek",
    },
    sorry: "Ladies and gentlemen, we are sorry: that was not the right envelope. Please bear with \
        us for a moment while we check. Please stay in your seats.",
    sorry_again: "Thank you for your patience. The result has been checked, and we announce this \
        award again.",
    spoken: SpokenWords {
        ready: "",
        hold_go: "Hold to arm",
        hold_longer: "Hold GO until the ring is full; the next press then fires.",
        hold_on: "Hold the button until its ring is full.",
        armed: "ARMED",
        armed_note: "Press to fire",
        armed_key: "Armed. Press again within three seconds.",
        disarmed: "No longer armed.",
        sent: "Sending…",
        done: "Done",
        unstored: "Done, but not recorded: a restart would forget it.",
        refused: "Refused",
        barred: "Would be refused",
        covered: "The stage is covered, so that key did nothing. Page Down, → or GO itself moves \
            on in the dark.",
        too_soon: "The stage has only just moved, so that press did not count.",
        down: "No connection. Nothing was sent, and nothing will be sent later.",
        offline: "Offline",
        back: "Connected again.",
        no_answer: "No answer from the server. Look at what is on now before you press again.",
        intercepted: "The answer came from the network (a sign-in page or a filter), not from the \
            server. Wait: what became of it is said here.",
        moved: "No answer came, but the show has moved. Look at what is on now before you press \
            again.",
        not_done: "It was not done. Press again; if that fails too, sign in to the Wi-Fi or use \
            another network.",
        late: "It arrived too late and was not done. Look at what is on now, then press again.",
        forbidden: "This page’s key is not valid here. Open the MC’s link again.",
        elsewhere: "The server does not take this page’s address for its own, so nothing was done. \
            Open the MC’s link again, and tell the technician if it stays so.",
        failed: "The server could not do it.",
        sheet_open: "Nothing was fired: close the sheet first.",
        jump_dropped: "The stage has moved, so the jump was dropped.",
        once_more: "Press once more within three seconds to confirm.",
        connecting: "Connecting…",
        end: "End",
    },
};
