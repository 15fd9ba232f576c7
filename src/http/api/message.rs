//! Messages over everything on stage.

use super::DoneBody;
use super::acting::Acting;
use crate::http::body::JsonBody;
use crate::http::error::Problem;
use crate::show::command::Command;
use crate::show::message::RaisedMessage;
use crate::show::text::Text;
use crate::view::message::ready;
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// A ready message by its id, or a text of one's own; neither takes away the one that is up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Message)]
pub struct MessageBody {
    #[serde(default)]
    #[schema(example = "seats")]
    id: Option<String>,
    /// At most 200 characters; line breaks become spaces.
    #[serde(default)]
    text: Option<String>,
}

/// Puts a message over everything on stage, or takes it away. Nothing else moves.
#[utoipa::path(
    post, path = "/api/message", tag = "mc, producer", request_body = MessageBody,
    responses(
        (status = 200, body = DoneBody),
        (status = 404, description = "no-such-message", body = Problem),
        (status = 422, description = "bad-message", body = Problem),
    ),
)]
pub async fn message(
    acting: Acting,
    JsonBody(body): JsonBody<MessageBody>,
) -> Result<Json<DoneBody>, Problem> {
    let message = match (body.id, body.text) {
        (None, None) => None,
        (None, Some(text)) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            let text = Text::Plain(words.join(" "));
            Some(RaisedMessage { id: None, text })
        }
        (Some(id), None) => {
            let ready = ready(&acting.app.fanout.on_stage().show);
            let known = ready.into_iter().find(|message| message.id == id);
            let known = known.ok_or_else(|| {
                let detail = "No ready message has this id.";
                Problem::new(StatusCode::NOT_FOUND, "no-such-message", detail)
            })?;
            Some(RaisedMessage {
                id: Some(known.id),
                text: known.text,
            })
        }
        (Some(_), Some(_)) => {
            let detail = "Name a ready message or send a text, not both.";
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad-message",
                detail,
            ));
        }
    };
    acting.wish(Command::Message { message }).await
}
