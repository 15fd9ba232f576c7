//! What makes a voter: signed tokens, printed tickets, and the code that only the hall can see.

mod turnstile;

pub use turnstile::{Crowd, Turnstile, code_joins_max};

use crate::keys::{Keys, random_key};
use crate::show::event::At;
use crate::show::programme::Identity;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// How long a presence code is shown, in milliseconds. The one before it is still taken.
pub const TURN_MS: i64 = 15_000;

/// Letters and digits of a ticket: none that looks like another, in print or in a bad light.
const TICKET_ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// Characters of a ticket code without its hyphens: 31^12 is more than 59 bits.
const TICKET_CHARS: usize = 12;

/// A voter who has proved to be one.
#[derive(Clone, PartialEq, Eq)]
pub struct Voter {
    /// The whole signed token: a secret of this voter.
    pub token: String,
    /// What it was given for.
    pub identity: Identity,
}

/// What the stage shows beside the code of a presence ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresenceCode {
    /// In the QR code.
    pub code: String,
    pub digits: String,
}

/// Keys that are made of a folder's `ballot_key`, which none of them leads back to: all that it
/// takes to know voters, and nothing that opens a page of those who run the show.
#[derive(Clone, PartialEq, Eq)]
pub struct DerivedKeys {
    pub token: [u8; 32],
    pub ticket: [u8; 32],
    pub presence: [u8; 32],
    /// Of the `ballot_key`.
    pub fingerprint: String,
}

impl DerivedKeys {
    pub fn of(keys: &Keys) -> Self {
        let derive = |context: &str| blake3::derive_key(context, keys.ballot_key.as_bytes());
        DerivedKeys {
            token: derive("palmares voter token 1"),
            ticket: derive("palmares ticket 1"),
            presence: derive("palmares presence 1"),
            fingerprint: keys.fingerprint(),
        }
    }
}

/// Makes and checks what voters hold. Everything is keyed; nothing here can be made up by a guest.
pub struct Voters {
    keys: DerivedKeys,
    /// Hashes of the tickets that were printed.
    tickets: RwLock<HashSet<String>>,
    /// Where they are written down; none on a machine without the show's folder.
    tickets_file: Option<PathBuf>,
    /// Who has come in by the stage's code.
    pub turnstile: Turnstile,
    /// The length of that file when it was read last: hashes are only ever added.
    tickets_bytes: AtomicU64,
}

impl Voters {
    /// The voters of a show folder.
    pub fn new(keys: &Keys, tickets_file: PathBuf) -> Self {
        let voters = Voters {
            tickets_file: Some(tickets_file),
            ..Voters::of(DerivedKeys::of(keys))
        };
        voters.read_tickets();
        voters
    }

    /// The voters of these keys, on a machine that has no more of the show.
    pub fn of(keys: DerivedKeys) -> Self {
        Voters {
            keys,
            tickets: RwLock::default(),
            turnstile: Turnstile::default(),
            tickets_file: None,
            tickets_bytes: AtomicU64::new(0),
        }
    }

    /// The same people at a rehearsal: their tickets are good there, and their tokens there alone.
    pub fn rehearsing(&self) -> Voters {
        let voters = Voters {
            tickets_file: self.tickets_file.clone(),
            ..Voters::of(DerivedKeys {
                token: self.rehearsed_key(),
                ..self.keys.clone()
            })
        };
        voters.read_tickets();
        voters
    }

    fn rehearsed_key(&self) -> [u8; 32] {
        blake3::derive_key("palmares voter token of a rehearsal 1", &self.keys.token)
    }

    /// Whether a token was made at a rehearsal of this show.
    pub fn is_rehearsed(&self, token: &str) -> bool {
        read(&self.rehearsed_key(), token).is_some()
    }

    /// These are the hashes of the tickets that were printed.
    pub fn take_tickets(&self, hashes: HashSet<String>) {
        *self.tickets.write().unwrap_or_else(PoisonError::into_inner) = hashes;
    }

    /// A new voter of the kind that needs no proof.
    pub fn device(&self) -> io::Result<Voter> {
        Ok(self.signed(Identity::Device, &random_key()?))
    }

