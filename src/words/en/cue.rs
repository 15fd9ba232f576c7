//! Cues: English.

use crate::show::scene::{AwardStep, BallotStep, Scene};
use crate::words::CueWords;

/// What a cue is called, and what stands beside the name of its award, entry or person.
pub(super) fn cue(scene: &Scene) -> CueWords {
    let (heading, beside) = match scene {
        Scene::Card { .. } => ("Card", ""),
        Scene::Photo { .. } => ("Group photo", ""),
        Scene::Message { .. } => ("Message", ""),
        Scene::Speech { .. } => ("Speech", ""),
        Scene::Finalist { number, of, .. } => {
            return CueWords {
                heading: format!("Finalist {number}/{of}"),
                beside: "finalist",
            };
        }
        Scene::Jury => ("Jury and criteria", "The jury"),
        Scene::Clip { .. } => ("Film", "film"),
        Scene::Award { step, .. } => match step {
            AwardStep::Award => ("Award", "title"),
            AwardStep::Presenter => ("Presenter", "presenter"),
            AwardStep::Suspense => ("Suspense", "suspense"),
            AwardStep::Winner => ("Winner", "winner"),
            AwardStep::Citation => ("Citation", "citation"),
            AwardStep::Mention => ("Special mention", "special mention"),
            AwardStep::Photo => ("Group photo", "photo"),
            AwardStep::Work => ("The work", "their work"),
        },
        Scene::Ballot { step, .. } => match step {
            BallotStep::Open => ("Voting opens", "vote opens"),
            BallotStep::Close => ("Voting closes", "vote closes"),
            BallotStep::Result => ("Result of the vote", "vote result"),
        },
        Scene::Results => ("Wall of winners", "The winners"),
    };
    CueWords {
        heading: heading.to_owned(),
        beside,
    }
}
