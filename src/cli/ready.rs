//! Whether the doors may be opened: what of it lies outside the show is looked at here, while a
//! server runs and of a folder at rest.

use super::export::asked;
use super::links::read_links;
use super::storage::Storage;
use super::{Failure, Options, copy, print};
use crate::clock::{Clock, SteadyClock};
use crate::director::Director;
use crate::evening::fold;
use crate::folder::Folder;
use crate::keys::{KeyError, KeyFile, Keys};
use crate::ledger::chain::mirror::seal::MirrorSeal;
use crate::net::key::NetFile;
use crate::show::decide::has_begun;
use crate::show::event::{At, By, Event, Stamped};
use crate::show::programme::Show;
use crate::show::state::State;
use crate::tls::here::addresses;
use crate::view::Live;
use crate::view::label::isolated;
use crate::view::producer::Links;
use crate::view::ready::facts::{
    AddressFacts, CopyStands, DiskRoom, KeysStand, LedgersStand, MachineFacts, PrintedAddress,
};
use crate::view::ready::{self, Light, ReadyReport, ReadyRow};
use crate::words::Ui;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How often a running server looks again.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// A line of `tickets.txt`, in bytes: a hash in hexadecimal and the line's end.
const TICKET_BYTES: u64 = 65;

/// What looks at the machine and the folder.
pub(super) struct Lookout {
    folder: Folder,
    /// What a running server knows; none of a folder at rest.
    serving: Option<Serving>,
}

/// What the server was started with.
struct Serving {
    /// Of the keys that the evening goes on with.
    fingerprint: String,
    /// Where the second copy is.
    mirror: Option<PathBuf>,
    /// What the audience's code says.
    audience: String,
    /// Whether somebody gave that address.
    given: bool,
    /// Whether something was mended when the ledgers were opened.
    mended: bool,
}

impl Lookout {
    /// For a server that begins to run.
    pub(super) fn serving(
        folder: &Folder,
        options: &Options,
        (keys, links): (&Keys, &Links),
        mended: bool,
    ) -> Lookout {
        let serving = Serving {
            fingerprint: keys.fingerprint(),
            mirror: options.mirror.clone(),
            audience: links.audience.clone(),
            given: options.public_url.is_some(),
            mended,
        };
        Lookout {
            folder: folder.clone(),
            serving: Some(serving),
        }
    }

    /// Looks now, and again and again, and tells the director of what is new. On a thread of its
    /// own: a disk that hangs keeps nobody waiting, not even the end of the server. It looks as
    /// long as somebody keeps what this gives: at the end nothing here holds the ledgers open.
    pub(super) fn watch(self, director: Director) -> Arc<Director> {
        let clock = director.clock().clone();
        director.fanout().machine_found(self.look(&*clock));
        let watched = Arc::new(director);
        let told = Arc::downgrade(&watched);
        let watching = move || {
            loop {
                std::thread::sleep(LOOK_AGAIN);
                let found = self.look(&*clock);
                let Some(director) = told.upgrade() else {
                    return;
                };
                if director.fanout().machine_found(found) {
                    director.beat();
                }
            }
        };
        let started = std::thread::Builder::new().name("ready".into());
        if started.spawn(watching).is_err() {
            tracing::warn!(
                "\"Ready to open?\" shows this start for good: no thread can be started"
            );
        }
        watched
    }

    fn look(&self, clock: &dyn Clock) -> MachineFacts {
        let mended = self.serving.as_ref().is_some_and(|serving| serving.mended);
        let ledgers = match mended {
            true => LedgersStand::Mended,
            false => LedgersStand::Well,
        };
        self.facts(ledgers, clock.now())
    }

