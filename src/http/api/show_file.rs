//! The show file as data, and changes of it.

mod import;
mod listed;
mod problem;
mod upload;
mod workbook;

pub use import::*;
pub use problem::FileProblem;
pub use upload::*;
pub use workbook::*;

use super::DoneBody;
use super::acting::Acting;
use crate::editor::{Changed, Direction, EditorError};
use crate::folder::history::HistoryError;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::show::file::Severity;
use crate::show::file::edit::Edit;
use axum::Json;
use axum::http::StatusCode;
use problem::{FieldBody, FieldErrorBody, field_body, found_bodies};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The show file as data.
#[derive(Serialize, ToSchema)]
pub struct ShowFile {
    /// What an edit of it names.
    version: String,
    /// Every table and key in the file's own shape, but those of `veiled`.
    show: serde_json::Value,
    /// The running order that is made from the awards, as rows of `cue`; empty where the file has
    /// one of its own.
    #[schema(value_type = Vec<Object>)]
    made: Vec<toml::Table>,
    /// What the file names and this does not tell: winners, and what praises them.
    veiled: Vec<FieldBody>,
    /// Why no show could be given with the file as it is now.
    errors: Vec<FieldErrorBody>,
    /// What somebody should look at.
    warnings: Vec<FieldErrorBody>,
    /// Whether there is something to undo, and to redo.
    undo: bool,
    redo: bool,
}

/// Changes of the show file: all of them or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Edits)]
pub struct EditsBody {
    /// Of the file that they were made for.
    version: String,
    /// Made one after the other. Each names a `table`, in one of many rows its `id`, and what
    /// becomes of it: `key` with `value` (null takes the key away), `add` with a row, `remove` or
    /// `move` with true. `add` and `move` take `before`, the id of the row that follows.
    #[schema(value_type = Vec<Object>)]
    edits: Vec<Edit>,
}

/// A step back or forth.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FileVersion)]
pub struct VersionBody {
    /// The file that the sender sees: another one is then left alone.
    pub(super) version: Option<String>,
}

/// What became of a change.
#[derive(Serialize, ToSchema)]
#[schema(as = Changed)]
pub struct ChangedBody {
    #[serde(flatten)]
    done: DoneBody,
    /// Of the file as it is now.
    version: String,
    /// What was changed.
    fields: Vec<FieldBody>,
    /// What somebody should look at.
    warnings: Vec<FieldErrorBody>,
    /// Whether there is something to undo, and to redo.
    undo: bool,
    redo: bool,
    /// Whether the show is under way and has it only once it is applied: `POST /api/reread`.
    waits: bool,
}

/// The show file as data.
#[utoipa::path(
    get, path = "/api/show/file", tag = "producer",
    responses(
        (status = 200, body = ShowFile),
        (
            status = 422, description = "bad-show: the file is no TOML", body = FileProblem,
            content_type = "application/problem+json",
        ),
    ),
)]
pub async fn file(acting: Acting) -> Result<Json<ShowFile>, FileProblem> {
    let contents = acting.app.editor.contents().await;
    let contents = contents.map_err(|why| FileProblem::of(&acting, why))?;
    let of = |severity| {
        let found = contents.found.iter();
        found_bodies(found.filter(move |one| one.severity == severity), acting.ui)
    };
    let show = serde_json::to_value(contents.data.table).unwrap_or_default();
    Ok(Json(ShowFile {
        version: contents.version,
        show,
        made: contents.made,
        veiled: contents.data.veiled.into_iter().map(field_body).collect(),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        undo: contents.steps[0],
        redo: contents.steps[1],
    }))
}

/// Changes the show file and the running show: all of these edits or none.
#[utoipa::path(
    post, path = "/api/show/edit", tag = "producer", request_body = EditsBody,
    responses(
        (status = 200, body = ChangedBody),
        (
            status = 409, body = FileProblem, content_type = "application/problem+json",
            description = "stale-version: `touched` is what others have changed meanwhile, or the \
                file was saved outside; reread-conflict",
        ),
        (
            status = 422, body = FileProblem, content_type = "application/problem+json",
            description = "bad-edit; bad-show, with every error of the file that would result",
        ),
        (status = 503, description = "not-written, busy, not-stored", body = Problem),
    ),
)]
pub async fn edit(
    acting: Acting,
    JsonBody(EditsBody { version, edits }): JsonBody<EditsBody>,
) -> Result<Json<ChangedBody>, FileProblem> {
    let changed = acting.app.editor.edit(&acting.who, version, edits).await;
    let changed = changed.map_err(|why| FileProblem::of(&acting, why))?;
    acting.app.follow_show().await;
    Ok(changed_body(&acting, changed))
}

/// Takes the last edit back, whoever made it: the file is as before, to the byte.
#[utoipa::path(
    post, path = "/api/show/undo", tag = "producer", request_body = VersionBody,
    responses(
        (status = 200, body = ChangedBody),
        (
            status = 409, body = FileProblem, content_type = "application/problem+json",
            description = "nothing-to-undo, changed-by-hand, stale-version, reread-conflict",
        ),
        (
            status = 422, description = "bad-show", body = FileProblem,
            content_type = "application/problem+json",
        ),
        (status = 503, description = "not-written, busy, not-stored", body = Problem),
    ),
)]
pub async fn undo(
    acting: Acting,
    JsonBody(VersionBody { version }): JsonBody<VersionBody>,
) -> Result<Json<ChangedBody>, FileProblem> {
    step(&acting, Direction::Undo, version).await
}

/// Makes the edit again that was taken back last.
#[utoipa::path(
    post, path = "/api/show/redo", tag = "producer", request_body = VersionBody,
    responses(
        (status = 200, body = ChangedBody),
        (
            status = 409, body = FileProblem, content_type = "application/problem+json",
            description = "nothing-to-redo, changed-by-hand, stale-version, reread-conflict",
        ),
        (
            status = 422, description = "bad-show", body = FileProblem,
            content_type = "application/problem+json",
        ),
        (status = 503, description = "not-written, busy, not-stored", body = Problem),
    ),
)]
pub async fn redo(
    acting: Acting,
    JsonBody(VersionBody { version }): JsonBody<VersionBody>,
) -> Result<Json<ChangedBody>, FileProblem> {
    step(&acting, Direction::Redo, version).await
}

async fn step(
    acting: &Acting,
    way: Direction,
    version: Option<String>,
) -> Result<Json<ChangedBody>, FileProblem> {
    let changed = acting.app.editor.step(&acting.who, way, version).await;
    let changed = changed.map_err(|why| match why {
        EditorError::History(HistoryError::Nothing) => {
            let w = &acting.ui.words().refusal.file;
            let (word, said) = match way {
                Direction::Undo => ("nothing-to-undo", w.nothing_to_undo),
                Direction::Redo => ("nothing-to-redo", w.nothing_to_redo),
            };
            Problem::new(StatusCode::CONFLICT, word, said).into()
        }
        why => FileProblem::of(acting, why),
    })?;
    acting.app.follow_show().await;
    Ok(changed_body(acting, changed))
}

fn changed_body(acting: &Acting, changed: Changed) -> Json<ChangedBody> {
    Json(ChangedBody {
        done: changed.done.into(),
        version: changed.version,
        fields: changed.fields.into_iter().map(field_body).collect(),
        warnings: found_bodies(changed.warnings.iter(), acting.ui),
        undo: changed.steps[0],
        redo: changed.steps[1],
        waits: changed.waits,
    })
}
