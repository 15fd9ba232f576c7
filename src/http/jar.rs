//! What a request proves something by: a bearer's secret, or cookies. Browsers keep those of a host
//! together whatever the port, so each of ours carries a mark of its show: two shows on one machine
//! leave each other's alone.

use crate::keys::Keys;
use crate::show::who::Who;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use std::borrow::Cow;

/// Before the name of a cookie that came over HTTPS: browsers keep it out of reach of plain HTTP,
/// which may then have one of its own.
pub const HOST_PREFIX: &str = "__Host-";

/// What a browser keeps for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie<'a> {
    /// A voter's token: of a device, of a ticket or of the code on stage.
    Voter,
    /// What stands for a key.
    Key(&'a Who),
    /// The language that was chosen.
    Language,
}

impl Cookie<'_> {
    /// The name without a show's mark: what versions before the marks set.
    fn plain(self) -> Cow<'static, str> {
        match self {
            Cookie::Voter => "palmares-voter".into(),
            Cookie::Key(who) => format!("palmares-{}", who.page()).into(),
            Cookie::Language => "palmares-ui".into(),
        }
    }
}

/// The names of one show's cookies.
pub struct Jar {
    mark: String,
}

impl Jar {
    /// Of the show folder that these keys belong to.
    pub fn of(keys: &Keys) -> Jar {
        Jar::marked(keys.cookie_mark())
    }

    /// With the mark of another machine's: a browser that comes to both stays one voter.
    pub fn marked(mark: String) -> Jar {
        Jar { mark }
    }

    /// What the names end with; every browser sees it.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// The name that a cookie is set under.
    pub fn name(&self, cookie: Cookie) -> String {
        format!("{}-{}", cookie.plain(), self.mark)
    }

    /// The first of the browser's cookies of this kind that `proves` something: those with the
    /// show's mark before those of an earlier version, which may be another show's.
    pub fn find<T>(
        &self,
        headers: &HeaderMap,
        cookie: Cookie,
        mut proves: impl FnMut(&str) -> Option<T>,
    ) -> Option<T> {
        let (marked, plain) = (self.name(cookie), cookie.plain());
        let mut marked = values(headers, &marked);
        marked
            .find_map(&mut proves)
            .or_else(|| values(headers, &plain).find_map(&mut proves))
    }

    /// Whether the browser holds a cookie of this show's own, whatever it is worth.
    pub fn holds(&self, headers: &HeaderMap, cookie: Cookie) -> bool {
        values(headers, &self.name(cookie)).next().is_some()
    }

    /// Whether the browser holds a cookie of this kind, of this show or of another.
    pub fn holds_any(&self, headers: &HeaderMap, cookie: Cookie) -> bool {
        self.find(headers, cookie, |_| Some(())).is_some()
    }
}

/// What stands behind the word "Bearer" in the `Authorization` header, however that is cased and
/// spaced; nothing for a header of another kind. None without one.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?;
    let text = value.to_str().unwrap_or_default().trim();
    let (scheme, secret) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let secret = secret.trim();
    Some(match scheme.eq_ignore_ascii_case("bearer") {
        true => secret,
        false => "",
    })
}

/// The values of a cookie; those that were set over HTTPS first.
fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let pairs = || {
        let all = headers.get_all(COOKIE).iter();
        all.filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';').map(str::trim))
    };
    let value = |pair: &'a str| pair.strip_prefix(name)?.strip_prefix('=');
    let safe = pairs().filter_map(|pair| value(pair.strip_prefix(HOST_PREFIX)?));
    let found: Vec<&str> = safe.chain(pairs().filter_map(value)).collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn jar(secret: &str) -> Jar {
        Jar::of(&Keys {
            mc: "m".into(),
            producer: "p".into(),
            chair: None,
            crew: None,
            jury: Default::default(),
            cookie_secret: secret.into(),
            ballot_key: "b".into(),
        })
    }

    fn found(jar: &Jar, cookies: &str) -> Vec<String> {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookies).unwrap())]);
        let mut seen = Vec::new();
        let none: Option<()> = jar.find(&headers, Cookie::Voter, |value| {
            seen.push(value.to_owned());
            None
        });
        assert!(none.is_none());
        seen
    }

    #[test]
    fn two_shows_have_other_names_and_a_name_stays_whatever_key_is_revoked() {
        let (one, other) = (jar("one"), jar("other"));
        assert_ne!(one.name(Cookie::Voter), other.name(Cookie::Voter));
        assert_eq!(
            one.name(Cookie::Key(&Who::Mc)),
            jar("one").name(Cookie::Key(&Who::Mc))
        );
        assert_ne!(
            one.name(Cookie::Key(&Who::Mc)),
            one.name(Cookie::Key(&Who::Producer))
        );
    }

    #[test]
    fn the_shows_own_cookie_comes_before_an_older_one_and_another_shows_is_left_alone() {
        let (one, other) = (jar("one"), jar("other"));
        let (mine, theirs) = (one.name(Cookie::Voter), other.name(Cookie::Voter));
        let cookies = format!("palmares-voter=old; {theirs}=x; {mine}=b; __Host-{mine}=a");
        assert_eq!(found(&one, &cookies), ["a", "b", "old"]);
        assert_eq!(
            found(&one, &format!("{theirs}=x; palmares-voterx=y")),
            [""; 0]
        );
    }
}
