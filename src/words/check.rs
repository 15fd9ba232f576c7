//! What is wrong with the show file, for people who never see it: without its keys, and in their
//! language. What stands here are the sentences that are met most; the others stay as the check
//! says them.

use super::Ui;

/// A sentence of the check with its mend, `{}` where it differs, and in each language's list the
/// same at the same place. The first one that fits is meant.
const SENTENCES: [&str; COUNT] = [
    "the `{}` of {} is empty: {}",
    "{} has no `{}`: {}",
    "`{}` must be a whole number, and this is {}: {}",
    "`{}` must be a number, and this is {}: {}",
    "`{}` cannot be {}: write a whole number, between {} and {}",
    "`{}` cannot be {}: write a whole number, {} or more",
    "`{}` is not a day of the calendar: {}",
    "{} is not a colour: {}",
    "`{}` on `ink` has a contrast of {} to 1, and {} to 1 is the least that can be read: {}",
    "this title brings its own 《》, and would stand in two pairs: {}",
    "`{}` has what the stage's fonts cannot draw: {}: {}",
    "`{}` has {} in it, which nobody sees: {}",
    "`{}` has a line break in it: {}",
    "`{}` has {} in it: {}",
    "this cannot be the password of a Wi-Fi network: {}",
    "this `ssid` has {} bytes, and no network's name has more than {}: {}",
    "there is no file {}: {}",
    "there is no {} with the id {}: {}",
    "{} is named twice: {}",
    "{} is the id of {} on line {} already: {}",
    "the audience {} {}, and no ballot is held for it: {}",
    "the audience does not decide {}: {}",
    "the ballot on line {} decides {} already: {}",
    "nobody can choose {} of {} finalists: {}",
    "there is no finalist to vote for: {}",
    "the award on line {} has the rank {} already: {}",
    "the rundown never gives the award {}: {}",
    "the rundown never comes to {} of the ballot {}: {}",
    "{} comes before {} (line {}): {}",
    "the ballot {} may still be open here, and only one can be: {}",
    "{} is in the rundown already, on line {}: {}",
    "{} has no presenter, so this is never used: {}",
    "the entry {} has no `clip` to show: {}",
    "the entry {} is not in the final: {}",
    "{} looks like {} on line {}: the same title and the same team: {}",
    "the award {} has the name of {} on line {}: {}",
    "{} texts cannot name the {} scores from 0 to {}: {}",
    "`trimmed` leaves out the highest and the lowest sheet, and there are only {} jurors: {}",
    "chair and producer seal together, and without jurors there is no chair: {}",
    "no entry can have {} sheets of {} jurors: {}",
    "{} has no shares to blend: {}",
    "the {} has no share in this blend{}",
    "{} is not a language tag: {}",
    "`net` has a share in this blend, and nobody outside votes in {}: {}",
    "`hall` and `net` have shares in this blend, and no hall votes in {}: {}",
    "the hall votes in {}, and has no share in this blend beside `net`: {}",
];

/// So many are known.
pub const COUNT: usize = 46;

/// Makes the sentence of what stood at the places of `{}`.
pub type Saying = fn(&[&str]) -> String;

/// What a sentence of the check is in this language; none where it has no words of its own.
pub fn said(ui: Ui, message: &str, mend: &str) -> Option<String> {
    let whole = format!("{message}: {mend}");
    let found = SENTENCES.iter().enumerate();
    let mut found = found.filter_map(|(at, pattern)| Some((at, holes(pattern, &whole)?)));
    let (at, parts) = found.next()?;
    Some((ui.words().check[at])(&parts))
}

/// What stands where the pattern has `{}`; none if the text is another.
pub(super) fn holes<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let end = match pieces.peek() {
            None if piece.is_empty() => rest.len(),
            None => rest.len().checked_sub(piece.len())?,
            Some(_) => rest.find(piece)?,
        };
        let (hole, after) = (rest.get(..end)?, rest.get(end..)?);
        found.push(hole.trim_matches('`'));
        rest = after.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_by_what_does_not_change_in_it() {
        let mend = "write a whole number, between 5 and 86400";
        let said = said(Ui::ALL[2], "`seconds` cannot be 3", mend);
        assert_eq!(
            said.as_deref(),
            Some("Write a whole number between 5 and 86400.")
        );
        assert_eq!(super::said(Ui::ALL[0], "something else", "mend it"), None);
    }
}
