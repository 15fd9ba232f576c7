//! Every event of the evening, in memory: an export needs no disk, and an evening of thousands of
//! cues no more room than a short one.

use crate::show::event::Stamped;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{self, Write};
use std::sync::Arc;

/// Events that are packed together: they say much the same, and take a tenth of the room.
const PACK: usize = 128;

/// The newest stay as they are: snapshots carry them, and a disk that fails may make them say
/// otherwise.
const LOOSE_MIN: usize = PACK;

/// The evening's events, oldest first. A clone costs as much as the newest events alone.
#[derive(Clone, Default)]
pub struct EventLog {
    /// The older ones, [`PACK`] at a time, as compressed lines of JSON.
    packs: Vec<Arc<[u8]>>,
    loose: Vec<Stamped>,
}

impl EventLog {
    /// The newest events that are not packed: at least the last `LOOSE_MIN` of a longer evening.
    pub fn newest(&self) -> &[Stamped] {
        &self.loose
    }

    pub fn extend(&mut self, events: impl IntoIterator<Item = Stamped>) {
        self.loose.extend(events);
    }

    /// Takes back the newest events; those that are packed already stay.
    pub fn take_back(&mut self, events: usize) {
        let kept = self.loose.len().saturating_sub(events);
        self.loose.truncate(kept);
    }

    /// Packs what is old. It takes a fraction of a millisecond now and then: for a moment in which
    /// nobody waits.
    pub fn pack(&mut self) {
        while self.loose.len() >= LOOSE_MIN + PACK {
            match packed(&self.loose[..PACK]) {
                Ok(pack) => self.packs.push(pack),
                Err(error) => {
                    tracing::error!(%error, "events are kept as they are");
                    return;
                }
            }
            self.loose.drain(..PACK);
        }
        if self.loose.capacity() > 2 * (LOOSE_MIN + PACK) {
            self.loose.shrink_to(LOOSE_MIN + PACK);
        }
    }

    pub fn unpacked(&self) -> io::Result<Vec<Stamped>> {
        let mut events = Vec::with_capacity(self.packs.len() * PACK + self.loose.len());
        for pack in &self.packs {
            let lines = io::BufReader::new(DeflateDecoder::new(&**pack));
            for event in serde_json::Deserializer::from_reader(lines).into_iter() {
                events.push(event?);
            }
        }
        events.extend_from_slice(&self.loose);
        Ok(events)
    }
}

impl FromIterator<Stamped> for EventLog {
    fn from_iter<T: IntoIterator<Item = Stamped>>(events: T) -> Self {
        let mut log = EventLog::default();
        for event in events {
            log.loose.push(event);
            log.pack();
        }
        log
    }
}

fn packed(events: &[Stamped]) -> io::Result<Arc<[u8]>> {
    let mut lines = DeflateEncoder::new(Vec::new(), Compression::default());
    for event in events {
        serde_json::to_writer(&mut lines, event)?;
        lines.write_all(b"\n")?;
    }
    Ok(lines.finish()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::event::{At, By, Event, Move};

    fn fired(revision: u64) -> Stamped {
        let cue = format!("award-{}/winner", revision % 8);
        let event = Event::CueFired { cue, by: Move::Go };
        Stamped {
            revision,
            at: At(1_764_000_000_000 + revision as i64 * 977),
            by: By::Mc,
            event,
        }
    }

    #[test]
    fn an_evening_of_ten_thousand_cues_is_all_there_and_takes_little_room() {
        let mut log = EventLog::default();
        for revision in 1..=10_000 {
            log.extend([fired(revision)]);
            log.pack();
        }
        let all: Vec<_> = (1..=10_000).map(fired).collect();
        assert_eq!(log.unpacked().expect("what was packed here"), all);
        assert!(log.loose.len() < LOOSE_MIN + PACK);
        let bytes: usize = log.packs.iter().map(|pack| pack.len()).sum();
        assert!(bytes < 20 * 10_000, "{bytes} bytes for 10,000 cues");
    }

    #[test]
    fn an_evening_that_is_read_again_is_packed_like_one_that_was_played() {
        let log: EventLog = (1..=1_000).map(fired).collect();
        assert!(log.loose.len() < LOOSE_MIN + PACK);
        let all: Vec<_> = (1..=1_000).map(fired).collect();
        assert_eq!(log.unpacked().expect("what was packed here"), all);
    }

    #[test]
    fn the_newest_can_be_taken_back_and_told_anew() {
        let mut log: EventLog = (1..=400).map(fired).collect();
        log.take_back(3);
        log.extend((398..=399).map(fired));
        let all: Vec<_> = (1..=399).map(fired).collect();
        assert_eq!(log.unpacked().expect("what was packed here"), all);
    }
}
