//! `palmares check DIR`

use super::Failure;
use crate::folder::Folder;
use crate::show::rundown::Rundown;
use std::path::Path;

/// Reads the show file and names every mistake.
pub fn run(dir: &Path) -> Result<(), Failure> {
    let reading = Folder::at(dir).check_show().map_err(Failure::usage)?;
    for warning in &reading.warnings {
        eprintln!("{warning}\n");
    }
    let show = &reading.show;
    let rundown = Rundown::of(show);
    let seconds: u32 = rundown.cues().iter().filter_map(|cue| cue.seconds).sum();
    let planned = match seconds {
        0 => String::new(),
        _ => format!(", {} min planned", seconds.div_ceil(60)),
    };
    println!(
        "{}: ready. {} finalists, {} awards, {} ballots, {} cues{planned}.",
        show.title.first(&show.languages),
        show.finalists().count(),
        show.awards.len(),
        show.ballots.len(),
        rundown.cues().len(),
    );
    Ok(())
}
