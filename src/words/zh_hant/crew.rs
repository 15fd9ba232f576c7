//! The crew's page.

use crate::words::crew::{CrewSpoken, CrewWords};

pub(super) const WORDS: CrewWords = CrewWords {
    title: "工作人員",
    views: ["流程", "讀稿機", "計時"],
    choose: "版面",
    linked: "已連線",
    unlinked: "連線中斷",
    language: "語言",
    times: "時間為預定；如有變動，金色為預計",
    tools: "讀稿機設定",
    sizes: ["字體縮小", "字體放大"],
    voice: "我讀",
    voice_none: "全部",
    keys: "Page Down、Page Up、空白鍵、方向鍵及腳踏只會捲動文字；這裏不能執行任何一項。",
    full: "全熒幕",
    spoken: CrewSpoken {
        left: "尚餘",
        over: "超時",
        spent: "此項沒有預定時間",
        waits: "尚未開始",
    },
};
