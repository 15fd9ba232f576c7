//! The envelopes: sealed or not, by whom, when. Never what is in them.

use super::{Desk, Rows, html};
use crate::show::award::{AwardState, Wrong};
use crate::show::event::By;
use crate::show::halves::{Agreement, Side};
use crate::show::programme::{Award, DecidedBy, Release, Ties};
use crate::show::text::Run;
use crate::view::Regions;
use crate::view::label::{self, Moment, Title, segment};
use crate::view::ready::is_tied;
use crate::words::producer::ProducerWords;
use askama::Template;

/// How an award looks from here; also the name of its seal in the style sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Empty,
    Sealed,
    Hall,
    Tie,
    Waiting,
    Revealed,
    Wrong,
    Mended,
}

struct EnvelopeRow {
    name: Run,
    also: Option<Run>,
    /// The path that its requests start with.
    path: String,
    look: Look,
    /// Who did the last thing, and when.
    by: Option<&'static str>,
    at: Option<Moment>,
    /// Only what the hall has seen.
    winners: Vec<Title>,
    corrected: bool,
    /// The file holds it back, and it has not been released.
    held_back: bool,
    can_look: bool,
    /// The label of the button that seals, where sealing is possible.
    seal: Option<&'static str>,
    /// Where a ruling learns who is tied, and of which round of the ballot. Asking there is a look
    /// at the count, which is journalled.
    tally: Option<(String, u32)>,
    /// Whether a jury decides it: then it may go to nobody, and there may be a mention.
    judged: bool,
    /// Heading of the choice of winners, where a jury decides.
    who: Option<String>,
    /// A special mention has no cue of its own.
    is_mention_unseen: bool,
    /// Where chair and producer seal together: how far they are.
    together: Vec<&'static str>,
    /// Somebody has withdrawn since, whoever wins by it: what to do.
    look_again: Option<&'static str>,
    can_correct: bool,
    can_release: bool,
}

impl EnvelopeRow {
    fn class(&self) -> &'static str {
        match self.look {
            Look::Empty => "empty",
            Look::Sealed => "sealed",
            Look::Hall => "hall",
            Look::Tie => "tie",
            Look::Waiting => "waiting",
            Look::Revealed => "revealed",
            Look::Wrong => "wrong",
            Look::Mended => "mended",
        }
    }

    fn says(&self, w: &ProducerWords) -> &'static str {
        let w = w.envelopes;
        match self.look {
            Look::Empty => w.empty,
            Look::Sealed => w.sealed,
            Look::Hall => w.by_ballot,
            Look::Tie => w.tie,
            Look::Waiting => w.waiting,
            Look::Revealed => w.revealed,
            Look::Wrong => w.wrong,
            Look::Mended => w.mended,
        }
    }
}

#[derive(Template)]
#[template(path = "producer/envelope.html", whitespace = "minimize")]
struct EnvelopeItem {
    w: ProducerWords,
    name: String,
    row: EnvelopeRow,
}

pub(super) fn regions(desk: &Desk, regions: &mut Regions) {
    let awards = (0..).zip(&desk.show().awards);
    let draw = |award, name| {
        let row = row(desk, award);
        html(EnvelopeItem {
            w: desk.w,
            name,
            row,
        })
    };
    let rows = Rows::of("envelopes", awards, draw);
    rows.put(regions, |places| {
        format!("<ul class=\"rows\">{places}</ul>")
    });
}

