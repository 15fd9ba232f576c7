//! Whether a request is meant: sent by our own pages or by a program, and in time.

use super::body::Reader;
use super::error::Problem;
use super::foyer::Foyer;
use super::origin::Origin;
use super::path;
use super::wire::is_secure;
use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

/// How a browser says what made it send a request: a page of the same origin, of another, or
/// nobody's.
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Refuses what another site makes a browser send: everything but plain reading must come from our
/// own pages, or from a program that names no origin, and so must reading that leaves a mark; and
/// nothing may come later than its sender meant it.
pub(super) fn check(foyer: &Foyer, request: &Parts) -> Result<(), Problem> {
    let (headers, path) = (&request.headers, request.uri.path());
    let socket = headers.contains_key("upgrade");
    let reads = matches!(request.method, Method::GET | Method::HEAD) && !socket;
    let form = request.method == Method::POST && matches!(path, "/vote" | "/join");
    let hidden = form && origin_is_hidden(headers);
    let https = is_secure(foyer, &request.extensions);
    let ours = match reads {
        true => !path::leaves_a_mark(path) || !is_sent_by_others(foyer, https, headers),
        false => hidden || origin_is_ours(foyer, https, headers),
    };
    let Reader(ui) = match ours && !too_late(foyer, headers) {
        true => return Ok(()),
        false => Reader::of(foyer, &request.uri, headers),
    };
    if ours {
        return Err(Problem::late(ui));
    }
    if !reads {
        foyer.note_elsewhere(headers);
    }
    Err(Problem::foreign_origin(ui, path::is_crew(path)))
}

/// A panel says until when a press is meant: what a bad network delivers after that must not reach
/// the stage.
const VALID_UNTIL: &str = "palmares-valid-until";

fn too_late(foyer: &Foyer, headers: &HeaderMap) -> bool {
    let until = headers
        .get(VALID_UNTIL)
        .and_then(|until| until.to_str().ok());
    let until = until.and_then(|until| until.parse::<i64>().ok());
    until.is_some_and(|until| foyer.clock.now().0 > until)
}

/// Some in-app browsers say "null" for every form. The audience's plain form is taken from them
/// too, but it asks once to confirm before it lets a cookie vote: another site's hidden frame says
/// "null" as well.
pub fn origin_is_hidden(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    origins.next().is_some_and(|origin| origin == "null") && origins.next().is_none()
}

fn origin_is_ours(foyer: &Foyer, https: bool, headers: &HeaderMap) -> bool {
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
        || Origin::of_header(text).is_some_and(|origin| is_ours(foyer, https, headers, &origin))
}

/// Whether pages of this origin are our own: it is the one that the request was sent to, or that of
/// the audience or the jury, where they have one.
fn is_ours(foyer: &Foyer, https: bool, headers: &HeaderMap, origin: &Origin) -> bool {
    let scheme = if https { "https" } else { "http" };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let asked = host.and_then(|host| Origin::of_host(scheme, host));
    // Whoever can change a plain page on its way must not press GO over HTTPS with it.
    let abroad = [&foyer.public_origin, &foyer.jury_origin];
    let mut abroad = abroad.into_iter().flatten();
    let known = abroad.any(|ours| (!https || ours.is_https()) && ours == origin);
    known || asked.as_ref() == Some(origin)
}

/// Whether a browser says that another site's page made it ask: a link, a picture, a frame. What is
/// typed or opened from a bookmark comes from nowhere, as do programs.
pub(super) fn is_sent_by_others(foyer: &Foyer, https: bool, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        return site != "same-origin" && site != "none";
    }
    // Older browsers do not say so, and in the clear none does.
    let referer = || {
        let referer = headers.get(REFERER)?.to_str().ok()?;
        Some(Origin::of(referer).is_none_or(|origin| !is_ours(foyer, https, headers, &origin)))
    };
    !origin_is_ours(foyer, https, headers) || referer().unwrap_or(false)
}
