//! The doors that browsers and scripts come in by. Pages and sockets see frames; everything else goes through the director.

pub mod access;
pub mod api;
pub mod audience;
pub mod body;
pub mod error;
pub mod health;
pub mod mc;
pub mod media;
pub mod overlay;
pub mod page;
pub mod producer;
pub mod results;
pub mod router;
pub mod socket;
pub mod stage;
pub mod theme;
pub mod voter;

use crate::director::Director;
use crate::fanout::Sources;
use crate::folder::Folder;
use crate::keys::Keys;
use crate::view::producer::Links;
use access::Role;
use std::sync::atomic::{AtomicU64, Ordering};

/// What every handler may reach.
pub struct App {
    /// The one writer, and the frames.
    pub director: Director,
    /// Screens, ballot box and voters.
    pub sources: Sources,
    /// The show folder.
    pub folder: Folder,
    /// Every address, as in `links.json`.
    pub links: Links,
    /// Whether this server speaks HTTPS itself.
    pub tls: bool,
    /// The origin of the public address, where a proxy or tunnel stands in front.
    pub public_origin: Option<String>,
    /// Keeps a single voter or a script from taking everybody's time.
    pub limits: voter::Limits,
    keys: Keys,
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
        let public_origin = origin(&links.audience);
        App {
            director,
            sources,
            folder,
            links,
            tls,
            public_origin,
            limits: voter::Limits::default(),
            keys,
            commands: AtomicU64::new(0),
        }
    }

    fn key(&self, role: Role) -> &str {
        match role {
            Role::Mc => &self.keys.mc,
            Role::Producer => &self.keys.producer,
        }
    }

    /// Whether this key opens this role.
    pub fn opens(&self, role: Role, key: &str) -> bool {
        same_secret(key, self.key(role))
    }

    /// Whether this key is one of the jury's.
    pub fn opens_jury(&self, key: &str) -> bool {
        // Every key is compared, so that the time tells nothing of which one matched.
        let matches = self.keys.jury.values().filter(|k| same_secret(key, k));
        matches.count() > 0
    }

    /// Whether this key opens any role at all.
    pub fn opens_anything(&self, key: &str) -> bool {
        self.opens(Role::Mc, key) || self.opens(Role::Producer, key) || self.opens_jury(key)
    }

    /// What the cookie of a role holds: not the key itself, and void once the key changes.
    pub fn cookie_value(&self, role: Role) -> String {
        let secret = format!(
            "{}:{}:{}",
            self.keys.cookie_secret,
            role.as_str(),
            self.key(role)
        );
        let value = blake3::derive_key("palmares role cookie 1", secret.as_bytes());
        blake3::Hash::from_bytes(value).to_hex().to_string()
    }

    /// Whether this cookie value stands for this role's key.
    pub fn cookie_opens(&self, role: Role, value: &str) -> bool {
        same_secret(value, &self.cookie_value(role))
    }

    /// Keys the references that stand for voters.
    pub fn ballot_key(&self) -> &str {
        &self.keys.ballot_key
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

/// Compares two secrets in a time that does not depend on where they differ.
fn same_secret(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// `scheme://host[:port]` of an address.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next()?;
    Some(format!("{scheme}://{host}"))
}
