//! A whole evening: the hall's server, its phones, and a node that writes what people at home send.

use crate::cluster::{Cluster, WELL};
use crate::evening::{BACK_MAX, voter_ref};
use crate::support::server::{Room, Server, run};
use crate::support::socket::Socket;
use crate::support::voters::{join, vote};
use crate::support::wait::{until, until_within};
use palmares::ballotbox::Cast;
use palmares::ballotbox::record::Vote;
use palmares::demo;
use palmares::integration::net::news::{NetNews, SUBJECT};
use palmares::ledger::jetstream::{Latest, Net, NetFiles, NetOptions};
use palmares::ledger::kept::{Kept, StoreError};
use palmares::net::fold::NetPolls;
use palmares::net::key::{NetFile, NodeKey};
use palmares::view::audience::{Bulletin, PhonePhase};
use serde_json::json;
use tokio::sync::watch;

/// What a node does with the log, and what it is told.
struct Home {
    log: Kept<NetPolls>,
    public: watch::Receiver<Option<Latest>>,
    /// What is watched is read for as long as it is there.
    _net: Net,
    key: NodeKey,
}

impl Home {
    /// Votes, and asks again while nothing is known of it, as phones do.
    fn cast(&self, voter: u32, choice: &str) -> Cast {
        let vote = || Vote {
            ballot: "people".to_owned(),
            voter: voter_ref(voter),
            change: Some(1),
            choices: vec![choice.to_owned()],
        };
        let answer = until_within(BACK_MAX, "an answer", || {
            Some(self.log.ask(vote()).wait()).filter(|said| *said != Err(StoreError::Unknown))
        });
        answer.expect("stored")
    }

    /// What phones outside may know, once it is as wanted.
    fn told(&mut self, what: &str, wanted: impl Fn(&Bulletin) -> bool) -> Bulletin {
        until_within(BACK_MAX, what, || {
            let (_, message) = self.public.borrow_and_update().clone()?;
            let read = NetNews::read(&message, &self.key.evening, &self.key.hall);
            let (_, news) = read.expect("signed by the hall");
            Some(news.bulletin).filter(&wanted)
        })
    }

    fn opened(&mut self, round: u32) {
        self.told("open outside", |told| {
            told.current
                .as_ref()
                .is_some_and(|now| now.phase == PhonePhase::Open)
        });
        until("the node's log has the opening", || {
            self.log.fold().span("people", round)
        });
    }
}

