//! A picture, a film or a style sheet on its way into `media/`: beside the others under a name that
//! nobody lists, until it has been looked at.

use super::Folder;
use crate::keys::random_key;
use crate::ledger::chain::mirror::sync_folder;
use crate::media::{MediaFolder, PICTURE_MEGABYTES_MAX};
use crate::show::fault::{Fault, Purpose};
use std::fs::{self, DirEntry, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How the name of a file begins that is on its way.
const COMING: &str = ".incoming-";

/// No film has more bytes, in megabytes.
const CLIP_MEGABYTES_MAX: u64 = 4096;

/// The longest name that a file keeps, in characters.
const NAME_CHARS_MAX: usize = 80;

/// So many files of one name are told apart by a number.
const SAME_NAME_MAX: usize = 1000;

/// Why a file is not kept.
#[derive(Debug, thiserror::Error)]
pub enum IncomingError {
    /// The stage could not show it.
    #[error("it cannot be shown")]
    Unfit(Fault),
    /// The disk refuses it.
    #[error("it cannot be written: {0}")]
    NotWritten(#[from] io::Error),
}

/// A file that is being written. It is gone if it is not kept.
pub struct Incoming {
    media: MediaFolder,
    folder: PathBuf,
    /// Its name in there.
    name: String,
    file: File,
    purpose: Purpose,
    bytes: u64,
}

impl Incoming {
    /// Begins one in the `media` folder of a show.
    pub fn begin(show: &Folder, purpose: Purpose) -> io::Result<Incoming> {
        let folder = show.path().join("media");
        fs::create_dir_all(&folder)?;
        let name = format!("{COMING}{}", random_key().map_err(io::Error::other)?);
        let file = File::create_new(folder.join(&name))?;
        Ok(Incoming {
            media: show.media(),
            folder,
            name,
            file,
            purpose,
            bytes: 0,
        })
    }

    /// Takes the next bytes of it.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), IncomingError> {
        self.bytes += bytes.len() as u64;
        let most = match self.purpose {
            Purpose::Clip => CLIP_MEGABYTES_MAX,
            _ => PICTURE_MEGABYTES_MAX,
        };
        if self.bytes > most << 20 {
            return Err(IncomingError::Unfit(Fault::TooLarge(most)));
        }
        Ok(self.file.write_all(bytes)?)
    }

    /// Keeps it under this name, or under one like it where that is another file's: its path below
    /// the show folder. A file with the same bytes is that file.
    pub fn keep(self, name: &str) -> Result<String, IncomingError> {
        let own = format!("media/{}", self.name);
        let made = self.media.made(&own, self.purpose);
        made.map_err(IncomingError::Unfit)?;
        self.file.sync_all()?;
        let (stem, ending) = parted(name);
        let coming = self.folder.join(&self.name);
        for n in 1..=SAME_NAME_MAX {
            let number = if n == 1 {
                String::new()
            } else {
                format!("-{n}")
            };
            let name = format!("{stem}{number}{ending}");
            let place = self.folder.join(&name);
            match File::create_new(&place) {
                Ok(_) => {
                    if let Err(error) = fs::rename(&coming, &place) {
                        let _ = fs::remove_file(&place);
                        return Err(error.into());
                    }
                    sync_folder(&place)?;
                    return Ok(format!("media/{name}"));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if same(&coming, &place)? {
                        return Ok(format!("media/{name}"));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists).into())
    }
}

impl Folder {
    /// Removes what a crash has left of files that were on their way. Nobody else may be serving
    /// the show.
    pub fn sweep_incoming(&self) {
        let files = fs::read_dir(self.path().join("media"));
        let files = files.into_iter().flatten().flatten();
        let named = files.filter_map(|file| Some((file.file_name().into_string().ok()?, file)));
        let (left, others): (Vec<_>, Vec<_>) =
            named.partition(|(name, _)| name.starts_with(COMING));
        // A name is taken by an empty file first.
        let is_taken = |name: &str, file: &DirEntry| {
            let meta = file.metadata();
            !name.starts_with('.') && meta.is_ok_and(|meta| meta.is_file() && meta.len() == 0)
        };
        let broke_off = !left.is_empty();
        let taken = others.into_iter();
        let taken = taken.filter(|(name, file)| broke_off && is_taken(name, file));
        for (name, file) in left.into_iter().chain(taken) {
            if let Err(error) = fs::remove_file(file.path()) {
                tracing::warn!(%error, name, "a part of a file stays in media");
            }
        }
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.folder.join(&self.name));
    }
}

/// A name without what means something in a path or an address, and its ending with the dot.
fn parted(name: &str) -> (String, String) {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
        _ => '-',
    };
    let tidy: String = last.chars().map(plain).collect();
    let tidy = tidy.trim_matches(['.', '-']);
    let (stem, ending) = match tidy.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => {
            (stem, format!(".{}", ending.to_lowercase()))
        }
        _ => (tidy, String::new()),
    };
    let stem: String = stem.chars().take(NAME_CHARS_MAX).collect();
    let stem = if stem.is_empty() { "file".into() } else { stem };
    (stem, ending)
}

/// Whether two files have the same bytes.
fn same(one: &Path, other: &Path) -> io::Result<bool> {
    let [one, other] = [one, other].map(File::open);
    let (mut one, mut other) = (one?, other?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let mut pieces = [vec![0; 1 << 16], vec![0; 1 << 16]];
    loop {
        let read = one.read(&mut pieces[0])?;
        if read == 0 {
            return Ok(true);
        }
        other.read_exact(&mut pieces[1][..read])?;
        if pieces[0][..read] != pieces[1][..read] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_letters_and_nothing_that_leads_elsewhere() {
        for (name, kept) in [
            ("海報.JPG", "海報.jpg"),
            ("../../show.toml", "show.toml"),
            ("C:\\Users\\me\\a poster.png", "a-poster.png"),
            (".palmares", "palmares"),
            ("", "file"),
            ("a/b?c#d.svg", "b-c-d.svg"),
        ] {
            let (stem, ending) = parted(name);
            assert_eq!(format!("{stem}{ending}"), kept, "{name}");
        }
    }
}
