//! A finalist withdraws in the middle of the show: nobody can tell by that whether it has won,
//! until the award's own winner cue.

use crate::evenings::{Evening, base, go, goto, sealed_awards, variants};
use crate::outputs::same;
use crate::support::shows::gala;
use palmares::show::award::Honours;
use palmares::show::command::Command;
use palmares::show::event::{By, Event};
use palmares::show::halves::Conclusion;
use palmares::show::programme::Show;
use palmares::show::tally::{Count, Tally};
use std::sync::Arc;

/// The evening's own show file, in which this work has withdrawn.
fn withdraw(show: &Show, id: &str) -> Command {
    let mut show = show.clone();
    show.left.clear();
    for entry in show.entries.iter_mut().filter(|entry| entry.id == id) {
        (entry.finalist, entry.withdrawn) = (false, true);
    }
    let show = Arc::new(show);
    Command::Reread { show }
}

fn award_of(show: &Show, id: &str) -> Vec<String> {
    let award = show.awards.iter().find(|award| award.id == id);
    award.expect("an award").winner.clone()
}

/// Takes evenings on which different works have won to the breath before the winner, with this one
/// withdrawn on the way, and compares whatever is sent.
fn is_alike(award: &str, evenings: &mut [Evening], gone: &str) {
    for evening in evenings.iter_mut() {
        evening.ask(&go(), By::Mc).expect("the first finalist");
        let command = withdraw(&evening.state.show.clone(), gone);
        evening.ask(&command, By::Producer).expect("whoever wins");
    }
    let ways = ["finalists/2", "finalists/3", "results"].map(str::to_owned);
    let steps = ["award", "suspense"].map(|step| format!("{award}/{step}"));
    for cue in ways.iter().chain(&steps) {
        let answers = evenings
            .iter_mut()
            .map(|evening| evening.ask(&goto(cue), By::Mc));
        let answers: Vec<_> = answers.collect();
        let first = &answers[0];
        assert!(
            answers.iter().all(|answer| answer == first),
            "{cue}: {answers:?}"
        );
        let when = format!("{gone} has withdrawn, at {cue}");
        let sent = evenings[0].sent();
        for other in &evenings[1..] {
            same(&sent, &other.sent(), &when);
        }
    }
}

#[test]
fn a_withdrawal_tells_nobody_whether_the_work_has_won_by_the_files_word() {
    let show = base();
    for award in sealed_awards(&show).into_iter().take(2) {
        let shows: Vec<Show> = [show.clone()]
            .into_iter()
            .chain(variants(&show, &award))
            .collect();
        let winners = shows.iter().map(|show| award_of(show, &award)[0].clone());
        let mut winners: Vec<String> = winners.collect();
        winners.sort();
        winners.dedup();
        assert!(winners.len() > 1);
        for gone in winners {
            let mut evenings: Vec<Evening> = shows.iter().cloned().map(Evening::of).collect();
            is_alike(&award, &mut evenings, &gone);
            // The comparison would be worth nothing if the reveal told nothing.
            let reveal = goto(&format!("{award}/winner"));
            let told = evenings.iter_mut().map(|evening| {
                let answer = evening.ask(&reveal, By::Mc);
                (answer, evening.frames())
            });
            let told: Vec<_> = told.collect();
            assert!(told.iter().any(|one| *one != told[0]), "{gone}");
        }
    }
}

#[test]
fn a_sealed_second_choice_moves_up_silently() {
    let award = "first-prize";
    let sealed = |winner: &str| {
        let mut show = base();
        for award in show.awards.iter_mut().filter(|one| one.id == award) {
            (award.winner, award.citation) = (Vec::new(), None);
        }
        let ids: Vec<String> = show.finalists().map(|entry| entry.id.clone()).collect();
        let mut evening = Evening::of(show);
        let conclusion = Conclusion {
            winners: vec![winner.to_owned()],
            honours: Honours {
                second: ids.iter().find(|id| *id != winner).cloned(),
                mention: ids
                    .iter()
                    .filter(|id| *id != winner)
                    .skip(1)
                    .take(1)
                    .cloned()
                    .collect(),
                ..Honours::default()
            },
            reason: None,
        };
        let seal = Command::Seal {
            award: award.to_owned(),
            conclusion,
        };
        evening.ask(&seal, By::Chair).expect("sealed");
        evening
    };
    let ids: Vec<String> = base().finalists().map(|entry| entry.id.clone()).collect();
    for gone in &ids[..3] {
        let mut evenings: Vec<Evening> = ids.iter().map(|id| sealed(id)).collect();
        is_alike(award, &mut evenings, gone);
        for evening in &mut evenings {
            let reveal = goto(&format!("{award}/winner"));
            evening.ask(&reveal, By::Mc).expect("somebody wins");
            let revealed = evening.state.award(award).revealed.expect("announced");
            assert!(!revealed.winners.contains(gone) && !revealed.honours.mention.contains(gone));
        }
    }
}

/// What an edited file says of a work that has withdrawn already.
#[derive(Clone, Copy, Debug)]
enum SecondEdit {
    Struck,
    Both,
    Deleted,
}

fn edited(show: &Show, id: &str, how: SecondEdit) -> Command {
    let mut show = show.clone();
    show.left.clear();
    for entry in show.entries.iter_mut().filter(|entry| entry.id == id) {
        entry.finalist = false;
        entry.withdrawn = matches!(how, SecondEdit::Both);
    }
    let stays = !matches!(how, SecondEdit::Deleted);
    show.entries.retain(|entry| stays || entry.id != id);
    let show = Arc::new(show);
    Command::Reread { show }
}

