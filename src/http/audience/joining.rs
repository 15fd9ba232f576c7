//! How a phone shows what a ballot asks for: a printed ticket, or the code on stage.

use super::form::{form_text, no_form};
use super::{TICK, entries, own_page, refused};
use crate::http::body::{Reader, Typed};
use crate::http::error::Problem;
use crate::http::foyer::Foyer;
use crate::http::page::{header, query};
use crate::http::voter::{
    Present, has_voted, is_at_stake, is_typed, kept, present, voter_cookie, voter_of,
};
use crate::view::audience::{Join, Swap, Tried, join_page, swap_page};
use crate::voter::Voter;
use crate::words::Ui;
use axum::extract::{Request, State};
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
    let join = Joining::of(&foyer, ui, &headers, Join::Ticket, uri.query());
    match query(uri.query(), "code") {
        Some(code) if !code.trim().is_empty() => join.ticket(&code),
        _ => join.ask(Tried::Nothing),
    }
}

/// `GET /t/{code}`: a ticket's QR code.
pub async fn ticket(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Typed(code): Typed,
    headers: HeaderMap,
) -> Response {
    Joining::of(&foyer, ui, &headers, Join::Ticket, None).ticket(&code)
}

/// `GET /p?code=`: the stage's four digits typed by hand.
pub async fn type_digits(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let join = Joining::of(&foyer, ui, &headers, Join::Presence, uri.query());
    match query(uri.query(), "code") {
        Some(code) if !code.trim().is_empty() => join.presence(&code),
        _ => join.ask(Tried::Nothing),
    }
}

/// `GET /p/{code}`: the stage's rotating QR code.
pub async fn presence(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Typed(code): Typed,
    headers: HeaderMap,
) -> Response {
    Joining::of(&foyer, ui, &headers, Join::Presence, None).presence(&code)
}

/// `POST /join`: whoever was asked gives up what the phone holds for another code.
pub async fn join(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let uri = request.uri().clone();
    let Some(sent) = form_text(request).await else {
        return refused(&foyer, &uri, &headers, no_form());
    };
    let field = |name| query(Some(&sent), name);
    let ui = field("ui").as_deref().and_then(Ui::of_tag).unwrap_or(ui);
    let (kind, code) = match field("ticket") {
        Some(code) => (Join::Ticket, code),
        None => (Join::Presence, field("digits").unwrap_or_default()),
    };
    let mut join = Joining::of(&foyer, ui, &headers, kind, Some(&sent));
    join.instead = field("instead");
    match kind {
        Join::Ticket => join.ticket(&code),
        Join::Presence => join.presence(&code),
    }
}

/// Somebody who shows a code.
struct Joining<'a> {
    foyer: &'a Foyer,
    ui: Ui,
    headers: &'a HeaderMap,
    kind: Join,
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
        kind: Join,
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

    fn ticket(&self, code: &str) -> Response {
        match self.foyer.voters.ticket(code) {
            Some(voter) => {
                let question = self.question(Some(&voter), code);
                question.unwrap_or_else(|| self.joined(&voter))
            }
            None => self.ask(Tried::Wrong),
        }
    }

    fn presence(&self, code: &str) -> Response {
        let known = voter_of(self.foyer, self.headers).ok().flatten();
        match present(self.foyer, code, known.as_ref()) {
            Ok(Some(shown)) => self.shown(shown, code),
            Ok(None) if is_typed(code) => self.ask(Tried::Wrong),
            Ok(None) => self.ask(Tried::Stale),
            Err(problem) => self.held_up(&problem),
        }
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
            Err(problem) => self.held_up(&problem),
        }
    }

    /// Somebody in the hall reads this, and may have done nothing wrong: others' guesses and joins
    /// count too.
    fn held_up(&self, problem: &Problem) -> Response {
        let mut page = self.ask(match problem.status {
            StatusCode::TOO_MANY_REQUESTS => Tried::TooMany,
            _ => Tried::Full,
        });
        *page.status_mut() = problem.status;
        let soon = HeaderValue::from_static("10");
        page.headers_mut().insert(RETRY_AFTER, soon);
        page
    }

    fn ask(&self, tried: Tried) -> Response {
        let hall = self.foyer.hall();
        let status = match tried {
            Tried::Nothing => StatusCode::OK,
            _ => StatusCode::FORBIDDEN,
        };
        let page = join_page(&hall.bulletin, self.ui, self.kind, tried, &self.ticked);
        own_page(self.headers, status, page)
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
            field: match self.kind {
                Join::Ticket => "ticket",
                Join::Presence => "digits",
            },
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
