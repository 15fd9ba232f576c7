//! The disk fails at any moment: before, in and after each write and sync of an evening.
//!
//! `PALMARES_LONG=1` tries 200 points; otherwise a few, so that it takes seconds. `PALMARES_SEED`
//! repeats a run.

use crate::checks::{Pressed, export, presses_are_there_in_order, standing, votes_are_there_once};
use crate::disk::Disk;
use crate::hall::{Hall, Told};
use crate::point::{First, Point};
use crate::stage::{Screen, is_red, revision};
use crate::support::dice::{dice, form, seed};
use crate::support::server::{Answer, Room, Server};
use crate::support::shows::GALA;
use crate::support::voters::join;
use crate::support::wait::until;
use palmares::words::Ui;
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, SystemTime};

const QUICK_POINTS: usize = 12;
const LONG_POINTS: usize = 200;

/// Points in one room: more would only make its journal long.
const ROOM_POINTS: usize = 10;

/// The promise: the MC knows within this time.
const BANNER_MAX: Duration = Duration::from_secs(1);

#[test]
fn at_every_point_the_show_goes_on_and_one_press_brings_everything_back() {
    let points = form(QUICK_POINTS, LONG_POINTS);
    let mut dice = dice(seed("disk"), 0);
    let mut slowest = Duration::ZERO;
    let mut votes = 0;
    for room in 0..points.div_ceil(ROOM_POINTS) {
        let mut evening = Evening::begin();
        for index in room * ROOM_POINTS..points.min((room + 1) * ROOM_POINTS) {
            let point = Point::drawn(index, &mut dice);
            println!("{index}: {point:?}");
            slowest = slowest.max(evening.survives(point));
        }
        votes += evening.told.counted.len();
    }
    println!("{points} points, {votes} counted votes, the banner after at most {slowest:?}");
}

/// One room, its disk, and all that was answered in it.
struct Evening {
    room: Room,
    disk: Disk,
    server: Option<Server>,
    pressed: Vec<Pressed>,
    /// Presses that were refused as the disk failed: they may have arrived all the same.
    doubtful: usize,
    told: Told,
    turn: usize,
}

impl Evening {
    fn begin() -> Evening {
        let room = Room::with(GALA);
        let disk = Disk::of(&room);
        let server = Some(disk.serve(&room));
        let mut evening = Evening {
            room,
            disk,
            server,
            pressed: Vec::new(),
            doubtful: 0,
            told: Told::default(),
            turn: 0,
        };
        evening.press(
            "/api/ballots/people/open",
            json!({"seconds": 3600}),
            |_| json!({"event": "ballot-opened"}),
        );
        evening
    }

    fn server(&self) -> &Server {
        self.server.as_ref().expect("a server")
    }

    /// Presses and remembers what was answered: the event that the journal must hold.
    fn press(&mut self, path: &str, body: Value, event: impl Fn(&Value) -> Value) -> Answer {
        let answer = self.server().post_as("mc", path, &body);
        match answer.status {
            200 => self.pressed.push(event(&answer.json())),
            503 => {
                assert_eq!(answer.word(), "not-stored");
                self.doubtful += 1;
            }
            _ => panic!("{path} {body}: {} {}", answer.status, answer.body),
        }
        answer
    }

    /// Darkens or lights the stage, whichever it is not.
    fn blink(&mut self) -> Answer {
        let on = self.server().show()["blackout"] == false;
        self.press(
            "/api/blackout",
            json!({"on": on}),
            |_| json!({"event": "blackout-set", "on": on}),
        )
    }

