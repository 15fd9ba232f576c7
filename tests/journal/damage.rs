//! Damage on disk is found and named, never read as truth, and never made worse.

use crate::bench::{Bench, evening, read, stored};
use crate::support::ledgers::journal_at;
use rusqlite::Connection;
use std::fs;

const WITHOUT_TRIGGERS: &str = "DROP TRIGGER event_never_updated; DROP TRIGGER event_never_deleted; DROP TRIGGER event_without_gaps;";

/// Refused with a sentence that holds all of these, and nothing in the folder changed.
#[track_caller]
fn refused_untouched(bench: &Bench, words: &[&str]) {
    let before = bench.bytes();
    for _ in 0..2 {
        let said = bench.refusal();
        for word in words {
            assert!(said.contains(word), "{said:?} does not say {word:?}");
        }
        assert!(said.chars().filter(|c| *c == '\n').count() == 0, "{said}");
        assert!(
            bench.bytes() == before,
            "the folder changed: {:?}",
            bench.names()
        );
    }
}

fn tampered(sql: &str) -> Bench {
    let bench = stored(6);
    bench.tamper(&format!("{WITHOUT_TRIGGERS} {sql}"));
    bench
}

#[test]
fn a_changed_body_is_found_and_named() {
    let bench = tampered(
        "UPDATE event SET body = replace(body, 'finalists/4', 'finalists/5') WHERE revision = 4;",
    );
    refused_untouched(&bench, &["event 4 is damaged", "left as it was"]);
}

#[test]
fn a_changed_link_is_found_and_named() {
    let bench = tampered("UPDATE event SET link = zeroblob(32) WHERE revision = 2;");
    refused_untouched(&bench, &["event 2 is damaged"]);
}

#[test]
fn a_missing_event_is_found_and_named() {
    let bench = tampered("DELETE FROM event WHERE revision = 3;");
    refused_untouched(&bench, &["event 3 is damaged", "missing"]);
}

#[test]
fn a_missing_first_event_is_found_and_named() {
    let bench = tampered("DELETE FROM event WHERE revision = 1;");
    refused_untouched(&bench, &["event 1 is damaged"]);
}

#[test]
fn two_events_that_changed_places_are_found() {
    let swap = "UPDATE event SET revision = 100 WHERE revision = 2;
        UPDATE event SET revision = 2 WHERE revision = 4;
        UPDATE event SET revision = 4 WHERE revision = 100;";
    refused_untouched(&tampered(swap), &["event 2 is damaged"]);
}

#[test]
fn an_event_appended_by_another_hand_is_found() {
    let forged = "INSERT INTO event SELECT 7, body, link FROM event WHERE revision = 6;";
    refused_untouched(&tampered(forged), &["event 7 is damaged"]);
}

/// Where a text stands in a file.
fn find(bytes: &[u8], text: &str) -> usize {
    let text = text.as_bytes();
    let found = bytes.windows(text.len()).position(|window| window == text);
    found.expect("the text is in the file")
}

#[test]
fn a_flipped_bit_in_an_event_is_found_and_named() {
    let bench = stored(6);
    let mut bytes = fs::read(bench.file()).expect("readable");
    let at = find(&bytes, "finalists/4");
    bytes[at] ^= 1;
    fs::write(bench.file(), bytes).expect("flipped");
    refused_untouched(&bench, &["event 4 is damaged"]);
}

#[test]
fn a_flipped_bit_that_is_no_text_any_more_is_found_and_named() {
    let bench = stored(6);
    let mut bytes = fs::read(bench.file()).expect("readable");
    let at = find(&bytes, "finalists/6");
    bytes[at] ^= 0x80;
    fs::write(bench.file(), bytes).expect("flipped");
    refused_untouched(&bench, &["event 6 is damaged"]);
}

#[test]
fn a_flipped_bit_in_a_log_that_was_not_folded_in_yet_loses_nothing_silently() {
    let bench = Bench::new();
    let mut journal = bench.open();
    let mut head = palmares::ledger::Head::default();
    for event in evening(6) {
        head = journal.append(head, &[event]).expect("stored");
    }
    let after = Bench::new();
    for (name, mut bytes) in bench.bytes() {
        if name == "show.db-wal" {
            let at = find(&bytes, "finalists/4");
            bytes[at] ^= 1;
        }
        fs::write(after.folder().join(name), bytes).expect("copied");
    }
    // SQLite ends a log at the first frame that is not what was written; what is read is a true
    // beginning or nothing.
    if let Ok(mut journal) = journal_at(&after.file()) {
        let kept = read(&mut journal);
        assert_eq!(kept, evening(6)[..kept.len()]);
    }
}

