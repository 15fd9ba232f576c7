//! The wrong envelope.

use crate::browser::{Browser, Window, dense};
use crate::panel::Panel;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::json;

#[test]
fn a_wrong_envelope_is_covered_corrected_at_the_desk_and_announced_again_as_a_correction() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    server.mc("/api/goto", json!({"cue": "best-screenplay/suspense"}));
    let panel = Panel::open(&server);
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    panel.reveal();
    stage.shows("winner", "躲貓貓");
    panel.counts("1/1");

    panel.0.until(
        "the button is there",
        "return !document.querySelector('[data-wrong]').disabled",
    );
    // One press, no question.
    panel.0.click("[data-wrong]");
    let sight = until("the card covers the stage", || {
        let sight = stage.sight();
        sight.kind.starts_with("cover/").then_some(sight)
    });
    panel.is("barred");
    let line = panel.0.text(".here .line");
    assert!(line.contains("對唔住"), "the MC is given a line: {line}");
    assert!(!sight.html.contains("躲貓貓"), "{}", sight.html);
    let waits = server.get("/results").body;
    assert!(
        !waits.contains("躲貓貓"),
        "a wrong announcement is taken back"
    );

    desk.until(
        "the desk is alarmed",
        "return !document.getElementById('mend').hidden",
    );
    assert!(desk.text("[data-region=alert]").contains(&dense("躲貓貓")));
    desk.click("#mend label[data-entry=neon-echoes]");
    desk.write("#mend [name=reason]", "Two envelopes were swapped");
    desk.click("#mend button[data-twice]");
    let check = desk.text("#mend .check");
    assert!(check.contains("霓虹下的回音"), "it is read back: {check}");
    assert!(!server.get("/results").body.contains("霓虹下的回音"));
    desk.click("#mend button[data-twice]");
    desk.until(
        "the desk is calm",
        "return document.getElementById('mend').hidden",
    );

    panel.0.until(
        "the panel says what to do",
        "return document.querySelector('[data-region=banner]').textContent.includes('CORRECTED')",
    );
    assert_eq!(panel.deck()["cue"], "best-screenplay/award");
    let line = panel.0.text(".here .line");
    assert!(line.contains("重新宣布"), "{line}");
    panel.reveal();
    let title = stage.shows("award", "最佳劇本");
    assert!(!title.html.contains("葵芳"), "{}", title.html);
    panel.reveal();
    let winner = stage.shows("winner", "霓虹下的回音");
    assert!(winner.scene.contains("更正"), "{}", winner.scene);
    assert!(!winner.scene.contains("躲貓貓"));
    panel.counts("1/1");
    let results = Browser::open(&Window::phone());
    until("the results say it", || {
        results.goto(server.links["results"].as_str().expect("a link"));
        let text = results.text("main, body");
        (text.contains("霓虹下的回音") && text.contains("更正")).then_some(())
    });
    assert!(!results.text("body").contains("躲貓貓"));
    panel.go();
    stage.shows("photo", "霓虹下的回音");
}
