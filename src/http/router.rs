//! Every URL on one page.

use super::access::ComesHere;
use super::api::acting::admit;
use super::api::{
    self, asrun, ballot, decide, envelope, evening, keys, message, note, screen, show, show_file,
    vote,
};
use super::begin::Begin;
use super::body::{Reader, offered};
use super::error::Problem;
use super::foyer::Foyer;
use super::front::Front;
use super::guess::slow_guesses;
use super::page::help;
use super::stranger::slow_strangers;
use super::{App, audience, begin, chair, crew, health, jury, mc, media, overlay, print, producer};
use super::{results, stage, theme, trust};
use crate::control::Act;
use crate::show::who::Who;
use crate::view::help::Help;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use prometheus_client::registry::Registry;
use std::sync::Arc;

/// All routes of the server.
pub fn router(app: Arc<App>) -> Front {
    let foyer = app.foyer.clone();
    let keyed = house(&app).route_layer(from_fn_with_state(app.clone(), slow_guesses));
    let open = screens().route_layer(from_fn_with_state(app.clone(), slow_strangers));
    let routes = keyed.merge(open).with_state(app);
    behind_front(routes.merge(hall().with_state(foyer.clone())), foyer, true)
}

/// The audience's routes alone, for a port that a tunnel or a relay may reach.
pub fn audience_router(foyer: Arc<Foyer>) -> Front {
    behind_front(hall().with_state(foyer.clone()), foyer, false)
}

/// The jury's routes alone, for judging from home: nobody runs the show by this port.
pub fn jury_router(app: Arc<App>) -> Front {
    let foyer = app.foyer.clone();
    let calls = judging().into_iter().chain(scoring());
    let keyed = admitted(&app, Who::judges, jurors(), calls);
    let keyed = keyed.route_layer(from_fn_with_state(app.clone(), slow_guesses));
    let files = files().with_state(foyer.clone());
    behind_front(keyed.with_state(app).merge(files), foyer, false).without_votes()
}

/// `/metrics` alone, with all that `told` has, for a port of its operator's.
pub fn metrics_router(
    foyer: Arc<Foyer>,
    told: impl Fn() -> Registry + Clone + Send + Sync + 'static,
) -> Front {
    let answer = async move || health::exposition(&told());
    let routes = Router::new().route("/metrics", get(answer));
    behind_front(routes, foyer, false).without_votes()
}

/// The five questions alone, for a folder that holds no show yet: there is nothing else to be had.
pub fn begin_router(begin: Arc<Begin>) -> Router {
    Router::new()
        .route("/begin", get(begin::page).post(begin::answers))
        .with_state(begin)
        .nest_service("/static", statics())
        .fallback(begin::locked)
}

/// What the audience, the press and the public need.
fn hall() -> Router<Arc<Foyer>> {
    Router::new()
        .route("/", get(audience::page))
        .route("/vote", get(audience::back).post(audience::vote))
        .route("/v/{token}", get(audience::voter))
        .route("/t", get(audience::type_ticket))
        .route("/t/{code}", get(audience::ticket))
        .route("/join", get(audience::back).post(audience::join))
        .route("/p", get(audience::type_digits))
        .route("/p/{code}", get(audience::presence))
        .route("/receipts/{ballot}", get(audience::receipt))
        .route("/results", get(results::page))
        .route("/live/audience", get(audience::live))
        .route("/api/show", get(show::show))
        .route("/api/hall", get(vote::hall))
        .route("/api/join", post(vote::join))
        .route("/api/vote", get(vote::held).post(vote::vote))
        .route("/api/results", get(results::api))
        .route("/healthz", get(health::healthz))
        .merge(files())
}

/// What pages are made of.
fn files() -> Router<Arc<Foyer>> {
    Router::new()
        .route("/media/{*path}", get(media::file))
        .route("/theme.css", get(theme::sheet))
        .route("/favicon.ico", get(media::icon))
        .nest_service("/static", statics())
}

/// The pages of the jury.
fn jurors() -> Router<Arc<App>> {
    Router::new()
        .route("/jury", get(jury::page))
        .route("/jury/enter", post(jury::enter))
        .route("/chair", get(chair::page))
        .route("/chair/enter", post(chair::enter))
        .route("/live/jury", get(jury::live))
        .route("/live/chair", get(chair::live))
}

