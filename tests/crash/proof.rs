//! What is stored against what everybody was told.

use crate::clicker::{Heard as Told, Sent};
use crate::evening::{Count, Ledger};
use crate::support::server::{Room, Server};
use crate::voter::{Heard, Said, Voter};
use palmares::ballotbox::record::{Mark, Record, RefKey, VoterRef};
use palmares::evening::fold;
use palmares::keys::KeyFile;
use palmares::show::decide::decide;
use palmares::show::event::{By, Event, Stamped};
use palmares::show::state::State;
use palmares::show::tally::Tally;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// A deadline that was noticed so much later passed while the server was away.
pub const LATE: Duration = Duration::from_millis(300);

/// Proves the journal and the ballot box of an evening that is over.
pub fn of(room: &Room, export: &Value, ledger: &Ledger) -> Count {
    let events: Vec<Stamped> =
        serde_json::from_value(export["events"].clone()).expect("whole events");
    let batches: Vec<String> = serde_json::from_value(export["box"].clone()).expect("batches");
    journal(&events, &ledger.clicker.sent);
    let records = votes(room, &batches, ledger);
    tallies(&events, &batches);
    let said = ledger.voters.iter().flat_map(|voter| &voter.said);
    let late = |event: &&Stamped| {
        let as_of = match &event.event {
            Event::BallotClosing { as_of, .. } => *as_of,
            _ => return false,
        };
        event.by == By::Server && event.at.since_ms(as_of) > LATE.as_millis() as i64
    };
    Count {
        kills: 0,
        votes: records,
        unanswered: said.filter(|said| said.heard == Heard::Nothing).count(),
        commands: ledger.clicker.sent.len(),
        events: events.len(),
        late_closings: events.iter().filter(late).count(),
    }
}

/// The server still knows what it told this voter.
pub async fn receipts(server: &Server, voter: &Voter) {
    for (ballot, receipt) in &voter.receipts {
        let url = format!("{}/api/vote?ballot={ballot}", server.base);
        let held = voter.client.get(&url, &voter.token).await;
        let (status, held) = held.expect("an answer");
        assert_eq!((status, held["receipt"].as_str()), (200, Some(&**receipt)));
    }
}

/// Every event is what one of the commands makes of the state before it, in the order in which they
/// were sent: nothing that was answered is missing, nothing is there that was never sent or that
/// was refused, and nothing is half there.
fn journal(events: &[Stamped], sent: &[Sent]) {
    let numbers = events.iter().map(|event| event.revision);
    assert!(numbers.eq(1..=events.len() as u64), "a gap in the journal");
    let ordered = events.windows(2).all(|pair| pair[0].at <= pair[1].at);
    assert!(ordered, "time ran backwards");
    let mut states = vec![fold(&events[..1]).expect("a show")];
    for event in &events[1..] {
        let mut state = states.last().expect("a state").clone();
        state.apply(event);
        states.push(state);
    }
    let mut matched = vec![false; sent.len()];
    let (mut next, mut at) = (0, 1);
    while at < events.len() {
        if events[at].by == By::Producer {
            // Whoever exports the evening has looked into the envelopes.
            let looked = matches!(
                events[at].event,
                Event::EnvelopeOpened { .. } | Event::TallyOpened { .. }
            );
            assert!(looked, "nobody sent {:?}", events[at]);
            at += 1;
            continue;
        }
        if events[at].by != By::Mc {
            by_itself(&states[at - 1], &events[at]);
            at += 1;
            continue;
        }
        let made = |sent: &Sent| makes(sent, &states[at - 1], &events[at..]);
        let by = |answered: bool| {
            let mut rest = next..sent.len();
            rest.find_map(|nth| {
                let wanted = answered != (sent[nth].heard == Told::Nothing);
                wanted
                    .then(|| made(&sent[nth]))
                    .flatten()
                    .map(|length| (nth, length))
            })
        };
        // An answer names its revision; only what none of them claims can be one that was not
        // answered.
        let found = by(true).or_else(|| by(false));
        let (nth, length) = found.unwrap_or_else(|| panic!("nobody sent {:?}", events[at]));
        matched[nth] = true;
        next = nth + 1;
        at += length;
    }
    for (sent, matched) in sent.iter().zip(matched) {
        let Told::Done { revision, cue } = &sent.heard else {
            continue;
        };
        let state = &states[*revision as usize - 1];
        assert_eq!(state.cue().id, *cue, "{sent:?}");
        if !matched {
            let at = events[*revision as usize - 1].at;
            let events = decide(state, &sent.command, at);
            assert_eq!(
                events,
                Ok(Vec::new()),
                "{sent:?} was answered and is not there"
            );
        }
    }
}

