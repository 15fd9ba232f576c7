//! What the MC's panel says.

mod en;
mod script;
mod zh_hans;
mod zh_hant;

use super::Ui;
pub use script::Spoken;

/// The words of the panel; `{}` stands for a name or a number.
#[derive(Debug)]
pub struct Words {
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
    /// Where nobody won.
    pub nobody: &'static str,
    /// Heading of all finalists in the rundown.
    pub finalists: &'static str,
    /// Marks in the rundown.
    pub revealed: &'static str,
    /// See [`Words::revealed`].
    pub skipped: &'static str,
    /// See [`Words::revealed`].
    pub corrected: &'static str,
    /// What stands at the head of the page.
    pub banner: Banner,
    /// Labels of the gauges.
    pub status: Status,
    /// The open ballot.
    pub ballot: Ballot,
    /// Sheets and the menu.
    pub sheet: Sheet,
    /// What the MC says to the hall when the wrong envelope was opened; spoken language.
    pub sorry: &'static str,
    /// What the MC says once the producer has put it right.
    pub sorry_again: &'static str,
    /// What the page's script says.
    pub spoken: Spoken,
}

/// What stands at the head of the page.
#[derive(Debug)]
pub struct Banner {
    /// The doors are closed: a run-through.
    pub rehearsal: &'static str,
    /// The audience is in.
    pub doors_open: &'static str,
    /// The journal cannot be written.
    pub degraded: &'static str,
    /// Tries to record again.
    pub resume: &'static str,
    /// The wrong envelope was raised for `{}`.
    pub raised: &'static str,
    /// It was right after all.
    pub stands: &'static str,
    /// The producer has corrected `{}`; it is to be announced again.
    pub corrected: &'static str,
    /// The first word of that, to be seen from afar.
    pub corrected_mark: &'static str,
    /// The card covers the stage.
    pub card_on: &'static str,
    /// The stage is dark.
    pub blackout_on: &'static str,
    /// GO needs a long press.
    pub next_hold: &'static str,
    /// Awards passed without a reveal: `{}`.
    pub skipped: &'static str,
    /// Between the names of a list.
    pub comma: &'static str,
    /// This page only reads.
    pub following: &'static str,
}

/// Labels of the gauges.
#[derive(Debug)]
pub struct Status {
    /// The time of day.
    pub clock: &'static str,
    /// The time in this cue.
    pub cue: &'static str,
    /// The whole evening against its plan.
    pub evening: &'static str,
    /// Approved screens.
    pub screens: &'static str,
    /// No screen is approved.
    pub no_screens: &'static str,
    /// Approved screens that do not show it: `{}`.
    pub missing: &'static str,
    /// All of them show it.
    pub shown: &'static str,
    /// The stage's sound.
    pub sound: &'static str,
    /// Every screen that plays it can.
    pub sound_ready: &'static str,
    /// Screens whose browser does not let it play: `{}`.
    pub sound_blocked: &'static str,
    /// The connection.
    pub link: &'static str,
}

/// The open ballot.
#[derive(Debug)]
pub struct Ballot {
    /// Its heading.
    pub title: &'static str,
    /// People vote.
    pub open: &'static str,
    /// The box is being counted.
    pub closing: &'static str,
    /// Counted, not yet told.
    pub closed: &'static str,
    /// Label of the countdown.
    pub left: &'static str,
    /// Votes within the last ten seconds; `{n}`.
    pub arrivals: &'static str,
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
pub struct Sheet {
    /// Heading of the jump.
    pub jump: &'static str,
    /// Fires it.
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
}

/// The words in a language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &zh_hant::WORDS,
        Ui::ZhHans => &zh_hans::WORDS,
        Ui::En => &en::WORDS,
    }
}
