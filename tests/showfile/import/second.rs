//! The second import: what the file changed, and what was changed here by hand.

use super::{LIST, Office, line, text};
use proptest::prelude::*;
use std::fs;

const FIRST: &str = "id,title,team,synopsis\n1,Echo,A,One\n2,Dusk,B,Two\n3,Dawn,C,Three\n";

fn by_hand(office: &Office, from: &str, to: &str) {
    let text = office.text();
    assert!(text.contains(from), "{text}");
    fs::write(office.show(), text.replace(from, to)).expect("written");
}

#[test]
fn a_second_import_shows_new_changed_gone_and_keeps_what_was_changed_by_hand() {
    let office = Office::new();
    office.take("list.csv", FIRST);
    by_hand(&office, "team = \"B\"", "team = \"Bee\" # she said so");
    by_hand(&office, "synopsis = \"One\"", "synopsis = \"One, by hand\"");
    let second = "id,title,team,synopsis\n1,Echoes,A,Uno\n2,Dusk,B,Two\n4,Night,D,Four\n";
    let told = office.import("list.csv", second, &[]);
    assert_eq!(told.code, 0, "{}", told.err);
    let out = told.out;
    assert!(
        line(&out, "Echoes · A").starts_with("row 2     changed "),
        "{out}"
    );
    assert!(out.contains("title: \"Echo\" becomes \"Echoes\""), "{out}");
    assert!(
        line(&out, "\"One, by hand\"").contains("changed here by hand, and stays"),
        "{out}"
    );
    assert!(
        line(&out, "Dusk").starts_with("row 3     changed here by hand"),
        "{out}"
    );
    assert!(line(&out, "Night").starts_with("row 4     new"), "{out}");
    assert!(line(&out, "Dawn").contains(" gone "), "{out}");
    office.take("list.csv", second);
    let entries = office.entries();
    let titles: Vec<&str> = entries.iter().map(|entry| text(entry, "title")).collect();
    assert_eq!(titles, ["Echoes", "Dusk", "Dawn", "Night"]);
    assert_eq!(text(&entries[0], "id"), "echo", "an id stays");
    assert_eq!(text(&entries[0], "synopsis"), "One, by hand");
    assert_eq!(text(&entries[1], "team"), "Bee");
    assert!(office.text().contains("# she said so"));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let office = Office::new();
    for list in [LIST, FIRST, super::FREEWAY] {
        office.take("list.csv", list);
        let before = (office.text(), kept(&office));
        let out = office.take("list.csv", list);
        assert!(out.contains("has all of it already"), "{out}");
        assert_eq!((office.text(), kept(&office)), before);
    }
}

fn kept(office: &Office) -> String {
    fs::read_to_string(office.0.path().join("gala/imported.toml")).expect("kept")
}

#[test]
fn without_a_memory_whatever_differs_was_changed_by_hand() {
    let office = Office::new();
    office.take("list.csv", FIRST);
    fs::remove_file(office.0.path().join("gala/imported.toml")).expect("gone");
    let out = office.take("list.csv", FIRST.replace("Two", "Zwei"));
    assert!(line(&out, "Dusk").contains("changed here by hand"), "{out}");
    assert_eq!(text(&office.entries()[1], "synopsis"), "Two");
    assert!(line(&out, "Echo").contains("unchanged"), "{out}");
}

#[test]
fn a_title_that_was_put_right_is_still_the_same_work() {
    let office = Office::new();
    office.take("list.csv", "作品,隊伍\n躲描描,浸大\n鏡,城大\n");
    let out = office.take("list.csv", "作品,隊伍\n躲貓貓,浸大\n鏡,城大\n");
    assert!(out.contains("\"躲描描\" becomes \"躲貓貓\""), "{out}");
    by_hand(&office, "title = \"鏡\"", "title = \"鏡子\"");
    let out = office.take("list.csv", "作品,隊伍\n躲貓貓,浸大\n鏡,城大\n");
    assert!(
        line(&out, "row 3").contains("changed here by hand"),
        "{out}"
    );
    assert_eq!(office.entries().len(), 2);
}

#[test]
fn a_work_that_was_withdrawn_leaves_the_final_and_keeps_its_entry() {
    let office = Office::new();
    office.take("list.csv", super::FREEWAY);
    let later = super::FREEWAY.replacen("In Consideration,Selected", "Withdrawn,Selected", 1);
    let out = office.take("list.csv", later);
    assert!(line(&out, "Mirror").contains("withdrawn"), "{out}");
    assert_eq!(office.entries()[0]["withdrawn"].as_bool(), Some(true));
    let folder = palmares::folder::Folder::at(office.0.path().join("gala"));
    let show = folder
        .read_show()
        .map_err(|why| why.whole())
        .expect("a show")
        .show;
    assert_eq!(show.finalists().count(), 0);
    let out = office.take("list.csv", super::FREEWAY);
    assert!(line(&out, "Mirror").contains("changed"), "{out}");
    assert_eq!(office.entries()[0].get("withdrawn"), None);
}

fn cell() -> impl Strategy<Value = String> {
    let line = "[A-Za-z0-9 ,;\"'鏡回音夜海《》．.]{1,12}";
    line.prop_filter("no blank ends", |cell: &String| {
        cell.chars().any(char::is_alphanumeric) && cell.trim() == cell.as_str()
    })
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn importing_again_what_was_imported_changes_nothing(
        rows in proptest::collection::vec((cell(), cell(), cell()), 1..8)
    ) {
        let office = Office::new();
        let lines = rows.iter().enumerate().map(|(at, (title, team, synopsis))| {
            let cells = [&at.to_string(), title, team, synopsis].map(|cell| quoted(cell));
            cells.join(",") + "\n"
        });
        let list = format!("id,title,team,synopsis\n{}", lines.collect::<String>());
        office.take("list.csv", &list);
        let before = (office.text(), kept(&office));
        prop_assert_eq!(office.entries().len(), rows.len());
        let out = office.take("list.csv", &list);
        prop_assert!(out.contains("has all of it already"), "{}", out);
        prop_assert_eq!((office.text(), kept(&office)), before);
    }
}
