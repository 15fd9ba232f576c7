//! Who gets which frames, and who hears of what changes without an event.

use crate::show::text::Lang;
use crate::words::Ui;

/// Who gets the same frame.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Stage screens, in the given languages.
    Stage(Vec<Lang>),
    /// Overlays of a stream, in the given languages.
    Overlay(Vec<Lang>),
    /// MC panels.
    Mc(Ui),
    Producer(Ui),
    /// The devices of one juror, by id.
    Jury(String, Ui),
    Chair(Ui),
    /// The crew's pages.
    Crew(Ui),
}

impl Channel {
    /// A panel is sent what changed. What a hall or a stream sees is small, and each of its frames
    /// can be read on its own.
    pub fn is_panel(&self) -> bool {
        !matches!(self, Channel::Stage(_) | Channel::Overlay(_))
    }

    /// Whether it is told what changed without an event.
    pub(super) fn hears(&self, hears: Hears) -> bool {
        let jury = matches!(self, Channel::Jury(..) | Channel::Chair(_));
        match hears {
            Hears::All => !jury,
            Hears::Producers => matches!(self, Channel::Producer(_)),
            Hears::AtWork => matches!(
                self,
                Channel::Mc(_) | Channel::Producer(_) | Channel::Crew(_)
            ),
            Hears::Jury => jury,
        }
    }
}

/// Who hears of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    All,
    /// The producers alone.
    Producers,
    /// The MC, the producers and the crew: nobody else's bytes hang on what they tell each other.
    AtWork,
    /// The jurors and the chair alone: nobody else's bytes hang on what they do.
    Jury,
}
