//! What the hall writes into the log, as text that anyone can read and count again.
//!
//! ```text
//! evening 3f9a… 5f0c…            (the hall's public key; the first message of a log)
//! node n1 77ab…                  (its public key)
//! stop n1
//! paper people 1 hide-and-seek,the-kite
//! open people 1
//! lasts people 1 60000 179…      (milliseconds after the opening, by the log's own time; and when
//!                                the hall had opened it, by the hall's clock)
//! close people 1
//! exclude people 3f9a…
//! ```

use crate::ballotbox::record::{Mark, Record};
use crate::ledger::jetstream::signed::{Bytes32, HALL, Logged, Signed, is_lane};
use crate::show::event::At;
use std::fmt;

/// Something that the hall alone may write. A node holds no key that signs one.
#[derive(Clone, PartialEq, Eq)]
pub enum NetMark {
    /// Which evening it is, and whose word counts in it.
    Evening { evening: String, hall: Bytes32 },
    /// Batches of this lane count from here, if this key signed them.
    Node { lane: String, key: Bytes32 },
    /// Nothing of this lane counts from here on, for ever.
    Stop { lane: String },
    /// What may be chosen.
    Paper(NetPaper),
    /// How long a round lasts, by the log's own time. Said again, it lasts longer or shorter.
    Lasts {
        /// Ballot id.
        ballot: String,
        /// How often it has been opened.
        round: u32,
        /// From the time at which the servers took the opening, by the clock that stamps now: less
        /// than nothing where that clock is behind the one before it.
        span_ms: i64,
        /// When the hall had opened it: no two openings are of one moment. An earlier version did
        /// not write it.
        opened_at: Option<At>,
    },
    /// What stands among the hall's own votes, too.
    Box(Mark),
}

/// What may be chosen in a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetPaper {
    /// Ballot id.
    pub ballot: String,
    /// How many a voter may choose.
    pub choices_max: usize,
    /// Entry ids.
    pub entries: Vec<String>,
}

impl NetMark {
    /// Reads one line; none if it is not one of ours.
    pub fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let kind = words.next()?;
        let name = words.next().filter(|name| !name.is_empty())?.to_owned();
        let mark = match kind {
            "evening" => NetMark::Evening {
                evening: name,
                hall: Bytes32::read(words.next()?)?,
            },
            "node" => NetMark::Node {
                lane: node(name)?,
                key: Bytes32::read(words.next()?)?,
            },
            "stop" => NetMark::Stop { lane: node(name)? },
            "paper" => NetMark::Paper(NetPaper {
                ballot: name,
                choices_max: words.next()?.parse().ok()?,
                entries: words.next()?.split(',').map(str::to_owned).collect(),
            }),
            "lasts" => NetMark::Lasts {
                ballot: name,
                round: words.next()?.parse().ok()?,
                span_ms: words.next()?.parse().ok()?,
                opened_at: match words.next() {
                    Some(at) => Some(At(at.parse().ok()?)),
                    None => None,
                },
            },
            _ => match Record::read(line)? {
                Record::Mark(mark) => return Some(NetMark::Box(mark)),
                Record::Vote { .. } => return None,
            },
        };
        words.next().is_none().then_some(mark)
    }
}

/// The evening and the hall's public key that the first record of a log names.
pub fn begun(body: &str) -> Option<(String, Bytes32)> {
    let signed = Signed::read(Logged::read(body)?.message)?;
    match NetMark::read(signed.text.lines().next()?)? {
        NetMark::Evening { evening, hall } => Some((evening, hall)),
        _ => None,
    }
}

fn node(lane: String) -> Option<String> {
    (is_lane(&lane) && lane != HALL).then_some(lane)
}

impl fmt::Display for NetMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NetMark::Evening { evening, hall } => write!(f, "evening {evening} {hall}"),
            NetMark::Node { lane, key } => write!(f, "node {lane} {key}"),
            NetMark::Stop { lane } => write!(f, "stop {lane}"),
            NetMark::Paper(paper) => {
                let NetPaper {
                    ballot,
                    choices_max,
                    ..
                } = paper;
                write!(
                    f,
                    "paper {ballot} {choices_max} {}",
                    paper.entries.join(",")
                )
            }
            NetMark::Lasts {
                ballot,
                round,
                span_ms,
                opened_at,
            } => {
                write!(f, "lasts {ballot} {round} {span_ms}")?;
                opened_at.map_or(Ok(()), |At(ms)| write!(f, " {ms}"))
            }
            NetMark::Box(mark) => mark.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_hall_writes_reads_back() {
        for line in [
            format!("evening e {}", Bytes32([1; 32])),
            format!("node n1 {}", Bytes32([2; 32])),
            "stop n1".to_owned(),
            "paper people 2 a,b".to_owned(),
            "lasts people 1 60000".to_owned(),
            "lasts people 1 60000 1795416501235".to_owned(),
            "lasts people 1 -520000 1795416501235".to_owned(),
            "open people 1".to_owned(),
            "close people 1".to_owned(),
            format!("exclude people {}", "3f".repeat(16)),
        ] {
            let read = NetMark::read(&line).map(|mark| mark.to_string());
            assert_eq!(read.as_ref(), Some(&line));
            assert!(NetMark::read(&format!("{line} more")).is_none(), "{line}");
        }
    }

    #[test]
    fn a_vote_is_no_mark_and_no_node_is_called_as_the_hall() {
        let vote = format!("vote people {} 1 a", "3f".repeat(16));
        assert!(NetMark::read(&vote).is_none());
        assert!(NetMark::read("stop hall").is_none());
        assert!(NetMark::read("stop N 1").is_none());
    }
}
