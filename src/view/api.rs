//! What the API tells: to anyone, and to those who run the show. Nobody is told who has won before
//! the wall has shown it.

use super::{Live, cue};
use crate::show::event::At;
use crate::show::rundown::Cue;
use crate::show::scene::{About, Scene};
use crate::show::state::State;
use crate::words::Ui;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the stage shows now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShowNow {
    /// One start of the server.
    pub epoch: i64,
    /// The number of the last show event.
    pub revision: u64,
    /// The cue on stage.
    pub cue: CueNow,
    /// Whether the stage is dark.
    pub blackout: bool,
    /// Whether the safe card covers it.
    pub card: bool,
    /// The message over everything on stage, if there is one.
    #[serde(default)]
    pub message: Option<MessageNow>,
    /// Every ballot of the evening.
    pub ballots: Vec<BallotLine>,
    /// Only at a rehearsal: `true`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
}

impl ShowNow {
    /// What is told of a show that nothing is known of yet.
    pub(super) fn awaited() -> Self {
        ShowNow {
            epoch: 0,
            revision: 0,
            cue: CueNow {
                id: String::new(),
                kind: "card".to_owned(),
                step: None,
                title: String::new(),
                winners: None,
            },
            blackout: false,
            card: true,
            message: None,
            ballots: Vec::new(),
            rehearsal: false,
        }
    }
}

/// A message over everything on stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MessageNow {
    /// Of the ready message; null for a text that somebody typed.
    pub id: Option<String>,
    /// In the show's first language.
    pub text: String,
}

/// The cue on stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CueNow {
    /// Cue id.
    pub id: String,
    /// The kind as in the show file.
    pub kind: String,
    /// The step of an award or a ballot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What the cue is called, in the show's first language.
    pub title: String,
    /// Who has won, once the public may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winners: Option<Vec<WinnerNow>>,
}

/// An entry that has won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WinnerNow {
    /// Entry id.
    pub id: String,
    /// Its title, bare.
    pub title: String,
    /// Its team.
    pub team: String,
}

/// A ballot as anyone may know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BallotLine {
    /// Ballot id.
    pub id: String,
    /// `waiting`, `open`, `closing`, `closed` or `revealed`.
    pub phase: String,
    /// The deadline, or when it closed; milliseconds since the Unix epoch.
    pub closes_at: Option<i64>,
}

/// A ballot as those who run the show may know it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BallotNow {
    /// `waiting`, `open`, `closing`, `closed` or `revealed`.
    pub phase: String,
    /// The deadline, or when it closed; milliseconds since the Unix epoch.
    pub closes_at: Option<i64>,
    /// How many have voted.
    pub turnout: u64,
}

/// One line of a count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TallyLine {
    /// Entry id.
    pub entry: String,
    /// How many voters chose it.
    pub votes: u64,
}

/// The running order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RundownNow {
    /// The number of the last show event.
    pub revision: u64,
    /// The cue on stage, counted from 0.
    pub position: usize,
    /// All cues.
    pub cues: Vec<RundownCue>,
}

/// A line of the running order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RundownCue {
    /// Cue id.
    pub id: String,
    /// The kind as in the show file.
    pub kind: String,
    /// The step of an award or a ballot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What the cue is called, in the show's first language.
    pub title: String,
    /// Whether a panel asks for a long press.
    pub hold: bool,
    /// Planned length.
    pub seconds: Option<u32>,
    /// Whether GO and back pass over it; left out where they do not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub skip: bool,
}

/// `GET /api/show`
pub fn show_now(state: &State, epoch: i64) -> ShowNow {
    let cue = state.cue();
    let award = cue.scene.award().map(|(award, _)| award);
    let winners = award.and_then(|award| state.public_winners(award));
    ShowNow {
        epoch,
        revision: state.revision,
        cue: CueNow {
            id: cue.id.clone(),
            kind: cue.scene.kind().to_owned(),
            step: step(&cue.scene),
            title: title(state, cue),
            winners: winners.map(|ids| winners_now(state, ids)),
        },
        blackout: state.blackout,
        card: state.card,
        message: state.message.as_ref().map(|raised| MessageNow {
            id: raised.id.clone(),
            text: raised.text.first(&state.show.languages).to_owned(),
        }),
        ballots: state
            .show
            .ballots
            .iter()
            .map(|ballot| BallotLine {
                id: ballot.id.clone(),
                phase: phase(state, &ballot.id),
                closes_at: closes_at(state, &ballot.id),
            })
            .collect(),
        rehearsal: state.rehearsal.is_some(),
    }
}

/// `GET /api/rundown`
pub fn rundown_now(state: &State) -> RundownNow {
    let line = |cue: &Cue| RundownCue {
        id: cue.id.clone(),
        kind: cue.scene.kind().to_owned(),
        step: step(&cue.scene),
        title: title(state, cue),
        hold: cue.hold(),
        seconds: cue.seconds,
        skip: cue.skip,
    };
    RundownNow {
        revision: state.revision,
        position: state.position,
        cues: state.rundown.cues().iter().map(line).collect(),
    }
}

/// `GET /api/ballots/{id}`; none if there is no such ballot.
pub fn ballot_now(state: &State, live: &Live, ballot: &str) -> Option<BallotNow> {
    state.show.ballot(ballot)?;
    Some(BallotNow {
        phase: phase(state, ballot),
        closes_at: closes_at(state, ballot),
        turnout: live.turnout.get(ballot).copied().unwrap_or(0),
    })
}

/// Entries with their titles and teams in the show's first language.
pub fn winners_now(state: &State, ids: &[String]) -> Vec<WinnerNow> {
    let languages = &state.show.languages;
    let entries = ids.iter().filter_map(|id| state.show.entry(id));
    entries
        .map(|entry| WinnerNow {
            id: entry.id.clone(),
            title: entry.title.first(languages).to_owned(),
            team: entry.team.first(languages).to_owned(),
        })
        .collect()
}

fn phase(state: &State, ballot: &str) -> String {
    state
        .phase(ballot)
        .map_or_else(String::new, |phase| phase.as_str().to_owned())
}

fn closes_at(state: &State, ballot: &str) -> Option<i64> {
    let at: Option<At> = state.ballots.get(ballot).and_then(|b| b.closes_at());
    at.map(|at| at.0)
}

fn step(scene: &Scene) -> Option<String> {
    let award = scene.award().map(|(_, step)| step.as_str());
    let ballot = scene.ballot().map(|(_, step)| step.as_str());
    award.or(ballot).map(str::to_owned)
}

/// What a cue is called, in the show's first language; by its id where only words of ours name it.
pub(super) fn title(state: &State, cue: &Cue) -> String {
    let languages = &state.show.languages;
    let Some(text) = cue::name(cue, &state.show, Ui::default()).text else {
        return cue.id.clone();
    };
    let name = text.first(languages);
    match (cue.scene.about(), cue.scene.detail()) {
        (About::Person(_), Some(what)) => format!("{name} · {}", what.first(languages)),
        _ => name.to_owned(),
    }
}
