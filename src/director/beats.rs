//! The one limit on what screens are sent while nothing of the show moves: turnout, screens that
//! come and go, what they really show, pictures that are ready. What the show does goes out at
//! once, and takes with it whatever waits here.

use super::thread::DirectorThread;
use crate::ballotbox::Turnout;
use crate::fanout::Hears;
use crate::show::event::At;
use crate::show::programme::BallotResults;
use crate::show::state::State;
use crate::voter::TURN_MS;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The least time between two beats, whoever asks for them: five a second.
const BEAT_MS: i64 = 200;

/// Turnout is looked at this often: with the way to the screens, every vote is told of within half
/// a second.
const TURNOUT_MS: i64 = 400;

/// While the hall watches a count, its bars move at most twice a second: more would be unrest, and
/// no faster to read.
const BARS_MS: i64 = 500;

/// The list of screens that nobody approved follows them this slowly: anybody can come and go, and
/// only the producer reads it.
const STRANGERS_MS: i64 = 1_000;

/// What was told last, and what waits to be told.
pub(super) struct Beats {
    /// Somebody has asked for a beat. Every handle of the director shares it: however many ask, the
    /// director is woken once a beat.
    pub(super) asked: Arc<AtomicBool>,
    /// The same for the jury's screens alone.
    judged: Arc<AtomicBool>,
    /// Their last beat.
    judged_at: Option<At>,
    /// The last beat; none yet.
    at: Option<At>,
    counted_at: At,
    turnout: BTreeMap<String, Turnout>,
    phones: u64,
    strangers_at: Option<At>,
}

impl Beats {
    pub(super) fn new([asked, judged]: [Arc<AtomicBool>; 2], now: At) -> Self {
        Beats {
            asked,
            judged,
            judged_at: None,
            at: None,
            counted_at: now,
            turnout: BTreeMap::new(),
            phones: 0,
            strangers_at: None,
        }
    }

    /// How long the limit still holds the next one back, in ms; 0 if it does not.
    fn held_back_ms(&self, now: At) -> i64 {
        let since = self.at.map_or(BEAT_MS, |at| now.since_ms(at));
        (BEAT_MS - since).max(0)
    }

    /// The same for the jury's.
    fn jury_held_back_ms(&self, now: At) -> i64 {
        let since = self.judged_at.map_or(BEAT_MS, |at| now.since_ms(at));
        (BEAT_MS - since).max(0)
    }
}

impl DirectorThread {
    /// Sends a beat if there is something to tell and the limit allows it.
    pub(super) fn beat(&mut self) {
        let now = self.clock.now();
        if self.beats.jury_held_back_ms(now) == 0 && self.beats.judged.swap(false, Ordering::SeqCst)
        {
            self.beats.judged_at = Some(now);
            self.fanout.beat(now, Hears::Jury);
        }
        if self.beats.held_back_ms(now) > 0 {
            return;
        }
        if self.failing() != self.told {
            self.beats.at = Some(now);
            return self.publish();
        }
        // Whatever changes from here on needs a beat of its own.
        let asked = self.beats.asked.swap(false, Ordering::SeqCst);
        if self.counted_anew(now, asked) || asked {
            self.beats.at = Some(now);
            return self.fanout.beat(now, Hears::All);
        }
        let waited = self.beats.strangers_at.map(|at| now.since_ms(at));
        if waited.is_none_or(|ms| ms >= STRANGERS_MS) && self.presence.have_strangers_changed() {
            // It keeps no other beat waiting: the hall's turnout is told to others than this is.
            self.beats.strangers_at = Some(now);
            self.fanout.beat(now, Hears::Producers);
        }
    }

    /// What is published for another reason takes with it what waits for a beat.
    pub(super) fn no_beat_waits(&self) {
        self.beats.asked.store(false, Ordering::SeqCst);
    }

    /// Votes change no event; nor do phones that come, or the code on stage. A beat that goes out
    /// for another reason (`asked`) tells of them, too, and the time to the next begins with it.
    fn counted_anew(&mut self, now: At, asked: bool) -> bool {
        let (stage, before) = (self.on_stage(), self.beats.counted_at);
        if !asked && now.since_ms(before) < turnout_ms(stage.state()) {
            return false;
        }
        let turnout = stage.ballots().turnout();
        let turned = now.0.div_euclid(TURN_MS) != before.0.div_euclid(TURN_MS);
        let code = turned && stage.state().open_ballot().is_some();
        let phones = self.fanout.phones().count();
        let beats = &mut self.beats;
        let anew = turnout != beats.turnout || phones != beats.phones || code;
        if anew || asked {
            (beats.turnout, beats.phones, beats.counted_at) = (turnout, phones, now);
        }
        anew
    }

    /// When the next beat may be due, in ms from now; nothing where none waits for its time.
    pub(super) fn next_beat_ms(&self, now: At) -> Option<i64> {
        let held_ms = self.beats.held_back_ms(now);
        let asked = self.beats.asked.load(Ordering::SeqCst);
        // Votes that came since the last look are told with the next, and not whenever somebody
        // looks again.
        let counted_ms = turnout_ms(self.on_stage().state()) - now.since_ms(self.beats.counted_at);
        let counted_ms = counted_ms.max(held_ms);
        let asked = asked.then_some(held_ms);
        let judged = self.beats.judged.load(Ordering::SeqCst);
        let judged = judged.then(|| self.beats.jury_held_back_ms(now));
        asked
            .into_iter()
            .chain(judged)
            .chain((counted_ms > 0).then_some(counted_ms))
            .min()
    }
}

fn turnout_ms(state: &State) -> i64 {
    let open = state.open_ballot().map(|(id, _)| id);
    let ballot = open.and_then(|id| state.show.ballot(id));
    match ballot.map(|ballot| ballot.results) {
        Some(BallotResults::Live) => BARS_MS,
        _ => TURNOUT_MS,
    }
}
