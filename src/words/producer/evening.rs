//! The words around the evening as a whole.

use crate::words::Ui;

/// The words around doors, downloads and the show file.
#[derive(Debug)]
pub struct Words {
    /// Heading.
    pub heading: &'static str,
    /// Label.
    pub doors: &'static str,
    /// The doors are open.
    pub doors_open_state: &'static str,
    /// The doors are closed.
    pub doors_closed_state: &'static str,
    /// The button.
    pub doors_open: &'static str,
    /// What it locks.
    pub doors_open_sure: &'static str,
    /// The button.
    pub doors_close: &'static str,
    /// What it unlocks.
    pub doors_close_sure: &'static str,
    /// Label and button.
    pub rewind: &'static str,
    /// What it does.
    pub rewind_note: &'static str,
    /// Why it cannot.
    pub rewind_locked: &'static str,
    /// The field; `{id}`.
    pub rewind_type: &'static str,
    /// The button.
    pub rewind_go: &'static str,
    /// Label and button.
    pub reread: &'static str,
    /// What it does.
    pub reread_note: &'static str,
    /// It worked.
    pub reread_done: &'static str,
    /// Label.
    pub export: &'static str,
    /// What is in it.
    pub export_note: &'static str,
    /// Label.
    pub facts: &'static str,
    /// Unit; `{n}`.
    pub entries: &'static str,
    /// Unit; `{n}`.
    pub awards: &'static str,
    /// Unit; `{n}`.
    pub cues: &'static str,
    /// Unit; `{n}` minutes.
    pub planned: &'static str,
    /// Label of the show's id.
    pub id: &'static str,
}

const ZH_HANT: Words = Words {
    heading: "節目管理",
    doors: "入場",
    doors_open_state: "已開放入場，這是正式演出。",
    doors_closed_state: "未開放入場，現在所做的都是綵排。",
    doors_open: "宣布開放入場",
    doors_open_sure: "之後不能再「回到開頭」：今晚發生的一切都會保留。只要尚未揭曉任何獎項，仍可以取消。",
    doors_close: "取消開放入場",
    doors_close_sure: "重新當作綵排，「回到開頭」會再次可用。",
    rewind: "回到開頭",
    rewind_note: "把至今的記錄存檔，一切由頭開始。鑰匙和連結不變。",
    rewind_locked: "已開放入場，不能回到開頭。",
    rewind_type: "請輸入節目代號 {id} 以確認",
    rewind_go: "存檔並重新開始",
    reread: "重新讀取節目檔案",
    reread_note: "修改 show.toml 之後按這裏；位置會保留在同一環節。",
    reread_done: "節目檔案沒有錯誤，已採用。",
    export: "下載",
    export_note: "匯出檔案包含一切，包括尚未揭曉的結果。請小心保管。",
    facts: "節目資料",
    entries: "{n} 部入圍作品",
    awards: "{n} 個獎項",
    cues: "{n} 個環節",
    planned: "預計 {n} 分鐘",
    id: "節目代號",
};

const ZH_HANS: Words = Words {
    heading: "节目管理",
    doors: "入场",
    doors_open_state: "已开放入场，这是正式演出。",
    doors_closed_state: "未开放入场，现在所做的都是彩排。",
    doors_open: "宣布开放入场",
    doors_open_sure: "之后不能再“回到开头”：今晚发生的一切都会保留。只要尚未揭晓任何奖项，仍可以取消。",
    doors_close: "取消开放入场",
    doors_close_sure: "重新当作彩排，“回到开头”会再次可用。",
    rewind: "回到开头",
    rewind_note: "把至今的记录存档，一切从头开始。密钥和链接不变。",
    rewind_locked: "已开放入场，不能回到开头。",
    rewind_type: "请输入节目代号 {id} 以确认",
    rewind_go: "存档并重新开始",
    reread: "重新读取节目文件",
    reread_note: "修改 show.toml 之后按这里；位置会保留在同一环节。",
    reread_done: "节目文件没有错误，已采用。",
    export: "下载",
    export_note: "导出文件包含一切，包括尚未揭晓的结果。请小心保管。",
    facts: "节目资料",
    entries: "{n} 部入围作品",
    awards: "{n} 个奖项",
    cues: "{n} 个环节",
    planned: "预计 {n} 分钟",
    id: "节目代号",
};

const EN: Words = Words {
    heading: "The evening",
    doors: "Doors",
    doors_open_state: "The doors are open. This is the show.",
    doors_closed_state: "The doors are closed. All this is a rehearsal.",
    doors_open: "Declare the doors open",
    doors_open_sure: "After this there is no “back to the top”: everything that happens is kept. You can take it back until the first award is revealed.",
    doors_close: "Close the doors again",
    doors_close_sure: "Back to rehearsal: “back to the top” is available again.",
    rewind: "Back to the top",
    rewind_note: "Archives the journal so far and starts a clean evening. Keys and links stay.",
    rewind_locked: "The doors are open: there is no way back to the top.",
    rewind_type: "Type the show’s id, {id}, to confirm",
    rewind_go: "Archive and start over",
    reread: "Read the show file again",
    reread_note: "After editing show.toml. The stage stays on its cue.",
    reread_done: "The show file is sound and in use.",
    export: "Downloads",
    export_note: "Exports hold everything, unrevealed winners included. Keep them close.",
    facts: "The show",
    entries: "Finalists: {n}",
    awards: "Awards: {n}",
    cues: "Cues: {n}",
    planned: "Planned: {n} min",
    id: "Show id",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
