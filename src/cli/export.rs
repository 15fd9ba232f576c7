//! `palmares export DIR`

use super::links::read_links;
use super::storage::Storage;
use super::{Failure, copy, secrets};
use crate::clock::{Clock, SteadyClock};
use crate::evening::fold;
use crate::folder::{Folder, Reading};
use crate::keys::{KeyError, KeyFile, random_key};
use crate::ledger::chain::mirror::beside;
use crate::ledger::chain::mirror::seal::MirrorSeal;
use crate::ledger::{Ledger, PAGE_BYTES, paged};
use crate::net::key::hall_signer;
use crate::net::record::begun;
use crate::show::event::{At, By, Event, Stamped};
use crate::show::file::{data, written_out};
use crate::view::export::{self, Exported, Format, NetRecords};
use crate::view::producer::workbook::{self, ShowBook};
use crate::words::Ui;
use clap::Args;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use ureq::Body;
use ureq::http::Response;

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(self.as_str().into())
    }
}

/// A server that is well takes a connection at once.
const CONNECT_MAX: Duration = Duration::from_secs(5);

/// A million votes take a while to be read.
const ANSWER_MAX: Duration = Duration::from_secs(60);

/// What is written out, and where to.
#[derive(Args)]
pub struct ExportArguments {
    /// The show folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// json (everything), csv (the awards, opens right in Excel) or markdown (the
    /// announcement's tables)
    #[arg(long, value_enum, default_value = "json", env = "PALMARES_FORMAT")]
    format: Format,
    /// The show as it is planned, as a workbook to change and to import again
    #[arg(
        long,
        env = "PALMARES_WORKBOOK",
        conflicts_with = "format",
        requires = "output"
    )]
    workbook: bool,
    /// The file to write
    #[arg(short, long, env = "PALMARES_OUTPUT")]
    output: Option<PathBuf>,
}

/// Writes out the evening: through the running server if there is one, from the folder if not.
pub fn run(arguments: &ExportArguments) -> Result<(), Failure> {
    let (format, output) = (arguments.format, arguments.output.as_deref());
    let folder = Folder::at(&arguments.dir);
    if arguments.workbook {
        return show_book(&folder, output);
    }
    let served = folder.path().join("keys.json").exists();
    let lock = served.then(|| KeyFile::lock(folder.path()));
    match &lock {
        Some(Err(KeyError::Locked)) => from_server(&folder, format, output)?,
        // What may not be written needs no lock: nothing is written.
        None | Some(Ok(_) | Err(KeyError::ReadOnly(_))) => from_folder(&folder, format, output)?,
        Some(Err(error)) => {
            return Err(Failure::other(format!(
                "{}: {error}",
                folder.path().display()
            )));
        }
    }
    drop(lock);
    Ok(())
}

/// Writes the whole show as its file has it, headed in its first language.
fn show_book(folder: &Folder, output: Option<&Path>) -> Result<(), Failure> {
    let text = folder.show_text().map_err(Failure::usage)?.text;
    let Reading { show, warnings } = folder.judge(&text).map_err(Failure::usage)?;
    let data = data(&text, &warnings).unwrap_or_default();
    let made = match data.table.contains_key("cue") {
        true => Vec::new(),
        false => written_out(&show.lines),
    };
    let ui = show.languages.first().and_then(|lang| Ui::of_tag(lang));
    let book = ShowBook::of(&data.table, &made, ui.unwrap_or(Ui::En));
    let bytes = workbook::xlsx(&book).map_err(Failure::other)?;
    put(output, |out| out.write_all(&bytes))
}

/// Lets `write` write to the file, or to the terminal. Not before: what cannot be exported leaves
/// no file behind.
fn put(
    output: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let Some(path) = output else {
        return write(&mut io::stdout().lock()).map_err(Failure::other);
    };
    let written = File::create(path).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()
    });
    written.map_err(|e| Failure::other(format!("{} cannot be written: {e}.", path.display())))
}

