//! What is wrong with a file of the show, for those who run it.

use super::Ui;
use crate::show::fault::{Defect, Fault};
use std::collections::BTreeMap;

/// So many files are named; the rest is counted.
const NAMED_MAX: usize = 3;

/// Why a file is not shown, as a short phrase.
pub fn why(ui: Ui, fault: &Fault) -> String {
    match (ui, fault) {
        (Ui::ZhHant, Fault::Unreadable) => "無法開啟".to_owned(),
        (Ui::ZhHant, Fault::TooLarge(most)) => format!("檔案超過 {most} MB"),
        (Ui::ZhHant, Fault::TooManyPixels(w, h)) => format!("圖片尺寸過大：{w} × {h}"),
        (Ui::ZhHant, Fault::UnknownKind) => "舞台不支援這種檔案".to_owned(),
        (Ui::ZhHant, Fault::Broken(damage)) => damaged(ui, *damage).to_owned(),
        (Ui::ZhHant, Fault::Form(_)) => "瀏覽器不能顯示這種圖片格式".to_owned(),
        (Ui::ZhHant, Fault::Unsafe(_)) => "含有程式碼或外部連結".to_owned(),
        (Ui::ZhHant, Fault::Codec(codec)) => format!("瀏覽器不能播放 {codec} 影片"),
        (Ui::ZhHans, Fault::Unreadable) => "无法打开".to_owned(),
        (Ui::ZhHans, Fault::TooLarge(most)) => format!("文件超过 {most} MB"),
        (Ui::ZhHans, Fault::TooManyPixels(w, h)) => format!("图片尺寸过大：{w} × {h}"),
        (Ui::ZhHans, Fault::UnknownKind) => "舞台不支持这种文件".to_owned(),
        (Ui::ZhHans, Fault::Broken(damage)) => damaged(ui, *damage).to_owned(),
        (Ui::ZhHans, Fault::Form(_)) => "浏览器不能显示这种图片格式".to_owned(),
        (Ui::ZhHans, Fault::Unsafe(_)) => "含有代码或外部链接".to_owned(),
        (Ui::ZhHans, Fault::Codec(codec)) => format!("浏览器不能播放 {codec} 影片"),
        (Ui::En, Fault::Unreadable) => "cannot be opened".to_owned(),
        (Ui::En, Fault::TooLarge(most)) => format!("larger than {most} MB"),
        (Ui::En, Fault::TooManyPixels(w, h)) => format!("too many pixels: {w} × {h}"),
        (Ui::En, Fault::UnknownKind) => "not of a kind that the stage shows".to_owned(),
        (Ui::En, Fault::Broken(damage)) => damaged(ui, *damage).to_owned(),
        (Ui::En, Fault::Form(_)) => "browsers do not show this form of picture".to_owned(),
        (Ui::En, Fault::Unsafe(_)) => "holds a script or a link to elsewhere".to_owned(),
        (Ui::En, Fault::Codec(codec)) => format!("browsers do not play {codec}"),
    }
}

fn damaged(ui: Ui, damage: Defect) -> &'static str {
    match (ui, damage) {
        (Ui::ZhHant, Defect::Short) => "檔案不完整，結尾缺失",
        (Ui::ZhHant, Defect::Zeros) => "檔案損壞，部分內容空白",
        (Ui::ZhHant, Defect::Garbled) => "檔案損壞或不完整",
        (Ui::ZhHant, Defect::NoIndex) => "影片沒有索引，錄影或複製曾中斷",
        (Ui::ZhHant, Defect::NoPictures) => "影片沒有畫面",
        (Ui::ZhHans, Defect::Short) => "文件不完整，结尾缺失",
        (Ui::ZhHans, Defect::Zeros) => "文件损坏，部分内容空白",
        (Ui::ZhHans, Defect::Garbled) => "文件损坏或不完整",
        (Ui::ZhHans, Defect::NoIndex) => "影片没有索引，录制或复制曾中断",
        (Ui::ZhHans, Defect::NoPictures) => "影片没有画面",
        (Ui::En, Defect::Short) => "cut short",
        (Ui::En, Defect::Zeros) => "partly zeros",
        (Ui::En, Defect::Garbled) => "damaged or cut short",
        (Ui::En, Defect::NoIndex) => "no index: a recording or a copy broken off",
        (Ui::En, Defect::NoPictures) => "no pictures in it",
    }
}

/// A file and why it is not shown.
pub fn line(ui: Ui, path: &str, fault: &Fault) -> String {
    let why = why(ui, fault);
    match ui {
        Ui::En => format!("{path} ({why})"),
        _ => format!("{path}（{why}）"),
    }
}

/// One sentence about all of them; none if every file is well.
pub fn sentence(ui: Ui, faults: &BTreeMap<String, Fault>) -> Option<String> {
    if faults.is_empty() {
        return None;
    }
    let (before, comma) = match ui {
        Ui::ZhHant => ("以下檔案不會在台上出現，改以文字版面代替：", "、"),
        Ui::ZhHans => ("以下文件不会在台上出现，改以文字版面代替：", "、"),
        Ui::En => ("The stage shows a plate in type instead of: ", ", "),
    };
    let named = faults.iter().take(NAMED_MAX);
    let named: Vec<String> = named.map(|(path, fault)| line(ui, path, fault)).collect();
    let more = match faults.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    Some(format!("{before}{}{more}", named.join(comma)))
}
