//! What each role may see: pure functions of the state. Secrecy is decided here and nowhere else.
//!
//! One file per role. A role's frame never holds what the role may not know, so the layers above
//! can send it to anyone of that role.

pub mod apart;
pub mod api;
pub mod asrun;
pub mod audience;
pub mod begin;
pub mod chair;
pub mod crew;
pub mod cue;
pub mod decided;
pub mod export;
pub mod help;
pub mod jury;
pub mod label;
pub mod launcher;
pub mod mc;
pub mod message;
pub mod note;
pub mod overlay;
pub mod print;
pub mod producer;
pub mod qr;
pub mod ready;
pub mod results;
#[cfg(test)]
pub(crate) mod sample;
pub mod stage;
mod standin;
pub mod theme;
pub mod tickets;
pub mod trust;
pub mod type_size;
mod voice;

use crate::show::event::At;
use crate::show::fault::Fault;
use crate::show::programme::{Ballot, Reach, Show};
use crate::show::tally::Tally;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What changes without an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// Now, by the server's steady clock.
    pub at: At,
    /// One start of the server.
    pub epoch: i64,
    /// Counts the frames of a revision: a frame with a higher beat is newer.
    pub beat: u64,
    /// How many have voted, by ballot.
    pub turnout: BTreeMap<String, u64>,
    /// Votes within the last ten seconds, by ballot.
    pub arrivals: BTreeMap<String, u64>,
    /// Who has joined with the codes of the stage within the last ten minutes, by ballot.
    pub joins: BTreeMap<String, Joins>,
    /// Phones that have the audience's page open now.
    pub phones: u64,
    /// How often a phone has opened it since the server's start.
    pub phones_opened: u64,
    /// The running count of the open ballot, where the file lets the hall watch it.
    pub counts: BTreeMap<String, Tally>,
    /// The codes that the stage shows for presence ballots: what the QR code says, and the digits
    /// to type.
    pub codes: BTreeMap<String, (String, String)>,
    /// Stage screens that are connected, or approved and missing: those that count first, then
    /// strangers.
    pub screens: Vec<Screen>,
    /// Connected screens that nobody approved, beyond those in `screens`.
    pub screens_more: u64,
    /// What screens are called that still show a rehearsal which is over.
    pub still_rehearsing: Vec<String>,
    /// Set while the journal cannot be written.
    pub degraded: bool,
    /// Set while that is because the show's files are not where they were.
    pub moved: bool,
    /// Set while a mirror cannot be written: everything is stored, but only once.
    pub mirror_failing: bool,
    /// What the audience's code says, for example `http://192.168.1.20:8080/`.
    pub audience_url: String,
    /// Origins, not the show's own, whose pages were refused many times.
    pub elsewhere: Vec<String>,
    /// Files of the show that cannot be shown, by path: a plate in type stands in for them.
    pub faults: BTreeMap<String, Fault>,
    /// Letters of the show that the stage's fonts cannot draw.
    pub undrawn: Arc<Vec<String>>,
    /// The machine and the folder, as they were found last.
    pub machine: Arc<ready::MachineFacts>,
    /// The votes outside, where the audience is larger than the hall.
    pub net: Option<NetSight>,
    /// What is in the show file and not yet in the running show.
    pub waiting: Option<Unapplied>,
    /// What the producer has told the MC, the newest last. Those at work alone are told of it.
    pub notes: Arc<Vec<note::DeskNote>>,
}

/// An edited show that waits until somebody applies it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unapplied {
    pub show: Arc<Show>,
    /// Of the file, as an edit names it.
    pub version: String,
}

impl Live {
    /// Whether a server runs that has no log outside.
    pub fn lacks_net(&self) -> bool {
        self.machine.served && self.net.is_none()
    }

    /// Where the wall's code leads for this ballot: to the hall's page, unless nobody in the hall
    /// votes there.
    pub fn wall_address(&self, ballot: &Ballot) -> &str {
        let home = self.home().filter(|_| ballot.reach == Reach::Net);
        home.unwrap_or(&self.audience_url)
    }

    /// Where those who watch a stream vote.
    pub fn stream_address(&self, ballot: &Ballot) -> &str {
        let home = self.home().filter(|_| !ballot.reach.is_hall());
        home.unwrap_or(&self.audience_url)
    }

    fn home(&self) -> Option<&str> {
        self.net.as_ref()?.home.as_deref()
    }
}

/// What the hall knows of the votes outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetSight {
    /// Whether there is a line to the servers.
    pub up: bool,
    /// Whether it is known now; otherwise as of an earlier moment, or not yet.
    pub fresh: bool,
    pub as_of: Option<At>,
    /// How many have voted outside, by ballot.
    pub turnout: BTreeMap<String, u64>,
    /// Nothing is counted until somebody mends it.
    pub trouble: bool,
    /// Messages in the log that are of nobody whom the hall lists, and votes for what is no work.
    pub suspicious: u64,
    /// Nodes whose messages count no more, by name.
    pub stopped: Vec<String>,
    /// The servers' clocks were seen to differ: the deadline follows whichever stamps the log.
    pub clocks_differ: bool,
    /// The log is read through one address alone.
    pub one_reader: bool,
    /// Servers that hold another log than the others, by name.
    pub differing: Vec<String>,
    /// What people elsewhere open.
    pub home: Option<String>,
}

/// How many have joined with the stage's code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    pub all: u64,
    /// Those with the code that let in the most.
    pub most_by_one_code: u64,
    /// Those that had to wait for the next code, because one had let in as many as it may.
    pub turned_away: u64,
}

/// A stage screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Its id, kept by the browser.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether the producer lets it count.
    pub approved: bool,
    pub connected: bool,
    /// The last revision that it really showed.
    pub shown: u64,
    /// Whether it can be heard; none for a screen that keeps silent.
    pub sound: Option<Sound>,
}

/// What a screen says of the sound that it is to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sound {
    Ready,
    /// The browser waits for a click.
    Blocked,
}

/// HTML by region. A region `name/…` is one row of the region `name`: an element that takes the
/// place that `name` keeps for it.
pub type Regions = BTreeMap<Cow<'static, str>, String>;

/// What has changed since a frame was drawn, from what changes all the time to what hardly ever
/// does. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Redraw {
    /// Something that no event tells: screens, turnout.
    Beat,
    /// An event of the show.
    Event,
    /// The show file, or whether its files can be shown.
    Show,
}

fn named<const N: usize>(regions: [(&'static str, String); N]) -> Regions {
    let named = regions.map(|(name, html)| (Cow::Borrowed(name), html));
    named.into_iter().collect()
}

/// What a live screen shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// One start of the server.
    pub epoch: i64,
    /// The show event that this follows from.
    pub revision: u64,
    /// See [`Live::beat`].
    pub beat: u64,
    /// Server time in milliseconds since the Unix epoch.
    pub now: i64,
    /// Names the scene: screens animate when it changes and only then.
    pub scene: String,
    /// A screen replaces the regions whose HTML changed.
    pub regions: Regions,
}
