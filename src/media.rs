//! The files that a show brings along: what lies below `media/` in its folder.

mod film;
mod font;
mod gallery;
mod jpeg;
mod names;
mod raster;
mod sheet;
mod style;
mod svg;
mod whole;

pub use gallery::{Gallery, named};
pub use names::as_spelt;

use crate::fonts;
use crate::show::fault::{Defect, Fault, Purpose};
use crate::show::file::{Flaw, Media, Resolved};
use crate::show::text::Text;
use crate::words::{self, Ui};
use axum::body::Bytes;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files listed at most, to say "did you mean …?": no show has more, and a link to a whole disk
/// must not hold up a check.
const LISTED_FILES_MAX: usize = 10_000;

/// No picture has more bytes, in megabytes.
pub const PICTURE_MEGABYTES_MAX: u64 = 64;
/// Nor a drawing in SVG, which is text.
const SVG_MEGABYTES_MAX: u64 = 4;
const STYLE_MEGABYTES_MAX: u64 = 1;
/// Nor a font, Chinese ones included.
const FONT_MEGABYTES_MAX: u64 = 48;

/// Where prepared pictures are kept, below the show folder.
const PREPARED: &str = "media/.palmares";

/// Changes when pictures are prepared or judged in another way, so that none of an older kind is
/// taken for one of these.
const EDITION: &str = "3";

/// A show folder on disk. Each question reads the disk anew.
#[derive(Clone, Debug)]
pub struct MediaFolder {
    root: PathBuf,
    /// Whether every file is decoded when the show file is read.
    thorough: bool,
}

/// A file as screens are sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it is, whatever its name says.
    pub content_type: &'static str,
    /// All of it; empty for a film, which is read from its file.
    pub bytes: Bytes,
    /// Names this very content; for a film, its path below the show folder.
    pub name: String,
}

impl Made {
    /// Whether it is a film, which is sent from its file.
    pub fn is_film(&self) -> bool {
        self.content_type.starts_with("video/")
    }

    fn new(content_type: &'static str, ending: &str, bytes: Vec<u8>) -> Self {
        Made {
            content_type,
            bytes: bytes.into(),
            name: ending.to_owned(),
        }
    }
}

impl MediaFolder {
    /// The media of the show in this folder. A folder that is not there has no files.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        MediaFolder {
            root: root.into(),
            thorough: false,
        }
    }

    /// The same, for somebody who has the time to look into every file.
    pub fn thorough(self) -> Self {
        MediaFolder {
            thorough: true,
            ..self
        }
    }

    /// A file as screens are sent it, or why it cannot be shown. A decoder that panics has refused.
    pub fn made(&self, path: &str, purpose: Purpose) -> Result<Made, Fault> {
        let made = std::panic::catch_unwind(|| self.make(path, purpose));
        made.unwrap_or(Err(Fault::Broken(Defect::Garbled)))
    }

    fn make(&self, path: &str, purpose: Purpose) -> Result<Made, Fault> {
        let file = self.root.join(path);
        match purpose {
            Purpose::Clip => {
                let mut film = fs::File::open(&file).map_err(|_| Fault::Unreadable)?;
                Ok(Made::new(film::kind(&mut film)?, path, Vec::new()))
            }
            Purpose::Style => {
                let bytes = read(&file, STYLE_MEGABYTES_MAX)?;
                let garbled = |_| Fault::Broken(Defect::Garbled);
                let sheet = String::from_utf8(bytes).map_err(garbled)?;
                match sheet::refused(path, &sheet) {
                    Some(fault) => Err(fault),
                    None => Ok(named_by_content(Made::new(
                        "text/css; charset=utf-8",
                        "css",
                        sheet.into_bytes(),
                    ))),
                }
            }
            Purpose::Font => font::made(read(&file, FONT_MEGABYTES_MAX)?).map(named_by_content),
            Purpose::Picture => self.picture(&read(&file, PICTURE_MEGABYTES_MAX)?),
        }
    }

    /// What was prepared before is taken from its place: a server that comes back in mid-show has
    /// its pictures at once.
    fn picture(&self, bytes: &[u8]) -> Result<Made, Fault> {
        let Some(kind) = raster::kind(bytes) else {
            if !svg::is_one(bytes) {
                return Err(Fault::UnknownKind);
            }
            if bytes.len() as u64 > SVG_MEGABYTES_MAX << 20 {
                return Err(Fault::TooLarge(SVG_MEGABYTES_MAX));
            }
            return svg::made(bytes).map(named_by_content);
        };
        let hash = blake3::hash(bytes).to_hex();
        for (content_type, ending) in [("image/jpeg", "jpg"), ("image/png", "png")] {
            let name = format!("{EDITION}-{}.{ending}", &hash[..32]);
            // A power cut may have left half of one.
            let kept = fs::read(self.prepared(&name)).ok();
            if let Some(bytes) = kept.filter(|bytes| raster::ends_well(bytes)) {
                return Ok(Made {
                    content_type,
                    bytes: bytes.into(),
                    name,
                });
            }
        }
        let made = raster::made(bytes, kind)?;
        let made = Made {
            name: format!("{EDITION}-{}.{}", &hash[..32], made.name),
            ..made
        };
        self.keep(&made);
        Ok(made)
    }

    fn prepared(&self, name: &str) -> PathBuf {
        self.root.join(PREPARED).join(name)
    }

    /// Keeps a prepared picture for the next start. A folder that may not be written to costs only
    /// time.
    fn keep(&self, made: &Made) {
        let path = self.prepared(&made.name);
        let half = path.with_extension("half");
        let _ = fs::create_dir_all(self.root.join(PREPARED));
        if fs::write(&half, &made.bytes).is_ok() {
            let _ = fs::rename(&half, &path);
        }
    }

    /// Clears away prepared pictures that the show does not use any more.
    fn forget_all_but(&self, names: &[String]) {
        let kept = fs::read_dir(self.root.join(PREPARED));
        for item in kept.into_iter().flatten().flatten() {
            let name = item.file_name();
            if !names.iter().any(|kept| name == kept.as_str()) {
                let _ = fs::remove_file(item.path());
            }
        }
    }

    fn files_below(&self, folder: &Path, prefix: &str, files: &mut Vec<String>) {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
            // A name in another encoding is listed too: somebody may be looking for it.
            let name = item.file_name().to_string_lossy().into_owned();
            // Links are listed as files and never followed: a circle of them would have no end.
            let is_folder = item.file_type().is_ok_and(|kind| kind.is_dir());
            let path = format!("{prefix}/{name}");
            if files.len() >= LISTED_FILES_MAX {
                return;
            } else if name.starts_with('.') {
                continue;
            } else if is_folder {
                self.files_below(&item.path(), &path, files);
            } else {
                files.push(path);
            }
        }
    }
}

