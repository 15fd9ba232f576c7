//! What a phone learns from the audience's page: the show, its ballots, and whom one may vote for.

use flate2::read::GzDecoder;
use std::io::Read;

/// Longer than any page that we send.
const PAGE_BYTES_MAX: u64 = 4 << 20;

/// A ballot as the page describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What a voter has to show: empty, `ticket` or `presence`.
    pub proof: String,
}

/// What stands in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFacts {
    /// The show's id.
    pub show: String,
    /// All ballots, in the order that frames count them in.
    pub ballots: Vec<Listed>,
    /// Those whom one may vote for.
    pub entries: Vec<String>,
}

/// Reads a page; none if it is not the audience's.
pub fn read(page: &str) -> Option<PageFacts> {
    let show = after(page, "data-show=\"")?;
    let list = page.split_once("<ul id=\"ballots\"")?.1;
    let list = list.split_once("</ul>")?.0;
    let ballots = list.split("<li ").skip(1).map(|item| {
        Some(Listed {
            id: after(item, "data-id=\"")?,
            proof: after(item, "data-proof=\"")?,
        })
    });
    let works = page.split_once("<ul id=\"works\"");
    let works = works.map_or("", |(_, rest)| rest.split("</ul>").next().unwrap_or(""));
    let mut entries = Vec::new();
    for input in works.split("name=\"choice\"").skip(1) {
        entries.push(after(input, "value=\"")?);
    }
    Some(PageFacts {
        show,
        ballots: ballots.collect::<Option<_>>()?,
        entries,
    })
}

/// What stands between this and the next quote. Ids are made of letters, digits and dashes, which
/// HTML leaves as they are.
fn after(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// A page as it was sent, with or without gzip.
pub fn unpacked(bytes: &[u8], encoding: &str) -> Option<String> {
    if encoding != "gzip" {
        return String::from_utf8(bytes.to_vec()).ok();
    }
    let mut text = String::new();
    let mut reader = GzDecoder::new(bytes).take(PAGE_BYTES_MAX);
    reader.read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, ManualClock};
    use crate::hall::Hall;
    use crate::show::event::{By, Event, Stamped};
    use crate::show::state::State;
    use crate::view::audience::{Bulletin, page};
    use crate::words::Ui;
    use std::sync::Arc;

    fn demo() -> State {
        let folder = tempfile::tempdir().unwrap();
        let folder = crate::folder::Folder::at(folder.path());
        folder.begin(crate::demo::SHOW).unwrap();
        let show = Arc::new(folder.read_show().unwrap().show);
        let begins = Stamped {
            revision: 1,
            at: ManualClock::default().now(),
            by: By::File,
            event: Event::ShowLoaded {
                show,
                fingerprint: None,
            },
        };
        State::begin(&begins).unwrap()
    }

    #[test]
    fn the_page_that_phones_are_sent_names_all_that_a_vote_needs() {
        let state = demo();
        let bulletin = Bulletin::of(&state, 1, false);
        let paper = read(&page(&bulletin, Ui::En).html).unwrap();
        let finalists = state.show.finalists().map(|entry| entry.id.clone());
        assert_eq!(paper.entries, finalists.collect::<Vec<_>>());
        assert_eq!(paper.show, state.show.id);
        let ballots = [Listed {
            id: "people".into(),
            proof: String::new(),
        }];
        assert_eq!(paper.ballots, ballots);
        let hall = Hall::of(bulletin, None);
        let sent = unpacked(hall.page(Ui::En).unwrap().gzip(), "gzip").unwrap();
        assert_eq!(read(&sent), Some(paper));
    }

    #[test]
    fn another_page_is_none_of_ours() {
        assert_eq!(
            read("<html><body>Welcome to the Wi-Fi!</body></html>"),
            None
        );
        assert_eq!(unpacked(b"no gzip", "gzip"), None);
    }
}
