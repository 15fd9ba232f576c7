//! The order that a rule gives, and what breaks its ties.

use super::{Exact, Matrix};
use crate::show::programme::{Award, DecidedBy, JuryTie, Rule, Show};
use std::collections::BTreeSet;

/// The entries of an award from the first to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// Several in one group are tied for good: that is for the chair.
    pub groups: Vec<Vec<String>>,
    /// What a tie-breaker of the file settled.
    pub broken: Vec<Broken>,
    /// Each entry that has a figure, in the order of the matrix.
    pub figures: Vec<(String, Exact)>,
    /// Entries with fewer sheets than the jury asks for.
    pub unranked: Vec<String>,
    /// How many places at the top are those of higher prizes: of a second prize it is one.
    pub before: usize,
}

/// Entries with one figure that something else told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub by: JuryTie,
    pub entries: Vec<String>,
}

impl Ranking {
    /// Those on the first `most` places of this award: more, where a tie goes across a line.
    pub fn leading(&self, most: usize) -> Vec<&str> {
        let groups = self.placed(most).filter(|(_, shared)| *shared > 0);
        let leading = groups.flat_map(|(group, _)| group.iter().map(String::as_str));
        leading.collect()
    }

    /// Whether these winners are what the ranking says, in any order: those on the places of this
    /// award, with any way out of a tie, or all of a tie for the last place. A ranking of nothing
    /// says nothing against anybody.
    pub fn agrees(&self, winners: &[String], most: u32) -> bool {
        if self.groups.is_empty() {
            return true;
        }
        let winners: BTreeSet<&str> = winners.iter().map(String::as_str).collect();
        let (named, most) = (winners.len(), most as usize);
        let among = |group: &[String]| {
            let members = group
                .iter()
                .filter(|entry| winners.contains(entry.as_str()));
            members.count()
        };
        let as_placed = self
            .placed(named)
            .all(|(group, places)| among(group) == places);
        let known: usize = self.groups.iter().map(|group| among(group)).sum();
        // Behind the last place stands nobody but those who are tied for it.
        let last = self.placed(most).zip(self.placed(named));
        let tied = last
            .into_iter()
            .all(|((_, meant), (_, shared))| meant > 0 || shared == 0);
        named > 0 && as_placed && known == named && (named <= most || tied)
    }

    /// Each group with how many of the first `most` places of this award it holds.
    fn placed(&self, most: usize) -> impl Iterator<Item = (&[String], usize)> {
        let (first, end) = (self.before, self.before + most);
        let mut from = 0;
        self.groups.iter().map(move |group| {
            let to = from + group.len();
            let shared = to.min(end).saturating_sub(from.max(first));
            from = to;
            (group.as_slice(), shared)
        })
    }
}

/// The jury's order for an award: by the announced rule, on its one criterion where it has one.
/// For a blended award it is the jury's part.
pub fn ranking(show: &Show, award: &Award, matrix: &Matrix) -> Ranking {
    ranking_by(show.jury.rule, show, award, matrix)
}

/// The same by any rule.
pub fn ranking_by(rule: Rule, show: &Show, award: &Award, matrix: &Matrix) -> Ranking {
    let jury = &show.jury;
    let alone = award.criterion.as_deref().map(|id| matrix.on(id));
    let judged = alone.as_ref().unwrap_or(matrix);
    let figures = rule.figures(judged);
    let mut ranking = Ranking {
        before: places_before(show, award),
        ..Ranking::default()
    };
    let mut standing = Vec::new();
    for (entry, figure) in figures.iter().enumerate() {
        let id = judged.entries()[entry].clone();
        if judged.column(entry).count() < jury.minimum.max(1) as usize {
            ranking.unranked.push(id);
        } else {
            standing.push(entry);
        }
        ranking
            .figures
            .extend(figure.clone().map(|f| (matrix.entries()[entry].clone(), f)));
    }
    let ties = TieBreak {
        rule,
        whole: matrix,
        judged,
    };
    let ids = |group: &[usize]| group.iter().map(|e| matrix.entries()[*e].clone()).collect();
    for group in split(&standing, |entry| figures[entry].clone()) {
        let groups = ties.break_up(group, &jury.ties, &mut |by, tied| {
            let (by, entries) = (by.clone(), ids(tied));
            ranking.broken.push(Broken { by, entries });
        });
        ranking.groups.extend(groups.iter().map(|group| ids(group)));
    }
    ranking
}

