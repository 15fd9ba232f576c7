//! A juror's pages and their socket.
//!
//! A link asks who somebody is before anything is stored: what fetches it for a preview does
//! nothing. Whoever says yes gets a cookie for this browser, which the journal tells.

use super::App;
use super::access::{Caller, no_such_key, not_let_in, without};
use super::body::{Reader, Sent};
use super::error::Problem;
use super::jar::Cookie;
use super::page::{header, help, html, query, set_cookie};
use super::ring::Pass;
use super::socket::{Watcher, serve};
use crate::control::ControlError;
use crate::evening::Rejection;
use crate::fanout::Channel;
use crate::hall::Hall;
use crate::keys::random_key;
use crate::show::command::Command;
use crate::show::who::Who;
use crate::view;
use crate::view::help::Help;
use crate::view::jury::AskedWho;
use crate::words::Ui;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use tokio::sync::watch;

/// `GET /jury`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let caller = Caller::of(&app, &headers);
    let own = caller.device();
    if let Some(key) = query(uri.query(), "key") {
        let Some(juror) = juror_of(&app, &key) else {
            return no_such_key(&app, "jury", key.trim(), ui);
        };
        return match own {
            Some((known, _)) if known == juror => {
                Redirect::to(&without(&uri, "key")).into_response()
            }
            _ => asks(
                &app,
                &Who::Juror(juror),
                &key,
                own.map(|(known, _)| known),
                ui,
            ),
        };
    }
    let any = Who::Juror(String::new());
    let (state, live) = {
        let (snapshot, live) = app.fanout.now();
        (snapshot.state, live)
    };
    // The file may have lost a juror since.
    let Some((juror, device)) = own.filter(|(juror, _)| state.show.jury.juror(juror).is_some())
    else {
        let problem = caller.own(&any, ui).err();
        let problem = problem.unwrap_or_else(|| Problem::no_key(ui));
        return not_let_in(&app, &any, &problem, &headers, ui);
    };
    let sight = app.sources.juror(&state, juror);
    let screeners = app.screeners();
    let page = view::jury::page(&state, &live, &sight, &screeners, device, ui);
    html(StatusCode::OK, page)
}

fn juror_of(app: &App, key: &str) -> Option<String> {
    let opened = app.ring.opened_by(key.trim()).into_iter();
    let mut jurors = opened.filter_map(|who| match who {
        Who::Juror(id) => Some(id),
        _ => None,
    });
    let state = app.fanout.state();
    jurors.find(|id| state.show.jury.juror(id).is_some())
}

/// The page that asks who somebody is. It stores nothing.
pub(super) fn asks(app: &App, who: &Who, key: &str, instead: Option<&str>, ui: Ui) -> Response {
    let (snapshot, live) = app.fanout.now();
    let asked = AskedWho {
        who,
        key: key.trim(),
        instead,
    };
    html(
        StatusCode::OK,
        view::jury::enter(&snapshot.state, &live, &asked, ui),
    )
}

/// The key in a form that a page of ours has sent.
pub(super) fn key_of(headers: &HeaderMap, Sent(sent): &Sent) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let mut fields = form_urlencoded::parse(if is_form { sent } else { &[] });
    let (_, key) = fields.find(|(name, _)| name == "key")?;
    Some(key.trim().to_owned())
}

