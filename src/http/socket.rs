//! A live screen's socket: the newest frame out, heartbeats and small messages in.

use crate::fanout::{Channel, Edition, Encoded, Fanout};
use crate::view::Sound;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde::{Deserialize, Deserializer};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

/// tungstenite fills its read buffer with zeros for every socket: 128 KiB unless told otherwise.
const READ_BUFFER_BYTES: usize = 1024;

/// The largest message that a screen may send, in bytes.
const MESSAGE_BYTES_MAX: usize = 1024;

/// A screen says something twice a second; one that is silent for so long is gone.
const SCREEN_SILENCE_MAX: Duration = Duration::from_secs(20);

/// A screen is heard at most this often a second. One that says more is not turned away: its words
/// wait on its own line.
const HEARD_PER_SECOND: u32 = 50;

/// A frame that a screen has not taken after so long will not be taken.
const SEND_MAX: Duration = Duration::from_secs(10);

/// What a socket is closed with when its key was revoked: the page then asks for the way back in.
/// The codes from 4000 are for us to give.
const REVOKED: u16 = 4401;

/// How long a screen may take to hear that.
const FAREWELL_MAX: Duration = Duration::from_millis(250);

/// What a screen says.
#[derive(Deserialize)]
struct Said {
    ping: Option<u64>,
    shown: Option<u64>,
    epoch: Option<i64>,
    /// Scores that wait on a juror's device to be sent.
    waiting: Option<u64>,
    #[serde(default, deserialize_with = "told")]
    sound: Option<Option<Sound>>,
}

/// Tells a screen that says it keeps silent (`null`) from one that does not speak of it.
fn told<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<Sound>>, D::Error> {
    Deserialize::deserialize(value).map(Some)
}

/// What the role makes of its screens.
pub trait Watcher: Send + 'static {
    /// The server's time, in milliseconds since the Unix epoch.
    fn now_ms(&self) -> i64;

    /// What this screen alone is told.
    fn calls(&self) -> Option<watch::Receiver<Option<String>>> {
        None
    }

    /// The screen says that a revision is really on it.
    fn shown(&self, _epoch: i64, _revision: u64) {}

    /// Returns once the screen has no right to stay any more.
    fn dismissed(&mut self) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }
    /// The screen says whether it can be heard.
    fn sounds(&self, _sound: Option<Sound>) {}

    /// The device says how many scores wait there to be sent.
    fn waits(&self, _waiting: u64) {}
}

/// Answers the upgrade and sends every newer frame until the screen goes or falls silent.
pub fn serve(
    upgrade: WebSocketUpgrade,
    fanout: &Fanout,
    channel: Channel,
    watcher: impl Watcher,
) -> Response {
    let known = channel.is_panel().then_some(0);
    let frames = Frames {
        newest: fanout.subscribe(channel),
        known,
    };
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .max_message_size(MESSAGE_BYTES_MAX)
        .max_frame_size(MESSAGE_BYTES_MAX)
        .on_upgrade(move |socket| run(socket, frames, watcher))
}

/// What one screen is sent.
struct Frames {
    newest: watch::Receiver<Arc<Edition>>,
    /// The edition that it has, for one that is sent what changed since.
    known: Option<u64>,
}

impl Frames {
    /// What the screen lacks once there is something newer; none when there will be nothing more.
    async fn next(&mut self) -> Option<Encoded> {
        self.newest.changed().await.ok()?;
        let newest = self.newest.borrow_and_update().clone();
        let Some(known) = &mut self.known else {
            return Some(newest.whole());
        };
        Some(newest.lacking(std::mem::replace(known, newest.number())))
    }
}

/// How fast one screen is heard.
struct Pace {
    second: Instant,
    heard: u32,
}

impl Pace {
    /// When the next message may be read.
    fn next_at(&self) -> Instant {
        match self.heard {
            HEARD_PER_SECOND.. => self.second + Duration::from_secs(1),
            _ => self.second,
        }
    }

    fn heard(&mut self) {
        let now = Instant::now();
        if now - self.second >= Duration::from_secs(1) {
            (self.second, self.heard) = (now, 0);
        }
        self.heard += 1;
    }
}

async fn run<W: Watcher>(mut socket: WebSocket, mut frames: Frames, mut watcher: W) {
    frames.newest.mark_changed();
    let mut calls = watcher.calls();
    let mut pace = Pace {
        second: Instant::now(),
        heard: 0,
    };
    let mut silent_at = Instant::now() + SCREEN_SILENCE_MAX;
    loop {
        let answer = tokio::select! {
            frame = frames.next() => {
                if frame.is_none() {
                    break;
                }
                frame
            }
            call = called(&mut calls) => call,
            message = listen(&mut socket, pace.next_at(), silent_at) => {
                let Some(message) = message else {
                    break;
                };
                pace.heard();
                silent_at = Instant::now() + SCREEN_SILENCE_MAX;
                heard(&message, &watcher)
            }
            () = watcher.dismissed() => {
                return send_away(socket).await;
            }
        };
        let Some(text) = answer else { continue };
        let sent = socket.send(Message::Text(text));
        // A screen that takes nothing must not outlive its key either.
        let sent = tokio::select! {
            sent = timeout(SEND_MAX, sent) => Some(matches!(sent, Ok(Ok(())))),
            () = watcher.dismissed() => None,
        };
        match sent {
            Some(true) => {}
            Some(false) => break,
            None => return send_away(socket).await,
        }
    }
}

/// The next message, from this moment on; none from a screen that is gone, or was silent until that
/// one.
async fn listen(socket: &mut WebSocket, from: Instant, until: Instant) -> Option<Message> {
    sleep_until(from).await;
    let message = timeout_at(until, socket.recv()).await;
    message.ok()??.ok()
}

async fn send_away(mut socket: WebSocket) {
    let farewell = CloseFrame {
        code: REVOKED,
        reason: "the key was revoked".into(),
    };
    let told = socket.send(Message::Close(Some(farewell)));
    let _ = timeout(FAREWELL_MAX, told).await;
}

/// The next thing that is said to this screen alone. What was said before it came is not said
/// again.
async fn called(calls: &mut Option<watch::Receiver<Option<String>>>) -> Option<Encoded> {
    let Some(heard) = calls else {
        return std::future::pending().await;
    };
    if heard.changed().await.is_err() {
        *calls = None;
        return None;
    }
    let said = heard.borrow_and_update().clone();
    said.map(Encoded::from)
}

/// What to answer, if anything. What cannot be understood is ignored: a newer screen may say more.
fn heard(message: &Message, watcher: &impl Watcher) -> Option<Encoded> {
    let Message::Text(text) = message else {
        return None;
    };
    let said: Said = serde_json::from_str(text).ok()?;
    if let (Some(revision), Some(epoch)) = (said.shown, said.epoch) {
        watcher.shown(epoch, revision);
    }
    if let Some(sound) = said.sound {
        watcher.sounds(sound);
    }
    if let Some(waiting) = said.waiting {
        watcher.waits(waiting);
    }
    let ping = said.ping?;
    Some(format!(r#"{{"pong":{ping},"now":{}}}"#, watcher.now_ms()).into())
}
