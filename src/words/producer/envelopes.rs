//! The words around the envelopes.

/// The words around the envelopes.
#[derive(Debug)]
pub struct EnvelopesWords {
    pub heading: &'static str,
    /// Beneath the heading.
    pub note: &'static str,
    /// A decision is sealed.
    pub sealed: &'static str,
    /// Nothing is sealed.
    pub empty: &'static str,
    /// The hall decides.
    pub by_ballot: &'static str,
    /// A tie waits for a ruling.
    pub tie: &'static str,
    /// A tie was ruled on.
    pub ruled: &'static str,
    pub revealed: &'static str,
    /// Announced, and the hall's screens are not complete.
    pub waiting: &'static str,
    /// The wrong one was announced.
    pub wrong: &'static str,
    /// Corrected, to be announced again.
    pub mended: &'static str,
    /// Marks a corrected award.
    pub corrected: &'static str,
    /// The file holds it back.
    pub held_back: &'static str,
    /// The file will hold it back.
    pub hold_rule: &'static str,
    /// The hold button.
    pub look: &'static str,
    /// The button that seals.
    pub seal: &'static str,
    /// The button that seals again.
    pub reseal: &'static str,
    /// The button that rules on a tie.
    pub rule: &'static str,
    /// The button that corrects.
    pub correct: &'static str,
    /// The button that releases.
    pub release: &'static str,
    /// Asked before it.
    pub release_sure: &'static str,
    /// Heading of the choice of winners.
    pub who: &'static str,
    /// The same for a jury's award, which so many may win.
    pub who_of_jury: fn(u32) -> String,
    /// Title of the form that seals.
    pub seal_title: &'static str,
    /// Title of the same form for a tie.
    pub rule_title: &'static str,
    /// Heading of those that are tied.
    pub tied: &'static str,
    pub seal_go: &'static str,
    /// Its button, pressed once.
    pub seal_again: &'static str,
    /// Before the chosen, to be confirmed.
    pub seal_check: &'static str,
    /// Title of the form that corrects.
    pub correct_title: &'static str,
    /// What a correction does.
    pub correct_note: &'static str,
    pub correct_go: &'static str,
    /// Its button, pressed once.
    pub correct_again: &'static str,
    /// Before the chosen, to be confirmed.
    pub correct_check: &'static str,
    /// The field for the reason.
    pub reason: &'static str,
    /// Inside the empty field.
    pub reason_hint: &'static str,
    /// The button that says it was right.
    pub stands: &'static str,
    /// Asked before it.
    pub stands_sure: &'static str,
    /// Opens what can be sealed beside the winners.
    pub honours: &'static str,
    /// Heading of the works with a special mention.
    pub mention: &'static str,
    /// The running order has no cue for it.
    pub mention_unseen: &'static str,
    /// The field for who wins should a winner withdraw.
    pub second: &'static str,
    /// The field for why they win.
    pub citation: &'static str,
    /// Chair and producer seal it together, and nobody has spoken.
    pub by_two: &'static str,
    /// The chair has spoken.
    pub chair_waits: &'static str,
    /// The producer has.
    pub producer_waits: &'static str,
    /// Both have, and not the same.
    pub unequal: &'static str,
    /// They were not the same twice.
    pub anew: &'static str,
    /// The chair's half died with the key.
    pub chair_void: &'static str,
    /// The producer's did.
    pub producer_void: &'static str,
}
