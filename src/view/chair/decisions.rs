//! What the jury has to decide, and what it can choose from. What was decided is not told here.

use crate::show::award::Wrong;
use crate::show::halves::{Agreement, Side};
use crate::show::programme::Award;
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::Live;
use crate::view::jury::html;
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::chair::ChairWords;
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "chair/decisions.html", whitespace = "minimize")]
pub(super) struct DecisionsRegion {
    w: &'static ChairWords,
    colon: &'static str,
    rows: Vec<AwardToDecide>,
}

struct AwardToDecide {
    id: String,
    name: Run,
    kind: &'static str,
    says: &'static str,
    /// A half has died with its key.
    voided: Option<&'static str>,
    /// A winner has withdrawn and nobody moves up.
    lack: Option<&'static str>,
    at_most: String,
    /// How many win.
    most: u32,
    /// A special mention has no cue of its own.
    is_mention_unseen: bool,
    button: &'static str,
    may_decide: bool,
}

impl DecisionsRegion {
    pub(super) fn of(state: &State, ui: Ui) -> Self {
        let awards = state.show.awards.iter();
        let jurys = awards.filter(|award| state.show.is_judged(award));
        DecisionsRegion {
            w: &ui.words().chair,
            colon: ui.words().writing.colon,
            rows: jurys.map(|award| row(state, award, ui)).collect(),
        }
    }
}

fn row(state: &State, award: &Award, ui: Ui) -> AwardToDecide {
    let w = &ui.words().chair.decide;
    let standing = state.award(&award.id);
    let sealed = standing.envelope.is_some();
    let [open, is_sealed, producer_is_to, chair_is_to] = w.states;
    let (kind, says) = match standing.halves.agreement() {
        Agreement::Waiting(Side::Chair) => ("waiting", producer_is_to),
        Agreement::Waiting(Side::Producer) => ("waiting", chair_is_to),
        Agreement::Unequal => ("differs", w.not_the_same),
        Agreement::Anew => ("differs", w.anew),
        Agreement::Open if standing.stands() => ("revealed", w.revealed),
        Agreement::Open if standing.wrong == Some(Wrong::Raised) => ("differs", w.wrong[0]),
        Agreement::Open if standing.wrong == Some(Wrong::Mended) => ("sealed", w.wrong[1]),
        Agreement::Open if standing.halves.voided.is_some() => ("differs", w.voided),
        Agreement::Open if sealed => ("sealed", is_sealed),
        Agreement::Open => ("open", open),
    };
    let voided = standing.halves.voided.map(|_| w.voided);
    AwardToDecide {
        id: award.id.clone(),
        name: label::own(&award.name, &state.show, ui),
        kind,
        says,
        voided: voided.filter(|voided| *voided != says),
        lack: state.lack(&award.id).map(|lack| w.lacks[lack as usize]),
        at_most: (w.most)(award.most),
        most: award.most,
        is_mention_unseen: !award.mention_cue,
        button: if sealed { w.again } else { w.button },
        // The producer's half of a correction waits for the chair's.
        may_decide: kind != "revealed",
    }
}

#[derive(Template)]
#[template(path = "chair/choices.html", whitespace = "minimize")]
pub(super) struct ChoicesRegion {
    rows: Vec<Eligible>,
}

struct Eligible {
    id: String,
    number: Option<String>,
    title: Title,
    team: Run,
    picture: Option<String>,
}

impl ChoicesRegion {
    pub(super) fn of(state: &State, live: &Live, ui: Ui) -> Self {
        let show = &state.show;
        let choice = |entry: &crate::show::programme::Entry| {
            let picture = entry.picture();
            let picture = picture.filter(|path| !live.faults.contains_key(*path));
            Eligible {
                id: entry.id.clone(),
                number: entry.number.clone(),
                title: label::title(entry, show, ui),
                team: label::own(&entry.team, show, ui),
                picture: picture.map(|path| label::media(path)),
            }
        };
        ChoicesRegion {
            rows: show.finalists().map(choice).collect(),
        }
    }
}

/// Marks for the works that hold so many prizes already.
#[derive(Template)]
#[template(
    source = "{% for (entry, says) in rows %}<i data-prizes=\"{{ entry }}\">{{ says }}</i>{% endfor %}",
    ext = "html"
)]
struct Prizes<'a> {
    rows: Vec<(&'a String, String)>,
}

/// Which works hold how many prizes, by entry.
pub fn prizes(held: &BTreeMap<String, usize>, ui: Ui) -> String {
    let says = ui.words().chair.decide.holds;
    let rows = held.iter().map(|(entry, prizes)| (entry, says(*prizes)));
    let rows = rows.collect();
    html(&Prizes { rows })
}
