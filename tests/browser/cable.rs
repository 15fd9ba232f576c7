//! The cable between a screen and the server, to be pulled.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

/// Carries bytes to the server as long as it is plugged in.
pub struct Cable {
    address: SocketAddr,
    ends: Arc<Ends>,
}

struct Ends {
    server: String,
    pulled: AtomicBool,
    gone: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Cable {
    /// Plugs a cable in.
    pub fn to(server: &str) -> Cable {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let ends = Arc::new(Ends {
            server: server.to_owned(),
            pulled: AtomicBool::new(false),
            gone: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let mine = ends.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if mine.gone.load(SeqCst) {
                    return;
                }
                mine.carry(stream);
            }
        });
        Cable { address, ends }
    }

    /// What the screen opens.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Pulls it out: everything that is open breaks.
    pub fn pull(&self) {
        self.ends.pulled.store(true, SeqCst);
        for stream in self.ends.open.lock().expect("the ends").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Plugs it in again.
    pub fn plug(&self) {
        self.ends.pulled.store(false, SeqCst);
    }
}

impl Ends {
    fn carry(&self, screen: TcpStream) {
        if self.pulled.load(SeqCst) {
            return;
        }
        let Ok(server) = TcpStream::connect(&self.server) else {
            return;
        };
        let copy = |stream: &TcpStream| stream.try_clone().expect("a second handle");
        pump(copy(&screen), copy(&server));
        pump(copy(&server), copy(&screen));
        let mut open = self.open.lock().expect("the ends");
        open.extend([screen, server]);
    }
}

fn pump(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let mut bytes = [0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            if to.write_all(&bytes[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
        let _ = from.shutdown(Shutdown::Both);
    });
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.pull();
        self.ends.gone.store(true, SeqCst);
        // Wakes the listener, so that it sees that it is not needed any more.
        let _ = TcpStream::connect(self.address);
    }
}
