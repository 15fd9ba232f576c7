//! One way for the disk to fail: which files, how, before what, and after how many calls that
//! succeed.

use crate::disk::{Files, Kind};
use crate::support::dice::Dice;
use rand::Rng;
use rand::seq::IndexedRandom;

/// What is asked for first once the disk may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    Press,
    Close,
    Open,
    Seal,
    Reread,
    Deadline,
}

#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub files: Files,
    pub kind: Kind,
    pub first: First,
    /// Writes and syncs that still succeed.
    pub skip: u64,
}

impl Point {
    /// Files and first wish take turns, so that every pair comes; the rest is drawn.
    pub fn drawn(index: usize, dice: &mut Dice) -> Point {
        use First::{Close, Deadline, Open, Press, Reread, Seal};
        let files = [Files::Show, Files::Votes, Files::Both][index % 3];
        let first = [Press, Close, Open, Seal, Reread, Deadline][(index / 3 + index) % 6];
        let kind = *Kind::ALL.choose(dice).expect("a kind");
        let skip = dice.random_range(0..24);
        Point {
            files,
            kind,
            first,
            skip,
        }
    }

    /// Whether presses are not stored, or only votes.
    pub fn of_journal(&self) -> bool {
        self.files != Files::Votes
    }
}
