//! What is wrong with a file of the show.

use crate::show::fault::{Defect, Fault};
use crate::words::media::MediaWords;

pub(super) const WORDS: MediaWords = MediaWords {
    why,
    before: "The stage shows a plate in type instead of: ",
};

fn why(fault: &Fault) -> String {
    let plain = match fault {
        Fault::Unreadable => "cannot be opened",
        Fault::TooLarge(most) => return format!("larger than {most} MB"),
        Fault::TooManyPixels(w, h) => return format!("too many pixels: {w} × {h}"),
        Fault::UnknownKind => "not of a kind that the stage shows",
        Fault::Broken(damage) => damaged(*damage),
        Fault::Form(_) => "browsers do not show this form of picture",
        Fault::Unsafe(_) => "holds a script or a link to elsewhere",
        Fault::Codec(codec) => return format!("browsers do not play {codec}"),
    };
    plain.to_owned()
}

fn damaged(damage: Defect) -> &'static str {
    match damage {
        Defect::Short => "cut short",
        Defect::Zeros => "partly zeros",
        Defect::Garbled => "damaged or cut short",
        Defect::NoIndex => "no index: a recording or a copy broken off",
        Defect::NoPictures => "no pictures in it",
    }
}
