//! Who comes in the place of somebody who is absent, and who receives a prize for a team.

use crate::show::programme::{Entry, Person};
use crate::show::text::{Lang, Run, Text};
use crate::words::Ui;

fn ui(lang: &str) -> Ui {
    Ui::of_tag(lang).unwrap_or(Ui::En)
}

/// The team of a work that has won, with who receives the prize for it.
pub fn winning_team(entry: &Entry, languages: &[Lang]) -> Vec<Run> {
    let mut runs = entry.team.runs(languages);
    if let Some(by) = &entry.received_by {
        for run in &mut runs {
            let by = by.or_first(&run.lang, languages);
            let received = (ui(&run.lang).words().stage.received_by)(by);
            run.text = format!("{} · {received}", run.text);
        }
    }
    runs
}

/// Who is on stage: themselves, or who replaces them.
pub fn name(person: &Person) -> &Text {
    person.replaced_by.as_ref().unwrap_or(&person.name)
}

/// What stands beneath that name: the office, or in whose place they are.
pub fn office(person: &Person, languages: &[Lang]) -> Vec<Run> {
    if person.replaced_by.is_none() {
        let office = person.title.iter();
        return office.flat_map(|title| title.runs(languages)).collect();
    }
    let mut runs = person.name.runs(languages);
    for run in &mut runs {
        run.text = (ui(&run.lang).words().stage.in_place_of)(&run.text);
    }
    runs
}
