//! A bad network of our own: a TCP relay that drops replies, delays, cuts in the middle, and goes
//! silent without a word.

use super::dice::{Dice, dice};
use rand::Rng;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long a dead connection is held: longer than any client here waits for one.
const DEAD_MAX: Duration = Duration::from_secs(12);

/// How bad it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weather {
    /// Of a hundred connections, so many lose what the server answers, and are cut.
    pub lost_replies: u32,
    /// Of a hundred connections, so many are cut after a random number of bytes, in one direction
    /// or the other.
    pub cut: u32,
    /// Of a hundred connections, so many go silent after a random number of bytes: open, and
    /// nothing comes through any more.
    pub silent: u32,
    /// Every piece waits up to so many milliseconds.
    pub delay_ms: u64,
}

/// What the link does to all connections at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Up,
    /// Connections break, and new ones are refused at once.
    Broken,
    /// Connections stay open and nothing comes through; those that were there never come back to
    /// life.
    Silent,
    /// What is sent waits, and is delivered once the link is up again.
    Held,
}

/// The relay. It ends when it is dropped.
pub struct Proxy {
    pub address: SocketAddr,
    link: watch::Sender<(Link, u64)>,
    accepting: JoinHandle<()>,
    /// One more holds it for each connection.
    open: Arc<()>,
}

impl Proxy {
    /// Relays to `target`; the weather of each connection comes from the seed.
    pub async fn start(target: SocketAddr, weather: Weather, seed: u64) -> Proxy {
        let socket = TcpSocket::new_v4().expect("a socket");
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(here).expect("a port");
        // With the usual backlog a thousand that come back at once would wait a second for each
        // dropped SYN.
        let listener = socket.listen(4096).expect("it listens");
        let address = listener.local_addr().expect("an address");
        let (link, watched) = watch::channel((Link::Up, 0));
        let open = Arc::new(());
        let connections = Arc::downgrade(&open);
        let accepting = tokio::spawn(async move {
            for nth in 0.. {
                let Ok((near, _)) = listener.accept().await else {
                    return;
                };
                let watched = watched.clone();
                let fate = Fate::of(weather, &mut dice(seed, nth));
                let counted = connections.upgrade();
                tokio::spawn(async move {
                    relay(near, target, fate, watched).await;
                    drop(counted);
                });
            }
        });
        Proxy {
            address,
            link,
            accepting,
            open,
        }
    }

    /// Connections that somebody holds, dead ones among them.
    pub fn open(&self) -> usize {
        Arc::strong_count(&self.open) - 1
    }

    /// Where clients go.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes the link. Every change ends the connections that a broken or silent link has had.
    pub fn set(&self, link: Link) {
        let ends = matches!(link, Link::Broken | Link::Silent);
        self.link
            .send_modify(|now| *now = (link, now.1 + u64::from(ends)));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// What becomes of a connection.
#[derive(Clone, Copy)]
struct Fate {
    end: End,
    /// Bytes until then.
    after: usize,
    /// Whether it is the answer that meets it, rather than the question.
    down: bool,
    delay_ms: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    None,
    Cut,
    Silent,
}

impl Fate {
    fn of(weather: Weather, dice: &mut Dice) -> Fate {
        let chance = dice.random_range(0..100);
        let delay_ms = weather.delay_ms;
        let after = dice.random_range(0..600);
        let down = dice.random_bool(0.7);
        let (end, after, down) = if chance < weather.lost_replies {
            (End::Cut, 0, true)
        } else if chance < weather.lost_replies + weather.cut {
            (End::Cut, after, down)
        } else if chance < weather.lost_replies + weather.cut + weather.silent {
            (End::Silent, after, down)
        } else {
            (End::None, 0, false)
        };
        Fate {
            end,
            after,
            down,
            delay_ms,
        }
    }
}

async fn relay(
    near: TcpStream,
    target: SocketAddr,
    fate: Fate,
    mut link: watch::Receiver<(Link, u64)>,
) {
    let (now, count) = *link.borrow_and_update();
    if now == Link::Broken {
        return;
    }
    let mut held = link.clone();
    let passing = async {
        if now == Link::Silent {
            return std::future::pending().await;
        }
        if held.wait_for(|(now, _)| *now != Link::Held).await.is_err() {
            return;
        }
        let Ok(far) = TcpStream::connect(target).await else {
            return;
        };
        let _ = (near.set_nodelay(true), far.set_nodelay(true));
        let (near_in, near_out) = near.into_split();
        let (far_in, far_out) = far.into_split();
        let on_the_way_up = (!fate.down).then_some(fate);
        let on_the_way_down = fate.down.then_some(fate);
        tokio::select! {
            () = pass(near_in, far_out, on_the_way_up, fate.delay_ms) => {}
            () = pass(far_in, near_out, on_the_way_down, fate.delay_ms) => {}
        }
    };
    tokio::pin!(passing);
    // A broken link drops both ends. A silent one holds them until nobody waits for them any more.
    let ended = async {
        loop {
            if link.changed().await.is_err() {
                return Link::Broken;
            }
            let (now, changes) = *link.borrow_and_update();
            if changes > count {
                return now;
            }
        }
    };
    let fell_silent = tokio::select! {
        () = &mut passing => return,
        how = ended => how == Link::Silent,
    };
    if fell_silent {
        // Held by this task, and polled no more: open, and dead.
        tokio::time::sleep(DEAD_MAX).await;
    }
}

/// Passes on what comes until one side ends it, or its fate does.
async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, fate: Option<Fate>, delay_ms: u64) {
    let mut left = fate
        .filter(|fate| fate.end != End::None)
        .map(|fate| fate.after);
    let mut piece = vec![0; 4096];
    loop {
        let Ok(length @ 1..) = from.read(&mut piece).await else {
            return;
        };
        if delay_ms > 0 {
            let wait =
                dice(length as u64, left.unwrap_or_default() as u64).random_range(0..=delay_ms);
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        let through = left.map_or(length, |left| left.min(length));
        if to.write_all(&piece[..through]).await.is_err() {
            return;
        }
        if let Some(rest) = &mut left {
            *rest -= through;
            if through < length || *rest == 0 {
                match fate.map(|fate| fate.end) {
                    Some(End::Silent) => return std::future::pending().await,
                    _ => return,
                }
            }
        }
    }
}
