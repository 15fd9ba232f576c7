//! A server that a hall cannot tell from ours, and that may have a fault which no answer gives
//! away.

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It answers "counted", also when it is asked again, and its tally lacks one of them.
    TallyLacksOne,
    /// The same, and it admits that it holds nothing for that voter.
    HoldsNothingForOne,
    /// One vote stands twice in its tally.
    CountsOneTwice,
    /// A vote that is sent again, after a cut, counts again.
    CountsRepeats,
    /// One vote stands at another entry.
    SwapsOne,
    /// It never changes a vote.
    KeepsFirst,
    /// It moves the deadline and tells nobody.
    TellsNobody,
}

const ENTRIES: [&str; 3] = ["a", "b", "c"];

struct Urn {
    phase: &'static str,
    closes_at: i64,
    voters: u64,
    /// By token, in the order of their coming.
    votes: BTreeMap<String, String>,
    repeats: Vec<String>,
}

struct Fake {
    fault: Fault,
    urn: Mutex<Urn>,
    frames: watch::Sender<String>,
}

/// A running fake; it ends when it is dropped.
pub struct Server {
    pub base: String,
    _runtime: Runtime,
}

impl Server {
    /// On a free port.
    pub fn start(fault: Fault) -> Server {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let urn = Urn {
            phase: "waiting",
            closes_at: 1_000_000,
            voters: 0,
            votes: BTreeMap::new(),
            repeats: Vec::new(),
        };
        let fake = Arc::new(Fake {
            fault,
            frames: watch::Sender::new(frame(&urn)),
            urn: Mutex::new(urn),
        });
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"));
        let listener = listener.expect("a port");
        let address: SocketAddr = listener.local_addr().expect("an address");
        runtime.spawn(async move { axum::serve(listener, router(fake)).await });
        Server {
            base: format!("http://{address}"),
            _runtime: runtime,
        }
    }
}

fn router(fake: Arc<Fake>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/healthz", get(async || Json(json!({"status": "ok"}))))
        .route("/metrics", get(metrics))
        .route("/live/audience", get(live))
        .route("/api/join", post(join))
        .route("/api/vote", get(held).post(vote))
        .route("/api/show", get(show))
        .route("/api/rundown", get(async || Json(json!({"position": 0}))))
        .route("/api/rewind", post(rewind))
        .route("/api/ballots/{id}", get(ballot))
        .route("/api/ballots/{id}/tally", get(tally))
        .route("/api/ballots/{id}/{act}", post(act))
        .with_state(fake)
}

impl Fake {
    fn urn(&self) -> MutexGuard<'_, Urn> {
        self.urn.lock().expect("nobody failed")
    }
}

fn frame(urn: &Urn) -> String {
    json!({"p": urn.phase, "v": "1", "b": 0, "c": urn.closes_at}).to_string()
}

async fn page(State(fake): State<Arc<Fake>>) -> Response {
    let mut urn = fake.urn();
    urn.voters += 1;
    let works = ENTRIES.map(|id| format!("<input type=\"radio\" name=\"choice\" value=\"{id}\">"));
    let page = format!(
        "<body data-show=\"fake\"><ul id=\"ballots\"><li data-id=\"people\" data-proof=\"\"></li></ul><ul id=\"works\">{}</ul>",
        works.concat()
    );
    let cookie = format!("palmares-voter=voter{:05}; Path=/", urn.voters);
    ([("set-cookie", cookie)], Html(page)).into_response()
}

async fn metrics() -> String {
    "palmares_position 0\npalmares_phones_connected 0\nprocess_resident_memory_bytes 1000000\n"
        .into()
}

fn token(headers: &HeaderMap) -> String {
    let value = headers["authorization"].to_str().expect("readable");
    value.strip_prefix("Bearer ").expect("a token").to_owned()
}

async fn join(headers: HeaderMap) -> Json<Value> {
    Json(json!({ "voter": token(&headers) }))
}

