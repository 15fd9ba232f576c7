//! What the press and the public may read: what has been revealed, seen by the hall and released.

use super::api::{WinnerNow, winners_now};
use super::label::{self, Title};
use super::theme;
use crate::show::programme::{Award, DecidedBy, Release};
use crate::show::state::State;
use crate::show::text::Run;
use crate::words::Ui;
use crate::words::results::{self as words, Words};
use askama::Template;
use serde::Serialize;

/// One award of `GET /api/results`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AwardResult {
    /// Award id.
    pub award: String,
    /// The award's name in the show's first language.
    pub name: String,
    /// Who won; empty if nobody did.
    pub winners: Vec<WinnerNow>,
    /// Present, and true, where the result first announced was wrong.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// `GET /api/results`: awards that are not public are not in it.
pub fn api(state: &State) -> Vec<AwardResult> {
    let show = &state.show;
    let public = |award: &Award| {
        let winners = state.public_winners(&award.id)?;
        Some(AwardResult {
            award: award.id.clone(),
            name: award.name.first(&show.languages).to_owned(),
            winners: winners_now(state, winners),
            corrected: state.award(&award.id).correction.is_some(),
        })
    };
    show.awards.iter().filter_map(public).collect()
}

/// How much of an award the public sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing yet.
    Hidden,
    /// That what was announced is being put right.
    Correcting,
    /// The winners.
    Public(Vec<Line>),
}

/// A winner on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In every language of the show.
    pub titles: Vec<Title>,
    /// In every language of the show.
    pub teams: Vec<Run>,
}

/// An award on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// In every language of the show.
    pub names: Vec<Run>,
    /// Whether it is a main prize.
    pub main: bool,
    /// Whether the hall decided it.
    pub by_audience: bool,
    /// Winners, or why there are none to see.
    pub standing: Standing,
    /// Whether the result first announced was wrong.
    pub corrected: bool,
    /// Why it was given.
    pub citation: Vec<Run>,
}

/// How much of this award the public sees.
fn standing(state: &State, award: &Award) -> Standing {
    if let Some(winners) = state.public_winners(&award.id) {
        let entries = winners.iter().filter_map(|id| state.show.entry(id));
        let line = |entry| Line {
            titles: label::titles(entry, &state.show),
            teams: entry.team.runs(&state.show.languages),
        };
        return Standing::Public(entries.map(line).collect());
    }
    let award_state = state.award(&award.id);
    let released = award.release == Release::Live || award_state.released;
    // From the alarm until the hall has seen the award announced again.
    let mending = award_state.wrong.is_some() || award_state.correction.is_some();
    if award_state.revealed.is_some() && released && mending {
        Standing::Correcting
    } else {
        Standing::Hidden
    }
}

/// The awards of which the public sees something, in the order of the file.
pub fn rows(state: &State) -> Vec<Row> {
    let show = &state.show;
    let row = |award: &Award| {
        let standing = standing(state, award);
        let corrected = state.award(&award.id).correction.is_some();
        Row {
            names: award.name.runs(&show.languages),
            main: award.rank.is_some(),
            by_audience: award.decided_by == DecidedBy::Audience,
            citation: citation(state, award, &standing, corrected),
            corrected: corrected && standing != Standing::Correcting,
            standing,
        }
    };
    let rows = show.awards.iter().map(row);
    rows.filter(|row| row.standing != Standing::Hidden)
        .collect()
}

/// The file's citation praises the winner that the file knew: it is left out for any other.
fn citation(state: &State, award: &Award, standing: &Standing, corrected: bool) -> Vec<Run> {
    let Some(citation) = &award.citation else {
        return Vec::new();
    };
    let public = matches!(standing, Standing::Public(_));
    let meant =
        award.winner.is_empty() || state.public_winners(&award.id) == Some(award.winner.as_slice());
    if public && meant && !corrected {
        citation.runs(&state.show.languages)
    } else {
        Vec::new()
    }
}

#[derive(Template)]
#[template(path = "results.html", whitespace = "minimize")]
struct Page<'a> {
    w: &'static Words,
    ui: Ui,
    offered: &'static [Ui],
    title: Vec<Run>,
    date: Option<String>,
    venue: Vec<Run>,
    partners: Vec<Vec<Run>>,
    theme: Option<String>,
    main: Vec<&'a Row>,
    others: Vec<&'a Row>,
    complete: bool,
    any_corrected: bool,
}

