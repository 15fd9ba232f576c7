//! A vote is one line in a file, and answered once it is synced. No show, no rules, no count, no
//! chain, no mirror.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// Lines that share one sync, at most.
const BATCH_MAX: usize = 4_096;

type Waiting = (String, oneshot::Sender<()>);

#[derive(Deserialize)]
struct Vote {
    ballot: String,
    choices: Vec<String>,
    change: u32,
}

/// Serves for ever; the port goes to standard output.
pub fn serve(dir: &Path) {
    let file = File::options()
        .create(true)
        .append(true)
        .open(dir.join("votes"));
    let (queue, waiting) = channel();
    let file = file.expect("a file");
    std::thread::spawn(move || store(file, &waiting));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.expect("a free port");
        println!("{}", listener.local_addr().expect("an address").port());
        let router = Router::new()
            .route("/api/vote", post(vote))
            .with_state(queue);
        axum::serve(listener, router).await.expect("served");
    });
}

async fn vote(
    State(queue): State<Sender<Waiting>>,
    headers: HeaderMap,
    Json(vote): Json<Vote>,
) -> Result<Json<Value>, StatusCode> {
    let voter = headers.get("authorization").and_then(|v| v.to_str().ok());
    let line = format!(
        "{} {} {} {}\n",
        vote.ballot,
        voter.ok_or(StatusCode::UNAUTHORIZED)?,
        vote.change,
        vote.choices.join(" ")
    );
    let (reply, stored) = oneshot::channel();
    let failed = StatusCode::INTERNAL_SERVER_ERROR;
    queue.send((line, reply)).map_err(|_| failed)?;
    stored.await.map_err(|_| failed)?;
    Ok(Json(json!({"status": "counted", "choices": vote.choices})))
}

fn store(mut file: File, waiting: &Receiver<Waiting>) {
    while let Ok(first) = waiting.recv() {
        let more = waiting.try_iter().take(BATCH_MAX - 1);
        let (lines, replies): (Vec<String>, Vec<_>) = std::iter::once(first).chain(more).unzip();
        let written = file.write_all(lines.concat().as_bytes());
        written.and_then(|()| file.sync_data()).expect("stored");
        for reply in replies {
            let _ = reply.send(());
        }
    }
}
