//! Why the show file stays as it is, beside the fields that it is about.

use super::import::{no_list, wrong_line};
use crate::editor::EditorError;
use crate::folder::ShowError;
use crate::folder::edit::FileEditError;
use crate::folder::history::HistoryError;
use crate::http::api::acting::Acting;
use crate::http::error::{Problem, answer};
use crate::import::works::WrongCell;
use crate::show::file::edit::{Field, Touched};
use crate::show::file::{Diagnostic, Severity};
use crate::words::{Ui, check};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A place of the show file.
#[derive(Serialize, ToSchema)]
#[schema(as = Field)]
pub struct FieldBody {
    /// The header without its brackets.
    #[schema(example = "entry")]
    table: String,
    /// Which row, where the table has many: its id, else `#` and its number from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "entry-2")]
    id: Option<String>,
    /// Dots lead into tables: `wifi.ssid`. None where the whole table or row is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "team")]
    key: Option<String>,
}

/// Something that is wrong with the file, beside the field that it belongs to.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorBody {
    /// The table of the field; none where another file is wrong, or the text as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "entry")]
    table: Option<String>,
    /// Which row, as in `Field`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "entry-2")]
    id: Option<String>,
    /// Which key, as in `Field`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "team")]
    key: Option<String>,
    /// The place in the file, both counted from 1; none for what an edit alone is wrong in.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// What is wrong. Where that may tell who wins, only that something is.
    message: String,
    /// How to mend it.
    mend: String,
    /// Both in the caller's language and without the file's keys, where there are such words.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
}

/// Something that somebody else has changed meanwhile.
#[derive(Serialize, ToSchema)]
#[schema(as = Touched)]
pub struct TouchedBody {
    #[serde(flatten)]
    field: FieldBody,
    /// How it reads now; null where it is gone, or where the order of the rows is meant.
    now: Option<serde_json::Value>,
}

/// A problem with the show file.
#[derive(Serialize, ToSchema)]
pub struct FileProblem {
    #[serde(flatten)]
    problem: Problem,
    /// Of the file as it is now, where it is another than the sender's.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    /// What others have changed meanwhile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touched: Vec<TouchedBody>,
    /// Everything that is wrong with the file that would result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldErrorBody>,
}

impl FieldErrorBody {
    fn new(field: Option<Field>, message: String, mend: String) -> Self {
        let (table, id, key) = match field {
            Some(Field { table, id, key }) => (Some(table), id, key),
            None => (None, None, None),
        };
        FieldErrorBody {
            table,
            id,
            key,
            line: None,
            column: None,
            message,
            mend,
            said: None,
        }
    }

    /// What a person reads.
    pub(super) fn sentence(&self) -> String {
        let plain = || format!("{}: {}.", self.message, self.mend);
        self.said.clone().unwrap_or_else(plain)
    }
}

pub(super) fn field_body(field: Field) -> FieldBody {
    let Field { table, id, key } = field;
    FieldBody { table, id, key }
}

fn touched_body(touched: Touched) -> TouchedBody {
    TouchedBody {
        field: field_body(touched.field),
        now: touched.now.and_then(|now| serde_json::to_value(now).ok()),
    }
}

/// What was found in the file.
pub(super) fn found_bodies<'d>(
    found: impl Iterator<Item = &'d Diagnostic>,
    ui: Ui,
) -> Vec<FieldErrorBody> {
    let w = &ui.words().refusal.file;
    let body = |one: &Diagnostic| {
        let (message, mend) = match one.is_veiled() {
            true => (w.veiled, w.veiled_mend),
            false => (&*one.message, &*one.mend),
        };
        FieldErrorBody {
            line: Some(one.line),
            column: Some(one.column),
            said: match one.is_veiled() {
                true => Some(message.to_owned()),
                false => check::said(ui, message, mend),
            },
            ..FieldErrorBody::new(one.field.clone(), message.to_owned(), mend.to_owned())
        }
    };
    found.map(body).collect()
}

