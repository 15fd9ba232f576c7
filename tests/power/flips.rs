//! Flipped bits, lost sectors and cut ends: the evening is recovered fully, or refused by name; it
//! is never read as truth, and never shorter.

use crate::evening::{Evening, Files, bytes, read, restore, room};
use crate::support::dice::{Dice, dice, form, seed};
use rand::Rng;
use rand::seq::IndexedRandom;
use std::path::Path;

/// Does something to a file, and says what.
pub fn harm(dice: &mut Dice, name: &str, bytes: &mut Vec<u8>) -> String {
    let at = dice.random_range(0..bytes.len());
    let sector = |size: usize| (at / size * size)..(at / size * size + size).min(bytes.len());
    match dice.random_range(0..8) {
        0..4 => {
            let bit = dice.random_range(0..8);
            bytes[at] ^= 1 << bit;
            format!("{name}: bit {bit} of byte {at} flipped")
        }
        4 | 5 => {
            bytes.truncate(at);
            format!("{name}: cut at {at}")
        }
        6 => {
            let sector = sector(if dice.random() { 512 } else { 4096 });
            bytes[sector.clone()].fill(0);
            format!("{name}: {sector:?} zeroed")
        }
        _ => {
            let sector = sector(512);
            dice.fill(&mut bytes[sector.clone()]);
            format!("{name}: {sector:?} overwritten")
        }
    }
}

/// A file of the evening itself, chosen evenly among those that hold something.
pub fn pick(dice: &mut Dice, files: &Files, wanted: impl Fn(&str) -> bool) -> String {
    let names = files.iter().filter(|(name, bytes)| {
        let ours = name.starts_with("show.") || name.starts_with("votes.");
        ours && !bytes.is_empty() && wanted(name)
    });
    let names: Vec<&String> = names.map(|(name, _)| name).collect();
    names.choose(dice).copied().expect("one of them").clone()
}

/// Whether a sentence says which file or record it is about, and what to do.
pub fn names_it(said: &str) -> bool {
    let record = said.contains("event ") || said.contains("batch ");
    let file = said.contains("the file");
    let way_out = ["Restore", "Serve it with", "Move it", "Keep the one"];
    (record || file) && way_out.iter().any(|words| said.contains(words))
}

#[test]
fn any_one_damage_is_mended_from_the_mirror_or_refused_by_name() {
    let (seed, evening, room) = (seed("power"), Evening::make(), room());
    let folder = room.path().join("show");
    let (mut recovered, mut refused) = (0, Vec::new());
    for case in 0..form(300, 3000) {
        let mut dice = dice(seed, case);
        let before = if dice.random() {
            &evening.closed
        } else {
            &evening.cut_off
        };
        let mut files = before.clone();
        let name = pick(&mut dice, &files, |_| true);
        let what = harm(&mut dice, &name, files.get_mut(&name).expect("there"));
        let case = format!("PALMARES_SEED={seed}, case {case}: {what}");
        restore(&folder, &files);
        match read(&folder, None) {
            Ok(held) => {
                assert!(held.same(&evening.truth), "{case}: {:?}", held.notes);
                let again = read(&folder, None).unwrap_or_else(|e| panic!("{case}: again: {e}"));
                assert!(again.same(&evening.truth), "{case}");
                assert!(again.notes.is_empty(), "{case}: {:?}", again.notes);
                kept(&folder, &files, &case);
                recovered += 1;
            }
            Err(damage) => {
                let said = damage;
                assert!(names_it(&said), "{case}: {said}");
                refused.push(format!("{what}: {said}"));
            }
        }
    }
    println!("{recovered} recovered, {} refused", refused.len());
    // Rare: what says that a newer version wrote the file, or looks like one more record behind the
    // last.
    for refusal in &refused {
        println!("{refusal}");
    }
    assert!(
        refused.len() as u64 * 50 <= recovered,
        "{recovered} recovered"
    );
}

/// Nothing that was set aside was changed.
fn kept(folder: &Path, files: &Files, case: &str) {
    for (name, kept) in bytes(folder) {
        let Some(number) = name.find("-damaged-") else {
            continue;
        };
        let end = &name[number..].split_once('.').expect("an ending").1;
        let original = format!("{}.{end}", &name[..number]);
        let as_found = files.get(&original).is_some_and(|found| *found == kept);
        assert!(as_found, "{case}: {name} is not {original} as it was found");
    }
}

#[test]
fn with_a_stick_also_the_database_and_its_mirror_may_be_damaged_both() {
    let (seed, evening, room) = (seed("power"), Evening::make(), room());
    let (folder, stick) = (room.path().join("show"), room.path().join("stick"));
    for case in 0..form(100, 1000) {
        let mut dice = dice(seed, case);
        let mut files = evening.cut_off.clone();
        let chain = if dice.random() { "show." } else { "votes." };
        let ours = |name: &str| name.starts_with(chain);
        let database = pick(&mut dice, &files, |n| ours(n) && !n.ends_with(".mirror"));
        let mirror = format!("{chain}mirror");
        let mut what = String::new();
        for name in [database, mirror] {
            what += &harm(&mut dice, &name, files.get_mut(&name).expect("there"));
            what += "; ";
        }
        let case = format!("PALMARES_SEED={seed}, case {case}: {what}");
        restore(&folder, &files);
        restore(&stick, &evening.stick);
        match read(&folder, Some(&stick)) {
            Ok(held) => assert!(held.same(&evening.truth), "{case}: {:?}", held.notes),
            Err(damage) => {
                let said = damage;
                assert!(said.contains("has format"), "{case}: {said}");
            }
        }
    }
}

#[test]
fn a_file_that_is_gone_or_empty_comes_back() {
    let (evening, room) = (Evening::make(), room());
    let folder = room.path().join("show");
    for before in [&evening.closed, &evening.cut_off] {
        for name in before.keys().filter(|name| !name.ends_with("-shm")) {
            for gone in [true, false] {
                let mut files = before.clone();
                files.remove(name);
                if !gone {
                    files.insert(name.clone(), Vec::new());
                }
                restore(&folder, &files);
                let held = read(&folder, None).unwrap_or_else(|e| panic!("{name}, {gone}: {e}"));
                assert!(
                    held.same(&evening.truth),
                    "{name}, {gone}: {:?}",
                    held.notes
                );
            }
        }
    }
}

#[test]
fn the_lost_end_of_a_log_that_the_database_does_not_miss_is_put_back() {
    let (evening, room) = (Evening::make(), room());
    let folder = room.path().join("show");
    let mut files = evening.cut_off.clone();
    let log = files.get_mut("show.db-wal").expect("a log");
    let middle = log.len() / 2;
    log[middle] ^= 1;
    // Without the mirror, SQLite reads a shorter evening and finds nothing wrong with it.
    let mut alone = files.clone();
    alone.remove("show.mirror");
    restore(&folder, &alone);
    let shorter = read(&folder, None).expect("nothing to notice it by");
    assert!(shorter.events.len() < 40);
    restore(&folder, &files);
    let held = read(&folder, None).expect("mended");
    assert!(held.same(&evening.truth));
    assert!(
        held.notes[0].contains("show.db ended at event"),
        "{:?}",
        held.notes
    );
    assert!(held.notes[0].contains("put back from show.mirror"));
}
