//! The evening as tables, for a spreadsheet: the awards, what the jury did, and when cues ran.

use super::jury::JuryRecord;
use super::{iso, outcome};
use crate::show::programme::{Entry, Reach, Rule};
use crate::show::state::State;
use crate::show::tally::Tally;
use crate::show::text::Text;
use crate::view::asrun;

/// Between the winners of a shared award.
const SHARED: &str = " / ";

/// Rows under a header; a row may be shorter.
pub(super) struct Grid {
    pub name: &'static str,
    pub rows: Vec<Vec<String>>,
}

/// The awards; where a jury has judged, every sheet and the figures, too; then the as-run list.
pub(super) fn tables(state: &State, jury: Option<&JuryRecord>) -> Vec<Grid> {
    let mut all = vec![awards(state)];
    all.extend(both_counts(state));
    if let Some(jury) = jury {
        all.extend([sheets(state, jury), figures(jury)]);
    }
    all.extend(as_run(state));
    all
}

/// One line an award.
fn awards(state: &State) -> Grid {
    let show = &state.show;
    let names = show.languages.iter().map(|lang| format!("name {lang}"));
    let mut header = vec!["award".to_owned()];
    header.extend(names);
    let columns = [
        "decided_by",
        "state",
        "winner",
        "team",
        "corrected",
        "revealed_at",
    ];
    header.extend(columns.map(str::to_owned));
    // Earlier versions could seal nothing but winners.
    let worded = |award: &crate::show::award::AwardState| {
        let envelope = award.envelope.as_ref();
        envelope.is_some_and(|e| e.honours != Default::default() || e.reason.is_some())
    };
    let worded = state.awards.values().any(worded);
    if worded {
        header.extend(["mention", "second", "citation", "reason"].map(str::to_owned));
    }
    let mut rows = vec![header];
    for award in &show.awards {
        let stands = state.award(&award.id);
        let outcome = outcome(state, award);
        let joined = |ids: &[String], text: fn(&Entry) -> &Text| {
            let entries = ids.iter().filter_map(|id| show.entry(id));
            let texts: Vec<&str> = entries.map(|e| text(e).first(&show.languages)).collect();
            texts.join(SHARED)
        };
        let mut row = vec![award.id.clone()];
        let names = show
            .languages
            .iter()
            .map(|lang| award.name.or_first(lang, &show.languages));
        row.extend(names.map(str::to_owned));
        row.extend([
            award.decided_by.as_str().to_owned(),
            outcome.standing.as_str().to_owned(),
            joined(&outcome.winners, |entry| &entry.title),
            joined(&outcome.winners, |entry| &entry.team),
            stands.correction.map(|c| c.reason).unwrap_or_default(),
            stands.revealed.map(|r| iso(r.at)).unwrap_or_default(),
        ]);
        if let Some(envelope) = stands.envelope.filter(|_| worded) {
            let honours = envelope.honours;
            let citation = honours.citation.as_ref();
            let citation = citation.map(|text| text.all().join(SHARED));
            row.extend([
                joined(&honours.mention, |entry| &entry.title),
                joined(honours.second.as_slice(), |entry| &entry.title),
                citation.unwrap_or_default(),
                envelope.reason.unwrap_or_default(),
            ]);
        }
        rows.push(row);
    }
    let name = "awards";
    Grid { name, rows }
}

/// One line a cue, in an evening that says when it is planned to begin: the tables of those that
/// do not are as they ever were.
fn as_run(state: &State) -> Option<Grid> {
    let zone = asrun::zone(&state.show)?;
    let rows = asrun::rows(state, &zone);
    let name = "as-run";
    Some(Grid { name, rows })
}

/// One line a ballot and work: the votes of the hall, those outside, and what counts. None where no
/// ballot reaches outside.
fn both_counts(state: &State) -> Option<Grid> {
    let show = &state.show;
    let mut ballots = show.ballots.iter().filter(|ballot| !ballot.reach.is_hall());
    let first = ballots.next()?;
    let header = ["ballot", "entry", "hall", "net", "result", "announced"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for ballot in std::iter::once(first).chain(ballots) {
        let Some(stands) = state.ballots.get(&ballot.id) else {
            continue;
        };
        let counts = &stands.counts;
        let announced = match (stands.tally(), counts.hall_alone) {
            (None, _) => "",
            (Some(_), true) => Reach::Hall.as_str(),
            (Some(_), false) => ballot.reach.as_str(),
        };
        let votes = |tally: Option<&Tally>, entry: &str| {
            let line = tally.and_then(|tally| tally.0.iter().find(|line| line.entry == entry));
            line.map(|line| line.votes.to_string()).unwrap_or_default()
        };
        rows.extend(show.all_who_stood().map(|entry| {
            let [hall, net] = [&counts.hall, &counts.net].map(|count| {
                let tally = count.as_ref().map(|count| &count.tally);
                votes(tally, &entry.id)
            });
            let result = votes(stands.tally(), &entry.id);
            let named = [ballot.id.clone(), entry.id.clone()];
            let figures = [hall, net, result, announced.to_owned()];
            named.into_iter().chain(figures).collect()
        }));
    }
    Some(Grid {
        name: "votes",
        rows,
    })
}

/// One line a juror and work.
fn sheets(state: &State, jury: &JuryRecord) -> Grid {
    let criteria = &state.show.jury.criteria;
    let mut header = vec!["juror".to_owned(), "entry".to_owned()];
    header.extend(criteria.iter().map(|criterion| criterion.id.clone()));
    header.extend(["weighted", "recused"].map(str::to_owned));
    let lines = jury.sheets.iter().map(|line| {
        let score = |id: &String| line.scores.get(id).copied().flatten();
        let scores = criteria.iter().map(|criterion| score(&criterion.id));
        let mut row = vec![line.juror.clone(), line.entry.clone()];
        row.extend(scores.map(|score| score.map(|n| n.to_string()).unwrap_or_default()));
        row.push(line.weighted.clone().unwrap_or_default());
        row.push(if line.recused { "recused" } else { "" }.to_owned());
        row
    });
    Grid {
        name: "sheets",
        rows: std::iter::once(header).chain(lines).collect(),
    }
}

/// One line a work: each rule's figure, exactly, and its place.
fn figures(jury: &JuryRecord) -> Grid {
    let mut header = vec!["entry".to_owned(), "sheets".to_owned()];
    let columns = Rule::ALL.map(Rule::as_str);
    header.extend(columns.map(str::to_owned));
    header.extend(columns.map(|rule| format!("place {rule}")));
    let lines = jury.matrix.entries.iter().map(|line| {
        let figure = |rule| {
            line.figures
                .get(rule)
                .cloned()
                .flatten()
                .unwrap_or_default()
        };
        let place = |rule| line.place.get(rule).copied().flatten();
        let mut row = vec![line.entry.clone(), line.sheets.to_string()];
        row.extend(columns.map(figure));
        row.extend(columns.map(|rule| place(rule).map(|n| n.to_string()).unwrap_or_default()));
        row
    });
    Grid {
        name: "matrix",
        rows: std::iter::once(header).chain(lines).collect(),
    }
}
