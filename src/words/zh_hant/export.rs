//! Exported files.

use crate::words::export::ExportWords;

pub(super) const WORDS: ExportWords = ExportWords {
    annex_awards: "附件一：獲獎名單",
    annex_others: "附件二：其他入圍名單",
    award: "獎項",
    team: "隊伍",
    title: "作品名稱",
    no_votes: "沒有投票",
    undecided: "尚未有結果",
    sealed: "已密封、尚未揭曉",
    corrected: "更正",
    correcting: "更正中",
    both_counts: |hall, net| format!("現場 {hall} 票，場外 {net} 票"),
    hall_count: |hall| format!("只計現場 {hall} 票"),
    hall_alone: "結果只計現場投票",
    simulated: "示範：現場投票包含模擬觀眾",
};
