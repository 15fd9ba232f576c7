//! Where the hall's phones go: what a person types or pastes, and what it leads to.

use crate::http::origin::Origin;
use url::Url;

/// A server's address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Whether it speaks HTTPS.
    pub https: bool,
    /// A name or an IP address, without brackets.
    pub name: String,
    pub port: u16,
    /// As it stands in a `Host` header.
    pub host: String,
    /// The key of a pasted link.
    pub key: Option<String>,
}

impl Address {
    /// Reads `http://host:port`, or a link of the MC or the producer as the terminal prints it.
    pub fn read(text: &str) -> Result<Address, String> {
        let wrong = |why: &str| {
            Err(format!(
                "{} {why}. Write the audience's address as the server's terminal prints it, for \
                example http://192.168.1.20:8080",
                unkeyed(text)
            ))
        };
        let text = text.trim();
        let Some(url) = Url::parse(text).ok().filter(|_| text.contains("://")) else {
            return wrong("is not an address");
        };
        if !matches!(url.scheme(), "http" | "https") {
            return wrong("begins with neither http:// nor https://");
        }
        let named = url.username().is_empty() && url.password().is_none() && !text.contains('@');
        let Some(origin) = Origin::of(text).filter(|_| named) else {
            return wrong("names no host");
        };
        let Some(port) = url.port_or_known_default().filter(|port| *port > 0) else {
            return wrong("has a port that cannot be");
        };
        let mut pairs = url.query_pairs();
        let key = pairs.find_map(|(name, value)| (name == "key").then(|| value.into_owned()));
        let linked = ["/mc", "/producer"].contains(&url.path()) && key.is_some();
        if !linked && (url.path() != "/" || url.query().is_some()) {
            return wrong("leads to a single page");
        }
        let (_, host) = origin.as_str().split_once("://").unwrap_or_default();
        Ok(Address {
            https: origin.is_https(),
            name: origin.host(),
            port,
            host: host.to_owned(),
            key: key.filter(|_| linked),
        })
    }

    /// Scheme, host and port.
    pub fn base(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        format!("{scheme}://{}", self.host)
    }
}

/// A mistyped link may hold a key, which has no business in a message.
fn unkeyed(text: &str) -> &str {
    text.split(['?', '@']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_and_paste_it() {
        let read = |text| Address::read(text).unwrap();
        let plain = read("http://192.168.1.20:8080/");
        assert_eq!((plain.port, plain.https), (8080, false));
        assert_eq!(plain.base(), "http://192.168.1.20:8080");
        assert_eq!(read("https://vote.example").port, 443);
        assert_eq!(read("http://[fd00::1]").name, "fd00::1");
        assert_eq!(read("http://[fd00::1]:81").port, 81);
        assert_eq!(
            read("http://[0:0:0:0:0:0:0:1]:81").base(),
            "http://[::1]:81"
        );
        assert_eq!(
            read("https://VOTE.example.:443/").base(),
            "https://vote.example"
        );
        assert_eq!(read("https://投票.example").host, "xn--oruz12c.example");
        let link = read("http://10.0.0.7:8080/producer?key=abc");
        assert_eq!(link.key.as_deref(), Some("abc"));
        assert_eq!(link.base(), "http://10.0.0.7:8080");
    }

    #[test]
    fn what_is_no_address_is_refused_without_telling_a_key() {
        for wrong in [
            "",
            "gala",
            "192.168.1.20:8080",
            "ftp://x",
            "http://",
            "http://x:0",
            "http://x:99999",
            "http://a@b",
            "http://x/stage",
            "http://x/?lang=en",
            "http://x/stage?key=secret",
        ] {
            let said = Address::read(wrong).unwrap_err();
            assert!(said.contains("for example http://"), "{wrong}: {said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }
}
