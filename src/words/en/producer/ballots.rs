//! The producer's page, of the ballots.

use crate::words::producer::ballots::BallotsWords;

pub(super) const BALLOTS: BallotsWords = BallotsWords {
    heading: "The audience’s vote",
    none: "This show has no audience vote.",
    phases: ["Not open yet", "Open", "Counting", "Closed", "Revealed"],
    voted: "voted",
    arrivals: |n| format!("Votes in the last 10 s: {n}"),
    phones: |n| format!("Phones with the page open: {n}"),
    over_phones: "Unusual: far more people have voted than phones ever opened the page.",
    no_seats: "Fill in the seats of the hall under “Prepare”, and unusual numbers of votes are \
        flagged here.",
    over_seats: |seats| format!("More people have voted than the hall has seats ({seats})."),
    burst: |seats| {
        format!("Unusual burst: more votes within 10 s than half the hall’s seats ({seats}).")
    },
    code_used_up: |n| {
        format!(
            "Unusual burst: one code of the stage has let in as many as it may, and {n} more had \
                to wait for the next."
        )
    },
    code_over_seats: |n, seats| {
        format!(
            "Unusual burst: {n} people joined with one code of the stage, more than the hall has \
                seats ({seats})."
        )
    },
    joins_over_phones: |n| {
        format!(
            "Unusual: {n} people joined with the stage’s code lately, far more than phones ever \
                opened the page."
        )
    },
    remaining: "left",
    open: |time| format!("Open the vote ({time})"),
    extend: |seconds| format!("+{seconds} s"),
    close: "Close now",
    close_sure: "The vote closes at once. Later votes will not count.",
    reopen: |time| format!("Open again ({time})"),
    reopen_sure: "People may vote and change their choice again. The journal will say so.",
    look: "Hold to see the count",
    look_note: "Before the reveal every look is recorded, and the export shows it.",
    exclude: "Exclude a vote",
    excluded: "excluded, not counted",
    exclude_note: "Type the receipt on the voter’s phone. That vote will not count, and the \
        journal and the export say why. Only while the vote is open.",
    exclude_receipt: "Receipt",
    exclude_hint: "For example: a test by the crew",
    exclude_go: "Exclude this vote",
    device: "One vote per device and browser, not per person: somebody with two phones, or a \
        private window, can vote twice.",
    ticket: "One vote per printed ticket.",
    presence: "One vote per device that reads the rotating code on the stage.",
    choices: |n| format!("Up to {n} choices each"),
    live: "The stage shows the count live",
    hidden: "The count is secret until the reveal",
    net_only: "Only people outside the hall vote",
    net_too: "The hall and people outside it vote",
    net_voted: |n| format!("Voted outside the hall: {n}"),
    net_as_of: " (as of then)",
    net_unknown: "How many have voted outside the hall is not known yet",
    net_until: "Votes from outside until",
    net_closed: "Net: closed",
    net_pending: ", count pending",
    net_absent: "This server has no log outside: only the hall votes, and only the hall’s count can \
        be announced. Start it with --net if people outside are to vote.",
    net_nobody: "This server has no log outside: nobody can vote in this ballot, and its cue \
        does not open it. Start it with --net.",
    net_down: "There is no line to the log outside: its votes are counted once it is back.",
    net_stale: "The servers outside do not say how the log stands: fewer than two of three may be \
        left, and then no vote outside is confirmed. Votes are sent again until one is.",
    net_trouble: "The votes from outside cannot be counted. The server’s window says why.",
    net_skipped: |n| format!("Messages in the log outside that nobody counts: {n}"),
    net_stopped: |names| format!("Nodes that were stopped: {names}"),
    net_clocks: "The servers’ clocks differ: the deadline outside was set anew. Use NTP.",
    net_one_reader: "One server’s address was given: nobody else has read the log outside.",
    net_differ: |names| {
        format!(
            "Another log than the rest: {names}. Two others must agree. Mend it, then restart the \
                hall."
        )
    },
    hall_alone: "Announce the hall alone",
    hall_alone_sure: "What the hall has chosen becomes the result. The count from outside is put \
        on record when it comes, and changes nothing.",
};
