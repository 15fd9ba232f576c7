//! The order that a rule gives, and what breaks its ties.

use super::{Exact, Matrix};
use crate::show::programme::{Award, DecidedBy, Jury, JuryTie, Rule, Show};
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
}

/// Entries with one figure that something else told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub by: JuryTie,
    pub entries: Vec<String>,
}

impl Ranking {
    /// Those who are among the first `most`: more, where a tie goes across that line.
    pub fn leading(&self, most: usize) -> Vec<&str> {
        let mut leading = Vec::new();
        for group in &self.groups {
            if leading.len() >= most {
                break;
            }
            leading.extend(group.iter().map(String::as_str));
        }
        leading
    }

    /// Whether these winners are what the ranking says, in any order: the first of it, a tie broken
    /// by whoever named them, or all of a tie. A ranking of nothing says nothing against anybody.
    pub fn agrees(&self, winners: &[String], most: u32) -> bool {
        if self.groups.is_empty() {
            return true;
        }
        let winners: BTreeSet<&str> = winners.iter().map(String::as_str).collect();
        let leading = self.leading(winners.len());
        let inside = winners.iter().all(|winner| leading.contains(winner));
        let sure = self.groups.iter().scan(0, |before, group| {
            *before += group.len();
            (*before <= winners.len()).then_some(group)
        });
        let whole = sure.flatten().all(|entry| winners.contains(entry.as_str()));
        // More than the award is meant for only where a tie goes across that line.
        let (most, named) = (most as usize, winners.len());
        let fits = named <= most || self.leading(most).len() == named;
        !winners.is_empty() && inside && whole && fits
    }
}

/// The jury's order for an award: by the announced rule, on its one criterion where it has one.
/// For a blended award it is the jury's part.
pub fn ranking(jury: &Jury, award: &Award, matrix: &Matrix) -> Ranking {
    ranking_by(jury.rule, jury, award, matrix)
}

/// The same by any rule.
pub fn ranking_by(rule: Rule, jury: &Jury, award: &Award, matrix: &Matrix) -> Ranking {
    let alone = award.criterion.as_deref().map(|id| matrix.on(id));
    let judged = alone.as_ref().unwrap_or(matrix);
    let figures = rule.figures(judged);
    let mut ranking = Ranking::default();
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

/// The jury's awards whose winners another rule would change, by id: the order among several
/// winners of one award makes no difference.
pub fn differing(show: &Show, matrix: &Matrix) -> Vec<String> {
    let judged = |award: &&Award| matches!(award.decided_by, DecidedBy::Jury | DecidedBy::Blend);
    let leading = |rule, award: &Award| -> BTreeSet<String> {
        let ranking = ranking_by(rule, &show.jury, award, matrix);
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
