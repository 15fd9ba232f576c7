//! Whether this machine can be so many phones: each holds a file and a port.

use crate::show::text::counted;
use std::ops::RangeInclusive;

/// Requests that all phones together have under way at once.
pub const REQUESTS_MAX: u32 = 512;

/// What the program itself needs.
const FILES_KEPT: u32 = 64;

/// A port that was closed in the usual way is not free for a minute; as many phones do that in a
/// soundcheck.
const LINGERING: f64 = 0.15;

/// Where a system does not say: the ports that are meant for this.
const PORTS_USUAL: RangeInclusive<u32> = 49_152..=65_535;

/// Files that so many phones need.
fn files_for(phones: u32) -> u64 {
    u64::from(phones + phones.min(REQUESTS_MAX) + FILES_KEPT)
}

/// Ports that so many phones need.
fn ports_for(phones: u32) -> u64 {
    let lingering = (f64::from(phones) * LINGERING).ceil() as u64;
    u64::from(phones + phones.min(REQUESTS_MAX)) + lingering
}

/// The most phones that fit.
fn most(fits: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0u32, 1 << 20);
    while low < high {
        let middle = (low + high).div_ceil(2);
        match fits(middle) {
            true => low = middle,
            false => high = middle - 1,
        }
    }
    low
}

/// Nothing if there is room; else what to do about it.
pub fn refusal(phones: u32, files: Option<u64>, ports: &RangeInclusive<u32>) -> Option<String> {
    let who = counted(phones, "phone");
    if let Some(files) = files.filter(|files| *files < files_for(phones)) {
        let most = most(|phones| files_for(phones) <= files);
        let needed = files_for(phones);
        return Some(format!(
            "This machine lets a program have {files} files open; {needed} are needed for {who}. Raise the limit (ulimit -n {needed}; \
             where that is refused: sudo prlimit --pid $$ --nofile={needed}) and try again in the same terminal, or use --phones {most}."
        ));
    }
    let free = u64::from(ports.end().saturating_sub(*ports.start())) + 1;
    if free < ports_for(phones) {
        let most = most(|phones| ports_for(phones) <= free);
        return Some(format!(
            "This machine has {free} ports for connections to one address; {} are needed for {who}. Start a second soundcheck on a second machine and give each \
             its part of the phones, or use --phones {most}. (On Linux: sudo sysctl -w net.ipv4.ip_local_port_range='1024 65535'.)",
            ports_for(phones)
        ));
    }
    None
}

/// The files that this program may have open; none where the system has no such limit.
pub fn files() -> Option<u64> {
    #[cfg(unix)]
    return Some(crate::cli::limits::allow_many_files().0);
    #[cfg(not(unix))]
    None
}

/// The ports that this system gives to connections.
pub fn ports() -> RangeInclusive<u32> {
    let said = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range");
    let numbers: Vec<u32> = said
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [low, high] => low..=high,
        _ => PORTS_USUAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_allowed_and_what_is_proposed_instead_fits() {
        let ports = 32_768..=60_999;
        assert_eq!(refusal(4_000, Some(20_000), &ports), None);
        assert_eq!(refusal(4_000, None, &ports), None);
        let proposed = |said: &str| {
            let (_, rest) = said.split_once("--phones ").unwrap();
            let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
            digits.unwrap().parse::<u32>().unwrap()
        };
        for (files, ports) in [(Some(1_024), &ports), (Some(100_000), &ports)] {
            let said = refusal(50_000, files, ports).unwrap();
            let phones = proposed(&said);
            assert!(phones > 300, "{said}");
            assert_eq!(refusal(phones, files, ports), None, "{said}");
            assert!(refusal(phones + 1, files, ports).is_some(), "{said}");
        }
    }
}
