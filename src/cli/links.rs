//! `links.json`: every address of the evening, and the keys in them.

use super::{Failure, Options};
use crate::folder::Folder;
use crate::keys::{Keys, write_private};
use crate::show::programme::Show;
use crate::view::producer::{Keys as LinkKeys, Links};
use std::net::{IpAddr, SocketAddr, UdpSocket};

/// Every address. The audience's is the public one; the others stay in the venue's network.
pub(super) fn links(
    keys: &Keys,
    show: &Show,
    address: SocketAddr,
    options: &Options,
    tls: bool,
) -> Result<Links, Failure> {
    let scheme = if tls { "https" } else { "http" };
    let host = SocketAddr::new(reachable(address.ip()), address.port());
    let base = format!("{scheme}://{host}");
    let public = match &options.public_url {
        None => base.clone(),
        Some(url) => public_base(url)?,
    };
    let juror_keys = show.jury.jurors.iter().filter_map(|juror| {
        let key = keys.jury.get(&juror.id)?;
        Some((juror.id.clone(), key.clone()))
    });
    let jury = juror_keys.collect();
    let keys = LinkKeys {
        mc: keys.mc.clone(),
        producer: keys.producer.clone(),
        jury,
    };
    Ok(Links::of(&base, &public, keys))
}

/// The public address without a slash at its end.
pub(super) fn public_base(url: &str) -> Result<String, Failure> {
    let base = url.trim_end_matches('/');
    let host = base
        .strip_prefix("http://")
        .or_else(|| base.strip_prefix("https://"));
    let plain = |host: &str| {
        !host.is_empty()
            && !host
                .chars()
                .any(|c| c.is_whitespace() || "/?#@".contains(c))
    };
    if host.is_some_and(plain) {
        Ok(base.to_owned())
    } else {
        Err(Failure::usage(format!(
            "--public-url {url} is not an address. Write it like https://vote.example, without a path."
        )))
    }
}

/// Where others reach an address that means "all of this machine's".
fn reachable(ip: IpAddr) -> IpAddr {
    if !ip.is_unspecified() {
        return ip;
    }
    // Connecting a datagram socket sends nothing; it only asks the routing table for our own side.
    let route = || {
        let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect("192.0.2.1:9").ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    let found = route().filter(|ip| !ip.is_unspecified());
    found.unwrap_or(IpAddr::from([127, 0, 0, 1]))
}

/// Writes them into the show folder.
pub(super) fn write_links(folder: &Folder, links: &Links) -> Result<(), Failure> {
    let path = folder.links();
    write_private(&path, &links.text())
        .map_err(|e| Failure::other(format!("{} cannot be written: {e}.", path.display())))
}
