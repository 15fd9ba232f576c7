//! The producer's desk: holds the envelopes and watches everything, and is veiled like everybody
//! else. No frame and no page of it holds a winner that the hall has not seen; an envelope is
//! opened by a request of its own, which is journalled.

mod after;
mod alert;
mod ballots;
mod envelopes;
mod evening;
pub(super) mod journal;
mod late;
mod links;
mod looks;
mod messages;
mod now;
mod order;
mod prepare;
mod ready;
mod rehearsal;
mod screens;
pub mod workbook;

pub use links::{LinkKeys, Links};

use super::apart::Apart;
use super::trust::fingerprint_lines;
use super::{Frame, Live, Redraw, Regions, Unapplied, named};
use super::{label, note};
use crate::show::event::Stamped;
use crate::show::programme::{Award, Show};
use crate::show::state::State;
use crate::show::text::{Lang, Run};
use crate::words::Ui;
use crate::words::mc::McWords;
use crate::words::note::NoteWords;
use crate::words::producer::ProducerWords;
use crate::words::producer::script::ScriptWords;
use askama::Template;
use std::collections::BTreeMap;

/// What every part of the desk is drawn from.
#[derive(Clone, Copy)]
struct Desk<'a> {
    /// Of the evening, or of what is on stage.
    state: &'a State,
    live: &'a Live,
    recent: &'a [Stamped],
    ui: Ui,
    w: ProducerWords,
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

/// A region of many rows is sent row by row: itself it only keeps a place for each, in their order.
struct Rows {
    name: &'static str,
    /// Each an element that carries the row's name, under a number that it keeps while the others
    /// change.
    rows: Vec<(u64, String)>,
}

/// Where the row of this name goes; up to [`PLACE_END`].
const PLACE: &str = "<i data-row=\"";
const PLACE_END: &str = "\"></i>";

impl Rows {
    /// `row` draws one under its name.
    fn of<T>(
        name: &'static str,
        rows: impl IntoIterator<Item = (u64, T)>,
        row: impl Fn(T, String) -> String,
    ) -> Rows {
        let draw = |(number, of): (u64, T)| (number, row(of, format!("{name}/{number}")));
        Rows {
            name,
            rows: rows.into_iter().map(draw).collect(),
        }
    }

    /// Adds the rows, and the region that `around` draws round their places.
    fn put(self, regions: &mut Regions, around: impl FnOnce(String) -> String) {
        let name = self.name;
        let places = self
            .rows
            .iter()
            .map(|(number, _)| format!("{PLACE}{name}/{number}{PLACE_END}"));
        regions.insert(name.into(), around(places.collect()));
        for (number, html) in self.rows {
            regions.insert(format!("{name}/{number}").into(), html.trim().to_owned());
        }
    }
}

/// A region with its rows in their places.
fn whole(name: &str, regions: &Regions) -> String {
    let mut parts = regions[name].split(PLACE);
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (row, rest) = part.split_once(PLACE_END).unwrap_or((part, ""));
        html.push_str(regions.get(row).map_or("", String::as_str));
        html.push_str(rest);
    }
    html
}

/// What the desk shows now of an evening without a rehearsal. `recent` is the end of the journal,
/// the oldest event first.
pub fn frame(state: &State, live: &Live, recent: &[Stamped], ui: Ui) -> Frame {
    frame_since(Redraw::Show, [state, state], live, recent, ui)
}

