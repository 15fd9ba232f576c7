//! The guide's reference says what the reader accepts: every table and kind, every key with its
//! type, its limits and whether it is required, and nothing else. The reader's own complaints are
//! what it is held against.

use crate::{Files, report};
use palmares::guide::Topic;
use palmares::show::file::{Diagnostic, kinds, read};
use palmares::show::theme::HOUSE;
use std::collections::{BTreeMap, BTreeSet};

/// What the examples bring along.
pub const MEDIA: Files = Files(&["media/logo.svg", "media/hall.jpg", "media/gala.css"]);

/// Where a table of this header stands with one key in it; the tables around it come first.
const TABLES: [(&str, &str); 16] = [
    ("The tables of the file", ""),
    ("`[show]`", "[show]\n"),
    ("`[show.wifi]`", "[show.wifi]\n"),
    ("`[show.hall]`", "[show.hall]\n"),
    ("`[[entry]]`", "[[entry]]\n"),
    ("`[[award]]`", "[[award]]\n"),
    ("`[[ballot]]`", "[[ballot]]\n"),
    ("`[jury]`", "[jury]\n"),
    ("`[jury.round]`", "[jury.round]\n"),
    ("`[[jury.criterion]]`", "[[jury.criterion]]\n"),
    ("`[[jury.juror]]`", "[[jury.juror]]\n"),
    ("`[[person]]`", "[[person]]\n"),
    ("`[[partner]]`", "[[partner]]\n"),
    ("`[[message]]`", "[[message]]\n"),
    ("`[theme]`", "[theme]\n"),
    ("`[[cue]]`", "[[cue]]\n"),
];

/// What the guide says of a key.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    kind: String,
    required: bool,
    default: Option<String>,
}

fn reference() -> &'static str {
    Topic::named("show-file").expect("the topic").text
}

/// The keys in each section of the reference, by its heading.
fn documented() -> BTreeMap<String, BTreeMap<String, Key>> {
    let mut sections: BTreeMap<String, BTreeMap<String, Key>> = BTreeMap::new();
    let mut heading = String::new();
    // A key and what its line goes on with.
    let joined = reference().replace("\n  ", " ");
    for line in joined.lines() {
        if let Some(title) = line
            .strip_prefix("## ")
            .or_else(|| line.strip_prefix("### "))
        {
            heading = title.to_owned();
            sections.entry(heading.clone()).or_default();
        }
        let Some((key, rest)) = line
            .strip_prefix("- `")
            .and_then(|rest| rest.split_once("` ("))
        else {
            continue;
        };
        let (said, _) = rest.split_once("):").unwrap_or_else(|| panic!("{line}"));
        let mut parts = said.split("; ");
        let mut told = Key {
            kind: parts.next().unwrap_or_default().to_owned(),
            required: false,
            default: None,
        };
        for part in parts {
            match part.strip_prefix("default `") {
                Some(default) => told.default = Some(default.trim_end_matches('`').to_owned()),
                None => told.required |= part == "required",
            }
        }
        let twice = sections
            .entry(heading.clone())
            .or_default()
            .insert(key.to_owned(), told);
        assert_eq!(twice, None, "{heading}: {key} is told twice");
    }
    sections
}

/// Each table and each kind of cue as the reference heads it, with the text that begins it in a
/// file.
fn headed() -> Vec<(String, String)> {
    let tables = TABLES.map(|(heading, start)| (heading.to_owned(), start.to_owned()));
    let kinds = kinds().map(|kind| (format!("`{kind}`"), format!("[[cue]]\nkind = \"{kind}\"\n")));
    tables.into_iter().chain(kinds).collect()
}

pub fn complaints(source: &str) -> Vec<Diagnostic> {
    match read("show.toml", source, &MEDIA) {
        Ok((_, found)) | Err(found) => found,
    }
}

