//! A mirror's side of a walk.

use super::{Facts, Piece};
use crate::ledger::chain::mirror::seal::MirrorSeal;
use crate::ledger::chain::mirror::text::{self, Ahead, FirstLine, Lines, Mirrored, SealContext};
use crate::ledger::chain::source::{Findings, Source};
use crate::ledger::chain::{Head, Layout};

pub(super) struct MirrorWalk<'a> {
    pub(super) source: &'a Source,
    pub(super) kept: Findings,
    layout: Layout,
    seal: &'a MirrorSeal,
    evening: [u8; 32],
    /// What stands in it is taken without a fitting seal, too: somebody has said so.
    takes_plain: bool,
    takes_others: bool,
    lines: Option<Lines<'a>>,
    next: Option<(Mirrored<'a>, usize)>,
    /// Bytes that were records and are not any more.
    rubble: usize,
}

impl<'a> MirrorWalk<'a> {
    pub(super) fn of(
        source: &'a Source,
        facts: &Facts<'a>,
        seal: &'a MirrorSeal,
        layout: Layout,
    ) -> Self {
        let mut kept = Findings::default();
        let bytes = source.bytes.as_deref();
        let lines = bytes.map(|bytes| Lines::of(bytes, layout.table));
        if let Some((_, title)) = &lines {
            match (title, bytes.map_or(0, <[u8]>::len)) {
                (FirstLine::Damaged, 0) => {}
                (FirstLine::Damaged, _) => kept.hurt = Some("its first line".to_owned()),
                (title, _) => {
                    kept.good = text::title(layout.table).len() as u64;
                    kept.plain = *title == FirstLine::Plain;
                }
            }
        }
        let wanted = source.home && facts.from_mirror;
        MirrorWalk {
            source,
            kept,
            layout,
            seal,
            evening: seal.evening(),
            takes_plain: wanted || source.home && facts.begins,
            takes_others: wanted && seal.takes_others() || source.home && facts.begins,
            lines: lines.map(|(lines, _)| lines),
            next: None,
            rubble: 0,
        }
    }

    /// What proves a record with this link here. The journal's first record is what names the
    /// evening.
    fn proof(&self, number: u64, link: &[u8; 32]) -> SealContext<'a> {
        let names = self.layout.fingerprint.is_some() && number == 1;
        SealContext {
            seal: self.seal,
            noun: self.layout.table,
            evening: if names { *link } else { self.evening },
        }
    }

    pub(super) fn piece(&mut self, head: Head, truth: Option<&(String, Head)>) -> Piece {
        let number = head.revision + 1;
        let known = truth.map_or(self.evening, |(_, next)| next.link);
        let proof = self.proof(number, &known);
        let Some(lines) = self.lines.as_mut().filter(|_| !self.kept.foreign) else {
            return Piece::Silent;
        };
        if self.rubble > 0 {
            return Piece::Broken("it is damaged".to_owned());
        }
        loop {
            let next = match self.next.take() {
                Some((line, end)) => Ahead::Record(line, end),
                None => lines.next(number, &proof),
            };
            let (line, end) = match next {
                Ahead::End => return Piece::Ends,
                Ahead::Rubble(bytes) => {
                    self.rubble = bytes;
                    let torn = lines.is_at_end();
                    return self.broken(number, torn);
                }
                Ahead::Record(line, end) => (line, end),
            };
            if line.number < number {
                self.kept.hurt(number, "another one stands twice");
                continue;
            }
            if line.number > number {
                self.next = Some((line, end));
                self.kept.hurt(number, "it is missing");
                return Piece::Broken("it is missing".to_owned());
            }
            if truth.is_some_and(|(body, next)| line.body == body && line.link == next.link) {
                self.kept.weigh(&line, &proof);
                self.kept.hold(number, end);
                return Piece::Same;
            }
            let next = head.next(self.layout.context, line.body);
            if next.link == line.link {
                if truth.is_some() {
                    let ours = line.is_sealed(&proof) && !self.source.home;
                    self.kept.parted = ours.then(|| (head.revision, self.look_on(next).revision));
                    return Piece::Fork;
                }
                return self.offer(next, &line, end);
            }
            let mut torn = false;
            if !line.is_whole(&proof) {
                self.rubble = lines.damaged(line, &proof);
                torn = lines.is_at_end();
            }
            return self.broken(number, torn);
        }
    }

    /// A record that fits, and that nobody has named so far.
    fn offer(&mut self, next: Head, line: &Mirrored<'a>, end: usize) -> Piece {
        let proof = self.proof(line.number, &line.link);
        let sealed = self.kept.weigh(line, &proof);
        let taken = match line.is_plain() {
            true => self.takes_plain,
            false => sealed || self.takes_others,
        };
        if !taken {
            self.kept.unproven.get_or_insert(line.number);
            return Piece::Unproven(next);
        }
        self.kept.hold(line.number, end);
        Piece::Holds(line.body.to_owned(), next)
    }

    /// Goes on alone, as far as the links fit, and weighs the seals. Tells where it ends.
    pub(super) fn look_on(&mut self, mut head: Head) -> Head {
        if self.layout.fingerprint.is_some() && head.revision == 1 {
            self.evening = head.link;
        }
        let proof = self.proof(0, &head.link);
        while let Some(lines) = self.lines.as_mut() {
            let Ahead::Record(line, _) = lines.next(head.revision + 1, &proof) else {
                break;
            };
            let next = head.next(self.layout.context, line.body);
            if (line.number, line.link) != (next.revision, next.link) {
                break;
            }
            self.kept.weigh(&line, &proof);
            head = next;
        }
        head
    }

    fn broken(&mut self, number: u64, torn: bool) -> Piece {
        match torn && self.kept.hurt.is_none() {
            true => self.kept.torn = true,
            false => self.kept.hurt(number, "it is damaged"),
        }
        Piece::Broken("it is damaged".to_owned())
    }

    /// The record is known, from wherever: so much of the rubble was this one.
    pub(super) fn accept(&mut self, next: Head, body: &str) {
        let length = text::length(next.revision, body, self.kept.plain);
        self.rubble = self.rubble.saturating_sub(length);
        if self.layout.fingerprint.is_some() && next.revision == 1 {
            self.evening = next.link;
        }
    }
}
