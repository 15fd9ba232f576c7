//! A disk that fails on demand, beneath the real program. `faults.rs` is the part that the program
//! loads.

use crate::support::server::{Room, Server, program};
use crate::support::wait::until;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How the disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No space: writes are refused.
    Full,
    /// No space in the middle of a write: half of it arrives.
    Half,
    /// Writes arrive, but the sync says that they did not.
    Sync,
    /// Writes are taken and lost, which the sync tells.
    Lost,
    /// The cable is out: nothing can be read either.
    Gone,
    /// Syncs take until the disk is well again, and then all was written. No failure: not in `ALL`.
    Hang,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Full, Kind::Half, Kind::Sync, Kind::Lost, Kind::Gone];
}

/// Which files it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    Show,
    Votes,
    Scores,
    /// The show's and the votes'.
    Both,
    /// Everything else in the show folder, and the terminal.
    Rest,
    /// All of it.
    All,
}

/// The disk under one room's servers.
pub struct Disk {
    script: PathBuf,
    generation: AtomicU64,
}

impl Disk {
    pub fn of(room: &Room) -> Disk {
        let disk = Disk {
            script: room.path().join("faults"),
            generation: AtomicU64::new(0),
        };
        disk.mend();
        disk
    }

    /// A server on this disk.
    pub fn serve(&self, room: &Room) -> Server {
        let script = self.script.to_str().expect("a readable path");
        let library = library().to_str().expect("a readable path");
        let variables = [("LD_PRELOAD", library), ("DISK_FAULTS", script)];
        Server::start_with(room, &["--listen", "127.0.0.1:0"], &variables)
    }

    /// The program on this disk.
    pub fn program(&self) -> Command {
        let mut program = program();
        program.env("LD_PRELOAD", library());
        program.env("DISK_FAULTS", &self.script);
        program
    }

    /// From here on it fails, after `skip` more writes and syncs of these files.
    pub fn fail(&self, files: Files, kind: Kind, skip: u64) {
        let files = format!("{files:?}").to_lowercase();
        let kind = format!("{kind:?}").to_lowercase();
        self.say(&format!("{files} {kind} {skip}"));
    }

    /// Free and well again.
    pub fn mend(&self) {
        self.say("both well 0");
    }

    /// When the first call failed, if one has.
    pub fn struck(&self) -> Option<SystemTime> {
        let text = fs::read_to_string(self.script.with_extension("struck")).ok()?;
        let (generation, micros) = text.split_once(' ')?;
        let now = self.generation.load(Ordering::SeqCst).to_string();
        let micros = micros.parse().ok().filter(|_| generation == now)?;
        Some(UNIX_EPOCH + Duration::from_micros(micros))
    }

    /// Waits until it has.
    pub fn strikes(&self) -> SystemTime {
        until("the disk fails", || self.struck())
    }

    fn say(&self, what: &str) {
        let generation = self.generation.fetch_add(1, Ordering::SeqCst) + 1;
        let coming = self.script.with_extension("coming");
        fs::write(&coming, format!("{generation} {what}\n")).expect("a script");
        fs::rename(&coming, &self.script).expect("a script");
    }
}

/// `faults.rs` as a library, compiled once.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = include_str!("faults.rs");
        let hash = blake3::hash(source.as_bytes()).to_hex();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let library = folder.join(format!("faults-{}.so", &hash[..16]));
        if !library.exists() {
            let coming = tempfile::tempdir_in(folder).expect("a folder");
            let built = coming.path().join("faults.so");
            let compiled = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()))
                .args([
                    "--edition",
                    "2024",
                    "--crate-type",
                    "cdylib",
                    "-C",
                    "opt-level=1",
                ])
                .arg("-o")
                .arg(&built)
                .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/disk/faults.rs"))
                .status();
            assert!(compiled.expect("rustc starts").success());
            fs::rename(&built, &library).expect("in place");
        }
        library
    })
}
