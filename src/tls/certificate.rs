//! What a certificate says of itself.

use crate::show::event::At;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use std::time::Duration;
use webpki::{EndEntityCert, Error, KeyUsage};

/// The last second that certificates can name: the end of the year 9999.
const LAST_SECOND: u64 = 253_402_300_799;

/// One day, in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// From when until when a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    pub from: At,
    pub until: At,
}

/// The validity of a certificate; none if it cannot be read.
pub fn validity(der: &CertificateDer<'_>) -> Option<Validity> {
    // The library only answers whether a time is within: asked at both ends of time, its refusals
    // name the bounds.
    let from = match refusal(der, 0)? {
        Error::CertNotValidYet { not_before, .. } => at(not_before),
        _ => At(0),
    };
    let until = match refusal(der, LAST_SECOND)? {
        Error::CertExpired { not_after, .. } => at(not_after),
        _ => at(UnixTime::since_unix_epoch(Duration::from_secs(LAST_SECOND))),
    };
    Some(Validity { from, until })
}

fn at(time: UnixTime) -> At {
    At(i64::try_from(time.as_secs()).unwrap_or(i64::MAX / 1000) * 1000)
}

/// Why a certificate that nobody signed would be refused at this second: its own dates come first.
fn refusal(der: &CertificateDer<'_>, second: u64) -> Option<Error> {
    let certificate = EndEntityCert::try_from(der).ok()?;
    let time = UnixTime::since_unix_epoch(Duration::from_secs(second));
    let usage = KeyUsage::server_auth();
    let verified = certificate.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &[],
        &[],
        time,
        usage,
        None,
        None,
    );
    verified.err()
}

/// Whether browsers take this certificate for that host.
pub fn covers(der: &CertificateDer<'_>, host: &str) -> bool {
    let Ok(name) = ServerName::try_from(bare(host)) else {
        return false;
    };
    EndEntityCert::try_from(der)
        .is_ok_and(|certificate| certificate.verify_is_valid_for_subject_name(&name).is_ok())
}

pub fn names(der: &CertificateDer<'_>) -> Vec<String> {
    let certificate = EndEntityCert::try_from(der);
    certificate.map_or(Vec::new(), |certificate| {
        certificate.valid_dns_names().map(str::to_owned).collect()
    })
}

/// Whether `authority` has signed it and may vouch for its names, at this time.
pub fn is_vouched_for(der: &CertificateDer<'_>, authority: &CertificateDer<'_>, now: At) -> bool {
    let (Ok(certificate), Ok(anchor)) = (
        EndEntityCert::try_from(der),
        webpki::anchor_from_trusted_cert(authority),
    ) else {
        return false;
    };
    let anchors = [anchor];
    let seconds = u64::try_from(now.0 / 1000).unwrap_or_default();
    let verified = certificate.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &anchors,
        &[],
        UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
        KeyUsage::server_auth(),
        None,
        None,
    );
    verified.is_ok()
}

/// The day of a moment, as people write it.
pub fn day(at: At) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    moment.strftime("%Y-%m-%d").to_string()
}

/// An IPv6 address stands in brackets in an address line, and without them in a certificate.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}
