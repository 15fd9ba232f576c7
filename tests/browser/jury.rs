//! A jury from empty sheets to the reveal: three jurors, a chair and a producer.

use crate::browser::{Browser, Window};
use crate::cable::Cable;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

pub const SHOW: &str = r#"
[show]
id = "gala"
title = { zh = "頒獎禮", en = "Awards" }
languages = ["zh-Hant-HK", "en"]

[[entry]]
id = "mirror"
number = "01"
title = "鏡"
team = "甲隊"
synopsis = { zh = "一面鏡子的故事。", en = "The story of a mirror." }
[[entry]]
id = "echo"
number = "02"
title = "Echo"
team = "Team B"
[[entry]]
id = "river"
number = "03"
title = { zh = "河", en = "River" }
team = "丙隊"

[[award]]
id = "grand"
name = { zh = "大獎", en = "Grand Prix" }
decided_by = "jury"

[jury]
scale = 10
[[jury.criterion]]
id = "story"
name = { zh = "故事", en = "Story" }
[[jury.criterion]]
id = "craft"
name = { zh = "技術", en = "Craft" }
[[jury.juror]]
id = "fok"
name = "霍露明博士"
title = { zh = "數碼港業務發展總監", en = "Director, Cyberport" }
[[jury.juror]]
id = "choi"
name = "蔡和平"
[[jury.juror]]
id = "mak"
name = "Anna Mak"
"#;

pub const WORKS: [&str; 3] = ["mirror", "echo", "river"];
pub const CRITERIA: [&str; 2] = ["story", "craft"];

/// A juror's tablet.
pub struct Tablet(pub Browser);

impl Tablet {
    /// Opens the juror's link and says yes.
    pub fn of(server: &Server, base: &str, juror: &str) -> Tablet {
        let link = server.links["jury"][juror].as_str().expect("a link");
        let (_, path) = link.split_once("/jury").expect("the jury's page");
        let browser = Browser::open(&Window::of(1180, 820));
        browser.goto(&format!("{base}/jury{path}"));
        browser.click("form button");
        let tablet = Tablet(browser);
        tablet.says("Saved");
        tablet
    }

    /// Waits until the word at the top is this.
    #[track_caller]
    pub fn says(&self, saved: &str) {
        let asks = format!(
            "return document.querySelector('[data-saved]').textContent.includes({})",
            json!(saved)
        );
        self.0.until(saved, &asks);
    }

    /// Opens a work, if it is not open.
    pub fn open(&self, work: &str) {
        let cover = format!("#work-{work} [data-cover]");
        self.0.click(&format!("[data-work={work}]"));
        if self.0.sees(&cover) {
            self.0.tap(&format!("{cover} [data-open]"));
        }
    }

    pub fn score(&self, work: &str, criterion: &str, score: u32) {
        self.open(work);
        self.0.tap(&format!(
            "#work-{work} [data-criterion={criterion}] label:has([value='{score}'])"
        ));
    }

    pub fn score_all(&self, scores: [[u32; 2]; 3]) {
        for (work, of) in WORKS.into_iter().zip(scores) {
            for (criterion, score) in CRITERIA.into_iter().zip(of) {
                self.score(work, criterion, score);
            }
        }
    }

    pub fn submit(&self) {
        self.0.click("[data-submit]");
        self.0.click("#submit [data-go]");
        self.0.until(
            "it is submitted",
            "return document.body.dataset.phase === 'submitted'",
        );
    }
}

/// What the server holds of a juror's sheet: the scores by work, in the order of the criteria.
pub fn held(server: &Server, juror: &str) -> Value {
    let sheet = server
        .get_as(&format!("jury/{juror}"), "/api/jury/sheet")
        .json();
    let entries = sheet["entries"].as_array().expect("entries").clone();
    let scores = |work: &&str| {
        let entry = entries.iter().find(|entry| entry["entry"] == **work);
        let scores = &entry.expect("listed")["scores"];
        json!(CRITERIA.map(|criterion| scores[criterion].clone()))
    };
    json!(WORKS.iter().map(scores).collect::<Vec<_>>())
}

/// The chair at the desk.
pub fn chair_of(server: &Server) -> Browser {
    let chair = Browser::open(&Window::of(1180, 820));
    chair.goto(server.links["chair"].as_str().expect("a link"));
    chair.click("form button");
    chair.until(
        "it is linked",
        "return document.querySelector('#link').className === 'up'",
    );
    chair
}

/// The chair asks for the scores.
pub fn look(chair: &Browser) {
    let offered = "return document.querySelector('[data-look-at=matrix]')?.offsetParent != null";
    chair.until("scores can be asked for", offered);
    assert!(!chair.sees(".ranking"), "no score stands there unasked");
    chair.tap("[data-look-at=matrix]");
}