/// What an edit would make wrong. Where that may tell who wins, it does not say of which award.
fn made_wrong(all: &[Diagnostic], ui: Ui) -> Vec<FieldErrorBody> {
    let errors = || all.iter().filter(|one| one.severity == Severity::Error);
    let mut bodies = found_bodies(errors(), ui);
    for (body, error) in bodies.iter_mut().zip(errors()) {
        if error.is_veiled() {
            (body.table, body.id, body.key) = (None, None, None);
            (body.line, body.column) = (None, None);
        }
    }
    bodies
}

/// A cell of a list, beside no field of the file.
fn wrong_cell(cell: &WrongCell, ui: Ui) -> FieldErrorBody {
    FieldErrorBody::new(None, wrong_line(cell, ui), String::new())
}

impl FileProblem {
    /// Why the file stays as it is, in the caller's language.
    pub fn of(acting: &Acting, why: EditorError) -> Self {
        let w = &acting.ui.words().refusal.file;
        let conflict = |word, said: &str| Problem::new(StatusCode::CONFLICT, word, said);
        let invalid =
            |word, said: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, word, said);
        let mut told = FileProblem::from(match &why {
            EditorError::Control(why) => match acting.told(Err::<(), _>(why.clone())) {
                Err(problem) => problem,
                Ok(()) => Problem::not_found(),
            },
            EditorError::Stale { touched, .. } if touched.is_empty() => {
                conflict("stale-version", w.saved_elsewhere)
            }
            EditorError::Stale { .. } => conflict("stale-version", w.stale),
            EditorError::File(FileEditError::Stale { .. }) => {
                conflict("stale-version", w.saved_elsewhere)
            }
            EditorError::History(HistoryError::ByHand) => conflict("changed-by-hand", w.by_hand),
            EditorError::History(HistoryError::Nothing) => {
                conflict("nothing-to-undo", w.nothing_to_undo)
            }
            EditorError::Edit { why, .. } | EditorError::File(FileEditError::Edit(why)) => {
                invalid("bad-edit", (w.edit)(why))
            }
            EditorError::Import(why) => no_list(why, acting.ui),
            EditorError::WrongCells(cells) => invalid("wrong-cells", (w.wrong_cells)(cells.len())),
            EditorError::File(FileEditError::Unreadable(why)) => {
                let said = match why {
                    ShowError::File(why) => why.clone(),
                    ShowError::Errors(all) => {
                        let errors = all.iter().filter(|one| one.severity == Severity::Error);
                        (w.bad_show)(errors.count())
                    }
                };
                invalid("bad-show", said)
            }
            EditorError::File(FileEditError::NotWritten(error)) => {
                tracing::error!(%error, "show.toml cannot be written");
                Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "not-written",
                    w.not_written,
                )
            }
        });
        match why {
            EditorError::Stale { version, touched } => {
                told.version = Some(version);
                told.touched = touched.into_iter().map(touched_body).collect();
            }
            EditorError::Edit { field, why } => {
                let (message, mend) = ((w.edit)(&why), w.edit_mend.to_owned());
                let error = FieldErrorBody::new(Some(field), message, mend);
                told.errors.push(error);
            }
            EditorError::WrongCells(cells) => {
                told.errors = cells
                    .iter()
                    .map(|cell| wrong_cell(cell, acting.ui))
                    .collect();
            }
            EditorError::File(FileEditError::Unreadable(ShowError::Errors(all))) => {
                told.errors = made_wrong(&all, acting.ui);
            }
            _ => {}
        }
        told
    }
}

impl From<Problem> for FileProblem {
    fn from(problem: Problem) -> Self {
        FileProblem {
            problem,
            version: None,
            touched: Vec::new(),
            errors: Vec::new(),
        }
    }
}

impl IntoResponse for FileProblem {
    fn into_response(self) -> Response {
        answer(self.problem.status, Json(self))
    }
}
