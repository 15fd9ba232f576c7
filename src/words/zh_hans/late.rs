//! See [`LateWords`].

use crate::words::producer::late::LateWords;

pub(super) const WORDS: LateWords = LateWords {
    heading: "待应用的更改",
    note: "已保存，但尚未在任何屏幕上生效。",
    apply: "应用",
    applied: "已应用。",
    undo: "撤销上一项",
    more: |n| format!("另有 {n} 项"),
    added: "新增",
    removed: "已删去",
    moved: "已移动",
    place: |n| format!("第 {n} 项"),
    yes: "是",
    no: "否",
    nothing: "–",
    other: "细项",
    look_again: "密封之后有入围作品退出。请打开信封查看是否仍然有效，或重新密封。",
    count_again: "计票之后有入围作品退出。请查看票数：可能因此同票，或不再同票。",
};
