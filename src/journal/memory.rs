//! A journal in memory, for tests and for a look at a show that was never served.

use super::{AppendError, Damage, Head, Journal, heads};
use crate::show::event::Stamped;

/// Keeps events until it is dropped.
#[derive(Default)]
pub struct MemoryJournal {
    events: Vec<Stamped>,
    head: Head,
    /// Makes every append fail, as a full disk does.
    pub broken: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Journal for MemoryJournal {
    fn append(&mut self, after: Head, events: &[Stamped]) -> Result<Head, AppendError> {
        if self.broken.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(AppendError::Storage("the disk is full".into()));
        }
        if after != self.head {
            return Err(AppendError::Moved(self.head));
        }
        self.head = heads(after, events).last().copied().unwrap_or(after);
        self.events.extend_from_slice(events);
        Ok(self.head)
    }

    fn replay(&mut self, each: &mut dyn FnMut(Stamped)) -> Result<Head, Damage> {
        self.events.iter().cloned().for_each(each);
        Ok(self.head)
    }

    fn reopen(&mut self) -> Result<Head, Damage> {
        if self.broken.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(Damage::File("the disk is full".into()));
        }
        Ok(self.head)
    }

    fn archive(&mut self, _label: &str, events: &[Stamped]) -> Result<Head, AppendError> {
        self.events.clear();
        self.head = Head::default();
        self.append(Head::default(), events)
    }
}
