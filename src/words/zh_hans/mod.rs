//! Simplified Chinese.

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

use super::zh_hant::{Script, date, serves};
use super::{Language, Writing};

pub(super) static LANGUAGE: Language = Language {
    tag: "zh-Hans",
    name: "简体中文",
    key: "zh-Hans",
    family: "zh",
    serves: |tag| serves(tag, Script::Simple),
    writing: Writing {
        titles: Some(["《", "》"]),
        comma: "、",
        colon: "：",
        aside: ["（", "）"],
        date,
        sample: "获奖作品是《凿龙》三二一",
    },
    numbered: |number| format!("入围作品 {number}"),
    thanks: "谢谢各位",
    sorting: ["可否入围", "否", "待定", "可"],
    messages: [
        "节目即将开始，请各位回到座位。",
        "正在处理技术问题，节目稍后继续，请稍候。",
        "请保持镇定，听从工作人员指示，从最近的出口离开。请勿使用电梯。",
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
