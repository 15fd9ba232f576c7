//! What every HTML page shares: its headers, and the choice of language.

use super::foyer::Foyer;
use super::jar::{Cookie, HOST_PREFIX};
use super::meant::is_sent_by_others;
use super::origin::Origin;
use super::wire::{Wire, is_secure};
use crate::hall::Hashes;
use crate::view::help::{self, Help};
use crate::words::Ui;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};

/// How long a browser keeps a role's cookie and its language: thirty days, in seconds.
const COOKIE_SECONDS: u32 = 30 * 24 * 60 * 60;

/// An HTML page that is never cached.
pub fn html(status: StatusCode, body: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body).into_response()
}

/// A page that says what happened and what to do now.
pub fn help(status: StatusCode, kind: Help, ui: Ui, offered: &'static [Ui]) -> Response {
    html(status, help::page(kind, ui, offered))
}

/// The value of a query parameter, percent-decoded.
pub fn query(query: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query?.as_bytes());
    let (_, value) = pairs.find(|(key, _)| key == name)?;
    Some(value.into_owned())
}

pub(super) fn header(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("/"))
}

/// A cookie of ours. Over HTTPS [`Dress`] makes it one that never travels in the clear.
pub(super) fn set_cookie(name: &str, value: &str, secret: bool) -> String {
    let hidden = if secret { "; HttpOnly" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={COOKIE_SECONDS}; SameSite=Lax{hidden}")
}

/// What an answer wears, as far as it hangs on the request: it remembers a language that was chosen
/// with `?ui=`, and keeps a page to itself.
pub(super) struct Dress {
    /// A cookie that remembers it.
    chosen: Option<String>,
    https: bool,
    /// Whether somebody else's HTTPS may stand in front: nobody here has looked at the connection,
    /// and no proxy says that it was asked in the clear.
    fronted: bool,
    host: Option<HeaderValue>,
}

impl Dress {
    /// What this request's answer wears.
    pub(super) fn of(foyer: &Foyer, request: &Parts) -> Self {
        let reads = matches!(request.method, Method::GET | Method::HEAD);
        let asked = request.uri.query().filter(|_| reads);
        let https = is_secure(foyer, &request.extensions);
        let chosen = query(asked, "ui").as_deref().and_then(Ui::of_tag);
        // Another site's link may show a page in another language, but not for good.
        let chosen = chosen.filter(|_| !is_sent_by_others(foyer, https, &request.headers));
        let name = || foyer.jar.name(Cookie::Language);
        let forwarded = request.headers.get(FORWARDED_PROTO);
        let plain = forwarded.is_some_and(|by| by == "http");
        Dress {
            chosen: chosen.map(|ui| set_cookie(&name(), ui.tag(), false)),
            https,
            fronted: request.extensions.get::<Wire>().is_none() && !plain,
            host: request.headers.get(HOST).cloned(),
        }
    }

    /// Whether the browser asked for an address that is somebody else's HTTPS in front of us: the
    /// audience's or the jury's.
    fn came_over_https(&self, foyer: &Foyer) -> bool {
        let host = self.host.as_ref().and_then(|host| host.to_str().ok());
        let asked = host.and_then(|host| Origin::of_host("https", host));
        let fronts = [&foyer.public_origin, &foyer.jury_origin];
        asked.is_some() && self.fronted && fronts.contains(&&asked)
    }

    /// Gives an answer the headers that are missing.
    pub(super) fn put_on(&self, foyer: &Foyer, headers: &mut HeaderMap) {
        if let Some(chosen) = &self.chosen {
            headers.append(SET_COOKIE, header(chosen));
        }
        if headers.contains_key(SET_COOKIE) && (self.https || self.came_over_https(foyer)) {
            guard_cookies(headers);
        }
        if !headers.contains_key(CONTENT_SECURITY_POLICY) {
            let policy = match is_page(headers) {
                true => policy(self.host.as_ref(), None),
                false => HeaderValue::from_static(NO_PAGE),
            };
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        for (name, value) in STANDING {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// How a request came to a proxy that has passed it on.
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Set over HTTPS, a cookie is for HTTPS alone.
fn guard_cookies(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in set {
        let text = cookie.to_str().unwrap_or_default();
        headers.append(SET_COOKIE, header(&format!("{HOST_PREFIX}{text}; Secure")));
    }
}

/// HTTP/2 names the host in the address and sends no `Host` header; everything behind this reads
/// the header.
pub(super) fn name_host(request: &mut Parts) {
    if let Some(authority) = request.uri.authority()
        && let Ok(host) = HeaderValue::from_str(authority.as_str())
    {
        request.headers.entry(HOST).or_insert(host);
    }
}

/// Headers of every answer. The panel shows the stage in a frame of its own, so our own pages may
/// frame each other.
const STANDING: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With "no-referrer" a browser would hide the origin of our own forms, and they would be
    // refused.
    (REFERRER_POLICY, "same-origin"),
    (X_FRAME_OPTIONS, "SAMEORIGIN"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// The policy of what is no page: opened as one all the same, it may do nothing.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'self'";

/// A `Host` header that we may say again in a header of our own: a name or an address and a port,
/// and nothing that means more than that.
pub fn plain_host(host: Option<&HeaderValue>) -> Option<&str> {
    let host = host.and_then(|host| host.to_str().ok())?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(plain)).then_some(host)
}

/// Everything from here and nothing inline. Older Safari does not count `ws:` as 'self', so the
/// socket's address is spelled out. A page that carries its own style and script allows exactly
/// these two, by their hashes.
pub fn policy(host: Option<&HeaderValue>, own: Option<&Hashes>) -> HeaderValue {
    let host = plain_host(host);
    let sockets = host.map_or(String::new(), |host| format!(" ws://{host} wss://{host}"));
    let (style, script) = own.map_or(("'self'", "'self'"), |own| (&own.style, &own.script));
    let text = format!(
        "default-src 'none'; script-src {script}; style-src {style}; img-src 'self' data:; \
         font-src 'self' data:; media-src 'self'; \
         connect-src 'self'{sockets}; frame-src 'self'; manifest-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_value_is_percent_decoded() {
        let name = query(Some("name=%E5%A4%A7%E5%A0%82+1"), "name");
        assert_eq!(name.as_deref(), Some("大堂 1"));
    }
}
