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

/// Keeps what a phone shows by day and by night under `target/pictures/`, to be looked at, if
/// pictures are wanted.
pub fn look(browser: &Browser, name: &str) {
    if std::env::var_os("PALMARES_PICTURES").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    fs::create_dir_all(&folder).expect("a folder");
    for light in ["light", "dark"] {
        browser.light(light);
        browser.settled();
        let png = browser.png();
        fs::write(folder.join(format!("{name}-{light}.png")), png).expect("a picture is saved");
    }
    browser.light("");
}

/// Keeps what a page shows under `target/pictures/`, to be looked at, if pictures are wanted.
pub fn save_apart(browser: &Browser, name: &str) {
    if std::env::var_os("PALMARES_PICTURES").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{name}.png")), browser.png()).expect("a picture is saved");
}

/// A picture for the README that is of one kind of light.
pub fn save_in(browser: &Browser, light: &str, name: &str) {
    browser.light(light);
    browser.settled();
    save(browser, name);
    browser.light("");
}
