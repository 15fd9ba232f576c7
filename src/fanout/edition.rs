//! What a channel shows, encoded region by region: a screen is sent what it lacks, whatever it has
//! missed.

use super::Encoded;
use crate::view::Frame;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A channel's frame and the numbers of the editions that its regions are from. Every screen of the
/// channel shares it.
#[derive(Debug)]
pub struct Edition {
    /// Counts the editions of the channel, from 1.
    number: u64,
    /// Of which start of the server, which event and which scene.
    moment: (i64, u64, String),
    /// All but the regions, as JSON up to their first.
    head: String,
    regions: BTreeMap<Cow<'static, str>, Patch>,
    whole: OnceLock<Encoded>,
    /// What changed since the edition before.
    step: OnceLock<Encoded>,
}

#[derive(Clone, Debug)]
struct Patch {
    /// The edition that it changed in last.
    since: u64,
    /// `"name":"html"`.
    json: Arc<str>,
}

#[derive(Serialize)]
struct FramePreamble<'a> {
    epoch: i64,
    revision: u64,
    beat: u64,
    now: i64,
    scene: &'a str,
}

impl Edition {
    /// A channel's first: it needs every region.
    pub fn first(frame: Frame) -> Edition {
        Edition::build(1, frame, BTreeMap::new()).0
    }

    /// The next one: regions that are not in `frame` stay as they are. None where it would tell a
    /// screen nothing: a new event tells its revision.
    pub fn after(&self, frame: Frame) -> Option<Edition> {
        let (next, changed) = Edition::build(self.number + 1, frame, self.regions.clone());
        (changed || next.moment != self.moment).then_some(next)
    }

    fn build(
        number: u64,
        frame: Frame,
        mut regions: BTreeMap<Cow<'static, str>, Patch>,
    ) -> (Edition, bool) {
        let mut drawn = frame.regions;
        // A row that has no place any more is emptied: a screen cannot be told to forget it.
        for name in regions.keys() {
            let gone = |list: &str| drawn.contains_key(list) && !drawn.contains_key(name);
            if name.split_once('/').is_some_and(|(list, _)| gone(list)) {
                drawn.insert(name.clone(), String::new());
            }
        }
        let mut changed = false;
        for (name, html) in drawn {
            let json = format!("{}:{}", text(&name), text(&html));
            let before = regions.get(&name);
            if before.is_none_or(|before| *before.json != *json) {
                let (since, json) = (number, json.into());
                regions.insert(name, Patch { since, json });
                changed = true;
            }
        }
        let head = FramePreamble {
            epoch: frame.epoch,
            revision: frame.revision,
            beat: frame.beat,
            now: frame.now,
            scene: &frame.scene,
        };
        let mut head = serde_json::to_string(&head).unwrap_or_default();
        head.truncate(head.len().saturating_sub(1));
        head.push_str(r#","regions":{"#);
        let edition = Edition {
            number,
            moment: (frame.epoch, frame.revision, frame.scene),
            head,
            regions,
            whole: OnceLock::new(),
            step: OnceLock::new(),
        };
        (edition, changed)
    }

    pub fn number(&self) -> u64 {
        self.number
    }

    pub fn whole(&self) -> Encoded {
        self.whole.get_or_init(|| self.since(0)).clone()
    }

    /// What a screen lacks that has the edition with this number, or 0 for none.
    pub fn lacking(&self, known: u64) -> Encoded {
        match known {
            0 => self.whole(),
            known if known + 1 == self.number => {
                self.step.get_or_init(|| self.since(known)).clone()
            }
            known => self.since(known),
        }
    }

    fn since(&self, known: u64) -> Encoded {
        let regions = self.regions.values();
        let regions = regions.filter(|region| region.since > known);
        let regions: Vec<&str> = regions.map(|region| &*region.json).collect();
        format!("{}{}}}}}", self.head, regions.join(",")).into()
    }
}

/// As a JSON string.
fn text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    /// Regions by name; a list is three rows at most, and their places.
    fn frame(revision: u64, values: &[u8], rows: usize) -> Frame {
        let plain = (0..).zip(values).map(|(n, value)| {
            let name = Cow::Owned(format!("region-{n}"));
            (name, format!("<p class=\"x\">{value}</p>"))
        });
        let rows = (0..rows).map(|n| (Cow::Owned(format!("list/{n}")), format!("row {n}")));
        let list = [(Cow::Borrowed("list"), format!("{} rows", rows.len()))];
        Frame {
            epoch: 7,
            revision,
            beat: 0,
            now: 0,
            scene: "welcome".into(),
            regions: plain.chain(rows).chain(list).collect(),
        }
    }

    fn json(text: &Encoded) -> Map<String, Value> {
        match serde_json::from_str(text.as_str()) {
            Ok(Value::Object(json)) => json,
            other => panic!("{other:?}: {text:?}"),
        }
    }

    /// As a page does.
    fn place(page: &mut Map<String, Value>, frame: &Encoded) {
        let mut frame = json(frame);
        let Some(Value::Object(fresh)) = frame.remove("regions") else {
            panic!("no regions: {frame:?}");
        };
        page.extend(fresh);
    }

    /// The values of the plain regions, the rows of the list, and whether the screen listens.
    fn states() -> impl Strategy<Value = Vec<(Vec<u8>, usize, bool)>> {
        let values = prop::collection::vec(0u8..3, 1..5);
        prop::collection::vec((values, 0usize..4, any::<bool>()), 1..30)
    }

    proptest! {
        #[test]
        fn whatever_a_screen_missed_it_ends_up_with_what_a_new_one_is_sent(
            states in states()
        ) {
            let mut edition: Option<Edition> = None;
            let (mut page, mut known) = (Map::new(), 0);
            for (revision, (values, rows, listens)) in (1..).zip(&states) {
                let drawn = frame(revision, values, *rows);
                let next = match &edition {
                    None => Edition::first(drawn),
                    Some(before) => before.after(drawn).expect("an event is always told"),
                };
                if *listens {
                    place(&mut page, &next.lacking(known));
                    known = next.number();
                    let mut fresh = Map::new();
                    place(&mut fresh, &next.whole());
                    prop_assert_eq!(&page, &fresh);
                }
                edition = Some(next);
            }
        }
    }

    #[test]
    fn an_edition_that_says_the_same_is_none_and_one_of_another_event_is_short() {
        let first = Edition::first(frame(1, &[1, 2, 3], 3));
        assert!(first.after(frame(1, &[1, 2, 3], 3)).is_none());
        let next = first.after(frame(2, &[1, 2, 3], 3)).expect("an event");
        assert_eq!(json(&next.lacking(1))["regions"], Value::Object(Map::new()));
        assert_eq!(json(&next.lacking(1))["revision"], 2);
    }

    #[test]
    fn only_regions_that_changed_are_sent_and_a_row_without_a_place_is_emptied() {
        let first = Edition::first(frame(1, &[1, 2], 2));
        let second = first.after(frame(1, &[1, 9], 2)).expect("a change");
        let third = second.after(frame(1, &[1, 9], 1)).expect("a change");
        let sent = |known| json(&third.lacking(known))["regions"].clone();
        let names = |known| match sent(known) {
            Value::Object(regions) => regions.keys().cloned().collect::<Vec<_>>(),
            other => panic!("{other}"),
        };
        assert_eq!(names(2), ["list", "list/1"]);
        assert_eq!(names(1), ["list", "list/1", "region-1"]);
        assert_eq!(sent(2)["list/1"], "");
    }
}