fn row(desk: &Desk, award: &Award) -> EnvelopeRow {
    let w = desk.w.envelopes;
    let stands = desk.state.award(&award.id);
    let look = look(desk, award, &stands);
    let name = desk.award(award);
    let runs = award.name.runs(&desk.show().languages);
    let also = runs.into_iter().find(|run| run.text != name.text);
    let announced = stands.revealed.as_ref();
    let sealed = stands.envelope.as_ref().filter(|_| announced.is_none());
    let by = |by: By| desk.w.journal.by[by as usize];
    let seen = announced.filter(|_| stands.on_wall && stands.wrong.is_none());
    let winners = seen
        .map(|revealed| revealed.winners.as_slice())
        .unwrap_or_default();
    let entries = winners.iter().filter_map(|id| desk.show().entry(id));
    let ballot = desk.show().ballot_for(&award.id);
    let by_hall = award.decided_by == DecidedBy::Audience;
    let recount = ballot.is_some_and(|ballot| desk.state.left_since_count(&ballot.id));
    let recount = recount && by_hall && award.ties == Ties::Chair;
    let ruling = match look {
        Look::Tie => true,
        Look::Sealed => by_hall,
        Look::Hall => recount,
        _ => false,
    };
    let round = |id: &str| desk.state.ballots.get(id).map_or(0, |ballot| ballot.round);
    let tally = |id: &str| (format!("/api/ballots/{}/tally", segment(id)), round(id));
    let seal = match look {
        Look::Empty => Some(w.seal),
        _ if ruling => Some(w.rule),
        Look::Sealed => Some(w.reseal),
        _ => None,
    };
    EnvelopeRow {
        name,
        also,
        path: format!("/api/envelopes/{}", segment(&award.id)),
        look,
        by: sealed.map(|envelope| by(envelope.by)),
        at: sealed
            .map(|e| e.at)
            .or(announced.map(|r| r.at))
            .map(Moment::of),
        winners: entries
            .map(|entry| label::title(entry, desk.show(), desk.ui))
            .collect(),
        corrected: stands.correction.is_some(),
        held_back: award.release == Release::Hold && !stands.released,
        can_look: sealed.is_some() || look == Look::Mended,
        seal,
        tally: ballot.filter(|_| ruling).map(|ballot| tally(&ballot.id)),
        judged: desk.show().is_judged(award),
        who: desk
            .show()
            .is_judged(award)
            .then(|| (w.who_of_jury)(award.most)),
        is_mention_unseen: !award.mention_cue,
        together: together(desk, award, &stands),
        // Of the jury's decisions the chair is told.
        look_again: match desk.show().is_judged(award) {
            true => None,
            false if desk.state.sealed_before_withdrawal(&stands) => Some(desk.w.late.look_again),
            false => (recount && announced.is_none()).then_some(desk.w.late.count_again),
        },
        can_correct: announced.is_some(),
        can_release: announced.is_some() && award.release == Release::Hold && !stands.released,
    }
}

/// Who of the two has spoken. What they said is known to nobody.
fn together(desk: &Desk, award: &Award, stands: &AwardState) -> Vec<&'static str> {
    let w = desk.w.envelopes;
    if !desk.show().sealed_by_two(&award.id) {
        return Vec::new();
    }
    let stand = match stands.halves.agreement() {
        // Both have spoken, and there is nothing to add.
        Agreement::Open if stands.envelope.is_some() => None,
        Agreement::Open => Some(w.by_two),
        Agreement::Waiting(Side::Chair) => Some(w.chair_waits),
        Agreement::Waiting(Side::Producer) => Some(w.producer_waits),
        Agreement::Unequal => Some(w.unequal),
        Agreement::Anew => Some(w.anew),
    };
    let voided = stands.halves.voided.map(|side| match side {
        Side::Chair => w.chair_void,
        Side::Producer => w.producer_void,
    });
    stand.into_iter().chain(voided).collect()
}

fn look(desk: &Desk, award: &Award, stands: &AwardState) -> Look {
    match (stands.wrong, &stands.revealed, &stands.envelope) {
        (Some(Wrong::Raised), ..) => Look::Wrong,
        (Some(Wrong::Mended), ..) => Look::Mended,
        (None, Some(_), _) if stands.on_wall => Look::Revealed,
        (None, Some(_), _) => Look::Waiting,
        (None, None, Some(_)) => Look::Sealed,
        (None, None, None) if award.decided_by != DecidedBy::Audience => Look::Empty,
        (None, None, None) if is_tied(desk.state, award) => Look::Tie,
        (None, None, None) => Look::Hall,
    }
}

struct Choice<'a> {
    id: String,
    title: Title,
    team: Run,
    apart: Option<&'a Run>,
    picture: Option<String>,
}

#[derive(Template)]
#[template(path = "producer/choices.html", whitespace = "minimize")]
struct Choices<'a> {
    choices: Vec<Choice<'a>>,
}

/// The finalists, for the script to copy into the form that it opens: a form that is being filled
/// in lies outside every region.
pub(super) fn choices(desk: &Desk) -> String {
    let choices = desk.show().finalists().map(|entry| Choice {
        id: entry.id.clone(),
        title: label::title(entry, desk.show(), desk.ui),
        team: desk.own(&entry.team),
        apart: desk.apart.entry(&entry.id),
        picture: entry
            .poster
            .as_ref()
            .filter(|path| !desk.live.faults.contains_key(*path))
            .map(|path| label::media(path)),
    });
    html(Choices {
        choices: choices.collect(),
    })
}
