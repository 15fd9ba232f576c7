//! Folders of earlier evenings, kept as their version left them: they open, and export the same.

use crate::lost::export;
use crate::starts::start;
use crate::support::server::{Room, run};
use crate::support::shows::GALA;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A show in mid-evening, a closed ballot with tickets, changes with equal numbers, a correction.
const EVENINGS: [&str; 4] = ["mid-evening", "tickets", "equal-changes", "corrected"];

fn golden(evening: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power/golden");
    folder.join(evening)
}

/// The folder as it was left, and its export.
fn brought_back(evening: &str) -> (Room, String) {
    let room = Room::with(GALA);
    let mut truth = String::new();
    for file in fs::read_dir(golden(evening)).expect("a golden folder") {
        let file = file.expect("a file");
        if file.file_name() == "export.json" {
            truth = fs::read_to_string(file.path()).expect("an export");
            continue;
        }
        fs::copy(file.path(), room.show().join(file.file_name())).expect("copied");
    }
    (room, truth)
}

#[test]
fn a_folder_of_an_earlier_evening_exports_the_same_bytes_and_verifies() {
    for evening in EVENINGS {
        let (room, truth) = brought_back(evening);
        let said = run(&["export", "show"], room.path());
        assert_eq!(said.code, 0, "{evening}: {}", said.err);
        assert!(said.out == truth, "{evening} exports something else");
        fs::write(room.path().join("evening.json"), &said.out).expect("written");
        let said = run(&["verify", "evening.json"], room.path());
        // Nothing is counted yet in an evening whose ballot is open.
        let expected = i32::from(evening == "mid-evening");
        assert_eq!(said.code, expected, "{evening}: {}{}", said.out, said.err);
    }
}

#[test]
fn a_folder_of_an_earlier_evening_opens_and_goes_on_where_it_stood() {
    for evening in EVENINGS {
        let (room, truth) = brought_back(evening);
        let truth: Value = serde_json::from_str(&truth).expect("JSON");
        let server = start(&room, &[]).expect("it opens");
        let held = export(&server);
        for part in ["events", "box"] {
            let list = |export: &Value| export[part].as_array().expect("a list").clone();
            let (before, now) = (list(&truth), list(&held));
            assert!(
                !before.is_empty() && now.starts_with(&before),
                "{evening}: {part}"
            );
        }
        let best = |export: &Value| export["awards"][0].clone();
        assert_eq!(best(&held), best(&truth), "{evening}");
        let last = truth["events"].as_array().expect("events").iter().rev();
        let fired = last
            .filter_map(|event| event["event"]["cue"].as_str())
            .next();
        if let Some(cue) = fired {
            assert_eq!(server.show()["cue"]["id"], cue, "{evening}");
        }
        server.terminate();
    }
}
