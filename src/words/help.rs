//! The words of the pages that help: not found, no key, wrong key, something failed.

use super::Ui;

/// The words of the help pages.
#[derive(Debug)]
pub struct Words {
    /// Heading of the page for an address that leads nowhere.
    pub lost: &'static str,
    /// What happened.
    pub lost_why: &'static str,
    /// How to mend it.
    pub lost_mend: &'static str,
    /// Heading of the page that needs a key.
    pub locked: &'static str,
    /// What happened; `{role}` is the role.
    pub locked_why: &'static str,
    /// The ways in.
    pub locked_ways: [&'static str; 3],
    /// Heading of the page for a key that opens nothing, or no longer.
    pub bad: &'static str,
    /// What happened; `{role}` is the role.
    pub bad_why: &'static str,
    /// The ways in.
    pub bad_ways: [&'static str; 3],
    /// Heading of the page for a key of another role.
    pub wrong: &'static str,
    /// What happened; `{role}` is the role.
    pub wrong_why: &'static str,
    /// The ways in.
    pub wrong_ways: [&'static str; 2],
    /// Heading of the page for our own failure.
    pub failed: &'static str,
    /// What happened.
    pub failed_why: &'static str,
    /// How to mend it.
    pub failed_mend: &'static str,
    /// The field for the key.
    pub key: &'static str,
    /// Its button.
    pub enter: &'static str,
    /// Above the links.
    pub elsewhere: &'static str,
    /// Link to the audience's page.
    pub audience: &'static str,
    /// Link to the stage.
    pub stage: &'static str,
    /// Link to the results.
    pub results: &'static str,
    /// The roles: MC, producer, jury.
    pub roles: [&'static str; 3],
    /// Accessible name of the language switch.
    pub language: &'static str,
}

const ZH_HANT: Words = Words {
    lost: "這裏沒有頁面",
    lost_why: "這個網址沒有對應的內容，可能是打錯了，或者連結已經過時。",
    lost_mend: "請檢查網址，或從下面的頁面重新開始。",
    locked: "這一頁需要鑰匙",
    locked_why: "這是{role}的頁面，只有持鑰匙的人可以進入。",
    locked_ways: [
        "開啟伺服器啟動時在終端機印出的連結",
        "掃描監製頁面上的 QR 碼",
        "或在下面輸入鑰匙",
    ],
    bad: "這條鑰匙無效",
    bad_why: "這不是{role}現時的鑰匙：可能抄漏了，或者已經換成新的。",
    bad_ways: [
        "請監製給你新的連結，或掃描監製頁面上的 QR 碼",
        "監製自己的連結，在伺服器的終端機和節目資料夾的 links.json",
        "或在下面輸入鑰匙",
    ],
    wrong: "這條鑰匙開的是另一扇門",
    wrong_why: "你的鑰匙有效，但不屬於{role}。",
    wrong_ways: [
        "請監製給你正確的連結，或掃描監製頁面上的 QR 碼",
        "或在下面輸入另一條鑰匙",
    ],
    failed: "伺服器遇到問題",
    failed_why: "這一頁暫時無法顯示。已記錄的內容不受影響，大銀幕會維持現在的畫面。",
    failed_mend: "請稍等片刻再試；如果問題持續，請通知監製或技術人員。",
    key: "鑰匙",
    enter: "進入",
    elsewhere: "其他頁面",
    audience: "觀眾頁面",
    stage: "舞台畫面",
    results: "得獎名單",
    roles: ["司儀", "監製", "評審團"],
    language: "語言",
};

const ZH_HANS: Words = Words {
    lost: "这里没有页面",
    lost_why: "这个网址没有对应的内容，可能是输错了，或者链接已经过时。",
    lost_mend: "请检查网址，或从下面的页面重新开始。",
    locked: "这一页需要密钥",
    locked_why: "这是{role}的页面，只有持有密钥的人可以进入。",
    locked_ways: [
        "打开服务器启动时在终端打印的链接",
        "扫描监制页面上的二维码",
        "或在下面输入密钥",
    ],
    bad: "这个密钥无效",
    bad_why: "这不是{role}现在的密钥：可能抄漏了，或者已经换成新的。",
    bad_ways: [
        "请监制给你新的链接，或扫描监制页面上的二维码",
        "监制自己的链接，在服务器的终端和节目文件夹的 links.json",
        "或在下面输入密钥",
    ],
    wrong: "这把钥匙开的是另一扇门",
    wrong_why: "你的密钥有效，但不属于{role}。",
    wrong_ways: [
        "请监制给你正确的链接，或扫描监制页面上的二维码",
        "或在下面输入另一个密钥",
    ],
    failed: "服务器遇到问题",
    failed_why: "这一页暂时无法显示。已记录的内容不受影响，大银幕会保持现在的画面。",
    failed_mend: "请稍等片刻再试；如果问题持续，请通知监制或技术人员。",
    key: "密钥",
    enter: "进入",
    elsewhere: "其他页面",
    audience: "观众页面",
    stage: "舞台画面",
    results: "获奖名单",
    roles: ["司仪", "监制", "评审团"],
    language: "语言",
};

const EN: Words = Words {
    lost: "There is no page here",
    lost_why: "Nothing lives at this address. It may be mistyped, or the link may be old.",
    lost_mend: "Check the address, or start again from one of the pages below.",
    locked: "This page needs a key",
    locked_why: "It belongs to the {role}, and only someone with the key can enter.",
    locked_ways: [
        "Open the link that the server printed in the terminal when it started",
        "Scan the QR code on the producer’s page",
        "Or enter the key here",
    ],
    bad: "That key is not valid",
    bad_why: "It is not the {role}’s key, or no longer: it may have been cut short in copying, or \
        a new one has replaced it.",
    bad_ways: [
        "Ask the producer for a fresh link, or scan the QR code on the producer’s page",
        "The producer’s own link is in the terminal of the server, and in links.json in the show \
            folder",
        "Or enter the key here",
    ],
    wrong: "That key opens another door",
    wrong_why: "Your key is good, but it is not the {role}’s.",
    wrong_ways: [
        "Ask the producer for the right link, or scan the QR code on the producer’s page",
        "Or enter another key here",
    ],
    failed: "Something went wrong on our side",
    failed_why: "This page cannot be shown just now. What was recorded is safe, and the stage keeps its picture.",
    failed_mend: "Wait a moment and try again. If it persists, tell the producer or the technician.",
    key: "Key",
    enter: "Enter",
    elsewhere: "Other pages",
    audience: "Audience",
    stage: "Stage",
    results: "Winners",
    roles: ["MC", "producer", "jury"],
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
