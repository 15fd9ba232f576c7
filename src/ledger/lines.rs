//! A ledger as lines of JSON in a text file: no mirror, one sync an append.

use super::damage::Damage;
use super::memory::MemoryLedger;
use super::{AppendError, Each, Head, Health, Layout, Ledger, Linked, Position};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Keeps a copy of all records in memory, to page from.
pub struct LinesLedger {
    path: PathBuf,
    layout: Layout,
    records: MemoryLedger,
    file: Option<File>,
}

impl LinesLedger {
    /// At this path, with the ending `.jsonl`.
    pub fn at(path: &Path, layout: Layout) -> Self {
        LinesLedger {
            path: path.with_extension("jsonl"),
            layout,
            records: MemoryLedger::of(layout),
            file: None,
        }
    }

    fn written(&mut self, bodies: &[String]) -> std::io::Result<()> {
        let mut text = String::new();
        for body in bodies {
            text.push_str(&serde_json::to_string(body)?);
            text.push('\n');
        }
        let closed = || std::io::Error::other("it is closed");
        let file = self.file.as_mut().ok_or_else(closed)?;
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }
}

impl Ledger for LinesLedger {
    fn open(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        let unreadable = |error: std::io::Error| Damage::File(error.to_string());
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let file = options.open(&self.path).map_err(unreadable)?;
        self.records = MemoryLedger::of(self.layout);
        let lines = BufReader::new(file.try_clone().map_err(unreadable)?).lines();
        for line in lines {
            let body = serde_json::from_str(&line.map_err(unreadable)?);
            let body: String = body.map_err(|error| Damage::File(error.to_string()))?;
            let head = self.records.head();
            let kept = self.records.append(head, &[body], each);
            kept.map_err(|error| Damage::File(error.to_string()))?;
        }
        self.file = Some(file);
        Ok(self.records.head())
    }

    fn append(
        &mut self,
        after: Head,
        bodies: &[String],
        each: Each<'_>,
    ) -> Result<Head, AppendError> {
        if after != self.records.head() {
            return Err(AppendError::Moved(self.records.head()));
        }
        if let Err(error) = self.written(bodies) {
            self.file = None;
            return Err(AppendError::Unknown(error.to_string()));
        }
        self.records.append(after, bodies, each)
    }

    fn follow(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        self.records.follow(each)
    }

    fn page(&mut self, after: Position, bytes_max: usize) -> Result<Vec<Linked>, Damage> {
        self.records.page(after, bytes_max)
    }

    fn archive(&mut self, label: &str, bodies: &[String]) -> Result<Head, AppendError> {
        let refused = |error: std::io::Error| AppendError::NotStored(error.to_string());
        let archived = self.path.with_extension(format!("{label}.jsonl"));
        std::fs::rename(&self.path, archived).map_err(refused)?;
        let opened = self.open(&mut |_, _| Ok(()));
        opened.map_err(|damage| AppendError::NotStored(damage.to_string()))?;
        self.append(Head::default(), bodies, &mut |_, _| Ok(()))
    }

    fn health(&self) -> Arc<Health> {
        Arc::default()
    }
}
