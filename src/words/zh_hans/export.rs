//! Exported files.

use crate::words::export::ExportWords;

pub(super) const WORDS: ExportWords = ExportWords {
    annex_awards: "附件一：获奖名单",
    annex_others: "附件二：其他入围名单",
    award: "奖项",
    team: "队伍",
    title: "作品名称",
    no_votes: "没有投票",
    undecided: "尚未有结果",
    sealed: "已密封、尚未揭晓",
    corrected: "更正",
    correcting: "更正中",
    simulated: "演示：现场投票包含模拟观众",
};
