//! The two annexes of an announcement, ready to paste.

mod escape;

use super::{EnvelopeState, Outcome, outcome};
use crate::show::ballot::BoxCount;
use crate::show::programme::{Award, DecidedBy, Entry, Show};
use crate::show::state::State;
use crate::show::text::Text;
use crate::view::label::{self, isolated};
use crate::words::export::ExportWords;
use crate::words::{Ui, Writing};
use escape::escaped;
use std::collections::BTreeSet;

/// Stands in a cell for what is not decided.
const NOTHING: &str = "—";

/// Annex 1: the awards; annex 2: the finalists that none of them went to; then the audience's award
/// and what a reader has to know.
pub fn markdown(state: &State) -> String {
    let show = &state.show;
    let tongues = tongues(show);
    let (juried, by_hall): (Vec<&Award>, Vec<&Award>) = show
        .awards
        .iter()
        .partition(|award| award.decided_by != DecidedBy::Audience);
    let mut out = vec![heading(&tongues, |w| w.annex_awards), String::new()];
    out.extend(awards_table(state, &tongues, &juried));
    out.extend([
        String::new(),
        heading(&tongues, |w| w.annex_others),
        String::new(),
    ]);
    out.extend(others_table(state, &tongues, &juried));
    out.push(String::new());
    for award in by_hall {
        out.extend([audience_line(state, &tongues, award), String::new()]);
        out.extend(counts_line(state, &tongues, award));
    }
    out.extend(notes(state, &tongues));
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out.join("\n") + "\n"
}

/// The interface languages that serve the show's, the first one leading; English if none does.
fn tongues(show: &Show) -> Vec<Ui> {
    let mut tongues: Vec<Ui> = Vec::new();
    for ui in show.languages.iter().filter_map(|lang| Ui::of_tag(lang)) {
        if !tongues.contains(&ui) {
            tongues.push(ui);
        }
    }
    if tongues.is_empty() {
        tongues.push(Ui::En);
    }
    tongues
}

/// English leads where it is spoken, as in the announcement's English edition; the other languages
/// follow in brackets.
fn heading(tongues: &[Ui], word: fn(&ExportWords) -> &'static str) -> String {
    let lead = if tongues.contains(&Ui::En) {
        Ui::En
    } else {
        tongues[0]
    };
    let rest = tongues.iter().filter(|ui| **ui != lead);
    let rest: String = rest
        .map(|ui| format!(" ({})", word(&ui.words().export)))
        .collect();
    format!("## {}{rest}", word(&lead.words().export))
}

fn awards_table(state: &State, tongues: &[Ui], awards: &[&Award]) -> Vec<String> {
    let show = &state.show;
    let w = &tongues[0].words().export;
    let others = &show.languages[1..];
    let mut header = vec![w.award.to_owned()];
    header.extend(others.iter().map(|lang| column(lang)));
    header.extend([w.team.to_owned(), w.title.to_owned()]);
    let mut rows = vec![row(&header), rule(header.len())];
    for award in awards {
        let first = award.name.first(&show.languages);
        let mut names = vec![isolated(first).into_owned()];
        // A translation that says the same is left out, as on every screen.
        let own = |lang: &String| award.name.exact(lang).filter(|name| *name != first);
        names.extend(
            others
                .iter()
                .map(|lang| isolated(own(lang).unwrap_or_default()).into_owned()),
        );
        let winners = outcome(state, award).winners;
        let entries: Vec<&Entry> = winners.iter().filter_map(|id| show.entry(id)).collect();
        if entries.is_empty() {
            rows.push(row(&with(&names, NOTHING.to_owned(), NOTHING.to_owned())));
        }
        for entry in entries {
            rows.push(row(&with(&names, team(show, entry), titled(show, entry))));
        }
    }
    rows
}

fn others_table(state: &State, tongues: &[Ui], awards: &[&Award]) -> Vec<String> {
    let show = &state.show;
    let w = &tongues[0].words().export;
    let mut rows = vec![row(&[w.team.to_owned(), w.title.to_owned()]), rule(2)];
    let winners: BTreeSet<String> = awards
        .iter()
        .flat_map(|award| outcome(state, award).winners)
        .collect();
    for entry in show
        .finalists()
        .filter(|entry| !winners.contains(&entry.id))
    {
        rows.push(row(&[
            team(show, entry),
            isolated(entry.title.first(&show.languages)).into_owned(),
        ]));
    }
    rows
}

