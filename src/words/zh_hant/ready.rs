//! "Ready to open?"

use crate::words::ready::{ReadyFinding, ReadySaid, ReadySubject, ReadyWords, told, well};

pub(super) const WORDS: ReadyWords = ReadyWords {
    heading: "可以開門嗎？",
    open: "可以開門",
    mend: |count| format!("先處理 {count} 項"),
    look: |count| format!("另有 {count} 項請留意"),
    well: "沒有問題",
    lights: ["必須先處理", "請留意", "沒有問題"],
    there: "前往",
    subject,
    said,
};

fn subject(of: ReadySubject) -> &'static str {
    match of {
        ReadySubject::Room => "磁碟",
        ReadySubject::Copy => "第二份副本",
        ReadySubject::Journal => "今晚記錄",
        ReadySubject::Keys => "鑰匙",
        ReadySubject::Clock => "時鐘",
        ReadySubject::Address => "網址",
        ReadySubject::Code => "QR 碼大小",
        ReadySubject::Outside => "場外投票",
        ReadySubject::Screens => "熒幕",
        ReadySubject::Sound => "音效",
        ReadySubject::Media => "圖片及影片",
        ReadySubject::Glyphs => "字型",
        ReadySubject::Beginning => "開場位置",
        ReadySubject::Rehearsal => "綵排",
        ReadySubject::Envelopes => "信封",
        ReadySubject::Ties => "同票",
    }
}

const TO_THE_TOP: &str = "在「現場」按「回到開頭」。";

