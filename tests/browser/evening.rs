//! The whole final, from the first card to the last, from the panel.

use crate::browser::{Browser, Window, dense};
use crate::panel::Panel;
use crate::pictures;
use crate::stage::{Sight, Stage, approve};
use crate::support::server::{Room, Server};
use crate::support::voters::vote_all;
use crate::support::wait::until;
use palmares::demo;

/// What stands in the show file, read without the program's own reader.
pub struct Script(toml::Value);

impl Script {
    pub fn read() -> Script {
        Script(demo::SHOW.parse().map(toml::Value::Table).expect("TOML"))
    }

    fn find(&self, table: &str, id: &str) -> &toml::Value {
        let all = self.0[table].as_array().expect("a list");
        let found = all.iter().find(|one| one["id"].as_str() == Some(id));
        found.unwrap_or_else(|| panic!("no {table} {id}"))
    }

    pub fn entries(&self) -> impl Iterator<Item = &str> {
        let all = self.0["entry"].as_array().expect("a list");
        all.iter().filter_map(|entry| entry["id"].as_str())
    }

    pub fn entry(&self, id: &str, field: &str) -> &str {
        self.find("entry", id)[field].as_str().expect("a text")
    }

    fn award(&self, id: &str) -> &str {
        let name = &self.find("award", id)["name"];
        name["zh"].as_str().expect("a Chinese name")
    }

    /// Who wins: by the file, or by the votes that this test casts.
    pub fn winner(&self, award: &str) -> &str {
        let winner = self.find("award", award).get("winner");
        winner.and_then(toml::Value::as_str).unwrap_or(VOTES[0].0)
    }

    /// The style of a cue's scene, and words that must stand in it.
    fn expected(&self, cue: &str) -> (&'static str, &str) {
        match cue {
            "welcome" => return ("card", "AIGC創意電影及數碼營銷比賽總決賽"),
            "welcome-address" => return ("person", "鄭松岩"),
            "remarks" => return ("person", "陳卓"),
            "competition" => return ("message", "十強入圍"),
            "jury" => return ("jury", "評分準則"),
            "people/open" => return ("vote", "全場投票"),
            "people/close" => return ("message", "投票截止"),
            "people/result" => return ("result", "投票結果"),
            "group-photo" => return ("photo", "大合照"),
            "results" => return ("wall", "得獎名單"),
            "thanks" => return ("card", "多謝各位"),
            _ => {}
        }
        let (award, step) = cue.split_once('/').expect("a step of something");
        let title = |id| self.entry(id, "title");
        match step {
            "award" => ("award", self.award(award)),
            "suspense" => ("suspense", self.award(award)),
            "winner" => ("winner", title(self.winner(award))),
            "photo" => ("photo", title(self.winner(award))),
            "work" => ("work", title(self.winner(award))),
            number => {
                let index: usize = number.parse().expect("a finalist's number");
                let id = self.entries().nth(index - 1).expect("a finalist");
                ("finalist", title(id))
            }
        }
    }
}

/// What the hall votes for. The first wins.
const VOTES: [(&str, usize); 7] = [
    ("neon-echoes", 9),
    ("the-big-decision", 7),
    ("divine-general", 5),
    ("home-sweet-home", 3),
    ("optimal", 2),
    ("hide-and-seek", 1),
    ("cyberport", 1),
];

/// Two screens, a panel and the show that they follow.
struct Evening {
    script: Script,
    panel: Panel,
    stages: [Stage; 2],
}

impl Evening {
    /// Every screen shows this cue, and the panel knows that they do.
    fn is_at(&self, server: &Server, cue: &str) {
        self.panel.stands_on(cue);
        assert_eq!(server.show()["cue"]["id"], cue);
        let (kind, words) = self.script.expected(cue);
        for stage in &self.stages {
            stage.shows(kind, words);
        }
        self.panel.counts("2/2");
        if let Some((award, "award" | "suspense")) = cue.split_once('/') {
            self.keeps_secret(award);
        }
    }

    /// Neither the stages' pages nor the panel's hold the winner. The team tells: titles stand
    /// among those still open.
    fn keeps_secret(&self, award: &str) {
        let team = self.script.entry(self.script.winner(award), "team");
        for stage in &self.stages {
            let sight = stage.sight();
            assert!(!sight.html.contains(team), "{award}: {}", sight.html);
        }
        let panel = self.panel.html();
        assert!(!panel.contains(team), "{award}: {panel}");
    }

