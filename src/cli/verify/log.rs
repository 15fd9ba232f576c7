//! The log outside the hall, counted once more while it is read: nothing holds all of it.

use crate::ballotbox::fold::{Polls, parts, together};
use crate::ballotbox::record::Mark;
use crate::ledger::Head;
use crate::ledger::kept::Fold;
use crate::net::LAYOUT;
use crate::net::fold::NetPolls;
use crate::show::ballot::{BallotState, BoxCount};
use crate::show::event::{Event, Stamped};
use crate::show::tally::Tally;
use crate::show::text::counted;
use std::collections::BTreeSet;

/// What a file holds of the log.
#[derive(Default)]
pub(super) struct NetRecount {
    /// The evening and the hall's public key that the file names.
    pub evening: String,
    pub hall: String,
    head: Head,
    log: NetPolls,
    unreadable: Option<String>,
}

impl NetRecount {
    /// The next message.
    pub(super) fn take(&mut self, body: &str) {
        self.head = self.head.next(LAYOUT.context, body);
        if let Err(why) = self.log.apply(self.head, body, &mut |_| {}) {
            let number = self.head.revision;
            self.unreadable
                .get_or_insert_with(|| format!("message {number} of the log: {why}"));
        }
    }

    /// What is wrong with the log, whoever was voted for.
    pub(super) fn damage(&self) -> Option<String> {
        let signed = self
            .log
            .evening()
            .is_some_and(|(evening, key)| evening == self.evening && key.to_string() == self.hall);
        let foreign = || {
            "the log's first message is not signed for this evening by the hall's key that the \
            file names"
                .to_owned()
        };
        let unreadable = self.unreadable.clone();
        unreadable.or_else(|| (!signed).then(foreign))
    }

    /// What was recounted of a ballot outside, and of both as one. `hall`: the hall's box, counted
    /// once more.
    pub(super) fn recount(
        &self,
        id: &str,
        stands: &BallotState,
        events: &[Stamped],
        hall: &Polls,
    ) -> Result<String, String> {
        let counts = &stands.counts;
        let Some(net) = &counts.net else {
            return Ok("the votes outside were not counted".to_owned());
        };
        let votes = self.holds(id, stands, net)?;
        let result = stands.tally().ok_or("it has no result")?;
        let paper: Vec<&str> = net.tally.0.iter().map(|line| line.entry.as_str()).collect();
        let both = together(hall, self.log.polls(), id, &paper);
        let claimed = match counts.hall_alone {
            true => told_together(events, id).ok_or("no event tells the two as one")?,
            false => result,
        };
        if both != *claimed {
            return Err("the two boxes as one do not make the result".to_owned());
        }
        let [inside, _] = parts(hall, self.log.polls(), id, &paper);
        if counts.inside.as_ref().is_some_and(|told| *told != inside) {
            return Err("the hall's part of the result is not what its box holds".to_owned());
        }
        let skipped = self.log.skipped().suspicious();
        let skipped = match skipped {
            0 => String::new(),
            some => format!(", {some} forged or foreign in the log and not counted"),
        };
        Ok(format!(
            "{} outside recounted ({}{skipped}), signatures hold under the hall's key {}, chain \
            and digest up to message {}",
            counted(votes, "vote"),
            counted(self.log.polls().voter_count(id), "voter"),
            self.hall,
            net.position
        ))
    }

    /// The votes outside, if close mark, digest, tally and exclusions are what the journal says.
    fn holds(&self, id: &str, stands: &BallotState, net: &BoxCount) -> Result<u64, String> {
        let polls = self.log.polls();
        let close = Mark::Close {
            ballot: id.to_owned(),
            round: stands.round,
        };
        let at = polls.stands(&close);
        let at = at.ok_or("the log outside has no close mark of it")?;
        if at.revision != net.position || at.digest() != net.digest {
            return Err("the log outside does not lead to the position and digest".to_owned());
        }
        let paper = net.tally.0.iter().map(|line| line.entry.as_str());
        if polls.tally(id, paper) != net.tally {
            return Err("the recount of the log outside differs from its tally".to_owned());
        }
        let votes: u64 = net.tally.0.iter().map(|line| line.votes).sum();
        if polls.votes(id) != votes {
            return Err("the tally outside leaves out works, or names some twice".to_owned());
        }
        let told: BTreeSet<&str> = stands.excluded.iter().map(|e| e.voter.as_str()).collect();
        let unknown = |voter: &String| !told.contains(voter.as_str());
        let mut out = polls.excluded_in(id).map(|voter| voter.to_string());
        match out.find(unknown) {
            Some(voter) => Err(format!(
                "the log outside excludes {voter}, whom the journal does not"
            )),
            None => Ok(votes),
        }
    }
}

/// What the journal says of both boxes as one, where the hall alone was announced.
fn told_together<'a>(events: &'a [Stamped], id: &str) -> Option<&'a Tally> {
    let mut latest = events.iter().rev();
    latest.find_map(|stamped| match &stamped.event {
        Event::NetCounted {
            ballot, together, ..
        } if ballot == id => Some(together),
        _ => None,
    })
}
