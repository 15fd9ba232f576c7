//! The hall and the log outside: what it makes public and writes there, and what it counts of it.
//!
//! Everything is worked out anew from where the evening stands and what the log holds. A restart, a
//! line that is cut and a command that was refused for the moment are no cases of their own.

mod clock;
pub mod marks;
pub mod news;
#[cfg(test)]
mod tests;

use crate::ballotbox::BallotBox;
use crate::ballotbox::fold::{Polls, parts, together};
use crate::ballotbox::record::Mark;
use crate::director::Director;
use crate::hall::Hall;
use crate::ledger::Head;
use crate::ledger::jetstream::Latest;
use crate::ledger::jetstream::signed::Signer;
use crate::ledger::kept::{Fold, Kept};
use crate::net::fold::NetPolls;
use crate::net::link::NetLink;
use crate::show::ballot::{BallotState, Phase};
use crate::show::command::Command;
use crate::show::event::{At, By};
use crate::show::state::State;
use crate::view::NetSight;
use crate::view::audience::{Bulletin, PhonePhase};
use crate::voter::read_hashes;
use bytes::Bytes;
use clock::NetClock;
use news::NetNews;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How often it is looked whether something is due.
const STEP: Duration = Duration::from_millis(250);

/// How often the servers are asked where the log ends.
const ASK_EVERY: Duration = Duration::from_secs(2);

/// Whoever reaches the servers can put something else where the tickets are: so ours come again.
const TICKETS_EVERY: Duration = Duration::from_secs(30);

/// How long it is waited for what was made public before a restart.
const HEAR_MAX: Duration = Duration::from_secs(3);

/// Publishes and follows, for as long as the hall is served.
pub struct NetHall {
    director: Director,
    ballots: Arc<BallotBox>,
    link: Arc<NetLink>,
    /// Signs what is public.
    signer: Signer,
    /// Where the hashes of printed tickets stand.
    tickets_file: PathBuf,
    tickets: TicketsPut,
    told: NewsPut,
    /// Marks that wait for the log.
    waiting: Arc<AtomicUsize>,
    asked_at: Option<Instant>,
    shown: Option<NetShown>,
    began: Instant,
    clock: NetClock,
}

/// What was made public last.
#[derive(Default)]
struct NewsPut {
    /// Of the last message.
    counter: u64,
    at: At,
    bulletin: Option<Bulletin>,
}

#[derive(Default)]
struct TicketsPut {
    /// Of the file: hashes are only ever added.
    bytes: u64,
    parts: Vec<Bytes>,
    put: Option<Instant>,
}

/// What the producer sees of it; when it changes, the desk is told.
type NetShown = (NetSight, usize);

impl NetHall {
    pub fn of(
        director: Director,
        ballots: Arc<BallotBox>,
        link: Arc<NetLink>,
        signer: Signer,
        tickets_file: PathBuf,
    ) -> Self {
        NetHall {
            director,
            ballots,
            link,
            signer,
            tickets_file,
            tickets: TicketsPut::default(),
            told: NewsPut::default(),
            waiting: Arc::default(),
            asked_at: None,
            shown: None,
            began: Instant::now(),
            clock: NetClock::default(),
        }
    }

    /// Never ends by itself, and never waits for the line.
    pub async fn run(mut self) {
        let mut hall = self.director.fanout().hall();
        let mut public = self.link.net().watch(news::SUBJECT);
        public.mark_changed();
        loop {
            self.hear(&mut public);
            let told = hall.borrow_and_update().clone();
            self.step(&told).await;
            tokio::select! {
                changed = hall.changed() => {
                    if changed.is_err() {
                        return;
                    }
                }
                () = tokio::time::sleep(STEP) => {}
            }
        }
    }

    /// What stands in public is ours, or was put there before a restart: the next counter is above
    /// it.
    fn hear(&mut self, public: &mut watch::Receiver<Option<Latest>>) {
        if !public.has_changed().unwrap_or(false) {
            return;
        }
        let latest = public.borrow_and_update().clone();
        let evening = self.signer.evening().trim_end_matches(" public");
        let read = |message: &Bytes| NetNews::read(message, evening, &self.signer.public());
        if let Some((counter, _)) = latest.and_then(|(_, message)| read(&message)) {
            self.told.counter = self.told.counter.max(counter);
        }
    }

