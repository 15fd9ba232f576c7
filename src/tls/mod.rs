//! Certificates: a pair of files that the operator has, or an authority of the show's own for a
//! venue without the internet; and what a client believes.

pub mod certificate;
pub mod client;
pub mod here;
pub mod local;
pub mod pair;

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::Arc;

/// What browsers may speak: HTTP/2 for pages, HTTP/1.1 for those and for sockets.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// How the server speaks TLS with this chain and key; an error if they do not belong together.
fn server_config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    Ok(Arc::new(config))
}
