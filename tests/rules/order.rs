//! The running order: written by hand or made from the awards, and never shaped by who won.

use super::support::shows::{demo, gala, gala_with, parse};
use palmares::show::programme::Show;
use palmares::show::rundown::Rundown;

fn cues(show: &Show) -> Vec<String> {
    let rundown = Rundown::of(show);
    rundown.cues().iter().map(|cue| cue.id.clone()).collect()
}

/// Spells out `award/*` (without a presenter), `award/**` (with one) and `finalists/1-10`.
fn spelt(short: &[&str]) -> Vec<String> {
    let steps = |id: &str, all: &str| -> Vec<String> {
        all.split(' ').map(|step| format!("{id}/{step}")).collect()
    };
    let spell = |line: &&str| match line.split_once('/') {
        Some((id, "*")) => steps(id, "award suspense winner photo work"),
        Some((id, "**")) => steps(id, "award presenter suspense winner photo work"),
        Some(("finalists", range)) => {
            let (_, last) = range.split_once('-').expect("a range");
            let last: u32 = last.parse().expect("a number");
            (1..=last).map(|n| format!("finalists/{n}")).collect()
        }
        _ => vec![(*line).to_owned()],
    };
    short.iter().flat_map(spell).collect()
}

#[test]
fn without_ranks_every_award_keeps_its_place_and_each_ballot_opens_once_the_one_before_is_decided()
{
    let expected = spelt(&[
        "welcome",
        "finalists/1-3",
        "people/open",
        "best/**",
        "craft/*",
        "held/*",
        "people/close",
        "people/result",
        "hall/*",
        "second/open",
        "second/close",
        "second/result",
        "tied/*",
        "results",
        "thanks",
    ]);
    assert_eq!(cues(&gala()), expected);
}

const RANKED: &str = r#"
[show]
id = "ranked"
title = "Ranked"
languages = ["en"]
[[entry]]
id = "a"
title = "A"
team = "A"
[[entry]]
id = "b"
title = "B"
team = "B"
[[award]]
id = "first"
name = "First"
decided_by = "jury"
rank = 1
[[award]]
id = "second"
name = "Second"
decided_by = "jury"
rank = 2
[[award]]
id = "third"
name = "Third"
decided_by = "jury"
rank = 3
[[award]]
id = "hall"
name = "Hall"
decided_by = "audience"
[[award]]
id = "script"
name = "Script"
decided_by = "jury"
[[award]]
id = "picture"
name = "Picture"
decided_by = "jury"
[[ballot]]
id = "people"
award = "hall"
seconds = 60
"#;

#[test]
fn with_ranks_the_hall_votes_beneath_the_individual_awards_and_the_first_prize_comes_last() {
    let expected = spelt(&[
        "welcome",
        "finalists/1-2",
        "people/open",
        "script/*",
        "picture/*",
        "people/close",
        "people/result",
        "hall/*",
        "third/*",
        "second/*",
        "first/*",
        "results",
        "thanks",
    ]);
    assert_eq!(cues(&parse(RANKED)), expected);
}

#[test]
fn a_hand_written_rundown_is_taken_as_it_stands() {
    let by_hand = "[[cue]]\nkind = \"message\"\nid = \"hello\"\ntitle = \"Hello\"\n[[cue]]\nkind = \"award\"\naward = \"first\"\n[[cue]]\nkind = \"results\"\n";
    let show = parse(&format!("{RANKED}{by_hand}"));
    assert_eq!(cues(&show), spelt(&["hello", "first/*", "results"]));
}

#[test]
fn the_built_in_final_runs_in_the_order_of_such_an_evening() {
    let expected = spelt(&[
        "welcome",
        "welcome-address",
        "remarks",
        "competition",
        "finalists/1-10",
        "jury",
        "people/open",
        "best-screenplay/*",
        "best-visuals/*",
        "best-creativity/*",
        "ip-potential/*",
        "brand-influence/*",
        "people/close",
        "people/result",
        "peoples-choice/*",
        "third-prize/*",
        "second-prize/*",
        "first-prize/*",
        "group-photo",
        "results",
        "thanks",
    ]);
    assert_eq!(cues(&demo()), expected);
}

#[test]
fn every_cue_of_the_built_in_final_is_planned_and_scripted_in_both_languages() {
    let show = demo();
    for cue in Rundown::of(&show).cues() {
        assert!(cue.seconds.is_some(), "{} has no time", cue.id);
        if cue.id == "results" || cue.id == "group-photo" {
            continue;
        }
        let script = cue.script.as_ref();
        let script = script.unwrap_or_else(|| panic!("{} has no script", cue.id));
        for lang in ["zh-Hant-HK", "en"] {
            assert!(script.exact(lang).is_some(), "{} has no {lang}", cue.id);
        }
    }
}

#[test]
fn no_script_of_the_built_in_final_says_who_won() {
    let show = demo();
    for cue in Rundown::of(&show).cues() {
        let Some((award, _)) = cue.scene.award() else {
            continue;
        };
        let script = cue.script.as_ref().map(|s| s.all().join(" "));
        let script = script.unwrap_or_default();
        for entry in show.finalists() {
            let title = entry.title.first(&show.languages);
            assert!(!script.contains(title), "{award} names {title}");
        }
    }
}

#[test]
fn cue_ids_are_unique_and_the_shape_is_the_same_whoever_won() {
    let other = gala_with("winner = \"mirror\"", "winner = [\"river\", \"echo\"]");
    assert_eq!(cues(&gala()), cues(&other));
    for show in [gala(), demo()] {
        let mut ids = cues(&show);
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
