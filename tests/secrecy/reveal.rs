//! Until an award's own winner cue, nobody can tell what is in its envelope.

use crate::evenings::{CANARY, Evening, base, go, goto, sealed_awards, variants};
use crate::outputs::{Outputs, same};
use palmares::show::command::Command;
use palmares::show::event::By;

/// Things that the MC might do at any cue.
fn tries(award: &str) -> Vec<Command> {
    let expect = None;
    vec![
        Command::Blackout { on: true, expect },
        Command::Card { on: true, expect },
        Command::Back { expect },
        Command::WrongEnvelope { award: None },
        goto(&format!("{award}/photo")),
        goto(&format!("{award}/work")),
        goto(&format!("{award}/suspense")),
        goto("results"),
        goto("thanks"),
        goto("welcome"),
    ]
}

fn without_canary(sent: &Outputs, when: &str) {
    for (name, text) in sent {
        assert!(!text.contains(CANARY), "{when}: {name} holds the citation");
    }
}

/// Compares one evening with the others that differ from it in one envelope.
fn compare(when: &str, one: &Outputs, others: &[Outputs]) {
    for other in others {
        same(one, other, when);
        without_canary(other, when);
    }
}

/// Takes evenings that differ in the envelope of `award` from cue to cue up to its winner cue, and
/// compares whatever is sent.
fn award_is_secret(award: &str) {
    let show = base();
    let mut one = Evening::of(show.clone());
    let mut others: Vec<Evening> = variants(&show, award)
        .into_iter()
        .map(Evening::of)
        .collect();
    let winner = format!("{award}/winner");
    loop {
        let when = format!("at {}, before {winner}", one.state.cue().id);
        let own = one
            .state
            .cue()
            .scene
            .award()
            .is_some_and(|(a, _)| a == award);
        if own || one.state.position == 0 {
            let sent: Vec<Outputs> = others.iter().map(Evening::sent).collect();
            compare(&when, &one.sent(), &sent);
            for command in tries(award) {
                let when = format!("{when}, after {command:?}");
                let (answer, sent) = one.if_asked(&command);
                let theirs = others.iter().map(|other| other.if_asked(&command));
                let (answers, theirs): (Vec<_>, Vec<_>) = theirs.unzip();
                assert!(
                    answers.iter().all(|theirs| *theirs == answer),
                    "{when}: {answers:?}"
                );
                compare(&when, &sent, &theirs);
            }
        } else {
            compare(&when, &one.frames(), &[others[2].frames()]);
        }
        let on_deck = one
            .state
            .on_deck()
            .map(|at| one.state.rundown.at(at).id.clone());
        for evening in others.iter_mut().chain([&mut one]) {
            let answer = evening.ask(&go(), By::Mc);
            answer.unwrap_or_else(|why| panic!("{when}: {why:?}"));
        }
        if on_deck.as_deref() == Some(&winner) {
            break;
        }
    }
    // The comparison would be worth nothing if the views told nothing now.
    for other in &others {
        assert_eq!(other.state.cue().id, winner);
        assert_ne!(one.frames()["stage frame"], other.frames()["stage frame"]);
    }
}

macro_rules! secret_until_its_own_winner_cue {
    ($($name:ident $award:literal)*) => { $(
        #[test]
        fn $name() {
            award_is_secret($award);
        }
    )* };
}

// One test an award, so that they run side by side.
secret_until_its_own_winner_cue! {
    the_first_prize_is_secret_until_its_own_winner_cue "first-prize"
    the_second_prize_is_secret_until_its_own_winner_cue "second-prize"
    the_third_prize_is_secret_until_its_own_winner_cue "third-prize"
    the_best_screenplay_is_secret_until_its_own_winner_cue "best-screenplay"
    the_best_visuals_are_secret_until_their_own_winner_cue "best-visuals"
    the_best_creativity_is_secret_until_its_own_winner_cue "best-creativity"
    the_ip_potential_is_secret_until_its_own_winner_cue "ip-potential"
    the_brand_influence_is_secret_until_its_own_winner_cue "brand-influence"
}

#[test]
fn no_sealed_award_is_left_out_above() {
    let mut sealed = sealed_awards(&base());
    sealed.sort();
    let above = [
        "best-creativity",
        "best-screenplay",
        "best-visuals",
        "brand-influence",
        "first-prize",
        "ip-potential",
        "second-prize",
        "third-prize",
    ];
    assert_eq!(sealed, above);
}

