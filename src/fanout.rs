//! The latest frame per role and language: rendered once, shared by every connection, never queued.
//!
//! A channel whose frame says what it said before is not sent, and a frame is drawn anew only as
//! far as a change can reach.

mod channel;
mod edition;
mod snapshot;
mod sources;

use crate::ballotbox::{BallotBox, Turnout};
use crate::clock::Clock;
use crate::hall::{Hall, HallRehearsal, Votes};
use crate::phones::Phones;
use crate::show::event::At;
use crate::show::fault::Fault;
use crate::show::programme::{Ballot, BallotResults};
use crate::show::state::State;
use crate::show::tally::Tally;
use crate::view::audience::Bulletin;
use crate::view::ready::{self, MachineFacts};
use crate::view::{self, Frame, Joins, Live, Redraw, Unapplied};
use crate::voter::{Crowd, Voters};
pub use channel::{Channel, Hears};
pub use edition::Edition;
pub use snapshot::{Rehearsed, Snapshot, Whose};
pub use sources::Sources;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// An encoded frame, shared by all who are sent it.
pub type Encoded = axum::extract::ws::Utf8Bytes;

/// The last snapshot and the channels that somebody listens to.
pub struct Fanout {
    inner: Mutex<Drawn>,
    hall: watch::Sender<Arc<Hall>>,
    phones: Arc<Phones>,
    sources: Sources,
}

struct Drawn {
    snapshot: Snapshot,
    at: At,
    beat: u64,
    channels: BTreeMap<Channel, watch::Sender<Arc<Edition>>>,
    /// The files that could not be shown when frames were last drawn.
    faults: BTreeMap<String, Fault>,
    /// See [`Live::waiting`].
    waiting: Option<Unapplied>,
    /// Letters of the show that the stage cannot draw.
    undrawn: Arc<Vec<String>>,
    /// The machine and the folder, as they were found last.
    machine: Arc<MachineFacts>,
}

impl Fanout {
    /// A fan-out that starts from this snapshot.
    pub fn new(snapshot: Snapshot, clock: Arc<dyn Clock>, sources: Sources) -> Self {
        let Snapshot {
            state,
            epoch,
            degraded,
            ..
        } = &snapshot;
        let hall = Hall::of(Bulletin::of(state, *epoch, *degraded), None);
        let undrawn = Arc::new(ready::undrawn(&state.show));
        let at = clock.now();
        Fanout {
            phones: Arc::new(Phones::new(&hall.frame, clock)),
            hall: watch::Sender::new(Arc::new(hall)),
            inner: Mutex::new(Drawn {
                snapshot,
                at,
                beat: 0,
                channels: BTreeMap::new(),
                faults: BTreeMap::new(),
                waiting: None,
                undrawn,
                machine: Arc::default(),
            }),
            sources,
        }
    }

