//! A phone's live line: the handshake here, then a thread that serves thousands ([`crate::phones`]).

use crate::director::Director;
use crate::http::App;
use crate::http::error::Problem;
use crate::phones::{MESSAGE_BYTES_MAX, SEND_MAX, SILENCE_MAX, answer};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

/// tungstenite fills its read buffer with zeros for every socket: 128 KiB unless told otherwise.
const READ_BUFFER_BYTES: usize = 1024;

/// `GET /live/audience`
pub async fn live(State(app): State<Arc<App>>, mut request: Request) -> Result<Response, Problem> {
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let answer = create_response_with_body(&request, Body::empty);
    let (Some(upgrade), Ok(answer)) = (upgrade, answer) else {
        let detail = "This is a WebSocket: open it with a WebSocket handshake.";
        return Err(Problem::new(
            StatusCode::UPGRADE_REQUIRED,
            "websocket-only",
            detail,
        ));
    };
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        match downcast::<TokioIo<TcpStream>>(upgraded) {
            Ok(parts) => {
                // A copy, as a rule of nothing: hyper's buffer has eight kilobytes, and would stay as long as the phone.
                let (stream, said) = (parts.io.into_inner(), parts.read_buf.to_vec());
                if let Err(error) = hand_over(&app.director, stream, said) {
                    tracing::warn!(%error, "a phone cannot be served live");
                }
            }
            Err(upgraded) => over_tls(&app.director, upgraded).await,
        }
    });
    Ok(answer)
}

fn hand_over(director: &Director, stream: TcpStream, said: Vec<u8>) -> io::Result<()> {
    director.fanout().lines().welcome(stream.into_std()?, said)
}

/// An encrypted line needs a task of its own: what goes over its wire is different for each.
async fn over_tls(director: &Director, upgraded: Upgraded) {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(Some(MESSAGE_BYTES_MAX))
        .max_frame_size(Some(MESSAGE_BYTES_MAX));
    let wire = TokioIo::new(upgraded);
    let mut socket = WebSocketStream::from_raw_socket(wire, Role::Server, Some(config)).await;
    let mut frames = director.fanout().phones();
    frames.mark_changed();
    loop {
        let text = tokio::select! {
            changed = frames.changed() => {
                if changed.is_err() {
                    return;
                }
                Some(frames.borrow_and_update().to_string())
            }
            message = timeout(SILENCE_MAX, socket.next()) => {
                let Ok(Some(Ok(message))) = message else { return };
                answer(&message, director.clock().now().0)
            }
        };
        let Some(text) = text else { continue };
        let sent = timeout(SEND_MAX, socket.send(Message::text(text))).await;
        if !matches!(sent, Ok(Ok(()))) {
            return;
        }
    }
}
