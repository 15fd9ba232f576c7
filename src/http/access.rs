//! Who may do what: role keys in the `Authorization` header, or once in a link and then in a
//! cookie.

use super::App;
use super::body::Reader;
use super::error::Problem;
use super::jar::Cookie;
use super::origin::Origin;
use super::path;
use super::wire::is_secure;
use crate::show::event::By;
use crate::words::Ui;
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use std::sync::Arc;

/// How a browser says what made it send a request: a page of the same origin, of another, or
/// nobody's.
const SEC_FETCH_SITE: &str = "sec-fetch-site";

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

/// What stands behind the word "Bearer" in the `Authorization` header, however that is cased and
/// spaced; nothing for a header of another kind. None without one.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?;
    let text = value.to_str().unwrap_or_default().trim();
    let (scheme, secret) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let secret = secret.trim();
    Some(match scheme.eq_ignore_ascii_case("bearer") {
        true => secret,
        false => "",
    })
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
            app.jar.find(headers, role.cookie(), proves).is_some()
        };
        Caller {
            mc: opens(Role::Mc),
            producer: opens(Role::Producer),
            jury: false,
            tried: Role::ALL
                .iter()
                .any(|role| app.jar.holds(headers, role.cookie())),
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
        let Reader(ui) = Reader::of(app, &parts.uri, &parts.headers);
        Caller::of(app, &parts.headers).one_of(roles, ui).map(Only)
    }
}

/// Refuses what another site makes a browser send: everything but plain reading must come from our
/// own pages, or from a program that names no origin, and so must reading that leaves a mark; and
/// nothing may come later than its sender meant it.
pub(super) fn meant(app: &App, request: &Parts) -> Result<(), Problem> {
    let (headers, path) = (&request.headers, request.uri.path());
    let socket = headers.contains_key("upgrade");
    let reads = matches!(request.method, Method::GET | Method::HEAD) && !socket;
    let form = request.method == Method::POST && matches!(path, "/vote" | "/join");
    let hidden = form && origin_is_hidden(headers);
    let https = is_secure(app, &request.extensions);
    let ours = match reads {
        true => !path::leaves_a_mark(path) || !is_sent_by_others(app, https, headers),
        false => hidden || origin_is_ours(app, https, headers),
    };
    let Reader(ui) = match ours && !too_late(app, headers) {
        true => return Ok(()),
        false => Reader::of(app, &request.uri, headers),
    };
    if ours {
        return Err(Problem::late(ui));
    }
    if !reads {
        app.note_elsewhere(headers);
    }
    Err(Problem::foreign_origin(ui, path::is_crew(path)))
}

/// A panel says until when a press is meant: what a bad network delivers after that must not reach
/// the stage.
const VALID_UNTIL: &str = "palmares-valid-until";

fn too_late(app: &App, headers: &HeaderMap) -> bool {
    let until = headers
        .get(VALID_UNTIL)
        .and_then(|until| until.to_str().ok());
    let until = until.and_then(|until| until.parse::<i64>().ok());
    until.is_some_and(|until| app.director.clock().now().0 > until)
}

/// Some in-app browsers say "null" for every form. The audience's plain form is taken from them
/// too, but it asks once to confirm before it lets a cookie vote: another site's hidden frame says
/// "null" as well.
pub fn origin_is_hidden(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    origins.next().is_some_and(|origin| origin == "null") && origins.next().is_none()
}

fn origin_is_ours(app: &App, https: bool, headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return headers.get(ORIGIN).is_none();
    };
    let Ok(text) = origin.to_str() else {
        return false;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let scheme = if https { "https" } else { "http" };
    // As a rule both are spelled alike, and a hall votes all at once.
    let same = |host: &str| text.eq_ignore_ascii_case(&format!("{scheme}://{host}"));
    host.is_some_and(same)
        || Origin::of_header(text).is_some_and(|origin| is_ours(app, https, headers, &origin))
}

/// Whether pages of this origin are our own: it is the one that the request was sent to, or the
/// public one.
fn is_ours(app: &App, https: bool, headers: &HeaderMap, origin: &Origin) -> bool {
    let scheme = if https { "https" } else { "http" };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let asked = host.and_then(|host| Origin::of_host(scheme, host));
    // Whoever can change a plain page on its way must not press GO over HTTPS with it.
    let public = app.public_origin.as_ref();
    let public = public.filter(|ours| !https || ours.is_https());
    asked.as_ref() == Some(origin) || public == Some(origin)
}

/// Whether a browser says that another site's page made it ask: a link, a picture, a frame. What is
/// typed or opened from a bookmark comes from nowhere, as do programs.
pub(super) fn is_sent_by_others(app: &App, https: bool, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        return site != "same-origin" && site != "none";
    }
    // Older browsers do not say so, and in the clear none does.
    let referer = || {
        let referer = headers.get(REFERER)?.to_str().ok()?;
        Some(Origin::of(referer).is_none_or(|origin| !is_ours(app, https, headers, &origin)))
    };
    !origin_is_ours(app, https, headers) || referer().unwrap_or(false)
}
