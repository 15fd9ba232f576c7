//! How the jury, its awards and its first round must fit together: one function a rule.

use super::diagnostic::{Diagnostics, Span};
use super::parts::Tables;
use super::reader::Table;
use super::rules::unknown_id;
use super::words::{listed, quoted};
use crate::show::programme::Electorate::{self, Hall, Net};
use crate::show::programme::{Award, DecidedBy, Jury, Reach, Rule, Seal, Show};

/// Fewer, and hardly anything is left without the highest and the lowest.
const TRIMMED_JURORS_MIN: usize = 5;
/// What the ties of a jury may name besides a criterion.
const TIE_WORDS: [&str; 2] = ["head-to-head", "chair"];

pub(super) fn check(show: &Show, rows: &Tables<'_>, log: &Diagnostics<'_>) {
    let jury = &show.jury;
    if let Some(row) = &rows.jury {
        trimmed_has_enough_jurors(jury, row, log);
        ties_are_known(jury, row, log);
        enough_jurors(jury.minimum, &jury.jurors, row.place("minimum"), log);
        two_are_there_to_seal(jury, row, log);
        if let Some(chair) = &jury.chair
            && jury.juror(chair).is_none()
        {
            let jurors = jury.jurors.iter().map(|juror| juror.id.as_str());
            unknown_id(chair, "jury.juror", row.place("chair"), jurors, log);
        }
    }
    for (criterion, row) in jury.criteria.iter().zip(&rows.criteria) {
        levels_fit_the_scale(jury.scale, criterion.levels.len(), row, log);
    }
    for row in &rows.jurors {
        conflicts_are_entries(show, row, log);
    }
    if let (Some(round), Some(row)) = (&jury.round, &rows.round) {
        let (keep, entries) = (round.keep as usize, show.entries.len());
        if keep > entries {
            let message = format!("{keep} finalists cannot be found among {entries} entries");
            let mend = format!("write a number between 1 and {}", entries.max(1));
            log.broken_rule(row.place("keep"), message, mend);
        }
        enough_jurors(round.per_entry, &jury.jurors, row.place("per_entry"), log);
    }
    for (award, row) in show.awards.iter().zip(&rows.awards) {
        // Nobody knows who decides it, and that has been said.
        let decider = row.strings("decided_by");
        if decider.first().map(|(who, _)| *who) == Some(award.decided_by.as_str()) {
            one_criterion_is_judged(jury, award, row, log);
            shares_are_blended(show, award, row, log);
            winners_are_not_too_many(show, award, row, log);
            two_do_not_share_with_the_file(jury, award, row, log);
        }
    }
}

fn trimmed_has_enough_jurors(jury: &Jury, row: &Table<'_>, log: &Diagnostics<'_>) {
    let jurors = jury.jurors.len();
    if jury.rule == Rule::Trimmed && jurors < TRIMMED_JURORS_MIN {
        let message = format!(
            "`trimmed` leaves out the highest and the lowest sheet, and there are only {jurors} \
                jurors"
        );
        let mend =
            format!("write `rule = \"mean\"`: `trimmed` needs {TRIMMED_JURORS_MIN} jurors or more");
        log.broken_rule(row.place("rule"), message, mend);
    }
}

fn ties_are_known(jury: &Jury, row: &Table<'_>, log: &Diagnostics<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for (tie, at) in row.strings("ties") {
        if jury.criterion(tie).is_none() && !TIE_WORDS.contains(&tie) {
            let criteria = jury.criteria.iter().map(|criterion| criterion.id.as_str());
            unknown_id(tie, "jury.criterion", at, criteria.chain(TIE_WORDS), log);
        } else if seen.contains(&tie) {
            let message = format!("{} is named twice", quoted(tie));
            log.broken_rule(at, message, "remove one of them");
        } else if seen.last() == Some(&"chair") {
            let message = format!(
                "the chair breaks every tie, so {} never counts",
                quoted(tie)
            );
            log.broken_rule(at, message, "write `chair` last");
        }
        seen.push(tie);
    }
}

fn enough_jurors<T>(sheets: u32, jurors: &[T], at: Span, log: &Diagnostics<'_>) {
    let jurors = jurors.len();
    // One is what holds where nothing is written, also in a show without jurors.
    if sheets as usize > jurors.max(1) {
        let message = format!("no entry can have {sheets} sheets of {jurors} jurors");
        let mend = format!("write a number between 1 and {}", jurors.max(1));
        log.broken_rule(at, message, mend);
    }
}

fn two_are_there_to_seal(jury: &Jury, row: &Table<'_>, log: &Diagnostics<'_>) {
    if jury.seal == Seal::Two && jury.jurors.is_empty() {
        let message = "chair and producer seal together, and without jurors there is no chair";
        let mend = "add a `[[jury.juror]]` for each juror, or write `seal = \"one\"`";
        log.broken_rule(row.place("seal"), message, mend);
    }
}

fn levels_fit_the_scale(scale: u32, levels: usize, row: &Table<'_>, log: &Diagnostics<'_>) {
    let scores = scale as usize + 1;
    if levels != 0 && levels != scores {
        let message = format!("{levels} texts cannot name the {scores} scores from 0 to {scale}");
        let mend = "write one text for each score, for 0 first, or remove the line";
        log.broken_rule(row.place("levels"), message, mend);
    }
}

