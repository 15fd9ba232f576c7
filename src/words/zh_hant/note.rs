//! See [`NoteWords`].

use crate::words::note::NoteWords;

pub(super) const WORDS: NoteWords = NoteWords {
    ready: [
        ("stretch", "拖一拖"),
        ("stretch-2", "拖兩分鐘"),
        ("stretch-5", "拖五分鐘"),
        ("wrap", "收尾"),
        ("hold", "停一停，等候"),
        ("pace", "加快節奏"),
        ("go", "可以繼續"),
    ],
    heading: "給司儀的提示",
    note: "提示留在司儀平板上，直至按「收到」；新提示會取代舊提示。工作人員版面亦會顯示；舞台、電話及匯出檔案一律沒有。",
    own: "自行輸入",
    send: "發出",
    sent: "發出時間",
    from: "監製提示",
    understood: "收到",
    seen: |number, voice| {
        let tablet = number.map_or_else(|| "平板".to_owned(), |n| format!("平板 {n}"));
        let voice = voice.map_or_else(String::new, |voice| format!("（{voice}）"));
        format!("收到：{tablet}{voice}")
    },
    waits: "未有人按收到",
    replaced: "未有人收到，已被下一則取代",
    taken_away: "未有人收到，已收回",
    take_away: "收回",
    messages: "舞台訊息",
    messages_note: "長按其中一則，便會蓋過舞台一切畫面，包括黑場及備用畫面；流程位置不變。",
    reads: "本平板讀",
    reads_both: "兩位",
};
