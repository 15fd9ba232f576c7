//! The show folder's secrets: role keys, made at the first start and kept from start to start.

use crate::mirror::sync_folder;
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
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is not ours any more.
    #[error(
        "keys.json cannot be read ({0}). Move it away to have new keys made; old links then stop working"
    )]
    Broken(String),
}

impl KeyFile {
    /// Locks a show folder for this program.
    pub fn lock(folder: &Path) -> Result<Self, KeyError> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let lock = private(&mut options).open(folder.join("server.lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(KeyFile {
                path: folder.join("keys.json"),
                _lock: lock,
            }),
            Err(std::fs::TryLockError::WouldBlock) => Err(KeyError::Locked),
            Err(std::fs::TryLockError::Error(error)) => Err(KeyError::Io(error)),
        }
    }

    /// The keys as they are, while a server holds the lock.
    pub fn peek(folder: &Path) -> Result<Keys, KeyError> {
        let text = std::fs::read_to_string(folder.join("keys.json"))?;
        serde_json::from_str(&text).map_err(|e| KeyError::Broken(e.to_string()))
    }

    /// The keys, with new ones made for whoever has none yet.
    pub fn keys<'a>(&mut self, jurors: impl Iterator<Item = &'a str>) -> Result<Keys, KeyError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(KeyError::Io(error)),
        };
        let mut keys: Keys = match &text {
            None => Keys {
                mc: random_key()?,
                producer: random_key()?,
                jury: BTreeMap::new(),
                cookie_secret: random_key()?,
                ballot_key: random_key()?,
            },
            // An empty file is a lost one: new keys would void every link and let everybody vote again.
            Some(text) => {
                serde_json::from_str(text).map_err(|e| KeyError::Broken(e.to_string()))?
            }
        };
        for juror in jurors {
            if !keys.jury.contains_key(juror) {
                keys.jury.insert(juror.to_owned(), random_key()?);
            }
        }
        let wanted = serde_json::to_string_pretty(&keys).unwrap_or_default();
        if Some(&wanted) != text.as_ref() {
            self.write(&wanted)?;
        }
        Ok(keys)
    }

    /// Written aside and renamed, so that a power cut leaves the old keys or the new ones.
    fn write(&self, text: &str) -> io::Result<()> {
        let coming = self.path.with_extension("json-coming");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        let mut file = private(&mut options).open(&coming)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&coming, &self.path)?;
        sync_folder(&self.path)
    }
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
