//! A phone: its page, its screen that hears frames, and its votes.

use crate::http::{Link, Reply, send_and_vanish};
use crate::support::dice::Dice;
use futures_util::{SinkExt, StreamExt};
use hyper::body::Bytes;
use rand::seq::IndexedRandom;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::time::{interval, sleep};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// The most that a phone is ever sent at once.
const MESSAGE_BYTES_MAX: usize = 128;

/// The most that the page may weigh.
const PAGE_BYTES_MAX: usize = 14_336;

/// A phone says something this often, as the page does.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// What the evening has come to, as a phone hears it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    #[default]
    Unknown,
    Before,
    Open,
    Closing,
    Closed,
    Result,
}

impl Phase {
    /// The phase in a frame.
    pub fn of(frame: &Value) -> Phase {
        match frame["p"].as_str() {
            Some("before") => Phase::Before,
            Some("open") => Phase::Open,
            Some("closing") => Phase::Closing,
            Some("closed") => Phase::Closed,
            Some("result") => Phase::Result,
            _ => panic!("not a phone's frame: {frame}"),
        }
    }
}

/// What all phones share.
pub struct Hall {
    pub address: SocketAddr,
    pub entries: Vec<String>,
    /// Connections for pages and votes at once: the machine has only so many files.
    pub connections: Semaphore,
    /// Set once everybody may go home.
    pub over: watch::Sender<bool>,
    /// Every different page that was sent, compressed.
    pub pages: Mutex<HashSet<Bytes>>,
    /// How many screens have come as far as each phase.
    heard: [AtomicUsize; 6],
    /// Votes that were answered "counted".
    pub counted: AtomicUsize,
}

impl Hall {
    /// An empty hall.
    pub fn new(address: SocketAddr) -> Hall {
        let show = crate::support::shows::demo();
        Hall {
            address,
            entries: show.finalists().map(|entry| entry.id.clone()).collect(),
            connections: Semaphore::new(2_000),
            over: watch::Sender::new(false),
            pages: Mutex::default(),
            heard: Default::default(),
            counted: AtomicUsize::new(0),
        }
    }

    /// How many screens have heard of this phase, or of a later one.
    pub fn heard(&self, phase: Phase) -> usize {
        self.heard[phase as usize].load(Ordering::SeqCst)
    }

