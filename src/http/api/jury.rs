//! A juror's own sheet. Each score is answered once it is durable, as a vote is.

pub mod chair;
pub mod matrix;
mod own;

use super::acting::Acting;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::scorebox::record::SheetRecord;
use crate::scorebox::{Entered, SheetRefusal};
use crate::show::decide::REASON_CHARS_MAX;
use crate::show::programme::Show;
use crate::show::who::Who;
use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use own::OwnSheet;
use serde::{Deserialize, Deserializer, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// The juror whose sheet a page shows, by id.
const SHOWN_JUROR: &str = "palmares-juror";

/// The longest private note, in characters.
const NOTE_CHARS_MAX: usize = 2_000;

/// "My mark is N."
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Entry id.
    #[schema(example = "optimal")]
    entry: String,
    /// Criterion id.
    #[schema(example = "story")]
    criterion: String,
    /// From 0 to the show's scale; null clears it.
    #[serde(deserialize_with = "said")]
    score: Option<u32>,
    /// The juror's own count of changes, which all the juror's devices share: a delayed lower one
    /// never overwrites a higher.
    #[serde(default)]
    change: Option<u32>,
}

/// A score that is not said is no score that is cleared.
fn said<'de, D: Deserializer<'de>>(value: D) -> Result<Option<u32>, D::Error> {
    Deserialize::deserialize(value)
}

/// A score, or a note, that stands.
#[derive(Serialize, ToSchema)]
pub struct StandingScore {
    /// `kept`; `superseded` if a later change stands.
    status: &'static str,
    /// The score that stands.
    score: Option<u32>,
    /// The number of the change that made it.
    change: u32,
}

/// A work that the juror does not judge.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recusing {
    /// Entry id.
    entry: String,
    /// For the record.
    #[serde(default)]
    reason: String,
}

/// A private note to a work.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Noting {
    /// Entry id.
    entry: String,
    /// An empty one takes it away.
    note: String,
    /// As for a score.
    #[serde(default)]
    change: Option<u32>,
}

/// How a sheet is submitted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// Whether works without every score are meant to stay so.
    #[serde(default)]
    incomplete: bool,
}

/// An act that is on record.
#[derive(Serialize, ToSchema)]
pub struct Acted {
    /// Where it stands in the score box.
    position: u64,
}

/// What the juror has given so far. A work that the juror does not judge is listed without a word
/// about it.
#[utoipa::path(
    get, path = "/api/jury/sheet", tag = "juror",
    responses((status = 200, body = OwnSheet)),
)]
pub async fn sheet(acting: Acting) -> Json<OwnSheet> {
    let show = acting.app.fanout.state().show.clone();
    let screeners = acting.app.screeners();
    Json(own::sheet(&acting, &show, &screeners))
}

/// Gives a score. Answered once it is durable.
#[utoipa::path(
    post, path = "/api/jury/score", tag = "juror", request_body = Scoring,
    responses(
        (status = 200, body = StandingScore),
        (status = 404, description = "no-such-entry, no-such-criterion", body = Problem),
        (status = 409, description = "signed, recused, jury-closed", body = Problem),
        (status = 422, description = "off-scale", body = Problem),
        (status = 503, description = "not-confirmed: it may be sent again", body = Problem),
    ),
)]
pub async fn score(
    acting: Acting,
    JsonBody(body): JsonBody<Scoring>,
) -> Result<Json<StandingScore>, Problem> {
    let show = acting.app.fanout.state().show.clone();
    is_work(&acting, &show, &body.entry)?;
    is_mark(&acting, &show, &body.criterion, body.score)?;
    let mine = juror(&acting).to_owned();
    in_no_conflict(&acting, &show, &mine, &body.entry)?;
    let record = SheetRecord::Score {
        juror: mine,
        entry: body.entry,
        criterion: body.criterion,
        change: body.change,
        score: body.score,
    };
    scored(&acting, record).await
}

