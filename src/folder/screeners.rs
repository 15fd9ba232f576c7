//! `jury.toml`: where jurors alone may watch a work. It stands beside the show file, so that no
//! export, press kit or copy holds its passwords.

use super::Folder;
use crate::show::programme::Show;
use crate::view::jury::Screener;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JuryFile {
    #[serde(default)]
    screener: Vec<ScreenerRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScreenerRow {
    entry: Spanned<String>,
    url: Spanned<String>,
    password: Option<String>,
}

impl Folder {
    /// Links and passwords by entry; none without such a file.
    ///
    /// # Errors
    /// What is wrong with it, with the line. No password is in it.
    pub fn screeners(&self, show: &Show) -> Result<BTreeMap<String, Screener>, String> {
        match std::fs::read_to_string(self.path().join("jury.toml")) {
            Ok(text) => read(&text, show),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(format!("jury.toml cannot be read: {error}")),
        }
    }
}

fn read(text: &str, show: &Show) -> Result<BTreeMap<String, Screener>, String> {
    let wrong = |at: usize, why: &str| {
        let before = text.get(..at).unwrap_or_default();
        Err(format!(
            "jury.toml:{}: {why}",
            before.matches('\n').count() + 1
        ))
    };
    let file: JuryFile = match toml::from_str(text) {
        Ok(file) => file,
        // Its own words would quote the line.
        Err(error) => return wrong(error.span().map_or(0, |at| at.start), error.message()),
    };
    let mut screeners = BTreeMap::new();
    for row in file.screener {
        let ScreenerRow {
            entry,
            url,
            password,
        } = row;
        let at = entry.span().start;
        if show.entry(entry.as_ref()).is_none() {
            let why = "no entry of show.toml has this id. Write the id of an [[entry]].";
            return wrong(at, why);
        }
        let link = url.as_ref().trim();
        if !(link.starts_with("https://") || link.starts_with("http://")) {
            let why = "this is no link. Write it like https://video.example/123.";
            return wrong(url.span().start, why);
        }
        let screener = Screener {
            url: link.to_owned(),
            password,
        };
        if screeners.insert(entry.into_inner(), screener).is_some() {
            return wrong(at, "this entry has a link already. Leave one of them out.");
        }
    }
    Ok(screeners)
}

#[cfg(test)]
mod tests;
