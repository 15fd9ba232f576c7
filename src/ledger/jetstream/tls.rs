//! How both ends prove who they are.

use super::{NetError, NetFiles};
use crate::tls::client::{believing, system_roots};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;

/// From the files that were given.
pub(super) fn config(files: &NetFiles) -> Result<ClientConfig, NetError> {
    let roots = match &files.authority {
        None => system_roots(),
        Some(path) => {
            let mut roots = RootCertStore::empty();
            for certificate in certificates(path)? {
                roots.add(certificate).map_err(|e| unusable(path, &e))?;
            }
            roots
        }
    };
    let builder = believing(roots).map_err(|error| NetError::Tls(error.to_string()))?;
    match (&files.certificate, &files.key) {
        (None, None) => Ok(builder.with_no_client_auth()),
        (Some(certificate), Some(key)) => {
            let private = PrivateKeyDer::from_pem_file(key).map_err(|e| unusable(key, &e))?;
            let chain = certificates(certificate)?;
            let config = builder.with_client_auth_cert(chain, private);
            config.map_err(|error| unusable(certificate, &error))
        }
        _ => Err(NetError::Tls(
            "--net-cert and --net-key belong together".to_owned(),
        )),
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, NetError> {
    let found = CertificateDer::pem_file_iter(path).map_err(|e| unusable(path, &e))?;
    let found: Vec<_> = found
        .collect::<Result<_, _>>()
        .map_err(|e| unusable(path, &e))?;
    match found.is_empty() {
        true => Err(unusable(path, &"it holds no certificate")),
        false => Ok(found),
    }
}

fn unusable(path: &Path, error: &dyn Display) -> NetError {
    NetError::Tls(format!("{} cannot be used ({error})", path.display()))
}

/// Whether it is the handshake that failed: async-nats tells of that as of any other reading.
pub(super) fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    let inner = error.downcast_ref().and_then(io::Error::get_ref);
    let found =
        error.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>());
    found || error.source().is_some_and(is_of_tls)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_file_that_is_no_certificate_or_no_key_is_named_in_a_sentence() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| -> Option<PathBuf> {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("a file");
            Some(path)
        };
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let missing = Some(folder.path().join("missing.pem"));
        let of = |authority: Option<PathBuf>| NetFiles {
            authority,
            ..NetFiles::default()
        };
        for (name, files) in [
            ("missing.pem", of(missing.clone())),
            ("empty.pem", of(file("empty.pem", ""))),
            (
                "notes.pem",
                of(file("notes.pem", "no certificate at all\n")),
            ),
            ("broken.pem", of(file("broken.pem", broken))),
            (
                "key.pem",
                NetFiles {
                    certificate: file("cert.pem", broken),
                    key: file("key.pem", "no key\n"),
                    authority: None,
                },
            ),
        ] {
            let error = config(&files).expect_err("an error").to_string();
            assert!(
                error.starts_with("TLS to the NATS servers cannot"),
                "{error}"
            );
            assert!(error.contains(name), "{name}: {error}");
        }
        let alone = NetFiles {
            certificate: file("alone.pem", broken),
            ..NetFiles::default()
        };
        let error = config(&alone).expect_err("an error").to_string();
        assert!(error.contains("belong together"), "{error}");
    }
}
