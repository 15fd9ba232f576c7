//! A picture of one cue for whoever prepares the show, as the stage would show it on an evening on
//! which nobody has won anything yet.

use super::{frame, glyphs, parts::render};
use crate::show::award::Honours;
use crate::show::event::{At, By, Event, Move, Stamped};
use crate::show::programme::Show;
use crate::show::scene::AwardStep;
use crate::show::state::State;
use crate::show::text::{Lang, Text};
use crate::view::{Live, theme};
use askama::Template;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "stage/preview.html")]
struct Page<'a> {
    lang: &'a str,
    theme: Vec<String>,
    fonts: Vec<&'static str>,
    glyphs: String,
    scene: &'a str,
    corner: &'a str,
}

/// The page of this cue, or of the first one of this line; none if there is no such cue. Made of
/// the show without its winners: no envelope of this or any evening is looked at.
pub fn preview(show: &Show, asked: &str, languages: &[Lang]) -> Option<String> {
    let mut state = unsealed(show)?;
    let cues = state.rundown.cues().iter().map(|cue| cue.id.as_str());
    let own = |id: &&str| *id == asked;
    let of_line = |id: &&str| {
        id.strip_prefix(asked)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let cue = cues
        .clone()
        .find(own)
        .or_else(|| cues.clone().find(of_line))?;
    let cue = cue.to_owned();
    let by = Move::Goto;
    state.apply(&told(Event::CueFired { cue, by }));
    let live = Live::default();
    let regions = frame(&state, &live, languages).regions;
    let glyphs = glyphs(&state, languages);
    let region = |name: &str| regions.get(name).map_or("", String::as_str);
    Some(render(&Page {
        lang: languages.first().map_or("en", String::as_str),
        theme: theme::sheets(&state.show),
        fonts: super::glyphs::font_files(&glyphs),
        scene: region("scene"),
        corner: region("corner"),
        glyphs,
    }))
}

fn told(event: Event) -> Stamped {
    Stamped {
        revision: 1,
        at: At::default(),
        by: By::Server,
        event,
    }
}

/// An evening of this show as it begins, without what the file says of winners.
pub(in crate::view) fn unsealed(show: &Show) -> Option<State> {
    let mut show = show.clone();
    for award in &mut show.awards {
        (award.winner, award.citation) = (Vec::new(), None);
    }
    State::begin(&told(Event::ShowLoaded {
        show: Arc::new(show),
        fingerprint: None,
    }))
}

/// The scene in which this award goes to this work, had it won; none where the running order does
/// not announce it.
pub(in crate::view) fn winner(
    state: &State,
    award: &str,
    entry: &str,
    citation: &Text,
) -> Option<String> {
    let cue = state.rundown.award_step(award, AwardStep::Winner)?;
    let cue = state.rundown.at(cue).id.clone();
    let mut state = state.clone();
    let (award, winners) = (award.to_owned(), vec![entry.to_owned()]);
    let honours = Honours {
        citation: Some(citation.clone()),
        ..Honours::default()
    };
    let by = Move::Goto;
    for event in [
        Event::EnvelopeSealed {
            award: award.clone(),
            winners: winners.clone(),
            honours,
            reason: None,
        },
        Event::CueFired { cue, by },
        Event::AwardRevealed { award, winners },
    ] {
        state.apply(&told(event));
    }
    let mut regions = frame(&state, &Live::default(), &state.show.languages).regions;
    regions.remove("scene")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample;

    #[test]
    fn no_picture_of_a_cue_depends_on_who_wins() {
        let mut other = sample::show();
        for award in &mut other.awards {
            (award.winner, award.citation) = (vec!["neon".into()], Some("why".into()));
        }
        let show = sample::show();
        for cue in crate::show::rundown::Rundown::of(&show).cues() {
            let drawn = |show: &Show| preview(show, &cue.id, &show.languages);
            assert!(
                drawn(&show).is_some_and(|page| page.contains("class=\"scene")),
                "{}",
                cue.id
            );
            assert_eq!(drawn(&show), drawn(&other), "{}", cue.id);
        }
    }

    #[test]
    fn a_line_of_several_cues_shows_its_first_and_an_unknown_one_nothing() {
        let show = sample::show();
        let drawn = |cue: &str| preview(&show, cue, &show.languages);
        assert_eq!(drawn("finalists"), drawn("finalists/1"));
        assert!(drawn("finalists").is_some());
        assert_eq!(drawn("nowhere"), None);
    }
}
