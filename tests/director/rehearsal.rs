//! Two evenings: the crew moves one, and the other stays as it was.

use crate::desk::{Evening, approve, blackout, go, goto, open_ballot, seal};
use crate::support::shows::{gala, gala_with};
use crate::support::wait::until;
use palmares::ballotbox::record::{Vote, VoterRef};
use palmares::evening::Rejection;
use palmares::show::ballot::Phase;
use palmares::show::command::Command;
use palmares::show::event::By;
use palmares::show::refusal::Refusal;

fn go_seeing(revision: u64) -> Command {
    Command::Go {
        expect: Some(revision),
    }
}

fn doors(open: bool) -> Command {
    Command::Doors { open }
}

#[test]
fn what_the_crew_does_at_a_rehearsal_is_not_in_the_evening_and_is_gone_with_it() {
    let evening = Evening::begin();
    evening.mc(go());
    evening
        .ask(approve("main-wall"), By::Producer)
        .expect("approved");
    let (before, stored) = (evening.state(), evening.disk.stored());
    for _ in 0..2 {
        let done = evening.rehearse(true);
        assert_eq!(done.cue, "welcome", "from the top");
        assert!(evening.on_stage().rehearsal.is_some());
        evening.mc(goto("best/winner"));
        for command in [blackout(true), blackout(false), open_ballot()] {
            evening.mc(command);
        }
        let stage = evening.on_stage();
        assert_eq!(stage.phase("people"), Some(Phase::Open));
        assert!(stage.award("best").revealed.is_some() && stage.screens.len() == 1);
        assert_eq!(evening.state(), before);
        let done = evening.rehearse(false);
        assert_eq!(
            (done.revision, &done.cue),
            (before.revision, &before.cue().id)
        );
        assert_eq!(evening.on_stage(), before);
    }
    assert_eq!(
        (evening.disk.stored(), evening.log()),
        (stored.clone(), stored)
    );
}

#[test]
fn what_is_sealed_and_edited_meanwhile_is_the_evenings_and_stands() {
    let evening = Evening::begin();
    evening.rehearse(true);
    let dummy = evening.on_stage().award("craft").envelope.expect("a dummy");
    evening
        .ask(seal("craft", "river"), By::Producer)
        .expect("sealed");
    assert_eq!(evening.on_stage().award("craft").envelope, Some(dummy));
    evening.rehearse(false);
    let envelope = evening.state().award("craft").envelope.expect("sealed");
    assert_eq!(envelope.winners, ["river"]);
    let told = evening.disk.stored();
    assert_eq!(told, evening.log());
}

#[test]
fn its_votes_are_in_a_box_of_its_own_and_are_counted_there() {
    let evening = Evening::begin();
    evening.rehearse(true);
    evening.mc(open_ballot());
    let shot = evening.snapshot();
    let ballots = shot.rehearsal.expect("a rehearsal").ballots;
    let vote = |number: u8| Vote {
        ballot: "people".into(),
        voter: VoterRef([number; 16]),
        change: None,
        choices: vec!["echo".into()],
    };
    for number in 1..=3 {
        ballots.cast(vote(number)).wait().expect("stored");
    }
    evening.mc(Command::CloseBallot {
        ballot: "people".into(),
    });
    let counted = until("it is counted", || {
        let stage = evening.on_stage();
        stage.ballots["people"].tally().cloned()
    });
    assert_eq!(counted.0.iter().map(|line| line.votes).sum::<u64>(), 3);
    evening.rehearse(false);
    assert!(
        evening
            .director
            .fanout()
            .ballots()
            .fold()
            .turnout()
            .next()
            .is_none()
    );
    assert_eq!(evening.state().phase("people"), Some(Phase::Waiting));
}

#[test]
fn no_number_of_one_evening_moves_another() {
    let evening = Evening::begin();
    evening.mc(go());
    let own = evening.state().revision;
    let mut seen = vec![own];
    for _ in 0..2 {
        evening.rehearse(true);
        for _ in 0..20 {
            evening.mc(Command::Card {
                on: true,
                expect: None,
            });
            evening.mc(Command::Card {
                on: false,
                expect: None,
            });
        }
        for revision in seen.clone() {
            let stale = Err(Rejection::Refused(Refusal::Stale));
            assert_eq!(
                evening.ask(go_seeing(revision), By::Mc),
                stale,
                "{revision}"
            );
        }
        let stage = evening.on_stage();
        seen.push(stage.revision);
        evening.mc(go_seeing(stage.revision));
        seen.push(evening.on_stage().revision);
        evening.rehearse(false);
        for revision in &seen[1..] {
            let stale = Err(Rejection::Refused(Refusal::Stale));
            assert_eq!(
                evening.ask(go_seeing(*revision), By::Mc),
                stale,
                "{revision}"
            );
        }
    }
    evening.mc(go_seeing(own));
}

