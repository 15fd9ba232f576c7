//! The crew's page.

use crate::words::crew::{CrewSpoken, CrewWords};

pub(super) const WORDS: CrewWords = CrewWords {
    title: "工作人员",
    views: ["流程", "提词器", "计时"],
    choose: "版面",
    linked: "已连接",
    unlinked: "连接中断",
    language: "语言",
    times: "时间为预定；如有变动，金色为预计",
    tools: "提词器设置",
    sizes: ["缩小字号", "放大字号"],
    voice: "我读",
    voice_none: "全部",
    keys: "Page Down、Page Up、空格键、方向键和脚踏只滚动文字；这里不能执行任何一项。",
    full: "全屏",
    spoken: CrewSpoken {
        left: "剩余",
        over: "超时",
        spent: "此项没有预定时长",
        waits: "尚未开始",
    },
};
