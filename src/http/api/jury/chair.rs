//! What the chair does with the jury's sheets. Each act is a record in the scores' own order, and
//! an event with its place.

use super::{Acted, Acting, acted, entered, is_mark, is_work, not_confirmed, within};
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::scorebox::Entered;
use crate::scorebox::record::{PaperMark, SheetRecord};
use crate::show::command::Command;
use crate::show::decide::REASON_CHARS_MAX;
use crate::show::judging::JuryAct;
use crate::show::who::Who;
use crate::view::chair::ScoresSeen;
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A juror, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetReason {
    /// Juror id.
    juror: String,
    /// For the record; everybody of the jury reads it.
    reason: String,
}

/// Who does not take part.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Juror id.
    juror: String,
    /// False where the juror is there after all.
    #[serde(default = "yes")]
    on: bool,
}

fn yes() -> bool {
    true
}

/// A conflict of interest, confirmed or waved through.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictBody {
    /// Juror id.
    juror: String,
    /// Entry id.
    entry: String,
    /// False where the juror judges the work after all.
    confirmed: bool,
}

/// A sheet of paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetFromPaper {
    /// Juror id.
    juror: String,
    marks: Vec<MarkOnPaper>,
    /// Who has read it back to whoever typed it.
    read_back_by: String,
}

/// A mark on it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkOnPaper {
    /// Entry id.
    entry: String,
    /// Criterion id.
    criterion: String,
    score: u32,
}

/// A sheet under the wrong name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// The juror under whose name it stands.
    from: String,
    /// The juror whose it is.
    to: String,
    /// For the record; everybody of the jury reads it.
    reason: String,
}

/// What a close counts, and what it leaves out.
#[derive(Serialize, ToSchema)]
pub struct ClosedJury {
    /// Where the close stands in the score box.
    position: u64,
    /// Jurors with at least one work that counts.
    counted: Vec<String>,
    /// Those of them who had not submitted.
    unsubmitted: Vec<String>,
    /// Works that do not count for a juror, because a criterion has no score.
    left_out: Vec<LeftOutWork>,
}

/// A work that does not count for a juror.
#[derive(Serialize, ToSchema)]
pub struct LeftOutWork {
    juror: String,
    entry: String,
}

/// A juror's browser.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndingDevice {
    /// Whose it is; a juror need not say it.
    #[serde(default)]
    juror: Option<String>,
    /// As the page and the event `juror-device` name it.
    device: String,
}

/// Gives a sheet back to its juror, also after the close.
#[utoipa::path(
    post, path = "/api/jury/reopen", tag = "chair", request_body = SheetReason,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-juror", body = Problem),
        (status = 422, description = "no-reason, too-long", body = Problem),
    ),
)]
pub async fn reopen(
    acting: Acting,
    JsonBody(body): JsonBody<SheetReason>,
) -> Result<Json<Acted>, Problem> {
    let juror = is_juror(&acting, body.juror)?;
    let reason = reason(&acting, &body.reason)?;
    acted(&acting, SheetRecord::Reopen { juror, reason }).await
}

/// Says that a juror does not take part, or does so again. A chair who votes does not come back,
/// once the others' scores were looked at.
#[utoipa::path(
    post, path = "/api/jury/absent", tag = "chair", request_body = Absence,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-juror", body = Problem),
        (status = 409, description = "jury-closed, looked", body = Problem),
    ),
)]
pub async fn absent(
    acting: Acting,
    JsonBody(body): JsonBody<Absence>,
) -> Result<Json<Acted>, Problem> {
    let juror = is_juror(&acting, body.juror)?;
    let on = body.on;
    if !on {
        has_not_looked(&acting, &juror)?;
    }
    acted(&acting, SheetRecord::Absent { juror, on }).await
}

/// 409 for the own sheet of a chair who has looked: what the others gave is not to be answered on a
/// sheet that seems to have come before.
pub(super) fn has_not_looked(acting: &Acting, juror: &str) -> Result<(), Problem> {
    let state = acting.app.fanout.state();
    if state.show.jury.chair.as_deref() == Some(juror) && state.jury.looked.is_some() {
        let says = acting.ui.words().refusal.sheet.looked;
        return Err(Problem::new(StatusCode::CONFLICT, "looked", says));
    }
    Ok(())
}

