//! The words of the audience's pages.

use super::Ui;

/// The words of the ballot, the pages that let people in, and the one that finds a vote.
#[derive(Debug)]
pub struct Words {
    /// What the page is for, above the award's name.
    pub vote: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
    /// Before the ballot, beneath the award's name.
    pub yours: &'static str,
    /// Beneath it.
    pub yours_more: &'static str,
    /// Above the list of works.
    pub finalists: &'static str,
    /// The link to the results.
    pub winners_so_far: &'static str,
    /// Beneath the award's name while one work may be chosen.
    pub choose_one: &'static str,
    /// Before the time that is left.
    pub left: &'static str,
    /// Beside it.
    pub until_close: &'static str,
    /// The button that votes.
    pub send: &'static str,
    /// The same button when a vote is being changed.
    pub send_change: &'static str,
    /// Leaves the vote as it was.
    pub keep: &'static str,
    /// The button was pressed with nothing chosen.
    pub choose_first: &'static str,
    /// While the first answer is awaited.
    pub sending: &'static str,
    /// While answers fail.
    pub retrying: &'static str,
    /// While the page has no connection.
    pub offline: &'static str,
    /// Said when voting opens.
    pub opened: &'static str,
    /// Said when thirty seconds are left.
    pub half_minute: &'static str,
    /// A vote is stored.
    pub counted: &'static str,
    /// Before the chosen work.
    pub your_choice: &'static str,
    /// Before the receipt.
    pub receipt: &'static str,
    /// Beneath it.
    pub receipt_more: &'static str,
    /// Opens the ballot again.
    pub change: &'static str,
    /// A vote was excluded from the count.
    pub excluded: &'static str,
    /// Voting is over.
    pub closed: &'static str,
    /// While the box is counted.
    pub counting: &'static str,
    /// Beneath both.
    pub look_up: &'static str,
    /// Above the winner.
    pub winner: &'static str,
    /// Nobody won.
    pub nobody: &'static str,
    /// Marks an award that was corrected.
    pub corrected: &'static str,
    /// Your choice has won.
    pub your_pick: &'static str,
    /// The link to the results, after the reveal.
    pub winners: &'static str,
    /// The link to what is recorded under a receipt.
    pub verify: &'static str,
    /// A vote came after the close.
    pub late: &'static str,
    /// A later change of the same voter stands.
    pub superseded: &'static str,
    /// For phones without script: the answer is unknown.
    pub not_confirmed: &'static str,
    /// What was chosen is not on the ballot.
    pub bad_choice: &'static str,
    /// The ballot asks for a ticket.
    pub needs_ticket: &'static str,
    /// Before the ballot opens.
    pub ticket_ready: &'static str,
    /// The ballot asks for the four digits.
    pub needs_presence: &'static str,
    /// Before the ballot opens.
    pub presence_ready: &'static str,
    /// Asks whether to send.
    pub confirm: &'static str,
    /// Sends it.
    pub confirm_yes: &'static str,
    /// Goes back to the ballot.
    pub confirm_no: &'static str,
    /// On a printed ticket.
    pub ticket_card: &'static str,
    /// Before its field.
    pub ticket_label: &'static str,
    /// Beneath it.
    pub ticket_more: &'static str,
    /// The code is not one of ours.
    pub ticket_wrong: &'static str,
    /// Before its field.
    pub presence_label: &'static str,
    /// Beneath it.
    pub presence_more: &'static str,
    /// They are wrong or too old.
    pub presence_wrong: &'static str,
    /// The button of both pages.
    pub go_on: &'static str,
    /// Heading of the page for receipts.
    pub receipt_title: &'static str,
    /// Before the reveal.
    pub receipt_wait: &'static str,
    /// Before the field.
    pub receipt_label: &'static str,
    /// Beneath it.
    pub receipt_form: &'static str,
    /// The button.
    pub receipt_find: &'static str,
    /// Above what is recorded.
    pub receipt_found: &'static str,
    /// Nothing is recorded under it.
    pub receipt_none: &'static str,
    /// Several votes share a receipt.
    pub receipt_several: &'static str,
    /// It is part of the result.
    pub receipt_counts: &'static str,
    /// Heading above the explanation.
    pub proves: &'static str,
    /// What it proves.
    pub proves_yes: &'static str,
    /// What it does not.
    pub proves_not: &'static str,
    /// The link back.
    pub home: &'static str,
    /// Beneath the award's name while several works may be chosen.
    pub choose_up_to: fn(usize) -> String,
    /// More works were chosen than the ballot takes.
    pub too_many: fn(usize) -> String,
    /// So many works share the award that the results page lists them.
    pub shared_by: fn(usize) -> String,
}

