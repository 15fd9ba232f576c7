//! The screens that nobody touches: what they were sent, and when.

use crate::support::server::Server;
use crate::support::socket::Socket;
use crate::support::wait::until;
use serde_json::Value;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// Words that would tell the hall of a trouble that is none of its business.
const FLINCHES: [&str; 14] = [
    "disk",
    "degraded",
    "stored",
    "resume",
    "error",
    "not confirmed",
    "磁碟",
    "磁盘",
    "寫入",
    "写入",
    "紀錄",
    "重啟",
    "未能確認",
    "未能确认",
];

/// A screen and all its frames.
#[derive(Clone)]
pub struct Screen(Arc<Mutex<Vec<(SystemTime, Value)>>>);

impl Screen {
    pub fn stage(server: &Server) -> Screen {
        Screen::watch(Socket::stage(server, ""))
    }

    pub fn mc(server: &Server) -> Screen {
        Screen::watch(Socket::role(server, "mc"))
    }

    fn watch(mut socket: Socket) -> Screen {
        let frames = Arc::new(Mutex::new(Vec::new()));
        let screen = Screen(frames.clone());
        std::thread::spawn(move || {
            while let Some(frame) = socket.next_or_end() {
                let mut frames = frames.lock().expect("a lock");
                let last = frames.last().map(|(_, last)| moment(last));
                // As the pages do: what is older than what they show is left out.
                if last.is_none_or(|last| moment(&frame) >= last) {
                    frames.push((SystemTime::now(), frame));
                }
            }
        });
        screen
    }

    /// Waits for a frame like this, at or after `since`, and tells when it came.
    pub fn has(
        &self,
        what: &str,
        since: SystemTime,
        wanted: impl Fn(&Value) -> bool,
    ) -> SystemTime {
        until(what, || {
            let frames = self.0.lock().expect("a lock");
            let mut late = frames.iter().filter(|(at, _)| *at >= since);
            late.find(|(_, frame)| wanted(frame)).map(|(at, _)| *at)
        })
    }

    /// What it shows now.
    pub fn last(&self) -> Value {
        let frames = self.0.lock().expect("a lock");
        frames
            .last()
            .map(|(_, frame)| frame.clone())
            .unwrap_or_default()
    }

    /// What a stage says that it should not.
    pub fn flinches(&self) -> Vec<String> {
        let frames = self.0.lock().expect("a lock");
        let texts = frames
            .iter()
            .map(|(_, frame)| frame.to_string().to_lowercase());
        let found = texts.filter(|text| FLINCHES.iter().any(|word| text.contains(word)));
        found.collect()
    }
}

/// The red banner with its button.
pub fn is_red(frame: &Value) -> bool {
    let banner = frame["regions"]["banner"].as_str().unwrap_or_default();
    banner.contains("notice alarm") && banner.contains("/api/resume")
}

fn moment(frame: &Value) -> (Option<i64>, Option<u64>, Option<u64>) {
    (
        frame["epoch"].as_i64(),
        frame["revision"].as_u64(),
        frame["beat"].as_u64(),
    )
}

/// The revision that a frame shows.
pub fn revision(frame: &Value) -> u64 {
    frame["revision"].as_u64().unwrap_or_default()
}
