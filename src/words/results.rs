//! The words of the public results.

use super::Ui;

/// The words of the results page.
#[derive(Debug)]
pub struct Words {
    /// The page's heading.
    pub winners: &'static str,
    /// Before anything is revealed, large.
    pub before: &'static str,
    /// Beneath it.
    pub before_more: &'static str,
    /// Marks an award that was corrected.
    pub corrected: &'static str,
    /// Explains the mark.
    pub corrected_note: &'static str,
    /// Stands for the winners while an award is being corrected.
    pub correcting: &'static str,
    /// Beneath it.
    pub correcting_more: &'static str,
    /// Stands for the winners where nobody won.
    pub nobody: &'static str,
    /// Marks the award that the hall decided.
    pub by_audience: &'static str,
    /// While awards are still to come.
    pub more_to_come: &'static str,
    /// That the page renews itself.
    pub renews: &'static str,
    /// The button that prints.
    pub print: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
}

const ZH_HANT: Words = Words {
    winners: "得獎名單",
    before: "結果尚未揭曉",
    before_more: "每個獎項在台上揭曉之後，就會在這裏公布。",
    corrected: "更正",
    corrected_note: "標有「更正」的獎項，曾宣布的結果有誤，現以此頁為準。",
    correcting: "更正中",
    correcting_more: "正確結果將於稍後公布。",
    nobody: "從缺",
    by_audience: "由現場觀眾投票選出",
    more_to_come: "其餘獎項，即將揭曉。",
    renews: "本頁每半分鐘自動更新。",
    print: "列印",
    language: "語言",
};

const ZH_HANS: Words = Words {
    winners: "获奖名单",
    before: "结果尚未揭晓",
    before_more: "每个奖项在台上揭晓之后，就会在这里公布。",
    corrected: "更正",
    corrected_note: "标有“更正”的奖项，曾宣布的结果有误，现以此页为准。",
    correcting: "更正中",
    correcting_more: "正确结果将于稍后公布。",
    nobody: "空缺",
    by_audience: "由现场观众投票选出",
    more_to_come: "其余奖项，即将揭晓。",
    renews: "本页每半分钟自动更新。",
    print: "打印",
    language: "语言",
};

const EN: Words = Words {
    winners: "The winners",
    before: "Nothing has been revealed yet",
    before_more: "Each award appears here once it has been revealed on stage.",
    corrected: "Corrected",
    corrected_note: "Where an award is marked “Corrected”, the result first announced was wrong. This page is right.",
    correcting: "Being corrected",
    correcting_more: "The right result will follow shortly.",
    nobody: "No award",
    by_audience: "Chosen by the audience in the hall",
    more_to_come: "More awards are still to come.",
    renews: "This page renews itself every half minute.",
    print: "Print",
    language: "Language",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
