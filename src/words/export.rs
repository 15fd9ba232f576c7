//! The words of the exported files.

use super::Ui;

/// The words of the exported tables.
#[derive(Debug)]
pub struct Words {
    /// Heading of the awards.
    pub annex_awards: &'static str,
    /// Heading of the other finalists.
    pub annex_others: &'static str,
    /// Column: award.
    pub award: &'static str,
    /// Column: team.
    pub team: &'static str,
    /// Column: title.
    pub title: &'static str,
    /// The audience's award: counted, and nobody voted.
    pub no_votes: &'static str,
    /// Not decided.
    pub undecided: &'static str,
    /// Note: these are sealed and not yet revealed.
    pub sealed: &'static str,
    /// Note: these were corrected.
    pub corrected: &'static str,
    /// Note: these are being corrected.
    pub correcting: &'static str,
    /// Note: the votes are those of simulated phones.
    pub simulated: &'static str,
    /// Between two names of a list.
    pub comma: &'static str,
    /// After a heading, before what it heads.
    pub colon: &'static str,
}

const ZH_HANT: Words = Words {
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
    simulated: "示範：現場投票包含模擬觀眾",
    comma: "、",
    colon: "：",
};

const ZH_HANS: Words = Words {
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
    comma: "、",
    colon: "：",
};

const EN: Words = Words {
    annex_awards: "Annex 1: the awards",
    annex_others: "Annex 2: the other finalists",
    award: "Award",
    team: "Team",
    title: "Title",
    no_votes: "no votes",
    undecided: "not yet decided",
    sealed: "Sealed, not yet revealed",
    corrected: "Corrected",
    correcting: "Being corrected",
    simulated: "A demonstration: simulated phones took part in the vote",
    comma: ", ",
    colon: ": ",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
