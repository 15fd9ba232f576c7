//! The key ring: which key opens to whom now. Whoever revokes a key gets a new one, and all that
//! the old one opened shuts at once.

use crate::fanout::Fanout;
use crate::folder::Folder;
use crate::keys::{Keys, keep_private, random_key, role_fingerprint};
use crate::show::who::Who;
use crate::view::producer::{LinkKeys, Links};
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch;

/// Why a key was not replaced.
#[derive(Debug)]
pub enum RevokeError {
    /// Nobody of this name has a key.
    Unknown,
    /// The new key could not be stored: after a restart the old one would open again, so it was not
    /// revoked at all.
    NotStored(io::Error),
}

/// A key that was just made, and the address that holds it.
pub struct Fresh {
    pub key: String,
    pub link: String,
    /// The fingerprint of the key that it replaces.
    pub revoked: String,
}

/// Keys and the links that carry them: always of the same moment.
struct KeysAndLinks {
    keys: Keys,
    /// Also of those jurors whom the show has; `keys` holds on to others, who may come back.
    links: Arc<Links>,
}

impl KeysAndLinks {
    /// The key that opens to them.
    fn of(&self, who: &Who) -> Option<&String> {
        match who {
            Who::Juror(id) => self.links.keys.jury.get(id),
            _ => self.keys.of(who),
        }
    }
}

/// Every key of the evening.
pub struct Ring {
    held: RwLock<KeysAndLinks>,
    /// Keys are replaced one after the other.
    replacing: Mutex<()>,
    /// Counts the replacements, for those who hold a pass.
    replaced: watch::Sender<u64>,
    /// Where the jury reaches this server, if that is an address of its own.
    jury_at: Option<String>,
    folder: Folder,
}

impl Ring {
    /// The ring of a show folder.
    pub fn new(keys: Keys, links: Links, folder: Folder) -> Self {
        let links = Arc::new(links);
        Ring {
            held: RwLock::new(KeysAndLinks { keys, links }),
            replacing: Mutex::new(()),
            replaced: watch::Sender::new(0),
            jury_at: None,
            folder,
        }
    }

    /// The same with the jury at an address of its own, without a slash at its end; before anybody
    /// is admitted.
    pub fn with_jury_at(self, jury_at: Option<String>) -> Self {
        Ring { jury_at, ..self }
    }

    /// Where the jury reaches this server, if that is an address of its own.
    pub fn jury_at(&self) -> Option<&str> {
        self.jury_at.as_deref()
    }

