//! What is wrong with a file of the show.

use crate::show::fault::{Defect, Fault};
use crate::words::media::MediaWords;

pub(super) const WORDS: MediaWords = MediaWords {
    why,
    before: "以下檔案不會在台上出現，改以文字版面代替：",
};

fn why(fault: &Fault) -> String {
    let plain = match fault {
        Fault::Unreadable => "無法開啟",
        Fault::TooLarge(most) => return format!("檔案超過 {most} MB"),
        Fault::TooManyPixels(w, h) => return format!("圖片尺寸過大：{w} × {h}"),
        Fault::UnknownKind => "舞台不支援這種檔案",
        Fault::Broken(damage) => damaged(*damage),
        Fault::Form(_) => "瀏覽器不能顯示這種圖片格式",
        Fault::Unsafe(_) => "含有程式碼或外部連結",
        Fault::Codec(codec) => return format!("瀏覽器不能播放 {codec} 影片"),
    };
    plain.to_owned()
}

fn damaged(damage: Defect) -> &'static str {
    match damage {
        Defect::Short => "檔案不完整，結尾缺失",
        Defect::Zeros => "檔案損壞，部分內容空白",
        Defect::Garbled => "檔案損壞或不完整",
        Defect::NoIndex => "影片沒有索引，錄影或複製曾中斷",
        Defect::NoPictures => "影片沒有畫面",
    }
}
