//! What edits have changed since the show is under way: whoever reads from it while speaking is
//! shown what is new.

use super::State;
use crate::show::decide::is_under_way;
use crate::show::event::{At, Stamped};
use crate::show::programme::Show;
use crate::show::rundown::{Cue, Rundown};
use crate::show::scene::{About, AwardStep, Scene};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What edits have changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LateChanges {
    /// The revision of the last edited show that was taken over; 0 for none.
    pub taken_over: u64,
    /// Cues that are said otherwise than before, or stand elsewhere, since the show is under way:
    /// the last revision that made it so, by id.
    pub cues: BTreeMap<String, u64>,
    /// The last revision that changed what is on deck, and when the cue on stage then was fired.
    deck: Option<(u64, At)>,
}

impl State {
    /// Takes over an edited show.
    pub(super) fn edited(&mut self, show: &Arc<Show>, stamped: &Stamped) {
        let meant = self.meant();
        let (then, before) = (self.show.clone(), self.rundown.clone());
        let deck = self.deck_id();
        let under_way = is_under_way(self);
        self.reread(show, stamped.at);
        if !self.still_meant(&meant) {
            self.stage_revision = stamped.revision;
        }
        let revision = stamped.revision;
        let now = self.deck_id();
        let changed = match under_way {
            true => changed([&then, &self.show], [&before, &self.rundown]),
            false => Vec::new(),
        };
        let late = Arc::make_mut(&mut self.late);
        late.taken_over = revision;
        if under_way && (deck != now && now.is_some())
            || now.is_some_and(|now| changed.contains(&now))
        {
            late.deck = Some((revision, self.cue_at));
        }
        late.cues
            .extend(changed.into_iter().map(|id| (id, revision)));
    }

    /// The revision of the last edit that has put the cue on deck there, or changed it; none once
    /// a cue was fired after it.
    pub fn deck_changed(&self) -> Option<u64> {
        let (revision, at) = self.late.deck?;
        (at == self.cue_at).then_some(revision)
    }

    /// The running order of an edited show. Who is missed from now on was there before: what has
    /// been on stage is not struck. A work that has withdrawn is not shown again.
    pub(super) fn order_of(&self, show: &Show) -> Rundown {
        let mut order = Rundown::of(show);
        let fired = self.stage_times.keys().filter(|_| self.began_at.is_some());
        for id in fired {
            let played = self.rundown.position(id);
            let played = played.is_some_and(|place| !self.rundown.at(place).skip);
            if played {
                order.bring_back(id, |cue| !is_gone(show, cue));
            }
        }
        order
    }

    fn deck_id(&self) -> Option<String> {
        Some(self.rundown.at(self.on_deck()?).id.clone())
    }
}

fn is_gone(show: &Show, cue: &Cue) -> bool {
    match &cue.scene {
        Scene::Finalist { entry, .. } | Scene::Clip { entry } => show.has_left(entry),
        _ => false,
    }
}

/// The cues of the later order that are new, said otherwise, or moved.
fn changed(shows: [&Show; 2], [then, now]: [&Rundown; 2]) -> Vec<String> {
    let before = then.cues().iter().enumerate();
    let before: HashMap<&str, usize> = before.map(|(place, cue)| (&*cue.id, place)).collect();
    let stood: Vec<Option<usize>> = now
        .cues()
        .iter()
        .map(|cue| before.get(&*cue.id).copied())
        .collect();
    let known: Vec<usize> = stood.iter().copied().flatten().collect();
    let rising = rising(&known);
    let news = now.cues().iter().zip(stood).filter(|(cue, place)| {
        let Some(place) = *place else { return true };
        let old = then.at(place);
        !rising.contains(&place) || *cue != old || !said_alike(shows, cue)
    });
    news.map(|(cue, _)| cue.id.clone()).collect()
}

/// The longest run of these places that rises: what stayed, where others have moved.
fn rising(places: &[usize]) -> BTreeSet<usize> {
    // The lowest end of a run of each length, and what comes before each place in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: HashMap<usize, usize> = HashMap::new();
    for &place in places {
        let length = ends.partition_point(|end| *end < place);
        if let Some(last) = length.checked_sub(1).and_then(|at| ends.get(at)) {
            before.insert(place, *last);
        }
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |place| before.get(place).copied()).collect()
}

/// Whether what is said at a cue that reads the same names the same. An award's presenter is named
/// at one step alone, and what is in its envelope at none.
fn said_alike([then, now]: [&Show; 2], cue: &Cue) -> bool {
    let award = |show: &Show, id: &str| show.award(id).map(|award| award.name.clone());
    match cue.scene.about() {
        About::Show => then.title == now.title,
        About::Person(id) => then.person(id) == now.person(id),
        About::Entry(id) => then.entry(id) == now.entry(id),
        About::Award(id) => {
            let step = cue.scene.award().map(|(_, step)| step);
            let presenter = |show: &Show| {
                let person = show.award(id)?.presenter.as_deref();
                show.person(person?).cloned()
            };
            let named = step != Some(AwardStep::Presenter) || presenter(then) == presenter(now);
            award(then, id) == award(now, id) && named
        }
        About::Ballot(id) => {
            let of = |show: &Show| {
                show.ballot(id)
                    .and_then(|ballot| award(show, &ballot.award))
            };
            of(then) == of(now)
        }
        About::Said(_) | About::Nothing => true,
    }
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn of_a_new_order_the_most_have_stayed() {
        let stayed = |places: &[usize]| rising(places).into_iter().collect::<Vec<_>>();
        assert_eq!(stayed(&[0, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(stayed(&[3, 0, 1, 2]), [0, 1, 2]);
        assert_eq!(stayed(&[0, 2, 3, 1]), [0, 2, 3]);
        assert_eq!(stayed(&[0, 2, 1, 3]).len(), 3);
        assert!(stayed(&[]).is_empty());
    }
}
