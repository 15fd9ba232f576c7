//! `links.json`: every address of the evening, and the keys in them.

use super::tls::Tls;
use super::{Failure, Options};
use crate::folder::Folder;
use crate::http::App;
use crate::http::origin::{AddressError, Origin};
use crate::keys::Keys;
use crate::tls::here::reachable;
use crate::view::producer::{LinkKeys, Links};
use std::io;
use std::net::{Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// How often `links.json` is tried again.
const LINKS_AGAIN: Duration = Duration::from_secs(2);

/// What a folder that is served says. `InvalidData` where the file is no `links.json`.
pub(super) fn read_links(folder: &Folder) -> io::Result<Links> {
    let text = std::fs::read_to_string(folder.links())?;
    serde_json::from_str(&text).map_err(io::Error::from)
}

/// Every address but the jurors', who are admitted once the show stands. The audience's is the
/// public one; the others stay in the venue's network.
pub(super) fn links(
    keys: &Keys,
    address: SocketAddr,
    options: &Options,
    tls: Option<&Tls>,
) -> Result<Links, Failure> {
    let host = SocketAddr::new(reachable(address.ip()), address.port()).to_string();
    let named = tls.and_then(|tls| tls.named_host(options));
    let host = named.map_or(host, |name| with_port(&name, address.port()));
    // With an authority of its own only those who run the show speak HTTPS: no guest ever meets a
    // warning, and neither does the projector.
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
        Some(url) => given_base("--public-url", url)?,
    };
    let keys = LinkKeys::of(std::iter::empty(), |who| keys.of(who).cloned());
    Ok(Links {
        trust: own.then(|| format!("{plain}/trust")),
        ..Links::of(&plain, &base, &public, keys)
    })
}

/// Where the jury reaches this server, if that has a port of its own: there, or where it is reached
/// from home.
pub(super) fn jury_at(
    jury: Option<&TcpListener>,
    options: &Options,
) -> Result<Option<String>, Failure> {
    let Some(jury) = jury else {
        return Ok(None);
    };
    if let Some(url) = &options.jury_url {
        return given_base("--jury-url", url).map(Some);
    }
    let address = jury.local_addr().map_err(Failure::other)?;
    let address = SocketAddr::new(reachable(address.ip()), address.port());
    Ok(Some(format!("http://{address}")))
}

/// What is said where the jury's own address is no HTTPS.
pub(super) fn in_the_clear(base: &str) -> Option<String> {
    (!base.starts_with("https:")).then(|| {
        format!(
            "The jury's links, {base}/…, are not HTTPS: whoever carries them can read keys and \
            scores. From home, give the https address of a tunnel with --jury-url."
        )
    })
}

/// An address that `option` gives, as browsers spell it, without a slash at its end.
pub(super) fn given_base(option: &str, url: &str) -> Result<String, Failure> {
    let why = match Origin::given(url) {
        Ok(origin) => return Ok(origin.to_string()),
        Err(why) => why,
    };
    let like = "Write it like https://vote.example or http://192.168.1.20:8080";
    // A password has no business in a message.
    let shown = url.rsplit('@').next().unwrap_or_default();
    Err(Failure::usage(match why {
        AddressError::User => format!(
            "{option} holds a name or a password before {shown}, which phones would not send. \
                {like}."
        ),
        AddressError::Path => format!(
            "{option} {shown} is not an address alone: a path follows the host, and the \
             audience's page is at the top. {like}, without a path."
        ),
        AddressError::Everywhere => format!(
            "{option} {shown} leads to no machine: it means all addresses of one. {like}, \
                with the address that phones can reach."
        ),
        AddressError::Unreadable => {
            format!("{option} {shown} is not an address. {like}, without a path.")
        }
    }))
}

/// The host in a public address.
pub(super) fn public_host(url: &str) -> Option<String> {
    Origin::of(url).map(|origin| origin.host())
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

/// Writes `links.json` before anybody is answered. Where it cannot be written it is tried again,
/// and said.
pub(super) fn keep_links(app: &Arc<App>, folder: &Folder) -> Option<String> {
    let error = app.ring.keep_links().err()?;
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(LINKS_AGAIN).await;
            let ring = app.clone();
            let kept = tokio::task::spawn_blocking(move || ring.ring.keep_links()).await;
            if matches!(kept, Ok(Ok(()))) {
                tracing::info!("links.json is written");
                return;
            }
        }
    });
    Some(format!(
        "{} cannot be written ({error}): the links above are the only ones until it can be.",
        folder.links().display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_written_as_browsers_spell_it_and_a_wrong_one_says_what_mends_it() {
        let base = |url| given_base("--public-url", url).map_err(|failure| failure.to_string());
        assert_eq!(
            base("https://VOTE.example:443/"),
            Ok("https://vote.example".into())
        );
        for (wrong, says) in [
            (
                "vote.example",
                "--public-url vote.example is not an address",
            ),
            ("https://vote.example/path", "without a path"),
            ("http://0.0.0.0:8080", "phones can reach"),
            ("https://me:secret@vote.example", "before vote.example"),
        ] {
            let told = base(wrong).unwrap_err();
            assert!(
                told.contains(says) && told.contains("Write it like https://"),
                "{told}"
            );
            assert!(!told.contains("secret"), "{told}");
        }
        assert_eq!(
            public_host("https://[FD00::1]:8443/x").as_deref(),
            Some("fd00::1")
        );
    }

    #[test]
    fn the_port_that_browsers_assume_is_left_out() {
        assert_eq!(with_port("gala.example", 443), "gala.example");
        assert_eq!(with_port("fd00::1", 8443), "[fd00::1]:8443");
    }
}
