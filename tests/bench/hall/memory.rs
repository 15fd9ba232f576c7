//! What a phone costs in memory, and whether it comes back.

use crate::Scale;
use crate::fanout::AT_ONCE;
use crate::figures::Section;
use crate::house::House;
use crate::machine::{self, Memory};
use crate::phones::Phones;
use crate::wire::{Caller, request};
use serde_json::Value;
use std::time::{Duration, Instant};

/// The most that an idle phone may cost, in bytes; half of it is the aim.
const PHONE_MOST: f64 = 4096.0;

/// Times that a hall goes and comes back.
const WAVES: usize = 6;

/// What may be added while nobody is added, in bytes.
const FLAT_MOST: f64 = 4.0 * 1024.0 * 1024.0;

/// From one time to the next where the hall goes on coming back for an hour: it is a test of time,
/// and not of haste.
const PACE: Duration = Duration::from_secs(4);

/// Until what is due once a second has been done.
const SETTLE: Duration = Duration::from_millis(1_500);

fn mib(bytes: i64) -> String {
    format!("{:.1} MiB", bytes as f64 / 1024.0 / 1024.0)
}

/// Idle phones, phones that come and go, and a long evening.
pub fn memory(scale: &Scale) -> Section {
    let said = "The server's memory after a hundred phones have come and gone, with a full hall that says nothing, after that hall has gone and come back again and again, and after an evening of thousands of cues (GO and back in turn).";
    let header = ["when", "RSS", "PSS", "a phone", "grown since"];
    let mut section = Section::new("Memory", said, &header);
    let house = House::voting();
    let mut guests = Phones::before(house.address);
    guests.admit(100, AT_ONCE, true);
    drop(guests);
    let empty = settled(&house);
    row(
        &mut section,
        "the hall is empty",
        empty,
        [String::new(), String::new()],
    );

    let mut hall = Phones::before(house.address);
    hall.admit(scale.hall, AT_ONCE, false);
    let full = settled(&house);
    let phone = (full.rss - empty.rss) as f64 / scale.hall as f64;
    let phone = section.at_most("a phone", phone, PHONE_MOST, format!("{phone:.0} B"));
    let when = format!("{} phones are idle", scale.hall);
    row(&mut section, &when, full, [phone, String::new()]);

    let (waves, second, last) = come_and_go(&house, scale, hall);
    let grown = (last.rss - second.rss) as f64;
    let shown = format!("{:+.0} KiB since the second time", grown / 1024.0);
    let grown = section.at_most("phones that come and go", grown, FLAT_MOST, shown);
    let when = format!("they have come back {waves} times");
    row(&mut section, &when, last, [String::new(), grown]);

    play(&house, scale.cues / 10);
    let before = settled(&house);
    let started = Instant::now();
    play(&house, scale.cues);
    let each = started.elapsed().as_secs_f64() * 1e3 / scale.cues as f64;
    let after = settled(&house);
    let grown = (after.rss - before.rss) as f64;
    let shown = format!("{:+.0} KiB since the first tenth", grown / 1024.0);
    let grown = section.at_most("cues", grown, FLAT_MOST, shown);
    let when = format!("{} cues later, {each:.1} ms each", scale.cues);
    row(&mut section, &when, after, [String::new(), grown]);
    section
}

fn row(section: &mut Section, when: &str, memory: Memory, rest: [String; 2]) {
    let [phone, grown] = rest;
    let (rss, pss) = (mib(memory.rss), mib(memory.pss));
    section.row([when.to_owned(), rss, pss, phone, grown]);
}

fn settled(house: &House) -> Memory {
    std::thread::sleep(SETTLE);
    machine::memory(house.pid())
}

/// The hall goes and comes back; how often, and the memory after the second time and the last.
fn come_and_go(house: &House, scale: &Scale, hall: Phones) -> (usize, Memory, Memory) {
    let started = Instant::now();
    let (mut hall, mut wave) = (hall, 0);
    let mut second = machine::memory(house.pid());
    let again = |wave: usize| match scale.minutes {
        Some(minutes) => started.elapsed() < Duration::from_secs(60 * minutes),
        None => wave < WAVES,
    };
    while again(wave) {
        drop(hall);
        hall = Phones::before(house.address);
        let admission = hall.admit(scale.hall, AT_ONCE, false);
        assert_eq!(admission.failed, 0, "everybody comes back");
        wave += 1;
        if wave == 2 {
            second = settled(house);
        }
        if scale.minutes.is_some() {
            hall.listen(PACE);
        }
    }
    let last = settled(house);
    drop(hall);
    (wave, second, last)
}

/// So many cues.
fn play(house: &House, cues: usize) {
    let mut caller = house.caller();
    let mut revision = 0;
    for number in 0..cues {
        revision = move_on(&mut caller, &house.mc, number % 2 == 0, revision);
    }
}

/// GO or back; the revision after it.
pub fn move_on(caller: &mut Caller, key: &str, go: bool, seen: u64) -> u64 {
    let seen = match seen {
        0 => revision(caller),
        seen => seen,
    };
    let path = if go { "/api/go" } else { "/api/back" };
    let body = format!(r#"{{"expect":{seen}}}"#);
    let (status, said) = caller.post(key, path, &body).expect("an answer");
    assert_eq!(status, 200, "{path} {body}: {said}");
    let said: Value = serde_json::from_str(&said).expect("JSON");
    said["revision"].as_u64().expect("a revision")
}

/// Where the evening stands.
pub fn revision(caller: &mut Caller) -> u64 {
    let asked = request("GET", "/api/show", &[], "");
    let (_, bytes) = caller.ask(&asked).expect("an answer");
    let head = crate::wire::answer(&bytes).map_or(0, |answer| answer.head);
    let show: Value = serde_json::from_slice(&bytes[head..]).expect("JSON");
    show["revision"].as_u64().expect("a revision")
}
