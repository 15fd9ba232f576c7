//! Who may do what: role keys in the `Authorization` header, or once in a link and then in a cookie.

use super::App;
use super::error::Problem;
use super::wire::is_secure;
use crate::show::event::By;
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
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
    pub fn cookie(self) -> &'static str {
        match self {
            Role::Mc => "palmares-mc",
            Role::Producer => "palmares-producer",
        }
    }
}

/// The roles that a request can prove. A browser that has opened both links can prove both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Caller {
    mc: bool,
    producer: bool,
    jury: bool,
}

impl Caller {
    /// What these headers prove.
    pub fn of(app: &App, headers: &HeaderMap) -> Caller {
        if let Some(value) = headers.get(AUTHORIZATION) {
            let key = value.to_str().ok().and_then(|v| v.strip_prefix("Bearer "));
            return key.map_or(Caller::default(), |key| Caller {
                mc: app.ring.opens(Role::Mc, key),
                producer: app.ring.opens(Role::Producer, key),
                jury: app.ring.opens_jury(key),
            });
        }
        let has = |role: Role| {
            cookie(headers, role.cookie()).is_some_and(|value| app.ring.cookie_opens(role, value))
        };
        Caller {
            mc: has(Role::Mc),
            producer: has(Role::Producer),
            jury: false,
        }
    }

    /// Whether this role is proved.
    pub fn is(self, role: Role) -> bool {
        match role {
            Role::Mc => self.mc,
            Role::Producer => self.producer,
        }
    }

    /// The first of these roles that is proved: 401 without any valid key, 403 with the key of another role.
    pub fn one_of(self, roles: &[Role]) -> Result<Role, Problem> {
        if let Some(role) = roles.iter().find(|role| self.is(**role)) {
            return Ok(*role);
        }
        let known = self.mc || self.producer || self.jury;
        Err(if known {
            Problem::wrong_role()
        } else {
            Problem::no_key()
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

/// A caller who has proved one of the roles named here. It stands before the body among a handler's arguments, so that a stranger
/// is turned away before anything that was sent is looked at.
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
        Caller::of(app, &parts.headers).one_of(roles).map(Only)
    }
}

/// Before the name of a cookie that came over HTTPS: browsers keep it out of reach of plain HTTP, which may then have one of its own.
pub const HOST_PREFIX: &str = "__Host-";

/// The value of a cookie; the one that was set over HTTPS where there are two.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = || {
        let all = headers.get_all(COOKIE).iter();
        all.filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';').map(str::trim))
    };
    let value = |pair: &'a str| pair.strip_prefix(name)?.strip_prefix('=');
    let safe = pairs().find_map(|pair| value(pair.strip_prefix(HOST_PREFIX)?));
    safe.or_else(|| pairs().find_map(value))
}

/// Refuses what another site makes a browser send: everything but plain reading must come from our own pages, or from a
/// program that names no origin; and nothing may come later than its sender meant it.
pub(super) fn meant(app: &App, request: &Parts) -> Result<(), Problem> {
    let socket = request.headers.contains_key("upgrade");
    let reads = matches!(request.method, Method::GET | Method::HEAD) && !socket;
    let form = request.method == Method::POST && request.uri.path() == "/vote";
    let hidden = form && origin_is_hidden(&request.headers);
    let https = is_secure(app, &request.extensions);
    if !reads && !hidden && !origin_is_ours(app, https, &request.headers) {
        return Err(Problem::foreign_origin());
    }
    if too_late(app, &request.headers) {
        return Err(Problem::late());
    }
    Ok(())
}

/// A panel says until when a press is meant: what a bad network delivers after that must not reach the stage.
const VALID_UNTIL: &str = "palmares-valid-until";

fn too_late(app: &App, headers: &HeaderMap) -> bool {
    let until = headers
        .get(VALID_UNTIL)
        .and_then(|until| until.to_str().ok());
    let until = until.and_then(|until| until.parse::<i64>().ok());
    until.is_some_and(|until| app.director.clock().now().0 > until)
}

/// Some in-app browsers say "null" for every form. The audience's plain form is taken from them too, but it asks once to confirm
/// before it lets a cookie vote: another site's hidden frame says "null" as well.
pub fn origin_is_hidden(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    origins.next().is_some_and(|origin| origin == "null") && origins.next().is_none()
}

fn origin_is_ours(app: &App, https: bool, headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return headers.get(ORIGIN).is_none();
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let scheme = if https { "https" } else { "http" };
    let same = host.is_some_and(|host| origin.eq_ignore_ascii_case(&format!("{scheme}://{host}")));
    // Whoever can change a plain page on its way must not press GO over HTTPS with it.
    let public = app.public_origin.as_deref();
    let public = public.filter(|ours| !https || ours.starts_with("https:"));
    same || public.is_some_and(|ours| ours.eq_ignore_ascii_case(origin))
}
