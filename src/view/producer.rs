//! The producer's desk: holds the envelopes and watches everything, and is veiled like everybody else. No frame and no page
//! of it holds a winner that the hall has not seen; an envelope is opened by a request of its own, which is journalled.

mod alert;
mod ballots;
mod envelopes;
mod evening;
mod journal;
mod links;
mod looks;
mod now;
mod screens;

pub use links::{Keys, Links};

use super::apart::Apart;
use super::label;
use super::trust::fingerprint_lines;
use super::words::Ui;
use super::words::producer::{self as words, Words};
use super::{Frame, Live};
use crate::show::event::Stamped;
use crate::show::programme::{Award, Show};
use crate::show::state::State;
use crate::show::text::Run;
use askama::Template;
use std::collections::BTreeMap;

/// What every part of the desk is drawn from.
#[derive(Clone, Copy)]
struct Desk<'a> {
    state: &'a State,
    live: &'a Live,
    recent: &'a [Stamped],
    ui: Ui,
    w: Words,
    apart: &'a Apart,
}

impl<'a> Desk<'a> {
    fn show(&self) -> &'a Show {
        &self.state.show
    }

    /// An award's name, which no other has.
    fn award(&self, award: &Award) -> Run {
        self.apart.award(award, self.show(), self.ui)
    }

    fn own(&self, text: &crate::show::text::Text) -> Run {
        label::own(text, self.show(), self.ui)
    }
}

/// Template in, HTML out. Rendering into a string cannot fail.
fn html(template: impl Template) -> String {
    template.render().unwrap_or_default()
}

/// What the desk shows now. `recent` is the end of the journal, the oldest event first.
pub fn frame(state: &State, live: &Live, recent: &[Stamped], ui: Ui) -> Frame {
    let apart = Apart::of(&state.show, ui);
    let desk = Desk {
        apart: &apart,
        state,
        live,
        recent,
        ui,
        w: words::words(ui),
    };
    let regions = BTreeMap::from([
        ("alert", alert::region(&desk)),
        ("ballots", ballots::region(&desk)),
        ("choices", envelopes::choices(&desk)),
        ("envelopes", envelopes::region(&desk)),
        ("evening", evening::region(&desk)),
        ("journal", journal::region(&desk)),
        ("keys", links::stamp(state)),
        ("looks", looks::region(&desk)),
        ("now", now::region(&desk)),
        ("screens", screens::region(&desk)),
        ("turnout", ballots::turnout(&desk)),
    ]);
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene: "desk".to_owned(),
        regions,
    }
}

#[derive(Template)]
#[template(path = "producer.html", whitespace = "minimize")]
struct Page<'a> {
    w: Words,
    ui: Ui,
    title: Run,
    date: Option<String>,
    show_id: &'a str,
    links: Vec<links::Row>,
    /// Whether this very page came over HTTPS.
    https: bool,
    /// Whether it could have.
    https_links: bool,
    fingerprint: Vec<String>,
    regions: BTreeMap<&'static str, String>,
    script_words: String,
}

/// How the page is reached.
#[derive(Clone, Copy, Default)]
pub struct Way<'a> {
    /// Whether it came over HTTPS.
    pub https: bool,
    /// Of the show's own authority, where it has one.
    pub fingerprint: Option<&'a str>,
}

/// `/producer`: the shell with its dialogs and links, and the regions as far as the state tells them. Screens and journal
/// come with the first frame, unasked.
pub fn page(state: &State, links: &Links, way: &Way, ui: Ui) -> String {
    let mut regions = frame(state, &Live::default(), &[], ui).regions;
    for coming in ["screens", "journal"] {
        regions.insert(coming, String::new());
    }
    let w = words::words(ui);
    html(Page {
        w,
        ui,
        title: label::own(&state.show.title, &state.show, ui),
        date: label::date(&state.show, ui),
        show_id: &state.show.id,
        links: links::rows(links, w.desk, ui),
        https: way.https,
        https_links: links.producer.starts_with("https:"),
        fingerprint: way.fingerprint.map(fingerprint_lines).unwrap_or_default(),
        regions,
        script_words: label::script_json(w.script),
    })
}

#[cfg(test)]
mod tests;
