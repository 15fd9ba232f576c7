//! Writes a mirror from the database.

use super::mirror::seal::MirrorSeal;
use super::mirror::text::{self, SealContext};
use super::mirror::{Appended, Mirror, sync_folder};
use super::table::page;
use super::{Damage, Layout, Linked};
use rusqlite::Connection;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What is written to a mirror at once while it is filled up, in bytes.
const FILL_BYTES: usize = 256 * 1024;

/// Writes a whole mirror beside the one that is there, and puts it in its place: at no moment is
/// there none.
pub(super) fn renew(
    path: &Path,
    seal: &MirrorSeal,
    connection: &Connection,
    layout: Layout,
) -> io::Result<(u64, u64)> {
    let coming = path.with_extension("mirror-coming");
    let mut file = fs::File::create(&coming)?;
    let proof = SealContext {
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
        for (head, body) in batch {
            text::write(&mut bytes, &proof, head.revision, &head.link, body);
            last = head.revision;
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
    if mirror.last() == 0 && !mirror.append_alone(std::iter::empty()) {
        return;
    }
    let after = mirror.last();
    let filled = batches(connection, layout, after, &mut |batch| {
        mirror.append_alone(batch.iter().map(|(head, body)| Appended {
            number: head.revision,
            link: &head.link,
            body,
        }))
    });
    if let Err(damage) = filled {
        tracing::warn!(%damage, "the mirror cannot be filled up");
    }
    mirror.follow();
}

/// Every record behind the given one, some at a time, for as long as they are taken.
fn batches(
    connection: &Connection,
    layout: Layout,
    mut after: u64,
    take: &mut dyn FnMut(&[Linked]) -> bool,
) -> Result<(), Damage> {
    loop {
        let batch = page(connection, layout, after, FILL_BYTES)?;
        let Some((last, _)) = batch.last() else {
            return Ok(());
        };
        after = last.revision;
        if !take(&batch) {
            return Ok(());
        }
    }
}
