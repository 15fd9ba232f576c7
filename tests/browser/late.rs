//! The evening changes while it goes on: the producer does it on the tab of the evening, two MCs
//! read it on their tablets, and GO goes on.

use crate::browser::{Browser, Window};
use crate::panel::Panel;
use crate::pictures::save_apart;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::json;
use thirtyfour::Key;

/// The producer's page on the tab of the evening.
fn tonight(server: &Server) -> Browser {
    let desk = Browser::open(&Window::of(1180, 820));
    let link = server.links["producer"].as_str().expect("a link");
    desk.goto(&format!("{link}#tonight"));
    desk.until(
        "the running order is there",
        "return document.querySelectorAll('.order-lines .line').length > 5",
    );
    desk
}

/// Chooses a work or a person beside the running order.
fn choose(desk: &Browser, row: &str) {
    let body = "const field = document.querySelector('.works select'); field.value = arguments[0];
        field.dispatchEvent(new Event('change'))";
    desk.js_with(body, vec![json!(row)]);
}

/// Waits until so many changes wait for a press.
fn wait_for(desk: &Browser, count: usize) {
    until(&format!("{count} changes wait"), || {
        let waiting = desk.js("return document.querySelectorAll('.waits li').length");
        (waiting == json!(count)).then_some(())
    });
}

fn apply(desk: &Browser) {
    desk.click(".waits .gold");
    wait_for(desk, 0);
}

/// Whether the panel marks a line as changed.
fn marks(panel: &Panel, cue: &str) -> bool {
    let body = "return document.querySelector(`[data-jump='${arguments[0]}']`)
        .classList.contains('fresh')";
    panel.0.js_with(body, vec![json!(cue)]) == json!(true)
}

/// GO once more than usual: the first press is for what was changed.
fn read_and_go(panel: &Panel, cue: &str) {
    panel.is("unread");
    panel.0.click("[data-go]");
    panel.is("ready");
    assert!(panel.says().contains("changed"), "{}", panel.says());
    // The same tap may bounce, so that the press that counts is repeated until it does.
    until("the press that counts", || {
        panel.0.click("[data-go]");
        (panel.cue() == cue).then_some(())
    });
}

#[test]
fn five_late_changes_reach_two_tablets_in_mid_show_while_go_goes_on() {
    let room = Room::demo();
    let server = Server::start(&room);
    let [one, two] = [Panel::open(&server), Panel::open(&server)];
    server.producer("/api/doors", json!({"open": true}));
    let desk = tonight(&server);

    // A misspelt name, a presenter who does not come, two speeches in the other order.
    choose(&desk, "entry/hide-and-seek");
    desk.write(".works [data-key='title.en']", "Hide-and-Seek");
    wait_for(&desk, 1);
    choose(&desk, "person/cyberport-ceo");
    desk.click(".works [data-key='absent']");
    wait_for(&desk, 2);
    desk.write(".works [data-key='replaced_by.en']", "Dr Lee");
    wait_for(&desk, 3);
    desk.click("[data-row='remarks up']");
    wait_for(&desk, 4);
    save_apart(&desk, "late tonight");
    // What waits is on no tablet, and asks nothing.
    assert_eq!((&*one.state(), &*two.state()), ("ready", "ready"));
    apply(&desk);
    let next = |panel: &Panel| panel.deck()["cue"].clone();
    until("the other speech is next on both", || {
        let next = [next(&one), next(&two)];
        (next == [json!("remarks"), json!("remarks")]).then_some(())
    });
    // Each MC is asked to read what is next, on their own tablet; the script stays in sight.
    one.is("unread");
    two.is("unread");
    save_apart(&one.0, "late panel");
    read_and_go(&one, "remarks");
    two.stands_on("remarks");

    // A line that is passed over, and a finalist who withdraws, while GO goes on.
    desk.click("[data-row='competition skip']");
    wait_for(&desk, 1);
    two.go();
    one.stands_on("welcome-address");
    choose(&desk, "entry/optimal");
    desk.click(".works [data-key='withdrawn']");
    wait_for(&desk, 2);
    apply(&desk);
    let gone = "finalists/5";
    until("both mark the work that has gone", || {
        (marks(&one, gone) && marks(&two, gone)).then_some(())
    });
    let struck =
        "return [...document.querySelectorAll('.cue[data-off]')].map((l) => l.dataset.jump)";
    assert_eq!(one.0.js(struck)[0], "competition");
    assert!(one.0.js(struck).to_string().contains(gone));
    // The one that was next is passed over: its successor is read first, by a clicker as well.
    two.is("unread");
    two.0.press(Key::PageDown);
    two.is("ready");
    until("the press that counts", || {
        two.0.press(Key::PageDown);
        (two.cue() == "finalists/1").then_some(())
    });
    one.stands_on("finalists/1");

    // Whoever scrolls to a changed line has seen it, on that tablet alone.
    let look = "document.querySelector(`[data-jump='${arguments[0]}']`)
        .scrollIntoView({ block: 'center' });
        document.querySelector('[data-scroll]').dispatchEvent(new Event('wheel'))";
    two.0.js_with(look, vec![json!(gone)]);
    until("it was seen there", || (!marks(&two, gone)).then_some(()));
    assert!(marks(&one, gone));
    one.go();
    two.stands_on("finalists/2");
    assert_eq!(server.show()["cue"]["id"], "finalists/2");
}

#[test]
fn a_speech_is_inserted_and_a_line_retimed_by_the_keyboard_alone() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    let desk = tonight(&server);
    let focus = |selector: &str| {
        until(selector, || desk.sees(selector).then_some(()));
        desk.js_with(
            "document.querySelector(arguments[0]).focus()",
            vec![json!(selector)],
        );
    };
    focus("[data-row='remarks more']");
    desk.press(Key::Enter);
    focus(".line.open [data-key='seconds']");
    desk.js("document.activeElement.select()");
    desk.write(".line.open [data-key='seconds']", "95");
    wait_for(&desk, 1);
    focus(".line.open .acts + .acts button");
    desk.press(Key::Enter);
    // Somebody whom the show does not know.
    focus(".line.open .newcomer input");
    desk.write(".line.open .newcomer input", "Lee");
    focus(".line.open .newcomer button");
    desk.press(Key::Enter);
    let show = || server.get_as("producer", "/api/show/file").json()["show"].clone();
    let places = || {
        let lines = show()["cue"].as_array().expect("lines").clone();
        let kinds = lines.iter().map(|line| line["kind"].clone());
        kinds.take(4).collect::<Vec<_>>()
    };
    until("the speech stands behind the line", || {
        (places()[3] == "speech").then_some(())
    });
    assert_eq!(show()["cue"][2]["seconds"], 95);
    // Escape closes the line and gives the focus back to it.
    focus(".line.open [data-key='seconds']");
    desk.press(Key::Escape);
    desk.until(
        "it is closed",
        "return !document.querySelector('.line.open') && document.activeElement.dataset.row?.endsWith(' more')",
    );
}
