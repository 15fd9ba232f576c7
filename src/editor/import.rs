//! A list of works becomes one edit of the show file.

use super::error::{busy, ended, unreadable};
use super::plan::{FileNow, Plan};
use super::{Changed, Editor, EditorError, rereading};
use crate::control::Act;
use crate::folder::edit::FileEditError;
use crate::import::book::{BookImport, is_book};
use crate::import::columns::{ColumnChoices, Columns};
use crate::import::memory::ImportMemory;
use crate::import::table::{CellTable, tables};
use crate::import::{Import, ImportError};
use crate::show::file::edit::{Edit, Field};
use crate::show::who::Who;
use encoding_rs::Encoding;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// So long a list waits until another one has been read.
const TURN_MAX: Duration = Duration::from_secs(10);

/// Whoever holds it reads a list, and nobody else does.
pub struct ListTurn(#[allow(dead_code)] OwnedSemaphorePermit);

/// A list that somebody sent, and how it is to be read.
pub struct SentList {
    pub bytes: Vec<u8>,
    pub encoding: Option<&'static Encoding>,
    pub choices: ColumnChoices,
    pub turn: ListTurn,
}

/// What would become of a list.
pub struct SeenList {
    /// The tables in it.
    pub tables: Vec<CellTable>,
    pub read: ListRead,
    /// The version of the show file that it is held against.
    pub version: String,
}

/// How far a list can be read.
pub enum ListRead {
    /// Into rows, and what becomes of each.
    Rows(Box<Import>),
    /// The whole show, as a workbook.
    Book(Box<BookImport>),
    /// Nobody knows which of these columns is the title.
    Untitled(Columns),
}

impl Editor {
    /// Waits until no other list is being read.
    pub async fn list_turn(&self) -> Result<ListTurn, EditorError> {
        let turn = timeout(TURN_MAX, self.lists.clone().acquire_owned()).await;
        turn.ok()
            .and_then(Result::ok)
            .map(ListTurn)
            .ok_or_else(busy)
    }

    /// What would become of this list. Nothing is written.
    pub async fn see_list(self: &Arc<Self>, list: SentList) -> Result<SeenList, EditorError> {
        let editor = self.clone();
        let see = move || {
            let (tables, _turn) = (tables(list.bytes, list.encoding)?, list.turn);
            let shown = editor.folder.show_text().map_err(unreadable)?;
            let version = editor.told(&shown.version);
            if is_book(&tables) {
                let book = BookImport::over(&editor.folder, shown, &tables)?;
                return Ok(SeenList {
                    tables,
                    read: ListRead::Book(Box::new(book)),
                    version,
                });
            }
            let read = match Import::over(&editor.folder, shown, &tables, &list.choices) {
                Ok(import) => ListRead::Rows(Box::new(import)),
                Err(ImportError::NoTitle(why)) => {
                    let columns = editor.untitled(&tables, &list.choices)?;
                    ListRead::Untitled(columns.ok_or(ImportError::NoTitle(why))?)
                }
                Err(why) => return Err(why.into()),
            };
            Ok(SeenList {
                tables,
                read,
                version,
            })
        };
        spawn_blocking(see).await.map_err(ended)?
    }

    fn untitled(
        &self,
        tables: &[CellTable],
        choices: &ColumnChoices,
    ) -> Result<Option<Columns>, EditorError> {
        let show = self.folder.read_show().map_err(unreadable)?.show;
        let memory = ImportMemory::read(&self.folder)?;
        let columns = Columns::untitled(tables, &memory, choices, &show.languages);
        Ok(columns)
    }

    /// Takes the works of this list into the show: one edit, which undo takes back whole. With a
    /// version, only if that is the file's.
    pub async fn import(
        self: &Arc<Self>,
        who: &Who,
        version: Option<String>,
        list: SentList,
    ) -> Result<Changed, EditorError> {
        let SentList {
            bytes,
            encoding,
            choices,
            turn,
        } = list;
        // Other edits do not wait for it to be unpacked.
        let unpacked = spawn_blocking(move || tables(bytes, encoding).map(|all| (all, turn)));
        let (tables, turn) = unpacked.await.map_err(ended)??;
        let editor = self.clone();
        let plan = move |now: &FileNow| {
            let _turn = turn;
            let current = editor.told(&now.text.version);
            if version.is_some_and(|version| version != current) {
                return Err(editor.stale(now, Vec::new()));
            }
            let plan = match is_book(&tables) {
                true => now.with_book(&tables)?,
                false => now.with_list(&tables, &choices)?,
            };
            editor.past_stays(now, &plan)?;
            Ok(plan)
        };
        self.change(who, Act::Reread, rereading, plan).await
    }
}

impl FileNow<'_> {
    fn with_book(&self, tables: &[CellTable]) -> Result<Plan, EditorError> {
        let book = BookImport::over(self.folder, self.text.clone(), tables)?;
        let (table, text) = (|edit: &Edit| edit.table.clone(), book.text().to_owned());
        let mut changed: Vec<String> = book.edits().iter().map(table).collect();
        changed.dedup();
        if !book.wrong.is_empty() {
            return Err(EditorError::WrongCells(book.wrong));
        }
        if let Some(why) = book.unfit {
            return Err(unreadable(why));
        }
        let fields = changed.into_iter().map(|table| Field {
            table,
            id: None,
            key: None,
        });
        Ok(self.leading_to(text, fields.collect()))
    }

    fn with_list(
        &self,
        tables: &[CellTable],
        choices: &ColumnChoices,
    ) -> Result<Plan, EditorError> {
        let import = Import::over(self.folder, self.text.clone(), tables, choices)?;
        if !import.wrong.is_empty() {
            return Err(EditorError::WrongCells(import.wrong));
        }
        let before = self.folder.imported().map_err(FileEditError::NotWritten)?;
        let imported = import.kept()?.map(|now| [before, now]);
        if let Some(why) = import.unfit {
            return Err(unreadable(why));
        }
        let fields = vec![Field {
            table: "entry".to_owned(),
            id: None,
            key: None,
        }];
        let text = import.text().to_owned();
        let mut history = self.history.clone();
        if text != self.text.text {
            history = history.edited(&self.text, &text, fields.clone());
            if let Some([before, now]) = &imported {
                history = history.importing([before, now]);
            }
        }
        Ok(Plan {
            text,
            history,
            fields,
            imported,
        })
    }
}