    /// Fires the next cue, by finger and by clicker in turns.
    fn fire(&self, index: usize, cue: &str) {
        match (cue.ends_with("/winner"), index.is_multiple_of(2)) {
            (true, true) => self.panel.reveal(),
            (true, false) => self.panel.reveal_by_key(),
            (false, true) => self.panel.go(),
            (false, false) => self.panel.go_by_key(),
        }
    }

    /// As a power cut: the screens keep what they show, a press is not kept, and all is as before
    /// when the server is back.
    fn outlives_its_server(&self, server: Server, room: &Room, cue: &str) -> Server {
        let sights: Vec<Sight> = self.stages.iter().map(Stage::sight).collect();
        let same = |when: &str| {
            for (stage, before) in self.stages.iter().zip(&sights) {
                let now = stage.sight();
                assert_eq!(
                    (&now.kind, &now.scene),
                    (&before.kind, &before.scene),
                    "{when}"
                );
            }
        };
        let host = server.host().to_owned();
        server.kill();
        self.panel.is("offline");
        self.panel.0.until(
            "the panel says that it is alone",
            "return document.body.dataset.link === 'down'",
        );
        same("while the server is away");
        self.panel.0.click("[data-go]");
        assert!(
            !self.panel.says().is_empty(),
            "a press that goes nowhere says so"
        );
        let server = Server::start_with(room, &["--listen", &host], &[]);
        self.panel.is("ready");
        self.is_at(&server, cue);
        same("when the server is back");
        server
    }
}

#[test]
fn the_mc_takes_two_stages_through_the_whole_final_also_past_a_server_that_is_killed_in_the_middle()
{
    let room = Room::demo();
    let mut server = Server::start(&room);
    let stages = [
        Stage::open(&server, "Main", 960, 540),
        Stage::open(&server, "Foyer", 540, 960),
    ];
    approve(&server, &[&stages[0], &stages[1]]);
    let evening = Evening {
        script: Script::read(),
        panel: Panel::open(&server),
        stages,
    };
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues: Vec<&str> = rundown["cues"]
        .as_array()
        .expect("cues")
        .iter()
        .filter_map(|cue| cue["id"].as_str())
        .collect();
    for (index, cue) in cues.iter().enumerate() {
        if index > 0 {
            evening.fire(index, cue);
        }
        evening.is_at(&server, cue);
        if *cue == "people/open" {
            vote_all(&server, "people", &VOTES);
            turnout_is_on_stage(&evening.stages[0]);
        }
        take_pictures(&server, &evening, cue);
        if *cue == "best-creativity/suspense" {
            server = evening.outlives_its_server(server, &room, cue);
        }
    }
    assert_eq!(cues.last(), Some(&"thanks"));
    evening.panel.is("end");
    let results = server.get("/api/results").json();
    let told = results.as_array().map(Vec::len);
    assert_eq!(told, Some(9), "{results}");
}

fn turnout_is_on_stage(stage: &Stage) {
    let all: usize = VOTES.iter().map(|(_, votes)| votes).sum();
    let words = format!("已有{all}人投票");
    until("the turnout is on stage", || {
        stage.sight().scene.contains(&words).then_some(())
    });
}

/// What the README shows of the evening.
fn take_pictures(server: &Server, evening: &Evening, cue: &str) {
    let name = match cue {
        "welcome" => "stage-welcome",
        "finalists/9" => "stage-finalist",
        "people/open" => "stage-ballot",
        "people/result" => "stage-result",
        "first-prize/winner" => "stage-winner",
        "first-prize/photo" => "stage-photo",
        "results" => "stage-wall",
        "best-visuals/suspense" => {
            pictures::save(&evening.panel.0, "mc");
            return producer(server);
        }
        _ => return,
    };
    pictures::save(&evening.stages[0].browser, name);
}

fn producer(server: &Server) {
    let browser = Browser::open(&Window::of(1180, 820));
    browser.goto(server.links["producer"].as_str().expect("a link"));
    browser.until(
        "the desk is linked",
        "return document.getElementById('link').className === 'up'",
    );
    assert!(
        browser
            .text("[data-region=screens]")
            .contains(&dense("Main"))
    );
    pictures::save(&browser, "producer");
}
