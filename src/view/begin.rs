//! The page that a new show begins on: five questions.

use crate::show::file::begin::{FirstShow, LANGUAGES};
use crate::words::Ui;
use crate::words::begin::BeginWords;
use askama::Template;

#[derive(Template)]
#[template(path = "begin.html", whitespace = "minimize")]
struct BeginPage<'a> {
    w: &'static BeginWords,
    ui: Ui,
    /// What opens the form; none where whoever came has no key.
    key: Option<&'a str>,
    /// What was typed.
    typed: &'a FirstShow,
    languages: Vec<(&'static str, &'static str)>,
    /// What is missing.
    error: Option<String>,
}

/// The form, with what was typed and what is missing.
pub fn form(ui: Ui, key: &str, typed: &FirstShow, error: Option<String>) -> String {
    page(ui, Some(key), typed, error)
}

/// For whoever has not come by the link.
pub fn locked(ui: Ui) -> String {
    let why = ui.words().begin.locked.to_owned();
    page(ui, None, &FirstShow::default(), Some(why))
}

/// The show is there, and this is not the way to it.
pub fn made(ui: Ui) -> String {
    let links = ui.words().begin.made.to_owned();
    page(ui, None, &FirstShow::default(), Some(links))
}

fn page(ui: Ui, key: Option<&str>, typed: &FirstShow, error: Option<String>) -> String {
    let w = &ui.words().begin;
    let languages = LANGUAGES.into_iter().zip(w.offered).collect();
    let page = BeginPage {
        w,
        ui,
        key,
        typed,
        languages,
        error,
    };
    page.render().unwrap_or_default()
}
