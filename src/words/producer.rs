//! The words of the producer's page, by its parts.

pub mod ballots;
pub mod desk;
pub mod envelopes;
pub mod evening;
pub mod journal;
pub mod looks;
pub mod script;

use super::Ui;

/// The words of the producer's page.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Frame, screens and links.
    pub desk: &'static desk::Words,
    /// Envelopes and corrections.
    pub envelopes: &'static envelopes::Words,
    /// The audience's ballots.
    pub ballots: &'static ballots::Words,
    /// Doors, downloads, the show file.
    pub evening: &'static evening::Words,
    /// What happened.
    pub journal: &'static journal::Words,
    /// Screens and looks.
    pub looks: &'static looks::Words,
    /// What the script says.
    pub script: &'static script::Words,
}

/// The words in this language.
pub fn words(ui: Ui) -> Words {
    Words {
        desk: desk::words(ui),
        envelopes: envelopes::words(ui),
        ballots: ballots::words(ui),
        evening: evening::words(ui),
        journal: journal::words(ui),
        looks: looks::words(ui),
        script: script::words(ui),
    }
}
