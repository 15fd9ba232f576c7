//! The MC's panel: now, next, the script, the rundown and the clock.
//!
//! The MC is kept blind. Of an envelope this file reads only that it is there; who won is read from
//! what has been revealed and stands.

mod ahead;
pub(super) mod cue;
mod head;
pub(super) mod rundown;
#[cfg(test)]
mod tests;

use self::ahead::{refused, resolve, warning};
use super::voice::{self, VoicedRun};
use super::{Frame, Live, Redraw, label, message, named, note, type_size};
use crate::show::ballot::Phase;
use crate::show::rundown::Cue;
use crate::show::scene::{AwardStep, Scene};
use crate::show::state::State;
use crate::show::text::{Run, Text};
use crate::words::Ui;
use crate::words::mc::McWords;
use crate::words::note::NoteWords;
use askama::Template;
use std::collections::BTreeMap;

/// The page around the regions, the same for every moment of the evening. With `follow` it only
/// reads: it has no controls.
pub fn page(state: &State, ui: Ui, follow: bool) -> String {
    html(&Page {
        words: &ui.words().mc,
        n: &ui.words().note,
        ui,
        languages: Ui::ALL,
        follow,
        show: label::own(&state.show.title, &state.show, ui),
        spoken: label::script_json(&ui.words().mc.spoken),
    })
}

/// All that the panel shows now.
pub fn frame(state: &State, live: &Live, ui: Ui) -> Frame {
    frame_since(Redraw::Show, state, live, ui)
}

