//! The air between a phone and the server: it carries everything, loses the replies to votes, or
//! carries nothing at all.

use crate::support::server::Server;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::thread;

const CLEAR: u8 = 0;
const LOSES_REPLIES: u8 = 1;

/// A relay on a port of its own.
pub struct Air {
    pub base: String,
    mode: Arc<AtomicU8>,
    over: Arc<AtomicBool>,
}

impl Air {
    /// Between a phone and this server.
    pub fn over(server: &Server) -> Air {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let air = Air {
            base: format!("http://{address}"),
            mode: Arc::new(AtomicU8::new(CLEAR)),
            over: Arc::default(),
        };
        let (mode, over) = (air.mode.clone(), air.over.clone());
        let host = server.host().to_owned();
        thread::spawn(move || {
            for phone in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(server) = TcpStream::connect(&host) else {
                    continue;
                };
                relay(phone, server, &mode);
            }
        });
        air
    }

    /// From now on the server hears every vote, and no phone hears the reply.
    pub fn loses_replies(&self) {
        self.mode.store(LOSES_REPLIES, Ordering::SeqCst);
    }

    /// Carries everything again.
    pub fn clears(&self) {
        self.mode.store(CLEAR, Ordering::SeqCst);
    }
}

impl Drop for Air {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // One last visitor, so that the thread looks up.
        let host = self.base.strip_prefix("http://").expect("http");
        let _ = TcpStream::connect(host);
    }
}

/// Both ways of one connection, each in a thread that ends with it.
fn relay(phone: TcpStream, server: TcpStream, mode: &Arc<AtomicU8>) {
    // Set while the reply to a question about a vote is awaited.
    let awaited = Arc::new(AtomicBool::new(false));
    let (from, to) = (
        phone.try_clone().expect("a stream"),
        server.try_clone().expect("a stream"),
    );
    let vote = awaited.clone();
    thread::spawn(move || {
        carry(from, to, |bytes| {
            let asks = bytes.windows(10).any(|bytes| bytes == b" /api/vote");
            vote.store(asks, Ordering::SeqCst);
            true
        });
    });
    let mode = mode.clone();
    thread::spawn(move || {
        carry(server, phone, |_| {
            let lost = mode.load(Ordering::SeqCst) == LOSES_REPLIES;
            !(lost && awaited.load(Ordering::SeqCst))
        });
    });
}

/// Carries bytes as long as they may pass; then the connection breaks.
fn carry(mut from: TcpStream, mut to: TcpStream, mut passes: impl FnMut(&[u8]) -> bool) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if !passes(&buffer[..count]) || to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
