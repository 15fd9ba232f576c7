//! What is recorded under a receipt, and what has become of it in the result that was announced.
//! No machine says more than it can know: a node has the log outside alone.

use super::page::{self, Work};
use super::side::dressed;
use super::{Bulletin, Page, Paper, paper};
use crate::ballotbox::Held;
use crate::show::ballot::{BallotStage, BallotState};
use crate::show::programme::Reach;
use crate::show::text::Run;
use crate::words::Ui;
use crate::words::audience::AudienceWords;
use crate::words::rehearsal::RehearsalWords;
use askama::Template;
use serde::{Deserialize, Serialize};

/// Whose votes are in the result of a ballot that reaches outside the hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResultOf {
    /// Whoever is in both boxes is in it once.
    Both,
    Net,
    /// The producer has announced the hall alone.
    Hall,
}

impl ResultOf {
    /// None for a ballot of the hall's alone, and where nothing is counted.
    pub(super) fn of(stands: &BallotState, reach: Reach) -> Option<ResultOf> {
        let counted = matches!(stands.stage, BallotStage::Closed { .. });
        match reach {
            Reach::Hall => None,
            _ if !counted => None,
            _ if stands.counts.hall_alone => Some(ResultOf::Hall),
            Reach::Both => Some(ResultOf::Both),
            Reach::Net => Some(ResultOf::Net),
        }
    }
}

/// What was found under a receipt.
#[derive(Clone, Debug, Default)]
pub struct ReceiptLook {
    /// The voters with this receipt: rarely more than one.
    pub voters: Vec<ReceiptHeld>,
    /// Whether the hall's box was looked into.
    pub hall: bool,
    /// Whether the log outside was.
    pub net: bool,
}

/// What is held of one voter.
#[derive(Clone, Debug, Default)]
pub struct ReceiptHeld {
    pub hall: Option<Held>,
    pub net: Option<Held>,
}

/// What has become of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VoteFate {
    Counted,
    Excluded,
    /// The voter's choice in the other box counts.
    Superseded,
    /// In the result, unless the other box, which is not here, holds one that counts instead.
    OneOfTwo,
    /// The hall alone was announced, and it came from outside.
    HallAlone,
    /// No count of the ballot was announced.
    Uncounted,
}

impl ReceiptLook {
    /// The choices of a voter, each with what has become of it.
    fn fates<'h>(
        &self,
        held: &'h ReceiptHeld,
        reach: Reach,
        made: Option<ResultOf>,
    ) -> Vec<(&'h Held, VoteFate)> {
        let both = [&held.hall, &held.net];
        let excluded = both
            .iter()
            .any(|held| held.as_ref().is_some_and(|h| h.excluded));
        let hall_counts = match both {
            [Some(hall), Some(net)] => hall.change >= net.change,
            [hall, _] => hall.is_some(),
        };
        let fate = |is_hall: bool| match (reach, made) {
            _ if excluded => VoteFate::Excluded,
            (Reach::Hall, _) | (_, Some(ResultOf::Net)) => VoteFate::Counted,
            (_, None) => VoteFate::Uncounted,
            (_, Some(ResultOf::Hall)) if is_hall => VoteFate::Counted,
            (_, Some(ResultOf::Hall)) => VoteFate::HallAlone,
            (_, Some(ResultOf::Both)) if !(self.hall && self.net) => VoteFate::OneOfTwo,
            (_, Some(ResultOf::Both)) if is_hall == hall_counts => VoteFate::Counted,
            (_, Some(ResultOf::Both)) => VoteFate::Superseded,
        };
        let of = [true, false].into_iter().zip(both);
        of.filter_map(|(is_hall, held)| Some((held.as_ref()?, fate(is_hall))))
            .collect()
    }

    /// Whether what is not here is nowhere.
    fn is_all(&self, reach: Reach, made: Option<ResultOf>) -> bool {
        match reach {
            Reach::Hall => self.hall,
            Reach::Net => self.net && made.is_some(),
            // The hall has read all of the log once that is counted.
            Reach::Both => self.hall && self.net && made == Some(ResultOf::Both),
        }
    }
}

struct Recorded<'a> {
    works: Vec<Work<'a>>,
    says: &'static str,
}

#[derive(Template)]
#[template(path = "audience/receipt.html", whitespace = "minimize")]
struct ReceiptPage<'a> {
    w: &'static AudienceWords,
    ui: Ui,
    offered: &'static [Ui],
    rehearsal: Option<&'static RehearsalWords>,
    style: String,
    document_title: &'a str,
    query: String,
    award: Vec<Run>,
    revealed: bool,
    asked: &'a str,
    found: Vec<Recorded<'a>>,
    /// Whether they are of several voters.
    several: bool,
    none: &'static str,
}

fn says(w: &'static AudienceWords, fate: VoteFate) -> &'static str {
    match fate {
        VoteFate::Counted => w.receipt_counts,
        VoteFate::Excluded => w.excluded,
        VoteFate::Superseded => w.receipt_superseded,
        VoteFate::OneOfTwo => w.receipt_one_of_two,
        VoteFate::HallAlone => w.receipt_hall_alone,
        VoteFate::Uncounted => w.receipt_uncounted,
    }
}

/// `GET /receipts/{ballot}`: what is recorded under a receipt, once the award is revealed. Before
/// that it says when to come back.
pub fn receipt_page(
    bulletin: &Bulletin,
    ui: Ui,
    ballot: &str,
    asked: Option<&str>,
    look: &ReceiptLook,
) -> Page {
    let (show, w) = (&*bulletin.playbill, &ui.words().audience);
    let paper = show.paper(ballot);
    let revealed = paper.is_some_and(|paper| bulletin.tells_of(paper));
    let reach = paper.map_or(Reach::Hall, |paper: &Paper| paper.reach);
    let made = bulletin.results.get(ballot).copied();
    let works = Work::all(show, ui);
    let recorded = |(held, fate): (&Held, VoteFate)| {
        let chosen = works
            .iter()
            .filter(|work| held.choices.iter().any(|id| id == work.id));
        Recorded {
            works: chosen.cloned().collect(),
            says: says(w, fate),
        }
    };
    let voters = look.voters.iter().filter(|_| revealed);
    let found = voters.flat_map(|held| look.fates(held, reach, made));
    let asked = asked.unwrap_or_default().trim();
    let plain = asked
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    let kept: String = plain.take(16).collect();
    dressed(
        show,
        ReceiptPage {
            w,
            ui,
            offered: show.offered(),
            rehearsal: page::rehearsal(show, ui),
            style: page::style(show),
            document_title: w.receipt_title,
            query: if revealed && !kept.is_empty() {
                format!("receipt={kept}&")
            } else {
                String::new()
            },
            award: paper
                .map(|paper| paper::award(paper, show, ui))
                .unwrap_or_default(),
            revealed,
            asked,
            found: found.map(recorded).collect(),
            several: look.voters.len() > 1,
            none: match look.is_all(reach, made) {
                true => w.receipt_none,
                false => w.receipt_none_here,
            },
        },
    )
}
