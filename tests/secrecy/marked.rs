//! Every title and every name that anybody is sent is kept from translation, and keeps its
//! direction to itself.

use crate::evenings::{Evening, go};
use crate::support::shows::parse;
use palmares::show::event::By;
use serde_json::Value;

/// Each name is found nowhere else. Arabic ones end in signs that stray to the other side of the
/// line.
const SHOW: &str = r#"
[show]
id = "l"
title = { en = "Zfilmprize", ar = "جوائز الأفلام Zshow!" }
languages = ["en", "ar"]
[[entry]]
id = "one"
title = "Zfirstwork"
team = "Zfirstteam"
[[entry]]
id = "two"
title = "مرحبا Zsecondwork (2026)"
team = "فريق النجوم Zsecondteam 3D!"
origin = "Zorigin"
[[person]]
id = "p"
name = "Zperson فريق!"
title = "Ztitle"
say = "Zsay"
[[partner]]
name = "Zpartner فريق!"
[[jury.juror]]
id = "j"
name = "Zjuror فريق!"
[[award]]
id = "a"
name = { en = "Zaward", ar = "جائزة Zprize!" }
decided_by = "jury"
presenter = "p"
winner = "two"
[[award]]
id = "h"
name = "Zhall فريق!"
decided_by = "audience"
[[ballot]]
id = "b"
award = "h"
seconds = 60
"#;

/// Elements that have no end tag.
const VOID: [&str; 9] = [
    "meta", "link", "input", "img", "br", "hr", "circle", "path", "rect",
];

/// What of the names in this HTML stands outside an element that marks it; `whole` is marked from
/// outside.
fn unmarked(html: &str, whole: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    // Name, kept from translation, isolated.
    let mut open: Vec<(String, bool, bool)> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag
            .split([' ', '/', '\n'])
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            if let Some(at) = open.iter().rposition(|(name, ..)| name == closed.trim()) {
                open.truncate(at);
            }
        } else if !VOID.contains(&name) && !tag.ends_with('/') && !tag.starts_with('!') {
            let isolated = tag.contains("dir=\"auto\"") || name == "bdi";
            open.push((name.to_owned(), tag.contains("translate=\"no\""), isolated));
        }
        let inside = |element: &str| open.iter().any(|(name, ..)| name == element);
        // A page's title holds no element; scripts and what only names glyphs are not read.
        if !text.contains('Z')
            || inside("script")
            || inside("style")
            || inside("title")
            || inside("template") && tag.contains("glyphs")
        {
            continue;
        }
        let kept = whole || open.iter().any(|(_, kept, _)| *kept);
        let isolated = open.iter().any(|(.., isolated)| *isolated);
        if !kept || !isolated {
            wrong.push(format!("<{tag}>{text}"));
        }
    }
    wrong
}

fn check(evening: &Evening) {
    for (name, sent) in evening.sent() {
        let whole =
            name.starts_with("stage") || name.starts_with("overlay") || name.starts_with("test");
        let mut pieces = Vec::new();
        match serde_json::from_str::<Value>(&sent) {
            Ok(frame) => {
                let regions = frame["regions"].as_object().into_iter().flatten();
                pieces.extend(regions.filter_map(|(_, html)| html.as_str().map(str::to_owned)));
            }
            Err(_) => pieces.push(sent),
        }
        for html in pieces {
            let wrong = unmarked(&html, whole);
            assert!(
                wrong.is_empty(),
                "{name} at {}: {wrong:#?}",
                evening.state.cue().id
            );
        }
    }
}

#[test]
fn every_name_on_every_page_and_frame_is_marked() {
    let mut evening = Evening::of((*parse(SHOW)).clone());
    check(&evening);
    while evening.ask(&go(), By::Mc).is_ok() {
        evening.let_the_wall_speak();
        check(&evening);
    }
    assert_eq!(evening.state.cue().id, "thanks");
}

#[test]
fn a_stage_and_an_overlay_are_never_translated_as_a_whole() {
    for (name, sent) in Evening::of((*parse(SHOW)).clone()).told() {
        if name.contains("page") && (name.starts_with("stage") || name.starts_with("overlay")) {
            let head = sent.split("<head>").next().unwrap_or_default();
            assert!(head.contains("translate=\"no\""), "{name}: {head}");
        }
    }
}

#[test]
fn the_crawler_sees_a_name_that_is_not_marked() {
    assert_eq!(unmarked("<p><b>Zname</b></p>", false).len(), 1);
    assert_eq!(
        unmarked("<p><b translate=\"no\">Zname</b></p>", false).len(),
        1
    );
    assert!(unmarked("<p dir=\"auto\" translate=\"no\"><b>Zname</b></p>", false).is_empty());
}
