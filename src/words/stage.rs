//! The words on the hall's screens.

use super::Ui;

/// What the stage says of its own.
pub struct Words {
    /// Over a finalist.
    pub finalist: &'static str,
    /// Over the jurors.
    pub jury: &'static str,
    /// Over the criteria.
    pub criteria: &'static str,
    /// Over a presenter's name.
    pub presenter: &'static str,
    /// Under the title of an award that a ballot decides.
    pub audience_decides: &'static str,
    /// Before the reveal.
    pub goes_to: &'static str,
    /// Over two or more winners.
    pub shared: &'static str,
    /// Instead of a winner.
    pub no_award: &'static str,
    /// On an award whose announcement was put right.
    pub correction: &'static str,
    /// Over the large code.
    pub vote_now: &'static str,
    /// Over the code of a ballot that takes tickets.
    pub vote_by_ticket: &'static str,
    /// Before a ballot that takes tickets opens.
    pub ticket_ready: &'static str,
    /// Under the large code.
    pub scan: &'static str,
    /// Under the large code of a ballot that takes tickets.
    pub scan_ticket: &'static str,
    /// Before the short address.
    pub or_visit: &'static str,
    /// Between the short address and the digits that prove that a voter sees the stage.
    pub hall_code: &'static str,
    /// Over the large clock.
    pub closes_in: &'static str,
    /// How many have voted.
    pub turnout: fn(u64) -> String,
    /// Over the code of the audience's network.
    pub wifi: &'static str,
    /// The ballot is closed.
    pub closed: &'static str,
    /// Beneath it.
    pub result_follows: &'static str,
    /// The box is being counted.
    pub counting: &'static str,
    /// Beneath it.
    pub a_moment: &'static str,
    /// Over the ranks.
    pub result: &'static str,
    /// Over those who may still win.
    pub still_open: &'static str,
    /// Votes of one entry.
    pub votes: fn(u64) -> String,
    /// Nobody voted.
    pub no_votes: &'static str,
    /// Beneath it.
    pub so_no_award: &'static str,
    /// The wall of winners.
    pub results: &'static str,
    /// The ballot's cue stands before its ballot has been opened.
    pub not_open_yet: &'static str,
    /// On the button that lets a browser play sound; only whoever moves the mouse sees it.
    pub arm_sound: &'static str,
    /// A calendar day.
    pub date: fn(i16, i8, i8) -> String,
}

impl Words {
    /// All of them in one string: whoever adds a word is made to think of the fonts that draw it.
    pub fn all(&self) -> String {
        let Words {
            finalist,
            jury,
            criteria,
            presenter,
            audience_decides,
            goes_to,
            shared,
            no_award,
            correction,
            vote_now,
            vote_by_ticket,
            ticket_ready,
            scan,
            scan_ticket,
            or_visit,
            hall_code,
            closes_in,
            turnout,
            wifi,
            closed,
            result_follows,
            counting,
            a_moment,
            result,
            still_open,
            votes,
            no_votes,
            so_no_award,
            results,
            not_open_yet,
            arm_sound,
            date,
        } = self;
        let plain = [
            *finalist,
            *jury,
            *criteria,
            *presenter,
            *audience_decides,
            *goes_to,
            *shared,
            *no_award,
            *correction,
            *vote_now,
            *vote_by_ticket,
            *ticket_ready,
            *scan,
            *scan_ticket,
            *or_visit,
            *hall_code,
            *closes_in,
            *wifi,
            *closed,
            *result_follows,
            *counting,
            *a_moment,
            *result,
            *still_open,
            *no_votes,
            *so_no_award,
            *results,
            *not_open_yet,
            *arm_sound,
        ];
        let counted = [turnout(1), turnout(1_023_456_789), votes(1), votes(2)];
        let months = (1..=12).map(|month| date(2026, month, 30));
        let made: String = counted.into_iter().chain(months).collect();
        format!("{}{made}", plain.concat())
    }
}

/// The table for a language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}

/// `1204` as `1,204`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn chinese_date(year: i16, month: i8, day: i8) -> String {
    format!("{year}年{month}月{day}日")
}