/// Says that the juror does not judge a work.
#[utoipa::path(
    post, path = "/api/jury/recuse", tag = "juror", request_body = Recusing,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-entry", body = Problem),
        (status = 409, description = "signed, jury-closed", body = Problem),
        (status = 503, description = "not-confirmed: it may be sent again", body = Problem),
    ),
)]
pub async fn recuse(
    acting: Acting,
    JsonBody(body): JsonBody<Recusing>,
) -> Result<Json<Acted>, Problem> {
    is_work(&acting, &acting.app.fanout.state().show, &body.entry)?;
    let record = SheetRecord::Recuse {
        juror: juror(&acting).to_owned(),
        entry: body.entry,
        reason: within(&acting, &body.reason, REASON_CHARS_MAX)?,
    };
    acted(&acting, record).await
}

/// Notes something to a work that nobody else ever reads.
#[utoipa::path(
    post, path = "/api/jury/note", tag = "juror", request_body = Noting,
    responses(
        (status = 200, body = StandingScore),
        (status = 404, description = "no-such-entry", body = Problem),
        (status = 409, description = "recused", body = Problem),
        (status = 422, description = "too-long", body = Problem),
        (status = 503, description = "not-confirmed: it may be sent again", body = Problem),
    ),
)]
pub async fn note(
    acting: Acting,
    JsonBody(body): JsonBody<Noting>,
) -> Result<Json<StandingScore>, Problem> {
    let show = acting.app.fanout.state().show.clone();
    is_work(&acting, &show, &body.entry)?;
    let mine = juror(&acting).to_owned();
    in_no_conflict(&acting, &show, &mine, &body.entry)?;
    let text = within(&acting, &body.note, NOTE_CHARS_MAX)?;
    let closed = acting.app.sources.scores.seal_note(&text);
    let text = closed.ok_or_else(|| not_confirmed(&acting))?;
    let record = SheetRecord::Note {
        juror: mine,
        entry: body.entry,
        change: body.change,
        text,
    };
    scored(&acting, record).await
}

/// Submits the sheet.
#[utoipa::path(
    post, path = "/api/jury/sign", tag = "juror", request_body = Signing,
    responses(
        (status = 200, body = Acted),
        (status = 409, description = "incomplete, jury-closed", body = Problem),
        (status = 503, description = "not-confirmed: it may be sent again", body = Problem),
    ),
)]
pub async fn sign(
    acting: Acting,
    JsonBody(body): JsonBody<Signing>,
) -> Result<Json<Acted>, Problem> {
    let mine = juror(&acting).to_owned();
    if !body.incomplete && has_gaps(&acting, &mine) {
        let says = acting.ui.words().refusal.sheet.incomplete;
        return Err(Problem::new(StatusCode::CONFLICT, "incomplete", says));
    }
    acted(&acting, SheetRecord::Sign { juror: mine }).await
}

/// Takes the sheet back, until the judging is closed. A chair who votes does not, once the others'
/// scores were looked at.
#[utoipa::path(
    post, path = "/api/jury/unsign", tag = "juror",
    responses(
        (status = 200, body = Acted),
        (status = 409, description = "jury-closed, looked", body = Problem),
        (status = 503, description = "not-confirmed: it may be sent again", body = Problem),
    ),
)]
pub async fn unsign(acting: Acting) -> Result<Json<Acted>, Problem> {
    let juror = juror(&acting).to_owned();
    chair::has_not_looked(&acting, &juror)?;
    acted(&acting, SheetRecord::Unsign { juror }).await
}

/// A page says whose sheet it shows: on a tablet that several use, the cookie may be another's by
/// now, and what was touched on one sheet must not land on the other.
pub async fn of_the_same_juror(request: Request, next: Next) -> Response {
    let shown = request.headers().get(SHOWN_JUROR);
    let acting = request.extensions().get::<Acting>();
    match (shown, acting) {
        (Some(shown), Some(acting)) if shown.as_bytes() != juror(acting).as_bytes() => {
            Problem::wrong_role(acting.ui).into_response()
        }
        _ => next.run(request).await,
    }
}

/// Whose sheet it is. Only jurors are let in to these calls.
fn juror(acting: &Acting) -> &str {
    match &acting.who {
        Who::Juror(id) => id,
        _ => "",
    }
}

/// Whether a sheet that can still be submitted lacks a score.
fn has_gaps(acting: &Acting, juror: &str) -> bool {
    let show = acting.app.fanout.state().show.clone();
    let sheets = acting.app.sources.scores.fold();
    let sheet = sheets.sheet(juror);
    if sheet.is_some_and(|sheet| sheet.signed.is_some()) || sheets.is_closed_for(juror) {
        return false;
    }
    let full = |entry: &str| sheet.is_some_and(|sheet| sheet.is_complete_for(&show, entry));
    let mut judged = sheets.works(&show, juror).into_iter();
    judged.any(|work| !sheets.stands_out(&show, juror, &work.id) && !full(&work.id))
}

