//! Anonymous sheets: the same evening, told so that nothing in it says whose sheet is whose.
//!
//! Every juror gets another name, drawn anew for each export. The records keep their places and
//! scores, and are linked anew under the other names, so that the links cannot be held against the
//! real ones. What people wrote, and who read paper back, is withheld.

use crate::scorebox::heads;
use crate::scorebox::record::SheetRecord;
use crate::show::event::{Event, Stamped};
use crate::show::judging::{AnnouncedRule, JuryAct};
use crate::show::programme::{Juror, Show};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Stands for whatever is not told.
const WITHHELD: &str = "withheld";

/// The evening under other names.
pub(super) struct Veiled {
    pub log: Vec<Stamped>,
    /// The score box.
    pub scores: Vec<String>,
    /// The jury under its other names, in an order that tells nothing.
    pub jurors: Vec<Juror>,
}

/// A record by its lines; none for a line that is no record.
type LinesRead = Vec<Option<SheetRecord>>;

/// `lots` draws the names: whoever does not know them cannot draw the same ones.
pub(super) fn veil(show: &Show, mut log: Vec<Stamped>, scores: &[String], lots: &str) -> Veiled {
    let read = |body: &String| body.lines().map(SheetRecord::read).collect();
    let mut records: Vec<LinesRead> = scores.iter().map(read).collect();
    let names = drawn(jurors_of(&mut log, &mut records), lots);
    let bodies: Vec<String> = records.iter_mut().map(|lines| names.body(lines)).collect();
    let real = heads(scores).into_iter().map(|head| head.digest());
    let veiled = heads(&bodies).into_iter().map(|head| head.digest());
    let digests: BTreeMap<u64, (String, String)> = (1..).zip(real.zip(veiled)).collect();
    for stamped in &mut log {
        names.event(&mut stamped.event, &digests);
    }
    let mut jurors: Vec<Juror> = show.jury.jurors.iter().map(|j| names.juror(j)).collect();
    jurors.sort_by(|one, other| one.id.cmp(&other.id));
    Veiled {
        log,
        scores: bodies,
        jurors,
    }
}

/// A juror of whom nothing is known but what the file keeps from them.
pub(super) fn nameless(id: String, conflicts: Vec<String>) -> Juror {
    Juror {
        name: id.as_str().into(),
        id,
        title: None,
        portrait: None,
        organisation: None,
        conflicts,
    }
}

/// Everybody who was ever of the jury.
fn jurors_of(log: &mut [Stamped], records: &mut [LinesRead]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for stamped in log {
        match &mut stamped.event {
            Event::ShowLoaded { show, .. } | Event::ShowReread { show } => {
                known.extend(show.jury.jurors.iter().map(|juror| juror.id.clone()));
            }
            Event::JuryActed { act, .. } => known.extend(told_by_act(act).jurors()),
            _ => {}
        }
    }
    for record in records.iter_mut().flatten().flatten() {
        known.extend(told_by_record(record).jurors());
    }
    known
}

/// The other names, by juror id. They sort as their numbers do.
struct DrawnNames(BTreeMap<String, String>);

fn drawn(jurors: BTreeSet<String>, lots: &str) -> DrawnNames {
    let mut jurors: Vec<String> = jurors.into_iter().collect();
    jurors.sort_by_cached_key(|id| {
        let lot = format!("{lots} {id}");
        blake3::derive_key("palmares lots of anonymous jurors 1", lot.as_bytes())
    });
    let mut stem = "juror-".to_owned();
    while jurors.iter().any(|id| id.starts_with(&stem)) {
        stem.insert_str(0, "anonymous-");
    }
    let width = jurors.len().to_string().len();
    let named = (1..).zip(jurors);
    DrawnNames(
        named
            .map(|(number, id)| (id, format!("{stem}{number:0width$}")))
            .collect(),
    )
}

impl DrawnNames {
    fn of(&self, id: &str) -> String {
        let name = self.0.get(id).map(String::as_str);
        name.unwrap_or(WITHHELD).to_owned()
    }

    fn rename(&self, told: TellsOf<'_>) {
        for id in told.jurors {
            *id = self.of(id);
        }
        if let Some(said) = told.said {
            WITHHELD.clone_into(said);
        }
    }

    fn juror(&self, juror: &Juror) -> Juror {
        nameless(self.of(&juror.id), juror.conflicts.clone())
    }

    /// A record under the other names. A line that cannot be read is withheld, and stays one.
    fn body(&self, lines: &mut LinesRead) -> String {
        let line = |line: &mut Option<SheetRecord>| match line {
            Some(record) => {
                self.rename(told_by_record(record));
                if let SheetRecord::Deal { dealt } = record {
                    // Their order is that of the lots, which began with the file's.
                    dealt.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
                }
                format!("{record}\n")
            }
            None => format!("{WITHHELD}\n"),
        };
        lines.iter_mut().map(line).collect()
    }

    /// An event under the other names. `digests` are the score box's by position, each beside the
    /// one that takes its place.
    fn event(&self, event: &mut Event, digests: &BTreeMap<u64, (String, String)>) {
        match event {
            Event::ShowLoaded { show, .. } | Event::ShowReread { show } => {
                let jurors = &mut Arc::make_mut(show).jury.jurors;
                jurors.iter_mut().for_each(|juror| juror.conflicts.clear());
            }
            Event::RuleFixed { rule } => withhold_conflicts(rule),
            Event::RuleChanged { from, to } => {
                withhold_conflicts(from);
                withhold_conflicts(to);
            }
            Event::JuryActed {
                act,
                position,
                digest,
            } => {
                self.rename(told_by_act(act));
                sort_close(act);
                // One that did not follow must not follow now.
                let follows = digests.get(position).filter(|(real, _)| real == digest);
                *digest = follows.map_or(WITHHELD.to_owned(), |(_, veiled)| veiled.clone());
            }
            Event::JurorDevice { juror, label, .. } => {
                WITHHELD.clone_into(juror);
                WITHHELD.clone_into(label);
            }
            Event::KeyRevoked { role, .. } if role.starts_with("jury/") => {
                *role = format!("jury/{WITHHELD}");
            }
            _ => {}
        }
    }
}

