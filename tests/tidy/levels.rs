//! Each level imports only lower ones.

use crate::house::{files, read};
use std::collections::{BTreeMap, BTreeSet};

/// The levels of `src/lib.rs`.
const LEVELS: [&[&str]; 7] = [
    &["show", "words"],
    &[
        "view",
        "ledger",
        "journal",
        "ballotbox",
        "scorebox",
        "net",
        "clock",
        "keys",
        "secret",
        "voter",
        "media",
        "metrics",
        "folder",
        "tls",
        "fonts",
        "guide",
    ],
    &["presence", "hall", "phones", "fanout", "import"],
    &["evening", "director"],
    &["control", "editor"],
    &["http", "integration", "demo"],
    &["cli"],
];

/// The only imports within a level, none of them a circle.
const NEIGHBOURS: [(&str, &str); 33] = [
    ("words", "show"),
    ("keys", "ledger"),
    ("ledger", "metrics"),
    ("ledger", "tls"),
    ("journal", "ledger"),
    ("ballotbox", "ledger"),
    ("scorebox", "ledger"),
    ("net", "ledger"),
    ("net", "ballotbox"),
    ("net", "keys"),
    ("net", "voter"),
    ("net", "view"),
    ("scorebox", "secret"),
    ("folder", "keys"),
    ("folder", "ledger"),
    ("folder", "journal"),
    ("folder", "ballotbox"),
    ("folder", "scorebox"),
    ("folder", "net"),
    ("folder", "view"),
    ("voter", "keys"),
    ("secret", "keys"),
    ("folder", "media"),
    ("media", "fonts"),
    ("media", "view"),
    ("view", "fonts"),
    ("view", "ballotbox"),
    ("view", "scorebox"),
    ("fanout", "presence"),
    ("fanout", "hall"),
    ("fanout", "phones"),
    ("director", "evening"),
    ("editor", "control"),
];

fn level(module: &str) -> usize {
    let found = LEVELS.iter().position(|level| level.contains(&module));
    found.unwrap_or_else(|| panic!("{module} has no level: give it one here and in src/lib.rs"))
}

/// The first part of a path below `src`.
fn module(path: &str) -> String {
    let below = path.strip_prefix("src/").expect("below src");
    let first = below.split('/').next().unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

fn names(text: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match text.strip_prefix('{') {
        // `crate::{a, b::c, d::{e, f}}`: the names at the first depth.
        Some(group) => {
            let mut depth = 0;
            let mut starts = vec![0];
            for (at, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => starts.push(at + 1),
                    _ => {}
                }
            }
            let name = |at: &usize| {
                let rest = group[*at..].trim_start();
                rest.split(|c| !is_name(c)).next().unwrap_or_default()
            };
            starts.iter().map(name).collect()
        }
        None => vec![text.split(|c| !is_name(c)).next().unwrap_or_default()],
    }
}

/// The modules that a file names: through `crate::`, and through as many `super::` as lead to the
/// root.
fn imports(path: &str, text: &str) -> BTreeSet<String> {
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect();
    let code = code.join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        found.extend(names(&code[at + 7..]).into_iter().map(str::to_owned));
    }
    let depth = path.matches('/').count() - usize::from(path.ends_with("/mod.rs"));
    let up = "super::".repeat(depth);
    for (at, _) in code.match_indices(&up) {
        let known = |name: &&str| LEVELS.iter().any(|level| level.contains(name));
        let before = code[..at].ends_with("super::");
        let named = names(&code[at + up.len()..]).into_iter().filter(known);
        found.extend(named.filter(|_| !before).map(str::to_owned));
    }
    found
}

