//! A ballot's clock and its count.

use super::DoneBody;
use super::acting::Acting;
use crate::control::Secret;
use crate::evening::Rejection;
use crate::http::body::{Id, JsonBody};
use crate::http::error::Problem;
use crate::show::command::Command;
use crate::show::refusal::Refusal;
use crate::view::api::{BallotNow, TallyLine, ballot_now};
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// A length of time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// In seconds; none means the show file's.
    #[serde(default)]
    seconds: Option<u32>,
}

/// Where a ballot stands.
#[utoipa::path(
    get, path = "/api/ballots/{id}", tag = "mc, producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    responses((status = 200, body = BallotNow)),
)]
pub async fn get(acting: Acting, Id(id): Id) -> Result<Json<BallotNow>, Problem> {
    let (snapshot, live) = acting.app.fanout.now();
    let ballot = ballot_now(snapshot.on_stage(), &live, &id).map(Json);
    ballot.ok_or_else(|| acting.rejected(&Rejection::Refused(Refusal::NoSuchBallot(id))))
}

/// The count. Before the reveal each look is journalled.
#[utoipa::path(
    get, path = "/api/ballots/{id}/tally", tag = "producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    responses((status = 200, body = Vec<TallyLine>)),
)]
pub async fn tally(acting: Acting, Id(ballot): Id) -> Result<Json<Vec<TallyLine>>, Problem> {
    let tally = acting.look(&Secret::Count(ballot)).await?.tally;
    let lines = tally.0.into_iter().map(|count| TallyLine {
        entry: count.entry,
        votes: count.votes,
    });
    Ok(Json(lines.collect()))
}

/// Opens a ballot, without moving the stage.
#[utoipa::path(
    post, path = "/api/ballots/{id}/open", tag = "mc, producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    request_body = Length,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "another-ballot-open, ballot-closed", body = Problem),
        (status = 422, description = "bad-seconds", body = Problem),
    ),
)]
pub async fn open(
    acting: Acting,
    Id(ballot): Id,
    JsonBody(Length { seconds }): JsonBody<Length>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::OpenBallot { ballot, seconds };
    acting.wish(command).await
}

/// Gives an open ballot more time.
#[utoipa::path(
    post, path = "/api/ballots/{id}/extend", tag = "mc, producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    request_body = Length,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "ballot-waiting, ballot-closed", body = Problem),
        (status = 422, description = "bad-seconds", body = Problem),
    ),
)]
pub async fn extend(
    acting: Acting,
    Id(ballot): Id,
    JsonBody(Length { seconds }): JsonBody<Length>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::ExtendBallot { ballot, seconds };
    acting.wish(command).await
}

/// Closes an open ballot now.
#[utoipa::path(
    post, path = "/api/ballots/{id}/close", tag = "mc, producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "ballot-waiting", body = Problem),
    ),
)]
pub async fn close(acting: Acting, Id(ballot): Id) -> Result<Json<DoneBody>, Problem> {
    acting.wish(Command::CloseBallot { ballot }).await
}

/// Opens a closed ballot again.
#[utoipa::path(
    post, path = "/api/ballots/{id}/reopen", tag = "mc, producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    request_body = Length,
    responses(
        (status = 200, body = DoneBody),
        (
            status = 409,
            description = "already-revealed, result-shown, counting, ballot-waiting, no-net",
            body = Problem,
        ),
        (status = 422, body = Problem),
    ),
)]
pub async fn reopen(
    acting: Acting,
    Id(ballot): Id,
    JsonBody(Length { seconds }): JsonBody<Length>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::ReopenBallot { ballot, seconds };
    acting.wish(command).await
}

/// Announces what the hall says, without the count from outside: that is put on record when it
/// comes, and changes nothing.
#[utoipa::path(
    post, path = "/api/ballots/{id}/hall-alone", tag = "producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    responses(
        (status = 200, body = DoneBody),
        (status = 404, description = "no-such-ballot", body = Problem),
        (
            status = 409,
            description = "hall-only, net-only, no-net, both-counted, ballot-waiting, ballot-open, \
                counting",
            body = Problem,
        ),
    ),
)]
pub async fn hall_alone(acting: Acting, Id(ballot): Id) -> Result<Json<DoneBody>, Problem> {
    acting.wish(Command::AnnounceHall { ballot }).await
}

/// Who is left out, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Exclusion)]
pub struct ExclusionBody {
    /// The voter's receipt.
    receipt: String,
    /// For the record.
    reason: String,
}

/// Leaves a voter out of an open ballot's count. Journalled, and in the export.
#[utoipa::path(
    post, path = "/api/ballots/{id}/exclude", tag = "producer",
    params(("id" = String, Path, description = "Ballot id", example = "people")),
    request_body = ExclusionBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 404, description = "no-such-ballot, no-such-receipt", body = Problem),
        (status = 409, description = "ballot-closed", body = Problem),
        (status = 422, description = "no-reason", body = Problem),
    ),
)]
pub async fn exclude(
    acting: Acting,
    Id(ballot): Id,
    JsonBody(body): JsonBody<ExclusionBody>,
) -> Result<Json<DoneBody>, Problem> {
    let receipt = body.receipt.trim().to_ascii_uppercase();
    let sources = &acting.app.sources;
    let ballots = acting.app.fanout.ballots();
    let mut voters = ballots.voters_of(&ballot, &receipt);
    // Whoever votes outside is in the log alone.
    let outside = sources.net.iter();
    let outside = outside.flat_map(|net| net.voters_of(&ballot, &receipt));
    voters.extend(
        outside
            .filter(|voter| !voters.contains(voter))
            .collect::<Vec<_>>(),
    );
    let [voter] = voters.as_slice() else {
        let detail = "No single vote in this ballot has this receipt.";
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "no-such-receipt",
            detail,
        ));
    };
    let command = Command::Exclude {
        ballot,
        receipt,
        voter: voter.to_string(),
        reason: body.reason,
    };
    acting.wish(command).await
}
