//! What the public is told of an award: what was revealed, seen by the hall, right, and released.

use crate::show::programme::{Award, DecidedBy, Release};
use crate::show::state::State;
use crate::show::text::Text;
use serde::{Deserialize, Serialize};

/// An award of which the public sees something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Its id in the file.
    pub award: String,
    pub name: Text,
    /// Whether it is a main prize.
    pub main: bool,
    /// Whether the hall decided it.
    pub by_audience: bool,
    /// Who won, empty if nobody did; none while what was announced is being put right.
    pub winners: Option<Vec<Laureate>>,
    /// Whether the result first announced was wrong, and another is public now.
    pub corrected: bool,
    /// Why it was given.
    pub citation: Option<Text>,
    /// Who got a special mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mention: Vec<Laureate>,
}

/// A work that has won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laureate {
    /// Its id in the file.
    pub id: String,
    /// Bare.
    pub title: Text,
    pub team: Text,
}

/// The awards of which the public sees something, in the order of the file.
pub fn announced(state: &State) -> Vec<Announcement> {
    let awards = state.show.awards.iter();
    awards
        .filter_map(|award| announcement(state, award))
        .collect()
}

fn announcement(state: &State, award: &Award) -> Option<Announcement> {
    let winners = state.public_winners(&award.id);
    if winners.is_none() && !is_being_put_right(state, award) {
        return None;
    }
    let corrected = winners.is_some() && state.award(&award.id).correction.is_some();
    let told = winners.and(state.award(&award.id).revealed);
    let laureates = |ids: &[String]| {
        let entries = ids.iter().filter_map(|id| state.show.entry(id));
        let laureate = entries.map(|entry| Laureate {
            id: entry.id.clone(),
            title: entry.title.clone(),
            team: entry.team.clone(),
        });
        laureate.collect()
    };
    Some(Announcement {
        award: award.id.clone(),
        name: award.name.clone(),
        main: award.rank.is_some(),
        by_audience: award.decided_by == DecidedBy::Audience,
        winners: winners.map(laureates),
        corrected,
        citation: winners.and(state.citation(&award.id)).cloned(),
        mention: laureates(&told.map(|told| told.honours.mention).unwrap_or_default()),
    })
}

/// From the alarm until the hall has seen the award announced again.
fn is_being_put_right(state: &State, award: &Award) -> bool {
    let stands = state.award(&award.id);
    let released = award.release == Release::Live || stands.released;
    let mending = stands.wrong.is_some() || stands.correction.is_some();
    stands.revealed.is_some() && released && mending
}