    fn read<T>(&self, look: impl FnOnce(&KeysAndLinks) -> T) -> T {
        look(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Every address, as in `links.json`.
    pub fn links(&self) -> Arc<Links> {
        self.read(|held| held.links.clone())
    }

    pub fn opens(&self, who: &Who, key: &str) -> bool {
        self.read(|held| held.of(who).is_some_and(|own| same_secret(key, own)))
    }

    /// Everybody to whom this key opens.
    pub fn opened_by(&self, key: &str) -> Vec<Who> {
        // Every key is compared, so that the time tells nothing of which one matched.
        let opened = |held: &KeysAndLinks| {
            let jurors = held.links.keys.jury.keys().cloned().map(Who::Juror);
            let all = Who::WITH_PAGES.into_iter().chain(jurors);
            let own = |who: &Who| held.of(who).is_some_and(|own| same_secret(key, own));
            all.filter(own).collect()
        };
        self.read(opened)
    }

    /// What the cookie of a key's holder holds: not the key itself, and void once it changes.
    pub fn cookie_value(&self, who: &Who) -> String {
        let secret = |held: &KeysAndLinks| {
            let key = held.of(who).map_or("", String::as_str);
            format!("{}:{who}:{key}", held.keys.cookie_secret)
        };
        let secret = self.read(secret);
        let value = blake3::derive_key("palmares role cookie 1", secret.as_bytes());
        blake3::Hash::from_bytes(value).to_hex().to_string()
    }

    /// Whether this cookie value stands for their key.
    pub fn cookie_opens(&self, who: &Who, value: &str) -> bool {
        same_secret(value, &self.cookie_value(who))
    }

    /// What the cookie of one of a juror's browsers holds. It is void once the juror's key changes.
    pub fn device_cookie(&self, juror: &str, device: &str) -> String {
        let who = Who::Juror(juror.to_owned());
        let secret = format!("{}:{device}", self.cookie_value(&who));
        let proof = blake3::derive_key("palmares juror device cookie 1", secret.as_bytes());
        let proof = blake3::Hash::from_bytes(proof).to_hex();
        format!("{juror}.{device}.{proof}")
    }

    /// The juror and the browser that such a cookie stands for. Whether the browser was ended since
    /// is the show's to tell.
    pub fn device_of(&self, cookie: &str) -> Option<(String, String)> {
        let (juror, rest) = cookie.split_once('.')?;
        let (device, _) = rest.split_once('.')?;
        let has_key = self.read(|held| held.links.keys.jury.contains_key(juror));
        let proved = has_key && same_secret(cookie, &self.device_cookie(juror, device));
        proved.then(|| (juror.to_owned(), device.to_owned()))
    }

    /// Writes `links.json`, unless it says the same already. Waits for the disk.
    pub fn keep_links(&self) -> io::Result<()> {
        let _turn = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        write_links(&self.folder, &self.links())
    }

    /// Gives a key and a link to the crew and to every juror of the show as it stands, and shuts
    /// out whoever is none any more: one who comes back has the same key again. Tells whether
    /// anything changed; `links.json` is the caller's to write. Waits for the disk.
    pub fn admit(&self, fanout: &Fanout) -> io::Result<bool> {
        let _turn = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let show = fanout.state().show.clone();
        let jurors = || show.jury.jurors.iter().map(|juror| juror.id.as_str());
        let admitted = |held: &KeysAndLinks| {
            let known = &held.links.keys.jury;
            let complete = jurors().all(|id| known.contains_key(id)) && held.keys.crew.is_some();
            complete && known.len() == jurors().count()
        };
        if self.read(admitted) {
            return Ok(false);
        }
        let mut keys = self.read(|held| held.keys.clone());
        if keys.complete(jurors())?
            && let Err(error) = keys.store(self.folder.path())
        {
            tracing::warn!(
                %error,
                "keys.json cannot be written: keys that were made just now are lost with the next \
                start"
            );
        }
        self.hold(keys, jurors().map(str::to_owned));
        Ok(true)
    }

    /// Goes on with these keys, and with links for them and these jurors.
    fn hold(&self, keys: Keys, jurors: impl Iterator<Item = String>) -> Arc<Links> {
        let with_links = LinkKeys::of(jurors, |who| keys.of(who).cloned());
        let links = self.links().with(with_links);
        let links = Arc::new(match self.jury_at() {
            Some(base) => links.judged_at(base),
            None => links,
        });
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = KeysAndLinks {
            keys,
            links: links.clone(),
        };
        self.replaced.send_modify(|times| *times += 1);
        links
    }

    /// Revokes a key: makes another, stores it, and shuts whatever the old one opened. Waits for
    /// the disk.
    pub fn revoke(&self, holder: &Who) -> Result<Fresh, RevokeError> {
        let _turn = self
            .replacing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut keys = self.read(|held| held.keys.clone());
        let known = self.read(|held| held.of(holder).is_some());
        let place = keys.of_mut(holder).filter(|_| known);
        let place = place.ok_or(RevokeError::Unknown)?;
        let key = random_key().map_err(RevokeError::NotStored)?;
        let revoked = role_fingerprint(place);
        place.clone_from(&key);
        keys.store(self.folder.path())
            .map_err(RevokeError::NotStored)?;
        let links = self.hold(keys, self.links().keys.jury.keys().cloned());
        if let Err(error) = write_links(&self.folder, &links) {
            tracing::error!(%error, "links.json cannot be written: the new link stands on the \
                producer's page alone");
        }
        let link = links.of_whom(holder).cloned().unwrap_or_default();
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

/// Compares two secrets in a time that does not depend on where they differ.
fn same_secret(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// A socket's leave to stay open: it ends with the key that opened it.
pub struct Pass {
    who: Who,
    /// What stood for the key when the socket opened.
    cookie: String,
    replaced: watch::Receiver<u64>,
}

impl Pass {
    /// A pass of their key as it is now. Take it before the caller's own key is looked
    /// at: then one that is revoked in between fails either here or there.
    pub fn of(ring: &Ring, who: &Who) -> Pass {
        let replaced = ring.replaced.subscribe();
        Pass {
            who: who.clone(),
            cookie: ring.cookie_value(who),
            replaced,
        }
    }

    /// Returns once the key has been revoked.
    pub async fn revoked(&mut self, ring: &Ring) {
        while ring.cookie_opens(&self.who, &self.cookie) {
            if self.replaced.changed().await.is_err() {
                return;
            }
        }
    }
}
