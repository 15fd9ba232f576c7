//! What the stage shows, and moving it.

use super::{Done, obey};
use crate::http::App;
use crate::http::access::{ByMc, ByOperator, Only};
use crate::http::body::{JsonBody, Reader};
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
#[utoipa::path(get, path = "/api/rundown", tag = "mc, producer", security(("mc" = []), ("producer" = [])),
    responses((status = 200, description = "The running order", body = RundownNow), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn rundown(
    State(app): State<Arc<App>>,
    _: ByOperator,
) -> Result<Json<RundownNow>, Problem> {
    Ok(Json(rundown_now(&app.director.fanout().snapshot().state)))
}

/// Fires the cue on deck.
#[utoipa::path(post, path = "/api/go", tag = "mc", request_body = Expecting, security(("mc" = [])),
    responses((status = 200, body = Done), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, description = "stale, too-soon, end, no-envelope, covered, not-revealed …", body = Problem)))]
pub async fn go(
    State(app): State<Arc<App>>,
    Only(role): ByMc,
    Reader(ui): Reader,
    JsonBody(body): JsonBody<Expecting>,
) -> Result<Json<Done>, Problem> {
    let command = Command::Go {
        expect: body.expect,
    };
    obey(&app, command, role.by(), ui).await
}

/// Shows the cue before again; fires nothing.
#[utoipa::path(post, path = "/api/back", tag = "mc", request_body = Expecting, security(("mc" = [])),
    responses((status = 200, body = Done), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, description = "stale, start", body = Problem)))]
pub async fn back(
    State(app): State<Arc<App>>,
    Only(role): ByMc,
    Reader(ui): Reader,
    JsonBody(body): JsonBody<Expecting>,
) -> Result<Json<Done>, Problem> {
    let command = Command::Back {
        expect: body.expect,
    };
    obey(&app, command, role.by(), ui).await
}

/// Fires any cue, as GO would.
#[utoipa::path(post, path = "/api/goto", tag = "mc", request_body = Jump, security(("mc" = [])),
    responses((status = 200, body = Done), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, description = "no-such-cue", body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn goto(
    State(app): State<Arc<App>>,
    Only(role): ByMc,
    Reader(ui): Reader,
    JsonBody(body): JsonBody<Jump>,
) -> Result<Json<Done>, Problem> {
    let command = Command::Goto {
        cue: body.cue,
        expect: body.expect,
    };
    obey(&app, command, role.by(), ui).await
}

/// Darkens or lights the stage.
#[utoipa::path(post, path = "/api/blackout", tag = "mc", request_body = Switch, security(("mc" = [])),
    responses((status = 200, body = Done), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, description = "stale", body = Problem), (status = 422, body = Problem)))]
pub async fn blackout(
    State(app): State<Arc<App>>,
    Only(role): ByMc,
    Reader(ui): Reader,
    JsonBody(body): JsonBody<Switch>,
) -> Result<Json<Done>, Problem> {
    let command = Command::Blackout {
        on: body.on,
        expect: body.expect,
    };
    obey(&app, command, role.by(), ui).await
}

/// Puts the safe card over the stage, or takes it away.
#[utoipa::path(post, path = "/api/card", tag = "mc", request_body = Switch, security(("mc" = [])),
    responses((status = 200, body = Done), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, description = "stale", body = Problem), (status = 422, body = Problem)))]
pub async fn card(
    State(app): State<Arc<App>>,
    Only(role): ByMc,
    Reader(ui): Reader,
    JsonBody(body): JsonBody<Switch>,
) -> Result<Json<Done>, Problem> {
    let command = Command::Card {
        on: body.on,
        expect: body.expect,
    };
    obey(&app, command, role.by(), ui).await
}
