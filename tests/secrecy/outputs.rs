//! Everything that anyone but a holder of an opened envelope is ever sent.

use palmares::ballotbox::Held;
use palmares::show::event::{At, Stamped};
use palmares::show::programme::Identity;
use palmares::show::state::State;
use palmares::show::vote::VoteError;
use palmares::view::audience::{
    self, Bulletin, Notice, Page, ReceiptHeld, ReceiptLook, Swap, Viewer,
};
use palmares::view::producer::{LinkKeys, Links, Way};
use palmares::view::ready::MachineFacts;
use palmares::view::results::AwardResult;
use palmares::view::{self, Live, Screen};
use palmares::words::Ui;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is sent, by the name of whom it is sent to.
pub type Outputs = BTreeMap<String, String>;

fn json(value: impl Serialize) -> String {
    serde_json::to_string(&value).expect("it is sent as JSON")
}

/// The world outside is the same for both evenings.
fn live(at: At) -> Live {
    let screen = |id: &str, approved| Screen {
        id: id.into(),
        name: id.into(),
        approved,
        connected: true,
        shown: 3,
        sound: None,
    };
    Live {
        at,
        epoch: 1,
        screens: vec![screen("main-wall", true), screen("foyer", false)],
        turnout: [("people".to_owned(), 12)].into(),
        audience_url: "http://192.0.2.1:8080/".into(),
        machine: Arc::new(MachineFacts {
            served: true,
            ..MachineFacts::default()
        }),
        ..Live::default()
    }
}

fn links() -> Links {
    let base = "http://192.0.2.1:8080";
    Links {
        stage: format!("{base}/stage"),
        audience: format!("{base}/"),
        mc: format!("{base}/mc?key=m"),
        producer: format!("{base}/producer?key=p"),
        results: format!("{base}/results"),
        trust: None,
        chair: None,
        crew: None,
        jury: BTreeMap::new(),
        keys: LinkKeys {
            mc: "m".into(),
            producer: "p".into(),
            chair: None,
            crew: None,
            jury: BTreeMap::new(),
        },
    }
}

/// What phones may know, as whoever is sent nothing else reads it.
pub fn read_elsewhere(state: &State) -> Bulletin {
    let written = json(Bulletin::of(state, 1, false));
    serde_json::from_str(&written).expect("it is read as it was written")
}

fn results(bulletin: &Bulletin) -> Vec<AwardResult> {
    view::results::api(&bulletin.announced, &bulletin.playbill.languages)
}

/// Every page that a phone may be sent: everybody's, and those of one voter who has chosen.
pub fn phones(bulletin: &Bulletin, ui: Ui) -> Vec<(&'static str, Page)> {
    let works = || bulletin.playbill.works.iter().map(|work| work.id.clone());
    let held = Held {
        choices: works().take(1).collect(),
        change: 1,
        excluded: false,
    };
    let voter = Viewer {
        token: "TOKEN",
        identity: Identity::Device,
        held: Some(held.clone()),
        receipt: "ABCDE-FGHJK".into(),
        asked: works().skip(1).take(1).collect(),
        ticked: Vec::new(),
        at: At(1_772_700_000_000),
        notice: Some(Notice::Failed(VoteError::NotConfirmed)),
    };
    let swap = Swap {
        field: "ticket",
        code: "CODE",
        instead: "TOKEN",
        voted: true,
        ticked: &[],
    };
    let receipt = Some("ABCDE-FGHJK");
    let found = ReceiptHeld {
        hall: Some(held),
        net: None,
    };
    let look = ReceiptLook {
        voters: vec![found],
        hall: true,
        net: false,
    };
    vec![
        ("page", audience::page(bulletin, ui)),
        ("own page", audience::voter_page(bulletin, ui, &voter)),
        (
            "question for a ticket",
            audience::join_page(
                bulletin,
                ui,
                Identity::Ticket,
                Some(VoteError::WrongCode(Identity::Ticket)),
                &[],
            ),
        ),
        (
            "question before a swap",
            audience::swap_page(bulletin, ui, &swap),
        ),
        (
            "way back",
            audience::refused_page(bulletin, ui, VoteError::Busy),
        ),
        (
            "receipt",
            audience::receipt_page(bulletin, ui, "people", receipt, &look),
        ),
    ]
}

