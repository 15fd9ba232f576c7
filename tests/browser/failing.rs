//! Everything fails in the middle of a reveal, and the hall sees nothing of it.

use crate::browser::{Browser, Window};
use crate::cable::Cable;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::process::Command;

/// Writes down what the window shows, frame by frame, from the first one on.
const WATCH: &str = "
    window.watched = [];
    const look = () => {
      const stage = document.querySelector('.stage');
      const cover = stage?.querySelector('[data-region=cover]')?.firstElementChild;
      const scene = stage?.querySelector('[data-region=scene] > .scene');
      const title = (scene?.querySelector('.title .line')?.textContent ?? '').replace(/\\s/g, '');
      const now = cover ? 'cover/' + cover.className : scene ? scene.classList[1] + ' ' + title : stage ? 'BLANK' : 'loading';
      if (watched.at(-1) !== now) watched.push(now);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// Longer than a screen waits for a sign of life before it gives a silent connection up.
const SILENCE_MS: u64 = 5600;

struct Watched(Browser);

impl Watched {
    fn open(base: &str) -> Watched {
        let browser = Browser::open(&Window::of(960, 540));
        let watch = json!({ "source": WATCH });
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", watch);
        browser.goto(&format!("{base}/stage?name=Main&changes=dissolve"));
        Watched(browser)
    }

    /// Everything that was to be seen since the last time, in order.
    fn seen(&self) -> Vec<String> {
        let seen = self
            .0
            .js("return watched.splice(0, watched.length - 1).concat(watched)");
        let seen = seen.as_array().expect("a list").iter();
        let seen = seen
            .filter_map(Value::as_str)
            .filter(|now| *now != "loading");
        seen.map(str::to_owned).collect()
    }

    #[track_caller]
    fn shows(&self, sight: &str) {
        let last = "return watched.at(-1) === arguments[0]";
        until(&format!("the stage shows {sight}"), || {
            (self.0.js_with(last, vec![json!(sight)]) == json!(true)).then_some(())
        });
    }

    /// Stands before a reveal, with nothing written down yet.
    fn waits_for(&self, server: &Server, award: &str, name: &str) {
        server.mc("/api/goto", json!({ "cue": format!("{award}/suspense") }));
        self.shows(&format!("suspense {name}"));
        self.seen();
    }

    /// The reveal has begun, and is not over.
    fn reveals(&self, server: &Server, award: &str, winner: &str) {
        server.mc("/api/goto", json!({ "cue": format!("{award}/winner") }));
        self.shows(&format!("winner {winner}"));
    }

    /// How far, in ms, the title's animation is from where the server's time says that it should
    /// be.
    fn is_off_by_ms(&self) -> f64 {
        let ask = "
            const title = document.querySelector('.wipe');
            const [wipe] = title.getAnimations();
            const since = Number(title.closest('[data-since]').dataset.since);
            const { delay } = wipe.effect.getTiming();
            // What the wipe says is of the moment that was painted last.
            const painted = Date.now() - (performance.now() - document.timeline.currentTime);
            return wipe.currentTime === null ? null : (wipe.currentTime - delay + 500) - (painted - since);";
        until("the title moves", || self.0.js(ask).as_f64())
    }
}

fn signal(server: &Server, name: &str) {
    let pid = server.pid().to_string();
    let sent = Command::new("kill").args([name, &pid]).status();
    assert!(sent.expect("kill runs").success());
}

#[test]
fn a_server_that_freezes_in_mid_reveal_leaves_the_winner_on_stage_and_the_stage_follows_when_it_thaws()
 {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Watched::open(&server.base);
    stage.waits_for(&server, "best-screenplay", "最佳劇本");
    stage.reveals(&server, "best-screenplay", "《躲貓貓》");
    signal(&server, "-STOP");
    let over = format!("return new Promise((done) => setTimeout(() => done(true), {SILENCE_MS}))");
    stage.0.js(&over);
    let frozen = stage.seen();
    signal(&server, "-CONT");
    assert_eq!(frozen, ["suspense 最佳劇本", "winner 《躲貓貓》"]);
    server.mc("/api/go", json!({}));
    stage.shows("photo 《躲貓貓》");
    assert_eq!(stage.seen(), ["winner 《躲貓貓》", "photo 《躲貓貓》"]);
}

#[test]
fn a_cable_pulled_in_mid_reveal_shows_nobody_anything_and_the_stage_is_right_when_it_is_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    let cable = Cable::to(server.host());
    let stage = Watched::open(&cable.base());
    stage.waits_for(&server, "best-visuals", "最佳AIGC視覺");
    stage.reveals(&server, "best-visuals", "《金鞍載歲》");
    cable.pull();
    for _ in 0..3 {
        // The evening goes on without this screen.
        let stays = "return new Promise((done) => setTimeout(() => done(true), 400))";
        server.mc("/api/goto", json!({ "cue": "best-creativity/suspense" }));
        stage.0.js(stays);
        server.mc("/api/goto", json!({ "cue": "best-creativity/award" }));
        stage.0.js(stays);
    }
    assert_eq!(
        stage.seen(),
        ["suspense 最佳AIGC視覺", "winner 《金鞍載歲》"]
    );
    cable.plug();
    stage.shows("award 最佳創意");
    assert_eq!(stage.seen(), ["winner 《金鞍載歲》", "award 最佳創意"]);
}

#[test]
fn a_page_reloaded_in_mid_reveal_joins_it_where_it_is_from_the_card_and_never_sees_the_suspense_again()
 {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Watched::open(&server.base);
    let reveals = [
        ("best-creativity", "最佳創意", "winner 《OPTIMAL》"),
        ("ip-potential", "最具IP潛能", "winner 《金鞍載歲》"),
        ("best-screenplay", "最佳劇本", "winner 《躲貓貓》"),
    ];
    // A busy machine may be late with one of them; a wrong time is wrong with all.
    let joined = reveals.map(|(award, name, winner)| {
        stage.waits_for(&server, award, name);
        stage.reveals(&server, award, winner.trim_start_matches("winner "));
        stage.0.reload();
        stage.shows(winner);
        let off = stage.is_off_by_ms();
        assert_eq!(stage.seen(), ["cover/scene card safe", winner]);
        off
    });
    let in_time = joined.iter().any(|off| off.abs() < 250.0);
    assert!(in_time, "{joined:?} ms away from the server's time");
}

#[test]
fn a_server_killed_in_mid_reveal_comes_back_to_the_same_winner_and_the_stage_never_blinked() {
    let room = Room::demo();
    let server = Server::start(&room);
    let host = server.host().to_owned();
    let stage = Watched::open(&server.base);
    stage.waits_for(&server, "ip-potential", "最具IP潛能");
    stage.reveals(&server, "ip-potential", "《金鞍載歲》");
    server.kill();
    let server = Server::start_with(&room, &["--listen", &host], &[]);
    assert_eq!(server.show()["cue"]["id"], "ip-potential/winner");
    server.mc("/api/go", json!({}));
    stage.shows("photo 《金鞍載歲》");
    let seen = [
        "suspense 最具IP潛能",
        "winner 《金鞍載歲》",
        "photo 《金鞍載歲》",
    ];
    assert_eq!(stage.seen(), seen);
}
