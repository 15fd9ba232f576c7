//! The rules: a command becomes events, or is refused with a reason.

mod alone;
mod ballot;
mod cue;
mod envelope;
mod history;
mod jury;
mod reread;

pub use alone::without_net;
pub use envelope::{CITATION_CHARS_MAX, look_within};
pub use history::{history_stands, is_under_way};
pub use reread::{ScoredOn, scores_stand};

use super::ballot::BallotState;
use super::command::Command;
use super::event::{At, Event, Move};
use super::judging::AnnouncedRule;
use super::message::RaisedMessage;
use super::refusal::Refusal;
use super::rehearsal;
use super::state::{State, WALL_WAIT_MS};

/// Two GOs closer than this are one finger: without an expected revision the second is refused.
pub const GO_GUARD_MS: i64 = 500;

/// The longest reason for a correction, in characters.
pub const REASON_CHARS_MAX: usize = 500;

/// What a command makes of the show, or why it is refused. No events means that everything is so
/// already.
pub fn decide(state: &State, command: &Command, at: At) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Go { expect } => cue::go(state, *expect, at),
        Command::Back { expect } => cue::back(state, *expect),
        Command::Goto { cue, expect } => {
            fresh(state, *expect)?;
            let position = state.rundown.position(cue);
            let position = position.ok_or_else(|| Refusal::NoSuchCue(cue.clone()))?;
            cue::still_takes_part(state, position)?;
            cue::fire(state, position, Move::Goto, at)
        }
        Command::Blackout { on, expect } => {
            fresh(state, *expect)?;
            Ok(change(
                state.blackout != *on,
                Event::BlackoutSet { on: *on },
            ))
        }
        Command::Card { on, expect } => {
            fresh(state, *expect)?;
            Ok(change(state.card != *on, Event::CardSet { on: *on }))
        }
        Command::Message { message } => raise(state, message.as_ref()),
        Command::WrongEnvelope { award } => envelope::wrong_envelope(state, award.as_deref()),
        Command::EnvelopeStands { award } => envelope::envelope_stands(state, award),
        Command::Seal { award, conclusion } => envelope::seal(state, award, conclusion),
        Command::Decide {
            award,
            by,
            conclusion,
            ranking,
            half,
        } => {
            let (ranking, half) = (ranking.as_deref(), half.as_deref());
            jury::decide(state, (award, *by), conclusion, ranking, half)
        }
        Command::OpenEnvelope { award } => envelope::open_envelope(state, award),
        Command::Correct {
            award,
            winners,
            honours,
            reason,
        } => envelope::correct(state, award, winners, honours, reason),
        Command::Release { award } => envelope::release(state, award),
        Command::OpenBallot { ballot, seconds } => ballot::open(state, ballot, *seconds, at),
        Command::ExtendBallot { ballot, seconds } => ballot::extend(state, ballot, *seconds),
        Command::CloseBallot { ballot } => ballot::close(state, ballot, at),
        Command::ReopenBallot { ballot, seconds } => ballot::reopen(state, ballot, *seconds, at),
        Command::Exclude {
            ballot,
            receipt,
            voter,
            reason,
        } => ballot::exclude(state, ballot, receipt, voter, reason),
        Command::Simulate { phones } => Ok(change(
            state.simulated != *phones,
            Event::CrowdSimulated { phones: *phones },
        )),
        Command::LookAtTally { ballot } => ballot::look(state, ballot),
        Command::Counted {
            ballot,
            position,
            tally,
            digest,
        } => {
            let waits = |b: &BallotState| b.is_closing() && b.counts.hall.is_none();
            let closing = state.ballots.get(ballot).is_some_and(waits);
            let closed = Event::BallotClosed {
                ballot: ballot.clone(),
                position: *position,
                tally: tally.clone(),
                digest: digest.clone(),
            };
            Ok(change(closing, closed))
        }
        Command::NetCounted { .. } => Ok(ballot::net_counted(state, command)),
        Command::AnnounceHall { ballot } => ballot::announce_hall(state, ballot),
        Command::OnWall { award } => {
            let waits = state.award(award).waits_for_wall();
            Ok(change(
                waits,
                Event::AwardOnWall {
                    award: award.clone(),
                },
            ))
        }
        Command::ApproveScreen {
            screen,
            name,
            approved,
        } => Ok(approve_screen(state, screen, name, *approved)),
        Command::NoteRevocation { role, revoked } => {
            let mut events = vec![Event::KeyRevoked {
                role: role.clone(),
                revoked: Some(revoked.clone()),
            }];
            events.extend(jury::voided(state, |side| side.role() == role));
            Ok(events)
        }
        Command::GoOnWithKeys { fingerprint } => Ok(go_on_with_keys(state, fingerprint)),
        Command::TellJury {
            act,
            position,
            digest,
        } => Ok(vec![Event::JuryActed {
            act: act.clone(),
            position: *position,
            digest: digest.clone(),
        }]),
        Command::FixRule => {
            let rule = Box::new(AnnouncedRule::of(&state.show));
            Ok(change(!state.jury.is_fixed(), Event::RuleFixed { rule }))
        }
        Command::SetDevice { .. } => set_device(state, command),
        Command::OpenMatrix => Ok(vec![Event::MatrixOpened]),
        // As long as nothing is done with a sheet, it is the same look.
        Command::ReadMatrix => Ok(change(
            state.jury.looked != Some(state.jury.told),
            Event::MatrixRead,
        )),
        Command::CompareRules => Ok(vec![Event::RulesCompared]),
        Command::Doors { open } => doors(state, *open),
        Command::Reread { show } => reread::reread(state, show),
        Command::Shortlist { show } => reread::shortlist(state, show),
        Command::Rehearse { seed, citation } => Ok(rehearsal::dummies(state, *seed, citation)),
        Command::Tick => Ok(due(state, at)),
    }
}

