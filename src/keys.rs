//! The show folder's secrets: role keys, made at the first start and kept from start to start.

use crate::ledger::chain::mirror::seal::fingerprint;
use crate::ledger::chain::mirror::sync_folder;
use crate::show::who::Who;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Every secret of a show folder. It has no `Debug`, so that no log line can hold one.
#[derive(Clone, Serialize, Deserialize)]
pub struct Keys {
    /// Opens the MC's panel.
    pub mc: String,
    /// Opens the producer's page.
    pub producer: String,
    /// Opens the chair's page; none without a jury.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    /// Opens the crew's page; none in a folder of an earlier version until its next start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<String>,
    /// Opens a juror's page, by juror id.
    #[serde(default)]
    pub jury: BTreeMap<String, String>,
    /// Keys the cookies that stand for role keys.
    pub cookie_secret: String,
    /// Keys the references that stand for voters.
    pub ballot_key: String,
}

/// `keys.json`, and the lock of its folder for as long as this lives: one server per show folder.
pub struct KeyFile {
    path: PathBuf,
    _lock: File,
}

/// Why the keys could not be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Another server holds the folder.
    #[error("another Palmares is serving this folder")]
    Locked,
    /// Nobody holds the folder, and this program may not write there.
    #[error("it cannot be written ({0})")]
    ReadOnly(io::Error),
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is there, and not for this user or not to be had.
    #[error(
        "keys.json cannot be read ({0}). Give the file to the user who serves the show, and try \
        again"
    )]
    Unreadable(io::Error),
    /// The file is not ours any more.
    #[error("keys.json cannot be read ({0}). Put it back from a copy of this folder")]
    Broken(String),
}

impl KeyFile {
    /// Locks a show folder for this program.
    pub fn lock(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join("server.lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let opened = private(&mut options).open(&path);
        let lock = match opened {
            Ok(lock) => lock,
            Err(error) if is_read_only(&error) => {
                return Err(match KeyFile::is_held(folder) {
                    true => KeyError::Locked,
                    false => KeyError::ReadOnly(error),
                });
            }
            Err(error) => return Err(KeyError::Io(error)),
        };
        match lock.try_lock() {
            Ok(()) => Ok(KeyFile {
                path: folder.join("keys.json"),
                _lock: lock,
            }),
            Err(std::fs::TryLockError::WouldBlock) => Err(KeyError::Locked),
            Err(std::fs::TryLockError::Error(error)) => Err(KeyError::Io(error)),
        }
    }

    /// Whether a server holds this folder now. Nothing is written.
    pub fn is_held(folder: &Path) -> bool {
        let lock = File::open(folder.join("server.lock"));
        lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
    }

    /// The keys as they are, whoever holds the lock.
    pub fn peek(folder: &Path) -> Result<Keys, KeyError> {
        let read = read(&folder.join("keys.json"))?;
        read.ok_or_else(|| KeyError::Unreadable(io::ErrorKind::NotFound.into()))
    }

    /// The keys as they are; none if there is no such file.
    pub fn read(&self) -> Result<Option<Keys>, KeyError> {
        read(&self.path)
    }

    /// Stores the keys, unless they are stored already.
    pub fn keep(&mut self, keys: &Keys) -> io::Result<()> {
        keep_private(&self.path, &keys.text())
    }
}

/// A folder or a disk that this user may not write.
fn is_read_only(error: &io::Error) -> bool {
    let kind = error.kind();
    matches!(
        kind,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    )
}

/// Where the file breaks off or errs. The parser's own words quote what stands there.
fn place(error: &serde_json::Error) -> String {
    format!("line {}, column {}", error.line(), error.column())
}

fn read(path: &Path) -> Result<Option<Keys>, KeyError> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(KeyError::Unreadable(error)),
    };
    // An empty file is a lost one: new keys would void every link and let everybody vote again.
    let keys: Keys =
        serde_json::from_slice(&text).map_err(|error| KeyError::Broken(place(&error)))?;
    let named = [
        &keys.mc,
        &keys.producer,
        &keys.cookie_secret,
        &keys.ballot_key,
    ];
    let empty = named
        .into_iter()
        .chain(&keys.chair)
        .chain(&keys.crew)
        .chain(keys.jury.values())
        .any(String::is_empty);
    match empty {
        // An empty key would open to everybody.
        true => Err(KeyError::Broken("a key in it is empty".to_owned())),
        false => Ok(Some(keys)),
    }
}

impl Keys {
    /// The key that opens to them, if they have one.
    pub fn of(&self, who: &Who) -> Option<&String> {
        match who {
            Who::Mc => Some(&self.mc),
            Who::Producer => Some(&self.producer),
            Who::Chair => self.chair.as_ref(),
            Who::Juror(id) => self.jury.get(id),
            Who::Crew => self.crew.as_ref(),
        }
    }