    async fn step(&mut self, hall: &Hall) {
        let state = self.director.fanout().state();
        // The two are read one after the other.
        if hall.evening().now.revision != state.revision {
            return;
        }
        let now = self.director.clock().now();
        self.link.look();
        self.ask(now);
        self.put_tickets();
        self.put(&state, hall, now);
        let counted = match self.link.log() {
            Some(log) if self.is_ours(&state, log) => {
                self.clock.look(&log.fold(), now, self.link.age());
                if self.clock.has_jumped() {
                    self.link.note_clocks();
                }
                self.set_marks(&state, log, now);
                self.counted(&state, log)
            }
            _ => None,
        };
        if let Some(command) = counted {
            // Whatever stands against it now is looked at again at the next step.
            if let Err(error) = self.director.command(command, By::Server).await {
                tracing::debug!(?error, "the count from outside waits");
            }
        }
        self.show(&state, now);
    }

    /// Asks the servers now and then where the log ends.
    fn ask(&mut self, at: At) {
        if self.asked_at.is_some_and(|at| at.elapsed() < ASK_EVERY) || !self.link.net().health().up
        {
            return;
        }
        let now = Instant::now();
        self.asked_at = Some(now);
        let link = self.link.clone();
        let before = link.held();
        tokio::spawn(async move {
            if let Some(end) = link.net().end().await {
                link.heard(end, (now, at), before);
            }
        });
    }

    fn put(&mut self, state: &State, hall: &Hall, now: At) {
        if self.told.counter == 0 && self.began.elapsed() < HEAR_MAX {
            return;
        }
        let bulletin = outside(hall.evening(), state, now, self.link.own_log());
        let due = now.since_ms(self.told.at) >= news::EVERY_MS;
        if !due && self.told.bulletin.as_ref() == Some(&bulletin) {
            return;
        }
        let news = NetNews {
            at: now,
            tickets: self.tickets.parts.len(),
            bulletin,
        };
        let counter = self.next_counter(now);
        let message = news.message(&self.signer, counter);
        self.link.net().put(news::SUBJECT, message.into());
        self.told = NewsPut {
            counter,
            at: now,
            bulletin: Some(news.bulletin),
        };
    }

    fn next_counter(&self, now: At) -> u64 {
        let by_clock = u64::try_from(now.0).unwrap_or(0);
        by_clock.max(self.told.counter.saturating_add(1))
    }

    /// Tickets may be printed while the hall is served.
    fn put_tickets(&mut self) {
        let bytes = std::fs::metadata(&self.tickets_file).map_or(0, |file| file.len());
        if self.tickets.bytes != bytes
            && let Ok(hashes) = read_hashes(&self.tickets_file)
        {
            let parts = news::ticket_messages(&hashes, &self.signer, 1);
            self.tickets = TicketsPut {
                bytes,
                parts: parts.into_iter().map(Bytes::from).collect(),
                put: None,
            };
        }
        let fresh = |put: Instant| put.elapsed() < TICKETS_EVERY;
        if self.tickets.put.is_some_and(fresh) {
            return;
        }
        self.tickets.put = Some(Instant::now());
        for (part, message) in self.tickets.parts.iter().enumerate() {
            let subject = news::tickets_subject(part);
            self.link.net().put(&subject, message.clone());
        }
    }

    /// Whether the log is this evening's, as far as it was read by now: it may be read late.
    fn is_ours(&self, state: &State, log: &Kept<NetPolls>) -> bool {
        if marks::is_used_elsewhere(state, &log.fold()) {
            self.link.note_used();
        }
        self.link.is_ours()
    }

    /// Sets what the log lacks, once what was wanted before stands in it.
    fn set_marks(&self, state: &State, log: &Kept<NetPolls>, now: At) {
        if self.waiting.load(Ordering::SeqCst) > 0 {
            return;
        }
        let lacking = marks::lacking(state, &log.fold(), &self.clock, now);
        self.waiting.fetch_add(lacking.len(), Ordering::SeqCst);
        for mark in lacking {
            let waiting = self.waiting.clone();
            let then = move |_: &NetPolls, _| {
                waiting.fetch_sub(1, Ordering::SeqCst);
            };
            log.mark(mark, Box::new(then));
        }
    }

