//! An export with anonymous sheets: it names no juror, and all of it can be reckoned again.

use crate::support::server::{Room, Said, Server, run};
use crate::support::shows::GALA;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const JURORS: [&str; 4] = ["ng", "lam", "mak", "tse"];

/// What people write while they judge.
const WORDS: [&str; 5] = [
    "my own student",
    "the tablets were swapped",
    "Mei Chan",
    "torn in two",
    "one is missing",
];

/// The gala with a jury of four and a first round that keeps two; the file keeps a work from one.
fn show() -> String {
    let text = GALA.replace("winner = [\"echo\", \"river\"]\n", "");
    let text = text.replace(
        "winner = \"mirror\"\ncitation = \"Because it looks back.\"\n",
        "",
    );
    let juror = |id: &str| {
        let name = format!("The honourable {id}");
        format!("[[jury.juror]]\nid = \"{id}\"\nname = \"{name}\"\n")
    };
    format!(
        "{text}[jury]\nsheets = \"anonymous\"\n[jury.round]\nkeep = 2\nper_entry = 4\n\
         [[jury.criterion]]\nid = \"story\"\nname = \"Story\"\n\
         [[jury.criterion]]\nid = \"craft\"\nname = \"Craft\"\n{}conflicts = [\"river\"]\n",
        JURORS.map(juror).concat()
    )
}

fn act(server: &Server, who: &str, path: &str, body: Value) {
    let role = match who {
        "chair" => who.to_owned(),
        juror => format!("jury/{juror}"),
    };
    let answer = server.post_as(&role, &format!("/api/jury/{path}"), &body);
    assert_eq!(answer.status, 200, "{who} {path}: {}", answer.body);
}

fn fill(server: &Server, juror: &str, works: &[&str], score: u32) {
    for (more, work) in (0..).zip(works) {
        for criterion in ["story", "craft"] {
            let body = json!({"entry": work, "criterion": criterion, "score": score + more});
            act(server, juror, "score", body);
        }
    }
}

fn first_round(server: &Server) {
    for (juror, score) in [("ng", 3), ("lam", 5), ("tse", 6)] {
        fill(server, juror, &["mirror", "echo"], score);
        act(server, juror, "sign", json!({"incomplete": true}));
    }
    act(server, "chair", "absent", json!({"juror": "mak"}));
    let chosen = json!({"entries": ["mirror", "river"]});
    let answer = server.post_as("chair", "/api/shortlist", &chosen);
    assert_eq!(answer.status, 200, "{}", answer.body);
    act(
        server,
        "chair",
        "absent",
        json!({"juror": "mak", "on": false}),
    );
}

/// Everything that a jury can do, in the final.
fn final_round(server: &Server) {
    fill(server, "ng", &["mirror", "river"], 4);
    act(
        server,
        "ng",
        "note",
        json!({"entry": "mirror", "note": "too long"}),
    );
    act(server, "ng", "sign", json!({}));
    let [own, swapped, reader, torn, missing] = WORDS;
    act(
        server,
        "chair",
        "reopen",
        json!({"juror": "ng", "reason": missing}),
    );
    act(server, "ng", "sign", json!({}));
    act(
        server,
        "lam",
        "recuse",
        json!({"entry": "river", "reason": own}),
    );
    fill(server, "lam", &["mirror"], 7);
    let conflict = json!({"juror": "lam", "entry": "river", "confirmed": true});
    act(server, "chair", "conflict", conflict);
    fill(server, "mak", &["mirror", "river"], 2);
    act(
        server,
        "chair",
        "void",
        json!({"juror": "mak", "reason": torn}),
    );
    let mark = |work: &str| {
        let marks = ["story", "craft"];
        marks.map(|criterion| json!({"entry": work, "criterion": criterion, "score": 8}))
    };
    let marks = [mark("mirror"), mark("river")].concat();
    let paper = json!({"juror": "mak", "marks": marks, "read_back_by": reader});
    act(server, "chair", "paper", paper);
    let moved = json!({"from": "mak", "to": "tse", "reason": swapped});
    act(server, "chair", "move", moved);
    act(server, "chair", "close", json!({}));
}

fn judged() -> (Room, Server) {
    let room = Room::with(&show());
    let server = Server::start(&room);
    first_round(&server);
    final_round(&server);
    (room, server)
}

fn verify(room: &Room, export: &Value) -> Said {
    std::fs::write(room.path().join("e.json"), export.to_string()).expect("written");
    run(&["verify", "e.json"], room.path())
}

fn export(server: &Server) -> Value {
    server.get_as("producer", "/api/export?format=json").json()
}

/// Texts that stand anywhere in it, with the texts between which blanks stand.
fn words(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => {
            let parts = text.split(|c: char| !c.is_alphanumeric() && c != '-');
            parts.map(str::to_owned).collect()
        }
        Value::Array(all) => all.iter().flat_map(words).collect(),
        Value::Object(all) => all.values().flat_map(words).collect(),
        _ => BTreeSet::new(),
    }
}

