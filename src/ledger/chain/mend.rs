//! Opening a chain: what one file has lost is put back from another, and what was damaged is kept
//! under a dated name.

use super::fill::{fill_up, renew};
use super::mirror::seal::MirrorSeal;
use super::mirror::{self, Mirror, free, sync_folder};
use super::source::{Findings, Source};
use super::table::{self, FoundFile, create, insert, with_companions};
use super::walk::{Facts, Walked, walk};
use super::{Damage, Each, Head, Keeping, Layout, close, dated, unreadable};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A chain that is whole.
pub(super) struct Mended {
    pub(super) connection: Connection,
    pub(super) mirror: Option<Mirror>,
    pub(super) head: Head,
    /// What was mended, each in a sentence.
    pub(super) notes: Vec<String>,
    /// The second copy was there and of this evening.
    pub(super) copy_fits: bool,
}

/// Opens the file at `path`, verifies all of it against its mirrors, and mends whichever has lost
/// something.
pub(super) fn open(
    path: &Path,
    layout: Layout,
    keeping: &Keeping,
    each: Each<'_>,
) -> Result<Mended, Damage> {
    let mut found = table::find(path, layout)?;
    let sources = sources(path, keeping);
    let facts = facts(&found, &sources, keeping);
    let walked = walk(&facts, layout, each);
    let walked = walked.and_then(|walked| rightly_sealed(path, layout, keeping, walked));
    let walked = match walked {
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
    notes.extend(not_taken(&sources, &walked, layout));
    let mirror = keeping.seal.as_ref().map(|seal| {
        let home = (&sources[0], &walked.mirrors[0]);
        let mut mirror = mirror_at(home, layout, (keeping, seal), &connection, &mut notes);
        if mirror.last() < walked.head.revision {
            fill_up(&mut mirror, &connection, layout);
        }
        mirror.follow();
        mirror
    });
    Ok(Mended {
        copy_fits: copy_fits(&sources, &walked),
        connection,
        mirror,
        head: walked.head,
        notes,
    })
}

/// Finds out whether it would open, and whether its second copy is there and of this evening.
/// Nothing is written. `file` is where the database stands now.
pub(super) fn decide(
    (path, file): (&Path, &Path),
    layout: Layout,
    keeping: &Keeping,
    each: Each<'_>,
) -> Result<bool, Damage> {
    let found = table::find(file, layout)?;
    let sources = sources(path, keeping);
    let walked = walk(&facts(&found, &sources, keeping), layout, each);
    let walked = walked.and_then(|walked| rightly_sealed(path, layout, keeping, walked));
    found.let_go();
    Ok(copy_fits(&sources, &walked?))
}

fn facts<'a>(found: &'a FoundFile, sources: &'a [Source], keeping: &'a Keeping) -> Facts<'a> {
    Facts {
        connection: found.connection.as_ref(),
        doubt: found.doubt.as_ref(),
        sources,
        known: &keeping.known,
        begun: keeping.begun.as_deref(),
        seal: keeping.seal.as_deref(),
        from_mirror: keeping.from_mirror,
        begins: keeping.begins,
    }
}

/// Whose keys and which evening it is, before anything is written. From here on seals are for this
/// evening.
fn rightly_sealed(
    path: &Path,
    layout: Layout,
    keeping: &Keeping,
    walked: Walked,
) -> Result<Walked, Damage> {
    let Some(seal) = &keeping.seal else {
        return Ok(walked);
    };
    let known = walked.fingerprint.as_deref();
    let others = known.is_some_and(|known| known != seal.fingerprint());
    // Where the records tell whose they are, the seals of the mirror need not.
    let strange = walked.mirrors[0].is_of_other_keys() && known.is_none() && !keeping.begins;
    if (others || strange) && !seal.takes_others() {
        return Err(match layout.fingerprint {
            Some(_) => Damage::OtherKeys { file: name(path) },
            None => Damage::OtherEvening {
                file: name(&mirror::beside(path)),
            },
        });
    }
    if layout.fingerprint.is_some() {
        seal.begin(walked.evening);
    }
    Ok(walked)
}

