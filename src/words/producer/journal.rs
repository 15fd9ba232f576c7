//! The journal in words. None of them says who won.

use crate::words::Ui;

/// What happened, in words.
#[derive(Debug)]
pub struct Words {
    /// Who caused it: file, MC, producer, stage, server.
    pub by: [&'static str; 5],
    /// The evening began.
    pub loaded: &'static str,
    /// The show file was taken over again.
    pub reread: &'static str,
    /// The stage moved: GO, back, jump.
    pub moves: [&'static str; 3],
    /// Dark, and light again.
    pub blackout: [&'static str; 2],
    /// The safe card went, and came.
    pub card: [&'static str; 2],
    /// A decision was sealed.
    pub sealed: &'static str,
    /// Somebody looked into an envelope.
    pub opened: &'static str,
    /// The winner cue fired.
    pub revealed: &'static str,
    /// The hall has seen it.
    pub on_wall: &'static str,
    /// Given to the public.
    pub released: &'static str,
    /// The wrong envelope was raised.
    pub wrong: &'static str,
    /// It was right after all.
    pub stands: &'static str,
    /// The producer put it right.
    pub corrected: &'static str,
    /// Voting began.
    pub ballot_opened: &'static str,
    /// Voting goes on longer.
    pub ballot_extended: &'static str,
    /// Voting ended.
    pub ballot_closing: &'static str,
    /// The count is in.
    pub ballot_closed: &'static str,
    /// Voting began again.
    pub ballot_reopened: &'static str,
    /// Before the deadline.
    pub until: &'static str,
    /// A voter does not count.
    pub voter_excluded: &'static str,
    /// Simulated phones take part.
    pub crowd_simulated: &'static str,
    /// Somebody looked at a secret tally.
    pub tally_opened: &'static str,
    /// A screen counts.
    pub screen_approved: &'static str,
    /// A screen counts no longer.
    pub screen_dismissed: &'static str,
    /// A role got a new key.
    pub key_revoked: &'static str,
    /// An earlier version's evening: its keys are known from here on.
    pub keys_noted: &'static str,
    /// The evening goes on with other keys.
    pub keys_replaced: &'static str,
    /// The audience comes in.
    pub doors_opened: &'static str,
    /// It was too early.
    pub doors_closed: &'static str,
}

const ZH_HANT: Words = Words {
    by: ["節目檔案", "司儀", "監製", "舞台", "伺服器"],
    loaded: "載入節目",
    reread: "重新讀取節目檔案",
    moves: ["GO", "返回", "跳到"],
    blackout: ["黑場結束", "黑場"],
    card: ["收起備用畫面", "顯示備用畫面"],
    sealed: "信封已密封",
    opened: "有人查看信封",
    revealed: "得主揭曉",
    on_wall: "大銀幕已完整顯示",
    released: "已對外公布",
    wrong: "信封有誤",
    stands: "核實無誤",
    corrected: "更正",
    ballot_opened: "投票開始",
    ballot_extended: "投票延長",
    ballot_closing: "投票截止，正在點票",
    ballot_closed: "點票完成",
    ballot_reopened: "重新開放投票",
    until: "截止時間",
    voter_excluded: "一張選票不計算在內",
    crowd_simulated: "模擬觀眾參與投票",
    tally_opened: "有人查看點票結果",
    screen_approved: "熒幕已核准",
    screen_dismissed: "熒幕已移除",
    key_revoked: "鑰匙已作廢，換上新鑰匙",
    keys_noted: "已記下本場的鑰匙",
    keys_replaced: "改用另一套鑰匙繼續，已投票的觀眾可再次投票",
    doors_opened: "開放觀眾入場",
    doors_closed: "取消開放入場",
};

const ZH_HANS: Words = Words {
    by: ["节目文件", "司仪", "监制", "舞台", "服务器"],
    loaded: "载入节目",
    reread: "重新读取节目文件",
    moves: ["GO", "返回", "跳到"],
    blackout: ["黑场结束", "黑场"],
    card: ["收起备用画面", "显示备用画面"],
    sealed: "信封已密封",
    opened: "有人查看信封",
    revealed: "得主揭晓",
    on_wall: "大银幕已完整显示",
    released: "已对外公布",
    wrong: "信封有误",
    stands: "核实无误",
    corrected: "更正",
    ballot_opened: "投票开始",
    ballot_extended: "投票延长",
    ballot_closing: "投票截止，正在计票",
    ballot_closed: "计票完成",
    ballot_reopened: "重新开放投票",
    until: "截止时间",
    voter_excluded: "一张选票不计算在内",
    crowd_simulated: "模拟观众参与投票",
    tally_opened: "有人查看计票结果",
    screen_approved: "屏幕已核准",
    screen_dismissed: "屏幕已移除",
    key_revoked: "密钥已作废，换上新密钥",
    keys_noted: "已记下本场的密钥",
    keys_replaced: "改用另一套密钥继续，已投票的观众可再次投票",
    doors_opened: "开放观众入场",
    doors_closed: "取消开放入场",
};

const EN: Words = Words {
    by: ["show file", "MC", "producer", "stage", "server"],
    loaded: "Show loaded",
    reread: "Show file read again",
    moves: ["GO", "Back to", "Jump to"],
    blackout: ["Blackout over", "Blackout"],
    card: ["Safe card off", "Safe card on"],
    sealed: "Envelope sealed",
    opened: "Envelope looked into",
    revealed: "Winner revealed",
    on_wall: "Complete on the wall",
    released: "Released to the public",
    wrong: "Wrong envelope",
    stands: "Right after all",
    corrected: "Corrected",
    ballot_opened: "Vote open",
    ballot_extended: "Vote extended",
    ballot_closing: "Vote over, counting",
    ballot_closed: "Vote counted",
    ballot_reopened: "Vote open again",
    until: "until",
    voter_excluded: "A vote excluded",
    crowd_simulated: "A simulated crowd takes part",
    tally_opened: "Tally looked at",
    screen_approved: "Screen approved",
    screen_dismissed: "Screen dismissed",
    key_revoked: "Key revoked, a new one made",
    keys_noted: "Keys of this evening noted",
    keys_replaced: "Went on with other keys: those who had voted can vote again",
    doors_opened: "Doors open",
    doors_closed: "Doors closed again",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
