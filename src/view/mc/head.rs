//! The head of the panel: the gauges, and what has to be known before anything else.

use crate::show::award::Wrong;
use crate::show::halves::Side;
use crate::show::programme::Award;
use crate::show::state::State;
use crate::view::apart::Apart;
use crate::view::asrun;
use crate::view::{Live, Screen, Sound, label};
use crate::words::Ui;
use crate::words::mc::{BannerWords, McWords};
use crate::words::media;
use askama::Template;

/// The gauges. They hold moments, never the time itself: the page's script counts.
#[derive(Template)]
#[template(path = "mc/status.html")]
pub(super) struct Status {
    words: &'static McWords,
    /// When this cue was fired; none before the evening has begun.
    since: Option<i64>,
    plan_ms: Option<i64>,
    begun: Option<i64>,
    before_ms: i64,
    planned: bool,
    shown: usize,
    approved: usize,
    no_screens: bool,
    missing: Option<String>,
    /// In a show that wants sound: what the MC has to know of it.
    sound: Option<Hearing>,
}

/// How many of the screens that play sound can be heard.
struct Hearing {
    ready: usize,
    of: usize,
    blocked: Option<String>,
}

fn hearing(state: &State, live: &Live, words: &McWords, comma: &str) -> Option<Hearing> {
    let counts = |screen: &&Screen| screen.approved && screen.sound.is_some();
    let heard: Vec<&Screen> = live.screens.iter().filter(counts).collect();
    let blocked = heard.iter().filter(|s| s.sound == Some(Sound::Blocked));
    let blocked: Vec<&str> = blocked.map(|s| s.name.as_str()).collect();
    state.show.sound.then(|| Hearing {
        ready: heard.len() - blocked.len(),
        of: heard.len(),
        blocked: (!blocked.is_empty()).then(|| (words.status.sound_blocked)(&blocked.join(comma))),
    })
}

impl Status {
    pub(super) fn of(state: &State, live: &Live, words: &'static McWords, ui: Ui) -> Self {
        let comma = ui.words().writing.comma;
        let cues = state.rundown.cues();
        // The evening begins when the second cue is fired: a fresh show already stands on the
        // first.
        let before = cues.get(1..state.position).unwrap_or_default();
        let missing: Vec<&str> = state
            .screens
            .iter()
            .filter(|(id, _)| !shows(state, &live.screens, id))
            .map(|(_, name)| name.as_str())
            .collect();
        Status {
            words,
            since: state.began_at.map(|_| state.cue_at.0),
            plan_ms: state.cue().seconds.map(|s| i64::from(s) * 1000),
            begun: state.began_at.and_then(|_| Some(asrun::due(state)?.0)),
            before_ms: before.iter().map(asrun::length_ms).sum(),
            planned: cues.iter().any(|cue| cue.seconds.is_some()),
            shown: state.screens.len() - missing.len(),
            approved: state.screens.len(),
            sound: hearing(state, live, words, comma),
            no_screens: state.screens.is_empty(),
            missing: (!missing.is_empty()).then(|| (words.status.missing)(&missing.join(comma))),
        }
    }
}

fn shows(state: &State, screens: &[Screen], id: &str) -> bool {
    screens
        .iter()
        .any(|s| s.id == id && s.connected && s.shown >= state.stage_revision)
}

#[derive(Template)]
#[template(path = "mc/banner.html")]
pub(super) struct Banner {
    notices: Vec<Alert>,
}

/// Something to know, loud or quiet.
struct Alert {
    /// `alarm`, `warn`, `calm`, or what it is about.
    tone: &'static str,
    mark: Option<&'static str>,
    text: String,
    action: Option<Action>,
}

/// A button of a notice.
struct Action {
    path: String,
    label: &'static str,
    /// What it is about, where several of its kind may stand beside each other.
    about: Option<String>,
    hold: bool,
}

fn notice(tone: &'static str, text: impl Into<String>) -> Alert {
    Alert {
        tone,
        mark: None,
        text: text.into(),
        action: None,
    }
}

fn rehearsal(ui: Ui) -> Alert {
    let words = &ui.words().rehearsal;
    Alert {
        mark: Some(words.mark),
        ..notice("rehearsal", words.panel)
    }
}

impl Banner {
    pub(super) fn of(state: &State, live: &Live, words: &'static McWords, ui: Ui) -> Self {
        let banner = &words.banner;
        let apart = Apart::of(&state.show, ui);
        let name = |id: &str| match state.show.award(id) {
            Some(award) => apart.award(award, &state.show, ui).bare().into_owned(),
            None => id.to_owned(),
        };
        let raised = state
            .awards
            .iter()
            .filter(|(_, award)| award.wrong == Some(Wrong::Raised));
        let mut notices: Vec<Alert> = raised
            .map(|(id, _)| Alert {
                action: Some(Action {
                    path: format!("/api/envelopes/{id}/stands"),
                    label: banner.stands,
                    about: Some(name(id)),
                    hold: true,
                }),
                ..notice("alarm", (banner.raised)(&name(id)))
            })
            .collect();
        if let Some((award, _)) = &state.redo {
            notices.push(Alert {
                mark: Some(banner.corrected_mark),
                ..notice("alarm", (banner.corrected)(&name(award)))
            });
        }
        if live.degraded {
            notices.push(Alert {
                action: Some(Action {
                    path: "/api/resume".to_owned(),
                    label: banner.resume,
                    about: None,
                    hold: false,
                }),
                ..notice("alarm", banner.degraded)
            });
        }
        if let Some(files) = media::sentence(ui, &live.faults) {
            notices.push(notice("warn", files));
        }
        if state.blackout {
            notices.push(notice("warn", banner.blackout_on));
        }
        if state.card {
            notices.push(notice("warn", banner.card_on));
        }
        notices.extend(message_up(state, banner, ui));
        notices.push(match state.doors_open {
            true => notice("calm", banner.doors_open),
            false if state.rehearsal.is_some() => rehearsal(ui),
            false => notice("doors", banner.doors_closed),
        });
        if state.on_deck_holds() {
            notices.push(notice("calm", banner.next_hold));
        }
        let skipped: Vec<String> = state.skipped().into_iter().map(name).collect();
        if !skipped.is_empty() {
            let list = skipped.join(ui.words().writing.comma);
            notices.push(notice("skipped", (banner.skipped)(&list)));
        }
        let halves: Vec<String> = half_sealed(state).map(name).collect();
        if !halves.is_empty() {
            let list = halves.join(ui.words().writing.comma);
            notices.push(notice("half", (banner.half)(&list)));
        }
        Banner { notices }
    }
}

/// What is over everything on stage, with the button that takes it away.
fn message_up(state: &State, banner: &BannerWords, ui: Ui) -> Option<Alert> {
    let text = label::own(&state.message.as_ref()?.text, &state.show, ui);
    Some(Alert {
        action: Some(Action {
            path: "/api/message".to_owned(),
            label: banner.message_away,
            about: None,
            hold: false,
        }),
        ..notice("warn", (banner.message_up)(&text.bare()))
    })
}

/// Awards that two seal together and that are not sealed. Whether one of them has spoken or both,
/// and not the same, is told to nobody here.
fn half_sealed(state: &State) -> impl Iterator<Item = &str> {
    let half = |award: &&Award| {
        let known = state.awards.get(&award.id);
        known.is_some_and(|known| {
            Side::BOTH
                .iter()
                .any(|side| known.halves.of(*side).is_some())
        })
    };
    state
        .show
        .awards
        .iter()
        .filter(half)
        .map(|award| award.id.as_str())
}