#[test]
fn the_citation_of_the_halls_award_is_secret_until_its_winner_cue() {
    let mut other = base();
    for award in other.awards.iter_mut().filter(|a| a.id == "peoples-choice") {
        award.citation = Some(CANARY.into());
    }
    let (mut one, mut other) = (Evening::of(base()), Evening::of(other));
    while one.state.cue().id != "peoples-choice/suspense" {
        let when = format!("at {}", one.state.cue().id);
        same(&one.sent(), &other.sent(), &when);
        one.ask(&go(), By::Mc).expect("obeyed");
        other.ask(&go(), By::Mc).expect("obeyed");
    }
    same(&one.sent(), &other.sent(), "at the suspense");
}

#[test]
fn an_envelope_sealed_by_hand_is_as_secret_as_one_of_the_file() {
    let seal = |winners: &[&str]| Command::Seal {
        award: "first-prize".into(),
        conclusion: Vec::from_iter(winners.iter().map(|id| (*id).to_owned())).into(),
    };
    let contents = [
        seal(&["optimal"]),
        seal(&["golden-saddle", "neon-echoes", "cyberport"]),
    ];
    let mut evenings = contents.map(|command| {
        let mut evening = Evening::of(base());
        evening.ask(&command, By::Producer).expect("sealed");
        evening
    });
    for cue in ["first-prize/award", "first-prize/suspense", "results"] {
        for evening in &mut evenings {
            evening.ask(&goto(cue), By::Mc).expect("obeyed");
        }
        same(&evenings[0].sent(), &evenings[1].sent(), cue);
    }
}

#[test]
fn how_often_an_envelope_was_sealed_by_hand_tells_the_public_nothing_of_who() {
    // The file's own winner sealed again, or another: the public cannot tell.
    let mut evenings = ["hide-and-seek", "optimal"].map(|winner| {
        let mut evening = Evening::of(base());
        let seal = Command::Seal {
            award: "first-prize".into(),
            conclusion: vec![winner.into()].into(),
        };
        evening.ask(&seal, By::Producer).expect("sealed");
        evening
    });
    for evening in &mut evenings {
        evening
            .ask(&goto("first-prize/suspense"), By::Mc)
            .expect("obeyed");
    }
    same(&evenings[0].sent(), &evenings[1].sent(), "at the suspense");
}

#[test]
fn the_phones_and_the_press_know_nothing_while_the_wall_is_waited_for() {
    let show = base();
    let other = variants(&show, "first-prize").remove(1);
    let mut evenings = [Evening::of(show), Evening::of(other)];
    for evening in &mut evenings {
        evening
            .ask(&goto("first-prize/winner"), By::Mc)
            .expect("revealed");
    }
    let told = |evening: &Evening| {
        let mut told = evening.told();
        told.retain(|name, _| !name.starts_with("stage"));
        told
    };
    same(&told(&evenings[0]), &told(&evenings[1]), "before the wall");
    for evening in &mut evenings {
        evening.let_the_wall_speak();
    }
    assert_ne!(told(&evenings[0]), told(&evenings[1]), "after the wall");
}

#[test]
fn a_held_award_stays_with_the_hall_until_it_is_released() {
    let show = base();
    let other = variants(&show, "best-visuals").remove(1);
    let mut evenings = [Evening::of(show), Evening::of(other)];
    for evening in &mut evenings {
        evening
            .ask(&goto("best-visuals/winner"), By::Mc)
            .expect("revealed");
        evening.let_the_wall_speak();
        evening
            .ask(&goto("best-creativity/award"), By::Mc)
            .expect("obeyed");
    }
    let told = |evening: &Evening| {
        let mut told = evening.told();
        told.retain(|name, _| !name.starts_with("stage"));
        told
    };
    same(&told(&evenings[0]), &told(&evenings[1]), "while it is held");
    let release = Command::Release {
        award: "best-visuals".into(),
    };
    for evening in &mut evenings {
        evening.ask(&release, By::Producer).expect("released");
    }
    assert_ne!(told(&evenings[0]), told(&evenings[1]), "after the release");
}
