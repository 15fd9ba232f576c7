//! The rundown on the panel: its lines are sent once, and every press moves the marks in it.

use crate::panel::Panel;
use crate::support::server::{Room, Server};
use serde_json::json;

/// What the marks say: the headings with theirs, and the lines that are current, on deck or passed
/// over.
const MARKS: &str = "
    const at = (css) => [...document.querySelectorAll(`[data-region=rundown] ${css}`)];
    const text = (heading) => [...heading.children].map((part) => part.textContent).join(': ');
    const deck = (line) => {
        const marks = line.querySelectorAll('.mark').length;
        return `deck ${line.dataset.jump} ${'hold' in line.dataset} ${marks}`;
    };
    return [
        ...at('h2').filter((heading) => heading.querySelector('.mark')).map(text),
        ...at('[aria-current=step]').map((line) => `now ${line.dataset.jump}`),
        ...at('.deck').map(deck),
        ...at('.skipped[data-jump]').map((line) => `skipped ${line.dataset.jump}`),
        `${at('.past').length} past`,
    ].join(' / ')";

#[test]
fn every_press_moves_the_marks_and_a_page_that_opens_later_has_the_same() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    panel.stands_on("welcome");
    for cue in ["best-visuals/winner", "ip-potential/suspense"] {
        server.mc("/api/goto", json!({ "cue": cue }));
    }
    panel.stands_on("ip-potential/suspense");
    let marks = panel.0.js(MARKS);
    let expected = [
        "Best Screenplay: Skipped",
        "Best AIGC Visuals: Revealed",
        "Best Creativity: Skipped",
        "now ip-potential/suspense",
        "deck ip-potential/winner true 2",
        "skipped best-screenplay/winner",
        "skipped best-creativity/winner",
        "32 past",
    ];
    assert_eq!(marks, expected.join(" / "));
    server.mc("/api/goto", json!({"cue": "best-creativity/winner"}));
    server.mc("/api/wrong-envelope", json!({}));
    let mend = json!({"winner": "optimal", "reason": "two were swapped"});
    server.producer("/api/envelopes/best-creativity/correct", mend);
    panel.0.until(
        "it is announced again, by a hold",
        "return 'hold' in document.querySelector('[data-region=rundown] .deck').dataset",
    );
    let marks = panel.0.js(MARKS);
    let text = marks.as_str().unwrap_or_default();
    assert!(text.contains("Best Creativity: Corrected"), "{text}");
    assert!(text.contains("deck best-creativity/award true 2"), "{text}");
    assert_eq!(Panel::open(&server).0.js(MARKS), marks);
    server.mc("/api/goto", json!({"cue": "welcome"}));
    panel.stands_on("welcome");
    let marks = panel.0.js(MARKS);
    let text = marks.as_str().unwrap_or_default();
    assert!(
        text.ends_with("now welcome / deck welcome-address false 1 / 0 past"),
        "{text}"
    );
}
