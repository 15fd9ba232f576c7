//! The show folder's secrets: role keys, made at the first start and kept from start to start.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

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

/// `keys.json`, open and locked for as long as this lives: one server per show folder.
pub struct KeyFile {
    file: File,
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
    /// Opens the key file of a show folder, creating an empty one, and locks it.
    pub fn lock(folder: &Path) -> Result<Self, KeyError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join("keys.json"))?;
        match file.try_lock() {
            Ok(()) => Ok(KeyFile { file }),
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
        let mut text = String::new();
        self.file.rewind()?;
        self.file.read_to_string(&mut text)?;
        let mut keys: Keys = if text.trim().is_empty() {
            Keys {
                mc: random_key()?,
                producer: random_key()?,
                jury: BTreeMap::new(),
                cookie_secret: random_key()?,
                ballot_key: random_key()?,
            }
        } else {
            serde_json::from_str(&text).map_err(|e| KeyError::Broken(e.to_string()))?
        };
        for juror in jurors {
            if !keys.jury.contains_key(juror) {
                keys.jury.insert(juror.to_owned(), random_key()?);
            }
        }
        let wanted = serde_json::to_string_pretty(&keys).unwrap_or_default();
        if wanted != text {
            self.file.rewind()?;
            self.file.set_len(0)?;
            self.file.write_all(wanted.as_bytes())?;
            self.file.sync_all()?;
        }
        Ok(keys)
    }
}

/// 128 random bits as 32 hexadecimal digits.
pub fn random_key() -> io::Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
