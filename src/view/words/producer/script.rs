//! The words that the page's script needs.

use crate::view::words::Ui;

/// The words that the page's script needs.
#[derive(Debug, serde::Serialize)]
pub struct Words {
    /// A button at work.
    pub busy: &'static str,
    /// A button that succeeded.
    pub done: &'static str,
    /// The copy button, done.
    pub copied: &'static str,
    /// The copy button, refused.
    pub uncopied: &'static str,
    /// The server did not answer.
    pub unreached: &'static str,
    /// No winner chosen.
    pub choose: &'static str,
    /// No reason given.
    pub reason: &'static str,
    /// Beside a look that ended.
    pub keep_holding: &'static str,
    /// In the veil.
    pub let_go: &'static str,
    /// An envelope without a winner.
    pub no_winner: &'static str,
    /// After a number of votes.
    pub votes: &'static str,
    /// Between names.
    pub comma: &'static str,
}

const ZH_HANT: Words = Words {
    busy: "處理中",
    done: "完成",
    copied: "已複製",
    uncopied: "無法複製，請手動選取",
    unreached: "伺服器沒有回應。請先看清頁面現況，再決定是否重試。",
    choose: "請先選出得主。",
    reason: "請寫下原因。",
    keep_holding: "按住不放",
    let_go: "放手即收起",
    no_winner: "從缺",
    votes: "票",
    comma: "、",
};

const ZH_HANS: Words = Words {
    busy: "处理中",
    done: "完成",
    copied: "已复制",
    uncopied: "无法复制，请手动选取",
    unreached: "服务器没有响应。请先看清页面现况，再决定是否重试。",
    choose: "请先选出得主。",
    reason: "请写下原因。",
    keep_holding: "按住不放",
    let_go: "松手即收起",
    no_winner: "空缺",
    votes: "票",
    comma: "、",
};

const EN: Words = Words {
    busy: "Working",
    done: "Done",
    copied: "Copied",
    uncopied: "Could not copy: select it by hand",
    unreached: "The server did not answer. Check what the page says before trying again.",
    choose: "Choose a winner first.",
    reason: "Give a reason.",
    keep_holding: "Keep holding",
    let_go: "Let go to hide it",
    no_winner: "No award",
    votes: "votes",
    comma: ", ",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
