//! What a refusal says to a person: what is wrong, and how to mend it.

use super::Ui;
use crate::show::refusal::Refusal;

/// One sentence or two for each refusal; `{}` stands for the id or name that it speaks of.
struct Words {
    stale: &'static str,
    too_soon: &'static str,
    end: &'static str,
    start: &'static str,
    no_such_cue: &'static str,
    no_such_award: &'static str,
    no_such_ballot: &'static str,
    no_such_entry: &'static str,
    not_a_finalist: &'static str,
    bad_winners: &'static str,
    no_envelope: &'static str,
    covered: &'static str,
    not_revealed: &'static str,
    already_revealed: &'static str,
    awaiting_correction: &'static str,
    audience_decides: &'static str,
    tie: &'static str,
    not_tied: &'static str,
    already_released: &'static str,
    ballot_open: &'static str,
    another_ballot_open: &'static str,
    ballot_waiting: &'static str,
    ballot_closed: &'static str,
    counting: &'static str,
    result_shown: &'static str,
    bad_seconds: &'static str,
    no_reason: &'static str,
    doors_open: &'static str,
    not_confirmed: &'static str,
    reread_conflict: &'static str,
    nothing_revealed: &'static str,
    not_stored: &'static str,
    still_not_stored: &'static str,
    busy: &'static str,
}

const ZH_HANT: Words = Words {
    stale: "舞台剛剛已經轉了：另一部面板比你快一步。請先看清楚現在的畫面，有需要再按。",
    too_soon: "半秒之內連按了兩次 GO，第二次不算。如果是有意的，請再按一次。",
    end: "這已是最後一項，後面沒有了。想到別處，請在流程中點選。",
    start: "這一項之前沒有可以返回的畫面。",
    no_such_cue: "流程中沒有「{}」這一項，可能剛剛改動過。請從目前的流程中選擇。",
    no_such_award: "這個節目沒有「{}」這個獎項。請使用 show.toml 中 [[award]] 的 id。",
    no_such_ballot: "這個節目沒有「{}」這項投票。請使用 show.toml 中 [[ballot]] 的 id。",
    no_such_entry: "這個節目沒有「{}」這部作品。請使用 show.toml 中 [[entry]] 的 id。",
    not_a_finalist: "「{}」沒有入圍，不能得獎。請改選一部入圍作品。",
    bad_winners: "請最少填一個得主，而且每個只填一次。",
    no_envelope: "「{}」未有已密封的信封。請監製先行密封，才可以揭曉。",
    covered: "黑場或備用畫面蓋住舞台時，不會揭曉得主。請先解除，再按 GO。",
    not_revealed: "「{}」尚未揭曉。請先執行它的揭曉一項。",
    already_revealed: "「{}」已經揭曉。只有監製可以更正，並須註明原因。",
    awaiting_correction: "「{}」已報稱信封有誤。要等監製更正，或確認信封無誤，才可以繼續。",
    audience_decides: "「{}」由觀眾投票決定。只有交由主席裁定的獎項，在截止點算後首名同票，才可以裁定。",
    tie: "「{}」的票數出現同票第一。請監製按主席的裁定密封得主，才可以揭曉。",
    not_tied: "「{}」不是同票第一的作品。請從同票的作品中選擇。",
    already_released: "「{}」早已對外公布，毋須再發放。",
    ballot_open: "「{}」的投票仍在進行。請先截止，或等時間到。",
    another_ballot_open: "「{}」的投票仍在進行，而每次只可以開放一項。請先截止它。",
    ballot_waiting: "「{}」的投票尚未開始。請先開放投票。",
    ballot_closed: "「{}」的投票已經截止。如要大家再投，請重開。",
    counting: "「{}」的選票正在點算，只需片刻，請稍後再試。",
    result_shown: "「{}」的投票結果已經在台上公布，再投便不公平，所以不能重開。",
    bad_seconds: "投票時間須為 1 至 86,400 秒（一天）。請填這個範圍內的數字。",
    no_reason: "更正必須註明原因（最多 500 字），以作紀錄。",
    doors_open: "已經開門入場，現在是正式演出，不能回到綵排。只要未揭曉任何獎項，監製仍可重新關門。",
    not_confirmed: "這不是節目的代號。請照 show.toml 中 [show] 的 id 完整輸入。",
    reread_conflict: "修改後的檔案動了「{}」，但今晚已經用過它。請還原，再重新讀取。",
    nothing_revealed: "尚未揭曉任何獎項，所以不會有信封出錯。",
    not_stored: "伺服器無法寫入磁碟，這一步沒有執行。請騰出磁碟空間，再按「重試寫入」。",
    still_not_stored: "磁碟仍然無法寫入，一切維持原狀，節目可以繼續。請騰出空間或檢查磁碟，再按「重試寫入」。",
    busy: "伺服器正忙，或正在關閉。請稍後再試。",
};

