//! What binds a mirror to one show's keys and to one evening.
//!
//! The links of a chain are public: anyone recomputes them from an export, so they prove nothing of
//! who wrote a record. Beside each record of a mirror stands its seal, a keyed hash that only a
//! holder of `keys.json` can make. A record that a file has lost is taken from a mirror only with
//! its seal.

use std::sync::{Mutex, PoisonError};

/// How many hexadecimal digits of a seal are written.
pub const DIGITS: usize = 32;

/// The key of the seals, and the evening that they are for. The journal and the ballot box share
/// one.
pub struct MirrorSeal {
    key: [u8; 32],
    fingerprint: String,
    others: bool,
    evening: Mutex<[u8; 32]>,
}

/// Tells one `ballot_key` from another, and nothing else of it: 32 hexadecimal digits.
pub fn fingerprint(ballot_key: &str) -> String {
    let context = "palmares fingerprint of a ballot key 1";
    hex(&blake3::derive_key(context, ballot_key.as_bytes()))
}

impl MirrorSeal {
    /// The seal of a show folder's `ballot_key`.
    pub fn of(ballot_key: &str) -> Self {
        MirrorSeal {
            key: blake3::derive_key("palmares mirror seal 2", ballot_key.as_bytes()),
            fingerprint: fingerprint(ballot_key),
            others: false,
            evening: Mutex::default(),
        }
    }

    /// The same for what outlasts an evening: its seals fit whichever evening it is.
    pub fn lasting(&self) -> Self {
        MirrorSeal {
            key: self.key,
            fingerprint: self.fingerprint.clone(),
            others: self.others,
            evening: Mutex::default(),
        }
    }

    /// Goes on although the evening was begun with other keys.
    pub fn although_others(mut self, others: bool) -> Self {
        self.others = others;
        self
    }

    /// Whether an evening that was begun with other keys may go on with these.
    pub fn takes_others(&self) -> bool {
        self.others
    }

    /// The fingerprint of its `ballot_key`.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The link of the journal's first event; zeros before there is one.
    pub fn evening(&self) -> [u8; 32] {
        *self.evening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From here on seals are for the evening whose first event has this link.
    pub fn begin(&self, evening: [u8; 32]) {
        *self.evening.lock().unwrap_or_else(PoisonError::into_inner) = evening;
    }

    /// The seal of one record: [`DIGITS`] hexadecimal digits. `noun` is what the file holds.
    pub fn mark(
        &self,
        noun: &str,
        evening: &[u8; 32],
        (number, link): (u64, &[u8; 32]),
        body: &str,
    ) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&(noun.len() as u64).to_le_bytes());
        hasher.update(noun.as_bytes());
        hasher.update(evening);
        hasher.update(&number.to_le_bytes());
        hasher.update(link);
        hasher.update(&(body.len() as u64).to_le_bytes());
        hasher.update(body.as_bytes());
        hex(hasher.finalize().as_bytes())
    }
}

fn hex(hash: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*hash).to_hex()[..DIGITS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_fits_one_key_noun_evening_number_link_and_body() {
        let seal = MirrorSeal::of("a");
        let sealed = seal.mark("event", &[1; 32], (7, &[2; 32]), "body");
        let others = [
            MirrorSeal::of("b").mark("event", &[1; 32], (7, &[2; 32]), "body"),
            seal.mark("batch", &[1; 32], (7, &[2; 32]), "body"),
            seal.mark("event", &[9; 32], (7, &[2; 32]), "body"),
            seal.mark("event", &[1; 32], (8, &[2; 32]), "body"),
            seal.mark("event", &[1; 32], (7, &[9; 32]), "body"),
            seal.mark("event", &[1; 32], (7, &[2; 32]), "bodz"),
        ];
        assert_eq!(sealed.len(), DIGITS);
        assert!(!others.contains(&sealed));
        assert_eq!(
            sealed,
            MirrorSeal::of("a").mark("event", &[1; 32], (7, &[2; 32]), "body")
        );
    }

    #[test]
    fn a_fingerprint_is_of_the_ballot_key_alone_and_no_key_of_anything() {
        assert_eq!(fingerprint("a"), MirrorSeal::of("a").fingerprint());
        assert_ne!(fingerprint("a"), fingerprint("b"));
        assert!(!fingerprint("a").contains(&hex(&MirrorSeal::of("a").key)));
    }
}
