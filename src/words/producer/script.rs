//! The words that the page's script needs.

/// The words that the page's script needs.
#[derive(Debug, serde::Serialize)]
pub struct ScriptWords {
    /// A button at work.
    pub busy: &'static str,
    /// A button that succeeded.
    pub done: &'static str,
    /// The copy button, done.
    pub copied: &'static str,
    /// The copy button, refused.
    pub uncopied: &'static str,
    /// The server did not answer.
    pub unreached: &'static str,
    /// Something else than the server answered.
    pub intercepted: &'static str,
    /// It arrived after its time.
    pub late: &'static str,
    /// The key is not valid (any longer).
    pub locked: &'static str,
    /// The page was opened at an address that the server does not take for its own.
    pub elsewhere: &'static str,
    /// In a form that cannot be sent while the server cannot be heard.
    pub cut_off: &'static str,
    /// In a ruling whose ballot was opened again.
    pub voted_anew: &'static str,
    /// In a ruling on a count that is not the last one any more.
    pub counted_anew: &'static str,
    /// In a decision on an award that has been announced meanwhile.
    pub announced: &'static str,
    /// No winner chosen.
    pub choose: &'static str,
    /// No reason given.
    pub reason: &'static str,
    /// Beside a look that ended.
    pub keep_holding: &'static str,
    /// A button was let go before it was full.
    pub hold_on: &'static str,
    /// For a press without a pointer: once more.
    pub once_more: &'static str,
    /// In the veil.
    pub let_go: &'static str,
    /// An envelope without a winner.
    pub no_winner: &'static str,
    /// After one vote.
    pub vote: &'static str,
    /// After a number of votes.
    pub votes: &'static str,
}
