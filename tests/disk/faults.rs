//! A disk that fails on demand.
//!
//! Compiled by the tests into a library of its own and loaded before the C library (`LD_PRELOAD`):
//! what the server's SQLite writes to `show.db` and `votes.db`, and the server to their mirrors,
//! passes through here. The file that `DISK_FAULTS` names holds one line, `GENERATION FILES KIND
//! SKIP`, and says what happens from now on: after SKIP more writes and syncs of those files, the
//! disk fails as KIND says, until the line changes.

use std::cell::Cell;
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A disk that hangs comes back at last, whatever the test does.
const HANGS_MOST: Duration = Duration::from_secs(60);

const EIO: c_int = 5;
const ENOSPC: c_int = 28;
const RTLD_NEXT: *mut c_void = -1isize as *mut c_void;

unsafe extern "C" {
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
    fn __errno_location() -> *mut c_int;
}

#[derive(Clone, Copy, PartialEq)]
enum Call {
    Write,
    Sync,
    Cut,
    Read,
    Open,
}

enum Verdict {
    Pass,
    Fail(c_int),
    /// Half of the bytes arrive.
    Half,
    /// Said to be written, and lost.
    Pretend,
    /// Answered once the script is another generation's.
    Hang(u64),
}

#[derive(Default)]
struct Plan {
    generation: u64,
    calls: u64,
    struck: bool,
}

static PLAN: Mutex<Plan> = Mutex::new(Plan {
    generation: 0,
    calls: 0,
    struck: false,
});

thread_local! {
    /// What this library reads and writes itself passes.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

fn script() -> Option<&'static PathBuf> {
    static SCRIPT: OnceLock<Option<PathBuf>> = OnceLock::new();
    SCRIPT
        .get_or_init(|| std::env::var_os("DISK_FAULTS").map(PathBuf::from))
        .as_ref()
}

fn judge(path: impl FnOnce() -> Option<PathBuf>, call: Call) -> Verdict {
    if INSIDE.get() {
        return Verdict::Pass;
    }
    INSIDE.set(true);
    let verdict = script().and_then(|script| match fault(script, path()?, call)? {
        Verdict::Hang(generation) => {
            hang(script, generation);
            None
        }
        verdict => Some(verdict),
    });
    INSIDE.set(false);
    verdict.unwrap_or(Verdict::Pass)
}