fn go_on_with_keys(state: &State, fingerprint: &str) -> Vec<Event> {
    let fingerprint = fingerprint.to_owned();
    match state.fingerprint.as_deref() {
        Some(known) if *known == fingerprint => Vec::new(),
        Some(_) => {
            // No half can be held against another under another secret.
            let mut events = vec![Event::KeysReplaced { fingerprint }];
            events.extend(jury::voided(state, |_| true));
            events
        }
        None => vec![Event::KeysNoted { fingerprint }],
    }
}

/// Whether the evening may start over: only before the doors open, and only with the show's id
/// typed out.
pub fn may_rewind(state: &State, typed: &str) -> Result<(), Refusal> {
    if state.doors_open {
        return Err(Refusal::DoorsOpen);
    }
    if typed.trim() != state.show.id {
        return Err(Refusal::NotConfirmed);
    }
    Ok(())
}

/// Whether anything has happened that the audience could have seen: a cue, open doors, a ballot.
pub fn has_begun(state: &State) -> bool {
    let voted = state.ballots.values().any(|ballot| ballot.round > 0);
    state.began_at.is_some() || state.doors_open || voted
}

/// Nothing moves: what is beneath goes on, and whoever pressed GO meanwhile meant what they saw.
fn raise(state: &State, message: Option<&RaisedMessage>) -> Result<Vec<Event>, Refusal> {
    let Some(message) = message else {
        return Ok(change(state.message.is_some(), Event::MessageLowered));
    };
    if !message.is_fit() {
        return Err(Refusal::BadMessage);
    }
    let raised = Event::MessageRaised {
        message: message.clone(),
    };
    Ok(change(state.message.as_ref() != Some(message), raised))
}

fn change(needed: bool, event: Event) -> Vec<Event> {
    if needed { vec![event] } else { Vec::new() }
}

fn fresh(state: &State, expect: Option<u64>) -> Result<(), Refusal> {
    match expect {
        Some(seen) if seen < state.stage_revision || seen > state.revision => Err(Refusal::Stale),
        _ => Ok(()),
    }
}

fn approve_screen(state: &State, screen: &str, name: &str, approved: bool) -> Vec<Event> {
    let known = state.screens.get(screen);
    if approved {
        let approve = Event::ScreenApproved {
            screen: screen.to_owned(),
            name: name.to_owned(),
        };
        change(known.is_none_or(|n| n != name), approve)
    } else {
        change(
            known.is_some(),
            Event::ScreenDismissed {
                screen: screen.to_owned(),
            },
        )
    }
}

/// The most browsers that open one juror's page.
pub const DEVICES_MAX: usize = 12;

fn set_device(state: &State, command: &Command) -> Result<Vec<Event>, Refusal> {
    let Command::SetDevice {
        juror,
        device,
        on,
        label,
    } = command
    else {
        return Ok(Vec::new());
    };
    let devices = state.jury.devices.values();
    let open = devices.filter(|device| device.on && device.juror == *juror);
    let opens = state.jury.opens(juror, device);
    if *on && !opens && open.count() >= DEVICES_MAX {
        return Err(Refusal::TooManyDevices(juror.clone()));
    }
    let set = Event::JurorDevice {
        juror: juror.clone(),
        device: device.clone(),
        on: *on,
        label: label.clone(),
    };
    Ok(change(opens != *on, set))
}

fn doors(state: &State, open: bool) -> Result<Vec<Event>, Refusal> {
    if open {
        return Ok(change(!state.doors_open, Event::DoorsOpened));
    }
    if state.doors_open && state.awards.values().any(|award| award.revealed.is_some()) {
        return Err(Refusal::DoorsOpen);
    }
    Ok(change(state.doors_open, Event::DoorsClosed))
}

/// What is due by itself: a passed deadline, and the wall that nobody confirmed.
fn due(state: &State, at: At) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some((ballot, closes_at)) = state.open_ballot()
        && closes_at <= at
    {
        events.push(Event::BallotClosing {
            ballot: ballot.to_owned(),
            as_of: closes_at,
        });
    }
    for (id, award) in &state.awards {
        let Some(revealed) = award.revealed.as_ref().filter(|_| award.waits_for_wall()) else {
            continue;
        };
        if at.since_ms(revealed.at) >= WALL_WAIT_MS {
            events.push(Event::AwardOnWall { award: id.clone() });
        }
    }
    events
}