#[test]
fn each_level_imports_only_lower_ones() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        if file.path == "src/lib.rs" || file.path == "src/main.rs" {
            continue;
        }
        let own = module(&file.path);
        // The tests of the views read the built-in show with the parser that they cannot import
        // otherwise.
        if file.is_for_tests() {
            continue;
        }
        for other in imports(&file.path, &file.text) {
            let neighbour = NEIGHBOURS.contains(&(own.as_str(), other.as_str()));
            if other != own && level(&other) >= level(&own) && !neighbour {
                wrong.push(format!("{} imports {other}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_program_itself_imports_only_the_command_line() {
    let main = read("src/main.rs");
    let uses: Vec<&str> = main.matches("palmares::").collect();
    assert_eq!(uses.len(), main.matches("palmares::cli::").count());
}

#[test]
fn the_map_in_lib_rs_is_the_one_that_is_held() {
    let map = read("src/lib.rs");
    let mut drawn: BTreeMap<String, usize> = BTreeMap::new();
    for row in map.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let Some((number, modules)) = row.split_once(" | ") else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        for name in modules.split("[`").skip(1) {
            let name = name.split('`').next().unwrap_or_default();
            drawn.insert(name.to_owned(), number);
        }
    }
    let declared = map.lines().filter_map(|line| line.strip_prefix("pub mod "));
    for module in declared.map(|line| line.trim_end_matches(';')) {
        assert_eq!(
            drawn.get(module),
            Some(&level(module)),
            "{module} in the map of lib.rs"
        );
    }
}

#[test]
fn the_rules_are_pure_they_import_nothing_but_themselves_and_read_no_world() {
    for file in files("src/show", &[".rs"]) {
        for (line, code) in file.code() {
            let world = [
                "std::fs",
                "std::net",
                "std::env",
                "std::process",
                "std::thread",
                "tokio",
                "getrandom",
                "rusqlite",
                "std::io",
                "std::time",
                "Mutex",
                "static mut",
            ];
            for word in world {
                assert!(!code.contains(word), "{}:{line}: {code}", file.path);
            }
        }
    }
}

/// What serves guests: they are files, or what stands below a folder.
const FOYER: [&str; 24] = [
    "src/hall.rs",
    "src/phones.rs",
    "src/phones/",
    "src/http/api/vote.rs",
    "src/http/audience.rs",
    "src/http/audience/",
    "src/http/body.rs",
    "src/http/error.rs",
    "src/http/foyer.rs",
    "src/http/front.rs",
    "src/http/jar.rs",
    "src/http/lease.rs",
    "src/http/meant.rs",
    "src/http/media.rs",
    "src/http/origin.rs",
    "src/http/page.rs",
    "src/http/path.rs",
    "src/http/patience.rs",
    "src/http/results.rs",
    "src/http/theme.rs",
    "src/http/voter.rs",
    "src/http/voter/",
    "src/http/wire.rs",
    "src/voter.rs",
];

fn is_below(path: &str, list: &[&str]) -> bool {
    let under = |part: &&str| path == *part || part.ends_with('/') && path.starts_with(*part);
    list.iter().any(under)
}

#[test]
fn the_audiences_half_knows_neither_the_shows_state_nor_the_director() {
    let all = files("src", &[".rs"]);
    for part in FOYER {
        let is_there = all.iter().any(|file| is_below(&file.path, &[part]));
        assert!(is_there, "{part} is gone: name what took its place");
    }
    for file in all {
        if !is_below(&file.path, &FOYER) || file.is_for_tests() {
            continue;
        }
        for (line, code) in file.code() {
            let words = [
                "show::state",
                "director",
                "fanout",
                "snapshot",
                "Folder",
                "Ring",
            ];
            let found = words.iter().find(|word| code.contains(**word));
            assert_eq!(found, None, "{}:{line}: {code}", file.path);
        }
        // The foyer alone names the house that it is a part of.
        let apart = file.path == "src/http/foyer.rs" || !file.text.contains("App>");
        assert!(apart, "{} reaches for the whole house", file.path);
    }
}

#[test]
fn pages_of_the_audiences_are_made_from_what_it_may_know() {
    let from_the_state = [
        "src/view/audience/bulletin.rs",
        "src/view/audience/current.rs",
        "src/view/results/announcement.rs",
    ];
    let pages = [
        "src/view/audience.rs",
        "src/view/audience/",
        "src/view/results.rs",
    ];
    for file in files("src/view", &[".rs"]) {
        let page = is_below(&file.path, &pages) && !from_the_state.contains(&file.path.as_str());
        if !page || file.is_for_tests() {
            continue;
        }
        for (line, code) in file.code() {
            assert!(
                !code.contains("show::state"),
                "{}:{line}: {code}",
                file.path
            );
        }
    }
}

#[test]
fn a_scan_finds_what_it_looks_for() {
    let text = "use crate::{view::{self, Live}, show::event::At};\nfn f() { crate::keys::x(); super::super::http::y() }";
    let found = imports("src/ledger/memory.rs", text);
    let expected = ["http", "keys", "show", "view"];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    assert!(imports("src/a/b.rs", "// crate::cli is not used").is_empty());
    assert!(imports("src/a/b.rs", "use super::sibling;").is_empty());
}
