//! Edits change what they name, and leave every other byte of the file alone.

mod refused;

use palmares::show::file::edit::{Change, Edit, EditError, edited};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;
use toml::Value;

const BUILT_IN: &str = include_str!("../../src/demo/show.toml");

const SMALL: &str = "\
# Our gala
[show] # one evening
id = \"gala\"   # never change this
title = { zh = \"頒獎禮\", en = \"Gala\" }
languages = [
  \"en\", # for the guests
  \"zh-Hant-HK\",
]

# Works
# come first

# the winner of last year
[[entry]]
id = \"one\"
title = \"One\"
team = \"A\" # spelt so

[[entry]]
id = \"two\"
title = \"Two\"
team = \"B\"

[[cue]]
kind = \"award\"
award = \"first\"
script.zh = \"得主係\"
[cue.timings]
winner = 20 # slow
";

fn edit(value: serde_json::Value) -> Edit {
    serde_json::from_value(value).expect("an edit")
}

fn after(source: &str, value: serde_json::Value) -> String {
    edited(source, &[edit(value)]).expect("can be made")
}

/// The lines that one text has and the other has not, each way.
fn changed<'t>(before: &'t str, after: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let without = |a: &'t str, b: &str| {
        let mut others: Vec<&str> = b.lines().collect();
        let left = |line: &&str| match others.iter().position(|other| other == line) {
            Some(at) => {
                others.remove(at);
                false
            }
            None => true,
        };
        a.lines().filter(left).collect()
    };
    (without(before, after), without(after, before))
}

#[test]
fn a_value_changes_in_its_place_and_the_remark_behind_it_stays() {
    let edit = json!({"table": "entry", "id": "one", "key": "team", "value": "Ä"});
    let text = after(SMALL, edit);
    let expected = (
        vec!["team = \"A\" # spelt so"],
        vec!["team = \"Ä\" # spelt so"],
    );
    assert_eq!(changed(SMALL, &text), expected);
}

#[test]
fn a_value_that_is_so_already_changes_no_byte() {
    let edit = json!({"table": "show", "key": "languages", "value": ["en", "zh-Hant-HK"]});
    assert_eq!(after(SMALL, edit), SMALL);
}

#[test]
fn one_language_of_a_text_changes_and_a_new_one_is_added_beside_it() {
    let edit = json!({"table": "show", "key": "title",
        "value": {"zh": "頒獎禮", "en": "Awards", "ja": "賞"}});
    let text = after(SMALL, edit);
    let line = "title = { zh = \"頒獎禮\", en = \"Awards\", ja = \"賞\" }";
    assert_eq!(changed(SMALL, &text).1, [line]);
}

#[test]
fn a_dotted_text_gets_its_second_language_as_a_dotted_line_of_its_own() {
    let edit = json!({"table": "cue", "id": "first", "key": "script.en", "value": "And now"});
    let text = after(SMALL, edit);
    assert_eq!(
        changed(SMALL, &text),
        (vec![], vec!["script.en = \"And now\""])
    );
    assert!(text.contains("係\"\nscript.en = \"And now\"\n[cue.timings]"));
}

#[test]
fn a_key_goes_and_the_remark_behind_it_stays() {
    let edit = json!({"table": "cue", "id": "first", "key": "timings.winner"});
    let text = after(SMALL, edit);
    assert_eq!(
        changed(SMALL, &text),
        (vec!["winner = 20 # slow"], vec!["# slow"])
    );
}

#[test]
fn a_list_grows_and_shrinks_around_its_remarks() {
    let longer = json!({"table": "show", "key": "languages", "value": ["en", "zh-Hant-HK", "fr"]});
    let text = after(SMALL, longer);
    assert!(text.contains("  \"en\", # for the guests\n  \"zh-Hant-HK\", \"fr\",\n]"));
    let shorter = json!({"table": "show", "key": "languages", "value": ["en"]});
    let text = after(&text, shorter);
    assert!(text.contains("  \"en\", # for the guests\n"), "{text}");
    let (two, none) = ("x = 1\n[show]\nlanguages = [\"a\", \"b\"]\n", json!([]));
    let text = after(
        two,
        json!({"table": "show", "key": "languages", "value": none}),
    );
    assert!(text.ends_with("languages = []\n"), "{text}");
}

#[test]
fn a_row_moves_with_the_comment_right_above_it_and_headings_stay() {
    let text = after(SMALL, json!({"table": "entry", "id": "one", "move": true}));
    assert_eq!(changed(SMALL, &text), (vec![], vec![]));
    let heading = "# come first\n\n[[entry]]\nid = \"two\"";
    assert!(text.contains(heading), "{text}");
    let moved = "team = \"B\"\n\n# the winner of last year\n[[entry]]\nid = \"one\"";
    assert!(text.contains(moved), "{text}");
    let back = json!({"table": "entry", "id": "one", "move": true, "before": "two"});
    assert_eq!(after(&text, back), SMALL);
}

