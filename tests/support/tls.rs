//! Certificates to serve with, and a client that trusts one authority and nothing else.

use super::wait::DEADLINE;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// A certificate and its key, as files.
pub struct Files {
    pub cert: PathBuf,
    pub key: PathBuf,
    pub authority: CertificateDer<'static>,
}

/// Who signs certificates.
pub struct Authority {
    params: CertificateParams,
    key: KeyPair,
    own: CertificateDer<'static>,
}

impl Authority {
    pub fn made() -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let own = params
            .self_signed(&key)
            .expect("an authority")
            .der()
            .clone();
        Authority { params, key, own }
    }

    /// Its own certificate, as a file.
    pub fn write(&self, path: &Path) {
        fs::write(path, pem("CERTIFICATE", &self.own)).expect("written");
    }

    /// For `localhost` and 127.0.0.1, valid from and until so many days from now.
    pub fn sign(&self, folder: &Path, name: &str, from: i64, until: i64) -> Files {
        let issuer = Issuer::from_params(&self.params, &self.key);
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let mut params = CertificateParams::new(names).expect("names");
        params.not_before = OffsetDateTime::now_utc() + Duration::days(from);
        params.not_after = OffsetDateTime::now_utc() + Duration::days(until);
        let key = KeyPair::generate().expect("a key");
        let leaf = params.signed_by(&key, &issuer).expect("a certificate");
        let files = Files {
            cert: folder.join(format!("{name}.pem")),
            key: folder.join(format!("{name}-key.pem")),
            authority: self.own.clone(),
        };
        fs::write(&files.cert, pem("CERTIFICATE", leaf.der())).expect("written");
        fs::write(&files.key, pem("PRIVATE KEY", key.serialized_der())).expect("written");
        files
    }
}

impl Files {
    /// Under an authority of its own.
    pub fn made(folder: &Path, name: &str, from: i64, until: i64) -> Files {
        Authority::made().sign(folder, name, from, until)
    }

    /// What `serve` is told.
    pub fn arguments(&self) -> [String; 6] {
        [
            "--listen".into(),
            "127.0.0.1:0".into(),
            "--tls-cert".into(),
            self.cert.display().to_string(),
            "--tls-key".into(),
            self.key.display().to_string(),
        ]
    }
}

/// Binary data as text.
pub fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// A TLS connection of a client that trusts one authority.
pub type Tls = StreamOwned<ClientConnection, TcpStream>;

/// Connects to `host` (with its port) by this name; the error is the client's, as a sentence.
pub fn connect(
    host: &str,
    name: &str,
    authority: &CertificateDer<'static>,
    protocols: &[&[u8]],
) -> Result<Tls, String> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone()).expect("an authority");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let name = ServerName::try_from(name.to_owned()).expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a client");
    let stream = TcpStream::connect(host).expect("the server listens");
    stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    let mut tls = StreamOwned::new(connection, stream);
    while tls.conn.is_handshaking() {
        tls.conn
            .complete_io(&mut tls.sock)
            .map_err(|error| error.to_string())?;
    }
    Ok(tls)
}

/// One request over HTTP/1.1; the whole answer as text.
pub fn ask(mut tls: Tls, method: &str, path: &str, headers: &[(&str, &str)]) -> String {
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: 0\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        let address = tls.sock.peer_addr().expect("an address");
        request.push_str(&format!("host: {address}\r\n"));
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    tls.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // Some end without a word of farewell: what came is the answer.
    let _ = tls.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// openssl, for what only it makes.
pub fn openssl(arguments: &[&str]) {
    let mut command = Command::new("openssl");
    command.args(arguments).stdin(Stdio::null());
    let done = command.output().expect("openssl is installed");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "openssl {arguments:?}: {said}");
}
