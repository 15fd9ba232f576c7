//! The crew's page: the running order with its times, the prompter, the speaker's timer.
//!
//! It only reads, and it sees what the veiled MC sees: who won is read where the MC's panel reads
//! it, from what has been revealed and stands.

mod prompter;

use super::apart::Apart;
use super::mc::{cue, rundown};
use super::{Frame, Live, Redraw, label, named, note};
use crate::show::award::Wrong;
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::asrun;
use crate::words::Ui;
use crate::words::crew::CrewWords;
use crate::words::mc::McWords;
use askama::Template;

/// What the page can show, as its address names it, in the order of [`CrewWords::views`].
const VIEWS: [&str; 3] = ["list", "prompter", "timer"];

#[derive(Template)]
#[template(path = "crew.html")]
struct Page {
    w: &'static CrewWords,
    mc: &'static McWords,
    ui: Ui,
    show: Run,
    views: [(&'static str, &'static str); 3],
    /// The view that the address asks for; without one the device has its own.
    asked: &'static str,
    spoken: String,
}

/// The page around the regions. `asked` is the view that its address names.
pub fn page(state: &State, asked: Option<&str>, ui: Ui) -> String {
    let w = &ui.words().crew;
    let known = VIEWS.iter().zip(w.views);
    let views: Vec<_> = known.map(|(view, name)| (*view, name)).collect();
    html(&Page {
        w,
        mc: &ui.words().mc,
        ui,
        show: label::own(&state.show.title, &state.show, ui),
        views: views.try_into().unwrap_or_default(),
        asked: VIEWS
            .into_iter()
            .find(|view| asked == Some(view))
            .unwrap_or_default(),
        spoken: label::script_json(&w.spoken),
    })
}

/// All that the page shows now.
pub fn frame(state: &State, live: &Live, ui: Ui) -> Frame {
    frame_since(Redraw::Show, state, live, ui)
}

/// The same with those regions alone that such a change can touch.
pub fn frame_since(change: Redraw, state: &State, live: &Live, ui: Ui) -> Frame {
    let words = &ui.words().mc;
    let mut regions = named([]);
    if change >= Redraw::Event {
        regions.extend(named([
            ("gauges", html(&Gauges::of(state, words))),
            ("notices", html(&Notices::of(state, words, ui))),
            ("stand", html(&CrewStand::of(state))),
            ("script", html(&prompter::Prompter::of(state, words, ui))),
            ("timer", html(&Timer::of(state, ui))),
            ("note", note::region(live, ui)),
        ]));
    }
    if change == Redraw::Show {
        regions.extend(named([("list", html(&List::of(state, words, ui)))]));
    }
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene: state.cue().id.clone(),
        regions,
    }
}

fn html(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

/// Each cue's planned length in ms, one after the other.
fn lengths(state: &State) -> String {
    let cues = state.rundown.cues().iter();
    let lengths = cues.map(|cue| asrun::length_ms(cue).to_string());
    lengths.collect::<Vec<_>>().join(" ")
}

/// The running order, drawn from the show file alone: where the evening stands in it, and the
/// times, are put there by the script.
#[derive(Template)]
#[template(path = "crew/list.html")]
struct List<'a> {
    words: &'static McWords,
    groups: Vec<rundown::RundownGroup<'a>>,
    lengths: String,
}

impl<'a> List<'a> {
    fn of(state: &'a State, words: &'static McWords, ui: Ui) -> Self {
        List {
            words,
            groups: rundown::groups(&state.show, &state.rundown, words, ui),
            lengths: lengths(state),
        }
    }
}

/// Where the evening stands, for the script. Cues are counted from 0, moments are in ms.
#[derive(Template)]
#[template(path = "crew/stand.html")]
struct CrewStand {
    current: usize,
    deck: Option<usize>,
    /// When this cue was fired; none before the evening has begun.
    since: Option<i64>,
    /// When the second cue is planned; none without a plan.
    start: Option<i64>,
    /// Those that have been on stage, each with the moment from which it was.
    ran: String,
}