#[test]
fn a_damaged_evening_that_was_cut_off_keeps_its_log_too() {
    let bench = Bench::new();
    let mut journal = bench.open();
    let head = journal
        .append(Default::default(), &evening(2))
        .expect("stored");
    drop(journal);
    bench.tamper("DROP TRIGGER event_never_updated; UPDATE event SET body = body || ' ' WHERE revision = 2; PRAGMA journal_mode = WAL;");
    // Another row after it, left in the log by a process that never closed the file.
    let connection = Connection::open(bench.file()).expect("an SQLite file");
    let next = head.next(palmares::journal::CONTEXT, "{}");
    let insert = "INSERT INTO event (revision, body, link) VALUES (3, '{}', ?1)";
    connection
        .execute(insert, [&next.link[..]])
        .expect("appended");
    let after = Bench::new();
    for (name, bytes) in bench.bytes() {
        if name != "show.db-shm" {
            fs::write(after.folder().join(name), bytes).expect("copied");
        }
    }
    assert_eq!(after.names(), ["show.db", "show.db-wal"]);
    refused_untouched(&after, &["event 2 is damaged"]);
}

#[test]
fn a_damaged_file_header_is_refused() {
    // The magic words, the page size, the version for reading, the room kept free in pages.
    for at in [0, 5, 16, 19, 20usize] {
        let bench = stored(3);
        let mut bytes = fs::read(bench.file()).expect("readable");
        bytes[at] ^= 0x5a;
        fs::write(bench.file(), bytes).expect("flipped");
        refused_untouched(&bench, &["left as it was"]);
    }
}

#[test]
fn a_file_cut_short_is_refused() {
    let bench = stored(40);
    let bytes = fs::read(bench.file()).expect("readable");
    for kept in [50, 512, 4_096, bytes.len() - 4_096, bytes.len() - 1] {
        fs::write(bench.file(), &bytes[..kept]).expect("cut");
        refused_untouched(&bench, &["left as it was"]);
    }
}

#[test]
fn no_single_flipped_byte_anywhere_is_ever_read_as_truth() {
    let bench = stored(12);
    let good = fs::read(bench.file()).expect("readable");
    let truth = evening(12);
    let mut found = 0;
    for at in (0..good.len()).step_by(13) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(bench.file(), &bytes).expect("flipped");
        match journal_at(&bench.file()) {
            // A byte that holds no event: free space, a counter.
            Ok(mut journal) => assert_eq!(read(&mut journal), truth, "byte {at}"),
            Err(_) => {
                found += 1;
                assert!(
                    bench.bytes()["show.db"] == bytes,
                    "byte {at}: the file changed"
                );
            }
        }
        for companion in ["show.db-wal", "show.db-shm"] {
            let _ = fs::remove_file(bench.folder().join(companion));
        }
    }
    assert!(found > 100, "only {found} flips were noticed");
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let bench = Bench::new();
    bench.tamper("CREATE TABLE wine (name TEXT); INSERT INTO wine VALUES ('Rioja');");
    refused_untouched(&bench, &["not a file of this kind"]);
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let bench = Bench::new();
    fs::write(bench.file(), "Dear diary, ".repeat(500)).expect("written");
    refused_untouched(&bench, &["left as it was"]);
}

#[test]
fn a_journal_of_a_newer_palmares_is_left_alone_and_says_so() {
    let bench = stored(3);
    bench.tamper("PRAGMA user_version = 2;");
    refused_untouched(&bench, &["format 2", "format 1", "version that wrote it"]);
}

#[test]
fn an_event_that_this_version_does_not_know_is_named() {
    let bench = stored(2);
    let mut journal = bench.open();
    let head = journal.reopen().expect("good");
    drop(journal);
    let body = r#"{"revision":3,"at":5,"by":"mc","event":{"event":"confetti-fired"}}"#;
    let link = head.next(palmares::journal::CONTEXT, body).link;
    let hex: String = link.iter().map(|byte| format!("{byte:02x}")).collect();
    bench.tamper(&format!(
        "INSERT INTO event VALUES (3, '{body}', x'{hex}');"
    ));
    refused_untouched(&bench, &["event 3", "confetti-fired"]);
}

#[test]
fn a_row_with_another_number_in_its_text_is_named() {
    let bench = stored(2);
    let mut journal = bench.open();
    let head = journal.reopen().expect("good");
    drop(journal);
    let body = palmares::journal::body(&evening(2)[1]);
    let link = head.next(palmares::journal::CONTEXT, &body).link;
    let hex: String = link.iter().map(|byte| format!("{byte:02x}")).collect();
    bench.tamper(&format!(
        "INSERT INTO event VALUES (3, '{body}', x'{hex}');"
    ));
    refused_untouched(&bench, &["event 3 is damaged", "number"]);
}
