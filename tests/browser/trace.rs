//! What the page's own thread was busy with, by Chromium's account: a busy machine keeps it waiting
//! in the middle of a task, and only the processor's time tells that from a page which has too much
//! to do.

use crate::browser::Browser;
use crate::support::wait::until;
use serde_json::{Value, json};
use std::net::TcpStream;
use tokio_tungstenite::tungstenite::{Message, WebSocket, connect, stream::MaybeTlsStream};

/// One turn of the page's thread.
pub struct Task {
    /// From its beginning to its end.
    pub wall_ms: f64,
    /// What the thread had of a processor meanwhile.
    pub cpu_ms: f64,
}

/// A recording that runs.
pub struct Trace {
    line: WebSocket<MaybeTlsStream<TcpStream>>,
    events: Vec<Value>,
}

impl Trace {
    /// Records from here on.
    pub fn start(browser: &Browser) -> Trace {
        let address = until("the browser's own port", || browser.devtools());
        let (line, _) = connect(address).expect("the browser answers");
        let events = Vec::new();
        let mut trace = Trace { line, events };
        let chosen = json!({ "includedCategories": ["toplevel"] });
        let how = json!({ "transferMode": "ReportEvents", "traceConfig": chosen });
        trace.ask("Tracing.start", how);
        trace.read_until(|message| message["id"] == 1);
        trace
    }

    /// All tasks of the page's thread since the start.
    pub fn stop(mut self) -> Vec<Task> {
        self.ask("Tracing.end", json!({}));
        self.read_until(|message| message["method"] == "Tracing.tracingComplete");
        let named = |event: &&Value| {
            event["name"] == "thread_name" && event["args"]["name"] == "CrRendererMain"
        };
        let of = |event: &Value| (event["pid"].as_u64(), event["tid"].as_u64());
        let pages: Vec<_> = self.events.iter().filter(named).map(of).collect();
        let tasks = self
            .events
            .iter()
            .filter(|event| event["name"] == "ThreadControllerImpl::RunTask");
        let tasks = tasks.filter(|event| pages.contains(&of(event)));
        let ms = |event: &Value, key: &str| event[key].as_f64().unwrap_or_default() / 1e3;
        let task = |event| Task {
            wall_ms: ms(event, "dur"),
            cpu_ms: ms(event, "tdur"),
        };
        tasks.map(task).collect()
    }

    fn ask(&mut self, method: &str, parameters: Value) {
        let asked = json!({ "id": 1, "method": method, "params": parameters });
        let sent = self.line.send(Message::text(asked.to_string()));
        sent.expect("the browser hears");
    }

    fn read_until(&mut self, last: impl Fn(&Value) -> bool) {
        loop {
            let Message::Text(text) = self.line.read().expect("the browser says something") else {
                continue;
            };
            let message: Value = serde_json::from_str(&text).expect("JSON");
            if message["method"] == "Tracing.dataCollected" {
                let told = message["params"]["value"].as_array().cloned();
                self.events.extend(told.unwrap_or_default());
            }
            if last(&message) {
                return;
            }
        }
    }
}
