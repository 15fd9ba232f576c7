//! The whole evening for programs.

use super::jury::JuryRecord;
use super::{EnvelopeState, Exported, NetRecords, Outcome, iso, outcome};
use crate::show::award::{Correction, Honours};
use crate::show::ballot::{BallotState, BothCounts, BoxCount, Exclusion};
use crate::show::event::{By, Stamped};
use crate::show::programme::{Reach, Show};
use crate::show::state::State;
use crate::show::tally::Tally;
use crate::view::api::{WinnerNow, winners_now};
use crate::view::results::{self, AwardResult};
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use std::cell::RefCell;
use std::io::{self, Write};

/// Grows when a reader of the older form would misread the newer one.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Export<'a> {
    format: &'static str,
    version: u32,
    show: &'a Show,
    stands: Stands<'a>,
    /// What the public may read.
    results: Vec<AwardResult>,
    awards: Vec<AwardLine<'a>>,
    ballots: Vec<BallotRecord<'a>>,
    /// What the jury did; left out where nothing of it is written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    jury: Option<JuryRecord<'a>>,
    /// Phones that were simulated: 0 for a real evening.
    simulated: u32,
    /// The ballot box, batch by batch, as stored: `palmares verify` counts it again.
    #[serde(rename = "box")]
    records: &'a [String],
    /// The log outside; left out where no ballot ever reached there.
    #[serde(skip_serializing_if = "Option::is_none")]
    net: Option<LogRecord<'a>>,
    /// The journal: `at` counts milliseconds since the Unix epoch.
    events: &'a [Stamped],
}

#[derive(Serialize)]
struct LogRecord<'a> {
    evening: String,
    /// The hall's public key.
    hall: String,
    /// Message by message, each with its signature, as the hall's copy holds it.
    records: Streamed<'a>,
}

/// Written while it is read.
struct Streamed<'a>(RefCell<&'a mut dyn Iterator<Item = Result<String, String>>>);

impl Serialize for Streamed<'_> {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        let mut records = writer.serialize_seq(None)?;
        for record in &mut **self.0.borrow_mut() {
            records.serialize_element(&record.map_err(S::Error::custom)?)?;
        }
        records.end()
    }
}

#[derive(Serialize)]
struct Stands<'a> {
    revision: u64,
    position: usize,
    cue: &'a str,
    blackout: bool,
    card: bool,
    doors_open: bool,
    began_at: Option<String>,
}

#[derive(Serialize)]
struct AwardLine<'a> {
    award: &'a str,
    state: EnvelopeState,
    winners: Vec<WinnerNow>,
    /// What was sealed beside the winners.
    #[serde(flatten)]
    honours: Honours,
    /// Why it differs from the ranking.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    sealed_by: Option<By>,
    sealed_at: Option<String>,
    revealed_at: Option<String>,
    on_wall: bool,
    released: bool,
    correction: Option<CorrectionLine>,
}

#[derive(Serialize)]
struct CorrectionLine {
    reason: String,
    at: String,
}

#[derive(Serialize)]
struct BallotRecord<'a> {
    ballot: &'a str,
    award: &'a str,
    phase: Option<&'static str>,
    round: u32,
    closes_at: Option<String>,
    tally: Option<&'a Tally>,
    position: Option<u64>,
    digest: Option<&'a str>,
    /// Votes that do not count, and why.
    excluded: &'a [Exclusion],
    /// Both counts; only of a ballot that reaches outside the hall.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<CountsRecord<'a>>,
}

#[derive(Serialize)]
struct CountsRecord<'a> {
    hall: Option<&'a BoxCount>,
    net: Option<&'a BoxCount>,
    /// How many servers' stores the log was read from and was the same; 1 where the address of one
    /// alone was given.
    readers: Option<u32>,
    /// Whose votes the tally holds: `hall` where it was announced alone, else what the ballot
    /// reaches; none before the result.
    announced: Option<&'static str>,
}

