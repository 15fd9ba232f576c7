//! Cues: Simplified Chinese.

use crate::show::scene::{AwardStep, BallotStep, Scene};
use crate::words::CueWords;

/// What a cue is called, and what stands beside the name of its award, entry or person.
pub(super) fn cue(scene: &Scene) -> CueWords {
    let (heading, beside) = match scene {
        Scene::Card { .. } => ("主视觉", ""),
        Scene::Photo { .. } => ("合影", ""),
        Scene::Message { .. } => ("消息", ""),
        Scene::Speech { .. } => ("致辞", ""),
        Scene::Finalist { number, of, .. } => {
            return CueWords {
                heading: format!("入围作品 {number}/{of}"),
                beside: "入围作品",
            };
        }
        Scene::Jury => ("评审团及评分准则", "评审团"),
        Scene::Clip { .. } => ("影片", "影片"),
        Scene::Award { step, .. } => match step {
            AwardStep::Award => ("奖项", "奖项"),
            AwardStep::Presenter => ("颁奖嘉宾", "颁奖嘉宾"),
            AwardStep::Suspense => ("悬念", "悬念"),
            AwardStep::Winner => ("揭晓得主", "揭晓"),
            AwardStep::Citation => ("评语", "评语"),
            AwardStep::Mention => ("特别表扬", "特别表扬"),
            AwardStep::Photo => ("合影", "合影"),
            AwardStep::Work => ("介绍作品", "介绍作品"),
        },
        Scene::Ballot { step, .. } => match step {
            BallotStep::Open => ("投票开始", "投票开始"),
            BallotStep::Close => ("投票截止", "投票截止"),
            BallotStep::Result => ("投票结果", "投票结果"),
        },
        Scene::Results => ("获奖名单", "获奖名单"),
    };
    CueWords {
        heading: heading.to_owned(),
        beside,
    }
}
