//! The plain form: the vote of a phone without script, and the page that says what became of it.

use super::{TICK, own_page, refused};
use crate::http::body::{Reader, Sent};
use crate::http::foyer::Foyer;
use crate::http::meant::origin_is_hidden;
use crate::http::page::header;
use crate::http::voter::{Standing, cast, is_another, lacks, new_device, voter_of};
use crate::show::vote::VoteError;
use crate::view::audience::{Playbill, refused_page};
use crate::voter::Voter;
use crate::words::Ui;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// The largest form that is read, in bytes.
const FORM_BYTES_MAX: usize = 16 * 1024;

/// What a plain form sends.
#[derive(Default)]
struct Form {
    ballot: String,
    choices: Vec<String>,
    voter: Option<String>,
    /// The language of the page that it stood in: without cookies nothing else remembers it.
    ui: Option<Ui>,
}

/// What a plain form has sent, as it would stand in an address.
pub(super) fn form_text(headers: &HeaderMap, Sent(sent): &Sent) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let read = is_form && sent.len() <= FORM_BYTES_MAX;
    read.then(|| String::from_utf8_lossy(sent).into_owned())
}

fn form(headers: &HeaderMap, sent: &Sent) -> Option<Form> {
    let sent = form_text(headers, sent)?;
    let mut form = Form::default();
    for (name, value) in form_urlencoded::parse(sent.as_bytes()) {
        match &*name {
            "ballot" => form.ballot = value.into_owned(),
            "choice" => form.choices.push(value.into_owned()),
            "voter" => form.voter = Some(value.into_owned()),
            "ui" => form.ui = Ui::of_tag(&value),
            _ => {}
        }
    }
    Some(form)
}

/// `GET /vote`, `GET /join`: the language links of a page that answered a form, and a browser that
/// opens its address again, lead back to the ballot.
pub async fn back(Reader(ui): Reader, uri: Uri) -> Redirect {
    let asked = uri.query().unwrap_or_default();
    // Nothing else of the address is taken over: a vote is never a link.
    match asked.split('&').any(|pair| pair.starts_with("ui=")) {
        true => Redirect::to(&format!("/?ui={}", ui.tag())),
        false => Redirect::to("/"),
    }
}

/// `POST /vote`: a form with a token counts; one without is sent on to a page that asks once to
/// confirm.
pub async fn vote(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    let answer = answer(&foyer, ui, &headers, &sent).await;
    answer.unwrap_or_else(|why| refused(&foyer, &uri, &headers, why.into()))
}

async fn answer(
    foyer: &Foyer,
    ui: Ui,
    headers: &HeaderMap,
    sent: &Sent,
) -> Result<Response, VoteError> {
    let form = form(headers, sent).ok_or(VoteError::Unreadable)?;
    // Said in the address only where the browser would ask for another.
    let said = form.ui.filter(|said| *said != ui);
    let ui = form.ui.unwrap_or(ui);
    let hall = foyer.hall();
    let written = form.voter.as_deref().filter(|token| !token.is_empty());
    let voter = match written {
        Some(token) => foyer.voters(&hall).verify(token),
        None => voter_of(foyer, headers),
    };
    let playbill = &hall.bulletin.playbill;
    let ballot = sole_ballot(playbill, form.ballot);
    let paper = playbill.paper(&ballot);
    // What the paper really has of these.
    let chosen = paper.map(|_| playbill.known(&form.choices));
    let chosen = chosen.unwrap_or_default();
    let Some(voter) = voter else {
        if let Some(token) = written {
            return Err(foyer.unknown(token));
        }
        let voter = new_device(foyer)?;
        // Who has to show something first has nothing to confirm yet.
        if let Some(lacking) = paper.and_then(|paper| lacks(paper, &voter)) {
            return told((&voter, said), &ballot, Err(lacking), &chosen);
        }
        return Ok(sent_on((&voter, said), &ballot, ("choice", &chosen), None));
    };
    // A page that was handed around would make one ballot of many people's, and tell each of them
    // that it counts.
    if is_another(foyer, headers, &voter) {
        return Ok(own_page(
            headers,
            StatusCode::FORBIDDEN,
            refused_page(&hall.bulletin, ui, VoteError::OtherPhone),
        ));
    }
    if written.is_none() && origin_is_hidden(headers) {
        return Ok(sent_on((&voter, said), &ballot, ("choice", &chosen), None));
    }
    let outcome = cast(foyer, &hall, &voter, &ballot, form.choices, None).await;
    told((&voter, said), &ballot, outcome, &chosen)
}

/// Sends a form on to the page that says what became of it. What has to be sent once more stays
/// ticked there.
fn told(
    guest: (&Voter, Option<Ui>),
    ballot: &str,
    outcome: Result<Standing, VoteError>,
    chosen: &[String],
) -> Result<Response, VoteError> {
    let notice = match outcome {
        // The page says it where it would say "counted".
        Ok(standing) if standing.excluded => "excluded",
        Ok(standing) if standing.counted => "counted",
        Ok(_) => "superseded",
        Err(VoteError::NoBallot) => return Err(VoteError::NoBallot),
        Err(why) => why.notice(),
    };
    let ticked = match notice {
        "excluded" | "counted" | "superseded" | "late" => &[],
        _ => chosen,
    };
    Ok(sent_on(guest, ballot, (TICK, ticked), Some(notice)))
}

/// A form that names no ballot means the only one there is.
fn sole_ballot(playbill: &Playbill, named: String) -> String {
    match (named.is_empty(), playbill.ballots.as_slice()) {
        (true, [sole]) => sole.id.clone(),
        _ => named,
    }
}

fn sent_on(
    (voter, said): (&Voter, Option<Ui>),
    ballot: &str,
    (name, choices): (&str, &[String]),
    notice: Option<&str>,
) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(said.map(|ui| ("ui", ui.tag())));
    query.append_pair("ballot", ballot);
    query.extend_pairs(choices.iter().map(|choice| (name, choice)));
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