/// Everything: the show, where it stands, every event with its stamp, results and ballots.
pub(super) fn json(
    state: &State,
    exported: &Exported,
    net: Option<NetRecords<'_>>,
    jury: Option<JuryRecord<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let show = &state.show;
    let export = Export {
        format: "palmares-export",
        version: FORMAT_VERSION,
        show,
        stands: Stands {
            revision: state.revision,
            position: state.position,
            cue: &state.cue().id,
            blackout: state.blackout,
            card: state.card,
            doors_open: state.doors_open,
            began_at: state.began_at.map(iso),
        },
        results: results::api(&results::announced(state), &state.show.languages),
        awards: show
            .awards
            .iter()
            .map(|award| award_line(state, &award.id))
            .collect(),
        ballots: show
            .ballots
            .iter()
            .map(|ballot| ballot_line(state, &ballot.id, &ballot.award))
            .collect(),
        jury,
        simulated: state.simulated,
        records: exported.votes(),
        net: net.map(|net| LogRecord {
            evening: net.evening,
            hall: net.hall,
            records: Streamed(RefCell::new(net.records)),
        }),
        events: exported.log(),
    };
    serde_json::to_writer_pretty(&mut *out, &export)?;
    out.write_all(b"\n")
}

fn award_line<'a>(state: &State, award: &'a str) -> AwardLine<'a> {
    let stands = state.award(award);
    let Outcome { standing, winners } = match state.show.award(award) {
        Some(paper) => outcome(state, paper),
        None => Outcome {
            standing: EnvelopeState::Open,
            winners: Vec::new(),
        },
    };
    let correction = |c: &Correction| CorrectionLine {
        reason: c.reason.clone(),
        at: iso(c.at),
    };
    let sealed = stands.envelope.as_ref();
    AwardLine {
        award,
        state: standing,
        winners: winners_now(state, &winners),
        honours: sealed.map(|e| e.honours.clone()).unwrap_or_default(),
        reason: sealed.and_then(|e| e.reason.clone()),
        sealed_by: sealed.map(|envelope| envelope.by),
        sealed_at: sealed.map(|envelope| iso(envelope.at)),
        revealed_at: stands.revealed.as_ref().map(|revealed| iso(revealed.at)),
        on_wall: stands.on_wall,
        released: stands.released,
        correction: stands.correction.as_ref().map(correction),
    }
}

fn ballot_line<'a>(state: &'a State, ballot: &'a str, award: &'a str) -> BallotRecord<'a> {
    use crate::show::ballot::BallotStage::Closed;
    let stands = state.ballots.get(ballot);
    let (position, digest) = match stands.map(|b| &b.stage) {
        Some(Closed {
            position, digest, ..
        }) => (Some(*position), Some(digest.as_str())),
        _ => (None, None),
    };
    BallotRecord {
        ballot,
        award,
        phase: state.phase(ballot).map(|phase| phase.as_str()),
        round: stands.map_or(0, |b| b.round),
        closes_at: stands.and_then(|b| b.closes_at()).map(iso),
        tally: stands.and_then(|b| b.tally()),
        position,
        digest,
        excluded: stands.map_or(&[], |b| &b.excluded),
        counts: stands.and_then(|b| counts(state.show.ballot(ballot)?.reach, b)),
    }
}

fn counts(reach: Reach, stands: &BallotState) -> Option<CountsRecord<'_>> {
    let BothCounts {
        hall,
        net,
        hall_alone,
        readers,
        ..
    } = &stands.counts;
    let held = if *hall_alone { Reach::Hall } else { reach };
    (!reach.is_hall()).then(|| CountsRecord {
        hall: hall.as_ref(),
        net: net.as_ref(),
        readers: net.as_ref().map(|_| *readers),
        announced: stands.tally().map(|_| held.as_str()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{self, SampleEvening};

    #[test]
    fn every_event_is_in_it_and_can_be_read_back() {
        let evening = SampleEvening::of(sample::show()).reveal("first", &["hide"]);
        let exported = Exported::of(evening.log.clone(), Vec::new(), Vec::new(), "");
        let mut written = Vec::new();
        json(&evening.state, &exported, None, None, &mut written).unwrap();
        let export: serde_json::Value = serde_json::from_slice(&written).unwrap();
        let events: Vec<Stamped> = serde_json::from_value(export["events"].clone()).unwrap();
        assert_eq!(events, evening.log);
        assert_eq!(export["version"], 1);
        assert_eq!(export["awards"][0]["state"], "revealed");
        assert_eq!(export["awards"][1]["winners"][0]["id"], "general");
        assert_eq!(export["results"].as_array().unwrap().len(), 1);
    }
}
