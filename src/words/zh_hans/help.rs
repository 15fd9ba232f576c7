//! Pages that help.

use crate::words::help::HelpWords;

pub(super) const WORDS: HelpWords = HelpWords {
    lost: "这里没有页面",
    lost_why: "这个网址没有对应的内容，可能是输错了，或者链接已经过时。",
    lost_mend: "请检查网址，或从下面的页面重新开始。",
    locked: "这一页需要密钥",
    locked_why: |role| format!("这是{role}的页面，只有持有密钥的人可以进入。"),
    locked_ways: [
        "打开服务器启动时在终端打印的链接",
        "扫描监制页面上的二维码",
        "或在下面输入密钥",
    ],
    bad: "这个密钥无效",
    bad_why: |role| format!("这不是{role}现在的密钥：可能抄漏了，或者已经换成新的。"),
    bad_ways: [
        "请监制给你新的链接，或扫描监制页面上的二维码",
        "监制自己的链接，在服务器的终端和节目文件夹的 links.json",
        "或在下面输入密钥",
    ],
    wrong: "这把钥匙开的是另一扇门",
    wrong_why: |role| format!("你的密钥有效，但不属于{role}。"),
    wrong_ways: [
        "请监制给你正确的链接，或扫描监制页面上的二维码",
        "或在下面输入另一个密钥",
    ],
    devices: "打开这一页的浏览器太多",
    devices_why: "这位评审的评分页已在 12 个浏览器打开，不能再增加。这里没有储存任何资料。",
    devices_mend: "请在评审或评审团主席的页面结束其中一个，再重新打开链接。",
    failed: "服务器遇到问题",
    failed_why: "这一页暂时无法显示。已记录的内容不受影响，大银幕会保持现在的画面。",
    failed_mend: "请稍等片刻再试；如果问题持续，请通知监制或技术人员。",
    key: "密钥",
    enter: "进入",
    elsewhere: "其他页面",
    audience: "观众页面",
    stage: "舞台画面",
    results: "获奖名单",
    roles: ["司仪", "监制", "评审", "评审团主席", "工作人员"],
    language: "语言",
};
