//! The jury's half of `palmares verify`: its records are held against the journal. Sheets, figures
//! and orders are derived from them like everything else in an export.

use crate::ledger::kept::Fold;
use crate::scorebox::fold::Sheets;
use crate::scorebox::heads;
use crate::show::event::{Event, Stamped};
use crate::show::judging::{AnnouncedRule, JuryAct, RulePart};
use crate::show::programme::{SheetNames, Show};
use crate::show::state::State;
use crate::show::text::counted;
use crate::view::export::Exported;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was recounted; nothing where nobody has judged.
///
/// # Errors
/// What does not follow, for people.
pub(super) fn recount(show: &Arc<Show>, exported: &Exported) -> Result<Option<String>, String> {
    let (events, records) = (exported.log(), exported.scores());
    let told: Vec<(u64, &Event)> = events
        .iter()
        .filter(|stamped| matches!(stamped.event, Event::JuryActed { .. }))
        .map(|stamped| (stamped.revision, &stamped.event))
        .collect();
    if records.is_empty() {
        let judged = events
            .iter()
            .any(|e| matches!(e.event, Event::RuleFixed { .. }));
        return match judged || !told.is_empty() {
            false => Ok(None),
            true => Err("the records of its score box are missing".to_owned()),
        };
    }
    let (mut sheets, mut scores, heads) = (Sheets::default(), 0_usize, heads(records));
    for (head, body) in heads.iter().zip(records) {
        sheets.apply(*head, body, &mut |_| {})?;
        scores += body.lines().count();
    }
    let judged = &exported.judged(show);
    if show.jury.sheets == SheetNames::Anonymous {
        one_name_each(events, show, judged, &sheets)?;
    }
    let acts = sheets.acts().iter();
    let mut acts = acts.filter_map(|act| Some((act.at, act.told(judged)?)));
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

/// Whether there are as many anonymous jurors as real ones: a sheet that is left out, told twice or
/// put under a name that nobody drew would count otherwise.
fn one_name_each(
    events: &[Stamped],
    show: &Show,
    judged: &Show,
    sheets: &Sheets,
) -> Result<(), String> {
    let ids = |show: &Show| -> BTreeSet<String> {
        let jurors = show.jury.jurors.iter();
        jurors.map(|juror| juror.id.clone()).collect()
    };
    let drawn = ids(judged);
    let wrong = drawn.len() != show.jury.jurors.len() || drawn.len() != judged.jury.jurors.len();
    let mut ever = BTreeSet::new();
    for stamped in events {
        if let Event::ShowLoaded { show, .. } | Event::ShowReread { show } = &stamped.event {
            ever.extend(ids(show));
        }
    }
    let past = sheets.past().iter().flat_map(|round| round.sheets.keys());
    let had: BTreeSet<&String> = drawn.iter().chain(sheets.jurors()).chain(past).collect();
    match wrong || had.len() > ever.len() {
        false => Ok(()),
        true => Err(format!(
            "its anonymous sheets are not those of {}",
            counted(show.jury.jurors.len(), "juror")
        )),
    }
}

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

    #[test]
    fn anonymous_sheets_are_as_many_as_there_are_jurors_and_nobody_has_two() {
        let file = read("show.toml", crate::demo::SHOW, &NoFiles);
        let show = Arc::new(file.expect("the built-in show").0);
        let events = [Stamped {
            revision: 1,
            at: At::default(),
            by: By::File,
            event: Event::ShowLoaded {
                show: show.clone(),
                fingerprint: None,
            },
        }];
        let under = |names: &[usize]| {
            let mut other = Show::clone(&show);
            other.jury.jurors.truncate(3);
            for (juror, number) in other.jury.jurors.iter_mut().zip(names) {
                juror.id = format!("juror-{number}");
            }
            other.jury.jurors.truncate(names.len());
            other
        };
        let mut three = Show::clone(&show);
        three.jury.jurors.truncate(3);
        let loaded = |event: &Stamped| {
            let mut event = event.clone();
            if let Event::ShowLoaded { show, .. } = &mut event.event {
                *show = Arc::new(three.clone());
            }
            event
        };
        let events = events.each_ref().map(loaded);
        let records = [1, 2, 3].map(|n| format!("score juror-{n} campus story 1 8\n"));
        let sheets = crate::scorebox::folded(&records);
        let holds = |names: &[usize]| one_name_each(&events, &three, &under(names), &sheets);
        assert_eq!(holds(&[2, 1, 3]), Ok(()));
        for names in [&[1, 2][..], &[1, 1, 3], &[1, 2, 9]] {
            assert!(holds(names).is_err(), "{names:?}");
        }
    }
}
