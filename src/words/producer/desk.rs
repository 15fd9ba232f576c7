//! The words of the producer's page: its frame, screens and links.

use crate::words::Ui;

/// The words of the desk.
#[derive(Debug)]
pub struct Words {
    /// The page's name.
    pub title: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
    /// The connection is up.
    pub linked: &'static str,
    /// The connection is down.
    pub unlinked: &'static str,
    /// The doors are not open.
    pub rehearsal: &'static str,
    /// Simulated phones take part; `{n}`.
    pub simulated: &'static str,
    /// The doors are open.
    pub live_show: &'static str,
    /// What is on stage.
    pub now: &'static str,
    /// What GO would show.
    pub next: &'static str,
    /// Nothing follows.
    pub at_end: &'static str,
    /// Chip: the stage is dark.
    pub blackout: &'static str,
    /// Chip: the safe card covers the stage.
    pub card: &'static str,
    /// Awards that were passed over.
    pub skipped: &'static str,
    /// Banner: heading when the MC raised the wrong envelope.
    pub wrong_alarm: &'static str,
    /// Banner: what to do.
    pub wrong_alarm_more: &'static str,
    /// Banner: before what was announced.
    pub announced: &'static str,
    /// Banner: corrected, not yet announced.
    pub mended_alarm: &'static str,
    /// Banner: what happens next.
    pub mended_alarm_more: &'static str,
    /// Banner: the journal cannot be written.
    pub degraded: &'static str,
    /// Banner: what still works.
    pub degraded_more: &'static str,
    /// Banner: the show's files are not where they were.
    pub moved: &'static str,
    /// What that means.
    pub moved_more: &'static str,
    /// Banner: a mirror cannot be written.
    pub mirror: &'static str,
    /// Banner: what that means.
    pub mirror_more: &'static str,
    /// Banner: pages at another address are refused; the address follows.
    pub elsewhere: &'static str,
    /// Banner: what that means and what mends it; `{origin}`.
    pub elsewhere_more: &'static str,
    /// Banner: the button that tries the disk again.
    pub resume: &'static str,
    /// Heading.
    pub screens: &'static str,
    /// What approving means.
    pub screens_note: &'static str,
    /// No screen is there.
    pub no_screens: &'static str,
    /// A screen without a name.
    pub screen_new: &'static str,
    /// Not approved.
    pub screen_pending: &'static str,
    /// It shows the latest.
    pub screen_shown: &'static str,
    /// It shows something older.
    pub screen_behind: &'static str,
    /// Approved and not connected.
    pub screen_missing: &'static str,
    /// Under a list that does not name all who wait for approval; `{n}`.
    pub screens_more: &'static str,
    /// The button that approves.
    pub approve: &'static str,
    /// Title of the form.
    pub approve_title: &'static str,
    /// Its button.
    pub approve_go: &'static str,
    /// Its field.
    pub approve_name: &'static str,
    /// Inside the empty field.
    pub approve_hint: &'static str,
    /// The button that dismisses.
    pub dismiss: &'static str,
    /// Heading.
    pub journal: &'static str,
    /// Heading.
    pub links: &'static str,
    /// What the veil is for.
    pub links_note: &'static str,
    /// Stage, audience, MC, producer, results, trusting the server.
    pub link_names: [&'static str; 6],
    /// The button that shows link and code.
    pub show_code: &'static str,
    /// The button that lifts the veil.
    pub show_secret: &'static str,
    /// The button that copies.
    pub copy: &'static str,
    /// Beneath a code with a key.
    pub code_secret: &'static str,
    /// The button that makes a new key.
    pub revoke: &'static str,
    /// What it does: to the MC's link, to the producer's.
    pub revoke_sure: [&'static str; 2],
    /// It worked.
    pub revoke_done: &'static str,
    /// Note on HTTP.
    pub plain_http: &'static str,
    /// Note on HTTPS.
    pub https: &'static str,
    /// Note on HTTP where HTTPS would answer too.
    pub https_unused: &'static str,
    /// Before the fingerprint of the show's own authority.
    pub fingerprint: &'static str,
    /// Closes a dialog.
    pub close: &'static str,
    /// Leaves a dialog.
    pub cancel: &'static str,
}

const ZH_HANT: Words = Words {
    title: "監製台",
    language: "語言",
    linked: "已連線",
    unlinked: "連線中斷，正在重連",
    rehearsal: "綵排",
    simulated: "示範：{n} 部模擬手機參與投票",
    live_show: "正式演出",
    now: "台上",
    next: "下一項",
    at_end: "節目完結",
    blackout: "黑場",
    card: "備用畫面",
    skipped: "已略過、未揭曉",
    wrong_alarm: "信封有誤",
    wrong_alarm_more: "大銀幕已遮住，司儀正在等你。請選出正確得主，或確認原本的結果無誤。",
    announced: "已宣布的是",
    mended_alarm: "更正已密封",
    mended_alarm_more: "司儀再次宣布之後，大銀幕和公眾才會看到。",
    degraded: "記錄暫時無法寫入磁碟",
    degraded_more: "節目可以繼續，但投票暫不計入，密封、開放投票和重新讀取會被拒絕。請騰出磁碟空間，然後重試寫入。",
    moved: "節目資料夾不在原處",
    moved_more: "資料夾或當中的記錄檔被移走、刪除或換掉，暫時無法寫入。節目可以繼續，但投票暫不計入，密封、開放投票和重新讀取會被拒絕。請把資料夾放回原處，然後重試寫入。",
    mirror: "副本暫時無法寫入",
    mirror_more: "節目和投票照常進行，所有記錄已存好，只是暫時只有一份。請檢查 USB 手指是否插好、空間是否足夠；恢復後會自動補齊。",
    elsewhere: "來自另一個網址的投票不獲接受",
    elsewhere_more: "開啟 {origin} 的手機，送出的內容都不會計入，因為這不是節目的網址。如果這就是觀眾用的網址，請結束伺服器，再以 --public-url \
        {origin} 啟動：節目會停在原來的一項，投票不會遺失。如果不認得這個網址，就不用理會。",
    resume: "重試寫入",
    screens: "舞台熒幕",
    screens_note: "核准的熒幕才計入司儀看到的「2/2」，公眾亦會等它們顯示完整才得知結果。",
    no_screens: "未有熒幕。請在投影電腦開啟舞台連結。",
    screen_new: "新熒幕",
    screen_pending: "待核准",
    screen_shown: "畫面最新",
    screen_behind: "畫面未跟上",
    screen_missing: "已斷線",
    screens_more: "另有 {n} 個熒幕待核准。",
    approve: "核准…",
    approve_title: "核准熒幕",
    approve_go: "核准",
    approve_name: "名稱",
    approve_hint: "例如：主銀幕",
    dismiss: "移除",
    journal: "今晚記錄",
    links: "連結",
    links_note: "有鑰匙的連結預設遮住，以免被人從背後拍下。",
    link_names: ["舞台", "觀眾", "司儀", "監製", "得獎名單", "信任伺服器"],
    show_code: "QR 碼",
    show_secret: "顯示",
    copy: "複製",
    code_secret: "這條連結就是鑰匙：只讓該用的人掃描。",
    revoke: "作廢鑰匙",
    revoke_sure: [
        "司儀現有的連結和已登入的裝置會立即失效，台上畫面不變。新的連結和 QR 碼會出現在這裏，請重新交給司儀。",
        "監製現有的連結會立即失效，其他已登入監製台的瀏覽器會即時登出；這個瀏覽器可以繼續使用。新的連結和 QR 碼會出現在這裏。",
    ],
    revoke_done: "舊鑰匙已作廢，這是新的連結。",
    plain_http: "連線沒有加密（HTTP）：只在你信任的場地網絡使用。平板的熒幕常亮功能需要 HTTPS，以 --tls-local 啟動伺服器即可，無需互聯網。",
    https: "連線已加密（HTTPS）。",
    https_unused: "這一頁的連線沒有加密（HTTP），但伺服器已提供 HTTPS：請在每部控台裝置做一次「信任伺服器」，再用上面的連結開啟。",
    fingerprint: "憑證機構的指紋（SHA-256），安裝前請核對：",
    close: "關閉",
    cancel: "取消",
};

const ZH_HANS: Words = Words {
    title: "监制台",
    language: "语言",
    linked: "已连接",
    unlinked: "连接中断，正在重连",
    rehearsal: "彩排",
    simulated: "演示：{n} 部模拟手机参与投票",
    live_show: "正式演出",
    now: "台上",
    next: "下一项",
    at_end: "节目结束",
    blackout: "黑场",
    card: "备用画面",
    skipped: "已略过、未揭晓",
    wrong_alarm: "信封有误",
    wrong_alarm_more: "大银幕已遮住，司仪正在等你。请选出正确得主，或确认原本的结果无误。",
    announced: "已宣布的是",
    mended_alarm: "更正已密封",
    mended_alarm_more: "司仪再次宣布之后，大银幕和公众才会看到。",
    degraded: "记录暂时无法写入磁盘",
    degraded_more: "节目可以继续，但投票暂不计入，密封、开放投票和重新读取会被拒绝。请腾出磁盘空间，然后重试写入。",
    moved: "节目文件夹不在原处",
    moved_more: "文件夹或其中的记录文件被移走、删除或替换，暂时无法写入。节目可以继续，但投票暂不计入，密封、开放投票和重新读取会被拒绝。请把文件夹放回原处，然后重试写入。",
    mirror: "副本暂时无法写入",
    mirror_more: "节目和投票照常进行，所有记录已存好，只是暂时只有一份。请检查 U 盘是否插好、空间是否足够；恢复后会自动补齐。",
    elsewhere: "来自另一个网址的投票被拒绝",
    elsewhere_more: "打开 {origin} 的手机送出的内容都不计入，因为这不是节目的网址。如果这就是观众用的网址，请结束服务器，再以 --public-url \
        {origin} 启动：节目会停在原来的一项，投票不会遗失。如果不认识这个网址，就不用理会。",
    resume: "重试写入",
    screens: "舞台屏幕",
    screens_note: "核准的屏幕才计入司仪看到的“2/2”，公众也会等它们显示完整才得知结果。",
    no_screens: "还没有屏幕。请在投影电脑打开舞台链接。",
    screen_new: "新屏幕",
    screen_pending: "待核准",
    screen_shown: "画面最新",
    screen_behind: "画面未跟上",
    screen_missing: "已断线",
    screens_more: "另有 {n} 个屏幕待核准。",
    approve: "核准…",
    approve_title: "核准屏幕",
    approve_go: "核准",
    approve_name: "名称",
    approve_hint: "例如：主银幕",
    dismiss: "移除",
    journal: "今晚记录",
    links: "链接",
    links_note: "带密钥的链接默认遮住，以免被人从背后拍下。",
    link_names: ["舞台", "观众", "司仪", "监制", "获奖名单", "信任服务器"],
    show_code: "二维码",
    show_secret: "显示",
    copy: "复制",
    code_secret: "这条链接就是密钥：只让该用的人扫描。",
    revoke: "作废密钥",
    revoke_sure: [
        "司仪现有的链接和已登录的设备会立即失效，台上画面不变。新的链接和二维码会出现在这里，请重新交给司仪。",
        "监制现有的链接会立即失效，其他已登录监制台的浏览器会马上退出；这个浏览器可以继续使用。新的链接和二维码会出现在这里。",
    ],
    revoke_done: "旧密钥已作废，这是新的链接。",
    plain_http: "连接没有加密（HTTP）：只在你信任的场地网络使用。平板的屏幕常亮功能需要 HTTPS，用 --tls-local 启动服务器即可，无需互联网。",
    https: "连接已加密（HTTPS）。",
    https_unused: "这一页的连接没有加密（HTTP），但服务器已提供 HTTPS：请在每台控制设备做一次“信任服务器”，再用上面的链接打开。",
    fingerprint: "证书颁发机构的指纹（SHA-256），安装前请核对：",
    close: "关闭",
    cancel: "取消",
};

const EN: Words = Words {
    title: "Producer’s desk",
    language: "Language",
    linked: "Connected",
    unlinked: "Connection lost, trying again",
    rehearsal: "Rehearsal",
    simulated: "Demonstration: simulated phones vote ({n})",
    live_show: "Show",
    now: "On stage",
    next: "Next",
    at_end: "End of the show",
    blackout: "Blackout",
    card: "Safe card",
    skipped: "Passed over, not revealed",
    wrong_alarm: "Wrong envelope",
    wrong_alarm_more: "The stage is covered and the MC is waiting. Say who won, or say that it was right.",
    announced: "Announced:",
    mended_alarm: "The correction is sealed",
    mended_alarm_more: "The stage and the public see it once the MC has announced it again.",
    degraded: "The journal cannot be written",
    degraded_more: "The show goes on, but no vote is counted, and sealing, opening a vote and reading the file again are refused. Free some space, then try the disk again.",
    moved: "The show folder is not where it was",
    moved_more: "The folder, or a record file in it, was moved, deleted or replaced, and nothing \
        can be written. The show goes on, but no vote is counted, and sealing, opening a vote and \
        reading the file again are refused. Put the folder back, then try the disk again.",
    mirror: "The copy cannot be written",
    mirror_more: "The show and the vote go on and everything is stored, but only once for now. Check that the USB stick is in and has room: the copy catches up by itself.",
    elsewhere: "Votes from another address are refused",
    elsewhere_more: "Nothing that phones send from {origin} is counted, because it is not the \
        show’s address. If it is the one that your audience uses, end the server and start it \
        again with --public-url {origin}: the show keeps its place and every vote. If you do not \
        know it, you need not do anything.",
    resume: "Try the disk again",
    screens: "Stage screens",
    screens_note: "Approved screens make up the MC’s “2/2”, and the public waits until they show a winner in full.",
    no_screens: "No screen yet. Open the stage link on the projector’s computer.",
    screen_new: "New screen",
    screen_pending: "Waiting for approval",
    screen_shown: "Up to date",
    screen_behind: "Behind",
    screen_missing: "Not connected",
    screens_more: "and {n} more, waiting for approval",
    approve: "Approve…",
    approve_title: "Approve the screen",
    approve_go: "Approve",
    approve_name: "Name",
    approve_hint: "For example: main wall",
    dismiss: "Dismiss",
    journal: "The journal",
    links: "Links",
    links_note: "Links with a key are veiled, so that nobody photographs them over your shoulder.",
    link_names: [
        "Stage",
        "Audience",
        "MC",
        "Producer",
        "Winners",
        "Trust the server",
    ],
    show_code: "QR code",
    show_secret: "Show",
    copy: "Copy",
    code_secret: "This link is the key: let only its owner scan it.",
    revoke: "Revoke the key",
    revoke_sure: [
        "The MC’s link and every device that is in stop working at once; the stage stays as it is. The new link and its code appear here: hand them to the MC.",
        "The producer’s link stops working at once, and every other browser at this desk is out; this one stays in. The new link and its code appear here.",
    ],
    revoke_done: "The old key is dead. This is the new link.",
    plain_http: "This connection is not encrypted (HTTP): use it only on a network that you trust. A tablet stays awake only over HTTPS: start the server with --tls-local, which needs no internet.",
    https: "This connection is encrypted (HTTPS).",
    https_unused: "This page came unencrypted (HTTP), though the server speaks HTTPS: let each device that runs the show trust the server once, then use the links above.",
    fingerprint: "Fingerprint of the show’s own authority (SHA-256), to compare before installing:",
    close: "Close",
    cancel: "Cancel",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
