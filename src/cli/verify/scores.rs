//! The jury's half of `palmares verify`: its records are held against the journal. Sheets, figures
//! and orders are derived from them like everything else in an export.

use crate::ledger::Head;
use crate::ledger::kept::Fold;
use crate::scorebox::CONTEXT;
use crate::scorebox::fold::Sheets;
use crate::show::event::{Event, Stamped};
use crate::show::judging::{AnnouncedRule, JuryAct, RulePart};
use crate::show::programme::{SheetNames, Show};
use crate::show::state::State;
use crate::show::text::counted;

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

/// How often the announced rule was changed after a first score, and of what; nothing where it
/// never was.
///
/// # Errors
/// A show file that was read again with another rule, and no event that says so.
pub(super) fn rule_changes(events: &[Stamped], state: &State) -> Result<Option<String>, String> {
    let mut walked = events.first().and_then(State::begin);
    for (at, before) in events.iter().enumerate() {
        let next = events.get(at + 1);
        if let (Some(walked), Event::ShowReread { show }) = (&walked, &before.event)
            && let Some(fixed) = walked.jury.rules.last().filter(|_| walked.jury.is_fixed())
            && !fixed
                .rule
                .parts_changed(&AnnouncedRule::of(show))
                .is_empty()
            && !matches!(
                next.map(|next| &next.event),
                Some(Event::RuleChanged { .. } | Event::FinalBegun { .. })
            )
        {
            let revision = before.revision;
            return Err(format!(
                "event {revision} changes the announced rule after the first score, and no event \
                tells of it"
            ));
        }
        if let (Some(walked), Some(next)) = (&mut walked, next) {
            walked.apply(next);
        }
    }
    let changes: Vec<String> = state
        .jury
        .rule_changes()
        .map(|(_, parts)| {
            parts
                .into_iter()
                .map(RulePart::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        })
        .collect();
    let told = format!(
        "the announced rule was changed after the first score {}: {}",
        counted(changes.len(), "time"),
        changes.join("; ")
    );
    Ok((!changes.is_empty()).then_some(told))
}

/// Whether an event tells of this act. What a close counts hangs on the show file of its moment.
fn same(done: &JuryAct, told: &JuryAct) -> bool {
    let close = |act: &JuryAct| matches!(act, JuryAct::Closed { .. });
    done == told || close(done) && close(told)
}

/// Why anonymous sheets cannot be proved.
const ANONYMOUS: &str = "its sheets are anonymous, so the export holds no records of theirs, and \
    they cannot be recounted from it";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::event::{At, By};
    use crate::show::file::{Media, Resolved, read};
    use std::sync::Arc;

    struct NoFiles;

    impl Media for NoFiles {
        fn resolve(&self, _: &str) -> Resolved {
            Resolved::Missing
        }
    }

    #[test]
    fn another_rule_that_no_event_tells_of_is_found_though_the_journal_ends_with_it() {
        let read = read("show.toml", crate::demo::SHOW, &NoFiles).expect("the built-in show");
        let show = Arc::new(read.0);
        let mut other = Show::clone(&show);
        other.jury.minimum += 1;
        let loaded = Event::ShowLoaded {
            show: show.clone(),
            fingerprint: None,
        };
        let rule = Box::new(AnnouncedRule::of(&show));
        let read = Event::ShowReread {
            show: Arc::new(other),
        };
        let stamp = |(revision, event)| Stamped {
            revision,
            at: At::default(),
            by: By::File,
            event,
        };
        let events = [loaded, Event::RuleFixed { rule }, read];
        let events: Vec<Stamped> = (1..).zip(events).map(stamp).collect();
        let state = crate::evening::fold(&events).expect("a state");
        assert!(rule_changes(&events, &state).is_err());
        assert_eq!(rule_changes(&events[..2], &state), Ok(None));
    }
}
