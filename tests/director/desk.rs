//! A director with a disk that fails on demand and a clock that is moved by hand.

use crate::support::ledgers::{box_in_memory, scores_in_memory};
use crate::support::shows::gala;
use crate::support::wait::{DEADLINE, until};
use palmares::clock::ManualClock;
use palmares::director::{Director, Done};
use palmares::evening::Rejection;
use palmares::fanout::{Fanout, Snapshot, Sources};
use palmares::journal::{self, Journal};
use palmares::keys::Keys;
use palmares::ledger::damage::Damage;
use palmares::ledger::memory::MemoryLedger;
use palmares::ledger::{AppendError, Each, Head, Health, Ledger, Linked, Position};
use palmares::presence::Presence;
use palmares::show::command::Command;
use palmares::show::event::{At, By, Stamped};
use palmares::show::programme::Show;
use palmares::show::state::State;
use palmares::voter::Voters;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// When every evening here begins.
pub const START: At = At(1_772_700_000_000);

/// A disk that outlives its director.
#[derive(Clone)]
pub struct Disk(Arc<Inner>);

impl Default for Disk {
    fn default() -> Disk {
        Disk(Arc::new(Inner {
            ledger: Mutex::new(MemoryLedger::of(journal::LAYOUT)),
            full: AtomicBool::default(),
            lies: AtomicBool::default(),
            seen: Mutex::default(),
            fanout: Mutex::default(),
            hurdle: Mutex::default(),
        }))
    }
}

struct Inner {
    ledger: Mutex<MemoryLedger>,
    full: AtomicBool,
    /// Stores what it is given and then says that it failed, as a power dip in mid-commit does.
    lies: AtomicBool,
    /// What everyone saw at the moment of each append.
    seen: Mutex<Vec<(u64, u64)>>,
    fanout: Mutex<Option<Arc<Fanout>>>,
    /// Stands in the way of the next look at the journal.
    hurdle: Mutex<Option<(Sender<()>, Receiver<()>)>>,
}

/// What somebody else does meanwhile.
pub struct Background<T>(Receiver<T>);

impl<T> Background<T> {
    /// Waits for what came of it.
    #[track_caller]
    pub fn wait(self, what: &str) -> T {
        let answer = self.0.recv_timeout(DEADLINE);
        answer.unwrap_or_else(|_| panic!("waited in vain: {what}"))
    }
}

impl<T> Background<T> {
    /// What came of it, if that is known at once.
    pub fn soon(self) -> Option<T> {
        self.0.recv_timeout(Duration::from_millis(50)).ok()
    }
}

/// Holds the director in its journal.
pub struct Hurdle {
    reached: Receiver<()>,
    lift: Sender<()>,
}

impl Hurdle {
    /// Waits until the director stands before it.
    pub fn reached(&self) {
        self.reached.recv_timeout(DEADLINE).expect("reached");
    }

    /// Lets the director go on.
    pub fn lift(&self) {
        self.lift.send(()).expect("lifted");
    }
}

impl Disk {
    pub fn fill(&self) {
        self.0.full.store(true, Ordering::SeqCst);
    }

    pub fn free(&self) {
        self.0.full.store(false, Ordering::SeqCst);
        self.0.lies.store(false, Ordering::SeqCst);
    }

    pub fn lie(&self) {
        self.0.lies.store(true, Ordering::SeqCst);
    }

    /// The next reopening waits until it is let go.
    pub fn reopens_slowly(&self) -> Hurdle {
        let (there, reached) = channel();
        let (lift, lifted) = channel();
        *self.0.hurdle.lock().expect("a lock") = Some((there, lifted));
        Hurdle { reached, lift }
    }

    /// At each append: the revision it came after, and the revision that screens were shown.
    pub fn seen(&self) -> Vec<(u64, u64)> {
        self.0.seen.lock().expect("a lock").clone()
    }

    /// What a restart would read.
    pub fn stored(&self) -> Vec<Stamped> {
        let mut events = Vec::new();
        self.ledger()
            .open(&mut |at, body| {
                events.push(journal::read(at, body)?);
                Ok(())
            })
            .expect("memory");
        events
    }

