//! Storing, and reading again.

use crate::bench::{Bench, evening, read, stored};
use crate::support::ledgers::journal_at;
use palmares::journal::heads;
use palmares::ledger::{AppendError, Head};
use rusqlite::Connection;
use std::fs;

#[test]
fn a_new_journal_is_empty() {
    let bench = Bench::new();
    let mut journal = bench.open();
    assert_eq!(read(&mut journal), []);
    assert_eq!(journal.reopen(), Ok(Head::default()));
}

#[test]
fn what_was_appended_is_read_again_after_a_restart() {
    let bench = Bench::new();
    let events = evening(7);
    let mut journal = bench.open();
    let first = journal
        .append(Head::default(), &events[..3])
        .expect("stored");
    let head = journal.append(first, &events[3..]).expect("stored");
    assert_eq!(head.revision, 7);
    drop(journal);
    let mut journal = bench.open();
    assert_eq!(read(&mut journal), events);
    assert_eq!(journal.reopen(), Ok(head));
    assert_eq!(heads(Head::default(), &events).last(), Some(&head));
}

#[test]
fn a_closed_journal_is_one_file() {
    assert_eq!(stored(3).names(), ["show.db"]);
}

#[test]
fn events_of_one_append_are_stored_together_or_not_at_all() {
    let bench = stored(2);
    let mut journal = bench.open();
    let head = journal.reopen().expect("a good journal");
    let mut batch = evening(5).split_off(2);
    // The second of the batch repeats a number that is taken: the first must not stay behind alone.
    batch[1].revision = 3;
    let _ = journal.append(head, &batch);
    drop(journal);
    let reopened = journal_at(&bench.file());
    if let Ok(mut journal) = reopened {
        let count = read(&mut journal).len();
        assert!(count == 2, "{count} events stayed");
    }
}

#[test]
fn whoever_appends_after_another_head_is_told_where_the_journal_ends() {
    let bench = stored(3);
    let mut journal = bench.open();
    let head = journal.reopen().expect("a good journal");
    let behind = heads(Head::default(), &evening(2))[1];
    let forked = Head {
        link: [9; 32],
        ..head
    };
    for after in [Head::default(), behind, forked] {
        let answer = journal.append(after, &evening(4)[3..]);
        assert_eq!(answer, Err(AppendError::Moved(head)));
    }
    assert_eq!(read(&mut journal).len(), 3);
}

#[test]
fn rows_cannot_be_changed_or_deleted_and_numbers_cannot_be_skipped() {
    let bench = stored(3);
    let connection = Connection::open(bench.file()).expect("an SQLite file");
    let attempts = [
        "UPDATE event SET body = 'x' WHERE revision = 2",
        "UPDATE event SET revision = 9 WHERE revision = 3",
        "DELETE FROM event WHERE revision = 3",
        "DELETE FROM event",
        "INSERT INTO event (revision, body, link) VALUES (5, '{}', zeroblob(32))",
        "INSERT INTO event (revision, body, link) VALUES (4, '{}', zeroblob(31))",
        "INSERT INTO event (revision, body, link) VALUES (4, 7.5, 'text')",
    ];
    for sql in attempts {
        assert!(connection.execute(sql, []).is_err(), "{sql}");
    }
    drop(connection);
    assert_eq!(read(&mut bench.open()), evening(3));
}

#[test]
fn the_file_is_written_ahead_and_synced_in_full() {
    let bench = Bench::new();
    let mut journal = bench.open();
    journal
        .append(Head::default(), &evening(1))
        .expect("stored");
    // The header says which kind of journal SQLite keeps beside the file: 2 is a write-ahead log.
    let header = fs::read(bench.file()).expect("readable");
    assert_eq!(&header[18..20], &[2, 2]);
}

#[test]
fn a_second_open_while_it_is_held_is_refused_in_plain_words() {
    let bench = stored(2);
    let mut held = bench.open();
    let said = bench.refusal();
    assert!(said.contains("another program"), "{said}");
    assert!(!said.contains("Restore"), "nothing is broken: {said}");
    let head = held.reopen().expect("still ours");
    held.append(head, &evening(3)[2..]).expect("still writable");
}

#[test]
fn what_was_stored_survives_a_process_that_never_closed_the_file() {
    let bench = Bench::new();
    let mut journal = bench.open();
    journal
        .append(Head::default(), &evening(4))
        .expect("stored");
    // A copy of the folder as it is now, as a power cut would leave it.
    let after = Bench::new();
    for (name, bytes) in bench.bytes() {
        fs::write(after.folder().join(name), bytes).expect("copied");
    }
    assert!(after.names().contains(&"show.db-wal".to_owned()));
    assert_eq!(read(&mut after.open()), evening(4));
}

#[test]
fn a_log_cut_off_in_mid_write_keeps_every_event_before_it() {
    let bench = Bench::new();
    let mut journal = bench.open();
    let mut head = Head::default();
    let mut ends = Vec::new();
    for event in evening(4) {
        head = journal.append(head, &[event]).expect("stored");
        ends.push(bench.bytes()["show.db-wal"].len());
    }
    let files = bench.bytes();
    for (stored, end) in ends.iter().enumerate() {
        let after = Bench::new();
        fs::write(after.file(), &files["show.db"]).expect("copied");
        let torn = (end + 20).min(files["show.db-wal"].len());
        let wal = after.folder().join("show.db-wal");
        fs::write(wal, &files["show.db-wal"][..torn]).expect("copied");
        assert_eq!(read(&mut after.open()), evening(stored as u64 + 1));
    }
}
