//! A list of works: what would become of it, and with `apply` the edit.

use super::listed::{ImportPreview, preview};
use super::{ChangedBody, FileProblem, changed_body};
use crate::editor::import::SentList;
use crate::http::api::acting::Acting;
use crate::http::error::Problem;
use crate::http::page::query;
use crate::import::ImportError;
use crate::import::columns::{ColumnChoices, HeaderRow};
use crate::import::table::{FILE_BYTES_MAX, encoding, letter};
use crate::import::works::WrongCell;
use crate::words::Ui;
use crate::words::import::said;
use axum::Json;
use axum::body::Body;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

/// A list must have come within this time.
const LIST_MAX: Duration = Duration::from_secs(60);

/// Shows what would become of a list of works, and with `apply` takes it into the show file: one
/// edit, which undo takes back.
#[utoipa::path(
    post, path = "/api/show/import", tag = "producer",
    params(
        ("apply" = Option<bool>, Query, description = "whether it is taken over"),
        ("version" = Option<String>, Query, description = "of the show file that the preview was \
            held against: another one is left alone"),
        ("encoding" = Option<String>, Query, description = "of a text; guessed if not given",
            example = "big5"),
        ("sheet" = Option<String>, Query, description = "the sheet that is read; the first with \
            headers that are known if not given"),
        ("header" = Option<u32>, Query, description = "the row with the headers, 0 for none; \
            guessed if not given"),
        ("columns" = Option<String>, Query, description = "what columns are, as letter=meaning \
            with commas between; guessed or remembered if not given",
            example = "B=title,C=title.en,F=none"),
    ),
    request_body(
        content = Vec<u8>, content_type = "application/octet-stream",
        description = "the file (.xlsx, or CSV in whatever encoding), or cells as text",
    ),
    responses(
        (status = 200, description = "the preview; with `apply` what became of the edit",
            body = ImportPreview),
        (
            status = 409, body = FileProblem, content_type = "application/problem+json",
            description = "stale-version: the show file is another by now; reread-conflict",
        ),
        (status = 413, description = "too-large: no list has more than 16 MB", body = Problem),
        (
            status = 422, body = FileProblem, content_type = "application/problem+json",
            description = "no-table: it is no list; wrong-cells, bad-show: nothing was applied, \
                `errors` has every one; bad-choice: no such encoding, header or column",
        ),
        (status = 503, description = "not-written, busy, not-stored", body = Problem),
    ),
)]
pub async fn import(acting: Acting, uri: Uri, body: Body) -> Result<Response, FileProblem> {
    let told = |why| FileProblem::of(&acting, why);
    let asked = |key: &str| query(uri.query(), key).filter(|value| !value.is_empty());
    let choices = choices(&asked)?;
    let name = asked("encoding");
    let encoding = name.map(|name| {
        let known = encoding(&name);
        known.ok_or_else(|| bad_choice("`encoding` is utf-8, utf-16le, big5, gbk or another."))
    });
    let encoding = encoding.transpose()?;
    let turn = acting.app.editor.list_turn().await.map_err(told)?;
    let list = SentList {
        bytes: received(&acting, body).await?,
        encoding,
        choices,
        turn,
    };
    if asked("apply").is_none_or(|apply| apply != "true") {
        let seen = acting.app.editor.see_list(list).await.map_err(told)?;
        return Ok(Json(preview(seen, acting.ui)).into_response());
    }
    let (editor, version) = (&acting.app.editor, asked("version"));
    let changed = editor.import(&acting.who, version, list).await;
    let changed = changed.map_err(told)?;
    acting.app.follow_show().await;
    let Json(changed): Json<ChangedBody> = changed_body(&acting, changed);
    Ok(Json(changed).into_response())
}

fn bad_choice(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-choice", detail)
}

fn choices(asked: &impl Fn(&str) -> Option<String>) -> Result<ColumnChoices, Problem> {
    let header = match asked("header").map(|number| number.parse()) {
        None => HeaderRow::Guessed,
        Some(Ok(0)) => HeaderRow::Absent,
        Some(Ok(number)) => HeaderRow::At(number),
        Some(Err(_)) => return Err(bad_choice("`header` is the number of a row, or 0.")),
    };
    let columns = asked("columns").unwrap_or_default();
    let columns = columns.split(',').filter(|one| !one.trim().is_empty());
    let columns = columns.map(str::parse).collect::<Result<_, String>>();
    Ok(ColumnChoices {
        columns: columns.map_err(|why| bad_choice(format!("`columns`: {why}.")))?,
        header,
        sheet: asked("sheet"),
    })
}

async fn received(acting: &Acting, body: Body) -> Result<Vec<u8>, Problem> {
    let most = usize::try_from(FILE_BYTES_MAX).unwrap_or(usize::MAX);
    let whole = timeout(LIST_MAX, heard(body, most)).await;
    let bytes = whole.ok().flatten().ok_or_else(|| {
        let detail = "The list did not come to its end.";
        Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail)
    })?;
    if bytes.len() > most {
        let reason = format!("the file has more than {} MB: -", FILE_BYTES_MAX >> 20);
        let detail = said(acting.ui, &reason);
        let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail);
        return Err(problem);
    }
    Ok(bytes)
}

/// The body; of one that is larger, no more than shows that it is. A caller whose line is cut while
/// it still sends never reads why, so what is too much is heard and dropped, up to four times as
/// much. None if it was cut off.
async fn heard(body: Body, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut pieces, mut size) = (body.into_data_stream(), 0_usize);
    while let Some(piece) = pieces.next().await {
        let piece = piece.ok()?;
        size = size.saturating_add(piece.len());
        if bytes.len() <= most {
            bytes.extend_from_slice(&piece);
        }
        if size > most.saturating_mul(4) {
            break;
        }
    }
    Some(bytes)
}

/// Why a list is not imported, in the caller's language: the word, and the sentence.
pub(super) fn no_list(why: &ImportError, ui: Ui) -> Problem {
    let word = match why {
        ImportError::Memory(_) | ImportError::Unkept(_) => "bad-memory",
        _ => "no-table",
    };
    let detail = said(ui, &why.to_string());
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, word, detail)
}

/// Where a cell is, and what is wrong with it.
pub(super) fn wrong_line(cell: &WrongCell, ui: Ui) -> String {
    let place = match cell.column {
        Some(column) => format!("{}{}", letter(column), cell.row),
        None => cell.row.to_string(),
    };
    let sheet = cell.sheet.iter().map(|sheet| format!("{sheet} · "));
    format!(
        "{}{place}{}{}",
        sheet.collect::<String>(),
        ui.words().writing.colon,
        said(ui, &cell.reason)
    )
}
