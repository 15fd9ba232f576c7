//! What is wrong with the show file, beside the fields of the editor.

use crate::words::check::{COUNT, Saying};

pub(super) const SENTENCES: [Saying; COUNT] = [
    |_| "Write something here, or take it away.".to_owned(),
    |_| "This is needed.".to_owned(),
    |_| "Write a whole number.".to_owned(),
    |_| "Write a number, such as 1 or 0.5.".to_owned(),
    |part| format!("Write a whole number between {} and {}.", part[2], part[3]),
    |part| format!("Write a whole number, {} or more.", part[2]),
    |_| "There is no such day.".to_owned(),
    |_| "Write a colour as # and six digits, such as #d8b56a.".to_owned(),
    |part| format!("On this ground it has a contrast of {} to 1; at least {} to 1 can be \
            read from row thirty.", part[1], part[2]),
    |_| "Leave 《 and 》 out: the screens add them.".to_owned(),
    |part| format!("The stage’s fonts cannot draw {}: write it in another way.", part[1]),
    |_| "There is an invisible character in it, as comes along with copied text: \
            type it anew.".to_owned(),
    |_| "This stands on one line.".to_owned(),
    |_| "There is a character in it that cannot be shown: type it anew.".to_owned(),
    |_| "A Wi-Fi password has 8 to 63 letters, digits and signs of a plain \
            keyboard.".to_owned(),
    |_| "No network’s name is as long as that.".to_owned(),
    |part| format!("The file {} is not in the show’s folder: drop it here again.", part[0]),
    |_| "What was chosen here is not in the show: choose again.".to_owned(),
    |_| "One of these is chosen twice.".to_owned(),
    |_| "Another one has the name by which the show knows this: choose another \
            name.".to_owned(),
    |_| "The audience takes part in this, and there is no vote for it yet: add \
            one under “Audience votes”.".to_owned(),
    |_| "The audience does not decide this award: choose another one, or remove \
            this vote.".to_owned(),
    |_| "Another vote decides this award already.".to_owned(),
    |part| format!("There are only {} finalists to choose from.", part[1]),
    |_| "There is no finalist to vote for yet.".to_owned(),
    |_| "Another award has this rank already: each main prize has its own.".to_owned(),
    |_| "The running order never gives this award: add a line for it.".to_owned(),
    |_| "The running order lacks a step of this vote: opens, closes or its \
            result. Add it, or do it by hand on the night.".to_owned(),
    |_| "This comes too early: a vote opens, closes, shows its result, and then \
            its award is given.".to_owned(),
    |_| "Another vote may still be open here, and only one can be: close it in a \
            line before this one.".to_owned(),
    |_| "This is in the running order already.".to_owned(),
    |_| "Nobody hands this award over, so this is never used.".to_owned(),
    |_| "This work has no film clip yet: add one under “Entries”.".to_owned(),
    |_| "This work is not in the final.".to_owned(),
    |_| "Another work has the same title and the same team: remove one, or tell \
            them apart by school or country.".to_owned(),
    |_| "Another award has the same name, and everybody knows an award by its \
            name alone.".to_owned(),
    |part| format!("{} lines for {} scores: write one for each, the lowest first.", part[0], part[1]),
    |_| "With so few jurors, the highest and the lowest sheet cannot be left out: \
            choose another way.".to_owned(),
    |_| "Without jurors there is no chair to seal with.".to_owned(),
    |part| format!("There are only {} jurors.", part[1]),
    |_| "Write the share of the jury and the share of the hall.".to_owned(),
    |_| "Both need a share: jury and hall.".to_owned(),
    |_| "This is no language.".to_owned(),
    |_| "Those outside have a share, and only the hall votes: let both vote, or remove the share.".to_owned(),
    |_| "The hall has a share, and only those outside vote: let both vote, or remove the share.".to_owned(),
    |_| "The hall votes as well, and has no share: write one.".to_owned(),
];
