use super::*;
use crate::evening::Beginning;
use crate::ledger::Head;
use crate::ledger::kept::Fold;
use crate::ledger::memory::MemoryLedger;
use crate::scorebox::{CONTEXT, ScoreBox};
use crate::show::event::{At, Event, Stamped};
use crate::show::file::{Media, Resolved, read};
use crate::{ballotbox, journal, scorebox};

struct NoFiles;

impl Media for NoFiles {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

/// Twenty works for six jurors, of whom three look at each; the first knows who made the first.
fn twenty() -> Arc<Show> {
    let entry = |n: usize| format!("[[entry]]\nid = \"w{n}\"\ntitle = \"W{n}\"\nteam = \"T\"\n");
    let juror = |n: usize| {
        let conflict = if n == 0 { "conflicts = \"w0\"\n" } else { "" };
        format!("[[jury.juror]]\nid = \"j{n}\"\nname = \"J{n}\"\n{conflict}")
    };
    let file = format!(
        "[show]\nid = \"s\"\ntitle = \"S\"\nlanguages = [\"en\"]\n{}[jury]\n\
         [jury.round]\nkeep = 10\nper_entry = 3\n\
         [[jury.criterion]]\nid = \"all\"\nname = \"All\"\n{}",
        (0..20).map(entry).collect::<String>(),
        (0..6).map(juror).collect::<String>(),
    );
    Arc::new(read("show.toml", &file, &NoFiles).expect("a show").0)
}

/// A box with these lines.
fn holding(lines: &[String]) -> Sheets {
    let (mut sheets, mut head) = (Sheets::default(), Head::default());
    for line in lines {
        let body = format!("{line}\n");
        head = head.next(CONTEXT, &body);
        sheets
            .apply(head, &body, &mut |_| {})
            .expect("our own line");
    }
    sheets
}

/// By juror.
fn hands(dealt: &Pairs) -> Deal {
    let mut hands = Deal::new();
    for (juror, work) in dealt {
        hands.entry(juror.clone()).or_default().insert(work.clone());
    }
    hands
}

#[test]
fn a_round_that_an_earlier_version_began_keeps_its_lots_and_every_work_that_was_scored() {
    let show = twenty();
    let untouched = hands(&unwritten(&show, &holding(&[])));
    assert!(untouched.values().all(|works| works.len() == 10));
    let mut lines = vec!["absent j1".to_owned(), "absent j4".to_owned()];
    let mut scored = Vec::new();
    for juror in ["j0", "j2", "j3", "j5"] {
        let own = untouched[juror].iter().take(2);
        // What the two who are absent would have looked at went to others, in some order.
        let others = untouched["j1"].union(&untouched["j4"]);
        let others = others.filter(|work| *work != "w0").take(3);
        for work in own.chain(others) {
            lines.push(format!("score {juror} {work} all 1 7"));
            scored.push((juror, work.clone()));
        }
        let stood_aside = untouched[juror].last().expect("works");
        lines.push(format!(r#"recuse {juror} {stood_aside} "a friend""#));
    }
    let now = hands(&unwritten(&show, &holding(&lines)));
    for (juror, works) in &untouched {
        assert!(now[juror].is_superset(works), "{juror} keeps the lots");
    }
    for (juror, work) in scored {
        assert!(now[juror].contains(&work), "{juror} keeps {work}");
    }
    assert_eq!(now["j1"], untouched["j1"]);
}

/// An evening on memory whose journal says that a juror has opened a page, or not.
fn evening(show: Arc<Show>, opened: bool) -> Evening {
    let of_memory = MemoryLedger::of;
    let (mut journal, mut head, mut log) =
        journal::Journal::open(of_memory(journal::LAYOUT)).expect("an empty journal");
    if opened {
        let loaded = Event::ShowLoaded {
            show: show.clone(),
            fingerprint: None,
        };
        let device = Event::JurorDevice {
            juror: "j0".into(),
            device: "d".into(),
            on: true,
            label: String::new(),
        };
        let stamp = |(revision, event)| Stamped {
            revision,
            at: At::default(),
            by: crate::show::event::By::File,
            event,
        };
        log = (1..).zip([loaded, device]).map(stamp).collect();
        head = journal.append(head, &log).expect("stored");
    }
    let ballots = ballotbox::BallotBox::open(of_memory(ballotbox::LAYOUT));
    let scores = ScoreBox::open(of_memory(scorebox::LAYOUT));
    Evening::begin(Beginning {
        journal: (journal, head, log),
        ballots: Arc::new(ballots.expect("an empty box")),
        scores: Arc::new(scores.expect("an empty box")),
        show: Some(show),
        fingerprint: None,
        at: At::default(),
    })
    .expect("an evening")
}

#[test]
fn a_page_that_was_opened_before_anything_was_written_down_keeps_its_works_too() {
    let show = twenty();
    let before = hands(&unwritten(&show, &Sheets::default()));
    let mut opened = evening(show.clone(), true);
    opened.deal_and_wait().expect("dealt");
    assert_eq!(*opened.scores.fold().dealt(), before);
    let mut fresh = evening(show, false);
    fresh.deal_and_wait().expect("dealt");
    assert_ne!(*fresh.scores.fold().dealt(), before, "nobody reckons it");
}

#[test]
fn a_box_that_takes_nothing_keeps_nobody_waiting_and_is_dealt_into_once_when_it_does() {
    let mut evening = evening(twenty(), false);
    evening.scores.kept().hold(true);
    evening.deal_and_wait().expect_err("it takes nothing");
    for _ in 0..3 {
        evening.deal().expect("nobody waits");
    }
    assert!(evening.scores.fold().dealt().is_empty());
    evening.scores.kept().hold(false);
    // Whatever is asked for next comes after it.
    let absent = SheetRecord::Absent {
        juror: "j1".into(),
        on: true,
    };
    evening.scores.ask(absent).wait().expect("stored");
    let held = |evening: &Evening| {
        let sheets = evening.scores.fold();
        sheets.dealt().values().map(BTreeSet::len).sum::<usize>()
    };
    assert_eq!(held(&evening), 60);
    evening.deal_and_wait().expect("dealt");
    assert_eq!(
        held(&evening),
        70,
        "the absent juror's go to others as well"
    );
}
