//! What a guest's browser is told instead of a problem for programs: a page that says what is wrong
//! and how to mend it.

use super::own_page;
use crate::http::body::Reader;
use crate::http::error::Problem;
use crate::http::foyer::Foyer;
use crate::http::path::is_audience;
use crate::show::vote::VoteError;
use crate::view::audience::refused_page;
use crate::words::weighed;
use axum::http::header::{ACCEPT, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};

/// The answer to a request that goes no further: a page for a guest's browser, a problem for
/// everything else. The status is the same.
pub fn refused(foyer: &Foyer, uri: &Uri, headers: &HeaderMap, problem: Problem) -> Response {
    if !is_audience(uri.path()) || !prefers_pages(headers) {
        return problem.into_response();
    }
    let known = [
        VoteError::Elsewhere,
        VoteError::CutOff,
        VoteError::NoVoter,
        VoteError::Rehearsed,
        VoteError::NoBallot,
        VoteError::Busy,
    ];
    let mut known = known.into_iter();
    let why = known.find(|why| why.word() == problem.word());
    let why = why.unwrap_or(VoteError::Unreadable);
    let Reader(ui) = Reader::of(foyer, uri, headers);
    let page = refused_page(&foyer.hall().bulletin, ui, why);
    let mut response = own_page(headers, problem.status, page);
    let mut told = problem.into_response();
    for name in [RETRY_AFTER, WWW_AUTHENTICATE] {
        if let Some(value) = told.headers_mut().remove(&name) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Whether it is a browser that opens a page, whose owner can do nothing with a problem for
/// programs.
fn prefers_pages(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter();
    let accepted = accepted.filter_map(|accept| accept.to_str().ok());
    let (mut page, mut json) = (0.0_f32, 0.0_f32);
    for (kind, weight) in accepted.flat_map(weighed) {
        match &*kind.to_ascii_lowercase() {
            "text/html" => page = page.max(weight),
            "application/json" | "application/problem+json" => json = json.max(weight),
            _ => {}
        }
    }
    page > 0.0 && page >= json
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_browser_prefers_pages_and_a_program_does_not() {
        let prefers = |accept: &'static str| {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            prefers_pages(&headers)
        };
        assert!(prefers(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        ));
        assert!(prefers("application/json;q=0.5, TEXT/HTML"));
        assert!(!prefers("application/json, text/html;q=0.9"));
        assert!(!prefers("text/html;q=0"));
        assert!(!prefers("*/*"));
        assert!(!prefers_pages(&HeaderMap::new()));
    }
}
