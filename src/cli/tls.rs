//! HTTPS: from the operator's files, or from an authority of the show's own.

use super::links::public_host;
use super::{Failure, Options};
use crate::clock::{Clock, SteadyClock};
use crate::folder::Folder;
use crate::show::event::At;
use crate::tls::certificate::{self, DAY_MS, covers, day};
use crate::tls::here;
use crate::tls::local::Authority;
use crate::tls::pair::{Loaded, Pair};
use crate::view::producer::Links;
use crate::view::trust;
use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::CertificateDer;
use std::path::Path;
use std::time::Duration;

/// How often the files and this machine's addresses are looked at: a renewed certificate is in use
/// before anybody notices.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// A certificate that ends sooner than this is worth a word at the start.
const SOON_DAYS: i64 = 14;

/// How the server speaks HTTPS, and what keeps that up to date.
pub(super) struct Tls {
    /// What connections are begun with; exchanged while the server runs.
    pub config: RustlsConfig,
    clock: SteadyClock,
    source: Certificates,
}

enum Certificates {
    Files {
        pair: Pair,
        leaf: CertificateDer<'static>,
        until: At,
    },
    Local {
        authority: Box<Authority>,
        told: trust::AuthorityFacts,
        also: Option<String>,
        names: Vec<String>,
    },
}

impl Tls {
    /// What the options ask for; nothing without any of them.
    pub fn prepare(folder: &Folder, options: &Options) -> Result<Option<Tls>, Failure> {
        if !options.tls_local {
            return Tls::of_files(options.tls_cert.as_deref(), options.tls_key.as_deref());
        }
        let clock = SteadyClock::not_before(At::default());
        let (config, source) = local(folder, options, clock.now())?;
        Ok(Some(Tls {
            config: RustlsConfig::from_config(config),
            clock,
            source,
        }))
    }

    /// With the operator's certificate and its key; nothing without them.
    pub fn of_files(cert: Option<&Path>, key: Option<&Path>) -> Result<Option<Tls>, Failure> {
        let (Some(cert), Some(key)) = (cert, key) else {
            return Ok(None);
        };
        let clock = SteadyClock::not_before(At::default());
        let (cert, key) = (cert.to_owned(), key.to_owned());
        let pair = Pair { cert, key };
        let Loaded {
            config,
            leaf,
            validity,
        } = pair.load(clock.now()).map_err(Failure::usage)?;
        let until = validity.until;
        Ok(Some(Tls {
            config: RustlsConfig::from_config(config),
            clock,
            source: Certificates::Files { pair, leaf, until },
        }))
    }

    /// The show's own authority, if that is what it uses.
    pub fn authority(&self) -> Option<&trust::AuthorityFacts> {
        match &self.source {
            Certificates::Files { .. } => None,
            Certificates::Local { told, .. } => Some(told),
        }
    }

    /// The public name, where the operator's certificate is for it: a certificate is hardly ever
    /// for a bare address.
    pub fn named_host(&self, options: &Options) -> Option<String> {
        let Certificates::Files { leaf, .. } = &self.source else {
            return None;
        };
        let host = options.public_url.as_deref().and_then(public_host)?;
        covers(leaf, &host).then_some(host)
    }

    /// What browsers will complain about.
    pub fn warning(&self, links: &Links) -> Option<String> {
        let Certificates::Files { leaf, until, .. } = &self.source else {
            return None;
        };
        let host = public_host(links.producer.split("/producer").next()?)?;
        if !covers(leaf, &host) {
            let names = certificate::names(leaf).join(", ");
            return Some(format!(
                "The certificate is for {}, not for {host}: browsers will warn. Give the name \
                that it is for, such as --public-url https://NAME, or use --tls-local.",
                if names.is_empty() {
                    "no name at all"
                } else {
                    &names
                }
            ));
        }
        let soon = *until < self.clock.now().plus_ms(SOON_DAYS * DAY_MS);
        soon.then(|| format!("The certificate ends on {}.", day(*until)))
    }

    /// Keeps the certificate up to date for as long as the server runs.
    pub fn keep(self) {
        let Tls {
            config,
            clock,
            source,
        } = self;
        tokio::spawn(async move {
            match source {
                Certificates::Files { pair, .. } => keep_files(&config, &clock, &pair).await,
                Certificates::Local {
                    authority,
                    also,
                    names,
                    ..
                } => keep_local(&config, &clock, &authority, also.as_deref(), names).await,
            }
        });
    }
}

fn local(
    folder: &Folder,
    options: &Options,
    now: At,
) -> Result<(std::sync::Arc<rustls::ServerConfig>, Certificates), Failure> {
    let also = options.public_url.as_deref().and_then(public_host);
    let mut names = here::names(also.as_deref());
    let listen = options.listen.ip().to_string();
    if !options.listen.ip().is_unspecified() && !names.contains(&listen) {
        names.push(listen);
    }
    let path = folder.path().join("tls");
    let authority = Authority::of(&path, &names, now);
    let authority = authority.map_err(|e| Failure::other(format!("--tls-local: {e}.")))?;
    let server = authority.server(&names, now);
    let server = server.map_err(|e| Failure::other(format!("--tls-local: {e}.")))?;
    for name in &server.refused {
        tracing::warn!(
            "the show's own authority was made before this machine was called {name} and may not \
            vouch for it: move {} away to have another made, which every tablet must then trust \
            anew",
            path.display()
        );
    }
    let until = certificate::validity(authority.der()).map_or(now, |validity| validity.until);
    let told = trust::AuthorityFacts {
        name: authority.name(),
        fingerprint: authority.fingerprint(),
        until: day(until),
        der: authority.der().to_vec(),
    };
    let source = Certificates::Local {
        authority: Box::new(authority),
        told,
        also,
        names,
    };
    Ok((server.config, source))
}

/// A pair that was renewed is taken over; one that is only half written, or wrong, is named, and
/// the old one stays.
async fn keep_files(config: &RustlsConfig, clock: &SteadyClock, pair: &Pair) {
    let mut known = pair.stamp();
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let stamp = pair.stamp();
        if stamp == known {
            continue;
        }
        known = stamp;
        match pair.load(clock.now()) {
            Ok(loaded) => {
                config.reload_from_config(loaded.config);
                tracing::info!(
                    "the certificate was renewed; it is valid until {}",
                    day(loaded.validity.until)
                );
            }
            Err(error) => tracing::warn!(
                "the certificate's files changed, and the old ones stay in use: {error}"
            ),
        }
    }
}

/// A laptop that gets another address gets a certificate for it.
async fn keep_local(
    config: &RustlsConfig,
    clock: &SteadyClock,
    authority: &Authority,
    also: Option<&str>,
    mut known: Vec<String>,
) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let names = here::names(also);
        if names.iter().all(|name| known.contains(name)) {
            continue;
        }
        // Whoever still asks by an old address is answered too.
        known.extend(
            names
                .into_iter()
                .filter(|name| !known.contains(name))
                .collect::<Vec<_>>(),
        );
        match authority.server(&known, clock.now()) {
            Ok(server) => {
                config.reload_from_config(server.config);
                tracing::info!("this machine has another address: the certificate is for it too");
            }
            Err(error) => tracing::warn!("no certificate for this machine's new address: {error}"),
        }
    }
}
