//! The public results.

use crate::words::results::ResultsWords;

pub(super) const WORDS: ResultsWords = ResultsWords {
    winners: "得獎名單",
    before: "結果尚未揭曉",
    before_more: "每個獎項在台上揭曉之後，就會在這裏公布。",
    corrected: "更正",
    corrected_note: "標有「更正」的獎項，曾宣布的結果有誤，現以此頁為準。",
    correcting: "更正中",
    correcting_more: "正確結果將於稍後公布。",
    nobody: "從缺",
    mention: "特別表揚",
    by_audience: "由現場觀眾投票選出",
    more_to_come: "其餘獎項，即將揭曉。",
    renews: "本頁每半分鐘自動更新。",
    print: "列印",
    language: "語言",
};
