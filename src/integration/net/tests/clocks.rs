//! Whose clock the deadline outside goes by, when another server leads.

use super::*;

#[test]
fn where_another_server_leads_whose_clock_is_wrong_the_deadline_stays_where_it_was() {
    let other = |voter: u8| vote(&an_entry(), 1).replace(VOTER, &format!("{voter:02x}").repeat(16));
    for (before_ms, after_ms) in [(0, 1), (0, -1), (1, 0), (-1, 0)] {
        let mut evening = Evening::of(Reach::Both).then(opened(60));
        evening.ahead_ms = before_ms * TEN_MINUTES_MS;
        evening.clock = NetClock::default();
        evening.settle(0);
        assert!(!evening.clock.has_jumped());
        evening.ahead_ms = after_ms * TEN_MINUTES_MS;
        evening.write("n1", 10_000, &other(1));
        let span_ms = 80_000 + (after_ms - before_ms) * TEN_MINUTES_MS;
        assert_eq!(evening.settle(10_250), [lasts(1, span_ms, EIGHT)]);
        assert!(evening.clock.has_jumped() && evening.lacks(11_000).is_empty());
        // Whoever was late meanwhile asks again.
        evening.write("n1", 79_000, &(other(1) + &other(2)));
        assert_eq!(evening.votes(), 2, "{before_ms} {after_ms}");
        // No close mark has come by.
        evening.write("n1", 80_001, &other(3));
        assert_eq!(evening.votes(), 2, "{before_ms} {after_ms}");
        let mut evening = evening.then(Event::BallotExtended {
            ballot: "hall".into(),
            closes_at: At(EIGHT + 90_000),
        });
        assert_eq!(evening.settle(81_000), [lasts(1, span_ms + 30_000, EIGHT)]);
        // A restart knows nothing of the clocks before it has read all.
        evening.clock = NetClock::default();
        assert!(evening.lacks(82_000).is_empty());
    }
}

#[test]
fn an_old_message_that_was_read_late_says_nothing_of_the_clocks() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(0);
    let now = At(EIGHT + 40_000);
    evening.clock.look(&evening.log, now, None);
    // It was stamped half a minute ago, and the line was cut since.
    let clock = std::mem::take(&mut evening.clock);
    evening.write("n1", 10_000, &vote(&an_entry(), 1));
    evening.clock = clock;
    let now = now.plus_ms(250);
    evening.clock.look(&evening.log, now, Some(Duration::ZERO));
    assert!(!evening.clock.has_jumped() && evening.lacks(40_300).is_empty());
}
