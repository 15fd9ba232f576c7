//! Who a request proves to be: by a key in the `Authorization` header, or by one that came once in
//! a link and is a cookie since. What they may is the door's business ([`crate::control`]).

use super::App;
use super::error::Problem;
use super::jar::{Cookie, bearer};
use super::page::{header, help, query, set_cookie};
use crate::control::Act;
use crate::show::who::Who;
use crate::view::help::Help;
use crate::words::Ui;
use axum::http::header::{HeaderValue, LOCATION, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

/// Whether somebody may come by a port at all: the jury's is for the jury alone.
pub type ComesHere = fn(&Who) -> bool;

/// All that a request proves its sender to be. A browser that has opened two links proves both.
pub struct Caller {
    whos: Vec<Who>,
    /// The juror's browser that it comes from, and whose it is.
    device: Option<(String, String)>,
    /// Whether something was shown that is meant as a key of this show.
    tried: bool,
}

impl Caller {
    /// What these headers prove.
    pub fn of(app: &App, headers: &HeaderMap) -> Caller {
        if let Some(key) = bearer(headers) {
            return Caller {
                whos: app.ring.opened_by(key),
                device: None,
                tried: !key.is_empty(),
            };
        }
        let jar = &app.foyer.jar;
        let proves = |who: &Who| {
            let opens = |value: &str| app.ring.cookie_opens(who, value).then_some(());
            jar.find(headers, Cookie::Key(who), opens).is_some()
        };
        let any_juror = Who::Juror(String::new());
        let device = jar.find(headers, Cookie::Key(&any_juror), |cookie| {
            let (juror, device) = app.ring.device_of(cookie)?;
            let opens = app.fanout.state().jury.opens(&juror, &device);
            opens.then_some((juror, device))
        });
        let juror = device.iter().map(|(juror, _)| Who::Juror(juror.clone()));
        let known = Who::WITH_PAGES.into_iter().filter(proves);
        let mut all = Who::WITH_PAGES.iter().chain([&any_juror]);
        Caller {
            whos: known.chain(juror).collect(),
            tried: all.any(|who| jar.holds(headers, Cookie::Key(who))),
            device,
        }
    }

    /// The juror whose browser this is, and the browser.
    pub fn device(&self) -> Option<(&str, &str)> {
        let (juror, device) = self.device.as_ref()?;
        Some((juror, device))
    }

    /// The juror that it proves to be, with a key or from a browser.
    pub fn juror(&self) -> Option<&str> {
        self.whos.iter().find_map(|who| match who {
            Who::Juror(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// Whether they are one of those who run the show.
    pub fn runs_the_show(&self) -> bool {
        self.whos.iter().any(|who| Who::WITH_PAGES.contains(who))
    }

    /// Whom they act as to do this: the first that may, of those who come by this door.
    pub fn acting(
        self,
        app: &App,
        act: Act,
        comes_here: ComesHere,
        ui: Ui,
    ) -> Result<Who, Problem> {
        let may = |who: &Who| comes_here(who) && app.control.may(who, act);
        let found = match act.is_look() {
            true => self.whos.iter().rfind(|who| may(who)),
            false => self.whos.iter().find(|who| may(who)),
        };
        found.cloned().ok_or_else(|| self.turned_away(ui))
    }

    /// Whether this page or panel is theirs.
    pub fn own(&self, who: &Who, ui: Ui) -> Result<(), Problem> {
        match self.whos.contains(who) {
            true => Ok(()),
            false => Err(self.turned_away(ui)),
        }
    }

    /// 401 without any valid key, 403 with the key of another.
    fn turned_away(&self, ui: Ui) -> Problem {
        match (self.whos.is_empty(), self.tried) {
            (false, _) => Problem::wrong_role(ui),
            (_, true) => Problem::wrong_key(ui),
            _ => Problem::no_key(ui),
        }
    }
}

/// By this a page that is open already tells our 401 from that of a guard.
const LOCK: HeaderValue = HeaderValue::from_static(r#"Bearer realm="palmares""#);

/// Lets a role's page in. A `?key=` is traded once for a cookie and a clean address; without
/// either, a page says how to get in.
pub fn enter(
    app: &App,
    who: &Who,
    uri: &Uri,
    headers: &HeaderMap,
    ui: Ui,
) -> Result<(), Box<Response>> {
    if let Some(key) = query(uri.query(), "key") {
        let key = key.trim();
        if !app.ring.opens(who, key) {
            return Err(Box::new(no_such_key(app, who.page(), key, ui)));
        }
        let clean = without(uri, "key");
        return Err(Box::new(entered(app, who, &clean)));
    }
    match Caller::of(app, headers).own(who, ui) {
        Ok(()) => Ok(()),
        Err(problem) => Err(Box::new(not_let_in(app, who, &problem, headers, ui))),
    }
}

/// Sends on to a clean address, with a cookie that stands for this holder's key.
pub fn entered(app: &App, who: &Who, clean: &str) -> Response {
    let name = app.foyer.jar.name(Cookie::Key(who));
    let cookie = set_cookie(&name, &app.ring.cookie_value(who), true);
    let headers = [(LOCATION, header(clean)), (SET_COOKIE, header(&cookie))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// For a link whose key does not open this role's page.
pub fn no_such_key(app: &App, role: &'static str, key: &str, ui: Ui) -> Response {
    match app.ring.opened_by(key).is_empty() {
        false => away(Help::WrongRole(role), ui),
        true if key.is_empty() => away(Help::NeedKey(role), ui),
        true => away(Help::BadKey(role), ui),
    }
}

/// For a browser that does not prove to be them.
pub fn not_let_in(
    app: &App,
    who: &Who,
    problem: &Problem,
    headers: &HeaderMap,
    ui: Ui,
) -> Response {
    let role = who.page();
    // It holds what a key of this show was once traded for.
    let held = app.foyer.jar.holds(headers, Cookie::Key(who));
    match problem.status {
        StatusCode::FORBIDDEN => away(Help::WrongRole(role), ui),
        _ if held => away(Help::BadKey(role), ui),
        _ => away(Help::NeedKey(role), ui),
    }
}

fn away(kind: Help, ui: Ui) -> Response {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::UNAUTHORIZED);
    let mut page = help(status, kind, ui, &Ui::ALL);
    if status == StatusCode::UNAUTHORIZED {
        page.headers_mut().insert(WWW_AUTHENTICATE, LOCK);
    }
    page
}

/// The path and the query without one parameter.
pub(super) fn without(uri: &Uri, name: &str) -> String {
    let kept: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && query(Some(pair), name).is_none())
        .collect();
    if kept.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{}", uri.path(), kept.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_out_of_the_address_and_the_rest_stays() {
        let uri: Uri = "/mc?key=abc&follow".parse().unwrap();
        assert_eq!(without(&uri, "key"), "/mc?follow");
        let odd: Uri = "/mc?%6bey=abc&follow".parse().unwrap();
        assert_eq!(without(&odd, "key"), "/mc?follow");
    }
}