/// The places of the prizes above this one that the jury gives from the same order.
fn places_before(show: &Show, award: &Award) -> usize {
    let Some(rank) = award.rank.filter(|_| award.decided_by == DecidedBy::Jury) else {
        return 0;
    };
    let of_one_order = show
        .awards
        .iter()
        .filter(|other| other.decided_by == award.decided_by && other.criterion == award.criterion);
    let above = of_one_order.filter(|other| other.rank.is_some_and(|other| other < rank));
    above.map(|other| other.most as usize).sum()
}

/// The jury's awards whose winners another rule would change, by id: the order among several
/// winners of one award makes no difference.
pub fn differing(show: &Show, matrix: &Matrix) -> Vec<String> {
    let judged = |award: &&Award| matches!(award.decided_by, DecidedBy::Jury | DecidedBy::Blend);
    let leading = |rule, award: &Award| -> BTreeSet<String> {
        let ranking = ranking_by(rule, show, award, matrix);
        let leading = ranking.leading(award.most as usize);
        leading.into_iter().map(str::to_owned).collect()
    };
    let differs = |award: &&Award| {
        let announced = leading(show.jury.rule, award);
        Rule::ALL
            .iter()
            .any(|rule| leading(*rule, award) != announced)
    };
    let awards = show.awards.iter().filter(judged).filter(differs);
    awards.map(|award| award.id.clone()).collect()
}

/// What breaks a tie needs.
struct TieBreak<'a> {
    rule: Rule,
    /// On all criteria.
    whole: &'a Matrix,
    /// On those of the award.
    judged: &'a Matrix,
}

impl TieBreak<'_> {
    /// The group in the order that these tie-breakers give; `told` hears of each that settles
    /// something.
    fn break_up(
        &self,
        group: Vec<usize>,
        ties: &[JuryTie],
        told: &mut dyn FnMut(&JuryTie, &[usize]),
    ) -> Vec<Vec<usize>> {
        let Some((tie, rest)) = ties.split_first().filter(|_| group.len() > 1) else {
            return vec![group];
        };
        let parts = match tie {
            JuryTie::Criterion(id) => {
                let figures = self.rule.figures(&self.whole.on(id));
                split(&group, |entry| figures[entry].clone())
            }
            JuryTie::HeadToHead => split(&group, |entry| self.wins(entry, &group)),
            JuryTie::Chair => return vec![group],
        };
        if parts.len() > 1 {
            told(tie, &group);
        }
        let broken = parts
            .into_iter()
            .map(|part| self.break_up(part, rest, told));
        broken.flatten().collect()
    }

    /// Twice the others of the group that this one beats, and once those that it is level with.
    fn wins(&self, entry: usize, group: &[usize]) -> usize {
        let others = group.iter().filter(|other| **other != entry);
        others.map(|other| self.against(entry, *other)).sum()
    }

    /// 2 where more jurors who scored both placed the first higher, 1 where as many, else 0.
    fn against(&self, entry: usize, other: usize) -> usize {
        let (mut above, mut below) = (0, 0);
        for sheet in self.judged.sheets() {
            if let (Some(one), Some(two)) = (&sheet[entry], &sheet[other]) {
                above += usize::from(one > two);
                below += usize::from(one < two);
            }
        }
        match above.cmp(&below) {
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 0,
        }
    }
}

/// The group in parts that are equal in this, the highest first; within a part as before.
pub(super) fn split<T: Ord>(group: &[usize], figure: impl Fn(usize) -> T) -> Vec<Vec<usize>> {
    let mut sorted: Vec<(T, usize)> = group.iter().map(|entry| (figure(*entry), *entry)).collect();
    sorted.sort_by(|(one, _), (other, _)| other.cmp(one));
    let parts = sorted.chunk_by(|(one, _), (other, _)| one == other);
    parts
        .map(|part| part.iter().map(|(_, entry)| *entry).collect())
        .collect()
}
