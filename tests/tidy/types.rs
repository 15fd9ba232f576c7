//! A type's name means one thing.

use crate::house::files;
use std::collections::BTreeMap;

/// Names that several types share, and why. No more than [`SHARED_MAX`].
const SHARED: [(&str, &str); 4] = [
    (
        "Page",
        "what a browser loads: the template of each role's page, seen by that file alone",
    ),
    (
        "Region",
        "the template of one part of the producer's page, seen by that file alone",
    ),
    (
        "Shared",
        "what a handle and its threads have in common, seen by that file alone",
    ),
    (
        "Health",
        "the flags of a ledger, and the answer of /healthz, whose schema scripts know",
    ),
];

/// More exceptions would be no rule.
const SHARED_MAX: usize = 20;

/// Every type that the server's code defines, with the files that do.
fn types() -> BTreeMap<String, Vec<String>> {
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files("src", &[".rs"]) {
        for (_, line) in file.code() {
            if let Some(name) = defined(line) {
                types
                    .entry(name.to_owned())
                    .or_default()
                    .push(file.path.clone());
            }
        }
    }
    types
}

/// The type that a line begins to define, if it does. Types that belong to a trait are named by it.
fn defined(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let mut word = words.next()?;
    if word == "pub" || word.starts_with("pub(") {
        word = words.find(|word| !word.ends_with(')'))?;
    }
    let is_alias = word == "type" && !line.starts_with(' ');
    let is_type = is_alias || matches!(word, "struct" | "enum" | "trait" | "union");
    let name = words.next().filter(|_| is_type)?;
    let end = name
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(name.len());
    Some(&name[..end])
}

#[test]
fn no_two_types_have_one_name() {
    assert!(SHARED.len() <= SHARED_MAX);
    let known = |name: &str| SHARED.iter().any(|(shared, _)| *shared == name);
    let twice = types()
        .into_iter()
        .filter(|(name, at)| at.len() > 1 && !known(name));
    let told: Vec<String> = twice
        .map(|(name, at)| format!("{name}: {}", at.join(", ")))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_name_that_may_be_shared_is() {
    let types = types();
    for (name, why) in SHARED {
        let at = types.get(name).map_or(0, Vec::len);
        assert!(at > 1, "{name} ({why}) is the name of {at} types");
    }
}
