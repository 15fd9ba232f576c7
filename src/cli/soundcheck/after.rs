//! What is done once the phones have gone: the ballot is closed, everything is counted up, and the
//! evening is put back.

use super::conductor::Ended;
use super::desk::{ApiClient, CallError, Recalled, Role, held};
use super::hall::{CheckedBallot, Simulation};
use super::reckoning::{BallotSums, Reckoning, reckon};
use super::tape::PhoneLog;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::timeout;

/// How long closing and counting may take, asking for every phone, and going back to the top. With
/// the conductor's grace no soundcheck is longer than its minutes and one more.
const SUMS_MAX: Duration = Duration::from_secs(15);
const HELD_MAX: Duration = Duration::from_secs(20);
const BACK_MAX: Duration = Duration::from_secs(7);

/// How long the log of an audience elsewhere may take after its close.
const LOG_MAX: Duration = Duration::from_secs(20);

/// What the vote was like for those who count.
pub struct Reckoned {
    /// Phones' knowledge against the server's.
    pub reckoning: Reckoning,
    /// How many have voted, by the server's own count; none if it could not be asked.
    pub turnout: Option<u64>,
    /// Why rows are missing that the tally would have filled.
    pub untold: Option<String>,
}

/// How the evening stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Traces {
    /// Nothing was changed.
    Untouched,
    /// Back on its first cue, with an empty box.
    Clean,
    /// The votes are still there, and this is what to do.
    Changed(String),
}

/// What was known before the first vote.
#[derive(Default)]
pub struct Before {
    /// The tally; none if it may not be seen or nobody's business.
    pub tally: Option<BTreeMap<String, u64>>,
    /// How many had voted.
    pub turnout: u64,
}

/// Whoever may look at the ballot.
pub struct Counting<'a> {
    /// What all phones share.
    pub hall: &'a Simulation,
    pub poll: &'a CheckedBallot,
    /// Who runs the show.
    pub desk: Option<&'a ApiClient>,
    /// Whose key that is.
    pub role: Option<Role>,
    /// The ballot was opened for the soundcheck alone.
    pub ours: bool,
    /// Other phones that were there before it.
    pub others: u64,
    /// How the ballot stood.
    pub before: &'a Before,
}

impl Counting<'_> {
    /// Closes what was opened, and counts up.
    pub async fn count(&self, ended: Ended) -> Reckoned {
        let records = self.hall.tape.records();
        let asked = match ended {
            Ended::Gone(_) => Answers {
                untold: Some("the server was gone".into()),
                ..Answers::default()
            },
            _ => self.ask(&records).await,
        };
        let entries = &self.poll.entries;
        let reckoning = reckon(
            &records,
            entries,
            asked.held.as_deref(),
            asked.count.as_ref(),
        );
        Reckoned {
            reckoning,
            turnout: asked.turnout,
            untold: asked.untold,
        }
    }

    async fn ask(&self, records: &[PhoneLog]) -> Answers {
        let mut asked = Answers::default();
        let ballot = &self.poll.ballot;
        if let (Some(desk), true) = (self.desk, self.ours) {
            let sums = timeout(SUMS_MAX + self.later(), self.sums(desk, ballot)).await;
            let late = || Err(CallError::Silent("the count did not come in time".into()));
            match sums.unwrap_or_else(|_| late()) {
                Ok((turnout, count)) => (asked.turnout, asked.count) = (turnout, count),
                Err(no) => asked.untold = Some(no.told().to_owned()),
            }
        }
        if self.others > 0 {
            // Theirs and ours cannot be told apart in a sum.
            (asked.turnout, asked.count) = (None, None);
            asked.untold = Some(format!(
                "other phones ({}) were there when it began, and may have voted too; a demo's \
                    own stay away with --crowd 0",
                self.others
            ));
        } else if asked.count.is_none() && asked.untold.is_none() {
            asked.untold = Some(match self.ours {
                true => "the tally is for the producer's key".into(),
                false => "others may vote in a ballot that was open before".into(),
            });
        }
        asked.held = Some(held(self.hall, ballot, records, HELD_MAX).await);
        asked
    }

    /// How much longer a count takes where people elsewhere vote: until it is closed there, too,
    /// and all of the log was read.
    fn later(&self) -> Duration {
        if self.hall.gates.len() == 1 {
            return Duration::ZERO;
        }
        let delays = self.hall.gates.iter().map(|gate| gate.delay_ms);
        let longest_ms = delays.max().unwrap_or_default().max(0);
        LOG_MAX + Duration::from_millis(longest_ms.unsigned_abs())
    }

    async fn sums(
        &self,
        desk: &ApiClient,
        ballot: &str,
    ) -> Result<(Option<u64>, Option<BallotSums>), CallError> {
        desk.close(ballot, self.later()).await?;
        let turnout = desk.turnout(ballot).await?;
        let count = match (self.role, &self.before.tally) {
            (Some(Role::Producer), Some(before)) => Some(BallotSums {
                before: before.clone(),
                after: desk.tally(ballot).await?,
            }),
            _ => None,
        };
        // The hall's turnout is of its own box; whoever votes elsewhere is in the tally alone.
        let all = match self.hall.gates.len() {
            1 => Some(turnout.saturating_sub(self.before.turnout)),
            _ => count.as_ref().map(BallotSums::total),
        };
        Ok((all, count))
    }
}

/// What the server said.
#[derive(Default)]
struct Answers {
    turnout: Option<u64>,
    count: Option<BallotSums>,
    held: Option<Vec<Recalled>>,
    untold: Option<String>,
}

/// Begins a clean evening, if this one was clean before.
pub async fn put_back(desk: &ApiClient, show: &str, was_clean: bool) -> Traces {
    let way = |why: &str| {
        Traces::Changed(format!(
            "The votes are still in the show{why}. Before the evening go \"back to the top\" on \
            the producer's page; that puts them aside."
        ))
    };
    if !was_clean {
        return way("");
    }
    match timeout(BACK_MAX, desk.rewind(show)).await {
        Ok(Ok(())) => Traces::Clean,
        Ok(Err(no)) if no.told().contains("net-used") => Traces::Changed(
            "The votes are still in the show, and in the log outside, which keeps them for ever. \
            Before the evening stop the server, run palmares net prepare with --new-evening, start \
            it again, and then go \"back to the top\" on the producer's page."
                .to_owned(),
        ),
        Ok(Err(no)) => way(&format!(" ({})", no.told())),
        Err(_) => way(" (no answer in time)"),
    }
}
