//! Jurors and works that may not meet.

use crate::scorebox::fold::Sheets;
use crate::show::programme::{Entry, Juror, Show};
use crate::show::text::Text;

/// A juror and a work that may not meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub juror: String,
    pub entry: String,
    pub why: ConflictReason,
    /// What the chair has said.
    pub ruled: Option<bool>,
}

/// Why a conflict is on the list.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictReason {
    /// Both come from this organisation.
    SameOrganisation,
    /// The juror's own words.
    Declared(String),
    InFile,
}

/// What the file names, what a juror has declared, and what equal organisations propose.
pub(super) fn conflicts(show: &Show, sheets: &Sheets) -> Vec<Conflict> {
    let mut found = Vec::new();
    for juror in &show.jury.jurors {
        let sheet = sheets.sheet(&juror.id);
        for entry in show.finalists() {
            let declared = sheet.and_then(|sheet| sheet.recused.get(&entry.id));
            let ruled = sheet.and_then(|sheet| sheet.conflicts.get(&entry.id).copied());
            let why = match declared {
                Some(reason) => ConflictReason::Declared(reason.clone()),
                None if juror.conflicts.contains(&entry.id) => ConflictReason::InFile,
                None if ruled.is_some() || may_conflict(juror, entry) => {
                    ConflictReason::SameOrganisation
                }
                None => continue,
            };
            found.push(Conflict {
                juror: juror.id.clone(),
                entry: entry.id.clone(),
                why,
                ruled,
            });
        }
    }
    found
}

/// A shorter name is no organisation's: it could stand in anybody's office.
const ORGANISATION_CHARS_MIN: usize = 4;

/// Whether a juror's organisation, or the office that is given with the name, names where the work
/// comes from.
fn may_conflict(juror: &Juror, entry: &Entry) -> bool {
    let houses = entry.origin.iter().chain([&entry.team]).flat_map(Text::all);
    let mut houses = houses.filter(|house| house.chars().count() >= ORGANISATION_CHARS_MIN);
    let offices = || {
        juror
            .organisation
            .iter()
            .chain(&juror.title)
            .flat_map(Text::all)
    };
    houses.any(|house| offices().any(|office| office.contains(house)))
}