    /// The same, to be replaced.
    pub fn of_mut(&mut self, who: &Who) -> Option<&mut String> {
        match who {
            Who::Mc => Some(&mut self.mc),
            Who::Producer => Some(&mut self.producer),
            Who::Chair => self.chair.as_mut(),
            Who::Juror(id) => self.jury.get_mut(id),
            Who::Crew => self.crew.as_mut(),
        }
    }

    /// New ones, for a folder without a juror.
    pub fn random() -> io::Result<Keys> {
        Ok(Keys {
            mc: random_key()?,
            producer: random_key()?,
            chair: None,
            crew: Some(random_key()?),
            jury: BTreeMap::new(),
            cookie_secret: random_key()?,
            ballot_key: random_key()?,
        })
    }

    /// Makes keys for those of these jurors who have none, for their chair and for the crew. Tells
    /// whether any is new.
    pub fn complete<'a>(&mut self, jurors: impl Iterator<Item = &'a str>) -> io::Result<bool> {
        let mut is_new = self.crew.is_none();
        if is_new {
            self.crew = Some(random_key()?);
        }
        for juror in jurors {
            if !self.jury.contains_key(juror) {
                self.jury.insert(juror.to_owned(), random_key()?);
                is_new = true;
            }
            if self.chair.is_none() {
                self.chair = Some(random_key()?);
                is_new = true;
            }
        }
        Ok(is_new)
    }

    /// Replaces every key that is known to be revoked, as a `keys.json` from an older copy holds
    /// it. Tells the roles, as events call them, each with the fingerprint of the key that stays
    /// dead.
    pub fn replace(
        &mut self,
        is_revoked: impl Fn(&str) -> bool,
    ) -> io::Result<Vec<(String, String)>> {
        let jurors = self.jury.iter_mut();
        let jurors = jurors.map(|(id, key)| (format!("jury/{id}"), key));
        let own = [
            ("mc".to_owned(), &mut self.mc),
            ("producer".to_owned(), &mut self.producer),
        ];
        let chair = self.chair.iter_mut().map(|key| ("chair".to_owned(), key));
        let crew = self.crew.iter_mut().map(|key| ("crew".to_owned(), key));
        let mut replaced = Vec::new();
        for (role, key) in own.into_iter().chain(chair).chain(crew).chain(jurors) {
            let revoked = role_fingerprint(key);
            if is_revoked(&revoked) {
                *key = random_key()?;
                replaced.push((role, revoked));
            }
        }
        Ok(replaced)
    }

    /// Whether other users of the machine can read them in this folder.
    #[cfg(unix)]
    pub fn are_open(folder: &Path) -> bool {
        use std::os::unix::fs::PermissionsExt;
        let file = folder.join("keys.json").metadata();
        file.is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
    }

    #[cfg(not(unix))]
    pub fn are_open(_: &Path) -> bool {
        false
    }

    /// Tells its `ballot_key` from any other, and nothing else of it.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.ballot_key)
    }

    /// What the names of this folder's cookies end with, for every browser to see: a copy under the
    /// same id has another. No key that may be revoked goes into it.
    pub fn cookie_mark(&self) -> String {
        let secret = self.cookie_secret.as_bytes();
        let mark = blake3::derive_key("palmares cookie names 1", secret);
        blake3::Hash::from_bytes(mark).to_hex()[..8].to_owned()
    }

    fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Stores other keys in a folder whose lock this program holds.
    pub fn store(&self, folder: &Path) -> io::Result<()> {
        write_private(&folder.join("keys.json"), &self.text())
    }
}

/// Tells a role's key from any other, and nothing else of it: 32 hexadecimal digits.
pub fn role_fingerprint(key: &str) -> String {
    let hash = blake3::derive_key("palmares fingerprint of a role key 1", key.as_bytes());
    blake3::Hash::from_bytes(hash).to_hex()[..32].to_owned()
}

/// [`write_private`], unless the file says the same already; then it is only closed to other users.
pub fn keep_private(path: &Path, text: &str) -> io::Result<()> {
    let same = std::fs::read(path).is_ok_and(|found| found == text.as_bytes());
    if !same {
        return write_private(path, text);
    }
    close_to_others(path);
    Ok(())
}

#[cfg(unix)]
fn close_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let open = path.metadata().map(|file| file.permissions().mode());
    if open.is_ok_and(|mode| mode & 0o077 != 0) {
        // Some disks know no permissions: there is nothing to be done about those.
        let _ = std::fs::set_permissions(path, PermissionsExt::from_mode(0o600));
    }
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) {}

/// Written aside and renamed, so that a reader and a power cut find the old text or the new one;
/// only this user may read it. The folder is synced too: a key that was revoked must not come back
/// with the power.
pub fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let coming = path.with_extension("json-coming");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let mut file = private(&mut options).open(&coming)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&coming, path)?;
    sync_folder(path)
}

/// Readable by this user alone.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// 128 random bits as 32 hexadecimal digits.
pub fn random_key() -> io::Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