/// A prepared folder whose ballot takes the votes of both.
fn room(cluster: &Cluster, delay: u32) -> Room {
    let keys = format!("[[ballot]]\nreach = \"both\"\nnet_delay = {delay}\n");
    let room = Room::with(&demo::SHOW.replacen("[[ballot]]\nid", &(keys + "id"), 1));
    cluster.prepare("another");
    let (show, urls) = (room.show(), cluster.urls("show"));
    let show = show.to_str().expect("a path");
    let arguments = ["net", "prepare", show, "--nats", &urls, "--node", "n1"];
    let said = run(&arguments, room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    room
}

fn serve(room: &Room, urls: &str) -> Server {
    let home = "https://vote.example";
    let arguments = ["--listen", "127.0.0.1:0", "--net", urls, "--net-url", home];
    Server::start_with(room, &arguments, &[])
}

fn home(room: &Room, urls: &str) -> Home {
    let file = NetFile::read(&room.show()).unwrap().expect("net.json");
    let options = NetOptions::of(&[urls.to_owned()], &NetFiles::default(), &file.evening);
    let net = Net::start(&options.expect("options")).expect("a thread");
    let path = NodeKey::path(&room.show(), "n1");
    let key = NodeKey::read(&path).unwrap().expect("a key");
    let signer = key.signer().expect("a signer");
    let public = net.watch(SUBJECT);
    let log = Kept::open(net.node_ledger(signer, key.hall)).expect("a log");
    Home {
        log,
        public,
        _net: net,
        key,
    }
}

fn phase(hall: &Server) -> String {
    let now = hall.get_as("producer", "/api/ballots/people").json();
    now["phase"].as_str().expect("a phase").to_owned()
}

fn votes(hall: &Server) -> u64 {
    let tally = hall.get_as("producer", "/api/ballots/people/tally").json();
    let lines = tally.as_array().expect("lines").iter();
    lines
        .map(|line| line["votes"].as_u64().expect("a number"))
        .sum()
}

fn works(told: &Bulletin) -> [String; 2] {
    [0, 1].map(|at| told.playbill.works[at].id.clone())
}

/// How many servers' stores the count from outside was read from.
fn readers(hall: &Server) -> u64 {
    let export = hall.get_as("producer", "/api/export?format=json").json();
    let ballots = export["ballots"].as_array().expect("ballots").iter();
    let mut told = ballots.filter_map(|ballot| ballot["counts"]["readers"].as_u64());
    told.next().expect("the count from outside")
}

fn open(hall: &Server) {
    hall.producer("/api/ballots/people/open", json!({"seconds": 300}));
}

#[test]
fn one_result_is_made_of_the_hall_and_of_those_at_home_and_nothing_is_said_before_it() {
    let cluster = Cluster::start(WELL);
    let urls = cluster.urls("show");
    let room = room(&cluster, 4);
    let hall = serve(&room, &urls);
    let mut home = home(&room, &urls);
    let told = home.told("the show", |told| told.current.is_some());
    let [one, other] = works(&told);
    open(&hall);
    home.opened(1);
    vote(&hall, "people", &one);
    assert_eq!(home.cast(1, &one), Cast::Counted { change: 1 });
    assert_eq!(home.cast(2, &other), Cast::Counted { change: 1 });
    let out = palmares::ballotbox::record::VoterRef(voter_ref(3).0).receipt();
    assert_eq!(home.cast(3, &other), Cast::Counted { change: 1 });
    until("the hall has read of it", || {
        let body = json!({"receipt": out, "reason": "a test"});
        let said = hall.post_as("producer", "/api/ballots/people/exclude", &body);
        (said.status == 200).then_some(())
    });
    until("the node has read of it", || {
        let fold = home.log.fold();
        fold.polls().excludes("people", &voter_ref(3)).then_some(())
    });

    hall.producer("/api/ballots/people/close", json!({}));
    let refused = hall.post_as("mc", "/api/goto", &json!({"cue": "people/result"}));
    assert_eq!(
        (refused.status, refused.word()),
        (409, "net-counting".to_owned())
    );
    assert!(
        refused.body.contains("場外的投票仍在點算"),
        "{}",
        refused.body
    );
    // For those at home it is open still.
    assert_eq!(home.cast(4, &one), Cast::Counted { change: 1 });
    until_within(BACK_MAX, "one result", || {
        (phase(&hall) == "closed").then_some(())
    });
    assert_eq!(votes(&hall), 4);
    assert_eq!(home.cast(5, &one), Cast::Late);
    hall.mc("/api/goto", json!({"cue": "people/result"}));

    let metrics = hall.get("/metrics").body;
    assert!(metrics.contains("\npalmares_net_up 1\n"), "{metrics}");
    assert_eq!(readers(&hall), 2, "two servers hold the same");
    let again = hall.post_as("producer", "/api/ballots/people/hall-alone", &json!({}));
    assert_eq!(
        (again.status, again.word()),
        (409, "both-counted".to_owned())
    );
    let rewind = hall.post_as("mc", "/api/rewind", &json!({"confirm": told.playbill.id}));
    assert_eq!((rewind.status, rewind.word()), (409, "net-used".to_owned()));
}

#[test]
fn a_hall_that_is_announced_alone_stays_announced_when_the_rest_is_counted() {
    let cluster = Cluster::start(WELL);
    let urls = cluster.urls("show");
    let room = room(&cluster, 300);
    let one = urls.split(',').next().expect("an address");
    let hall = serve(&room, one);
    let mut home = home(&room, &urls);
    let [one, other] = works(&home.told("the show", |told| told.current.is_some()));
    let early = hall.post_as("producer", "/api/ballots/people/hall-alone", &json!({}));
    assert_eq!(
        (early.status, early.word()),
        (409, "ballot-waiting".to_owned())
    );
    open(&hall);
    home.opened(1);
    vote(&hall, "people", &one);
    for voter in 1..=3 {
        assert_eq!(home.cast(voter, &other), Cast::Counted { change: 1 });
    }
    hall.producer("/api/ballots/people/close", json!({}));
    until("the hall is counted", || {
        let path = "/api/ballots/people/hall-alone";
        (hall.post_as("producer", path, &json!({})).status == 200).then_some(())
    });
    assert_eq!((phase(&hall).as_str(), votes(&hall)), ("closed", 1));
    let rest = until_within(BACK_MAX, "the rest on record", || {
        let export = hall.get_as("producer", "/api/export?format=json").json();
        let text = export.to_string();
        text.contains("net-counted").then_some(text)
    });
    assert!(rest.contains("hall-announced"));
    assert_eq!(
        readers(&hall),
        1,
        "one address is one reader, and nobody waits"
    );
    assert_eq!(votes(&hall), 1, "an announced winner never changes");
    hall.mc("/api/goto", json!({"cue": "peoples-choice/winner"}));
    let receipt = palmares::ballotbox::record::VoterRef(voter_ref(1).0).receipt();
    let page = hall.get(&format!("/receipts/people?ui=en&receipt={receipt}"));
    assert!(
        page.body.contains("from the hall’s votes alone"),
        "{}",
        page.body
    );
}

#[test]
fn a_line_that_is_down_at_the_close_and_a_hall_that_dies_lose_nothing() {
    let mut cluster = Cluster::start(WELL);
    let urls = cluster.urls("show");
    let room = room(&cluster, 0);
    let hall = serve(&room, &urls);
    let mut home = home(&room, &urls);
    let [one, other] = works(&home.told("the show", |told| told.current.is_some()));
    open(&hall);
    home.opened(1);
    vote(&hall, "people", &one);
    assert_eq!(home.cast(1, &other), Cast::Counted { change: 1 });
    (0..3).for_each(|number| cluster.kill(number));
    let voter = join(&hall);
    assert!(!voter.is_empty(), "the hall goes on");
    hall.producer("/api/ballots/people/close", json!({}));
    hall.kill();

    let hall = serve(&room, &urls);
    until("the hall's own count", || {
        (phase(&hall) == "closing").then_some(())
    });
    assert!(hall.get("/metrics").body.contains("\npalmares_net_up 0\n"));
    (0..3).for_each(|number| cluster.revive(number));
    until_within(2 * BACK_MAX, "one result", || {
        (phase(&hall) == "closed").then_some(())
    });
    assert_eq!(votes(&hall), 2);
}

#[test]
fn servers_that_nobody_reaches_and_a_log_that_was_not_prepared_are_said_and_the_hall_serves() {
    let room = Room::demo();
    let hall = serve(&room, "nats://127.0.0.1:1");
    assert_eq!(hall.get("/healthz").status, 200);
    assert!(room.err().contains("no log was prepared"), "{}", room.err());
    drop(hall);
    let file = NetFile {
        evening: "0123456789abcdef".to_owned(),
        servers: "nats://127.0.0.1:1".to_owned(),
    };
    file.keep(&room.show()).expect("net.json");
    let hall = serve(&room, "nats://127.0.0.1:1");
    assert_eq!(hall.get("/healthz").status, 200);
    until("it is said", || {
        let said = room.err();
        let once = said.matches("No NATS server answers at").count() == 1;
        once.then_some(())
    });
    let (status, took) = hall.terminate();
    assert!(status.success() && took.as_secs() < 10, "{status} {took:?}");
}

#[test]
fn a_lost_quorum_is_told_and_the_turnout_is_as_old_in_every_language() {
    let mut cluster = Cluster::start(WELL);
    let urls = cluster.urls("show");
    let room = room(&cluster, 0);
    let hall = serve(&room, &urls);
    let mut home = home(&room, &urls);
    home.told("the show", |told| told.current.is_some());
    open(&hall);
    home.opened(1);
    drop(home);
    let turnout = |hall: &Server, ui: &str| {
        let bearer = format!("Bearer {}", hall.key("producer"));
        let headers = [("authorization", bearer.as_str())];
        let path = format!("/live/producer?ui={ui}");
        let mut desk = Socket::open(hall, &path, &headers).expect("the key opens it");
        let frame = desk.next();
        frame["regions"]["turnout"]
            .as_str()
            .expect("a region")
            .to_owned()
    };
    until("the log is read", || {
        let told = turnout(&hall, "en");
        let known = told.contains("Voted outside the hall: 0") && !told.contains("(as of then)");
        known.then_some(())
    });
    (0..2).for_each(|number| cluster.kill(number));
    let told = until_within(BACK_MAX, "the quorum", || {
        let told = turnout(&hall, "en");
        told.contains("fewer than two of three").then_some(told)
    });
    let as_of = |told: &str| {
        let (_, before) = told
            .split_once("Voted")
            .or(told.split_once("已投票"))
            .expect("a count");
        let (_, at) = before.split_once("data-at=\"").expect("a moment");
        at.split('"').next().expect("milliseconds").to_owned()
    };
    for ui in ["zh-Hant", "zh-Hans", "en"] {
        assert_eq!(as_of(&turnout(&hall, ui)), as_of(&told), "{ui}");
    }

    let before = room.err();
    assert!(!before.contains("no quorum"), "{before}");
    hall.kill();
    let _hall = serve(&room, &urls);
    until("it is said at the start", || {
        room.err().contains("no quorum").then_some(())
    });
}
