//! Whoever was let in to a call: what they wish goes through the door, and what is answered comes
//! back in their language.

use super::DoneBody;
use crate::control::{Act, ControlError, Secret, Sight};
use crate::evening::Rejection;
use crate::http::App;
use crate::http::access::{Caller, ComesHere};
use crate::http::body::{Reader, hear_out};
use crate::http::error::Problem;
use crate::show::command::Command;
use crate::show::refusal::{Class, Refusal};
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
    /// Of what they saw on stage, if they say so.
    pub epoch: Option<i64>,
}

/// A page says which evening it shows, a rehearsal or the real one: what is meant for the one never
/// acts on the other.
const EPOCH: &str = "palmares-epoch";

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
        Err(problem) => {
            // A file was not heard out yet, and its connection would break with the refusal.
            let _ = hear_out(request.into_body()).await;
            problem.into_response()
        }
        Ok(who) => {
            let epoch = request.headers().get(EPOCH);
            let epoch = epoch.and_then(|epoch| epoch.to_str().ok()?.parse().ok());
            let acting = Acting {
                app,
                who,
                ui,
                epoch,
            };
            request.extensions_mut().insert(acting);
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
        let done = self.app.control.act(&self.who, command, self.epoch).await;
        Ok(Json(self.told(done)?.into()))
    }

    /// The evening with all that the jury has sealed; the looks are on record then.
    pub async fn decisions(&self) -> Result<Arc<Evening>, Problem> {
        self.told(self.app.control.decisions(&self.who).await)
    }

    /// Shows a secret; the look is on record then.
    pub async fn look(&self, secret: &Secret) -> Result<Sight, Problem> {
        let look = self.app.control.look(&self.who, secret, self.epoch);
        self.told(look.await)
    }

    /// Refuses what was meant for another evening than the one on stage.
    pub fn is_timely(&self) -> Result<(), Problem> {
        let on_stage = self.app.fanout.snapshot().epoch;
        match self.epoch.is_none_or(|epoch| epoch == on_stage) {
            true => Ok(()),
            false => Err(self.rejected(&Rejection::Refused(Refusal::Stale))),
        }
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