/// The names in backticks.
fn names(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Every key that the reader takes in a table: it lists them for one that nobody knows.
fn taken(start: &str) -> BTreeSet<String> {
    let unknown = "quite-unheard-of";
    let start = if start == "[[cue]]\n" {
        "[[cue]]\nkind = \"results\"\n"
    } else {
        start
    };
    let found = complaints(&format!("{start}{unknown} = 1\n"));
    let said = found.iter().find(|d| d.message.contains(unknown));
    let mend = &said
        .unwrap_or_else(|| panic!("{start}: {}", report(&found)))
        .mend;
    let (_, all) = mend
        .rsplit_once(" takes ")
        .unwrap_or_else(|| panic!("{mend}"));
    names(all).into_iter().collect()
}

/// What the reader answers where this key holds this value.
fn answer(start: &str, key: &str, value: &str) -> String {
    let source = format!("{start}{key} = {value}\n");
    let line = source.lines().count();
    let found = complaints(&source);
    let own = found
        .iter()
        .filter(|d| d.line == line && d.excerpt.contains(&format!("{key} = ")));
    own.map(|d| format!("{}. {}.\n", d.message, d.mend))
        .collect()
}

/// The type of a key in the guide's words, found out by what the reader says to wrong values.
fn kind(start: &str, key: &str) -> String {
    let time = answer(start, key, "1979-05-27T07:32:00Z");
    if time.is_empty() {
        return "moment".to_owned();
    }
    let said = |part: &str| time.contains(part);
    let takes = |value: &str| !answer(start, key, value).contains("must be");
    if said("an id in quotes") {
        return if takes("[\"a\"]") {
            "id or list of ids"
        } else {
            "id"
        }
        .to_owned();
    }
    if said("one text for each language") {
        let lines = answer(start, key, "\"a\\nb\"");
        return if lines.contains("line break") {
            "text"
        } else {
            "text of several lines"
        }
        .to_owned();
    }
    if said("a text in quotes") {
        let word = answer(start, key, "\"nothing\"");
        return match word {
            word if word.contains("is not a colour") => "colour",
            word if word.contains("there is no file") => "file",
            _ => "plain text",
        }
        .to_owned();
    }
    if said("a whole number") {
        let (_, limits) = time
            .split_once("without quotes, ")
            .unwrap_or_else(|| panic!("{time}"));
        let limits = limits.split(':').next().unwrap_or_default();
        let limits = limits.replace("between ", "").replace(" and ", " to ");
        return format!("whole number, {limits}");
    }
    if said("a word in quotes") {
        let all = time.split("write one of ").nth(1).unwrap_or_default();
        let all: Vec<String> = names(all).iter().map(|name| format!("`{name}`")).collect();
        return match all.split_last() {
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => String::new(),
        };
    }
    let known = [
        ("a number,", "number above zero"),
        ("two numbers,", "two numbers from 0 to 1, across and down"),
        ("true or false,", "true or false"),
        ("not a day of the calendar", "date"),
        ("a list of language tags", "list of language tags"),
        ("a list of tables", "list of tables"),
        ("one table", "table"),
        ("a table,", "table by step"),
        ("a list of texts", "list of texts"),
        ("a table of shares", "table of shares"),
    ];
    let found = known.iter().find(|(part, _)| said(part));
    found
        .unwrap_or_else(|| panic!("{start}{key}: {time}"))
        .1
        .to_owned()
}

/// Whether the reader misses this key in an otherwise empty table.
fn is_missed(start: &str, key: &str) -> bool {
    let lack = format!(" has no `{key}`");
    let found = complaints(start);
    found
        .iter()
        .any(|d| d.message.ends_with(&lack) || d.message == format!("the file has no [{key}]"))
}

#[test]
fn every_table_and_every_kind_of_cue_has_its_section_and_the_reverse() {
    let told: BTreeSet<String> = documented()
        .into_keys()
        .filter(|heading| heading.starts_with('`'))
        .collect();
    let known: BTreeSet<String> = headed().into_iter().map(|(heading, _)| heading).collect();
    let known: BTreeSet<String> = known
        .into_iter()
        .filter(|heading| heading.starts_with('`'))
        .collect();
    assert_eq!(told, known);
    let named = &documented()["`[[cue]]`"]["kind"].kind;
    assert_eq!(names(named), kinds().collect::<Vec<_>>());
}

#[test]
fn every_key_that_the_reader_takes_stands_in_the_reference_and_the_reverse() {
    let all = documented();
    let common: BTreeSet<String> = all["`[[cue]]`"].keys().cloned().collect();
    for (heading, start) in headed() {
        let mut told: BTreeSet<String> = all[&heading].keys().cloned().collect();
        let mut known = taken(&start);
        if start.contains("kind = ") {
            assert!(common.is_subset(&known), "{heading}");
            told.extend(common.iter().cloned());
        }
        if start == "[[cue]]\n" {
            known.remove("id");
        }
        assert_eq!(told, known, "{heading}");
    }
}

#[test]
fn the_reference_tells_of_each_key_its_type_its_limits_and_whether_it_is_required() {
    let mut seen = 0;
    for (heading, start) in headed() {
        for (key, told) in &documented()[&heading] {
            // Without its kind a cue has no other keys.
            let within = match (heading.as_str(), key.as_str()) {
                ("`[[cue]]`", "seconds" | "script" | "skip") => "[[cue]]\nkind = \"results\"\n",
                _ => &start,
            };
            assert_eq!(told.kind, kind(within, key), "{heading} {key}");
            assert_eq!(told.required, is_missed(within, key), "{heading} {key}");
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
}

/// A show in which every key that may be left out is left out.
const BARE: &str = r#"
[show]
id = "bare"
title = "Bare"
languages = ["en"]
[[entry]]
id = "one"
title = "One"
team = "A"
[[award]]
id = "prize"
name = "Prize"
decided_by = "audience"
[[ballot]]
id = "vote"
award = "prize"
seconds = 90
[jury]
[jury.round]
keep = 1
[[jury.criterion]]
id = "story"
name = "Story"
[[jury.juror]]
id = "a"
name = "A"
[[jury.juror]]
id = "b"
name = "B"
[[jury.juror]]
id = "c"
name = "C"
"#;

#[test]
fn the_reference_tells_what_holds_where_a_key_is_left_out() {
    let cues = ["finalists", "jury", "results"].map(|kind| format!("[[cue]]\nkind = \"{kind}\"\n"));
    let (show, _) = read("show.toml", &(BARE.to_owned() + &cues.concat()), &MEDIA).expect("a show");
    let json = serde_json::to_value(&show).expect("JSON");
    let at = |path: &str| {
        let value = json.pointer(path).unwrap_or_else(|| panic!("{path}"));
        value.to_string().trim_matches('"').to_owned()
    };
    // What a journal leaves out where it has its default.
    let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let house = |colour: palmares::show::theme::Colour| colour.to_string();
    let expected = [
        ("`[show]`", "calm", at("/calm")),
        ("`[show]`", "sound", at("/sound")),
        ("`[show]`", "peek", at("/peek")),
        ("`[[entry]]`", "finalist", at("/entries/0/finalist")),
        ("`[[award]]`", "ties", at("/awards/0/ties")),
        ("`[[award]]`", "release", at("/awards/0/release")),
        ("`[[ballot]]`", "choices", at("/ballots/0/choices")),
        ("`[[ballot]]`", "results", at("/ballots/0/results")),
        ("`[[ballot]]`", "identity", at("/ballots/0/identity")),
        ("`[[ballot]]`", "reach", word(&show.ballots[0].reach)),
        (
            "`[[ballot]]`",
            "net_delay",
            show.ballots[0].net_delay.to_string(),
        ),
        (
            "`[[award]]`",
            "citation_cue",
            show.awards[0].citation_cue.to_string(),
        ),
        (
            "`[[award]]`",
            "mention_cue",
            show.awards[0].mention_cue.to_string(),
        ),
        ("`[[award]]`", "most", show.awards[0].most.to_string()),
        ("`[jury]`", "scale", at("/jury/scale")),
        ("`[jury]`", "rule", show.jury.rule.as_str().to_owned()),
        ("`[jury]`", "minimum", show.jury.minimum.to_string()),
        ("`[jury]`", "seal", word(&show.jury.seal)),
        ("`[jury]`", "shuffle", show.jury.shuffle.to_string()),
        ("`[jury]`", "sheets", word(&show.jury.sheets)),
        ("`[jury.round]`", "per_entry", at("/jury/round/per_entry")),
        ("`[jury.round]`", "mode", at("/jury/round/mode")),
        (
            "`[[jury.criterion]]`",
            "weight",
            at("/jury/criteria/0/weight").replace(".0", ""),
        ),
        ("`[theme]`", "ink", house(HOUSE.ink)),
        ("`[theme]`", "ivory", house(HOUSE.ivory)),
        ("`[theme]`", "gold", house(HOUSE.gold)),
        ("`[theme]`", "grey", house(HOUSE.grey)),
        ("`[theme]`", "red", house(HOUSE.red)),
        ("`finalists`", "id", at("/lines/0/id")),
        ("`jury`", "id", at("/lines/1/id")),
        ("`results`", "id", at("/lines/2/id")),
    ];
    let mut told = Vec::new();
    for (heading, keys) in documented() {
        for (key, said) in keys {
            told.extend(said.default.map(|default| (heading.clone(), key, default)));
        }
    }
    let mut expected: Vec<_> = expected
        .map(|(heading, key, value)| (heading.to_owned(), key.to_owned(), value))
        .into();
    expected.sort();
    told.sort();
    assert_eq!(told, expected);
}
