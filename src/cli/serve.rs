//! `palmares serve DIR`

use super::banner::{Welcome, banner, notes};
use super::demo::{Simulated, gather, score};
use super::limits::{Room, allow_many_connections};
use super::links::{given_base, in_the_clear, jury_at, keep_links, links};
use super::listen::{Ports, apart};
use super::outside::{NetServe, Outside, unreached};
use super::ready::Lookout;
use super::storage::{Chest, Storage};
use super::tls::Tls;
use super::{Failure, Options, begin, secrets};
use crate::ballotbox::BallotBox;
use crate::clock::{Clock, SteadyClock};
use crate::director::Director;
use crate::evening::{Rejection, StartError, archive_label, fold};
use crate::fanout::Sources;
use crate::folder::ledgers::BOXES;
use crate::folder::{Folder, guarded};
use crate::http::App;
use crate::http::lease::Leases;
use crate::journal::Opened;
use crate::keys::{KeyError, KeyFile, Keys};
use crate::ledger::chain::mirror::seal::MirrorSeal;
use crate::ledger::jetstream::QUIET;
use crate::ledger::kept::AnyKept;
use crate::media::Gallery;
use crate::presence::Presence;
use crate::scorebox::ScoreBox;
use crate::show::command::Command;
use crate::show::decide::has_begun;
use crate::show::event::{At, By};
use crate::show::programme::Show;
use crate::show::withdrawal::as_taken_over;
use crate::view::label::refused;
use crate::view::producer::Links;
use crate::view::trust::AuthorityFacts;
use crate::voter::Voters;
use crate::words::Ui;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Serves a show folder until it is told to stop.
pub fn run(dir: &Path, options: &Options, net: &NetServe) -> Result<(), Failure> {
    run_with(dir, options, net, Simulated::default())
}

pub(super) fn run_with(
    dir: &Path,
    options: &Options,
    net: &NetServe,
    simulated: Simulated,
) -> Result<(), Failure> {
    log_to_stderr();
    let room = allow_many_connections();
    if let Some(url) = &options.public_url {
        given_base("--public-url", url)?;
    }
    if let Some(audience) = options.audience_listen {
        apart(
            options.listen,
            ("--audience-listen", "audience's"),
            audience,
        )?;
    }
    if let Some(jury) = options.jury_listen {
        apart(options.listen, ("--jury-listen", "jury's"), jury)?;
    }
    if let Some(url) = &options.jury_url {
        given_base("--jury-url", url)?;
    }
    let folder = Folder::at(dir);
    let is_empty = !folder.show_file().exists() && !folder.journal().exists();
    if is_empty && !begin::is_meant(&folder) {
        let missing = folder.read_show().err();
        return Err(Failure::usage(
            missing.map_or_else(String::new, |e| e.to_string()),
        ));
    }
    // What this program writes holds keys, votes and winners: other users of the machine have no
    // business there.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::other)?;
    let ports = match is_empty {
        false => None,
        true => match runtime.block_on(begin::ask(&folder, options))? {
            None => return Ok(()),
            held => held,
        },
    };
    let mut key_file = lock(&folder)?;
    folder.sweep_incoming();
    let outside = Outside::prepare(&folder, net)?;
    let held = (simulated, room, ports);
    runtime.block_on(serve(&folder, options, held, outside, &mut key_file))
}

pub(super) fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PALMARES_LOG").unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new(format!("info,memory_serve=warn,{QUIET}"))
    });
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        // A log on a full disk would otherwise end whichever thread has something to say.
        .log_internal_errors(false)
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
        .with_writer(io::stderr)
        .try_init();
}

pub(super) fn lock(folder: &Folder) -> Result<KeyFile, Failure> {
    let shown = folder.path().display();
    KeyFile::lock(folder.path()).map_err(|error| match error {
        KeyError::Locked => Failure::other(format!(
            "Another Palmares is serving {shown}. Its links are in {shown}/links.json; end it \
            before you start a second one."
        )),
        KeyError::Io(e) | KeyError::ReadOnly(e) => Failure::other(format!(
            "{shown} cannot be written: {e}. Make the folder writable, or copy the show to one \
            that is."
        )),
        error => secrets::told(folder, &error),
    })
}