impl Media for MediaFolder {
    fn resolve(&self, path: &str) -> Resolved {
        let Ok(root) = self.root.canonicalize() else {
            return Resolved::Missing;
        };
        // Following every link first is the only way to know where a path really leads.
        let file = root.join(path).canonicalize().ok();
        let spelt = || names::below(&root, Path::new(path))?.canonicalize().ok();
        let Some(file) = file.or_else(spelt) else {
            return Resolved::Missing;
        };
        let Ok(below) = file.strip_prefix(&root) else {
            return Resolved::Outside;
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        match parts {
            Some(parts) if file.is_file() => Resolved::Found(parts.join("/")),
            _ => Resolved::Missing,
        }
    }

    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        self.files_below(&self.root.join("media"), "media", &mut files);
        files.sort();
        files
    }

    fn judge(&self, path: &str, purpose: Purpose) -> Option<Fault> {
        // A style sheet is short; everything else waits for somebody who has the time.
        let looks = self.thorough || purpose == Purpose::Style;
        let fault = looks.then(|| self.made(path, purpose).err()).flatten();
        // What a sheet asks for is named with its place in the sheet.
        fault.filter(|fault| purpose != Purpose::Style || !matches!(fault, Fault::Unsafe(_)))
    }

    fn flaws(&self, sheet: &str) -> Vec<Flaw> {
        self.flaws_of(sheet)
    }

    fn undrawn<'a>(&self, text: &'a str) -> Vec<&'a str> {
        fonts::undrawn(text)
    }

    fn speaks(&self, tag: &str) -> Option<String> {
        if self.thorough {
            return Ui::of_tag(tag).map(|ui| ui.tag().to_owned());
        }
        Some(tag.to_owned())
    }

    fn spoken(&self) -> Vec<&'static str> {
        Ui::ALL.map(Ui::tag).to_vec()
    }

    fn sorting(&self) -> [Text; 4] {
        crate::words::sorting()
    }

    fn thanks(&self) -> Option<Text> {
        Some(words::thanks())
    }
}

fn named_by_content(made: Made) -> Made {
    let hash = blake3::hash(&made.bytes).to_hex();
    Made {
        name: format!("{}.{}", &hash[..32], made.name),
        ..made
    }
}

/// A whole file, unless it is larger than it may be.
fn read(file: &Path, megabytes_max: u64) -> Result<Vec<u8>, Fault> {
    let opened = fs::File::open(file).map_err(|_| Fault::Unreadable)?;
    let most = megabytes_max << 20;
    let mut bytes = Vec::new();
    opened
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Fault::Unreadable)?;
    if bytes.len() as u64 > most {
        return Err(Fault::TooLarge(megabytes_max));
    }
    Ok(bytes)
}
