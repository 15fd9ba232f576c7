//! Envelopes: sealed, opened, corrected, released.

use super::DoneBody;
use super::acting::Acting;
use super::decide::{SealedBody, conclude};
use crate::control::Secret;
use crate::evening::Rejection;
use crate::http::access::Caller;
use crate::http::body::{Id, JsonBody};
use crate::http::error::Problem;
use crate::show::award::Honours;
use crate::show::command::Command;
use crate::show::halves::{Conclusion, Side};
use crate::show::refusal::Refusal;
use crate::show::text::Text;
use crate::show::who::Who;
use crate::view::api::{WinnerNow, winners_now};
use axum::Json;
use axum::http::HeaderMap;
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
    pub(super) fn ids(self) -> Vec<String> {
        match self {
            Winner::One(id) => vec![id],
            Winner::Shared(ids) => ids,
        }
    }
}

/// A decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Decision)]
pub struct DecisionBody {
    /// Who won: at least one.
    #[serde(default)]
    #[schema(example = "optimal")]
    winner: Option<Winner>,
    /// The same as a list; an empty one says that a jury gives the award to nobody.
    #[serde(default)]
    winners: Option<Vec<String>>,
    /// Why, to be shown with the winner: a text, or one per language.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    citation: Option<Text>,
    /// Who gets a special mention.
    #[serde(default)]
    mention: Option<Winner>,
    /// Who wins should a winner withdraw.
    #[serde(default)]
    second: Option<String>,
    /// Why it is decided so, for the record.
    #[serde(default)]
    reason: Option<String>,
}

impl DecisionBody {
    /// Who won. A form that was sent with nothing chosen is not "no award".
    fn winners(&mut self, by_two: bool) -> Result<Vec<String>, Refusal> {
        match (self.winner.take().map(Winner::ids), self.winners.take()) {
            // Two do not leave out the same by a slip.
            (Some(one), None) if by_two || !one.is_empty() => Ok(one),
            (None, Some(listed)) => Ok(listed),
            _ => Err(Refusal::BadWinners),
        }
    }
}

/// What comes with a decision beside its winners.
pub(super) fn honours(
    citation: Option<Text>,
    mention: Option<Winner>,
    second: Option<String>,
) -> Honours {
    Honours {
        citation,
        mention: mention.map(Winner::ids).unwrap_or_default(),
        second: second.filter(|id| !id.is_empty()),
    }
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
    /// As in a decision.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    citation: Option<Text>,
    /// As in a decision.
    #[serde(default)]
    mention: Option<Winner>,
    /// As in a decision.
    #[serde(default)]
    second: Option<String>,
}

/// Which award; none means the one revealed last.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Award id.
    #[serde(default)]
    award: Option<String>,
}

/// Whose page asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Look)]
pub struct LookBody {
    /// `mc`: they look as the MC, whatever other keys their browser holds.
    #[serde(default, rename = "as")]
    page: Option<LookingPage>,
}

/// A page that says whose it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum LookingPage {
    Mc,
}

/// What is in an envelope.
#[derive(Serialize, ToSchema)]
pub struct Contents {
    /// Who has won; nobody where there is no award.
    winners: Vec<WinnerNow>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    citation: Option<Text>,
    /// Who gets a special mention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mention: Vec<WinnerNow>,
    /// Who wins should a winner withdraw.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    second: Vec<WinnerNow>,
}

/// Seals the decision for an award before its reveal. Ruling on a tie is a look at the count, and
/// journalled as one if nobody has looked yet.
#[utoipa::path(
    post, path = "/api/envelopes/{award}", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    request_body = DecisionBody,
    responses(
        (status = 200, body = SealedBody),
        (
            status = 409, description = "already-revealed, audience-decides, not-the-same",
            body = Problem,
        ),
        (
            status = 422, description = "no-such-entry, not-a-finalist, bad-winners, bad-mention, \
                bad-second, bad-citation, not-tied",
            body = Problem,
        ),
    ),
)]
pub async fn seal(
    acting: Acting,
    Id(award): Id,
    JsonBody(mut body): JsonBody<DecisionBody>,
) -> Result<Json<SealedBody>, Problem> {
    let refused = |why| acting.rejected(&Rejection::Refused(why));
    let state = acting.app.fanout.state();
    let by_two = state.show.sealed_by_two(&award);
    let winners = body.winners(by_two).map_err(refused)?;
    let honours = honours(body.citation, body.mention, body.second);
    let conclusion = Conclusion {
        winners,
        honours,
        reason: body.reason,
    };
    if by_two {
        if state.award(&award).revealed.is_some() {
            return Err(refused(Refusal::AlreadyRevealed(award)));
        }
        return conclude(&acting, award, Side::Producer, conclusion).await;
    }
    let command = Command::Seal { award, conclusion };
    let Json(done) = acting.wish(command).await?;
    Ok(Json(SealedBody { status: None, done }))
}

/// Corrects an award after its reveal.
#[utoipa::path(
    post, path = "/api/envelopes/{award}/correct", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    request_body = CorrectionBody,
    responses(
        (status = 200, body = SealedBody),
        (status = 409, description = "not-revealed, not-the-same", body = Problem),
        (status = 422, body = Problem),
    ),
)]
pub async fn correct(
    acting: Acting,
    Id(award): Id,
    JsonBody(body): JsonBody<CorrectionBody>,
) -> Result<Json<SealedBody>, Problem> {
    let honours = honours(body.citation, body.mention, body.second);
    let state = acting.app.fanout.on_stage();
    if state.show.sealed_by_two(&award) {
        if state.award(&award).revealed.is_none() {
            let why = Refusal::NotRevealed(award);
            return Err(acting.rejected(&Rejection::Refused(why)));
        }
        let conclusion = Conclusion {
            winners: body.winner.ids(),
            honours,
            reason: Some(body.reason),
        };
        return conclude(&acting, award, Side::Producer, conclusion).await;
    }
    let command = Command::Correct {
        award,
        winners: body.winner.ids(),
        honours,
        reason: body.reason,
    };
    let Json(done) = acting.wish(command).await?;
    Ok(Json(SealedBody { status: None, done }))
}

/// Looks into a sealed envelope. The look is journalled. The MC may only where the show file allows
/// it.
#[utoipa::path(
    post, path = "/api/envelopes/{award}/open", tag = "producer",
    params(("award" = String, Path, description = "Award id", example = "first-prize")),
    request_body = LookBody,
    responses(
        (status = 200, body = Contents),
        (status = 409, description = "no-envelope, stale", body = Problem),
    ),
)]
pub async fn open(
    mut acting: Acting,
    headers: HeaderMap,
    Id(award): Id,
    JsonBody(body): JsonBody<LookBody>,
) -> Result<Json<Contents>, Problem> {
    if let Some(LookingPage::Mc) = body.page {
        Caller::of(&acting.app, &headers).own(&Who::Mc, acting.ui)?;
        acting.who = Who::Mc;
    }
    let sight = acting.look(&Secret::Envelope(award)).await?;
    let named = |ids: &[String]| winners_now(&sight.state, ids);
    let Honours {
        citation,
        mention,
        second,
    } = &sight.honours;
    Ok(Json(Contents {
        winners: named(&sight.winners),
        citation: citation.clone(),
        mention: named(mention),
        second: named(second.as_slice()),
    }))
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
