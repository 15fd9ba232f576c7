//! What a refusal says.

use crate::show::file::edit::EditError;
use crate::show::refusal::Refusal;
use crate::words::refusal::{FileRefusalWords, RefusalWords, SheetRefusalWords};

pub(super) const WORDS: RefusalWords = RefusalWords {
    why,
    not_stored: "服务器无法写入磁盘，这一步没有执行。请腾出磁盘空间，再按“重试写入”。",
    still_not_stored: "磁盘仍然无法写入，一切维持原状，节目可以继续。请腾出空间或检查磁盘，再按“重试写入”。",
    busy: "服务器正忙，或正在关闭。请稍后再试。",
    sheet: SHEET,
    file: FILE,
};

const FILE: FileRefusalWords = FileRefusalWords {
    stale: "其他人刚刚更改了同一处。你的更改没有写入：请看看现在的内容，再作决定。",
    saved_elsewhere: "节目文件刚刚在别处保存过。你的更改没有写入：请重新载入，再更改一次。",
    by_hand: "节目文件后来有人手动更改过。再撤销下去会丢失那些更改，所以没有撤销。",
    nothing_to_undo: "没有可以撤销的更改。",
    nothing_to_redo: "没有可以重做的更改。",
    wrong_cells: |cells| format!("没有导入：有 {cells} 处须先修正。"),
    bad_show: |errors| format!("这样节目不能进行：有 {errors} 处错误。没有任何更改。"),
    edit: |why| {
        match why {
            EditError::Unclear => "未能确定要更改什么。",
            EditError::Illegible => "节目文件有错误，要先手动改正。",
            EditError::NoRow { .. } => "节目文件中没有这一项，或已被移除。",
            EditError::NoTable { .. } => "这里只是一个值，下面不能再有内容。",
            EditError::Form { .. } => "这一处的写法只能手动更改。",
            EditError::Winner => "得主和评语封在信封内，不会写入节目文件。",
        }
        .into()
    },
    edit_mend: "没有任何更改。请重新载入节目文件，或用文本编辑器更改。",
    not_written: "节目文件无法写入，没有任何更改。请腾出磁盘空间或检查磁盘，再试一次。",
    veiled: "这里有需要检查的地方，而内容可能透露得主。",
    veiled_mend: "请在没有旁人看到画面的地方运行：palmares check",
};

const SHEET: SheetRefusalWords = SheetRefusalWords {
    signed: "你已呈交这份评分表。请先收回，然后更改。",
    recused: "这位评审不评这件作品。",
    closed: "评分已截止，只有评审团主席可发还评分表，并须说明原因。",
    has_marks: "这位评审已有评分，没有任何分数被覆盖。",
    no_marks: "这份评分表是空白的，没有可移走的评分。",
    incomplete: "有作品尚未评分。请先评分，或不包括它们而呈交。",
    looked: "您已看过其他评审的分数，因此自己的评分表不能再取回。您可在主席页面注明原因重开，全体评审都会看到。",
    own_first: "请先完成并呈交自己的评分表，之后才可查看其他评分。",
    not_kept: "未能确定是否已保存。请再发送一次，只会计算一次。",
    no_such_juror: "没有评审使用这个编号。",
    no_such_work: "没有入围作品使用这个编号。",
    no_such_criterion: "没有评分准则使用这个编号。",
    no_such_device: "这位评审没有这个浏览器。",
    off_scale: |scale| format!("分数须为 0 至 {scale} 的整数。"),
    no_reason: "请说明原因，其他人会看到。",
    not_read_back: "请填写由谁复读。",
    twice: "同一作品的同一准则在这份评分表上出现两次。",
    too_long: |most| format!("文字太长，最多 {most} 个字。"),
    same_juror: "请选择两位不同的评审。",
};

