//! The key ring: which key opens which role now. Whoever revokes a key gets a new one, and all that
//! the old one opened shuts at once.

use super::access::Role;
use crate::folder::Folder;
use crate::keys::{Keys, keep_private, random_key, role_fingerprint};
use crate::view::producer::Links;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch;

/// Whose key it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A role with one key.
    Role(Role),
    /// A juror, by id.
    Juror(String),
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holder::Role(role) => f.write_str(role.as_str()),
            Holder::Juror(id) => write!(f, "jury/{id}"),
        }
    }
}

/// Why a key was not replaced.
#[derive(Debug)]
pub enum Kept {
    /// Nobody of this name has a key.
    Unknown,
    /// The new key could not be stored: after a restart the old one would open again, so it was not
    /// revoked at all.
    NotStored(io::Error),
}

/// A key that was just made, and the address that holds it.
pub struct Fresh {
    /// The key.
    pub key: String,
    /// The link.
    pub link: String,
    /// The fingerprint of the key that it replaces.
    pub revoked: String,
}

/// Keys and the links that carry them: always of the same moment.
struct Held {
    keys: Keys,
    links: Arc<Links>,
}

/// Every key of the evening.
pub struct Ring {
    held: RwLock<Held>,
    /// Keys are replaced one after the other.
    replacing: Mutex<()>,
    /// Counts the replacements, for those who hold a pass.
    replaced: watch::Sender<u64>,
    folder: Folder,
}

impl Ring {
    /// The ring of a show folder.
    pub fn new(keys: Keys, links: Links, folder: Folder) -> Self {
        let links = Arc::new(links);
        Ring {
            held: RwLock::new(Held { keys, links }),
            replacing: Mutex::new(()),
            replaced: watch::Sender::new(0),
            folder,
        }
    }

    fn read<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Every address, as in `links.json`.
    pub fn links(&self) -> Arc<Links> {
        self.read(|held| held.links.clone())
    }

    /// Whether this key opens this role.
    pub fn opens(&self, role: Role, key: &str) -> bool {
        self.read(|held| same_secret(key, key_of(&held.keys, role)))
    }

    /// Whether this key is one of the jury's.
    pub fn opens_jury(&self, key: &str) -> bool {
        // Every key is compared, so that the time tells nothing of which one matched.
        let count = |held: &Held| {
            held.keys
                .jury
                .values()
                .filter(|k| same_secret(key, k))
                .count()
        };
        self.read(count) > 0
    }

    /// Whether this key opens any role at all.
    pub fn opens_anything(&self, key: &str) -> bool {
        self.opens(Role::Mc, key) || self.opens(Role::Producer, key) || self.opens_jury(key)
    }

    /// What the cookie of a role holds: not the key itself, and void once the key changes.
    pub fn cookie_value(&self, role: Role) -> String {
        let secret = |held: &Held| {
            let key = key_of(&held.keys, role);
            format!("{}:{}:{key}", held.keys.cookie_secret, role.as_str())
        };
        let secret = self.read(secret);
        let value = blake3::derive_key("palmares role cookie 1", secret.as_bytes());
        blake3::Hash::from_bytes(value).to_hex().to_string()
    }

    /// Whether this cookie value stands for this role's key.
    pub fn cookie_opens(&self, role: Role, value: &str) -> bool {
        same_secret(value, &self.cookie_value(role))
    }

    /// Writes `links.json`, unless it says the same already. Waits for the disk.
    pub fn keep_links(&self) -> io::Result<()> {
        let _turn = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.write_links()
    }

    fn write_links(&self) -> io::Result<()> {
        write_links(&self.folder, &self.links())
    }

    /// Revokes a key: makes another, stores it, and shuts whatever the old one opened. Waits for
    /// the disk.
    pub fn revoke(&self, holder: &Holder) -> Result<Fresh, Kept> {
        let _turn = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut keys = self.read(|held| held.keys.clone());
        let place = match holder {
            Holder::Role(Role::Mc) => &mut keys.mc,
            Holder::Role(Role::Producer) => &mut keys.producer,
            Holder::Juror(id) => keys.jury.get_mut(id).ok_or(Kept::Unknown)?,
        };
        let key = random_key().map_err(Kept::NotStored)?;
        let revoked = role_fingerprint(place);
        place.clone_from(&key);
        keys.store(self.folder.path()).map_err(Kept::NotStored)?;
        let links = Arc::new(relinked(&self.links(), holder, &key));
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Held {
            keys,
            links: links.clone(),
        };
        self.replaced.send_modify(|times| *times += 1);
        if let Err(error) = self.write_links() {
            tracing::error!(%error, "links.json cannot be written: the new link stands on the \
                producer's page alone");
        }
        let link = match holder {
            Holder::Role(Role::Mc) => links.mc.clone(),
            Holder::Role(Role::Producer) => links.producer.clone(),
            Holder::Juror(id) => links.jury.get(id).cloned().unwrap_or_default(),
        };
        Ok(Fresh { key, link, revoked })
    }
}

fn write_links(folder: &Folder, links: &Links) -> io::Result<()> {
    let path = folder.links();
    let text = links.text();
    keep_private(&path, &text).or_else(|error| {
        // Old links would lead to somebody else's port, with our keys in hand. On a full disk their
        // room is enough.
        std::fs::remove_file(&path).map_err(|_| error)?;
        keep_private(&path, &text)
    })
}

fn relinked(links: &Links, holder: &Holder, key: &str) -> Links {
    let mut keys = links.keys.clone();
    match holder {
        Holder::Role(Role::Mc) => key.clone_into(&mut keys.mc),
        Holder::Role(Role::Producer) => key.clone_into(&mut keys.producer),
        Holder::Juror(id) => drop(keys.jury.insert(id.clone(), key.to_owned())),
    }
    links.with(keys)
}

fn key_of(keys: &Keys, role: Role) -> &str {
    match role {
        Role::Mc => &keys.mc,
        Role::Producer => &keys.producer,
    }
}

/// Compares two secrets in a time that does not depend on where they differ.
fn same_secret(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// A socket's leave to stay open: it ends with the key that opened it.
pub struct Pass {
    role: Role,
    /// What stood for the key when the socket opened.
    cookie: String,
    replaced: watch::Receiver<u64>,
}

impl Pass {
    /// A pass of the key that opens this role now. Take it before the caller's own key is looked
    /// at: then one that is revoked in between fails either here or there.
    pub fn of(ring: &Ring, role: Role) -> Pass {
        let replaced = ring.replaced.subscribe();
        Pass {
            role,
            cookie: ring.cookie_value(role),
            replaced,
        }
    }

    /// Returns once the key has been revoked.
    pub async fn revoked(&mut self, ring: &Ring) {
        while ring.cookie_opens(self.role, &self.cookie) {
            if self.replaced.changed().await.is_err() {
                return;
            }
        }
    }
}