/// What those who run the show need.
fn house(app: &Arc<App>) -> Router<Arc<App>> {
    let pages = Router::new()
        // The people and their screens
        .route("/stage", get(stage::page))
        .route("/overlay", get(overlay::page))
        .route("/mc", get(mc::page))
        .route("/producer", get(producer::page))
        .route("/producer/preview", get(producer::preview))
        .route("/crew", get(crew::page))
        .route("/live/mc", get(mc::live))
        .route("/live/producer", get(producer::live))
        .route("/live/crew", get(crew::live))
        // Learning to trust the show's own certificates
        .route("/trust", get(trust::page))
        .route("/trust/palmares.crt", get(trust::certificate))
        .route("/trust/palmares.mobileconfig", get(trust::profile))
        // About the server
        .route("/api/openapi.json", get(api::openapi))
        .route("/metrics", get(health::metrics));
    let calls = running()
        .into_iter()
        .chain(answering())
        .chain(judging())
        .chain(scoring());
    admitted(app, |_| true, pages.merge(jurors()), calls)
}

/// These pages, and calls that are open to whoever may do what they do and comes by this door.
fn admitted(
    app: &Arc<App>,
    comes_here: ComesHere,
    pages: Router<Arc<App>>,
    calls: impl Iterator<Item = (Act, Router<Arc<App>>)>,
) -> Router<Arc<App>> {
    calls.fold(pages, |all, (act, calls)| {
        let door = (app.clone(), act, comes_here);
        all.merge(calls.route_layer(from_fn_with_state(door, admit)))
    })
}

/// Calls that run the show, by what they do.
fn running() -> [(Act, Router<Arc<App>>); 10] {
    let read = Router::new()
        .route("/api/rundown", get(show::rundown))
        .route("/api/asrun", get(asrun::asrun))
        .route("/print/asrun", get(print::asrun));
    let ballot = Router::new().route("/api/ballots/{id}", get(ballot::get));
    let stage = Router::new()
        .route("/api/go", post(show::go))
        .route("/api/back", post(show::back))
        .route("/api/goto", post(show::goto))
        .route("/api/blackout", post(show::blackout))
        .route("/api/card", post(show::card));
    let ballots = Router::new()
        .route("/api/ballots/{id}/open", post(ballot::open))
        .route("/api/ballots/{id}/extend", post(ballot::extend))
        .route("/api/ballots/{id}/close", post(ballot::close))
        .route("/api/ballots/{id}/reopen", post(ballot::reopen));
    let alarm = Router::new()
        .route("/api/wrong-envelope", post(envelope::wrong))
        .route("/api/envelopes/{award}/stands", post(envelope::stands));
    let message = Router::new().route("/api/message", post(message::message));
    let note = Router::new().route("/api/note", post(note::note));
    let answer = Router::new().route("/api/note/seen", post(note::seen));
    let rewind = Router::new().route("/api/rewind", post(evening::rewind));
    let resume = Router::new().route("/api/resume", post(evening::resume));
    [
        (Act::Read, read),
        (Act::ReadBallot, ballot),
        (Act::MoveStage, stage),
        (Act::RunBallot, ballots),
        (Act::RaiseAlarm, alarm),
        (Act::RaiseMessage, message),
        (Act::GiveNote, note),
        (Act::AnswerNote, answer),
        (Act::Rewind, rewind),
        (Act::Resume, resume),
    ]
}

/// Calls that somebody answers for, by what they do.
fn answering() -> [(Act, Router<Arc<App>>); 11] {
    let sealing = Router::new()
        .route("/api/ballots/{id}/hall-alone", post(ballot::hall_alone))
        .route("/api/envelopes/{award}", post(envelope::seal))
        .route("/api/envelopes/{award}/correct", post(envelope::correct))
        .route("/api/envelopes/{award}/release", post(envelope::release));
    let screens = Router::new()
        .route("/api/screens/{id}", post(evening::screen))
        .route("/api/screens/{id}/identify", post(screen::identify))
        .route("/api/launcher", get(screen::launcher));
    let keys = Router::new()
        .route("/api/keys/{role}/revoke", post(keys::revoke))
        .route("/api/keys/jury/{id}/revoke", post(keys::revoke_juror));
    let open = Router::new().route("/api/envelopes/{award}/open", post(envelope::open));
    let tally = Router::new().route("/api/ballots/{id}/tally", get(ballot::tally));
    let exclude = Router::new().route("/api/ballots/{id}/exclude", post(ballot::exclude));
    let export = Router::new().route("/api/export", get(evening::export));
    let doors = Router::new().route("/api/doors", post(evening::doors));
    let rehearse = Router::new()
        .route("/api/rehearsal", post(evening::rehearsal))
        .route("/print/contact", get(print::contact));
    let ready = Router::new().route("/api/ready", get(api::ready::ready));
    let file = Router::new()
        .route("/api/reread", post(evening::reread))
        .route("/api/show/file", get(show_file::file))
        .route("/api/show/workbook", get(show_file::workbook))
        .route("/api/show/edit", post(show_file::edit))
        .route("/api/show/media", post(show_file::media))
        .route("/api/show/import", post(show_file::import))
        .route("/api/show/undo", post(show_file::undo))
        .route("/api/show/redo", post(show_file::redo));
    [
        (Act::Decide, sealing),
        (Act::RunScreens, screens),
        (Act::ReplaceKey, keys),
        (Act::OpenEnvelope, open),
        (Act::LookAtTally, tally),
        (Act::Export, export),
        (Act::Exclude, exclude),
        (Act::Doors, doors),
        (Act::Rehearse, rehearse),
        (Act::SeeReadiness, ready),
        (Act::Reread, file),
    ]
}