/// The hall's award on a line of its own.
fn audience_line(state: &State, tongues: &[Ui], award: &Award) -> String {
    let show = &state.show;
    let Outcome { standing, winners } = outcome(state, award);
    let entries: Vec<&Entry> = winners.iter().filter_map(|id| show.entry(id)).collect();
    let result = if entries.is_empty() {
        let why = match standing {
            EnvelopeState::Revealed | EnvelopeState::Sealed => said(tongues, |w| w.no_votes),
            EnvelopeState::Correcting => said(tongues, |w| w.correcting),
            EnvelopeState::Open => said(tongues, |w| w.undecided),
        };
        format!("{NOTHING} ({why})")
    } else {
        let one = |entry: &&Entry| format!("{} {}", team(show, entry), titled(show, entry));
        entries.iter().map(one).collect::<Vec<_>>().join(" / ")
    };
    escaped(&format!(
        "{}{}{result}",
        name(show, &award.name),
        tongues[0].words().writing.colon
    ))
}

/// How many voted in the hall and outside it, where both were asked.
fn counts_line(state: &State, tongues: &[Ui], award: &Award) -> Option<String> {
    let ballot = state.show.ballot_for(&award.id)?;
    let counts = &state.ballots.get(&ballot.id)?.counts;
    let votes = |count: &BoxCount| count.tally.0.iter().map(|line| line.votes).sum::<u64>();
    let hall = votes(counts.hall.as_ref()?);
    let net = counts.net.as_ref().map(votes);
    let line = |ui: &Ui| {
        let w = &ui.words().export;
        match net {
            None => (w.hall_count)(hall),
            Some(net) if counts.hall_alone => {
                format!("{} ({})", (w.both_counts)(hall, net), w.hall_alone)
            }
            Some(net) => (w.both_counts)(hall, net),
        }
    };
    let lines: Vec<String> = tongues.iter().map(line).collect();
    Some(escaped(&lines.join(" · ")) + "\n")
}

/// What the tables do not show: decisions that are still sealed, and corrections.
fn notes(state: &State, tongues: &[Ui]) -> Vec<String> {
    let show = &state.show;
    let named = |keep: &dyn Fn(&Award) -> bool| -> Vec<String> {
        let kept = show.awards.iter().filter(|award| keep(award));
        kept.map(|award| name(show, &award.name)).collect()
    };
    let stands = |award: &Award| outcome(state, award).standing;
    let sealed = named(&|award| stands(award) == EnvelopeState::Sealed);
    let correcting = named(&|award| stands(award) == EnvelopeState::Correcting);
    let corrected = named(&|award| {
        stands(award) != EnvelopeState::Correcting && state.award(&award.id).correction.is_some()
    });
    let Writing { colon, comma, .. } = &tongues[0].words().writing;
    let note = |word: fn(&ExportWords) -> &'static str, names: Vec<String>| {
        let said = said(tongues, word);
        (!names.is_empty()).then(|| escaped(&format!("{said}{colon}{}", names.join(comma))))
    };
    let simulated = (state.simulated > 0).then(|| said(tongues, |w| w.simulated));
    let lines = [
        simulated,
        note(|w| w.sealed, sealed),
        note(|w| w.correcting, correcting),
        note(|w| w.corrected, corrected),
    ];
    lines
        .into_iter()
        .flatten()
        .flat_map(|line| [line, String::new()])
        .collect()
}

fn with(names: &[String], team: String, title: String) -> Vec<String> {
    let mut cells = names.to_vec();
    cells.extend([team, title]);
    cells
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |", cells.join(" | "))
}

fn rule(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns))
}

fn team(show: &Show, entry: &Entry) -> String {
    isolated(entry.team.first(&show.languages)).into_owned()
}

fn titled(show: &Show, entry: &Entry) -> String {
    label::titles(&entry.title, &show.languages)
        .first()
        .map(label::Title::plain)
        .unwrap_or_default()
}

/// A name in all languages: 最受觀眾歡迎大獎 (People’s Choice).
fn name(show: &Show, text: &Text) -> String {
    let runs = text.runs(&show.languages);
    let mut names = runs.iter().map(|run| run.bare().into_owned());
    let first = names.next().unwrap_or_default();
    names.fold(first, |name, other| format!("{name} ({other})"))
}

/// A word of ours in all languages of the show: 沒有投票, no votes.
fn said(tongues: &[Ui], word: fn(&ExportWords) -> &'static str) -> String {
    let all: Vec<&str> = tongues.iter().map(|ui| word(&ui.words().export)).collect();
    all.join(" · ")
}

/// What a column of names in this language is called: the language's own name.
fn column(lang: &str) -> String {
    let family = lang.split('-').next().unwrap_or(lang);
    let name = match family {
        "en" => "English",
        "zh" => "中文",
        "ja" => "日本語",
        "ko" => "한국어",
        "fr" => "Français",
        "de" => "Deutsch",
        "es" => "Español",
        "pt" => "Português",
        "it" => "Italiano",
        _ => lang,
    };
    name.to_owned()
}

#[cfg(test)]
mod tests;
