//! `tickets.json`: where the printed tickets lead. Their hashes alone do not tell it, and an
//! earlier version has written nothing down.

use super::Folder;
use crate::keys::write_private;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// Tickets that were printed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketBatch {
    /// The number of its first card.
    pub first: usize,
    pub count: usize,
    /// What its codes begin with, without a slash at the end.
    pub address: String,
}

impl Folder {
    fn ticket_batches_file(&self) -> PathBuf {
        self.path().join("tickets.json")
    }

    /// All that are known, the first ones first; none where the file is not there or says
    /// nothing.
    pub fn ticket_batches(&self) -> Vec<TicketBatch> {
        let text = std::fs::read_to_string(self.ticket_batches_file());
        let batches = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        batches.unwrap_or_default()
    }

    /// Writes some more down.
    pub fn keep_ticket_batch(&self, batch: TicketBatch) -> io::Result<()> {
        let mut all = self.ticket_batches();
        all.push(batch);
        let text = serde_json::to_string_pretty(&all)?;
        write_private(&self.ticket_batches_file(), &text)
    }
}