/// What a copy elsewhere has beyond the folder, and cannot prove.
fn not_taken(sources: &[Source], walked: &Walked, layout: Layout) -> Vec<String> {
    let copies = sources.iter().zip(&walked.mirrors);
    let copies = copies.filter(|(source, kept)| !source.home && !kept.foreign);
    let note = |(source, kept): (&Source, &Findings)| {
        let number = kept.unproven?;
        Some(format!(
            "{} goes on with {} {number}, which this folder's keys did not seal: it is not taken \
            over",
            source.name(),
            layout.table
        ))
    };
    copies.filter_map(note).collect()
}

fn sources(path: &Path, keeping: &Keeping) -> Vec<Source> {
    if keeping.seal.is_none() {
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
    walk(facts, layout, &mut |at, body| {
        if at.revision <= held {
            head = at;
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

/// Keeps a damaged file and its log under a name that nothing has yet. The log goes first: a file
/// without it is only shorter.
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

/// The mirror beside the file, open where it is good; written anew if it was damaged or carries
/// other seals.
fn mirror_at(
    (source, kept): (&Source, &Findings),
    layout: Layout,
    (keeping, seal): (&Keeping, &Arc<MirrorSeal>),
    connection: &Connection,
    notes: &mut Vec<String>,
) -> Mirror {
    let path = &source.path;
    let empty = || Mirror::at(path, layout.table, seal.clone(), &keeping.copies);
    let anew = |mut mirror: Mirror| {
        fill_up(&mut mirror, connection, layout);
        mirror
    };
    let unread = source.bytes.is_none() && path.exists();
    let hurt = kept.hurt.clone();
    let name = name(path);
    if let Some(what) = hurt.or(unread.then(|| "it cannot be read".to_owned())) {
        let aside = free(dated(path, &format!("damaged-{}", keeping.copies.label)));
        return match fs::rename(path, &aside) {
            Ok(()) => {
                notes.push(format!(
                    "{name} was damaged ({what}): it was written anew, and the damaged file is \
                    kept as {}",
                    self::name(&aside)
                ));
                anew(empty())
            }
            Err(error) => {
                notes.push(format!(
                    "{name} is damaged ({what}), and cannot be moved away ({error}): this evening \
                    goes on without it"
                ));
                anew(empty().with(kept.good, kept.held))
            }
        };
    }
    if kept.plain || kept.scratched || kept.others > 0 {
        let renewed = renew(path, seal, connection, layout);
        return match renewed {
            Ok((length, last)) => empty().with(length, last),
            Err(error) => {
                // The one without seals is all there is beside the database until then.
                let aside = free(dated(path, &format!("unsealed-{}", keeping.copies.label)));
                let kept = fs::rename(path, &aside)
                    .map(|()| format!(", and kept as {}", self::name(&aside)));
                notes.push(format!(
                    "{name} cannot be sealed anew ({error}): it is tried again with the next {}{}",
                    layout.table,
                    kept.unwrap_or_default()
                ));
                empty()
            }
        };
    }
    if kept.torn {
        notes.push(format!(
            "{name} broke off after {} {}: it was filled up again",
            layout.table, kept.held
        ));
    }
    let mirror = empty().with(kept.good, kept.held);
    match kept.torn || kept.good == 0 {
        true => anew(mirror),
        false => mirror,
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn recovered(path: &Path, layout: Layout, walked: &Walked, why: &str, kept: &Path) -> String {
    let from = walked.from.clone();
    format!(
        "{} was damaged ({why}): it was written anew up to {} {} from {}, and the damaged file is \
        kept as {}",
        name(path),
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
            "{name} was missing or empty: everything up to {noun} {all} was put back from {from}. \
            To begin a new evening instead, go back to the top on the producer's page"
        ),
        (held, last) => format!(
            "{name} ended at {noun} {held}: the records up to {noun} {last} were put back from \
            {from}"
        ),
    }
}
