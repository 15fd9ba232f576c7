//! The journal's last lines in words. None of them says who won: what was sealed is secret, and
//! what was revealed stands on the stage.

use super::{Desk, Rows, html};
use crate::show::event::{By, Event, Stamped};
use crate::show::judging::JuryAct;
use crate::show::message::RaisedMessage;
use crate::view::Regions;
use crate::view::cue::{self, CueLabel};
use crate::view::label::Moment;
use askama::Template;

struct JournalRow {
    revision: u64,
    at: Moment,
    by: &'static str,
    says: &'static str,
    about: Option<CueLabel>,
    until: Option<Moment>,
}

#[derive(Template)]
#[template(path = "producer/journal.html", whitespace = "minimize")]
struct Region {
    name: String,
    until: &'static str,
    line: JournalRow,
}

/// The most lines that are shown. A line's revision tells its place among as many, so that a new
/// line takes that of the oldest.
const LINES_MAX: u64 = 64;

pub(super) fn regions(desk: &Desk, regions: &mut Regions) {
    let newest = desk.recent.iter().rev().take(LINES_MAX as usize);
    let newest = newest.map(|stamped| (stamped.revision % LINES_MAX, stamped));
    let draw = |stamped, name| {
        html(Region {
            name,
            until: desk.w.journal.until,
            line: line(desk, stamped),
        })
    };
    let lines = Rows::of("journal", newest, draw);
    lines.put(regions, |places| format!("<ol>{places}</ol>"));
}

fn line(desk: &Desk, stamped: &Stamped) -> JournalRow {
    let (says, about) = words(desk, &stamped.event);
    let until = match &stamped.event {
        Event::BallotOpened { closes_at, .. }
        | Event::BallotExtended { closes_at, .. }
        | Event::BallotReopened { closes_at, .. } => Some(Moment::of(*closes_at)),
        _ => None,
    };
    JournalRow {
        revision: stamped.revision,
        at: Moment::of(stamped.at),
        by: desk.w.journal.by[stamped.by as usize],
        says,
        about,
        until,
    }
}

/// What happened, and to what.
fn words(desk: &Desk, event: &Event) -> (&'static str, Option<CueLabel>) {
    let w = desk.w.journal;
    let award = |id: &str| award(desk, id);
    let ballot = |id: &str| {
        let award_id = desk.show().ballot(id).map(|b| b.award.as_str());
        award(award_id.unwrap_or(id))
    };
    match event {
        Event::ShowLoaded { .. } => (w.loaded, None),
        Event::ShowReread { .. } => (w.reread, None),
        Event::CueFired { cue, by } => (w.moves[*by as usize], cue_label(desk, cue)),
        Event::BlackoutSet { on } => (w.blackout[usize::from(*on)], None),
        Event::CardSet { on } => (w.card[usize::from(*on)], None),
        Event::MessageRaised { message } => (w.message[1], raised(desk, message)),
        Event::MessageLowered => (w.message[0], None),
        Event::EnvelopeSealed { award: id, .. } => (w.sealed, award(id)),
        Event::HalfSealed { award: id, .. } => (w.halves[0], award(id)),
        Event::HalvesDiffer { award: id } => (w.halves[1], award(id)),
        Event::HalfVoided { award: id, .. } => (w.halves[2], award(id)),
        Event::EnvelopeOpened { award: id } => (w.opened, award(id)),
        Event::AwardRevealed { award: id, .. } => (w.revealed, award(id)),
        Event::AwardOnWall { award: id } => (w.on_wall, award(id)),
        Event::AwardReleased { award: id } => (w.released, award(id)),
        Event::WrongEnvelope { award: id } => (w.wrong, award(id)),
        Event::EnvelopeStands { award: id } => (w.stands, award(id)),
        Event::AwardCorrected { award: id, .. } => (w.corrected, award(id)),
        Event::BallotOpened { ballot: id, .. } => (w.ballot_opened, ballot(id)),
        Event::BallotExtended { ballot: id, .. } => (w.ballot_extended, ballot(id)),
        Event::BallotClosing { ballot: id, .. } => (w.ballot_closing, ballot(id)),
        Event::BallotClosed { ballot: id, .. } => (w.ballot_closed, ballot(id)),
        Event::NetCounted { ballot: id, .. } => (w.net_counted, ballot(id)),
        Event::HallAnnounced { ballot: id } => (w.hall_announced, ballot(id)),
        Event::BallotReopened { ballot: id, .. } => (w.ballot_reopened, ballot(id)),
        Event::VoterExcluded { ballot: id, .. } => (w.voter_excluded, ballot(id)),
        Event::CrowdSimulated { .. } => (w.crowd_simulated, None),
        Event::TallyOpened { ballot: id } => (w.tally_opened, ballot(id)),
        Event::ScreenApproved { name, .. } => (w.screen_approved, said(desk, name)),
        Event::ScreenDismissed { screen } => (w.screen_dismissed, screen_name(desk, screen)),
        Event::KeyRevoked { role, .. } => (w.key_revoked, holder(desk, role)),
        Event::KeysNoted { .. } => (w.keys_noted, None),
        Event::KeysReplaced { .. } => (w.keys_replaced, None),
        Event::JuryActed { act, .. } => (acted(&w.jury, act), about(desk, act)),
        Event::JurorDevice { juror, on, .. } => (w.device[usize::from(*on)], holder(desk, juror)),
        Event::RuleFixed { .. } => (w.rule_fixed, None),
        Event::RuleChanged { .. } => (w.rule_changed, None),
        Event::MatrixOpened => (w.matrix_opened, None),
        Event::MatrixRead => (w.matrix_read, None),
        Event::FinalBegun { .. } => (w.final_begun, None),
        Event::RulesCompared => (w.rules_compared, None),
        // No journal that the desk shows has it.
        Event::RehearsalBegan { .. } => (desk.ui.words().rehearsal.mark, None),
        Event::DoorsOpened => (w.doors_opened, None),
        Event::DoorsClosed => (w.doors_closed, None),
    }
}

