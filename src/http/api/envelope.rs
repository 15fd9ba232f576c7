//! Envelopes: sealed, opened, corrected, released.

use super::DoneBody;
use super::acting::Acting;
use crate::control::Secret;
use crate::http::body::{Id, JsonBody};
use crate::http::error::Problem;
use crate::show::command::Command;
use crate::view::api::{WinnerNow, winners_now};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One entry id, or several for a shared award.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Winner {
    /// One.
    One(String),
    /// Several.
    Shared(Vec<String>),
}

impl Winner {
    fn ids(self) -> Vec<String> {
        match self {
            Winner::One(id) => vec![id],
            Winner::Shared(ids) => ids,
        }
    }
}

/// A decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Who won.
    #[schema(example = "optimal")]
    winner: Winner,
}

/// A correction.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Correction)]
pub struct CorrectionBody {
    /// Who really won.
    #[schema(example = "optimal")]
    winner: Winner,
    /// For the record.
    reason: String,
}

/// Which award; none means the one revealed last.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Award id.
    #[serde(default)]
    award: Option<String>,
}

/// What is in an envelope.
#[derive(Serialize, ToSchema)]
pub struct Contents {
    /// Who has won.
    winners: Vec<WinnerNow>,
}

/// Seals the decision for an award before its reveal. Ruling on a tie is a look at the count, and
/// journalled as one if nobody has looked yet.
#[utoipa::path(
    post, path = "/api/envelopes/{award}", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    request_body = Decision,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "already-revealed, audience-decides", body = Problem),
        (
            status = 422, description = "no-such-entry, not-a-finalist, bad-winners, not-tied",
            body = Problem,
        ),
    ),
)]
pub async fn seal(
    acting: Acting,
    Id(award): Id,
    JsonBody(body): JsonBody<Decision>,
) -> Result<Json<DoneBody>, Problem> {
    let winners = body.winner.ids();
    acting.wish(Command::Seal { award, winners }).await
}

/// Corrects an award after its reveal.
#[utoipa::path(
    post, path = "/api/envelopes/{award}/correct", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    request_body = CorrectionBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "not-revealed", body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn correct(
    acting: Acting,
    Id(award): Id,
    JsonBody(body): JsonBody<CorrectionBody>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::Correct {
        award,
        winners: body.winner.ids(),
        reason: body.reason,
    };
    acting.wish(command).await
}

/// Looks into a sealed envelope. The look is journalled. The MC may only where the show file allows
/// it.
#[utoipa::path(
    post, path = "/api/envelopes/{award}/open", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    responses(
        (status = 200, body = Contents),
        (status = 409, description = "no-envelope", body = Problem),
    ),
)]
pub async fn open(acting: Acting, Id(award): Id) -> Result<Json<Contents>, Problem> {
    let sight = acting.look(&Secret::Envelope(award)).await?;
    let winners = winners_now(&sight.state, &sight.winners);
    Ok(Json(Contents { winners }))
}

/// Says that the envelope was the right one after all.
#[utoipa::path(
    post, path = "/api/envelopes/{award}/stands", tag = "mc, producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    responses((status = 200, body = DoneBody)),
)]
pub async fn stands(acting: Acting, Id(award): Id) -> Result<Json<DoneBody>, Problem> {
    acting.wish(Command::EnvelopeStands { award }).await
}

/// Lets the press and the public read an award that the file holds back.
#[utoipa::path(
    post, path = "/api/envelopes/{award}/release", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "not-revealed, already-released", body = Problem),
    ),
)]
pub async fn release(acting: Acting, Id(award): Id) -> Result<Json<DoneBody>, Problem> {
    acting.wish(Command::Release { award }).await
}

/// The wrong winner was announced: the card covers the stage at once.
#[utoipa::path(
    post, path = "/api/wrong-envelope", tag = "mc, producer", request_body = Which,
    responses(
        (status = 200, body = DoneBody), (status = 404, body = Problem),
        (status = 409, description = "nothing-revealed, not-revealed", body = Problem),
    ),
)]
pub async fn wrong(
    acting: Acting,
    JsonBody(body): JsonBody<Which>,
) -> Result<Json<DoneBody>, Problem> {
    let command = Command::WrongEnvelope { award: body.award };
    acting.wish(command).await
}
