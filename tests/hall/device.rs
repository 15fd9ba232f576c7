//! The whole hall votes with its own phones.

use crate::phone::{Hall, Heard, Phase, Phone, Told, screen};
use crate::recount::Recount;
use crate::support::dice::{Dice, dice, long, seed};
use crate::support::server::{Room, Server, run};
use crate::support::wait::until_within;
use rand::Rng;
use rand::seq::IndexedRandom;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How long anything here may take before it counts as never.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A voter takes up to this time to decide.
const DECISION: Duration = Duration::from_secs(3);

/// Copies of one vote that a phone sends at once after a lost reply.
const COPIES: usize = 3;

/// What a phone's owner is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    /// Votes once.
    Steady,
    /// Changes to something else, and again after the close.
    Fickle,
    /// Loses a reply and sends the same change again, several times at once.
    Lossy,
    /// A change overtakes the one before it.
    Overtaken,
    /// Loses the socket once voting has begun.
    Dropped,
    /// Votes when it is too late.
    Late,
    /// Only looks.
    Looks,
}

impl Habit {
    fn of(dice: &mut Dice) -> Habit {
        match dice.random::<f64>() {
            x if x < 0.40 => Habit::Steady,
            x if x < 0.58 => Habit::Fickle,
            x if x < 0.70 => Habit::Lossy,
            x if x < 0.78 => Habit::Overtaken,
            x if x < 0.88 => Habit::Dropped,
            x if x < 0.95 => Habit::Late,
            _ => Habit::Looks,
        }
    }
}

/// What a phone knows at the end of the evening.
struct Story {
    habit: Habit,
    /// What it was told last that counts, and the receipt.
    counted: Option<(Value, String)>,
    /// How often it was told that voting is closed.
    closed: usize,
    heard: Heard,
    /// What the box says in the end, where it was asked.
    held: Option<Value>,
}

impl Story {
    fn takes(&mut self, told: Told) {
        match told {
            Told::Counted { choices, receipt } => {
                if let Some((_, before)) = &self.counted {
                    assert_eq!(*before, receipt, "one voter, one receipt");
                }
                self.counted = Some((choices, receipt));
            }
            Told::Superseded { choices } => {
                let stands = self.counted.as_ref().map(|(choices, _)| choices);
                assert_eq!(stands, Some(&choices), "superseded by what it had sent");
            }
            Told::Closed => self.closed += 1,
        }
    }
}

/// One phone's evening.
async fn phone(hall: Arc<Hall>, seed: u64, number: usize, arrival: Duration) -> Story {
    let mut dice = dice(seed, number as u64);
    let habit = Habit::of(&mut dice);
    // One in eight comes when voting has already begun.
    if number.is_multiple_of(8) {
        until_open(&hall).await;
    }
    sleep(arrival.mul_f64(dice.random::<f64>())).await;
    let cookies = dice.random_bool(0.8);
    let mut phone = Phone::load(&hall, &mut dice, cookies).await;
    let (phase, mut phases) = watch::channel(Phase::default());
    let away = DECISION.mul_f64(dice.random::<f64>());
    let drops = (habit == Habit::Dropped).then_some(away);
    let at = hall.clone();
    let screen = tokio::spawn(async move { screen(&at, phase, drops).await });
    let mut story = Story {
        habit,
        counted: None,
        closed: 0,
        heard: Vec::new(),
        held: None,
    };
    heard(&mut phases, Phase::Open).await;
    sleep(DECISION.mul_f64(dice.random::<f64>())).await;
    votes(&hall, habit, &mut phone, &mut story, &mut dice, &mut phases).await;
    heard(&mut phases, Phase::Result).await;
    if number.is_multiple_of(10) && !phone.token.is_empty() {
        story.held = Some(phone.held().await);
    }
    story.heard = screen.await.expect("the screen");
    story
}

async fn until_open(hall: &Hall) {
    while hall.heard(Phase::Open) == 0 {
        sleep(Duration::from_millis(20)).await;
    }
}

async fn heard(phases: &mut watch::Receiver<Phase>, phase: Phase) {
    // A screen that fails says why itself.
    let _ = phases.wait_for(|now| *now >= phase).await;
}