fn raised(desk: &Desk, message: &RaisedMessage) -> Option<CueLabel> {
    Some(CueLabel {
        run: Some(desk.own(&message.text)),
        step: None,
    })
}

/// What the jury did; no score and no rank is told.
pub(in crate::view) fn acted(words: &[&'static str; 13], act: &JuryAct) -> &'static str {
    words[match act {
        JuryAct::Signed { .. } => 0,
        JuryAct::Unsigned { .. } => 1,
        JuryAct::Recused { .. } => 2,
        JuryAct::Reopened { .. } => 3,
        JuryAct::Absent { on: true, .. } => 4,
        JuryAct::Absent { on: false, .. } => 5,
        JuryAct::Conflict {
            confirmed: true, ..
        } => 6,
        JuryAct::Conflict {
            confirmed: false, ..
        } => 7,
        JuryAct::Paper { .. } => 8,
        JuryAct::Moved { .. } => 9,
        JuryAct::Voided { .. } => 10,
        JuryAct::Closed { .. } => 11,
        JuryAct::RoundBegun { .. } => 12,
    }]
}

/// The juror whose sheet it is about.
fn about(desk: &Desk, act: &JuryAct) -> Option<CueLabel> {
    act.juror().and_then(|juror| holder(desk, juror))
}

/// Text that somebody typed.
fn said(desk: &Desk, text: &str) -> Option<CueLabel> {
    let lang = crate::show::text::lang_of(text, &desk.show().languages);
    let run = crate::show::text::Run {
        lang,
        text: text.to_owned(),
    };
    Some(CueLabel {
        run: Some(run),
        step: None,
    })
}

/// Who holds a key, as people call them.
fn holder(desk: &Desk, role: &str) -> Option<CueLabel> {
    let [_, _, mc, producer, ..] = desk.w.desk.link_names;
    let name = match role {
        "mc" => mc,
        "producer" => producer,
        "chair" => desk.w.journal.by[By::Chair as usize],
        "crew" => desk.ui.words().help.roles[4],
        juror => {
            let id = juror.trim_start_matches("jury/");
            let mut jurors = desk.show().jury.jurors.iter();
            let Some(juror) = jurors.find(|juror| juror.id == id) else {
                return said(desk, id);
            };
            return Some(CueLabel {
                run: Some(desk.own(&juror.name)),
                step: None,
            });
        }
    };
    Some(CueLabel {
        run: Some(crate::show::text::Run {
            lang: desk.ui.tag().to_owned(),
            text: name.to_owned(),
        }),
        step: None,
    })
}

/// An award that a later file dropped is called by its id.
fn award(desk: &Desk, id: &str) -> Option<CueLabel> {
    match desk.show().award(id) {
        Some(award) => Some(CueLabel {
            run: Some(desk.award(award)),
            step: None,
        }),
        None => said(desk, id),
    }
}

fn cue_label(desk: &Desk, id: &str) -> Option<CueLabel> {
    match desk.state.rundown.position(id) {
        Some(position) => {
            let cue = desk.state.rundown.at(position);
            Some(cue::label(cue, desk.show(), desk.ui))
        }
        None => said(desk, id),
    }
}

fn screen_name(desk: &Desk, id: &str) -> Option<CueLabel> {
    let screen = desk.live.screens.iter().find(|screen| screen.id == id);
    let name = screen
        .map(|screen| screen.name.as_str())
        .filter(|name| !name.is_empty());
    said(desk, name.unwrap_or(id))
}
