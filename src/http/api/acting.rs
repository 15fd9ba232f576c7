//! Whoever was let in to a call: what they wish goes through the door, and what is answered comes
//! back in their language.

use super::DoneBody;
use crate::control::{Act, ControlError, Secret, Sight};
use crate::evening::Rejection;
use crate::http::App;
use crate::http::access::{Caller, ComesHere};
use crate::http::body::Reader;
use crate::http::error::Problem;
use crate::show::command::Command;
use crate::show::refusal::Class;
use crate::show::state::State as Evening;
use crate::show::who::Who;
use crate::view::label;
use crate::words::Ui;
use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The caller as the first of those that they prove to be who may do this.
#[derive(Clone)]
pub struct Acting {
    /// All of the house.
    pub app: Arc<App>,
    pub who: Who,
    /// The language that they read.
    pub ui: Ui,
}

/// Stands before a call, so that a stranger is turned away before anything that was sent is looked
/// at.
pub async fn admit(
    State((app, act, comes_here)): State<(Arc<App>, Act, ComesHere)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Reader(ui) = Reader::of(&app.foyer, request.uri(), request.headers());
    let caller = Caller::of(&app, request.headers());
    match caller.acting(&app, act, comes_here, ui) {
        Err(problem) => problem.into_response(),
        Ok(who) => {
            request.extensions_mut().insert(Acting { app, who, ui });
            next.run(request).await
        }
    }
}

/// A call that nobody was let in to is closed to everybody.
impl FromRequestParts<Arc<App>> for Acting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        let acting = parts.extensions.remove();
        acting.ok_or_else(|| Problem::no_key(Ui::En))
    }
}

impl Acting {
    /// Follows a wish.
    pub async fn wish(&self, command: Command) -> Result<Json<DoneBody>, Problem> {
        let done = self.app.control.act(&self.who, command).await;
        Ok(Json(self.told(done)?.into()))
    }

    /// The evening with all that the jury has sealed; the looks are on record then.
    pub async fn decisions(&self) -> Result<Arc<Evening>, Problem> {
        self.told(self.app.control.decisions(&self.who).await)
    }

    /// Shows a secret; the look is on record then.
    pub async fn look(&self, secret: &Secret) -> Result<Sight, Problem> {
        self.told(self.app.control.look(&self.who, secret).await)
    }

    /// What came of it at the door; a no in words.
    pub fn told<T>(&self, done: Result<T, ControlError>) -> Result<T, Problem> {
        done.map_err(|why| match why {
            ControlError::Forbidden => Problem::wrong_role(self.ui),
            ControlError::Rejected(rejection) => self.rejected(&rejection),
        })
    }

    /// A rejection by the director, in words, with the names that people give to what is in the
    /// show.
    pub fn rejected(&self, rejection: &Rejection) -> Problem {
        let ui = self.ui;
        let unavailable =
            |word, detail: &str| Problem::new(StatusCode::SERVICE_UNAVAILABLE, word, detail);
        let why = match rejection {
            Rejection::Refused(why) => why,
            Rejection::NotStored(_) => {
                return unavailable("not-stored", ui.words().refusal.not_stored);
            }
            Rejection::Busy => return unavailable("busy", ui.words().refusal.busy),
        };
        let status = match why.class() {
            Class::Missing => StatusCode::NOT_FOUND,
            Class::Conflict => StatusCode::CONFLICT,
            Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let show = &self.app.fanout.state().show;
        Problem::new(status, why.word(), label::refused(why, show, ui))
    }
}
