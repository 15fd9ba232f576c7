//! The final as the announcement gives it, built by hand for this level's tests (the file's parser
//! lives above it).

use crate::show::event::{At, By, Event, Stamped};
use crate::show::programme::*;
use crate::show::rundown::generated;
use crate::show::state::State;
use crate::show::text::Text;
use std::sync::Arc;

/// Id, title, team.
const ENTRIES: [(&str, &str, &str); 10] = [
    ("saddle", "金鞍載歲", "FrameX"),
    ("beast", "壓力幻獸 PRESSUER PHANTOM BEAST", "Dawnlight"),
    ("sweet", "Home Sweet Home", "香港浸會大學"),
    ("decision", "The Big Decision", "William Tsang"),
    ("optimal", "OPTIMAL", "Maggie"),
    ("hide", "躲貓貓", "Wang Meiquan"),
    ("neon", "霓虹下的回音", "職業訓練局青年學院 (葵芳)"),
    ("cyberport", "Cyberport", "BBXH"),
    ("general", "神將·降世", "JuicyAI Studio"),
    ("data", "Empowering Data, Elevating Humanity", "Starnet"),
];

/// Id, Chinese and English name, rank, winner.
const AWARDS: [(&str, &str, &str, Option<u32>, &str); 9] = [
    ("first", "一等獎", "First Prize", Some(1), "hide"),
    ("second", "二等獎", "Second Prize", Some(2), "general"),
    ("third", "三等獎", "Third Prize", Some(3), "sweet"),
    ("screenplay", "最佳劇本", "Best Screenplay", None, "hide"),
    (
        "visuals",
        "最佳 AIGC 視覺",
        "Best AIGC Visuals",
        None,
        "saddle",
    ),
    ("creativity", "最佳創意", "Best Creativity", None, "optimal"),
    (
        "ip",
        "最具 IP 潛能",
        "Greatest IP Potential",
        None,
        "saddle",
    ),
    (
        "brand",
        "最具品牌影響力",
        "Greatest Brand Influence",
        None,
        "cyberport",
    ),
    ("people", "最受觀眾歡迎大獎", "People’s Choice", None, ""),
];

fn both(zh: &str, en: &str) -> Text {
    Text::ByLang(
        [
            ("zh".to_owned(), zh.to_owned()),
            ("en".to_owned(), en.to_owned()),
        ]
        .into(),
    )
}

fn entry((id, title, team): (&str, &str, &str)) -> Entry {
    Entry {
        id: id.into(),
        title: title.into(),
        team: team.into(),
        say: None,
        origin: None,
        synopsis: None,
        poster: None,
        still: None,
        focus: None,
        clip: None,
        finalist: true,
        number: None,
        withdrawn: false,
        absent: false,
        received_by: None,
    }
}

fn award((id, zh, en, rank, winner): (&str, &str, &str, Option<u32>, &str)) -> Award {
    Award {
        id: id.into(),
        name: both(zh, en),
        decided_by: if winner.is_empty() {
            DecidedBy::Audience
        } else {
            DecidedBy::Jury
        },
        rank,
        winner: Some(winner.to_owned())
            .filter(|w| !w.is_empty())
            .into_iter()
            .collect(),
        citation: None,
        presenter: None,
        ties: Ties::Shared,
        release: Release::Live,
        criterion: None,
        blend: Default::default(),
        citation_cue: false,
        mention_cue: false,
        most: 1,
    }
}

pub fn show() -> Show {
    let mut show = Show {
        left: Vec::new(),
        id: "aigc-2026".into(),
        title: both(
            "AIGC 創意電影及數碼營銷比賽 總決賽",
            "AIGC Creative Film and Digital Marketing Competition, Grand Final",
        ),
        languages: vec!["zh-Hant-HK".into(), "en".into()],
        date: Some("2026-03-05".into()),
        start: None,
        venue: Some(both("數碼港", "Cyberport")),
        calm: false,
        sound: false,
        peek: false,
        wifi: None,
        hall: None,
        theme: None,
        messages: Vec::new(),
        entries: ENTRIES.map(entry).into(),
        awards: AWARDS.map(award).into(),
        ballots: vec![Ballot {
            id: "hall".into(),
            award: "people".into(),
            seconds: 180,
            choices: 1,
            results: BallotResults::Hidden,
            identity: Identity::Device,
            reach: Reach::Hall,
            net_delay: 0,
        }],
        jury: Jury::default(),
        people: Vec::new(),
        partners: Vec::new(),
        lines: Vec::new(),
    };
    show.lines = generated(&show, None);
    show
}

/// The evening so far: a state and the journal that it is the fold of.
pub struct SampleEvening {
    /// Where it stands.
    pub state: State,
    pub log: Vec<Stamped>,
}

/// Eight in the evening of the show, in Hong Kong.
pub const EIGHT: i64 = 1_772_712_000_000;

impl SampleEvening {
    /// An evening that has just begun.
    pub fn of(show: Show) -> Self {
        let first = Stamped {
            revision: 1,
            at: At(EIGHT),
            by: By::File,
            event: Event::ShowLoaded {
                show: Arc::new(show),
                fingerprint: None,
            },
        };
        let state = State::begin(&first).expect("a show was loaded");
        SampleEvening {
            state,
            log: vec![first],
        }
    }

    /// Takes one more event, a minute after the one before.
    pub fn then(mut self, by: By, event: Event) -> Self {
        let revision = self.state.revision + 1;
        let at = At(EIGHT + 60_000 * (revision as i64 - 1));
        let stamped = Stamped {
            revision,
            at,
            by,
            event,
        };
        self.state.apply(&stamped);
        self.log.push(stamped);
        self
    }

    /// Reveals an award and lets the hall see it.
    pub fn reveal(self, award: &str, winners: &[&str]) -> Self {
        self.then(By::Mc, revealed(award, winners)).then(
            By::Stage,
            Event::AwardOnWall {
                award: award.into(),
            },
        )
    }
}

/// An award's reveal.
pub fn revealed(award: &str, winners: &[&str]) -> Event {
    Event::AwardRevealed {
        award: award.into(),
        winners: ids(winners),
    }
}

pub fn corrected(award: &str, winners: &[&str], reason: &str) -> Event {
    Event::AwardCorrected {
        award: award.into(),
        winners: ids(winners),
        reason: reason.into(),
        honours: Default::default(),
    }
}

/// A decision sealed by hand.
pub fn sealed(award: &str, winners: &[&str]) -> Event {
    Event::EnvelopeSealed {
        award: award.into(),
        winners: ids(winners),
        honours: Default::default(),
        reason: None,
    }
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}