/// Takes out who is of the jury, which everybody knows.
fn without_the_list_of_jurors(value: &mut Value) {
    match value {
        Value::Object(all) => {
            all.retain(|key, of| {
                let known = key == "jurors" && of.is_array();
                let named = of.to_string().contains("\"ng\"");
                !(known && named)
            });
            all.values_mut().for_each(without_the_list_of_jurors);
        }
        Value::Array(all) => all.iter_mut().for_each(without_the_list_of_jurors),
        _ => {}
    }
}

#[test]
fn no_event_and_no_record_of_an_anonymous_export_names_a_juror_or_says_what_somebody_wrote() {
    let (_room, server) = judged();
    server.producer("/api/keys/jury/tse/revoke", json!({}));
    let mut told = export(&server);
    let (text, jury) = (told.to_string(), told["jury"].to_string());
    for word in WORDS {
        assert!(!text.contains(word), "{word}");
    }
    let names = jury_names(&told);
    assert_eq!(names.len(), 4, "{names:?}");
    without_the_list_of_jurors(&mut told);
    let left = words(&told);
    for id in JURORS {
        assert!(!left.contains(id), "{id}");
        assert!(!jury.contains(&format!("\"{id}\"")), "{id}");
    }
    // Nor does the show say from whom the file keeps a work.
    assert!(!text.contains("\"conflicts\":[\"river\"],\"id\""), "{text}");
    let shown = text.matches("\"conflicts\":[\"river\"]").count();
    assert_eq!(
        (shown, jury.matches("\"conflicts\":[\"river\"]").count()),
        (1, 1)
    );
    for format in ["csv", "markdown"] {
        let sheets = server
            .get_as("producer", &format!("/api/export?format={format}"))
            .body;
        let cells: BTreeSet<&str> = sheets.split([',', '\r', '\n', '|']).collect();
        assert!(JURORS.iter().all(|id| !cells.contains(id)), "{sheets}");
        assert_eq!(sheets.contains("juror-3"), format == "csv", "{sheets}");
    }
}

fn jury_names(export: &Value) -> Vec<String> {
    let jurors = export["jury"]["jurors"].as_array().expect("jurors").iter();
    let names = jurors.map(|line| line["juror"].as_str().expect("a name").to_owned());
    names.collect()
}

#[test]
fn the_order_of_anonymous_jurors_is_drawn_anew_for_each_export() {
    let (_room, server) = judged();
    let order = || {
        let told = export(&server);
        let sheets = told["jury"]["sheets"].as_array().expect("sheets").clone();
        let scores = sheets.iter().map(|line| line["scores"].to_string());
        scores.collect::<Vec<_>>()
    };
    let first = order();
    assert!((0..40).any(|_| order() != first));
}

#[test]
fn verify_reckons_an_anonymous_export_and_it_says_the_same_as_a_named_one() {
    let (room, server) = judged();
    let told = export(&server);
    let said = verify(&room, &told);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert!(said.out.contains("records reckoned again"), "{}", said.out);
    let rounds = told["jury"]["rounds"][0]["sheets"].as_array().expect("it");
    assert_eq!(rounds.len(), 6);
    let file = room.show().join("show.toml");
    let text = std::fs::read_to_string(&file).expect("a show file");
    let named = text.replace("sheets = \"anonymous\"\n", "");
    std::fs::write(&file, named).expect("written");
    server.producer("/api/reread", json!({}));
    let named = export(&server);
    assert_eq!(named["jury"]["jurors"][0]["juror"], "ng");
    assert!(named["jury"]["jurors"][0].get("conflicts").is_none());
    for part in ["matrix", "awards"] {
        assert_eq!(told["jury"][part], named["jury"][part], "{part}");
    }
    // Not even a digest of the named box stands in it, which could be tried out name by name.
    let digests = |export: &Value| -> BTreeSet<String> {
        let events = export["events"].as_array().expect("events").iter();
        let acts = events.filter(|e| e["event"]["event"] == "jury-acted");
        acts.map(|e| e["event"]["digest"].to_string()).collect()
    };
    assert!(digests(&told).is_disjoint(&digests(&named)));
    assert_eq!(verify(&room, &named).code, 0);
}

