//! Cues: Traditional Chinese, Hong Kong usage.

use crate::show::scene::{AwardStep, BallotStep, Scene};
use crate::words::CueWords;

/// What a cue is called, and what stands beside the name of its award, entry or person.
pub(super) fn cue(scene: &Scene) -> CueWords {
    let (heading, beside) = match scene {
        Scene::Card { .. } => ("主視覺", ""),
        Scene::Photo { .. } => ("合照", ""),
        Scene::Message { .. } => ("訊息", ""),
        Scene::Speech { .. } => ("致辭", ""),
        Scene::Finalist { number, of, .. } => {
            return CueWords {
                heading: format!("入圍作品 {number}/{of}"),
                beside: "入圍作品",
            };
        }
        Scene::Jury => ("評審團及評分準則", "評審團"),
        Scene::Clip { .. } => ("影片", "影片"),
        Scene::Award { step, .. } => match step {
            AwardStep::Award => ("獎項", "獎項"),
            AwardStep::Presenter => ("頒獎嘉賓", "頒獎嘉賓"),
            AwardStep::Suspense => ("懸念", "懸念"),
            AwardStep::Winner => ("揭曉得主", "揭曉"),
            AwardStep::Citation => ("評語", "評語"),
            AwardStep::Mention => ("特別表揚", "特別表揚"),
            AwardStep::Photo => ("合照", "合照"),
            AwardStep::Work => ("介紹作品", "介紹作品"),
        },
        Scene::Ballot { step, .. } => match step {
            BallotStep::Open => ("投票開始", "投票開始"),
            BallotStep::Close => ("投票截止", "投票截止"),
            BallotStep::Result => ("投票結果", "投票結果"),
        },
        Scene::Results => ("得獎名單", "得獎名單"),
    };
    CueWords {
        heading: heading.to_owned(),
        beside,
    }
}
