//! The HTTP API: what scripts, panels and other programs call. Every URL stands on the router's
//! page.

pub mod acting;
pub mod asrun;
pub mod ballot;
pub mod decide;
mod description;
pub mod envelope;
pub mod evening;
pub mod jury;
pub mod keys;
pub mod message;
pub mod note;
pub mod ready;
pub mod screen;
pub mod shortlist;
pub mod show;
pub mod show_file;
pub mod vote;

use self::description::{KeySchemes, Names, Problems};
use super::error::Problem;
use crate::director::Done;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::Serialize;
use std::sync::LazyLock;
use utoipa::{OpenApi, ToSchema};

/// What became of a command.
#[derive(Serialize, ToSchema)]
#[schema(as = Done)]
pub struct DoneBody {
    /// The revision that followed.
    pub revision: u64,
    /// The id of the cue on stage.
    pub cue: String,
    /// Only while the disk cannot be written: `false`, for the command happened but is not stored
    /// yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<bool>,
}

impl From<Done> for DoneBody {
    fn from(done: Done) -> Self {
        DoneBody {
            revision: done.revision,
            cue: done.cue,
            stored: (!done.stored).then_some(false),
        }
    }
}

/// The API's description; a test holds it and the router's page together.
#[derive(OpenApi)]
#[openapi(
    info(title = "Palmares", description = "The server behind an awards night. Errors are RFC \
        9457 problems whose `type` ends in a word that scripts may rely on. Moments are \
        milliseconds since the Unix epoch."),
    paths(
        show::show, show::rundown, asrun::asrun, show::go, show::back, show::goto, show::blackout, show::card,
        message::message, note::note, note::seen,
        decide::decide, shortlist::shortlist,
        show_file::file, show_file::workbook, show_file::edit, show_file::undo, show_file::redo,
        show_file::media, show_file::import,
        envelope::seal, envelope::correct, envelope::open, envelope::stands,
        envelope::release, envelope::wrong,
        ballot::get, ballot::tally, ballot::open, ballot::extend, ballot::close,
        ballot::reopen, ballot::hall_alone, ballot::exclude,
        vote::hall, vote::join, vote::vote, vote::held,
        evening::doors, evening::rehearsal, evening::rewind, evening::resume, evening::reread, evening::screen,
        evening::export,
        jury::sheet, jury::score, jury::recuse, jury::note, jury::sign, jury::unsign,
        jury::matrix::matrix, jury::chair::reopen, jury::chair::absent, jury::chair::conflict, jury::chair::paper,
        jury::chair::move_sheet, jury::chair::void, jury::chair::close, jury::chair::device,
        keys::revoke, keys::revoke_juror,
        screen::identify, screen::launcher, ready::ready,
        super::results::api, super::health::healthz,
    ),
    components(schemas(Problem)),
    modifiers(&KeySchemes, &Names, &Problems),
)]
pub struct Description;

/// The description is the same for everybody, and as costly to write as ten answers.
static WRITTEN: LazyLock<Bytes> =
    LazyLock::new(|| Bytes::from(Description::openapi().to_json().unwrap_or_default()));

/// `GET /api/openapi.json`
pub async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], WRITTEN.clone())
}