fn conflicts_are_entries(show: &Show, row: &Table<'_>, log: &Diagnostics<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for (id, at) in row.strings("conflicts") {
        if show.entry(id).is_none() {
            let entries = show.entries.iter().map(|entry| entry.id.as_str());
            unknown_id(id, "entry", at, entries, log);
        } else if seen.contains(&id) {
            let message = format!("{} is named twice", quoted(id));
            log.broken_rule(at, message, "remove one of them");
        }
        seen.push(id);
    }
}

fn one_criterion_is_judged(jury: &Jury, award: &Award, row: &Table<'_>, log: &Diagnostics<'_>) {
    let Some(id) = &award.criterion else { return };
    let at = row.place("criterion");
    if !matches!(award.decided_by, DecidedBy::Jury | DecidedBy::Blend) {
        let message = format!("nobody scores {} on a criterion", quoted(&award.id));
        let mend = "remove this line, or write `decided_by = \"jury\"`";
        log.broken_rule(at, message, mend);
    } else if jury.criterion(id).is_none() {
        let criteria = jury.criteria.iter().map(|criterion| criterion.id.as_str());
        unknown_id(id, "jury.criterion", at, criteria, log);
    }
}

fn shares_are_blended(show: &Show, award: &Award, row: &Table<'_>, log: &Diagnostics<'_>) {
    let shares = row.place("blend");
    let written = shares != row.header;
    let example = "`blend = { jury = 75, hall = 25 }`";
    if award.decided_by != DecidedBy::Blend {
        if written {
            let message = format!("{} is not decided by a blend", quoted(&award.id));
            let mend = "write `decided_by = \"blend\"`, or remove this line";
            log.broken_rule(shares, message, mend);
        }
        return;
    }
    let decider = row.place("decided_by");
    if !written {
        let message = format!("{} has no shares to blend", quoted(&award.id));
        log.broken_rule(decider, message, format!("add {example} below it"));
    } else if !log.is_faulty_within(shares) {
        let has = |who| award.blend.contains_key(&who);
        let here = [Electorate::Jury, Hall].into_iter();
        let mut lacking = here.filter(|who| !(has(*who) || *who == Hall && has(Net)));
        if let Some(who) = lacking.next() {
            let message = format!("the {} has no share in this blend", who.as_str());
            let mend = format!("write both, as {example}, or let the other decide alone");
            log.broken_rule(shares, message, mend);
        } else if has(Net) {
            those_outside_vote(show, award, shares, log);
        }
    }
    let lacking = match &show.jury {
        jury if jury.jurors.is_empty() => "juror",
        jury if jury.criteria.is_empty() => "criterion",
        _ => return,
    };
    let message = format!("the jury has a share in this award, and there is no {lacking}");
    let mend = format!("add a `[[jury.{lacking}]]`, or write `decided_by = \"audience\"`");
    log.broken_rule(decider, message, mend);
}

/// A share of those outside, and one of the hall beside it, needs a ballot in which they vote.
fn those_outside_vote(show: &Show, award: &Award, shares: Span, log: &Diagnostics<'_>) {
    // That a ballot is lacking is said of the award.
    let Some(ballot) = show.ballot_with(&award.id) else {
        return;
    };
    let id = quoted(&ballot.id);
    let (message, mend) = match (ballot.reach, award.blend.contains_key(&Hall)) {
        (Reach::Hall, _) => (
            format!("`net` has a share in this blend, and nobody outside votes in {id}"),
            "write `reach = \"both\"` in the ballot, or remove this share",
        ),
        (Reach::Net, true) => (
            format!("`hall` and `net` have shares in this blend, and no hall votes in {id}"),
            "write `reach = \"both\"` in the ballot, or remove the share of the hall",
        ),
        (Reach::Both, false) => (
            format!("the hall votes in {id}, and has no share in this blend beside `net`"),
            "write a share for `hall`, or `reach = \"net\"` in the ballot",
        ),
        _ => return,
    };
    log.broken_rule(shares, message, mend);
}

fn winners_are_not_too_many(show: &Show, award: &Award, row: &Table<'_>, log: &Diagnostics<'_>) {
    let at = row.place("most");
    if at == row.header {
        return;
    }
    let finalists = show.entries.iter().filter(|e| e.finalist || e.withdrawn);
    let (most, finalists) = (award.most as usize, finalists.count());
    if award.decided_by == DecidedBy::Audience {
        let message = "the count decides how many win this award";
        let mend = "remove this line; `ties = \"chair\"` lets a tie be broken";
        log.broken_rule(at, message, mend);
    } else if most > finalists {
        let message = format!("{most} of {finalists} finalists cannot win");
        let mend = format!("write a number between 1 and {}", finalists.max(1));
        log.broken_rule(at, message, mend);
    } else if award.winner.len() > most {
        let named = award.winner.iter().map(String::as_str);
        let message = format!(
            "{most} can win this award, and the file names {}",
            listed(named)
        );
        let mend = format!("write `most = {}`, or remove a winner", award.winner.len());
        // The message names them.
        log.veil(at);
        log.broken_rule(at, message, mend);
    }
}

fn two_do_not_share_with_the_file(
    jury: &Jury,
    award: &Award,
    row: &Table<'_>,
    log: &Diagnostics<'_>,
) {
    let at = row.place("winner");
    if jury.seal == Seal::Two && award.decided_by == DecidedBy::Jury && at != row.header {
        let message = "chair and producer seal this award, so the file cannot name its winner";
        let mend = "remove this line, or write `seal = \"one\"` in [jury]";
        log.broken_rule(at, message, mend);
    }
}
