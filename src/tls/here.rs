//! Where this machine can be reached.

use std::net::{IpAddr, UdpSocket};

/// Networks that only exist inside this machine: nobody else reaches it by them.
const INSIDE: [&str; 6] = ["docker", "br-", "veth", "virbr", "vmnet", "vboxnet"];

/// This machine's addresses in its networks, those of an ordinary local network first.
pub fn addresses() -> Vec<IpAddr> {
    let all = if_addrs::get_if_addrs().unwrap_or_default();
    let outward = all.iter().filter(|interface| {
        !interface.is_loopback() && !INSIDE.iter().any(|name| interface.name.starts_with(name))
    });
    let mut found: Vec<IpAddr> = outward
        .map(if_addrs::Interface::ip)
        .filter(|ip| !is_for_one_link(*ip))
        .collect();
    found.sort_by_key(|ip| (rank(*ip), *ip));
    found.dedup();
    found
}

fn rank(ip: IpAddr) -> u8 {
    match ip {
        IpAddr::V4(ip) if ip.is_private() => 0,
        IpAddr::V4(ip) if !ip.is_link_local() => 1,
        IpAddr::V4(_) => 2,
        IpAddr::V6(_) => 3,
    }
}

/// Such an address means nothing without the name of the interface, which differs from machine to
/// machine.
fn is_for_one_link(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local())
}

/// Where others reach an address that means "all of this machine's"; loopback on a machine without
/// any network.
pub fn reachable(ip: IpAddr) -> IpAddr {
    if !ip.is_unspecified() {
        return ip;
    }
    // Connecting a datagram socket sends nothing; it only asks the routing table for our own side.
    let route = || {
        let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect("192.0.2.1:9").ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    let routed = route().filter(|ip| !ip.is_unspecified() && !ip.is_loopback());
    // A network without a way out, such as a switch and fixed addresses, has no such route and
    // works all the same.
    let found = routed.or_else(|| {
        let mut all = addresses().into_iter();
        all.find(|other| other.is_ipv4() || ip.is_ipv6())
    });
    found.unwrap_or(IpAddr::from([127, 0, 0, 1]))
}

/// What this machine calls itself.
pub fn host_name() -> Option<String> {
    #[cfg(unix)]
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").ok()?;
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    is_host_name(&name).then_some(name)
}

fn is_host_name(name: &str) -> bool {
    let label = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&label.len()) && label.chars().all(plain) && !label.starts_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

/// Every name and address by which a browser may ask for this machine. `also` is one that the
/// operator gave.
pub fn names(also: Option<&str>) -> Vec<String> {
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".into(), "::1".into()];
    if let Some(host) = host_name() {
        let first = host.split('.').next().unwrap_or_default();
        names.push(format!("{first}.local"));
        names.push(host);
    }
    names.extend(addresses().iter().map(IpAddr::to_string));
    if let Some(host) = also.map(|host| host.trim_matches(['[', ']']).to_ascii_lowercase())
        && (host.parse::<IpAddr>().is_ok() || is_host_name(&host))
    {
        names.push(host);
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_answers_to_itself_whatever_its_network() {
        let names = names(Some("Vote.example"));
        for name in ["localhost", "127.0.0.1", "::1", "vote.example"] {
            assert!(names.contains(&name.to_owned()), "{names:?}");
        }
    }

    #[test]
    fn what_is_no_host_name_is_left_out() {
        for odd in ["", "a b", "-x", "a..b", "_dmarc.example", "*.example"] {
            assert!(!is_host_name(odd), "{odd}");
        }
        assert!(is_host_name("laptop") && is_host_name("laptop.local"));
    }

    #[test]
    fn a_named_address_is_taken_as_it_is() {
        let own = IpAddr::from([10, 0, 0, 7]);
        assert_eq!(reachable(own), own);
    }
}