fn said(found: &ReadyFinding) -> ReadySaid {
    use ReadyFinding::*;
    match found {
        RoomEnough => well("磁碟空間足夠。"),
        RoomLittle => told(
            "節目所在的磁碟只剩不足 2 GB。",
            "刪除用不着的檔案，或把節目移到另一個磁碟。",
        ),
        RoomGone => told(
            "節目所在的磁碟只剩不足 200 MB，投票隨時不能儲存。",
            "刪除用不着的檔案，或把節目移到另一個磁碟。",
        ),
        RoomUnknown => told("這部電腦未能得知磁碟空間。", "請自行確認有 2 GB 可用。"),
        CopyNone => told(
            "所有資料只存在一個磁碟。",
            "插入 USB 手指，並以 --mirror 指定其中的資料夾，重新啟動伺服器。",
        ),
        CopyUnknown => told(
            "有沒有第二份副本，伺服器啟動後才知道。",
            "啟動時以 --mirror 指定 USB 手指內的資料夾。",
        ),
        CopyAway => told(
            "第二份副本的資料夾不見了。",
            "重新插入 USB 手指，副本會自動補齊。",
        ),
        CopySameDisk => told(
            "第二份副本與節目在同一個磁碟，會一同遺失。",
            "以 --mirror 指定 USB 手指內的資料夾，重新啟動伺服器。",
        ),
        CopyLittle => told("第二份副本的磁碟快將用盡。", "騰出空間，或改用另一隻 USB 手指。"),
        CopyLags => told(
            "有一份副本不能寫入，現時只儲存一份。",
            "檢查 USB 手指是否已插好、有空間、可以寫入。",
        ),
        CopyFollows => well("第二份副本在另一個磁碟同步更新。"),
        JournalWell => well("每一步都已儲存，並可讀回。"),
        JournalNotBegun => well("這個資料夾還未開始任何一晚。"),
        JournalStopped => told(
            "現時發生的事不能儲存。",
            "騰出磁碟空間，再按本頁頂部的「重試寫入」。",
        ),
        JournalMoved => told(
            "節目的檔案不在原來的位置。",
            "放回原位，再按本頁頂部的「重試寫入」。",
        ),
        JournalMended => told(
            "啟動時有檔案不完整，已儲存的內容沒有遺失。",
            "閱讀終端機的說明，並把資料夾複製到另一個磁碟。",
        ),
        JournalDamaged(text) => told(
            format!("當晚的檔案不能使用：{text}"),
            "請先照說明處理。",
        ),
        KeysKept => well("鑰匙在資料夾內。"),
        KeysNotMade => told("還未有鑰匙和連結。", "啟動伺服器一次，便會產生。"),
        KeysGone => told(
            "資料夾內的 keys.json 不見了，下次將不能啟動。",
            "在伺服器結束之前，由備份放回。",
        ),
        KeysOthers => told(
            "keys.json 不是這一晚開始時的那一個。",
            "由資料夾的備份放回這一晚的鑰匙。",
        ),
        KeysUnreadable => told(
            "keys.json 不能讀取，下次將不能啟動。",
            "把檔案交給啟動伺服器的用戶，或由備份放回。",
        ),
        KeysOpen => told(
            "這部電腦的其他用戶可以讀取 keys.json。",
            "限制檔案的權限，或把節目放在有權限管理的磁碟。",
        ),
        ClockRight => well("時鐘正確。"),
        ClockApart(minutes) => told(
            format!("節目的時鐘與這部電腦相差 {minutes} 分鐘。"),
            "校正電腦時鐘，並在開門前重新啟動伺服器。",
        ),
        ClockPast { date, today } => told(
            format!("節目日期是 {date}，這部電腦的日期卻是 {today}。"),
            "校正電腦時鐘，或在「籌備」更改日期。",
        ),
        ClockLost { today } => told(
            format!("這部電腦的日期是 {today}。"),
            "校正電腦時鐘，並重新啟動伺服器。",
        ),
        AddressServed(url) => well(format!("手機開啟 {url}。")),
        AddressUnknown => told("手機的網址，伺服器啟動後才知道。", "連接場地網絡，再啟動伺服器。"),
        AddressAlone(url) => told(
            format!("手機的網址是 {url}，只有這部電腦可以開啟。"),
            "連接場地網絡，不用 --listen 127.0.0.1 重新啟動伺服器。",
        ),
        AddressMoved { old, new } => told(
            format!("手機的網址是 {old}，但這部電腦現在的位址是 {new}。"),
            "恢復原來的位址，或在開門前重新啟動伺服器。",
        ),
        AddressElsewhere(url) => told(
            format!("手機的網址是 {url}，不是這部電腦的位址。"),
            "在場內用手機掃描一次，確認可以連到這裏。",
        ),
        TicketsElsewhere {
            count,
            old,
            new,
            host,
        } => told(
            format!("已印的 {count} 張票寫着 {old}，但這部電腦的位址是 {new}。"),
            match host {
                Some(host) => format!(
                    "把這部電腦的位址改回 {host}，並以 --public-url {old} 啟動，或重新印票。"
                ),
                None => format!("以 --public-url {old} 啟動，或重新印票。"),
            },
        ),
        TicketsExpect { count, address } => told(
            format!("已印的 {count} 張票寫着 {address}。"),
            format!("以 --public-url {address} 啟動伺服器。"),
        ),
        TicketsUnknown(count) => told(
            format!("印製 {count} 張票時，沒有記下票上的網址。"),
            "在場內用手機掃描其中一張。",
        ),
        CodeReaches(metres) => well(format!("{metres} 米內可以掃描大銀幕的 QR 碼。")),
        CodeTooSmall { reach, depth } => told(
            format!("大銀幕的 QR 碼最遠 {reach} 米可以掃描，最後一排卻在 {depth} 米外。"),
            "放大畫面、縮短網址，或請後排觀眾輸入網址。",
        ),
        CodeNotMeasured => told(
            "還未填寫最後一排與畫面的距離，以及畫面的闊度。",
            "在「籌備」填寫，或在最後一排掃描一次。",
        ),
        OutsideNotPrepared => told(
            "場外觀眾可以投票，但還未準備場外投票紀錄。",
            "執行 palmares net prepare，再以 --net 啟動伺服器。",
        ),
        OutsideAbsent => told(
            "場外觀眾可以投票，但這個伺服器沒有連接場外投票紀錄。",
            "以 --net 重新啟動；如已加上，原因請看伺服器視窗。",
        ),
        OutsideUnknown => told(
            "能否連接場外投票紀錄，伺服器啟動後才知道。",
            "以 --net 啟動伺服器。",
        ),
        OutsideDown => told(
            "未能連接場外投票紀錄。",
            "檢查這部電腦是否在伺服器的網絡內，以及各伺服器是否運作。",
        ),
        OutsideStale => told(
            "場外投票紀錄的伺服器未能收票，或還未回報紀錄的末端。",
            "檢查三個伺服器中有兩個運作並互相連通：palmares net status。",
        ),
        OutsideTrouble => told(
            "場外的票未能點算。",
            "原因和處理方法請看伺服器視窗。",
        ),
        OutsideOneReader => told(
            "只提供了一個伺服器位址：場外紀錄沒有經第二方讀取核對。",
            "以 --net 提供全部三個位址，重新啟動。",
        ),
        OutsideDiffers(names) => told(
            format!("其場外紀錄與其餘伺服器不同：{names}。"),
            "停止該伺服器，移走其資料再啟動，然後重啟本伺服器。",
        ),
        OutsideRead => well("已讀取場外投票紀錄。"),
        ScreensUnknown => told(
            "伺服器啟動前，無從得知熒幕的情況。",
            "啟動伺服器，並在每個熒幕開啟舞台。",
        ),
        ScreensNone => told(
            "還未核准任何熒幕，手機會比現場更早知道得主。",
            "在投影電腦開啟舞台，並核准這個熒幕。",
        ),
        ScreensMissing(names) => told(
            format!("沒有連線：{names}。"),
            "開啟熒幕；如今晚不用，請取消核准。",
        ),
        ScreensEmpty(names) => told(
            format!("還未顯示任何畫面：{names}。"),
            "等候字型和圖片載入，或重新載入該頁。",
        ),
        ScreensShow(count) => {
            well(format!("{count} 個熒幕已核准，字型和圖片已載入。"))
        }
        SoundBlocked(names) => told(
            format!("未有聲音：{names}，瀏覽器要先點按一下。"),
            "在那部電腦移動滑鼠，並按畫面提示的位置。",
        ),
        SoundNone => told(
            "節目有音效，但沒有已核准的熒幕播放。",
            "在連接喇叭的電腦開啟舞台，網址不要加 mute。",
        ),
        SoundHeard(names) => well(format!("播放音效的熒幕：{names}。")),
        MediaFaulty(names) => told(
            format!("不能顯示：{names}，會以文字代替。"),
            "處理方法見下面的「外觀」。",
        ),
        MediaWell => well("所有圖片和影片都可以顯示。"),
        GlyphsMissing(letters) => told(
            format!("舞台字型沒有：{letters}。"),
            "改用其他寫法，或在投影電腦看清效果。",
        ),
        GlyphsDrawn => well("舞台字型齊備。"),
        BegunAnnounced(names) => told(
            format!("已經揭曉，並已在結果頁公布：{names}。"),
            TO_THE_TOP,
        ),
        BegunVoted(names) => told(
            format!("已經投票，票已在票箱：{names}。"),
            TO_THE_TOP,
        ),
        BegunMoved => told("節目不在第一項。", TO_THE_TOP),
        BegunSimulated(phones) => told(
            format!("有 {phones} 部模擬手機參與。"),
            "正式演出請用 palmares serve 啟動。",
        ),
        BeginningFresh => well("節目在開場位置。"),
        RehearsalOn => told("現正綵排。", "在此結束綵排；密封和評分不受影響。"),
        RehearsalShown(names) => told(
            format!("仍然顯示綵排：{names}。"),
            "重新載入這些熒幕，或把它們關掉。",
        ),
        RehearsalOver => well("沒有綵排進行中。"),
        DoorsOpen => well("已開放觀眾入場。"),
        EnvelopesMissing(names) => told(
            format!("還未有信封：{names}。"),
            "請密封，或請評審團主席密封，否則不能揭曉。",
        ),
        EnvelopesTonight(names) => told(
            format!("當晚與觀眾一同決定：{names}。"),
            "點票後記得密封。",
        ),
        EnvelopesSealed => well("所有事先決定的獎項都已密封。"),
        TiesWait(names) => told(
            format!("觀眾投票同票：{names}。"),
            "揭曉之前，在「現場」裁定。",
        ),
        TiesNone => well("沒有同票等候裁定。"),
    }
}
