//! What the program is made of: held from Cargo.lock and from what cargo says, in a moment and
//! without the network. `tests/supply` asks cargo-deny and cargo-audit as well.

use crate::house::read;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The one registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// One copy of each: two would double the code of every socket, or be a second TLS.
const ONCE: [&str; 4] = ["tungstenite", "tokio-tungstenite", "rustls", "axum"];

/// Not at all: TLS is rustls with ring.
const NEVER: [&str; 3] = ["openssl-sys", "native-tls", "aws-lc-sys"];

/// What is released; other systems differ in a handful of libraries.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Where `palmares licences` has its text from.
const NOTICES: &str = "src/cli/licences.txt";

fn locked() -> Vec<toml::Value> {
    let lock: toml::Value = toml::from_str(&read("Cargo.lock")).expect("Cargo.lock");
    lock["package"].as_array().expect("packages").clone()
}

fn name(package: &toml::Value) -> &str {
    package["name"].as_str().expect("a name")
}

#[test]
fn every_library_comes_from_the_one_registry_with_a_checksum() {
    for package in locked() {
        if name(&package) == "palmares" {
            continue;
        }
        let source = package.get("source").and_then(toml::Value::as_str);
        assert_eq!(source, Some(REGISTRY), "{}", name(&package));
        assert!(package.get("checksum").is_some(), "{}", name(&package));
    }
}

#[test]
fn there_is_one_copy_of_what_sockets_and_tls_are_made_of_and_no_second_tls() {
    let all = locked();
    let copies = |wanted: &str| all.iter().filter(|package| name(package) == wanted).count();
    for once in ONCE {
        assert_eq!(copies(once), 1, "{once}: see with cargo tree -i {once}");
    }
    for never in NEVER {
        assert_eq!(copies(never), 0, "{never}: see with cargo tree -i {never}");
    }
}

/// A library as cargo describes it.
struct Library {
    name: String,
    version: String,
    licence: String,
    repository: String,
    folder: PathBuf,
    /// Whether it is in the program itself, and not only in its tests.
    shipped: bool,
}

fn libraries() -> Vec<Library> {
    let said = cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        TARGET,
    ]);
    let metadata: Value = serde_json::from_str(&said).expect("JSON");
    let shipped = shipped();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    let others = packages
        .iter()
        .filter(|package| package["name"] != "palmares");
    let described = others.map(|package| Library {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
        repository: text(&package["repository"]),
        folder: PathBuf::from(text(&package["manifest_path"]))
            .parent()
            .expect("a folder")
            .to_owned(),
        shipped: shipped.contains(&format!(
            "{} v{}",
            text(&package["name"]),
            text(&package["version"])
        )),
    });
    described.collect()
}

/// Asks cargo something, without the network.
fn cargo(arguments: &[&str]) -> String {
    let said = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let problem = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "cargo {arguments:?}: {problem}");
    String::from_utf8(said.stdout).expect("text")
}

/// `name vVERSION` of all that is linked into the program itself: no tests, no macros.
fn shipped() -> BTreeSet<String> {
    let tree = [
        "tree",
        "--target",
        TARGET,
        "--edges",
        "normal,no-proc-macro",
    ];
    let tree = [
        &tree[..],
        &["--prefix", "none", "--no-dedupe", "--format", "{p}"],
    ]
    .concat();
    let first_two = |line: &str| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?))
    };
    cargo(&tree).lines().filter_map(first_two).collect()
}

/// Whether an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` can be kept with these
/// licences alone.
fn can_be_kept(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (kept, rest) = either(&words, allowed);
    kept && rest.is_empty()
}

fn either<'a>(words: &'a [&'a str], allowed: &[String]) -> (bool, &'a [&'a str]) {
    let (mut kept, mut rest) = both(words, allowed);
    while let Some(("OR", more)) = rest.split_first().map(|(word, more)| (*word, more)) {
        let (other, after) = both(more, allowed);
        (kept, rest) = (kept || other, after);
    }
    (kept, rest)
}

fn both<'a>(words: &'a [&'a str], allowed: &[String]) -> (bool, &'a [&'a str]) {
    let (mut kept, mut rest) = one(words, allowed);
    while let Some(("AND", more)) = rest.split_first().map(|(word, more)| (*word, more)) {
        let (other, after) = one(more, allowed);
        (kept, rest) = (kept && other, after);
    }
    (kept, rest)
}

fn one<'a>(words: &'a [&'a str], allowed: &[String]) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inner @ ..] => {
            let (kept, rest) = either(inner, allowed);
            (kept, rest.strip_prefix(&[")"]).unwrap_or(rest))
        }
        [licence, "WITH", exception, rest @ ..] => (
            allowed.contains(&format!("{licence} WITH {exception}")),
            rest,
        ),
        [licence, rest @ ..] => (allowed.iter().any(|one| one == licence), rest),
        [] => (false, words),
    }
}

