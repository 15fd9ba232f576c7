//! A server that loses a vote, or counts one twice, is found out although every answer that it gave
//! was "counted".

use crate::check::{Sheet, check};
use crate::fake::{Fault, Server};
use std::thread;

/// With a seed that has everything in it: changes, cuts, drops.
fn sheet(fault: Fault, minutes: &str) -> Sheet {
    let server = Server::start(fault);
    check(&[
        &server.base,
        "--key",
        "any",
        "--phones",
        "80",
        "--minutes",
        minutes,
        "--seed",
        "11",
        "--json",
    ])
}

#[test]
fn each_fault_is_noticed_and_none_is_seen_where_there_is_none() {
    // A frame is waited for five seconds; everything else shows sooner.
    let (short, long) = ("0.05", "0.13");
    let faults: [(Fault, &str, &[&str]); 8] = [
        (Fault::None, short, &[]),
        (Fault::TallyLacksOne, short, &["lost"]),
        (Fault::HoldsNothingForOne, short, &["lost"]),
        (Fault::CountsOneTwice, short, &["counted twice"]),
        (Fault::CountsRepeats, short, &["counted twice"]),
        (Fault::SwapsOne, short, &["lost", "counted twice"]),
        (Fault::KeepsFirst, short, &["lost", "counted twice"]),
        (Fault::TellsNobody, long, &["frame"]),
    ];
    thread::scope(|scope| {
        for (fault, minutes, rows) in faults {
            scope.spawn(move || {
                let sheet = sheet(fault, minutes);
                let said = || format!("{fault:?}: {}\n{}", sheet.out, sheet.err);
                assert_eq!(sheet.code, i32::from(!rows.is_empty()), "{}", said());
                assert_eq!(sheet.rows("fail"), rows, "{}", said());
                assert_eq!(sheet.rows("unchecked"), Vec::<String>::new(), "{}", said());
            });
        }
    });
}
