//! The log outside the hall: votes of phones at home, written by nodes, and the hall's marks among
//! them.
//!
//! Every message is signed by whoever wrote it. The first one names the evening and the hall's key;
//! the hall's messages list the nodes, open and close. What is forged, foreign or malformed is
//! skipped by every reader alike, and counted.

pub mod fold;
pub mod key;
pub mod link;
pub mod nodebox;
pub mod record;

use crate::ledger::Layout;
use crate::ledger::jetstream::CONTEXT;

/// The hall's copy of the log.
pub const LAYOUT: Layout = Layout {
    stem: "net",
    application_id: 0x5061_6C6E,
    table: "message",
    number: "number",
    context: CONTEXT,
    fingerprint: None,
};
