//! "Ready to open?"

use crate::words::ready::{ReadyFinding, ReadySaid, ReadySubject, ReadyWords, told, well};

pub(super) const WORDS: ReadyWords = ReadyWords {
    heading: "可以开门吗？",
    open: "可以开门",
    mend: |count| format!("先处理 {count} 项"),
    look: |count| format!("另有 {count} 项请留意"),
    well: "没有问题",
    lights: ["必须先处理", "请留意", "没有问题"],
    there: "前往",
    subject,
    said,
};

fn subject(of: ReadySubject) -> &'static str {
    match of {
        ReadySubject::Room => "磁盘",
        ReadySubject::Copy => "第二份副本",
        ReadySubject::Journal => "今晚记录",
        ReadySubject::Keys => "密钥",
        ReadySubject::Clock => "时钟",
        ReadySubject::Address => "网址",
        ReadySubject::Code => "二维码大小",
        ReadySubject::Outside => "场外投票",
        ReadySubject::Screens => "屏幕",
        ReadySubject::Sound => "音效",
        ReadySubject::Media => "图片及影片",
        ReadySubject::Glyphs => "字体",
        ReadySubject::Beginning => "开场位置",
        ReadySubject::Rehearsal => "彩排",
        ReadySubject::Envelopes => "信封",
        ReadySubject::Ties => "同票",
    }
}

const TO_THE_TOP: &str = "在“现场”按“回到开头”。";

