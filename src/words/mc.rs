//! What the MC's panel says.

/// The words of the panel.
#[derive(Debug)]
pub struct McWords {
    /// The page's name.
    pub title: &'static str,
    /// Heading of what the hall sees.
    pub now: &'static str,
    /// Heading of what GO will show.
    pub next: &'static str,
    /// Heading of what the MC reads out.
    pub script: &'static str,
    /// Where a cue has no script.
    pub no_script: &'static str,
    /// Before how a name is said.
    pub say: &'static str,
    /// Heading of the running order.
    pub rundown: &'static str,
    /// The menu's button.
    pub menu: &'static str,
    /// Closes a sheet.
    pub close: &'static str,
    /// Returns to the cue before.
    pub back: &'static str,
    /// Darkens the stage.
    pub blackout: &'static str,
    /// Covers the stage with the card.
    pub card: &'static str,
    /// The wrong winner was announced.
    pub wrong: &'static str,
    /// Names the place of GO and the buttons beside it.
    pub controls: &'static str,
    /// Marks what needs a long press.
    pub hold: &'static str,
    /// Beneath a winner that is on deck.
    pub veiled: &'static str,
    /// On deck without an envelope.
    pub no_envelope: &'static str,
    /// Before the reason why GO would be refused.
    pub would_refuse: &'static str,
    /// Why a ballot cannot be opened in degraded mode.
    pub no_ballot: &'static str,
    /// In the place of what is next, on the last cue.
    pub end: &'static str,
    /// An award is to be announced a second time.
    pub again: &'static str,
    /// Heading of a revealed award's winners.
    pub winner: &'static str,
    /// Heading of those who got a special mention with it.
    pub mention: &'static str,
    /// Where nobody won.
    pub nobody: &'static str,
    /// Of a team or a person that cannot come.
    pub absent: &'static str,
    /// Of a work that takes part no more.
    pub withdrawn: &'static str,
    /// Marks what an edit has changed, until it was seen.
    pub changed: &'static str,
    /// Heading of all finalists in the rundown.
    pub finalists: &'static str,
    /// Before the time that is left of a film.
    pub film_left: &'static str,
    /// Marks in the rundown.
    pub revealed: &'static str,
    /// See [`McWords::revealed`].
    pub skipped: &'static str,
    /// See [`McWords::revealed`].
    pub corrected: &'static str,
    /// What stands at the head of the page.
    pub banner: BannerWords,
    /// Labels of the gauges.
    pub status: GaugeWords,
    pub ballot: OpenBallotWords,
    /// Sheets and the menu.
    pub sheet: SheetWords,
    /// What the MC says to the hall when the wrong envelope was opened; spoken language.
    pub sorry: &'static str,
    /// What the MC says once the producer has put it right.
    pub sorry_again: &'static str,
    /// What the page's script says.
    pub spoken: SpokenWords,
}

/// What stands at the head of the page.
#[derive(Debug)]
pub struct BannerWords {
    /// The doors are closed: a run-through.
    pub doors_closed: &'static str,
    /// The audience is in.
    pub doors_open: &'static str,
    /// The journal cannot be written.
    pub degraded: &'static str,
    /// Tries to record again.
    pub resume: &'static str,
    /// The wrong envelope was raised for this award.
    pub raised: fn(&str) -> String,
    /// It was right after all.
    pub stands: &'static str,
    /// The producer has corrected this award; it is to be announced again.
    pub corrected: fn(&str) -> String,
    /// The first word of that, to be seen from afar.
    pub corrected_mark: &'static str,
    /// The card covers the stage.
    pub card_on: &'static str,
    /// The stage is dark.
    pub blackout_on: &'static str,
    /// This message is over everything on stage.
    pub message_up: fn(&str) -> String,
    /// Takes it away.
    pub message_away: &'static str,
    /// GO needs a long press.
    pub next_hold: &'static str,
    /// These awards were passed without a reveal.
    pub skipped: fn(&str) -> String,
    /// One of two has still to seal these awards.
    pub half: fn(&str) -> String,
    /// This page only reads.
    pub following: &'static str,
}

/// Labels of the gauges.
#[derive(Debug)]
pub struct GaugeWords {
    /// The time of day.
    pub clock: &'static str,
    /// The time in this cue.
    pub cue: &'static str,
    /// The whole evening against its plan.
    pub evening: &'static str,
    pub screens: &'static str,
    /// No screen is approved.
    pub no_screens: &'static str,
    /// These approved screens do not show it.
    pub missing: fn(&str) -> String,
    /// All of them show it.
    pub shown: &'static str,
    /// The stage's sound.
    pub sound: &'static str,
    /// Every screen that plays it can.
    pub sound_ready: &'static str,
    /// The browsers of these screens do not let it play.
    pub sound_blocked: fn(&str) -> String,
    pub link: &'static str,
}

