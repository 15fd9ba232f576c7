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
use std::sync::Arc;
use tokio::sync::Notify;

/// Of the host that a browser asked for: the producer's address, or why there is none.
type MakeDesk = dyn Fn(&str) -> Result<String, String> + Send + Sync;

/// A folder in which a show is to begin.
pub struct Begin {
    folder: Folder,
    /// What opens the page: it stands in the terminal.
    key: String,
    /// Makes the folder's keys, once the show is there.
    made: Box<MakeDesk>,
    /// The show is there.
    pub done: Notify,
}

impl Begin {
    pub fn new(folder: Folder, key: String, made: Box<MakeDesk>) -> Self {
        let done = Notify::new();
        Begin {
            folder,
            key,
            made,
            done,
        }
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
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    match begin.write(&typed, ui, host.unwrap_or_default()) {
        Err(why) => again(StatusCode::UNPROCESSABLE_ENTITY, Some(why)),
        Ok(desk) => {
            begin.done.notify_one();
            // The show answers on the same port, over a connection of its own.
            let close = (CONNECTION, HeaderValue::from_static("close"));
            let on = [(LOCATION, header(&desk)), close];
            (StatusCode::SEE_OTHER, on).into_response()
        }
    }
}

impl Begin {
    fn write(&self, typed: &FirstShow, ui: Ui, host: &str) -> Result<String, String> {
        let w = &ui.words().begin;
        let text = typed.file().map_err(w.error)?;
        self.folder.judge(&text).map_err(|why| why.whole())?;
        let written = self.folder.begin(&text);
        match written.map_err(|error| (w.not_written)(&error.to_string()))? {
            false => Err(w.made.to_owned()),
            true => (self.made)(host),
        }
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
