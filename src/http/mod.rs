//! The doors that browsers and scripts come in by. Pages and sockets see frames; everything else
//! goes through the director.

pub mod access;
pub mod api;
pub mod audience;
pub mod body;
pub mod error;
pub mod front;
pub mod guess;
pub mod haste;
pub mod health;
pub mod jar;
pub mod lease;
pub mod mc;
pub mod media;
pub mod origin;
pub mod overlay;
pub mod page;
pub mod path;
pub mod patience;
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
use crate::director::Director;
use crate::fanout::Sources;
use crate::folder::Folder;
use crate::keys::Keys;
use crate::view::producer::Links;
use crate::view::trust::Authority;
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use haste::Haste;
use jar::Jar;
use origin::Origin;
use std::sync::atomic::{AtomicU64, Ordering};

/// What every handler may reach.
pub struct App {
    /// The one writer, and the frames.
    pub director: Director,
    /// Screens, ballot box and voters.
    pub sources: Sources,
    /// The show folder.
    pub folder: Folder,
    /// Every key and link.
    pub ring: ring::Ring,
    /// Whether this server speaks HTTPS itself, to everybody.
    pub tls: bool,
    /// The show's own authority: then each connection is plain or TLS as the browser began it.
    pub trust: Option<Authority>,
    /// Phones that may be connected at once: more would keep those out who run the show.
    pub phones_max: u64,
    /// The origin of the public address, where a proxy or tunnel stands in front.
    pub public_origin: Option<Origin>,
    /// The names of this show's cookies.
    pub jar: Jar,
    /// Keeps a single voter or a script from taking everybody's time.
    pub limits: voter::Limits,
    /// Slows those who try out keys.
    pub guesses: haste::Haste,
    /// Slows those who open one screen after the other.
    pub visits: haste::Haste,
    ref_key: RefKey,
    commands: AtomicU64,
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
        let public_origin = Origin::of(&links.audience);
        let jar = Jar::of(&keys);
        App {
            director,
            sources,
            ref_key: RefKey::of(&keys.ballot_key),
            ring: ring::Ring::new(keys, links, folder.clone()),
            folder,
            tls,
            trust: None,
            phones_max: u64::MAX,
            public_origin,
            jar,
            limits: voter::Limits::default(),
            guesses: Haste::new(guess::ADDRESS_GUESSES_MAX, guess::ALL_GUESSES_MAX),
            visits: Haste::new(stranger::ADDRESS_VISITS_MAX, stranger::ALL_VISITS_MAX),
            commands: AtomicU64::new(0),
        }
    }

    /// The same with an authority that devices can learn to trust.
    pub fn with_trust(mut self, trust: Option<Authority>) -> Self {
        self.trust = trust;
        self
    }

    /// The same with room for so many phones.
    pub fn with_room(mut self, phones: u64) -> Self {
        self.phones_max = phones;
        self
    }

    /// Counts a request that was refused for its origin; when there are many, whoever runs the
    /// server is told of it once.
    fn note_elsewhere(&self, headers: &HeaderMap) {
        let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
        let Some(origin) = origin.and_then(Origin::of_header) else {
            return;
        };
        if !self.sources.presence.elsewhere.refused(origin.as_str()) {
            return;
        }
        tracing::warn!(
            "pages at {origin} send votes or commands, and all are refused: it is not this show's \
             address. If your audience opens it, start again with --public-url {origin}; if you \
             do not know it, nothing needs to be done"
        );
        self.director.beat();
    }

    /// Keys the references that stand for voters.
    pub fn ref_key(&self) -> &RefKey {
        &self.ref_key
    }

    /// Counts a command that was obeyed.
    pub fn count_command(&self) {
        self.commands.fetch_add(1, Ordering::Relaxed);
    }

    /// How many commands have been obeyed since the start.
    pub fn commands(&self) -> u64 {
        self.commands.load(Ordering::Relaxed)
    }
}