#[test]
fn a_second_edit_of_a_work_that_has_withdrawn_tells_nobody_whether_it_is_sealed() {
    let mut show = base();
    for award in &mut show.awards {
        (award.winner, award.citation) = (Vec::new(), None);
    }
    let ids: Vec<String> = show.finalists().map(|entry| entry.id.clone()).collect();
    let sealed = |winner: &String| {
        let mut evening = Evening::of(show.clone());
        let others = ids.iter().filter(|id| *id != winner);
        let honours = Honours {
            second: others.clone().next().cloned(),
            mention: others.skip(1).take(1).cloned().collect(),
            ..Honours::default()
        };
        let seal = Command::Seal {
            award: "first-prize".to_owned(),
            conclusion: Conclusion {
                winners: vec![winner.clone()],
                honours,
                reason: None,
            },
        };
        evening.ask(&seal, By::Chair).expect("sealed");
        evening
    };
    for gone in &ids {
        for how in [SecondEdit::Struck, SecondEdit::Both, SecondEdit::Deleted] {
            let mut evenings: Vec<Evening> = ids.iter().map(sealed).collect();
            let told = evenings.iter_mut().map(|evening| {
                evening.ask(&go(), By::Mc).expect("the first finalist");
                let withdrawal = withdraw(&evening.state.show.clone(), gone);
                evening
                    .ask(&withdrawal, By::Producer)
                    .expect("whoever wins");
                let again = edited(&evening.state.show.clone(), gone, how);
                evening.ask(&again, By::Producer)
            });
            let told: Vec<_> = told.collect();
            assert!(
                told.iter().all(|one| *one == told[0]),
                "{gone} {how:?}: {told:?}"
            );
            let sent = evenings[0].sent();
            for other in &evenings[1..] {
                same(&sent, &other.sent(), &format!("{gone} is {how:?}"));
            }
        }
    }
}

/// An evening on which all finalists are tied, and this one was chosen.
fn ruled(winner: &str) -> Evening {
    let mut evening = counted([3, 3, 3]);
    let sealed = Event::EnvelopeSealed {
        award: "tied".into(),
        winners: vec![winner.into()],
        honours: Honours::default(),
        reason: None,
    };
    evening.take(sealed, By::Chair);
    evening
}

/// An evening whose ballot has been counted so, and nobody has ruled.
fn counted(votes: [u64; 3]) -> Evening {
    let mut evening = Evening::of(Show::clone(&gala()));
    let at = evening.at;
    let opened = Event::BallotOpened {
        ballot: "second".into(),
        closes_at: at,
    };
    let closing = Event::BallotClosing {
        ballot: "second".into(),
        as_of: at,
    };
    let lines = ["mirror", "echo", "river"].into_iter().zip(votes);
    let tally = lines.map(|(entry, votes)| Count {
        entry: entry.into(),
        votes,
    });
    let closed = Event::BallotClosed {
        ballot: "second".into(),
        position: 9,
        tally: Tally(tally.collect()),
        digest: "d".into(),
    };
    for event in [opened, closing, closed] {
        evening.take(event, By::Server);
    }
    evening
}

#[test]
fn a_tie_that_a_withdrawal_ends_or_makes_shows_at_go_alone() {
    let mut told = Vec::new();
    // Tied, and led by one whose leaving makes a tie: whoever goes, nothing changes but at GO.
    for votes in [[3, 3, 1], [1, 3, 3], [3, 1, 3]] {
        let mut evening = counted(votes);
        evening.ask(&go(), By::Mc).expect("the first finalist");
        let command = withdraw(&evening.state.show.clone(), "echo");
        evening.ask(&command, By::Producer).expect("whoever leads");
        evening
            .ask(&goto("tied/suspense"), By::Mc)
            .expect("the suspense");
        told.push((evening.sent(), evening.ask(&goto("tied/winner"), By::Mc)));
    }
    same(&told[0].0, &told[1].0, "echo was tied for first");
    same(&told[0].0, &told[2].0, "echo was last");
    assert_ne!(told[0].1, told[2].1);
    let mut told = Vec::new();
    for votes in [[3, 5, 3], [3, 5, 1]] {
        let mut evening = counted(votes);
        evening.ask(&go(), By::Mc).expect("the first finalist");
        let command = withdraw(&evening.state.show.clone(), "echo");
        evening.ask(&command, By::Producer).expect("whoever leads");
        told.push((evening.sent(), evening.ask(&goto("tied/winner"), By::Mc)));
    }
    same(&told[0].0, &told[1].0, "echo led alone");
    assert_ne!(told[0].1, told[1].1);
}

#[test]
fn a_withdrawal_tells_nobody_whether_it_took_the_ruling_on_a_tie() {
    for gone in ["mirror", "echo", "river"] {
        let mut evenings = ["mirror", "echo", "river"].map(ruled);
        is_alike("tied", &mut evenings, gone);
        let reveal = goto("tied/winner");
        let told = evenings.map(|mut evening| evening.ask(&reveal, By::Mc).is_ok());
        assert_eq!(told.iter().filter(|won| !**won).count(), 1, "{gone}");
    }
}
