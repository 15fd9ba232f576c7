//! One stage screen, as a program that reads what it is sent.

use crate::wire::{Caller, frame, said, upgrade};
use serde_json::Value;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How often a screen says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(5);

pub struct Screen {
    stream: TcpStream,
    heard: Vec<u8>,
    said_at: Instant,
}

impl Screen {
    /// Opens the stage's socket.
    pub fn open(server: SocketAddr) -> io::Result<Screen> {
        let mut caller = Caller::new(server)?;
        let (status, _) = caller.ask(&upgrade("/live/stage"))?;
        if status != 101 {
            return Err(io::Error::other(format!("answered {status}")));
        }
        let (stream, rest) = caller.into_parts();
        Ok(Screen {
            stream,
            heard: rest,
            said_at: Instant::now(),
        })
    }

    /// The next frame within this time, if there is one.
    pub fn next(&mut self, patience: Duration) -> io::Result<Option<Value>> {
        let until = Instant::now() + patience;
        loop {
            if self.said_at.elapsed() > HEARTBEAT {
                self.stream.write_all(&said(r#"{"ping":1}"#))?;
                self.said_at = Instant::now();
            }
            if let Some((_, begins, end)) = frame(&self.heard) {
                let text = serde_json::from_slice(&self.heard[begins..end]);
                self.heard.drain(..end);
                match text {
                    Ok(Value::Object(frame)) if frame.contains_key("regions") => {
                        return Ok(Some(Value::Object(frame)));
                    }
                    // An answer to a heartbeat, or a ping.
                    _ => continue,
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            self.stream.set_read_timeout(Some(left.min(HEARTBEAT)))?;
            let mut some = [0; 64 * 1024];
            match self.stream.read(&mut some) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(read) => self.heard.extend_from_slice(&some[..read]),
                Err(error) if waited(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits for the frame that this is true of.
    pub fn until(&mut self, what: &str, mut wanted: impl FnMut(&Value) -> bool) -> Value {
        loop {
            let next = self.next(Duration::from_secs(20)).expect("a live stage");
            let next = next.unwrap_or_else(|| panic!("waited in vain: {what}"));
            if wanted(&next) {
                return next;
            }
        }
    }
}

fn waited(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
    )
}

/// Whether a stage's frame says that so many have voted.
pub fn tells(frame: &Value, voters: usize) -> bool {
    let text = frame["regions"].to_string();
    let wanted = grouped(voters);
    let number = |c: char| c.is_ascii_digit() || c == ',';
    text.match_indices(&wanted).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + wanted.len()..].chars().next();
        !before.is_some_and(number) && !after.is_some_and(number)
    })
}

/// `1,234,567`
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