const ZH_HANS: Words = Words {
    stale: "舞台刚刚已经切换：另一台面板比你快了一步。请先看清现在的画面，有需要再按。",
    too_soon: "半秒之内连按了两次 GO，第二次不算。如果是有意的，请再按一次。",
    end: "这已经是最后一项，后面没有了。想去别处，请在流程中点选。",
    start: "这一项之前没有可以返回的画面。",
    no_such_cue: "流程中没有“{}”这一项，可能刚刚改动过。请从目前的流程中选择。",
    no_such_award: "这个节目没有“{}”这个奖项。请使用 show.toml 中 [[award]] 的 id。",
    no_such_ballot: "这个节目没有“{}”这项投票。请使用 show.toml 中 [[ballot]] 的 id。",
    no_such_entry: "这个节目没有“{}”这部作品。请使用 show.toml 中 [[entry]] 的 id。",
    not_a_finalist: "“{}”没有入围，不能得奖。请改选一部入围作品。",
    bad_winners: "请至少填写一个得主，而且每个只填一次。",
    no_envelope: "“{}”还没有密封的信封。请监制先密封，才能揭晓。",
    covered: "黑场或备用画面盖住舞台时，不会揭晓得主。请先解除，再按 GO。",
    not_revealed: "“{}”尚未揭晓。请先执行它的揭晓一项。",
    already_revealed: "“{}”已经揭晓。只有监制可以更正，并须注明原因。",
    awaiting_correction: "“{}”已报告信封有误。要等监制更正，或确认信封无误，才能继续。",
    audience_decides: "“{}”由观众投票决定。只有交由主席裁定的奖项，在截止点算后首名同票，才可以裁定。",
    tie: "“{}”的票数出现并列第一。请监制按主席的裁定密封得主，才能揭晓。",
    not_tied: "“{}”不是并列第一的作品。请从并列的作品中选择。",
    already_released: "“{}”早已对外公布，无须再发放。",
    ballot_open: "“{}”的投票仍在进行。请先截止，或等时间到。",
    another_ballot_open: "“{}”的投票仍在进行，而每次只能开放一项。请先截止它。",
    ballot_waiting: "“{}”的投票尚未开始。请先开放投票。",
    ballot_closed: "“{}”的投票已经截止。如要大家再投，请重开。",
    counting: "“{}”的选票正在点算，只需片刻，请稍后再试。",
    result_shown: "“{}”的投票结果已经在台上公布，再投就不公平，所以不能重开。",
    bad_seconds: "投票时间须为 1 至 86,400 秒（一天）。请填写这个范围内的数字。",
    no_reason: "更正必须注明原因（最多 500 字），以作记录。",
    doors_open: "已经开门入场，现在是正式演出，不能回到彩排。只要还没揭晓任何奖项，监制仍可重新关门。",
    not_confirmed: "这不是节目的代号。请照 show.toml 中 [show] 的 id 完整输入。",
    reread_conflict: "修改后的文件动了“{}”，但今晚已经用过它。请还原，再重新读取。",
    nothing_revealed: "尚未揭晓任何奖项，所以不会有信封出错。",
    not_stored: "服务器无法写入磁盘，这一步没有执行。请腾出磁盘空间，再按“重试写入”。",
    still_not_stored: "磁盘仍然无法写入，一切维持原状，节目可以继续。请腾出空间或检查磁盘，再按“重试写入”。",
    busy: "服务器正忙，或正在关闭。请稍后再试。",
};