    /// `at`: the show's time, or that of its last event.
    fn facts(&self, ledgers: LedgersStand, at: At) -> MachineFacts {
        let now = wall();
        let ahead = match self.serving {
            Some(_) => now.since_ms(at) / 60_000,
            // At rest time has gone on, and only a clock that went back is wrong.
            None => (now.since_ms(at) / 60_000).min(0),
        };
        MachineFacts {
            served: self.serving.is_some(),
            room: room(self.folder.path()),
            copy: self.copy(),
            ledgers,
            keys: self.keys(),
            clock_ahead_minutes: ahead,
            today: today(now),
            address: self.address(),
            net_prepared: NetFile::path(self.folder.path()).exists(),
        }
    }

    fn copy(&self) -> CopyStands {
        let Some(serving) = &self.serving else {
            return CopyStands::Unknown;
        };
        let Some(copy) = &serving.mirror else {
            return CopyStands::None;
        };
        match (copy.is_dir(), room(copy)) {
            (false, _) => CopyStands::Away,
            _ if is_one_disk(self.folder.path(), copy) => CopyStands::SameDisk,
            (true, Some(DiskRoom::Gone)) => CopyStands::Little,
            (true, _) => CopyStands::Follows,
        }
    }

    fn keys(&self) -> KeysStand {
        let path = self.folder.path();
        let known = self.serving.as_ref().map(|serving| &serving.fingerprint);
        match KeyFile::peek(path) {
            Ok(keys) if known.is_some_and(|known| *known != keys.fingerprint()) => {
                KeysStand::Others
            }
            Ok(_) if Keys::are_open(path) => KeysStand::Open,
            Ok(_) => KeysStand::Kept,
            Err(KeyError::Unreadable(error)) if error.kind() == ErrorKind::NotFound => {
                match self.folder.was_served() {
                    true => KeysStand::Gone,
                    false => KeysStand::NotMade,
                }
            }
            Err(_) => KeysStand::Unreadable,
        }
    }

    fn address(&self) -> AddressFacts {
        let bare = |url: &str| url.trim_end_matches('/').to_owned();
        let last = || Some(bare(&read_links(&self.folder).ok()?.audience));
        let now = self.serving.as_ref().map(|now| bare(&now.audience));
        let tickets = self.folder.tickets().metadata();
        let tickets = tickets.map_or(0, |file| file.len() / TICKET_BYTES);
        let mut printed: Vec<PrintedAddress> = Vec::new();
        let batches = self.folder.ticket_batches();
        // Whoever removed the hashes has taken the tickets back.
        for batch in batches.into_iter().filter(|_| tickets > 0) {
            let count = batch.count as u64;
            match printed.iter_mut().find(|of| of.address == batch.address) {
                Some(known) => known.count += count,
                None => printed.push(PrintedAddress {
                    count,
                    address: batch.address,
                }),
            }
        }
        let known: u64 = printed.iter().map(|of| of.count).sum();
        AddressFacts {
            audience: now.or_else(last).filter(|url| !url.is_empty()),
            given: self.serving.as_ref().is_some_and(|serving| serving.given),
            own: addresses().iter().map(ToString::to_string).collect(),
            printed,
            unknown_tickets: tickets.saturating_sub(known),
        }
    }
}

/// The machine's own time.
fn wall() -> At {
    SteadyClock::not_before(At::default()).now()
}

/// The day by the clock of the place.
fn today(now: At) -> String {
    let moment = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    let local = moment.to_zoned(jiff::tz::TimeZone::system());
    local.strftime("%Y-%m-%d").to_string()
}

#[cfg(unix)]
fn room(folder: &Path) -> Option<DiskRoom> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(DiskRoom::of(disk.f_bavail.saturating_mul(disk.f_frsize)))
}

#[cfg(not(unix))]
fn room(_: &Path) -> Option<DiskRoom> {
    None
}

#[cfg(unix)]
fn is_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |path: &Path| path.metadata().ok().map(|found| found.dev());
    disk(one).is_some() && disk(one) == disk(other)
}

#[cfg(not(unix))]
fn is_one_disk(_: &Path, _: &Path) -> bool {
    false
}

