//! The bytes of a show file, and what may be there in its stead.

use std::fs;
use std::path::Path;

/// What is in the way of a folder's `show.toml`, or what was meant by it; none where nothing is
/// there that could be it.
pub(super) fn absent(folder: &Path) -> Option<String> {
    let shown = folder.display();
    if folder.is_file() {
        return Some(format!(
            "{shown} is a file, and a show is a folder: name the folder, and call the file in it \
                show.toml."
        ));
    }
    let is_folder = folder.join("show.toml").is_dir();
    let mut items: Vec<_> = fs::read_dir(folder).ok()?.flatten().collect();
    items.sort_by_key(fs::DirEntry::file_name);
    let inner = items
        .iter()
        .find(|item| item.path().join("show.toml").is_file());
    if let Some(inner) = inner {
        let inner = inner.path();
        return Some(format!(
            "There is no show in {shown}, but one in the folder within it. Name that one: {}",
            inner.display()
        ));
    }
    if is_folder {
        return Some(format!(
            "{shown}/show.toml is a folder, and must be a text file. Make one with: palmares new \
                FOLDER"
        ));
    }
    let files = items.iter().filter(|item| item.path().is_file());
    let names = files.filter_map(|item| item.file_name().into_string().ok());
    let near = names
        .filter_map(|name| Some((closeness(&name)?, name)))
        .min()?
        .1;
    let hint = match near.eq_ignore_ascii_case("show.toml") {
        true => "call it show.toml, in small letters",
        false => {
            "call it show.toml (Windows and macOS may hide the end of a name: let them show it)"
        }
    };
    Some(format!(
        "There is no show.toml in {shown}, but `{near}`. If that is the show, {hint}."
    ))
}

/// How near a name is to `show.toml`: the lower the nearer; none where it is another file's.
fn closeness(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let stem = name.trim().trim_end_matches('.');
    match stem {
        "show.toml" => Some(0),
        "show.toml.txt" | "show.toml.toml" => Some(1),
        "show" | "show.txt" | "show.tml" | "show.tom" | "show.toml.rtf" | "show.rtf" => Some(2),
        _ if stem.starts_with("show") && stem.contains("toml") => Some(3),
        _ if stem.ends_with(".toml") || stem.ends_with(".toml.txt") => Some(4),
        _ => None,
    }
}

/// The text of a show file, or what it was saved as, with the place.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let wrong = |what: &str, mend: &str| Err(format!("show.toml:1:1: error: {what}. {mend}"));
    if begins(b"\xFF\xFE") || begins(b"\xFE\xFF") || bytes.iter().take(64).any(|b| *b == 0) {
        let mend = "Save it as UTF-8 in your editor (Notepad: Save as, Encoding: UTF-8).";
        return wrong(
            "this is text in UTF-16 (or no text at all), and must be UTF-8",
            mend,
        );
    }
    if begins(b"{\\rtf") {
        let mend = "Save it as plain text (TextEdit: Format, Make Plain Text).";
        return wrong("this is a document in Rich Text Format", mend);
    }
    if begins(b"PK\x03\x04") || begins(b"\xD0\xCF\x11\xE0") || begins(b"%PDF") {
        let mend = "Copy its text into a plain text file.";
        return wrong(
            "this is a document of a word processor, or an archive",
            mend,
        );
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        format!(
            "show.toml:{line}:{column}: error: show.toml is not UTF-8 text. Save it as UTF-8 in \
                your editor."
        )
    })
}
