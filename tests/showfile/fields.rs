//! The show file as data, the field that a mistake belongs to, and what two people both change.

use crate::{ENTRIES, FILES, HEAD};
use palmares::show::file::edit::{Edit, Field, edited, touched};
use palmares::show::file::{ShowData, data, read};
use serde_json::{Value, json};

fn shown(source: &str) -> ShowData {
    let found = match read("show.toml", source, &FILES) {
        Ok((_, warnings)) => warnings,
        Err(all) => all,
    };
    data(source, &found).expect("TOML")
}

/// The fields of everything that is wrong.
fn wrong(source: &str) -> Vec<Value> {
    let found = read("show.toml", source, &FILES).expect_err("it is wrong");
    let fields = found.iter().map(|one| json!(one.field));
    fields.collect()
}

fn field(table: &str, id: Option<&str>, key: Option<&str>) -> Field {
    let [id, key] = [id, key].map(|part| part.map(str::to_owned));
    let table = table.to_owned();
    Field { table, id, key }
}

const AWARD: &str = "[[award]]\nid = \"first\"\nname = \"First\"\ndecided_by = \"jury\"\n";

#[test]
fn a_mistake_belongs_to_the_table_the_row_and_the_key_that_it_is_in() {
    let rest = format!(
        "{AWARD}rank = \"high\"\n[[partner]]\nname = \"A\"\n[[partner]]\nrole = \"host\"\n\
         [jury]\nrule = \"medium\"\n[[jury.criterion]]\nid = \"story\"\nname = 3\n\
         [[cue]]\nkind = \"award\"\naward = \"first\"\nscripts = {{ winner = 1 }}\n"
    );
    let head = HEAD.replace("languages", "date = \"soon\"\nlanguages");
    let source = format!("{head}{}{rest}[show.wifi]\n", ENTRIES.replace("\"B\"", "2"));
    let expected = json!([
        {"table": "show", "key": "date"},
        {"table": "entry", "id": "echo", "key": "team"},
        {"table": "award", "id": "first", "key": "rank"},
        {"table": "partner", "id": "#2", "key": "name"},
        {"table": "jury", "key": "rule"},
        {"table": "jury.criterion", "id": "story", "key": "name"},
        {"table": "cue", "id": "first", "key": "scripts.winner"},
        {"table": "show", "key": "wifi.ssid"},
    ]);
    assert_eq!(json!(wrong(&source)), expected);
}

#[test]
fn a_row_without_an_id_or_with_one_that_is_taken_goes_by_its_number() {
    let twin = "[[entry]]\nid = \"echo\"\ntitle = \"Again\"\nteam = \"D\"\n";
    let source = format!("{HEAD}{ENTRIES}{twin}[[entry]]\ntitle = \"x\"\nteam = \"y\"\n{AWARD}");
    let expected = json!([
        {"table": "entry", "id": "#4", "key": "id"},
        {"table": "entry", "id": "#5", "key": "id"},
    ]);
    assert_eq!(json!(wrong(&source)), expected);
    // And by its number it is mended.
    let mend = json!([
        {"table": "entry", "id": "#4", "key": "id", "value": "again"},
        {"table": "entry", "id": "#5", "key": "id", "value": "x"},
    ]);
    let mend: Vec<Edit> = serde_json::from_value(mend).expect("edits");
    let mended = edited(&source, &mend).expect("can be made");
    assert!(read("show.toml", &mended, &FILES).is_ok(), "{mended}");
}

#[test]
fn the_data_are_the_file_s_own_tables_without_winners() {
    let source = format!(
        "{}{ENTRIES}{AWARD}winner = \"echo\"\ncitation = \"For its echo.\"\n\
         [[cue]]\nkind = \"award\"\naward = \"first\"\nscripts.winner = \"And\"\n",
        HEAD.replace("languages", "date = 2026-03-05\nlanguages")
    );
    let data = shown(&source);
    let table = json!(data.table);
    assert_eq!(table["show"]["date"], "2026-03-05");
    assert_eq!(table["show"]["title"]["en"], "Awards");
    assert_eq!(table["entry"][2]["finalist"], false);
    let award = json!({"id": "first", "name": "First", "decided_by": "jury"});
    assert_eq!(table["award"], json!([award]));
    assert_eq!(table["cue"][0]["scripts"]["winner"], "And");
    let veiled = ["citation", "winner"].map(|key| field("award", Some("first"), Some(key)));
    assert_eq!(data.veiled, veiled);
}

