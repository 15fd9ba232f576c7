//! 新節目的起點。

use crate::show::file::begin::BeginError;
use crate::words::begin::BeginWords;

pub(super) const WORDS: BeginWords = BeginWords {
    title: "新節目",
    why: "回答五條問題，節目便準備好。一切都可以再改：海報、講稿、流程和每一個字，稍後都能補上或更改。",
    questions: [
        "這場典禮叫甚麼名稱？",
        "何時何地舉行？",
        "哪些作品入圍？",
        "頒發哪些獎項？",
        "由誰決定得主？",
    ],
    notes: [
        "如有兩種語言，請兩種都寫，中間用「 / 」分隔。",
        "兩項都可以留空。",
        "每行一部：作品名 / 隊伍。試算表的兩欄可以直接貼上。",
        "每行一項，按頒發次序；最後一項是大獎。",
        "寫下評審姓名，每位便有一份評分表。不寫的話，由主辦單位密封信封。如現場觀眾也用手機投票，請寫下該獎項的名稱。",
    ],
    name: "名稱",
    languages: "舞台上的語言",
    offered: [
        "繁體中文，下方英文",
        "英文，下方繁體中文",
        "簡體中文，下方英文",
        "英文，下方簡體中文",
        "繁體中文",
        "簡體中文",
        "英文",
    ],
    date: "日期",
    venue: "地點",
    works: "作品",
    prizes: "獎項",
    jurors: "評審，每行一位",
    hall: "現場觀眾投票的獎項",
    like: [
        "頒獎典禮 / Awards night",
        "城市之光 / 一號工作室\n海的另一邊 / 海港電影社",
        "最佳剪接 / Best editing\n最佳影片 / Best film",
        "陳大文 / Chan Tai Man",
        "觀眾大獎 / People’s Choice",
    ],
    make: "建立節目",
    error: |why| match why {
        BeginError::NoTitle => "請填寫典禮的名稱。".to_owned(),
        BeginError::NoLanguage => "請選擇舞台上的語言。".to_owned(),
        BeginError::NoDay => "日期不正確。請照 2026-12-31 的格式填寫。".to_owned(),
        BeginError::NoWork => "請最少填寫一部作品及其隊伍。".to_owned(),
        BeginError::NoTeam(line) => format!("作品第 {line} 行欠隊伍。請寫成：作品名 / 隊伍。"),
        BeginError::NoPrize => "請最少填寫一個獎項。".to_owned(),
        BeginError::NoChoice => {
            "現場觀眾最少要有兩部作品可選。請多寫一部作品，或把觀眾投票的獎項留空。".to_owned()
        }
    },
    not_written: |why| {
        format!("資料夾無法寫入：{why}。請騰出空間或更改權限，再按一次：已填寫的內容不會消失。")
    },
    made: "節目已建立，連結在終端機上。",
    locked: "請開啟終端機上顯示的連結，當中已有鑰匙。",
    language: "語言",
};
