//! What phones may know, as a value. Every page and frame of the audience's is made from it, so
//! none can hold anything else; written down, it serves a hall anywhere.

use super::current::{Current, PhonePhase, Told, current};
use super::page;
use super::receipt::ResultOf;
use crate::show::award::AwardState;
use crate::show::ballot::Phase;
use crate::show::event::At;
use crate::show::programme::{Ballot, Entry, Identity, Reach, Show};
use crate::show::state::State;
use crate::show::text::{Lang, Text};
use crate::show::theme::Theme;
use crate::view::api::{ShowNow, show_now};
use crate::view::results::{Announcement, announced};
use crate::words::Ui;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that guests, the press and the public may know at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bulletin {
    /// What the show file says of the evening.
    pub playbill: Arc<Playbill>,
    /// The ballot that phones show; none in a show without one.
    pub current: Option<Current>,
    /// The awards of which the public sees something, in the order of the file.
    pub announced: Vec<Announcement>,
    /// What `GET /api/show` tells.
    pub now: ShowNow,
    /// Set while something cannot be stored.
    pub degraded: bool,
    /// Whose votes are in the results that are told, by ballot: of those alone that reach outside
    /// the hall and were counted. A machine elsewhere has no other way to know.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub results: BTreeMap<String, ResultOf>,
}

/// The part of the show file that everybody may read before the evening begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Playbill {
    /// The show's id, by which a phone tells two shows apart.
    pub id: String,
    /// The evening's name.
    pub title: Text,
    /// BCP 47 tags; never empty.
    pub languages: Vec<Lang>,
    /// As the file writes it (`2026-03-05`).
    pub date: Option<String>,
    /// Where it takes place.
    pub venue: Option<Text>,
    /// Hosts and sponsors, by name.
    pub partners: Vec<Text>,
    /// Its colours, where they are not ours.
    pub theme: Option<Theme>,
    /// How many people the hall seats, where the file says so.
    pub seats: Option<u32>,
    /// How many awards there are.
    pub awards: usize,
    /// The finalists, in the order of every ballot paper.
    pub works: Vec<Finalist>,
    /// The ballots, in the order of the file.
    pub ballots: Vec<Paper>,
    /// Which rehearsal this is; none of the evening itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<u64>,
    /// Names everything that a page holds and a frame points to.
    pub edition: String,
}

/// A work that may be voted for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finalist {
    /// Its id in the file.
    pub id: String,
    /// Bare.
    pub title: Text,
    pub team: Text,
    /// Where it comes from; tells apart what bears the same name.
    pub origin: Option<Text>,
}

/// A ballot, as whoever votes has to know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its id in the file.
    pub id: String,
    /// The id of the award that it decides.
    pub award: String,
    /// The award's name.
    pub name: Option<Text>,
    /// How many entries one voter may choose.
    pub choices: u32,
    /// What makes one voter.
    pub identity: Identity,
    /// Whose votes it takes.
    #[serde(default, skip_serializing_if = "Reach::is_hall")]
    pub reach: Reach,
}

impl Bulletin {
    /// What phones may know of this state. `epoch`: one start of the server.
    pub fn of(state: &State, epoch: i64, degraded: bool) -> Bulletin {
        let playbill = Arc::new(Playbill::of(&state.show, state.rehearsal));
        Bulletin::under(playbill, state, epoch, degraded)
    }

    /// The same for a later state of the same show as loaded.
    pub fn later(&self, state: &State, epoch: i64, degraded: bool) -> Bulletin {
        Bulletin::under(self.playbill.clone(), state, epoch, degraded)
    }

    fn under(playbill: Arc<Playbill>, state: &State, epoch: i64, degraded: bool) -> Bulletin {
        let mut bulletin = Bulletin {
            playbill,
            current: current(state, Told::Hall),
            announced: announced(state),
            now: show_now(state, epoch),
            degraded,
            results: BTreeMap::new(),
        };
        let papers = bulletin.playbill.ballots.iter();
        let told = papers.filter(|paper| bulletin.tells_of(paper));
        let results = told.filter_map(|paper| {
            let stands = state.ballots.get(&paper.id)?;
            Some((paper.id.clone(), ResultOf::of(stands, paper.reach)?))
        });
        bulletin.results = results.collect();
        bulletin
    }

    /// The same for phones outside the hall at this moment: of the ballots that they vote in, each
    /// closes later by its delay, and nobody learns a winner before the stream shows it.
    pub fn outside(&self, state: &State, now: At) -> Bulletin {
        let streamed = as_streamed(state, now);
        let (state, mut bulletin) = match &streamed {
            Some(streamed) => (
                streamed,
                self.later(streamed, self.now.epoch, self.degraded),
            ),
            None => (state, self.clone()),
        };
        bulletin.current = current(state, Told::Outside { now });
        if let Some(current) = &bulletin.current
            && let Some(closes_at) = current.closes_at
            && let Some(line) = bulletin.now.ballots.get_mut(current.ballot)
        {
            line.phase = Phase::Open.as_str().to_owned();
            line.closes_at = Some(closes_at);
        }
        bulletin
    }

