//! The chair's page, its socket, and the looks that go on record.

use super::App;
use super::access::{Caller, entered, no_such_key, not_let_in, without};
use super::api::acting::Acting;
use super::body::{Id, Reader, Sent};
use super::error::Problem;
use super::jury::{asks, key_of};
use super::mc::Panel;
use super::page::{html, query};
use super::socket::serve;
use crate::control::Secret;
use crate::fanout::Channel;
use crate::show::state::State as Evening;
use crate::show::who::Who;
use crate::view;
use crate::view::chair::ScoresSeen;
use axum::Json;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `GET /chair`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let let_in = Caller::of(&app, &headers).own(&Who::Chair, ui);
    if let Some(key) = query(uri.query(), "key") {
        return match (app.ring.opens(&Who::Chair, key.trim()), &let_in) {
            (false, _) => no_such_key(&app, Who::Chair.page(), key.trim(), ui),
            (true, Ok(())) => Redirect::to(&without(&uri, "key")).into_response(),
            (true, Err(_)) => asks(&app, &Who::Chair, &key, None, ui),
        };
    }
    if let Err(problem) = let_in {
        return not_let_in(&app, &Who::Chair, &problem, &headers, ui);
    }
    let (snapshot, live) = app.fanout.now();
    let sight = app.sources.chair(&snapshot.state);
    let page = view::chair::page(&snapshot.state, &live, &sight, ui);
    html(StatusCode::OK, page)
}

/// `POST /chair/enter`
pub async fn enter(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    let key = key_of(&headers, &sent).unwrap_or_default();
    match app.ring.opens(&Who::Chair, &key) {
        true => entered(&app, &Who::Chair, "/chair"),
        false => no_such_key(&app, Who::Chair.page(), &key, ui),
    }
}

/// `GET /live/chair`
pub async fn live(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let panel = Panel::let_in(&app, &Who::Chair, &headers, ui)?;
    Ok(serve(upgrade, &app.fanout, Channel::Chair(ui), panel))
}

/// A part of the page that is shown on a press alone.
#[derive(Serialize)]
pub struct LookedAt {
    html: String,
}

/// `POST /chair/matrix`: scores and ranking. Before every sheet is in the look is on record.
pub async fn matrix(acting: Acting) -> Result<Json<LookedAt>, Problem> {
    let state = looked(&acting, &Secret::Matrix).await?;
    let sheets = acting.app.sources.scores.fold();
    let html = view::chair::matrix(&state.show, &sheets, acting.ui);
    Ok(Json(LookedAt { html }))
}

/// `POST /chair/rules`: what the other rules say, on record.
pub async fn rules(acting: Acting) -> Result<Json<LookedAt>, Problem> {
    let state = looked(&acting, &Secret::OtherRules).await?;
    let sheets = acting.app.sources.scores.fold();
    let html = view::chair::rules(&state.show, &sheets, acting.ui);
    Ok(Json(LookedAt { html }))
}

/// `POST /chair/paper/{juror}`: the grid for a sheet of paper, with what its juror has given
/// already. Where that is something, it is a look at scores.
pub async fn paper(acting: Acting, Id(juror): Id) -> Result<Json<LookedAt>, Problem> {
    let has_marks = || {
        let sheets = acting.app.sources.scores.fold();
        sheets.sheet(&juror).is_some_and(|sheet| sheet.has_marks())
    };
    let state = match has_marks() {
        true => looked(&acting, &Secret::Matrix).await?,
        false => acting.app.fanout.state(),
    };
    if state.show.jury.juror(&juror).is_none() {
        return Err(Problem::not_found());
    }
    let sheets = acting.app.sources.scores.fold();
    let html = view::chair::paper(&state.show, &sheets, &juror, acting.ui);
    Ok(Json(LookedAt { html }))
}

/// `POST /chair/prizes`: which works hold a prize of the jury's already, on record.
pub async fn prizes(acting: Acting) -> Result<Json<LookedAt>, Problem> {
    let state = acting.decisions().await?;
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for award in state.show.awards.iter().filter(|a| state.show.is_judged(a)) {
        let envelope = state.award(&award.id).envelope;
        for winner in envelope.iter().flat_map(|envelope| &envelope.winners) {
            *held.entry(winner.clone()).or_default() += 1;
        }
    }
    let html = view::chair::prizes(&held, acting.ui);
    Ok(Json(LookedAt { html }))
}

/// The evening with the look on record.
async fn looked(acting: &Acting, secret: &Secret) -> Result<Arc<Evening>, Problem> {
    let state = acting.app.fanout.state();
    let seen = acting.app.sources.chair(&state).scores;
    match (seen, secret) {
        (ScoresSeen::OwnFirst, _) => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "own-first",
            acting.ui.words().chair.matrix.own_first,
        )),
        (ScoresSeen::None, Secret::Matrix) => Ok(state),
        (ScoresSeen::Ready, Secret::Matrix) => Ok(acting.look(&Secret::FullMatrix).await?.state),
        _ => Ok(acting.look(secret).await?.state),
    }
}