/// 404 for what is no work of the final.
fn is_work(acting: &Acting, show: &Show, entry: &str) -> Result<(), Problem> {
    if show.finalists().any(|work| work.id == entry) {
        return Ok(());
    }
    let says = acting.ui.words().refusal.sheet.no_such_work;
    Err(Problem::new(StatusCode::NOT_FOUND, "no-such-entry", says))
}

/// 404 for what is no criterion, 422 for what is off the scale.
fn is_mark(
    acting: &Acting,
    show: &Show,
    criterion: &str,
    score: Option<u32>,
) -> Result<(), Problem> {
    let words = &acting.ui.words().refusal.sheet;
    if show.jury.criterion(criterion).is_none() {
        let says = words.no_such_criterion;
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "no-such-criterion",
            says,
        ));
    }
    if score.is_some_and(|score| score > show.jury.scale) {
        let says = (words.off_scale)(show.jury.scale);
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "off-scale",
            says,
        ));
    }
    Ok(())
}

/// 409 for a work that the file or the chair keeps from this juror.
fn in_no_conflict(
    acting: &Acting,
    show: &Arc<Show>,
    juror: &str,
    entry: &str,
) -> Result<(), Problem> {
    let sheets = acting.app.sources.scores.fold();
    // What is closed or submitted is said by the box, whichever work it is.
    let open = !sheets.is_closed_for(juror);
    match open && sheets.stands_out(show, juror, entry) {
        true => Err(refused(acting, SheetRefusal::Recused)),
        false => Ok(()),
    }
}

/// A text without blanks around it, of at most so many characters.
fn within(acting: &Acting, text: &str, most: usize) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().count() <= most {
        return Ok(text.to_owned());
    }
    let says = (acting.ui.words().refusal.sheet.too_long)(most);
    Err(Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "too-long",
        says,
    ))
}

fn refused(acting: &Acting, why: SheetRefusal) -> Problem {
    let words = &acting.ui.words().refusal.sheet;
    let (word, says) = match why {
        SheetRefusal::Signed => ("signed", words.signed),
        SheetRefusal::Recused => ("recused", words.recused),
        SheetRefusal::Closed => ("jury-closed", words.closed),
        SheetRefusal::HasMarks => ("has-marks", words.has_marks),
        SheetRefusal::NoMarks => ("no-marks", words.no_marks),
    };
    Problem::new(StatusCode::CONFLICT, word, says)
}

fn not_confirmed(acting: &Acting) -> Problem {
    let says = acting.ui.words().refusal.sheet.not_kept;
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not-confirmed", says)
}

async fn entered(acting: &Acting, record: SheetRecord) -> Result<Entered, Problem> {
    if let Who::Juror(id) = &acting.who {
        let now = acting.app.foyer.clock.now();
        acting.app.sources.presence.jury.called(id, now);
    }
    let entered = acting.app.sources.scores.ask(record).await;
    match entered.map_err(|_| not_confirmed(acting))? {
        Entered::Refused(why) => Err(refused(acting, why)),
        entered => Ok(entered),
    }
}

async fn scored(acting: &Acting, record: SheetRecord) -> Result<Json<StandingScore>, Problem> {
    let (status, score, change) = match entered(acting, record).await? {
        Entered::Superseded { score, change } => ("superseded", score, change),
        Entered::Kept { score, change } => ("kept", score, change),
        Entered::Done(_) | Entered::Refused(_) => return Err(not_confirmed(acting)),
    };
    acting.app.director.beat_jury();
    Ok(Json(StandingScore {
        status,
        score,
        change,
    }))
}

async fn acted(acting: &Acting, record: SheetRecord) -> Result<Json<Acted>, Problem> {
    let Entered::Done(at) = entered(acting, record).await? else {
        return Err(not_confirmed(acting));
    };
    acting.app.director.beat_jury();
    // It is on record; the journal tells it a moment later where nobody has time now.
    let _ = acting.app.director.judged().await;
    Ok(Json(Acted {
        position: at.revision,
    }))
}