#[test]
fn it_does_not_begin_beside_open_doors_or_an_open_ballot() {
    let evening = Evening::begin();
    evening.ask(doors(true), By::Producer).expect("open");
    assert_eq!(
        evening.no_rehearsal(),
        Rejection::Refused(Refusal::DoorsOpen)
    );
    evening.ask(doors(false), By::Producer).expect("closed");
    evening.mc(open_ballot());
    let why = Refusal::BallotOpen("people".into());
    assert_eq!(evening.no_rehearsal(), Rejection::Refused(why));
    assert!(!evening.director.fanout().rehearses());
}

#[test]
fn the_audience_comes_in_to_the_show() {
    let evening = Evening::begin();
    let epoch = evening.snapshot().epoch;
    evening.rehearse(true);
    assert_eq!(evening.rehearse(true).cue, "welcome", "it is on already");
    let rehearsed = evening.snapshot().epoch;
    evening.ask(doors(true), By::Producer).expect("open");
    let shot = evening.snapshot();
    assert!(shot.rehearsal.is_none() && shot.state.doors_open);
    assert!(epoch < rehearsed && rehearsed < shot.epoch);
}

#[test]
fn screens_that_have_shown_nothing_but_the_rehearsal_are_named_until_they_have() {
    let evening = Evening::begin();
    let (presence, none) = (&evening.presence, Default::default());
    presence.joined("main-wall-1", Some("Main wall"), &none);
    let foyer = presence.joined("foyer-wall", Some("Foyer"), &none);
    presence.joined("spare-wall", Some("Spare"), &none);
    evening.rehearse(true);
    evening
        .ask(approve("foyer-wall"), By::Producer)
        .expect("approved");
    for screen in ["main-wall-1", "foyer-wall"] {
        assert!(evening.shows(screen));
    }
    assert!(presence.still_rehearsing().is_empty());
    // Its line is cut: it keeps what it shows.
    presence.left("foyer-wall", foyer);
    evening.ask(doors(true), By::Producer).expect("open");
    assert_eq!(presence.still_rehearsing(), ["Main wall", "Main wall"]);
    assert!(evening.shows("main-wall-1"));
    assert_eq!(presence.still_rehearsing().len(), 1);
    presence.joined("foyer-wall", None, &none);
    assert!(evening.shows("foyer-wall"));
    assert!(presence.still_rehearsing().is_empty());
}

#[test]
fn a_screen_that_is_approved_at_a_rehearsal_counts_in_the_evening_until_it_is_put_out() {
    let evening = Evening::begin();
    for approved in [true, false] {
        evening.rehearse(true);
        let command = Command::ApproveScreen {
            screen: "main-wall".into(),
            name: "Main wall".into(),
            approved,
        };
        evening.ask(command, By::Producer).expect("done");
        assert_eq!(evening.on_stage().screens.len(), usize::from(approved));
        evening.rehearse(false);
        assert_eq!(evening.state().screens.len(), usize::from(approved));
    }
    assert_eq!(evening.disk.stored(), evening.log());
}

#[test]
fn what_a_screen_tells_of_a_rehearsal_that_is_over_is_not_heard() {
    let evening = Evening::begin();
    let presence = &evening.presence;
    presence.joined("main-wall", None, &Default::default());
    evening
        .ask(approve("main-wall"), By::Producer)
        .expect("approved");
    evening.mc(goto("best/winner"));
    let waits = || evening.state().award("best").waits_for_wall();
    assert!(waits());
    evening.rehearse(true);
    let late = evening.snapshot();
    let shown = late.on_stage().revision;
    evening.rehearse(false);
    assert!(!presence.showed("main-wall", late.epoch, shown));
    let award = "best".to_owned();
    let on_wall = evening.in_background(move |director| async move {
        let command = Command::OnWall { award };
        director.command_at(late.epoch, command, By::Stage).await
    });
    let stale = Err(Rejection::Refused(Refusal::Stale));
    assert_eq!((on_wall.wait("an answer"), waits()), (stale, true));
    assert!(evening.shows("main-wall"), "what it shows now is news");
    let revision = evening.state().revision;
    let screens = presence.screens(&evening.state().screens).0;
    assert_eq!(screens[0].shown, revision);
}