#[test]
fn verify_finds_what_was_changed_dropped_or_swapped_in_an_anonymous_export() {
    let (room, server) = judged();
    let told = export(&server);
    let changed = |how: &dyn Fn(&mut Value)| {
        let mut other = told.clone();
        how(&mut other);
        assert_ne!(other, told);
        let said = verify(&room, &other);
        assert_eq!(said.code, 1, "{}", said.out);
        said.err
    };
    let records = |export: &mut Value, how: &dyn Fn(&mut Vec<Value>)| {
        how(export["jury"]["veiled_records"]
            .as_array_mut()
            .expect("records"));
    };
    let another_score = changed(&|export| {
        records(export, &|all| {
            let score = |body: &&mut Value| body.as_str().is_some_and(|b| b.ends_with(" 4\n"));
            let body = all.iter_mut().find(score).expect("a score");
            *body = json!(body.as_str().expect("text").replace(" 4\n", " 9\n"));
        });
    });
    assert!(
        another_score.contains("is not what the records lead to"),
        "{another_score}"
    );
    changed(&|export| records(export, &|all| drop(all.pop())));
    changed(&|export| records(export, &|all| all.clear()));
    changed(&|export| records(export, &|all| all.swap(0, 1)));
    // A sheet that is dropped, from the list or from the table.
    let dropped = changed(&|export| {
        drop(
            export["jury"]["jurors"]
                .as_array_mut()
                .expect("jurors")
                .pop(),
        );
    });
    assert!(dropped.contains("not those of 4 jurors"), "{dropped}");
    changed(&|export| {
        drop(
            export["jury"]["sheets"]
                .as_array_mut()
                .expect("sheets")
                .pop(),
        );
    });
    changed(&|export| export["jury"]["sheets"][0]["scores"]["story"] = json!(10));
    let acts = |export: &Value| -> Vec<usize> {
        let events = export["events"].as_array().expect("events").iter();
        let told = events.enumerate();
        let told = told.filter(|(_, e)| e["event"]["event"] == "jury-acted");
        told.map(|(at, _)| at).collect()
    };
    let swapped = changed(&|export| {
        let at = acts(export);
        let digest = export["events"][at[0]]["event"]["digest"].take();
        let other = export["events"][at[1]]["event"]["digest"].take();
        export["events"][at[0]]["event"]["digest"] = other;
        export["events"][at[1]]["event"]["digest"] = digest;
    });
    assert!(
        swapped.contains("is not what the records lead to"),
        "{swapped}"
    );
    let another_juror = changed(&|export| {
        let at = acts(export)[0];
        let names = jury_names(export);
        let juror = export["events"][at]["event"]["juror"].clone();
        let other = names.into_iter().find(|name| *name != juror);
        export["events"][at]["event"]["juror"] = json!(other);
    });
    assert!(another_juror.contains("is not what the records lead to"));
    // What an earlier version left out is missing.
    let without = changed(&|export| {
        let jury = export["jury"].as_object_mut().expect("a part");
        drop(jury.remove("veiled_records"));
    });
    assert!(without.contains("records of its score box are missing"));
}

fn record(server: &Server, role: &str) -> String {
    server.get_as(role, "/print/record?ui=en").body
}

/// The heads of the table under this heading, one after the other.
fn heads(page: &str, heading: &str) -> String {
    let (_, table) = page
        .split_once(&format!("<h2>{heading}</h2>"))
        .expect(heading);
    let (heads, _) = table.split_once("</thead>").expect("a table");
    heads.to_owned()
}

#[test]
fn the_printed_record_has_the_first_rounds_scores_too_and_names_nobody_beside_them() {
    let (room, server) = judged();
    let page = record(&server, "chair");
    for heading in ["First round: score sheets", "Score sheets"] {
        let heads = heads(&page, heading);
        assert!(
            heads.contains("Juror 4") && !heads.contains("honourable"),
            "{heads}"
        );
    }
    // Works that did not come into the final stand in the first round's.
    let (_, first) = page.split_once("First round: score sheets").expect("it");
    let (first, last) = first.split_once("<h2>Score sheets</h2>").expect("both");
    assert!(first.contains("Echo") && !last.contains("Echo"));
    assert!(!page.contains("honourable ng:"), "{page}");
    assert!(!record(&server, "producer").contains("<table"));
    let file = room.show().join("show.toml");
    let text = std::fs::read_to_string(&file).expect("a show file");
    let named = text.replace("sheets = \"anonymous\"\n", "");
    std::fs::write(&file, named).expect("written");
    server.producer("/api/reread", json!({}));
    let page = record(&server, "chair");
    let heads = heads(&page, "First round: score sheets");
    assert!(heads.contains("The honourable ng"), "{heads}");
    assert!(page.contains("The honourable ng: "), "{page}");
}

#[test]
fn a_jury_that_only_talks_in_the_final_prints_the_first_rounds_scores_as_a_look_on_record() {
    let room = Room::with(&show());
    let server = Server::start(&room);
    first_round(&server);
    let looks = || {
        let told = export(&server);
        let events = told["events"].as_array().expect("events").clone();
        let looked = events
            .iter()
            .filter(|e| e["event"]["event"] == "matrix-read");
        looked.count()
    };
    let before = looks();
    let page = record(&server, "chair");
    assert!(page.contains("First round: score sheets"), "{page}");
    assert!(!page.contains("<h2>Score sheets</h2>"));
    assert_eq!(looks(), before + 1);
}
