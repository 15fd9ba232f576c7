//! A live screen's socket: the newest frame out, heartbeats and small messages in.

use crate::fanout::Encoded;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde::Deserialize;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// tungstenite fills its read buffer with zeros for every socket: 128 KiB unless told otherwise.
const READ_BUFFER_BYTES: usize = 1024;

/// The largest message that a screen may send, in bytes.
const MESSAGE_BYTES_MAX: usize = 1024;

/// A screen says something twice a second; one that is silent for so long is gone.
const SCREEN_SILENCE_MAX: Duration = Duration::from_secs(20);

/// A frame that a screen has not taken after so long will not be taken.
const SEND_MAX: Duration = Duration::from_secs(10);

/// What a screen says.
#[derive(Deserialize)]
struct Said {
    ping: Option<u64>,
    shown: Option<u64>,
    epoch: Option<i64>,
}

/// What the role makes of its screens.
pub trait Watcher: Send + 'static {
    /// The server's time, in milliseconds since the Unix epoch.
    fn now_ms(&self) -> i64;

    /// The screen says that a revision is really on it.
    fn shown(&self, _epoch: i64, _revision: u64) {}
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

async fn run<W: Watcher>(mut socket: WebSocket, mut frames: watch::Receiver<Encoded>, watcher: W) {
    frames.mark_changed();
    let mut silent_at = Instant::now() + SCREEN_SILENCE_MAX;
    loop {
        let answer = tokio::select! {
            changed = frames.changed() => {
                if changed.is_err() {
                    break;
                }
                Some(frames.borrow_and_update().clone())
            }
            message = timeout_at(silent_at, socket.recv()) => {
                let Ok(Some(Ok(message))) = message else {
                    break;
                };
                silent_at = Instant::now() + SCREEN_SILENCE_MAX;
                heard(&message, &watcher)
            }
        };
        let Some(text) = answer else { continue };
        let sent = socket.send(Message::Text(text));
        if !matches!(tokio::time::timeout(SEND_MAX, sent).await, Ok(Ok(()))) {
            break;
        }
    }
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
    let ping = said.ping?;
    Some(format!(r#"{{"pong":{ping},"now":{}}}"#, watcher.now_ms()).into())
}