/// Those regions alone that such a change can touch, of the evening and of what is on stage.
pub fn frame_since(
    change: Redraw,
    [state, stage]: [&State; 2],
    live: &Live,
    recent: &[Stamped],
    ui: Ui,
) -> Frame {
    let apart = Apart::of(&state.show, ui);
    let desk = Desk {
        apart: &apart,
        state,
        live,
        recent,
        ui,
        w: ui.words().producer,
    };
    let staged = Desk {
        state: stage,
        ..desk
    };
    let mut regions = named([
        ("alert", alert::region(&desk, &staged)),
        ("rehearsal", rehearsal::region(&desk, stage)),
        ("ready", ready::region(&desk, stage)),
        ("turnout", ballots::turnout(&staged)),
        ("waiting", late::region(&desk)),
    ]);
    screens::regions(&staged, &mut regions);
    journal::regions(&desk, &mut regions);
    if change >= Redraw::Event {
        regions.extend(named([
            ("evening", evening::region(&desk)),
            ("keys", links::stamp(state)),
            ("messages", messages::region(&staged)),
            ("notes", note::list(live, ui)),
            ("now", now::region(&staged)),
            ("order", order::region(&desk, &staged)),
        ]));
        ballots::regions(&staged, &mut regions);
        envelopes::regions(&desk, &mut regions);
    }
    if change == Redraw::Show {
        regions.extend(named([
            ("after", after::region(&desk)),
            ("choices", envelopes::choices(&desk)),
            ("looks", looks::region(&desk)),
        ]));
    }
    Frame {
        epoch: live.epoch,
        revision: stage.revision,
        beat: live.beat,
        now: live.at.0,
        scene: "desk".to_owned(),
        regions,
    }
}

#[derive(Template)]
#[template(path = "producer.html", whitespace = "minimize")]
struct Page<'a> {
    w: ProducerWords,
    n: &'static NoteWords,
    mc: &'static McWords,
    /// The heading of what the doors wait for.
    ready: &'static str,
    ui: Ui,
    title: Run,
    date: Option<String>,
    links: Vec<links::LinkRow>,
    /// Whether this very page came over HTTPS.
    https: bool,
    /// Whether it could have.
    https_links: bool,
    fingerprint: Vec<String>,
    regions: BTreeMap<&'a str, String>,
    script_words: String,
    /// What the editor's forms are made of.
    forms: String,
    /// What the import says.
    import_words: String,
    order_words: String,
    /// Of the show: a citation is written in each.
    languages: &'a [Lang],
}

/// What the page's script says.
#[derive(serde::Serialize)]
struct ScriptData {
    #[serde(flatten)]
    words: &'static ScriptWords,
    comma: &'static str,
}

/// How the page is reached.
#[derive(Clone, Copy, Default)]
pub struct Way<'a> {
    /// Whether it came over HTTPS.
    pub https: bool,
    /// Of the show's own authority, where it has one.
    pub fingerprint: Option<&'a str>,
    /// What waits to be applied.
    pub waiting: Option<&'a Unapplied>,
}

/// `/producer`: the shell with its dialogs and links, and the regions as far as the state tells
/// them. Screens, journal and what they may open with come with the first frame, unasked.
pub fn page(state: &State, links: &Links, way: &Way, ui: Ui) -> String {
    let live = Live {
        waiting: way.waiting.cloned(),
        ..Live::default()
    };
    let drawn = frame(state, &live, &[], ui).regions;
    let regions = drawn.keys().map(|name| (&**name, whole(name, &drawn)));
    let mut regions: BTreeMap<&str, String> = regions.collect();
    for coming in ["screens", "journal", "ready"] {
        regions.insert(coming, String::new());
    }
    let w = ui.words().producer;
    html(Page {
        w,
        n: &ui.words().note,
        mc: &ui.words().mc,
        ready: ui.words().ready.heading,
        ui,
        title: label::own(&state.show.title, &state.show, ui),
        date: state.show.date.as_ref().map(|day| label::date(day, ui)),
        links: links::rows(links, &state.show, w.desk, ui),
        https: way.https,
        https_links: links.producer.starts_with("https:"),
        fingerprint: way.fingerprint.map(fingerprint_lines).unwrap_or_default(),
        regions,
        languages: &state.show.languages,
        forms: prepare::forms(w.prepare, ui.words().writing.comma),
        import_words: label::script_json(w.import),
        order_words: label::script_json(w.order),
        script_words: label::script_json(&ScriptData {
            words: w.script,
            comma: ui.words().writing.comma,
        }),
    })
}

#[cfg(test)]
mod tests;
