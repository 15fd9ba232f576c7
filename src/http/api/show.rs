//! What the stage shows, and moving it.

use super::DoneBody;
use super::acting::Acting;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::http::foyer::Foyer;
use crate::show::command::Command;
use crate::view::api::{RundownNow, ShowNow, rundown_now};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A move, if nothing changed since.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Expecting {
    /// The revision that the sender last saw.
    #[serde(default)]
    expect: Option<u64>,
}

/// A jump.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Jump {
    /// Cue id.
    #[schema(example = "people/open")]
    cue: String,
    /// The revision that the sender last saw.
    #[serde(default)]
    expect: Option<u64>,
}

/// A switch.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// On or off.
    on: bool,
    /// The revision that the sender last saw.
    #[serde(default)]
    expect: Option<u64>,
}

/// What the stage shows now.
#[utoipa::path(get, path = "/api/show", tag = "anyone",
    responses((status = 200, description = "What the stage shows now", body = ShowNow)))]
pub async fn show(State(foyer): State<Arc<Foyer>>) -> Json<ShowNow> {
    Json(foyer.hall().bulletin.now.clone())
}

/// The running order.
#[utoipa::path(
    get, path = "/api/rundown", tag = "mc, producer, crew",
    responses((status = 200, description = "The running order", body = RundownNow)),
)]
pub async fn rundown(acting: Acting) -> Json<RundownNow> {
    Json(rundown_now(&acting.app.fanout.on_stage()))
}

/// Fires the cue on deck.
#[utoipa::path(
    post, path = "/api/go", tag = "mc", request_body = Expecting,
    responses(
        (status = 200, body = DoneBody),
        (
            status = 409,
            description = "stale, too-soon, end, no-envelope, covered, not-revealed …",
            body = Problem,
        ),
    ),
)]
pub async fn go(
    acting: Acting,
    JsonBody(body): JsonBody<Expecting>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::Go {
        expect: body.expect,
    };
    acting.wish(command).await
}

/// Shows the cue before again; fires nothing.
#[utoipa::path(
    post, path = "/api/back", tag = "mc", request_body = Expecting,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "stale, start", body = Problem),
    ),
)]
pub async fn back(
    acting: Acting,
    JsonBody(body): JsonBody<Expecting>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::Back {
        expect: body.expect,
    };
    acting.wish(command).await
}

/// Fires any cue, as GO would.
#[utoipa::path(
    post, path = "/api/goto", tag = "mc", request_body = Jump,
    responses(
        (status = 200, body = DoneBody),
        (status = 404, description = "no-such-cue", body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn goto(
    acting: Acting,
    JsonBody(body): JsonBody<Jump>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::Goto {
        cue: body.cue,
        expect: body.expect,
    };
    acting.wish(command).await
}

/// Darkens or lights the stage.
#[utoipa::path(
    post, path = "/api/blackout", tag = "mc", request_body = Switch,
    responses(
        (status = 200, body = DoneBody), (status = 409, description = "stale", body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn blackout(
    acting: Acting,
    JsonBody(body): JsonBody<Switch>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::Blackout {
        on: body.on,
        expect: body.expect,
    };
    acting.wish(command).await
}

/// Puts the safe card over the stage, or takes it away.
#[utoipa::path(
    post, path = "/api/card", tag = "mc", request_body = Switch,
    responses(
        (status = 200, body = DoneBody), (status = 409, description = "stale", body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn card(
    acting: Acting,
    JsonBody(body): JsonBody<Switch>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::Card {
        on: body.on,
        expect: body.expect,
    };
    acting.wish(command).await
}
