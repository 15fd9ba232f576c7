//! The words of the audience's pages.

use super::vote::Asking;

/// The words of the ballot, the pages that let people in, and the one that finds a vote.
#[derive(Debug)]
pub struct AudienceWords {
    /// What the page is for, above the award's name.
    pub vote: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
    /// Instead of a show's name, on a machine that has not heard of the show yet.
    pub waiting: &'static str,
    pub waiting_more: &'static str,
    /// On a phone in the hall, where only people outside it vote.
    pub net_votes: &'static str,
    /// On a phone outside, where only the hall votes.
    pub hall_votes: &'static str,
    /// Before the ballot, beneath the award's name.
    pub yours: &'static str,
    pub yours_more: &'static str,
    /// Above the list of works.
    pub finalists: &'static str,
    /// The link to the results.
    pub winners_so_far: &'static str,
    /// Beneath the award's name while one work may be chosen.
    pub choose_one: &'static str,
    /// Before the time that is left.
    pub left: &'static str,
    pub until_close: &'static str,
    /// The button that votes.
    pub send: &'static str,
    /// The same button when a vote is being changed.
    pub send_change: &'static str,
    /// Leaves the vote as it was.
    pub keep: &'static str,
    /// The button was pressed with nothing chosen.
    pub choose_first: &'static str,
    /// While the first answer is awaited.
    pub sending: &'static str,
    /// While answers fail.
    pub retrying: &'static str,
    /// The same where something on the network answers in the server's place.
    pub intercepted: &'static str,
    /// The same where the server does not take the page's address for its own.
    pub wrong_address: &'static str,
    /// While the page has no connection.
    pub offline: &'static str,
    /// Said when voting opens.
    pub opened: &'static str,
    /// Said when thirty seconds are left.
    pub half_minute: &'static str,
    /// A vote is stored.
    pub counted: &'static str,
    /// Before the chosen work.
    pub your_choice: &'static str,
    /// Before the receipt.
    pub receipt: &'static str,
    pub receipt_more: &'static str,
    /// Opens the ballot again.
    pub change: &'static str,
    /// A vote was excluded from the count.
    pub excluded: &'static str,
    /// Voting is over.
    pub closed: &'static str,
    /// While the box is counted.
    pub counting: &'static str,
    pub look_up: &'static str,
    /// Instead of both, once what was announced is known to be wrong.
    pub correcting: &'static str,
    /// Above the winner.
    pub winner: &'static str,
    pub nobody: &'static str,
    /// Marks an award that was corrected.
    pub corrected: &'static str,
    /// Your choice has won.
    pub your_pick: &'static str,
    /// The link to the results, after the reveal.
    pub winners: &'static str,
    /// The link to what is recorded under a receipt.
    pub verify: &'static str,
    /// A vote came after the close.
    pub late: &'static str,
    /// A later change of the same voter stands.
    pub superseded: &'static str,
    /// For phones without script: the answer is unknown.
    pub not_confirmed: &'static str,
    /// The same once the ballot is being counted: nothing can be sent again, and the count will
    /// tell.
    pub not_known_yet: &'static str,
    /// After a reason why a choice cannot count as it is (with the space that stands between).
    pub not_counted: &'static str,
    /// What was chosen is not on the ballot.
    pub bad_choice: &'static str,
    pub ticket: Asking,
    pub presence: Asking,
    /// Asks whether to send.
    pub confirm: &'static str,
    pub confirm_yes: &'static str,
    /// Goes back to the ballot.
    pub confirm_no: &'static str,
    /// Heading for a browser that is another voter than the page.
    pub other_phone: &'static str,
    pub other_phone_more: &'static str,
    /// Heading for a form from a page at an address that is not the show's.
    pub elsewhere: &'static str,
    pub elsewhere_more: &'static str,
    /// Heading where another code would take the place of what the phone holds.
    pub swap: &'static str,
    pub swap_more: &'static str,
    /// Beneath that, for a phone that has voted.
    pub swap_voted: &'static str,
    /// The button that goes on.
    pub swap_yes: &'static str,
    /// The link that leaves all as it is.
    pub swap_no: &'static str,
    /// Heading for what is no form of ours.
    pub unreadable: &'static str,
    pub unreadable_more: &'static str,
    /// Heading for a form that did not arrive in time.
    pub cut_off: &'static str,
    pub cut_off_more: &'static str,
    /// Heading for a page that is none of tonight's.
    pub outdated: &'static str,
    pub outdated_more: &'static str,
    /// Heading of the page for what a rehearsal has left behind.
    pub rehearsed: &'static str,
    pub rehearsed_more: &'static str,
    /// Heading for receipts of a ballot that is none of tonight's.
    pub no_ballot: &'static str,
    pub no_ballot_more: &'static str,
    /// Heading while nobody else can be let in.
    pub busy: &'static str,
    pub busy_more: &'static str,
    /// The link to a page of its own.
    pub own_page: &'static str,
    /// On a printed ticket.
    pub ticket_card: &'static str,
    /// A code was scanned that the stage does not show any more.
    pub presence_stale: &'static str,
    /// Too many joined at once.
    pub presence_full: &'static str,
    /// Too many codes were tried at once.
    pub too_many_codes: &'static str,
    /// The button of both pages.
    pub go_on: &'static str,
    /// Heading of the page for receipts.
    pub receipt_title: &'static str,
    /// Before the reveal.
    pub receipt_wait: &'static str,
    /// Before the field.
    pub receipt_label: &'static str,
    pub receipt_form: &'static str,
    pub receipt_find: &'static str,
    /// Above what is recorded.
    pub receipt_found: &'static str,
    /// Nothing is recorded under it.
    pub receipt_none: &'static str,
    /// The same where only some of the boxes are here.
    pub receipt_none_here: &'static str,
    /// Several votes share a receipt.
    pub receipt_several: &'static str,
    /// It is part of the result.
    pub receipt_counts: &'static str,
    /// It is, unless the voter is also in the box that is not here.
    pub receipt_one_of_two: &'static str,
    /// The voter's choice in the other box is.
    pub receipt_superseded: &'static str,
    /// It came from outside, and the hall alone was announced.
    pub receipt_hall_alone: &'static str,
    /// No count of its ballot was announced.
    pub receipt_uncounted: &'static str,
    /// Heading above the explanation.
    pub proves: &'static str,
    pub proves_yes: &'static str,
    /// What it does not.
    pub proves_not: &'static str,
    /// The link back.
    pub home: &'static str,
    /// Beneath the award's name while several works may be chosen.
    pub choose_up_to: fn(usize) -> String,
    /// More works were chosen than the ballot takes.
    pub too_many: fn(usize) -> String,
    /// For phones without script: the minutes until the close, 0 for less than one.
    pub closes_in: fn(i64) -> String,
    /// So many works share the award that the results page lists them.
    pub shared_by: fn(usize) -> String,
}
