//! Where a poster, clip, portrait or logo may lie: below `media/`, and nowhere else, because
//! `media/` is what the server serves.

use super::reader::Inputs;
use super::values::Value;
use super::words::{did_you_mean, quoted};
use super::{Media, Resolved};
use crate::show::fault::Purpose;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

/// The path that a value holds; as written where the file is not there, so that nothing else
/// complains of it.
pub(super) fn read(value: &Value<'_>, purpose: Purpose, desk: Inputs<'_>) -> Option<String> {
    let written = value.string()?;
    if written.is_empty() {
        return None;
    }
    let found = match find(written, desk.media) {
        Ok(found) => found,
        Err((message, mend)) => {
            desk.log.error(value.at, message, mend);
            return Some(written.to_owned());
        }
    };
    if purpose == Purpose::Style {
        for flaw in desk.media.flaws(&found) {
            desk.log.elsewhere(flaw);
        }
    }
    if let Some(fault) = desk.media.judge(&found, purpose) {
        let (message, mend) = (fault.message(&found), fault.mend(purpose));
        desk.log.warning(value.at, message, mend);
    }
    Some(found)
}

/// The path below the show folder that a written path leads to, or what is wrong with it and how to
/// mend it.
fn find(written: &str, media: &dyn Media) -> Result<String, (String, String)> {
    if let Some(wrong) = outside_as_written(written) {
        let name = written.rsplit(['/', '\\']).next().unwrap_or_default();
        let mend =
            format!("copy the file into the show's `media` folder and write `\"media/{name}\"`");
        return Err((format!("{} {wrong}", quoted(written)), mend));
    }
    let path = tidy(written);
    let below_media = format!("media/{path}");
    let mut seen = Resolved::Missing;
    for candidate in [path.as_str(), &below_media] {
        match media.resolve(candidate) {
            Resolved::Found(found) if found.starts_with("media/") => return Ok(found),
            Resolved::Missing => {}
            elsewhere => seen = elsewhere,
        }
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    Err(match seen {
        Resolved::Missing => missing(&below(&path), &media.files()),
        Resolved::Outside => (
            format!("{} leads outside the show folder", quoted(written)),
            "put the file itself there instead of a link to it".to_owned(),
        ),
        Resolved::Found(found) => (
            format!("{} is not in the show's `media` folder", quoted(&found)),
            format!(
                "move the file to `media/{name}`: nothing else of the folder is shown to anyone"
            ),
        ),
    })
}

/// What is wrong with a path below `media/` that leads to no file, and how to mend it.
pub fn missing(path: &str, files: &[String]) -> (String, String) {
    let message = format!("there is no file {}", quoted(path));
    if let Some((file, why)) = same_name(path, files) {
        let mend = format!("{} is the same name {why}", quoted(file));
        return (message, mend);
    }
    let mend = did_you_mean(path, files.iter().map(String::as_str), || {
        format!(
            "put the file there, or remove this line: {} of the show folder",
            place(path)
        )
    });
    (message, mend)
}

/// A file whose name people read as this one, and what is different.
fn same_name<'f>(path: &str, files: &'f [String]) -> Option<(&'f str, &'static str)> {
    let lower = |name: &str| name.nfc().collect::<String>().to_lowercase();
    let wide = |name: &str| name.nfkc().collect::<String>().to_lowercase();
    let alike = |name: &str| skeleton(&wide(name)).collect::<String>();
    let decoded = |name: &str| percent_decode_str(name).decode_utf8_lossy().into_owned();
    let plain = |name: &str| name.chars().filter(char::is_ascii).collect::<String>();
    let found = |same: &dyn Fn(&str) -> bool| files.iter().find(|f| same(f)).map(String::as_str);
    if let Some(file) = found(&|file| lower(file) == lower(path)) {
        let why = "with other capital letters: write it exactly so";
        return Some((file, why));
    }
    if let Some(file) = found(&|file| wide(file) == wide(path)) {
        let why = "with full-width or joined characters: write it exactly so, or rename the file";
        return Some((file, why));
    }
    if let Some(file) = found(&|file| lower(&decoded(path)) == lower(file)) {
        return Some((file, "without `%` and digits: write it exactly so"));
    }
    if let Some(file) = found(&|file| alike(file) == alike(path)) {
        let why = "with letters that only look alike, of another script perhaps: rename the file";
        return Some((file, why));
    }
    let lost = |file: &str| file.contains('\u{FFFD}') && plain(file) == plain(path);
    let file = found(&|file| !path.is_ascii() && lost(file))?;
    Some((
        file,
        "in an encoding other than UTF-8: rename the file on this computer",
    ))
}

/// Why a path can be refused without looking: it names a place outside the folder, or one that
/// differs from system to system.
fn outside_as_written(path: &str) -> Option<&'static str> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.contains("://") {
        Some("is an address, and the show must run without the internet")
    } else if path.starts_with(['/', '\\', '~']) || drive {
        Some("is an absolute path, outside the show folder")
    } else if path.split(['/', '\\']).any(|part| part == "..") {
        Some("leads outside the show folder")
    } else if path.contains('\\') {
        Some("has a backslash in it, and paths are written with `/`")
    } else {
        None
    }
}

fn tidy(path: &str) -> String {
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    parts.join("/")
}

fn below(path: &str) -> String {
    if path.starts_with("media/") {
        path.to_owned()
    } else {
        format!("media/{path}")
    }
}

fn place(path: &str) -> String {
    let path = below(path);
    let folder = path.rsplit_once('/').map_or("media", |(folder, _)| folder);
    format!(
        "{} in the `{folder}` folder",
        quoted(&path[folder.len() + 1..])
    )
}
