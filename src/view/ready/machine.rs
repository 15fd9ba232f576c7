//! What the machine and the folder lack.

use super::facts::{
    AddressFacts, CopyStands, DiskRoom, KeysStand, LedgersStand, MachineFacts, PrintedAddress,
};
use super::{Inspection, name};
use crate::view::{Live, label};
use crate::words::ready::ReadyFinding;
use std::net::IpAddr;

/// The first day that a clock can rightly tell: this program is not older.
const FIRST_DAY: &str = "2026-01-01";

pub(super) fn room(machine: &MachineFacts) -> ReadyFinding {
    match machine.room {
        None => ReadyFinding::RoomUnknown,
        Some(DiskRoom::Enough) => ReadyFinding::RoomEnough,
        Some(DiskRoom::Little) => ReadyFinding::RoomLittle,
        Some(DiskRoom::Gone) => ReadyFinding::RoomGone,
    }
}

pub(super) fn copy(live: &Live) -> ReadyFinding {
    match live.machine.copy {
        CopyStands::Away => ReadyFinding::CopyAway,
        _ if live.mirror_failing => ReadyFinding::CopyLags,
        CopyStands::Unknown => ReadyFinding::CopyUnknown,
        CopyStands::None => ReadyFinding::CopyNone,
        CopyStands::SameDisk => ReadyFinding::CopySameDisk,
        CopyStands::Little => ReadyFinding::CopyLittle,
        CopyStands::Follows => ReadyFinding::CopyFollows,
    }
}

pub(super) fn journal(live: &Live) -> ReadyFinding {
    match &live.machine.ledgers {
        _ if live.moved => ReadyFinding::JournalMoved,
        _ if live.degraded => ReadyFinding::JournalStopped,
        LedgersStand::NotBegun => ReadyFinding::JournalNotBegun,
        LedgersStand::Well => ReadyFinding::JournalWell,
        LedgersStand::Mended => ReadyFinding::JournalMended,
        LedgersStand::Damaged(text) => ReadyFinding::JournalDamaged(text.clone()),
    }
}

pub(super) fn keys(machine: &MachineFacts) -> ReadyFinding {
    match machine.keys {
        KeysStand::NotMade => ReadyFinding::KeysNotMade,
        KeysStand::Kept => ReadyFinding::KeysKept,
        KeysStand::Gone => ReadyFinding::KeysGone,
        KeysStand::Others => ReadyFinding::KeysOthers,
        KeysStand::Unreadable => ReadyFinding::KeysUnreadable,
        KeysStand::Open => ReadyFinding::KeysOpen,
    }
}

pub(super) fn clock(of: &Inspection) -> ReadyFinding {
    let (machine, show) = (&of.live.machine, &of.state.show);
    let today = machine.today.as_str();
    let written = |day: &str| label::date(day, of.ui);
    if !today.is_empty() && today < FIRST_DAY {
        let today = written(today);
        return ReadyFinding::ClockLost { today };
    }
    let past = show.date.as_ref().filter(|date| date.as_str() < today);
    match (machine.clock_ahead_minutes.abs(), past) {
        (0, None) => ReadyFinding::ClockRight,
        (0, Some(date)) => ReadyFinding::ClockPast {
            date: written(date),
            today: written(today),
        },
        (minutes, _) => ReadyFinding::ClockApart(minutes),
    }
}

/// Where phones are led, by the code and by paper.
pub(super) fn address(machine: &MachineFacts) -> Vec<ReadyFinding> {
    let address = &machine.address;
    let mut found: Vec<ReadyFinding> = address
        .printed
        .iter()
        .filter_map(|printed| ticket(machine, printed))
        .collect();
    if address.unknown_tickets > 0 {
        found.push(ReadyFinding::TicketsUnknown(address.unknown_tickets));
    }
    // What a row on tickets says already need not be said twice.
    let told = |finding: &ReadyFinding| matches!(finding, ReadyFinding::TicketsElsewhere { .. });
    let code = code_leads(machine);
    let lost = matches!(
        code,
        ReadyFinding::AddressMoved { .. } | ReadyFinding::AddressAlone(_)
    );
    if !(lost && found.iter().any(told)) {
        found.push(code);
    }
    found
}

fn code_leads(machine: &MachineFacts) -> ReadyFinding {
    let address = &machine.address;
    let Some(url) = &address.audience else {
        return ReadyFinding::AddressUnknown;
    };
    let served = || ReadyFinding::AddressServed(name(url));
    let Some(ip) = ip(url) else {
        return served();
    };
    match address.own.contains(&ip.to_string()) {
        _ if ip.is_loopback() => ReadyFinding::AddressAlone(name(url)),
        true => served(),
        false if machine.served && address.given => ReadyFinding::AddressElsewhere(name(url)),
        false => ReadyFinding::AddressMoved {
            old: name(url),
            new: name(&here(address)),
        },
    }
}

/// Whether what was printed leads here; none where it does.
fn ticket(machine: &MachineFacts, printed: &PrintedAddress) -> Option<ReadyFinding> {
    let (address, old) = (&machine.address, &printed.address);
    let same = address.audience.as_ref() == Some(old);
    let host = ip(old).map(|ip| ip.to_string());
    let host = host.filter(|host| !address.own.contains(host));
    if same && (host.is_none() || machine.served && address.given) {
        return None;
    }
    let new = match &address.audience {
        Some(url) if machine.served && !same => url.clone(),
        _ => here(address),
    };
    // At rest a name says nothing of the machine that it will lead to.
    if !machine.served && host.is_none() {
        return Some(ReadyFinding::TicketsExpect {
            count: printed.count,
            address: old.clone(),
        });
    }
    Some(ReadyFinding::TicketsElsewhere {
        count: printed.count,
        old: old.clone(),
        new,
        host,
    })
}

/// Where this machine is now, for people.
fn here(address: &AddressFacts) -> String {
    let first = address.own.first();
    first.map_or_else(|| "127.0.0.1".to_owned(), String::clone)
}

/// The numeric address that a URL leads to; none for a name.
fn ip(url: &str) -> Option<IpAddr> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split('/').next()?;
    let host = match host.strip_prefix('[') {
        Some(six) => six.split(']').next()?,
        None => host.split(':').next()?,
    };
    host.parse().ok()
}
