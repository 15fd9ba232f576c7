//! The public results.

use crate::words::results::ResultsWords;

pub(super) const WORDS: ResultsWords = ResultsWords {
    winners: "获奖名单",
    before: "结果尚未揭晓",
    before_more: "每个奖项在台上揭晓之后，就会在这里公布。",
    corrected: "更正",
    corrected_note: "标有“更正”的奖项，曾宣布的结果有误，现以此页为准。",
    correcting: "更正中",
    correcting_more: "正确结果将于稍后公布。",
    nobody: "空缺",
    mention: "特别表扬",
    by_audience: "由现场观众投票选出",
    more_to_come: "其余奖项，即将揭晓。",
    renews: "本页每半分钟自动更新。",
    print: "打印",
    language: "语言",
};
