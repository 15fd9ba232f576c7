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
    both_counts: |hall, net| format!("现场 {hall} 票，场外 {net} 票"),
    hall_count: |hall| format!("只计现场 {hall} 票"),
    hall_alone: "结果只计现场投票",
    simulated: "演示：现场投票包含模拟观众",
};