    fn phase(&self) -> String {
        let ballots = self.server().show()["ballots"].clone();
        let people = ballots
            .as_array()
            .and_then(|all| all.iter().find(|ballot| ballot["id"] == "people").cloned());
        people.unwrap_or_default()["phase"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn until_phase(&self, phase: &str) {
        until(&format!("the ballot is {phase}"), || {
            (self.phase() == phase).then_some(())
        });
    }

    fn close(&mut self) {
        self.press(
            "/api/ballots/people/close",
            json!({}),
            |_| json!({"event": "ballot-closing"}),
        );
    }

    fn reopen(&mut self, seconds: u32) {
        let body = json!({"seconds": seconds});
        self.press(
            "/api/ballots/people/reopen",
            body,
            |_| json!({"event": "ballot-reopened"}),
        );
    }

    /// One failure from beginning to end; how long the MC's banner took.
    fn survives(&mut self, point: Point) -> Duration {
        self.turn += 1;
        let mc = Screen::mc(self.server());
        let stage = Screen::stage(self.server());
        let hall = Hall::enter(self.server());
        until("people vote", || (hall.counted() > 2).then_some(()));
        if matches!(point.first, First::Open | First::Deadline) {
            self.close();
            self.until_phase("closed");
        }
        if point.first == First::Deadline {
            self.reopen(1);
        }
        self.disk.fail(point.files, point.kind, point.skip);
        self.ask_first(point.first);
        self.until_it_fails(point);
        let failed = SystemTime::now();
        let struck = self.disk.strikes();
        let red = mc.has("the red banner", struck, is_red);
        let took = red.duration_since(struck).unwrap_or_default();
        assert!(took < BANNER_MAX, "the MC's banner took {took:?}");
        self.degraded_to_the_letter(point, &stage, &hall);

        let mended = SystemTime::now();
        self.disk.mend();
        let role = ["mc", "producer"][self.turn % 2];
        let resumed = self.server().post_as(role, "/api/resume", &json!({}));
        assert_eq!(resumed.status, 200, "{}", resumed.body);
        assert_eq!(resumed.json().get("stored"), None, "{}", resumed.body);
        assert_eq!(self.server().get("/healthz").json()["status"], "ok");
        mc.has("the banner is gone", mended, |frame| !is_red(frame));
        hall.send_again();
        self.settle_ballot(&hall);
        let told = hall.leave();
        assert_eq!(told.wrong, Vec::<String>::new());
        let between = told
            .counted
            .iter()
            .find(|vote| vote.sent > failed && vote.sent < mended);
        assert!(
            between.is_none(),
            "counted while the disk was bad: {between:?}"
        );
        self.told.counted.extend(told.counted);
        assert_eq!(stage.flinches(), Vec::<String>::new());
        self.everything_is_there();
        took
    }

    fn ask_first(&mut self, first: First) {
        match first {
            First::Press => {}
            First::Close => self.close(),
            First::Open => self.reopen(3600),
            First::Seal => {
                let winner = ["echo", "river"][self.turn % 2];
                let body = json!({"winner": winner});
                let answer = self
                    .server()
                    .post_as("producer", "/api/envelopes/craft", &body);
                assert!([200, 503].contains(&answer.status), "{}", answer.body);
            }
            First::Reread => {
                let edited = GALA.replace("Second Choice", &format!("Choice {}", self.turn));
                fs::write(self.room.show().join("show.toml"), edited).expect("edited");
                let answer = self.server().post_as("producer", "/api/reread", &json!({}));
                assert!([200, 503].contains(&answer.status), "{}", answer.body);
            }
            First::Deadline => {
                until("the deadline has passed", || {
                    (self.phase() != "open").then_some(())
                });
            }
        }
    }

    /// The MC goes on pressing until an answer is not stored; or the votes find it out.
    fn until_it_fails(&mut self, point: Point) {
        let degraded =
            |evening: &Evening| evening.server().get("/healthz").json()["status"] == "degraded";
        if !point.of_journal() {
            until("the ballot box has failed", || {
                let failed = degraded(self);
                // The mark came before the disk's turn: the votes of another opening find it.
                if !failed && self.phase() == "closed" {
                    self.reopen(3600);
                }
                failed.then_some(())
            });
            return;
        }
        for _ in 0..100 {
            let answer = self.blink();
            if answer.status != 200 || answer.json()["stored"] == false {
                assert!(degraded(self));
                return;
            }
        }
        panic!("a hundred presses, and the disk has not failed");
    }

    /// Everything that the design says of this mode.
    fn degraded_to_the_letter(&mut self, point: Point, stage: &Screen, hall: &Hall) {
        until("somebody is told", || {
            (hall.not_confirmed() > 0).then_some(())
        });
        self.plain_form_says_so();
        let cue = [
            "finalists/1",
            "finalists/2",
            "finalists/3",
            "best/presenter",
        ][self.turn % 4];
        self.goes_on(
            point,
            stage,
            "/api/goto",
            json!({"cue": cue}),
            |_| json!({"event": "cue-fired", "by": "goto", "cue": cue}),
        );
        self.goes_on(
            point,
            stage,
            "/api/back",
            json!({}),
            |done| json!({"event": "cue-fired", "by": "back", "cue": done["cue"]}),
        );
        let seen = self.server().show()["revision"].clone();
        self.goes_on(
            point,
            stage,
            "/api/go",
            json!({"expect": seen}),
            |done| json!({"event": "cue-fired", "by": "go", "cue": done["cue"]}),
        );
        for (path, event) in [("/api/blackout", "blackout-set"), ("/api/card", "card-set")] {
            let on = self.server().show()[path.trim_start_matches("/api/")] == false;
            self.goes_on(
                point,
                stage,
                path,
                json!({"on": on}),
                |_| json!({"event": event, "on": on}),
            );
        }
        if point.of_journal() {
            let seal = json!({"winner": "mirror"});
            let answer = self
                .server()
                .post_as("producer", "/api/envelopes/held", &seal);
            assert_eq!((answer.status, &*answer.word()), (503, "not-stored"));
        }
        if self.phase() == "closed" {
            let answer = self
                .server()
                .post_as("mc", "/api/ballots/people/reopen", &json!({}));
            assert_eq!((answer.status, &*answer.word()), (503, "not-stored"));
        }
        self.resume_says_no();
    }

    /// A press that cannot wait: done, on stage within a second, and honest about the disk.
    fn goes_on(
        &mut self,
        point: Point,
        stage: &Screen,
        path: &str,
        body: Value,
        event: impl Fn(&Value) -> Value,
    ) {
        let asked = SystemTime::now();
        let done = self.press(path, body, event);
        assert_eq!(done.status, 200, "{path}: {}", done.body);
        let done = done.json();
        let stored = if point.of_journal() {
            json!(false)
        } else {
            Value::Null
        };
        assert_eq!(done["stored"], stored, "{path}: {done}");
        let wanted = done["revision"].as_u64().unwrap_or(u64::MAX);
        let shown = stage.has("the stage shows it", asked, |frame| {
            revision(frame) >= wanted
        });
        let took = shown.duration_since(asked).unwrap_or_default();
        assert!(
            took < Duration::from_secs(1),
            "{path} took {took:?} to the stage"
        );
    }

    /// Without a script the voter reads it on the page that follows, in the voter's language.
    fn plain_form_says_so(&self) {
        let server = self.server();
        let ui = Ui::ALL[self.turn % 3];
        let form = format!("ballot=people&choice=echo&voter={}", join(server));
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let sent = server.send("POST", "/vote", &[kind], form.as_bytes());
        assert_eq!(sent.status, 303, "{}", sent.body);
        let page = server.send(
            "GET",
            sent.header("location"),
            &[("accept-language", ui.tag())],
            b"",
        );
        let words = &ui.words().audience;
        let said = match &*self.phase() {
            "open" => words.not_confirmed,
            "closing" => words.not_known_yet,
            // What comes after the mark is in nobody's count.
            _ => words.not_counted.trim(),
        };
        let main = page.body.split_once("<main").unwrap_or_default().1;
        assert!(main.contains(&format!(">{said}<")), "{main}");
    }

    fn resume_says_no(&self) {
        let before = self.server().show();
        let ui = Ui::ALL[self.turn % 3];
        let key = format!("Bearer {}", self.server().key("mc"));
        let headers = [("authorization", &*key), ("accept-language", ui.tag())];
        let answer = self.server().send("POST", "/api/resume", &headers, b"");
        assert_eq!((answer.status, &*answer.word()), (503, "not-stored"));
        assert_eq!(answer.json()["detail"], ui.words().refusal.still_not_stored);
        assert_eq!(self.server().show(), before);
        assert_eq!(self.server().get("/healthz").json()["status"], "degraded");
    }

    /// What was closing is closed, what was open takes votes; for the next point it is open again.
    fn settle_ballot(&mut self, hall: &Hall) {
        if self.phase() != "open" {
            self.until_phase("closed");
            self.reopen(3600);
        }
        let before = hall.counted();
        until("people vote again", || {
            (hall.counted() > before).then_some(())
        });
    }

    /// The export holds everything that was answered, and so it does after the plug is pulled.
    fn everything_is_there(&mut self) {
        let first = export(self.server());
        votes_are_there_once(&first, &self.told);
        presses_are_there_in_order(&first, &self.pressed, self.doubtful);
        let stood = standing(self.server());
        self.server.take().expect("a server").kill();
        self.server = Some(self.disk.serve(&self.room));
        assert_eq!(standing(self.server()), stood);
        let again = export(self.server());
        assert_eq!(again["box"], first["box"]);
        let events = |export: &Value| export["events"].as_array().cloned().unwrap_or_default();
        let (before, after) = (events(&first), events(&again));
        assert_eq!(after[..before.len()], before[..]);
    }
}
