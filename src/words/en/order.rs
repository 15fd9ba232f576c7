//! See [`OrderWords`].

use crate::words::producer::order::OrderWords;

pub(super) const WORDS: OrderWords = OrderWords {
    heading: "Running order",
    note: "Each is an edit like any other. Once the show is under way it waits above until it is applied.",
    now: "On stage",
    next: "Next",
    skipped: "Skipped",
    withdrawn: "Withdrawn",
    absent: "Absent",
    earlier: "Show {} earlier",
    earlier_away: "Hide the earlier ones",
    skip: "Skip",
    back: "Bring back",
    more: "Change",
    less: "Close",
    to: "Move to",
    before: "{}. before {}",
    end: "The end",
    go_there: "Move",
    speech: "Insert a speech after it",
    pause: "Insert a pause after it",
    newcomer: "Somebody new",
    add: "Add",
    people: "Names, absent, received by",
    people_choose: "Choose a work or a person",
};
