//! Edits are taken back and made again to the byte, in any show.

use crate::{FILES, report};
use palmares::folder::edit::ShowText;
use palmares::folder::history::{History, HistoryError};
use palmares::show::file::edit::{Change, Edit, Field, edited};
use palmares::show::file::read;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// An entry as people write one, in one of four hands.
fn entry(n: usize, hand: u8, remark: &str) -> String {
    let title = match hand % 4 {
        0 => format!("title = \"Work {n}\"   # {remark}\n"),
        1 => format!("title = {{ zh = \"作品{n}\", en = 'Work {n}' }}\n"),
        2 => format!("title.zh = \"作品{n}\"\n# {remark}\ntitle.en = \"Work {n}\"\n"),
        _ => format!("title = \"{n}\"\nsynopsis = \"\"\"\n# no remark\n{n}\"\"\" # {remark}\n"),
    };
    let gap = ["\n", "", "\n\n"][usize::from(hand) % 3];
    format!("# {remark}\n[[entry]] # {n}\nid = \"entry-{n}\"\n{title}team = \"Team {n}\"\n{gap}")
}

/// A valid show, with remarks in most places.
fn show() -> impl Strategy<Value = String> {
    let entries = vec((any::<u8>(), "[ -~獎禮]{0,9}"), 2..5);
    let rest = (1usize..3, 0usize..3, any::<[bool; 7]>());
    (entries, rest).prop_map(|(entries, (awards, partners, hands))| {
        let [cues, jury, windows, mark, round, hall, votes] = hands;
        let mut text = "# Ours\n[show]\nid = \"gala\" # for ever\ntitle = \"Gala\"\n\
            languages = [\n  \"zh-Hant-HK\", # first\n  \"en\",\n]\n\n"
            .to_owned();
        for (n, (hand, remark)) in entries.iter().enumerate() {
            text += &entry(n, *hand, remark);
        }
        for n in 0..awards {
            text += &format!(
                "\n# award {n}\n[[award]]\nid = \"award-{n}\"\nname = {{ en = \"Award {n}\" }}\n\
                 decided_by = \"jury\"\nwinner = \"entry-{n}\" # hush\n"
            );
        }
        for n in 0..partners {
            text += &format!("[[partner]]\nname = \"Partner {n}\" # thanks\n");
        }
        for n in 0..partners {
            text += &format!("[[message]] # {n}\nid = \"say-{n}\"\ntext.en = \"Wait {n}\"\n");
        }
        if hall {
            text += "\n[show.hall]\n# metres\ndepth = 30\n\n[show.wifi]\nssid = \"Hall\"\n";
        }
        if votes {
            text += "\n[[award]]\nid = \"people\"\nname = \"People\"\ndecided_by = \"audience\"\n\
                [[ballot]] # by phone\nid = \"vote\"\naward = \"people\"\nseconds = 60\n";
        }
        if jury {
            text += "\n[jury] # seven\n[[jury.criterion]]\nid = \"story\"\nname = \"Story\"\n";
            if round {
                text += "[jury.round] # from many\nkeep = 2\n";
            }
            text += "[[jury.criterion]]\nid = \"light\"\nname = \"Light\"\nweight = 0.5 # half\n";
        }
        if cues {
            text +=
                "\n# The evening\n[[cue]]\nkind = \"card\"\nid = \"hello\"\nscript.zh = \"好\"\n";
            for n in 0..awards {
                text += &format!("[[cue]]\nkind = \"award\"\naward = \"award-{n}\"\n");
            }
        }
        if windows {
            text = text.replace('\n', "\r\n");
        }
        format!("{}{text}", if mark { "\u{FEFF}" } else { "" })
    })
}

const TABLES: [(&str, &[&str]); 10] = [
    ("entry", &["team", "title", "origin", "say", "synopsis"]),
    ("award", &["name", "presenter", "blend.net", "blend"]),
    ("ballot", &["reach", "net_delay", "seconds", "identity"]),
    ("message", &["text", "text.en", "text.zh"]),
    ("partner", &["name", "role"]),
    ("jury.criterion", &["name", "levels"]),
    ("cue", &["script", "script.en", "seconds"]),
    (
        "show",
        &[
            "venue",
            "title",
            "date",
            "start",
            "wifi.ssid",
            "wifi",
            "hall.seats",
            "hall.depth",
            "hall",
        ],
    ),
    ("jury", &["round.keep", "round.mode", "round", "rule"]),
    ("theme", &["gold", "stylesheet"]),
];

