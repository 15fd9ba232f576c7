//! The evening as a whole: doors, back to the top, re-reading the file, screens, exports.

use super::DoneBody;
use super::acting::Acting;
use super::shortlist::final_begun;
use super::show_file::{FileProblem, VersionBody};
use crate::control::ControlError;
use crate::editor::EditorError;
use crate::evening::{Rejection, fold};
use crate::folder::edit::FileEditError;
use crate::http::body::{Id, JsonBody};
use crate::http::error::Problem;
use crate::http::page::query;
use crate::http::pieces::written;
use crate::keys::random_key;
use crate::ledger::kept::AnyKept;
use crate::ledger::{PAGE_BYTES, paged};
use crate::show::command::Command;
use crate::view::export;
use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whether the audience comes in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Doors)]
pub struct DoorsBody {
    /// Open or not.
    open: bool,
}

/// What the operator typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Typed)]
pub struct ConfirmBody {
    /// Must be the show's id.
    confirm: String,
    /// As `/api/show` told it when the operator was asked: once anything else is on stage, a
    /// rehearsal or the evening, it is refused.
    #[serde(default)]
    epoch: Option<i64>,
}

/// Whether a screen counts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Counts or not.
    approved: bool,
    /// What people call it.
    #[serde(default)]
    name: String,
}

/// Declares the doors open: from here on "back to the top" is locked.
#[utoipa::path(
    post, path = "/api/doors", tag = "producer", request_body = DoorsBody,
    responses(
        (status = 200, body = DoneBody), (status = 409, body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn doors(
    acting: Acting,
    JsonBody(DoorsBody { open }): JsonBody<DoorsBody>,
) -> Result<Json<DoneBody>, Problem> {
    acting.wish(Command::Doors { open }).await
}

/// Whether the crew rehearses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Rehearsal)]
pub struct RehearsalBody {
    /// From here on, or no more.
    on: bool,
}

/// Begins a rehearsal beside the evening, kept in memory alone, with winners that are made up; or
/// ends it, and nothing of it is left. What is answered is where the stage stands then.
#[utoipa::path(
    post, path = "/api/rehearsal", tag = "producer", request_body = RehearsalBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "doors-open, ballot-open, counting", body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn rehearsal(
    acting: Acting,
    JsonBody(RehearsalBody { on }): JsonBody<RehearsalBody>,
) -> Result<Json<DoneBody>, Problem> {
    let done = acting.app.control.rehearse(&acting.who, on).await;
    Ok(Json(acting.told(done)?.into()))
}

/// Archives the evening so far and starts a clean one.
#[utoipa::path(
    post, path = "/api/rewind", tag = "mc, producer", request_body = ConfirmBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "doors-open, net-used, stale", body = Problem),
        (status = 422, description = "not-confirmed-id", body = Problem),
    ),
)]
pub async fn rewind(
    acting: Acting,
    JsonBody(ConfirmBody { confirm, epoch }): JsonBody<ConfirmBody>,
) -> Result<Json<DoneBody>, Problem> {
    let control = &acting.app.control;
    let epoch = epoch.or(acting.epoch);
    let done = control.rewind(&acting.who, confirm, epoch).await;
    Ok(Json(acting.told(done)?.into()))
}

/// Tries the disk again after a failure.
#[utoipa::path(
    post, path = "/api/resume", tag = "mc, producer",
    responses((status = 200, body = DoneBody), (status = 503, body = Problem)),
)]
pub async fn resume(acting: Acting) -> Result<Json<DoneBody>, Problem> {
    let done = acting.app.control.resume(&acting.who).await;
    let unstored = matches!(done, Err(ControlError::Rejected(Rejection::NotStored(_))));
    let done = acting.told(done).map_err(|mut problem| {
        if unstored {
            problem.detail = acting.ui.words().refusal.still_not_stored.to_owned();
        }
        problem
    });
    Ok(Json(done?.into()))
}

