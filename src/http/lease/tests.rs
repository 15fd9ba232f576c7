//! Who gives way.

use super::*;

/// A connection that has asked for this, and was answered.
fn asked(leases: &Leases, keyed: bool, status: u16) -> Occupied {
    let held = leases.take(0);
    let mut service = held.asking(tower::service_fn(|_: axum::http::Request<()>| async {
        Ok::<(), ()>(())
    }));
    drop(service.call(axum::http::Request::new(())));
    held.lease
        .answered(keyed, StatusCode::from_u16(status).unwrap());
    held
}

fn ended(held: &Occupied) -> bool {
    held.lease.ended.load(Ordering::Relaxed)
}

#[test]
fn the_longest_silent_give_way_first_and_whoever_has_a_key_never_does() {
    // Eight are spare, and ten files are the program's own: 46 connections have room.
    let leases = Leases::among(64, || 0);
    let first = leases.take(10);
    let crew = [200, 101, 303].map(|status| asked(&leases, true, status));
    let screen = asked(&leases, false, 101);
    let (guest, stranger) = (asked(&leases, false, 200), asked(&leases, true, 401));
    let mut silent: Vec<Occupied> = (0..39).map(|_| leases.take(0)).collect();
    assert!(!silent.iter().any(ended) && !ended(&first));
    let late = leases.take(0);
    assert!(ended(&first) && !silent.iter().any(ended));
    drop(first);
    silent.extend((0..39).map(|_| leases.take(0)));
    assert!(silent[..39].iter().all(ended) && !silent[39..].iter().any(ended));
    assert!(!ended(&late) && !ended(&guest) && !ended(&stranger));
    // Nobody is silent any more: who has asked longest ago gives way.
    let silent: Vec<Occupied> = silent.split_off(39);
    silent.iter().for_each(|held| held.lease.rise(Rank::Guest));
    late.lease.rise(Rank::Guest);
    let more = [(); 2].map(|()| {
        let held = leases.take(0);
        held.lease.rise(Rank::Guest);
        held
    });
    assert!(!more.iter().any(ended));
    assert!(ended(&guest) && ended(&stranger) && !ended(&screen));
    assert!(!silent.iter().any(ended));
    screen.lease.keep();
    for _ in 0..500 {
        drop(leases.take(0));
    }
    assert!(!ended(&screen));
    assert!(crew.iter().all(|held| !ended(held)));
}

#[test]
fn phones_count_and_a_system_that_refuses_a_file_makes_others_give_way() {
    let leases = Leases::among(1024, || 700);
    let silent: Vec<Occupied> = (0..180).map(|_| leases.take(16)).collect();
    assert!(!silent.iter().any(ended));
    let more: Vec<Occupied> = (0..10).map(|_| leases.take(16)).collect();
    assert_eq!(silent.iter().filter(|held| ended(held)).count(), 10);
    let busy = io::Error::from(io::ErrorKind::ConnectionAborted);
    leases.refused(&busy);
    assert_eq!(silent.iter().filter(|held| ended(held)).count(), 10);
    leases.refused(&io::Error::from_raw_os_error(24));
    assert!(silent.iter().filter(|held| ended(held)).count() > 10);
    drop((silent, more));
    let inner = lock(&leases.0.inner);
    assert!(inner.held.is_empty() && inner.leaving == 0);
}

#[test]
fn strangers_screens_give_way_to_whoever_is_only_just_coming_in() {
    // 56 connections have room, and strangers' screens hold all of it but two.
    let leases = Leases::among(64, || 0);
    let crew = asked(&leases, true, 101);
    let wall = asked(&leases, false, 101);
    wall.lease.keep();
    let mut screens: Vec<Occupied> = (0..54).map(|_| asked(&leases, false, 101)).collect();
    // A tablet whose handshake is done, and one that has just asked.
    let silent = leases.take(0);
    let guest = asked(&leases, false, 200);
    screens.extend((0..200).map(|_| asked(&leases, false, 101)));
    assert!(!ended(&silent) && !ended(&guest));
    assert!(!ended(&crew) && !ended(&wall));
    // The latest of them are still shown the stage.
    assert!(screens.iter().rev().take(30).all(|held| !ended(held)));
    // Those who keep silent take no more of it than the few that come at once: a screen that
    // nobody approved, such as an overlay, outlasts a flood of them.
    let flood: Vec<Occupied> = (0..200).map(|_| leases.take(0)).collect();
    assert!(screens.iter().rev().take(30).all(|held| !ended(held)));
    assert!(flood.iter().rev().take(8).all(|held| !ended(held)));
    assert!(!ended(&crew) && !ended(&wall));
}
