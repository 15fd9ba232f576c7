//! A live screen's socket: the newest frame out, heartbeats and small messages in.

use crate::fanout::Encoded;
use crate::view::Sound;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde::{Deserialize, Deserializer};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

/// tungstenite fills its read buffer with zeros for every socket: 128 KiB unless told otherwise.
const READ_BUFFER_BYTES: usize = 1024;

/// The largest message that a screen may send, in bytes.
const MESSAGE_BYTES_MAX: usize = 1024;

/// A screen says something twice a second; one that is silent for so long is gone.
const SCREEN_SILENCE_MAX: Duration = Duration::from_secs(20);

/// A frame that a screen has not taken after so long will not be taken.
const SEND_MAX: Duration = Duration::from_secs(10);

/// What a socket is closed with when its key was revoked: the page then asks for the way back in. The codes from 4000 are for us to give.
const REVOKED: u16 = 4401;

/// How long a screen may take to hear that.
const FAREWELL_MAX: Duration = Duration::from_millis(250);

/// What a screen says.
#[derive(Deserialize)]
struct Said {
    ping: Option<u64>,
    shown: Option<u64>,
    epoch: Option<i64>,
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
}

/// Answers the upgrade and sends every newer frame until the screen goes or falls silent.
pub fn serve(
    upgrade: WebSocketUpgrade,
    frames: watch::Receiver<Encoded>,
    watcher: impl Watcher,
) -> Response {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .max_message_size(MESSAGE_BYTES_MAX)
        .max_frame_size(MESSAGE_BYTES_MAX)
        .on_upgrade(move |socket| run(socket, frames, watcher))
}

async fn run<W: Watcher>(
    mut socket: WebSocket,
    mut frames: watch::Receiver<Encoded>,
    mut watcher: W,
) {
    frames.mark_changed();
    let mut calls = watcher.calls();
    let mut silent_at = Instant::now() + SCREEN_SILENCE_MAX;
    loop {
        let answer = tokio::select! {
            changed = frames.changed() => {
                if changed.is_err() {
                    break;
                }
                Some(frames.borrow_and_update().clone())
            }
            call = called(&mut calls) => call,
            message = timeout_at(silent_at, socket.recv()) => {
                let Ok(Some(Ok(message))) = message else {
                    break;
                };
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

async fn send_away(mut socket: WebSocket) {
    let farewell = CloseFrame {
        code: REVOKED,
        reason: "the key was revoked".into(),
    };
    let told = socket.send(Message::Close(Some(farewell)));
    let _ = timeout(FAREWELL_MAX, told).await;
}

/// The next thing that is said to this screen alone. What was said before it came is not said again.
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
    let ping = said.ping?;
    Some(format!(r#"{{"pong":{ping},"now":{}}}"#, watcher.now_ms()).into())
}
