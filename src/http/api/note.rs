//! Notes from the producer to the MC.

use super::DoneBody;
use super::acting::Acting;
use crate::fanout::Hears;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::presence::{NoteError, NoteReader, Notes};
use crate::show::event::At;
use crate::show::message::MESSAGE_CHARS_MAX;
use crate::view::note::NoteText;
use crate::words::Ui;
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// What a tablet calls itself, in characters at most.
const TABLET_CHARS_MAX: usize = 40;

/// A note that stands ready by its id, or a text of one's own; neither takes back the one that
/// stands.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Note)]
pub struct NoteBody {
    /// `stretch`, `stretch-2`, `stretch-5`, `wrap`, `hold`, `pace` or `go`.
    #[serde(default)]
    #[schema(example = "stretch")]
    id: Option<String>,
    /// At most 200 characters; line breaks become spaces.
    #[serde(default)]
    text: Option<String>,
}

/// Who has understood which note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NoteSeen)]
pub struct NoteSeenBody {
    /// Its number; without one it is the note that stands.
    #[serde(default)]
    note: Option<u64>,
    /// What the tablet calls itself. Without a name the answer is that of all tablets.
    #[serde(default)]
    tablet: Option<String>,
    /// Which of two MCs holds it: `A` or `B`.
    #[serde(default)]
    voice: Option<char>,
}

fn invalid(detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-note", detail)
}

fn text(body: NoteBody) -> Result<Option<NoteText>, Problem> {
    match (body.id, body.text) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(invalid("Name a ready note or send a text, not both.")),
        (Some(id), None) => {
            let mut ready = Ui::En.words().note.ready.iter();
            match ready.any(|(known, _)| *known == id) {
                true => Ok(Some(NoteText::Ready(id))),
                false => Err(Problem::new(
                    StatusCode::NOT_FOUND,
                    "no-such-note",
                    "No ready note has this id.",
                )),
            }
        }
        (None, Some(text)) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            let text = words.join(" ");
            let fits = !text.is_empty()
                && text.chars().count() <= MESSAGE_CHARS_MAX
                && !text.chars().any(char::is_control);
            match fits {
                true => Ok(Some(NoteText::Own(text))),
                false => Err(invalid("A note has some text, and at most 200 characters.")),
            }
        }
    }
}

/// Tells the MC something, or takes it back. It stands on the MC's tablets until it is understood,
/// and in the place of the note before. Nothing of it is in the show.
#[utoipa::path(
    post, path = "/api/note", tag = "producer", request_body = NoteBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 404, description = "no-such-note", body = Problem),
        (status = 409, description = "stale: another evening is on stage by now", body = Problem),
        (status = 422, description = "bad-note", body = Problem),
    ),
)]
pub async fn note(
    acting: Acting,
    JsonBody(body): JsonBody<NoteBody>,
) -> Result<Json<DoneBody>, Problem> {
    let text = text(body)?;
    done(acting, move |notes, at| notes.give(text, at)).await
}

/// Says that the note is understood; the producer sees by which tablet, and when.
#[utoipa::path(
    post, path = "/api/note/seen", tag = "mc", request_body = NoteSeenBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 404, description = "no-such-note: none stands", body = Problem),
        (status = 409, description = "stale: another one stands by now", body = Problem),
        (status = 422, description = "bad-note", body = Problem),
    ),
)]
pub async fn seen(
    acting: Acting,
    JsonBody(body): JsonBody<NoteSeenBody>,
) -> Result<Json<DoneBody>, Problem> {
    let tablet = body.tablet.unwrap_or_default();
    let named = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if tablet.len() > TABLET_CHARS_MAX || !tablet.chars().all(named) {
        return Err(invalid(
            "A tablet's name has at most 40 letters and digits.",
        ));
    }
    if !matches!(body.voice, None | Some('A' | 'B')) {
        return Err(invalid("A voice is A or B."));
    }
    let reader = NoteReader {
        tablet,
        voice: body.voice,
    };
    done(acting, move |notes, at| notes.seen(body.note, reader, at)).await
}

/// Changes the notes, away from whoever serves others, and tells those at work.
async fn done(
    acting: Acting,
    change: impl FnOnce(&Notes, At) -> Result<bool, NoteError> + Send + 'static,
) -> Result<Json<DoneBody>, Problem> {
    acting.is_timely()?;
    let app = acting.app.clone();
    let now = app.foyer.clock.now();
    let presence = app.sources.presence.clone();
    let stored = tokio::task::spawn_blocking(move || change(&presence.notes, now)).await;
    let stored = match stored {
        Ok(Ok(stored)) => stored,
        Ok(Err(NoteError::Missing)) => {
            let detail = "No note stands.";
            return Err(Problem::new(StatusCode::NOT_FOUND, "no-such-note", detail));
        }
        Ok(Err(NoteError::Stale)) => {
            let detail = "Another note stands by now.";
            return Err(Problem::new(StatusCode::CONFLICT, "stale", detail));
        }
        Err(_) => return Err(acting.rejected(&crate::evening::Rejection::Busy)),
    };
    app.fanout.beat(now, Hears::AtWork);
    let state = app.fanout.on_stage();
    Ok(Json(DoneBody {
        revision: state.revision,
        cue: state.cue().id.clone(),
        stored: (!stored).then_some(false),
    }))
}