/// What the jury's chair looks at and prints, by what it takes.
fn judging() -> [(Act, Router<Arc<App>>); 3] {
    let looks = Router::new()
        .route("/chair/matrix", post(chair::matrix))
        .route("/chair/rules", post(chair::rules))
        .route("/chair/paper/{juror}", post(chair::paper));
    let decisions = Router::new()
        .route("/chair/prizes", post(chair::prizes))
        .route("/print/record", get(print::record));
    let prints = Router::new().route("/print/scoresheets", get(print::scoresheets));
    [
        (Act::SeeMatrix, looks),
        (Act::OpenDecisions, decisions),
        (Act::PrintSheets, prints),
    ]
}

/// What jurors and their chair call, by what it takes.
fn scoring() -> [(Act, Router<Arc<App>>); 6] {
    let score = Router::new()
        .route("/api/jury/sheet", get(api::jury::sheet))
        .route("/api/jury/score", post(api::jury::score))
        .route("/api/jury/recuse", post(api::jury::recuse))
        .route("/api/jury/note", post(api::jury::note))
        .route("/api/jury/sign", post(api::jury::sign))
        .route("/api/jury/unsign", post(api::jury::unsign))
        .route_layer(from_fn(api::jury::of_the_same_juror));
    let lead = Router::new()
        .route("/api/jury/reopen", post(api::jury::chair::reopen))
        .route("/api/jury/absent", post(api::jury::chair::absent))
        .route("/api/jury/conflict", post(api::jury::chair::conflict))
        .route("/api/jury/paper", post(api::jury::chair::paper))
        .route("/api/jury/move", post(api::jury::chair::move_sheet))
        .route("/api/jury/void", post(api::jury::chair::void))
        .route("/api/jury/close", post(api::jury::chair::close));
    let see = Router::new().route("/api/jury/matrix", get(api::jury::matrix::matrix));
    let devices = Router::new().route("/api/jury/device", post(api::jury::chair::device));
    let decide = Router::new().route("/api/jury/decide", post(decide::decide));
    let shortlist = Router::new().route("/api/shortlist", post(api::shortlist::shortlist));
    [
        (Act::Score, score),
        (Act::LeadJury, lead),
        (Act::SeeMatrix, see),
        (Act::RunDevices, devices),
        (Act::DecideAsChair, decide),
        (Act::Shortlist, shortlist),
    ]
}

/// Live screens that anybody may open.
fn screens() -> Router<Arc<App>> {
    Router::new()
        .route("/live/stage", get(stage::live))
        .route("/live/overlay", get(overlay::live))
}

/// What leads nowhere is answered too, and everything goes through the front door. `described`:
/// whether the list of all calls is among the routes.
fn behind_front(routes: Router, foyer: Arc<Foyer>, described: bool) -> Front {
    let house = foyer.clone();
    let told = move |problem: Problem| match described {
        true => problem,
        false => problem.undescribed(),
    };
    let not_so = async move |uri: Uri, headers: HeaderMap| {
        audience::refused(&house, &uri, &headers, told(Problem::method_not_allowed()))
    };
    let hall = foyer.clone();
    let nowhere = async move |uri: Uri, headers: HeaderMap| {
        let Reader(ui) = Reader::of(&hall, &uri, &headers);
        if uri.path().starts_with("/api/") {
            return told(Problem::not_found()).into_response();
        }
        let offered = offered(&hall.hall(), uri.path());
        help(StatusCode::NOT_FOUND, Help::NotFound, ui, offered)
    };
    let routes = routes.fallback(nowhere).method_not_allowed_fallback(not_so);
    Front::of(foyer, routes)
}

/// Scripts and styles are asked for anew each time (an answer of "unchanged" is short), so that a
/// screen never mixes two versions.
pub(super) fn statics() -> Router {
    memory_serve::load!()
        .index_file(None)
        .cache_control(memory_serve::CacheControl::NoCache)
        .into_router()
}