    /// What a machine shows that has not heard of the show yet.
    pub fn awaited() -> Bulletin {
        let said = |ui: Ui| (ui.tag().to_owned(), ui.words().audience.waiting.to_owned());
        let mut playbill = Playbill {
            id: String::new(),
            title: Text::ByLang(Ui::ALL.map(said).into()),
            languages: Ui::ALL.map(|ui| ui.tag().to_owned()).to_vec(),
            date: None,
            venue: None,
            partners: Vec::new(),
            theme: None,
            seats: None,
            // None of them is told yet.
            awards: 1,
            works: Vec::new(),
            ballots: Vec::new(),
            rehearsal: None,
            edition: String::new(),
        };
        playbill.edition = page::edition(&playbill);
        Bulletin {
            playbill: Arc::new(playbill),
            current: None,
            announced: Vec::new(),
            now: ShowNow::awaited(),
            degraded: false,
            results: BTreeMap::new(),
        }
    }

    /// Whether the hall was not heard yet, so that nothing is known of its ballots.
    pub fn is_awaited(&self) -> bool {
        self.now.epoch == 0
    }

    /// The same at a moment after the deadline that it tells: nobody says "open" beyond it, also
    /// where the line to the hall is cut.
    pub fn at(&self, now: At) -> Bulletin {
        let mut bulletin = self.clone();
        if let Some(current) = &mut bulletin.current
            && current
                .closes_at
                .is_some_and(|closes_at| closes_at <= now.0)
        {
            current.closes_at = None;
            current.phase = PhonePhase::Closing;
            if let Some(line) = bulletin.now.ballots.get_mut(current.ballot) {
                line.phase = Phase::Closing.as_str().to_owned();
            }
        }
        bulletin
    }

    /// The paper of the ballot that phones show.
    pub fn paper(&self) -> Option<&Paper> {
        let current = self.current.as_ref()?;
        self.playbill.ballots.get(current.ballot)
    }

    /// Whether the public knows who won this ballot's award.
    pub fn tells_of(&self, paper: &Paper) -> bool {
        let mut told = self.announced.iter();
        told.any(|told| told.award == paper.award && told.winners.is_some())
    }
}

/// Where the evening stands for whoever sees a stream of it, which runs late by the longest delay
/// that a ballot has: what the wall has shown since is not told yet, nor that it was revealed, or
/// is being put right. Who knows of the award is told at once that it is. None where all is told.
fn as_streamed(state: &State, now: At) -> Option<State> {
    let delays = state.show.ballots.iter().map(|ballot| ballot.net_delay);
    let delay_ms = i64::from(delays.max()?) * 1_000;
    let is_early = |award: &AwardState| award.on_wall && now < award.told_at.plus_ms(delay_ms);
    let is_new = |award: &AwardState| {
        let since = award.public_since;
        award.revealed.is_some() && since.is_none_or(|since| now < since.plus_ms(delay_ms))
    };
    if !state.awards.values().any(|a| is_early(a) || is_new(a)) {
        return None;
    }
    let mut streamed = state.clone();
    for award in streamed.awards.values_mut() {
        award.on_wall &= !is_early(award);
        if is_new(award) {
            (award.on_wall, award.revealed) = (false, None);
            (award.wrong, award.correction) = (None, None);
        }
    }
    Some(streamed)
}

impl Playbill {
    pub(super) fn of(show: &Show, rehearsal: Option<u64>) -> Playbill {
        let seats = show.hall.as_ref().and_then(|hall| hall.seats);
        let mut playbill = Playbill {
            id: show.id.clone(),
            title: show.title.clone(),
            languages: show.languages.clone(),
            date: show.date.clone(),
            venue: show.venue.clone(),
            partners: show.partners.iter().map(|p| p.name.clone()).collect(),
            theme: show.theme.clone(),
            seats,
            awards: show.awards.len(),
            works: show.finalists().map(Finalist::of).collect(),
            ballots: show.ballots.iter().map(|b| Paper::of(b, show)).collect(),
            rehearsal,
            edition: String::new(),
        };
        playbill.edition = page::edition(&playbill);
        playbill
    }

    /// Whether it stands in for a show that nothing is known of yet: none has an empty id.
    pub fn is_awaited(&self) -> bool {
        self.id.is_empty()
    }

    /// The paper of the ballot with this id.
    pub fn paper(&self, ballot: &str) -> Option<&Paper> {
        self.ballots.iter().find(|paper| paper.id == ballot)
    }

    /// Whether this is a work that may be voted for.
    pub fn has(&self, entry: &str) -> bool {
        self.works.iter().any(|work| work.id == entry)
    }

    /// Those of these entries that may be voted for, each once, in the order of the paper.
    pub fn known(&self, entries: &[String]) -> Vec<String> {
        let ids = self.works.iter().map(|work| &work.id);
        ids.filter(|id| entries.contains(id)).cloned().collect()
    }

    /// The languages that guests are offered.
    pub fn offered(&self) -> &'static [Ui] {
        Ui::offered(&self.languages)
    }
}

impl Finalist {
    fn of(entry: &Entry) -> Finalist {
        Finalist {
            id: entry.id.clone(),
            title: entry.title.clone(),
            team: entry.team.clone(),
            origin: entry.origin.clone(),
        }
    }
}

impl Paper {
    fn of(ballot: &Ballot, show: &Show) -> Paper {
        Paper {
            id: ballot.id.clone(),
            award: ballot.award.clone(),
            name: show.award(&ballot.award).map(|award| award.name.clone()),
            choices: ballot.choices,
            identity: ballot.identity,
            reach: ballot.reach,
        }
    }
}
