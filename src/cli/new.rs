//! `palmares new DIR`

use super::Failure;
use crate::demo;
use crate::folder::Folder;
use std::path::Path;

/// Makes a folder with a first show file.
pub fn run(dir: &Path) -> Result<(), Failure> {
    let folder = Folder::at(dir);
    let shown = dir.display();
    let written = folder.begin(demo::FIRST_SHOW).map_err(|e| {
        Failure::other(format!(
            "{shown} cannot be written: {e}. Name another folder, or make this one writable."
        ))
    })?;
    if !written {
        return Err(Failure::usage(format!(
            "There is a show in {shown} already; nothing was changed. Name another folder, or \
            serve this one with: palmares serve {shown}"
        )));
    }
    println!(
        "{shown}/show.toml is yours to edit; posters, clips and logos go into {shown}/media.\n"
    );
    println!("  palmares check {shown}    names every mistake");
    println!("  palmares serve {shown}    begins the evening");
    Ok(())
}