const ZH_HANT: Words = Words {
    vote: "觀眾投票",
    language: "語言",
    yours: "今晚這個獎，由你決定",
    yours_more: "投票一開始，選票就會在這一頁出現：不用下載，不用登記。請把手機留在手邊。",
    finalists: "入圍作品",
    winners_so_far: "已揭曉的獎項",
    choose_one: "選一部你最喜愛的作品",
    left: "尚餘",
    until_close: "截止前可隨時更改",
    send: "送出我的一票",
    send_change: "送出新的選擇",
    keep: "保留原來的選擇",
    choose_first: "請先選一部作品",
    sending: "正在送出，尚未確認……",
    retrying: "這一票尚未確認，正在重試，請勿離開。",
    offline: "連線中斷，正在重新連線……",
    opened: "投票現已開始",
    half_minute: "尚餘 30 秒",
    counted: "你的一票已計入",
    your_choice: "你的選擇",
    receipt: "收據",
    receipt_more: "揭曉後可憑收據查證",
    change: "更改選擇",
    excluded: "主辦單位已將這一票剔除，不計入結果。",
    closed: "投票已截止",
    counting: "正在點算選票",
    look_up: "結果即將在台上揭曉，請留意大銀幕。",
    winner: "得主",
    nobody: "從缺",
    corrected: "更正",
    your_pick: "你的一票，投中了得主",
    winners: "所有已揭曉的獎項",
    verify: "查證我的一票",
    late: "投票已經截止，這次送出的選擇沒有計入。",
    superseded: "你較後的選擇已經計入，以它為準。",
    not_confirmed: "暫時未能確認這一票是否已計入。請再送出一次：同一票只會計算一次。",
    bad_choice: "選票上沒有這個選擇，請重新選擇。",
    needs_ticket: "請先輸入門票上的代碼",
    ticket_ready: "這個獎憑門票投票，每張門票一票。請先把門票拿在手上。",
    needs_presence: "請先輸入大銀幕上的四位數字",
    presence_ready: "這個獎由在場觀眾投票：開始後，請掃描大銀幕上的二維碼，或輸入旁邊的四位數字。",
    confirm: "送出這一票？",
    confirm_yes: "確認送出",
    confirm_no: "重新選擇",
    ticket_card: "掃碼投票 · 每張門票一票",
    ticket_label: "門票上的代碼",
    ticket_more: "大小楷不拘，連字號可以省略。",
    ticket_wrong: "代碼不對。請對照門票，再輸入一次。",
    presence_label: "大銀幕上的四位數字",
    presence_more: "數字不斷轉換，請看現時顯示的一組。",
    presence_wrong: "數字不對，或者已經轉換。請看大銀幕，再輸入一次。",
    go_on: "繼續",
    receipt_title: "查證我的一票",
    receipt_wait: "獎項揭曉之後，就可以在這一頁查證。請保留收據。",
    receipt_label: "你的收據",
    receipt_form: "十個字元，例如 ABCDE-FGHJK",
    receipt_find: "查證",
    receipt_found: "這張收據記錄的選擇",
    receipt_none: "找不到這張收據。請核對每個字元：收據不用 0、1、I、L、O。",
    receipt_several: "極罕有地，這張收據對應多於一票：",
    receipt_counts: "已計入結果",
    proves: "這能證明甚麼？",
    proves_yes: "你投的一票，按你的選擇記錄在票箱裏；誰都可以用主辦單位公布的選票重新點算。",
    proves_not: "它不能證明是誰投的：票箱裏沒有姓名。看到收據的人，也看得到這個選擇，所以請自己收好。",
    home: "返回",
    choose_up_to: |n| format!("最多選 {n} 部你喜愛的作品"),
    too_many: |n| format!("最多只可選 {n} 部，請先取消一部。"),
    shared_by: |n| format!("{n} 部作品同票，並列得主"),
};