    fn hears(&self, before: Phase, now: Phase) {
        for phase in before as usize + 1..=now as usize {
            self.heard[phase].fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// The answer to a vote, or to all copies of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Counted { choices: Value, receipt: String },
    Superseded { choices: Value },
    Closed,
}

/// A phone with the page on it.
pub struct Phone<'a> {
    hall: &'a Hall,
    pub token: String,
}

impl<'a> Phone<'a> {
    /// Loads the page as a browser does. Where cookies are blocked the first vote has to ask for a
    /// token.
    pub async fn load(hall: &'a Hall, dice: &mut Dice, cookies: bool) -> Phone<'a> {
        let _place = hall.connections.acquire().await.expect("a place");
        let language = *["zh-HK,zh;q=0.9", "zh-CN", "en-GB,en;q=0.8"]
            .choose(dice)
            .expect("a language");
        let headers = [("accept-encoding", "gzip"), ("accept-language", language)];
        let mut link = Link::open(hall.address).await;
        let page = link.send("GET", "/", &headers, "").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-encoding"), "gzip");
        assert!(page.body.len() <= PAGE_BYTES_MAX, "{}", page.body.len());
        let token = page.voter();
        assert_eq!(token.len(), 65, "the page sets a cookie");
        hall.pages.lock().expect("pages").insert(page.body);
        let token = if cookies { token } else { String::new() };
        Phone { hall, token }
    }

    /// A phone that has joined already.
    pub fn joined(hall: &'a Hall, token: String) -> Phone<'a> {
        Phone { hall, token }
    }

    fn vote(&self, change: u32, choice: &str) -> Value {
        json!({"ballot": "people", "choices": [choice], "change": change})
    }

    /// Votes, joining first where it must, until there is an answer.
    pub async fn cast(&mut self, change: u32, choice: &str) -> Told {
        let vote = self.vote(change, choice).to_string();
        let _place = self.hall.connections.acquire().await.expect("a place");
        let mut link = Link::open(self.hall.address).await;
        let mut reply = post(&mut link, "/api/vote", &self.token, &vote).await;
        if reply.status == 401 {
            let joined = post(&mut link, "/api/join", "", "").await;
            assert_eq!(joined.status, 200);
            self.token = joined.json()["voter"].as_str().expect("a token").to_owned();
            reply = post(&mut link, "/api/vote", &self.token, &vote).await;
        }
        let told = self.told(&reply);
        if let Told::Counted { choices, .. } = &told {
            assert_eq!(*choices, json!([choice]));
        }
        told
    }

    /// What a reply says. A retry is for "not confirmed", and nothing here ever makes the box say
    /// that.
    fn told(&self, reply: &Reply) -> Told {
        if reply.status == 409 {
            assert_eq!(reply.word(), "ballot-closed");
            return Told::Closed;
        }
        let told = reply.json();
        assert_eq!(reply.status, 200, "{told}");
        let choices = told["choices"].clone();
        if told["status"] == "superseded" {
            return Told::Superseded { choices };
        }
        assert_eq!(told["status"], "counted", "{told}");
        self.hall.counted.fetch_add(1, Ordering::SeqCst);
        let receipt = told["receipt"].as_str().expect("a receipt").to_owned();
        Told::Counted { choices, receipt }
    }

    /// A reply is lost, and the same change goes out again in so many copies at once. All of them
    /// must be told the same.
    pub async fn cast_in_copies(&mut self, change: u32, choice: &str, copies: usize) -> Told {
        if self.token.is_empty() {
            let _place = self.hall.connections.acquire().await.expect("a place");
            let mut link = Link::open(self.hall.address).await;
            let joined = post(&mut link, "/api/join", "", "").await.json();
            self.token = joined["voter"].as_str().expect("a token").to_owned();
        }
        let vote = self.vote(change, choice);
        send_and_vanish(self.hall.address, "/api/vote", &self.token, &vote).await;
        let copy = async || {
            let mut phone = Phone::joined(self.hall, self.token.clone());
            phone.cast(change, choice).await
        };
        let all = futures_util::future::join_all((0..copies).map(|_| copy())).await;
        let first = all[0].clone();
        assert!(all.iter().all(|told| *told == first), "{all:?}");
        first
    }

    /// What the box says that it holds of ours.
    pub async fn held(&self) -> Value {
        let _place = self.hall.connections.acquire().await.expect("a place");
        let mut link = Link::open(self.hall.address).await;
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str())];
        let path = "/api/vote?ballot=people";
        link.send("GET", path, &headers, "").await.json()
    }
}

async fn post(link: &mut Link, path: &str, token: &str, body: &str) -> Reply {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    link.send("POST", path, &headers, body).await
}

/// What a screen was sent on one connection after the other.
pub type Heard = Vec<Vec<String>>;

/// The page's socket. It tells every phase to the thumb, and stays until the hall is over. One that
/// `drops` loses its link once voting has begun and comes back.
pub async fn screen(
    hall: &Hall,
    phase: watch::Sender<Phase>,
    mut drops: Option<Duration>,
) -> Heard {
    let mut over = hall.over.subscribe();
    let mut all = Vec::new();
    loop {
        let mut socket = connect(hall.address).await;
        let mut frames = Vec::new();
        let mut beat = interval(HEARTBEAT);
        let lost = loop {
            let message = tokio::select! {
                _ = over.wait_for(|over| *over) => break false,
                _ = beat.tick() => None,
                message = socket.next() => Some(message.expect("the link holds")),
            };
            let Some(message) = message else {
                let ping = json!({"ping": 1}).to_string();
                socket.send(Message::text(ping)).await.expect("sent");
                continue;
            };
            let message = message.expect("a message");
            let Message::Text(text) = message else {
                continue;
            };
            assert!(
                text.len() <= MESSAGE_BYTES_MAX,
                "{} bytes: {text}",
                text.len()
            );
            let frame: Value = serde_json::from_str(&text).expect("JSON");
            if frame.get("pong").is_some() {
                continue;
            }
            frames.push(text.as_str().to_owned());
            let (before, now) = (*phase.borrow(), Phase::of(&frame));
            hall.hears(before, now);
            phase.send_replace(now);
            if now == Phase::Open && drops.is_some() {
                break true;
            }
        };
        all.push(frames);
        match drops.take().filter(|_| lost) {
            Some(away) => {
                drop(socket);
                sleep(away).await;
            }
            None => return all,
        }
    }
}

async fn connect(address: SocketAddr) -> WebSocketStream<TcpStream> {
    let request = format!("ws://{address}/live/audience");
    let request = request.into_client_request().expect("an address");
    let stream = TcpStream::connect(address).await;
    let stream = stream.unwrap_or_else(|error| panic!("a phone cannot connect: {error}"));
    // Thousands of them share this machine with the server.
    let small = WebSocketConfig::default().read_buffer_size(1024);
    let opened = client_async_with_config(request, stream, Some(small)).await;
    let (socket, _) = opened.unwrap_or_else(|error| panic!("a phone's socket: {error}"));
    socket
}