    /// A new voter who has shown a valid presence code.
    pub fn present(&self) -> io::Result<Voter> {
        Ok(self.signed(Identity::Presence, &random_key()?))
    }

    /// The voter of a ticket: the same on every phone that it is typed into. None if no such ticket
    /// was printed.
    pub fn ticket(&self, typed: &str) -> Option<Voter> {
        let code = plain_code(typed)?;
        let hash = self.ticket_hash(&code);
        let known = |hash: &str| {
            let tickets = self.tickets.read().unwrap_or_else(PoisonError::into_inner);
            tickets.contains(hash)
        };
        if !known(&hash) {
            // Tickets may have been printed since.
            self.read_tickets();
            if !known(&hash) {
                return None;
            }
        }
        Some(self.signed(Identity::Ticket, &hash[..32]))
    }

    /// The voter that a token stands for; none if it was not made here.
    pub fn verify(&self, token: &str) -> Option<Voter> {
        read(&self.keys.token, token)
    }

    fn signed(&self, identity: Identity, id: &str) -> Voter {
        let mut token = format!("{}{id}", identity.letter());
        let signature = signature(&self.keys.token, &token);
        token.extend(signature.map(char::from));
        Voter { token, identity }
    }

    /// The hash under which a ticket is known: the printed code itself is stored nowhere.
    pub fn ticket_hash(&self, code: &str) -> String {
        blake3::keyed_hash(&self.keys.ticket, code.as_bytes())
            .to_hex()
            .to_string()
    }

    /// Of the folder's `ballot_key`, for the journal.
    pub fn fingerprint(&self) -> &str {
        &self.keys.fingerprint
    }

    /// How many tickets were printed.
    pub fn ticket_count(&self) -> usize {
        let tickets = self.tickets.read().unwrap_or_else(PoisonError::into_inner);
        tickets.len()
    }

    /// A wrong code costs one look at the file's length, or guessing would keep the server reading.
    fn read_tickets(&self) {
        let Some(file) = &self.tickets_file else {
            return;
        };
        let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
        if self.tickets_bytes.swap(bytes, Ordering::SeqCst) == bytes {
            return;
        }
        if let Ok(hashes) = read_hashes(file) {
            self.take_tickets(hashes);
        }
    }

    /// The code that the stage shows for this ballot now.
    pub fn presence_code(&self, ballot: &str, at: At) -> PresenceCode {
        self.code_of_turn(ballot, at.0.div_euclid(TURN_MS))
    }

    /// Whether somebody who says this has seen the stage within the last two turns.
    pub fn was_present(&self, ballot: &str, said: &str, at: At) -> bool {
        self.turn_of(ballot, said, at).is_some()
    }

    /// The turn in which the stage has shown this, if it was one of the last two.
    pub fn turn_of(&self, ballot: &str, said: &str, at: At) -> Option<i64> {
        let said = said.trim();
        let turn = at.0.div_euclid(TURN_MS);
        [turn, turn - 1].into_iter().find(|&turn| {
            let shown = self.code_of_turn(ballot, turn);
            let same =
                |shown: &str| blake3::hash(shown.as_bytes()) == blake3::hash(said.as_bytes());
            same(&shown.code) | same(&shown.digits)
        })
    }

    fn code_of_turn(&self, ballot: &str, turn: i64) -> PresenceCode {
        let hash = blake3::keyed_hash(&self.keys.presence, format!("{ballot}\n{turn}").as_bytes());
        let bytes = hash.as_bytes();
        let number = u32::from_be_bytes([bytes[8], bytes[9], bytes[10], bytes[11]]);
        PresenceCode {
            code: hash.to_hex()[..10].to_owned(),
            digits: format!("{:04}", number % 10_000),
        }
    }
}

