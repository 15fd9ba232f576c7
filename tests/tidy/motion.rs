//! The stage moves by what a graphics card does alone, and nothing flashes.

use crate::house::{File, files};

/// What may change in a keyframe.
const MOVES: [&str; 4] = [
    "transform",
    "opacity",
    "clip-path",
    "animation-timing-function",
];

/// Three flashes a second are the most that is safe; whatever repeats takes longer than that for
/// one round.
const SHORTEST_ROUND_S: f64 = 1.0;

fn styles() -> Vec<File> {
    let all = files("static", &[".css"]).into_iter();
    all.filter(|file| file.path.starts_with("static/stage"))
        .collect()
}

/// A style sheet without its comments.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// What stands between the braces that open at the start of `text`.
fn block(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return &text[1..at],
            '}' => depth -= 1,
            _ => {}
        }
    }
    panic!("a block without an end")
}

/// The properties that some keyframe changes, each with the keyframes' name.
fn animated(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("@keyframes") {
        let open = at + text[at..].find('{').expect("keyframes have a block");
        let name = text[at + 10..open].trim();
        for frame in block(&text[open..]).split('}') {
            let Some((_, declarations)) = frame.split_once('{') else {
                continue;
            };
            for declaration in declarations.split(';') {
                if let Some((property, _)) = declaration.split_once(':') {
                    found.push((name.to_owned(), property.trim().to_owned()));
                }
            }
        }
    }
    found
}

#[test]
fn the_stage_animates_transform_opacity_and_clip_path_alone() {
    let mut seen = 0;
    for file in styles() {
        let text = bare(&file.text);
        for (name, property) in animated(&text) {
            seen += 1;
            let allowed = MOVES.contains(&property.as_str());
            assert!(allowed, "{}: {name} animates {property}", file.path);
        }
        let transition = text.split([';', '{']).find(|declaration| {
            let property = declaration.split(':').next().unwrap_or_default().trim();
            property.starts_with("transition")
        });
        assert_eq!(transition, None, "{}: transitions", file.path);
    }
    assert!(seen > 10, "the style sheets animate something");
}

#[test]
fn nothing_on_the_stage_repeats_fast_enough_to_flash() {
    let mut seen = 0;
    for file in styles() {
        let text = bare(&file.text);
        let animations = text.split([';', '{', '}', ',']);
        for animation in
            animations.filter(|part| part.contains("ease-in-out") && part.contains("var(--began"))
        {
            let round = animation
                .split_whitespace()
                .find_map(|word| word.strip_suffix('s')?.parse::<f64>().ok());
            seen += 1;
            assert!(
                round >= Some(SHORTEST_ROUND_S),
                "{}: {animation}",
                file.path
            );
        }
    }
    assert!(seen > 5, "the suspense breathes");
}