fn from_folder(folder: &Folder, format: Format, output: Option<&Path>) -> Result<(), Failure> {
    let copied = match copy::may_write(folder) {
        true => None,
        false => Some(copy::of(folder)?),
    };
    let files = copied.as_ref().map_or(folder, copy::Copied::folder);
    let keys = KeyFile::peek(folder.path());
    let path = files.journal();
    if let Err(error) = &keys
        && !path.exists()
        && beside(&path).exists()
    {
        // Only a mirror is left, and its seals cannot be proved without the keys.
        let missing = matches!(error, KeyError::Unreadable(e) if e.kind() == ErrorKind::NotFound);
        return Err(match missing {
            true => secrets::lost(folder),
            false => secrets::told(folder, error),
        });
    }
    let keys = keys.ok();
    let seal = keys.as_ref().map(|keys| MirrorSeal::of(&keys.ballot_key));
    let mut storage = Storage::of(files, seal);
    let (log, boxes) = if path.exists() || beside(&path).exists() {
        // An export writes nothing down, so other keys do no harm: the database alone is read.
        if path.exists() && storage.is_of_other_keys() {
            storage = Storage::of(files, None);
        }
        storage.decide()?
    } else {
        (Vec::new(), storage.boxes(&[], false))
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
                fingerprint: None,
            },
        }]
    } else {
        log
    };
    let [scores, votes] = boxes;
    let (votes, scores) = (votes.records()?, scores.records()?);
    let mut pages = storage.net(&log).pages()?;
    let mut records = pages
        .as_mut()
        .map(|pages| paged(|after| pages.page(after, PAGE_BYTES).map_err(|e| e.to_string())))
        .map(Iterator::peekable);
    // Which log it is says the log itself: net.json may be of the next one.
    let first = records.as_mut().and_then(|records| records.peek());
    let named = match first {
        Some(Ok(body)) => begun(body),
        Some(Err(error)) => return Err(Failure::other(format!("net.db: {error}."))),
        None => None,
    };
    let net = named.zip(records.as_mut());
    let net = net.map(|((evening, named), records)| {
        let ours = keys.and_then(|keys| hall_signer(&keys, &evening));
        NetRecords {
            hall: ours.map_or(named, |hall| hall.public()).to_string(),
            evening,
            records,
        }
    });
    let lots = random_key().map_err(Failure::other)?;
    let exported = Exported::of(log, votes, scores, &lots);
    let state = fold(exported.log()).ok_or_else(|| {
        Failure::other("show.db does not begin with a show. Restore the folder from a copy.")
    })?;
    put(output, |out| {
        export::write(format, &state, &exported, net, out)
    })
}

fn from_server(folder: &Folder, format: Format, output: Option<&Path>) -> Result<(), Failure> {
    let path = format!("/api/export?format={}", format.as_str());
    let mut answer = asked(folder, &path)?;
    let body = answer.body_mut().with_config().limit(u64::MAX);
    let mut body = body.reader();
    put(output, |out| io::copy(&mut body, out).map(drop))
}

/// What the server that runs on this folder answers its producer, in English.
pub(super) fn asked(folder: &Folder, path: &str) -> Result<Response<Body>, Failure> {
    let file = folder.links();
    let starting = || {
        Failure::other(format!(
            "A server is starting or ending on this folder ({} is not readable). Try again in a \
            moment.",
            file.display()
        ))
    };
    let links = read_links(folder).map_err(|_| starting())?;
    let base = links.producer.split_once("/producer");
    let (base, _) = base.ok_or_else(starting)?;
    let ask = |base: &String| {
        ureq::get(format!("{base}{path}"))
            .config()
            .timeout_connect(Some(CONNECT_MAX))
            .timeout_recv_response(Some(ANSWER_MAX))
            .build()
            .header("Authorization", format!("Bearer {}", links.keys.producer))
            .header("Accept-Language", "en")
            .call()
    };
    let mut answers = near(base).into_iter().map(|base| ask(&base)).peekable();
    let answer = loop {
        match answers.next() {
            Some(Err(_)) if answers.peek().is_some() => {}
            Some(answer) => break answer,
            None => return Err(starting()),
        }
    };
    answer.map_err(|e| {
        Failure::other(format!(
            "The running server did not answer ({e}). Is it ending? Try again in a moment."
        ))
    })
}

/// Where the running server answers this machine. A program here may always speak plain HTTP to it,
/// whatever browsers speak.
pub(super) fn near(base: &str) -> Vec<String> {
    let Some(host) = base.strip_prefix("https://") else {
        return vec![base.to_owned()];
    };
    let port = host.rsplit_once(':').map_or("443", |(_, port)| port);
    let port = if port.ends_with(']') { "443" } else { port };
    // The name in a certificate may lead elsewhere from here.
    vec![
        format!("http://127.0.0.1:{port}"),
        format!(
            "http://{}:{port}",
            host.trim_end_matches(&format!(":{port}"))
        ),
    ]
}
