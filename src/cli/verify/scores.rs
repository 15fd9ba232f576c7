//! The jury's half of `palmares verify`: its records are held against the journal. Sheets, figures
//! and orders are derived from them like everything else in an export.

use crate::ledger::Head;
use crate::ledger::kept::Fold;
use crate::scorebox::CONTEXT;
use crate::scorebox::fold::Sheets;
use crate::show::event::{Event, Stamped};
use crate::show::judging::JuryAct;
use crate::show::programme::{SheetNames, Show};

/// What was recounted; nothing where nobody has judged.
///
/// # Errors
/// What does not follow, for people.
pub(super) fn recount(
    show: &Show,
    events: &[Stamped],
    records: &[String],
) -> Result<Option<String>, String> {
    let told: Vec<(u64, &Event)> = events
        .iter()
        .filter(|stamped| matches!(stamped.event, Event::JuryActed { .. }))
        .map(|stamped| (stamped.revision, &stamped.event))
        .collect();
    if records.is_empty() {
        let judged = events
            .iter()
            .any(|e| matches!(e.event, Event::RuleFixed { .. }));
        return match (judged || !told.is_empty(), show.jury.sheets) {
            (false, _) => Ok(None),
            (true, SheetNames::Named) => Err("the records of its score box are missing".to_owned()),
            (true, SheetNames::Anonymous) => Err(ANONYMOUS.to_owned()),
        };
    }
    let (mut sheets, mut heads, mut scores) = (Sheets::default(), Vec::new(), 0_usize);
    for body in records {
        let head = heads.last().copied().unwrap_or_else(Head::default);
        let head = head.next(CONTEXT, body);
        sheets.apply(head, body, &mut |_| {})?;
        scores += body.lines().count();
        heads.push(head);
    }
    let acts = sheets.acts().iter();
    let mut acts = acts.filter_map(|act| Some((act.at, act.told(show)?)));
    for (revision, event) in told {
        let Event::JuryActed {
            act,
            position,
            digest,
        } = event
        else {
            continue;
        };
        let follows = acts.next().is_some_and(|(at, done)| {
            at.revision == *position && at.digest() == *digest && same(&done, act)
        });
        if !follows {
            return Err(format!(
                "what event {revision} tells of batch {position} is not what the records lead to"
            ));
        }
    }
    if let Some((at, _)) = acts.next() {
        return Err(format!(
            "batch {} holds an act of the jury that the journal does not tell. Export again, if \
            it has just happened",
            at.revision
        ));
    }
    let batches = heads.len();
    Ok(Some(format!(
        "{scores} records reckoned again, sheets, figures and orders hold up to batch {batches}"
    )))
}

/// Whether an event tells of this act. What a close counts hangs on the show file of its moment.
fn same(done: &JuryAct, told: &JuryAct) -> bool {
    let close = |act: &JuryAct| matches!(act, JuryAct::Closed { .. });
    done == told || close(done) && close(told)
}

/// Why anonymous sheets cannot be proved.
const ANONYMOUS: &str = "its sheets are anonymous, so the export holds no records of theirs, and \
    they cannot be recounted from it";
