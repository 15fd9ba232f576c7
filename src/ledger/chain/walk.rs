//! Walks along a chain from the first record to the last, through the database and its mirrors side
//! by side.
//!
//! Each link covers all that came before it, so a record that fits after the one before is the one
//! that was written, wherever it was found; of a mirror, if its seal fits, too. What one file has
//! lost, another gives. Where none has it, and any of them shows that something stood there, the
//! record is named and nothing is used.

mod rows;
mod text;

use super::mirror::seal::MirrorSeal;
use super::source::{Findings, Source};
use super::table::prepare;
use super::{Damage, Each, Head, Known, Layout, unreadable};
use rows::TableWalk;
use rusqlite::Connection;
use text::MirrorWalk;

/// The end of a walk.
pub(super) struct Walked {
    pub(super) head: Head,
    pub(super) table: Findings,
    /// One for each source.
    pub(super) mirrors: Vec<Findings>,
    /// The mirror that gave what the table had lost.
    pub(super) from: Option<String>,
    /// The first record's link; zeros for an empty chain.
    pub(super) evening: [u8; 32],
    /// Of the keys that the evening goes on with, as the records tell it.
    pub(super) fingerprint: Option<String>,
}

/// What a file says about the next record.
enum Piece {
    Holds(String, Head),
    /// It is the same as the one before it said.
    Same,
    /// It is another one, and both fit.
    Fork,
    /// It may be this one, and nothing proves who wrote it.
    Unproven(Head),
    /// Something stood here that is not the record any more.
    Broken(String),
    /// The chain ends before it.
    Ends,
    /// Nothing can be known.
    Silent,
}

/// What is known about the chain before it is walked.
pub(super) struct Facts<'a> {
    pub(super) connection: Option<&'a Connection>,
    pub(super) doubt: Option<&'a Damage>,
    pub(super) sources: &'a [Source],
    pub(super) known: &'a [Known],
    /// Another file says that there has been a record, and this is how.
    pub(super) begun: Option<&'a str>,
    /// None where there are no sources.
    pub(super) seal: Option<&'a MirrorSeal>,
    /// Somebody has said that what a mirror has beyond the table is to be taken over.
    pub(super) from_mirror: bool,
    /// There is no evening yet: what is here belongs to another one, and is only read to be put
    /// away.
    pub(super) begins: bool,
}

/// One step: what each file says, the table first, and the record if any of them holds it.
struct Step {
    pieces: Vec<Piece>,
    truth: Option<(String, Head)>,
    /// Whose it is, as an index of `pieces`.
    giver: usize,
}

/// Walks to the end, handing every record to `each`.
pub(super) fn walk(facts: &Facts<'_>, layout: Layout, each: Each<'_>) -> Result<Walked, Damage> {
    let mut doubt = facts.doubt.cloned();
    let mut statement = match facts.connection.map(|c| prepare(c, layout)).transpose() {
        Ok(statement) => statement,
        Err(damage) => {
            doubt.get_or_insert(damage);
            None
        }
    };
    let rows = match statement.as_mut().map(|s| s.query([])).transpose() {
        Ok(rows) => rows,
        Err(error) => {
            doubt.get_or_insert(unreadable(error));
            None
        }
    };
    let mut table = TableWalk::of(rows, doubt);
    let texts = facts.seal.map(|seal| {
        let sources = facts.sources.iter();
        sources.map(move |source| MirrorWalk::of(source, facts, seal, layout))
    });
    let mut mirrors: Vec<MirrorWalk> = texts.into_iter().flatten().collect();
    let mut head = Head::default();
    let (mut from, mut evening, mut fingerprint) = (None, [0; 32], None);
    loop {
        let step = step(&mut table, &mut mirrors, head, layout)?;
        let Some((body, next)) = &step.truth else {
            ends(&step.pieces, head, &table, &mut mirrors, facts, layout)?;
            parted(head, &mirrors, layout)?;
            break;
        };
        if let Some(mirror) = ahead(&step, head, &table, &mut mirrors, facts) {
            return Err(mirror.goes_beyond(head, *next, layout));
        }
        if let Some(mirror) = step.giver.checked_sub(1) {
            from.get_or_insert_with(|| mirrors[mirror].source.name());
        }
        for mirror in &mut mirrors {
            mirror.accept(*next, body);
        }
        let damaged = |what: String| record(layout, next.revision, what);
        let wrong = |known: &&Known| known.number == next.revision && known.link != next.link;
        if let Some(known) = facts.known.iter().find(wrong) {
            return Err(damaged(format!("it is not the one that {}", known.said)));
        }
        each(*next, body).map_err(damaged)?;
        if next.revision == 1 {
            evening = next.link;
        }
        fingerprint = layout
            .fingerprint
            .and_then(|tells| tells(body))
            .or(fingerprint);
        head = *next;
    }
    Ok(Walked {
        head,
        table: table.kept,
        mirrors: mirrors.into_iter().map(|mirror| mirror.kept).collect(),
        from,
        evening,
        fingerprint,
    })
}

