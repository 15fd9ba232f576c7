//! `palmares demo`

use super::outside::NetServe;
use super::{Failure, Options, serve};
use crate::demo::{self, crowd, sheets};
use crate::director::Director;
use crate::folder::Folder;
use crate::scorebox::ScoreBox;
use crate::show::command::Command;
use crate::show::event::By;
use crate::show::programme::Show;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Who is simulated.
#[derive(Clone, Copy, Default)]
pub(super) struct Simulated {
    /// How many phones.
    pub crowd: u32,
    /// Whether a jury has scored.
    pub jury: bool,
}

/// Writes the built-in show if it is not there, and serves it with a simulated crowd; to judge it
/// anew, with simulated score sheets and nothing sealed.
pub fn run(options: &Options, crowd: u32, rejudge: bool) -> Result<(), Failure> {
    let folder = Folder::at("palmares-demo");
    let show = match rejudge {
        true => sheets::unsealed(demo::SHOW),
        false => demo::SHOW.to_owned(),
    };
    let written = folder.begin(&show).map_err(|e| {
        Failure::other(format!(
            "./palmares-demo cannot be written: {e}. Start the demo in a folder that you may \
            write to."
        ))
    })?;
    let sealed = |show: &Show| show.awards.iter().any(|award| !award.winner.is_empty());
    let there = (rejudge && !written)
        .then(|| folder.read_show().ok())
        .flatten();
    if there.is_some_and(|reading| sealed(&reading.show)) {
        return Err(Failure::usage(
            "./palmares-demo is there already, and its file names the winners. Move it away, or \
            start in another folder, to judge the final anew.",
        ));
    }
    let simulated = Simulated {
        crowd,
        jury: rejudge,
    };
    serve::run_with(folder.path(), options, &NetServe::default(), simulated)
}

/// Brings a simulated hall, and says so in the journal. It speaks plain HTTP, which this machine
/// itself may always do.
pub(super) async fn gather(director: &Director, phones: u32, address: SocketAddr) {
    if phones == 0 {
        return;
    }
    let near = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let told = director
        .command(Command::Simulate { phones }, By::Server)
        .await;
    if told.is_ok() {
        let show = director.fanout().state().show.clone();
        crowd::gather(&show, SocketAddr::new(near, address.port()), phones);
    }
}

/// Fills in simulated sheets, unless somebody has scored already.
pub(super) async fn score(director: &Director, scores: &ScoreBox) -> Result<(), Failure> {
    if scores.fold().begun().is_some() {
        return Ok(());
    }
    let show = director.fanout().state().show.clone();
    for sheet in sheets::simulated(&show) {
        let asked: Vec<_> = sheet.into_iter().map(|record| scores.ask(record)).collect();
        for answer in asked {
            answer.await.map_err(Failure::other)?;
        }
    }
    let told = director.judged().await.map(drop);
    told.map_err(|_| Failure::other("The simulated score sheets cannot be stored."))
}
