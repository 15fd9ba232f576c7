//! What the press and the public may read: what has been revealed, seen by the hall and released.

mod announcement;

pub use announcement::{Announcement, Laureate, announced};

use super::api::WinnerNow;
use super::audience::Bulletin;
use super::label::{self, Title};
use super::theme;
use crate::show::text::{Lang, Run};
use crate::words::Ui;
use crate::words::results::ResultsWords;
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
    /// Who got a special mention; left out if nobody did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mention: Vec<WinnerNow>,
    /// Present, and true, where the result first announced was wrong.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// `GET /api/results`: awards without a public winner are not in it.
pub fn api(announced: &[Announcement], languages: &[Lang]) -> Vec<AwardResult> {
    let winner = |work: &Laureate| WinnerNow {
        id: work.id.clone(),
        title: work.title.first(languages).to_owned(),
        team: work.team.first(languages).to_owned(),
    };
    let result = |told: &Announcement| {
        Some(AwardResult {
            award: told.award.clone(),
            name: told.name.first(languages).to_owned(),
            winners: told.winners.as_ref()?.iter().map(winner).collect(),
            mention: told.mention.iter().map(winner).collect(),
            corrected: told.corrected,
        })
    };
    announced.iter().filter_map(result).collect()
}

/// A winner on a page, in every language of the show.
struct LaureateLine {
    titles: Vec<Title>,
    teams: Vec<Run>,
}

/// An award on a page, in every language of the show.
struct AwardRow<'a> {
    told: &'a Announcement,
    names: Vec<Run>,
    winners: Option<Vec<LaureateLine>>,
    citation: Vec<Run>,
    mention: Vec<LaureateLine>,
}

impl<'a> AwardRow<'a> {
    fn of(told: &'a Announcement, languages: &[Lang]) -> Self {
        let line = |work: &Laureate| LaureateLine {
            titles: label::titles(&work.title, languages),
            teams: work.team.runs(languages),
        };
        let winners = told.winners.as_ref();
        let citation = told.citation.iter();
        AwardRow {
            told,
            names: told.name.runs(languages),
            winners: winners.map(|winners| winners.iter().map(line).collect()),
            citation: citation.flat_map(|text| text.runs(languages)).collect(),
            mention: told.mention.iter().map(line).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "results.html", whitespace = "minimize")]
struct Page<'a> {
    w: &'static ResultsWords,
    ui: Ui,
    offered: &'static [Ui],
    title: Vec<Run>,
    date: Option<String>,
    venue: Vec<Run>,
    partners: Vec<Vec<Run>>,
    theme: Option<String>,
    main: Vec<AwardRow<'a>>,
    others: Vec<AwardRow<'a>>,
    complete: bool,
    any_corrected: bool,
}

/// `/results`.
pub fn page(bulletin: &Bulletin, ui: Ui) -> String {
    let (show, announced) = (&*bulletin.playbill, &bulletin.announced);
    let languages = &show.languages;
    let rows = announced.iter().map(|told| AwardRow::of(told, languages));
    let (main, others) = rows.partition(|row| row.told.main);
    let page = Page {
        w: &ui.words().results,
        ui,
        offered: show.offered(),
        title: show.title.runs(languages),
        date: show.date.as_ref().map(|day| label::date(day, ui)),
        venue: show.venue.iter().flat_map(|v| v.runs(languages)).collect(),
        partners: show.partners.iter().map(|p| p.runs(languages)).collect(),
        theme: show.theme.as_ref().map(theme::address),
        complete: announced.len() == show.awards,
        any_corrected: announced.iter().any(|told| told.corrected),
        main,
        others,
    };
    page.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::event::{By, Event};
    use crate::show::programme::Release;
    use crate::show::state::State;
    use crate::view::sample::{self, SampleEvening};

    fn api(state: &State) -> Vec<AwardResult> {
        super::api(&announced(state), &state.show.languages)
    }

    fn page(state: &State, ui: Ui) -> String {
        super::page(&Bulletin::of(state, 1, false), ui)
    }

    #[test]
    fn the_public_reads_nothing_before_the_hall_has_seen_it() {
        let evening =
            SampleEvening::of(sample::show()).then(By::Mc, sample::revealed("first", &["hide"]));
        assert!(api(&evening.state).is_empty());
        assert!(!page(&evening.state, Ui::ZhHant).contains("躲貓貓"));
    }

    #[test]
    fn the_api_says_exactly_what_the_contract_says() {
        let evening = SampleEvening::of(sample::show()).reveal("third", &["sweet"]);
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
        let page_of = |show| {
            page(
                &SampleEvening::of(show).reveal("third", &["sweet"]).state,
                Ui::En,
            )
        };
        assert_eq!(page_of(sample::show()), page_of(other));
    }

    #[test]
    fn an_award_under_correction_names_no_winner_until_the_hall_has_seen_the_right_one() {
        let wrong = SampleEvening::of(sample::show())
            .reveal("first", &["neon"])
            .then(
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
        let evening = SampleEvening::of(sample::show()).reveal("people", &[]);
        assert_eq!(api(&evening.state)[0].winners, []);
        assert!(page(&evening.state, Ui::ZhHant).contains("從缺"));
    }

    #[test]
    fn an_award_held_back_by_the_file_waits_for_the_producer() {
        let mut show = sample::show();
        show.awards[0].release = Release::Hold;
        let held = SampleEvening::of(show).reveal("first", &["hide"]);
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
                &SampleEvening::of(show.clone())
                    .reveal("first", &[winner])
                    .state,
                Ui::ZhHant,
            )
        };
        assert!(page_of("hide").contains("因為真"));
        assert!(!page_of("neon").contains("因為真"));
    }
}
