//! A certificate authority of the show's own, for a venue without the internet: made once, kept in
//! the show folder, and good for nothing but addresses of local networks and this machine's own
//! names.

use super::certificate::{DAY_MS, covers, is_vouched_for, validity};
use super::server_config;
use crate::show::event::At;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, PublicKeyData, SerialNumber,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::OffsetDateTime;

/// Two years: rehearsals and the evening, and gone from forgotten tablets not long after.
const AUTHORITY_DAYS: i64 = 730;

/// Browsers refuse a server's certificate that is valid for more than 398 days, some of them also
/// under an authority that was added by hand.
const SERVER_DAYS: i64 = 390;

/// Clocks are wrong where there is no internet: a tablet that lags behind must not take the
/// certificate for one of tomorrow.
const EARLY_DAYS: i64 = 7;

/// A certificate that ends sooner than this is made anew.
const RENEW_DAYS: i64 = 30;

/// What the authority may vouch for: names that only exist in a local network, and
const LOCAL_NAMES: [&str; 5] = ["localhost", "local", "lan", "home.arpa", "internal"];

/// the networks that no stranger's server can be in.
const LOCAL_NETWORKS: [(&str, u8); 9] = [
    ("10.0.0.0", 8),
    ("100.64.0.0", 10),
    ("127.0.0.0", 8),
    ("169.254.0.0", 16),
    ("172.16.0.0", 12),
    ("192.168.0.0", 16),
    ("::1", 128),
    ("fc00::", 7),
    ("fe80::", 10),
];

/// What stands in the first line of a file with a certificate,
const CERTIFICATE: &str = "CERTIFICATE";

const KEY: &str = "PRIVATE KEY";

