//! Who may do what: role keys in the `Authorization` header, or once in a link and then in a
//! cookie.

use super::App;
use super::body::Reader;
use super::error::Problem;
use super::jar::{Cookie, bearer};
use super::page::{header, help, query, set_cookie};
use crate::show::event::By;
use crate::view::help::Help;
use crate::words::Ui;
use axum::extract::FromRequestParts;
use axum::http::header::{HeaderValue, LOCATION, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// A role that a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The MC or stage manager.
    Mc,
    /// The producer.
    Producer,
}

impl Role {
    /// All that have one key.
    pub const ALL: [Role; 2] = [Role::Mc, Role::Producer];

    /// The role's name in URLs and cookies.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Mc => "mc",
            Role::Producer => "producer",
        }
    }

    /// Who the journal says it was.
    pub fn by(self) -> By {
        match self {
            Role::Mc => By::Mc,
            Role::Producer => By::Producer,
        }
    }

    /// The cookie that stands for this role's key.
    pub fn cookie(self) -> Cookie {
        match self {
            Role::Mc => Cookie::Mc,
            Role::Producer => Cookie::Producer,
        }
    }
}

/// The roles that a request can prove. A browser that has opened both links can prove both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Caller {
    mc: bool,
    producer: bool,
    jury: bool,
    /// Whether something was shown that is meant as a key of this show.
    tried: bool,
}

impl Caller {
    /// What these headers prove.
    pub fn of(app: &App, headers: &HeaderMap) -> Caller {
        if let Some(key) = bearer(headers) {
            return Caller {
                mc: app.ring.opens(Role::Mc, key),
                producer: app.ring.opens(Role::Producer, key),
                jury: app.ring.opens_jury(key),
                tried: !key.is_empty(),
            };
        }
        let opens = |role: Role| {
            let proves = |value: &str| app.ring.cookie_opens(role, value).then_some(());
            app.foyer.jar.find(headers, role.cookie(), proves).is_some()
        };
        Caller {
            mc: opens(Role::Mc),
            producer: opens(Role::Producer),
            jury: false,
            tried: Role::ALL
                .iter()
                .any(|role| app.foyer.jar.holds(headers, role.cookie())),
        }
    }

    /// Whether this role is proved.
    pub fn is(self, role: Role) -> bool {
        match role {
            Role::Mc => self.mc,
            Role::Producer => self.producer,
        }
    }

    /// The first of these roles that is proved: 401 without any valid key, 403 with the key of
    /// another role.
    pub fn one_of(self, roles: &[Role], ui: Ui) -> Result<Role, Problem> {
        if let Some(role) = roles.iter().find(|role| self.is(**role)) {
            return Ok(*role);
        }
        let known = self.mc || self.producer || self.jury;
        Err(match (known, self.tried) {
            (true, _) => Problem::wrong_role(ui),
            (_, true) => Problem::wrong_key(ui),
            _ => Problem::no_key(ui),
        })
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &Arc<App>,
    ) -> Result<Self, Self::Rejection> {
        Ok(Caller::of(app, &parts.headers))
    }
}

/// A caller who has proved one of the roles named here. It stands before the body among a handler's
/// arguments, so that a stranger is turned away before anything that was sent is looked at.
pub struct Only<const MC: bool, const PRODUCER: bool>(pub Role);

/// For the MC alone.
pub type ByMc = Only<true, false>;
/// For the producer alone.
pub type ByProducer = Only<false, true>;
/// For whoever runs the show.
pub type ByOperator = Only<true, true>;

impl<const MC: bool, const PRODUCER: bool> FromRequestParts<Arc<App>> for Only<MC, PRODUCER> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let roles: &[Role] = match (MC, PRODUCER) {
            (true, true) => &[Role::Mc, Role::Producer],
            (true, false) => &[Role::Mc],
            (false, true) => &[Role::Producer],
            (false, false) => &[],
        };
        let Reader(ui) = Reader::of(&app.foyer, &parts.uri, &parts.headers);
        Caller::of(app, &parts.headers).one_of(roles, ui).map(Only)
    }
}

/// By this a page that is open already tells our 401 from that of a guard.
const LOCK: HeaderValue = HeaderValue::from_static(r#"Bearer realm="palmares""#);

/// Lets a role's page in. A `?key=` is traded once for a cookie and a clean address; without
/// either, a page says how to get in.
pub fn enter(
    app: &App,
    role: Role,
    uri: &Uri,
    headers: &HeaderMap,
    ui: Ui,
) -> Result<(), Box<Response>> {
    let name = role.as_str();
    let away = |status, kind| {
        let mut page = help(status, kind, ui, &Ui::ALL);
        if status == StatusCode::UNAUTHORIZED {
            page.headers_mut().insert(WWW_AUTHENTICATE, LOCK);
        }
        Err(Box::new(page))
    };
    if let Some(key) = query(uri.query(), "key") {
        let key = key.trim();
        if !app.ring.opens(role, key) {
            return match app.ring.opens_anything(key) {
                true => away(StatusCode::FORBIDDEN, Help::WrongRole(name)),
                false if key.is_empty() => away(StatusCode::UNAUTHORIZED, Help::NeedKey(name)),
                false => away(StatusCode::UNAUTHORIZED, Help::BadKey(name)),
            };
        }
        let cookie = set_cookie(
            &app.foyer.jar.name(role.cookie()),
            &app.ring.cookie_value(role),
            true,
        );
        let clean = without(uri, "key");
        let answer = (
            StatusCode::SEE_OTHER,
            [(LOCATION, header(&clean)), (SET_COOKIE, header(&cookie))],
        );
        return Err(Box::new(answer.into_response()));
    }
    let caller = Caller::of(app, headers);
    match caller.one_of(&[role], ui) {
        Ok(_) => Ok(()),
        Err(problem) if problem.status == StatusCode::FORBIDDEN => {
            away(StatusCode::FORBIDDEN, Help::WrongRole(name))
        }
        // It holds what a key of this show was once traded for.
        Err(problem) if app.foyer.jar.holds(headers, role.cookie()) => {
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
