//! A phone's live line: it hears frames, and comes back whenever it is lost.

use super::hall::{Listening, Simulation};
use super::phone::backoff;
use super::plan::Drop;
use super::tape::Timed;
use super::wire::{self, hang_up_at_once};
use crate::demo::crowd::Chance;
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, interval, sleep, sleep_until, timeout};
use tokio_tungstenite::tungstenite::{Error, Message};

/// A phone says something this often, as the page does.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// How long the page waits for a first frame, and for an answer on its line.
const FRAME_MAX: Duration = Duration::from_secs(8);
const PONG_MAX: Duration = Duration::from_secs(5);

/// What a phone looks at in a frame.
#[derive(Deserialize)]
struct FrameHead {
    /// Phase.
    p: Option<String>,
    /// The ballot's index.
    b: Option<usize>,
    /// The deadline.
    c: Option<i64>,
    /// The number of a ping.
    pong: Option<u64>,
}

/// Why a line is no more.
enum LineEnd {
    Dropped,
    Lost(String),
}

/// Hears frames for as long as it is let, and tells on `paper` whether the ballot is open.
pub async fn keep_the_line(
    hall: &Simulation,
    number: u32,
    mut drop: Option<Drop>,
    paper: &watch::Sender<bool>,
) {
    let mut chance = Chance::seeded(u64::from(number), number);
    let mut fails = 0;
    loop {
        let ended = match hall.door(number).listen().await {
            Err(why) => LineEnd::Lost(why),
            Ok(mut line) => {
                let mut screen = LiveLine::new(hall, number, paper);
                let ended = screen.hear(&mut line, drop.map(|drop| drop.at)).await;
                if screen.listening.is_some() {
                    fails = 0;
                }
                if drop.is_some_and(|drop| drop.reset) && matches!(ended, LineEnd::Dropped) {
                    hang_up_at_once(line.get_ref());
                }
                ended
            }
        };
        match (ended, drop) {
            (LineEnd::Dropped, Some(planned)) => {
                drop = None;
                hall.tape.record(number).dropped = true;
                sleep(planned.away).await;
            }
            (LineEnd::Lost(why), _) => {
                hall.tape.trouble(format!("live line: {why}"));
                sleep(backoff(fails, &mut chance)).await;
                fails += 1;
            }
            (LineEnd::Dropped, None) => {}
        }
    }
}

/// What one connection has come to.
struct LiveLine<'a> {
    hall: &'a Simulation,
    number: u32,
    paper: &'a watch::Sender<bool>,
    /// Once a frame has come.
    listening: Option<Listening<'a>>,
    /// The last question's number, and when it was asked.
    ping: (u64, Instant),
    /// When an answer must have come, if one is waited for.
    patience: Option<Instant>,
}

impl<'a> LiveLine<'a> {
    fn new(hall: &'a Simulation, number: u32, paper: &'a watch::Sender<bool>) -> Self {
        let now = Instant::now();
        LiveLine {
            hall,
            number,
            paper,
            listening: None,
            ping: (0, now),
            patience: Some(now + FRAME_MAX),
        }
    }

    async fn hear(&mut self, line: &mut wire::Line, drops: Option<Duration>) -> LineEnd {
        let mut beat = interval(HEARTBEAT);
        let drops_at = drops.map(|at| self.hall.start + at);
        loop {
            // Only a line that is up can be lost.
            let drops_at = drops_at.filter(|_| self.listening.is_some());
            let message = tokio::select! {
                _ = until(drops_at) => return LineEnd::Dropped,
                _ = until(self.patience) => return LineEnd::Lost("no answer in time".into()),
                _ = beat.tick() => {
                    if !self.asks(line).await {
                        return cut();
                    }
                    continue;
                }
                message = line.next() => message,
            };
            let told = match message {
                Some(Ok(Message::Text(text))) => self.takes(&text),
                Some(Ok(Message::Close(_))) | None => return cut(),
                Some(Err(Error::Io(error))) => return LineEnd::Lost(wire::told(error)),
                Some(Err(_)) => return cut(),
                Some(Ok(_)) => Some(()),
            };
            if told.is_none() {
                return LineEnd::Lost("spoke nonsense".into());
            }
        }
    }

    async fn asks(&mut self, line: &mut wire::Line) -> bool {
        self.ping = (self.ping.0 + 1, Instant::now());
        let ping = json!({ "ping": self.ping.0 }).to_string();
        let sent = timeout(PONG_MAX, line.send(Message::text(ping))).await;
        self.patience = self.patience.or(Some(Instant::now() + PONG_MAX));
        matches!(sent, Ok(Ok(())))
    }

    fn takes(&mut self, text: &str) -> Option<()> {
        let frame: FrameHead = serde_json::from_str(text).ok()?;
        if let Some(pong) = frame.pong {
            if pong == self.ping.0 {
                self.hall.tape.took(Timed::Ping, self.ping.1.elapsed());
                self.patience = self.patience.filter(|_| self.listening.is_none());
            }
            return Some(());
        }
        if self.listening.is_none() {
            let mut record = self.hall.tape.record(self.number);
            record.connected = true;
            record.returned |= record.dropped;
            self.patience = None;
        }
        let hall = self.hall;
        let listening = self.listening.get_or_insert_with(|| Listening::begin(hall));
        let later = hall.gate(self.number).delay_ms;
        listening.hears(frame.c.unwrap_or(i64::MIN).saturating_sub(later));
        let mine = hall.poll.as_ref().map(|poll| poll.index) == frame.b;
        let now = frame.p.as_deref() == Some("open") && mine;
        self.paper
            .send_if_modified(|open| std::mem::replace(open, now) != now);
        Some(())
    }
}

fn cut() -> LineEnd {
    LineEnd::Lost("the connection broke".into())
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
