//! `palmares soundcheck URL`: a simulated hall for producers.
//!
//! Phones load the page, connect, join, vote, change their minds, drop and come back like a hall
//! does ([`plan`]); the producer's desk opens a ballot, moves its deadline now and then (each time
//! a frame to every phone, and nothing else), closes it and compares the count with what the phones
//! were told ([`reckoning`]). It never hangs: it is over at the latest a minute after its minutes,
//! and a server that is gone is given up after eight seconds.

mod address;
mod after;
mod conductor;
mod course;
mod desk;
mod hall;
mod line;
mod paper;
mod phone;
mod plan;
mod print;
mod progress;
mod proof;
mod reached;
mod reckoning;
mod room;
mod sheet;
mod stand;
mod tape;
mod tickets;
mod wire;

use super::Failure;
use super::export::near;
use super::links::read_links;
use crate::folder::Folder;
use crate::view::producer::Links;
use address::Address;
use clap::Args;
use course::Course;
use desk::ApiClient;
use stand::{Road, Stand};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tickets::Tickets;
use tokio::sync::watch;
use wire::{Door, Trust};

/// The most phones of one soundcheck.
const PHONES_MAX: u32 = 60_000;

/// The shortest soundcheck, in minutes: time for a frame or two. Nothing is learnt from it about a
/// hall.
const MINUTES_MIN: f64 = 0.05;

/// The longest.
const MINUTES_MAX: f64 = 120.0;

/// What the hall is like.
#[derive(Args, Clone)]
pub struct Arguments {
    /// The audience's address, for example http://192.168.1.20:8080; the producer's link does as
    /// well, and brings its key
    url: String,
    /// Addresses of nodes, where an audience elsewhere votes: the phones are shared out among all.
    /// And the show folder: its links.json has the key, so that ballots can be opened and counted
    #[arg(value_name = "URL|DIR")]
    more: Vec<String>,
    /// How many phones
    #[arg(long, default_value_t = 1000, env = "PALMARES_PHONES", value_parser = phones)]
    phones: u32,
    /// For how long
    #[arg(long, default_value_t = 2.0, env = "PALMARES_MINUTES", value_parser = minutes)]
    minutes: f64,
    /// The producer's or the MC's key, where there is no folder; better in the environment, where
    /// other users do not see it
    #[arg(long, env = "PALMARES_KEY", hide_env_values = true)]
    key: Option<String>,
    /// The ballot to vote in; the first that asks for no proof if not given, or for the code on the
    /// stage, which the phones read there
    #[arg(long, env = "PALMARES_BALLOT")]
    ballot: Option<String>,
    /// The sheet that `palmares tickets` made, for a ballot that takes tickets. They are unused
    /// again afterwards, but in a running show their votes stand
    #[arg(long, value_name = "FILE", env = "PALMARES_TICKETS")]
    tickets: Option<PathBuf>,
    /// The same number makes the same hall; another one each time if not given
    #[arg(long, env = "PALMARES_SEED")]
    seed: Option<u64>,
    /// A certificate (PEM) to believe over HTTPS besides this system's; a folder's own, of
    /// --tls-local, is known already
    #[arg(long, value_name = "FILE", env = "PALMARES_TRUST")]
    trust: Option<PathBuf>,
    /// The longest that 99 of 100 pages may take, in milliseconds
    #[arg(
        long,
        value_name = "MS",
        default_value_t = 2000,
        env = "PALMARES_PAGE_MS"
    )]
    page_ms: u64,
    /// The longest that 99 of 100 votes may take
    #[arg(
        long,
        value_name = "MS",
        default_value_t = 1000,
        env = "PALMARES_VOTE_MS"
    )]
    vote_ms: u64,
    /// The longest that 99 of 100 frames may take
    #[arg(
        long,
        value_name = "MS",
        default_value_t = 500,
        env = "PALMARES_FRAME_MS"
    )]
    frame_ms: u64,
    /// The sheet as JSON
    #[arg(long, env = "PALMARES_JSON")]
    json: bool,
    // Not from the environment: it has to be meant, and now.
    /// Go on although the show is running; has to be given twice
    #[arg(long, action = clap::ArgAction::Count)]
    into_a_running_show: u8,
}

