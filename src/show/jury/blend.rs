//! An award that jury and hall decide together: by points for places, because a jury's scores lie
//! close together and a share of votes would always outweigh them.

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
}

/// Each electorate places the entries, equal ones on one place. A place has its points, and what
/// nobody scored or chose has none. The shares weigh them: `Σ w·points / Σ w`.
pub fn blended(show: &Show, award: &Award, matrix: &Matrix, tally: &Tally) -> Blended {
    let by_jury = ranking(show, award, matrix);
    let votes = |entry: &str| {
        let mut counts = tally.0.iter();
        counts
            .find(|count| count.entry == entry)
            .map_or(0, |c| c.votes)
    };
    let entries = matrix.entries();
    let points: Vec<(u32, u32)> = entries
        .iter()
        .map(|entry| {
            let of_jury = place(&by_jury.groups, entry).map_or(0, points_of);
            let votes = votes(entry);
            let of_hall = if votes > 0 {
                points_of(tally.rank(votes))
            } else {
                0
            };
            (of_jury, of_hall)
        })
        .collect();
    let share = |who| {
        award
            .blend
            .get(&who)
            .map_or_else(|| number(0), |w| w.exact())
    };
    let (jurys, halls) = (share(Electorate::Jury), share(Electorate::Hall));
    let whole = &jurys + &halls;
    let figure = |entry: usize| -> Exact {
        let (of_jury, of_hall) = points[entry];
        let sum = &jurys * BigInt::from(of_jury) + &halls * BigInt::from(of_hall);
        // A blend has shares: the file is refused without them.
        if whole == number(0) {
            sum
        } else {
            sum / &whole
        }
    };
    let (standing, unranked): (Vec<usize>, Vec<usize>) =
        (0..entries.len()).partition(|entry| points[*entry] != (0, 0));
    let ids = |group: &[usize]| -> Vec<String> {
        group.iter().map(|entry| entries[*entry].clone()).collect()
    };
    let groups = split(&standing, |entry| (figure(entry), votes(&entries[entry])));
    let ranking = Ranking {
        groups: groups.iter().map(|group| ids(group)).collect(),
        figures: standing
            .iter()
            .map(|e| (entries[*e].clone(), figure(*e)))
            .collect(),
        unranked: ids(&unranked),
        ..Ranking::default()
    };
    let points = entries.iter().zip(points);
    Blended {
        ranking,
        jury: by_jury,
        points: points
            .map(|(entry, (j, h))| (entry.clone(), j, h))
            .collect(),
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
            let tally = state.ballots.get(&ballot.id)?.tally()?;
            Some(blended(show, award, matrix, tally).ranking)
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
