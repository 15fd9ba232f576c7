//! Text that a record holds and no reader of it can open: a juror's private note, the words of
//! half a decision.
//!
//! It is encrypted under a key of the folder (ChaCha20-Poly1305), so that exports, copies and
//! mirrors carry it and tell nothing.

pub mod halves;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::fmt::Write;
use std::io;

/// Encrypts and opens what one kind of record keeps secret.
pub struct Cipher(LessSafeKey);

impl Cipher {
    /// For what `context` names, in the folder with this `ballot_key`. Another context has another
    /// key.
    pub fn of(context: &str, ballot_key: &str) -> Option<Cipher> {
        let key = blake3::derive_key(context, ballot_key.as_bytes());
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key).ok()?;
        Some(Cipher(LessSafeKey::new(key)))
    }

    /// The text, encrypted, in hexadecimal: another each time.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn close(&self, text: &str) -> io::Result<String> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        let mut bytes = text.as_bytes().to_vec();
        let closed = Nonce::assume_unique_for_key(nonce);
        self.0
            .seal_in_place_append_tag(closed, Aad::empty(), &mut bytes)
            .map_err(|_| io::Error::other("it cannot be encrypted"))?;
        let mut hex = String::with_capacity(2 * (NONCE_LEN + bytes.len()));
        for byte in nonce.iter().chain(&bytes) {
            let _ = write!(hex, "{byte:02x}");
        }
        Ok(hex)
    }

    /// The text again; none where it was closed under another key, or is no such text.
    pub fn open(&self, hex: &str) -> Option<String> {
        let digits = hex.as_bytes().chunks(2);
        let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
        let mut bytes: Vec<u8> = digits.map(byte).collect::<Option<_>>()?;
        let (nonce, rest) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = self.0.open_in_place(nonce, Aad::empty(), rest).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_context_open_it_and_it_reads_otherwise_each_time() {
        let cipher = |context, key| Cipher::of(context, key).expect("a key");
        let ours = cipher("notes", "key");
        let (one, other) = (ours.close("好！").unwrap(), ours.close("好！").unwrap());
        assert_ne!(one, other);
        assert_eq!(ours.open(&one).as_deref(), Some("好！"));
        assert_eq!(cipher("notes", "other").open(&one), None);
        assert_eq!(cipher("halves", "key").open(&one), None);
        for nonsense in ["", "zz", "abc", "00112233"] {
            assert_eq!(ours.open(nonsense), None, "{nonsense}");
        }
    }
}
