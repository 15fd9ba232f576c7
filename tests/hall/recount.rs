//! A count of its own, from the records in the export, by the rule as the guide tells it.

use crate::support::server::Server;
use palmares::ballotbox::record::{Mark, Record};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// A ballot, counted again.
pub struct Recount {
    /// What counts, by receipt.
    pub votes: BTreeMap<String, Vec<String>>,
    /// How many voters chose each.
    pub tally: BTreeMap<String, u64>,
    /// What the export says of the tally.
    pub claimed: BTreeMap<String, u64>,
}

impl Recount {
    /// Reads the records of one ballot up to its close mark.
    pub fn of(export: &Value, ballot: &str) -> Recount {
        let mut all = export["ballots"].as_array().expect("ballots").iter();
        let claim = all.find(|claim| claim["ballot"] == ballot);
        let claim = claim.expect("the ballot is in the export");
        let position = claim["position"].as_u64().expect("it is closed") as usize;
        let bodies = export["box"].as_array().expect("a box");
        let mut votes = BTreeMap::new();
        let mut changes = HashSet::new();
        for (index, body) in bodies.iter().enumerate() {
            for line in body.as_str().expect("text").lines() {
                let record = Record::read(line).unwrap_or_else(|| panic!("no record: {line}"));
                match record {
                    Record::Vote {
                        ballot: of,
                        voter,
                        change,
                        choices,
                    } if of == ballot => {
                        assert!(index < position, "stored after the close: {line}");
                        let new = changes.insert((voter, change, choices.clone()));
                        assert!(new, "the same change is stored twice: {line}");
                        votes.insert(voter.receipt(), choices);
                    }
                    Record::Mark(Mark::Close { ballot: of, .. }) if of == ballot => {
                        assert_eq!(index + 1, position, "the close mark is somewhere else");
                    }
                    _ => {}
                }
            }
        }
        let mut tally = BTreeMap::new();
        for choice in votes.values().flatten() {
            *tally.entry(choice.clone()).or_default() += 1;
        }
        Recount {
            votes,
            tally,
            claimed: claimed(claim),
        }
    }

    /// Fails unless the export's tally is this one.
    pub fn agrees(&self) {
        let told: BTreeMap<_, _> = self
            .claimed
            .iter()
            .filter(|(_, votes)| **votes > 0)
            .collect();
        let counted: BTreeMap<_, _> = self.tally.iter().collect();
        assert_eq!(told, counted);
    }

    /// Who has the most votes.
    pub fn leaders(&self) -> Vec<&str> {
        let most = self.tally.values().max();
        let first = self.tally.iter().filter(|(_, votes)| Some(*votes) == most);
        first.map(|(entry, _)| entry.as_str()).collect()
    }

    /// The results that everyone can read name those who lead, and nobody else.
    pub fn is_the_result(&self, server: &Server) {
        let results = server.get("/api/results").json();
        let mut awards = results.as_array().expect("awards").iter();
        let award = awards.find(|award| award["award"] == "peoples-choice");
        let winners = award.expect("the hall's award")["winners"].clone();
        let winners = winners.as_array().expect("winners").iter();
        let winners: HashSet<&str> = winners.filter_map(|winner| winner["id"].as_str()).collect();
        assert!(
            self.leaders()
                .into_iter()
                .all(|leader| winners.contains(leader))
        );
        assert_eq!(winners.len(), self.leaders().len());
    }
}

fn claimed(claim: &Value) -> BTreeMap<String, u64> {
    let lines = claim["tally"].as_array().expect("a tally").iter();
    let line = |line: &Value| {
        let entry = line["entry"].as_str().expect("an entry").to_owned();
        (entry, line["votes"].as_u64().expect("a number"))
    };
    lines.map(line).collect()
}
