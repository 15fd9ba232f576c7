//! The hall's screens.

use crate::words::stage::{StageWords, grouped};

pub(super) const WORDS: StageWords = StageWords {
    finalist: "Finalist",
    jury: "The jury",
    criteria: "Criteria",
    presenter: "Presented by",
    audience_decides: "Chosen by the audience",
    goes_to: "And the award goes to",
    shared: "Shared",
    no_award: "No award tonight",
    correction: "Correction",
    vote_now: "Vote now",
    vote_by_ticket: "Vote by ticket",
    ticket_ready: "Have your ticket ready",
    scan: "Scan the code to vote",
    scan_ticket: "Scan, then enter your ticket’s code",
    or_visit: "or go to",
    hall_code: "then enter",
    closes_in: "Closes in",
    turnout: |n| match n {
        1 => "1 person has voted".to_owned(),
        n => format!("{} people have voted", grouped(n)),
    },
    wifi: "Wi-Fi in the hall",
    closed: "Voting is closed",
    result_follows: "Thank you. The result is on its way.",
    counting: "Counting the votes",
    a_moment: "One moment, please",
    result: "The result",
    still_open: "Who will it be?",
    votes: |n| match n {
        1 => "1 vote".to_owned(),
        n => format!("{} votes", grouped(n)),
    },
    no_votes: "No votes were cast",
    blended: "The audience has voted. Its points and the jury's are counted together.",
    so_no_award: "So there is no award",
    results: "The winners",
    not_open_yet: "Voting opens soon",
    arm_sound: "Turn the sound on",
};