const ZH_HANS: Words = Words {
    vote: "观众投票",
    language: "语言",
    yours: "今晚这个奖，由你决定",
    yours_more: "投票一开始，选票就会在这一页出现：不用下载，不用注册。请把手机留在手边。",
    finalists: "入围作品",
    winners_so_far: "已揭晓的奖项",
    choose_one: "选一部你最喜爱的作品",
    left: "还剩",
    until_close: "截止前可随时更改",
    send: "送出我的一票",
    send_change: "送出新的选择",
    keep: "保留原来的选择",
    choose_first: "请先选一部作品",
    sending: "正在送出，尚未确认……",
    retrying: "这一票尚未确认，正在重试，请勿离开。",
    offline: "连接中断，正在重新连接……",
    opened: "投票现已开始",
    half_minute: "还剩 30 秒",
    counted: "你的一票已计入",
    your_choice: "你的选择",
    receipt: "收据",
    receipt_more: "揭晓后可凭收据查证",
    change: "更改选择",
    excluded: "主办单位已将这一票剔除，不计入结果。",
    closed: "投票已截止",
    counting: "正在计票",
    look_up: "结果即将在台上揭晓，请留意大银幕。",
    winner: "得主",
    nobody: "空缺",
    corrected: "更正",
    your_pick: "你的一票，投中了得主",
    winners: "所有已揭晓的奖项",
    verify: "查证我的一票",
    late: "投票已经截止，这次送出的选择没有计入。",
    superseded: "你较后的选择已经计入，以它为准。",
    not_confirmed: "暂时未能确认这一票是否已计入。请再送出一次：同一票只会计算一次。",
    bad_choice: "选票上没有这个选择，请重新选择。",
    needs_ticket: "请先输入门票上的代码",
    ticket_ready: "这个奖凭门票投票，每张门票一票。请先把门票拿在手上。",
    needs_presence: "请先输入大银幕上的四位数字",
    presence_ready: "这个奖由在场观众投票：开始后，请扫描大银幕上的二维码，或输入旁边的四位数字。",
    confirm: "送出这一票？",
    confirm_yes: "确认送出",
    confirm_no: "重新选择",
    ticket_card: "扫码投票 · 每张门票一票",
    ticket_label: "门票上的代码",
    ticket_more: "不分大小写，连字符可以省略。",
    ticket_wrong: "代码不对。请对照门票，再输入一次。",
    presence_label: "大银幕上的四位数字",
    presence_more: "数字不断变换，请看当前显示的一组。",
    presence_wrong: "数字不对，或者已经变换。请看大银幕，再输入一次。",
    go_on: "继续",
    receipt_title: "查证我的一票",
    receipt_wait: "奖项揭晓之后，就可以在这一页查证。请保留收据。",
    receipt_label: "你的收据",
    receipt_form: "十个字符，例如 ABCDE-FGHJK",
    receipt_find: "查证",
    receipt_found: "这张收据记录的选择",
    receipt_none: "找不到这张收据。请核对每个字符：收据不用 0、1、I、L、O。",
    receipt_several: "极罕见地，这张收据对应不止一票：",
    receipt_counts: "已计入结果",
    proves: "这能证明什么？",
    proves_yes: "你投的一票，按你的选择记录在票箱里；谁都可以用主办单位公布的选票重新计票。",
    proves_not: "它不能证明是谁投的：票箱里没有姓名。看到收据的人，也看得到这个选择，所以请自己收好。",
    home: "返回",
    choose_up_to: |n| format!("最多选 {n} 部你喜爱的作品"),
    too_many: |n| format!("最多只能选 {n} 部，请先取消一部。"),
    shared_by: |n| format!("{n} 部作品同票，并列得主"),
};

