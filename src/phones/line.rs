//! One phone's connection: nothing is queued for it but the rest of what was begun.

use super::{MESSAGE_BYTES_MAX, SEND_MAX, SILENCE_MAX, answer};
use mio::net::TcpStream;
use std::io::{self, ErrorKind, Read, Write};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig, WebSocketContext};
use tokio_tungstenite::tungstenite::{Error, Message};

/// Phones say little: a ping has about twenty bytes. This is allocated for each of them.
const READ_BUFFER_BYTES: usize = 64;

/// Answers that may wait for one phone, in bytes; one that asks on without reading is gone.
const UNSENT_BYTES_MAX: usize = 4 * 1024;

/// Bytes of one phone that are heard before the others have their turn. Messages would be no
/// measure: one in endless empty fragments never ends.
const TURN_BYTES_MAX: usize = 1024;

/// Bytes that may come without making a message; a phone's longest message fits several times.
const SILENT_BYTES_MAX: usize = 8 * 1024;

/// What is left to do with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followup {
    /// Nothing until it stirs again.
    Wait,
    Again,
    /// It is gone.
    HangUp,
}

pub(super) struct PhoneLine {
    pub stream: TcpStream,
    socket: WebSocketContext,
    /// The rest of a frame that was begun, and answers.
    unsent: Vec<u8>,
    /// It could not take the last frame, and is sent the newest when it can.
    behind: bool,
    heard_at: Instant,
    /// Bytes since the last whole message.
    silent_bytes: usize,
    stuck_since: Option<Instant>,
    /// It stands among those whose turn comes again: once is enough.
    pub waits: bool,
}

impl PhoneLine {
    pub fn new(stream: TcpStream, said: Vec<u8>) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_write_buffer_size(UNSENT_BYTES_MAX)
            .max_message_size(Some(MESSAGE_BYTES_MAX))
            .max_frame_size(Some(MESSAGE_BYTES_MAX));
        PhoneLine {
            stream,
            socket: WebSocketContext::from_partially_read(said, Role::Server, Some(config)),
            unsent: Vec::new(),
            behind: false,
            heard_at: Instant::now(),
            silent_bytes: 0,
            stuck_since: None,
            waits: false,
        }
    }

    /// Sends a frame, or remembers that one is due.
    pub fn tell(&mut self, wire: &[u8]) -> Followup {
        if !self.unsent.is_empty() {
            self.behind = true;
            return Followup::Wait;
        }
        match self.stream.write(wire) {
            Ok(sent) if sent == wire.len() => Followup::Wait,
            Ok(sent) => {
                self.unsent.extend_from_slice(&wire[sent..]);
                self.stuck()
            }
            Err(error) if again(&error) => {
                self.behind = true;
                self.stuck()
            }
            Err(_) => Followup::HangUp,
        }
    }

    fn stuck(&mut self) -> Followup {
        self.stuck_since.get_or_insert_with(Instant::now);
        Followup::Wait
    }

    /// Hears some of what it says, answers, and sends what waits. `newest` is for a line that is
    /// behind.
    pub fn serve(&mut self, newest: &[u8], now_ms: i64) -> Followup {
        if self.catch_up(newest) == Followup::HangUp {
            return Followup::HangUp;
        }
        let heard = self.hear(now_ms);
        // Also the farewell of one that has gone, if it still fits.
        match self.catch_up(newest) {
            Followup::HangUp => Followup::HangUp,
            _ if self.unsent.len() > UNSENT_BYTES_MAX => Followup::HangUp,
            _ => heard,
        }
    }

    fn catch_up(&mut self, newest: &[u8]) -> Followup {
        while !self.unsent.is_empty() {
            match self.stream.write(&self.unsent) {
                Ok(0) => return Followup::HangUp,
                Ok(sent) => drop(self.unsent.drain(..sent)),
                Err(error) if again(&error) => return self.stuck(),
                Err(_) => return Followup::HangUp,
            }
        }
        // What is rare must not keep its room.
        self.unsent = Vec::new();
        self.stuck_since = None;
        match std::mem::take(&mut self.behind) {
            true => self.tell(newest),
            false => Followup::Wait,
        }
    }

    fn hear(&mut self, now_ms: i64) -> Followup {
        let PhoneLine {
            stream,
            socket,
            unsent,
            ..
        } = self;
        let mut wire = Duplex {
            stream,
            unsent,
            left: TURN_BYTES_MAX,
        };
        loop {
            let before = wire.left;
            let read = socket.read(&mut wire);
            self.silent_bytes += before - wire.left;
            let message = match read {
                Ok(message) => message,
                Err(Error::Io(error)) if again(&error) => {
                    return match wire.left {
                        _ if self.silent_bytes > SILENT_BYTES_MAX => Followup::HangUp,
                        0 => Followup::Again,
                        _ => Followup::Wait,
                    };
                }
                Err(_) => return Followup::HangUp,
            };
            (self.heard_at, self.silent_bytes) = (Instant::now(), 0);
            let Some(answer) = answer(&message, now_ms) else {
                continue;
            };
            let written = socket.write(&mut wire, Message::text(answer));
            if written.and_then(|()| socket.flush(&mut wire)).is_err() {
                return Followup::HangUp;
            }
        }
    }

    /// Whether nobody need wait for it any more.
    pub fn is_gone(&self, now: Instant) -> bool {
        let stuck = self.stuck_since.map(|since| now - since);
        now - self.heard_at > SILENCE_MAX || stuck.is_some_and(|stuck| stuck > SEND_MAX)
    }
}

fn again(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

/// Reads from the socket and writes into memory, so that answers and frames keep one order.
struct Duplex<'a> {
    stream: &'a mut TcpStream,
    unsent: &'a mut Vec<u8>,
    /// Bytes that this turn still allows.
    left: usize,
}

impl Read for Duplex<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(ErrorKind::WouldBlock.into());
        }
        let most = buffer.len().min(self.left);
        let read = self.stream.read(&mut buffer[..most])?;
        self.left -= read;
        Ok(read)
    }
}

impl Write for Duplex<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unsent.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
