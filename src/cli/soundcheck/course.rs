//! One soundcheck from the first look at the server's memory to the sheet.

use super::after::{Before, Counting, Reckoned, Traces, put_back};
use super::conductor::{self, Deadline, Ended};
use super::desk::{ApiClient, CallError, Role};
use super::hall::{Asks, CheckedBallot, Gate, Simulation};
use super::plan::{self, Acts, PhonePlan};
use super::progress::Progress;
use super::proof::{self, Evidence};
use super::sheet::{Gathered, Thresholds, judge};
use super::stand::Road;
use super::tickets::Tickets;
use super::wire::Door;
use super::{Arguments, Venue, print, room};
use crate::cli::Failure;
use crate::show::text::counted;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// So much longer than the soundcheck a ballot is opened: it is closed by us, and if we are gone by
/// its own deadline.
const BALLOT_SPARE: Duration = Duration::from_secs(120);

/// How long the answer to a question about memory may take.
const MEMORY_MAX: Duration = Duration::from_secs(5);

/// How long a node may take to hear that the ballot is open, and how often it is asked.
const HEARD_MAX: Duration = Duration::from_secs(10);
const HEARD_EVERY: Duration = Duration::from_millis(100);

/// Where nothing can be asked of the server any more.
const STILL_THERE: &str = "The votes are still in the show. Before the evening go \"back to the \
    top\" on the producer's page; that puts them aside.";

/// What the hall can do with a ballot.
pub struct VotePlan {
    /// Where it votes.
    poll: Option<CheckedBallot>,
    /// The ballot is opened for it.
    ours: bool,
    /// Why it does not vote.
    why_not: String,
}

impl From<Road> for VotePlan {
    fn from(road: Road) -> VotePlan {
        let (poll, ours, why_not) = match road {
            Road::Ours(poll) => (Some(poll), true, String::new()),
            Road::Theirs(poll) => (Some(poll), false, String::new()),
            Road::Nowhere(why) => (None, false, why),
        };
        VotePlan {
            poll,
            ours,
            why_not,
        }
    }
}

/// What is known before it begins.
pub struct Course<'a> {
    /// What was asked for.
    pub arguments: &'a Arguments,
    /// Where, and how the show stands.
    pub place: &'a Venue,
    /// What voters show, where the ballot takes tickets.
    pub tickets: Option<Tickets>,
    /// Nobody has been there before.
    pub was_clean: bool,
    /// The hall's seed.
    pub seed: u64,
    /// For how long.
    pub length: Duration,
}

