//! Why a ledger is not used.

/// A ledger that cannot be trusted. Nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A record is not what was written.
    #[error(
        "{noun} {number} is damaged ({what}). The file was left as it was. Restore the folder \
        from a copy, or move the file and its mirror away to begin a new evening"
    )]
    Record {
        /// What people call a record of this file.
        noun: &'static str,
        /// The number of the first record that cannot be trusted.
        number: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The file as a whole cannot be read.
    #[error(
        "the file cannot be read ({0}). It was left as it was. Restore the folder from a copy, \
        or move the file and its mirror away to begin a new evening"
    )]
    File(String),
    /// The file and its mirror tell two different evenings, and both are whole.
    #[error(
        "{noun} {number} is one thing here and another in {mirror}: they are of two different \
        evenings. Both were left as they were. Keep the one that is yours, and move the other \
        away"
    )]
    Forked {
        /// What people call a record of this file.
        noun: &'static str,
        /// Where they part.
        number: u64,
        mirror: String,
    },
    /// The evening was begun with other keys than this folder's.
    #[error(
        "{file} was sealed with other keys: keys.json is another show's, or was made anew. \
        Nothing was changed"
    )]
    OtherKeys { file: String },
    /// The keys are right, and the file is of another evening.
    #[error(
        "no record in {file} carries this evening's seal: it is another evening's, or another \
        show's. Nothing was changed. Put back this evening's file, or move it and the database \
        beside it away"
    )]
    OtherEvening { file: String },
    /// Only a mirror of format 1 has the record, and anybody can write one.
    #[error(
        "{noun} {number} stands only in {mirror}, which an earlier version wrote without a seal: \
        nothing proves who wrote it. Nothing was changed"
    )]
    Unsealed {
        /// What people call a record of this file.
        noun: &'static str,
        /// The first record that only it has.
        number: u64,
        mirror: String,
        /// It stands beside the database.
        home: bool,
    },
    /// Database and mirror end alike, and the copy elsewhere goes on, sealed with this show's keys.
    #[error(
        "the folder ends at {noun} {ours}, and {mirror} goes on to {noun} {theirs}: the folder \
        is older than the copy. Nothing was changed"
    )]
    Ahead {
        /// What people call a record of this file.
        noun: &'static str,
        /// The folder's last record.
        ours: u64,
        theirs: u64,
        mirror: String,
    },
    /// Database and copy elsewhere are of one evening, and each went on without the other.
    #[error(
        "this folder and {mirror} both went on after {noun} {after}: the folder has {ours} more, \
        the copy {theirs}. Nothing was changed"
    )]
    Parted {
        /// What people call a record of this file.
        noun: &'static str,
        /// The last record that both have.
        after: u64,
        /// How many the folder has after it.
        ours: u64,
        /// How many the copy has.
        theirs: u64,
        mirror: String,
    },
    /// The file is not where it was opened.
    #[error("{0}")]
    Gone(String),
    /// The file belongs to another program or to another version of this one.
    #[error("{0}")]
    Foreign(String),
}