fn why(refusal: &Refusal, name: &str) -> String {
    use Refusal::*;
    let plain = match refusal {
        Stale => "舞台刚刚已经切换：另一台面板比你快了一步。请先看清现在的画面，有需要再按。",
        TooSoon => "半秒之内连按了两次 GO，第二次不算。如果是有意的，请再按一次。",
        End => "这已经是最后一项，后面没有了。想去别处，请在流程中点选。",
        Start => "这一项之前没有可以返回的画面。",
        NoSuchCue(_) => {
            return format!("流程中没有“{name}”这一项，可能刚刚改动过。请从目前的流程中选择。");
        }
        NoSuchAward(_) => {
            return format!("这个节目没有“{name}”这个奖项。请使用 show.toml 中 [[award]] 的 id。");
        }
        NoSuchBallot(_) => {
            return format!("这个节目没有“{name}”这项投票。请使用 show.toml 中 [[ballot]] 的 id。");
        }
        NoSuchEntry(_) => {
            return format!("这个节目没有“{name}”这部作品。请使用 show.toml 中 [[entry]] 的 id。");
        }
        NotAFinalist(_) => return format!("“{name}”没有入围，不能得奖。请改选一部入围作品。"),
        BadWinners => "请至少填写一个得主，而且每个只填一次。",
        BadShortlist => "请至少选一部入围作品，而且每部只选一次。",
        BadMention => "获特别表扬的作品，每部只填一次，而且不能是得主。",
        BadSecond => "后备不能同时是得主，空缺的奖项也不设后备。请改选另一部作品，或者留空。",
        BadMessage => "消息要有文字，每种语言最多 200 字，不能换行。",
        BadCitation => "评语要写给得主：每种语言最多 1,000 字，不能有控制字符；空缺就不用写。",
        TooMany(_) => {
            return format!(
                "“{name}”不设那么多得主。请减少得主，或者在 show.toml 这个奖项下加写 most。"
            );
        }
        ReasonNeeded(_) => {
            return format!(
                "“{name}”的决定与评分排名不同，或者更正了已公布的结果。请注明原因，以作记录。"
            );
        }
        SealedByTwo(_) => {
            return format!(
                "“{name}”要由评审团主席和监制各自填写，两者相同才会密封。"
            );
        }
        NotTheSame(_) => {
            return format!(
                "“{name}”：两人填写的不相同，所以没有密封。请两位当面核对，再各自填写。"
            );
        }
        OrganiserDecides(_) => {
            return format!(
                "“{name}”由主办机构决定，不由评审团决定。"
            );
        }
        NoEnvelope(_) => return format!("“{name}”还没有密封的信封。请监制先密封，才能揭晓。"),
        Covered => "黑场、备用画面或消息盖住舞台时，不会揭晓得主。请先解除，再按 GO。",
        NotRevealed(_) => return format!("“{name}”尚未揭晓。请先执行它的揭晓一项。"),
        AlreadyRevealed(_) => return format!("“{name}”已经揭晓。只有监制可以更正，并须注明原因。"),
        AwaitingCorrection(_) => {
            return format!("“{name}”已报告信封有误。要等监制更正，或确认信封无误，才能继续。");
        }
        AudienceDecides(_) => {
            return format!(
                "“{name}”由观众投票决定。只有交由主席裁定的奖项，在截止点算后首名同票，才可以裁定。"
            );
        }
        Tie(_) => {
            return format!("“{name}”的票数出现并列第一。请监制按主席的裁定密封得主，才能揭晓。");
        }
        NotTied(_) => return format!("“{name}”不是并列第一的作品。请从并列的作品中选择。"),
        AlreadyReleased(_) => return format!("“{name}”早已对外公布，无须再发放。"),
        BallotOpen(_) => return format!("“{name}”的投票仍在进行。请先截止，或等时间到。"),
        AnotherBallotOpen(_) => {
            return format!("“{name}”的投票仍在进行，而每次只能开放一项。请先截止它。");
        }
        BallotWaiting(_) => return format!("“{name}”的投票尚未开始。请先开放投票。"),
        BallotClosed(_) => return format!("“{name}”的投票已经截止。如要大家再投，请重开。"),
        Counting(_) => return format!("“{name}”的选票正在点算，只需片刻，请稍后再试。"),
        NetCounting(_) => {
            return format!(
                "“{name}”的场外投票还在点算。可以先说：“各位，场外的投票还在点算，结果稍后公布。”\
                    监制也可以决定只公布现场的票数。"
            );
        }
        NetAbsent(_) => {
            return format!(
                "这个服务器没有连接场外投票记录，“{name}”不会有场外的票。监制可以决定只公布现场的票数。\
                    可以先说：“各位，请稍等片刻，结果随即公布。”"
            );
        }
        NetNobody(_) => {
            return format!(
                "“{name}”只由场外观众投票，但这个服务器没有连接场外投票记录：没有人可以投票，也无法点算。\
                    请先进行其后的项目，或以 --net 重新启动服务器。"
            );
        }
        HallOnly(_) => return format!("“{name}”只由现场观众投票，无须等候场外点算。"),
        NetOnly(_) => {
            return format!("“{name}”只由场外观众投票，单看现场没有结果。请等候场外点算。");
        }
        BothCounted(_) => return format!("“{name}”的结果已经包括场外投票。"),
        ResultShown(_) => {
            return format!("“{name}”的投票结果已经在台上公布，再投就不公平，所以不能重开。");
        }
        NetUsed => {
            "场外的投票记录已有这次试走的票。请先停止服务器，运行 palmares net prepare 并加上 \
                --new-evening，重新启动后再回到开头。"
        }
        BadSeconds => "投票时间须为 1 至 86,400 秒（一天）。请填写这个范围内的数字。",
        NoReason => "更正必须注明原因（最多 500 字），以作记录。",
        DoorsOpen => {
            "已经开门入场，现在是正式演出，不能回到开头，也不能彩排。只要还没揭晓任何奖项，监制仍可重新关门。"
        }
        NotConfirmed => "这不是节目的代号。请照 show.toml 中 [show] 的 id 完整输入。",
        Withdrawn(_) => return format!("“{name}”已经退出，不再展示。"),
        AlreadyFired(_) => {
            return format!("“{name}”已经在台上出现过，须保留原样：不能移动、略过或删去。");
        }
        RereadConflict(_) => {
            return format!("修改后的文件动了“{name}”，但今晚已经用过它。请还原，再重新读取。");
        }
        FinalistsStand => {
            "评审团有已密封的决定：揭晓之前，任何入围作品都不能从节目文件删去。请全部还原，再重新读取。"
        }
        ScoresStand(_) => {
            return format!(
                "评审已开始评分，修改后的文件却删去或更改了“{name}”，已有分数以它为准。请还原，再重新读取。"
            );
        }
        TooManyDevices(_) => {
            return format!(
                "{name}的评分页已在 12 个浏览器打开。请在其中一个或评审团主席的页面结束一个，再重新打开链接。"
            );
        }
        NoSuchLanguage(_) => {
            return format!(
                "节目没有“{name}”这种语言。请按 show.toml 的语言书写，或所有语言共用一段文字。"
            );
        }
        NothingRevealed => "尚未揭晓任何奖项，所以不会有信封出错。",
    };
    plain.to_owned()
}