#[test]
fn every_licence_is_one_that_we_can_keep() {
    let deny: toml::Value = toml::from_str(&read("deny.toml")).expect("deny.toml");
    let allowed = deny["licenses"]["allow"].as_array().expect("a list");
    let allowed: Vec<String> = allowed
        .iter()
        .filter_map(|one| one.as_str().map(str::to_owned))
        .collect();
    let exceptions = deny["licenses"]["exceptions"].as_array().expect("a list");
    for library in libraries() {
        let own = exceptions
            .iter()
            .filter(|one| one["crate"].as_str() == Some(&library.name))
            .flat_map(|one| one["allow"].as_array().expect("a list"));
        let own = own.filter_map(|licence| licence.as_str().map(str::to_owned));
        let allowed: Vec<String> = allowed.iter().cloned().chain(own).collect();
        let kept = can_be_kept(&library.licence, &allowed);
        assert!(
            kept,
            "{} {} is under {:?}",
            library.name, library.version, library.licence
        );
    }
}

#[test]
fn an_expression_is_read_as_it_is_meant() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned()];
    for kept in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(GPL-3.0 OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception OR MIT",
    ] {
        assert!(can_be_kept(kept, &allowed), "{kept}");
    }
    for not in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR GPL-3.0) AND GPL-3.0",
        "MIT WITH GPL-exception",
    ] {
        assert!(!can_be_kept(not, &allowed), "{not}");
    }
}

/// The notices in a library's package. Where its user may choose, the short licence.
fn notices(library: &Library) -> Vec<String> {
    let known = [
        "LICENSE",
        "LICENCE",
        "COPYING",
        "COPYRIGHT",
        "UNLICENSE",
        "NOTICE",
    ];
    let mut files: Vec<PathBuf> = fs::read_dir(&library.folder)
        .expect("a package")
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.is_file() && known.iter().any(|word| file_name(path).starts_with(word)))
        .collect();
    files.sort();
    let short = |path: &PathBuf| file_name(path).contains("MIT");
    let may_choose = library.licence.contains("OR") || library.licence.contains('/');
    if may_choose && !library.licence.contains("AND") && files.iter().any(short) {
        files.retain(|path| {
            short(path)
                || file_name(path).starts_with("NOTICE")
                || file_name(path).starts_with("COPYRIGHT")
        });
    }
    let text =
        |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).expect("a notice")).into_owned();
    files
        .iter()
        .map(text)
        .map(|text| tidy(&text))
        .filter(|text| !text.is_empty())
        .collect()
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_uppercase()
}

/// The same text, however it was saved.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_end)
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// All notices, each text once, beneath the libraries that it is for.
fn all_notices() -> String {
    let mut by_text: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for library in libraries().iter().filter(|library| library.shipped) {
        let line = format!(
            "{} {} ({}) {}",
            library.name, library.version, library.licence, library.repository
        );
        by_text
            .entry(notices(library))
            .or_default()
            .push(line.trim_end().to_owned());
    }
    let mut groups: Vec<(Vec<String>, Vec<String>)> = by_text
        .into_iter()
        .map(|(texts, names)| (names, texts))
        .collect();
    groups.sort();
    let mut out = String::new();
    for (names, texts) in groups {
        out.push_str(&format!("{}\n{}\n\n", "=".repeat(80), names.join("\n")));
        let none = vec!["Its package holds no notice of its own: the licence named above applies as its authors publish it.".to_owned()];
        let texts = if texts.is_empty() { none } else { texts };
        out.push_str(&format!(
            "{}\n\n",
            texts.join(&format!("\n\n{}\n\n", "-".repeat(80)))
        ));
    }
    out
}

#[test]
fn the_notices_in_the_program_are_those_of_the_libraries_in_it() {
    let wanted = all_notices();
    if std::env::var_os("PALMARES_WRITE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(NOTICES);
        fs::write(path, &wanted).expect("written");
    }
    let same = read(NOTICES) == wanted;
    assert!(
        same,
        "{NOTICES} is of other libraries: PALMARES_WRITE=1 cargo test --test tidy notices"
    );
}
