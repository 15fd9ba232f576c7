//! Names of all Europe, Vietnam and West Africa: each letter with its mark from one face.

use crate::lettering::ready;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// Titles with what each is in Unicode's other normal form, or with marks that no letter of Unicode
/// holds.
const TITLES: [&str; 6] = [
    "Příběh o řece",
    "Pr\u{30c}i\u{301}be\u{30c}h Žo\u{301}łc\u{301}",
    "Nguyễn Thị Hồng, Ẹ̀kọ́ Ọ̀ṣun",
    "Ștefan Țăranu, Ayşe İnanır",
    "Замо́к и Щедрик",
    "Ελένη Παπαδοπούλου",
];

fn show(theme: &str) -> String {
    let mut show =
        String::from("[show]\nid = \"names\"\ntitle = \"Večer cen\"\nlanguages = [\"en\"]\n");
    for (number, title) in TITLES.iter().enumerate() {
        show +=
            &format!("[[entry]]\nid = \"e{number}\"\ntitle = \"{title}\"\nteam = \"{title}\"\n");
        show += &format!(
            "[[award]]\nid = \"a{number}\"\nname = \"Best Film\"\ndecided_by = \"organiser\"\nwinner = \"e{number}\"\n"
        );
    }
    show + theme
}

/// Goes to a cue, once the one before it has had its moment.
fn fire(server: &Server, cue: &str) {
    until("the cue is taken", || {
        let answer = server.post_as("mc", "/api/goto", &json!({ "cue": cue }));
        (answer.status == 200).then_some(())
    });
}

/// The faces in which the browser has drawn what this selector finds, by the names in their files.
fn faces(stage: &Stage, selector: &str) -> BTreeSet<String> {
    let ask = |command: &str, parameters: Value| stage.browser.cdp(command, parameters);
    ask("DOM.enable", json!({}));
    ask("CSS.enable", json!({}));
    let root = ask("DOM.getDocument", json!({}))["root"]["nodeId"].clone();
    let wanted = json!({ "nodeId": root, "selector": selector });
    let all = ask("DOM.querySelectorAll", wanted)["nodeIds"].clone();
    let mut found = BTreeSet::new();
    for node in all.as_array().expect("nodes") {
        let fonts = ask("CSS.getPlatformFontsForNode", json!({ "nodeId": node }));
        for font in fonts["fonts"].as_array().expect("fonts") {
            let own = font["isCustomFont"] == json!(true);
            found.insert(format!(
                "{}{}",
                font["familyName"].as_str().unwrap_or("?"),
                if own { "" } else { " of the machine" }
            ));
        }
    }
    found
}

#[test]
fn a_letter_and_its_mark_are_drawn_from_one_face_in_titles_and_in_teams() {
    let room = Room::with(&show(""));
    let server = Server::start(&room);
    let stage = Stage::open(&server, "names", 1920, 1080);
    ready(&stage);
    for (number, winner) in TITLES.iter().enumerate() {
        fire(&server, &format!("a{number}/winner"));
        let title = format!(
            "return document.querySelector('.scene .title .line')?.textContent.normalize('NFC').startsWith({}.normalize('NFC'))",
            json!(winner.split([' ', ',']).next())
        );
        stage.browser.until("the winner is there", &title);
        let drawn = faces(&stage, ".scene .title .line, .scene .team");
        assert_eq!(
            drawn,
            ["Palmares Latin Serif".to_owned()].into(),
            "{winner}"
        );
    }
    // A letter is as wide with its mark as without: nothing stands beside it.
    let widths = stage.browser.js(
        "const box = document.createElement('span'); document.querySelector('.stage').append(box);
         box.style.cssText = 'position:absolute;white-space:pre;font:800 80px var(--stage-serif)';
         const width = (text) => { box.textContent = text; return box.getBoundingClientRect().width; };
         const pairs = ['\u{0159}r', 'r\u{030c}r', '\u{0165}t', '\u{1ecd}\u{0301}o', '\u{0430}\u{0301}\u{0430}', '\u{1ec5}e'];
         const wide = pairs.filter((pair) => { const [letter, bare] = [pair.slice(0, -1), pair.slice(-1)];
           return Math.abs(width(letter + letter) - width(bare + bare)) > 24; });
         box.remove(); return wide;",
    );
    assert_eq!(widths, json!([]));
}

#[test]
fn a_font_that_the_show_brings_sets_its_titles() {
    let theme = "[theme]\nstylesheet = \"gala.css\"\n";
    let room = Room::with(&show(theme));
    let media = room.show().join("media");
    let font = include_bytes!("../../static/fonts/source-sans-3/letters.woff2");
    fs::write(media.join("gala font.woff2"), font).expect("a font");
    let sheet = "@font-face { font-family: \"Gala\"; src: url(\"gala font.woff2\"); font-weight: 200 900; }\n\
                 :root { --titles: \"Gala\"; }\n";
    fs::write(media.join("gala.css"), sheet).expect("a sheet");
    let server = Server::start(&room);
    let stage = Stage::open(&server, "gala", 1280, 720);
    ready(&stage);
    let loaded = "return [...document.fonts].some((face) => face.family.includes('Gala') && face.status === 'loaded')";
    assert_eq!(stage.browser.js(loaded), json!(true), "before it is needed");
    fire(&server, "a0/winner");
    stage.shows("winner", "Příběh o řece");
    let drawn = faces(&stage, ".scene .title .line");
    assert_eq!(drawn, ["Palmares Latin Sans".to_owned()].into());
}
