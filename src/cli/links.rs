//! `links.json`: every address of the evening, and the keys in them.

use super::{Failure, Options};
use crate::folder::Folder;
use crate::keys::Keys;
use crate::show::programme::Show;
use crate::view::producer::{Keys as LinkKeys, Links};
use std::io;
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
    let jury: std::collections::BTreeMap<_, _> = juror_keys.collect();
    let juror_link = |(id, key): (&String, &String)| (id.clone(), format!("{base}/jury?key={key}"));
    Ok(Links {
        stage: format!("{base}/stage"),
        audience: format!("{public}/"),
        mc: format!("{base}/mc?key={}", keys.mc),
        producer: format!("{base}/producer?key={}", keys.producer),
        results: format!("{public}/results"),
        jury: jury.iter().map(juror_link).collect(),
        keys: LinkKeys {
            mc: keys.mc.clone(),
            producer: keys.producer.clone(),
            jury,
        },
    })
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

/// Written aside and renamed, so that a reader never sees half of it; only this user may read it.
pub(super) fn write_links(folder: &Folder, links: &Links) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(links).unwrap_or_default();
    let path = folder.links();
    let coming = path.with_extension("json-coming");
    let write = || {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&coming)?;
        io::Write::write_all(&mut file, text.as_bytes())?;
        std::fs::rename(&coming, &path)
    };
    write().map_err(|e| Failure::other(format!("{} cannot be written: {e}.", path.display())))
}