#[test]
fn a_row_goes_and_no_heading_with_it() {
    let text = after(
        SMALL,
        json!({"table": "entry", "id": "one", "remove": true}),
    );
    assert!(
        text.contains("# Works\n# come first\n\n[[entry]]\nid = \"two\""),
        "{text}"
    );
    assert!(!text.contains("last year"));
}

#[test]
fn a_row_is_added_where_it_is_wanted() {
    let row = json!({"id": "new", "title": {"zh": "新", "en": "New"}, "team": "C \"D\""});
    let edit = json!({"table": "entry", "add": row, "before": "two"});
    let text = after(SMALL, edit);
    let parsed: toml::Table = toml::from_str(&text).expect("TOML");
    let ids: Vec<_> = parsed["entry"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| &row["id"])
        .collect();
    assert_eq!(
        ids,
        [
            &Value::from("one"),
            &Value::from("new"),
            &Value::from("two")
        ]
    );
    assert_eq!(changed(SMALL, &text).0, Vec::<&str>::new());
}

#[test]
fn a_table_that_is_not_there_is_begun_at_the_end() {
    let text = after(
        SMALL,
        json!({"table": "theme", "key": "gold", "value": "#FFCC00"}),
    );
    assert_eq!(text, format!("{SMALL}\n[theme]\ngold = \"#FFCC00\"\n"));
}

#[test]
fn a_table_with_a_header_of_its_own_goes_where_its_key_goes() {
    let rest = "\n[[jury.criterion]]\nid = \"story\"\nname = \"Story\"\n";
    let text = format!("{SMALL}\n[jury]\nscale = 10\n\n[jury.round]\nkeep = 3 # few\n{rest}");
    let gone = after(&text, json!({"table": "jury", "key": "round"}));
    assert_eq!(gone, format!("{SMALL}\n[jury]\nscale = 10\n{rest}"));
    // Beneath a row that has many like it, only a person can.
    let cue = json!({"table": "cue", "id": "first", "key": "timings"});
    assert!(edited(SMALL, &[edit(cue)]).is_err());
}

#[test]
fn the_line_ends_and_the_mark_of_a_windows_file_stay() {
    let windows = format!("\u{FEFF}{}", SMALL.replace('\n', "\r\n"));
    let row = json!({"id": "new", "title": "New", "team": "C"});
    for edit in [
        json!({"table": "entry", "add": row}),
        json!({"table": "entry", "id": "one", "key": "origin", "value": "HK"}),
        json!({"table": "entry", "id": "two", "move": true, "before": "one"}),
        json!({"table": "entry", "id": "two", "remove": true}),
    ] {
        let text = after(&windows, edit.clone());
        assert!(text.starts_with('\u{FEFF}'), "{edit}");
        assert_eq!(
            text.matches('\n').count(),
            text.matches("\r\n").count(),
            "{edit}"
        );
        let unix = after(SMALL, edit.clone());
        assert_eq!(
            text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n"),
            unix,
            "{edit}"
        );
    }
}

/// What the same edit makes of the parsed file: the witness for the text.
fn made(mut document: toml::Table, edit: &Edit) -> toml::Table {
    let rows = |document: &mut toml::Table| match document.get_mut(&edit.table) {
        Some(Value::Array(rows)) => std::mem::take(rows),
        _ => Vec::new(),
    };
    let id = |row: &Value| {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        match (
            text("id"),
            text("kind"),
            text("award"),
            text("ballot"),
            text("step"),
        ) {
            (Some(id), ..) => id.to_owned(),
            (_, Some("award"), Some(award), ..) => award.to_owned(),
            (_, Some("ballot"), _, Some(ballot), Some(step)) => format!("{ballot}/{step}"),
            (_, kind, ..) => kind.unwrap_or_default().to_owned(),
        }
    };
    let mut all = rows(&mut document);
    let place = |all: &[Value], wanted: &str| all.iter().position(|row| id(row) == wanted);
    match &edit.change {
        Change::Set { key, value } => {
            let at = place(&all, edit.id.as_deref().unwrap_or_default()).expect("a row");
            let row = all[at].as_table_mut().expect("a table");
            match value {
                Some(value) => drop(row.insert(key.clone(), value.clone())),
                None => drop(row.remove(key)),
            }
        }
        Change::Add { row, before } => {
            let at = before.as_deref().and_then(|id| place(&all, id));
            all.insert(at.unwrap_or(all.len()), Value::Table(row.clone()));
        }
        Change::Remove => {
            let at = place(&all, edit.id.as_deref().unwrap_or_default()).expect("a row");
            all.remove(at);
        }
        Change::Move { before } => {
            let at = place(&all, edit.id.as_deref().unwrap_or_default()).expect("a row");
            let row = all.remove(at);
            let to = before.as_deref().and_then(|id| place(&all, id));
            all.insert(to.unwrap_or(all.len()), row);
        }
    }
    match all.is_empty() {
        true => drop(document.remove(&edit.table)),
        false => drop(document.insert(edit.table.clone(), Value::Array(all))),
    }
    document
}

