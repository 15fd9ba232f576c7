//! What the system says of processes, and of itself. Linux only: it is read from `/proc`.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;
use std::time::Duration;

/// Clients hold a file for each phone.
pub fn allow_many_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: maximum,
        maximum,
    };
    let _ = setrlimit(Resource::Nofile, all);
}

/// Files that one process may have open.
pub fn files_max() -> usize {
    let Rlimit { current, .. } = getrlimit(Resource::Nofile);
    current.map_or(usize::MAX, |files| files as usize)
}

/// Time that all threads of a process have had of the processors.
pub fn cpu(pid: u32) -> Duration {
    let threads = fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten();
    let of = |thread: fs::DirEntry| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    Duration::from_nanos(threads.flatten().filter_map(of).sum())
}

/// Bytes of memory that a process has.
#[derive(Clone, Copy)]
pub struct Memory {
    /// In memory now.
    pub rss: i64,
    /// The same, with shared pages divided among those who share them.
    pub pss: i64,
}

/// The memory of a process.
pub fn memory(pid: u32) -> Memory {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let bytes = |key: &str| kilobytes(&text, key) * 1024;
    Memory {
        rss: bytes("Rss:"),
        pss: bytes("Pss:"),
    }
}

fn kilobytes(text: &str, key: &str) -> i64 {
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// How many connections from `server` to this address hold bytes that the other end has not taken.
pub fn held_back(server: SocketAddr, peer: Ipv4Addr) -> usize {
    let local = format!(":{:04X}", server.port());
    let remote = format!("{:08X}:", u32::from_le_bytes(peer.octets()));
    let text = fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let waits = |line: &&str| {
        let mut words = line.split_whitespace().skip(1);
        let (from, to) = (words.next(), words.next());
        let unsent = words.nth(1).and_then(|queues| queues.split(':').next());
        from.is_some_and(|from| from.ends_with(&local))
            && to.is_some_and(|to| to.starts_with(&remote))
            && unsent.is_some_and(|unsent| unsent.bytes().any(|digit| digit != b'0'))
    };
    text.lines().filter(waits).count()
}

/// The machine in one line.
pub fn described() -> String {
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |model| {
            model.trim_matches([' ', '\t', ':'])
        })
        .to_owned();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = kilobytes(&memory, "MemTotal:") as f64 / 1024.0 / 1024.0;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{cores} cores of {model}, {memory:.0} GiB of memory, Linux {}",
        kernel.trim()
    )
}

/// The commit that is measured.
pub fn commit() -> String {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        let git = git.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
        let said = git.output().map(|said| said.stdout).unwrap_or_default();
        String::from_utf8_lossy(&said).trim().to_owned()
    };
    let head = git(&["rev-parse", "--short", "HEAD"]);
    let changed = git(&[
        "status",
        "--porcelain",
        "--",
        "src",
        "web",
        "static",
        "Cargo.lock",
    ]);
    match changed.is_empty() {
        true => head,
        false => format!("{head} with changes"),
    }
}
