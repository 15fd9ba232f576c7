//! How long a connection is waited for. Whoever takes nothing of what was asked for holds memory
//! and a place; after a while both are given to others. A browser that paused a film asks for the
//! rest of it again.

use super::lease::{Leased, Leases, Occupied};
use axum_server::Server;
use axum_server::accept::Accept;
use hyper_util::rt::TokioTimer;
use std::future::{Future, poll_fn};
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// An answer of which nothing was taken for so long is given up.
const STALL_MAX: Duration = Duration::from_secs(30);

/// A request's headers must have come within this time.
const HEADERS_MAX: Duration = Duration::from_secs(10);

/// Bytes that a connection may hold of a request that is not whole yet.
const HEADERS_BYTES_MAX: usize = 32 * 1024;

/// How often a browser that speaks HTTP/2 is asked whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(20);

/// Requests that one HTTP/2 connection may have open at a time: each holds some 150 KiB while
/// nobody takes its answer.
pub const STREAMS_MAX: u32 = 16;

/// The same without TLS: no browser speaks HTTP/2 there, and whoever does may have what HTTP/1.1
/// gives.
pub const PLAIN_STREAMS_MAX: u32 = 1;

/// Bytes of an HTTP/2 answer that may wait for its reader.
const STREAM_BYTES_MAX: usize = 16 * 1024;

/// Whoever says nothing, or only half of what a request needs, or takes nothing of the answer, is
/// not waited for.
pub fn patient<A>(
    mut server: Server<SocketAddr, A>,
    streams_max: u32,
    leases: &Leases,
) -> Server<SocketAddr, Patience<A>> {
    let leases = leases.clone();
    let timer = TokioTimer::new();
    let builder = server.http_builder();
    builder
        .http1()
        .timer(timer.clone())
        .header_read_timeout(HEADERS_MAX)
        .max_buf_size(HEADERS_BYTES_MAX);
    // Whoever opens no window takes nothing either, and no write ever waits for it: it has to
    // answer a ping.
    builder
        .http2()
        .timer(timer)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(HEADERS_MAX)
        .max_concurrent_streams(streams_max)
        .max_send_buf_size(STREAM_BYTES_MAX);
    let refused = leases.clone();
    let server = server
        .first_request_timeout(HEADERS_MAX)
        .accept_error_handler(move |from, error| {
            if from.is_none() {
                refused.refused(error);
            }
        });
    server.map(|inner| Patience { inner, leases })
}

/// Accepts as another one does, sends small frames at once, and gives up those who take nothing.
#[derive(Clone)]
pub struct Patience<A> {
    inner: A,
    leases: Leases,
}

impl<S, A> Accept<TcpStream, S> for Patience<A>
where
    A: Accept<TcpStream, S>,
    A::Future: Send + 'static,
{
    type Stream = Patient<A::Stream>;
    type Service = Leased<A::Service>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        // A GO right behind a turnout would wait until the screen has acknowledged that: up to 200
        // ms on some systems. Where it cannot be set the connection still serves.
        let _ = stream.set_nodelay(true);
        let held = self.leases.take(descriptor(&stream));
        let accepted = self.inner.accept(stream, service);
        Box::pin(async move {
            // A handshake that was begun and left waits here.
            let (stream, service) = tokio::select! {
                biased;
                () = poll_fn(|context| held.poll_ended(context)) => return Err(sent_away()),
                accepted = accepted => accepted?,
            };
            let service = held.asking(service);
            let stalled = None;
            let patient = Patient {
                stream,
                stalled,
                held,
            };
            Ok((patient, service))
        })
    }
}

/// The number that the system knows a connection by.
fn descriptor(stream: &TcpStream) -> u64 {
    #[cfg(unix)]
    let number = std::os::fd::AsRawFd::as_raw_fd(stream);
    #[cfg(not(unix))]
    let number = {
        let _ = stream;
        0
    };
    u64::try_from(number).unwrap_or_default()
}

/// To make room for others.
fn sent_away() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

/// A stream whose writes fail once the other side has taken nothing for too long.
pub struct Patient<S> {
    stream: S,
    /// Made only while a write waits: an idle phone costs nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    held: Occupied,
}

impl<S> Patient<S> {
    /// The stream alone, for whoever has a patience of its own.
    pub fn into_inner(self) -> S {
        self.stream
    }

    /// Lets a write that is done or failed pass, and one that waits only until the time is up.
    fn watch<T>(
        &mut self,
        wrote: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if wrote.is_ready() {
            self.stalled = None;
            return wrote;
        }
        if self.held.poll_ended(context).is_ready() {
            return Poll::Ready(Err(sent_away()));
        }
        let sleep = || Box::pin(sleep(STALL_MAX));
        ready!(
            self.stalled
                .get_or_insert_with(sleep)
                .as_mut()
                .poll(context)
        );
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_pending() && self.held.poll_ended(context).is_ready() {
            return Poll::Ready(Err(sent_away()));
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(wrote, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch(wrote, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.watch(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context);
        self.watch(shut, context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum_server::accept::DefaultAcceptor;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn a_frame_does_not_wait_until_the_one_before_has_been_acknowledged() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (dialled, accepted) = tokio::join!(TcpStream::connect(address), listener.accept());
        let _screen = dialled.unwrap();
        let patience = Patience {
            inner: DefaultAcceptor,
            leases: Leases::among(1024, || 0),
        };
        let (stream, _) = patience.accept(accepted.unwrap().0, ()).await.unwrap();
        assert!(stream.into_inner().nodelay().unwrap());
    }
}
