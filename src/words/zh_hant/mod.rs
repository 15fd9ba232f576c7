//! Traditional Chinese, Hong Kong usage.

mod audience;
mod begin;
mod chair;
mod check;
mod crew;
mod cue;
mod decided;
mod door;
mod export;
mod help;
mod import;
mod jury;
mod late;
mod mc;
mod media;
mod note;
mod order;
mod prepare;
mod producer;
mod ready;
mod refusal;
mod rehearsal;
mod results;
mod stage;
mod trust;

use super::{Language, Serves, Writing};

pub(super) static LANGUAGE: Language = Language {
    tag: "zh-Hant-HK",
    name: "繁體中文",
    key: "zh",
    family: "zh",
    serves: |tag| serves(tag, Script::Full),
    writing: Writing {
        titles: Some(["《", "》"]),
        comma: "、",
        colon: "：",
        aside: ["（", "）"],
        date,
        sample: "得獎作品是《鑿龍》三二一",
    },
    numbered: |number| format!("入圍作品 {number}"),
    thanks: "多謝各位",
    sorting: ["可否入圍", "否", "待定", "可"],
    messages: [
        "節目即將開始，請各位返回座位。",
        "處理技術問題，節目稍後繼續，請稍候。",
        "請保持鎮定，跟隨工作人員指示，由最近的出口離開。切勿使用升降機。",
    ],
    cue: cue::cue,
    audience: audience::WORDS,
    begin: begin::WORDS,
    chair: chair::WORDS,
    check: check::SENTENCES,
    crew: crew::WORDS,
    decided: decided::sentence,
    first_round: decided::first_round,
    rule: decided::RULE,
    door: door::WORDS,
    export: export::WORDS,
    help: help::WORDS,
    import: import::SENTENCES,
    jury: jury::WORDS,
    mc: mc::WORDS,
    media: media::WORDS,
    note: note::WORDS,
    producer: producer::WORDS,
    ready: ready::WORDS,
    refusal: refusal::WORDS,
    rehearsal: rehearsal::WORDS,
    results: results::WORDS,
    stage: stage::WORDS,
    trust: trust::WORDS,
};

pub(super) fn date(year: i16, month: i8, day: i8) -> String {
    format!("{year}年{month}月{day}日")
}

/// How Chinese is written: in full-form characters, or in simplified ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Full,
    Simple,
}

/// Whether a tag is one of what is written as Chinese, in this script.
pub(super) fn serves(tag: &[&str], script: Script) -> Serves {
    let [primary, parts @ ..] = tag else {
        return Serves::Not;
    };
    let spoken = match *primary {
        "zh" | "cmn" | "wuu" | "gan" | "hsn" | "cjy" => None,
        "yue" | "nan" | "hak" | "lzh" => Some(Script::Full),
        _ => return Serves::Not,
    };
    let named = |part: &&str| match *part {
        "hant" => Some(Script::Full),
        "hans" => Some(Script::Simple),
        _ => None,
    };
    let placed = |part: &&str| match *part {
        "cn" | "sg" | "my" => Some(Script::Simple),
        "yue" | "nan" | "hak" => Some(Script::Full),
        // Abroad, those who do not say so write as Hong Kong and Taiwan do.
        place if place.len() == 2 => Some(Script::Full),
        _ => None,
    };
    let written = parts.iter().find_map(named);
    let written = written.or_else(|| parts.iter().find_map(placed)).or(spoken);
    match written {
        None => Serves::Family,
        Some(written) if written == script => Serves::Well,
        Some(_) => Serves::Not,
    }
}
