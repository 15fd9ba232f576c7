//! `palmares check DIR`

use super::{Failure, ready};
use crate::folder::Folder;
use crate::show::rundown::Rundown;
use crate::show::text::counted;
use crate::view::decided;
use crate::view::label::isolated;
use std::path::Path;

/// Reads the show file and names every mistake; `whether`, where it has none, the doors may be
/// opened.
pub fn run(dir: &Path, whether: bool) -> Result<(), Failure> {
    let folder = Folder::at(dir);
    let reading = folder.check_show();
    let reading = reading.map_err(|why| Failure::usage(why.whole()))?;
    for warning in &reading.warnings {
        eprintln!("{warning}\n");
    }
    let show = &reading.show;
    folder.screeners(show).map_err(Failure::usage)?;
    if whether {
        return ready::run(&folder, reading.show);
    }
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
        let awards = show.awards.iter();
        let awards = awards.map(|award| decided::sentences(show, award));
        for sentences in decided::first_round(show).into_iter().chain(awards) {
            println!();
            for sentence in sentences.values() {
                println!("{}", isolated(sentence));
            }
        }
    }
    Ok(())
}
