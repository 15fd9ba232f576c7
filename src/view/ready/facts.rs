//! What somebody has looked at outside the show: the machine, the disk, the folder.
//!
//! All of it is coarse, so that a row changes when something has to be done and not with every
//! record that is stored: how much somebody writes is nobody's business either.

/// The machine and the folder, as they were found last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineFacts {
    /// Whether a server runs: then screens, sound and pictures are known.
    pub served: bool,
    /// Of the show's disk; none where it cannot be told.
    pub room: Option<DiskRoom>,
    pub copy: CopyStands,
    pub ledgers: LedgersStand,
    pub keys: KeysStand,
    /// The machine's clock less the show's, in whole minutes.
    pub clock_ahead_minutes: i64,
    /// The day by the machine's clock and place, as `2026-03-05`; empty where nobody has looked.
    pub today: String,
    pub address: AddressFacts,
    /// Whether a log outside was prepared for this folder.
    pub net_prepared: bool,
}

/// How much of a disk is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskRoom {
    Enough,
    Little,
    /// Hardly any.
    Gone,
}

/// Free bytes below which there is little room: a long evening with its pictures.
pub const LITTLE_BYTES: u64 = 2_000_000_000;

/// Free bytes below which there is none left: a million votes.
pub const GONE_BYTES: u64 = 200_000_000;

impl DiskRoom {
    /// With so many bytes free.
    pub fn of(free_bytes: u64) -> DiskRoom {
        match free_bytes {
            free if free < GONE_BYTES => DiskRoom::Gone,
            free if free < LITTLE_BYTES => DiskRoom::Little,
            _ => DiskRoom::Enough,
        }
    }
}

/// The second copy of everything that is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyStands {
    /// Nobody knows before the server runs.
    #[default]
    Unknown,
    /// Nobody asked for one.
    None,
    /// Its folder is not there.
    Away,
    SameDisk,
    /// Its disk is nearly full.
    Little,
    Follows,
}

/// What the evening's files were found to be when they were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LedgersStand {
    /// There is no evening yet.
    #[default]
    NotBegun,
    Well,
    Mended,
    /// They would not open: what is wrong, and what mends it.
    Damaged(String),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeysStand {
    /// There was never a server here.
    #[default]
    NotMade,
    Kept,
    Gone,
    /// Of another folder.
    Others,
    Unreadable,
    /// Other users of the machine can read them.
    Open,
}

/// Where phones are led to, and where this machine is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressFacts {
    /// What the audience's code says, without a slash at its end: now, or while a server ran last.
    /// None where there never was one.
    pub audience: Option<String>,
    /// Whether somebody has given it, instead of this machine's own.
    pub given: bool,
    /// This machine's own addresses.
    pub own: Vec<String>,
    /// What printed tickets say.
    pub printed: Vec<PrintedAddress>,
    /// Tickets of which nobody knows what they say.
    pub unknown_tickets: u64,
}

/// Tickets that lead to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedAddress {
    pub count: u64,
    /// Without a slash at its end.
    pub address: String,
}