/// `/results`.
pub fn page(state: &State, ui: Ui) -> String {
    let show = &state.show;
    let rows = rows(state);
    let (main, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.main);
    let page = Page {
        w: words::words(ui),
        ui,
        offered: Ui::offered(&show.languages),
        title: show.title.runs(&show.languages),
        date: label::date(show, ui),
        venue: show
            .venue
            .iter()
            .flat_map(|v| v.runs(&show.languages))
            .collect(),
        partners: show
            .partners
            .iter()
            .map(|p| p.name.runs(&show.languages))
            .collect(),
        theme: show.theme.as_ref().map(theme::address),
        complete: rows.len() == show.awards.len(),
        any_corrected: rows.iter().any(|row| row.corrected),
        main,
        others,
    };
    page.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::event::{By, Event};
    use crate::view::sample::{self, Evening};

    #[test]
    fn the_public_reads_nothing_before_the_hall_has_seen_it() {
        let evening =
            Evening::of(sample::show()).then(By::Mc, sample::revealed("first", &["hide"]));
        assert!(api(&evening.state).is_empty());
        assert!(!page(&evening.state, Ui::ZhHant).contains("躲貓貓"));
    }

    #[test]
    fn the_api_says_exactly_what_the_contract_says() {
        let evening = Evening::of(sample::show()).reveal("third", &["sweet"]);
        let json = serde_json::to_string(&api(&evening.state)).unwrap();
        assert_eq!(
            json,
            r#"[{"award":"third","name":"三等獎","winners":[{"id":"sweet","title":"Home Sweet Home","team":"香港浸會大學"}]}]"#
        );
    }

    #[test]
    fn pages_of_shows_that_differ_only_in_envelopes_are_the_same_bytes() {
        let mut other = sample::show();
        other.awards[0].winner = vec!["neon".into(), "data".into()];
        let page_of = |show| page(&Evening::of(show).reveal("third", &["sweet"]).state, Ui::En);
        assert_eq!(page_of(sample::show()), page_of(other));
    }

    #[test]
    fn an_award_under_correction_names_no_winner_until_the_hall_has_seen_the_right_one() {
        let wrong = Evening::of(sample::show()).reveal("first", &["neon"]).then(
            By::Mc,
            Event::WrongEnvelope {
                award: "first".into(),
            },
        );
        assert!(page(&wrong.state, Ui::ZhHant).contains("更正中"));
        assert!(!page(&wrong.state, Ui::ZhHant).contains("霓虹下的回音"));
        let mended = wrong
            .then(
                By::Producer,
                sample::corrected("first", &["hide"], "調轉了"),
            )
            .then(By::Mc, sample::revealed("first", &["hide"]));
        assert!(!page(&mended.state, Ui::ZhHant).contains("躲貓貓"));
        let on_wall = mended.then(
            By::Stage,
            Event::AwardOnWall {
                award: "first".into(),
            },
        );
        let page = page(&on_wall.state, Ui::ZhHant);
        assert!(page.contains("躲貓貓") && page.contains("更正"));
        assert!(api(&on_wall.state)[0].corrected);
    }

    #[test]
    fn an_award_that_nobody_won_is_public_without_a_winner() {
        let evening = Evening::of(sample::show()).reveal("people", &[]);
        assert_eq!(api(&evening.state)[0].winners, []);
        assert!(page(&evening.state, Ui::ZhHant).contains("從缺"));
    }

    #[test]
    fn an_award_held_back_by_the_file_waits_for_the_producer() {
        let mut show = sample::show();
        show.awards[0].release = Release::Hold;
        let held = Evening::of(show).reveal("first", &["hide"]);
        assert!(api(&held.state).is_empty());
        let released = held.then(
            By::Producer,
            Event::AwardReleased {
                award: "first".into(),
            },
        );
        assert_eq!(api(&released.state).len(), 1);
    }

    #[test]
    fn a_citation_is_not_read_out_for_somebody_else() {
        let mut show = sample::show();
        show.awards[0].citation = Some("因為真".into());
        let page_of = |winner| {
            page(
                &Evening::of(show.clone()).reveal("first", &[winner]).state,
                Ui::ZhHant,
            )
        };
        assert!(page_of("hide").contains("因為真"));
        assert!(!page_of("neon").contains("因為真"));
    }
}