/// Prints the answer: of the server that runs on this folder, or of the folder itself. Exit code 1
/// where something is red.
pub(super) fn run(folder: &Folder, show: Show) -> Result<(), Failure> {
    let report = match KeyFile::is_held(folder.path()) {
        true => {
            let mut answer = asked(folder, "/api/ready")?;
            let read = answer.body_mut().read_to_string();
            let text = read.map_err(Failure::other)?;
            serde_json::from_str(&text).map_err(|error| {
                Failure::other(format!(
                    "What the server on this folder answers cannot be read ({error}): it is of \
                    another version. Look at its producer's page."
                ))
            })?
        }
        false => at_rest(folder, show)?,
    };
    print(&text(&report))?;
    match report.ready {
        true => Ok(()),
        false => Err(Failure::told()),
    }
}

/// What the folder tells by itself. It is read in a copy: SQLite opens nothing without writing
/// beside it, and what a power cut has left is mended at the next start and not by a look.
fn at_rest(folder: &Folder, show: Show) -> Result<ReadyReport, Failure> {
    let copied = copy::of(folder)?;
    let seal = KeyFile::peek(folder.path()).ok();
    let seal = seal.map(|keys| MirrorSeal::of(&keys.ballot_key));
    let read = read(copied.folder(), seal);
    let told = |failure: Failure| {
        let copy = copied.folder().path().display().to_string();
        failure
            .text
            .replace(&copy, &folder.path().display().to_string())
    };
    let (log, ledgers) = match read {
        Ok(log) if log.is_empty() => (log, LedgersStand::NotBegun),
        Ok(log) => (log, LedgersStand::Well),
        Err(failure) => (Vec::new(), LedgersStand::Damaged(told(failure))),
    };
    let last = log.iter().map(|event| event.at).max().unwrap_or_default();
    let show = Arc::new(show);
    let first = Stamped {
        revision: 1,
        at: wall(),
        by: By::File,
        event: Event::ShowLoaded {
            show: show.clone(),
            fingerprint: None,
        },
    };
    let state = match fold(&log) {
        Some(mut state) => {
            // The next start takes an edited file over where nothing has been on stage.
            if !has_begun(&state) && *state.show != *show {
                state.apply(&Stamped {
                    revision: state.revision + 1,
                    event: Event::ShowReread { show },
                    ..first
                });
            }
            Some(state)
        }
        None => State::begin(&first),
    };
    let state = state.ok_or_else(|| Failure::other("There is no show."))?;
    let lookout = Lookout {
        folder: folder.clone(),
        serving: None,
    };
    let machine = lookout.facts(ledgers, last);
    let live = Live {
        undrawn: Arc::new(ready::undrawn(&state.show)),
        machine: Arc::new(machine),
        ..Live::default()
    };
    Ok(ready::report([&state, &state], &live, Ui::En))
}

/// The journal's events, once every ledger was read through.
fn read(folder: &Folder, seal: Option<MirrorSeal>) -> Result<Vec<Stamped>, Failure> {
    let storage = Storage::of(folder, seal);
    if !folder.was_served() {
        return Ok(Vec::new());
    }
    let (log, boxes) = storage.decide()?;
    for one in boxes.iter().chain([&storage.net(&log)]) {
        one.pages()?;
    }
    Ok(log)
}

/// For a terminal.
fn text(report: &ReadyReport) -> String {
    let mut out = format!("{}\n", report.answer);
    for row in report.rows.iter().filter(|row| row.light != Light::Green) {
        let light = match row.light {
            Light::Red => "RED  ",
            _ => "AMBER",
        };
        out.push_str(&format!(
            "\n{light}  {}: {}\n       {}\n",
            row.name,
            isolated(&row.says),
            isolated(&row.mend)
        ));
    }
    let green = report.rows.iter().filter(|row| row.light == Light::Green);
    let mut names: Vec<&str> = green.map(|row: &ReadyRow| row.name.as_str()).collect();
    names.dedup();
    if !names.is_empty() {
        out.push_str(&format!("\nGREEN  {}\n", names.join(", ")));
    }
    out
}
