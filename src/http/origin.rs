//! Addresses as browsers compare them: scheme, host and port, in one spelling.
//! `https://VOTE.example:443/` and `https://vote.example` are the same origin.

use std::fmt;
use url::{Host, Url};

/// The longest origin of a browser, in bytes: a name has at most 253.
const ORIGIN_BYTES_MAX: usize = 300;

/// Scheme, host and port of a page, spelled as browsers spell it, without a dot at the host's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

/// Why a text is no public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing that a browser could open over HTTP.
    Unreadable,
    /// A name or a password before the host.
    User,
    /// A path, a query or a fragment behind the host.
    Path,
    /// It means every address of a machine, and leads to none.
    Everywhere,
}

impl Origin {
    /// The origin of a whole address, whatever its path.
    pub fn of(url: &str) -> Option<Origin> {
        Url::parse(url.trim()).ok().as_ref().and_then(spelled)
    }

    /// The origin that a person gives as a public address, and nothing besides.
    pub fn given(text: &str) -> Result<Origin, AddressError> {
        let text = text.trim();
        // `https:vote.example` is an address to a browser, and a slip of everybody else.
        let begins = |scheme: &str| {
            let start = text.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        let mut known = ["http://", "https://"].into_iter();
        let scheme = known.find(|scheme| begins(scheme));
        let scheme = scheme.ok_or(AddressError::Unreadable)?;
        let blank = text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
        if blank || text[scheme.len()..].starts_with('/') {
            return Err(AddressError::Unreadable);
        }
        let url = Url::parse(text).map_err(|_| AddressError::Unreadable)?;
        if !url.username().is_empty() || url.password().is_some() || text.contains('@') {
            return Err(AddressError::User);
        }
        let more = url.query().is_some() || url.fragment().is_some();
        if more || !url.path().chars().all(|c| c == '/') {
            return Err(AddressError::Path);
        }
        let everywhere = match url.host() {
            Some(Host::Ipv4(ip)) => ip.is_unspecified(),
            Some(Host::Ipv6(ip)) => ip.is_unspecified(),
            _ => false,
        };
        if everywhere {
            return Err(AddressError::Everywhere);
        }
        let ends = text.trim_end_matches('/').ends_with(':');
        let origin = spelled(&url).filter(|_| !ends && url.port() != Some(0));
        origin.ok_or(AddressError::Unreadable)
    }

    /// What an `Origin` header names: only what is spelled as an origin, at most with the port that
    /// browsers leave out.
    pub fn of_header(text: &str) -> Option<Origin> {
        if text.len() > ORIGIN_BYTES_MAX {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let plain = url.origin().ascii_serialization();
        let default = url.port_or_known_default()?;
        let long = format!("{plain}:{default}");
        let same = |spelling: &str| text.eq_ignore_ascii_case(spelling);
        let is_one = same(&plain) || url.port().is_none() && same(&long);
        spelled(&url).filter(|_| is_one)
    }

    /// The origin of a page that a browser asks this host for.
    pub fn of_host(scheme: &str, host: &str) -> Option<Origin> {
        Origin::of(&format!("{scheme}://{host}"))
    }

    /// As text, for example `https://vote.example:8443`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host alone, an address of IPv6 without its brackets.
    pub fn host(&self) -> String {
        let url = Url::parse(&self.0);
        let host = url.ok().and_then(|url| url.host_str().map(str::to_owned));
        let host = host.unwrap_or_default();
        host.trim_matches(['[', ']']).to_owned()
    }

    /// Whether its pages come over HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn spelled(url: &Url) -> Option<Origin> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    // `vote.example.` is the same machine as `vote.example`.
    let host = url.host_str()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_empty() || host.ends_with('.') {
        return None;
    }
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    Some(Origin(format!("{}://{host}{port}", url.scheme())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_one_however_it_is_spelled() {
        for (given, origin) in [
            ("https://vote.example", "https://vote.example"),
            ("https://vote.example/", "https://vote.example"),
            (" https://vote.example:443 ", "https://vote.example"),
            ("HTTPS://Vote.EXAMPLE:443/", "https://vote.example"),
            ("https://vote.example.", "https://vote.example"),
            ("https://vote.example.:8443", "https://vote.example:8443"),
            ("http://vote.example:80", "http://vote.example"),
            ("http://vote.example:0080", "http://vote.example"),
            ("https://vote.example:80", "https://vote.example:80"),
            ("https://投票.example", "https://xn--oruz12c.example"),
            ("https://xn--oruz12c.example", "https://xn--oruz12c.example"),
            ("https://ＶＯＴＥ.example", "https://vote.example"),
            ("https://vote。example", "https://vote.example"),
            ("http://[0:0:0:0:0:0:0:1]:80", "http://[::1]"),
            ("http://[FD00:0:0::1]:8080", "http://[fd00::1]:8080"),
            ("http://0x7f.1:8080", "http://127.0.0.1:8080"),
            ("http://010.0.0.7", "http://8.0.0.7"),
            ("http://2130706433", "http://127.0.0.1"),
            ("http://10.0.0.7:8080//", "http://10.0.0.7:8080"),
        ] {
            let told = Origin::given(given).map(|origin| origin.0);
            assert_eq!(told.as_deref(), Ok(origin), "{given}");
        }
    }

    #[test]
    fn what_is_no_public_address_is_told_apart_by_what_mends_it() {
        use AddressError::{Everywhere, Path, Unreadable, User};
        for (given, why) in [
            ("", Unreadable),
            ("vote.example", Unreadable),
            ("ftp://x", Unreadable),
            ("https://", Unreadable),
            ("https:vote.example", Unreadable),
            ("https:///vote.example", Unreadable),
            ("https://a b", Unreadable),
            ("https://a\\b", Unreadable),
            ("https://x:99999", Unreadable),
            ("https://x:", Unreadable),
            ("https://x:/", Unreadable),
            ("https://x:0", Unreadable),
            ("https://:80", Unreadable),
            ("https://.", Unreadable),
            ("https://[fd00::1", Unreadable),
            ("https://[nonsense]", Unreadable),
            ("https://x:80:90", Unreadable),
            ("https://999.1.1.1", Unreadable),
            ("https://a@b", User),
            ("https://a:secret@b", User),
            ("https://@b", User),
            ("https://vote.example/path", Path),
            ("https://vote.example/?x", Path),
            ("https://vote.example#x", Path),
            ("http://0.0.0.0:8080", Everywhere),
            ("http://[::]:8080", Everywhere),
        ] {
            assert_eq!(Origin::given(given), Err(why), "{given}");
        }
    }

    #[test]
    fn a_header_is_an_origin_only_where_it_is_spelled_as_one() {
        let is = |text| Origin::of_header(text).map(|origin| origin.0);
        let vote = Some("https://vote.example".to_owned());
        for same in [
            "https://vote.example",
            "https://VOTE.example",
            "https://vote.example:443",
            "https://vote.example.",
        ] {
            assert_eq!(is(same), vote, "{same}");
        }
        for not in [
            "",
            "null",
            "https://vote.example/",
            "https://vote.example?",
            "https://vote.example:",
            "https://vote.example:0443",
            "https://a@vote.example",
            " https://vote.example",
            "https:vote.example",
            "http://2130706433",
            "http://127.0.0.1.",
            "http://127.0.0.1..",
            "file://",
            "blob:https://vote.example",
        ] {
            assert_eq!(is(not), None, "{not}");
        }
        assert_ne!(is("https://vote.example:80"), vote);
        assert_ne!(is("http://vote.example"), vote);
    }
}