/// How many events from here on this command has made, if it is the one that made them.
fn makes(sent: &Sent, before: &State, after: &[Stamped]) -> Option<usize> {
    let made = decide(before, &sent.command, after[0].at).ok()?;
    let stored = after.iter().take(made.len()).map(|event| &event.event);
    if made.is_empty() || !stored.eq(&made) {
        return None;
    }
    let last = after[made.len() - 1].revision;
    let right = match &sent.heard {
        Told::Nothing => true,
        Told::Done { revision, .. } => *revision == last,
        Told::Refused(_) => false,
    };
    right.then_some(made.len())
}

/// What the server does by itself is due.
fn by_itself(before: &State, event: &Stamped) {
    match &event.event {
        Event::BallotClosing { ballot, as_of } => {
            let open = before.open_ballot().expect("an open ballot");
            assert_eq!(open, (ballot.as_str(), *as_of));
            assert!(event.at >= *as_of, "closed before its time: {event:?}");
        }
        Event::BallotClosed { ballot, .. } => assert!(before.ballots[ballot].is_closing()),
        Event::AwardOnWall { award } => assert!(before.award(award).waits_for_wall()),
        other => panic!("nobody sent {other:?}"),
    }
}

/// Every answered vote is there once; the last one of each voter is the highest answered change, or
/// a later one that was sent.
fn votes(room: &Room, batches: &[String], ledger: &Ledger) -> usize {
    let keys = KeyFile::peek(&room.show()).unwrap_or_else(|error| panic!("{error}"));
    let mut stored: BTreeMap<(String, String), Vec<(u32, String)>> = BTreeMap::new();
    let mut count = 0;
    for line in batches.iter().flat_map(|batch| batch.lines()) {
        if let Record::Vote {
            ballot,
            voter,
            change,
            choices,
        } = Record::read(line).expect("a record")
        {
            let of = stored.entry((ballot, voter.to_string())).or_default();
            let last = of.last().map_or(0, |(change, _)| *change);
            assert!(change > last, "twice, or out of order: {line}");
            of.push((change, choices.join(",")));
            count += 1;
        }
    }
    for voter in &ledger.voters {
        for (ballot, receipt) in &voter.receipts {
            let reference = VoterRef::of(&RefKey::of(&keys.ballot_key), ballot, &voter.token);
            assert_eq!(reference.receipt(), *receipt);
        }
        let mut said: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
        for one in &voter.said {
            said.entry(&one.ballot).or_default().push(one);
        }
        for (ballot, said) in said {
            let reference = VoterRef::of(&RefKey::of(&keys.ballot_key), ballot, &voter.token);
            let there = stored.remove(&(ballot.to_owned(), reference.to_string()));
            one_voter(&said, &there.unwrap_or_default());
        }
    }
    assert!(stored.is_empty(), "votes that nobody sent: {stored:?}");
    count
}

fn one_voter(said: &[&Said], stored: &[(u32, String)]) {
    for (change, choice) in stored {
        let sent = said.iter().find(|said| said.change == *change);
        let sent = sent.unwrap_or_else(|| panic!("change {change} was never sent"));
        assert_eq!(sent.choice, choice, "{sent:?}");
        assert_ne!(sent.heard, Heard::Late, "told late, and stored: {sent:?}");
    }
    for sent in said.iter().filter(|said| said.heard == Heard::Counted) {
        let there = stored.iter().any(|(change, _)| *change == sent.change);
        assert!(there, "answered, and lost: {sent:?}");
    }
}

/// Each count is what an independent count of the records before its close mark says.
fn tallies(events: &[Stamped], batches: &[String]) {
    for event in events {
        if let Event::BallotClosed {
            ballot,
            position,
            tally,
            ..
        } = &event.event
        {
            let upto = *position as usize;
            assert!(upto > 0, "counted before anything was stored: {event:?}");
            let close = Record::read(batches[upto - 1].trim_end());
            let close = matches!(&close, Some(Record::Mark(Mark::Close { ballot: of, .. })) if of == ballot);
            assert!(close, "no close mark at {position}: {event:?}");
            assert_eq!(*tally, recount(ballot, &batches[..upto], tally));
        }
    }
}

fn recount(ballot: &str, batches: &[String], paper: &Tally) -> Tally {
    let mut last: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in batches.iter().flat_map(|batch| batch.lines()) {
        match Record::read(line).expect("a record") {
            Record::Vote {
                ballot: of,
                voter,
                choices,
                ..
            } if of == ballot => {
                last.insert(voter.to_string(), choices);
            }
            _ => {}
        }
    }
    let mut counted = Tally::empty(paper.0.iter().map(|count| count.entry.as_str()));
    for count in &mut counted.0 {
        let chose = |choices: &&Vec<String>| choices.contains(&count.entry);
        count.votes = last.values().filter(chose).count() as u64;
    }
    counted
}
