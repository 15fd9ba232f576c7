//! Back to the top: the evening so far is put away under a dated name, and a clean one begins.

use crate::bench::{evening, read, stored};
use crate::support::ledgers::journal_at;
use palmares::ledger::Head;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const LABEL: &str = "2026-03-05-190000";

#[test]
fn the_old_evening_is_kept_under_a_dated_name_and_the_new_one_begins() {
    let bench = stored(5);
    let mut journal = bench.open();
    let head = journal.archive(LABEL, &evening(1)).expect("archived");
    assert_eq!(head.revision, 1);
    assert_eq!(read(&mut journal), evening(1));
    let head = journal.append(head, &evening(2)[1..]).expect("goes on");
    drop(journal);
    assert_eq!(bench.names(), ["show-2026-03-05-190000.db", "show.db"]);
    let archived = bench.folder().join("show-2026-03-05-190000.db");
    let mut archived = journal_at(&archived).expect("a good journal");
    assert_eq!(read(&mut archived), evening(5));
    assert_eq!(bench.open().reopen(), Ok(head));
}

#[test]
fn an_archive_never_overwrites_another() {
    let bench = stored(2);
    let mut journal = bench.open();
    for _ in 0..3 {
        journal.archive(LABEL, &evening(1)).expect("archived");
    }
    drop(journal);
    let expected = [
        "show-2026-03-05-190000-2.db",
        "show-2026-03-05-190000-3.db",
        "show-2026-03-05-190000.db",
        "show.db",
    ];
    assert_eq!(bench.names(), expected);
    let first = bench.folder().join("show-2026-03-05-190000.db");
    let mut first = journal_at(&first).expect("a good journal");
    assert_eq!(read(&mut first), evening(2));
}

#[test]
fn a_crash_before_the_renames_leaves_the_old_evening() {
    let bench = stored(3);
    let coming = bench.folder().join("show.db-coming");
    let mut next = journal_at(&coming).expect("prepared");
    next.append(Head::default(), &evening(1)).expect("stored");
    drop(next);
    let mut journal = bench.open();
    assert_eq!(read(&mut journal), evening(3));
    journal.archive(LABEL, &evening(1)).expect("tried again");
    assert_eq!(read(&mut journal), evening(1));
}

#[test]
fn a_crash_between_the_renames_is_finished_at_the_next_start() {
    let bench = stored(3);
    let coming = bench.folder().join("show.db-coming");
    let mut next = journal_at(&coming).expect("prepared");
    next.append(Head::default(), &evening(1)).expect("stored");
    drop(next);
    fs::rename(bench.file(), bench.folder().join("show-x.db")).expect("renamed");
    assert_eq!(read(&mut bench.open()), evening(1));
    assert_eq!(bench.names(), ["show-x.db", "show.db"]);
}

#[test]
fn leftovers_of_an_earlier_attempt_are_not_in_the_way() {
    let bench = stored(3);
    for name in ["show.db-coming", "show.db-coming-wal", "show.db-coming-shm"] {
        fs::write(bench.folder().join(name), "half-written").expect("written");
    }
    let mut journal = bench.open();
    journal.archive(LABEL, &evening(1)).expect("archived");
    assert_eq!(read(&mut journal), evening(1));
}

#[test]
fn a_folder_that_cannot_be_written_keeps_the_old_evening_open() {
    let bench = stored(3);
    let mut journal = bench.open();
    let head = journal.reopen().expect("good");
    // A folder in the place of the new file stops even root.
    fs::create_dir(bench.folder().join("show.db-coming")).expect("in the way");
    let failed = journal.archive(LABEL, &evening(1));
    assert!(failed.is_err());
    journal.append(head, &evening(4)[3..]).expect("still open");
    assert_eq!(read(&mut journal), evening(4));
}

#[test]
fn the_journals_file_may_be_read_by_its_owner() {
    let mode = fs::metadata(stored(1).file())
        .expect("a file")
        .permissions();
    assert_eq!(mode.mode() & 0o600, 0o600);
}
