//! A live screen without a browser.

use super::server::Server;
use super::wait::DEADLINE;
use serde_json::{Map, Value};
use std::net::TcpStream;
use std::time::Instant;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::HandshakeError;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::{Error, Message, WebSocket, client};

/// An open socket. What it is sent is told as its page would have it: whole, with every row in its
/// place.
pub struct Socket {
    line: WebSocket<TcpStream>,
    regions: Map<String, Value>,
}

impl Socket {
    /// Opens `path` with these headers, or tells the status that it was refused with.
    pub fn open(server: &Server, path: &str, headers: &[(&str, &str)]) -> Result<Socket, u16> {
        let stream = TcpStream::connect(server.host()).expect("the server listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
        let url = format!("ws://{}{path}", server.host());
        let mut request = url.into_client_request().expect("an address");
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            let value = HeaderValue::from_str(value).expect("a value");
            request.headers_mut().insert(name, value);
        }
        match client(request, stream) {
            Ok((line, _)) => Ok(Socket {
                line,
                regions: Map::new(),
            }),
            Err(HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
            Err(error) => panic!("{path}: {error}"),
        }
    }

    /// A stage screen.
    pub fn stage(server: &Server, query: &str) -> Socket {
        Socket::open(server, &format!("/live/stage{query}"), &[]).expect("the stage is open to all")
    }

    /// A socket of a role.
    pub fn role(server: &Server, role: &str) -> Socket {
        let bearer = format!("Bearer {}", server.key(role));
        let headers = [("authorization", bearer.as_str())];
        Socket::open(server, &format!("/live/{role}"), &headers).expect("the key opens it")
    }

    /// The next message, as it comes over the wire.
    pub fn next_text(&mut self) -> String {
        loop {
            match self.line.read().expect("a message") {
                Message::Text(text) => return text.to_string(),
                Message::Close(_) => panic!("the server closed the socket"),
                _ => {}
            }
        }
    }

    /// The next message.
    pub fn next(&mut self) -> Value {
        let text = self.next_text();
        self.place(&text).expect("JSON")
    }

    /// What a page makes of a message.
    pub fn place(&mut self, text: &str) -> serde_json::Result<Value> {
        let mut message: Value = serde_json::from_str(text)?;
        if let Some(Value::Object(fresh)) = message.get_mut("regions") {
            self.regions.append(fresh);
            message["regions"] = Value::Object(in_their_places(&self.regions));
        }
        Ok(message)
    }

    /// The next message; none once the connection has ended.
    pub fn next_or_end(&mut self) -> Option<Value> {
        loop {
            match self.line.read() {
                Ok(Message::Text(text)) => return self.place(&text).ok(),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The next message that is as wanted; those before it are skipped.
    pub fn next_where(&mut self, what: &str, mut wanted: impl FnMut(&Value) -> bool) -> Value {
        let started = Instant::now();
        while started.elapsed() < DEADLINE {
            let message = self.next();
            if wanted(&message) {
                return message;
            }
        }
        panic!("waited in vain: {what}");
    }

    /// Says something.
    pub fn say(&mut self, message: &Value) {
        let text = message.to_string();
        self.line.send(Message::text(text)).expect("sent");
    }

    /// The code that the server closes the socket with; none if the connection just ends.
    pub fn close_code(mut self) -> Option<u16> {
        loop {
            match self.line.read() {
                Ok(Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }

    /// Whether the server has ended the connection, once it has.
    pub fn ended(mut self) -> bool {
        loop {
            match self.line.read() {
                Ok(Message::Close(_)) | Err(Error::ConnectionClosed | Error::Io(_)) => return true,
                Ok(_) => {}
                Err(_) => return true,
            }
        }
    }
}

/// Regions without their rows, each of which stands where its region keeps a place for it.
fn in_their_places(regions: &Map<String, Value>) -> Map<String, Value> {
    let html = |name: &str| {
        regions
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let whole = regions.keys().filter(|name| !name.contains('/'));
    let whole = whole.map(|name| {
        let mut parts = html(name).split("<i data-row=\"");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (row, rest) = part.split_once("\"></i>").expect("a place ends");
            text.push_str(html(row));
            text.push_str(rest);
        }
        (name.clone(), Value::String(text))
    });
    whole.collect()
}
