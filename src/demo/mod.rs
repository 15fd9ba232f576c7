//! The built-in show: the AIGC film final at Cyberport. The tests load it too, so it cannot rot.

pub mod crowd;
pub mod sheets;

use crate::folder::Folder;
use std::io;
use std::path::Path;

/// The show file, as `palmares demo` writes it.
pub const SHOW: &str = include_str!("show.toml");

/// A first show file for `palmares new`: small, commented, and valid as it is.
pub const FIRST_SHOW: &str = include_str!("first.toml");

/// Writes a show file into a folder, with an empty `media/` beside it. A show that is there already
/// is left as it is: false.
pub fn write(folder: &Folder, show: &str) -> io::Result<bool> {
    std::fs::create_dir_all(folder.path().join("media"))?;
    write_new(&folder.show_file(), show)
}

/// Writes a file unless it exists. A crash in between leaves nothing half-written under the name.
fn write_new(path: &Path, text: &str) -> io::Result<bool> {
    if path.exists() {
        return Ok(false);
    }
    let coming = path.with_extension("toml-coming");
    std::fs::write(&coming, text)?;
    std::fs::rename(&coming, path)?;
    Ok(true)
}
