//! The words of the producer's page about screens and looks.

use crate::words::Ui;

/// The words of this part.
#[derive(Debug)]
pub struct Words {
    /// The button that lights a screen's name up.
    pub identify: &'static str,
    /// After it was pressed.
    pub identified: &'static str,
    /// Refused: the stage is dark.
    pub dark: &'static str,
    /// Refused: the screen is not there.
    pub gone: &'static str,
    /// Heading: the launcher.
    pub launcher: &'static str,
    /// What it is for.
    pub launcher_note: &'static str,
    /// The field for the screen's name.
    pub launcher_name: &'static str,
    /// The button that downloads it.
    pub launcher_get: &'static str,
    /// In the file itself, where the server answers and its certificate is not trusted.
    pub launcher_trust: &'static str,
    /// Link to the test pattern.
    pub test: &'static str,
    /// Link to the overlay.
    pub overlay: &'static str,
    /// Heading: looks.
    pub looks: &'static str,
    /// Nothing is wrong.
    pub fine: &'static str,
    /// Before characters that no font has.
    pub undrawn: &'static str,
    /// Colour, contrast, least.
    pub faint: fn(&str, f64, f64) -> String,
}

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}

const ZH_HANT: Words = Words {
    identify: "顯示名稱",
    identified: "這個熒幕正顯示自己的名稱",
    dark: "舞台正在黑場：恢復畫面後才可顯示名稱。",
    gone: "這個熒幕沒有連線。",
    launcher: "投影電腦的啟動檔",
    launcher_note: "存到投影電腦，開機後打開它：伺服器未就緒時顯示活動畫面，就緒後自動進入舞台，不會出現瀏覽器錯誤頁。",
    launcher_name: "熒幕名稱",
    launcher_get: "下載啟動檔",
    launcher_trust: "工作人員：這部電腦未信任伺服器的證書。請在此親手開啟以下網址一次，並選擇信任。",
    test: "測試圖",
    overlay: "直播字幕條",
    looks: "外觀",
    fine: "圖片、影片、字型和顏色都沒有問題。",
    undrawn: "舞台字型沒有這些字：",
    faint: |colour, ratio, least| {
        format!("{colour} 與底色的對比度只有 {ratio:.1}:1，最少要有 {least}:1，後排才看得清楚。")
    },
};

const ZH_HANS: Words = Words {
    identify: "显示名称",
    identified: "这个屏幕正显示自己的名称",
    dark: "舞台正在黑场：恢复画面后才能显示名称。",
    gone: "这个屏幕没有连接。",
    launcher: "投影电脑的启动文件",
    launcher_note: "存到投影电脑，开机后打开它：服务器未就绪时显示活动画面，就绪后自动进入舞台，不会出现浏览器错误页。",
    launcher_name: "屏幕名称",
    launcher_get: "下载启动文件",
    launcher_trust: "工作人员：这台电脑尚未信任服务器的证书。请在此手动打开以下网址一次，并选择信任。",
    test: "测试图",
    overlay: "直播字幕条",
    looks: "外观",
    fine: "图片、影片、字体和颜色都没有问题。",
    undrawn: "舞台字体没有这些字：",
    faint: |colour, ratio, least| {
        format!("{colour} 与底色的对比度只有 {ratio:.1}:1，至少要有 {least}:1，后排才看得清楚。")
    },
};

const EN: Words = Words {
    identify: "Identify",
    identified: "Its name is on it now",
    dark: "The stage is dark. Bring the picture back first.",
    gone: "This screen is not connected.",
    launcher: "Launcher for the projector’s computer",
    launcher_note: "Save it there and open it at start-up: it shows the show’s card until the server answers, then goes to the stage. No browser error is ever seen.",
    launcher_name: "Name of the screen",
    launcher_get: "Download the launcher",
    launcher_trust: "Crew: this computer does not trust the server’s certificate yet. Open this address here by hand once, and choose to trust it.",
    test: "Test pattern",
    overlay: "Overlay for the stream",
    looks: "Looks",
    fine: "Pictures, films, fonts and colours are all well.",
    undrawn: "The stage’s fonts lack these characters:",
    faint: |colour, ratio, least| {
        format!(
            "{colour} stands out from its ground by only {ratio:.1} to 1; {least} to 1 is the least that the back rows can read."
        )
    },
};
