//! A message over everything on stage.

use super::Wrapped;
use super::parts::{SetTitle, View, render};
use crate::show::message::RaisedMessage;
use crate::view::type_size::Measure;
use askama::Template;

/// How large a message is set over everything, by the number of its languages.
const RAISED: [(f32, usize); 3] = [(6.8, 4), (5.6, 3), (3.8, 3)];

#[derive(Template)]
#[template(path = "stage/raised.html")]
struct RaisedScene {
    titles: Vec<SetTitle>,
}

/// A message over everything: every language alike, for whoever reads only one.
pub(super) fn message(view: View, raised: &RaisedMessage) -> String {
    let runs = raised.text.runs(view.languages);
    let (cap, lines) = RAISED[runs.len().clamp(1, RAISED.len()) - 1];
    let measure = Measure {
        width: 84.0,
        cap,
        lines,
        ladder: false,
    };
    let titles = runs.into_iter().map(|run| view.run_title(run, measure));
    render(&Wrapped {
        kind: "message",
        since: 0,
        settled: true,
        calm: view.state.show.calm,
        sound: view.state.show.sound.then_some(""),
        html: &render(&RaisedScene {
            titles: titles.collect(),
        }),
    })
}