    /// The newest frame of a channel and all that follow; a slow reader skips frames.
    pub fn subscribe(&self, channel: Channel) -> watch::Receiver<Arc<Edition>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        // One that nobody listens to any more is as new as the others until they are sent
        // something.
        if let Some(sender) = inner.channels.get(&channel) {
            return sender.subscribe();
        }
        let live = self.live(&inner);
        let drawn = self.render(Redraw::Show, &channel, &inner.snapshot, &live);
        let (sender, receiver) = watch::channel(Arc::new(Edition::first(drawn)));
        inner.channels.insert(channel, sender);
        receiver
    }

    /// Sends what follows from an event, or from a disk that fails or is well again.
    pub fn publish(&self, snapshot: Snapshot, at: At) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        // Without an event it has to be a later beat: pages leave out whatever is older than what
        // they show. Beside a rehearsal there are events that its number does not tell.
        let same = snapshot.moment() == inner.snapshot.moment();
        let beside = snapshot.rehearsal.is_some() && snapshot.epoch == inner.snapshot.epoch;
        inner.beat = if same || beside { inner.beat + 1 } else { 0 };
        let is_show = |whose| {
            let [now, before] = [&snapshot, &inner.snapshot].map(|shot| &shot.of(whose).show);
            Arc::ptr_eq(now, before)
        };
        let change = match is_show(Whose::Evening) && is_show(Whose::Stage) {
            true => Redraw::Event,
            false => Redraw::Show,
        };
        if change == Redraw::Show {
            inner.undrawn = Arc::new(ready::undrawn(&snapshot.state.show));
        }
        inner.snapshot = snapshot;
        inner.at = at;
        // Whoever is sent a frame may ask at once for what it names, such as the colours.
        let hall = self.renew_hall(change, &inner.snapshot);
        self.send(&mut inner, change, None);
        // Phones come last: there are so many of them.
        self.phones.tell(&hall.frame);
    }

    /// What phones may know from now on. They only hear of what concerns them.
    fn renew_hall(&self, change: Redraw, snapshot: &Snapshot) -> Arc<Hall> {
        let (epoch, degraded) = (snapshot.epoch, snapshot.degraded);
        let hall = {
            let before = self.hall.borrow();
            let told = |state: &State, before: &Bulletin| match change {
                Redraw::Show => Bulletin::of(state, epoch, degraded),
                _ => before.later(state, epoch, degraded),
            };
            let bulletin = told(snapshot.on_stage(), &before.bulletin);
            let mut hall = Hall::of(bulletin, Some(&before));
            hall.rehearsal = snapshot.rehearsal.as_ref().map(|rehearsal| HallRehearsal {
                evening: told(&snapshot.state, before.evening()),
                voters: rehearsal.voters.clone(),
                votes: Votes::Hall(rehearsal.ballots.clone()),
            });
            Arc::new(hall)
        };
        self.hall.send_replace(hall.clone());
        hall
    }

    /// What phones may know, from now on.
    pub fn hall(&self) -> watch::Receiver<Arc<Hall>> {
        self.hall.subscribe()
    }

    /// The phones that have the page open.
    pub fn phones(&self) -> &Arc<Phones> {
        &self.phones
    }

    /// Sends what changed without an event.
    pub fn beat(&self, at: At, hears: Hears) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        // The number is in everybody's frames, and would tell them how busy these are.
        if !matches!(hears, Hears::Jury | Hears::AtWork) {
            inner.beat += 1;
        }
        inner.at = at;
        // What these tell each other is news like an event, and no beat draws it again.
        let change = match hears {
            Hears::AtWork => Redraw::Event,
            _ => Redraw::Beat,
        };
        self.send(&mut inner, change, Some(hears));
    }

    /// An edited show waits from now on, or none. The producers alone hear of it.
    pub fn wait(&self, waiting: Option<Unapplied>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.waiting == waiting {
            return;
        }
        inner.waiting = waiting;
        inner.beat += 1;
        self.send(&mut inner, Redraw::Beat, Some(Hears::Producers));
    }

    /// What was found of the machine and the folder. True if it is news, which the next beat tells.
    pub fn machine_found(&self, found: MachineFacts) -> bool {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let news = *inner.machine != found;
        if news {
            inner.machine = Arc::new(found);
        }
        news
    }

    /// The last snapshot.
    pub fn snapshot(&self) -> Snapshot {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.snapshot.clone()
    }

    /// Where the evening stands.
    pub fn state(&self) -> Arc<State> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.snapshot.state.clone()
    }

    /// Where what is on stage stands.
    pub fn on_stage(&self) -> Arc<State> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.snapshot.on_stage().clone()
    }

    /// Whether the crew rehearses.
    pub fn rehearses(&self) -> bool {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.snapshot.rehearsal.is_some()
    }

    /// The box that the votes of what is on stage go into.
    pub fn ballots(&self) -> Arc<BallotBox> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let rehearsal = inner.snapshot.rehearsal.as_ref();
        let ballots = rehearsal.map_or(&self.sources.ballots, |rehearsal| &rehearsal.ballots);
        ballots.clone()
    }

    /// The last snapshot with what changes without an event.
    pub fn now(&self) -> (Snapshot, Live) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        (inner.snapshot.clone(), self.live(&inner))
    }

    fn live(&self, inner: &Drawn) -> Live {
        let rehearsal = inner.snapshot.rehearsal.as_ref();
        let ballots = rehearsal.map_or(&self.sources.ballots, |rehearsal| &rehearsal.ballots);
        let turnout = ballots.turnout();
        let count = |of: fn(&Turnout) -> u64| {
            let counts = turnout.iter().map(|(id, t)| (id.clone(), of(t)));
            counts.collect::<BTreeMap<_, _>>()
        };
        let approved = &inner.snapshot.on_stage().screens;
        let (screens, screens_more) = self.sources.presence.screens(approved);
        Live {
            at: inner.at,
            epoch: inner.snapshot.epoch,
            beat: inner.beat,
            turnout: count(|t| t.voters),
            arrivals: count(|t| t.recent),
            joins: self.joins(inner),
            phones: self.phones.count(),
            phones_opened: self.phones.opened(),
            counts: counts(inner.snapshot.on_stage(), ballots),
            codes: self.codes(inner),
            screens,
            screens_more,
            still_rehearsing: self.sources.presence.still_rehearsing(),
            degraded: inner.snapshot.degraded,
            mirror_failing: inner.snapshot.mirror_failing,
            moved: inner.snapshot.moved,
            audience_url: self.sources.audience_url.clone(),
            elsewhere: self.sources.presence.elsewhere.told(),
            faults: self.sources.gallery.faults(),
            undrawn: inner.undrawn.clone(),
            machine: inner.machine.clone(),
            net: self.sources.net.as_ref().map(|link| link.sight()),
            waiting: inner.waiting.clone(),
            notes: self.sources.presence.notes.told(),
        }
    }

    /// Of what is on stage.
    fn voters<'s>(&'s self, inner: &'s Drawn) -> &'s Voters {
        let rehearsal = inner.snapshot.rehearsal.as_ref();
        rehearsal.map_or(&self.sources.voters, |rehearsal| &rehearsal.voters)
    }

    fn joins(&self, inner: &Drawn) -> BTreeMap<String, Joins> {
        let crowds = self.voters(inner).turnstile.crowds(inner.at);
        let joins = |crowd: Crowd| Joins {
            all: crowd.joined,
            most_by_one_code: crowd.most_by_one_code,
            turned_away: crowd.turned_away,
        };
        let crowds = crowds.into_iter();
        crowds.map(|(id, crowd)| (id, joins(crowd))).collect()
    }

    fn codes(&self, inner: &Drawn) -> BTreeMap<String, (String, String)> {
        let ballots = inner.snapshot.on_stage().show.ballots.iter();
        let present = ballots.filter(|ballot| ballot.identity.is_on_stage());
        let code = |ballot: &Ballot| {
            let code = self.voters(inner).presence_code(&ballot.id, inner.at);
            let address = format!("{}p/{}", self.sources.audience_url, code.code);
            (ballot.id.clone(), (address, code.digits))
        };
        present.map(code).collect()
    }

    /// To all channels, or to those alone that hear of it.
    fn send(&self, inner: &mut Drawn, change: Redraw, hears: Option<Hears>) {
        let live = self.live(inner);
        let same = live.faults == inner.faults;
        let (change, hears) = if same {
            (change, hears)
        } else {
            (Redraw::Show, None)
        };
        inner.faults.clone_from(&live.faults);
        let told = |channel: &Channel| hears.is_none_or(|hears| channel.hears(hears));
        inner
            .channels
            .retain(|channel, sender| sender.receiver_count() > 0 || !told(channel));
        for (channel, sender) in &inner.channels {
            if !told(channel) {
                continue;
            }
            let drawn = self.render(change, channel, &inner.snapshot, &live);
            let next = sender.borrow().after(drawn);
            if let Some(next) = next {
                sender.send_replace(Arc::new(next));
            }
        }
    }

    fn render(&self, change: Redraw, channel: &Channel, shot: &Snapshot, live: &Live) -> Frame {
        let (state, stage) = (&shot.state, shot.on_stage());
        match channel {
            Channel::Stage(languages) => view::stage::frame(stage, live, languages),
            Channel::Overlay(languages) => view::overlay::frame(stage, live, languages),
            Channel::Mc(ui) => view::mc::frame_since(change, stage, live, *ui),
            Channel::Producer(ui) => {
                view::producer::frame_since(change, [&**state, &**stage], live, &shot.recent, *ui)
            }
            Channel::Jury(juror, ui) => {
                view::jury::frame(state, live, &self.sources.juror(state, juror), *ui)
            }
            Channel::Chair(ui) => view::chair::frame(state, live, &self.sources.chair(state), *ui),
            Channel::Crew(ui) => view::crew::frame_since(change, stage, live, *ui),
        }
    }
}

/// The count of the open ballot, where the file lets the hall watch it.
fn counts(state: &State, ballots: &BallotBox) -> BTreeMap<String, Tally> {
    let open = state
        .open_ballot()
        .and_then(|(id, _)| state.show.ballot(id));
    let watched = open.filter(|ballot| ballot.results == BallotResults::Live);
    let count = |ballot: &Ballot| {
        let paper: Vec<&str> = state.show.finalists().map(|e| e.id.as_str()).collect();
        (ballot.id.clone(), ballots.tally(&ballot.id, &paper))
    };
    watched.map(count).into_iter().collect()
}
