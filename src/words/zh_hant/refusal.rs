//! What a refusal says.

use crate::show::file::edit::EditError;
use crate::show::refusal::Refusal;
use crate::words::refusal::{FileRefusalWords, RefusalWords, SheetRefusalWords};

pub(super) const WORDS: RefusalWords = RefusalWords {
    why,
    not_stored: "伺服器無法寫入磁碟，這一步沒有執行。請騰出磁碟空間，再按「重試寫入」。",
    still_not_stored: "磁碟仍然無法寫入，一切維持原狀，節目可以繼續。請騰出空間或檢查磁碟，再按「重試寫入」。",
    busy: "伺服器正忙，或正在關閉。請稍後再試。",
    sheet: SHEET,
    file: FILE,
};

const FILE: FileRefusalWords = FileRefusalWords {
    stale: "其他人剛剛更改了同一處。你的更改沒有寫入：請看看現在的內容，再作決定。",
    saved_elsewhere: "節目檔案剛剛在別處儲存過。你的更改沒有寫入：請重新載入，再更改一次。",
    by_hand: "節目檔案其後有人手動更改過。再復原下去會失去那些更改，所以沒有復原。",
    nothing_to_undo: "沒有可以復原的更改。",
    nothing_to_redo: "沒有可以重做的更改。",
    wrong_cells: |cells| format!("沒有匯入：有 {cells} 處須先修正。"),
    bad_show: |errors| format!("這樣節目不能進行：有 {errors} 處錯誤。沒有任何更改。"),
    edit: |why| {
        match why {
            EditError::Unclear => "未能確定要更改甚麼。",
            EditError::Illegible => "節目檔案有錯誤，要先手動修正。",
            EditError::NoRow { .. } => "節目檔案中沒有這一項，或已被移除。",
            EditError::NoTable { .. } => "這裏只是一個值，下面不能再有內容。",
            EditError::Form { .. } => "這一處的寫法只能手動更改。",
            EditError::Winner => "得主和評語封在信封內，不會寫入節目檔案。",
        }
        .into()
    },
    edit_mend: "沒有任何更改。請重新載入節目檔案，或以文字編輯器更改。",
    not_written: "節目檔案無法寫入，沒有任何更改。請騰出磁碟空間或檢查磁碟，再試一次。",
    veiled: "這裏有需要檢查的地方，而內容可能透露得主。",
    veiled_mend: "請在沒有旁人看到畫面的地方執行：palmares check",
};

const SHEET: SheetRefusalWords = SheetRefusalWords {
    signed: "你已呈交這份評分表。請先收回，然後更改。",
    recused: "這位評審不評這件作品。",
    closed: "評分已截止，只有評審團主席可發還評分表，並須說明原因。",
    has_marks: "這位評審已有評分，沒有任何分數被覆蓋。",
    no_marks: "這份評分表是空白的，沒有可移走的評分。",
    incomplete: "有作品尚未評分。請先評分，或不包括它們而呈交。",
    looked: "您已看過其他評審的分數，因此自己的評分表不能再取回。您可在主席頁面註明原因重開，全體評審都會看到。",
    own_first: "請先完成並呈交自己的評分表，之後才可查看其他評分。",
    not_kept: "未能確定是否已儲存。請再傳送一次，只會計算一次。",
    no_such_juror: "沒有評審使用這個編號。",
    no_such_work: "沒有入圍作品使用這個編號。",
    no_such_criterion: "沒有評分準則使用這個編號。",
    no_such_device: "這位評審沒有這個瀏覽器。",
    off_scale: |scale| format!("分數須為 0 至 {scale} 的整數。"),
    no_reason: "請說明原因，其他人會看到。",
    not_read_back: "請填寫由誰覆讀。",
    twice: "同一作品的同一準則在這份評分表上出現兩次。",
    too_long: |most| format!("文字太長，最多 {most} 個字。"),
    same_juror: "請選擇兩位不同的評審。",
};

