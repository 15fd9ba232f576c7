//! Why the file and the show stay as they are.

use crate::control::ControlError;
use crate::evening::Rejection;
use crate::folder::ShowError;
use crate::folder::edit::FileEditError;
use crate::folder::history::HistoryError;
use crate::import::ImportError;
use crate::import::works::WrongCell;
use crate::show::file::edit::{EditError, Field, Touched};
use tokio::task::JoinError;

/// Why the file and the show stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// They may not, or the show or its disk stands against it.
    #[error("the show does not take it over")]
    Control(ControlError),
    /// The file cannot be read or written, or no show could be given with it.
    #[error("{0}")]
    File(#[from] FileEditError),
    /// One of the edits cannot be made.
    #[error("{why}")]
    Edit {
        /// What it is about.
        field: Field,
        why: EditError,
    },
    /// Others have changed what these edits are about; or the file was changed outside, and who
    /// knows what.
    #[error("show.toml was changed meanwhile")]
    Stale {
        /// Of the file as it is now.
        version: String,
        touched: Vec<Touched>,
    },
    /// There is no step to make.
    #[error("{0}")]
    History(#[from] HistoryError),
    /// What was sent is no list, or cannot be imported.
    #[error("{0}")]
    Import(ImportError),
    /// The list has cells that somebody has to mend first.
    #[error("the list has wrong cells")]
    WrongCells(Vec<WrongCell>),
}

impl From<ImportError> for EditorError {
    fn from(why: ImportError) -> Self {
        match why {
            ImportError::Show(why) => unreadable(why),
            ImportError::Edit(why) => FileEditError::Edit(why).into(),
            ImportError::NotWritten(why) => why.into(),
            why => EditorError::Import(why),
        }
    }
}

/// A task that broke off has an end of the server behind it.
pub(super) fn ended(_: JoinError) -> EditorError {
    busy()
}

pub(super) fn busy() -> EditorError {
    EditorError::Control(ControlError::Rejected(Rejection::Busy))
}

pub(super) fn unreadable(why: ShowError) -> EditorError {
    EditorError::File(FileEditError::Unreadable(why))
}
