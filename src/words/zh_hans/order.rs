//! See [`OrderWords`].

use crate::words::producer::order::OrderWords;

pub(super) const WORDS: OrderWords = OrderWords {
    heading: "流程",
    note: "每项更改与筹备页相同；节目开始后，会先列在上方，应用后才生效。",
    now: "台上",
    next: "下一项",
    skipped: "略过",
    withdrawn: "已退出",
    absent: "缺席",
    earlier: "显示之前 {} 项",
    earlier_away: "收起之前各项",
    skip: "略过",
    back: "恢复",
    more: "更改",
    less: "收起",
    to: "移到",
    before: "第 {} 项：{} 之前",
    end: "最后",
    go_there: "移动",
    speech: "在后加插致辞",
    pause: "在后加插小休",
    newcomer: "新人物",
    add: "加入",
    people: "更正名称、缺席、代领",
    people_choose: "选择作品或人物",
};
