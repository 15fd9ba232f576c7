//! The one door: who may wish what, and looks that are on record before they are answered.

use crate::desk::{Disk, Evening, START, blackout};
use crate::support::ledgers::box_in_memory;
use crate::support::shows::{gala, gala_with};
use crate::support::wait::DEADLINE;
use palmares::control::{Act, Control, ControlError, Secret, may};
use palmares::evening::Rejection;
use palmares::show::command::Command;
use palmares::show::event::{By, Event, Stamped};
use palmares::show::refusal::Refusal;
use palmares::show::who::Who;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::mpsc::channel;
use std::task::Poll;

/// The winners that somebody is shown.
fn look(evening: &Evening, who: Who, secret: Secret) -> Result<Vec<String>, ControlError> {
    let looked = evening.in_background(move |director| async move {
        let control = Control::new(director, box_in_memory());
        let sight = control.look(&who, &secret, None).await;
        sight.map(|sight| sight.winners)
    });
    looked.wait("a look")
}

#[test]
fn a_look_is_on_record_before_it_is_answered_and_a_forbidden_one_leaves_no_trace() {
    let evening = Evening::begin();
    let envelope = || Secret::Envelope("best".into());
    let before = evening.log();
    for who in [Who::Mc, Who::Juror("chan".into())] {
        let answer = look(&evening, who, envelope());
        assert_eq!(answer, Err(ControlError::Forbidden));
    }
    assert_eq!(evening.log(), before);
    let winners = look(&evening, Who::Producer, envelope());
    assert_eq!(winners, Ok(vec!["mirror".to_owned()]));
    let log = evening.log();
    let [last] = &log[before.len()..] else {
        panic!("{log:?}");
    };
    let opened = Event::EnvelopeOpened {
        award: "best".into(),
    };
    assert_eq!((last.by, &last.event), (By::Producer, &opened));
}

#[test]
fn at_a_rehearsal_the_mc_opens_a_dummy_and_the_producer_the_evenings_envelope() {
    let peek = gala_with("id = \"gala\"", "id = \"gala\"\npeek = true");
    let evening = Evening::with(Disk::default(), Some(peek), START);
    evening.rehearse(true);
    let dummy = evening.on_stage().award("best").envelope.expect("a dummy");
    let envelope = || Secret::Envelope("best".into());
    let before = evening.log();
    assert_eq!(look(&evening, Who::Mc, envelope()), Ok(dummy.winners));
    assert_eq!(evening.log(), before, "nobody has looked");
    let own = look(&evening, Who::Producer, envelope());
    assert_eq!(own, Ok(vec!["mirror".to_owned()]));
    assert_eq!(evening.log().len(), before.len() + 1);
}

#[test]
fn a_look_that_is_answered_after_the_rehearsal_shows_nothing_of_the_evening() {
    let peek = gala_with("id = \"gala\"", "id = \"gala\"\npeek = true");
    let evening = Evening::with(Disk::default(), Some(peek), START);
    evening.disk.fill();
    evening.mc(blackout(true));
    evening.rehearse(true);
    evening.disk.free();
    // The director stands in the journal until the look is asked for.
    let hurdle = evening.disk.reopens_slowly();
    let resumed = evening.in_background(|director| async move { director.resume().await });
    hurdle.reached();
    let (ask, asked) = channel();
    let looked = evening.in_background(move |director| async move {
        let control = Control::new(director.clone(), box_in_memory());
        let (who, secret) = (Who::Mc, Secret::Envelope("best".into()));
        let mut look = pin!(control.look(&who, &secret, None));
        let first = poll_fn(|context| Poll::Ready(look.as_mut().poll(context).is_pending()));
        assert!(first.await);
        ask.send(()).expect("a test waits");
        director.rehearse(false).await.expect("it ends");
        look.await.map(|sight| sight.winners)
    });
    asked.recv_timeout(DEADLINE).expect("asked for");
    hurdle.lift();
    let stale = ControlError::Rejected(Rejection::Refused(Refusal::Stale));
    assert_eq!(looked.wait("a look"), Err(stale));
    resumed.wait("resumed").expect("resumed");
    let looks = |event: &Stamped| matches!(event.event, Event::EnvelopeOpened { .. });
    assert!(!evening.log().iter().any(looks));
}

fn everything(evening: &Evening, who: Who) -> Result<Vec<Stamped>, ControlError> {
    let told = evening.in_background(move |director| async move {
        let control = Control::new(director, box_in_memory());
        control.everything(&who).await
    });
    told.wait("everything")
}

#[test]
fn everything_is_told_up_to_the_looks_that_it_took_and_no_further() {
    let evening = Evening::begin();
    assert_eq!(everything(&evening, Who::Mc), Err(ControlError::Forbidden));
    let before = evening.log().len();
    let told = everything(&evening, Who::Producer).expect("on record");
    assert_eq!(told, evening.log());
    let sealed = evening
        .state()
        .awards
        .values()
        .filter(|a| a.envelope.is_some())
        .count();
    let looks = &told[before..];
    let is_look = |event: &Stamped| matches!(event.event, Event::EnvelopeOpened { .. });
    assert!(
        sealed > 0 && looks.len() == sealed && looks.iter().all(is_look),
        "{looks:?}"
    );
}

#[test]
fn a_look_that_cannot_be_stored_shows_nothing() {
    let evening = Evening::begin();
    evening.disk.fill();
    let answer = everything(&evening, Who::Producer);
    assert!(
        matches!(answer, Err(ControlError::Rejected(_))),
        "{answer:?}"
    );
}

#[test]
fn the_mc_looks_into_an_envelope_only_where_the_file_allows_it() {
    let veiled = gala();
    assert!(!may(&veiled, &Who::Mc, Act::OpenEnvelope));
    let open = gala_with("id = \"gala\"", "id = \"gala\"\npeek = true");
    assert!(may(&open, &Who::Mc, Act::OpenEnvelope));
    assert!(!may(&open, &Who::Mc, Act::LookAtTally));
}

#[test]
fn a_juror_moves_nothing_and_nobody_wishes_what_is_the_servers_own() {
    let evening = Evening::begin();
    for (who, command) in [
        (Who::Juror("chan".into()), Command::Go { expect: None }),
        (Who::Producer, Command::Go { expect: None }),
        (Who::Mc, Command::Doors { open: true }),
        (Who::Producer, Command::Tick),
    ] {
        let told = format!("{who} and {command:?}");
        let wished = evening.in_background(move |director| async move {
            let control = Control::new(director, box_in_memory());
            control.act(&who, command, None).await
        });
        assert_eq!(
            wished.wait("an answer"),
            Err(ControlError::Forbidden),
            "{told}"
        );
    }
}
