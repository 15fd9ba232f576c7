//! The words around the audience's ballots.

use crate::words::Ui;

/// The words around the ballots.
#[derive(Debug)]
pub struct Words {
    /// Heading.
    pub heading: &'static str,
    /// No ballots.
    pub none: &'static str,
    /// Phases: waiting, open, closing, closed, revealed.
    pub phases: [&'static str; 5],
    /// After the number of voters.
    pub voted: &'static str,
    /// Votes within the last ten seconds; `{n}`.
    pub arrivals: &'static str,
    /// Phones with an open page; `{n}`.
    pub phones: &'static str,
    /// Many more voters than phones; nothing else tells where no seats are known.
    pub over_phones: &'static str,
    /// Said where the show file does not tell how many the hall seats.
    pub no_seats: &'static str,
    /// More voters than seats; `{seats}`.
    pub over_seats: &'static str,
    /// Too many votes at once; `{seats}`.
    pub burst: &'static str,
    /// One code of the stage has let in as many as it may; `{n}` had to wait for the next.
    pub code_used_up: &'static str,
    /// `{n}` have joined with one code, more than `{seats}`.
    pub code_over_seats: &'static str,
    /// Many more have joined with the codes than phones opened the page; `{n}`.
    pub joins_over_phones: &'static str,
    /// After the countdown.
    pub remaining: &'static str,
    /// Opens it; `{time}` is its length.
    pub open: &'static str,
    /// Adds so many seconds; `{seconds}`.
    pub extend: &'static str,
    /// Closes it.
    pub close: &'static str,
    /// Asked before it.
    pub close_sure: &'static str,
    /// Opens it again; `{time}`.
    pub reopen: &'static str,
    /// Asked before it.
    pub reopen_sure: &'static str,
    /// The hold button.
    pub look: &'static str,
    /// Says that the look is recorded.
    pub look_note: &'static str,
    /// The button and the form that leave a vote out.
    pub exclude: &'static str,
    /// After the number of voters who are left out.
    pub excluded: &'static str,
    /// What it does.
    pub exclude_note: &'static str,
    /// The field for the receipt.
    pub exclude_receipt: &'static str,
    /// Inside the empty field for the reason.
    pub exclude_hint: &'static str,
    /// Its button.
    pub exclude_go: &'static str,
    /// What identity = device means.
    pub device: &'static str,
    /// What identity = ticket means.
    pub ticket: &'static str,
    /// What identity = presence means.
    pub presence: &'static str,
    /// How many may be chosen; `{n}`.
    pub choices: &'static str,
    /// Marks a ballot whose count the stage shows.
    pub live: &'static str,
    /// Marks a ballot whose count is secret.
    pub hidden: &'static str,
}

const ZH_HANT: Words = Words {
    heading: "觀眾投票",
    none: "這個節目沒有觀眾投票。",
    phases: ["未開始", "投票中", "點票中", "已截止", "已揭曉"],
    voted: "人已投票",
    arrivals: "最近 10 秒收到 {n} 票",
    phones: "現時有 {n} 部手機開着投票頁",
    over_phones: "異常：投票人數遠多於開過投票頁的手機，請留意。",
    no_seats: "在 show.toml 的 [show.hall] 寫上 seats（座位數目），票數異常時便會在這裏提示。",
    over_seats: "投票人數多於場內座位（{seats} 個），請留意。",
    burst: "異常：10 秒內收到的票，多於場內座位（{seats} 個）的一半。",
    code_used_up: "異常：台上其中一組代碼的加入人數已達上限，另外 {n} 次加入要等下一組代碼。",
    code_over_seats: "異常：{n} 人用台上同一組代碼加入，多於場內座位（{seats} 個）。",
    joins_over_phones: "異常：最近有 {n} 人用台上的代碼加入，遠多於開過投票頁的手機，請留意。",
    remaining: "後截止",
    open: "開放投票（{time}）",
    extend: "+{seconds} 秒",
    close: "立即截止",
    close_sure: "投票會立即截止，之後送達的票不會計算。",
    reopen: "重新開放（{time}）",
    reopen_sure: "觀眾可以再次投票和更改選擇，記錄中會註明重新開放。",
    look: "按住查看點票",
    look_note: "揭曉前每次查看都會記錄，匯出檔案亦會列明。",
    exclude: "剔除一票",
    excluded: "票已剔除，不計算在內",
    exclude_note: "輸入投票者手機上的回條。該票不會計算，記錄和匯出檔案會列明原因；只可在投票期間剔除。",
    exclude_receipt: "回條",
    exclude_hint: "例如：工作人員試投",
    exclude_go: "剔除這一票",
    device: "每部裝置的每個瀏覽器一票，並非每人一票：用兩部手機或無痕視窗的人可以投兩次。",
    ticket: "每張門票一票。",
    presence: "只限能即場掃描大銀幕上輪換 QR 碼的裝置，每部一票。",
    choices: "每人最多選 {n} 部",
    live: "大銀幕即時顯示票數",
    hidden: "揭曉前票數保密",
};

const ZH_HANS: Words = Words {
    heading: "观众投票",
    none: "这个节目没有观众投票。",
    phases: ["未开始", "投票中", "计票中", "已截止", "已揭晓"],
    voted: "人已投票",
    arrivals: "最近 10 秒收到 {n} 票",
    phones: "当前有 {n} 部手机开着投票页",
    over_phones: "异常：投票人数远多于开过投票页的手机，请留意。",
    no_seats: "在 show.toml 的 [show.hall] 写上 seats（座位数目），票数异常时便会在这里提示。",
    over_seats: "投票人数多于场内座位（{seats} 个），请留意。",
    burst: "异常：10 秒内收到的票，多于场内座位（{seats} 个）的一半。",
    code_used_up: "异常：台上其中一组代码的加入人数已达上限，另外 {n} 次加入要等下一组代码。",
    code_over_seats: "异常：{n} 人用台上同一组代码加入，多于场内座位（{seats} 个）。",
    joins_over_phones: "异常：最近有 {n} 人用台上的代码加入，远多于开过投票页的手机，请留意。",
    remaining: "后截止",
    open: "开放投票（{time}）",
    extend: "+{seconds} 秒",
    close: "立即截止",
    close_sure: "投票会立即截止，之后送达的票不计入。",
    reopen: "重新开放（{time}）",
    reopen_sure: "观众可以再次投票和更改选择，记录中会注明重新开放。",
    look: "按住查看计票",
    look_note: "揭晓前每次查看都会记录，导出文件也会列明。",
    exclude: "剔除一票",
    excluded: "票已剔除，不计入结果",
    exclude_note: "输入投票者手机上的回执。该票不计入结果，记录和导出文件会列明原因；只能在投票期间剔除。",
    exclude_receipt: "回执",
    exclude_hint: "例如：工作人员试投",
    exclude_go: "剔除这一票",
    device: "每台设备的每个浏览器一票，并非每人一票：用两台手机或无痕窗口的人可以投两次。",
    ticket: "每张门票一票。",
    presence: "只限能现场扫描大银幕上轮换二维码的设备，每台一票。",
    choices: "每人最多选 {n} 部",
    live: "大银幕实时显示票数",
    hidden: "揭晓前票数保密",
};

const EN: Words = Words {
    heading: "The audience’s vote",
    none: "This show has no audience vote.",
    phases: ["Not open yet", "Open", "Counting", "Closed", "Revealed"],
    voted: "have voted",
    arrivals: "Votes in the last 10 s: {n}",
    phones: "Phones with the page open: {n}",
    over_phones: "Unusual: far more people have voted than phones ever opened the page.",
    no_seats: "Put seats = … under [show.hall] in show.toml, and unusual numbers of votes are flagged here.",
    over_seats: "More people have voted than the hall has seats ({seats}).",
    burst: "Unusual burst: more votes within 10 s than half the hall’s seats ({seats}).",
    code_used_up: "Unusual burst: one code of the stage has let in as many as it may, and {n} more had to wait for the next.",
    code_over_seats: "Unusual burst: {n} people joined with one code of the stage, more than the hall has seats ({seats}).",
    joins_over_phones: "Unusual: {n} people joined with the stage’s code lately, far more than phones ever opened the page.",
    remaining: "left",
    open: "Open the vote ({time})",
    extend: "+{seconds} s",
    close: "Close now",
    close_sure: "The vote closes at once. Later votes will not count.",
    reopen: "Open again ({time})",
    reopen_sure: "People may vote and change their choice again. The journal will say so.",
    look: "Hold to see the count",
    look_note: "Before the reveal every look is recorded, and the export shows it.",
    exclude: "Exclude a vote",
    excluded: "excluded, not counted",
    exclude_note: "Type the receipt on the voter’s phone. That vote will not count, and the journal and the export say why. Only while the vote is open.",
    exclude_receipt: "Receipt",
    exclude_hint: "For example: a test by the crew",
    exclude_go: "Exclude this vote",
    device: "One vote per device and browser, not per person: somebody with two phones, or a private window, can vote twice.",
    ticket: "One vote per printed ticket.",
    presence: "One vote per device that reads the rotating code on the stage.",
    choices: "Up to {n} choices each",
    live: "The stage shows the count live",
    hidden: "The count is secret until the reveal",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
