//! The keys of the log outside: the hall's, and what a node gets.

use crate::ballotbox::record::RefKey;
use crate::keys::{Keys, keep_private};
use crate::ledger::jetstream::signed::{Bytes32, HALL, Signer, is_lane};
use crate::voter::DerivedKeys;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// Signs the hall's marks in this evening's log. It is made of the folder's `ballot_key`: whoever
/// has the folder is the hall. None if the evening has no key pair, which no random key leads to.
pub fn hall_signer(keys: &Keys, evening: &str) -> Option<Signer> {
    Signer::of(evening, HALL, &hall_secret(keys, evening))
}

/// Signs what the hall makes public, with the same key. No log takes it for a mark.
pub fn public_signer(keys: &Keys, evening: &str) -> Option<Signer> {
    Signer::of(&public_name(evening), HALL, &hall_secret(keys, evening))
}

/// The evening under which public messages are signed.
pub fn public_name(evening: &str) -> String {
    format!("{evening} public")
}

fn hall_secret(keys: &Keys, evening: &str) -> Bytes32 {
    let material = format!("{evening}\n{}", keys.ballot_key);
    Bytes32(blake3::derive_key(
        "palmares net hall 1",
        material.as_bytes(),
    ))
}

/// `net.json`: which log belongs to a show folder, and where it is. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetFile {
    /// Part of the names of its streams.
    pub evening: String,
    /// Addresses of the servers, without passwords, with commas between them.
    pub servers: String,
}

/// Why a file of the log outside cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NetFileError {
    #[error("{} cannot be read ({error})", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    /// It is something else, or damaged.
    #[error("{} is not what palmares net prepare wrote ({what})", path.display())]
    Broken { path: PathBuf, what: String },
}

impl NetFile {
    /// Its place in a show folder.
    pub fn path(folder: &Path) -> PathBuf {
        folder.join("net.json")
    }

    /// A folder's; none if no log was prepared for it.
    pub fn read(folder: &Path) -> Result<Option<Self>, NetFileError> {
        read(&NetFile::path(folder))
    }

    /// Stores it in a folder.
    pub fn keep(&self, folder: &Path) -> io::Result<()> {
        keep_private(&NetFile::path(folder), &json(self))
    }
}

/// All that a node needs, and nothing more: it cannot open, close or exclude, knows no role's key,
/// and nothing in it leads back to the folder's `ballot_key`. It has no `Debug`: it holds secrets.
#[derive(Clone, Serialize, Deserialize)]
pub struct NodeKey {
    pub evening: String,
    /// The node's lane.
    pub name: String,
    /// Signs the node's batches.
    secret: Bytes32,
    /// The public key that the evening's log has to name.
    pub hall: Bytes32,
    ref_key: Bytes32,
    token: Bytes32,
    ticket: Bytes32,
    presence: Bytes32,
    fingerprint: String,
    /// What the names of the show's cookies end with.
    cookies: String,
}

impl NodeKey {
    /// A new one for a node of the hall whose keys these are.
    pub fn random(keys: &Keys, hall: &Signer, name: &str) -> io::Result<Self> {
        let derived = DerivedKeys::of(keys);
        Ok(NodeKey {
            evening: hall.evening().to_owned(),
            name: name.to_owned(),
            secret: Bytes32::random()?,
            hall: hall.public(),
            ref_key: Bytes32(*RefKey::of(&keys.ballot_key).bytes()),
            token: Bytes32(derived.token),
            ticket: Bytes32(derived.ticket),
            presence: Bytes32(derived.presence),
            fingerprint: derived.fingerprint,
            cookies: keys.cookie_mark(),
        })
    }

    /// Its place in a show folder.
    pub fn path(folder: &Path, name: &str) -> PathBuf {
        folder.join(format!("node-{name}.key"))
    }

    /// What a file says; none if there is no such file.
    pub fn read(path: &Path) -> Result<Option<Self>, NetFileError> {
        let key: Option<NodeKey> = read(path)?;
        let named = |key: &NodeKey| is_lane(&key.name) && key.name != HALL;
        match key {
            Some(key) if !named(&key) => Err(NetFileError::Broken {
                path: path.to_owned(),
                what: "its node has no name that a node may have".to_owned(),
            }),
            key => Ok(key),
        }
    }

    /// Stores it for this user alone.
    pub fn keep(&self, path: &Path) -> io::Result<()> {
        keep_private(path, &json(self))
    }

    /// Signs the node's batches; none if the secret is none, which no random one is.
    pub fn signer(&self) -> Option<Signer> {
        Signer::of(&self.evening, &self.name, &self.secret)
    }

    /// What makes and checks voters.
    pub fn voters(&self) -> DerivedKeys {
        DerivedKeys {
            token: self.token.0,
            ticket: self.ticket.0,
            presence: self.presence.0,
            fingerprint: self.fingerprint.clone(),
        }
    }

    /// What the names of the show's cookies end with: a browser that comes to the hall and to a
    /// node stays one voter.
    pub fn cookie_mark(&self) -> &str {
        &self.cookies
    }

    /// What voters' references are made with.
    pub fn ref_key(&self) -> RefKey {
        RefKey::from_bytes(self.ref_key.0)
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Option<T>, NetFileError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let path = path.to_owned();
            return Err(NetFileError::Unreadable { path, error });
        }
    };
    // The parser's own words quote what stands there.
    let broken = |error: serde_json::Error| NetFileError::Broken {
        path: path.to_owned(),
        what: format!("line {}, column {}", error.line(), error.column()),
    };
    serde_json::from_str(&text).map(Some).map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nodes_file_reads_back_and_holds_no_key_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::random().unwrap();
        let hall = hall_signer(&keys, "evening").unwrap();
        let key = NodeKey::random(&keys, &hall, "n1").unwrap();
        let path = NodeKey::path(folder.path(), "n1");
        key.keep(&path).unwrap();
        let read = NodeKey::read(&path).unwrap().expect("a key");
        let public = |key: &NodeKey| key.signer().unwrap().public();
        assert!(public(&read) == public(&key));
        assert!(read.voters() == DerivedKeys::of(&keys));
        let text = std::fs::read_to_string(&path).unwrap();
        for secret in [
            &keys.mc,
            &keys.producer,
            &keys.cookie_secret,
            &keys.ballot_key,
        ] {
            assert!(!text.contains(secret.as_str()));
        }
    }

    #[test]
    fn a_file_that_is_none_is_told_without_its_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = NodeKey::path(folder.path(), "n1");
        assert!(NodeKey::read(&path).unwrap().is_none());
        std::fs::write(&path, "{\"secret\": \"hush\"").unwrap();
        let error = NodeKey::read(&path).err().expect("an error").to_string();
        assert!(
            error.contains("line 1") && !error.contains("hush"),
            "{error}"
        );
    }
}