const ZH_HANT: Words = Words {
    finalist: "入圍作品",
    jury: "評審團",
    criteria: "評分準則",
    presenter: "頒獎嘉賓",
    audience_decides: "由全場觀眾選出",
    goes_to: "得獎作品是",
    shared: "共同得獎",
    no_award: "今屆從缺",
    correction: "更正",
    vote_now: "全場投票",
    vote_by_ticket: "憑門票投票",
    ticket_ready: "請把門票拿在手上",
    scan: "掃描二維碼，即可投票",
    scan_ticket: "掃描二維碼，輸入門票代碼",
    or_visit: "或瀏覽",
    hall_code: "再輸入",
    closes_in: "距離截止",
    turnout: |n| format!("已有 {} 人投票", grouped(n)),
    wifi: "場內 Wi-Fi",
    closed: "投票截止",
    result_follows: "多謝參與，結果稍後揭曉",
    counting: "正在點票",
    a_moment: "請稍候片刻",
    result: "投票結果",
    still_open: "花落誰家",
    votes: |n| format!("{} 票", grouped(n)),
    no_votes: "沒有收到選票",
    so_no_award: "獎項從缺",
    results: "得獎名單",
    not_open_yet: "投票即將開始",
    arm_sound: "啟用聲音",
    date: chinese_date,
};

const ZH_HANS: Words = Words {
    finalist: "入围作品",
    jury: "评审团",
    criteria: "评分准则",
    presenter: "颁奖嘉宾",
    audience_decides: "由全场观众选出",
    goes_to: "获奖作品是",
    shared: "共同获奖",
    no_award: "本届空缺",
    correction: "更正",
    vote_now: "全场投票",
    vote_by_ticket: "凭门票投票",
    ticket_ready: "请把门票拿在手上",
    scan: "扫描二维码，即可投票",
    scan_ticket: "扫描二维码，输入门票代码",
    or_visit: "或访问",
    hall_code: "再输入",
    closes_in: "距离截止",
    turnout: |n| format!("已有 {} 人投票", grouped(n)),
    wifi: "现场 Wi-Fi",
    closed: "投票截止",
    result_follows: "感谢参与，结果稍后揭晓",
    counting: "正在计票",
    a_moment: "请稍候片刻",
    result: "投票结果",
    still_open: "花落谁家",
    votes: |n| format!("{} 票", grouped(n)),
    no_votes: "没有收到选票",
    so_no_award: "奖项空缺",
    results: "获奖名单",
    not_open_yet: "投票即将开始",
    arm_sound: "启用声音",
    date: chinese_date,
};

const EN: Words = Words {
    finalist: "Finalist",
    jury: "The jury",
    criteria: "Criteria",
    presenter: "Presented by",
    audience_decides: "Chosen by the audience",
    goes_to: "And the award goes to",
    shared: "Shared",
    no_award: "No award tonight",
    correction: "Correction",
    vote_now: "Vote now",
    vote_by_ticket: "Vote by ticket",
    ticket_ready: "Have your ticket ready",
    scan: "Scan the code to vote",
    scan_ticket: "Scan, then enter your ticket’s code",
    or_visit: "or go to",
    hall_code: "then enter",
    closes_in: "Closes in",
    turnout: |n| match n {
        1 => "1 person has voted".to_owned(),
        n => format!("{} people have voted", grouped(n)),
    },
    wifi: "Wi-Fi in the hall",
    closed: "Voting is closed",
    result_follows: "Thank you. The result is on its way.",
    counting: "Counting the votes",
    a_moment: "One moment, please",
    result: "The result",
    still_open: "Who will it be?",
    votes: |n| match n {
        1 => "1 vote".to_owned(),
        n => format!("{} votes", grouped(n)),
    },
    no_votes: "No votes were cast",
    so_no_award: "So there is no award",
    results: "The winners",
    not_open_yet: "Voting opens soon",
    arm_sound: "Turn the sound on",
    date: |year, month, day| {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m));
        format!("{day} {} {year}", month.unwrap_or(&""))
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn a_date_reads_as_each_language_writes_it() {
        assert_eq!((ZH_HANT.date)(2026, 3, 5), "2026年3月5日");
        assert_eq!((EN.date)(2026, 3, 5), "5 March 2026");
    }
}
