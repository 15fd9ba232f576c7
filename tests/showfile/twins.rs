//! Works and prizes that look the same.

use crate::{FILES, HEAD, report};
use palmares::show::file::{Diagnostic, Severity, read};

fn warnings(rest: &str) -> Vec<Diagnostic> {
    let (_, found) = read("show.toml", &format!("{HEAD}{rest}"), &FILES)
        .unwrap_or_else(|all| panic!("{}", report(&all)));
    found
}

fn entry(id: &str, title: &str, team: &str) -> String {
    format!("[[entry]]\nid = \"{id}\"\ntitle = {title}\nteam = {team}\n")
}

#[test]
fn two_works_with_one_title_and_team_are_named_with_both_lines() {
    for (title, team) in [
        ("\"Untitled\"", "\"Robotics Club\""),
        ("\"UNTITLED\"", "\"robotics  club\""),
        ("\"《Untitled》\"", "\"Robotics Club \""),
        ("\"Ｕntitled\"", "\"Robotics\u{3000}Club\""),
        ("{ zh = \"無題\", en = \"Untitled\" }", "\"Robotics Club\""),
    ] {
        let first = entry("a", "\"Untitled\"", "\"Robotics Club\"");
        let found = warnings(&(first + &entry("b", title, team)));
        let twins: Vec<_> = found
            .iter()
            .filter(|d| d.message.contains("looks like"))
            .collect();
        assert_eq!(twins.len(), 1, "{title}: {}", report(&found));
        assert_eq!((twins[0].severity, twins[0].line), (Severity::Warning, 11));
        assert!(
            twins[0].message.contains("`b` looks like `a` on line 7"),
            "{}",
            twins[0]
        );
        assert!(twins[0].mend.contains("No. 1 and No. 2"), "{}", twins[0]);
    }
}

#[test]
fn the_same_title_of_another_team_is_no_matter() {
    let first = entry("a", "\"Untitled\"", "\"Robotics Club\"");
    for other in [
        entry("b", "\"Untitled\"", "\"Chess Club\""),
        entry("b", "\"Untitled 2\"", "\"Robotics Club\""),
        entry("b", "\"Untitled\"", "\"Robotics Club\"") + "finalist = false\n",
    ] {
        let found = warnings(&(first.clone() + &other));
        assert!(found.is_empty(), "{}", report(&found));
    }
}

#[test]
fn two_prizes_of_one_name_are_named_with_both_lines() {
    let award = |id: &str, name: &str| {
        format!("[[award]]\nid = \"{id}\"\nname = {name}\ndecided_by = \"jury\"\n")
    };
    let found = warnings(
        &(award("w1", "\"Best Design\"")
            + &award("w2", "{ zh = \"最佳設計\", en = \"best design\" }")),
    );
    assert_eq!(found.len(), 1, "{}", report(&found));
    assert_eq!(found[0].line, 11);
    assert!(
        found[0]
            .message
            .contains("`w2` has the name of `w1` on line 7"),
        "{}",
        found[0]
    );
}
