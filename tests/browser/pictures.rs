//! The pictures that the README shows, made by the tests that pass through them anyway.

use crate::browser::Browser;
use std::fs;
use std::path::Path;

/// Saves what a browser shows, if pictures are wanted.
pub fn save(browser: &Browser, name: &str) {
    if std::env::var_os("PALMARES_PICTURES").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    fs::write(folder.join(format!("{name}.png")), browser.png()).expect("a picture is saved");
}
