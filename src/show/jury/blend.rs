//! An award that jury and audience decide together: by points for places, because a jury's scores
//! lie close together and a share of votes would always outweigh them.

use super::figures::number;
use super::ranking::split;
use super::{Exact, Matrix, Ranking, ranking};
use crate::show::programme::{Award, DecidedBy, Electorate, Show};
use crate::show::state::State;
use crate::show::tally::Tally;
use num_bigint::BigInt;

/// Points for the first place, the second …; behind them there are none.
pub const POINTS: [u32; 10] = [12, 10, 8, 7, 6, 5, 4, 3, 2, 1];

/// What jury and hall decide together, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blended {
    /// By the points; of a tie the one with more votes is first. What is tied in both is for the
    /// chair.
    pub ranking: Ranking,
    /// The jury's part.
    pub jury: Ranking,
    /// Each entry with its points from the jury and from the hall, before the shares.
    pub points: Vec<(String, u32, u32)>,
    /// The points of those outside, for the same entries; none where they have no share of their
    /// own.
    pub outside: Vec<u32>,
}

/// Each electorate places the entries, equal ones on one place. A place has its points, and what
/// nobody scored or chose has none. The shares weigh them: `Σ w·points / Σ w`. All who voted are
/// one electorate: the hall's.
pub fn blended(show: &Show, award: &Award, matrix: &Matrix, tally: &Tally) -> Blended {
    blended_apart(show, award, matrix, tally, (tally, None))
}

/// The same, where those outside have a share of their own: each of the two places the entries by
/// its own part of the count. Where only the hall was counted, those outside weigh nothing.
pub fn blended_apart(
    show: &Show,
    award: &Award,
    matrix: &Matrix,
    tally: &Tally,
    (inside, outside): (&Tally, Option<&Tally>),
) -> Blended {
    let by_jury = ranking(show, award, matrix);
    let entries = matrix.entries();
    let of_jury = |entry: &String| place(&by_jury.groups, entry).map_or(0, points_of);
    let of = |crowd: &Tally| -> Vec<u32> { entries.iter().map(|e| chosen(crowd, e)).collect() };
    let share = |who| {
        let weight = award.blend.get(&who);
        weight.map_or_else(|| number(0), |weight| weight.exact())
    };
    let mut parts = vec![
        (
            share(Electorate::Jury),
            entries.iter().map(of_jury).collect(),
        ),
        (share(Electorate::Hall), of(inside)),
    ];
    parts.extend(outside.map(|outside| (share(Electorate::Net), of(outside))));
    let whole: Exact = parts.iter().map(|(share, _)| share).sum();
    let figure = |entry: usize| -> Exact {
        let points = |(share, points): &(Exact, Vec<u32>)| share * BigInt::from(points[entry]);
        let sum: Exact = parts.iter().map(points).sum();
        // A blend has shares: the file is refused without them.
        if whole == number(0) {
            sum
        } else {
            sum / &whole
        }
    };
    let (standing, unranked): (Vec<usize>, Vec<usize>) =
        (0..entries.len()).partition(|entry| parts.iter().any(|(_, points)| points[*entry] > 0));
    let ids = |group: &[usize]| -> Vec<String> {
        group.iter().map(|entry| entries[*entry].clone()).collect()
    };
    let groups = split(&standing, |entry| {
        (figure(entry), votes(tally, &entries[entry]))
    });
    let ranking = Ranking {
        groups: groups.iter().map(|group| ids(group)).collect(),
        figures: standing
            .iter()
            .map(|e| (entries[*e].clone(), figure(*e)))
            .collect(),
        unranked: ids(&unranked),
        ..Ranking::default()
    };
    let points = entries.iter().enumerate();
    let points = points.map(|(at, entry)| (entry.clone(), parts[0].1[at], parts[1].1[at]));
    Blended {
        ranking,
        points: points.collect(),
        outside: parts
            .get(2)
            .map_or_else(Vec::new, |(_, points)| points.clone()),
        jury: by_jury,
    }
}

fn votes(tally: &Tally, entry: &str) -> u64 {
    let mut counts = tally.0.iter();
    let found = counts.find(|count| count.entry == entry);
    found.map_or(0, |count| count.votes)
}

/// The points of an entry by its place in a count: what nobody chose has none.
fn chosen(tally: &Tally, entry: &str) -> u32 {
    match votes(tally, entry) {
        0 => 0,
        votes => points_of(tally.rank(votes)),
    }
}

/// What a decision of this award is held against: the jury's order or, once its ballot is counted,
/// that of the blend. None where the jury has no part in it, and before the count.
pub fn order(state: &State, award: &Award, matrix: &Matrix) -> Option<Ranking> {
    let show = &state.show;
    match award.decided_by {
        DecidedBy::Jury => Some(ranking(show, award, matrix)),
        DecidedBy::Blend => {
            let ballot = show.ballot_with(&award.id)?;
            let tally = state.result(&ballot.id)?;
            let standing = |tally: Tally| state.standing(&tally);
            let blended = match state.ballots.get(&ballot.id)?.apart() {
                Some((inside, outside)) if award.blend.contains_key(&Electorate::Net) => {
                    let (inside, outside) = (standing(inside), outside.map(standing));
                    blended_apart(show, award, matrix, &tally, (&inside, outside.as_ref()))
                }
                _ => blended(show, award, matrix, &tally),
            };
            Some(blended.ranking)
        }
        DecidedBy::Audience | DecidedBy::Organiser => None,
    }
}

/// The place of an entry, from 1: those in one group share it.
fn place(groups: &[Vec<String>], entry: &str) -> Option<usize> {
    let group = groups
        .iter()
        .position(|group| group.iter().any(|e| e == entry))?;
    Some(1 + groups[..group].iter().map(Vec::len).sum::<usize>())
}

fn points_of(place: usize) -> u32 {
    place
        .checked_sub(1)
        .and_then(|at| POINTS.get(at))
        .copied()
        .unwrap_or_default()
}
