//! A soundcheck as a producer starts it.

use crate::support::server::program;
use crate::support::wait::{DEADLINE, until_within};
use serde_json::Value;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running soundcheck; killed by its own pid when it is dropped.
pub struct Check {
    child: Child,
}

/// How it ended.
pub struct Sheet {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The test machine is slower than any hall's laptop, and busy with other tests: speed is not what
/// is tested here.
const SLOW: [&str; 6] = [
    "--page-ms",
    "20000",
    "--vote-ms",
    "20000",
    "--frame-ms",
    "20000",
];

impl Check {
    /// With these arguments after the subcommand.
    pub fn start(arguments: &[&str]) -> Check {
        let mut command: Command = program();
        command.arg("soundcheck").args(arguments).args(SLOW);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = command.spawn().expect("the program starts");
        Check { child }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end, and no longer than that may take.
    pub fn ends(mut self) -> Sheet {
        let limit = DEADLINE + Duration::from_secs(60);
        let status = until_within(limit, "the soundcheck ends", || {
            self.child.try_wait().expect("a child")
        });
        let mut sheet = Sheet {
            code: status.code().expect("it ends by itself"),
            out: String::new(),
            err: String::new(),
        };
        let (out, err) = (self.child.stdout.take(), self.child.stderr.take());
        out.expect("a pipe")
            .read_to_string(&mut sheet.out)
            .expect("text");
        err.expect("a pipe")
            .read_to_string(&mut sheet.err)
            .expect("text");
        sheet
    }
}

impl Drop for Check {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs one to its end.
pub fn check(arguments: &[&str]) -> Sheet {
    Check::start(arguments).ends()
}

impl Sheet {
    /// The sheet of a run with `--json`.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{} {error}: {}\n{}", self.code, self.out, self.err))
    }

    /// A row of it.
    #[track_caller]
    pub fn row(&self, name: &str) -> Value {
        let sheet = self.json();
        let rows = sheet["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["name"] == name);
        row.unwrap_or_else(|| panic!("no row {name}: {sheet:#}"))
            .clone()
    }

    /// The names of all rows with this verdict.
    #[track_caller]
    pub fn rows(&self, verdict: &str) -> Vec<String> {
        let sheet = self.json();
        let rows = sheet["rows"].as_array().expect("rows");
        let with = rows.iter().filter(|row| row["verdict"] == verdict);
        with.map(|row| row["name"].as_str().expect("a name").to_owned())
            .collect()
    }
}
