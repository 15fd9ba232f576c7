//! See [`OrderWords`].

use crate::words::producer::order::OrderWords;

pub(super) const WORDS: OrderWords = OrderWords {
    heading: "流程",
    note: "每項更改與籌備頁相同；節目開始後，會先列在上方，套用後才生效。",
    now: "台上",
    next: "下一項",
    skipped: "略過",
    withdrawn: "已退出",
    absent: "缺席",
    earlier: "顯示之前 {} 項",
    earlier_away: "收起之前各項",
    skip: "略過",
    back: "恢復",
    more: "更改",
    less: "收起",
    to: "移到",
    before: "第 {} 項：{} 之前",
    end: "最後",
    go_there: "移動",
    speech: "在後加插致辭",
    pause: "在後加插小休",
    newcomer: "新人物",
    add: "加入",
    people: "更正名稱、缺席、代領",
    people_choose: "選擇作品或人物",
};