fn phones(text: &str) -> Result<u32, String> {
    let number = text.parse().ok();
    number
        .filter(|number| (1..=PHONES_MAX).contains(number))
        .ok_or_else(|| {
            format!(
                "write a number from 1 to {PHONES_MAX}; for more, start another soundcheck on \
                another machine"
            )
        })
}

fn minutes(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    number
        .filter(|number| (MINUTES_MIN..=MINUTES_MAX).contains(number))
        .ok_or_else(|| {
            format!("write a number from {MINUTES_MIN} to {MINUTES_MAX}, for example 2 or 0.5")
        })
}

impl Arguments {
    /// The show folder, if it was given.
    fn dir(&self) -> Option<&Path> {
        let mut folders = self.more.iter().filter(|more| !is_url(more));
        folders.next().map(Path::new)
    }

    /// Where the phones go.
    fn addresses(&self) -> Result<Vec<Address>, Failure> {
        let read =
            |url: &String| Address::read(url).map_err(|why| Failure::usage(hinted(why, url)));
        let first = read(&self.url)?;
        if let Some(second) = self.more.iter().filter(|more| !is_url(more)).nth(1) {
            return Err(Failure::usage(format!(
                "{second} is a second folder. Give addresses, such as http://192.168.1.20:8080, and \
                one show folder."
            )));
        }
        let nodes = self.more.iter().filter(|more| is_url(more)).map(read);
        [Ok(first)].into_iter().chain(nodes).collect()
    }
}

fn is_url(text: &str) -> bool {
    text.contains("://")
}

/// Runs it; fails when the hall would suffer.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let addresses = arguments.addresses()?;
    let full = room::refusal(arguments.phones, room::files(), &room::ports());
    if let Some(why) = full {
        return Err(Failure::other(why));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::other)?;
    let ended = runtime.block_on(check(arguments, &addresses));
    // Lookups of names may hang for longer than anybody wants to wait.
    runtime.shutdown_background();
    ended
}

/// Whoever gives a folder alone is shown its address.
fn hinted(why: String, url: &str) -> String {
    match links(Path::new(url)) {
        Ok(links) => format!(
            "{url} is a folder; give the address first: palmares soundcheck {} {url}",
            links.audience.trim_end_matches('/')
        ),
        Err(_) => format!("{why}."),
    }
}

/// What `links.json` of a folder that is served says.
fn links(dir: &Path) -> Result<Links, String> {
    let folder = Folder::at(dir);
    read_links(&folder).map_err(|error| {
        let path = folder.links();
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                format!("{} is damaged: {error}.", path.display())
            }
            _ => format!(
                "{} cannot be read ({error}). The server writes it at its start: is it the folder \
                that is served?",
                path.display()
            ),
        }
    })
}

/// Where the key opens something: as the folder knows it, or else where the phones go.
async fn desk(
    arguments: &Arguments,
    address: &Address,
    door: &Door,
    trust: &Trust,
) -> Result<Option<ApiClient>, Failure> {
    let key = arguments.key.as_ref().or(address.key.as_ref());
    let Some(dir) = arguments.dir() else {
        let desk = key.map(|key| ApiClient {
            door: door.clone(),
            key: key.clone(),
        });
        return Ok(desk);
    };
    let links = links(dir).map_err(Failure::usage)?;
    let key = key.unwrap_or(&links.keys.producer).clone();
    let base = links.producer.split("/producer").next().unwrap_or_default();
    let mut doors = near(base);
    doors.push(base.to_owned());
    let mut last = String::new();
    for base in doors {
        let found = match Address::read(&base) {
            Ok(address) => Door::find(&address, trust).await,
            Err(why) => Err(why),
        };
        match found {
            Ok(door) => return Ok(Some(ApiClient { door, key })),
            Err(why) => last = why,
        }
    }
    Err(Failure::other(format!(
        "The server of {} does not answer at {base}: {last}. Is it running?",
        dir.display()
    )))
}

/// What one person could know before: where, who, and how it stands.
struct Venue {
    /// Where the phones go, in turn.
    doors: Vec<Door>,
    desk: Option<ApiClient>,
    stand: Stand,
}

impl Venue {
    /// The first of them.
    fn door(&self) -> &Door {
        &self.doors[0]
    }

