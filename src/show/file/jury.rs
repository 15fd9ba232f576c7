//! `[jury]` and the tables below it.

use super::Media;
use super::parts::Tables;
use super::reader::{Inputs, Table, TableReader};
use crate::show::fault::Purpose;
use crate::show::jury::SORTING_ID;
use crate::show::programme::{
    Criterion, FinalSheet, Juror, Jury, JuryTie, Round, RoundMode, Rule, Seal, SheetNames, Show,
    Weight,
};

const SCALE_MAX: u32 = 1000;
/// Sheets an entry in a first round, where the file says nothing and there are so many jurors.
const PER_ENTRY_DEFAULT: u32 = 3;

pub(super) fn read<'a>(row: Table<'a>, rows: &mut Tables<'a>, desk: Inputs<'a>) -> Jury {
    let mut table = TableReader::new(row, "[jury]", desk);
    rows.criteria = table.tables("criterion", "[[jury.criterion]]");
    rows.jurors = table.tables("juror", "[[jury.juror]]");
    rows.round = table.table("round", "[jury.round]");
    let criteria = rows.criteria.iter().map(|row| criterion(*row, desk));
    let jurors: Vec<_> = rows.jurors.iter().map(|row| juror(*row, desk)).collect();
    let plain = Jury::default();
    let jury = Jury {
        scale: table.number("scale", 1..=SCALE_MAX).unwrap_or(plain.scale),
        rule: table
            .choice("rule", &Rule::ALL.map(|rule| (rule.as_str(), rule)))
            .unwrap_or_default(),
        ties: table.ids("ties").into_iter().map(JuryTie::from).collect(),
        minimum: table
            .number("minimum", 1..=u32::MAX)
            .unwrap_or(plain.minimum),
        seal: table
            .choice("seal", &[("one", Seal::One), ("two", Seal::Two)])
            .unwrap_or_default(),
        chair: table.optional_id("chair"),
        shuffle: table.flag("shuffle").unwrap_or(plain.shuffle),
        sheets: table
            .choice(
                "sheets",
                &[
                    ("named", SheetNames::Named),
                    ("anonymous", SheetNames::Anonymous),
                ],
            )
            .unwrap_or_default(),
        round: rows.round.map(|row| round(row, jurors.len(), desk)),
        criteria: criteria.collect(),
        jurors,
        final_sheet: None,
    };
    table.finish();
    jury
}

/// While the works are sorted, a juror answers one question for each: the criteria are asked of the
/// finalists.
pub(super) fn while_sorting(show: &mut Show, media: &dyn Media) {
    let sorts = |round: &Round| round.mode == RoundMode::YesMaybeNo;
    if !show.in_first_round() || !show.jury.round.as_ref().is_some_and(sorts) {
        return;
    }
    let [question, answers @ ..] = media.sorting();
    let scale = answers.len() as u32 - 1;
    let asked = Criterion {
        id: SORTING_ID.to_owned(),
        name: question,
        weight: Weight::ONE,
        levels: answers.into(),
    };
    show.jury.final_sheet = Some(FinalSheet {
        scale: std::mem::replace(&mut show.jury.scale, scale),
        criteria: std::mem::replace(&mut show.jury.criteria, vec![asked]),
    });
}

fn round(row: Table<'_>, jurors: usize, desk: Inputs<'_>) -> Round {
    let mut table = TableReader::new(row, "[jury.round]", desk);
    let modes = [
        ("scores", RoundMode::Scores),
        ("yes-maybe-no", RoundMode::YesMaybeNo),
    ];
    let round = Round {
        keep: table.needed_number("keep", 1..=u32::MAX, "10"),
        per_entry: table.number("per_entry", 1..=u32::MAX).unwrap_or_else(|| {
            PER_ENTRY_DEFAULT.min(u32::try_from(jurors.max(1)).unwrap_or(u32::MAX))
        }),
        mode: table.choice("mode", &modes).unwrap_or_default(),
    };
    table.finish();
    round
}

fn criterion(row: Table<'_>, desk: Inputs<'_>) -> Criterion {
    let mut table = TableReader::new(row, "[[jury.criterion]]", desk);
    let criterion = Criterion {
        id: table.id("id"),
        name: table.text("name"),
        weight: table.weight("weight").unwrap_or(Weight::ONE),
        levels: table.texts("levels"),
    };
    table.finish();
    criterion
}

fn juror(row: Table<'_>, desk: Inputs<'_>) -> Juror {
    let mut table = TableReader::new(row, "[[jury.juror]]", desk);
    let juror = Juror {
        id: table.id("id"),
        name: table.text("name"),
        title: table.optional_text("title"),
        portrait: table.media("portrait", Purpose::Picture),
        organisation: table.optional_text("organisation"),
        conflicts: table.ids("conflicts"),
    };
    table.finish();
    juror
}
