//! See [`LateWords`].

use crate::words::producer::late::LateWords;

pub(super) const WORDS: LateWords = LateWords {
    heading: "待套用的更改",
    note: "已儲存，但尚未在任何熒幕上生效。",
    apply: "套用",
    applied: "已套用。",
    undo: "復原上一項",
    more: |n| format!("另有 {n} 項"),
    added: "新增",
    removed: "已刪去",
    moved: "已移動",
    place: |n| format!("第 {n} 項"),
    yes: "是",
    no: "否",
    nothing: "–",
    other: "細項",
    look_again: "密封之後有入圍作品退出。請打開信封查看是否仍然有效，或重新密封。",
    count_again: "點票之後有入圍作品退出。請查看票數：可能因此同票，或不再同票。",
};
