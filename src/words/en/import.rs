//! The import of a list.

use crate::words::check::Saying;
use crate::words::import::COUNT;
use crate::words::producer::import::ImportWords;

pub(super) const SENTENCES: [Saying; COUNT] = [
    |part| format!("The file has more than {} MB: no list of works has.", part[0]),
    |_| {
        "This is a workbook of before 2007, or one with a password. Open it in a spreadsheet and \
         save it as .xlsx."
            .to_owned()
    },
    |_| "This is a PDF. Save the table as .xlsx or CSV.".to_owned(),
    |_| "This is a text document. Save the table as .xlsx or CSV.".to_owned(),
    |_| "This is a picture. Save the table as .xlsx or CSV.".to_owned(),
    |_| "This is an archive. Take the table out of it first.".to_owned(),
    |_| "This is a web page. Open it in a spreadsheet and save it as .xlsx.".to_owned(),
    |_| "There is nothing in it.".to_owned(),
    |_| "This is no table: choose an .xlsx file or CSV, or paste cells.".to_owned(),
    |_| "The table is larger than any list of works.".to_owned(),
    |_| "The table cannot be read. Save it anew as .xlsx or CSV.".to_owned(),
    |part| format!("From row {} on the table is larger than any list of works.", part[0]),
    |part| {
        format!(
            "Row {}: a quotation mark opens a cell there or below, and none closes it. Add it, or \
             save the table anew.",
            part[0]
        )
    },
    |_| "The workbook cannot be read. Open it in a spreadsheet and save it anew.".to_owned(),
    |_| "There is nothing in any visible sheet of this workbook.".to_owned(),
    |_| "There is more in this workbook than in any list of works.".to_owned(),
    |part| format!("The sheet {} cannot be read. Save the workbook anew.", part[0]),
    |part| {
        format!(
            "Cell {} of the sheet {} is further out than any list of works reaches: delete what \
             stands there.",
            part[0], part[1]
        )
    },
    |_| "The file is damaged or was cut short. Save it anew.".to_owned(),
    |_| "This is no workbook, whatever its name says. Save the table as .xlsx or CSV.".to_owned(),
    |_| "This file unpacks to far more than it looks. No workbook does.".to_owned(),
    |_| "The workbook is damaged. Save it anew.".to_owned(),
    |_| "A part of this workbook is written in an old way. Save it anew.".to_owned(),
    |_| "Which column is the title? Choose it below.".to_owned(),
    |_| "There is no row below the header: the table is empty.".to_owned(),
    |_| "There is no title: write one into this cell.".to_owned(),
    |_| "There is no team: write one into this cell.".to_owned(),
    |_| "Which column is the title? Choose it below.".to_owned(),
    |_| "Which column is the team? Choose it below.".to_owned(),
    |part| format!("The formula in this cell comes to nothing: {}.", part[0]),
    |_| {
        "Not every character of this cell could be read: choose the encoding below, or save the \
         list as .xlsx."
            .to_owned()
    },
    |_| "There is a control character in this cell: write it anew.".to_owned(),
    |part| format!("There are more than {} characters in this cell: shorten it.", part[0]),
    |part| {
        format!(
            "“{}” is not known as a status: write another word, or leave the column out below.",
            part[0]
        )
    },
    |part| {
        format!(
            "“{}” is neither a yes nor a no: write another word, or leave the column out below.",
            part[0]
        )
    },
    |part| format!("“{}” is the id of row {}, too: each work has its own.", part[0], part[1]),
    |part| {
        format!(
            "The same title and team as row {}: delete one, or add a column “id” that tells them \
             apart.",
            part[0]
        )
    },
    |_| {
        "What was imported last (imported.toml in the show folder) cannot be read. Mend it, or \
         delete it: then whatever differs here counts as changed by hand."
            .to_owned()
    },
    |_| {
        "This sheet has lost its column “palmares”, which tells the rows apart: fetch the workbook \
         anew, and bring the changes into that one."
            .to_owned()
    },
    |_| {
        "What a row is about stays: insert a new row in its place, and delete this one.".to_owned()
    },
    |part| format!("“{}” is no kind of line: choose one from the list of the cell.", part[0]),
    |part| format!("“{}” cannot be chosen here: choose from the list of the cell.", part[0]),
    |part| format!("“{}” is neither yes nor no: write TRUE or FALSE.", part[0]),
    |part| {
        format!("Nothing in the show is called “{}”: write a name as in its own sheet.", part[0])
    },
    |part| {
        format!("To the spreadsheet “{}” is a time: write a whole number, such as 90.", part[0])
    },
    |part| format!("“{}” is no whole number: write one, such as 90.", part[0]),
    |part| format!("“{}” is no number above zero: write one, such as 75 or 1.5.", part[0]),
    |part| {
        format!(
            "“{}” stands in row {}, too: empty this cell in the row that is new.",
            part[0], part[1]
        )
    },
];

pub(super) const WORDS: ImportWords = ImportWords {
    open: "Import a list",
    intro: "A spreadsheet (.xlsx, CSV) of the works, or the whole show as a workbook. You see \
            what would become of every row; nothing changes before you apply it.",
    paste: "or paste cells here",
    another: "Another list",
    whole: "Whole show as a workbook",
    unread: "Not read: {}",
    order: "The order of the rows",
    reading: "Reading …",
    verdicts: [
        "New",
        "Changed",
        "Changed here by hand",
        "No longer in the list",
        "Withdrawn",
        "Not selected",
        "Unchanged", "Moved", "Taken out"],
    notes: [
        "",
        "",
        "What was changed here stays as it is.",
        "They stay in the show. Remove them there, or mark them as withdrawn.",
        "No new entry; one that is in the show leaves the final.",
        "No new entry; one that is in the show leaves the final.",
        "",
        "They stand elsewhere in the workbook; cells that changed are listed.",
        "These rows were deleted in the workbook, and leave the show.",
    ],
    wrong: "To mend first",
    wrong_note: "Mend these cells in the list, and choose it again; or change below how it is \
                 read. Until then nothing can be applied.",
    row: "Row {}",
    cell: "Row {}, column {}",
    kept: "“{}” stays; the list says “{}”",
    how: "How the list was read",
    encoding: "Characters",
    guessed: "guessed: {}",
    sheet: "Sheet",
    header: "Row with the headers",
    no_header: "none",
    becomes: "becomes",
    source: "Id in the list",
    status: "Withdrawn or not",
    selected: "In the final or not",
    maker: "Who made it, where there is no team",
    none: "left out",
    private: "private: always left out",
    private_left: "Private, and left out: {}",
    original: "original language",
    apply: "Apply {} changes",
    apply_one: "Apply 1 change",
    nothing_new: "The show has all of it already.",
    applied: "Imported: {}.",
    waits: "The show is under way: this waits at the top of the page until somebody applies it.",
    undone: "Undone: the show is as it was before the import.",
    stale: "The show was changed meanwhile. This is what would become of the list now.",
    back: "Back to the entries",
};
