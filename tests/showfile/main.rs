//! What `show.toml` may say, and how it is told what is wrong with it.

mod begin;
mod cues;
mod diagnostics;
mod edits;
mod examples;
mod fields;
mod folder;
mod import;
mod jury;
mod looks;
mod order;
mod parts;
mod reference;
mod robust;
mod rules;
mod said;
mod saved;
mod speech;
mod texts;
mod twins;
mod undone;
mod unseen;
mod values;
mod wifi;
mod workbook;

use palmares::show::file::{Diagnostic, Media, Resolved, Severity, read};
use palmares::show::programme::Show;

/// A show folder that holds these files and no disk.
pub struct Files(pub &'static [&'static str]);

impl Media for Files {
    fn resolve(&self, path: &str) -> Resolved {
        match path {
            "media/link.jpg" => Resolved::Outside,
            path if self.0.contains(&path) => Resolved::Found(path.to_owned()),
            _ => Resolved::Missing,
        }
    }

    fn files(&self) -> Vec<String> {
        self.0.iter().map(|file| (*file).to_owned()).collect()
    }
}

pub const FILES: Files = Files(&[
    "media/mirror.jpg",
    "media/mirror.mp4",
    "media/deep/a.jpg",
    "votes.db",
]);

/// Lines 1 to 4 of every show below.
pub const HEAD: &str = r#"[show]
id = "aigc-2026"
title = { zh = "頒獎禮", en = "Awards" }
languages = ["zh-Hant-HK", "en"]
"#;

/// Lines 5 to 14: the finalists `mirror` (with a clip) and `echo`, and `early`, which is not in the
/// final.
pub const ENTRIES: &str = r#"[[entry]]
id = "mirror"
title = "鏡"
team = "A"
clip = "mirror.mp4"
[[entry]]
id = "echo"
title = "Echo"
team = "B"
[[entry]]
id = "early"
title = "Early"
team = "C"
finalist = false
"#;

/// An award that the hall decides; without a ballot it is an error.
pub const AUDIENCE: &str = r#"[[award]]
id = "popular"
name = "Audience Award"
decided_by = "audience"
"#;

/// Reads `HEAD` and what follows it.
pub fn head_and(rest: &str) -> Result<(Show, Vec<Diagnostic>), Vec<Diagnostic>> {
    read("show.toml", &format!("{HEAD}{rest}"), &FILES)
}

/// The show that loads; panics with the whole report where it does not.
pub fn loads(source: &str) -> Show {
    match read("show.toml", source, &FILES) {
        Ok((show, _)) => show,
        Err(found) => panic!("{}", report(&found)),
    }
}

pub fn report(found: &[Diagnostic]) -> String {
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    found.join("\n\n")
}

/// Asserts that `source` has exactly one error, that it marks this text on this line, and what its
/// message and mend say.
pub fn one_error(source: &str, line: usize, marked: &str, message: &str, mend: &str) {
    let Err(found) = read("show.toml", source, &FILES) else {
        panic!("loads, though line {line} is wrong: {message}");
    };
    assert_eq!(found.len(), 1, "{}", report(&found));
    is_at(source, &found[0], line, marked);
    says(&found[0], message, mend);
    assert_eq!(found[0].severity, Severity::Error);
}

/// Asserts that a diagnostic marks this text on this line.
pub fn is_at(source: &str, found: &Diagnostic, line: usize, marked: &str) {
    let text: Vec<char> = source
        .lines()
        .nth(found.line - 1)
        .unwrap_or("")
        .chars()
        .collect();
    let from = (found.column - 1).min(text.len());
    let to = (from + found.length).min(text.len());
    let meant: String = text[from..to].iter().collect();
    assert_eq!((found.line, meant.as_str()), (line, marked), "{found}");
    let position = format!("show.toml:{}:{}: ", found.line, found.column);
    assert!(found.to_string().starts_with(&position), "{found}");
}

pub fn says(found: &Diagnostic, message: &str, mend: &str) {
    assert!(found.message.contains(message), "{found}");
    assert!(found.mend.contains(mend), "{found}");
}

/// `one_error` for what follows `HEAD`; lines count from the whole file's beginning.
pub fn one_error_after_head(rest: &str, line: usize, marked: &str, message: &str, mend: &str) {
    one_error(&format!("{HEAD}{rest}"), line, marked, message, mend);
}

/// `one_error` for what follows `HEAD` and `ENTRIES`; lines count from 1 after those.
pub fn one_error_after_entries(rest: &str, line: usize, marked: &str, message: &str, mend: &str) {
    let before = HEAD.lines().count() + ENTRIES.lines().count();
    let source = format!("{HEAD}{ENTRIES}{rest}");
    one_error(&source, before + line, marked, message, mend);
}
