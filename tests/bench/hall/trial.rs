//! Which build is measured, and who looks over its shoulder.

use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

static TRIAL: OnceLock<Trial> = OnceLock::new();

/// What is measured.
#[derive(Clone, Default, clap::Args)]
pub struct Trial {
    /// Another build of palmares than this checkout's: what was before, beside what is now
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Have perf write down there what the server's processor time goes into
    #[arg(long, value_name = "DIR")]
    perf: Option<PathBuf>,
}

impl Trial {
    /// For the rest of this run.
    pub fn begin(&self) {
        let _ = TRIAL.set(self.clone());
    }
}

/// The build that is measured.
pub fn program() -> PathBuf {
    let other = TRIAL.get().and_then(|trial| trial.program.clone());
    other.unwrap_or_else(|| env!("CARGO_BIN_EXE_palmares").into())
}

/// Writes down what a process does until it is dropped.
pub struct Watch(Option<Child>);

impl Watch {
    /// Looks at nothing unless this run was asked to.
    pub fn over(pid: u32, name: &str) -> Watch {
        let folder = TRIAL.get().and_then(|trial| trial.perf.as_deref());
        Watch(folder.map(|folder| record(pid, &folder.join(format!("{name}.data")))))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let Some(perf) = &mut self.0 else { return };
        if let Some(pid) = Pid::from_raw(perf.id() as i32) {
            let _ = kill_process(pid, Signal::INT);
        }
        let _ = perf.wait();
    }
}

fn record(pid: u32, into: &Path) -> Child {
    let mut perf = Command::new("perf");
    perf.args(["record", "--quiet", "--freq", "1999"]);
    perf.args(["--pid", &pid.to_string(), "--output"]).arg(into);
    perf.stdin(Stdio::null()).stdout(Stdio::null());
    perf.spawn().expect("perf, of Debian's package linux-perf")
}
