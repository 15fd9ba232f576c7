//! The words around the envelopes.

use crate::words::Ui;

/// The words around the envelopes.
#[derive(Debug)]
pub struct Words {
    /// Heading.
    pub heading: &'static str,
    /// Beneath the heading.
    pub note: &'static str,
    /// A decision is sealed.
    pub sealed: &'static str,
    /// Nothing is sealed.
    pub empty: &'static str,
    /// The hall decides.
    pub by_ballot: &'static str,
    /// A tie waits for a ruling.
    pub tie: &'static str,
    /// A tie was ruled on.
    pub ruled: &'static str,
    /// Announced.
    pub revealed: &'static str,
    /// Announced, and the hall's screens are not complete.
    pub waiting: &'static str,
    /// The wrong one was announced.
    pub wrong: &'static str,
    /// Corrected, to be announced again.
    pub mended: &'static str,
    /// Marks a corrected award.
    pub corrected: &'static str,
    /// The file holds it back.
    pub held_back: &'static str,
    /// The file will hold it back.
    pub hold_rule: &'static str,
    /// The hold button.
    pub look: &'static str,
    /// The button that seals.
    pub seal: &'static str,
    /// The button that seals again.
    pub reseal: &'static str,
    /// The button that rules on a tie.
    pub rule: &'static str,
    /// The button that corrects.
    pub correct: &'static str,
    /// The button that releases.
    pub release: &'static str,
    /// Asked before it.
    pub release_sure: &'static str,
    /// Heading of the choice of winners.
    pub who: &'static str,
    /// Title of the form that seals.
    pub seal_title: &'static str,
    /// Title of the same form for a tie.
    pub rule_title: &'static str,
    /// Heading of those that are tied.
    pub tied: &'static str,
    /// Its button.
    pub seal_go: &'static str,
    /// Its button, pressed once.
    pub seal_again: &'static str,
    /// Before the chosen, to be confirmed.
    pub seal_check: &'static str,
    /// Title of the form that corrects.
    pub correct_title: &'static str,
    /// What a correction does.
    pub correct_note: &'static str,
    /// Its button.
    pub correct_go: &'static str,
    /// Its button, pressed once.
    pub correct_again: &'static str,
    /// Before the chosen, to be confirmed.
    pub correct_check: &'static str,
    /// The field for the reason.
    pub reason: &'static str,
    /// Inside the empty field.
    pub reason_hint: &'static str,
    /// The button that says it was right.
    pub stands: &'static str,
    /// Asked before it.
    pub stands_sure: &'static str,
}

const ZH_HANT: Words = Words {
    heading: "信封",
    note: "得獎結果不會顯示在此頁；按住「查看」才會出現，每次查看都會記錄。",
    sealed: "已密封",
    empty: "尚未密封",
    by_ballot: "由觀眾投票決定",
    tie: "首名同票，須由主席裁定",
    ruled: "同票已裁定",
    revealed: "已揭曉",
    waiting: "已揭曉，等待大銀幕",
    wrong: "信封有誤，等待更正",
    mended: "已更正，等待再次宣布",
    corrected: "更正",
    held_back: "未對外公布",
    hold_rule: "揭曉後須由你公布",
    look: "按住查看",
    seal: "密封…",
    reseal: "重新密封…",
    rule: "裁定…",
    correct: "更正…",
    release: "對外公布",
    release_sure: "觀眾手機、公開名單和公開介面會立即看到這個獎項的得主。",
    who: "得主（可選多於一個）",
    seal_title: "密封信封",
    rule_title: "裁定同票",
    tied: "首名同票（可選多於一個，今次查看已記錄）",
    seal_go: "密封",
    seal_again: "確定密封",
    seal_check: "將密封：",
    correct_title: "更正得獎結果",
    correct_note: "如果大銀幕正顯示這個獎項，備用畫面會先遮住它。司儀重新宣布後，公眾才會看到正確結果。",
    correct_go: "更正",
    correct_again: "確定更正",
    correct_check: "正確得主：",
    reason: "原因（記錄在案）",
    reason_hint: "例如：信封次序有誤",
    stands: "結果無誤",
    stands_sure: "原本宣布的結果維持不變，並重新向公眾顯示。",
};

const ZH_HANS: Words = Words {
    heading: "信封",
    note: "获奖结果不会显示在此页；按住“查看”才会出现，每次查看都会记录。",
    sealed: "已密封",
    empty: "尚未密封",
    by_ballot: "由观众投票决定",
    tie: "首名同票，须由主席裁定",
    ruled: "同票已裁定",
    revealed: "已揭晓",
    waiting: "已揭晓，等待大银幕",
    wrong: "信封有误，等待更正",
    mended: "已更正，等待再次宣布",
    corrected: "更正",
    held_back: "未对外公布",
    hold_rule: "揭晓后须由你公布",
    look: "按住查看",
    seal: "密封…",
    reseal: "重新密封…",
    rule: "裁定…",
    correct: "更正…",
    release: "对外公布",
    release_sure: "观众手机、公开名单和公开接口会立即看到这个奖项的得主。",
    who: "得主（可选多个）",
    seal_title: "密封信封",
    rule_title: "裁定同票",
    tied: "首名同票（可选多个，这次查看已记录）",
    seal_go: "密封",
    seal_again: "确定密封",
    seal_check: "将密封：",
    correct_title: "更正获奖结果",
    correct_note: "如果大银幕正显示这个奖项，备用画面会先遮住它。司仪重新宣布后，公众才会看到正确结果。",
    correct_go: "更正",
    correct_again: "确定更正",
    correct_check: "正确得主：",
    reason: "原因（记录在案）",
    reason_hint: "例如：信封顺序有误",
    stands: "结果无误",
    stands_sure: "原本宣布的结果维持不变，并重新向公众显示。",
};

const EN: Words = Words {
    heading: "Envelopes",
    note: "Winners are veiled on this page. Press and hold to look; every look is recorded.",
    sealed: "Sealed",
    empty: "Not sealed",
    by_ballot: "The audience decides",
    tie: "Tied for first: the chair decides",
    ruled: "Tie ruled on",
    revealed: "Revealed",
    waiting: "Revealed, waiting for the wall",
    wrong: "Wrong envelope, waiting for you",
    mended: "Corrected, to be announced again",
    corrected: "Corrected",
    held_back: "Not released",
    hold_rule: "Public once you release it",
    look: "Hold to look",
    seal: "Seal…",
    reseal: "Seal again…",
    rule: "Rule…",
    correct: "Correct…",
    release: "Release",
    release_sure: "Phones, the public page and the public API will show this award’s winner at once.",
    who: "Winner (more than one may share it)",
    seal_title: "Seal the envelope",
    rule_title: "Rule on the tie",
    tied: "Tied for first (more than one may share it; this look was recorded)",
    seal_go: "Seal",
    seal_again: "Yes, seal it",
    seal_check: "To be sealed: ",
    correct_title: "Correct the result",
    correct_note: "If this award is on stage, the safe card covers it first. The public learns the right result once the MC has announced it again.",
    correct_go: "Correct",
    correct_again: "Yes, correct it",
    correct_check: "The right winner: ",
    reason: "Reason, for the record",
    reason_hint: "For example: the envelopes were swapped",
    stands: "It was right after all",
    stands_sure: "The announced result stands, and the public sees it again.",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
