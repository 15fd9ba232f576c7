//! The doors that browsers and scripts come in by. Guests are served in the [`foyer`], which knows
//! only what they may know; for all others pages and sockets see frames, and everything else goes
//! through the director.

pub mod access;
pub mod api;
pub mod audience;
pub mod begin;
pub mod body;
pub mod chair;
pub mod crew;
pub mod error;
pub mod foyer;
pub mod front;
pub mod guess;
pub mod haste;
pub mod health;
pub mod jar;
pub mod jury;
pub mod lease;
pub mod mc;
pub mod meant;
pub mod media;
pub mod origin;
pub mod overlay;
pub mod page;
pub mod path;
pub mod patience;
pub mod pieces;
pub mod print;
pub mod producer;
pub mod results;
pub mod ring;
pub mod router;
pub mod socket;
pub mod stage;
pub mod stranger;
pub mod theme;
pub mod trust;
pub mod voter;
pub mod wire;

use crate::ballotbox::record::RefKey;
use crate::control::Control;
use crate::director::Director;
use crate::editor::Editor;
use crate::fanout::{Fanout, Sources};
use crate::folder::Folder;
use crate::keys::Keys;
use crate::secret::halves::HalfKey;
use crate::show::programme::Show;
use crate::view::jury::Screener;
use crate::view::producer::Links;
use crate::view::trust::AuthorityFacts;
use foyer::{Foyer, Votes};
use haste::Haste;
use jar::Jar;
use origin::Origin;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What the handlers of those who run the show may reach.
pub struct App {
    /// Where guests are served.
    pub foyer: Arc<Foyer>,
    /// The frames, and the state that they are made of.
    pub fanout: Arc<Fanout>,
    /// Where wishes go.
    pub control: Arc<Control>,
    /// Where the show file is changed.
    pub editor: Arc<Editor>,
    /// The one writer.
    pub director: Director,
    /// Screens, ballot box and voters.
    pub sources: Sources,
    /// The show folder.
    pub folder: Folder,
    /// Every key and link.
    pub ring: ring::Ring,
    /// Writes down what one of two decides.
    pub halves: Option<HalfKey>,
    /// The show's own authority: then each connection is plain or TLS as the browser began it.
    pub trust: Option<AuthorityFacts>,
    /// Where jurors alone may watch the works, as the file said it when it was read last.
    screeners: RwLock<Arc<BTreeMap<String, Screener>>>,
    /// Slows those who try out keys.
    pub guesses: Haste,
    /// Slows those who open one screen after the other.
    pub visits: Haste,
}

impl App {
    /// Everything that a server needs.
    pub fn new(
        director: Director,
        sources: Sources,
        folder: Folder,
        links: Links,
        keys: Keys,
        tls: bool,
    ) -> Self {
        let fanout = director.fanout().clone();
        let (alarm, house) = (director.clone(), links.producer.split("/producer").next());
        let foyer = Foyer {
            news: fanout.hall(),
            phones: fanout.phones().clone(),
            phones_max: u64::MAX,
            voters: sources.voters.clone(),
            votes: Votes::Hall(sources.ballots.clone()),
            outside: sources.net.clone(),
            vote_times: Default::default(),
            ref_key: RefKey::of(&keys.ballot_key),
            limits: voter::Limits::default(),
            clock: director.clock().clone(),
            gallery: sources.gallery.clone(),
            jar: Jar::of(&keys),
            tls,
            public_origin: Origin::of(&links.audience),
            jury_origin: None,
            house: house.unwrap_or_default().to_owned(),
            elsewhere: sources.presence.elsewhere.clone(),
            alarm: Box::new(move || alarm.beat()),
        };
        let show = fanout.state().show.clone();
        let control = Arc::new(Control::new(director.clone(), sources.ballots.clone()));
        let editor = Editor::new(
            folder.clone(),
            control.clone(),
            director.clone(),
            (sources.gallery.clone(), sources.scores.clone()),
            &keys.ballot_key,
        );
        editor.wait_for_file();
        App {
            foyer: Arc::new(foyer),
            fanout,
            control,
            editor: Arc::new(editor),
            director,
            sources,
            halves: HalfKey::of(&keys.ballot_key),
            ring: ring::Ring::new(keys, links, folder.clone()),
            screeners: RwLock::new(screeners(&folder, &show)),
            folder,
            trust: None,
            guesses: Haste::new(guess::ADDRESS_GUESSES_MAX, guess::ALL_GUESSES_MAX),
            visits: Haste::new(stranger::ADDRESS_VISITS_MAX, stranger::ALL_VISITS_MAX),
        }
    }

    /// Where jurors alone may watch the works.
    pub fn screeners(&self) -> Arc<BTreeMap<String, Screener>> {
        let kept = self.screeners.read();
        kept.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What hangs on the show file, once another one was taken over.
    pub async fn follow_show(self: &Arc<Self>) {
        self.read_screeners().await;
        self.admit_jurors().await;
    }

    /// Gives keys and links to the jurors of the show as it stands.
    pub async fn admit_jurors(self: &Arc<Self>) {
        let app = self.clone();
        let admit = move || match app.ring.admit(&app.fanout) {
            Ok(true) => app.ring.keep_links(),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Ok(Err(error)) = tokio::task::spawn_blocking(admit).await {
            tracing::error!(%error, "a juror's link cannot be made or written to links.json: \
                look for it on the producer's page");
        }
    }

    async fn read_screeners(&self) {
        let (folder, show) = (self.folder.clone(), self.fanout.state().show.clone());
        if let Ok(read) = tokio::task::spawn_blocking(move || screeners(&folder, &show)).await {
            let mut kept = self
                .screeners
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            *kept = read;
        }
    }

    /// The same with the jury at an address of its own; before anything is served.
    pub fn with_jury_at(mut self, base: Option<String>) -> Self {
        if let Some(foyer) = Arc::get_mut(&mut self.foyer) {
            foyer.jury_origin = base.as_deref().and_then(Origin::of);
        }
        self.ring = self.ring.with_jury_at(base);
        self
    }

    /// The same with an authority that devices can learn to trust.
    pub fn with_trust(mut self, trust: Option<AuthorityFacts>) -> Self {
        self.trust = trust;
        self
    }

    /// The same with room for so many phones; before anything is served.
    pub fn with_room(mut self, phones: u64) -> Self {
        if let Some(foyer) = Arc::get_mut(&mut self.foyer) {
            foyer.phones_max = phones;
        }
        self
    }
}

/// What the file says. One that is wrong is told in the log, and shows none.
fn screeners(folder: &Folder, show: &Show) -> Arc<BTreeMap<String, Screener>> {
    let read = folder.screeners(show).unwrap_or_else(|why| {
        tracing::warn!("{why}");
        BTreeMap::new()
    });
    Arc::new(read)
}
