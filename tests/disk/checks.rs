//! What has to be true once the disk is well again, and after a restart.

use crate::hall::Told;
use crate::support::server::Server;
use palmares::ballotbox::record::Record;
use serde_json::Value;
use std::collections::BTreeMap;

/// An event that a press was answered with, as the journal writes it, without the times.
pub type Pressed = Value;

/// The whole evening.
pub fn export(server: &Server) -> Value {
    let answer = server.get_as("producer", "/api/export?format=json");
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// Every vote that was answered "counted" is in the box, once.
pub fn votes_are_there_once(export: &Value, told: &Told) {
    let mut kept: BTreeMap<(String, u32), Vec<Vec<String>>> = BTreeMap::new();
    let batches = export["box"].as_array().expect("a box");
    for line in batches
        .iter()
        .flat_map(|batch| batch.as_str().expect("text").lines())
    {
        if let Some(Record::Vote {
            voter,
            change,
            choices,
            ..
        }) = Record::read(line)
        {
            kept.entry((voter.receipt(), change))
                .or_default()
                .push(choices);
        }
    }
    for ((receipt, change), all) in &kept {
        assert_eq!(
            all.len(),
            1,
            "{receipt} {change} stands {} times",
            all.len()
        );
    }
    for vote in &told.counted {
        let found = kept.get(&(vote.receipt.clone(), vote.change));
        assert_eq!(
            found,
            Some(&vec![vec![vote.choice.clone()]]),
            "{vote:?} was answered \"counted\""
        );
    }
}

/// Every press that was answered is in the journal, in its order, and nothing is there that nobody
/// pressed.
pub fn presses_are_there_in_order(export: &Value, pressed: &[Pressed], doubtful: usize) {
    let events = export["events"].as_array().expect("events");
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["revision"], index as u64 + 1);
    }
    let by_mc: Vec<&Value> = events.iter().filter(|event| event["by"] == "mc").collect();
    let mut rest = by_mc.iter();
    for press in pressed {
        let found = rest.any(|event| same(&event["event"], press));
        assert!(
            found,
            "{press} was answered, and is not in its place: {by_mc:#?}"
        );
    }
    let extra = by_mc.len() - pressed.len();
    assert!(extra <= doubtful, "{extra} presses too many: {by_mc:#?}");
}

fn same(event: &Value, press: &Value) -> bool {
    let press = press.as_object().expect("an event");
    press.iter().all(|(name, value)| event[name] == *value)
}

/// What a restart must not change. Looks at the export are events themselves, so the revision is
/// left out.
pub fn standing(server: &Server) -> Value {
    let mut show = server.show();
    for changing in ["epoch", "revision"] {
        show.as_object_mut().expect("an object").remove(changing);
    }
    show
}