    /// What the evening waits for, once two servers hold the same. One after the other: the digest
    /// of a later close covers the earlier one.
    fn counted(&self, state: &State, log: &Kept<NetPolls>) -> Option<Command> {
        let (ballot, at) = due(state, &log.fold()).into_iter().next()?;
        let readers = self.link.witnessed(at)?;
        let (hall, net) = (self.ballots.fold(), log.fold());
        count((&ballot, at), readers, state, (&hall, net.polls()))
    }

    /// Tells the screens that something is other than it was.
    fn show(&mut self, state: &State, now: At) {
        // Its age goes on by itself.
        let sight = NetSight {
            as_of: None,
            ..self.link.sight()
        };
        let ballots = state.show.ballots.iter();
        let over = ballots.filter(|ballot| {
            let stands = state.ballots.get(&ballot.id);
            let closes_at = stands.and_then(|stands| stands.closes_outside(ballot));
            closes_at.is_some_and(|closes_at| closes_at <= now)
        });
        let shown = (sight, over.count());
        if self.shown.as_ref() != Some(&shown) {
            self.shown = Some(shown);
            self.director.beat();
        }
    }
}

/// What phones outside may know. A ballot is open for them once the log has its opening: what a
/// node wrote before would be late.
fn outside(hall: &Bulletin, state: &State, now: At, log: Option<&Kept<NetPolls>>) -> Bulletin {
    let mut bulletin = hall.outside(state, now);
    // The hall's disk keeps nobody outside from voting.
    bulletin.degraded = false;
    let Some(current) = bulletin.current.as_mut() else {
        return bulletin;
    };
    let ballot = &bulletin.playbill.ballots[current.ballot].id;
    let round = state.ballots.get(ballot).map_or(0, |stands| stands.round);
    let opened = log.is_some_and(|log| log.fold().span(ballot, round).is_some());
    if current.phase == PhonePhase::Open && !opened {
        (current.phase, current.closes_at) = (PhonePhase::Before, None);
        if let Some(line) = bulletin.now.ballots.get_mut(current.ballot) {
            line.phase = Phase::Waiting.as_str().to_owned();
            line.closes_at = None;
        }
    }
    bulletin
}

/// The ballots whose count from outside the evening waits for, once the log has their close marks:
/// where those stand. Those without a result come first, in the order of the log: what was
/// announced of the hall alone holds nobody up.
pub fn due(state: &State, net: &NetPolls) -> Vec<(String, Head)> {
    let waits = |stands: &BallotState| {
        let waits = stands.awaits_net() || stands.counts.hall_alone;
        waits && stands.counts.net.is_none()
    };
    let ballots = state.ballots.iter();
    let closed = ballots
        .filter(|(_, stands)| waits(stands))
        .filter_map(|(id, stands)| {
            let close = Mark::Close {
                ballot: id.clone(),
                round: stands.round,
            };
            let at = net.polls().stands(&close)?;
            Some((stands.counts.hall_alone, id.clone(), at))
        });
    let mut due: Vec<_> = closed.collect();
    due.sort_by_key(|(alone, _, at)| (*alone, at.revision));
    due.into_iter().map(|(_, id, at)| (id, at)).collect()
}

/// The count from outside, up to the close mark there. So many servers hold the same up to it.
pub fn count(
    (ballot, at): (&str, Head),
    readers: u32,
    state: &State,
    (hall, net): (&Polls, &Polls),
) -> Option<Command> {
    let stood = state.show.all_who_stood();
    let paper: Vec<&str> = stood.map(|entry| entry.id.as_str()).collect();
    let stands = state.ballots.get(ballot)?;
    let [inside, _] = parts(hall, net, ballot, &paper);
    Some(Command::NetCounted {
        ballot: ballot.to_owned(),
        round: stands.round,
        position: at.revision,
        digest: at.digest(),
        tally: net.tally(ballot, paper.iter().copied()),
        together: together(hall, net, ballot, &paper),
        inside,
        readers,
    })
}