/// What could not be done.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// The disk refused.
    #[error("{0} cannot be read or written: {1}")]
    Io(PathBuf, io::Error),
    /// A file is not ours any more. It is never replaced on its own: every device would have to
    /// trust the new one.
    #[error(
        "{0} is damaged. Bring it back from a copy, or move the whole folder away to have a new \
        authority made, which every tablet must then trust anew"
    )]
    Broken(PathBuf),
    /// No certificate could be made.
    #[error("no certificate could be made: {0}")]
    Making(#[from] rcgen::Error),
    /// TLS refused what was made.
    #[error("the certificate that was made cannot be used: {0}")]
    Tls(#[from] rustls::Error),
}

/// The show's own authority. Its key never leaves the folder.
pub struct Authority {
    folder: PathBuf,
    key: KeyPair,
    der: CertificateDer<'static>,
}

/// A certificate for this machine, ready to be served.
pub struct Server {
    /// How the server speaks with it.
    pub config: Arc<ServerConfig>,
    /// The names that the authority may not vouch for, and which the certificate therefore lacks.
    pub refused: Vec<String>,
    pub new: bool,
}

impl Authority {
    /// The authority in this folder; made now if there is none, or if the one there is about to
    /// end. `names` are this machine's.
    pub fn of(folder: &Path, names: &[String], now: At) -> Result<Authority, LocalError> {
        if let Err(error) = make_private_folder(folder) {
            untold(folder, &error);
        }
        let (cert, key) = (folder.join("ca.pem"), folder.join("ca-key.pem"));
        // A key alone is left of a start that was cut off: nobody can have trusted it.
        if cert.exists() {
            let known = Authority::read(folder, &cert, &key)?;
            let until = validity(&known.der).map_or(At(0), |validity| validity.until);
            if until > now.plus_ms(RENEW_DAYS * DAY_MS) {
                return Ok(known);
            }
        }
        Authority::make(folder, names, now)
    }

    fn read(folder: &Path, cert: &Path, key: &Path) -> Result<Authority, LocalError> {
        let text = |path: &Path| {
            std::fs::read_to_string(path).map_err(|e| LocalError::Io(path.to_owned(), e))
        };
        let broken = |path: &Path| LocalError::Broken(path.to_owned());
        let key_der = PrivatePkcs8KeyDer::from_pem_slice(text(key)?.as_bytes());
        let key_der = key_der.map_err(|_| broken(key))?;
        let key_pair = KeyPair::try_from(&key_der).map_err(|_| broken(key))?;
        let der = CertificateDer::from_pem_slice(text(cert)?.as_bytes());
        let der = der.map_err(|_| broken(cert))?;
        let inside = webpki::EndEntityCert::try_from(&der).map_err(|_| broken(cert))?;
        if inside.subject_public_key_info().as_ref() != key_pair.subject_public_key_info() {
            return Err(broken(key));
        }
        Ok(Authority {
            folder: folder.to_owned(),
            key: key_pair,
            der,
        })
    }

    fn make(folder: &Path, names: &[String], now: At) -> Result<Authority, LocalError> {
        let key = KeyPair::generate()?;
        let mut params = authority_params(&key);
        (params.not_before, params.not_after) = span(now, AUTHORITY_DAYS);
        params.serial_number = Some(serial()?);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: permitted(names),
            excluded_subtrees: Vec::new(),
        });
        let certificate = params.self_signed(&key)?;
        // The key first: a certificate without its key would be taken for damage.
        let secret = pem(KEY, key.serialized_der());
        let told = pem(CERTIFICATE, certificate.der());
        let kept = write_private(&folder.join("ca-key.pem"), &secret);
        if let Err(error) = kept.and_then(|()| write_private(&folder.join("ca.pem"), &told)) {
            untold(folder, &error);
        }
        Ok(Authority {
            folder: folder.to_owned(),
            der: certificate.der().clone(),
            key,
        })
    }

    /// What devices call it: the end of it tells two shows' authorities apart.
    pub fn name(&self) -> String {
        authority_name(&self.key)
    }

    /// The certificate that devices are to trust.
    pub fn der(&self) -> &CertificateDer<'static> {
        &self.der
    }

    /// SHA-256 of the certificate, as devices show it: pairs of digits.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.der);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }

    /// The certificate for these names: the one in the folder while it will do, or else a new one.
    pub fn server(&self, names: &[String], now: At) -> Result<Server, LocalError> {
        let mut refused = Vec::new();
        let mut wanted = Vec::new();
        for name in names {
            let list = if self.may_vouch_for(name, now) {
                &mut wanted
            } else {
                &mut refused
            };
            list.push(name.clone());
        }
        let known = self.known(&wanted, now);
        let new = known.is_none();
        let (der, key) = match known {
            Some(pair) => pair,
            None => self.issue_and_keep(&wanted, now)?,
        };
        let config = server_config(vec![der, self.der.clone()], key.into())?;
        Ok(Server {
            config,
            refused,
            new,
        })
    }

    /// Asked of the certificate itself: what it may vouch for was decided when it was made.
    fn may_vouch_for(&self, name: &str, now: At) -> bool {
        let trial = KeyPair::generate().and_then(|key| self.issue(&[name.to_owned()], &key, now));
        trial.is_ok_and(|der| is_vouched_for(&der, &self.der, now))
    }

    fn known(
        &self,
        names: &[String],
        now: At,
    ) -> Option<(CertificateDer<'static>, PrivatePkcs8KeyDer<'static>)> {
        let text = std::fs::read(self.folder.join("server.pem")).ok()?;
        let der = CertificateDer::from_pem_slice(&text).ok()?;
        let key = PrivatePkcs8KeyDer::from_pem_file(self.folder.join("server-key.pem")).ok()?;
        let later = now.plus_ms(RENEW_DAYS * DAY_MS);
        let good = is_vouched_for(&der, &self.der, now)
            && is_vouched_for(&der, &self.der, later)
            && names.iter().all(|name| covers(&der, name))
            && server_config(vec![der.clone()], key.clone_key().into()).is_ok();
        good.then_some((der, key))
    }

    fn issue_and_keep(
        &self,
        names: &[String],
        now: At,
    ) -> Result<(CertificateDer<'static>, PrivatePkcs8KeyDer<'static>), LocalError> {
        let key = KeyPair::generate()?;
        let der = self.issue(names, &key, now)?;
        let secret = pem(KEY, key.serialized_der());
        let told = pem(CERTIFICATE, &der);
        let kept = write_private(&self.folder.join("server-key.pem"), &secret);
        let kept = kept.and_then(|()| write_private(&self.folder.join("server.pem"), &told));
        if let Err(error) = kept {
            untold(&self.folder, &error);
        }
        Ok((der, PrivatePkcs8KeyDer::from(key.serialize_der())))
    }

    fn issue(
        &self,
        names: &[String],
        key: &KeyPair,
        now: At,
    ) -> Result<CertificateDer<'static>, rcgen::Error> {
        let mut params = CertificateParams::new(names)?;
        let mut subject = DistinguishedName::new();
        subject.push(DnType::CommonName, "Palmares server");
        params.distinguished_name = subject;
        (params.not_before, params.not_after) = span(now, SERVER_DAYS);
        let end = validity(&self.der).map(|validity| validity.until);
        if let Some(end) = end.map(date) {
            params.not_after = params.not_after.min(end);
        }
        // The same number twice under one authority, and Firefox refuses both.
        params.serial_number = Some(serial()?);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let issuer_params = authority_params(&self.key);
        let issuer = Issuer::from_params(&issuer_params, &self.key);
        Ok(params.signed_by(key, &issuer)?.der().clone())
    }
}

