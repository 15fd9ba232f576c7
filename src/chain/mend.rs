//! Opening a chain: what one file has lost is put back from another, and what was damaged is kept under a dated name.

use super::source::{Kept, Source};
use super::table::{self, create, insert, with_companions};
use super::walk::{Facts, Walked, walk};
use super::{Damage, Head, Keeping, Layout, Reader, close, dated, unreadable};
use crate::mirror::{self, Entry, Mirror, free, sync_folder};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// Records that are written to a mirror at once while it is filled up.
const FILL_MAX: usize = 1_024;

/// A chain that is whole.
pub(super) struct Opened {
    pub(super) connection: Connection,
    pub(super) mirror: Option<Mirror>,
    pub(super) head: Head,
    /// What was mended, each in a sentence.
    pub(super) notes: Vec<String>,
    /// The second copy was there and of this evening.
    pub(super) copy_fits: bool,
}

/// Opens the file at `path`, verifies all of it against its mirrors, and mends whichever has lost something.
pub(super) fn open(
    path: &Path,
    layout: Layout,
    keeping: &Keeping,
    each: Reader<'_>,
) -> Result<Opened, Damage> {
    let mut found = table::find(path, layout)?;
    let sources = sources(path, keeping);
    let facts = Facts {
        connection: found.connection.as_ref(),
        doubt: found.doubt.as_ref(),
        sources: &sources,
        known: &keeping.known,
        begun: keeping.begun,
    };
    let walked = match walk(&facts, layout, each) {
        Ok(walked) => walked,
        Err(damage) => {
            found.let_go();
            return Err(damage);
        }
    };
    let why = why(found.doubt.as_ref(), &walked);
    let held = why.as_ref().map_or(walked.table.held, |_| 0);
    let (after, lost) = match held < walked.head.revision {
        true => after(&facts, layout, held)?,
        false => (walked.head, Vec::new()),
    };
    let mut notes = Vec::new();
    let mut connection = found.connection.take();
    if let Some(why) = why {
        let mended = prepare_anew(path, layout, &lost)?;
        // Dropped without folding its log in: the damaged file is kept as it was found.
        found.connection = connection.take();
        found.let_go();
        let kept = put_aside(path, &keeping.copies.label).map_err(unreadable)?;
        fs::rename(&mended, path).map_err(unreadable)?;
        sync_folder(path).map_err(unreadable)?;
        notes.push(recovered(path, layout, &walked, &why, &kept));
        connection = table::find(path, layout)?.connection;
    }
    let mut connection = match connection {
        Some(connection) => connection,
        None => create(path, layout)?,
    };
    if notes.is_empty() && !lost.is_empty() {
        insert(&mut connection, layout, after, &lost).map_err(unreadable)?;
        notes.push(refilled(path, layout, &walked));
    }
    table::trust(&connection)?;
    let home = sources.first().zip(walked.mirrors.first());
    let mirror = home.map(|(source, kept)| {
        let (mut mirror, to_do) = mirror_at(source, kept, layout, keeping, &mut notes);
        if to_do || mirror.last() < walked.head.revision {
            fill_up(&mut mirror, &connection, layout);
        }
        mirror
    });
    Ok(Opened {
        copy_fits: copy_fits(&sources, &walked),
        connection,
        mirror,
        head: walked.head,
        notes,
    })
}

fn sources(path: &Path, keeping: &Keeping) -> Vec<Source> {
    if !keeping.mirrored {
        return Vec::new();
    }
    let home = mirror::beside(path);
    let name = home.file_name().map(PathBuf::from).unwrap_or_default();
    let mut sources = vec![Source::at(home, true)];
    let copy = keeping.copies.folder.as_ref();
    if let Some(folder) = copy.filter(|_| keeping.copy_fits) {
        sources.push(Source::at(folder.join(name), false));
    }
    sources
}

fn copy_fits(sources: &[Source], walked: &Walked) -> bool {
    let mut mirrors = sources.iter().zip(&walked.mirrors);
    mirrors.any(|(source, kept)| !source.home && !kept.foreign && kept.held > 0)
}

/// Why the database has to be written anew; none if it is whole as far as it goes.
fn why(doubt: Option<&Damage>, walked: &Walked) -> Option<String> {
    match doubt {
        None => walked.table.hurt.clone(),
        Some(Damage::File(reason)) => Some(reason.clone()),
        Some(other) => {
            let text = other.to_string();
            Some(text.split(". ").next().unwrap_or_default().to_owned())
        }
    }
}

/// Every record after the first `held`, and the head that they follow.
fn after(facts: &Facts<'_>, layout: Layout, held: u64) -> Result<(Head, Vec<String>), Damage> {
    let mut head = Head::default();
    let mut bodies = Vec::new();
    walk(facts, layout, &mut |number, body| {
        if number <= held {
            head = head.next(layout.context, body);
        } else {
            bodies.push(body.to_owned());
        }
        Ok(())
    })?;
    Ok((head, bodies))
}

