//! What a list says of a work's part in the evening, in whatever words.

use super::headers::compared;

/// What the file says of a work's part in the evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is in the final, as far as the file tells.
    In,
    /// It was taken back or thrown out: in the file's own word.
    Withdrawn(String),
    /// It is not in the final, or not complete: in the file's own word.
    NotSelected(String),
}

/// Yes, no, or not yet said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tick {
    Yes,
    No,
    Open,
}

/// What a cell says that can only say yes or no.
pub(super) fn choice(cell: &str) -> Option<Tick> {
    const YES: &str = "\
        yes|y|true|1|x|✓|✔|v|selected|finalist|shortlisted|official selection|award winner|\
        winner|nominee|honorable mention|是|有|入圍|入围|入選|入选|已入圍|已入围|已入選|已入选|得獎|得奖";
    const NO: &str = "\
        no|n|false|0|not selected|rejected|declined|semi finalist|quarter finalist|否|沒有|没有|不|\
        未入圍|未入围|不入圍|不入围|未入選|未入选|落選|落选";
    const OPEN: &str = "\
        |undecided|pending|tbc|maybe|待定|未定|-|—";
    let said = cell.trim().to_lowercase();
    let words = compared(cell);
    let is = |all: &str| all.split('|').any(|known| known == said || known == words);
    match () {
        () if said.is_empty() || is(OPEN) => Some(Tick::Open),
        () if is(NO) => Some(Tick::No),
        () if is(YES) => Some(Tick::Yes),
        () => None,
    }
}

/// What a cell of the column for the status says.
pub(super) fn status(cell: &str) -> Option<Part> {
    const FINE: &str = "\
        |in consideration|submitted|complete|completed|received|accepted|active|eligible|paid|\
        approved|confirmed|entered|ok|已提交|已收到|已確認|已确认|有效|完成|已完成|參賽|参赛|入圍|入围|正常";
    const OUT: &str = "\
        withdrawn|withdraw|disqualified|cancelled|canceled|refunded|已退出|退出|退賽|退赛|已退賽|已退赛|撤回|\
        已撤回|取消|已取消|取消資格|取消资格|棄權|弃权";
    const UNDONE: &str = "\
        incomplete|in progress|draft|resubmission required|not selected|未完成|草稿|未入圍|未入围";
    let words = compared(cell);
    let own = || cell.trim().to_owned();
    let is = |all: &str| all.split('|').any(|known| known == words);
    match () {
        () if words.is_empty() || is(FINE) => Some(Part::In),
        () if is(OUT) => Some(Part::Withdrawn(own())),
        () if is(UNDONE) => Some(Part::NotSelected(own())),
        () => None,
    }
}
