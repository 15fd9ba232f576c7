//! Writes a mirror from the database.

use super::table::{next_row, prepare_after};
use super::{Damage, Layout, unreadable};
use crate::mirror::seal::Seal;
use crate::mirror::text::{self, Proof};
use crate::mirror::{Entry, Mirror, sync_folder};
use rusqlite::Connection;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Records that are written to a mirror at once while it is filled up.
const FILL_MAX: usize = 1_024;

/// Writes a whole mirror beside the one that is there, and puts it in its place: at no moment is
/// there none.
pub(super) fn renew(
    path: &Path,
    seal: &Seal,
    connection: &Connection,
    layout: Layout,
) -> io::Result<(u64, u64)> {
    let coming = path.with_extension("mirror-coming");
    let mut file = fs::File::create(&coming)?;
    let proof = Proof {
        seal,
        noun: layout.table,
        evening: seal.evening(),
    };
    let (mut length, mut last) = (0, 0);
    let mut bytes = text::title(layout.table).into_bytes();
    let mut written = Ok(());
    let mut write = |bytes: &mut Vec<u8>| {
        length += bytes.len() as u64;
        written = file.write_all(bytes);
        bytes.clear();
        written.is_ok()
    };
    let read = batches(connection, layout, 0, &mut |batch| {
        for (number, body, link) in batch {
            text::write(&mut bytes, &proof, *number, link, body);
            last = *number;
        }
        write(&mut bytes)
    });
    read.map_err(io::Error::other)?;
    if last == 0 {
        write(&mut bytes);
    }
    written?;
    file.sync_all()?;
    fs::rename(&coming, path)?;
    sync_folder(path)?;
    Ok((length, last))
}

/// Writes what a mirror lacks from the database.
pub(super) fn fill_up(mirror: &mut Mirror, connection: &Connection, layout: Layout) {
    // Also when there is no record yet: a mirror that is there says that there was none.
    if mirror.last() == 0 && !mirror.append(std::iter::empty()) {
        return;
    }
    let after = mirror.last();
    let filled = batches(connection, layout, after, &mut |batch| {
        mirror.append(batch.iter().map(|(number, body, link)| Entry {
            number: *number,
            link,
            body,
        }))
    });
    if let Err(damage) = filled {
        tracing::warn!(%damage, "the mirror cannot be filled up");
    }
}

/// A record of the table: its number, its body, its link.
type Stored = (u64, String, [u8; 32]);

/// Every record after the given one, some at a time, for as long as they are taken.
fn batches(
    connection: &Connection,
    layout: Layout,
    after: u64,
    take: &mut dyn FnMut(&[Stored]) -> bool,
) -> Result<(), Damage> {
    let mut statement = prepare_after(connection, layout)?;
    let mut rows = statement.query([after as i64]).map_err(unreadable)?;
    loop {
        let mut batch = Vec::with_capacity(FILL_MAX);
        while batch.len() < FILL_MAX {
            let Some((number, record)) = next_row(&mut rows)? else {
                break;
            };
            let (body, link) = record.map_err(unreadable)?;
            batch.push((number as u64, body, link));
        }
        if batch.is_empty() || !take(&batch) {
            return Ok(());
        }
    }
}
