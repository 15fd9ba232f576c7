//! What is wrong with a file of the show.

use crate::show::fault::{Defect, Fault};
use crate::words::media::MediaWords;

pub(super) const WORDS: MediaWords = MediaWords {
    why,
    before: "以下文件不会在台上出现，改以文字版面代替：",
};

fn why(fault: &Fault) -> String {
    let plain = match fault {
        Fault::Unreadable => "无法打开",
        Fault::TooLarge(most) => return format!("文件超过 {most} MB"),
        Fault::TooManyPixels(w, h) => return format!("图片尺寸过大：{w} × {h}"),
        Fault::UnknownKind => "舞台不支持这种文件",
        Fault::Broken(damage) => damaged(*damage),
        Fault::Form(_) => "浏览器不能显示这种图片格式",
        Fault::Unsafe(_) => "含有代码或外部链接",
        Fault::Codec(codec) => return format!("浏览器不能播放 {codec} 影片"),
    };
    plain.to_owned()
}

fn damaged(damage: Defect) -> &'static str {
    match damage {
        Defect::Short => "文件不完整，结尾缺失",
        Defect::Zeros => "文件损坏，部分内容空白",
        Defect::Garbled => "文件损坏或不完整",
        Defect::NoIndex => "影片没有索引，录制或复制曾中断",
        Defect::NoPictures => "影片没有画面",
    }
}