impl Course<'_> {
    /// Brings the hall, sends it home, counts up, puts the evening back, and tells.
    pub async fn hold(&self, vote: VotePlan, stop: watch::Receiver<u32>) -> Result<(), Failure> {
        self.announce(&vote);
        let memory_before = self.memory().await;
        let (before, clock) = self.open(&vote).await?;
        let phones = self.arguments.phones;
        let works = vote.poll.as_ref().map_or(0, |poll| poll.entries.len());
        let mut scripts = plan::scripts(self.seed, phones, self.length, works);
        let (code, shown) = watch::channel(None);
        let proof = match vote.poll.as_ref().map_or(Asks::Nothing, |poll| poll.asks) {
            Asks::Nothing => Evidence::Nothing,
            Asks::Code => Evidence::Stage(shown),
            Asks::Ticket => Evidence::Tickets(self.deal(&mut scripts)),
        };
        let planned = Acts::of(&scripts);
        let gates = self.gates(clock.as_ref()).await;
        let requests = room::REQUESTS_MAX as usize;
        let hall = Simulation::new(gates, vote.poll.clone(), proof, phones, requests);
        let hall = Arc::new(hall);
        // Ends when this ends.
        let mut watching = JoinSet::new();
        if let Evidence::Stage(_) = hall.proof {
            let desk = self.place.desk.as_ref();
            let door = desk.map_or(self.place.door(), |desk| &desk.door).clone();
            watching.spawn(proof::watch_the_stage(hall.clone(), door, code));
        }
        let progress = Progress::new(self.length);
        let span = (self.seed, self.length);
        let (ended, crowd) = conductor::run(&hall, scripts, span, clock, &progress, stop).await;
        progress.says("counting up");
        let connected = hall.tape.connected();
        let memory = match (memory_before, ended) {
            (Ok(_), Ended::Gone(_)) => Err("the server was gone".into()),
            (Ok(before), _) => self.memory().await.map(|with| (before, with)),
            (Err(why), _) => Err(why),
        };
        conductor::empty(&hall, crowd).await;
        let votes = self.count(&hall, &vote, &before, ended).await;
        let evening = self.put_back(&vote, ended).await;
        progress.end();
        let unmoved = "frames are measured by moving the deadline of a ballot that was opened for \
            it, and there was none";
        self.tell(&Gathered {
            base: &self.place.bases(),
            phones,
            minutes: self.arguments.minutes,
            seed: self.seed,
            ended,
            planned,
            tape: &hall.tape,
            connected,
            memory,
            frameless: (!vote.ours).then(|| unmoved.into()),
            votes,
            notes: self.notes(&evening),
            evening,
            limits: Thresholds {
                page_ms: self.arguments.page_ms,
                vote_ms: self.arguments.vote_ms,
                frame_ms: self.arguments.frame_ms,
            },
        })
    }

    fn announce(&self, vote: &VotePlan) {
        let voting = match &vote.poll {
            Some(poll) => format!("voting in {}{}", poll.ballot, self.showing(poll)),
            None => format!("without a vote: {}", vote.why_not),
        };
        eprintln!(
            "{} for {} min at {}, {voting} (--seed {})",
            counted(self.arguments.phones, "phone"),
            self.arguments.minutes,
            self.place.bases(),
            self.seed
        );
        if let Some(others) = self.place.stand.phones.filter(|others| *others > 0) {
            eprintln!(
                "other phones are connected ({others}): what they vote cannot be told from votes \
                    that count twice, so that is not checked."
            );
        }
    }

    fn showing(&self, poll: &CheckedBallot) -> String {
        match (poll.asks, &self.tickets) {
            (Asks::Code, _) => " with the code that the stage shows".into(),
            (Asks::Ticket, Some(tickets)) => {
                format!(" with {}", counted(tickets.codes.len(), "ticket"))
            }
            _ => String::new(),
        }
    }

    /// Gives each voter a ticket; whoever gets none only watches.
    fn deal(&self, scripts: &mut [PhonePlan]) -> Vec<Option<String>> {
        let codes = self.tickets.as_ref().map(|tickets| &tickets.codes[..]);
        proof::deal(codes.unwrap_or_default(), scripts)
    }

    fn notes(&self, evening: &Traces) -> Vec<String> {
        let mut notes = Vec::new();
        match evening {
            _ if self.tickets.is_none() => {}
            Traces::Untouched => {}
            Traces::Clean => notes.push(
                "The tickets are unused again: what they voted was put \
                aside with the rest."
                    .into(),
            ),
            Traces::Changed(_) => notes.push(
                "Tickets that voted are used up as long as these \
                votes are in the show: whoever holds one finds a stranger's vote under it."
                    .into(),
            ),
        }
        if self.place.doors.iter().any(Door::is_here) {
            notes.push(
                "The phones ran on the server's own machine and took their share of it. A \
                hall's phones do not, but there is Wi-Fi between them and it: check that from a \
                second laptop."
                    .into(),
            );
        }
        notes
    }

    /// The server's memory now, or why it is not known.
    async fn memory(&self) -> Result<u64, String> {
        let (Some(desk), Some(Role::Producer)) = (&self.place.desk, self.place.stand.role) else {
            return Err("the server tells its memory to the producer's key alone".into());
        };
        let asking = desk.metric("process_resident_memory_bytes");
        let bytes = timeout(MEMORY_MAX, asking).await.ok().flatten();
        bytes.ok_or_else(|| "the server's system does not tell its memory".into())
    }

    /// Opens the ballot if it is to be ours, with all that must be known before the first vote.
    async fn open(&self, vote: &VotePlan) -> Result<(Before, Option<Deadline>), Failure> {
        let mut before = Before::default();
        let (Some(desk), Some(poll), true) = (&self.place.desk, &vote.poll, vote.ours) else {
            return Ok((before, None));
        };
        let ballot = &poll.ballot;
        let wrong = |no: CallError| {
            let why = no.told().trim_end_matches('.');
            Failure::other(format!("The ballot {ballot} cannot be opened: {why}."))
        };
        before.turnout = desk.turnout(ballot).await.map_err(wrong)?;
        if self.place.stand.role == Some(Role::Producer) {
            before.tally = Some(desk.tally(ballot).await.map_err(wrong)?);
        }
        let seconds = (self.length + BALLOT_SPARE).as_secs();
        let closes_at = desk.open(ballot, seconds).await.map_err(wrong)?;
        let clock = Deadline {
            desk: desk.clone(),
            ballot: ballot.clone(),
            closes_at,
        };
        Ok((before, Some(clock)))
    }

    /// Where the phones go, and how much later the ballot that was just opened closes there.
    async fn gates(&self, clock: Option<&Deadline>) -> Vec<Gate> {
        let mut gates = Vec::new();
        for door in &self.place.doors {
            let delay_ms = match clock {
                Some(clock) if self.place.doors.len() > 1 => {
                    let told = timeout(HEARD_MAX, closes_at(door)).await;
                    told.map_or(0, |closes_at| closes_at - clock.closes_at)
                }
                _ => 0,
            };
            gates.push(Gate {
                door: door.clone(),
                delay_ms,
            });
        }
        gates
    }

    async fn count(
        &self,
        hall: &Simulation,
        vote: &VotePlan,
        before: &Before,
        ended: Ended,
    ) -> Result<Reckoned, String> {
        let Some(poll) = &vote.poll else {
            return Err(vote.why_not.clone());
        };
        let counting = Counting {
            hall,
            poll,
            desk: self.place.desk.as_ref(),
            role: self.place.stand.role,
            ours: vote.ours,
            others: self.place.stand.phones.unwrap_or(0),
            before,
        };
        Ok(counting.count(ended).await)
    }

    async fn put_back(&self, vote: &VotePlan, ended: Ended) -> Traces {
        let desk: Option<&ApiClient> = self.place.desk.as_ref();
        match (desk, &vote.poll) {
            (_, None) => Traces::Untouched,
            (Some(desk), Some(_)) if !matches!(ended, Ended::Gone(_)) => {
                let show = &self.place.stand.paper.show;
                put_back(desk, show, self.was_clean && vote.ours).await
            }
            _ => Traces::Changed(STILL_THERE.into()),
        }
    }

    fn tell(&self, found: &Gathered) -> Result<(), Failure> {
        let sheet = judge(found);
        match self.arguments.json {
            true => println!("{}", print::json(found, &sheet)),
            false => println!("{}", print::text(found, &sheet)),
        }
        match sheet.pass {
            true => Ok(()),
            false => Err(Failure::told()),
        }
    }
}

/// The deadline that phones are told there, once they are told of one.
async fn closes_at(door: &Door) -> i64 {
    let guest = ApiClient {
        door: door.clone(),
        key: String::new(),
    };
    loop {
        if let Ok(reply) = guest.ask("GET", "/api/hall", None).await
            && let Some(closes_at) = reply.json()["c"].as_i64()
        {
            return closes_at;
        }
        sleep(HEARD_EVERY).await;
    }
}