async fn serve(
    folder: &Folder,
    options: &Options,
    (simulated, room, held): (Simulated, Room, Option<Ports>),
    outside: Option<Outside>,
    key_file: &mut KeyFile,
) -> Result<(), Failure> {
    let tls = Tls::prepare(folder, options)?;
    let keys = secrets::keys(folder, key_file, options.new_keys)?;
    let storage = storage(folder, &keys, options)?;
    let (evening, [scores, votes], copy) = Prepared::of(folder, &storage)?;
    let (ballots, scores) = boxes(&votes, &scores, &keys)?;
    let journal = storage.journal()?;
    let ports = held.map_or_else(|| Ports::hold(options), Ok)?;
    let address = ports.house.local_addr().map_err(Failure::other)?;
    let (keys, replaced) = secrets::without(keys, key_file, &evening.revoked)?;
    let links = links(&keys, address, options, tls.as_ref())?;
    let jury_at = jury_at(ports.jury.as_ref(), options)?;
    let new = evening.new;
    if new {
        put_away([scores.kept(), ballots.kept()]).await?;
    }
    let sources = Sources {
        presence: Arc::new(Presence::of(folder.clone(), now())),
        ballots,
        scores,
        voters: Arc::new(Voters::new(&keys, folder.tickets())),
        audience_url: links.audience.clone(),
        gallery: Arc::new(Gallery::new(folder.media())),
        net: outside.as_ref().map(Outside::link),
    };
    let mended = is_mended(&journal, &sources);
    let lookout = Lookout::serving(folder, options, (&keys, &links), mended);
    let director = evening.begin(journal, sources.clone(), replaced).await?;
    if simulated.jury {
        score(&director, &sources.scores).await?;
    }
    let rehearses = rehearse(&director, options).await;
    let show = take_in(&sources, &director);
    let unreached = match outside {
        Some(outside) => outside.run(&director, &sources, (folder, &keys), (copy, new)),
        None => unreached(&show),
    };
    let watched = lookout.watch(director.clone());
    let authority = tls.as_ref().and_then(Tls::authority);
    let app = App::new(
        director.clone(),
        sources,
        folder.clone(),
        links,
        keys,
        tls.is_some() && authority.is_none(),
    );
    let app = app.with_trust(authority.cloned()).with_room(room.phones);
    let app = Arc::new(app.with_jury_at(jury_at));
    app.ring.admit(&app.fanout).map_err(Failure::other)?;
    let links = app.ring.links();
    let mut notes = notes(address, &links, simulated.crowd);
    notes.extend(rehearses.into_iter().chain(unreached));
    notes.extend(app.ring.jury_at().and_then(in_the_clear));
    notes.extend(keep_links(&app, folder));
    notes.extend(tls.as_ref().and_then(|tls| tls.warning(&links)));
    greet(&app, &links, &ports, authority, &notes);

    let phones = director.fanout().phones().clone();
    let leases = Leases::among(room.files, move || phones.count());
    gather(&director, simulated.crowd, address).await;
    let ended = ports.answer(&app, tls, &leases).await;
    director.stop().await;
    drop(watched);
    ended
}

/// Begins with a rehearsal, as its producer could, and says so. Where none can begin the evening is
/// served: a supervisor starts the same line in mid-show, too.
async fn rehearse(director: &Director, options: &Options) -> Option<String> {
    if !options.rehearse {
        return None;
    }
    let why = match director.rehearse(true).await {
        Ok(_) => {
            let says = "This is a rehearsal, as --rehearse says. Until the doors are open every \
                start by the same line begins one, also after you have ended it.";
            return Some(says.to_owned());
        }
        Err(Rejection::Refused(why)) => {
            let show = director.fanout().state().show.clone();
            refused(&why, &show, Ui::En)
        }
        Err(_) => "It cannot begin now.".to_owned(),
    };
    tracing::warn!("--rehearse: {why}");
    Some("This is the evening and no rehearsal, although --rehearse was given.".to_owned())
}

fn now() -> At {
    SteadyClock::not_before(At::default()).now()
}

fn boxes(
    votes: &Chest,
    scores: &Chest,
    keys: &Keys,
) -> Result<(Arc<BallotBox>, Arc<ScoreBox>), Failure> {
    // The votes before anything else: what is wrong with them changes nothing.
    let ballots = Arc::new(votes.open(BallotBox::open)?);
    let scores = scores.open(ScoreBox::open)?;
    Ok((ballots, Arc::new(scores.with_notes(&keys.ballot_key))))
}

/// Has the show's files looked at.
fn take_in(sources: &Sources, director: &Director) -> Arc<Show> {
    let (beat, show) = (director.clone(), director.fanout().state().show.clone());
    sources.gallery.take_in(&show, move || beat.beat());
    show
}

/// Whether anything had to be mended when the ledgers were opened.
fn is_mended((journal, ..): &Opened, sources: &Sources) -> bool {
    let boxes = [sources.scores.kept(), sources.ballots.kept()];
    let mended = |notes: Vec<String>| !notes.is_empty();
    mended(journal.health().notes()) || boxes.iter().any(|kept| mended(kept.health().notes()))
}

fn storage<'a>(folder: &'a Folder, keys: &Keys, options: &Options) -> Result<Storage<'a>, Failure> {
    let seal = MirrorSeal::of(&keys.ballot_key).although_others(options.new_keys);
    let storage = Storage::of(folder, Some(seal)).with_copy(options.mirror.as_deref())?;
    let storage = storage.without(options.without());
    Ok(storage.from_mirror(options.from_mirror))
}