async fn votes(
    hall: &Hall,
    habit: Habit,
    phone: &mut Phone<'_>,
    story: &mut Story,
    dice: &mut Dice,
    phases: &mut watch::Receiver<Phase>,
) {
    let mut choice = || hall.entries.choose(dice).expect("an entry").clone();
    let (first, second) = (choice(), choice());
    match habit {
        Habit::Steady | Habit::Dropped => story.takes(phone.cast(1, &first).await),
        Habit::Fickle => {
            story.takes(phone.cast(1, &first).await);
            sleep(DECISION.mul_f64(dice.random::<f64>() / 2.0)).await;
            story.takes(phone.cast(2, &second).await);
            heard(phases, Phase::Closed).await;
            let other = hall.entries.iter().find(|entry| **entry != second);
            story.takes(phone.cast(3, other.expect("another")).await);
        }
        Habit::Lossy => story.takes(phone.cast_in_copies(1, &first, COPIES).await),
        Habit::Overtaken => {
            let told = phone.cast(2, &second).await;
            let closed = told == Told::Closed;
            story.takes(told);
            let other = hall.entries.iter().find(|entry| **entry != second);
            let delayed = phone.cast(1, other.expect("another")).await;
            assert_eq!(delayed == Told::Closed, closed, "{delayed:?}");
            story.takes(delayed);
        }
        Habit::Late => {
            heard(phases, Phase::Closing).await;
            story.takes(phone.cast(1, &first).await);
        }
        Habit::Looks => {}
    }
}

/// The phones need as many files as the server that they visit.
pub fn allow_many_connections() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: maximum,
        maximum,
    };
    setrlimit(Resource::Nofile, all).expect("a higher limit");
}

/// Few threads: the server needs the machine as well.
pub fn runtime() -> Runtime {
    let mut runtime = Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all();
    runtime.build().expect("a runtime")
}

/// Fails with the first phone that failed, instead of waiting for it in vain.
fn none_has_failed<T>(runtime: &Runtime, phones: &mut [JoinHandle<T>]) {
    for phone in phones.iter_mut().filter(|phone| phone.is_finished()) {
        if let Err(error) = runtime.block_on(phone) {
            std::panic::resume_unwind(error.into_panic());
        }
    }
}

fn frame(server: &Server) -> String {
    server.get("/api/hall").body
}

#[test]
fn a_full_hall_votes_changes_its_mind_retries_and_comes_late_and_every_phone_was_told_the_truth() {
    let seed = seed("hall");
    let (count, arrival) = match long() {
        true => (10_000, Duration::from_secs(20)),
        false => (2_000, Duration::from_secs(2)),
    };
    allow_many_connections();
    let room = Room::demo();
    let server = Server::start(&room);
    let hall = Arc::new(Hall::new(server.host().parse().expect("an address")));
    let runtime = runtime();
    let mut phones: Vec<JoinHandle<Story>> = (0..count)
        .map(|number| runtime.spawn(phone(hall.clone(), seed, number, arrival)))
        .collect();
    let mut wait = |what: &str, done: &dyn Fn() -> bool| {
        let started = Instant::now();
        until_within(PATIENCE, what, || {
            none_has_failed(&runtime, &mut phones);
            done().then_some(())
        });
        println!("{what}: {} ms", started.elapsed().as_millis());
    };
    let told = evening(&server, &hall, count, &mut wait);
    hall.over.send_replace(true);
    let all = futures_util::future::join_all(phones);
    let stories: Vec<Story> = runtime
        .block_on(all)
        .into_iter()
        .map(|story| story.expect("a phone"))
        .collect();
    pages_hold_everything_and_nobodys_token(&hall);
    for story in &stories {
        heard_what_concerns_it(story, &told);
    }
    every_answer_is_true(&server, &room, &stories);
}

/// The evening as the MC runs it. Gives back every frame that phones may have been sent.
fn evening(
    server: &Server,
    hall: &Hall,
    count: usize,
    wait: &mut dyn FnMut(&str, &dyn Fn() -> bool),
) -> Vec<String> {
    let go = || server.mc("/api/go", json!({"expect": server.show()["revision"]}));
    let early = count - count.div_ceil(8);
    let mut told = vec![frame(server)];
    wait("every early phone is connected", &|| {
        hall.heard(Phase::Before) == early
    });
    go();
    go();
    server.mc("/api/ballots/people/open", json!({"seconds": 600}));
    told.push(frame(server));
    wait("every early phone has heard that voting is open", &|| {
        hall.heard(Phase::Open) >= early
    });
    let counted = |share: f64| {
        let enough = (count as f64 * share) as usize;
        move || hall.counted.load(Ordering::SeqCst) >= enough
    };
    wait("a fifth is counted", &counted(0.2));
    server.mc("/api/ballots/people/extend", json!({"seconds": 30}));
    told.push(frame(server));
    go();
    wait("most have voted", &counted(0.8));
    server.mc("/api/ballots/people/close", json!({}));
    wait("every phone has heard that voting is closed", &|| {
        hall.heard(Phase::Closed) == count
    });
    told.push(frame(server));
    server.mc("/api/goto", json!({"cue": "people/result"}));
    server.mc("/api/goto", json!({"cue": "peoples-choice/suspense"}));
    server.mc("/api/goto", json!({"cue": "peoples-choice/winner"}));
    wait("every phone has heard the result", &|| {
        hall.heard(Phase::Result) == count
    });
    told.push(frame(server));
    go();
    told
}

