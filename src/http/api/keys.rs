//! One press revokes a role's key.

use super::acting::Acting;
use crate::control::ControlError;
use crate::evening::Rejection;
use crate::http::body::Id;
use crate::http::error::Problem;
use crate::http::jar::Cookie;
use crate::http::page::{header, set_cookie};
use crate::http::ring::{Fresh, RevokeError};
use crate::show::command::Command;
use crate::show::who::Who;
use axum::Json;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// How often the director is asked to write a revocation down while its queue is full.
const TRIES_MAX: u32 = 40;

/// How long to wait in between.
const TRY_AGAIN: Duration = Duration::from_millis(50);

/// The key that takes the place of the revoked one.
#[derive(Serialize, ToSchema)]
pub struct NewKey {
    /// `mc`, `producer`, `chair`, `crew`, or `jury/` and the juror's id.
    role: String,
    /// The new key.
    key: String,
    /// The link that holds it.
    link: String,
}

/// Revokes the key of the MC, the producer, the chair or the crew. The old key, its link, its
/// cookies and its open sockets die at once; a browser that revokes its own key gets the new cookie
/// with the answer.
#[utoipa::path(
    post, path = "/api/keys/{role}/revoke", tag = "producer",
    params(("role" = String, Path, description = "mc, producer, chair or crew", example = "mc")),
    responses(
        (status = 200, body = NewKey), (status = 404, description = "no-such-key", body = Problem),
        (
            status = 503,
            description = "not-stored: the disk cannot be written, and the old key still opens",
            body = Problem,
        ),
    ),
)]
pub async fn revoke(acting: Acting, Id(role): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let mut keyed = Who::WITH_PAGES.into_iter();
    let holder = keyed.find(|who| who.to_string() == role);
    let holder = holder.ok_or_else(no_such_key)?;
    let mut answer = replace(&acting, holder.clone()).await?;
    if holder == acting.who && !headers.contains_key(AUTHORIZATION) {
        let app = &acting.app;
        let name = app.foyer.jar.name(Cookie::Key(&holder));
        let cookie = set_cookie(&name, &app.ring.cookie_value(&holder), true);
        answer.headers_mut().insert(SET_COOKIE, header(&cookie));
    }
    Ok(answer)
}

/// Revokes a juror's key.
#[utoipa::path(
    post, path = "/api/keys/jury/{id}/revoke", tag = "producer",
    params(("id" = String, Path, description = "Juror id", example = "fok")),
    responses(
        (status = 200, body = NewKey), (status = 404, description = "no-such-key", body = Problem),
        (
            status = 503,
            description = "not-stored: the disk cannot be written, and the old key still opens",
            body = Problem,
        ),
    ),
)]
pub async fn revoke_juror(acting: Acting, Id(juror): Id) -> Result<Response, Problem> {
    replace(&acting, Who::Juror(juror)).await
}

async fn replace(acting: &Acting, holder: Who) -> Result<Response, Problem> {
    let role = holder.to_string();
    let ring = acting.app.clone();
    let replaced = tokio::task::spawn_blocking(move || ring.ring.revoke(&holder)).await;
    let Fresh { key, link, revoked } = match replaced {
        Ok(Ok(fresh)) => fresh,
        Ok(Err(RevokeError::Unknown)) => return Err(no_such_key()),
        Ok(Err(RevokeError::NotStored(error))) => {
            tracing::error!(%error, role, "keys.json cannot be written: the key was not revoked");
            let why = Rejection::NotStored(error.to_string());
            return Err(acting.rejected(&why));
        }
        Err(_) => return Err(acting.rejected(&Rejection::Busy)),
    };
    write_down(acting, &role, &revoked).await;
    let mut answer = Json(NewKey { role, key, link }).into_response();
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// The key is dead by now, so this cannot be refused; it can only come late.
async fn write_down(acting: &Acting, role: &str, revoked: &str) {
    for _ in 0..TRIES_MAX {
        let note = Command::NoteRevocation {
            role: role.to_owned(),
            revoked: revoked.to_owned(),
        };
        match acting.app.control.act(&acting.who, note, None).await {
            Ok(_) => return,
            Err(ControlError::Rejected(Rejection::Busy)) => tokio::time::sleep(TRY_AGAIN).await,
            Err(_) => break,
        }
    }
    tracing::error!(role, "a key was revoked, but the journal does not say so");
}

fn no_such_key() -> Problem {
    let detail = "Nobody of this name has a key: it is mc, producer, crew, chair, or \
        jury/ and a juror's id.";
    Problem::new(StatusCode::NOT_FOUND, "no-such-key", detail)
}
