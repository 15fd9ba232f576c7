//! The one error policy. The API answers `application/problem+json` (RFC 9457) whose `type` ends in
//! a word that scripts may rely on; pages answer a page that helps. Nothing here ever names a
//! secret, a path of the machine or an internal state.

use crate::words::Ui;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// How the types of our problems begin.
pub const TYPE_PREFIX: &str = "urn:palmares:problem:";

/// Where the calls are listed.
const LIST: &str = " GET /api/openapi.json";

/// A problem as the API tells it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Ends in the word that names the problem.
    #[serde(rename = "type")]
    #[schema(example = "urn:palmares:problem:stale")]
    pub kind: String,
    /// The word again, for people.
    pub title: String,
    /// The HTTP status.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = u16)]
    pub status: StatusCode,
    /// What is wrong and how to mend it, in the language that the request asks for.
    pub detail: String,
}

fn as_number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}

impl Problem {
    /// A problem with this word, said in English.
    pub fn new(status: StatusCode, word: &str, detail: impl Into<String>) -> Self {
        let mut title = word.replace('-', " ");
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Problem {
            kind: format!("{TYPE_PREFIX}{word}"),
            title,
            status,
            detail: detail.into(),
        }
    }

    /// The word that names it.
    pub fn word(&self) -> &str {
        self.kind.rsplit(':').next().unwrap_or_default()
    }

    /// No key.
    pub fn no_key(ui: Ui) -> Self {
        Problem::new(StatusCode::UNAUTHORIZED, "no-key", ui.words().door.no_key)
    }

    /// Something that is meant as a key, and opens nothing or no longer.
    pub fn wrong_key(ui: Ui) -> Self {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "no-key",
            ui.words().door.wrong_key,
        )
    }

    /// The key of another role.
    pub fn wrong_role(ui: Ui) -> Self {
        Problem::new(
            StatusCode::FORBIDDEN,
            "wrong-role",
            ui.words().door.wrong_role,
        )
    }

    /// One wrong key after the other.
    pub fn too_many_guesses(ui: Ui) -> Self {
        Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "slow-down",
            ui.words().door.guesses,
        )
    }

    /// One screen after the other.
    pub fn too_many_visits(ui: Ui) -> Self {
        Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "slow-down",
            ui.words().door.visits,
        )
    }

    /// Sent by a page at an address that is not the show's.
    pub fn foreign_origin(ui: Ui, crew: bool) -> Self {
        let w = &ui.words().door;
        let detail = if crew { w.elsewhere_crew } else { w.elsewhere };
        Problem::new(StatusCode::FORBIDDEN, "foreign-origin", detail)
    }

    /// A press that arrived after its time.
    pub fn late(ui: Ui) -> Self {
        Problem::new(StatusCode::CONFLICT, "late", ui.words().door.late)
    }

    /// An address of the API that does not exist.
    pub fn not_found() -> Self {
        let detail = format!("There is nothing at this address.{LIST} lists what there is.");
        Problem::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    /// The same where the list of calls is not to be had either: at a node, and at a port for the
    /// audience or the jury alone.
    pub fn undescribed(mut self) -> Self {
        let first = self.detail.find(LIST).unwrap_or(self.detail.len());
        self.detail.truncate(first);
        self
    }

    /// A known address, but not with this method.
    pub fn method_not_allowed() -> Self {
        let detail = format!("This address does not take this method.{LIST} lists what it takes.");
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail)
    }
}

/// The media type of problems.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Whether an answer is a problem for programs, and no page for people.
pub fn is_problem(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE) == Some(&MEDIA_TYPE)
}

/// Answers with a problem, or with one that says more.
pub fn answer<T: Serialize>(status: StatusCode, problem: Json<T>) -> Response {
    let mut response = (status, problem).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        answer(self.status, Json(self))
    }
}