    /// Writes behind the director's back.
    pub fn meddle(&self, event: Stamped) {
        let mut ledger = self.ledger();
        let (head, body) = (ledger.head(), journal::body(&event));
        ledger
            .append(head, &[body], &mut |_, _| Ok(()))
            .expect("memory");
    }

    fn ledger(&self) -> MutexGuard<'_, MemoryLedger> {
        self.0.ledger.lock().expect("a lock")
    }
}

impl Ledger for Disk {
    fn open(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        if self.0.full.load(Ordering::SeqCst) {
            return Err(Damage::File("the disk is full".into()));
        }
        if let Some((there, lifted)) = self.0.hurdle.lock().expect("a lock").take() {
            there.send(()).expect("a test waits");
            lifted.recv_timeout(DEADLINE).expect("let go");
        }
        self.ledger().open(each)
    }

    fn append(
        &mut self,
        after: Head,
        bodies: &[String],
        each: Each<'_>,
    ) -> Result<Head, AppendError> {
        if let Some(fanout) = &*self.0.fanout.lock().expect("a lock") {
            let shown = fanout.snapshot().state.revision;
            let mut seen = self.0.seen.lock().expect("a lock");
            seen.push((after.revision, shown));
        }
        if self.0.full.load(Ordering::SeqCst) {
            return Err(AppendError::Unknown("the disk is full".into()));
        }
        let stored = self.ledger().append(after, bodies, each);
        if self.0.lies.load(Ordering::SeqCst) {
            return Err(AppendError::Unknown("a cable was loose".into()));
        }
        stored
    }

    fn follow(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        self.ledger().follow(each)
    }

    fn page(&mut self, after: Position, bytes_max: usize) -> Result<Vec<Linked>, Damage> {
        self.ledger().page(after, bytes_max)
    }

    fn archive(&mut self, label: &str, bodies: &[String]) -> Result<Head, AppendError> {
        if self.0.full.load(Ordering::SeqCst) {
            return Err(AppendError::Unknown("the disk is full".into()));
        }
        self.ledger().archive(label, bodies)
    }

    fn health(&self) -> Arc<Health> {
        Arc::default()
    }
}

/// A running evening.
pub struct Evening {
    pub director: Director,
    pub clock: Arc<ManualClock>,
    pub presence: Arc<Presence>,
    pub disk: Disk,
    runtime: tokio::runtime::Runtime,
}

impl Evening {
    /// The gala, from its beginning.
    pub fn begin() -> Evening {
        Evening::with(Disk::default(), Some(gala()), START)
    }

    /// Whatever this disk holds, started at `at`.
    pub fn with(disk: Disk, show: Option<Arc<Show>>, at: At) -> Evening {
        Evening::on(disk.clone(), disk, show, at)
    }

    /// With a journal on any ledger.
    pub fn on(
        ledger: impl Ledger + 'static,
        disk: Disk,
        show: Option<Arc<Show>>,
        at: At,
    ) -> Evening {
        let journal = Journal::open(ledger).expect("a good journal");
        let clock = Arc::new(ManualClock::at(at));
        let presence = Arc::new(Presence::default());
        let director = Director::start(journal, show, clock.clone(), sources(&presence));
        let director = director.expect("the evening begins");
        *disk.0.fanout.lock().expect("a lock") = Some(director.fanout().clone());
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        Evening {
            director,
            clock,
            presence,
            disk,
            runtime: runtime.expect("a runtime"),
        }
    }

    /// Asks, and waits for the answer.
    pub fn ask(&self, command: Command, by: By) -> Result<Done, Rejection> {
        self.runtime.block_on(self.director.command(command, by))
    }

    /// Asks as the MC, a second later, and is obeyed.
    #[track_caller]
    pub fn mc(&self, command: Command) -> Done {
        self.clock.advance_ms(1_000);
        let told = format!("{command:?}");
        match self.ask(command, By::Mc) {
            Ok(done) => done,
            Err(why) => panic!("{told}: {why:?}"),
        }
    }