#[test]
fn an_edit_reaches_the_rehearsal_and_what_it_has_used_begins_anew() {
    let evening = Evening::begin();
    evening.rehearse(true);
    evening.mc(goto("craft/award"));
    let show = gala_with("name = \"Craft\"", "name = \"Craftsmanship\"");
    let edit = Command::Reread { show };
    evening.ask(edit, By::Producer).expect("taken over");
    let stage = evening.on_stage();
    assert_eq!(stage.cue().id, "craft/award");
    let names = |name: &str| {
        stage
            .show
            .awards
            .iter()
            .any(|award| award.name == name.into())
    };
    assert!(names("Craftsmanship") && stage.show.awards[0].winner.is_empty());
    evening.mc(open_ballot());
    let epoch = evening.snapshot().epoch;
    let mut show = (*gala()).clone();
    show.entries.retain(|entry| entry.id != "echo");
    show.awards
        .iter_mut()
        .for_each(|award| award.winner.retain(|id| id != "echo"));
    let gone = Command::Reread { show: show.into() };
    evening.ask(gone, By::Producer).expect("taken over");
    let stage = evening.on_stage();
    assert!(stage.rehearsal.is_some() && stage.show.finalists().count() == 2);
    assert_eq!(stage.cue().id, "welcome");
    assert!(evening.snapshot().epoch > epoch);
}

#[test]
fn back_to_the_top_of_a_rehearsal_puts_nothing_away() {
    let evening = Evening::begin();
    evening.mc(go());
    evening.rehearse(true);
    evening
        .ask(approve("main-wall"), By::Producer)
        .expect("approved");
    let stored = evening.disk.stored();
    evening.mc(goto("best/winner"));
    let wrong = evening.rewind("another").expect_err("not the id");
    assert_eq!(wrong, Rejection::Refused(Refusal::NotConfirmed));
    assert_eq!(evening.rewind("gala").expect("rewound").cue, "welcome");
    let stage = evening.on_stage();
    assert!(stage.award("best").revealed.is_none() && stage.screens.len() == 1);
    assert_eq!(evening.disk.stored(), stored);
}

#[test]
fn a_disk_that_fails_stops_no_rehearsal_and_what_waits_is_stored_when_it_is_well() {
    let evening = Evening::begin();
    evening.rehearse(true);
    evening.disk.fill();
    assert!(evening.mc(goto("best/winner")).stored);
    let sealing = evening.ask(seal("craft", "river"), By::Producer);
    assert!(
        matches!(sealing, Err(Rejection::NotStored(_))),
        "{sealing:?}"
    );
    evening.disk.free();
    evening.resume().expect("well again");
    evening
        .ask(seal("craft", "river"), By::Producer)
        .expect("sealed");
    evening.rehearse(false);
    assert_eq!(evening.disk.stored(), evening.log());
}

#[test]
fn back_to_the_top_means_what_was_on_when_it_was_asked_for() {
    let evening = Evening::begin();
    evening.mc(go());
    let stored = evening.disk.stored();
    let before = evening.snapshot().epoch;
    evening.rehearse(true);
    let rehearsed = evening.snapshot().epoch;
    let stale = Err(Rejection::Refused(Refusal::Stale));
    assert_eq!(evening.rewind_at(Some(before), "gala"), stale);
    evening.rewind_at(Some(rehearsed), "gala").expect("rewound");
    let rehearsed = evening.snapshot().epoch;
    evening.rehearse(false);
    for epoch in [before, rehearsed] {
        assert_eq!(evening.rewind_at(Some(epoch), "gala"), stale, "{epoch}");
    }
    assert_eq!(evening.disk.stored(), stored, "nothing was put away");
    let now = evening.snapshot().epoch;
    evening.rewind_at(Some(now), "gala").expect("rewound");
}
