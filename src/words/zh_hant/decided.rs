//! How an award is decided.

use crate::show::programme::{DecidedBy, Rule};
use crate::words::decided::{Deciding, FirstRound, JudgedOn, RoundAsks, RuleWords, TieOf};

pub(super) const RULE: RuleWords = RuleWords {
    changed: |parts| format!("有評分後更改了計分方法：{parts}"),
    parts: [
        "評分範圍",
        "排名方法",
        "同分處理",
        "最少評分表數目",
        "準則或比重",
        "獎項",
        "評審或須避席作品",
        "密封方式",
        "初選",
    ],
};

pub(super) fn sentence(how: &Deciding<'_>) -> String {
    let award = how.award;
    match how.by {
        DecidedBy::Organiser => format!("{award}：由主辦機構決定。"),
        DecidedBy::Audience => {
            let tie = match how.shared {
                true => "票數相同則同時得獎",
                false => "票數相同則由主辦機構裁定",
            };
            let choices = match how.choices {
                1 => "每人可選一部作品".to_owned(),
                choices => format!("每人最多可選 {choices} 部作品"),
            };
            format!("{award}：由觀眾投票選出，{choices}，票數最高者得獎；{tie}。")
        }
        DecidedBy::Jury => format!("{award}：{}。", jury(how)),
        DecidedBy::Blend => {
            let [jurys, halls, nets] = &how.shares;
            let (who, each, audiences) = match (halls.is_empty(), nets.is_empty()) {
                (_, true) => ("評審團與觀眾", "雙方各自", format!("觀眾的點數佔 {halls}")),
                (true, _) => ("評審團與場外觀眾", "雙方各自", format!("場外觀眾的點數佔 {nets}")),
                _ => (
                    "評審團、現場觀眾與場外觀眾",
                    "三方各自",
                    format!("現場觀眾佔 {halls}，場外觀眾佔 {nets}"),
                ),
            };
            format!(
                "{award}：由{who}共同選出，{each}為作品排名，第一至十名依次得 {} 點，\
                    評審團的點數佔 {jurys}，{audiences}；總點數相同時，觀眾票數較高者為先，\
                    再由評審團主席決定；{}。",
                how.points,
                scores(how)
            )
        }
    }
}

fn jury(how: &Deciding<'_>) -> String {
    if how.jurors == 0 {
        return "由評審團決定".to_owned();
    }
    if how.criteria.is_empty() {
        return format!("由 {} 位評審商議後決定", how.jurors);
    }
    let most = match how.most {
        1 => String::new(),
        most => format!("；最多 {most} 部作品得獎"),
    };
    format!("{}{most}；評審團參考排名，商議後作出決定", scores(how))
}

/// How the works become fewer before anything is decided.
pub(super) fn first_round(how: &FirstRound<'_>) -> String {
    let FirstRound {
        jurors,
        per_entry,
        keep,
        ..
    } = how;
    let asked = match &how.asked {
        RoundAsks::Answers([no, maybe, yes]) => {
            format!("回答可否入圍（「{yes}」2 分、「{maybe}」1 分、「{no}」0 分）")
        }
        RoundAsks::Scores(judged, scale) => format!("按{}評分（0 至 {scale} 分）", criteria(judged)),
    };
    format!(
        "初選：每部作品由 {jurors} 位評審中至少 {per_entry} 位審閱，{asked}；{}，\
            首 {keep} 部作品入圍；界線上同分時由評審團主席決定，入圍名單由主席確認。",
        rule(how.rule)
    )
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Mean => "以各評分表的平均分排名",
        Rule::Trimmed => "不計最高及最低的一份評分表，以其餘的平均分排名",
        Rule::Ranks => "以各評審所排名次的平均值排名",
        Rule::Centred => "以分數高於或低於該評審本人平均分的幅度排名",
    }
}

/// What the jury's order comes from.
fn scores(how: &Deciding<'_>) -> String {
    let rule = rule(how.rule);
    let minimum = match how.minimum {
        1 => String::new(),
        minimum => format!("，每部作品須有至少 {minimum} 份評分表"),
    };
    let mut ties: Vec<String> = how.ties.iter().map(tie).collect();
    // In a blend two works of the jury's may stand on one place.
    ties.push(match how.by {
        DecidedBy::Blend => "名次並列".to_owned(),
        _ => "由評審團主席決定".to_owned(),
    });
    format!(
        "由 {} 位評審按{}為入圍作品評分（0 至 {} 分），{rule}{minimum}；同分時{}",
        how.jurors,
        criteria(&how.criteria),
        how.scale,
        ties.join("，再")
    )
}

fn tie(tie: &TieOf<'_>) -> String {
    match tie {
        TieOf::Criterion(name) => format!("以「{name}」得分較高者為先"),
        TieOf::HeadToHead => "以較多評審給予較高分者為先".to_owned(),
    }
}

fn criteria(judged: &JudgedOn<'_>) -> String {
    let named = judged.iter().map(|(name, weight)| match weight {
        Some(weight) => format!("「{name}」（比重 {weight}）"),
        None => format!("「{name}」"),
    });
    let named: Vec<String> = named.collect();
    match named.as_slice() {
        [only] => format!("{only}一項"),
        all => all.join("、"),
    }
}
