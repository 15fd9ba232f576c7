//! The journal in words. None of them says who won.

/// What happened, in words.
#[derive(Debug)]
pub struct JournalWords {
    /// Who caused it: file, MC, producer, stage, server, juror, chair.
    pub by: [&'static str; 7],
    /// The evening began.
    pub loaded: &'static str,
    /// The show file was taken over again.
    pub reread: &'static str,
    /// The stage moved: GO, back, jump.
    pub moves: [&'static str; 3],
    /// Dark, and light again.
    pub blackout: [&'static str; 2],
    /// The safe card went, and came.
    pub card: [&'static str; 2],
    /// A message away from over the stage, and over it.
    pub message: [&'static str; 2],
    /// A decision was sealed.
    pub sealed: &'static str,
    /// Somebody looked into an envelope.
    pub opened: &'static str,
    /// The winner cue fired.
    pub revealed: &'static str,
    /// The hall has seen it.
    pub on_wall: &'static str,
    /// Given to the public.
    pub released: &'static str,
    /// The wrong envelope was raised.
    pub wrong: &'static str,
    /// It was right after all.
    pub stands: &'static str,
    /// The producer put it right.
    pub corrected: &'static str,
    pub ballot_opened: &'static str,
    /// Voting goes on longer.
    pub ballot_extended: &'static str,
    pub ballot_closing: &'static str,
    /// The count is in.
    pub ballot_closed: &'static str,
    /// Voting began again.
    pub net_counted: &'static str,
    pub hall_announced: &'static str,
    pub ballot_reopened: &'static str,
    /// Before the deadline.
    pub until: &'static str,
    /// A voter does not count.
    pub voter_excluded: &'static str,
    /// Simulated phones take part.
    pub crowd_simulated: &'static str,
    /// Somebody looked at a secret tally.
    pub tally_opened: &'static str,
    /// A screen counts.
    pub screen_approved: &'static str,
    /// A screen counts no longer.
    pub screen_dismissed: &'static str,
    /// A role got a new key.
    pub key_revoked: &'static str,
    /// One of two has entered a decision, the two are not the same, and one's is void.
    pub halves: [&'static str; 3],
    /// An earlier version's evening: its keys are known from here on.
    pub keys_noted: &'static str,
    /// The evening goes on with other keys.
    pub keys_replaced: &'static str,
    /// The jury: submitted, taken back, recused, given back, absent, there again, a conflict
    /// confirmed, waved through, entered from paper, moved, taken out, closed, another round
    /// begun.
    pub jury: [&'static str; 13],
    /// A juror's browser opens nothing any more, and opens the page.
    pub device: [&'static str; 2],
    /// The announced rule is fixed by the first score.
    pub rule_fixed: &'static str,
    /// The file announces another rule since.
    pub rule_changed: &'static str,
    /// The chair looked at the matrix early.
    pub matrix_opened: &'static str,
    /// The chair looked at the matrix with every sheet in.
    pub matrix_read: &'static str,
    /// The chair has confirmed the finalists.
    pub final_begun: &'static str,
    /// The chair looked at the other rules.
    pub rules_compared: &'static str,
    /// The audience comes in.
    pub doors_opened: &'static str,
    /// It was too early.
    pub doors_closed: &'static str,
}
