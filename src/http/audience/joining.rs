//! How a phone shows what a ballot asks for: a printed ticket, or the code on stage.

use super::form::form_text;
use super::{TICK, entries, own_page, refused};
use crate::http::body::{Reader, Sent, Typed};
use crate::http::foyer::Foyer;
use crate::http::page::{header, query};
use crate::http::voter::{
    Present, has_voted, is_at_stake, is_typed, kept, present, voter_cookie, voter_of,
};
use crate::show::programme::Identity;
use crate::show::vote::VoteError;
use crate::view::audience::{Swap, join_page, refused_page, swap_page};
use crate::voter::Voter;
use crate::words::Ui;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /t?code=`: a ticket typed by hand.
pub async fn type_ticket(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    typed(&foyer, ui, &headers, Identity::Ticket, uri.query())
}

/// `GET /t/{code}`: a ticket's QR code.
pub async fn ticket(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Typed(code): Typed,
    headers: HeaderMap,
) -> Response {
    Joining::of(&foyer, ui, &headers, Identity::Ticket, None).show(&code)
}

/// `GET /p?code=`: the stage's four digits typed by hand.
pub async fn type_digits(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    typed(&foyer, ui, &headers, Identity::Presence, uri.query())
}

/// `GET /p/{code}`: the stage's rotating QR code.
pub async fn presence(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Typed(code): Typed,
    headers: HeaderMap,
) -> Response {
    Joining::of(&foyer, ui, &headers, Identity::Presence, None).show(&code)
}

fn typed(
    foyer: &Foyer,
    ui: Ui,
    headers: &HeaderMap,
    kind: Identity,
    asked: Option<&str>,
) -> Response {
    let join = Joining::of(foyer, ui, headers, kind, asked);
    if kind.is_on_stage() && !foyer.votes(&foyer.hall()).is_hall() {
        return join.nowhere();
    }
    match query(asked, "code") {
        Some(code) if !code.trim().is_empty() => join.show(&code),
        _ => join.ask(None),
    }
}

/// `POST /join`: whoever was asked gives up what the phone holds for another code.
pub async fn join(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    let Some(sent) = form_text(&headers, &sent) else {
        return refused(&foyer, &uri, &headers, VoteError::Unreadable.into());
    };
    let field = |name| query(Some(&sent), name);
    let ui = field("ui").as_deref().and_then(Ui::of_tag).unwrap_or(ui);
    let mut kinds = Identity::ALL.into_iter();
    let shown = kinds.find_map(|kind| Some((kind, field(kind.proof()?.field)?)));
    let (kind, code) = shown.unwrap_or((Identity::Presence, String::new()));
    let mut join = Joining::of(&foyer, ui, &headers, kind, Some(&sent));
    join.instead = field("instead");
    join.show(&code)
}

/// Somebody who shows a code.
struct Joining<'a> {
    foyer: &'a Foyer,
    ui: Ui,
    headers: &'a HeaderMap,
    kind: Identity,
    /// What was chosen before it was asked for.
    ticked: Vec<String>,
    /// The token that is to be given up, by one who was asked.
    instead: Option<String>,
}

impl<'a> Joining<'a> {
    fn of(
        foyer: &'a Foyer,
        ui: Ui,
        headers: &'a HeaderMap,
        kind: Identity,
        query: Option<&str>,
    ) -> Self {
        Joining {
            foyer,
            ui,
            headers,
            kind,
            ticked: entries(&foyer.hall().bulletin, query, TICK),
            instead: None,
        }
    }

    fn show(&self, code: &str) -> Response {
        match self.kind {
            Identity::Device => self.ask(None),
            Identity::Ticket => self.ticket(code),
            Identity::Presence => self.presence(code),
        }
    }

    fn ticket(&self, code: &str) -> Response {
        match self.foyer.voters(&self.foyer.hall()).ticket(code) {
            Some(voter) => {
                let question = self.question(Some(&voter), code);
                question.unwrap_or_else(|| self.joined(&voter))
            }
            None => self.ask(Some(VoteError::WrongCode(self.kind))),
        }
    }

    fn presence(&self, code: &str) -> Response {
        let known = voter_of(self.foyer, self.headers);
        match present(self.foyer, code, known.as_ref()) {
            Ok(Some(shown)) => self.shown(shown, code),
            Ok(None) if is_typed(code) => self.ask(Some(VoteError::WrongCode(self.kind))),
            Ok(None) => self.ask(Some(VoteError::StaleCode)),
            Err(VoteError::NoBallot) => self.nowhere(),
            Err(why) => self.held_up(why),
        }
    }

    /// Outside the hall no ballot takes what the stage shows.
    fn nowhere(&self) -> Response {
        let hall = self.foyer.hall();
        let page = refused_page(&hall.bulletin, self.ui, VoteError::NoReceipts);
        own_page(self.headers, StatusCode::NOT_FOUND, page)
    }

    /// Whoever is asked has not joined yet, however often they look at the question.
    fn shown(&self, shown: Present, code: &str) -> Response {
        let same = match &shown {
            Present::Known(voter) => Some(voter),
            Present::New { .. } => None,
        };
        if let Some(question) = self.question(same, code) {
            return question;
        }
        match shown.let_in(self.foyer) {
            Ok(voter) => self.joined(&voter),
            Err(why) => self.held_up(why),
        }
    }

    /// Somebody in the hall reads this, and may have done nothing wrong: others' guesses and joins
    /// count too.
    fn held_up(&self, why: VoteError) -> Response {
        let mut page = self.ask(Some(why));
        let soon = HeaderValue::from_static("10");
        page.headers_mut().insert(RETRY_AFTER, soon);
        page
    }

    fn ask(&self, tried: Option<VoteError>) -> Response {
        let hall = self.foyer.hall();
        let status = tried.and_then(|why| StatusCode::from_u16(why.status()).ok());
        let page = join_page(&hall.bulletin, self.ui, self.kind, tried, &self.ticked);
        own_page(self.headers, status.unwrap_or(StatusCode::OK), page)
    }

    /// What whoever would lose another voter's token is asked first, for the code may have come
    /// with somebody else's link. `voter` is who they would become; none stands for a new one.
    fn question(&self, voter: Option<&Voter>, code: &str) -> Option<Response> {
        let held = kept(self.foyer, self.headers)?;
        let same = voter.is_some_and(|voter| voter.token == held.token);
        let agreed = self.instead.as_deref() == Some(&*held.token);
        if same || agreed || !is_at_stake(self.foyer, &held) {
            return None;
        }
        let hall = self.foyer.hall();
        let swap = Swap {
            field: self.kind.proof().map_or("", |proof| proof.field),
            code,
            instead: &held.token,
            voted: has_voted(self.foyer, &hall.bulletin.playbill, &held),
            ticked: &self.ticked,
        };
        let page = swap_page(&hall.bulletin, self.ui, &swap);
        Some(own_page(self.headers, StatusCode::OK, page))
    }

    fn joined(&self, voter: &Voter) -> Response {
        let mut address = format!("/v/{}", voter.token);
        if !self.ticked.is_empty() {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(self.ticked.iter().map(|id| (TICK, id)));
            address = format!("{address}?{}", query.finish());
        }
        let headers = [
            (LOCATION, header(&address)),
            (SET_COOKIE, header(&voter_cookie(self.foyer, voter))),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}
