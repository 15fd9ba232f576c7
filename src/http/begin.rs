//! A new show: five questions, asked in the browser before there is anything to serve.

use super::page::{header, html, policy, query};
use crate::folder::Folder;
use crate::show::file::begin::FirstShow;
use crate::view::begin;
use crate::words::Ui;
use axum::Form;
use axum::extract::State;
use axum::http::header::{ACCEPT_LANGUAGE, CONNECTION, CONTENT_SECURITY_POLICY, HOST, LOCATION};
use axum::http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// The producer's address, where a key may be sent to it in the clear; or why there is none.
type MakeDesk = dyn Fn() -> Result<Option<String>, String> + Send + Sync;

/// A folder in which a show is to begin.
pub struct Begin {
    folder: Folder,
    /// What opens the page: it stands in the terminal.
    key: String,
    /// Makes the folder's keys, once the show is there.
    made: Box<MakeDesk>,
    /// One show is made, however many browsers ask for it.
    turn: Mutex<()>,
    is_made: AtomicBool,
    done: Notify,
}

impl Begin {
    pub fn new(folder: Folder, key: String, made: Box<MakeDesk>) -> Self {
        Begin {
            folder,
            key,
            made,
            turn: Mutex::new(()),
            is_made: AtomicBool::new(false),
            done: Notify::new(),
        }
    }

    /// Waits until the show is there, with its keys.
    pub async fn made(&self) {
        self.done.notified().await;
    }

    pub fn is_made(&self) -> bool {
        self.is_made.load(Ordering::SeqCst)
    }
}

/// The form as it is sent.
#[derive(Deserialize)]
pub struct BeginForm {
    #[serde(default)]
    key: String,
    #[serde(default)]
    ui: String,
    /// Asks for the page in this language, with what was typed.
    ask: Option<String>,
    #[serde(flatten)]
    typed: FirstShow,
}

pub async fn page(State(begin): State<Arc<Begin>>, headers: HeaderMap, uri: Uri) -> Response {
    let ui = reader(&headers);
    if query(uri.query(), "key").as_deref() != Some(&begin.key) {
        return dressed(&headers, html(StatusCode::UNAUTHORIZED, begin::locked(ui)));
    }
    let page = begin::form(ui, &begin.key, &FirstShow::default(), None);
    dressed(&headers, html(StatusCode::OK, page))
}

/// Writes the show, and sends whoever made it on to the producer's desk.
pub async fn answers(
    State(begin): State<Arc<Begin>>,
    headers: HeaderMap,
    Form(answers): Form<BeginForm>,
) -> Response {
    let BeginForm {
        key,
        ui,
        ask,
        typed,
    } = answers;
    let ui = Ui::of_tag(ask.as_deref().unwrap_or(&ui)).unwrap_or_else(|| reader(&headers));
    if key != begin.key {
        return dressed(&headers, html(StatusCode::UNAUTHORIZED, begin::locked(ui)));
    }
    let again = |status, why| {
        let page = begin::form(ui, &begin.key, &typed, why);
        dressed(&headers, html(status, page))
    };
    if ask.is_some() {
        return again(StatusCode::OK, None);
    }
    let mut answer = match begin.write(&typed, ui) {
        Err(why) => return again(StatusCode::UNPROCESSABLE_ENTITY, Some(why)),
        Ok(Some(desk)) => (StatusCode::SEE_OTHER, [(LOCATION, header(&desk))]).into_response(),
        Ok(None) => dressed(&headers, html(StatusCode::OK, begin::made(ui))),
    };
    // The show answers on the same port, over a connection of its own.
    let close = HeaderValue::from_static("close");
    answer.headers_mut().insert(CONNECTION, close);
    answer
}

impl Begin {
    /// Whoever presses twice, or after somebody else, is sent to the same show.
    fn write(&self, typed: &FirstShow, ui: Ui) -> Result<Option<String>, String> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let w = &ui.words().begin;
        if !self.is_made() {
            let text = typed.file().map_err(w.error)?;
            self.folder.judge(&text).map_err(|why| why.whole())?;
            let written = self.folder.begin(&text);
            written.map_err(|error| (w.not_written)(&error.to_string()))?;
        }
        let desk = (self.made)()?;
        self.is_made.store(true, Ordering::SeqCst);
        self.done.notify_one();
        Ok(desk)
    }
}

/// Anything else: there is no show yet.
pub async fn locked(headers: HeaderMap) -> Response {
    let page = begin::locked(reader(&headers));
    dressed(&headers, html(StatusCode::NOT_FOUND, page))
}

/// The language of whoever reads: what the browser asks for.
fn reader(headers: &HeaderMap) -> Ui {
    let asked = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|all| all.to_str().ok());
    Ui::for_reader(asked.unwrap_or_default(), &[], &Ui::ALL)
}

/// With the headers of every page.
fn dressed(headers: &HeaderMap, mut page: Response) -> Response {
    let policy = policy(headers.get(HOST), None);
    page.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        page.headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    page
}
