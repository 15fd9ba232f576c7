//! The audience's pages: one prebuilt page for everyone, and for phones without cookies or script
//! one of their own.

mod coding;
mod form;
mod joining;
mod live;
mod refused;

pub use form::{back, vote};
pub use joining::{join, presence, ticket, type_digits, type_ticket};
pub use live::live;
pub use refused::refused;

use self::coding::Coding;
use super::App;
use super::body::{Reader, Typed};
use super::error::Problem;
use super::jar::Cookie;
use super::page::{header, policy, query};
use super::voter::{held, is_another, new_device, voter_cookie, voter_of};
use crate::hall::{Hall, Hashes, hashes};
use crate::view::audience::{Amiss, Notice, Page, Voter as VoterView};
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /`: from memory, and without a token in it; the cookie holds that.
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let hall = app.director.fanout().hall();
    let Some(page) = hall.page(ui) else {
        return Err(Problem::not_found());
    };
    let coding = Coding::of(&headers);
    let body = coding::shared(page, coding);
    let mut response = dressed(&headers, &page.hashes, coding, body.into_response());
    // When too many join at once the page still comes; its form or its script asks for a token
    // later.
    let voter = match voter_of(&app, &headers) {
        // A cookie of an earlier version bears no mark of the show: another show on this machine
        // would replace it.
        Ok(Some(voter)) => (!app.jar.holds(&headers, Cookie::Voter)).then_some(voter),
        _ => new_device(&app).ok(),
    };
    if let Some(voter) = voter {
        let out = response.headers_mut();
        out.append(SET_COOKIE, header(&voter_cookie(&app, &voter)));
    }
    Ok(response)
}

fn dressed(
    headers: &HeaderMap,
    own: &Hashes,
    coding: Option<Coding>,
    mut response: Response,
) -> Response {
    let out = response.headers_mut();
    out.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    out.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    out.insert(
        CONTENT_SECURITY_POLICY,
        policy(headers.get(HOST), Some(own)),
    );
    out.insert(
        VARY,
        HeaderValue::from_static("Accept-Encoding, Accept-Language, Cookie"),
    );
    if let Some(coding) = coding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    }
    response
}

/// A page for one browser alone.
fn own_page(headers: &HeaderMap, status: StatusCode, page: Page) -> Response {
    let own = hashes(&page);
    let (coding, body) = coding::own(page.html, headers);
    dressed(headers, &own, coding, (status, body).into_response())
}

/// `GET /v/{token}`: the page of one voter.
pub async fn voter(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Typed(token): Typed,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let hall = app.director.fanout().hall();
    let Some(voter) = app.sources.voters.verify(&token) else {
        let page = hall.refused_page(ui, Amiss::Outdated);
        return own_page(&headers, StatusCode::NOT_FOUND, page);
    };
    if is_another(&app, &headers, &voter) {
        let page = hall.refused_page(ui, Amiss::OtherPhone);
        return own_page(&headers, StatusCode::FORBIDDEN, page);
    }
    let ballot = hall.current().unwrap_or_default();
    let (held, receipt) = held(&app, &voter, ballot);
    let paper = hall.papers.get(ballot);
    // What was chosen in another ballot is nothing to this one.
    let meant = query(uri.query(), "ballot").is_none_or(|named| named == ballot);
    let named = |name| match meant {
        true => entries(&hall, uri.query(), name),
        false => Vec::new(),
    };
    let notice = query(uri.query(), "notice")
        .and_then(|word| notice(&word, paper.map_or(1, |paper| paper.choices as u32)))
        // Only what is really held is ever called counted.
        .filter(|notice| *notice != Notice::Counted || held.is_some());
    let view = VoterView {
        token: &voter.token,
        identity: voter.identity,
        held,
        receipt,
        asked: named("choice"),
        ticked: named(TICK),
        at: app.director.clock().now(),
        notice,
    };
    own_page(&headers, StatusCode::OK, hall.voter_page(ui, &view))
}

/// In an address: an entry that is only ticked on the paper, so that nobody has to choose anew.
const TICK: &str = "tick";

/// The finalists that a query names under this name, each once.
fn entries(hall: &Hall, query: Option<&str>, name: &str) -> Vec<String> {
    let paper = hall.current().and_then(|ballot| hall.papers.get(ballot));
    let named: Vec<_> = form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .collect();
    let known = paper.into_iter().flat_map(|paper| paper.entries.iter());
    known.filter(|id| named.contains(id)).cloned().collect()
}

fn notice(word: &str, most: u32) -> Option<Notice> {
    Some(match word {
        "counted" => Notice::Counted,
        "superseded" => Notice::Superseded,
        "late" => Notice::Late,
        "not-confirmed" => Notice::NotConfirmed,
        "needs-ticket" => Notice::NeedsTicket,
        "needs-presence" => Notice::NeedsPresence,
        "choose-one" => Notice::ChooseOne,
        "too-many" => Notice::TooMany(most),
        "bad-choice" => Notice::BadChoice,
        _ => return None,
    })
}

/// `GET /receipts/{ballot}?receipt=`: what is recorded under a receipt, once the award is known.
pub async fn receipt(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Typed(ballot): Typed,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let hall = app.director.fanout().hall();
    if !hall.papers.contains_key(&ballot) {
        let page = hall.refused_page(ui, Amiss::NoBallot);
        return own_page(&headers, StatusCode::NOT_FOUND, page);
    }
    let asked = query(uri.query(), "receipt").map(|text| text.trim().to_ascii_uppercase());
    let asked = asked.filter(|text| !text.is_empty());
    let told = hall.told.contains(&ballot);
    let found = match &asked {
        Some(receipt) if told => {
            let ballots = &app.sources.ballots;
            let voters = ballots.voters_of(&ballot, receipt);
            voters
                .iter()
                .filter_map(|voter| ballots.held(&ballot, voter))
                .collect()
        }
        _ => Vec::new(),
    };
    let page = hall.receipt_page(ui, &ballot, asked.as_deref(), &found);
    own_page(&headers, StatusCode::OK, page)
}