fn record(layout: Layout, number: u64, what: String) -> Damage {
    Damage::Record {
        noun: layout.table,
        number,
        what,
    }
}

fn step(
    table: &mut TableWalk<'_>,
    mirrors: &mut [MirrorWalk<'_>],
    head: Head,
    layout: Layout,
) -> Result<Step, Damage> {
    let mut step = Step {
        pieces: Vec::with_capacity(mirrors.len() + 1),
        truth: None,
        giver: 0,
    };
    step.take(table.piece(head, layout));
    for mirror in mirrors {
        let piece = mirror.piece(head, step.truth.as_ref());
        if matches!(piece, Piece::Fork) {
            if mirror.source.home {
                return Err(Damage::Forked {
                    noun: layout.table,
                    number: head.revision + 1,
                    mirror: mirror.source.name(),
                });
            }
            mirror.kept.foreign = true;
        }
        step.take(piece);
    }
    Ok(step)
}

impl Step {
    fn take(&mut self, piece: Piece) {
        let piece = match piece {
            Piece::Holds(body, next) => {
                self.giver = self.pieces.len();
                self.truth = Some((body, next));
                Piece::Same
            }
            other => other,
        };
        self.pieces.push(piece);
    }
}

/// A copy of this evening that went on by itself: nothing can be taken of it, and what it has must
/// not be put aside unseen.
fn parted(head: Head, mirrors: &[MirrorWalk<'_>], layout: Layout) -> Result<(), Damage> {
    let mut copies = mirrors.iter();
    let found = copies.find_map(|mirror| Some((mirror, mirror.kept.parted?)));
    found.map_or(Ok(()), |(mirror, (after, last))| {
        Err(Damage::Parted {
            noun: layout.table,
            after,
            ours: head.revision - after,
            theirs: last - after,
            mirror: mirror.source.name(),
        })
    })
}

/// The copy elsewhere that goes on where the database ends whole and nothing beside it shows more:
/// either the folder is the older one, or the copy is not wanted, and only a person knows which.
fn ahead<'m, 'a>(
    step: &Step,
    head: Head,
    table: &TableWalk<'_>,
    mirrors: &'m mut [MirrorWalk<'a>],
    facts: &Facts<'_>,
) -> Option<&'m mut MirrorWalk<'a>> {
    let (first, others) = step.pieces.split_first()?;
    let well = matches!(first, Piece::Ends) && facts.connection.is_some();
    let mut pairs = others.iter().zip(&*mirrors);
    // A mirror that is missing says no more than one that ends alike. One that breaks off earlier
    // shows that something was lost here.
    let agrees = pairs.any(|(piece, mirror)| {
        let kept = &mirror.kept;
        let alike = matches!(piece, Piece::Ends) && kept.held == head.revision;
        let missing = kept.held == 0 && !kept.torn;
        mirror.source.home && kept.hurt.is_none() && (alike || missing)
    });
    // What another file knows to be there is only put back.
    let known = facts.known.iter().any(|known| known.number > head.revision);
    let asked = well && table.hurt_at.is_none() && agrees && !known && !facts.from_mirror;
    let giver = mirrors.get_mut(step.giver.checked_sub(1)?)?;
    (asked && !giver.source.home).then_some(giver)
}

impl MirrorWalk<'_> {
    fn goes_beyond(&mut self, ours: Head, next: Head, layout: Layout) -> Damage {
        Damage::Ahead {
            noun: layout.table,
            ours: ours.revision,
            theirs: self.look_on(next).revision,
            mirror: self.source.name(),
        }
    }

    /// Why a record of it that nothing proves is not taken.
    fn unproven(&mut self, next: Head, layout: Layout) -> Damage {
        let mirror = self.source.name();
        if self.kept.plain {
            return Damage::Unsealed {
                noun: layout.table,
                number: next.revision,
                mirror,
                home: self.source.home,
            };
        }
        self.look_on(next);
        match (self.kept.is_of_other_keys(), layout.fingerprint) {
            (true, Some(_)) => Damage::OtherKeys { file: mirror },
            (true, None) => Damage::OtherEvening { file: mirror },
            (false, _) => record(
                layout,
                next.revision,
                format!("in {mirror} its seal does not fit"),
            ),
        }
    }
}

