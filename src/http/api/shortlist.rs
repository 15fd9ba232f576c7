//! The chair confirms which works come into the final.

use super::DoneBody;
use super::acting::Acting;
use crate::evening::Rejection;
use crate::folder::Folder;
use crate::folder::edit::FileEditError;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::scorebox::record::SheetRecord;
use crate::show::command::Command;
use crate::show::decide::{ScoredOn, decide, scores_stand};
use crate::show::event::At;
use crate::show::file::edit::{Change, Edit, edited};
use crate::show::programme::Show;
use crate::show::refusal::Refusal;
use crate::show::state::State;
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;

/// Which works come into the final.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shortlist {
    /// Entry ids.
    entries: Vec<String>,
}

/// Why the show file stays as it is.
enum NoShortlist {
    Refused(Refusal),
    File(FileEditError),
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
) -> Result<Json<DoneBody>, Problem> {
    let (folder, state) = (acting.app.folder.clone(), acting.app.fanout.state());
    let scored = acting.app.sources.scores.fold().scored_on();
    let written =
        tokio::task::spawn_blocking(move || write(&folder, &state, &scored, &body.entries)).await;
    let written = written.map_err(|_| Problem::not_found())?;
    let show = Arc::new(written.map_err(|why| refused(&acting, why))?);
    let done = acting
        .wish(Command::Shortlist { show: show.clone() })
        .await?;
    let round = acting.app.fanout.state().jury.round.0;
    if round > 1 {
        // The director has asked for it; here it is waited for.
        let _ = acting
            .app
            .sources
            .scores
            .ask(SheetRecord::Round { round })
            .await;
        let _ = acting.app.director.judged().await;
    }
    acting.app.read_screeners().await;
    let director = acting.app.director.clone();
    let gallery = &acting.app.sources.gallery;
    gallery.take_in(&show, move || director.beat());
    Ok(done)
}

/// Writes the finalists into the file, once the evening has nothing against it.
fn write(
    folder: &Folder,
    state: &State,
    scored: &ScoredOn,
    entries: &[String],
) -> Result<Show, NoShortlist> {
    let file = NoShortlist::File;
    let unreadable = |why| NoShortlist::File(FileEditError::Unreadable(why));
    let before = folder.show_text().map_err(unreadable)?;
    let show = folder.judge(&before.text).map_err(unreadable)?.show;
    let chosen: BTreeSet<&str> = entries.iter().map(String::as_str).collect();
    if chosen.is_empty() || chosen.len() < entries.len() {
        return Err(NoShortlist::Refused(Refusal::BadShortlist));
    }
    if let Some(unknown) = chosen.iter().find(|id| show.entry(id).is_none()) {
        let unknown = Refusal::NoSuchEntry((*unknown).to_owned());
        return Err(NoShortlist::Refused(unknown));
    }
    let edits = edits(&show, &chosen);
    let text = edited(&before.text, &edits).map_err(|why| file(why.into()))?;
    let coming = Arc::new(folder.judge(&text).map_err(unreadable)?.show);
    let command = Command::Shortlist { show: coming };
    scores_stand(state, &command, scored).map_err(NoShortlist::Refused)?;
    decide(state, &command, At::default()).map_err(NoShortlist::Refused)?;
    let written = folder.write_show(&before.version, &text).map_err(file)?;
    Ok(written.reading.show)
}

/// Only what differs is written: a finalist needs no key.
fn edits(show: &Show, chosen: &BTreeSet<&str>) -> Vec<Edit> {
    let differing = show.entries.iter().filter_map(|entry| {
        let comes = chosen.contains(entry.id.as_str());
        let value = match (comes, entry.finalist) {
            (true, false) => None,
            (false, true) => Some(toml::Value::Boolean(false)),
            _ => return None,
        };
        let key = "finalist".to_owned();
        Some(Edit {
            table: "entry".to_owned(),
            id: Some(entry.id.clone()),
            change: Change::Set { key, value },
        })
    });
    differing.collect()
}

fn refused(acting: &Acting, why: NoShortlist) -> Problem {
    let why = match why {
        NoShortlist::Refused(why) => return acting.rejected(&Rejection::Refused(why)),
        NoShortlist::File(why) => why,
    };
    let (status, word) = match &why {
        FileEditError::Stale { .. } => (StatusCode::CONFLICT, "file-changed"),
        FileEditError::NotWritten(_) => (StatusCode::SERVICE_UNAVAILABLE, "not-written"),
        FileEditError::Edit(_) | FileEditError::Unreadable(_) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "bad-show")
        }
    };
    Problem::new(status, word, why.to_string())
}
