//! The words that the page's script needs.

use crate::words::Ui;

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
    /// Something else than the server answered.
    pub intercepted: &'static str,
    /// It arrived after its time.
    pub late: &'static str,
    /// The key is not valid (any longer).
    pub locked: &'static str,
    /// The page was opened at an address that the server does not take for its own.
    pub elsewhere: &'static str,
    /// In a form that cannot be sent while the server cannot be heard.
    pub cut_off: &'static str,
    /// In a ruling whose ballot was opened again.
    pub voted_anew: &'static str,
    /// In a ruling on a count that is not the last one any more.
    pub counted_anew: &'static str,
    /// In a decision on an award that has been announced meanwhile.
    pub announced: &'static str,
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
    /// After one vote.
    pub vote: &'static str,
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
    intercepted: "回應的不是伺服器，而是網絡上的登入頁或過濾裝置，所以未能確認有沒有執行。請先看清頁面現況，登入 Wi-Fi 或改用其他網絡，再決定是否重試。",
    late: "這個要求來得太遲，沒有執行。請先看清頁面現況，有需要再試。",
    locked: "這一頁的鑰匙已經失效，所以沒有執行。請重新開啟監製連結。",
    elsewhere: "伺服器不認得這一頁的網址，所以沒有執行。請重新開啟監製連結；如果仍然如此，請檢查 --public-url。",
    cut_off: "與伺服器的連線中斷，暫時不能送出。你所選的會保留；連線恢復後可以繼續。",
    voted_anew: "這項投票已經重開，先前的同票不再算數，現時毋須裁定。如果截止點算後仍然同票，請關閉這個視窗，再按「裁定…」。",
    counted_anew: "投票重開後已經重新點算，同票的作品可能不同。請關閉這個視窗，再按「裁定…」查看最新的點票結果。",
    announced: "這個獎項已經揭曉，或者不再由你決定，所以這份決定沒有送出。如果宣布的結果有誤，請關閉這個視窗，再用「更正…」。",
    choose: "請先選出得主。",
    reason: "請寫下原因。",
    keep_holding: "按住不放",
    let_go: "放手即收起",
    no_winner: "從缺",
    vote: "票",
    votes: "票",
    comma: "、",
};

const ZH_HANS: Words = Words {
    busy: "处理中",
    done: "完成",
    copied: "已复制",
    uncopied: "无法复制，请手动选取",
    unreached: "服务器没有响应。请先看清页面现况，再决定是否重试。",
    intercepted: "回应的不是服务器，而是网络上的登录页或过滤设备，所以未能确认有没有执行。请先看清页面现况，登录 Wi-Fi 或改用其他网络，再决定是否重试。",
    late: "这个请求来得太迟，没有执行。请先看清页面现况，有需要再试。",
    locked: "这一页的密钥已经失效，所以没有执行。请重新打开监制链接。",
    elsewhere: "服务器不认得这一页的网址，所以没有执行。请重新打开监制链接；如果仍然如此，请检查 --public-url。",
    cut_off: "与服务器的连接中断，暂时不能发送。你所选的会保留；连接恢复后可以继续。",
    voted_anew: "这项投票已经重开，先前的并列不再算数，现在无须裁定。如果截止点算后仍然并列，请关闭这个窗口，再按“裁定…”。",
    counted_anew: "投票重开后已经重新点算，并列的作品可能不同。请关闭这个窗口，再按“裁定…”查看最新的计票结果。",
    announced: "这个奖项已经揭晓，或者不再由你决定，所以这份决定没有发送。如果宣布的结果有误，请关闭这个窗口，再用“更正…”。",
    choose: "请先选出得主。",
    reason: "请写下原因。",
    keep_holding: "按住不放",
    let_go: "松手即收起",
    no_winner: "空缺",
    vote: "票",
    votes: "票",
    comma: "、",
};

const EN: Words = Words {
    busy: "Working",
    done: "Done",
    copied: "Copied",
    uncopied: "Could not copy: select it by hand",
    unreached: "The server did not answer. Check what the page says before trying again.",
    intercepted: "The answer came from the network (a sign-in page or a filter), not from the \
        server, so it is not known whether this was done. Check what the page says, and sign in to \
        the Wi-Fi or use another network before trying again.",
    late: "This arrived too late and was not done. Check what the page says, and try again if it \
        is still wanted.",
    locked: "This page’s key is not valid any more, so nothing was done. Open the producer’s link \
        again.",
    elsewhere: "The server does not take this page’s address for its own, so nothing was done. \
        Open the producer’s link again; if it stays so, check --public-url.",
    cut_off: "The server cannot be reached, so nothing can be sent now. What you chose stays here; go on once the link is back.",
    voted_anew: "The ballot was opened again, so the tie is void and there is nothing to rule on now. If it ends in a tie again, close this and press “Rule…” anew.",
    counted_anew: "People voted again and the ballot was counted anew: others may be tied now. Close this and press “Rule…” to see the new count.",
    announced: "This award has been announced, or is not yours to decide any more, so this decision was not sent. If the announcement was wrong, close this and use “Correct…”.",
    choose: "Choose a winner first.",
    reason: "Give a reason.",
    keep_holding: "Keep holding",
    let_go: "Let go to hide it",
    no_winner: "No award",
    vote: "vote",
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
