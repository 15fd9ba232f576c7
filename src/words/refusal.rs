//! What a refusal says to a person: what is wrong, and how to mend it.

use crate::show::refusal::Refusal;

/// The words of refusals, the director's own among them.
#[derive(Debug)]
pub struct RefusalWords {
    /// One sentence or two, with the name that people have for what the refusal speaks of.
    pub why: fn(&Refusal, &str) -> String,
    /// Nothing happened, because the disk cannot be written.
    pub not_stored: &'static str,
    /// The disk was tried again, and still cannot be written.
    pub still_not_stored: &'static str,
    /// Nobody had time for it.
    pub busy: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Ui;

    #[test]
    fn a_refusal_names_its_subject_in_every_language() {
        for ui in Ui::ALL {
            let text =
                (ui.words().refusal.why)(&Refusal::NoEnvelope("first-prize".into()), "一等獎");
            assert!(text.contains("一等獎"), "{text}");
        }
    }

    #[test]
    fn a_refusal_without_a_subject_leaves_no_gap() {
        for ui in Ui::ALL {
            assert!(!(ui.words().refusal.why)(&Refusal::Covered, "").contains("{}"));
        }
    }
}
