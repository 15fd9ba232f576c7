//! What the show lacks: on its screens, on its stage, in its envelopes. None of it depends on who
//! has won.

use super::{Inspection, name};
use crate::show::programme::{Award, Ballot, BallotResults, DecidedBy, Identity, Show, Ties};
use crate::show::state::State;
use crate::show::text::code_points;
use crate::view::{Live, Screen, Sound, qr};
use crate::words::ready::ReadyFinding;

/// What most addresses in a hall's network look like.
const USUAL_ADDRESS: &str = "http://192.168.100.100:8080/";

/// The code of a presence ballot adds so much to the address.
const ROTATING: &str = "p/0123456789";

/// From how far the code of the ballots is read. None for a show without a ballot.
///
/// A camera reads a code of 25 modules from ten times its width; one of more modules has to be
/// wider by as much. The widths are those of the style sheet, in percent of the picture.
pub(super) fn code(show: &Show, live: &Live) -> Option<ReadyFinding> {
    let per_metre = |ballot: &Ballot| {
        let wifi = show.wifi.is_some();
        let percent = match (ballot.results, wifi) {
            (BallotResults::Hidden, false) => 40,
            (BallotResults::Hidden, true) => 36,
            (BallotResults::Live, false) => 26,
            (BallotResults::Live, true) => 21,
        };
        let address = match live.wall_address(ballot) {
            "" => USUAL_ADDRESS,
            address => address,
        };
        let more = match ballot.identity {
            Identity::Presence => ROTATING,
            _ => "",
        };
        let side = qr::side(&format!("{address}{more}"))?;
        // In hundredths of a metre, for each metre that the picture is wide.
        Some(250 * percent / side as u32)
    };
    let least = show.ballots.iter().filter_map(per_metre).min()?;
    let hall = show.hall.as_ref();
    let measured = hall.and_then(|hall| Some((hall.depth?, hall.screen?)));
    let Some((depth, screen)) = measured else {
        return Some(ReadyFinding::CodeNotMeasured);
    };
    let reach = least.saturating_mul(screen) / 100;
    Some(match reach < depth {
        true => ReadyFinding::CodeTooSmall { reach, depth },
        false => ReadyFinding::CodeReaches(reach),
    })
}

pub(super) fn screens(of: &Inspection) -> Vec<ReadyFinding> {
    let live = of.live;
    if !live.machine.served {
        return vec![ReadyFinding::ScreensUnknown];
    }
    let counting = || live.screens.iter().filter(|screen| screen.approved);
    let named = |is: fn(&Screen) -> bool| of.names(counting().filter(|screen| is(screen)));
    let missing = named(|screen| !screen.connected);
    let empty = named(|screen| screen.connected && screen.shown == 0);
    let found: Vec<ReadyFinding> = missing
        .map(ReadyFinding::ScreensMissing)
        .into_iter()
        .chain(empty.map(ReadyFinding::ScreensEmpty))
        .collect();
    match (found.is_empty(), counting().count()) {
        (true, 0) => vec![ReadyFinding::ScreensNone],
        (true, count) => vec![ReadyFinding::ScreensShow(count)],
        (false, _) => found,
    }
}

/// None for a show that is silent, and where no screen is known.
pub(super) fn sound(of: &Inspection) -> Option<ReadyFinding> {
    let (show, live) = (&of.state.show, of.live);
    let connected = |screen: &&Screen| screen.approved && screen.connected;
    let counting = || live.screens.iter().filter(connected);
    if !show.sound || !live.machine.served || counting().next().is_none() {
        return None;
    }
    let that = |sound| of.names(counting().filter(|s| s.sound == Some(sound)));
    let blocked = that(Sound::Blocked).map(ReadyFinding::SoundBlocked);
    let heard = || that(Sound::Ready).map(ReadyFinding::SoundHeard);
    blocked.or_else(heard).or(Some(ReadyFinding::SoundNone))
}

/// So many files are named; the rest is counted.
const NAMED_MAX: usize = 3;

pub(super) fn media(of: &Inspection) -> ReadyFinding {
    let faults = &of.live.faults;
    if faults.is_empty() {
        return ReadyFinding::MediaWell;
    }
    let named: Vec<String> = faults
        .keys()
        .take(NAMED_MAX)
        .map(|path| name(path))
        .collect();
    let more = match faults.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    ReadyFinding::MediaFaulty(format!("{}{more}", named.join(of.comma())))
}

pub(super) fn glyphs(live: &Live) -> ReadyFinding {
    let named = live.undrawn.iter();
    let named = named.map(|letter| format!("{} ({})", name(letter), code_points(letter)));
    match named.collect::<Vec<_>>().join(" ") {
        missing if missing.is_empty() => ReadyFinding::GlyphsDrawn,
        missing => ReadyFinding::GlyphsMissing(missing),
    }
}