/// What the hall, the phones, the press and any program may read.
pub fn public(state: &State, at: At) -> Outputs {
    let live = live(at);
    let all = &state.show.languages;
    let mut out = Outputs::new();
    let mut put = |name: String, sent: String| drop(out.insert(name, sent));
    let one_each = all.iter().map(|lang| vec![lang.clone()]);
    for tongue in one_each.chain([all.clone()]) {
        let tongue = &tongue;
        let name = tongue.join("+");
        put(
            format!("stage frame {name}"),
            json(view::stage::frame(state, &live, tongue)),
        );
        put(
            format!("stage page {name}"),
            view::stage::page(state, tongue),
        );
        put(
            format!("overlay frame {name}"),
            json(view::overlay::frame(state, &live, tongue)),
        );
        put(
            format!("overlay page {name}"),
            view::overlay::page(state, tongue),
        );
        put(
            format!("test pattern {name}"),
            view::stage::test_page(state, tongue, "Foyer"),
        );
    }
    let launcher = view::launcher::page(&state.show, "http://192.0.2.1:8080", "Foyer", &[]);
    put("launcher".into(), launcher);
    let fonts = view::launcher::fonts_of(&state.show, "Foyer");
    put("launcher's fonts".into(), json(fonts));
    let bulletin = read_elsewhere(state);
    put("the bulletin".into(), json(&bulletin));
    put("phones' frame".into(), view::audience::frame(&bulletin));
    put("GET /api/show".into(), json(&bulletin.now));
    put("GET /api/results".into(), json(results(&bulletin)));
    for ui in Ui::ALL {
        let name = ui.tag();
        for (kind, page) in phones(&bulletin, ui) {
            put(format!("phones' {kind} {name}"), page.html);
        }
        let results = view::results::page(&bulletin, ui);
        put(format!("results {name}"), results);
    }
    out
}

/// What the veiled MC and the producer are sent besides.
pub fn veiled(state: &State, recent: &[Stamped], at: At) -> Outputs {
    let live = live(at);
    let mut out = Outputs::new();
    let mut put = |name: String, sent: String| drop(out.insert(name, sent));
    put(
        "GET /api/rundown".into(),
        json(view::api::rundown_now(state)),
    );
    for ballot in &state.show.ballots {
        let now = view::api::ballot_now(state, &live, &ballot.id);
        put(format!("GET /api/ballots/{}", ballot.id), json(now));
    }
    for ui in Ui::ALL {
        let name = ui.tag();
        put(
            format!("mc frame {name}"),
            json(view::mc::frame(state, &live, ui)),
        );
        for follow in [false, true] {
            put(
                format!("mc page {name} {follow}"),
                view::mc::page(state, ui, follow),
            );
        }
        let frame = view::producer::frame(state, &live, recent, ui);
        put(format!("producer frame {name}"), json(frame));
        let ready = view::ready::report([state, state], &live, ui);
        put(format!("GET /api/ready {name}"), json(ready));
        let page = view::producer::page(state, &links(), &Way::default(), ui);
        put(format!("producer page {name}"), page);
    }
    out
}

/// Both.
pub fn everything(state: &State, recent: &[Stamped], at: At) -> Outputs {
    let mut out = public(state, at);
    out.extend(veiled(state, recent, at));
    out
}

/// The frames that follow every step, in one language each: for the long way to an award.
pub fn frames(state: &State, recent: &[Stamped], at: At) -> Outputs {
    let live = live(at);
    let ui = Ui::default();
    let bulletin = read_elsewhere(state);
    let stage = view::stage::frame(state, &live, &state.show.languages);
    let sent = [
        ("stage frame", json(stage)),
        (
            "overlay frame",
            json(view::overlay::frame(state, &live, &state.show.languages)),
        ),
        ("mc frame", json(view::mc::frame(state, &live, ui))),
        (
            "producer frame",
            json(view::producer::frame(state, &live, recent, ui)),
        ),
        ("the bulletin", json(&bulletin)),
        ("phones' frame", view::audience::frame(&bulletin)),
        ("results", view::results::page(&bulletin, ui)),
        ("GET /api/show", json(&bulletin.now)),
        ("GET /api/results", json(results(&bulletin))),
        ("GET /api/rundown", json(view::api::rundown_now(state))),
    ];
    sent.map(|(name, sent)| (name.to_owned(), sent)).into()
}

/// Names the first output that differs, and where.
#[track_caller]
pub fn same(one: &Outputs, other: &Outputs, when: &str) {
    assert_eq!(one.len(), other.len());
    for (name, sent) in one {
        let theirs = &other[name];
        if sent == theirs {
            continue;
        }
        let differ = |(a, b): (char, char)| a != b;
        let at = sent.chars().zip(theirs.chars()).position(differ);
        let at = at.unwrap_or_default().saturating_sub(60);
        let near = |text: &str| text.chars().skip(at).take(160).collect::<String>();
        panic!(
            "{when}: {name} tells the two evenings apart:\n  {}\n  {}",
            near(sent),
            near(theirs)
        );
    }
}
