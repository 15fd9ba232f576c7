//! Connections to the server, as phones make them: one for a page and its requests, one for the
//! live line.

use super::address::Address;
use crate::http::error::TYPE_PREFIX;
use crate::tls::client::{believing, system_roots};
use axum::body::{Body, to_bytes};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use serde_json::Value;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use tokio_util::either::Either;

/// A connection that is not there after so long will not come.
const CONNECT_MAX: Duration = Duration::from_secs(5);

/// A person would have pressed again by now.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// As in the page's script.
const HANDSHAKE_MAX: Duration = Duration::from_secs(8);

/// No answer that a phone gets is longer.
const BODY_BYTES_MAX: usize = 1 << 20;

/// Thousands of lines share this machine: tungstenite's own buffer has 128 KiB for each.
const READ_BUFFER_BYTES: usize = 1024;

/// A connection, encrypted or not.
pub type Stream = Either<TlsStream<TcpStream>, TcpStream>;

/// A live line.
pub type Line = WebSocketStream<Stream>;

/// Whom a client believes over HTTPS.
#[derive(Clone)]
pub struct Trust(TlsConnector);

impl Trust {
    /// This system's own authorities, and those in these files.
    pub fn of(files: &[&Path]) -> Result<Trust, String> {
        let mut roots = system_roots();
        for file in files {
            let wrong = |why: String| format!("{} is no certificate: {why}.", file.display());
            let read = CertificateDer::pem_file_iter(file).map_err(|e| wrong(e.to_string()))?;
            for certificate in read {
                let certificate = certificate.map_err(|e| wrong(e.to_string()))?;
                roots.add(certificate).map_err(|e| wrong(e.to_string()))?;
            }
        }
        let config = believing(roots).map_err(|e| e.to_string())?;
        let config = config.with_no_client_auth();
        Ok(Trust(TlsConnector::from(Arc::new(config))))
    }
}

/// A server that can be connected to.
#[derive(Clone)]
pub struct Door(Arc<DoorParts>);

struct DoorParts {
    base: String,
    host: String,
    address: SocketAddr,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

impl Door {
    /// Looks the name up and tries its addresses; the first that takes a connection is the one for
    /// all phones.
    pub async fn find(address: &Address, trust: &Trust) -> Result<Door, String> {
        let base = address.base();
        let tls = match address.https {
            false => None,
            true => {
                let name = ServerName::try_from(address.name.clone());
                let name = name.map_err(|_| format!("{base} is not a name for a certificate"))?;
                Some((trust.0.clone(), name))
            }
        };
        let found = timeout(
            CONNECT_MAX,
            lookup_host((address.name.as_str(), address.port)),
        );
        let found = found.await.map_err(|_| silent())?;
        let mut last = format!("no machine is called {}", address.name);
        for found in found.map_err(|_| last.clone())? {
            let door = Door(Arc::new(DoorParts {
                base: base.clone(),
                host: address.host.clone(),
                address: found,
                tls: tls.clone(),
            }));
            match door.connect().await {
                Ok(_) => return Ok(door),
                Err(why) => last = why,
            }
        }
        Err(last)
    }

    /// Scheme, host and port.
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// Whether the server is on this very machine.
    pub fn is_here(&self) -> bool {
        let ip = self.0.address.ip();
        let own = if_addrs::get_if_addrs().unwrap_or_default();
        ip.is_loopback() || own.iter().any(|interface| interface.ip() == ip)
    }

    /// A new connection, and TLS on it where it is due.
    async fn connect(&self) -> Result<Stream, String> {
        let door = &self.0;
        let opening = async {
            let stream = TcpStream::connect(door.address).await.map_err(told)?;
            stream.set_nodelay(true).map_err(told)?;
            match &door.tls {
                None => Ok(Either::Right(stream)),
                Some((connector, name)) => {
                    let opened = connector.connect(name.clone(), stream).await;
                    let why = |e: io::Error| match e.to_string() {
                        // What TLS says of an answer in plain HTTP.
                        e if e.contains("InvalidContentType") => "it speaks plain HTTP".into(),
                        e => format!("no encrypted connection ({e})"),
                    };
                    opened.map(Either::Left).map_err(why)
                }
            }
        };
        timeout(CONNECT_MAX, opening)
            .await
            .unwrap_or_else(|_| Err(silent()))
    }

    /// A connection for requests.
    pub async fn open(&self) -> Result<Link, String> {
        let stream = self.connect().await?;
        // Ports that wait for late packets would be used up: thousands of phones have one address
        // here.
        hang_up_at_once(&stream);
        let opened = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = opened.map_err(|e| e.to_string())?;
        tokio::spawn(connection);
        Ok(Link {
            host: self.0.host.clone(),
            sender,
        })
    }

