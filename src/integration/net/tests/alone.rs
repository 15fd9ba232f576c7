//! Where the hall is announced alone: what comes later, and who waits for it.

use super::*;

#[test]
fn where_the_hall_is_announced_alone_the_log_closes_at_once_and_the_rest_is_counted() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(0);
    let evening = evening.then(closing(60)).then(hall_counted());
    let mut evening = evening.then(Event::HallAnnounced {
        ballot: "hall".into(),
    });
    assert_eq!(evening.settle(61_000), ["close hall 1"]);
    assert_eq!(evening.counted().len(), 1);
    let evening = evening.then(Event::NetCounted {
        ballot: "hall".into(),
        position: 9,
        tally: Tally::default(),
        digest: "00".into(),
        together: Tally::default(),
        inside: Tally::default(),
        readers: 2,
    });
    assert!(evening.counted().is_empty());
}

#[test]
fn a_ballot_without_a_result_is_counted_before_one_of_which_the_hall_was_announced() {
    let mut show = show();
    show.ballots[0].reach = Reach::Both;
    let mut second = show.ballots[0].clone();
    second.id = "second".into();
    show.ballots.push(second);
    let of_second = |event: Event| match event {
        Event::BallotOpened { closes_at, .. } => Event::BallotOpened {
            ballot: "second".into(),
            closes_at,
        },
        Event::BallotClosing { as_of, .. } => Event::BallotClosing {
            ballot: "second".into(),
            as_of,
        },
        _ => Event::BallotClosed {
            ballot: "second".into(),
            position: 4,
            tally: Tally::default(),
            digest: "00".into(),
        },
    };
    let evening = Evening::showing(show).then(opened(60)).then(closing(60));
    let mut evening = evening.then(hall_counted()).then(Event::HallAnnounced {
        ballot: "hall".into(),
    });
    evening.settle(61_000);
    let evening = evening.then(of_second(opened(120)));
    let evening = evening.then(of_second(closing(120)));
    let mut evening = evening.then(of_second(hall_counted()));
    evening.settle(200_000);
    let due = due(&evening.played.state, &evening.log);
    let ids: Vec<&str> = due.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["second", "hall"]);
    assert!(due[0].1.revision > due[1].1.revision);
}
