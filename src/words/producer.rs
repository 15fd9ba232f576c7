//! The words of the producer's page, by its parts.

pub mod ballots;
pub mod desk;
pub mod envelopes;
pub mod evening;
pub mod import;
pub mod journal;
pub mod late;
pub mod looks;
pub mod order;
pub mod prepare;
pub mod script;

/// The words of the producer's page.
#[derive(Clone, Copy, Debug)]
pub struct ProducerWords {
    /// Frame, screens and links.
    pub desk: &'static desk::DeskWords,
    /// Envelopes and corrections.
    pub envelopes: &'static envelopes::EnvelopesWords,
    /// The audience's ballots.
    pub ballots: &'static ballots::BallotsWords,
    /// Doors, downloads, the show file.
    pub evening: &'static evening::EveningWords,
    pub journal: &'static journal::JournalWords,
    /// Changes while the show is under way.
    pub late: &'static late::LateWords,
    /// The running order while the show goes on.
    pub order: &'static order::OrderWords,
    /// Screens and looks.
    pub looks: &'static looks::LooksWords,
    /// Lists of works.
    pub import: &'static import::ImportWords,
    /// The tabs and the editor.
    pub prepare: &'static prepare::PrepareWords,
    pub script: &'static script::ScriptWords,
}
