//! See [`NoteWords`].

use crate::words::note::NoteWords;

pub(super) const WORDS: NoteWords = NoteWords {
    ready: [
        ("stretch", "拖一拖"),
        ("stretch-2", "拖两分钟"),
        ("stretch-5", "拖五分钟"),
        ("wrap", "收尾"),
        ("hold", "停一停，等候"),
        ("pace", "加快节奏"),
        ("go", "可以继续"),
    ],
    heading: "给司仪的提示",
    note: "提示留在司仪平板上，直到按“收到”；新提示会取代旧提示。工作人员页面也会显示；舞台、手机和导出文件一律没有。",
    own: "自行输入",
    send: "发出",
    sent: "发出时间",
    from: "监制提示",
    understood: "收到",
    seen: |number, voice| {
        let tablet = number.map_or_else(|| "平板".to_owned(), |n| format!("平板 {n}"));
        let voice = voice.map_or_else(String::new, |voice| format!("（{voice}）"));
        format!("收到：{tablet}{voice}")
    },
    waits: "还没有人按收到",
    replaced: "还没有人收到，已被下一条取代",
    taken_away: "还没有人收到，已收回",
    take_away: "收回",
    messages: "舞台消息",
    messages_note: "长按其中一条，便会盖过舞台一切画面，包括黑场和备用画面；流程位置不变。",
    reads: "本平板读",
    reads_both: "两位",
};