/// Every page that was sent, in each language and phase, is whole and nobody's own.
fn pages_hold_everything_and_nobodys_token(hall: &Hall) {
    let pages = hall.pages.lock().expect("pages");
    assert!(
        pages.len() >= 6,
        "three languages, before and open: {}",
        pages.len()
    );
    for page in pages.iter() {
        let mut html = String::new();
        let mut plain = flate2::read::GzDecoder::new(&page[..]);
        plain.read_to_string(&mut html).expect("a page");
        let whole = hall
            .entries
            .iter()
            .all(|entry| html.contains(entry.as_str()));
        assert!(whole && html.ends_with("</html>") && html.contains("<script>"));
        assert!(!html.contains("data-voter") && !html.contains("data-held"));
    }
}

/// Open, closed and result, each at most once on a connection, in order, and nothing else.
fn heard_what_concerns_it(story: &Story, told: &[String]) {
    let closing = |frame: &str| frame.starts_with(r#"{"p":"closing","#);
    // Being counted is over too soon to be asked for; it stands between the last opening and the
    // close.
    let place = |frame: &String| match told.iter().position(|known| known == frame) {
        Some(place) if place >= 3 => place + 1,
        Some(place) => place,
        None if closing(frame) => 3,
        None => panic!("{:?} was sent {frame}", story.habit),
    };
    // Who came in after the close has no opening to hear of, and no link to lose then.
    let in_time = story.heard[0]
        .first()
        .is_some_and(|first| place(first) <= 2);
    let connections = if in_time && story.habit == Habit::Dropped {
        2
    } else {
        1
    };
    assert_eq!(story.heard.len(), connections, "{:?}", story.habit);
    for frames in &story.heard {
        let places: Vec<usize> = frames.iter().map(place).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{frames:?}");
    }
    let all: HashSet<usize> = story.heard.iter().flatten().map(place).collect();
    assert!(
        !in_time || all.contains(&1) || all.contains(&2),
        "it never heard of open"
    );
    assert!(all.contains(&4), "it never heard of closed");
    assert!(all.contains(&5), "it never heard the result");
}

fn every_answer_is_true(server: &Server, room: &Room, stories: &[Story]) {
    let file = room.path().join("export.json");
    let text = server.get_as("producer", "/api/export?format=json").body;
    std::fs::write(&file, &text).expect("an export");
    let export: Value = serde_json::from_str(&text).expect("JSON");
    let recount = Recount::of(&export, "people");
    recount.agrees();
    let mut told = BTreeMap::new();
    for story in stories {
        if let Some((choices, receipt)) = &story.counted {
            let twice = told.insert(receipt.clone(), choices.clone());
            assert!(twice.is_none(), "two phones have the receipt {receipt}");
        }
        if let Some(held) = &story.held {
            let choices = story.counted.as_ref().map(|(choices, _)| choices);
            let nothing = Value::Null;
            assert_eq!(held["choices"], *choices.unwrap_or(&nothing), "{held}");
        }
    }
    let stored: BTreeMap<String, Value> = recount
        .votes
        .iter()
        .map(|(receipt, choices)| (receipt.clone(), json!(choices)))
        .collect();
    assert!(
        stored == told,
        "what is stored is not what phones were told"
    );
    let turnout = server.get_as("mc", "/api/ballots/people").json()["turnout"].clone();
    assert_eq!(turnout, told.len());
    let late = stories.iter().filter(|story| story.closed > 0).count();
    let both = |story: &&Story| story.closed > 0 && story.habit != Habit::Late;
    let caught = stories.iter().filter(both).count();
    println!("{} counted, {late} told that it is closed", told.len());
    assert!(caught > 0, "nobody was caught by the close");
    let verified = run(&["verify", "export.json"], room.path());
    assert_eq!(verified.code, 0, "{}", verified.err);
    assert!(
        verified
            .out
            .contains(&format!("people: {} votes recounted", told.len()))
    );
    recount.is_the_result(server);
}