    /// Sends a vote and is gone before the answer comes, as a phone in a lift.
    pub async fn send_and_vanish(&self, token: &str, body: &str) -> Result<(), String> {
        let mut stream = self.connect().await?;
        let (host, length) = (&self.0.host, body.len());
        let request = format!(
            "POST /api/vote HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer \
            {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let sending = async {
            stream.write_all(request.as_bytes()).await?;
            stream.flush().await
        };
        let sent = timeout(ANSWER_MAX, sending).await;
        sent.map_err(|_| silent())?.map_err(told)
    }

    /// The audience's live line.
    pub async fn listen(&self) -> Result<Line, String> {
        self.listen_to("/live/audience").await
    }

    /// Any live line.
    pub async fn listen_to(&self, path: &str) -> Result<Line, String> {
        let base = self.0.base.replacen("http", "ws", 1);
        let request = format!("{base}{path}").into_client_request();
        let request = request.map_err(|e| e.to_string())?;
        let stream = self.connect().await?;
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER_BYTES);
        let opening = client_async_with_config(request, stream, Some(config));
        match timeout(HANDSHAKE_MAX, opening).await {
            Err(_) => Err(silent()),
            Ok(Ok((line, _))) => Ok(line),
            Ok(Err(Error::Http(answer))) if answer.status() == 503 => {
                Err("refused: the server has no room for more phones".into())
            }
            Ok(Err(Error::Http(answer))) => Err(format!("refused with {}", answer.status())),
            Ok(Err(error)) => Err(error.to_string()),
        }
    }
}

/// Ends without a goodbye: the other side hears a reset.
pub fn hang_up_at_once(stream: &Stream) {
    let tcp = match stream {
        Either::Left(encrypted) => encrypted.get_ref().0,
        Either::Right(plain) => plain,
    };
    // One that is closed in the usual way costs a port for a minute, and nothing else.
    let _ = tcp.set_zero_linger();
}

/// An open connection, used for one request after the other.
pub struct Link {
    host: String,
    sender: SendRequest<Body>,
}

pub struct Reply {
    /// The status code.
    pub status: u16,
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The word of a problem of ours. A portal, a guard or a proxy may answer in the server's
    /// place, with any status: what is not recognisably ours decides nothing.
    pub fn problem(&self) -> Option<String> {
        let problem = self.json();
        let word = problem["type"].as_str()?.strip_prefix(TYPE_PREFIX)?;
        (problem["status"] == self.status).then(|| word.to_owned())
    }

    /// What a 200 holds, if `key` is in it; a list stands for itself.
    pub fn holding(&self, key: &str) -> Option<Value> {
        let said = self.json();
        let ours = self.status == 200 && (said.is_array() || said.get(key).is_some());
        ours.then_some(said)
    }

    /// Whether it says that a vote stands.
    pub fn is_vote(&self) -> bool {
        let said = self.json();
        self.status == 200 && said["choices"].is_array() && said["receipt"].is_string()
    }

    /// How a report calls an answer that is not what was hoped for.
    pub fn word(&self) -> String {
        match self.problem() {
            Some(word) => format!("{} {word}", self.status),
            None => format!("{}, and not from this server", self.status),
        }
    }
}

impl Link {
    /// Asks, and waits for the whole answer. An empty token is none.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<String>,
    ) -> Result<Reply, String> {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("host", &self.host);
        // As all browsers do; only pages are worth it.
        if path == "/" {
            request = request.header("accept-encoding", "gzip");
        }
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Body::empty, Body::from);
        let request = request.body(body).map_err(|e| e.to_string())?;
        let asking = async {
            self.sender.ready().await.map_err(|_| ended())?;
            let reply = self.sender.send_request(request).await;
            let (head, body) = reply.map_err(|_| ended())?.into_parts();
            let body = to_bytes(Body::new(body), BODY_BYTES_MAX).await;
            Ok(Reply {
                status: head.status.as_u16(),
                headers: head.headers,
                body: body.map_err(|_| ended())?.to_vec(),
            })
        };
        timeout(ANSWER_MAX, asking)
            .await
            .unwrap_or_else(|_| Err(silent()))
    }
}

fn silent() -> String {
    "no answer in time".into()
}

fn ended() -> String {
    "the connection broke".into()
}

/// An error of the network as people call it.
pub fn told(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "nobody answers there".into(),
        io::ErrorKind::AddrNotAvailable => "this machine has no port left".into(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => ended(),
        _ => error.to_string(),
    }
}