/// `POST /jury/enter`: this browser is the juror's from now on.
pub async fn enter(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    let key = key_of(&headers, &sent).unwrap_or_default();
    let Some(juror) = juror_of(&app, &key) else {
        return no_such_key(&app, "jury", &key, ui);
    };
    let caller = Caller::of(&app, &headers);
    match caller.device() {
        Some((known, _)) if known == juror => return Redirect::to("/jury").into_response(),
        // It was another juror's: that one has it no more.
        Some((known, device)) => {
            let _ = set_device(&app, known, device, false, String::new()).await;
        }
        None => {}
    }
    let label = device_name(&headers);
    let Ok(device) = random_key() else {
        return help(
            StatusCode::INTERNAL_SERVER_ERROR,
            Help::Failed,
            ui,
            &Ui::ALL,
        );
    };
    let device = &device[..16];
    if let Err(why) = set_device(&app, &juror, device, true, label).await {
        let (status, page) = match why {
            ControlError::Rejected(Rejection::Refused(_)) => {
                (StatusCode::CONFLICT, Help::TooManyDevices)
            }
            _ => (StatusCode::INTERNAL_SERVER_ERROR, Help::Failed),
        };
        return help(status, page, ui, &Ui::ALL);
    }
    let name = app.foyer.jar.name(Cookie::Key(&Who::Juror(juror.clone())));
    let cookie = set_cookie(&name, &app.ring.device_cookie(&juror, device), true);
    let headers = [(LOCATION, header("/jury")), (SET_COOKIE, header(&cookie))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

async fn set_device(
    app: &App,
    juror: &str,
    device: &str,
    on: bool,
    label: String,
) -> Result<(), ControlError> {
    let who = Who::Juror(juror.to_owned());
    let command = Command::SetDevice {
        juror: juror.to_owned(),
        device: device.to_owned(),
        on,
        label,
    };
    app.control.act(&who, command, None).await.map(|_| ())
}

/// What people call a device: "iPad · Safari". The first of each that is named counts: browsers
/// name their forebears, too.
fn device_name(headers: &HeaderMap) -> String {
    const MACHINES: [(&str, &str); 7] = [
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "Chromebook"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];
    const BROWSERS: [(&str, &str); 8] = [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("SamsungBrowser", "Samsung Internet"),
        ("FxiOS", "Firefox"),
        ("Firefox", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default();
    let called = |names: &[(&str, &'static str)]| {
        let mut known = names.iter();
        let known = known.find(|(mark, _)| agent.contains(mark));
        known.map(|(_, name)| *name)
    };
    let parts: Vec<&str> = called(&MACHINES)
        .into_iter()
        .chain(called(&BROWSERS))
        .collect();
    parts.join(" · ")
}

/// `GET /live/jury`
pub async fn live(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let caller = Caller::of(&app, &headers);
    let (juror, device) = match (caller.device(), caller.juror()) {
        (Some((juror, device)), _) => (juror.to_owned(), device.to_owned()),
        // A program that holds the key.
        (None, Some(juror)) => (juror.to_owned(), String::new()),
        (None, None) => {
            let problem = caller.own(&Who::Juror(String::new()), ui).err();
            return Err(problem.unwrap_or_else(|| Problem::no_key(ui)));
        }
    };
    let channel = Channel::Jury(juror.clone(), ui);
    let seat = JurorSeat::take(app.clone(), juror, device);
    Ok(serve(upgrade, &app.fanout, channel, seat))
}

/// An open sheet. It stays as long as the juror's key, and as this browser is not ended.
struct JurorSeat {
    app: Arc<App>,
    pass: Pass,
    juror: String,
    /// Empty for a program.
    device: String,
    /// Something is told whenever the show moves.
    news: watch::Receiver<Arc<Hall>>,
}

impl JurorSeat {
    fn take(app: Arc<App>, juror: String, device: String) -> JurorSeat {
        app.sources
            .presence
            .jury
            .joined(&device, app.foyer.clock.now());
        app.director.beat_jury();
        JurorSeat {
            pass: Pass::of(&app.ring, &Who::Juror(juror.clone())),
            news: app.fanout.hall(),
            juror,
            device,
            app,
        }
    }

    fn is_let_in(&self) -> bool {
        self.device.is_empty()
            || self
                .app
                .fanout
                .state()
                .jury
                .opens(&self.juror, &self.device)
    }
}

impl Watcher for JurorSeat {
    fn now_ms(&self) -> i64 {
        self.app.foyer.clock.now().0
    }

    fn waits(&self, waiting: u64) {
        if self.app.sources.presence.jury.waits(&self.device, waiting) {
            self.app.director.beat_jury();
        }
    }

    async fn dismissed(&mut self) {
        while self.is_let_in() {
            tokio::select! {
                () = self.pass.revoked(&self.app.ring) => return,
                moved = self.news.changed() => if moved.is_err() { return },
            }
        }
    }
}

impl Drop for JurorSeat {
    fn drop(&mut self) {
        let now = self.app.foyer.clock.now();
        self.app.sources.presence.jury.left(&self.device, now);
        self.app.director.beat_jury();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_device_is_called_what_people_call_it() {
        let called = |agent: &'static str| {
            device_name(&HeaderMap::from_iter([(
                USER_AGENT,
                HeaderValue::from_static(agent),
            )]))
        };
        let ipad = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
            (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(called(ipad), "iPad · Safari");
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
            Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(called(edge), "Windows · Edge");
        assert_eq!(called("curl/8"), "");
    }
}
