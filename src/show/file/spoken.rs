//! In which language the stage says its own words: “And the winner is”, “Vote now”,
//! “Thank you”.

use super::diagnostic::Span;
use super::reader::Inputs;
use super::words::listed;
use crate::show::text::Lang;

/// Said where none of a show's languages is spoken.
const OTHERWISE: &str = "en";

/// Warns once of all languages of the show that the stage does not speak, and once of a Chinese
/// that does not say which.
pub(super) fn check(tags: &[(Lang, Span)], desk: Inputs<'_>) {
    let mut spoken: Vec<String> = Vec::new();
    for language in tags.iter().filter_map(|(tag, _)| desk.media.speaks(tag)) {
        if !spoken.contains(&language) {
            spoken.push(language);
        }
    }
    let is_unspoken = |(tag, _): &&(Lang, Span)| desk.media.speaks(tag).is_none();
    let unspoken: Vec<&(Lang, Span)> = tags.iter().filter(is_unspoken).collect();
    if let Some((_, at)) = unspoken.first().copied() {
        let heard = match spoken.as_slice() {
            [] => OTHERWISE.to_owned(),
            some => some.join(", "),
        };
        let message = format!(
            "{} not fully supported: your own texts are shown as you write them, but the stage's \
                own words (“Vote now”, “Thank you” …) and the pages stand in {heard}",
            match unspoken.len() {
                1 => format!("`{}` is", unspoken[0].0),
                _ => format!(
                    "{} are",
                    listed(unspoken.iter().map(|(tag, _)| tag.as_str()))
                ),
            }
        );
        let complete = listed(desk.media.spoken());
        let fully = format!("only {complete}, in whatever region, are complete");
        let mend = match spoken.is_empty() {
            true => format!(
                "add \"en\" or a Chinese as the second language if the hall reads it, with your \
                    texts in it; {fully}"
            ),
            false => format!("nothing needs to be done if the hall reads that, too; {fully}"),
        };
        desk.log.warning(*at, message, mend);
    }
    let bare = tags.iter().find(|(tag, _)| tag == "zh");
    if let Some((_, at)) = bare
        && let Some(heard) = desk.media.speaks("zh").filter(|heard| heard != "zh")
    {
        let message = format!(
            "`zh` does not say in which characters: the stage's own words stand in {heard}"
        );
        let mend = "write `zh-Hant-HK` for traditional or `zh-Hans` for simplified characters; \
            texts may stay under `zh`";
        desk.log.warning(*at, message, mend);
    }
}
