//! Phones that vote as fast as they are answered, and remember what they were told.

use crate::support::server::Server;
use palmares::words::Ui;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

/// Threads, each of them one phone after the other.
const PHONES: usize = 4;

/// Between one phone and the next: the limit is not what is tested here.
const PAUSE: Duration = Duration::from_millis(10);

/// A vote that was answered "counted".
#[derive(Clone, Debug)]
pub struct Counted {
    pub receipt: String,
    pub choice: String,
    pub change: u32,
    pub sent: SystemTime,
}

/// All that the phones were told.
#[derive(Default)]
pub struct Told {
    pub counted: Vec<Counted>,
    /// How many read "not confirmed".
    pub not_confirmed: usize,
    /// What should not have been said.
    pub wrong: Vec<String>,
}

const VOTING: u8 = 0;
const AGAIN: u8 = 1;
const ENDING: u8 = 2;

/// A hall that votes until it is told to stop.
pub struct Hall {
    phase: Arc<AtomicU8>,
    told: Arc<Mutex<Told>>,
    again: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<()>>,
}

impl Hall {
    pub fn enter(server: &Server) -> Hall {
        let phase = Arc::new(AtomicU8::new(VOTING));
        let told = Arc::new(Mutex::new(Told::default()));
        let again = Arc::new(AtomicUsize::new(0));
        let phone = |number: usize| {
            let phone = Phone {
                base: server.base.clone(),
                agent: agent(),
                ui: Ui::ALL[number % 3],
                told: told.clone(),
                waiting: Vec::new(),
            };
            let (phase, again) = (phase.clone(), again.clone());
            std::thread::spawn(move || phone.run(number, &phase, &again))
        };
        Hall {
            threads: (0..PHONES).map(phone).collect(),
            phase,
            told: told.clone(),
            again,
        }
    }

    /// How many were told that their vote is not confirmed.
    pub fn not_confirmed(&self) -> usize {
        self.told.lock().expect("a lock").not_confirmed
    }

    /// How many were told that their vote counts.
    pub fn counted(&self) -> usize {
        self.told.lock().expect("a lock").counted.len()
    }

    /// Whoever was told "not confirmed" sends the same vote again, and everyone goes on.
    pub fn send_again(&self) {
        self.phase.store(AGAIN, Ordering::SeqCst);
        crate::support::wait::until("all votes were sent again", || {
            (self.again.load(Ordering::SeqCst) == PHONES).then_some(())
        });
    }

    /// Ends the voting and tells all.
    pub fn leave(self) -> Told {
        self.phase.store(ENDING, Ordering::SeqCst);
        for thread in self.threads {
            thread.join().expect("a phone");
        }
        std::mem::take(&mut *self.told.lock().expect("a lock"))
    }
}

struct Phone {
    base: String,
    agent: ureq::Agent,
    ui: Ui,
    told: Arc<Mutex<Told>>,
    /// Votes that were not confirmed: token and body.
    waiting: Vec<(String, Value)>,
}

impl Phone {
    fn run(mut self, number: usize, phase: &AtomicU8, again: &AtomicUsize) {
        let mut sent_again = false;
        for turn in 0.. {
            match phase.load(Ordering::SeqCst) {
                ENDING => return,
                AGAIN if !sent_again => {
                    for (token, body) in std::mem::take(&mut self.waiting) {
                        self.vote(&token, body);
                    }
                    sent_again = true;
                    again.fetch_add(1, Ordering::SeqCst);
                }
                _ => {}
            }
            let joined = self.post("/api/join", None, &json!({}));
            let Some((200, joined)) = joined else {
                continue;
            };
            let token = joined["voter"].as_str().unwrap_or_default().to_owned();
            let choices = ["mirror", "echo", "river"];
            for change in 1..=1 + u32::from(turn % 3 == 0) {
                let choice = choices[(number + turn + change as usize) % 3];
                let body = json!({"ballot": "people", "choices": [choice], "change": change});
                self.vote(&token, body);
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn vote(&mut self, token: &str, body: Value) {
        let sent = SystemTime::now();
        let Some((status, answer)) = self.post("/api/vote", Some(token), &body) else {
            return;
        };
        let mut told = self.told.lock().expect("a lock");
        let kind = answer["type"].as_str().unwrap_or_default();
        match status {
            200 if answer["status"] == "counted" => told.counted.push(Counted {
                receipt: answer["receipt"].as_str().unwrap_or_default().to_owned(),
                choice: body["choices"][0].as_str().unwrap_or_default().to_owned(),
                change: body["change"].as_u64().unwrap_or_default() as u32,
                sent,
            }),
            // A change that was confirmed while the first try of the vote before it was not.
            200 if answer["status"] == "superseded" => {}
            503 if kind.ends_with(":not-confirmed") => {
                told.not_confirmed += 1;
                if answer["detail"] != self.ui.words().audience.not_confirmed {
                    told.wrong.push(format!("in {:?}: {answer}", self.ui));
                }
                drop(told);
                self.waiting.push((token.to_owned(), body));
            }
            409 if kind.ends_with(":ballot-closed") => {}
            _ => told.wrong.push(format!("{status} {answer}")),
        }
    }

    fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Option<(u16, Value)> {
        let mut request = self
            .agent
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/json")
            .header("accept-language", self.ui.tag());
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut answer = request.send(body.to_string()).ok()?;
        let text = answer.body_mut().read_to_string().ok()?;
        Some((answer.status().as_u16(), serde_json::from_str(&text).ok()?))
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(crate::support::wait::DEADLINE))
        .proxy(None)
        .build()
        .new_agent()
}
