//! A connection as a browser keeps one: opened once, used for one request after the other.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::net::SocketAddr;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// A reply.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("readable"))
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            let text = String::from_utf8_lossy(&self.body);
            panic!("{} {text}: {error}", self.status)
        })
    }

    /// The word that ends the problem's `type`.
    pub fn word(&self) -> String {
        let kind = self.json()["type"].as_str().unwrap_or_default().to_owned();
        kind.rsplit(':').next().unwrap_or_default().to_owned()
    }

    /// The token in the cookie that it sets; empty if it sets none.
    pub fn voter(&self) -> String {
        let cookie = self.header("set-cookie").strip_prefix("palmares-voter-");
        let pair = cookie.and_then(|cookie| cookie.split_once('='));
        let token = pair.and_then(|(_, value)| value.split(';').next());
        token.unwrap_or_default().to_owned()
    }
}

/// An open connection.
pub struct Link {
    address: SocketAddr,
    sender: SendRequest<Full<Bytes>>,
}

impl Link {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Link {
        let stream = TcpStream::connect(address).await;
        let stream = stream.unwrap_or_else(|error| panic!("a phone cannot connect: {error}"));
        let opened = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = opened.expect("a connection");
        tokio::spawn(connection);
        Link { address, sender }
    }

    /// Asks and waits for the whole reply.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", self.address.to_string());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::from(body.to_owned()));
        self.sender.ready().await.expect("the connection is kept");
        let reply = self.sender.send_request(request.expect("a request")).await;
        let reply = reply.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let (parts, body) = reply.into_parts();
        let body = body.collect().await.expect("the whole reply").to_bytes();
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }
}

/// Sends JSON with a token and is gone before the reply comes, as a phone in a lift.
pub async fn send_and_vanish(address: SocketAddr, path: &str, token: &str, body: &Value) {
    let body = body.to_string();
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address)
        .await
        .expect("a phone can connect");
    stream.write_all(request.as_bytes()).await.expect("sent");
}