/// Confirms a conflict of interest, or waves it through.
#[utoipa::path(
    post, path = "/api/jury/conflict", tag = "chair", request_body = ConflictBody,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-juror, no-such-entry", body = Problem),
        (status = 409, description = "jury-closed", body = Problem),
    ),
)]
pub async fn conflict(
    acting: Acting,
    JsonBody(body): JsonBody<ConflictBody>,
) -> Result<Json<Acted>, Problem> {
    let juror = is_juror(&acting, body.juror)?;
    is_work(&acting, &acting.app.fanout.state().show, &body.entry)?;
    let record = SheetRecord::Conflict {
        juror,
        entry: body.entry,
        confirmed: body.confirmed,
    };
    acted(&acting, record).await
}

/// Enters a sheet of paper. What a juror gave by hand is never overwritten.
#[utoipa::path(
    post, path = "/api/jury/paper", tag = "chair", request_body = SheetFromPaper,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-juror, no-such-entry, no-such-criterion",
            body = Problem),
        (status = 409, description = "has-marks, signed, jury-closed", body = Problem),
        (status = 422, description = "off-scale, twice, not-read-back, too-long", body = Problem),
    ),
)]
pub async fn paper(
    acting: Acting,
    JsonBody(body): JsonBody<SheetFromPaper>,
) -> Result<Json<Acted>, Problem> {
    let juror = is_juror(&acting, body.juror)?;
    let show = acting.app.fanout.state().show.clone();
    let words = &acting.ui.words().refusal.sheet;
    let mut seen = BTreeSet::new();
    for mark in &body.marks {
        is_work(&acting, &show, &mark.entry)?;
        is_mark(&acting, &show, &mark.criterion, Some(mark.score))?;
        if !seen.insert((&mark.entry, &mark.criterion)) {
            return Err(unprocessable("twice", words.twice));
        }
    }
    let read_back_by = within(&acting, &body.read_back_by, REASON_CHARS_MAX)?;
    if read_back_by.is_empty() {
        return Err(unprocessable("not-read-back", words.not_read_back));
    }
    let mark = |mark: MarkOnPaper| PaperMark {
        entry: mark.entry,
        criterion: mark.criterion,
        score: mark.score,
    };
    let record = SheetRecord::Paper {
        juror,
        change: None,
        marks: body.marks.into_iter().map(mark).collect(),
        read_back_by,
    };
    acted(&acting, record).await
}

/// Moves a sheet that was filled in under the wrong name. One that was submitted stays so.
#[utoipa::path(
    post, path = "/api/jury/move", tag = "chair", request_body = Moving,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-juror", body = Problem),
        (status = 409, description = "has-marks, no-marks, jury-closed", body = Problem),
        (status = 422, description = "same-juror, no-reason, too-long", body = Problem),
    ),
)]
pub async fn move_sheet(
    acting: Acting,
    JsonBody(body): JsonBody<Moving>,
) -> Result<Json<Acted>, Problem> {
    let (from, to) = (is_juror(&acting, body.from)?, is_juror(&acting, body.to)?);
    if from == to {
        let says = acting.ui.words().refusal.sheet.same_juror;
        return Err(unprocessable("same-juror", says));
    }
    own_sheet_is_in(&acting, [&from, &to])?;
    let reason = reason(&acting, &body.reason)?;
    acted(&acting, SheetRecord::Move { from, to, reason }).await
}

/// 403 where a chair who votes, and has not submitted, would have another's sheet as their own.
fn own_sheet_is_in(acting: &Acting, of: [&String; 2]) -> Result<(), Problem> {
    let state = acting.app.fanout.state();
    let own = state.show.jury.chair.as_ref();
    let seen = acting.app.sources.chair(&state).scores;
    if seen != ScoresSeen::OwnFirst || !of.into_iter().any(|juror| Some(juror) == own) {
        return Ok(());
    }
    let says = acting.ui.words().refusal.sheet.own_first;
    Err(Problem::new(StatusCode::FORBIDDEN, "own-first", says))
}