#[derive(Debug)]
pub struct OpenBallotWords {
    pub title: &'static str,
    pub open: &'static str,
    /// The box is being counted.
    pub closing: &'static str,
    /// Counted, not yet told.
    pub closed: &'static str,
    /// Label of the countdown.
    pub left: &'static str,
    /// Votes within the last ten seconds.
    pub arrivals: fn(u64) -> String,
    /// Nobody voted within the last ten seconds.
    pub safe_to_close: &'static str,
    /// Label of the turnout.
    pub turnout: &'static str,
    /// Half a minute more.
    pub more_30: &'static str,
    /// A minute more.
    pub more_60: &'static str,
    /// Close it now (a long press).
    pub close: &'static str,
    /// Open it again for a minute (a long press).
    pub reopen: &'static str,
}

/// Sheets and the menu.
#[derive(Debug)]
pub struct SheetWords {
    /// Heading of the jump.
    pub jump: &'static str,
    pub fire: &'static str,
    /// Fires it, by a long press.
    pub fire_hold: &'static str,
    /// Closes the sheet.
    pub cancel: &'static str,
    /// Heading of the languages.
    pub language: &'static str,
    /// Link to the page that only reads.
    pub follow: &'static str,
    /// Which keys do what.
    pub keys: &'static str,
    /// Heading and button of the rewind.
    pub rewind: &'static str,
    /// What it does, and that the id has to be typed.
    pub rewind_note: &'static str,
    /// Label of the field.
    pub rewind_id: &'static str,
    /// Why it is locked.
    pub rewind_locked: &'static str,
    /// How to keep the tablet awake.
    pub wake: &'static str,
    /// Puts the hint away.
    pub wake_ok: &'static str,
    /// Reveals the winner without the suspense (a long press).
    pub resolve: &'static str,
    /// Opens the envelope on deck, while held.
    pub peek: &'static str,
    /// Heading of the ready messages, and the button that opens them.
    pub messages: &'static str,
    /// What a long press on one of them does.
    pub messages_note: &'static str,
    /// Label of the field for a message of one's own.
    pub message_own: &'static str,
    /// Puts that one up, by a long press.
    pub message_raise: &'static str,
}

/// The words of `static/mc.js` and its modules.
#[derive(Debug, serde::Serialize)]
pub struct SpokenWords {
    /// GO is ready.
    pub ready: &'static str,
    /// GO asks for a long press.
    pub hold_go: &'static str,
    /// A long press was let go too early.
    pub hold_longer: &'static str,
    /// Another button than GO was let go too soon.
    pub hold_on: &'static str,
    /// GO's label once armed.
    pub armed: &'static str,
    /// What the next press does.
    pub armed_note: &'static str,
    /// Armed from a key: it fires within three seconds.
    pub armed_key: &'static str,
    /// Armed no longer.
    pub disarmed: &'static str,
    /// The command is under way.
    pub sent: &'static str,
    pub done: &'static str,
    /// It is done, but the journal does not hold it.
    pub unstored: &'static str,
    pub refused: &'static str,
    /// On GO where it would be refused; the reason stands beside it.
    pub barred: &'static str,
    /// On GO where what is on deck was changed and not yet read.
    pub unread: &'static str,
    /// That press was for the change; the next one fires.
    pub read: &'static str,
    /// Space or Enter while the stage is covered.
    pub covered: &'static str,
    /// A second GO right after a move.
    pub too_soon: &'static str,
    /// No connection: nothing was sent.
    pub down: &'static str,
    /// GO's label without a connection.
    pub offline: &'static str,
    /// The connection is back.
    pub back: &'static str,
    /// No answer in time.
    pub no_answer: &'static str,
    /// Something else than the server answered.
    pub intercepted: &'static str,
    /// Nobody answered, but the show has changed since.
    pub moved: &'static str,
    /// Nobody answered, and it can no longer happen.
    pub not_done: &'static str,
    /// It arrived after its time.
    pub late: &'static str,
    /// The key is not valid (any longer).
    pub forbidden: &'static str,
    /// The page was opened at an address that the server does not take for its own.
    pub elsewhere: &'static str,
    /// The server failed.
    pub failed: &'static str,
    /// A sheet is open: keys fire nothing.
    pub sheet_open: &'static str,
    /// A jump was dropped because the stage moved.
    pub jump_dropped: &'static str,
    /// For a synthetic press of what needs a hold: once more.
    pub once_more: &'static str,
    /// Before the first frame.
    pub connecting: &'static str,
    /// GO's label on the last cue.
    pub end: &'static str,
}