impl CrewStand {
    fn of(state: &State) -> Self {
        let from = |(position, cue): (usize, &crate::show::rundown::Cue)| {
            let time = state.stage_times.get(&cue.id)?;
            Some(format!("{position}:{}", time.from.0))
        };
        let ran = state.rundown.cues().iter().enumerate().filter_map(from);
        let plan = asrun::plan(state, asrun::due(state));
        CrewStand {
            current: state.position,
            deck: state.on_deck(),
            since: state.began_at.map(|_| state.cue_at.0),
            start: plan.and_then(|plan| Some(plan.first()?[1].0)),
            ran: ran.collect::<Vec<_>>().join(" "),
        }
    }
}

/// The time of day, of the cue and of the evening. As on the MC's panel they hold moments.
#[derive(Template)]
#[template(path = "crew/gauges.html")]
struct Gauges {
    words: &'static McWords,
    since: Option<i64>,
    plan_ms: Option<i64>,
    /// When the cue on stage is planned to begin; none before the evening has begun, or without a
    /// plan.
    planned: Option<i64>,
}

impl Gauges {
    fn of(state: &State, words: &'static McWords) -> Self {
        let plan = asrun::plan(state, asrun::due(state)).filter(|_| state.began_at.is_some());
        Gauges {
            words,
            since: state.began_at.map(|_| state.cue_at.0),
            plan_ms: state.cue().seconds.map(|s| i64::from(s) * 1000),
            planned: plan.and_then(|plan| Some(plan.get(state.position)?[0].0)),
        }
    }
}

/// What the hall sees instead of the show, and what goes wrong on stage.
#[derive(Template)]
#[template(path = "crew/notices.html")]
struct Notices {
    /// Tone and text.
    notices: Vec<(&'static str, String)>,
}

impl Notices {
    fn of(state: &State, words: &'static McWords, ui: Ui) -> Self {
        let banner = &words.banner;
        let apart = Apart::of(&state.show, ui);
        let name = |id: &str| match state.show.award(id) {
            Some(award) => apart.award(award, &state.show, ui).bare().into_owned(),
            None => id.to_owned(),
        };
        let raised = state.awards.iter();
        let raised = raised.filter(|(_, award)| award.wrong == Some(Wrong::Raised));
        let raised = raised.map(|(id, _)| ("alarm", (banner.raised)(&name(id))));
        let redo = state.redo.iter();
        let redo = redo.map(|(award, _)| ("alarm", (banner.corrected)(&name(award))));
        let up = state.message.iter().map(|raised| {
            let text = label::own(&raised.text, &state.show, ui);
            ("warn", (banner.message_up)(&text.bare()))
        });
        let doors = match state.rehearsal {
            Some(_) => (true, "rehearsal", ui.words().rehearsal.panel),
            None => (!state.doors_open, "calm", banner.doors_closed),
        };
        let over = [
            (state.blackout, "warn", banner.blackout_on),
            (state.card, "warn", banner.card_on),
            doors,
        ];
        let over = over.into_iter().filter(|(on, ..)| *on);
        let over = over.map(|(_, tone, text)| (tone, text.to_owned()));
        Notices {
            notices: raised.chain(redo).chain(up).chain(over).collect(),
        }
    }
}

/// How much time the cue on stage has.
#[derive(Template)]
#[template(path = "crew/timer.html")]
struct Timer {
    title: cue::CueTitle,
    since: Option<i64>,
    plan_ms: Option<i64>,
}

impl Timer {
    fn of(state: &State, ui: Ui) -> Self {
        Timer {
            title: cue::title(&state.show, state.cue(), ui),
            since: state.began_at.map(|_| state.cue_at.0),
            plan_ms: state.cue().seconds.map(|s| i64::from(s) * 1000),
        }
    }
}