fn said(found: &ReadyFinding) -> ReadySaid {
    use ReadyFinding::*;
    match found {
        RoomEnough => well("磁盘空间足够。"),
        RoomLittle => told(
            "节目所在的磁盘只剩不到 2 GB。",
            "删除用不着的文件，或把节目移到另一个磁盘。",
        ),
        RoomGone => told(
            "节目所在的磁盘只剩不到 200 MB，投票随时可能无法保存。",
            "删除用不着的文件，或把节目移到另一个磁盘。",
        ),
        RoomUnknown => told("这台电脑无法得知磁盘空间。", "请自行确认有 2 GB 可用。"),
        CopyNone => told(
            "所有资料只存在一个磁盘。",
            "插入 U 盘，并以 --mirror 指定其中的文件夹，重新启动服务器。",
        ),
        CopyUnknown => told(
            "有没有第二份副本，服务器启动后才知道。",
            "启动时以 --mirror 指定 U 盘内的文件夹。",
        ),
        CopyAway => told("第二份副本的文件夹不见了。", "重新插入 U 盘，副本会自动补齐。"),
        CopySameDisk => told(
            "第二份副本与节目在同一个磁盘，会一同丢失。",
            "以 --mirror 指定 U 盘内的文件夹，重新启动服务器。",
        ),
        CopyLittle => told("第二份副本的磁盘快满了。", "腾出空间，或改用另一个 U 盘。"),
        CopyLags => told(
            "有一份副本不能写入，目前只保存一份。",
            "检查 U 盘是否已插好、有空间、可以写入。",
        ),
        CopyFollows => well("第二份副本在另一个磁盘同步更新。"),
        JournalWell => well("每一步都已保存，并可读回。"),
        JournalNotBegun => well("这个文件夹还没有开始任何一晚。"),
        JournalStopped => told(
            "现在发生的事不能保存。",
            "腾出磁盘空间，再按本页顶部的“重试写入”。",
        ),
        JournalMoved => told(
            "节目的文件不在原来的位置。",
            "放回原位，再按本页顶部的“重试写入”。",
        ),
        JournalMended => told(
            "启动时有文件不完整，已保存的内容没有丢失。",
            "阅读终端的说明，并把文件夹复制到另一个磁盘。",
        ),
        JournalDamaged(text) => told(format!("当晚的文件不能使用：{text}"), "请先按说明处理。"),
        KeysKept => well("密钥在文件夹内。"),
        KeysNotMade => told("还没有密钥和链接。", "启动服务器一次，就会产生。"),
        KeysGone => told(
            "文件夹内的 keys.json 不见了，下次将不能启动。",
            "在服务器结束之前，从备份放回。",
        ),
        KeysOthers => told(
            "keys.json 不是这一晚开始时的那一个。",
            "从文件夹的备份放回这一晚的密钥。",
        ),
        KeysUnreadable => told(
            "keys.json 不能读取，下次将不能启动。",
            "把文件交给启动服务器的用户，或从备份放回。",
        ),
        KeysOpen => told(
            "这台电脑的其他用户可以读取 keys.json。",
            "限制文件的权限，或把节目放在有权限管理的磁盘。",
        ),
        ClockRight => well("时钟正确。"),
        ClockApart(minutes) => told(
            format!("节目的时钟与这台电脑相差 {minutes} 分钟。"),
            "校正电脑时钟，并在开门前重新启动服务器。",
        ),
        ClockPast { date, today } => told(
            format!("节目日期是 {date}，这台电脑的日期却是 {today}。"),
            "校正电脑时钟，或在“筹备”更改日期。",
        ),
        ClockLost { today } => told(
            format!("这台电脑的日期是 {today}。"),
            "校正电脑时钟，并重新启动服务器。",
        ),
        AddressServed(url) => well(format!("手机打开 {url}。")),
        AddressUnknown => told("手机的网址，服务器启动后才知道。", "连接场地网络，再启动服务器。"),
        AddressAlone(url) => told(
            format!("手机的网址是 {url}，只有这台电脑可以打开。"),
            "连接场地网络，不用 --listen 127.0.0.1 重新启动服务器。",
        ),
        AddressMoved { old, new } => told(
            format!("手机的网址是 {old}，但这台电脑现在的地址是 {new}。"),
            "恢复原来的地址，或在开门前重新启动服务器。",
        ),
        AddressElsewhere(url) => told(
            format!("手机的网址是 {url}，不是这台电脑的地址。"),
            "在场内用手机扫描一次，确认可以连到这里。",
        ),
        TicketsElsewhere {
            count,
            old,
            new,
            host,
        } => told(
            format!("已印的 {count} 张票写着 {old}，但这台电脑的地址是 {new}。"),
            match host {
                Some(host) => format!(
                    "把这台电脑的地址改回 {host}，并以 --public-url {old} 启动，或重新印票。"
                ),
                None => format!("以 --public-url {old} 启动，或重新印票。"),
            },
        ),
        TicketsExpect { count, address } => told(
            format!("已印的 {count} 张票写着 {address}。"),
            format!("以 --public-url {address} 启动服务器。"),
        ),
        TicketsUnknown(count) => told(
            format!("印制 {count} 张票时，没有记下票上的网址。"),
            "在场内用手机扫描其中一张。",
        ),
        CodeReaches(metres) => well(format!("{metres} 米内可以扫描舞台的二维码。")),
        CodeTooSmall { reach, depth } => told(
            format!("舞台的二维码最远 {reach} 米可以扫描，最后一排却在 {depth} 米外。"),
            "放大画面、缩短网址，或请后排观众输入网址。",
        ),
        CodeNotMeasured => told(
            "还没有填写最后一排与画面的距离，以及画面的宽度。",
            "在“筹备”填写，或在最后一排扫描一次。",
        ),
        OutsideNotPrepared => told(
            "场外观众可以投票，但还没有准备场外投票记录。",
            "运行 palmares net prepare，再以 --net 启动服务器。",
        ),
        OutsideAbsent => told(
            "场外观众可以投票，但这个服务器没有连接场外投票记录。",
            "以 --net 重新启动；如已加上，原因请看服务器窗口。",
        ),
        OutsideUnknown => told(
            "能否连接场外投票记录，服务器启动后才知道。",
            "以 --net 启动服务器。",
        ),
        OutsideDown => told(
            "无法连接场外投票记录。",
            "检查这台电脑是否在服务器的网络内，以及各服务器是否运行。",
        ),
        OutsideStale => told(
            "场外投票记录的服务器无法收票，或还没有回报记录的末端。",
            "检查三个服务器中有两个运行并互相连通：palmares net status。",
        ),
        OutsideTrouble => told(
            "场外的票未能点算。",
            "原因和处理方法请看服务器窗口。",
        ),
        OutsideOneReader => told(
            "只提供了一个服务器地址：场外记录没有经第二方读取核对。",
            "以 --net 提供全部三个地址，重新启动。",
        ),
        OutsideDiffers(names) => told(
            format!("其场外记录与其余服务器不同：{names}。"),
            "停止该服务器，移走其数据再启动，然后重启本服务器。",
        ),
        OutsideRead => well("已读取场外投票记录。"),
        ScreensUnknown => told(
            "服务器启动前，无从得知屏幕的情况。",
            "启动服务器，并在每个屏幕打开舞台。",
        ),
        ScreensNone => told(
            "还没有核准任何屏幕，手机会比现场更早知道得主。",
            "在投影电脑打开舞台，并核准这个屏幕。",
        ),
        ScreensMissing(names) => told(
            format!("没有连接：{names}。"),
            "打开屏幕；如今晚不用，请取消核准。",
        ),
        ScreensEmpty(names) => told(
            format!("还没有显示任何画面：{names}。"),
            "等候字体和图片加载，或重新加载该页。",
        ),
        ScreensShow(count) => {
            well(format!("{count} 个屏幕已核准，字体和图片已加载。"))
        }
        SoundBlocked(names) => told(
            format!("没有声音：{names}，浏览器要先点击一下。"),
            "在那台电脑移动鼠标，并点击画面提示的位置。",
        ),
        SoundNone => told(
            "节目有音效，但没有已核准的屏幕播放。",
            "在连接音箱的电脑打开舞台，网址不要加 mute。",
        ),
        SoundHeard(names) => well(format!("播放音效的屏幕：{names}。")),
        MediaFaulty(names) => told(
            format!("不能显示：{names}，会以文字代替。"),
            "处理方法见下面的“外观”。",
        ),
        MediaWell => well("所有图片和影片都可以显示。"),
        GlyphsMissing(letters) => told(
            format!("舞台字体没有：{letters}。"),
            "改用其他写法，或在投影电脑看清效果。",
        ),
        GlyphsDrawn => well("舞台字体齐备。"),
        BegunAnnounced(names) => told(
            format!("已经揭晓，并已在结果页公布：{names}。"),
            TO_THE_TOP,
        ),
        BegunVoted(names) => told(format!("已经投票，票已在票箱：{names}。"), TO_THE_TOP),
        BegunMoved => told("节目不在第一项。", TO_THE_TOP),
        BegunSimulated(phones) => told(
            format!("有 {phones} 部模拟手机参与。"),
            "正式演出请用 palmares serve 启动。",
        ),
        BeginningFresh => well("节目在开场位置。"),
        RehearsalOn => told("正在彩排。", "在此结束彩排；密封和评分不受影响。"),
        RehearsalShown(names) => told(
            format!("仍在显示彩排：{names}。"),
            "重新加载这些屏幕，或把它们关掉。",
        ),
        RehearsalOver => well("没有彩排进行中。"),
        DoorsOpen => well("已开放观众入场。"),
        EnvelopesMissing(names) => told(
            format!("还没有信封：{names}。"),
            "请密封，或请评审团主席密封，否则不能揭晓。",
        ),
        EnvelopesTonight(names) => told(
            format!("当晚与观众一同决定：{names}。"),
            "点票后记得密封。",
        ),
        EnvelopesSealed => well("所有事先决定的奖项都已密封。"),
        TiesWait(names) => told(
            format!("观众投票同票：{names}。"),
            "揭晓之前，在“现场”裁定。",
        ),
        TiesNone => well("没有同票等候裁定。"),
    }
}
