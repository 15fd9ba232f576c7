//! One's half of a decision that two have to make, written down so that nobody can read it.

use super::Cipher;
use crate::show::halves::{Against, Conclusion, Half, HalfPaper};
use crate::show::text::Text;
use serde::{Deserialize, Serialize};
use std::io;

/// Encrypted words are as long as a multiple of this, in bytes: their length tells nothing.
const PADDED_BYTES: usize = 2_048;

/// What commits and encrypts, under a secret of the folder.
pub struct HalfKey {
    key: [u8; 32],
    cipher: Cipher,
}

/// What of a half is encrypted.
#[derive(Default, Serialize, Deserialize)]
struct HalfWords {
    citation: Option<Text>,
    reason: Option<String>,
}

impl HalfKey {
    /// Of the folder with this `ballot_key`.
    pub fn of(ballot_key: &str) -> Option<HalfKey> {
        let context = "palmares words of a half 1";
        Some(HalfKey {
            key: blake3::derive_key("palmares commitment of a half 1", ballot_key.as_bytes()),
            cipher: Cipher::of(context, ballot_key)?,
        })
    }

    /// How a decision is written down, and how it compares with what the other has said.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn paper(
        &self,
        award: &str,
        conclusion: &Conclusion,
        other: Option<&Half>,
    ) -> io::Result<HalfPaper> {
        let spoken = HalfWords {
            citation: conclusion.honours.citation.clone(),
            reason: conclusion.reason.clone(),
        };
        let mut text = serde_json::to_string(&spoken).map_err(io::Error::other)?;
        let padded = text.len().next_multiple_of(PADDED_BYTES);
        text.extend(std::iter::repeat_n(' ', padded - text.len()));
        let salt = crate::keys::random_key()?;
        Ok(HalfPaper {
            commitment: self.commitment(&salt, award, conclusion),
            closed: self.cipher.close(&text)?,
            against: other.map(|other| self.against(award, conclusion, other)),
        })
    }

    fn against(&self, award: &str, conclusion: &Conclusion, other: &Half) -> Against {
        let salt = other.commitment.split('.').next().unwrap_or_default();
        let heard = self.cipher.open(&other.closed);
        let heard = heard.and_then(|text| serde_json::from_str(&text).ok());
        let HalfWords { citation, reason } = heard.unwrap_or_default();
        Against {
            theirs: other.commitment.clone(),
            mine: self.commitment(salt, award, conclusion),
            citation,
            reason,
        }
    }

    /// The salt and a keyed hash. Another salt each time: who sees the commitments of two people
    /// cannot tell whether they are to the same.
    fn commitment(&self, salt: &str, award: &str, conclusion: &Conclusion) -> String {
        let sorted = |entries: &[String]| {
            let mut entries = entries.to_vec();
            entries.sort();
            entries
        };
        let Conclusion {
            winners, honours, ..
        } = conclusion;
        let said = (
            award,
            sorted(winners),
            sorted(&honours.mention),
            &honours.second,
        );
        let said = serde_json::to_string(&said).unwrap_or_default();
        let mut hash = blake3::Hasher::new_keyed(&self.key);
        hash.update(&(salt.len() as u64).to_le_bytes());
        hash.update(salt.as_bytes()).update(said.as_bytes());
        format!("{salt}.{}", hash.finalize().to_hex())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::award::Honours;
    use crate::show::event::At;

    fn conclusion(winners: &[&str], mention: &[&str], second: Option<&str>) -> Conclusion {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        Conclusion {
            winners: ids(winners),
            honours: Honours {
                citation: Some("For its light.".into()),
                mention: ids(mention),
                second: second.map(str::to_owned),
            },
            reason: None,
        }
    }

    fn key() -> HalfKey {
        HalfKey::of("a key").expect("a key")
    }

    fn said(key: &HalfKey, conclusion: &Conclusion) -> Half {
        let paper = key.paper("best", conclusion, None).expect("random numbers");
        Half {
            commitment: paper.commitment,
            closed: paper.closed,
            at: At(0),
        }
    }

    fn same(one: &Conclusion, other: &Conclusion) -> bool {
        let half = said(&key(), one);
        let paper = key().paper("best", other, Some(&half));
        let against = paper.expect("random numbers").against.expect("held");
        against.mine == against.theirs
    }

    #[test]
    fn decisions_are_the_same_in_any_order_and_whatever_words_go_with_them() {
        let one = conclusion(&["a", "b"], &["c", "d"], Some("e"));
        let mut other = conclusion(&["b", "a"], &["d", "c"], Some("e"));
        other.honours.citation = None;
        other.reason = Some("why".into());
        assert!(same(&one, &other));
        for other in [
            conclusion(&["a"], &["c", "d"], Some("e")),
            conclusion(&["a", "b"], &["c"], Some("e")),
            conclusion(&["a", "b"], &["c", "d"], None),
            conclusion(&["a", "b", "c"], &["d"], Some("e")),
            conclusion(&[], &[], None),
        ] {
            assert!(!same(&one, &other), "{other:?}");
        }
        assert!(same(
            &conclusion(&[], &[], None),
            &conclusion(&[], &[], None)
        ));
    }

    #[test]
    fn what_is_written_down_reads_otherwise_each_time_and_is_equally_long() {
        let key = key();
        let (short, long) = (
            conclusion(&["a"], &[], None),
            conclusion(&["bcd"], &["e"], None),
        );
        let all = [said(&key, &short), said(&key, &short), said(&key, &long)];
        assert_ne!(all[0].commitment, all[1].commitment);
        assert_ne!(all[0].closed, all[1].closed);
        assert!(
            all.iter()
                .all(|half| half.commitment.len() == all[0].commitment.len())
        );
        assert!(
            all.iter()
                .all(|half| half.closed.len() == all[0].closed.len())
        );
        assert!(!format!("{all:?}").contains("light"));
    }

    #[test]
    fn the_words_of_the_other_are_heard_with_the_folders_secret_alone() {
        let half = said(&key(), &conclusion(&["a"], &[], None));
        let held = |key: HalfKey| {
            let paper = key.paper("best", &conclusion(&["a"], &[], None), Some(&half));
            paper.expect("random numbers").against.expect("held")
        };
        assert_eq!(held(key()).citation, Some("For its light.".into()));
        let strange = held(HalfKey::of("another").expect("a key"));
        assert_eq!(strange.citation, None);
        assert_ne!(strange.mine, strange.theirs);
    }
}
