//! Scripts that two MCs read: a line may begin with the letter of whoever reads it.

use crate::show::text::{Run, Text};

/// Whose line it is, where two read.
const VOICES: [char; 2] = ['A', 'B'];

/// A script in one language.
pub(super) struct VoicedRun {
    pub run: Run,
    /// In their order; one alone, without a letter, where nobody's lines are told apart.
    pub turns: Vec<VoicedTurn>,
}

/// Lines of one reader, without the letter.
pub(super) struct VoicedTurn {
    /// None: both read it, or it does not say who.
    pub voice: Option<char>,
    pub text: String,
}

/// A script in these languages. Lines that follow each other stay together as they were written,
/// unless another one reads.
pub(super) fn script(text: Option<&Text>, languages: &[String]) -> Vec<VoicedRun> {
    let runs = text.map(|text| text.runs(languages)).unwrap_or_default();
    let voiced = |run: Run| VoicedRun {
        turns: turns(&run.text),
        run,
    };
    runs.into_iter().map(voiced).collect()
}

fn turns(text: &str) -> Vec<VoicedTurn> {
    let mut turns: Vec<VoicedTurn> = Vec::new();
    for line in text.split('\n') {
        match (voiced(line), turns.last_mut()) {
            ((None, _), Some(last)) if last.voice.is_none() => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            ((None, _), _) => turns.push(VoicedTurn {
                voice: None,
                text: line.to_owned(),
            }),
            ((voice, text), _) => turns.push(VoicedTurn {
                voice,
                text: text.to_owned(),
            }),
        }
    }
    turns
}

/// `A: Good evening` is A's line; the colon may be a Chinese one.
pub(super) fn voiced(line: &str) -> (Option<char>, &str) {
    let line = line.trim();
    for voice in VOICES {
        let rest = line.strip_prefix(voice).map(str::trim_start);
        if let Some(text) = rest.and_then(|rest| rest.strip_prefix([':', '：'])) {
            return (Some(voice), text.trim_start());
        }
    }
    (None, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_whose_letter_it_begins_with() {
        assert_eq!(voiced("A: Good evening"), (Some('A'), "Good evening"));
        assert_eq!(voiced("B：各位晚上好"), (Some('B'), "各位晚上好"));
        assert_eq!(voiced("B : and I"), (Some('B'), "and I"));
        for nobodys in ["And: so", "C: no", "A good evening", "Alice: hello"] {
            assert_eq!(voiced(nobodys), (None, nobodys));
        }
    }

    #[test]
    fn a_script_without_letters_stays_as_it_was_written() {
        let text = "Good evening.\n\n  Welcome.\n";
        let [turn] = &turns(text)[..] else {
            panic!("one reader")
        };
        assert_eq!((turn.voice, &*turn.text), (None, text));
    }

    #[test]
    fn a_line_without_a_letter_is_both_mcs() {
        let turns = turns("A: One\nB: Two\nB: Three\nTogether:\nfour");
        let told: Vec<_> = turns.iter().map(|t| (t.voice, &*t.text)).collect();
        assert_eq!(
            told,
            [
                (Some('A'), "One"),
                (Some('B'), "Two"),
                (Some('B'), "Three"),
                (None, "Together:\nfour")
            ]
        );
    }
}
