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
use super::body::{Reader, Typed};
use super::error::Problem;
use super::foyer::Foyer;
use super::jar::Cookie;
use super::page::{header, policy, query};
use super::voter::{held, is_another, new_device, voter_cookie, voter_of};
use crate::hall::{Hashes, hashes};
use crate::show::vote::VoteError;
use crate::view::audience::{
    Bulletin, Notice, Page, ReceiptLook, Viewer, receipt_page, refused_page, voter_page,
};
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /`: from memory, and without a token in it; the cookie holds that.
pub async fn page(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let hall = foyer.hall();
    let Some(page) = hall.page(ui) else {
        return Err(Problem::not_found());
    };
    let coding = Coding::of(&headers);
    let body = coding::shared(page, coding);
    let mut response = dressed(&headers, &page.hashes, coding, body.into_response());
    // When too many join at once the page still comes; its form or its script asks for a token
    // later.
    let voter = match voter_of(&foyer, &headers) {
        // A cookie of an earlier version bears no mark of the show: another show on this machine
        // would replace it.
        Some(voter) => (!foyer.jar.holds(&headers, Cookie::Voter)).then_some(voter),
        None => new_device(&foyer).ok(),
    };
    if let Some(voter) = voter {
        let out = response.headers_mut();
        out.append(SET_COOKIE, header(&voter_cookie(&foyer, &voter)));
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
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Typed(token): Typed,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let hall = foyer.hall();
    let Some(voter) = foyer.voters(&hall).verify(&token) else {
        let page = refused_page(&hall.bulletin, ui, foyer.unknown(&token));
        return own_page(&headers, StatusCode::NOT_FOUND, page);
    };
    if is_another(&foyer, &headers, &voter) {
        let page = refused_page(&hall.bulletin, ui, VoteError::OtherPhone);
        return own_page(&headers, StatusCode::FORBIDDEN, page);
    }
    let paper = hall.bulletin.paper();
    let ballot = paper.map_or("", |paper| &paper.id);
    let (held, receipt) = held(&foyer, &voter, ballot);
    // What was chosen in another ballot is nothing to this one.
    let meant = query(uri.query(), "ballot").is_none_or(|named| named == ballot);
    let named = |name| match meant {
        true => entries(&hall.bulletin, uri.query(), name),
        false => Vec::new(),
    };
    let notice = query(uri.query(), "notice")
        .and_then(|word| Notice::read(&word, paper.map_or(1, |paper| paper.choices)))
        // Only what is really held is ever called counted.
        .filter(|notice| *notice != Notice::Counted || held.is_some());
    let view = Viewer {
        token: &voter.token,
        identity: voter.identity,
        held,
        receipt,
        asked: named("choice"),
        ticked: named(TICK),
        at: foyer.clock.now(),
        notice,
    };
    own_page(
        &headers,
        StatusCode::OK,
        voter_page(&hall.bulletin, ui, &view),
    )
}

/// In an address: an entry that is only ticked on the paper, so that nobody has to choose anew.
const TICK: &str = "tick";

/// The finalists that a query names under this name, each once; none in a show without a ballot.
fn entries(bulletin: &Bulletin, query: Option<&str>, name: &str) -> Vec<String> {
    let named: Vec<_> = form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .collect();
    match bulletin.paper() {
        Some(_) => bulletin.playbill.known(&named),
        None => Vec::new(),
    }
}

/// `GET /receipts/{ballot}?receipt=`: what is recorded under a receipt, once the award is known.
pub async fn receipt(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Typed(ballot): Typed,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let hall = foyer.hall();
    let bulletin = &hall.bulletin;
    let Some(paper) = bulletin.playbill.paper(&ballot) else {
        let page = refused_page(bulletin, ui, VoteError::NoReceipts);
        return own_page(&headers, StatusCode::NOT_FOUND, page);
    };
    let asked = query(uri.query(), "receipt").map(|text| text.trim().to_ascii_uppercase());
    let asked = asked.filter(|text| !text.is_empty());
    let told = bulletin.tells_of(paper);
    let look = match &asked {
        Some(receipt) if told => foyer.look_up(&hall, paper, receipt),
        _ => ReceiptLook::default(),
    };
    let page = receipt_page(bulletin, ui, &ballot, asked.as_deref(), &look);
    own_page(&headers, StatusCode::OK, page)
}
