//! `palmares check DIR`

use super::Failure;
use crate::folder::Folder;
use crate::show::rundown::Rundown;
use crate::show::text::counted;
use crate::view::decided;
use crate::view::label::isolated;
use std::path::Path;

/// Reads the show file and names every mistake.
pub fn run(dir: &Path) -> Result<(), Failure> {
    let reading = Folder::at(dir).check_show();
    let reading = reading.map_err(|why| Failure::usage(why.whole()))?;
    for warning in &reading.warnings {
        eprintln!("{warning}\n");
    }
    let show = &reading.show;
    Folder::at(dir).screeners(show).map_err(Failure::usage)?;
    let rundown = Rundown::of(show);
    let seconds: u32 = rundown.cues().iter().filter_map(|cue| cue.seconds).sum();
    let planned = match seconds {
        0 => String::new(),
        _ => format!(", {} min planned", seconds.div_ceil(60)),
    };
    println!(
        "{}: ready. {}, {}, {}, {}{planned}.",
        isolated(show.title.first(&show.languages)),
        counted(show.finalists().count(), "finalist"),
        counted(show.awards.len(), "award"),
        counted(show.ballots.len(), "ballot"),
        counted(rundown.cues().len(), "cue"),
    );
    // Without jurors, how an award is decided is said in the file.
    if show.has_jury() {
        println!("\nHow the awards are decided, for the website:");
        for award in &show.awards {
            println!();
            for sentence in decided::sentences(show, award).values() {
                println!("{}", isolated(sentence));
            }
        }
    }
    Ok(())
}
