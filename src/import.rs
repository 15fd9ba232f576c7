//! A spreadsheet becomes entries of the show file.
//!
//! The file's bytes become tables of text ([`table`]), a table's columns are found by their
//! headers ([`columns`]), its rows become works ([`works`]), and each work is held against the
//! show and against what was imported last ([`compare`], [`memory`]). Nothing is written before
//! [`Import::apply`], and what is written are edits like any other.

pub mod book;
pub mod columns;
pub mod compare;
mod headers;
pub mod memory;
pub mod table;
mod text;
mod values;
pub mod verdict;
mod workbook;
pub mod works;

use crate::folder::edit::{FileEditError, ShowText};
use crate::folder::{Folder, ShowError};
use crate::show::file::edit::{Edit, EditError, edited};
use columns::{ColumnChoices, Columns};
use compare::{Fate, HeldEntry, StandingEntries};
use memory::ImportMemory;
use std::collections::HashSet;
use table::CellTable;
use works::WrongCell;

/// Why a file cannot be imported; nothing has been written then, but for the last.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What the file is in place of a table, and what mends it.
    #[error("{0}")]
    NoTable(String),
    /// Nobody knows which column is the title.
    #[error("{0}")]
    NoTitle(&'static str),
    /// What was imported last cannot be read.
    #[error(
        "imported.toml {0}. Mend it, or delete it: then whatever differs here counts as \
        changed by hand"
    )]
    Memory(String),
    /// The show file cannot be read, or no show could be given with the works in it.
    #[error("{}", .0.whole())]
    Show(ShowError),
    /// It cannot be edited.
    #[error("show.toml: {0}")]
    Edit(#[from] EditError),
    /// It was not written.
    #[error("{0}")]
    NotWritten(FileEditError),
    /// The show file has the works, and nothing beside it tells that they were imported.
    #[error(
        "The show file has the works now, but imported.toml {0}. The next import takes what \
        differs from its list for changed by hand"
    )]
    Unkept(String),
}

/// A table held against the show: what would become of each of its rows.
pub struct Import {
    /// The columns, and what each is taken for.
    pub columns: Columns,
    /// What becomes of each row, in the order of the file.
    pub fates: Vec<Fate>,
    /// Entries that were imported earlier and stand in no row any more.
    pub gone: Vec<HeldEntry>,
    /// What is wrong; then there is nothing to apply.
    pub wrong: Vec<WrongCell>,
    /// Why no show could be given with the works in it; then neither.
    pub unfit: Option<ShowError>,
    edits: Vec<Edit>,
    shown: ShowText,
    /// The show file with the works in it.
    text: String,
    memory: ImportMemory,
    remembered: bool,
}

impl Import {
    /// Holds the first of these tables that has a header against the show in this folder.
    ///
    /// # Errors
    /// No table has a header or a row, or the show file cannot be read or could not be given with
    /// the works in it. Wrong rows are no error here: [`Import::wrong`] lists them.
    pub fn of(
        folder: &Folder,
        tables: &[CellTable],
        choices: &ColumnChoices,
    ) -> Result<Import, ImportError> {
        let shown = folder.show_text().map_err(ImportError::Show)?;
        let mut import = Import::over(folder, shown, tables, choices)?;
        match import.unfit.take() {
            Some(why) => Err(ImportError::Show(why)),
            None => Ok(import),
        }
    }

    /// The same over a show file that was read already. A show that could not be given is told
    /// beside the rows: [`Import::unfit`].
    pub fn over(
        folder: &Folder,
        shown: ShowText,
        tables: &[CellTable],
        choices: &ColumnChoices,
    ) -> Result<Import, ImportError> {
        let show = folder.judge(&shown.text).map_err(ImportError::Show)?.show;
        let memory = ImportMemory::read(folder)?;
        let columns = Columns::find(tables, &memory, choices, &show.languages)?;
        let (rows, wrong) = works::read(&tables[columns.table], &columns, &show.languages);
        if rows.is_empty() && wrong.is_empty() {
            let text = "there is no row below the header: the table is empty";
            return Err(ImportError::NoTable(text.to_owned()));
        }
        let standing = StandingEntries::of(&shown.text, &memory)?;
        let mut import = Import {
            columns,
            fates: Vec::new(),
            gone: Vec::new(),
            wrong,
            unfit: None,
            edits: Vec::new(),
            text: shown.text.clone(),
            shown,
            memory,
            remembered: false,
        };
        import.compare(standing, rows);
        if import.wrong.is_empty() && !import.edits.is_empty() {
            import.text = edited(&import.shown.text, &import.edits)?;
            import.unfit = folder.judge(&import.text).err();
        }
        Ok(import)
    }

    fn compare(&mut self, mut standing: StandingEntries, rows: Vec<works::ImportedWork>) {
        let before = self.memory.clone();
        let mut matched = HashSet::new();
        let found = standing.matched(&rows, &mut self.wrong);
        let (mut sets, mut adds) = (Vec::new(), Vec::new());
        for (work, held) in rows.into_iter().zip(found) {
            matched.extend(held);
            let fate = match held {
                Some(at) => standing.fate(at, work, &mut self.memory, &mut sets),
                None => standing.newcomer(work, &mut self.memory, &mut adds),
            };
            self.fates.push(fate);
        }
        // The work of a row with a wrong cell is not gone.
        if self.wrong.is_empty() {
            self.gone = standing.gone(&matched);
        }
        self.edits = sets;
        self.edits.append(&mut adds);
        self.memory.remember(&self.columns);
        self.remembered = self.memory != before;
    }

    /// Whether applying it would change anything in the show file.
    pub fn changes(&self) -> bool {
        !self.edits.is_empty()
    }

    /// The show file with the works in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was imported, as it is kept from now on; none where that is as it was.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn kept(&self) -> Result<Option<String>, ImportError> {
        self.remembered.then(|| self.memory.text()).transpose()
    }

    /// Writes the works into the show file, and what was imported beside it.
    ///
    /// # Errors
    /// The file was changed meanwhile, or the disk refuses.
    pub fn apply(&self, folder: &Folder) -> Result<(), ImportError> {
        if self.changes() {
            folder
                .write_show(&self.shown.version, &self.text)
                .map_err(ImportError::NotWritten)?;
        }
        if let Some(text) = self.kept()? {
            let kept = folder.keep_imported(&text);
            kept.map_err(|error| ImportError::Unkept(format!("cannot be written: {error}")))?;
        }
        Ok(())
    }
}
