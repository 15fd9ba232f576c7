//! The ballot on the stage, from its count to who gets the award.

use super::*;

fn voted(votes: &[u64]) -> StageEvening {
    let mut evening = evening();
    let ballot = "people".to_owned();
    evening
        .goto("people/open")
        .act(Command::CloseBallot { ballot });
    evening.counted(votes).goto("people/result");
    evening
}

#[test]
fn the_result_keeps_the_numbers_and_the_order_of_the_first_two_to_itself() {
    let one = voted(&[11, 12, 13, 14, 15, 16, 17, 18, 500, 400]);
    let other = voted(&[11, 12, 13, 14, 15, 16, 17, 18, 401, 499]);
    assert_eq!(one.scene(), other.scene());
    assert!(one.scene().contains("18 票"));
    assert!(!one.scene().contains("500"));
}

/// What the winner's scene shows of those who were still open.
fn settling(votes: &[u64]) -> String {
    let mut evening = voted(votes);
    evening
        .goto("peoples-choice/suspense")
        .goto("peoples-choice/winner");
    let scene = evening.scene();
    let (_, settling) = scene.split_once("settling").expect("those still open");
    let (settling, winner) = settling.split_once("class=\"centre\"").expect("a winner");
    assert!(winner.contains("wipe"));
    settling.to_owned()
}

#[test]
fn the_two_still_open_settle_alike_whoever_has_won_and_the_second_place_is_not_on_the_plate() {
    let one = settling(&[0, 0, 0, 0, 0, 0, 0, 0, 9, 8]);
    let other = settling(&[0, 0, 0, 0, 0, 0, 0, 0, 8, 9]);
    assert_eq!(one, other);
    assert_eq!(one.matches("<li>").count(), 2, "{one}");
}

#[test]
fn a_winner_announced_again_after_a_correction_has_nobody_left_to_settle() {
    let mut evening = voted(&[0, 0, 0, 0, 0, 0, 0, 0, 9, 8]);
    evening.goto("peoples-choice/winner");
    assert!(evening.scene().contains("settling"));
    evening.act(Command::Correct {
        award: "peoples-choice".to_owned(),
        winners: vec!["optimal".to_owned()],
        reason: "a wrong card".to_owned(),
        honours: Default::default(),
    });
    evening.goto("peoples-choice/award");
    cover(&mut evening, false);
    evening.goto("peoples-choice/winner");
    assert!(evening.scene().contains("OPTIMAL"));
    assert!(!evening.scene().contains("settling"));
}

#[test]
fn a_single_contender_is_not_told_apart_before_the_reveal() {
    let one = voted(&[9, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let other = voted(&[0, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
    assert_eq!(one.scene(), other.scene());
}

#[test]
fn a_ballot_without_votes_says_that_there_is_no_award() {
    let mut evening = voted(&[0; 10]);
    assert!(evening.scene().contains("沒有收到選票"));
    assert!(
        evening
            .goto("peoples-choice/winner")
            .scene()
            .contains("今屆從缺")
    );
}

#[test]
fn nobody_is_announced_where_the_hall_knows_that_there_is_no_award() {
    let mut evening = voted(&[0; 10]);
    let scene = evening.goto("peoples-choice/suspense").scene();
    assert!(
        !scene.contains("得獎作品是") && scene.contains("最受觀眾歡迎"),
        "{scene}"
    );
    let scene = evening.goto("peoples-choice/winner").scene();
    for golden in ["得獎作品是", "laurel", "flare", "confetti", "hit"] {
        assert!(!scene.contains(golden), "{golden}: {scene}");
    }
}

#[test]
fn a_suspense_asks_until_the_hall_knows_that_nobody_gets_it_and_again_after_a_correction() {
    let mut night = evening();
    let ballot = "people".to_owned();
    night
        .goto("people/open")
        .act(Command::CloseBallot { ballot });
    night.counted(&[0; 10]);
    let asked = |night: &mut StageEvening| {
        let scene = night.goto("peoples-choice/suspense").scene();
        scene.contains("得獎作品是")
    };
    assert!(asked(&mut night), "the count is not told yet");
    night.goto("peoples-choice/winner");
    assert!(!asked(&mut night));
    night.act(Command::Correct {
        award: "peoples-choice".to_owned(),
        winners: vec!["optimal".to_owned()],
        reason: "a box stood in the foyer".to_owned(),
        honours: Default::default(),
    });
    cover(&mut night, false);
    assert!(asked(&mut night));
}

#[test]
fn while_the_box_is_counted_the_stage_says_so_and_changes_its_key() {
    let mut evening = evening();
    evening.goto("people/open");
    let open = evening.frame().scene;
    evening.act(Command::CloseBallot {
        ballot: "people".to_owned(),
    });
    assert!(evening.scene().contains("正在點票"));
    assert_ne!(open, evening.frame().scene);
}