/// Whether anything of a run-through is left in the evening.
pub(super) fn beginning(of: &Inspection) -> Vec<ReadyFinding> {
    let state = of.state;
    let mut found = Vec::new();
    if !state.doors_open {
        let revealed = |award: &Award| stands(state, award).1;
        found.extend(of.awards(revealed).map(ReadyFinding::BegunAnnounced));
        let held = |award: &Award| {
            let ballot = state.show.ballot_with(&award.id);
            let round = ballot.and_then(|ballot| Some(state.ballots.get(&ballot.id)?.round));
            !revealed(award) && round.is_some_and(|round| round > 0)
        };
        found.extend(of.awards(held).map(ReadyFinding::BegunVoted));
        if state.position > 0 && found.is_empty() {
            found.push(ReadyFinding::BegunMoved);
        }
    }
    if state.simulated > 0 {
        found.push(ReadyFinding::BegunSimulated(state.simulated));
    }
    match (found.is_empty(), state.doors_open) {
        (false, _) => found,
        (true, true) => vec![ReadyFinding::DoorsOpen],
        (true, false) => vec![ReadyFinding::BeginningFresh],
    }
}

/// Whether a rehearsal is over on every screen. None where no screen is known.
pub(super) fn rehearsal(of: &Inspection) -> Option<ReadyFinding> {
    let left = of.live.still_rehearsing.iter().map(|screen| name(screen));
    let left = of.list(left.collect());
    let is_on = of.stage.rehearsal.is_some();
    of.live.machine.served.then_some(match (is_on, left) {
        (true, _) => ReadyFinding::RehearsalOn,
        (false, Some(screens)) => ReadyFinding::RehearsalShown(screens),
        (false, None) => ReadyFinding::RehearsalOver,
    })
}

/// Whether an envelope is sealed, and whether it was announced.
fn stands(state: &State, award: &Award) -> (bool, bool) {
    let stands = state.awards.get(&award.id);
    stands.map_or((false, false), |stands| {
        (stands.envelope.is_some(), stands.revealed.is_some())
    })
}

/// Sealed or not, by award. None where the hall decides everything.
pub(super) fn envelopes(of: &Inspection) -> Vec<ReadyFinding> {
    let by_hall = |award: &Award| award.decided_by == DecidedBy::Audience;
    let blended = |award: &Award| award.decided_by == DecidedBy::Blend;
    let lacks = |award: &Award| !by_hall(award) && stands(of.state, award) == (false, false);
    let missing = of.awards(|award| lacks(award) && !blended(award));
    let tonight = of.awards(|award| lacks(award) && blended(award));
    let found: Vec<ReadyFinding> = missing
        .map(ReadyFinding::EnvelopesMissing)
        .into_iter()
        .chain(tonight.map(ReadyFinding::EnvelopesTonight))
        .collect();
    match found.is_empty() && !of.state.show.awards.iter().all(by_hall) {
        true => vec![ReadyFinding::EnvelopesSealed],
        false => found,
    }
}

/// None for a show without a ballot.
pub(super) fn ties(of: &Inspection) -> Option<ReadyFinding> {
    let state = of.state;
    if state.show.ballots.is_empty() {
        return None;
    }
    let waits = |award: &Award| stands(state, award) == (false, false) && is_tied(state, award);
    let waiting = of.awards(waits).map(ReadyFinding::TiesWait);
    Some(waiting.unwrap_or(ReadyFinding::TiesNone))
}

/// Whether a counted ballot waits for a ruling. Who is tied is for the journalled look at the
/// count.
pub(in crate::view) fn is_tied(state: &State, award: &Award) -> bool {
    let ballot = state.show.ballot_for(&award.id);
    let tally = ballot.and_then(|b| state.known_result(&b.id));
    award.ties == Ties::Chair && tally.is_some_and(|tally| tally.leaders().len() > 1)
}

impl Inspection<'_> {
    fn comma(&self) -> &'static str {
        self.ui.words().writing.comma
    }

    /// The names of these awards, in a list; none for no award.
    fn awards(&self, of: impl Fn(&Award) -> bool) -> Option<String> {
        let show = &self.state.show;
        let awards = show.awards.iter().filter(|award| of(award));
        let named = |award| name(&self.apart.award(award, show, self.ui).text);
        self.list(awards.map(named).collect())
    }

    /// What these screens are called, in a list; none for no screen.
    fn names<'a>(&self, screens: impl Iterator<Item = &'a Screen>) -> Option<String> {
        let named = |screen: &Screen| match screen.name.as_str() {
            "" => name(&screen.id),
            own => name(own),
        };
        self.list(screens.map(named).collect())
    }

    pub(super) fn list(&self, names: Vec<String>) -> Option<String> {
        (!names.is_empty()).then(|| names.join(self.comma()))
    }
}
