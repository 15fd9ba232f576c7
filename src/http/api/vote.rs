//! Voting by script: join, vote, and what is held.

use crate::http::body::{JsonBody, Reader, Sent};
use crate::http::error::Problem;
use crate::http::foyer::Foyer;
use crate::http::page::{header, query};
use crate::http::voter::{
    Standing, cast, held as held_for, known, new_device, new_present, no_paper, told, voter_cookie,
    voter_of,
};
use crate::show::programme::Identity;
use crate::show::vote::VoteError;
use crate::voter::Voter;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Proof, where a ballot asks for it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Joining)]
pub struct JoinBody {
    /// A printed ticket's code.
    #[serde(default)]
    ticket: Option<String>,
    /// The code, or the four digits, that the stage shows.
    #[serde(default)]
    code: Option<String>,
}

/// A new voter.
#[derive(Serialize, ToSchema)]
pub struct Joined {
    /// The token: send it as `Authorization: Bearer`.
    voter: String,
}

/// A vote: "my choice is X".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Voting {
    /// Ballot id.
    #[schema(example = "people")]
    ballot: String,
    /// Entry ids.
    #[schema(example = json!(["optimal"]))]
    choices: Vec<String>,
    /// The sender's own count of its changes: a delayed lower one never overwrites a higher.
    #[serde(default)]
    change: Option<u32>,
}

/// A vote that stands.
#[derive(Serialize, ToSchema)]
pub struct Voted {
    /// `counted`; `superseded` if a later change had been counted already; `excluded` if the
    /// organisers have excluded this voter from the count.
    status: &'static str,
    /// The choices that stand.
    choices: Vec<String>,
    /// The number of the change that made them.
    change: u32,
    /// The same across retries and changes.
    receipt: String,
}

/// What is held for a voter.
#[derive(Serialize, ToSchema)]
pub struct HeldVote {
    /// The choices that count; none yet.
    choices: Option<Vec<String>>,
    /// The receipt; none yet.
    receipt: Option<String>,
    /// The number of the last change; 0 for none.
    change: u32,
    /// Whether the organisers have excluded this voter from the count.
    excluded: bool,
    /// What this voter has shown: `ticket`, `presence`, or nothing.
    proved: &'static str,
}

/// The server's own time in milliseconds since the Unix epoch: `Date` follows a wall clock that
/// somebody may set in mid-show.
const NOW: HeaderName = HeaderName::from_static("palmares-now");

/// What phones may know now: the same as their socket's frame, and in the header `palmares-now` the
/// time that its deadline is told in.
#[utoipa::path(
    get, path = "/api/hall", tag = "anyone",
    responses(
        (
            status = 200, description = "At most 128 bytes of JSON",
            content_type = "application/json", body = Object,
        ),
    ),
)]
pub async fn hall(State(foyer): State<Arc<Foyer>>) -> Response {
    let frame = foyer.hall().frame.clone();
    let now = HeaderValue::from(foyer.clock.now().0);
    let json = HeaderValue::from_static("application/json");
    ([(CONTENT_TYPE, json), (NOW, now)], frame).into_response()
}

/// Makes a voter. Whoever has a valid token and brings no proof keeps it, and so does whoever has
/// been let in by a code before.
#[utoipa::path(
    post, path = "/api/join", tag = "anyone", request_body = JoinBody,
    responses(
        (status = 200, body = Joined), (status = 403, description = "wrong-code", body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem),
    ),
)]
pub async fn join(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    headers: HeaderMap,
    JsonBody(body): JsonBody<JoinBody>,
) -> Result<Response, Problem> {
    let voter = joining(&foyer, &headers, &body).map_err(|why| match why {
        // Somebody has typed it, and reads this.
        VoteError::WrongCode(_) => told(why, ui),
        why => why.into(),
    })?;
    let cookie = voter_cookie(&foyer, &voter);
    let joined = Json(Joined { voter: voter.token });
    Ok(([(SET_COOKIE, header(&cookie))], joined).into_response())
}

fn joining(foyer: &Foyer, headers: &HeaderMap, body: &JoinBody) -> Result<Voter, VoteError> {
    let held = voter_of(foyer, headers);
    match (&body.ticket, &body.code) {
        (Some(code), _) => {
            let known = foyer.voters(&foyer.hall()).ticket(code);
            known.ok_or(VoteError::WrongCode(Identity::Ticket))
        }
        (None, Some(code)) => {
            let shown = new_present(foyer, code, held.as_ref())?;
            shown.ok_or(VoteError::WrongCode(Identity::Presence))
        }
        (None, None) => held.map_or_else(|| new_device(foyer), Ok),
    }
}

/// Votes. Answered once the vote is durable.
#[utoipa::path(
    post, path = "/api/vote", tag = "voter", request_body = Voting,
    responses(
        (status = 200, body = Voted), (status = 401, description = "no-voter", body = Problem),
        (status = 403, description = "needs-ticket, needs-presence", body = Problem),
        (status = 404, description = "no-such-ballot", body = Problem),
        (status = 409, description = "ballot-closed", body = Problem),
        (status = 422, description = "bad-choice", body = Problem),
        (status = 429, description = "slow-down", body = Problem),
        (status = 503, description = "not-confirmed", body = Problem),
    ),
)]
pub async fn vote(
    State(foyer): State<Arc<Foyer>>,
    uri: Uri,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Json<Voted>, Problem> {
    counted(&foyer, &uri, &headers, &sent.0).await
}

/// The same without the router, for the many that come at once.
pub async fn counted(
    foyer: &Foyer,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Json<Voted>, Problem> {
    let JsonBody(body) = JsonBody::<Voting>::read(headers, body)?;
    let hall = foyer.hall();
    let voter = known(foyer, &hall, headers)?;
    let cast = cast(
        foyer,
        &hall,
        &voter,
        &body.ballot,
        body.choices,
        body.change,
    )
    .await;
    let told = |why| told(why, Reader::of(foyer, uri, headers).0);
    let Standing {
        counted,
        choices,
        change,
        receipt,
        excluded,
    } = cast.map_err(told)?;
    let status = match (excluded, counted) {
        (true, _) => "excluded",
        (_, true) => "counted",
        _ => "superseded",
    };
    Ok(Json(Voted {
        status,
        choices,
        change,
        receipt,
    }))
}

/// What is held for this voter.
#[utoipa::path(
    get, path = "/api/vote", tag = "voter",
    params(("ballot" = String, Query, description = "Ballot id", example = "people")),
    responses(
        (status = 200, body = HeldVote), (status = 401, description = "no-voter", body = Problem),
        (status = 404, body = Problem),
    ),
)]
pub async fn held(
    State(foyer): State<Arc<Foyer>>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<HeldVote>, Problem> {
    let hall = foyer.hall();
    let voter = known(&foyer, &hall, &headers)?;
    let ballot = query(uri.query(), "ballot").unwrap_or_default();
    if hall.bulletin.playbill.paper(&ballot).is_none() {
        return Err(no_paper(&hall).into());
    }
    let (held, receipt) = held_for(&foyer, &voter, &ballot);
    Ok(Json(HeldVote {
        receipt: held.as_ref().map(|_| receipt),
        change: held.as_ref().map_or(0, |held| held.change),
        excluded: held.as_ref().is_some_and(|held| held.excluded),
        proved: voter.identity.proved(),
        choices: held.map(|held| held.choices),
    }))
}
