//! The audience's pages.

use crate::words::audience::AudienceWords;
use crate::words::vote::Asking;

pub(super) const WORDS: AudienceWords = AudienceWords {
    vote: "Audience vote",
    language: "Language",
    waiting: "Waiting for the show",
    waiting_more: "This page goes on by itself once the show is here. There is no need to load it \
        again.",
    net_votes: "Tonight the vote is for people outside the hall. In the hall, keep your eyes on the stage.",
    hall_votes: "Tonight only the hall votes. The winners appear on this page once they are announced.",
    yours: "Tonight, this one is yours to give",
    yours_more: "When voting opens, your ballot appears on this page. Nothing to install, nothing \
        to sign up for: just keep your phone close.",
    finalists: "The finalists",
    winners_so_far: "Awards revealed so far",
    choose_one: "Choose your favourite",
    left: "Time left",
    until_close: "Change it any time until the close",
    send: "Send my vote",
    send_change: "Send my new choice",
    keep: "Keep my vote as it is",
    choose_first: "Choose one first",
    sending: "Sending. Not confirmed yet…",
    retrying: "We cannot reach the hall yet, so your vote is not confirmed. We keep trying: please \
        leave this page open.",
    intercepted: "The network stopped your vote on its way, so it is not confirmed. If the Wi-Fi \
        asks you to sign in, do so, or use mobile data. We keep trying while this page is open.",
    wrong_address: "The hall does not know this page’s address, so your vote is not confirmed yet. \
        Your choice is fine: scan the code on the big screen again, or tell the staff. We keep \
        trying.",
    offline: "Connection lost. Reconnecting…",
    opened: "Voting is open",
    half_minute: "30 seconds left",
    counted: "Your vote is counted",
    your_choice: "Your choice",
    receipt: "Receipt",
    receipt_more: "Look it up after the reveal",
    change: "Change my choice",
    excluded: "The organisers have excluded this vote from the count.",
    closed: "Voting is closed",
    counting: "Counting the votes",
    look_up: "The result comes from the stage. Eyes on the big screen.",
    correcting: "Being corrected",
    winner: "Winner",
    nobody: "This award is not given tonight. Thank you all.",
    corrected: "Corrected",
    your_pick: "You voted for the winner",
    winners: "All awards revealed so far",
    verify: "Find my vote",
    late: "Voting had already closed, so this choice was not counted.",
    superseded: "A later choice of yours is already counted, and it stands.",
    not_confirmed: "We cannot tell yet whether this vote is counted. Send it again: it counts only \
        once.",
    not_known_yet: "We cannot tell yet whether this vote is counted. This page will say so in a \
        moment.",
    not_counted: " This choice was not counted.",
    bad_choice: "That is not on the ballot. Please choose again.",
    ticket: Asking {
        needs: "First, enter the code on your ticket",
        ready: "This vote goes by ticket, one vote each. Have yours ready.",
        label: "The code on your ticket",
        more: "Capitals and hyphens make no difference.",
        wrong: "That code is not right. Check your ticket and try again.",
    },
    presence: Asking {
        needs: "First, enter the four digits from the big screen",
        ready: "This vote is for everyone in the hall: once it opens, scan the code on the \
        big screen, or enter the four digits beside it.",
        label: "The four digits on the big screen",
        more: "They keep changing: use the ones you see now.",
        wrong: "Those digits are wrong, or have changed since. Look up and try again.",
    },
    confirm: "Send this vote?",
    confirm_yes: "Yes, send it",
    confirm_no: "Choose again",
    other_phone: "This page belongs to another phone",
    other_phone_more: "A choice sent from here is not counted. Please vote on a page of your own.",
    elsewhere: "This address is not the right one",
    elsewhere_more: "Your browser has opened a page at an address that is not this show’s, so what \
        you sent was not counted. Scan the code on the big screen and vote on that page.",
    swap: "Use another code on this phone?",
    swap_more: "This phone already takes part in the vote. If you go on, the new code takes the \
        place of the one that it holds.",
    swap_voted: "The vote that you have sent stays counted, but can no longer be changed from this \
        phone.",
    swap_yes: "Use the new code",
    swap_no: "Keep what I have",
    unreadable: "We could not read what was sent",
    unreadable_more: "Nothing of it was counted. Open your own page, choose there and send it \
        again.",
    cut_off: "Your choice did not arrive in time",
    cut_off_more: "The connection was too slow, so this choice was not counted. Check your \
        connection, go back and send it again.",
    outdated: "This page is out of date",
    outdated_more: "Its address is incomplete, it is from another evening, or the ballot has \
        changed since. A choice sent from here is not counted: please vote on a page of your own.",
    rehearsed: "This is from the rehearsal",
    rehearsed_more: "The rehearsal is over, and its votes and receipts mean nothing any more. What was sent from \
        here did not count. Vote on your own page.",
    no_ballot: "There is no such ballot tonight",
    no_ballot_more: "This address fits none of tonight’s ballots. Once the award is revealed, \
        “Find my vote” on your own page leads to your receipt.",
    busy: "Please wait a moment",
    busy_more: "Too many are joining just now, so this choice was not counted. Wait ten seconds, \
        go back and send it again.",
    own_page: "Open my own page",
    ticket_card: "Scan to vote · one vote per ticket",
    presence_stale: "That code is not the one on the big screen now: it changes every 15 seconds. \
        Scan the new one, or enter the four digits beside it.",
    presence_full: "Too many have joined with this code. The big screen shows a new one within 15 \
        seconds: scan it then, or enter the four digits beside it.",
    too_many_codes: "Too many are trying digits just now. Scan the code on the big screen instead, \
        or try again in ten seconds.",
    go_on: "Continue",
    receipt_title: "Find my vote",
    receipt_wait: "Once the award is revealed you can look up your vote here. Keep your receipt \
        until then.",
    receipt_label: "Your receipt",
    receipt_form: "Ten characters, like ABCDE-FGHJK",
    receipt_find: "Find it",
    receipt_found: "Recorded under this receipt",
    receipt_none: "Nothing is recorded under this receipt. Check each character: receipts never \
        use 0, 1, I, L or O.",
    receipt_none_here: "Nothing is recorded here under this receipt. A vote sent in the hall is \
        looked up at the hall’s address, one from outside at the address where you voted. Check \
        each character: receipts never use 0, 1, I, L or O.",
    receipt_several: "Very rarely, one receipt fits more than one vote:",
    receipt_counts: "Counted in the result",
    receipt_one_of_two: "Recorded. It is in the result, unless you voted both in the hall and \
        outside it: then only one of the two counts.",
    receipt_superseded: "Recorded, but not in the result: your other choice is the one that \
        counts.",
    receipt_hall_alone: "Recorded, but not in the result: it was announced from the hall’s votes \
        alone.",
    receipt_uncounted: "Recorded. No count of this ballot was announced.",
    proves: "What does this prove?",
    proves_yes: "That your vote stands in the box as you cast it. With the ballots that the \
        organisers publish, anyone can count again.",
    proves_not: "It does not prove who cast it: there are no names in the box. Whoever sees your \
        receipt sees your choice too, so keep it to yourself.",
    home: "Back",
    choose_up_to: |n| format!("Choose up to {n} favourites"),
    closes_in: |n| match n {
        0 => "Closes within a minute".to_owned(),
        1 => "Closes in about 1 minute".to_owned(),
        n => format!("Closes in about {n} minutes"),
    },
    too_many: |n| format!("You can choose up to {n}. Untick one first."),
    shared_by: |n| format!("{n} works share the award"),
};
