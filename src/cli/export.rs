//! `palmares export DIR`

use super::storage::Storage;
use super::{Failure, Format};
use crate::clock::{Clock, SteadyClock};
use crate::director::{fold, replayed};
use crate::folder::Folder;
use crate::keys::{KeyError, KeyFile};
use crate::mirror::beside;
use crate::show::event::{At, By, Event, Stamped};
use crate::view::export;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

impl From<Format> for export::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => export::Format::Json,
            Format::Csv => export::Format::Csv,
            Format::Markdown => export::Format::Markdown,
        }
    }
}

/// Writes out the evening: through the running server if there is one, from the folder if not.
pub fn run(dir: &Path, format: Format, output: Option<&Path>) -> Result<(), Failure> {
    let folder = Folder::at(dir);
    let format = export::Format::from(format);
    let text = if folder.path().join("keys.json").exists() {
        match KeyFile::lock(dir) {
            Ok(_lock) => from_folder(&folder, format)?,
            Err(KeyError::Locked) => from_server(&folder, format)?,
            Err(error) => return Err(Failure::other(format!("{}: {error}", dir.display()))),
        }
    } else {
        from_folder(&folder, format)?
    };
    match output {
        Some(path) => std::fs::write(path, text)
            .map_err(|e| Failure::other(format!("{} cannot be written: {e}.", path.display()))),
        None => std::io::stdout()
            .write_all(text.as_bytes())
            .map_err(Failure::other),
    }
}

fn from_folder(folder: &Folder, format: export::Format) -> Result<String, Failure> {
    let storage = Storage::of(folder, None, false)?;
    let path = folder.journal();
    let log = if path.exists() || beside(&path).exists() {
        let mut journal = storage.journal()?;
        let replayed = replayed(&mut journal);
        let (log, _) = replayed.map_err(|e| Failure::other(format!("{}: {e}", path.display())))?;
        log
    } else {
        Vec::new()
    };
    let log = if log.is_empty() {
        // Never served: the show as the file has it.
        let show = folder.read_show().map_err(Failure::usage)?.show;
        vec![Stamped {
            revision: 1,
            at: SteadyClock::not_before(At(0)).now(),
            by: By::File,
            event: Event::ShowLoaded {
                show: Arc::new(show),
            },
        }]
    } else {
        log
    };
    let state = fold(&log).ok_or_else(|| {
        Failure::other("show.db does not begin with a show. Restore the folder from a copy.")
    })?;
    let records = storage.votes(&log, false).records()?;
    Ok(export::write(format, &state, &log, &records))
}

/// What `links.json` says of the running server.
#[derive(serde::Deserialize)]
struct Known {
    producer: String,
    keys: KnownKeys,
}

#[derive(serde::Deserialize)]
struct KnownKeys {
    producer: String,
}

fn from_server(folder: &Folder, format: export::Format) -> Result<String, Failure> {
    let path = folder.links();
    let starting = || {
        Failure::other(format!(
            "A server is starting or ending on this folder ({} is not readable). Try again in a moment.",
            path.display()
        ))
    };
    let text = std::fs::read_to_string(&path).map_err(|_| starting())?;
    let known: Known = serde_json::from_str(&text).map_err(|_| starting())?;
    let (base, _) = known
        .producer
        .split_once("/producer")
        .ok_or_else(starting)?;
    if base.starts_with("https://") {
        return Err(Failure::other(
            "The running server speaks HTTPS. Download the export on the producer's page, or end the server and export from the folder.",
        ));
    }
    let url = format!("{base}/api/export?format={}", format.as_str());
    let answer = ureq::get(&url)
        .header("Authorization", format!("Bearer {}", known.keys.producer))
        .call();
    let mut answer = answer.map_err(|e| {
        Failure::other(format!(
            "The running server did not answer ({e}). Is it ending? Try again in a moment."
        ))
    })?;
    answer
        .body_mut()
        .with_config()
        .limit(1 << 30)
        .read_to_string()
        .map_err(Failure::other)
}