fn hang(script: &Path, generation: u64) {
    let began = Instant::now();
    let same = || {
        let line = std::fs::read_to_string(script).ok()?;
        line.split_whitespace().next()?.parse().ok()
    };
    while same() == Some(generation) && began.elapsed() < HANGS_MOST {
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn fault(script: &Path, path: PathBuf, call: Call) -> Option<Verdict> {
    let name = path.file_name()?.to_str()?;
    let file = ["show", "votes", "scores"].into_iter().find(|file| {
        [".db", ".mirror"]
            .iter()
            .any(|end| name.starts_with(&format!("{file}{end}")))
    });
    // Whatever else stands in the show folder, and what the terminal is written to.
    let beside = path.components().any(|part| part.as_os_str() == "show");
    let file = match file {
        Some(file) => file,
        None if beside || name == "out" || name == "err" => "rest",
        None => return None,
    };
    let line = std::fs::read_to_string(script).ok()?;
    let mut words = line.split_whitespace();
    let generation: u64 = words.next()?.parse().ok()?;
    let files = words.next()?;
    let kind = words.next()?;
    let skip: u64 = words.next()?.parse().ok()?;
    let held = match files {
        "both" => matches!(file, "show" | "votes"),
        "all" => true,
        one => one == file,
    };
    if !held {
        return None;
    }
    let mut plan = PLAN.lock().unwrap_or_else(PoisonError::into_inner);
    if plan.generation != generation {
        *plan = Plan {
            generation,
            ..Plan::default()
        };
    }
    let first = !plan.struck;
    if first {
        if matches!(call, Call::Read | Call::Open) {
            return None;
        }
        plan.calls += 1;
        if plan.calls <= skip {
            return None;
        }
        plan.struck = true;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let _ = std::fs::write(
            script.with_extension("struck"),
            format!("{generation} {}", now.as_micros()),
        );
    }
    Some(match (kind, call) {
        ("half", Call::Write) if first => Verdict::Half,
        ("full" | "half", Call::Write) => Verdict::Fail(ENOSPC),
        ("sync" | "lost", Call::Sync | Call::Cut) => Verdict::Fail(EIO),
        ("lost", Call::Write) => Verdict::Pretend,
        ("gone", _) => Verdict::Fail(EIO),
        ("hang", Call::Sync) => Verdict::Hang(generation),
        _ => Verdict::Pass,
    })
}

fn of(fd: c_int) -> impl FnOnce() -> Option<PathBuf> {
    move || std::fs::read_link(format!("/proc/self/fd/{fd}")).ok()
}

fn named(path: *const c_char) -> impl FnOnce() -> Option<PathBuf> {
    move || {
        let text = unsafe { CStr::from_ptr(path) };
        Some(PathBuf::from(OsStr::from_bytes(text.to_bytes())))
    }
}

fn fail(error: c_int) -> isize {
    unsafe { *__errno_location() = error };
    -1
}

/// The C library's own function of this name and type.
macro_rules! real {
    ($name:literal, $kind:ty) => {{
        static REAL: OnceLock<usize> = OnceLock::new();
        let found = *REAL.get_or_init(|| unsafe { dlsym(RTLD_NEXT, $name.as_ptr()) as usize });
        unsafe { std::mem::transmute::<usize, $kind>(found) }
    }};
}

macro_rules! writes {
    ($name:ident, $real:literal) => {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(
            fd: c_int,
            from: *const c_void,
            size: usize,
            at: i64,
        ) -> isize {
            let real = real!(
                $real,
                unsafe extern "C" fn(c_int, *const c_void, usize, i64) -> isize
            );
            match judge(of(fd), Call::Write) {
                Verdict::Pass => unsafe { real(fd, from, size, at) },
                Verdict::Half => unsafe { real(fd, from, size.div_ceil(2), at) },
                Verdict::Pretend => size as isize,
                Verdict::Fail(error) => fail(error),
                Verdict::Hang(_) => unreachable!("it has hung"),
            }
        }
    };
}
writes!(pwrite, c"pwrite");
writes!(pwrite64, c"pwrite64");

#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, from: *const c_void, size: usize) -> isize {
    let real = real!(
        c"write",
        unsafe extern "C" fn(c_int, *const c_void, usize) -> isize
    );
    match judge(of(fd), Call::Write) {
        Verdict::Pass => unsafe { real(fd, from, size) },
        Verdict::Half => unsafe { real(fd, from, size.div_ceil(2)) },
        Verdict::Pretend => size as isize,
        Verdict::Fail(error) => fail(error),
        Verdict::Hang(_) => unreachable!("it has hung"),
    }
}

macro_rules! reads {
    ($name:ident, $real:literal) => {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(fd: c_int, to: *mut c_void, size: usize, at: i64) -> isize {
            let real = real!(
                $real,
                unsafe extern "C" fn(c_int, *mut c_void, usize, i64) -> isize
            );
            match judge(of(fd), Call::Read) {
                Verdict::Fail(error) => fail(error),
                _ => unsafe { real(fd, to, size, at) },
            }
        }
    };
}
reads!(pread, c"pread");
reads!(pread64, c"pread64");

macro_rules! syncs {
    ($name:ident, $real:literal) => {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(fd: c_int) -> c_int {
            let real = real!($real, unsafe extern "C" fn(c_int) -> c_int);
            match judge(of(fd), Call::Sync) {
                Verdict::Fail(error) => fail(error) as c_int,
                _ => unsafe { real(fd) },
            }
        }
    };
}
syncs!(fsync, c"fsync");
syncs!(fdatasync, c"fdatasync");

macro_rules! cuts {
    ($name:ident, $real:literal) => {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(fd: c_int, size: i64) -> c_int {
            let real = real!($real, unsafe extern "C" fn(c_int, i64) -> c_int);
            match judge(of(fd), Call::Cut) {
                Verdict::Fail(error) => fail(error) as c_int,
                _ => unsafe { real(fd, size) },
            }
        }
    };
}
cuts!(ftruncate, c"ftruncate");
cuts!(ftruncate64, c"ftruncate64");

macro_rules! opens {
    ($name:ident, $real:literal) => {
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(path: *const c_char, flags: c_int, mode: c_int) -> c_int {
            let real = real!(
                $real,
                unsafe extern "C" fn(*const c_char, c_int, c_int) -> c_int
            );
            match judge(named(path), Call::Open) {
                Verdict::Fail(error) => fail(error) as c_int,
                _ => unsafe { real(path, flags, mode) },
            }
        }
    };
}
opens!(open, c"open");
opens!(open64, c"open64");