/// The third juror's sheet comes on paper.
fn enter_from_paper(chair: &Browser, scores: [[u32; 2]; 3]) {
    chair.tap("details[data-keep=mak] summary");
    chair.tap("[data-form=paper][data-juror=mak]");
    chair.until(
        "the grid is there",
        "return document.querySelectorAll('#paper [data-entry]').length === 6",
    );
    for (work, of) in WORKS.into_iter().zip(scores) {
        for (criterion, score) in CRITERIA.into_iter().zip(of) {
            let field = format!("#paper [data-entry={work}][data-criterion={criterion}]");
            chair.write(&field, &score.to_string());
        }
    }
    chair.write("#paper [name=by]", "Mei Chan");
    chair.click("#paper .gold");
    chair.until(
        "it is entered",
        "return !document.querySelector('#paper').open",
    );
}

#[test]
fn three_jurors_a_chair_and_a_producer_come_from_empty_sheets_to_the_reveal() {
    let room = Room::with(SHOW);
    let server = Server::start(&room);
    let chair = chair_of(&server);

    // A preview that fetches a link leaves nothing behind.
    let link = server.links["jury"]["fok"].as_str().expect("a link");
    let path = link.strip_prefix(&server.base).expect("ours");
    let asked = server.get(path);
    assert_eq!((asked.status, asked.header("set-cookie")), (200, ""));

    let fok = Tablet::of(&server, &server.base, "fok");
    fok.score_all([[9, 8], [7, 7], [5, 6]]);
    fok.says("Saved");
    assert_eq!(held(&server, "fok"), json!([[9, 8], [7, 7], [5, 6]]));
    // A slip, taken back.
    fok.score("mirror", "story", 1);
    fok.0.click("[data-undo]");
    until("the undo is saved", || {
        (held(&server, "fok")[0][0] == 9).then_some(())
    });

    // The link of the second juror is cut in the middle.
    let cable = Cable::to(server.host());
    let choi = Tablet::of(&server, &cable.base(), "choi");
    choi.score("mirror", "story", 8);
    choi.says("Saved");
    cable.pull();
    choi.score("mirror", "craft", 9);
    choi.score("echo", "story", 6);
    choi.score("echo", "story", 7);
    choi.says("saved on this tablet, sending");
    choi.0.click("[data-submit]");
    choi.0.until(
        "it says how many wait",
        "return document.querySelector('[data-toast]').textContent.startsWith('2 ')",
    );
    assert_eq!(
        held(&server, "choi"),
        json!([[8, null], [null, null], [null, null]])
    );
    cable.plug();
    choi.says("Saved");
    assert_eq!(
        held(&server, "choi"),
        json!([[8, 9], [7, null], [null, null]])
    );
    choi.score("echo", "craft", 6);
    choi.score("river", "story", 4);
    choi.score("river", "craft", 5);
    choi.says("Saved");

    enter_from_paper(&chair, [[8, 8], [9, 9], [3, 4]]);
    assert_eq!(held(&server, "mak"), json!([[8, 8], [9, 9], [3, 4]]));
    // Nobody has seen a score yet.
    assert!(!chair.sees(".ranking"));
    fok.submit();
    choi.submit();
    let ranked = "return document.querySelector('.ranking.first li .title')?.textContent\
        .includes('鏡')";
    look(&chair);
    chair.until("the ranking stands large", ranked);
    chair.reload();
    look(&chair);
    chair.until("it stands there again", ranked);
    chair.tap("[data-form=close]");
    chair.click("#close [data-go]");
    fok.0.until(
        "it is closed",
        "return document.body.dataset.phase === 'closed'",
    );
    decide_and_reveal(&server, &chair);
}

/// The chair decides, the producer sees that it is sealed and no more, the stage reveals.
fn decide_and_reveal(server: &Server, chair: &Browser) {
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    chair.tap("[data-form=decide][data-award=grand]");
    chair.click("#decide [data-choices=winner] [data-entry=mirror]");
    chair.click("#decide .gold");
    assert!(chair.text("#decide [data-read]").contains("鏡"));
    chair.click("#decide .gold");
    chair.until(
        "it is sealed",
        "return document.querySelector('.awards .sealed') !== null",
    );
    desk.until(
        "the desk knows that it is sealed",
        "return document.querySelector('.envelope.sealed') !== null",
    );
    let rows = desk.text("[data-region=envelopes]");
    assert!(!rows.contains("鏡"), "{rows}");
    for cue in ["grand/award", "grand/suspense", "grand/winner"] {
        server.mc("/api/goto", json!({ "cue": cue }));
    }
    let results = until("the public learns it", || {
        let results = server.get("/api/results").json();
        (results[0]["winners"][0]["id"] == "mirror").then_some(results)
    });
    assert_eq!(results[0]["award"], "grand");
}
