//! `links.json`: every address of the evening, and the keys in them.

use super::tls::Tls;
use super::{Failure, Options};
use crate::folder::Folder;
use crate::keys::{Keys, write_private};
use crate::show::programme::Show;
use crate::tls::here::reachable;
use crate::view::producer::{Keys as LinkKeys, Links};
use std::net::{Ipv6Addr, SocketAddr};

/// Every address. The audience's is the public one; the others stay in the venue's network.
pub(super) fn links(
    keys: &Keys,
    show: &Show,
    address: SocketAddr,
    options: &Options,
    tls: Option<&Tls>,
) -> Result<Links, Failure> {
    let host = SocketAddr::new(reachable(address.ip()), address.port()).to_string();
    let named = tls.and_then(|tls| tls.named_host(options));
    let host = named.map_or(host, |name| with_port(&name, address.port()));
    // With an authority of its own only those who run the show speak HTTPS: no guest ever meets a warning, and neither does the projector.
    let own = tls.is_some_and(|tls| tls.authority().is_some());
    let plain = format!(
        "{}://{host}",
        if tls.is_some() && !own {
            "https"
        } else {
            "http"
        }
    );
    let base = format!("{}://{host}", if tls.is_some() { "https" } else { "http" });
    let public = match &options.public_url {
        None => plain.clone(),
        Some(url) => public_base(url)?,
    };
    let juror_keys = show.jury.jurors.iter().filter_map(|juror| {
        let key = keys.jury.get(&juror.id)?;
        Some((juror.id.clone(), key.clone()))
    });
    let keys = LinkKeys {
        mc: keys.mc.clone(),
        producer: keys.producer.clone(),
        jury: juror_keys.collect(),
    };
    Ok(Links {
        trust: own.then(|| format!("{plain}/trust")),
        ..Links::of(&plain, &base, &public, keys)
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
    let real = |host: &str| plain(host) && split_port(host).is_some();
    if host.is_some_and(real) {
        Ok(base.to_owned())
    } else {
        Err(Failure::usage(format!(
            "--public-url {url} is not an address. Write it like https://vote.example or http://192.168.1.20:8080, without a path."
        )))
    }
}

/// The host and, if there is one, the port; nothing if either cannot be.
fn split_port(host: &str) -> Option<(&str, Option<u16>)> {
    if let Some(rest) = host.strip_prefix('[') {
        let (ip, port) = rest.split_once(']')?;
        ip.parse::<Ipv6Addr>().ok()?;
        return match port.strip_prefix(':') {
            Some(port) => Some((ip, Some(port.parse().ok().filter(|port| *port > 0)?))),
            None => port.is_empty().then_some((ip, None)),
        };
    }
    let Some((name, port)) = host.split_once(':') else {
        return Some((host, None));
    };
    let port = port.parse().ok().filter(|port| *port > 0)?;
    (!name.is_empty()).then_some((name, Some(port)))
}

/// The host in a public address.
pub(super) fn public_host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (host, _) = split_port(rest.trim_end_matches('/'))?;
    Some(host.to_owned())
}

/// A host as it stands in an address; HTTPS's own port is left out.
fn with_port(host: &str, port: u16) -> String {
    let host = match host.parse::<Ipv6Addr>() {
        Ok(ip) => format!("[{ip}]"),
        Err(_) => host.to_owned(),
    };
    if port == 443 {
        host
    } else {
        format!("{host}:{port}")
    }
}

/// Writes them into the show folder.
pub(super) fn write_links(folder: &Folder, links: &Links) -> Result<(), Failure> {
    let path = folder.links();
    write_private(&path, &links.text())
        .map_err(|e| Failure::other(format!("{} cannot be written: {e}.", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_a_host_with_or_without_a_port() {
        for good in [
            "https://vote.example",
            "http://10.0.0.7:8080/",
            "https://[fd00::1]:8443",
            "http://[fd00::1]",
        ] {
            assert!(public_base(good).is_ok(), "{good}");
        }
        for wrong in [
            "vote.example",
            "ftp://x",
            "https://",
            "https://a b",
            "https://vote.example/path",
            "https://x:99999",
            "https://x:",
            "https://x:0",
            "https://:80",
            "https://[fd00::1",
            "https://[nonsense]",
            "https://a@b",
            "https://x:80:90",
        ] {
            assert!(public_base(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_port_that_browsers_assume_is_left_out() {
        assert_eq!(with_port("gala.example", 443), "gala.example");
        assert_eq!(with_port("fd00::1", 8443), "[fd00::1]:8443");
    }
}
