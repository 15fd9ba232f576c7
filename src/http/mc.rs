//! The MC's panel and its socket.

use super::App;
use super::access::{Caller, enter};
use super::body::Reader;
use super::error::Problem;
use super::page::{html, query};
use super::ring::Pass;
use super::socket::{Watcher, serve};
use crate::fanout::Channel;
use crate::show::who::Who;
use crate::view;
use crate::words::Ui;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// `GET /mc`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(answer) = enter(&app, &Who::Mc, &uri, &headers, ui) {
        return *answer;
    }
    let state = app.fanout.on_stage();
    let follow = query(uri.query(), "follow").is_some();
    html(StatusCode::OK, view::mc::page(&state, ui, follow))
}

/// `GET /live/mc`
pub async fn live(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let panel = Panel::let_in(&app, &Who::Mc, &headers, ui)?;
    let fanout = &app.fanout;
    Ok(serve(upgrade, fanout, Channel::Mc(ui), panel))
}

/// A panel only listens: what it does goes through the API. It stays as long as the key that opened
/// it.
pub struct Panel {
    app: Arc<App>,
    pass: Pass,
}

impl Panel {
    /// Their panel, for whoever proves to be them.
    pub fn let_in(
        app: &Arc<App>,
        who: &Who,
        headers: &HeaderMap,
        ui: Ui,
    ) -> Result<Panel, Problem> {
        let pass = Pass::of(&app.ring, who);
        Caller::of(app, headers).own(who, ui)?;
        let app = app.clone();
        Ok(Panel { app, pass })
    }
}

impl Watcher for Panel {
    fn now_ms(&self) -> i64 {
        self.app.foyer.clock.now().0
    }

    async fn dismissed(&mut self) {
        self.pass.revoked(&self.app.ring).await;
    }
}
