//! Pages that help.

use crate::words::help::HelpWords;

pub(super) const WORDS: HelpWords = HelpWords {
    lost: "這裏沒有頁面",
    lost_why: "這個網址沒有對應的內容，可能是打錯了，或者連結已經過時。",
    lost_mend: "請檢查網址，或從下面的頁面重新開始。",
    locked: "這一頁需要鑰匙",
    locked_why: |role| format!("這是{role}的頁面，只有持鑰匙的人可以進入。"),
    locked_ways: [
        "開啟伺服器啟動時在終端機印出的連結",
        "掃描監製頁面上的 QR 碼",
        "或在下面輸入鑰匙",
    ],
    bad: "這條鑰匙無效",
    bad_why: |role| format!("這不是{role}現時的鑰匙：可能抄漏了，或者已經換成新的。"),
    bad_ways: [
        "請監製給你新的連結，或掃描監製頁面上的 QR 碼",
        "監製自己的連結，在伺服器的終端機和節目資料夾的 links.json",
        "或在下面輸入鑰匙",
    ],
    wrong: "這條鑰匙開的是另一扇門",
    wrong_why: |role| format!("你的鑰匙有效，但不屬於{role}。"),
    wrong_ways: [
        "請監製給你正確的連結，或掃描監製頁面上的 QR 碼",
        "或在下面輸入另一條鑰匙",
    ],
    devices: "開啟這一頁的瀏覽器太多",
    devices_why: "這位評審的評分頁已在 12 個瀏覽器開啟，不能再增加。這裡沒有儲存任何資料。",
    devices_mend: "請在評審或評審團主席的頁面結束其中一個，再重新開啟連結。",
    failed: "伺服器遇到問題",
    failed_why: "這一頁暫時無法顯示。已記錄的內容不受影響，大銀幕會維持現在的畫面。",
    failed_mend: "請稍等片刻再試；如果問題持續，請通知監製或技術人員。",
    key: "鑰匙",
    enter: "進入",
    elsewhere: "其他頁面",
    audience: "觀眾頁面",
    stage: "舞台畫面",
    results: "得獎名單",
    roles: ["司儀", "監製", "評審", "評審團主席", "工作人員"],
    language: "語言",
};