/// The part of the authority that its key alone decides, so that a later start finds it again
/// without reading a certificate's insides.
fn authority_params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, "Palmares");
    subject.push(DnType::CommonName, authority_name(key));
    params.distinguished_name = subject;
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn authority_name(key: &KeyPair) -> String {
    let digest = Sha256::digest(key.subject_public_key_info());
    format!(
        "Palmares {:02X}{:02X}-{:02X}{:02X}",
        digest[0], digest[1], digest[2], digest[3]
    )
}

/// Local names and networks, and of this machine's names and addresses those that are neither.
fn permitted(names: &[String]) -> Vec<GeneralSubtree> {
    let networks = LOCAL_NETWORKS.iter().filter_map(|(base, prefix)| {
        let base: IpAddr = base.parse().ok()?;
        let network = CidrSubnet::from_addr_prefix(base, *prefix);
        Some(GeneralSubtree::IpAddress(network))
    });
    let local = LOCAL_NAMES.map(|name| GeneralSubtree::DnsName(name.into()));
    let own = names.iter().map(|name| match name.parse::<IpAddr>() {
        Ok(ip) => {
            let bits = if ip.is_ipv4() { 32 } else { 128 };
            GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(ip, bits))
        }
        Err(_) => GeneralSubtree::DnsName(name.clone()),
    });
    let mut all: Vec<GeneralSubtree> = networks.chain(local).collect();
    for one in own {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

fn span(now: At, days: i64) -> (OffsetDateTime, OffsetDateTime) {
    let from = now.plus_ms(-EARLY_DAYS * DAY_MS);
    (date(from), date(from.plus_ms(days * DAY_MS)))
}

fn serial() -> Result<SerialNumber, rcgen::Error> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| rcgen::Error::RemoteKeyError)?;
    // Positive, and never zero.
    bytes[0] = bytes[0] & 0x7F | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut lines = vec![format!("-----BEGIN {label}-----")];
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        lines.push(line.to_owned());
        rest = more;
    }
    lines.push(format!("-----END {label}-----\n"));
    lines.join("\n")
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Written aside and renamed, so that a power cut leaves all of it or nothing; only this user may
/// read it.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let coming = path.with_extension("pem-coming");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&coming)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&coming, path)
}

/// A full disk stops no show: HTTPS goes on with what was made, until the next start.
fn untold(folder: &Path, error: &io::Error) {
    tracing::warn!(folder = %folder.display(), %error, "certificates cannot be written: the next \
        start makes others, which every tablet must then trust anew");
}

fn date(at: At) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.0 / 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
