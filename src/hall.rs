//! What phones are sent: one small frame for all of them, and a page per language, built and
//! compressed once per state for all who ask.

mod votes;

use crate::view::audience::{self, Bulletin, Page};
use crate::voter::Voters;
use crate::words::Ui;
use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, OnceLock};
pub use votes::Votes;

/// Brotli's middle quality: the page is compressed while the show goes on.
const BROTLI_QUALITY: u32 = 5;

/// What phones may know at one moment, and what they are sent of it.
pub struct Hall {
    /// All that they may know.
    pub bulletin: Bulletin,
    /// At most 128 bytes of JSON; phones hear of nothing else.
    pub frame: String,
    /// The page of `GET /` in each language.
    pages: BTreeMap<Ui, Due>,
    /// Set while the crew rehearses: then the bulletin is the rehearsal's.
    pub rehearsal: Option<HallRehearsal>,
}

/// What a rehearsal needs instead of the evening's, and what the evening itself tells meanwhile.
pub struct HallRehearsal {
    /// What is public, and what is told outside of the hall.
    pub evening: Bulletin,
    /// Their tokens are no evening's.
    pub voters: Arc<Voters>,
    pub votes: Votes,
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
    pub plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    /// The hashes of its style and script, for the content security policy.
    pub hashes: Hashes,
}

impl Prebuilt {
    pub fn gzip(&self) -> &Bytes {
        let compress = || Bytes::from(gzipped(&self.plain));
        self.gzip.get_or_init(compress)
    }

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

impl Hall {
    /// The hall that is told this. Pages that say the same as before are taken over.
    pub fn of(bulletin: Bulletin, before: Option<&Hall>) -> Hall {
        let due = |ui: Ui| {
            let known = before.and_then(|hall| hall.pages.get(&ui));
            (ui, known.map(Due::after).unwrap_or_default())
        };
        Hall {
            frame: audience::frame(&bulletin),
            pages: Ui::ALL.into_iter().map(due).collect(),
            bulletin,
            rehearsal: None,
        }
    }

    /// What is public of the evening itself, whatever is on stage.
    pub fn evening(&self) -> &Bulletin {
        let meanwhile = self.rehearsal.as_ref();
        meanwhile.map_or(&self.bulletin, |meanwhile| &meanwhile.evening)
    }

    /// The page of `GET /`.
    pub fn page(&self, ui: Ui) -> Option<&Prebuilt> {
        let due = self.pages.get(&ui)?;
        let build = || {
            let page = audience::page(&self.bulletin, ui);
            let same = due.before.as_ref().filter(|last| last.plain == page.html);
            same.cloned().unwrap_or_else(|| Arc::new(prebuilt(page)))
        };
        Some(due.built.get_or_init(build))
    }
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