async fn vote(
    State(fake): State<Arc<Fake>>,
    headers: HeaderMap,
    Json(vote): Json<Value>,
) -> Json<Value> {
    let mut urn = fake.urn();
    let choice = vote["choices"][0].as_str().expect("a choice").to_owned();
    let token = token(&headers);
    if vote["change"] == 1 && urn.votes.contains_key(&token) {
        urn.repeats.push(choice.clone());
    }
    let keeps = fake.fault == Fault::KeepsFirst && urn.votes.contains_key(&token);
    if !keeps {
        urn.votes.insert(token, choice.clone());
    }
    Json(json!({"status": "counted", "choices": [choice], "receipt": "AAAAA"}))
}

async fn held(State(fake): State<Arc<Fake>>, headers: HeaderMap) -> Json<Value> {
    let urn = fake.urn();
    let token = token(&headers);
    let first = urn.votes.keys().next() == Some(&token);
    let denies = first && fake.fault == Fault::HoldsNothingForOne;
    let choice = urn.votes.get(&token).filter(|_| !denies);
    Json(json!({ "choices": choice.map(|choice| [choice]) }))
}

async fn show(State(fake): State<Arc<Fake>>) -> Json<Value> {
    let urn = fake.urn();
    let ballot = json!({"id": "people", "phase": urn.phase, "closes_at": urn.closes_at});
    Json(json!({"epoch": 7, "cue": {"id": "welcome"}, "ballots": [ballot]}))
}

async fn rewind(Json(typed): Json<Value>) -> Response {
    if typed["confirm"] == "fake" {
        return Json(json!({})).into_response();
    }
    let problem = json!({"type": "urn:palmares:problem:not-confirmed-id", "status": 422});
    (StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response()
}

async fn act(State(fake): State<Arc<Fake>>, Path((_, act)): Path<(String, String)>) -> Json<Value> {
    let mut urn = fake.urn();
    match act.as_str() {
        "open" => urn.phase = "open",
        "extend" => urn.closes_at += 1000,
        _ => urn.phase = "closed",
    }
    if act != "extend" || fake.fault != Fault::TellsNobody {
        fake.frames.send_replace(frame(&urn));
    }
    Json(json!({"revision": 2}))
}

/// The tally, with its fault.
fn counted(fault: Fault, urn: &Urn) -> BTreeMap<&str, i64> {
    let mut tally: BTreeMap<&str, i64> = ENTRIES.map(|id| (id, 0)).into();
    let mut add = |entry: &str, votes: i64| {
        *tally.get_mut(entry).expect("an entry") += votes;
    };
    urn.votes.values().for_each(|choice| add(choice, 1));
    if let Some(first) = urn.votes.values().next() {
        match fault {
            Fault::TallyLacksOne | Fault::HoldsNothingForOne => add(first, -1),
            Fault::CountsOneTwice => add(first, 1),
            Fault::SwapsOne => {
                add(first, -1);
                add(if first == "a" { "b" } else { "a" }, 1);
            }
            Fault::CountsRepeats => urn.repeats.iter().for_each(|choice| add(choice, 1)),
            Fault::None | Fault::KeepsFirst | Fault::TellsNobody => {}
        }
    }
    tally
}

async fn ballot(State(fake): State<Arc<Fake>>) -> Json<Value> {
    let urn = fake.urn();
    let turnout = urn.votes.len();
    Json(json!({"phase": urn.phase, "closes_at": urn.closes_at, "turnout": turnout}))
}

async fn tally(State(fake): State<Arc<Fake>>) -> Json<Value> {
    let urn = fake.urn();
    let lines = counted(fake.fault, &urn).into_iter();
    Json(
        lines
            .map(|(entry, votes)| json!({"entry": entry, "votes": votes}))
            .collect(),
    )
}

async fn live(State(fake): State<Arc<Fake>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async move |socket| tell(fake.frames.subscribe(), socket).await)
}

async fn tell(mut frames: watch::Receiver<String>, mut socket: WebSocket) {
    frames.mark_changed();
    loop {
        let text = tokio::select! {
            changed = frames.changed() => match changed {
                Ok(()) => frames.borrow_and_update().clone(),
                Err(_) => return,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    let said: Value = serde_json::from_str(&text).expect("JSON");
                    json!({"pong": said["ping"], "now": 0}).to_string()
                }
                Some(Ok(_)) => continue,
                _ => return,
            },
        };
        if socket.send(Message::text(text)).await.is_err() {
            return;
        }
    }
}