/// The voter of a token that was made with this key.
fn read(key: &[u8; 32], token: &str) -> Option<Voter> {
    if token.len() != 65 || !token.is_ascii() {
        return None;
    }
    let mut kinds = Identity::ALL.into_iter();
    let identity = kinds.find(|kind| token.starts_with(kind.letter()))?;
    let (signed, given) = token.split_at(33);
    let given: [u8; 32] = given.as_bytes().try_into().ok()?;
    // Hashes are compared in constant time: how far a guess was right must not show.
    let same = blake3::Hash::from(signature(key, signed)) == blake3::Hash::from(given);
    let token = token.to_owned();
    same.then_some(Voter { token, identity })
}

/// The last 32 characters of a token that begins so.
fn signature(key: &[u8; 32], signed: &str) -> [u8; 32] {
    let hash = blake3::keyed_hash(key, signed.as_bytes());
    let digits = hash.to_hex();
    digits.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A new ticket code as printed: `ABCD-EFGH-JKMN`.
pub fn new_ticket() -> io::Result<String> {
    let mut code = String::new();
    while code.len() < TICKET_CHARS {
        for byte in random_key()?.as_bytes().chunks(2) {
            let text = std::str::from_utf8(byte).unwrap_or_default();
            let number = usize::from(u8::from_str_radix(text, 16).unwrap_or_default());
            // 248 is the last multiple of 31 that fits: taking more would favour some letters.
            if number < 248 && code.len() < TICKET_CHARS {
                code.push(TICKET_ALPHABET[number % 31] as char);
            }
        }
    }
    let parts = [&code[..4], &code[4..8], &code[8..]];
    Ok(parts.join("-"))
}

/// A typed code without hyphens and spaces, in capitals; none if it cannot be a ticket's.
pub fn plain_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let valid = code.len() == TICKET_CHARS && code.bytes().all(|c| TICKET_ALPHABET.contains(&c));
    valid.then_some(code)
}

/// The ticket hashes in a file; none for a file that is not there.
pub fn read_hashes(path: &Path) -> io::Result<HashSet<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(HashSet::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn voters() -> Voters {
        let keys = Keys {
            mc: String::new(),
            producer: String::new(),
            chair: None,
            crew: None,
            jury: BTreeMap::new(),
            cookie_secret: String::new(),
            ballot_key: "key".into(),
        };
        Voters::new(&keys, PathBuf::from("/nowhere"))
    }

    #[test]
    fn a_token_verifies_and_any_other_does_not() {
        let voters = voters();
        let voter = voters.device().unwrap();
        assert!(voters.verify(&voter.token).is_some_and(|v| v == voter));
        let mut forged = voter.token.clone();
        forged.replace_range(0..1, "t");
        assert!(voters.verify(&forged).is_none());
        assert!(voters.verify("").is_none());
        assert!(voters.verify(&"é".repeat(40)).is_none());
    }

    #[test]
    fn a_presence_code_is_taken_for_its_turn_and_the_next() {
        let voters = voters();
        let at = At(TURN_MS * 1000);
        let code = voters.presence_code("people", at);
        for said in [&code.code, &code.digits] {
            assert!(voters.was_present("people", said, at));
            assert!(voters.was_present("people", said, at.plus_ms(2 * TURN_MS - 1)));
            assert!(!voters.was_present("people", said, at.plus_ms(2 * TURN_MS)));
            assert!(!voters.was_present("other", said, at));
        }
    }

    #[test]
    fn a_ticket_that_is_printed_while_the_server_runs_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tickets.txt");
        let voters = Voters {
            tickets_file: Some(file.clone()),
            ..voters()
        };
        for _ in 0..2 {
            let code = plain_code(&new_ticket().unwrap()).unwrap();
            assert!(voters.ticket(&code).is_none());
            let before = std::fs::read_to_string(&file).unwrap_or_default();
            let hash = voters.ticket_hash(&code);
            std::fs::write(&file, format!("{before}{hash}\n")).unwrap();
            assert!(voters.ticket(&code).is_some());
        }
    }

    #[test]
    fn a_ticket_is_read_however_it_is_typed() {
        let code = new_ticket().unwrap();
        let sloppy = format!(" {} ", code.replace('-', " ").to_lowercase());
        assert_eq!(plain_code(&sloppy), plain_code(&code));
        assert!(plain_code("too short").is_none());
    }
}
