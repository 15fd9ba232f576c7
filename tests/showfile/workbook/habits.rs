//! What is wrong in a workbook, what spreadsheets do to cells, and what no edit may lose.

use super::*;
use proptest::prelude::*;

const KIND: &str = "What it puts on stage";

#[test]
fn an_unknown_kind_of_cue_is_a_row_and_a_letter() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    insert(
        &mut book,
        "Running order",
        Some("opening"),
        &[(KIND, "Fireworks")],
    );
    let [wrong] = &desk.wrong(&book)[..] else {
        panic!("one cell is wrong");
    };
    let says = "Running order A3: \"Fireworks\" is no kind of cue: write one of card, message";
    assert!(wrong.starts_with(says), "{wrong}");
    let mut book = desk.out(Ui::En);
    put(&mut book, "Running order", "opening", KIND, "Fireworks");
    assert!(desk.wrong(&book)[0].starts_with("Running order A3: "));
}

#[test]
fn each_wrong_cell_is_told_with_its_sheet_row_and_letter() {
    let desk = Desk::with(EVERYTHING);
    for (sheet, id, header, text, says) in [
        (
            "Running order",
            "welcome",
            "Planned seconds",
            "soon",
            "no whole number",
        ),
        (
            "Running order",
            "welcome",
            "Planned seconds",
            "0.001041666",
            "a time",
        ),
        ("Running order", "welcome", KIND, "Message", "stays"),
        ("Running order", "best/winner", "Step", "Suspense", "stays"),
        (
            "Running order",
            "best/winner",
            "Planned seconds",
            "0",
            "whole number",
        ),
        (
            "Running order",
            "opening",
            "Who speaks",
            "Nobody",
            "is called \"Nobody\"",
        ),
        (
            "Running order",
            "opening",
            "Skip",
            "perhaps",
            "neither yes nor no",
        ),
        (
            "Awards",
            "best",
            "Decided by",
            "the weather",
            "cannot be chosen",
        ),
        (
            "Awards",
            "best",
            "Name of the award (en)",
            "#REF!",
            "comes to nothing",
        ),
        (
            "Awards",
            "best",
            "Handed over by",
            "Wong",
            "is called \"Wong\"",
        ),
        ("Entries", "mirror", "palmares", "mirror-2", "stands in row"),
        ("Entries", "mirror-2", "Team (zh-Hant-HK)", "", "no `team`"),
        (
            "Jurors",
            "ho",
            "Does not judge",
            "3/5\nNobody",
            "is called \"Nobody\"",
        ),
    ] {
        let mut book = desk.out(Ui::En);
        put(&mut book, sheet, id, header, text);
        let wrong = desk.wrong(&book);
        assert_eq!(wrong.len(), 1, "{header} {text}: {wrong:?}");
        let said = wrong[0].starts_with(&format!("{sheet} ")) && wrong[0].contains(says);
        assert!(said, "{header} {text}: {wrong:?}");
    }
}

#[test]
fn an_award_that_goes_and_is_still_given_names_the_line_that_gives_it() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    let awards = sheet(&mut book, "Awards");
    let row = at(awards, "best");
    awards.rows.remove(row);
    let wrong = desk.wrong(&book);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].starts_with("Running order "), "{wrong:?}");
    let order = sheet(&mut book, "Running order");
    let ids = column(order, MARK);
    order.rows.retain(|row| !row.cell(ids).starts_with("best"));
    desk.take(&book);
    assert!(!desk.text().contains("best"), "{}", desk.text());
}

#[test]
fn a_sheet_without_its_ids_is_refused_and_one_that_is_not_there_changes_nothing() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    book.retain(|table| table.sheet.as_deref() != Some("Running order"));
    assert!(!desk.seen(&book).is_change());
    let people = sheet(&mut book, "People");
    let ids = column(people, MARK);
    for row in &mut people.rows {
        row.cells.remove(ids);
    }
    let wrong = desk.wrong(&book);
    assert!(wrong[0].starts_with("People 1: no column"), "{wrong:?}");
}

#[test]
fn what_spreadsheets_do_to_cells_changes_nothing() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    for table in &mut book {
        for row in &mut table.rows {
            if row.number > 1 && table.sheet.as_deref() != Some(MARK) {
                for cell in row.cells.iter_mut().filter(|cell| !cell.is_empty()) {
                    *cell = format!(" {} \n", cell.replace('\n', " \n"));
                }
            }
        }
        // A title over the header, and empty rows below it.
        if table.sheet.as_deref() == Some("Entries") {
            let number = 0;
            let cells = vec!["Gala 2026".to_owned()];
            table.rows.insert(0, CellRow { number, cells });
            numbered(table);
        }
    }
    let seen = desk.seen(&book);
    assert_eq!(told(&seen.changes), [""; 0]);
    assert!(seen.wrong.is_empty(), "{:?}", seen.wrong);
}

#[test]
fn leading_zeros_and_what_looks_like_a_date_or_a_formula_are_written_as_text() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    let entries = sheet(&mut book, "Entries");
    let cell = |id: &str, header: &str| {
        let row = at(entries, id);
        entries.rows[row].cell(column(entries, header)).to_owned()
    };
    assert_eq!(cell("mirror", "Catalogue number"), "007");
    assert_eq!(cell("dusk", "Title (zh-Hant-HK)"), "3/5");
    assert_eq!(cell("dusk", "Team (zh-Hant-HK)"), "=SUM");
}

/// A cell of any sheet but its header, and what is typed there.
fn typed() -> impl Strategy<Value = (usize, usize, usize, String)> {
    let text = prop_oneof![
        Just(String::new()),
        Just("TRUE".to_owned()),
        "[0-9]{1,3}",
        "[a-z 得主\\n\"'#\\[\\]=]{1,12}",
        Just("Wong (wong)".to_owned()),
        Just("the jury".to_owned()),
    ];
    (0..5_usize, 1..40_usize, 0..20_usize, text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_into_cells_loses_no_comment_and_is_all_or_nothing(
        cells in proptest::collection::vec(typed(), 1..12),
        moved in (1..20_usize, 1..20_usize),
    ) {
        let desk = Desk::with(EVERYTHING);
        let mut book = desk.out(Ui::En);
        for (sheet, row, column, text) in cells {
            let table = &mut book[sheet];
            let row = row.min(table.rows.len() - 1);
            let cells = &mut table.rows[row].cells;
            // Ids are not typed.
            if column + 1 < cells.len() {
                cells[column] = text;
            }
        }
        let order = &mut book[2];
        let row = order.rows.remove(moved.0.min(order.rows.len() - 1));
        let place = moved.1.min(order.rows.len());
        order.rows.insert(place.max(1), row);
        numbered(order);
        let seen = desk.seen(&book);
        if !seen.wrong.is_empty() || seen.unfit.is_some() {
            return Ok(());
        }
        seen.apply(&desk.folder()).expect("applied");
        let text = desk.text();
        for (at, _) in EVERYTHING.match_indices("# ") {
            let remark = EVERYTHING[at..].lines().next().expect("a line");
            prop_assert!(text.contains(remark), "{remark} is not in\n{text}");
        }
        let again = desk.seen(&book);
        prop_assert!(!again.is_change(), "{:#?}\n{}", told(&again.changes), text);
    }
}
