//! `palmares guide [TOPIC]`

use super::{Failure, print};
use crate::guide::{HANDOUTS, Handout, TOPICS, Topic, list};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Takes the name of a topic or of a file; for another word clap names the nearest.
pub(super) fn topic() -> impl TypedValueParser<Value = String> {
    let known = |name, title| PossibleValue::new(name).help(title);
    let topics = TOPICS.iter().map(|topic| known(topic.name, topic.title));
    let files = HANDOUTS.iter().map(|file| known(file.name, file.title));
    PossibleValuesParser::new(topics.chain(files))
}

/// Prints a topic, or a file as it is; without a name, the list.
pub fn run(topic: Option<&str>) -> Result<(), Failure> {
    if let Some(file) = topic.and_then(Handout::named) {
        return print(file.text);
    }
    match topic.and_then(Topic::named) {
        Some(topic) => print(&topic.plain()),
        None => print(&format!(
            "palmares guide TOPIC prints one of these:\n\n{}",
            list()
        )),
    }
}