/// The same with those regions alone that such a change can touch.
pub fn frame_since(change: Redraw, state: &State, live: &Live, ui: Ui) -> Frame {
    let words = &ui.words().mc;
    let mut regions = named([
        ("deck", html(&Deck::of(state, live, words, ui))),
        ("next", html(&NextRegion::of(state, live, words, ui))),
        ("status", html(&head::Status::of(state, live, words, ui))),
        ("turnout", html(&TurnoutRegion::of(state, live, words))),
        ("banner", html(&head::Banner::of(state, live, words, ui))),
    ]);
    if change >= Redraw::Event {
        regions.extend(named([
            ("now", html(&Now::of(state, words, ui))),
            ("script", html(&ScriptRegion::of(state, words))),
            ("marks", html(&rundown::Standpoint::of(state, words))),
            ("ballot", html(&BallotRegion::of(state, words, ui))),
            ("messages", message::buttons(&state.show, ui)),
            ("note", note::region(live, ui)),
        ]));
    }
    if change == Redraw::Show {
        let (show, cues) = (&state.show, &state.rundown);
        let rundown = rundown::RundownRegion::of(show, cues, words, ui);
        regions.extend(named([("rundown", html(&rundown))]));
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

#[derive(Template)]
#[template(path = "mc.html")]
struct Page {
    words: &'static McWords,
    n: &'static NoteWords,
    ui: Ui,
    languages: [Ui; Ui::ALL.len()],
    follow: bool,
    show: Run,
    spoken: String,
}

/// What the script has to know of the state; people do not see it.
#[derive(Template)]
#[template(path = "mc/deck.html")]
struct Deck<'a> {
    cue: &'a str,
    hold: bool,
    /// Why GO would be refused: then a press says so, and GO does not look as if it would fire.
    refused: Option<String>,
    /// Changes whenever the stage does, so that a tap armed or a jump chosen before is dropped.
    stage: u64,
    blackout: bool,
    card: bool,
    message: bool,
    /// The award that "wrong envelope" would speak of.
    wrong: Option<String>,
    doors_open: bool,
    /// The revision of the edit that has put it there, or changed it, since the last cue.
    changed: Option<u64>,
    show: &'a str,
}

impl<'a> Deck<'a> {
    fn of(state: &'a State, live: &Live, words: &McWords, ui: Ui) -> Self {
        Deck {
            cue: state
                .on_deck()
                .map_or("", |deck| state.rundown.at(deck).id.as_str()),
            hold: state.on_deck_holds(),
            refused: state
                .on_deck()
                .and_then(|_| refused(state, live, words, ui)),
            stage: state.stage_revision,
            blackout: state.blackout,
            card: state.card,
            message: state.message.is_some(),
            wrong: can_be_wrong(state).map(str::to_owned),
            doors_open: state.doors_open,
            changed: state.deck_changed(),
            show: &state.show.id,
        }
    }
}

/// The award whose winners the hall sees now; else the one revealed last.
fn can_be_wrong(state: &State) -> Option<&str> {
    let shown = state.cue().scene.award().map(|(award, _)| award);
    let shown = shown.filter(|award| state.stage_tells_of(award));
    let award = shown.or(state.last_revealed.as_deref())?;
    state.awards.get(award)?.stands().then_some(award)
}

#[derive(Template)]
#[template(path = "mc/now.html")]
struct Now {
    words: &'static McWords,
    position: usize,
    of: usize,
    title: cue::CueTitle,
    /// While a film is on: when it began, and how long it is planned to be, in ms.
    film: Option<(i64, Option<i64>)>,
}

impl Now {
    fn of(state: &State, words: &'static McWords, ui: Ui) -> Self {
        Now {
            words,
            position: state.position + 1,
            of: state.rundown.cues().len(),
            title: cue::title(&state.show, state.cue(), ui),
            film: matches!(state.cue().scene, Scene::Clip { .. }).then(|| {
                let plan = state.cue().seconds.map(|s| i64::from(s) * 1000);
                (state.cue_at.0, plan)
            }),
        }
    }
}

#[derive(Template)]
#[template(path = "mc/next.html")]
struct NextRegion {
    words: &'static McWords,
    title: Option<cue::CueTitle>,
    seconds: Option<String>,
    hold: bool,
    again: bool,
    veiled: bool,
    warning: Option<String>,
    /// The reveal that may come at once, for when somebody has blurted the winner out.
    resolve: Option<String>,
    /// The award whose envelope the MC may open for a moment.
    peek: Option<String>,
}

impl NextRegion {
    fn of(state: &State, live: &Live, words: &'static McWords, ui: Ui) -> Self {
        let deck = state.on_deck().map(|position| state.rundown.at(position));
        let coming = deck.and_then(|cue| cue.scene.award());
        let secret =
            coming.filter(|(award, _)| !state.award(award).stands() && state.redo.is_none());
        let sealed = secret.filter(|(award, _)| state.award(award).envelope.is_some());
        NextRegion {
            words,
            title: deck.map(|deck| cue::title(&state.show, deck, ui)),
            seconds: deck.and_then(|deck| deck.seconds).map(minutes),
            hold: state.on_deck_holds(),
            again: state.redo.is_some(),
            veiled: secret.is_some_and(|(_, step)| step == AwardStep::Winner),
            warning: deck.and_then(|deck| warning(state, live, deck, words, ui)),
            resolve: resolve(state, live),
            peek: sealed
                .filter(|_| state.show.peek)
                .map(|(award, _)| award.to_owned()),
        }
    }
}

#[derive(Template)]
#[template(path = "mc/script.html")]
struct ScriptRegion {
    words: &'static McWords,
    /// Who won the award that is on, once the hall may know.
    winners: Option<Vec<cue::WinnerName>>,
    /// Why, as it was sealed with them.
    citation: Vec<Run>,
    /// Who got a special mention with them.
    mention: Vec<cue::WinnerName>,
    /// What to say in place of the script while a wrong announcement is being mended.
    sorry: Vec<Run>,
    now: Spoken,
    next: Option<Spoken>,
}

/// What the MC says at a cue.
struct Spoken {
    /// See [`type_size::on_tablet`].
    size: &'static str,
    script: Vec<VoicedRun>,
    says: Vec<cue::Say>,
}

impl ScriptRegion {
    fn of(state: &State, words: &'static McWords) -> Self {
        let spoken = |cue: &Cue| {
            let languages = &state.show.languages;
            Spoken {
                size: type_size::on_tablet(&runs(cue.script.as_ref(), state)),
                script: voice::script(cue.script.as_ref(), languages),
                says: cue::says(state, cue),
            }
        };
        let (citation, mention) = cue::honours(state, state.cue());
        ScriptRegion {
            words,
            citation,
            mention,
            sorry: cue::sorry(state),
            winners: cue::winners(state, state.cue()),
            now: spoken(state.cue()),
            next: state
                .on_deck()
                .map(|position| spoken(state.rundown.at(position))),
        }
    }
}

#[derive(Template)]
#[template(path = "mc/ballot.html")]
struct BallotRegion {
    words: &'static McWords,
    ballot: Option<RunningBallot>,
}

struct RunningBallot {
    id: String,
    award: Run,
    phase: &'static str,
    word: &'static str,
    closes_at: i64,
    may_reopen: bool,
}

impl BallotRegion {
    fn of(state: &State, words: &'static McWords, ui: Ui) -> Self {
        let ballot = current_ballot(state).and_then(|(id, phase)| {
            let award = state.show.award(&state.show.ballot(id)?.award)?;
            let ballot = state.ballots.get(id)?;
            Some(RunningBallot {
                id: id.to_owned(),
                award: label::own(&award.name, &state.show, ui),
                phase: phase.as_str(),
                word: match phase {
                    Phase::Open => words.ballot.open,
                    Phase::Closing => words.ballot.closing,
                    _ => words.ballot.closed,
                },
                closes_at: ballot.closes_at().unwrap_or_default().0,
                may_reopen: phase == Phase::Closed
                    && !ballot.result_shown
                    && state.open_ballot().is_none(),
            })
        });
        BallotRegion { words, ballot }
    }
}

#[derive(Template)]
#[template(path = "mc/turnout.html")]
struct TurnoutRegion {
    words: &'static McWords,
    turnout: Option<u64>,
    /// Votes within the last ten seconds, while people vote, and whether there are any. None before
    /// the first one: silence says nothing yet.
    arrivals: Option<(bool, String)>,
}

impl TurnoutRegion {
    fn of(state: &State, live: &Live, words: &'static McWords) -> Self {
        let ballot = current_ballot(state);
        let of = |counts: &BTreeMap<String, u64>, id: &str| counts.get(id).copied().unwrap_or(0);
        TurnoutRegion {
            words,
            turnout: ballot.map(|(id, _)| of(&live.turnout, id)),
            arrivals: ballot
                .filter(|(id, phase)| *phase == Phase::Open && of(&live.turnout, id) > 0)
                .map(|(id, _)| match of(&live.arrivals, id) {
                    0 => (false, words.ballot.safe_to_close.to_owned()),
                    n => (true, (words.ballot.arrivals)(n)),
                }),
        }
    }
}

/// The ballot that the MC has to think of: one that was opened and whose award is not revealed; the
/// open one before others.
fn current_ballot(state: &State) -> Option<(&str, Phase)> {
    let phases = state
        .ballots
        .keys()
        .filter_map(|id| Some((id.as_str(), state.phase(id)?)));
    phases
        .filter(|(_, phase)| matches!(phase, Phase::Open | Phase::Closing | Phase::Closed))
        .min_by_key(|(_, phase)| *phase != Phase::Open)
}

fn runs(text: Option<&Text>, state: &State) -> Vec<Run> {
    text.map(|text| text.runs(&state.show.languages))
        .unwrap_or_default()
}

/// `95` as `1:35`.
fn minutes(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
