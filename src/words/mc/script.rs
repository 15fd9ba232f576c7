//! What the panel's script says; it travels in the page as JSON.

use serde::Serialize;

/// The words of `static/mc.js` and its modules.
#[derive(Debug, Serialize)]
pub struct Spoken {
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
    /// It is done.
    pub done: &'static str,
    /// It is done, but the journal does not hold it.
    pub unstored: &'static str,
    /// It was refused.
    pub refused: &'static str,
    /// On GO where it would be refused; the reason stands beside it.
    pub barred: &'static str,
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
