//! `palmares guide [TOPIC]`

use super::{Failure, print};
use crate::guide::{TOPICS, Topic, list};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Takes the name of a topic; for another word clap names the nearest.
pub(super) fn topic() -> impl TypedValueParser<Value = String> {
    let known = |topic: &Topic| PossibleValue::new(topic.name).help(topic.title);
    PossibleValuesParser::new(TOPICS.iter().map(known))
}

/// Prints a topic; without one, the list.
pub fn run(topic: Option<&str>) -> Result<(), Failure> {
    match topic.and_then(Topic::named) {
        Some(topic) => print(&topic.plain()),
        None => print(&format!(
            "palmares guide TOPIC prints one of these:\n\n{}",
            list()
        )),
    }
}