#[test]
fn a_winner_under_a_name_that_nobody_knows_is_no_data_either() {
    for wrong in [
        format!("{AWARD}winer = \"echo\"\n"),
        format!("{AWARD}prize_to = \"echo\"\n"),
        "[[awrd]]\nwinner = \"echo\"\n".to_owned(),
        "[award]\nid = \"first\"\nwinner = \"echo\"\n".to_owned(),
        format!("{AWARD}[award.winner]\nid = \"echo\"\n"),
    ] {
        let data = shown(&format!(
            "{HEAD}{}{wrong}",
            ENTRIES.replace("\"echo\"", "\"e\"")
        ));
        assert!(!json!(data.table).to_string().contains("echo"), "{wrong}");
        assert_eq!(data.veiled.len(), 1, "{wrong}");
    }
}

#[test]
fn too_many_winners_are_not_named_where_others_read() {
    let source = format!("{HEAD}{ENTRIES}{AWARD}winner = [\"echo\", \"mirror\"]\nmost = 1\n");
    let found = read("show.toml", &source, &FILES).expect_err("it is wrong");
    assert!(found[0].is_veiled() && !found[0].guarded().contains("echo"));
}

/// Whether two people who both begin with this file change the same thing.
fn meet(one: Value, other: Value) -> bool {
    let source =
        format!("{HEAD}{ENTRIES}{AWARD}[[partner]]\nname = \"A\"\n[[partner]]\nname = \"B\"\n");
    let [one, other] =
        [one, other].map(|edit| -> Edit { serde_json::from_value(edit).expect("an edit") });
    let now = edited(&source, &[one]).expect("can be made");
    let [then, now] = [&source, &now].map(|text| shown(text).table);
    !touched(&then, &now, &[other]).is_empty()
}

#[test]
fn who_changes_another_key_or_another_row_is_in_nobody_s_way() {
    let team = |id: &str| json!({"table": "entry", "id": id, "key": "team", "value": "X"});
    let title = |tag: &str| json!({"table": "show", "key": format!("title.{tag}"), "value": "X"});
    let new = |id: &str| json!({"table": "entry", "add": {"id": id, "title": "T", "team": "U"}});
    let moved = |id: &str| json!({"table": "entry", "id": id, "move": true});
    let gone = |id: &str| json!({"table": "entry", "id": id, "remove": true});
    let venue = json!({"table": "show", "key": "venue", "value": "Hall"});
    for (one, other) in [
        (team("echo"), team("mirror")),
        (team("echo"), venue.clone()),
        (title("zh"), title("en")),
        (team("echo"), new("late")),
        (new("one"), new("two")),
        (team("echo"), moved("mirror")),
        (gone("early"), moved("mirror")),
        (moved("mirror"), team("mirror")),
        (new("one"), moved("mirror")),
        (new("one"), gone("early")),
    ] {
        assert!(!meet(one.clone(), other.clone()), "{one} and {other}");
    }
}

#[test]
fn who_changes_the_same_thing_is_told() {
    let team =
        |id: &str, team: &str| json!({"table": "entry", "id": id, "key": "team", "value": team});
    let title = |key: &str, value: Value| json!({"table": "show", "key": key, "value": value});
    let new = |id: &str| json!({"table": "entry", "add": {"id": id, "title": "T", "team": "U"}});
    let moved = |id: &str| json!({"table": "entry", "id": id, "move": true});
    let gone = |id: &str| json!({"table": "entry", "id": id, "remove": true});
    let partner = |id: &str| json!({"table": "partner", "id": id, "key": "role", "value": "host"});
    for (one, other) in [
        (team("echo", "X"), team("echo", "Y")),
        (team("echo", "X"), gone("echo")),
        (gone("early"), team("early", "X")),
        (gone("early"), gone("early")),
        (new("late"), new("late")),
        (moved("mirror"), moved("echo")),
        (title("title.en", "X".into()), title("title.en", "Y".into())),
        (
            title("title.en", "X".into()),
            title("title", json!({"zh": "Z"})),
        ),
        (title("title", "X".into()), title("title.en", "Y".into())),
        (
            json!({"table": "partner", "id": "#1", "remove": true}),
            partner("#1"),
        ),
        (
            gone("early"),
            json!({"table": "entry", "id": "echo", "move": true, "before": "early"}),
        ),
        // A row known by its number alone is another one once there is a new one above it.
        (
            json!({"table": "partner", "add": {"name": "C"}, "before": "#1"}),
            json!({"table": "partner", "id": "#2", "move": true, "before": "#1"}),
        ),
    ] {
        assert!(meet(one.clone(), other.clone()), "{one} and {other}");
    }
}
