//! A certificate and its key from two files: what can be wrong with them is found at the start and
//! said in words.

use super::certificate::{Validity, day, validity};
use super::server_config;
use crate::show::event::At;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the two files are.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The certificate and what leads up from it, in PEM.
    pub cert: PathBuf,
    /// Its private key, in PEM.
    pub key: PathBuf,
}

/// A pair that works.
pub struct Loaded {
    /// How the server speaks with it.
    pub config: Arc<ServerConfig>,
    /// The server's own certificate.
    pub leaf: CertificateDer<'static>,
    /// Until when it is valid.
    pub validity: Validity,
}

/// What is wrong with a pair, as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct PairError(String);

/// When two files were last written: another value means that somebody has renewed them.
pub type Stamp = [Option<String>; 2];

impl Pair {
    /// When the files were last written.
    pub fn stamp(&self) -> Stamp {
        [&self.cert, &self.key].map(|path| {
            let about = std::fs::metadata(path).ok()?;
            Some(format!("{:?} {}", about.modified().ok()?, about.len()))
        })
    }

    /// Reads both files and makes sure that browsers will take them.
    pub fn load(&self, now: At) -> Result<Loaded, PairError> {
        let (cert, key) = (self.cert.display(), self.key.display());
        let cert_text = read("--tls-cert", &self.cert)?;
        let key_text = read("--tls-key", &self.key)?;
        if has_key(&cert_text) && !has_certificate(&cert_text) && has_certificate(&key_text) {
            return Err(PairError(format!(
                "The two files are swapped: {cert} holds a private key and {key} a certificate. \
                Give --tls-cert {key} --tls-key {cert}."
            )));
        }
        let chain = chain(&self.cert, &cert_text)?;
        let Some(leaf) = chain.first().cloned() else {
            return Err(PairError(format!("{cert} holds no certificate.")));
        };
        let key_der = private_key(&self.key, &key_text)?;
        let validity = validity(&leaf).ok_or_else(|| {
            PairError(format!(
                "{cert} holds a certificate that cannot be read. Ask whoever issued \
                it for a new one."
            ))
        })?;
        let config = server_config(chain, key_der).map_err(|error| self.refused(&error))?;
        in_time(&self.cert, validity, now)?;
        Ok(Loaded {
            config,
            leaf,
            validity,
        })
    }

    fn refused(&self, error: &rustls::Error) -> PairError {
        let (cert, key) = (self.cert.display(), self.key.display());
        PairError(match error {
            rustls::Error::InconsistentKeys(_) => format!(
                "{key} is not the key of {cert}: they do not belong together. If the \
                certificate's file holds several, the server's own must be the first."
            ),
            rustls::Error::General(why) if why.contains("private key") => format!(
                "The key in {key} is of a kind that is not supported ({why}). Use an RSA key of \
                2048 bits or more, or an EC key (P-256 or P-384)."
            ),
            other => format!("{cert} and {key} cannot be used: {other}."),
        })
    }
}

fn in_time(cert: &Path, validity: Validity, now: At) -> Result<(), PairError> {
    let cert = cert.display();
    if now > validity.until {
        return Err(PairError(format!(
            "The certificate in {cert} expired on {}: every browser would refuse it. Renew it, \
            use --tls-local, or mend this machine's clock if today is not {}.",
            day(validity.until),
            day(now)
        )));
    }
    if now < validity.from {
        return Err(PairError(format!(
            "The certificate in {cert} is not valid before {}. Mend this machine's clock if today \
            is not {}.",
            day(validity.from),
            day(now)
        )));
    }
    Ok(())
}

fn read(option: &str, path: &Path) -> Result<Vec<u8>, PairError> {
    std::fs::read(path).map_err(|error| {
        PairError(format!(
            "{option} {} cannot be read: {error}.",
            path.display()
        ))
    })
}

fn says(text: &[u8], word: &str) -> bool {
    text.windows(word.len())
        .any(|window| window == word.as_bytes())
}

fn has_certificate(text: &[u8]) -> bool {
    says(text, "-----BEGIN CERTIFICATE-----")
}

fn has_key(text: &[u8]) -> bool {
    says(text, "PRIVATE KEY-----")
}

/// What to do about a file that is not the text that it should be.
fn not_pem(path: &Path, text: &[u8], command: &str) -> String {
    let path = path.display();
    // DER begins with a sequence longer than 127 bytes.
    if text.starts_with(&[0x30, 0x82]) || text.starts_with(&[0x30, 0x81]) {
        format!(
            "{path} is in binary form (DER). Turn it into PEM: openssl {command} -inform der -in \
            {path} -out {path}.pem"
        )
    } else {
        format!("{path} is no PEM file")
    }
}

fn chain(path: &Path, text: &[u8]) -> Result<Vec<CertificateDer<'static>>, PairError> {
    let shown = path.display();
    if !has_certificate(text) {
        let why = not_pem(path, text, "x509");
        return Err(PairError(format!(
            "{why}: there is no \"BEGIN CERTIFICATE\" in it."
        )));
    }
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
    all.map_err(|_| {
        PairError(format!(
            "{shown} is damaged: a certificate in it cannot be decoded. Copy it again."
        ))
    })
}

fn private_key(path: &Path, text: &[u8]) -> Result<PrivateKeyDer<'static>, PairError> {
    let shown = path.display();
    if says(text, "BEGIN ENCRYPTED PRIVATE KEY") || says(text, "Proc-Type: 4,ENCRYPTED") {
        return Err(PairError(format!(
            "The key in {shown} is locked with a password, and nobody could type it at a start in \
            mid-show. Unlock a copy, for this user alone: (umask 077; openssl pkey -in {shown} \
            -out {shown}.open)"
        )));
    }
    if !has_key(text) {
        let why = not_pem(path, text, "pkey");
        return Err(PairError(format!(
            "{why}: there is no \"BEGIN PRIVATE KEY\" in it."
        )));
    }
    PrivateKeyDer::from_pem_slice(text).map_err(|_| {
        PairError(format!(
            "{shown} is damaged: the key in it cannot be decoded. Copy it again."
        ))
    })
}
