//! Where frames look for what no event tells.

use crate::ballotbox::BallotBox;
use crate::media::Gallery;
use crate::net::link::NetLink;
use crate::presence::Presence;
use crate::scorebox::ScoreBox;
use crate::show::event::At;
use crate::show::state::State;
use crate::view::chair::ChairSight;
use crate::view::jury::JurorSight;
use crate::voter::Voters;
use std::sync::Arc;

/// Where frames look for what changes without an event.
#[derive(Clone)]
pub struct Sources {
    /// The stage screens.
    pub presence: Arc<Presence>,
    pub ballots: Arc<BallotBox>,
    pub scores: Arc<ScoreBox>,
    /// The codes of presence ballots.
    pub voters: Arc<Voters>,
    /// What the audience's code says.
    pub audience_url: String,
    /// The show's files, as screens are sent them.
    pub gallery: Arc<Gallery>,
    /// The log outside, where the audience is larger than the hall.
    pub net: Option<Arc<NetLink>>,
}

impl Sources {
    /// What this juror may see of the judging.
    pub fn juror(&self, state: &State, juror: &str) -> JurorSight {
        let sheets = self.scores.fold();
        let read = |kept: &str| self.scores.note(kept);
        JurorSight::of(&state.show, &state.jury, &sheets, juror, read)
    }

    /// When a juror was last heard of: by a page, or by a call.
    pub fn seen(&self, state: &State, juror: &str) -> Option<At> {
        let attendance = self.presence.jury.attendance();
        let theirs = state.jury.devices.iter().filter(|(_, d)| d.juror == juror);
        let on_pages = theirs.filter_map(|(id, _)| Some(attendance.get(id)?.seen));
        on_pages.chain(self.presence.jury.last_call(juror)).max()
    }

    /// What the chair may see without a look.
    pub fn chair(&self, state: &State) -> ChairSight {
        let attendance = self.presence.jury.attendance();
        ChairSight::of(state, &self.scores.fold(), &attendance)
    }
}