/// Takes over an edited show file.
#[utoipa::path(
    post, path = "/api/reread", tag = "producer", request_body = VersionBody,
    responses(
        (status = 200, body = DoneBody),
        (
            status = 409, body = FileProblem, content_type = "application/problem+json",
            description = "reread-conflict, already-fired; stale-version: the file is not the one \
                that this version names",
        ),
        (
            status = 422, description = "bad-show: every error of the file, with line and column",
            body = Problem,
        ),
    ),
)]
pub async fn reread(
    acting: Acting,
    JsonBody(VersionBody { version }): JsonBody<VersionBody>,
) -> Result<Json<DoneBody>, FileProblem> {
    match acting.app.editor.reread(&acting.who, version).await {
        Ok(done) => {
            final_begun(&acting).await;
            acting.app.follow_show().await;
            Ok(Json(done.into()))
        }
        Err(EditorError::File(FileEditError::Unreadable(why))) => {
            let said = why.to_string();
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-show", said).into())
        }
        Err(why) => Err(FileProblem::of(&acting, why)),
    }
}

/// Says whether a screen counts.
#[utoipa::path(
    post, path = "/api/screens/{id}", tag = "producer",
    params(("id" = String, Path, description = "Screen id", example = "main-wall-1")),
    request_body = Approval,
    responses((status = 200, body = DoneBody), (status = 422, body = Problem)),
)]
pub async fn screen(
    acting: Acting,
    Id(screen): Id,
    JsonBody(body): JsonBody<Approval>,
) -> Result<Json<DoneBody>, Problem> {
    let state = acting.app.fanout.on_stage();
    let (known, _) = acting.app.sources.presence.screens(&state.screens);
    let Some(known) = known.into_iter().find(|seen| seen.id == screen) else {
        let detail = "No such screen is connected. Open /stage on it first.";
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "no-such-screen",
            detail,
        ));
    };
    let name: String = body.name.trim().chars().take(40).collect();
    let command = Command::ApproveScreen {
        screen,
        name: if name.is_empty() { known.name } else { name },
        approved: body.approved,
    };
    acting.wish(command).await
}

/// Everything of the evening, in one of the formats.
#[utoipa::path(
    get, path = "/api/export", tag = "producer",
    params(("format" = Option<String>, Query, description = "json (default), csv, xlsx or markdown")),
    responses(
        (
            status = 200, description = "A file",
            content(
                (Object = "application/json"), (String = "text/csv; charset=utf-8"),
                (String = "text/markdown; charset=utf-8"),
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ),
        ),
        (status = 422, description = "bad-format", body = Problem),
    ),
)]
pub async fn export(acting: Acting, uri: Uri) -> Result<Response, Problem> {
    let asked = query(uri.query(), "format").unwrap_or_else(|| "json".into());
    let Some(format) = export::Format::of(&asked) else {
        let names = export::Format::ALL.map(export::Format::as_str);
        let detail = format!("The format is one of: {}.", names.join(", "));
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-format",
            detail,
        ));
    };
    let app = &acting.app;
    let log = acting.told(app.control.everything(&acting.who).await)?;
    // After the events: whatever they say of the box is in it then.
    let votes = app.sources.ballots.records().await.map_err(|_| {
        let detail = "The ballot box cannot be read right now. Try again in a moment.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    })?;
    let scores = app.sources.scores.records().await.map_err(|_| {
        let detail = "The score box cannot be read right now. Try again in a moment.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    })?;
    let empty = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "There is no show.");
    let lots = random_key().map_err(|_| {
        let detail = "This machine has no random numbers right now. Try again in a moment.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    })?;
    let exported = export::Exported::of(log, votes, scores, &lots);
    let state = fold(exported.log()).ok_or_else(empty)?;
    let name = format!("{}.{}", state.show.id, format.extension());
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    let link = app.sources.net.clone();
    let body = written(move |out| {
        let outside = link.as_ref().and_then(|link| link.log());
        let mut records = outside.map(|outside| {
            paged(|after| {
                outside
                    .page(after, PAGE_BYTES)
                    .wait()
                    .map_err(|e| e.to_string())
            })
        });
        let named = outside.and_then(|outside| {
            let fold = outside.fold();
            let (evening, hall) = fold.evening()?;
            Some((evening.to_owned(), hall.to_string()))
        });
        let net = named
            .zip(records.as_mut())
            .map(|((evening, hall), records)| export::NetRecords {
                evening,
                hall,
                records,
            });
        export::write(format, &state, &exported, net, out)
    });
    Ok((headers, body).into_response())
}
