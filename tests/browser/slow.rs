//! Machines that draw too slowly for a dissolve: found out beforehand, unseen, and spared it.

use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

/// Counts the dissolves, and remembers what those that are only tried out look like. Every one goes
/// through `perform`.
const COUNTS: &str = "
    window.dissolves = 0;
    window.tried = [];
    const begin = document.startViewTransition;
    document.startViewTransition = function (swap) {
      const root = document.documentElement;
      const rehearsal = root.dataset.to === 'rehearsal';
      if (!rehearsal) window.dissolves += 1;
      const change = perform((swap) => begin.call(this, swap), swap);
      const look = (picture) => getComputedStyle(root, `::view-transition-${picture}(scene)`);
      if (rehearsal) change.ready.then(() => tried.push(['old', 'new'].map((picture) => look(picture).opacity + look(picture).animationName)));
      return change;
    };";

/// Holds every change up, as a processor does that has to draw it.
const SLOW: &str = "const perform = (begin, swap) => begin(() => {
      for (const until = performance.now() + 300; performance.now() < until;);
      return swap();
    });";

/// A change that costs nothing, however slow the machine of this test is.
const QUICK: &str = "requestAnimationFrame = (call) => setTimeout(call, 0, performance.now());
    const perform = (begin, swap) => {
      const done = Promise.resolve(swap());
      return { ready: done, updateCallbackDone: done, finished: done, skipTransition() {} };
    };";

fn open(server: &Server, perform: &str, wish: &str) -> Stage {
    let stage = Stage::open(server, "Main", 960, 540);
    let source = format!("{perform}{COUNTS}");
    let script = json!({ "source": source });
    stage
        .browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", script);
    let address = format!("{}/stage?name=Main{wish}", server.base);
    stage.browser.goto(&address);
    stage.shows("card", "AIGC創意電影");
    stage
}

/// What the stage has settled on, and how often it dissolved in the next change.
fn settles(server: &Server, stage: &Stage) -> (Value, Value) {
    let settled = "return document.documentElement.dataset.changes ?? null";
    until("it has settled", || {
        (!stage.browser.js(settled).is_null()).then_some(())
    });
    server.mc("/api/goto", json!({"cue": "welcome-address"}));
    stage.shows("person", "鄭松岩");
    let dissolves = stage.browser.js("return window.dissolves");
    (stage.browser.js(settled), dissolves)
}

#[test]
fn a_machine_that_draws_slowly_cuts_and_the_hall_sees_nothing_of_its_having_been_tried() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = open(&server, SLOW, "");
    assert_eq!(settles(&server, &stage), (json!("cut"), json!(0)));
    // The scene as it stands, over its own picture that is not drawn.
    let unseen = json!(["0none", "1none"]);
    let tried = stage.browser.js("return tried");
    assert_eq!(tried, json!([unseen, unseen, unseen, unseen, unseen]));
}

#[test]
fn a_machine_that_draws_at_once_dissolves() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = open(&server, QUICK, "");
    assert_eq!(settles(&server, &stage), (json!("dissolve"), json!(1)));
}

#[test]
fn whoever_sets_a_screen_up_may_decide_how_its_scenes_change() {
    for (perform, wish, dissolves) in [(SLOW, "dissolve", 1), (QUICK, "cut", 0)] {
        let room = Room::demo();
        let server = Server::start(&room);
        let stage = open(&server, perform, &format!("&changes={wish}"));
        assert_eq!(settles(&server, &stage), (json!(wish), json!(dissolves)));
        assert_eq!(stage.browser.js("return tried"), json!([]));
    }
}
