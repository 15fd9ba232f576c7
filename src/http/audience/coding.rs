//! How a page travels: as small as the browser takes it.

use crate::hall::{Prebuilt, gzipped_at_once};
use crate::words::weighed;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// A way to write a page small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// The smaller one.
    Brotli,
    /// The one that everything reads.
    Gzip,
}

impl Coding {
    /// The best that this browser takes, if it takes any.
    pub fn of(headers: &HeaderMap) -> Option<Coding> {
        let all = [Coding::Brotli, Coding::Gzip];
        all.into_iter().find(|coding| coding.is_taken(headers))
    }

    fn is_taken(self, headers: &HeaderMap) -> bool {
        let offers = headers.get_all(ACCEPT_ENCODING).iter();
        let mut offers = offers
            .filter_map(|offer| offer.to_str().ok())
            .flat_map(weighed);
        offers.any(|(name, weight)| name.eq_ignore_ascii_case(self.name()) && weight > 0.0)
    }

    /// As the header writes it.
    pub fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        }
    }
}

/// The page that everybody gets, from memory.
pub fn shared(page: &Prebuilt, coding: Option<Coding>) -> Bytes {
    match coding {
        Some(Coding::Brotli) => page.brotli().clone(),
        Some(Coding::Gzip) => page.gzip().clone(),
        None => page.plain.clone(),
    }
}

/// A page for one phone alone. Gzip is the quicker to make, and no browser goes without it.
pub fn own(html: String, headers: &HeaderMap) -> (Option<Coding>, Bytes) {
    match Coding::Gzip.is_taken(headers) {
        true => (Some(Coding::Gzip), gzipped_at_once(html.as_bytes()).into()),
        false => (None, html.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_weighs_its_codings_is_sent_one_that_it_takes() {
        let chosen = |offer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, offer.parse().unwrap());
            Coding::of(&headers)
        };
        assert_eq!(chosen("gzip, deflate, br, zstd"), Some(Coding::Brotli));
        assert_eq!(chosen("gzip;q=0.8, br;q=0.9"), Some(Coding::Brotli));
        assert_eq!(chosen("GZIP; q=0.5"), Some(Coding::Gzip));
        assert_eq!(chosen("br;q=0, gzip"), Some(Coding::Gzip));
        assert_eq!(chosen("br;q=0.0, gzip;q=0.000"), None);
        assert_eq!(chosen("deflate"), None);
        assert_eq!(chosen("brotli"), None);
    }
}
