//! How an award is decided.

use crate::show::programme::{DecidedBy, Rule};
use crate::words::decided::{Deciding, FirstRound, JudgedOn, RoundAsks, RuleWords, TieOf};

pub(super) const RULE: RuleWords = RuleWords {
    changed: |parts| format!("有评分后更改了计分方法：{parts}"),
    parts: [
        "评分范围",
        "排名方法",
        "同分处理",
        "最少评分表数目",
        "准则或比重",
        "奖项",
        "评审或须回避作品",
        "密封方式",
        "初选",
    ],
};

pub(super) fn sentence(how: &Deciding<'_>) -> String {
    let award = how.award;
    match how.by {
        DecidedBy::Organiser => format!("{award}：由主办机构决定。"),
        DecidedBy::Audience => {
            let tie = match how.shared {
                true => "票数相同则同时得奖",
                false => "票数相同则由主办机构裁定",
            };
            let choices = match how.choices {
                1 => "每人可选一部作品".to_owned(),
                choices => format!("每人最多可选 {choices} 部作品"),
            };
            format!("{award}：由观众投票选出，{choices}，票数最高者得奖；{tie}。")
        }
        DecidedBy::Jury => format!("{award}：{}。", jury(how)),
        DecidedBy::Blend => {
            let [jurys, halls, nets] = &how.shares;
            let (who, each, audiences) = match (halls.is_empty(), nets.is_empty()) {
                (_, true) => ("评审团与观众", "双方各自", format!("观众的点数占 {halls}")),
                (true, _) => ("评审团与场外观众", "双方各自", format!("场外观众的点数占 {nets}")),
                _ => (
                    "评审团、现场观众与场外观众",
                    "三方各自",
                    format!("现场观众占 {halls}，场外观众占 {nets}"),
                ),
            };
            format!(
                "{award}：由{who}共同选出，{each}为作品排名，第一至十名依次得 {} 点，\
                    评审团的点数占 {jurys}，{audiences}；总点数相同时，观众票数较高者为先，\
                    再由评审团主席决定；{}。",
                how.points,
                scores(how)
            )
        }
    }
}

fn jury(how: &Deciding<'_>) -> String {
    if how.jurors == 0 {
        return "由评审团决定".to_owned();
    }
    if how.criteria.is_empty() {
        return format!("由 {} 位评审商议后决定", how.jurors);
    }
    let most = match how.most {
        1 => String::new(),
        most => format!("；最多 {most} 部作品得奖"),
    };
    format!("{}{most}；评审团参考排名，商议后作出决定", scores(how))
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
            format!("回答可否入围（“{yes}”2 分、“{maybe}”1 分、“{no}”0 分）")
        }
        RoundAsks::Scores(judged, scale) => format!("按{}评分（0 至 {scale} 分）", criteria(judged)),
    };
    format!(
        "初选：每部作品由 {jurors} 位评审中至少 {per_entry} 位审阅，{asked}；{}，\
            前 {keep} 部作品入围；界线上同分时由评审团主席决定，入围名单由主席确认。",
        rule(how.rule)
    )
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Mean => "以各评分表的平均分排名",
        Rule::Trimmed => "不计最高及最低的一份评分表，以其余的平均分排名",
        Rule::Ranks => "以各评审所排名次的平均值排名",
        Rule::Centred => "以分数高于或低于该评审本人平均分的幅度排名",
    }
}

/// What the jury's order comes from.
fn scores(how: &Deciding<'_>) -> String {
    let rule = rule(how.rule);
    let minimum = match how.minimum {
        1 => String::new(),
        minimum => format!("，每部作品须有至少 {minimum} 份评分表"),
    };
    let mut ties: Vec<String> = how.ties.iter().map(tie).collect();
    // In a blend two works of the jury's may stand on one place.
    ties.push(match how.by {
        DecidedBy::Blend => "名次并列".to_owned(),
        _ => "由评审团主席决定".to_owned(),
    });
    format!(
        "由 {} 位评审按{}为入围作品评分（0 至 {} 分），{rule}{minimum}；同分时{}",
        how.jurors,
        criteria(&how.criteria),
        how.scale,
        ties.join("，再")
    )
}

fn tie(tie: &TieOf<'_>) -> String {
    match tie {
        TieOf::Criterion(name) => format!("以“{name}”得分较高者为先"),
        TieOf::HeadToHead => "以较多评审给予较高分者为先".to_owned(),
    }
}

fn criteria(judged: &JudgedOn<'_>) -> String {
    let named = judged.iter().map(|(name, weight)| match weight {
        Some(weight) => format!("“{name}”（比重 {weight}）"),
        None => format!("“{name}”"),
    });
    let named: Vec<String> = named.collect();
    match named.as_slice() {
        [only] => format!("{only}一项"),
        all => all.join("、"),
    }
}
