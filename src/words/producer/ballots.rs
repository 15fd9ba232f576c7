//! The words around the audience's ballots.

use crate::show::programme::{Identity, Reach};

/// The words around the ballots.
#[derive(Debug)]
pub struct BallotsWords {
    pub heading: &'static str,
    pub none: &'static str,
    /// Phases: waiting, open, closing, closed, revealed.
    pub phases: [&'static str; 5],
    /// After the number of voters.
    pub voted: &'static str,
    /// Votes within the last ten seconds.
    pub arrivals: fn(u64) -> String,
    /// Phones with an open page.
    pub phones: fn(u64) -> String,
    /// Many more voters than phones; nothing else tells where no seats are known.
    pub over_phones: &'static str,
    /// Said where the show file does not tell how many the hall seats.
    pub no_seats: &'static str,
    /// More voters than seats.
    pub over_seats: fn(u64) -> String,
    /// Too many votes at once.
    pub burst: fn(u64) -> String,
    /// One code of the stage has let in as many as it may, and so many had to wait for the next.
    pub code_used_up: fn(u64) -> String,
    /// So many have joined with one code, more than the hall has seats.
    pub code_over_seats: fn(u64, u64) -> String,
    /// Many more have joined with the codes than phones opened the page.
    pub joins_over_phones: fn(u64) -> String,
    /// After the countdown.
    pub remaining: &'static str,
    /// Opens it, for so long.
    pub open: fn(&str) -> String,
    /// Adds so many seconds.
    pub extend: fn(u32) -> String,
    pub close: &'static str,
    /// Asked before it.
    pub close_sure: &'static str,
    /// Opens it again.
    pub reopen: fn(&str) -> String,
    /// Asked before it.
    pub reopen_sure: &'static str,
    /// The hold button.
    pub look: &'static str,
    /// Says that the look is recorded.
    pub look_note: &'static str,
    /// The button and the form that leave a vote out.
    pub exclude: &'static str,
    /// After the number of voters who are left out.
    pub excluded: &'static str,
    /// What it does.
    pub exclude_note: &'static str,
    /// The field for the receipt.
    pub exclude_receipt: &'static str,
    /// Inside the empty field for the reason.
    pub exclude_hint: &'static str,
    pub exclude_go: &'static str,
    /// What identity = device means.
    pub device: &'static str,
    /// What identity = ticket means.
    pub ticket: &'static str,
    /// What identity = presence means.
    pub presence: &'static str,
    /// How many may be chosen.
    pub choices: fn(u32) -> String,
    /// Marks a ballot whose count the stage shows.
    pub live: &'static str,
    /// Marks a ballot whose count is secret.
    pub hidden: &'static str,
    /// Who votes, where that is not the hall alone.
    pub net_only: &'static str,
    pub net_too: &'static str,
    /// How many have voted outside.
    pub net_voted: fn(u64) -> String,
    /// After that number and a moment: it is as old as that.
    pub net_as_of: &'static str,
    /// The log was not reached yet.
    pub net_unknown: &'static str,
    /// Before the moment until which votes are taken outside.
    pub net_until: &'static str,
    /// Before the moment at which they ended, and after it.
    pub net_closed: &'static str,
    pub net_pending: &'static str,
    /// This server has no log outside, for a ballot of both.
    pub net_absent: &'static str,
    /// The same for a ballot of those outside alone.
    pub net_nobody: &'static str,
    pub net_down: &'static str,
    /// There is a line, and nobody answers who could store a vote.
    pub net_stale: &'static str,
    pub net_trouble: &'static str,
    /// Messages that nobody counts.
    pub net_skipped: fn(u64) -> String,
    /// Nodes that were stopped, by name.
    pub net_stopped: fn(&str) -> String,
    pub net_clocks: &'static str,
    pub net_one_reader: &'static str,
    /// Servers that hold another log, by name.
    pub net_differ: fn(&str) -> String,
    /// The button that announces the hall alone, and what is asked before it.
    pub hall_alone: &'static str,
    pub hall_alone_sure: &'static str,
}

impl BallotsWords {
    /// Who votes; nothing for the hall alone.
    pub fn of_reach(&self, reach: Reach) -> Option<&'static str> {
        match reach {
            Reach::Hall => None,
            Reach::Net => Some(self.net_only),
            Reach::Both => Some(self.net_too),
        }
    }

    /// What this identity means.
    pub fn of_identity(&self, kind: Identity) -> &'static str {
        match kind {
            Identity::Device => self.device,
            Identity::Ticket => self.ticket,
            Identity::Presence => self.presence,
        }
    }
}
