//! What chair and producer decide of a jury's award: alone, or each for themselves.

use super::DoneBody;
use super::acting::Acting;
use super::envelope::{Winner, honours};
use crate::control::{ControlError, Secret};
use crate::director::Done;
use crate::evening::Rejection;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::show::command::Command;
use crate::show::event::Event;
use crate::show::halves::{Conclusion, Side};
use crate::show::jury::{Matrix, Ranking, order};
use crate::show::refusal::Refusal;
use crate::show::state::State;
use crate::show::text::Text;
use crate::view::chair::ScoresSeen;
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How often a decision is held against what the other has said meanwhile.
const TRIES_MAX: u32 = 5;

/// What the chair decides.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChairDecision)]
pub struct ChairBody {
    /// Award id.
    #[schema(example = "first-prize")]
    award: String,
    /// Entry ids; none for no award.
    winners: Winner,
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
    /// Needed where it differs from the ranking, or corrects what was announced.
    #[serde(default)]
    reason: Option<String>,
}

/// What became of a decision.
#[derive(Serialize, ToSchema)]
#[schema(as = Sealed)]
pub struct SealedBody {
    /// `sealed`, or `waiting` for the other of two; left out where the producer seals alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(flatten)]
    pub done: DoneBody,
}

/// Decides for the jury, before the reveal or after it. Where two seal together, the same from the
/// other seals.
#[utoipa::path(
    post, path = "/api/jury/decide", tag = "chair", request_body = ChairBody,
    responses(
        (status = 200, body = SealedBody),
        (
            status = 409, description = "not-the-same, audience-decides, organiser-decides",
            body = Problem,
        ),
        (
            status = 422, description = "reason, too-many, no-such-entry, not-a-finalist, \
                bad-winners, bad-mention, bad-second, bad-citation",
            body = Problem,
        ),
    ),
)]
pub async fn decide(
    acting: Acting,
    JsonBody(body): JsonBody<ChairBody>,
) -> Result<Json<SealedBody>, Problem> {
    let conclusion = Conclusion {
        winners: body.winners.ids(),
        honours: honours(body.citation, body.mention, body.second),
        reason: body.reason,
    };
    conclude(&acting, body.award, Side::Chair, conclusion).await
}

/// Follows a decision of one side, and tells whether it is sealed by it.
pub(super) async fn conclude(
    acting: &Acting,
    award: String,
    by: Side,
    conclusion: Conclusion,
) -> Result<Json<SealedBody>, Problem> {
    let app = &acting.app;
    let sees = sees_ranking(acting, &award, by).await?;
    for _ in 0..TRIES_MAX {
        let state = app.fanout.state();
        let halves = state.award(&award).halves;
        let keys = app.halves.as_ref();
        let keys = keys.filter(|_| state.show.sealed_by_two(&award));
        let half = keys.map(|keys| keys.paper(&award, &conclusion, halves.of(by.other())));
        let half = half.transpose().map_err(|error| {
            tracing::error!(%error, "half a decision cannot be encrypted");
            acting.rejected(&Rejection::Busy)
        })?;
        let command = Command::Decide {
            award: award.clone(),
            by,
            conclusion: conclusion.clone(),
            ranking: announced(acting, &state, &award)
                .filter(|_| sees)
                .map(Box::new),
            half: half.map(Box::new),
        };
        match app.control.act(&acting.who, command, None).await {
            // The other has spoken in between.
            Err(ControlError::Rejected(Rejection::Refused(Refusal::Stale))) => {}
            done => return told(acting, award, acting.told(done)?),
        }
    }
    Err(acting.rejected(&Rejection::Busy))
}

/// Whether a decision may be held against the ranking. The answer tells something of it: before
/// every sheet is in that is a look, and a chair who votes has none before the own sheet is in.
async fn sees_ranking(acting: &Acting, award: &str, by: Side) -> Result<bool, Problem> {
    let state = acting.app.fanout.state();
    if by != Side::Chair || announced(acting, &state, award).is_none() {
        return Ok(false);
    }
    match acting.app.sources.chair(&state).scores {
        ScoresSeen::Ready => {
            acting.look(&Secret::FullMatrix).await?;
            Ok(true)
        }
        ScoresSeen::OwnFirst => Ok(false),
        ScoresSeen::Early | ScoresSeen::None => {
            acting.look(&Secret::Matrix).await?;
            Ok(true)
        }
    }
}

/// What came of it stands in the journal: two may speak at once, and each is told of their own try.
fn told(acting: &Acting, award: String, done: Done) -> Result<Json<SealedBody>, Problem> {
    let recent = acting.app.fanout.snapshot().recent;
    let mut newest = recent.iter().rev();
    let own = newest.find(|stamped| stamped.revision == done.revision);
    let status = match own.map(|stamped| &stamped.event) {
        Some(Event::HalvesDiffer { .. }) => {
            let why = Refusal::NotTheSame(award);
            return Err(acting.rejected(&Rejection::Refused(why)));
        }
        Some(Event::HalfSealed { .. }) => "waiting",
        Some(_) => "sealed",
        None => return Err(acting.rejected(&Rejection::Busy)),
    };
    Ok(Json(SealedBody {
        status: Some(status),
        done: done.into(),
    }))
}

/// What the announced rule says, once every finalist is ranked.
fn announced(acting: &Acting, state: &State, award: &str) -> Option<Ranking> {
    let show = &state.show;
    let paper = show.award(award).filter(|paper| show.is_judged(paper))?;
    let matrix = {
        let sheets = acting.app.sources.scores.fold();
        let mark =
            |juror: &str, entry: &str, criterion: &str| sheets.mark(show, juror, entry, criterion);
        Matrix::of_finalists(show, mark)
    };
    let ranking = order(state, paper, &matrix)?;
    let complete = ranking.unranked.is_empty() && !ranking.groups.is_empty();
    complete.then_some(ranking)
}
