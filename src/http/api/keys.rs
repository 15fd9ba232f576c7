//! One press revokes a role's key.

use super::rejected;
use crate::director::Rejection;
use crate::http::App;
use crate::http::access::{ByProducer, Only, Role};
use crate::http::body::{Id, Reader};
use crate::http::error::Problem;
use crate::http::page::{header, set_cookie};
use crate::http::ring::{Fresh, Holder, Kept};
use crate::show::command::Command;
use axum::Json;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use utoipa::ToSchema;

/// How often the director is asked to write a revocation down while its queue is full.
const TRIES_MAX: u32 = 40;

/// How long to wait in between.
const TRY_AGAIN: Duration = Duration::from_millis(50);

/// The key that takes the place of the revoked one.
#[derive(Serialize, ToSchema)]
pub struct NewKey {
    /// `mc`, `producer`, or `jury/` and the juror's id.
    role: String,
    /// The new key.
    key: String,
    /// The link that holds it.
    link: String,
}

/// Revokes the key of the MC or the producer. The old key, its link, its cookies and its open
/// sockets die at once; a browser that revokes its own key gets the new cookie with the answer.
#[utoipa::path(post, path = "/api/keys/{role}/revoke", tag = "producer", params(("role" = String, Path, description = "mc or producer", example = "mc")), security(("producer" = [])),
    responses((status = 200, body = NewKey), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, description = "no-such-key", body = Problem),
        (status = 503, description = "not-stored: the disk cannot be written, and the old key still opens", body = Problem)))]
pub async fn revoke(
    State(app): State<Arc<App>>,
    Only(by): ByProducer,
    Id(role): Id,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let role = [Role::Mc, Role::Producer]
        .into_iter()
        .find(|known| known.as_str() == role)
        .ok_or_else(no_such_key)?;
    let mut answer = replace(&app, Holder::Role(role), by, reader).await?;
    if role == by && !headers.contains_key(AUTHORIZATION) {
        let value = app.ring.cookie_value(role);
        let cookie = set_cookie(&app.foyer.jar.name(role.cookie()), &value, true);
        answer.headers_mut().insert(SET_COOKIE, header(&cookie));
    }
    Ok(answer)
}

/// Revokes a juror's key.
#[utoipa::path(post, path = "/api/keys/jury/{id}/revoke", tag = "producer", params(("id" = String, Path, description = "Juror id", example = "fok")), security(("producer" = [])),
    responses((status = 200, body = NewKey), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, description = "no-such-key", body = Problem),
        (status = 503, description = "not-stored: the disk cannot be written, and the old key still opens", body = Problem)))]
pub async fn revoke_juror(
    State(app): State<Arc<App>>,
    Only(by): ByProducer,
    Id(juror): Id,
    reader: Reader,
) -> Result<Response, Problem> {
    replace(&app, Holder::Juror(juror), by, reader).await
}

async fn replace(
    app: &Arc<App>,
    holder: Holder,
    by: Role,
    Reader(ui): Reader,
) -> Result<Response, Problem> {
    let role = holder.to_string();
    let ring = app.clone();
    let replaced = tokio::task::spawn_blocking(move || ring.ring.revoke(&holder)).await;
    let Fresh { key, link, revoked } = match replaced {
        Ok(Ok(fresh)) => fresh,
        Ok(Err(Kept::Unknown)) => return Err(no_such_key()),
        Ok(Err(Kept::NotStored(error))) => {
            tracing::error!(%error, role, "keys.json cannot be written: the key was not revoked");
            let why = Rejection::NotStored(error.to_string());
            return Err(rejected(app, &why, ui));
        }
        Err(_) => return Err(rejected(app, &Rejection::Busy, ui)),
    };
    write_down(app, &role, &revoked, by).await;
    let mut answer = Json(NewKey { role, key, link }).into_response();
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// The key is dead by now, so this cannot be refused; it can only come late.
async fn write_down(app: &App, role: &str, revoked: &str, by: Role) {
    for _ in 0..TRIES_MAX {
        let note = Command::NoteRevocation {
            role: role.to_owned(),
            revoked: revoked.to_owned(),
        };
        match app.director.command(note, by.by()).await {
            Ok(_) => return app.count_command(),
            Err(Rejection::Busy) => tokio::time::sleep(TRY_AGAIN).await,
            Err(_) => break,
        }
    }
    tracing::error!(role, "a key was revoked, but the journal does not say so");
}

fn no_such_key() -> Problem {
    let detail = "Nobody of this name has a key: it is mc, producer, or jury/ and a juror's id.";
    Problem::new(StatusCode::NOT_FOUND, "no-such-key", detail)
}