fn why(refusal: &Refusal, name: &str) -> String {
    use Refusal::*;
    let plain = match refusal {
        Stale => "舞台剛剛已經轉了：另一部面板比你快一步。請先看清楚現在的畫面，有需要再按。",
        TooSoon => "半秒之內連按了兩次 GO，第二次不算。如果是有意的，請再按一次。",
        End => "這已是最後一項，後面沒有了。想到別處，請在流程中點選。",
        Start => "這一項之前沒有可以返回的畫面。",
        NoSuchCue(_) => {
            return format!("流程中沒有「{name}」這一項，可能剛剛改動過。請從目前的流程中選擇。");
        }
        NoSuchAward(_) => {
            return format!(
                "這個節目沒有「{name}」這個獎項。請使用 show.toml 中 [[award]] 的 id。"
            );
        }
        NoSuchBallot(_) => {
            return format!(
                "這個節目沒有「{name}」這項投票。請使用 show.toml 中 [[ballot]] 的 id。"
            );
        }
        NoSuchEntry(_) => {
            return format!(
                "這個節目沒有「{name}」這部作品。請使用 show.toml 中 [[entry]] 的 id。"
            );
        }
        NotAFinalist(_) => return format!("「{name}」沒有入圍，不能得獎。請改選一部入圍作品。"),
        BadWinners => "請最少填一個得主，而且每個只填一次。",
        BadShortlist => "請最少選一部入圍作品，而且每部只選一次。",
        BadMention => "獲特別表揚的作品，每部只填一次，而且不能是得主。",
        BadSecond => "後備不能同時是得主，從缺的獎項亦不設後備。請改選另一部作品，或者留空。",
        BadMessage => "訊息要有文字，每種語言最多 200 字，不能換行。",
        BadCitation => "評語要寫給得主：每種語言最多 1,000 字，不能有控制字元；從缺就不用寫。",
        TooMany(_) => {
            return format!(
                "「{name}」不設那麼多得主。請減少得主，或者在 show.toml 這個獎項下加寫 most。"
            );
        }
        ReasonNeeded(_) => {
            return format!(
                "「{name}」的決定與評分排名不同，或者更正了已公布的結果。請註明原因，以作紀錄。"
            );
        }
        SealedByTwo(_) => {
            return format!(
                "「{name}」要由評審團主席和監製各自填寫，兩者相同才會密封。"
            );
        }
        NotTheSame(_) => {
            return format!(
                "「{name}」：兩人填寫的不相同，所以沒有密封。請兩位當面核對，再各自填寫。"
            );
        }
        OrganiserDecides(_) => {
            return format!(
                "「{name}」由主辦機構決定，不由評審團決定。"
            );
        }
        NoEnvelope(_) => {
            return format!("「{name}」未有已密封的信封。請監製先行密封，才可以揭曉。");
        }
        Covered => "黑場、備用畫面或訊息蓋住舞台時，不會揭曉得主。請先解除，再按 GO。",
        NotRevealed(_) => return format!("「{name}」尚未揭曉。請先執行它的揭曉一項。"),
        AlreadyRevealed(_) => {
            return format!("「{name}」已經揭曉。只有監製可以更正，並須註明原因。");
        }
        AwaitingCorrection(_) => {
            return format!("「{name}」已報稱信封有誤。要等監製更正，或確認信封無誤，才可以繼續。");
        }
        AudienceDecides(_) => {
            return format!(
                "「{name}」由觀眾投票決定。只有交由主席裁定的獎項，在截止點算後首名同票，才可以裁定。"
            );
        }
        Tie(_) => {
            return format!(
                "「{name}」的票數出現同票第一。請監製按主席的裁定密封得主，才可以揭曉。"
            );
        }
        NotTied(_) => return format!("「{name}」不是同票第一的作品。請從同票的作品中選擇。"),
        AlreadyReleased(_) => return format!("「{name}」早已對外公布，毋須再發放。"),
        BallotOpen(_) => return format!("「{name}」的投票仍在進行。請先截止，或等時間到。"),
        AnotherBallotOpen(_) => {
            return format!("「{name}」的投票仍在進行，而每次只可以開放一項。請先截止它。");
        }
        BallotWaiting(_) => return format!("「{name}」的投票尚未開始。請先開放投票。"),
        BallotClosed(_) => return format!("「{name}」的投票已經截止。如要大家再投，請重開。"),
        Counting(_) => return format!("「{name}」的選票正在點算，只需片刻，請稍後再試。"),
        NetCounting(_) => {
            return format!(
                "「{name}」的場外投票仍在點算。可以先說：「各位，場外的投票仍在點算，結果稍後公布。」\
                    監製亦可以決定只公布現場的票數。"
            );
        }
        NetAbsent(_) => {
            return format!(
                "這個伺服器沒有連接場外投票紀錄，「{name}」不會有場外的票。監製可以決定只公布現場的票數。\
                    可以先說：「各位，請稍等片刻，結果隨即公布。」"
            );
        }
        NetNobody(_) => {
            return format!(
                "「{name}」只由場外觀眾投票，但這個伺服器沒有連接場外投票紀錄：沒有人可以投票，也無從點算。\
                    請先進行其後的項目，或以 --net 重新啟動伺服器。"
            );
        }
        HallOnly(_) => return format!("「{name}」只由現場觀眾投票，毋須等候場外點算。"),
        NetOnly(_) => {
            return format!("「{name}」只由場外觀眾投票，單看現場沒有結果。請等候場外點算。");
        }
        BothCounted(_) => return format!("「{name}」的結果已經包括場外投票。"),
        ResultShown(_) => {
            return format!("「{name}」的投票結果已經在台上公布，再投便不公平，所以不能重開。");
        }
        NetUsed => {
            "場外的投票紀錄已有這次試走的票。請先停止伺服器，執行 palmares net prepare 並加上 \
                --new-evening，重新啟動後再回到開頭。"
        }
        BadSeconds => "投票時間須為 1 至 86,400 秒（一天）。請填這個範圍內的數字。",
        NoReason => "更正必須註明原因（最多 500 字），以作紀錄。",
        DoorsOpen => {
            "已經開門入場，現在是正式演出，不能回到開頭，也不能綵排。只要未揭曉任何獎項，監製仍可重新關門。"
        }
        NotConfirmed => "這不是節目的代號。請照 show.toml 中 [show] 的 id 完整輸入。",
        Withdrawn(_) => return format!("「{name}」已經退出，不再展示。"),
        AlreadyFired(_) => {
            return format!("「{name}」已經在台上出現過，須保留原狀：不能移動、略過或刪去。");
        }
        RereadConflict(_) => {
            return format!("修改後的檔案動了「{name}」，但今晚已經用過它。請還原，再重新讀取。");
        }
        FinalistsStand => {
            "評審團有已密封的決定：揭曉之前，任何入圍作品都不能從節目檔案刪去。請全部還原，再重新讀取。"
        }
        ScoresStand(_) => {
            return format!(
                "評審已開始評分，修改後的檔案卻刪去或更改了「{name}」，已有分數以它為準。請還原，再重新讀取。"
            );
        }
        TooManyDevices(_) => {
            return format!(
                "{name}的評分頁已在 12 個瀏覽器開啟。請在其中一個或評審團主席的頁面結束一個，再重新開啟連結。"
            );
        }
        NoSuchLanguage(_) => {
            return format!(
                "節目沒有「{name}」這種語言。請按 show.toml 的語言書寫，或所有語言共用一段文字。"
            );
        }
        NothingRevealed => "尚未揭曉任何獎項，所以不會有信封出錯。",
    };
    plain.to_owned()
}