    /// Asks without waiting for the answer.
    pub fn in_background<T, F>(&self, ask: impl FnOnce(Director) -> F) -> Background<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let asked = ask(self.director.clone());
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            let _ = sender.send(runtime.expect("a runtime").block_on(asked));
        });
        Background(receiver)
    }

    pub fn resume(&self) -> Result<Done, Rejection> {
        self.runtime.block_on(self.director.resume())
    }

    pub fn rewind(&self, typed: &str) -> Result<Done, Rejection> {
        self.rewind_at(None, typed)
    }

    pub fn rewind_at(&self, epoch: Option<i64>, typed: &str) -> Result<Done, Rejection> {
        self.runtime
            .block_on(self.director.rewind(typed.into(), epoch))
    }

    /// A screen says that it shows the newest of what is on stage.
    pub fn shows(&self, screen: &str) -> bool {
        let shot = self.snapshot();
        self.presence
            .showed(screen, shot.epoch, shot.on_stage().revision)
    }

    #[track_caller]
    pub fn rehearse(&self, on: bool) -> Done {
        let done = self.runtime.block_on(self.director.rehearse(on));
        done.unwrap_or_else(|why| panic!("{on}: {why:?}"))
    }

    /// Why a rehearsal does not begin.
    pub fn no_rehearsal(&self) -> Rejection {
        let done = self.runtime.block_on(self.director.rehearse(true));
        done.expect_err("it does not begin")
    }

    /// Where what is on stage stands.
    pub fn on_stage(&self) -> Arc<State> {
        self.director.fanout().on_stage()
    }

    pub fn log(&self) -> Vec<Stamped> {
        self.runtime
            .block_on(self.director.everything(|_| Vec::new(), By::Server))
            .expect("a running director")
    }

    /// Ends the director; the disk stays.
    pub fn stop(self) -> Disk {
        self.runtime.block_on(self.director.stop());
        self.disk
    }

    /// What everyone sees.
    pub fn snapshot(&self) -> Snapshot {
        self.director.fanout().snapshot()
    }

    /// Where the evening stands.
    pub fn state(&self) -> Arc<State> {
        self.snapshot().state
    }

    /// Waits until everyone sees it.
    pub fn until(&self, what: &str, seen: impl Fn(&State) -> bool) -> Arc<State> {
        until(what, || Some(self.state()).filter(|state| seen(state)))
    }

    /// Sources for another director.
    pub fn sources(&self) -> Sources {
        sources(&self.presence)
    }
}

fn sources(presence: &Arc<Presence>) -> Sources {
    let keys = Keys {
        mc: String::new(),
        producer: String::new(),
        chair: None,
        crew: None,
        jury: Default::default(),
        cookie_secret: String::new(),
        ballot_key: "a test".into(),
    };
    Sources {
        net: None,
        gallery: Default::default(),
        presence: presence.clone(),
        ballots: box_in_memory(),
        scores: scores_in_memory(),
        voters: Arc::new(Voters::new(&keys, "/nowhere".into())),
        audience_url: "http://127.0.0.1:8080/".into(),
    }
}

pub fn go() -> Command {
    Command::Go { expect: None }
}

pub fn goto(cue: &str) -> Command {
    Command::Goto {
        cue: cue.into(),
        expect: None,
    }
}

pub fn blackout(on: bool) -> Command {
    Command::Blackout { on, expect: None }
}

pub fn seal(award: &str, winner: &str) -> Command {
    Command::Seal {
        award: award.into(),
        conclusion: vec![winner.into()].into(),
    }
}

pub fn open_ballot() -> Command {
    let (ballot, seconds) = ("people".into(), None);
    Command::OpenBallot { ballot, seconds }
}

pub fn approve(screen: &str) -> Command {
    Command::ApproveScreen {
        screen: screen.into(),
        name: "Main wall".into(),
        approved: true,
    }
}