fn greet(
    app: &App,
    links: &Links,
    ports: &Ports,
    authority: Option<&AuthorityFacts>,
    notes: &[String],
) {
    let (state, second) = (app.fanout.state(), ports.audience.as_ref());
    let welcome = Welcome {
        show: &state.show,
        links,
        folder: app.folder.path(),
        cue: &state.cue().id,
        second: second.and_then(|port| port.local_addr().ok()),
        fingerprint: authority.map(|authority| authority.fingerprint.as_str()),
        notes,
    };
    // Told to a file on a full disk, it is not read: that ends no show.
    let _ = writeln!(io::stdout(), "{}", banner(&welcome));
}

/// A new evening begins with empty boxes: votes of one whose journal was moved away would count in
/// it.
async fn put_away(boxes: [Arc<dyn AnyKept>; BOXES.len()]) -> Result<(), Failure> {
    for kept in boxes {
        let holds = kept.layout().stem;
        if kept.records().await.is_ok_and(|records| records.is_empty()) {
            continue;
        }
        let archived = kept.archive(&archive_label(now())).await;
        archived.map_err(|e| Failure::other(format!("{holds}.db cannot be archived: {e}.")))?;
        tracing::warn!(
            "{holds}.db held {holds} of another evening: they were put away under a dated name, \
            and this evening begins without any"
        );
    }
    Ok(())
}

/// What is known before anything is written: the show that the journal or the file holds.
struct Prepared {
    /// Nothing has been journalled yet.
    new: bool,
    show: Arc<Show>,
    /// The file as it reads now, where it differs from what the journal holds.
    edited: Option<Arc<Show>>,
    last_at: At,
    /// Of keys that open nothing any more.
    revoked: BTreeSet<String>,
}

impl Prepared {
    fn of(
        folder: &Folder,
        storage: &Storage,
    ) -> Result<(Prepared, [Chest; BOXES.len()], Chest), Failure> {
        let (log, boxes) = storage.decide()?;
        let copy = storage.net(&log);
        let last_at = log.iter().map(|event| event.at).max().unwrap_or_default();
        let state = fold(&log);
        let new = state.is_none();
        let revoked = state.iter().flat_map(|state| state.revoked.keys().cloned());
        let revoked = revoked.collect();
        let read = folder.read_show();
        if let Ok(reading) = &read
            && !reading.warnings.is_empty()
        {
            let _ = writeln!(io::stderr(), "{}\n", guarded(&reading.warnings));
        }
        let (show, edited) = match (state, read) {
            (None, Err(why)) => return Err(Failure::usage(why)),
            (None, Ok(reading)) => (Arc::new(reading.show), None),
            (Some(state), Ok(reading)) => {
                let read = as_taken_over(&state, &Arc::new(reading.show));
                let edited = (read != state.show).then_some(read);
                if edited.is_some() && has_begun(&state) {
                    tracing::warn!(
                        "show.toml was edited after the show began: the producer's page lists the \
                            changes, and applies them"
                    );
                }
                (state.show.clone(), edited.filter(|_| !has_begun(&state)))
            }
            (Some(state), Err(why)) if !has_begun(&state) => {
                drop(state);
                return Err(Failure::usage(why));
            }
            (Some(state), Err(why)) => {
                let _ = writeln!(io::stderr(), "{why}\n");
                tracing::warn!("show.toml has mistakes: the show goes on as it was loaded");
                (state.show, None)
            }
        };
        let evening = Prepared {
            new,
            show,
            edited,
            last_at,
            revoked,
        };
        Ok((evening, boxes, copy))
    }

    async fn begin(
        self,
        journal: Opened,
        sources: Sources,
        replaced: secrets::Replaced,
    ) -> Result<Director, Failure> {
        let fingerprint = sources.voters.fingerprint().to_owned();
        let clock = Arc::new(SteadyClock::not_before(self.last_at));
        let scores = sources.scores.clone();
        let director = Director::start(journal, Some(self.show), clock, sources);
        let director = director.map_err(|e: StartError| Failure::other(e))?;
        secrets::go_on(&director, fingerprint, replaced).await;
        if let Some(show) = self.edited {
            // Nothing has been on stage yet: the edited file is simply the show.
            let reread = director.command(Command::Reread { show }, By::File).await;
            if reread.is_err() {
                tracing::warn!(
                    "show.toml was edited, but drops or changes something that the evening has \
                    used: the show stays as it was loaded. \"Re-read\" on the producer's page says \
                    of what"
                );
            }
        }
        // A first round is dealt, and a final has fresh sheets, before anybody is shown a sheet.
        scores.has_begun(director.fanout().state().jury.round).await;
        let _ = director.judged().await;
        Ok(director)
    }
}
