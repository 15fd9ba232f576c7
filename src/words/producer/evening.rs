//! The words around the evening as a whole.

/// The words around doors, downloads and the show file.
#[derive(Debug)]
pub struct EveningWords {
    /// Heading.
    pub heading: &'static str,
    /// Label.
    pub doors: &'static str,
    /// The doors are open.
    pub doors_open_state: &'static str,
    /// The doors are closed.
    pub doors_closed_state: &'static str,
    /// The button.
    pub doors_open: &'static str,
    /// What it locks.
    pub doors_open_sure: &'static str,
    /// The button.
    pub doors_close: &'static str,
    /// What it unlocks.
    pub doors_close_sure: &'static str,
    /// Label and button.
    pub rewind: &'static str,
    /// What it does.
    pub rewind_note: &'static str,
    /// Why it cannot.
    pub rewind_locked: &'static str,
    /// The field.
    pub rewind_type: fn(&str) -> String,
    /// The button.
    pub rewind_go: &'static str,
    /// Label and button.
    pub reread: &'static str,
    /// What it does.
    pub reread_note: &'static str,
    /// It worked.
    pub reread_done: &'static str,
    /// Label.
    pub export: &'static str,
    /// What is in it.
    pub export_note: &'static str,
    /// Label.
    pub facts: &'static str,
    /// Unit.
    pub entries: fn(usize) -> String,
    /// Unit.
    pub awards: fn(usize) -> String,
    /// Unit.
    pub cues: fn(usize) -> String,
    /// Unit minutes.
    pub planned: fn(u32) -> String,
    /// Label of the show's id.
    pub id: &'static str,
}