/// Whether the chain really ends after `head`, where no file holds another record.
fn ends(
    pieces: &[Piece],
    head: Head,
    table: &TableWalk<'_>,
    mirrors: &mut [MirrorWalk<'_>],
    facts: &Facts<'_>,
    layout: Layout,
) -> Result<(), Damage> {
    let number = head.revision + 1;
    let refuse = |what: String| Err(record(layout, number, what));
    // Nobody holds the record, so there is one piece for the table and one for each mirror.
    let (first, others) = pieces.split_first().unwrap_or((&Piece::Silent, &[]));
    let pairs = || others.iter().zip(&*mirrors);
    let is_complete = |(piece, mirror): &(&Piece, &MirrorWalk<'_>)| {
        let all = mirror.kept.hurt.is_none() && mirror.kept.held == head.revision;
        all && matches!(piece, Piece::Ends)
    };
    let home_ends =
        pairs().any(|(piece, mirror)| mirror.source.home && matches!(piece, Piece::Ends));
    let agreed = matches!(first, Piece::Ends) && home_ends;
    let certain = matches!(first, Piece::Ends) && facts.connection.is_some();
    let complete = pairs().any(|pair| is_complete(&pair));
    let home_complete = pairs().any(|pair| pair.1.source.home && is_complete(&pair));
    if let Piece::Broken(what) = first {
        // What looks like one more record in a table that was damaged before is more of the damage,
        // if a mirror has everything.
        let hurt_before = table.doubt.is_some() || table.hurt_at.is_some_and(|at| at < number);
        if !(complete && hurt_before) {
            return refuse(what.clone());
        }
    }
    let broken = pairs().find_map(|(piece, mirror)| match piece {
        Piece::Broken(what) if mirror.source.home || !agreed => {
            Some(format!("in {} {what}", mirror.source.name()))
        }
        _ => None,
    });
    if let Some(what) = broken {
        return refuse(what);
    }
    // Nothing that a copy elsewhere cannot prove stops a folder that is whole without it.
    let whole = certain || home_complete && head.revision > 0;
    let unproven = others
        .iter()
        .zip(&mut *mirrors)
        .find_map(|pair| match pair {
            (Piece::Unproven(next), mirror) if mirror.source.home || !whole => Some((next, mirror)),
            _ => None,
        });
    if let Some((next, mirror)) = unproven {
        return Err(mirror.unproven(*next, layout));
    }
    if let Some(known) = facts.known.iter().find(|k| k.number > head.revision) {
        let Known { number, said, .. } = known;
        return refuse(format!("it is missing: {said} {} {number}", layout.table));
    }
    if let Some(said) = facts.begun
        && head.revision == 0
        && !(agreed && facts.connection.is_some())
    {
        return refuse(format!("it is missing, and {said}"));
    }
    match &table.doubt {
        // The mirrors give all of it; without them, nothing is known of a file that cannot be read.
        Some(doubt) if !complete || head.revision == 0 => Err(doubt.clone()),
        _ => Ok(()),
    }
}
