//! A phone's live line: the handshake here, then a thread that serves thousands
//! ([`crate::phones`]).

use crate::http::error::Problem;
use crate::http::foyer::Foyer;
use crate::http::patience::Patient;
use crate::http::wire::{EitherStream, TlsStream};
use crate::phones::{MESSAGE_BYTES_MAX, SEND_MAX, SILENCE_MAX, answer};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_util::either::Either;

/// tungstenite fills its read buffer with zeros for every socket: 128 KiB unless told otherwise.
const READ_BUFFER_BYTES: usize = 1024;

/// `GET /live/audience`
pub async fn live(
    State(foyer): State<Arc<Foyer>>,
    mut request: Request,
) -> Result<Response, Problem> {
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
    if foyer.phones.count() >= foyer.phones_max {
        let detail = "Too many phones are connected. The page asks every few seconds instead.";
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "full",
            detail,
        ));
    }
    if foyer.phones.are_dismissed() {
        let detail = "This node was stopped. Open the page again: another one takes votes.";
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "full",
            detail,
        ));
    }
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            hand_over(&foyer, upgraded).await;
        }
    });
    Ok(answer)
}

/// A plain line goes to a thread that serves thousands, and what the phone has said already with
/// it.
async fn hand_over(foyer: &Foyer, upgraded: Upgraded) {
    let (stream, said) = match plain_or_not(upgraded) {
        Found::Plain(stream, said) => (stream, said),
        Found::Tls(stream, said) => return over_tls(foyer, *stream, said).await,
        Found::Other => return,
    };
    // A copy, as a rule of nothing: hyper's buffer has eight kilobytes, and would stay as long as
    // the phone.
    let said = said.to_vec();
    let handed = stream
        .into_std()
        .and_then(|s| foyer.phones.welcome(s, said));
    if let Err(error) = handed {
        tracing::warn!(%error, "a phone cannot be served live");
    }
}

/// What an upgraded connection is.
enum Found {
    Plain(TcpStream, Bytes),
    Tls(Box<TlsStream>, Bytes),
    /// None of ours.
    Other,
}

/// Ports differ in how they wrap the streams that they accept.
fn plain_or_not(upgraded: Upgraded) -> Found {
    let upgraded = match downcast::<TokioIo<Patient<TcpStream>>>(upgraded) {
        Ok(parts) => return Found::Plain(parts.io.into_inner().into_inner(), parts.read_buf),
        Err(upgraded) => upgraded,
    };
    match downcast::<TokioIo<Patient<EitherStream>>>(upgraded) {
        Ok(parts) => match parts.io.into_inner().into_inner() {
            Either::Left(stream) => Found::Tls(Box::new(stream), parts.read_buf),
            Either::Right(stream) => Found::Plain(stream, parts.read_buf),
        },
        Err(_) => Found::Other,
    }
}

/// An encrypted line needs a task of its own: what goes over its wire is different for each.
async fn over_tls(foyer: &Foyer, stream: TlsStream, said: Bytes) {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(Some(MESSAGE_BYTES_MAX))
        .max_frame_size(Some(MESSAGE_BYTES_MAX));
    let said = said.to_vec();
    let mut socket =
        WebSocketStream::from_partially_read(stream, said, Role::Server, Some(config)).await;
    let mut frames = foyer.phones.frames();
    loop {
        let text = tokio::select! {
            changed = frames.changed() => {
                if changed.is_err() {
                    return;
                }
                let frame = frames.borrow_and_update().clone();
                if frame.is_empty() {
                    return;
                }
                Some(Message::text(frame))
            }
            message = timeout(SILENCE_MAX, socket.next()) => {
                let Ok(Some(Ok(message))) = message else { return };
                answer(&message, foyer.clock.now().0).map(Message::text)
            }
        };
        let Some(text) = text else { continue };
        let sent = timeout(SEND_MAX, socket.send(text)).await;
        if !matches!(sent, Ok(Ok(()))) {
            return;
        }
    }
}
