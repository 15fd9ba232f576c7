//! A ledger in memory: for a rehearsal, and for tests of what stands above it.

use super::damage::Damage;
use super::{AppendError, Each, Head, Health, Layout, Ledger, Linked, Position};
use std::sync::Arc;

/// Keeps records until it is dropped.
pub struct MemoryLedger {
    layout: Layout,
    /// Where it begins.
    foot: Head,
    records: Vec<Linked>,
}

impl MemoryLedger {
    /// An empty one.
    pub fn of(layout: Layout) -> Self {
        MemoryLedger::after(layout, 0)
    }

    /// An empty one whose first record stands after this position.
    pub fn after(layout: Layout, position: Position) -> Self {
        let foot = Head {
            revision: position,
            ..Head::default()
        };
        MemoryLedger {
            layout,
            foot,
            records: Vec::new(),
        }
    }

    /// Where it ends.
    pub fn head(&self) -> Head {
        self.records.last().map_or(self.foot, |(head, _)| *head)
    }
}

impl Ledger for MemoryLedger {
    fn open(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        for (head, body) in &self.records {
            each(*head, body).map_err(Damage::File)?;
        }
        Ok(self.head())
    }

    fn append(
        &mut self,
        after: Head,
        bodies: &[String],
        each: Each<'_>,
    ) -> Result<Head, AppendError> {
        let mut head = self.head();
        if after != head {
            return Err(AppendError::Moved(head));
        }
        for body in bodies {
            head = head.next(self.layout.context, body);
            self.records.push((head, body.clone()));
            each(head, body).map_err(AppendError::Unknown)?;
        }
        Ok(head)
    }

    fn follow(&mut self, _: Each<'_>) -> Result<Head, Damage> {
        Ok(self.head())
    }

    fn page(&mut self, after: Position, bytes_max: usize) -> Result<Vec<Linked>, Damage> {
        let mut bytes = 0;
        let within = |(_, body): &&Linked| {
            let more = bytes < bytes_max || bytes == 0;
            bytes += body.len();
            more
        };
        let behind = self.records.iter();
        let behind = behind.skip(after.saturating_sub(self.foot.revision) as usize);
        Ok(behind.take_while(within).cloned().collect())
    }

    fn archive(&mut self, _: &str, bodies: &[String]) -> Result<Head, AppendError> {
        self.records.clear();
        self.append(self.foot, bodies, &mut |_, _| Ok(()))
    }

    fn health(&self) -> Arc<Health> {
        Arc::default()
    }
}
