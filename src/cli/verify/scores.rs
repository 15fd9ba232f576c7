//! The jury's half of `palmares verify`: its records are held against the journal. Sheets, figures
//! and orders are derived from them like everything else in an export.

use crate::ledger::Head;
use crate::ledger::kept::Fold;
use crate::scorebox::CONTEXT;
use crate::scorebox::fold::Sheets;
use crate::show::event::{Event, Stamped};

/// What was recounted; nothing where nobody has judged, or the sheets are anonymous.
pub(super) fn recount(events: &[Stamped], records: &[String]) -> Result<Option<String>, String> {
    if records.is_empty() {
        return Ok(None);
    }
    let (mut sheets, mut heads, mut scores) = (Sheets::default(), Vec::new(), 0_usize);
    for body in records {
        let head = heads.last().copied().unwrap_or_else(Head::default);
        let head = head.next(CONTEXT, body);
        sheets.apply(head, body, &mut |_| {})?;
        scores += body.lines().count();
        heads.push(head);
    }
    for stamped in events {
        let Event::JuryActed {
            position, digest, ..
        } = &stamped.event
        else {
            continue;
        };
        let place = usize::try_from(*position).unwrap_or(usize::MAX);
        let head = place.checked_sub(1).and_then(|place| heads.get(place));
        if head.is_none_or(|head| head.digest() != *digest) {
            return Err(format!(
                "the chain of records does not lead to what event {} tells of batch {position}",
                stamped.revision
            ));
        }
    }
    let batches = heads.len();
    Ok(Some(format!(
        "{scores} records reckoned again, sheets, figures and orders hold up to batch {batches}"
    )))
}
