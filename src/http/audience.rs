//! The audience's pages: one prebuilt page for everyone, and for phones without cookies or script one of their own.

mod live;

pub use live::live;

use super::App;
use super::access::origin_is_hidden;
use super::body::Reader;
use super::error::Problem;
use super::page::{header, policy, query};
use super::voter::{Trouble, cast, held, new_device, new_present, voter_cookie, voter_of};
use crate::hall::{Hashes, hashes};
use crate::view::audience::{Join, Notice, Page, Voter as VoterView};
use crate::view::words::Ui;
use crate::voter::Voter;
use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    LOCATION, SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The largest form that is read, in bytes.
const FORM_BYTES_MAX: usize = 16 * 1024;

/// `GET /`: from memory, and without a token in it; the cookie holds that.
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let hall = app.director.fanout().hall();
    let Some(page) = hall.pages.get(&ui) else {
        return Err(Problem::not_found());
    };
    let encodings = headers.get(ACCEPT_ENCODING).and_then(|e| e.to_str().ok());
    let takes = |name: &str| {
        let mut all = encodings.unwrap_or_default().split(',');
        all.any(|e| e.split(';').next().is_some_and(|e| e.trim() == name) && !e.contains("q=0"))
    };
    let (encoding, body) = if takes("br") {
        (Some("br"), &page.brotli)
    } else if takes("gzip") {
        (Some("gzip"), &page.gzip)
    } else {
        (None, &page.plain)
    };
    let mut response = dressed(&headers, &page.hashes, body.clone().into_response());
    let out = response.headers_mut();
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    out.insert(
        VARY,
        HeaderValue::from_static("Accept-Encoding, Accept-Language, Cookie"),
    );
    // When too many join at once the page still comes; its form or its script asks for a token later.
    if !matches!(voter_of(&app, &headers), Ok(Some(_)))
        && let Ok(voter) = new_device(&app)
    {
        out.append(SET_COOKIE, header(&voter_cookie(&app, &voter)));
    }
    Ok(response)
}

fn dressed(headers: &HeaderMap, own: &Hashes, mut response: Response) -> Response {
    let out = response.headers_mut();
    out.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    out.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    out.insert(CONTENT_SECURITY_POLICY, policy(headers, Some(own)));
    response
}

fn own_page(headers: &HeaderMap, status: StatusCode, page: Page) -> Response {
    let own = hashes(&page);
    dressed(headers, &own, (status, page.html).into_response())
}

/// What a plain form sends.
#[derive(Default)]
struct Form {
    ballot: String,
    choices: Vec<String>,
    voter: Option<String>,
}

async fn form(request: Request) -> Option<Form> {
    let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return None;
    }
    let body = to_bytes(request.into_body(), FORM_BYTES_MAX).await.ok()?;
    let mut form = Form::default();
    for (name, value) in form_urlencoded::parse(&body) {
        match &*name {
            "ballot" => form.ballot = value.into_owned(),
            "choice" => form.choices.push(value.into_owned()),
            "voter" => form.voter = Some(value.into_owned()),
            _ => {}
        }
    }
    Some(form)
}

/// `POST /vote`: a form with a token counts; one without is sent on to a page that asks once to confirm.
pub async fn vote(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let Some(form) = form(request).await else {
        let detail = "Send the page's own form (application/x-www-form-urlencoded, at most 16 KB).";
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "bad-form",
            detail,
        ));
    };
    let written = form.voter.as_deref().filter(|token| !token.is_empty());
    let voter = match written {
        Some(token) => app.sources.voters.verify(token),
        None => voter_of(&app, &headers).ok().flatten(),
    };
    let ballot = sole_ballot(&app, form.ballot);
    let Some(voter) = voter else {
        if written.is_some() {
            let detail = "This page's token was not made here. Open the audience's page again.";
            return Err(Problem::new(StatusCode::UNAUTHORIZED, "no-voter", detail));
        }
        let voter = new_device(&app)?;
        return Ok(sent_on(&voter, &ballot, &form.choices, None));
    };
    if written.is_none() && origin_is_hidden(&headers) {
        return Ok(sent_on(&voter, &ballot, &form.choices, None));
    }
    let outcome = cast(&app, &voter, &ballot, form.choices, None).await;
    let notice = match outcome {
        Ok(standing) if standing.counted => "counted",
        Ok(_) => "superseded",
        Err(Trouble::Closed) => "late",
        Err(Trouble::NotConfirmed | Trouble::SlowDown) => "not-confirmed",
        Err(Trouble::NeedsTicket) => "needs-ticket",
        Err(Trouble::NeedsPresence) => "needs-presence",
        Err(Trouble::ChooseOne) => "choose-one",
        Err(Trouble::TooMany(_)) => "too-many",
        Err(Trouble::BadChoice) => "bad-choice",
        Err(Trouble::NoBallot) => return Err(Trouble::NoBallot.into()),
    };
    Ok(sent_on(&voter, &ballot, &[], Some(notice)))
}