    /// All of them, as they were typed.
    fn bases(&self) -> String {
        let bases: Vec<&str> = self.doors.iter().map(Door::base).collect();
        bases.join(", ")
    }
}

async fn arrive(arguments: &Arguments, addresses: &[Address]) -> Result<Venue, Failure> {
    let own = arguments.dir().map(|dir| dir.join("tls/ca.pem"));
    let own = own.filter(|own| own.exists());
    let files: Vec<&Path> = [own.as_deref(), arguments.trust.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let trust = Trust::of(&files).map_err(Failure::usage)?;
    let mut doors = Vec::new();
    for address in addresses {
        doors.push(find(address, &trust).await?);
    }
    let desk = desk(arguments, &addresses[0], &doors[0], &trust).await?;
    let stand = Stand::look(&doors[0], desk.as_ref()).await;
    let stand = stand.map_err(Failure::other)?;
    for door in &doors[1..] {
        let other = Stand::look(door, None).await.map_err(Failure::other)?;
        if other.epoch != stand.epoch {
            return Err(Failure::other(format!(
                "{} and {} are of different shows, or one has not heard of the other yet.",
                doors[0].base(),
                door.base()
            )));
        }
    }
    Ok(Venue { doors, desk, stand })
}

async fn find(address: &Address, trust: &Trust) -> Result<Door, Failure> {
    let base = address.base();
    Door::find(address, trust).await.map_err(|why| {
        let hint = match address.https {
            _ if why.contains("plain HTTP") => "Write http:// in front of it.",
            true if why.contains("certificate") => {
                "The show's own certificate (--tls-local) is \
                believed if the show folder is given too, another one with --trust FILE. With \
                --tls-local phones go to http:// anyway."
            }
            _ => "Is the server running, and is that its address?",
        };
        Failure::other(format!("{base} does not answer: {why}. {hint}"))
    })
}

async fn check(arguments: &Arguments, addresses: &[Address]) -> Result<(), Failure> {
    let stop = signals().map_err(Failure::other)?;
    let tickets = arguments.tickets.as_deref().map(Tickets::read);
    let tickets = tickets.transpose().map_err(Failure::usage)?;
    let place = arrive(arguments, addresses).await?;
    let told = arguments.into_a_running_show;
    let codes = tickets.as_ref().map_or(0, |tickets| tickets.codes.len());
    if let Some(why) = place.stand.refusal(told, arguments.phones, codes) {
        return Err(Failure::other(why));
    }
    let ballot = arguments.ballot.as_deref();
    let road = place.stand.road(ballot, tickets.is_some());
    let road = road.map_err(Failure::usage)?;
    if let (Some(tickets), Road::Ours(_) | Road::Theirs(_)) = (&tickets, &road) {
        let known = tickets.are_known(place.door()).await;
        known.map_err(Failure::other)?;
    }
    let seed = match arguments.seed {
        Some(seed) => seed,
        None => any_seed().map_err(Failure::other)?,
    };
    let course = Course {
        arguments,
        place: &place,
        tickets,
        was_clean: place.stand.running().is_empty(),
        seed,
        length: Duration::from_secs_f64(arguments.minutes * 60.0),
    };
    course.hold(road.into(), stop).await
}

fn any_seed() -> Result<u64, getrandom::Error> {
    getrandom::u32().map(u64::from)
}

/// Counts Ctrl-C and SIGTERM. The first ends the run with its sheet, the second ends the program.
fn signals() -> std::io::Result<watch::Receiver<u32>> {
    let (times, stop) = watch::channel(0);
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        )
    };
    tokio::spawn(async move {
        loop {
            #[cfg(unix)]
            tokio::select! {
                _ = terminate.0.recv() => {}
                _ = terminate.1.recv() => {}
            }
            #[cfg(not(unix))]
            if tokio::signal::ctrl_c().await.is_err() {
                return;
            }
            times.send_modify(|times| *times += 1);
            if *times.borrow() > 1 {
                eprintln!(
                    "Ended at once. The ballot may still be open and hold votes: go \"back to the \
                    top\" on the producer's page."
                );
                std::process::exit(1);
            }
        }
    });
    Ok(stop)
}
