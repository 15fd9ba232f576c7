//! How both ends prove who they are.

use super::{NetError, NetFiles};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// From the files that were given.
pub(super) fn config(files: &NetFiles) -> Result<ClientConfig, NetError> {
    let mut roots = RootCertStore::empty();
    match &files.authority {
        Some(path) => {
            for certificate in certificates(path)? {
                roots.add(certificate).map_err(|e| unusable(path, &e))?;
            }
        }
        None => {
            let known = rustls_native_certs::load_native_certs();
            roots.add_parsable_certificates(known.certs);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| NetError::Tls(error.to_string()))?
        .with_root_certificates(roots);
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