const EN: Words = Words {
    vote: "Audience vote",
    language: "Language",
    yours: "Tonight, this one is yours to give",
    yours_more: "When voting opens, your ballot appears on this page. Nothing to install, nothing to sign up for: just keep your phone close.",
    finalists: "The finalists",
    winners_so_far: "Awards revealed so far",
    choose_one: "Choose your favourite",
    left: "Time left",
    until_close: "Change it any time until the close",
    send: "Send my vote",
    send_change: "Send my new choice",
    keep: "Keep my vote as it is",
    choose_first: "Choose one first",
    sending: "Sending. Not confirmed yet…",
    retrying: "Your vote is not confirmed yet. We keep trying: please leave this page open.",
    offline: "Connection lost. Reconnecting…",
    opened: "Voting is open",
    half_minute: "30 seconds left",
    counted: "Your vote is counted",
    your_choice: "Your choice",
    receipt: "Receipt",
    receipt_more: "Look it up after the reveal",
    change: "Change my choice",
    excluded: "The organisers have excluded this vote from the count.",
    closed: "Voting is closed",
    counting: "Counting the votes",
    look_up: "The result comes from the stage. Eyes on the big screen.",
    winner: "Winner",
    nobody: "No award was given",
    corrected: "Corrected",
    your_pick: "You voted for the winner",
    winners: "All awards revealed so far",
    verify: "Find my vote",
    late: "Voting had already closed, so this choice was not counted.",
    superseded: "A later choice of yours is already counted, and it stands.",
    not_confirmed: "We cannot tell yet whether this vote is counted. Send it again: it counts only once.",
    bad_choice: "That is not on the ballot. Please choose again.",
    needs_ticket: "First, enter the code on your ticket",
    ticket_ready: "This vote goes by ticket, one vote each. Have yours ready.",
    needs_presence: "First, enter the four digits from the big screen",
    presence_ready: "This vote is for everyone in the hall: once it opens, scan the code on the big screen, or enter the four digits beside it.",
    confirm: "Send this vote?",
    confirm_yes: "Yes, send it",
    confirm_no: "Choose again",
    ticket_card: "Scan to vote · one vote per ticket",
    ticket_label: "The code on your ticket",
    ticket_more: "Capitals and hyphens make no difference.",
    ticket_wrong: "That code is not right. Check your ticket and try again.",
    presence_label: "The four digits on the big screen",
    presence_more: "They keep changing: use the ones you see now.",
    presence_wrong: "Those digits are wrong, or have changed since. Look up and try again.",
    go_on: "Continue",
    receipt_title: "Find my vote",
    receipt_wait: "Once the award is revealed you can look up your vote here. Keep your receipt until then.",
    receipt_label: "Your receipt",
    receipt_form: "Ten characters, like ABCDE-FGHJK",
    receipt_find: "Find it",
    receipt_found: "Recorded under this receipt",
    receipt_none: "Nothing is recorded under this receipt. Check each character: receipts never use 0, 1, I, L or O.",
    receipt_several: "Very rarely, one receipt fits more than one vote:",
    receipt_counts: "Counted in the result",
    proves: "What does this prove?",
    proves_yes: "That your vote stands in the box as you cast it. With the ballots that the organisers publish, anyone can count again.",
    proves_not: "It does not prove who cast it: there are no names in the box. Whoever sees your receipt sees your choice too, so keep it to yourself.",
    home: "Back",
    choose_up_to: |n| format!("Choose up to {n} favourites"),
    too_many: |n| format!("You can choose up to {n}. Untick one first."),
    shared_by: |n| format!("{n} works share the award"),
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
