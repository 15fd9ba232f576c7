//! What phones are sent: one small frame for all of them, and a page per language, built and
//! compressed once per state for all who ask.

use crate::ballotbox::Held;
use crate::show::programme::{Identity, Show};
use crate::show::state::State;
use crate::view::audience::{self, Amiss, Join, Page, Swap, Tried, Voter};
use crate::voter::code_joins_max;
use crate::words::Ui;
use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// Brotli's middle quality: the page is compressed while the show goes on.
const BROTLI_QUALITY: u32 = 5;

/// Everything that phones may know at one moment.
pub struct Hall {
    /// At most 128 bytes of JSON; phones hear of nothing else.
    pub frame: String,
    /// The page of `GET /` in each language.
    pages: BTreeMap<Ui, Due>,
    /// What may be voted for, by ballot.
    pub papers: BTreeMap<String, Paper>,
    /// How many may join with one code of the stage.
    pub code_joins_max: u64,
    /// Ballots whose award the public knows.
    pub told: Vec<String>,
    /// For the pages of single voters; nobody outside reads it.
    state: Arc<State>,
}

/// A page that is built for the first who asks: the phones that are in the hall do not load it
/// again, and the director, who tells them of every change, has better things to do.
#[derive(Default)]
struct Due {
    built: OnceLock<Arc<Prebuilt>>,
    /// The last that was built, for this state or an earlier one: a page that says the same need
    /// not be compressed again.
    before: Option<Arc<Prebuilt>>,
}

impl Due {
    fn after(before: &Due) -> Due {
        let last = before.built.get().or(before.before.as_ref());
        Due {
            built: OnceLock::new(),
            before: last.cloned(),
        }
    }
}

/// A page ready to be sent, which is compressed for the first who asks.
pub struct Prebuilt {
    /// As it is.
    pub plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    /// The hashes of its style and script, for the content security policy.
    pub hashes: Hashes,
}

impl Prebuilt {
    /// Gzipped.
    pub fn gzip(&self) -> &Bytes {
        let compress = || Bytes::from(gzipped(&self.plain));
        self.gzip.get_or_init(compress)
    }

    /// Brotli.
    pub fn brotli(&self) -> &Bytes {
        let compress = || Bytes::from(brotlied(&self.plain));
        self.brotli.get_or_init(compress)
    }
}

/// What a content security policy needs to allow one style and one script, and no others.
#[derive(Clone, Default)]
pub struct Hashes {
    /// `'sha256-…'` of the style.
    pub style: String,
    /// `'sha256-…'` of the script.
    pub script: String,
}

/// What may be voted for in a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Entry ids, in the order of the paper.
    pub entries: Vec<String>,
    /// How many one voter may choose.
    pub choices: usize,
    /// What makes one voter.
    pub identity: Identity,
}

impl Hall {
    /// What phones may know of this state. Pages that say the same as before are taken over.
    pub fn of(state: &Arc<State>, before: Option<&Hall>) -> Hall {
        let due = |ui: Ui| {
            let known = before.and_then(|hall| hall.pages.get(&ui));
            (ui, known.map(Due::after).unwrap_or_default())
        };
        let seats = state.show.hall.as_ref().map(|hall| hall.seats);
        let told = state.show.ballots.iter();
        let told = told.filter(|ballot| state.public_winners(&ballot.award).is_some());
        Hall {
            frame: audience::frame(state),
            pages: Ui::ALL.into_iter().map(due).collect(),
            papers: papers(&state.show),
            code_joins_max: code_joins_max(seats.flatten()),
            told: told.map(|ballot| ballot.id.clone()).collect(),
            state: state.clone(),
        }
    }

    /// The page of `GET /`.
    pub fn page(&self, ui: Ui) -> Option<&Prebuilt> {
        let due = self.pages.get(&ui)?;
        let build = || {
            let page = audience::page(&self.state, ui);
            let same = due.before.as_ref().filter(|last| last.plain == page.html);
            same.cloned().unwrap_or_else(|| Arc::new(prebuilt(page)))
        };
        Some(due.built.get_or_init(build))
    }

    /// The ballot that phones show now.
    pub fn current(&self) -> Option<&str> {
        let current = audience::current(&self.state)?;
        let ballot = self.state.show.ballots.get(current.ballot)?;
        Some(&ballot.id)
    }

    /// The page of one voter.
    pub fn voter_page(&self, ui: Ui, voter: &Voter) -> Page {
        audience::voter_page(&self.state, ui, voter)
    }

    /// The page that asks for a ticket's code or the stage's digits.
    pub fn join_page(&self, ui: Ui, join: Join, tried: Tried, ticked: &[String]) -> Page {
        audience::join_page(&self.state, ui, join, tried, ticked)
    }

    /// The page that asks before a code takes the place of what a phone holds.
    pub fn swap_page(&self, ui: Ui, swap: &Swap) -> Page {
        audience::swap_page(&self.state, ui, swap)
    }

    /// The page for a browser whose request leads nowhere.
    pub fn refused_page(&self, ui: Ui, amiss: Amiss) -> Page {
        audience::refused_page(&self.state, ui, amiss)
    }

    /// The language for a guest whose browser sends this `Accept-Language`.
    pub fn reader(&self, header: &str, offered: &[Ui]) -> Ui {
        Ui::for_reader(header, &self.state.show.languages, offered)
    }

    /// The languages that guests are offered.
    pub fn offered(&self) -> &'static [Ui] {
        Ui::offered(&self.state.show.languages)
    }

    /// The page that finds a vote by its receipt.
    pub fn receipt_page(&self, ui: Ui, ballot: &str, asked: Option<&str>, found: &[Held]) -> Page {
        audience::receipt_page(&self.state, ui, ballot, asked, found)
    }
}

fn papers(show: &Show) -> BTreeMap<String, Paper> {
    let entries: Vec<String> = show.finalists().map(|entry| entry.id.clone()).collect();
    let papers = show.ballots.iter().map(|ballot| {
        let paper = Paper {
            entries: entries.clone(),
            choices: ballot.choices as usize,
            identity: ballot.identity,
        };
        (ballot.id.clone(), paper)
    });
    papers.collect()
}

/// The hashes of a page's own style and script.
pub fn hashes(page: &Page) -> Hashes {
    Hashes {
        style: source_hash(&page.style),
        script: source_hash(&page.script),
    }
}

fn source_hash(text: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}

fn prebuilt(page: Page) -> Prebuilt {
    Prebuilt {
        hashes: hashes(&page),
        plain: Bytes::from(page.html),
        gzip: OnceLock::new(),
        brotli: OnceLock::new(),
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    gzipped_at(flate2::Compression::best(), bytes)
}

/// For a page that one phone is sent, while a whole hall may ask for its own: half the work for
/// three hundred bytes more.
pub fn gzipped_at_once(bytes: &[u8]) -> Vec<u8> {
    gzipped_at(flate2::Compression::new(4), bytes)
}

fn gzipped_at(level: flate2::Compression, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    // Writing into memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn brotlied(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    {
        let mut encoder = brotli::CompressorWriter::new(&mut out, 4096, BROTLI_QUALITY, 22);
        let _ = encoder.write_all(bytes);
    }
    out
}
