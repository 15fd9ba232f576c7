//! The machine, the folder, and the address that phones reach.

use super::*;

#[test]
fn what_only_a_server_knows_is_amber_without_one() {
    let report = with(|facts| {
        facts.served = false;
        facts.copy = CopyStands::Unknown;
        facts.keys = KeysStand::NotMade;
        facts.ledgers = LedgersStand::NotBegun;
        facts.address.audience = None;
    });
    assert!(report.ready);
    let subjects = open(&report);
    let subjects: Vec<&str> = subjects.iter().map(|row| row.0).collect();
    assert_eq!(subjects, ["address", "screens", "copy", "keys"]);
    assert!(open(&report).iter().all(|row| row.1 == Light::Amber));
}

#[test]
fn each_lack_of_the_machine_has_a_row() {
    type Change = fn(&mut MachineFacts);
    let cases: [(Change, &str, Light); 11] = [
        (|f| f.room = Some(DiskRoom::Little), "room", Light::Amber),
        (|f| f.room = Some(DiskRoom::Gone), "room", Light::Red),
        (|f| f.room = None, "room", Light::Amber),
        (|f| f.copy = CopyStands::Away, "copy", Light::Amber),
        (|f| f.copy = CopyStands::SameDisk, "copy", Light::Amber),
        (
            |f| f.ledgers = LedgersStand::Mended,
            "journal",
            Light::Amber,
        ),
        (|f| f.keys = KeysStand::Others, "keys", Light::Red),
        (|f| f.keys = KeysStand::Open, "keys", Light::Amber),
        (|f| f.clock_ahead_minutes = -7, "clock", Light::Amber),
        (|f| f.today = "1999-12-31".into(), "clock", Light::Red),
        (|f| f.today = "2026-03-06".into(), "clock", Light::Amber),
    ];
    for (number, (change, subject, light)) in cases.into_iter().enumerate() {
        let report = with(change);
        let rows = open(&report);
        let found: Vec<_> = rows.iter().map(|row| (row.0, row.1)).collect();
        assert_eq!(found, [(subject, light)], "case {number}");
    }
}

#[test]
fn a_disk_that_fails_while_the_show_runs_is_red_and_a_mirror_that_lags_amber() {
    let mut live = live_on(machine());
    live.mirror_failing = true;
    let rows = judged(show(), &live);
    assert_eq!(open(&rows)[0].0, "copy");
    (live.degraded, live.mirror_failing) = (true, false);
    let rows = judged(show(), &live);
    assert_eq!(
        (open(&rows)[0].0, open(&rows)[0].1),
        ("journal", Light::Red)
    );
}

fn printed(address: &str) -> Vec<PrintedAddress> {
    vec![PrintedAddress {
        count: 500,
        address: address.into(),
    }]
}

#[test]
fn an_address_that_changed_after_tickets_were_printed_is_one_red_row_with_old_new_and_what_to_set()
{
    let report = with(|facts| {
        facts.address.printed = printed("http://192.168.1.7:8080");
    });
    let row = &report.rows[0];
    assert_eq!(open(&report).len(), 1, "{:?}", open(&report));
    assert_eq!((row.subject.as_str(), row.light), ("address", Light::Red));
    assert_eq!(
        row.says,
        "500 printed tickets say http://192.168.1.7:8080, and this machine is at \
         http://192.168.1.20:8080."
    );
    assert_eq!(
        row.mend,
        "Give this machine the address 192.168.1.7 again and start with --public-url \
         http://192.168.1.7:8080, or print new tickets."
    );
    // At the door's own name nobody's address matters.
    let named = with(|facts| facts.address.printed = printed("https://vote.example"));
    assert_eq!(
        named.rows[0].mend,
        "Start with --public-url https://vote.example, or print new tickets."
    );
    let same = with(|facts| facts.address.printed = printed("http://192.168.1.20:8080"));
    assert!(same.ready);
}

#[test]
fn a_machine_that_moved_while_the_server_runs_is_told_once_also_with_tickets() {
    let moved = |facts: &mut MachineFacts| facts.address.own = vec!["10.0.0.5".into()];
    let report = with(moved);
    assert_eq!(
        open(&report),
        [(
            "address",
            Light::Red,
            "Phones are told http://192.168.1.20:8080, and this machine is at 10.0.0.5 now."
        )]
    );
    let report = with(|facts| {
        moved(facts);
        facts.address.printed = printed("http://192.168.1.20:8080");
    });
    let rows = open(&report);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].2.contains("500 printed tickets") && rows[0].2.contains("10.0.0.5"));
    // Behind a router or a tunnel it may be right.
    let given = with(|facts| {
        moved(facts);
        facts.address.given = true;
    });
    assert_eq!(open(&given)[0].1, Light::Amber);
}

#[test]
fn a_folder_at_rest_knows_what_its_tickets_need() {
    let at_rest = |address: &str| {
        with(|facts| {
            facts.served = false;
            facts.address.audience = None;
            facts.address.printed = printed(address);
        })
    };
    let gone = at_rest("http://192.168.1.7:8080");
    assert_eq!(
        (gone.ready, gone.rows[0].subject.as_str()),
        (false, "address")
    );
    let named = at_rest("https://vote.example");
    assert!(named.ready, "{:?}", open(&named));
    assert!(
        named.rows[0]
            .mend
            .contains("--public-url https://vote.example")
    );
    // An earlier version wrote nothing down.
    let unknown = with(|facts| facts.address.unknown_tickets = 40);
    assert_eq!(open(&unknown)[0].1, Light::Amber);
}

#[test]
fn an_address_that_no_phone_reaches_is_red() {
    let alone = with(|facts| facts.address.audience = Some("http://127.0.0.1:8080".into()));
    assert_eq!(
        (open(&alone)[0].0, open(&alone)[0].1),
        ("address", Light::Red)
    );
    let named = with(|facts| facts.address.audience = Some("https://vote.example".into()));
    assert!(named.ready);
    let six = with(|facts| {
        facts.address.audience = Some("http://[fd00::1]:8080".into());
        facts.address.own = vec!["fd00::1".into()];
    });
    assert!(six.ready, "{:?}", open(&six));
}

#[test]
fn the_code_is_held_against_the_depth_of_the_hall() {
    let at = |depth: Option<u32>, screen, identity| {
        let mut show = show();
        show.ballots[0].identity = identity;
        show.hall = Some(Auditorium {
            seats: None,
            depth,
            screen,
        });
        let report = judged(show, &live_on(machine()));
        let row = report.rows.into_iter().find(|row| row.subject == "code");
        row.expect("a row")
    };
    let device = Identity::Device;
    // 25 modules and the light around them, 40 % of six metres.
    let row = at(Some(18), Some(6), device);
    assert_eq!(row.says, "The code on stage is read from 18 m.");
    assert_eq!(at(Some(19), Some(6), device).light, Light::Amber);
    // A code that rotates has more modules.
    assert_eq!(
        at(Some(18), Some(6), Identity::Presence).light,
        Light::Amber
    );
    let row = at(None, Some(6), device);
    assert_eq!(
        (row.light, row.place.as_str()),
        (Light::Amber, "#prepare/show")
    );
    let mut silent = show();
    silent.ballots.clear();
    let report = judged(silent, &live_on(machine()));
    assert!(
        report
            .rows
            .iter()
            .all(|row| row.subject != "code" && row.subject != "ties")
    );
}
