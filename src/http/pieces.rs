//! A body that is written while it is sent: nothing of it is held but a few pieces.

use axum::body::{Body, Bytes};
use futures_util::stream::poll_fn;
use std::io::{self, BufWriter, Write};
use tokio::sync::mpsc::{Sender, channel};

/// Pieces that wait for a slow reader.
const PIECES_MAX: usize = 4;

const PIECE_BYTES: usize = 64 * 1024;

/// A body that this writes, on a thread that may wait. Where it fails in the middle the connection
/// breaks, so that nobody takes a part for the whole.
pub fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> Body {
    let (sender, mut pieces) = channel(PIECES_MAX);
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(PIECE_BYTES, Pieces(sender.clone()));
        if let Err(error) = write(&mut out).and_then(|()| out.flush()) {
            let _ = sender.blocking_send(Err(error));
        }
    });
    Body::from_stream(poll_fn(move |context| pieces.poll_recv(context)))
}

struct Pieces(Sender<io::Result<Bytes>>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