/// A form that names no ballot means the only one there is.
fn sole_ballot(app: &App, named: String) -> String {
    let hall = app.director.fanout().hall();
    match (named.is_empty(), hall.papers.len()) {
        (true, 1) => hall.papers.keys().next().cloned().unwrap_or_default(),
        _ => named,
    }
}

fn sent_on(voter: &Voter, ballot: &str, asked: &[String], notice: Option<&str>) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("ballot", ballot);
    for choice in asked {
        query.append_pair("choice", choice);
    }
    if let Some(notice) = notice {
        query.append_pair("notice", notice);
    }
    let address = format!("/v/{}?{}", voter.token, query.finish());
    (
        StatusCode::SEE_OTHER,
        [
            (LOCATION, header(&address)),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ],
    )
        .into_response()
}

/// `GET /v/{token}`: the page of one voter.
pub async fn voter(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Path(token): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(voter) = app.sources.voters.verify(&token) else {
        return super::page::help(StatusCode::NOT_FOUND, crate::view::help::Help::NotFound, ui);
    };
    let hall = app.director.fanout().hall();
    let ballot = query(uri.query(), "ballot")
        .filter(|ballot| hall.papers.contains_key(ballot))
        .or_else(|| hall.current().map(str::to_owned))
        .unwrap_or_default();
    let (held, receipt) = held(&app, &voter, &ballot);
    let paper = hall.papers.get(&ballot);
    let asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .filter(|(name, value)| {
            name == "choice" && paper.is_some_and(|p| p.entries.iter().any(|e| *e == **value))
        })
        .map(|(_, value)| value.into_owned())
        .collect();
    let notice = query(uri.query(), "notice")
        .and_then(|word| notice(&word, paper.map_or(1, |paper| paper.choices as u32)))
        // Only what is really held is ever called counted.
        .filter(|notice| *notice != Notice::Counted || held.is_some());
    let view = VoterView {
        token: &voter.token,
        identity: voter.identity,
        held,
        receipt,
        asked,
        notice,
    };
    own_page(&headers, StatusCode::OK, hall.voter_page(ui, &view))
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

/// `GET /t?code=`: a ticket typed by hand.
pub async fn type_ticket(
    app: State<Arc<App>>,
    ui: Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match query(uri.query(), "code") {
        Some(code) if !code.trim().is_empty() => ticket(app, ui, Path(code), headers).await,
        _ => ask(&app, ui.0, &headers, Join::Ticket, false),
    }
}

/// `GET /t/{code}`: a ticket's QR code.
pub async fn ticket(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    match app.sources.voters.ticket(&code) {
        Some(voter) => joined(&app, &voter),
        None => ask(&app, ui, &headers, Join::Ticket, true),
    }
}

/// `GET /p?code=`: the stage's four digits typed by hand.
pub async fn type_digits(
    app: State<Arc<App>>,
    ui: Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match query(uri.query(), "code") {
        Some(code) if !code.trim().is_empty() => presence(app, ui, Path(code), headers).await,
        _ => ask(&app, ui.0, &headers, Join::Presence, false),
    }
}

/// `GET /p/{code}`: the stage's rotating QR code.
pub async fn presence(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let known = voter_of(&app, &headers).ok().flatten();
    // A phone that has proved to be here stays the same voter when it scans again.
    if let Some(voter) = known
        .as_ref()
        .filter(|v| v.identity == crate::show::programme::Identity::Presence)
    {
        return joined(&app, voter);
    }
    match new_present(&app, &code, known.as_ref()) {
        Ok(Some(voter)) => joined(&app, &voter),
        Ok(None) => ask(&app, ui, &headers, Join::Presence, true),
        Err(problem) => problem.into_response(),
    }
}

fn ask(app: &App, ui: Ui, headers: &HeaderMap, join: Join, wrong: bool) -> Response {
    let hall = app.director.fanout().hall();
    let status = if wrong {
        StatusCode::FORBIDDEN
    } else {
        StatusCode::OK
    };
    own_page(headers, status, hall.join_page(ui, join, wrong))
}

fn joined(app: &App, voter: &Voter) -> Response {
    let address = format!("/v/{}", voter.token);
    let headers = [
        (LOCATION, header(&address)),
        (SET_COOKIE, header(&voter_cookie(app, voter))),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// `GET /receipts/{ballot}?receipt=`: what is recorded under a receipt, once the award is known.
pub async fn receipt(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Path(ballot): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let hall = app.director.fanout().hall();
    if !hall.papers.contains_key(&ballot) {
        return super::page::help(StatusCode::NOT_FOUND, crate::view::help::Help::NotFound, ui);
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