/// Takes a sheet out that nobody of the jury has filled in.
#[utoipa::path(
    post, path = "/api/jury/void", tag = "chair", request_body = SheetReason,
    responses(
        (status = 200, body = Acted),
        (status = 404, description = "no-such-juror", body = Problem),
        (status = 409, description = "jury-closed", body = Problem),
        (status = 422, description = "no-reason, too-long", body = Problem),
    ),
)]
pub async fn void(
    acting: Acting,
    JsonBody(body): JsonBody<SheetReason>,
) -> Result<Json<Acted>, Problem> {
    let juror = is_juror(&acting, body.juror)?;
    let reason = reason(&acting, &body.reason)?;
    acted(&acting, SheetRecord::Void { juror, reason }).await
}

/// Closes the judging: complete works count, submitted or not, and what is left out is named.
#[utoipa::path(
    post, path = "/api/jury/close", tag = "chair",
    responses((status = 200, body = ClosedJury)),
)]
pub async fn close(acting: Acting) -> Result<Json<ClosedJury>, Problem> {
    let Entered::Done(at) = entered(&acting, SheetRecord::Close).await? else {
        return Err(not_confirmed(&acting));
    };
    let show = acting.app.fanout.state().show.clone();
    let told = {
        let sheets = acting.app.sources.scores.fold();
        let mut acts = sheets.acts().iter().filter(|act| act.at == at);
        acts.find_map(|act| act.told(&show).filter(|told| told.juror().is_none()))
    };
    acting.app.director.beat_jury();
    let _ = acting.app.director.judged().await;
    let Some(JuryAct::Closed {
        counted,
        unsubmitted,
        left_out,
    }) = told
    else {
        return Err(not_confirmed(&acting));
    };
    let work = left_out.into_iter().map(|left| LeftOutWork {
        juror: left.juror,
        entry: left.entry,
    });
    Ok(Json(ClosedJury {
        position: at.revision,
        counted,
        unsubmitted,
        left_out: work.collect(),
    }))
}

/// Ends a juror's browser: it opens nothing any more.
#[utoipa::path(
    post, path = "/api/jury/device", tag = "juror, chair", request_body = EndingDevice,
    responses(
        (status = 200, body = super::super::DoneBody),
        (status = 404, description = "no-such-device", body = Problem),
    ),
)]
pub async fn device(
    acting: Acting,
    JsonBody(body): JsonBody<EndingDevice>,
) -> Result<Json<super::super::DoneBody>, Problem> {
    let state = acting.app.fanout.state();
    let known = state.jury.devices.get(&body.device);
    let whose = match &acting.who {
        Who::Juror(id) => Some(id),
        _ => body.juror.as_ref(),
    };
    let theirs = known.filter(|device| whose.is_none_or(|juror| device.juror == *juror));
    let Some(device) = theirs else {
        let says = acting.ui.words().refusal.sheet.no_such_device;
        return Err(Problem::new(StatusCode::NOT_FOUND, "no-such-device", says));
    };
    let end = Command::SetDevice {
        juror: device.juror.clone(),
        device: body.device,
        on: false,
        label: device.label.clone(),
    };
    acting.wish(end).await
}

/// 404 for nobody's id.
fn is_juror(acting: &Acting, juror: String) -> Result<String, Problem> {
    let show = &acting.app.fanout.state().show;
    if show.jury.juror(&juror).is_some() {
        return Ok(juror);
    }
    let says = acting.ui.words().refusal.sheet.no_such_juror;
    Err(Problem::new(StatusCode::NOT_FOUND, "no-such-juror", says))
}

fn reason(acting: &Acting, reason: &str) -> Result<String, Problem> {
    let reason = within(acting, reason, REASON_CHARS_MAX)?;
    let says = acting.ui.words().refusal.sheet.no_reason;
    match reason.is_empty() {
        true => Err(unprocessable("no-reason", says)),
        false => Ok(reason),
    }
}

fn unprocessable(word: &str, says: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, word, says)
}
