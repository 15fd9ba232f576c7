//! The words on the hall's screens.

/// What the stage says of its own.
pub struct StageWords {
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
    /// Over works with a special mention.
    pub mention: &'static str,
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
    pub result_follows: &'static str,
    /// The box is being counted.
    pub counting: &'static str,
    pub a_moment: &'static str,
    /// Over the ranks.
    pub result: &'static str,
    /// Over those who may still win.
    pub still_open: &'static str,
    /// Votes of one entry.
    pub votes: fn(u64) -> String,
    pub no_votes: &'static str,
    /// Instead of a result, where the jury has a share in it.
    pub blended: &'static str,
    pub so_no_award: &'static str,
    /// The wall of winners.
    pub results: &'static str,
    /// The ballot's cue stands before its ballot has been opened.
    pub not_open_yet: &'static str,
    /// On the button that lets a browser play sound; only whoever moves the mouse sees it.
    pub arm_sound: &'static str,
    /// Who takes the prize for a team.
    pub received_by: fn(&str) -> String,
    /// Beneath the name of who comes instead.
    pub in_place_of: fn(&str) -> String,
}

impl StageWords {
    /// All of them in one string: whoever adds a word is made to think of the fonts that draw it.
    pub fn all(&self) -> String {
        let StageWords {
            finalist,
            jury,
            criteria,
            presenter,
            audience_decides,
            goes_to,
            shared,
            mention,
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
            blended,
            so_no_award,
            results,
            not_open_yet,
            arm_sound,
            received_by,
            in_place_of,
        } = self;
        let plain = [
            *finalist,
            *jury,
            *criteria,
            *presenter,
            *audience_decides,
            *goes_to,
            *shared,
            *mention,
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
            *blended,
            *so_no_award,
            *results,
            *not_open_yet,
            *arm_sound,
        ];
        let counted = [turnout(1), turnout(1_023_456_789), votes(1), votes(2)];
        let named = [received_by(""), in_place_of("")];
        [plain.concat(), counted.concat(), named.concat()].concat()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