/// A complete file beside the damaged one, that takes its place by one rename.
fn prepare_anew(path: &Path, layout: Layout, bodies: &[String]) -> Result<PathBuf, Damage> {
    let mended = path.with_extension("db-mended");
    for leftover in with_companions(&mended) {
        if leftover.exists() {
            fs::remove_file(&leftover).map_err(unreadable)?;
        }
    }
    let mut connection = create(&mended, layout)?;
    insert(&mut connection, layout, Head::default(), bodies).map_err(unreadable)?;
    table::trust(&connection)?;
    // Closing folds the log into the file.
    close(Some(connection)).map_err(unreadable)?;
    Ok(mended)
}

/// Keeps a damaged file and its log under a name that nothing has yet. The log goes first: a file without it is only shorter.
fn put_aside(path: &Path, label: &str) -> std::io::Result<PathBuf> {
    let wanted = dated(path, &format!("damaged-{label}"));
    let mut kept = wanted.clone();
    let mut count = 2;
    while with_companions(&kept).iter().any(|file| file.exists()) {
        kept = dated(path, &format!("damaged-{label}-{count}"));
        count += 1;
    }
    let pairs = with_companions(path)
        .into_iter()
        .zip(with_companions(&kept));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.reverse();
    for (from, to) in pairs {
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    Ok(kept)
}

/// The mirror beside the file, open where it is good. The second value tells whether something has to be written to it.
fn mirror_at(
    source: &Source,
    kept: &Kept,
    layout: Layout,
    keeping: &Keeping,
    notes: &mut Vec<String>,
) -> (Mirror, bool) {
    let path = &source.path;
    let at = |good, held| Mirror::at(path, layout.table, good, held, &keeping.copies);
    let unread = source.bytes.is_none() && path.exists();
    let hurt = kept.hurt.clone();
    let name = name(path);
    if let Some(what) = hurt.or(unread.then(|| "it cannot be read".to_owned())) {
        let aside = free(dated(path, &format!("damaged-{}", keeping.copies.label)));
        return match fs::rename(path, &aside) {
            Ok(()) => {
                notes.push(format!(
                    "{name} was damaged ({what}): it was written anew, and the damaged file is kept as {}",
                    self::name(&aside)
                ));
                (at(0, 0), true)
            }
            Err(error) => {
                notes.push(format!(
                    "{name} is damaged ({what}), and cannot be moved away ({error}): this evening goes on without it"
                ));
                (at(kept.good, kept.held), true)
            }
        };
    }
    if kept.torn {
        notes.push(format!(
            "{name} broke off after {} {}: it was filled up again",
            layout.table, kept.held
        ));
    }
    (at(kept.good, kept.held), kept.torn || kept.good == 0)
}

/// Writes what a mirror lacks from the database.
pub(super) fn fill_up(mirror: &mut Mirror, connection: &Connection, layout: Layout) {
    let filled = fill(mirror, connection, layout);
    if let Err(damage) = filled {
        tracing::warn!(%damage, "the mirror cannot be filled up");
    }
}

fn fill(mirror: &mut Mirror, connection: &Connection, layout: Layout) -> Result<(), Damage> {
    // Also when there is no record yet: a mirror that is there says that there was none.
    if mirror.last() == 0 && !mirror.append(std::iter::empty()) {
        return Ok(());
    }
    let mut statement = table::prepare_after(connection, layout)?;
    let mut rows = statement
        .query([mirror.last() as i64])
        .map_err(unreadable)?;
    loop {
        let mut batch = Vec::with_capacity(FILL_MAX);
        while batch.len() < FILL_MAX {
            let Some((number, record)) = table::next_row(&mut rows)? else {
                break;
            };
            let (body, link) = record.map_err(unreadable)?;
            batch.push((number as u64, body, link));
        }
        let entries = batch.iter().map(|(number, body, link)| Entry {
            number: *number,
            link,
            body,
        });
        if batch.is_empty() || !mirror.append(entries) {
            return Ok(());
        }
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn recovered(path: &Path, layout: Layout, walked: &Walked, why: &str, kept: &Path) -> String {
    let from = walked.from.clone();
    format!(
        "{} was damaged ({why}): it was written anew with all {} records (the last is {} {}) from {}, and the damaged file is kept as {}",
        name(path),
        walked.head.revision,
        layout.table,
        walked.head.revision,
        from.unwrap_or_else(|| "what is whole in it".to_owned()),
        name(kept)
    )
}

fn refilled(path: &Path, layout: Layout, walked: &Walked) -> String {
    let (name, noun) = (name(path), layout.table);
    let from = walked.from.as_deref().unwrap_or("its mirror");
    match (walked.table.held, walked.head.revision) {
        (0, all) => format!(
            "{name} was missing or empty: all {all} records were put back from {from}. To begin a new evening instead, go back to the top on the producer's page"
        ),
        (held, last) => format!(
            "{name} ended at {noun} {held}: the records up to {noun} {last} were put back from {from}"
        ),
    }
}
