//! The chair confirms which works come into the final.

use super::DoneBody;
use super::acting::Acting;
use super::show_file::FileProblem;
use crate::editor::EditorError;
use crate::evening::Rejection;
use crate::folder::edit::FileEditError;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::show::judging::RoundNumber;
use crate::show::refusal::Refusal;
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Which works come into the final.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shortlist {
    /// Entry ids.
    entries: Vec<String>,
}

/// Makes these works the finalists: it is written to the show file, which is then read again.
#[utoipa::path(
    post, path = "/api/shortlist", tag = "chair", request_body = Shortlist,
    responses(
        (status = 200, body = DoneBody),
        (status = 409, description = "reread-conflict, file-changed", body = Problem),
        (status = 422, description = "no-such-entry, bad-shortlist, bad-show", body = Problem),
        (status = 503, description = "not-written", body = Problem),
    ),
)]
pub async fn shortlist(
    acting: Acting,
    JsonBody(body): JsonBody<Shortlist>,
) -> Result<Json<DoneBody>, FileProblem> {
    let named = body.entries.len();
    let entries: BTreeSet<String> = body.entries.into_iter().collect();
    if entries.is_empty() || entries.len() < named {
        let refused = Rejection::Refused(Refusal::BadShortlist);
        return Err(acting.rejected(&refused).into());
    }
    let app = &acting.app;
    let made = app.editor.shortlist(&acting.who, entries).await;
    let changed = made.map_err(|why| match why {
        // Scripts know this one by a word of its own.
        EditorError::File(why @ FileEditError::Stale { .. }) => {
            Problem::new(StatusCode::CONFLICT, "file-changed", why.to_string()).into()
        }
        why => FileProblem::of(&acting, why),
    })?;
    final_begun(&acting).await;
    app.follow_show().await;
    Ok(Json(changed.done.into()))
}

/// Waits for the final's fresh sheets, for which the director has asked.
pub(super) async fn final_begun(acting: &Acting) {
    let round = acting.app.fanout.state().jury.round;
    if round > RoundNumber::default() {
        acting.app.sources.scores.has_begun(round).await;
        let _ = acting.app.director.judged().await;
    }
}
