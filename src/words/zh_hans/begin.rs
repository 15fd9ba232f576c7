//! 新节目的起点。

use crate::show::file::begin::BeginError;
use crate::words::begin::BeginWords;

pub(super) const WORDS: BeginWords = BeginWords {
    title: "新节目",
    why: "回答五个问题，节目就准备好了。一切都可以再改：海报、讲稿、流程和每一个字，稍后都能补上或更改。",
    questions: [
        "这场典礼叫什么名称？",
        "何时何地举行？",
        "哪些作品入围？",
        "颁发哪些奖项？",
        "由谁决定得主？",
    ],
    notes: [
        "如有两种语言，请两种都写，中间用“ / ”分隔。",
        "两项都可以留空。",
        "每行一部：作品名 / 团队。电子表格的两列可以直接粘贴。",
        "每行一项，按颁发次序；最后一项是大奖。",
        "写下评审姓名，每位就有一份评分表。不写的话，由主办方密封信封。如果现场观众也用手机投票，请写下该奖项的名称。",
    ],
    name: "名称",
    languages: "舞台上的语言",
    offered: [
        "繁体中文，下方英文",
        "英文，下方繁体中文",
        "简体中文，下方英文",
        "英文，下方简体中文",
        "繁体中文",
        "简体中文",
        "英文",
    ],
    date: "日期",
    venue: "地点",
    works: "作品",
    prizes: "奖项",
    jurors: "评审，每行一位",
    hall: "现场观众投票的奖项",
    like: [
        "颁奖典礼 / Awards night",
        "城市之光 / 一号工作室\n海的另一边 / 海港电影社",
        "最佳剪辑 / Best editing\n最佳影片 / Best film",
        "陈大文 / Chan Tai Man",
        "观众大奖 / People’s Choice",
    ],
    make: "建立节目",
    error: |why| match why {
        BeginError::NoTitle => "请填写典礼的名称。".to_owned(),
        BeginError::NoLanguage => "请选择舞台上的语言。".to_owned(),
        BeginError::NoDay => "日期不正确。请按 2026-12-31 的格式填写。".to_owned(),
        BeginError::NoWork => "请至少填写一部作品及其团队。".to_owned(),
        BeginError::NoTeam(line) => format!("作品第 {line} 行缺团队。请写成：作品名 / 团队。"),
        BeginError::NoPrize => "请至少填写一个奖项。".to_owned(),
        BeginError::NoChoice => {
            "现场观众至少要有两部作品可选。请多写一部作品，或把观众投票的奖项留空。".to_owned()
        }
    },
    not_written: |why| {
        format!("文件夹无法写入：{why}。请腾出空间或更改权限，再按一次：已填写的内容不会丢失。")
    },
    made: "节目已建立，链接在终端上。",
    locked: "请打开终端上显示的链接，其中已有密钥。",
    language: "语言",
};
