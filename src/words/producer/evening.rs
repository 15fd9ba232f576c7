//! The words around the evening as a whole.

/// The words around doors, downloads and the show file.
#[derive(Debug)]
pub struct EveningWords {
    pub heading: &'static str,
    pub doors: &'static str,
    pub doors_open_state: &'static str,
    pub doors_closed_state: &'static str,
    pub doors_open: &'static str,
    /// What it locks.
    pub doors_open_sure: &'static str,
    pub doors_close: &'static str,
    /// What it unlocks.
    pub doors_close_sure: &'static str,
    /// Label and button.
    pub rewind: &'static str,
    /// What it does.
    pub rewind_note: &'static str,
    /// Why it cannot.
    pub rewind_locked: &'static str,
    pub rewind_type: fn(&str) -> String,
    pub rewind_go: &'static str,
    /// Label and button.
    pub reread: &'static str,
    /// What it does.
    pub reread_note: &'static str,
    pub reread_done: &'static str,
    pub export: &'static str,
    pub export_note: &'static str,
    /// Heading of the as-run list, and what it is.
    pub as_run: [&'static str; 2],
    /// Its columns: cue, planned, actual, how late.
    pub as_run_columns: [&'static str; 4],
    /// The link to it as a page.
    pub as_run_page: &'static str,
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
