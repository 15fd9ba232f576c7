//! The latest frame per role and language: rendered once, shared by every connection, never queued.

use crate::ballotbox::{BallotBox, Turnout};
use crate::presence::Presence;
use crate::show::event::{At, Stamped};
use crate::show::state::State;
use crate::show::text::Lang;
use crate::view::words::Ui;
use crate::view::{self, Live};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// An encoded frame, shared by all who are sent it.
pub type Encoded = Arc<str>;

/// Who gets the same frame.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Stage screens, in the given languages.
    Stage(Vec<Lang>),
    /// MC panels.
    Mc(Ui),
    /// Producer pages.
    Producer(Ui),
}

/// What frames are made of.
#[derive(Clone)]
pub struct Snapshot {
    /// Where the evening stands.
    pub state: Arc<State>,
    /// The journal's last lines, oldest first.
    pub recent: Arc<Vec<Stamped>>,
    /// One start of the server, or of the evening.
    pub epoch: i64,
    /// Set while the journal cannot be written.
    pub degraded: bool,
}

/// The last snapshot and the channels that somebody listens to.
pub struct Fanout {
    inner: Mutex<Inner>,
    presence: Arc<Presence>,
    ballots: Arc<dyn BallotBox>,
    audience_url: String,
}

struct Inner {
    snapshot: Snapshot,
    at: At,
    beat: u64,
    channels: BTreeMap<Channel, watch::Sender<Encoded>>,
}

impl Fanout {
    /// A fan-out that starts from this snapshot.
    pub fn new(
        snapshot: Snapshot,
        at: At,
        presence: Arc<Presence>,
        ballots: Arc<dyn BallotBox>,
        audience_url: String,
    ) -> Self {
        Fanout {
            inner: Mutex::new(Inner {
                snapshot,
                at,
                beat: 0,
                channels: BTreeMap::new(),
            }),
            presence,
            ballots,
            audience_url,
        }
    }

    /// The newest frame of a channel and all that follow; a slow reader skips frames.
    pub fn subscribe(&self, channel: Channel) -> watch::Receiver<Encoded> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let live = self.live(&inner);
        let Inner {
            snapshot, channels, ..
        } = &mut *inner;
        let listened = channels.get(&channel).filter(|c| c.receiver_count() > 0);
        if let Some(sender) = listened {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(render(&channel, snapshot, &live));
        channels.insert(channel, sender);
        receiver
    }

    /// Sends what follows from an event.
    pub fn publish(&self, snapshot: Snapshot, at: At) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.snapshot = snapshot;
        inner.beat = 0;
        inner.at = at;
        self.send(&mut inner);
    }

    /// Sends what changed without an event.
    pub fn beat(&self, at: At) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.beat += 1;
        inner.at = at;
        self.send(&mut inner);
    }

    /// The last snapshot.
    pub fn snapshot(&self) -> Snapshot {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.snapshot.clone()
    }

    /// The last snapshot with what changes without an event.
    pub fn now(&self) -> (Snapshot, Live) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        (inner.snapshot.clone(), self.live(&inner))
    }

    fn live(&self, inner: &Inner) -> Live {
        let turnout = self.ballots.turnout();
        let count = |of: fn(&Turnout) -> u64| {
            let counts = turnout.iter().map(|(id, t)| (id.clone(), of(t)));
            counts.collect::<BTreeMap<_, _>>()
        };
        Live {
            at: inner.at,
            epoch: inner.snapshot.epoch,
            beat: inner.beat,
            turnout: count(|t| t.voters),
            arrivals: count(|t| t.recent),
            screens: self.presence.screens(&inner.snapshot.state.screens),
            degraded: inner.snapshot.degraded,
            audience_url: self.audience_url.clone(),
        }
    }

    fn send(&self, inner: &mut Inner) {
        let live = self.live(inner);
        inner
            .channels
            .retain(|_, sender| sender.receiver_count() > 0);
        for (channel, sender) in &inner.channels {
            sender.send_replace(render(channel, &inner.snapshot, &live));
        }
    }
}

fn render(channel: &Channel, snapshot: &Snapshot, live: &Live) -> Encoded {
    let state = &snapshot.state;
    let frame = match channel {
        Channel::Stage(languages) => view::stage::frame(state, live, languages),
        Channel::Mc(ui) => view::mc::frame(state, live, *ui),
        Channel::Producer(ui) => view::producer::frame(state, live, &snapshot.recent, *ui),
    };
    serde_json::to_string(&frame).unwrap_or_default().into()
}