const EN: Words = Words {
    stale: "The stage has moved since you last saw it: another panel was faster. Look at what is on now, and press again if you still want to.",
    too_soon: "That was a second GO within half a second, so it did not count. Press again if you meant it.",
    end: "This is the last cue: nothing comes after it. To go elsewhere, choose a line of the rundown.",
    start: "There is nothing to go back to before this cue.",
    no_such_cue: "The rundown has no cue “{}”; it may have been edited. Choose one from the rundown as it is now.",
    no_such_award: "This show has no award “{}”. Use the id of an [[award]] in show.toml.",
    no_such_ballot: "This show has no ballot “{}”. Use the id of a [[ballot]] in show.toml.",
    no_such_entry: "This show has no entry “{}”. Use the id of an [[entry]] in show.toml.",
    not_a_finalist: "“{}” is not in the final, so it cannot win. Name a finalist.",
    bad_winners: "Name at least one winner, and each of them only once.",
    no_envelope: "No envelope is sealed for “{}”. The producer has to seal one before it can be revealed.",
    covered: "A winner is never revealed under the blackout or the card. Lift it first, then press GO.",
    not_revealed: "“{}” has not been revealed. Fire its winner cue first.",
    already_revealed: "“{}” has been revealed. Only the producer can change it, by a correction with a reason.",
    awaiting_correction: "The envelope for “{}” was called wrong. The producer has to correct it, or someone has to say that it was right, before it can go on.",
    audience_decides: "The audience decides “{}”. A ruling is possible only where ties are the chair’s, once the ballot is closed and counted as a tie.",
    tie: "The count for “{}” is a tie for first. The producer has to seal the chair’s ruling before it can be revealed.",
    not_tied: "“{}” is not among those tied for first. Name one of the tied entries.",
    already_released: "“{}” is public already: there is nothing left to release.",
    ballot_open: "The ballot “{}” is still open. Close it, or wait until its time is up.",
    another_ballot_open: "The ballot “{}” is open, and only one can be open at a time. Close it first.",
    ballot_waiting: "The ballot “{}” has not been opened yet. Open it first.",
    ballot_closed: "The ballot “{}” is closed. Reopen it if people are to vote again.",
    counting: "The ballot “{}” is being counted. It takes a moment: try again.",
    result_shown: "The result of “{}” has been on stage, and voting again would not be fair: it stays closed.",
    bad_seconds: "A ballot’s time is 1 to 86,400 seconds (one day). Give a number within that.",
    no_reason: "A correction needs a reason, of at most 500 characters: it goes on record.",
    doors_open: "The doors are open: this is the show, and it cannot go back to a rehearsal. As long as nothing has been revealed, the producer can close the doors again.",
    not_confirmed: "That is not the show’s id. Type it exactly as it stands under [show] in show.toml.",
    reread_conflict: "The edited file changes “{}”, which this evening has used already. Put it back as it was, then read the file again.",
    nothing_revealed: "Nothing has been revealed yet, so no envelope can have been wrong.",
    not_stored: "The server cannot write to its disk, so this was not done. Free some space, then press “Try the disk again”.",
    still_not_stored: "The disk still cannot be written. Nothing has changed, and the show goes on. Free some space or check the disk, then press “Try the disk again”.",
    busy: "The server is busy or ending. Try again in a moment.",
};

/// What is wrong and how to mend it, with the name that people have for what the refusal speaks of.
pub fn named(refusal: &Refusal, ui: Ui, name: &str) -> String {
    sentence(refusal, words(ui)).replace("{}", name)
}

/// Nothing happened, because the disk cannot be written.
pub fn not_stored(ui: Ui) -> &'static str {
    words(ui).not_stored
}

/// The disk was tried again, and still cannot be written.
pub fn still_not_stored(ui: Ui) -> &'static str {
    words(ui).still_not_stored
}

/// Nobody had time for it.
pub fn busy(ui: Ui) -> &'static str {
    words(ui).busy
}

fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}

fn sentence(refusal: &Refusal, words: &Words) -> &'static str {
    use Refusal::*;
    match refusal {
        Stale => words.stale,
        TooSoon => words.too_soon,
        End => words.end,
        Start => words.start,
        NoSuchCue(_) => words.no_such_cue,
        NoSuchAward(_) => words.no_such_award,
        NoSuchBallot(_) => words.no_such_ballot,
        NoSuchEntry(_) => words.no_such_entry,
        NotAFinalist(_) => words.not_a_finalist,
        BadWinners => words.bad_winners,
        NoEnvelope(_) => words.no_envelope,
        Covered => words.covered,
        NotRevealed(_) => words.not_revealed,
        AlreadyRevealed(_) => words.already_revealed,
        AwaitingCorrection(_) => words.awaiting_correction,
        AudienceDecides(_) => words.audience_decides,
        Tie(_) => words.tie,
        NotTied(_) => words.not_tied,
        AlreadyReleased(_) => words.already_released,
        BallotOpen(_) => words.ballot_open,
        AnotherBallotOpen(_) => words.another_ballot_open,
        BallotWaiting(_) => words.ballot_waiting,
        BallotClosed(_) => words.ballot_closed,
        Counting(_) => words.counting,
        ResultShown(_) => words.result_shown,
        BadSeconds => words.bad_seconds,
        NoReason => words.no_reason,
        DoorsOpen => words.doors_open,
        NotConfirmed => words.not_confirmed,
        RereadConflict(_) => words.reread_conflict,
        NothingRevealed => words.nothing_revealed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_its_subject_in_every_language() {
        for ui in Ui::ALL {
            let text = named(&Refusal::NoEnvelope("first-prize".into()), ui, "一等獎");
            assert!(text.contains("一等獎"), "{text}");
        }
    }

    #[test]
    fn a_refusal_without_a_subject_leaves_no_gap() {
        for ui in Ui::ALL {
            assert!(!named(&Refusal::Covered, ui, "").contains("{}"));
        }
    }
}
