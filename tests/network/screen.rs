//! A screen without a browser, which does what `static/live.js` and `static/audience.js` do.

use crate::support::dice::Dice;
use futures_util::{SinkExt, StreamExt};
use rand::Rng;
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

/// What kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Stage,
    Phone,
}

impl Page {
    fn path(self) -> &'static str {
        match self {
            Page::Stage => "/live/stage?mirror=1",
            Page::Phone => "/live/audience",
        }
    }

    /// The wait before the next try, after so many that failed.
    fn back_off(self, fails: u32, dice: &mut Dice) -> Duration {
        let ms = match self {
            Page::Stage => {
                let wait = [150., 300., 500., 700.][fails.min(3) as usize];
                wait * (0.6 + 0.4 * dice.random::<f64>())
            }
            Page::Phone => {
                let wait = (500. * f64::from(2_u32.pow(fails.min(8)))).min(8_000.);
                wait * (0.5 + dice.random::<f64>() / 2.)
            }
        };
        Duration::from_millis(ms as u64)
    }

    /// How long it waits for a word before it dials anew; a phone sends a ping only every 25 s.
    fn doubt(self) -> Duration {
        match self {
            Page::Stage => Duration::from_millis(1_000),
            Page::Phone => Duration::from_secs(30),
        }
    }
}

/// A stage's pings, and how often it looks for silence.
const PING: Duration = Duration::from_millis(500);

type Frames = WebSocketStream<TcpStream>;

/// Shows what comes, for ever: the sender tells what is on the screen.
pub async fn run(
    page: Page,
    address: SocketAddr,
    mut dice: Dice,
    shown: watch::Sender<Option<Value>>,
) {
    let mut fails = 0;
    loop {
        let mut why = Gone::Closed;
        if let Ok(mut frames) = dial(page, address).await.inspect_err(|gone| why = *gone) {
            let mut ping = Instant::now();
            why = loop {
                match next(page, &mut frames, &mut ping).await {
                    Ok(frame) => {
                        fails = 0;
                        shown.send_replace(Some(frame));
                    }
                    Err(gone) => break gone,
                }
            };
        }
        // Whoever only doubts dials at once, beside the old socket.
        if why == Gone::Closed {
            sleep(page.back_off(fails, &mut dice)).await;
            fails += 1;
        }
    }
}

/// Why there is no next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gone {
    Closed,
    /// No word for too long.
    Silent,
}

async fn dial(page: Page, address: SocketAddr) -> Result<Frames, Gone> {
    let dialling = async {
        let stream = TcpStream::connect(address).await.ok()?;
        let url = format!("ws://{address}{}", page.path());
        let opened = tokio_tungstenite::client_async(url, stream).await;
        opened.ok().map(|(frames, _)| frames)
    };
    let patience = page.doubt().min(Duration::from_secs(8));
    match timeout(patience, dialling).await {
        Ok(frames) => frames.ok_or(Gone::Closed),
        Err(_) => Err(Gone::Silent),
    }
}

/// The next frame.
async fn next(page: Page, frames: &mut Frames, ping: &mut Instant) -> Result<Value, Gone> {
    let mut heard = Instant::now();
    loop {
        if page == Page::Stage && ping.elapsed() > PING {
            *ping = Instant::now();
            let sent = frames.send(Message::text(r#"{"ping":1}"#)).await;
            sent.map_err(|_| Gone::Closed)?;
        }
        match timeout(PING, frames.next()).await {
            Err(_) if heard.elapsed() > page.doubt() => return Err(Gone::Silent),
            Err(_) => {}
            Ok(Some(Ok(Message::Text(text)))) => {
                heard = Instant::now();
                let message: Value = serde_json::from_str(&text).expect("JSON");
                if message.get("pong").is_none() {
                    return Ok(message);
                }
            }
            Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return Err(Gone::Closed),
            Ok(_) => heard = Instant::now(),
        }
    }
}