fn some_edit(dice: (usize, usize, usize, u8), value: Value) -> Value {
    let (table, keys) = TABLES[dice.0 % TABLES.len()];
    let row = |n: usize| match table {
        "entry" => format!("entry-{}", n % 6),
        "award" => format!("award-{}", n % 3),
        "jury.criterion" => ["story", "light"][n % 2].to_owned(),
        "ballot" => "vote".to_owned(),
        "message" => format!("say-{}", n % 3),
        "cue" => ["hello", "award-0", "award-1", "#2"][n % 4].to_owned(),
        _ => format!("#{}", n % 4),
    };
    let (key, id) = (keys[dice.2 % keys.len()], row(dice.1));
    if ["show", "jury", "theme"].contains(&table) {
        return match dice.3 % 4 {
            0 => json!({"table": table, "key": key, "value": null}),
            _ => json!({"table": table, "key": key, "value": value}),
        };
    }
    let before = (dice.3 & 8 == 0).then(|| row(dice.2));
    match dice.3 % 8 {
        0..=3 => json!({"table": table, "id": id, "key": key, "value": value}),
        4 => json!({"table": table, "id": id, "key": key, "value": null}),
        5 => {
            let new = json!({"id": id, "title": value, "team": value});
            json!({"table": "entry", "add": new})
        }
        6 => json!({"table": table, "id": id, "move": true, "before": before}),
        _ => json!({"table": table, "id": id, "remove": true}),
    }
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => "[ -~\u{4E00}-\u{4E20}\"\\\\'#=]{1,12}".prop_map(Value::from),
        2 => ("[a-z#\"]{1,6}", "[a-z]{1,4}").prop_map(|(zh, en)| json!({"zh": zh, "en": en})),
        1 => (1u32..100).prop_map(Value::from),
        1 => Just(json!("2026-03-05")),
        1 => prop_oneof![
            Just(json!("2026-03-05T19:30:00+08:00")),
            Just(json!("both")),
            Just(json!("yes-maybe-no")),
            Just(json!("#FFCC00")),
            Just(json!({"jury": 70, "hall": 20, "net": 10})),
        ],
    ]
}

/// The remarks of a text that nothing else in it looks like.
fn remarks(text: &str) -> Vec<&str> {
    let known = [
        "# Ours",
        "# for ever",
        "# first",
        "# seven",
        "# half",
        "# The evening",
    ];
    known
        .into_iter()
        .filter(|remark| text.contains(remark))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_edits_of_any_show_are_undone_and_made_again_to_the_byte(
        show in show(),
        dice in vec((0usize..10, 0usize..9, 0usize..9, any::<u8>(), values()), 1..12),
    ) {
        let read_well = |text: &str| read("show.toml", text, &FILES);
        if let Err(found) = read_well(&show) {
            return Err(TestCaseError::fail(format!("{}\n{show}", report(&found))));
        }
        let mut history = History::default();
        let mut texts = vec![show.clone()];
        for (table, row, other, what, value) in dice {
            let edit: Edit = serde_json::from_value(some_edit((table, row, other, what), value))
                .expect("an edit");
            let before = texts.last().expect("a text").clone();
            let Ok(text) = edited(&before, std::slice::from_ref(&edit)) else { continue };
            if text == before || read_well(&text).is_err() {
                continue;
            }
            let whole = matches!(&edit.change, Change::Set { value: None, .. });
            if what % 8 != 7 && !whole {
                prop_assert_eq!(remarks(&before), remarks(&text), "{:?}", edit);
            }
            history = history.edited(&ShowText::of(before), &text, vec![Field::of(&edit)]);
            texts.push(text);
        }
        // As it is written down, and read by another start.
        let written = serde_json::to_string(&history).expect("JSON");
        history = serde_json::from_str(&written).expect("a history");
        for pair in texts.windows(2).rev() {
            let step = history.undo(&ShowText::of(&*pair[1])).expect("there is an edit");
            prop_assert_eq!(&step.text, &pair[0]);
            history = step.history;
        }
        let none = history.undo(&ShowText::of(&*show)).map(|step| step.text);
        prop_assert_eq!(none, Err(HistoryError::Nothing));
        for pair in texts.windows(2) {
            let step = history.redo(&ShowText::of(&*pair[0])).expect("it was undone");
            prop_assert_eq!(&step.text, &pair[1]);
            history = step.history;
        }
    }
}

fn grown(history: &History, before: &str, after: &str) -> History {
    history.edited(&ShowText::of(before), after, Vec::new())
}

#[test]
fn a_change_by_hand_is_never_undone() {
    let history = grown(&History::default(), "a", "ab");
    let by_hand = ShowText::of("ab # mine");
    assert_eq!(history.undo(&by_hand).unwrap_err(), HistoryError::ByHand);
    let history = grown(&history, &by_hand.text, "abc # mine");
    let step = history.undo(&ShowText::of("abc # mine")).expect("an edit");
    assert_eq!(step.text, by_hand.text);
    let before = step.history.undo(&by_hand);
    assert_eq!(before.unwrap_err(), HistoryError::ByHand);
}

#[test]
fn a_power_cut_between_the_file_and_its_history_loses_no_step() {
    let history = grown(&grown(&History::default(), "a", "ab"), "ab", "abc");
    // The file did not follow an edit.
    assert_eq!(
        history.undo(&ShowText::of("ab")).expect("an edit").text,
        "a"
    );
    // The file did not follow an undo.
    let step = history.undo(&ShowText::of("abc")).expect("an edit");
    let again = step.history.undo(&ShowText::of("abc")).expect("an edit");
    assert_eq!(again.text, "ab");
}

#[test]
fn an_edit_after_an_undo_leaves_nothing_to_make_again() {
    let history = grown(&History::default(), "a", "ab");
    let undone = history.undo(&ShowText::of("ab")).expect("an edit").history;
    let history = grown(&undone, "a", "ac");
    let redo = history.redo(&ShowText::of("ac"));
    assert_eq!(redo.unwrap_err(), HistoryError::Nothing);
    assert_eq!(
        history.undo(&ShowText::of("ac")).expect("an edit").text,
        "a"
    );
}
