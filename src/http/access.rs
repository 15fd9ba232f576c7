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

/// All that a request proves its sender to be. A browser that has opened two links proves both.
pub struct Caller {
    whos: Vec<Who>,
    /// Whether something was shown that is meant as a key of this show.
    tried: bool,
}

impl Caller {
    /// What these headers prove.
    pub fn of(app: &App, headers: &HeaderMap) -> Caller {
        if let Some(key) = bearer(headers) {
            return Caller {
                whos: app.ring.opened_by(key),
                tried: !key.is_empty(),
            };
        }
        let jar = &app.foyer.jar;
        let proves = |who: &Who| {
            let opens = |value: &str| app.ring.cookie_opens(who, value).then_some(());
            jar.find(headers, Cookie::Key(who), opens).is_some()
        };
        Caller {
            whos: Who::WITH_PAGES.into_iter().filter(proves).collect(),
            tried: Who::WITH_PAGES
                .iter()
                .any(|who| jar.holds(headers, Cookie::Key(who))),
        }
    }

    /// Whether they are one of those who run the show.
    pub fn runs_the_show(&self) -> bool {
        self.whos.iter().any(|who| Who::WITH_PAGES.contains(who))
    }

    /// Whom they act as to do this: the first that may.
    pub fn acting(self, app: &App, act: Act, ui: Ui) -> Result<Who, Problem> {
        let may = |who: &Who| app.control.may(who, act);
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
    let name = who.page();
    let away = |status, kind| {
        let mut page = help(status, kind, ui, &Ui::ALL);
        if status == StatusCode::UNAUTHORIZED {
            page.headers_mut().insert(WWW_AUTHENTICATE, LOCK);
        }
        Err(Box::new(page))
    };
    if let Some(key) = query(uri.query(), "key") {
        let key = key.trim();
        if !app.ring.opens(who, key) {
            return match app.ring.opened_by(key).is_empty() {
                false => away(StatusCode::FORBIDDEN, Help::WrongRole(name)),
                true if key.is_empty() => away(StatusCode::UNAUTHORIZED, Help::NeedKey(name)),
                true => away(StatusCode::UNAUTHORIZED, Help::BadKey(name)),
            };
        }
        let cookie = set_cookie(
            &app.foyer.jar.name(Cookie::Key(who)),
            &app.ring.cookie_value(who),
            true,
        );
        let clean = without(uri, "key");
        let answer = (
            StatusCode::SEE_OTHER,
            [(LOCATION, header(&clean)), (SET_COOKIE, header(&cookie))],
        );
        return Err(Box::new(answer.into_response()));
    }
    match Caller::of(app, headers).own(who, ui) {
        Ok(()) => Ok(()),
        Err(problem) if problem.status == StatusCode::FORBIDDEN => {
            away(StatusCode::FORBIDDEN, Help::WrongRole(name))
        }
        // It holds what a key of this show was once traded for.
        Err(problem) if app.foyer.jar.holds(headers, Cookie::Key(who)) => {
            away(problem.status, Help::BadKey(name))
        }
        Err(problem) => away(problem.status, Help::NeedKey(name)),
    }
}

/// The path and the query without one parameter.
fn without(uri: &Uri, name: &str) -> String {
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