/// Those of the built-in show: a text may have lines that look like one.
fn comments(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| line.len() > 8 && line.starts_with('#') && BUILT_IN.contains(line));
    let mut all: Vec<&str> = lines.collect();
    all.sort_unstable();
    all
}

fn words() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[ -~\n\u{4E00}-\u{4E20}\"\\\\'#=\\[\\]]{0,12}".prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        (0i64..100).prop_map(Value::from),
        vec("[a-z\",#]{0,4}".prop_map(Value::from), 0..4).prop_map(Value::Array),
        ("[a-z#\"\n]{0,6}", "[a-z]{0,4}").prop_map(|(zh, en)| {
            Value::Table(
                [("zh".to_owned(), zh.into()), ("en".to_owned(), en.into())]
                    .into_iter()
                    .collect(),
            )
        }),
    ]
}

/// An edit of some row of the built-in show: the numbers choose the table, the row and its
/// neighbour.
fn some_edit(text: &str, dice: (usize, usize, usize, u8), value: Value) -> Option<Edit> {
    let document: toml::Table = toml::from_str(text).expect("TOML");
    let table = ["entry", "award", "cue", "person", "ballot"][dice.0 % 5];
    let rows = document.get(table)?.as_array()?;
    let id = |n: usize| {
        let row = &rows[n % rows.len()];
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let own = text("id").or_else(|| text("award")).map(str::to_owned);
        let kind = || match (text("ballot"), text("step")) {
            (Some(ballot), Some(step)) => format!("{ballot}/{step}"),
            _ => text("kind").unwrap_or_default().to_owned(),
        };
        own.unwrap_or_else(kind)
    };
    let (one, other) = (id(dice.1), id(dice.2));
    let before = (dice.3 & 8 == 0).then(|| other.clone());
    let keys = [
        "say", "origin", "script", "team", "title", "seconds", "name",
    ];
    let key = keys[dice.2 % keys.len()].to_owned();
    let change = match dice.3 % 8 {
        0..=3 => Change::Set {
            key,
            value: Some(value),
        },
        4 => Change::Set { key, value: None },
        5 => {
            let id = ("id".to_owned(), Value::from(format!("new-{}", dice.1)));
            Change::Add {
                row: [id, ("text".to_owned(), value)].into_iter().collect(),
                before,
            }
        }
        6 => Change::Move {
            before: before.filter(|before| *before != one),
        },
        _ => Change::Remove,
    };
    let id = (!matches!(change, Change::Add { .. })).then_some(one);
    Some(Edit {
        table: table.to_owned(),
        id,
        change,
    })
}

proptest! {
    #[test]
    fn any_edits_say_what_they_mean_and_lose_no_comment(
        dice in vec((0usize..5, 0usize..40, 0usize..40, any::<u8>(), words()), 1..8),
    ) {
        let mut text = BUILT_IN.to_owned();
        for (table, row, other, what, value) in dice {
            let Some(edit) = some_edit(&text, (table, row, other, what), value) else { continue };
            let before: toml::Table = toml::from_str(&text).expect("TOML");
            let next = match edited(&text, std::slice::from_ref(&edit)) {
                Ok(next) => next,
                // Only what a person wrote in an odd form is left to that person.
                Err(EditError::Form { .. }) => continue,
                Err(error) => return Err(TestCaseError::fail(format!("{edit:?}: {error}"))),
            };
            let parsed: toml::Table = match toml::from_str(&next) {
                Ok(parsed) => parsed,
                Err(error) => return Err(TestCaseError::fail(format!("{edit:?}: {error}\n{next}"))),
            };
            prop_assert_eq!(&parsed, &made(before, &edit), "{:?}", edit);
            if !matches!(edit.change, Change::Remove) {
                let lost: Vec<&str> = changed(
                    &comments(&text).join("\n"), &comments(&next).join("\n"),
                ).0.into_iter().map(|_| "a comment").collect();
                prop_assert!(lost.is_empty(), "{:?} loses a comment", edit);
            }
            text = next;
        }
    }
}

#[test]
fn many_entries_at_once_give_the_text_of_one_after_the_other() {
    let edits = [
        json!({"table": "entry", "id": "two", "key": "team", "value": "Bee"}),
        json!({"table": "entry", "id": "one", "key": "title", "value": "Uno"}),
        json!({"table": "entry", "id": "two", "key": "synopsis", "value": "a\nb"}),
        json!({"table": "entry", "id": "one", "key": "team"}),
        json!({"table": "entry", "add": {"id": "three", "title": "Three", "team": "C"}}),
        json!({"table": "entry", "add": {"id": "four", "title": "Four", "team": "D"}}),
        json!({"table": "show", "key": "id", "value": "other"}),
    ];
    for source in [SMALL.to_owned(), SMALL.replace('\n', "\r\n")] {
        let all: Vec<Edit> = edits.iter().cloned().map(edit).collect();
        let single = |text: String, one: &Edit| edited(&text, std::slice::from_ref(one));
        let one_by_one = all.iter().try_fold(source.clone(), single).expect("made");
        assert_eq!(edited(&source, &all).expect("made"), one_by_one);
    }
}