/// The file's order of jurors is that of their names.
fn sort_close(act: &mut JuryAct) {
    if let JuryAct::Closed {
        counted,
        unsubmitted,
        left_out,
    } = act
    {
        counted.sort();
        unsubmitted.sort();
        left_out.sort_by(|one, other| one.juror.cmp(&other.juror));
    }
}

/// A conflict is a gap in a sheet: beside a name it would tell whose.
fn withhold_conflicts(rule: &mut AnnouncedRule) {
    if let Some(terms) = &mut rule.terms {
        terms.jurors.iter_mut().for_each(|(_, works)| works.clear());
    }
}

/// Whom something is about, and what somebody wrote in it.
#[derive(Default)]
struct TellsOf<'a> {
    jurors: Vec<&'a mut String>,
    said: Option<&'a mut String>,
}

impl TellsOf<'_> {
    fn jurors(self) -> impl Iterator<Item = String> {
        self.jurors.into_iter().map(|id| id.clone())
    }
}

fn about<'a>(juror: &'a mut String, said: Option<&'a mut String>) -> TellsOf<'a> {
    let jurors = vec![juror];
    TellsOf { jurors, said }
}

fn told_by_record(record: &mut SheetRecord) -> TellsOf<'_> {
    use SheetRecord::*;
    match record {
        Score { juror, .. }
        | Sign { juror }
        | Unsign { juror }
        | Absent { juror, .. }
        | Conflict { juror, .. } => about(juror, None),
        Note { juror, text, .. } => about(juror, Some(text)),
        Recuse { juror, reason, .. } | Reopen { juror, reason } | Void { juror, reason } => {
            about(juror, Some(reason))
        }
        Paper {
            juror,
            read_back_by,
            ..
        } => about(juror, Some(read_back_by)),
        Move { from, to, reason } => TellsOf {
            jurors: vec![from, to],
            said: Some(reason),
        },
        Deal { dealt } => TellsOf {
            jurors: dealt.iter_mut().map(|(juror, _)| juror).collect(),
            said: None,
        },
        Round { .. } | Close => TellsOf::default(),
    }
}

fn told_by_act(act: &mut JuryAct) -> TellsOf<'_> {
    use JuryAct::*;
    match act {
        Signed { juror } | Unsigned { juror } | Absent { juror, .. } | Conflict { juror, .. } => {
            about(juror, None)
        }
        Recused { juror, reason, .. } | Reopened { juror, reason } | Voided { juror, reason } => {
            about(juror, Some(reason))
        }
        Paper {
            juror,
            read_back_by,
        } => about(juror, Some(read_back_by)),
        Moved { from, to, reason } => TellsOf {
            jurors: vec![from, to],
            said: Some(reason),
        },
        Closed {
            counted,
            unsubmitted,
            left_out,
        } => {
            let named = counted.iter_mut().chain(unsubmitted);
            let gaps = left_out.iter_mut().map(|gap| &mut gap.juror);
            TellsOf {
                jurors: named.chain(gaps).collect(),
                said: None,
            }
        }
        RoundBegun { .. } => TellsOf::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JURORS: [&str; 3] = ["fok", "lam", "mak"];

    fn names(lots: &str) -> DrawnNames {
        drawn(JURORS.map(str::to_owned).into(), lots)
    }

    #[test]
    fn the_lots_decide_who_gets_which_name_and_every_order_can_be_drawn() {
        let order = |lots: usize| JURORS.map(|id| names(&lots.to_string()).of(id));
        assert_eq!(order(1), order(1));
        let orders: BTreeSet<_> = (0..100).map(order).collect();
        assert_eq!(orders.len(), 6);
    }

    #[test]
    fn no_other_name_is_that_of_a_juror() {
        let jurors = ["juror-1", "juror-2", "anonymous-juror-1"].map(str::to_owned);
        let names = drawn(jurors.clone().into(), "x");
        for id in &jurors {
            assert!(!jurors.contains(&names.of(id)), "{}", names.of(id));
        }
    }

    #[test]
    fn a_record_keeps_its_place_and_scores_and_tells_neither_names_nor_words() {
        let names = names("x");
        let [fok, lam, mak] = JURORS.map(|id| names.of(id));
        let lines = [
            ("score fok a story 7 8", format!("score {fok} a story 7 8")),
            ("note fok a 8 5e12", format!("note {fok} a 8 withheld")),
            (
                r#"recuse lam b "my brother's""#,
                format!(r#"recuse {lam} b "withheld""#),
            ),
            (
                r#"paper lam 1 a story 7 "Mei Chan""#,
                format!(r#"paper {lam} 1 a story 7 "withheld""#),
            ),
            (
                r#"move fok mak "swapped""#,
                format!(r#"move {fok} {mak} "withheld""#),
            ),
            ("no record of fok", WITHHELD.to_owned()),
            ("close", "close".to_owned()),
        ];
        for (line, veiled) in lines {
            let told = names.body(&mut vec![SheetRecord::read(line)]);
            assert_eq!(told, format!("{veiled}\n"));
        }
    }
}
