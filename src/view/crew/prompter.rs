//! What is read out now, and next.

use crate::show::rundown::Cue;
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::mc::cue;
use crate::view::voice::voiced;
use crate::words::Ui;
use crate::words::mc::McWords;
use askama::Template;

#[derive(Template)]
#[template(path = "crew/prompter.html")]
pub(super) struct Prompter {
    words: &'static McWords,
    /// What to say in place of the script while a wrong announcement is being mended.
    sorry: Vec<PromptedLine>,
    /// Who won the award that is on, once the hall may know.
    winners: Option<Vec<cue::WinnerName>>,
    citation: Vec<PromptedLine>,
    mention: Vec<cue::WinnerName>,
    now: Prompted,
    next: Option<Prompted>,
}

/// A cue with what is read out at it.
struct Prompted {
    title: cue::CueTitle,
    lines: Vec<PromptedLine>,
    says: Vec<cue::Say>,
}

/// A line of a script, without the letter of whoever reads it.
struct PromptedLine {
    voice: Option<char>,
    /// Whether it says in another language what was said before.
    again: bool,
    run: Run,
}

impl Prompter {
    pub(super) fn of(state: &State, words: &'static McWords, ui: Ui) -> Self {
        let prompted = |cue: &Cue| Prompted {
            title: cue::title(&state.show, cue, ui),
            lines: lines(
                cue.script
                    .iter()
                    .flat_map(|script| script.runs(&state.show.languages)),
            ),
            says: cue::says(state, cue),
        };
        let (citation, mention) = cue::honours(state, state.cue());
        Prompter {
            words,
            sorry: lines(cue::sorry(state)),
            winners: cue::winners(state, state.cue()),
            citation: lines(citation),
            mention,
            now: prompted(state.cue()),
            next: state
                .on_deck()
                .map(|position| prompted(state.rundown.at(position))),
        }
    }
}

fn lines(runs: impl IntoIterator<Item = Run>) -> Vec<PromptedLine> {
    let mut all = Vec::new();
    for (language, run) in runs.into_iter().enumerate() {
        for line in run.text.lines().filter(|line| !line.trim().is_empty()) {
            let (voice, text) = voiced(line);
            all.push(PromptedLine {
                voice,
                again: language > 0,
                run: Run {
                    lang: run.lang.clone(),
                    text: text.to_owned(),
                },
            });
        }
    }
    all
}
