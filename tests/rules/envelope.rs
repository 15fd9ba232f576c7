//! Envelopes: sealed by file or by hand, opened on the record, released.

use super::play::*;
use super::support::shows::{gala, gala_with};
use palmares::show::event::{By, Event};
use palmares::show::refusal::Refusal;

#[test]
fn a_winner_in_the_file_is_an_envelope_sealed_by_file() {
    let play = given(gala());
    let envelope = play.award("best").envelope.expect("sealed");
    assert_eq!(
        (envelope.by, envelope.winners),
        (By::File, ids(&["mirror"]))
    );
    assert_eq!(play.award("craft").envelope, None);
}

#[test]
fn one_sealed_by_hand_stands_above_the_files() {
    let play = given(gala()).by(By::Producer);
    let play = play
        .when(seal("best", &["echo", "river"]))
        .then([sealed("best", &["echo", "river"])]);
    let play = play.after([goto("best/winner")]);
    assert_eq!(play.revealed("best"), Some(ids(&["echo", "river"])));
}

#[test]
fn sealed_again_before_the_reveal_the_last_one_counts() {
    let play = given(gala()).by(By::Producer);
    let play = play.after([seal("craft", &["echo"]), seal("craft", &["mirror"])]);
    let play = play.after([goto("craft/winner")]);
    assert_eq!(play.revealed("craft"), Some(ids(&["mirror"])));
}

#[test]
fn an_envelope_holds_finalists_each_named_once() {
    let play = given(gala());
    let wrong = [
        (&[][..], Refusal::BadWinners),
        (&["echo", "echo"], Refusal::BadWinners),
        (&["nobody"], Refusal::NoSuchEntry("nobody".into())),
        (&["echo", "early"], Refusal::NotAFinalist("early".into())),
    ];
    for (winners, refusal) in wrong {
        play.clone().when(seal("craft", winners)).refused(refusal);
    }
}

#[test]
fn an_envelope_of_an_unknown_award_cannot_be_sealed_opened_corrected_or_released() {
    let commands = [
        seal("none", &["echo"]),
        open_envelope("none"),
        correct("none", &["echo"], "why"),
        release("none"),
        envelope_stands("none"),
    ];
    for command in commands {
        let refusal = Refusal::NoSuchAward("none".into());
        given(gala()).when(command).refused(refusal);
    }
}

#[test]
fn nobody_seals_what_the_hall_decides() {
    for award in ["hall", "tied"] {
        let refusal = Refusal::AudienceDecides(award.into());
        given(gala()).when(seal(award, &["echo"])).refused(refusal);
    }
}

#[test]
fn looking_into_an_envelope_is_on_the_record_while_it_is_secret() {
    let looked = Event::EnvelopeOpened {
        award: "best".into(),
    };
    let play = given(gala()).when(open_envelope("best"));
    let play = play.then([looked.clone()]);
    let play = play.when(open_envelope("best")).then([looked]);
    let play = play.after([goto("best/winner")]);
    play.when(open_envelope("best")).nothing();
}

#[test]
fn an_envelope_that_was_never_sealed_cannot_be_opened() {
    let refusal = Refusal::NoEnvelope("craft".into());
    given(gala()).when(open_envelope("craft")).refused(refusal);
}

#[test]
fn an_award_that_is_not_held_back_needs_no_release() {
    let play = given(gala());
    let play = play
        .when(release("best"))
        .refused(Refusal::NotRevealed("best".into()));
    let play = play.after([goto("best/winner")]);
    play.when(release("best"))
        .refused(Refusal::AlreadyReleased("best".into()));
}

#[test]
fn a_held_award_is_released_once_and_only_after_its_reveal() {
    let play = given(gala());
    let play = play
        .when(release("held"))
        .refused(Refusal::NotRevealed("held".into()));
    let play = play.after([goto("held/winner")]);
    let released = Event::AwardReleased {
        award: "held".into(),
    };
    let play = play.when(release("held")).then([released]);
    play.when(release("held"))
        .refused(Refusal::AlreadyReleased("held".into()));
}

#[test]
fn a_reread_seals_the_files_new_winner_unless_a_hand_has_sealed() {
    let edited = gala_with("winner = \"mirror\"", "winner = \"river\"");
    let play = given(gala()).after([reread(edited.clone()), goto("best/winner")]);
    assert_eq!(play.revealed("best"), Some(ids(&["river"])));

    let by_hand = given(gala())
        .by(By::Producer)
        .after([seal("best", &["echo"])]);
    let play = by_hand.after([reread(edited), goto("best/winner")]);
    assert_eq!(play.revealed("best"), Some(ids(&["echo"])));
}
