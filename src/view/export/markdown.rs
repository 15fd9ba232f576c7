//! The two annexes of an announcement, ready to paste.

use super::{Outcome, Standing, outcome};
use crate::show::programme::{Award, DecidedBy, Entry, Show};
use crate::show::state::State;
use crate::show::text::Text;
use crate::view::label;
use crate::view::words::Ui;
use crate::view::words::export::{self as words, Words};
use std::collections::BTreeSet;

/// Stands in a cell for what is not decided.
const NOTHING: &str = "—";

/// Annex 1: the awards; annex 2: the finalists that none of them went to; then the audience's award and what a reader has to know.
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

/// English leads where it is spoken, as in the announcement's English edition; the other languages follow in brackets.
fn heading(tongues: &[Ui], word: fn(&Words) -> &'static str) -> String {
    let lead = if tongues.contains(&Ui::En) {
        Ui::En
    } else {
        tongues[0]
    };
    let rest = tongues.iter().filter(|ui| **ui != lead);
    let rest: String = rest
        .map(|ui| format!(" ({})", word(words::words(*ui))))
        .collect();
    format!("## {}{rest}", word(words::words(lead)))
}

fn awards_table(state: &State, tongues: &[Ui], awards: &[&Award]) -> Vec<String> {
    let show = &state.show;
    let w = words::words(tongues[0]);
    let others = &show.languages[1..];
    let mut header = vec![w.award.to_owned()];
    header.extend(others.iter().map(|lang| column(lang)));
    header.extend([w.team.to_owned(), w.title.to_owned()]);
    let mut rows = vec![row(&header), rule(header.len())];
    for award in awards {
        let first = award.name.first(&show.languages);
        let mut names = vec![first.to_owned()];
        // A translation that says the same is left out, as on every screen.
        let own = |lang: &String| award.name.exact(lang).filter(|name| *name != first);
        names.extend(
            others
                .iter()
                .map(|lang| own(lang).unwrap_or_default().to_owned()),
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
    let w = words::words(tongues[0]);
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
            entry.title.first(&show.languages).to_owned(),
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
            Standing::Revealed | Standing::Sealed => said(tongues, |w| w.no_votes),
            Standing::Correcting => said(tongues, |w| w.correcting),
            Standing::Open => said(tongues, |w| w.undecided),
        };
        format!("{NOTHING} ({why})")
    } else {
        let one = |entry: &&Entry| format!("{} {}", team(show, entry), titled(show, entry));
        entries.iter().map(one).collect::<Vec<_>>().join(" / ")
    };
    escaped(&format!(
        "{}{}{result}",
        name(show, &award.name),
        words::words(tongues[0]).colon
    ))
}

/// What the tables do not show: decisions that are still sealed, and corrections.
fn notes(state: &State, tongues: &[Ui]) -> Vec<String> {
    let show = &state.show;
    let named = |keep: &dyn Fn(&Award) -> bool| -> Vec<String> {
        let kept = show.awards.iter().filter(|award| keep(award));
        kept.map(|award| name(show, &award.name)).collect()
    };
    let stands = |award: &Award| outcome(state, award).standing;
    let sealed = named(&|award| stands(award) == Standing::Sealed);
    let correcting = named(&|award| stands(award) == Standing::Correcting);
    let corrected = named(&|award| {
        stands(award) != Standing::Correcting && state.award(&award.id).correction.is_some()
    });
    let w = words::words(tongues[0]);
    let note = |word: fn(&Words) -> &'static str, names: Vec<String>| {
        let said = said(tongues, word);
        (!names.is_empty()).then(|| escaped(&format!("{said}{}{}", w.colon, names.join(w.comma))))
    };
    let lines = [
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

/// Text that cannot leave its cell.
fn escaped(text: &str) -> String {
    let line = text
        .split(['\r', '\n'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    line.replace('|', "\\|")
}

fn team(show: &Show, entry: &Entry) -> String {
    entry.team.first(&show.languages).to_owned()
}

fn titled(show: &Show, entry: &Entry) -> String {
    label::titles(entry, show)
        .first()
        .map(label::Title::plain)
        .unwrap_or_default()
}

/// A name in all languages: 最受觀眾歡迎大獎 (People’s Choice).
fn name(show: &Show, text: &Text) -> String {
    let mut runs = text.runs(&show.languages).into_iter().map(|run| run.text);
    let first = runs.next().unwrap_or_default();
    runs.fold(first, |name, other| format!("{name} ({other})"))
}

/// A word of ours in all languages of the show: 沒有投票, no votes.
fn said(tongues: &[Ui], word: fn(&Words) -> &'static str) -> String {
    let all: Vec<&str> = tongues.iter().map(|ui| word(words::words(*ui))).collect();
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
mod tests {
    use super::*;
    use crate::show::event::{At, By, Event};
    use crate::show::file::{Media, Resolved, read};
    use crate::show::tally::{Count, Tally};
    use crate::view::sample::{self, Evening};

    struct NoMedia;

    impl Media for NoMedia {
        fn resolve(&self, _: &str) -> Resolved {
            Resolved::Missing
        }
    }

    const ANNEX_1: &str = "## Annex 1: the awards (附件一：獲獎名單)

| 獎項 | English | 隊伍 | 作品名稱 |
|---|---|---|---|
| 一等獎 | First Prize | Wang Meiquan | 《躲貓貓》 |
| 二等獎 | Second Prize | JuicyAI Studio | 《神將·降世》 |
| 三等獎 | Third Prize | 香港浸會大學 | 《Home Sweet Home》 |
| 最佳劇本 | Best Screenplay | Wang Meiquan | 《躲貓貓》 |
| 最佳 AIGC 視覺 | Best AIGC Visuals | FrameX | 《金鞍載歲》 |
| 最佳創意 | Best Creativity | Maggie | 《OPTIMAL》 |
| 最具 IP 潛能 | Greatest IP Potential | FrameX | 《金鞍載歲》 |
| 最具品牌影響力 | Greatest Brand Influence | BBXH | 《Cyberport》 |
";

    const ANNEX_2: &str = "## Annex 2: the other finalists (附件二：其他入圍名單)

| 隊伍 | 作品名稱 |
|---|---|
| Dawnlight | 壓力幻獸 PRESSUER PHANTOM BEAST |
| William Tsang | The Big Decision |
| 職業訓練局青年學院 (葵芳) | 霓虹下的回音 |
| Starnet | Empowering Data, Elevating Humanity |
";

    fn counted(evening: Evening, votes: &[(&str, u64)]) -> Evening {
        let count = |(entry, votes): &(&str, u64)| Count {
            entry: (*entry).into(),
            votes: *votes,
        };
        let tally = Tally(votes.iter().map(count).collect());
        let ballot = || "hall".to_owned();
        evening
            .then(
                By::Mc,
                Event::BallotOpened {
                    ballot: ballot(),
                    closes_at: At(sample::EIGHT),
                },
            )
            .then(
                By::Server,
                Event::BallotClosing {
                    ballot: ballot(),
                    as_of: At(sample::EIGHT),
                },
            )
            .then(
                By::Server,
                Event::BallotClosed {
                    ballot: ballot(),
                    position: 9,
                    tally,
                    digest: "d".into(),
                },
            )
    }

    #[test]
    fn both_annexes_come_out_as_they_were_announced() {
        let text = markdown(&Evening::of(sample::show()).state);
        assert!(
            text.starts_with(&format!("{ANNEX_1}\n{ANNEX_2}\n")),
            "{text}"
        );
    }

    #[test]
    fn the_built_in_show_exports_the_announcement() {
        let source = include_str!("../../demo/show.toml");
        let (show, _) = read("show.toml", source, &NoMedia).unwrap();
        let text = markdown(&Evening::of(show).state);
        assert!(
            text.starts_with(&format!("{ANNEX_1}\n{ANNEX_2}\n最受觀眾歡迎大獎")),
            "{text}"
        );
    }

    #[test]
    fn the_halls_award_follows_on_a_line_of_its_own_and_takes_nobody_out_of_annex_two() {
        let open = Evening::of(sample::show());
        assert!(
            markdown(&open.state).contains(
                "\n最受觀眾歡迎大獎 (People’s Choice)：— (尚未有結果 · not yet decided)\n"
            )
        );
        let nobody = counted(Evening::of(sample::show()), &[]).reveal("people", &[]);
        assert!(markdown(&nobody.state).contains("— (沒有投票 · no votes)\n"));
        let won = counted(Evening::of(sample::show()), &[("neon", 3)]).reveal("people", &["neon"]);
        let text = markdown(&won.state);
        assert!(text.contains(ANNEX_2));
        assert!(text.contains(
            "\n最受觀眾歡迎大獎 (People’s Choice)：職業訓練局青年學院 (葵芳) 《霓虹下的回音》\n"
        ));
    }

    #[test]
    fn sealed_and_corrected_awards_are_named_below_the_tables() {
        let evening = Evening::of(sample::show()).reveal("third", &["neon"]).then(
            By::Producer,
            sample::corrected("third", &["sweet"], "調轉了"),
        );
        let text = markdown(&evening.state);
        assert!(
            text.contains(
                "已密封、尚未揭曉 · Sealed, not yet revealed：一等獎 (First Prize)、二等獎"
            )
        );
        assert!(text.contains("\n更正 · Corrected：三等獎 (Third Prize)\n"));
        assert!(text.contains(ANNEX_1));
    }

    #[test]
    fn a_show_in_one_language_has_no_column_for_another() {
        let mut show = sample::show();
        show.languages = vec!["en".into()];
        let text = markdown(&Evening::of(show).state);
        assert!(text.starts_with("## Annex 1: the awards\n\n| Award | Team | Title |\n|---|---|---|\n| First Prize | Wang Meiquan | 《躲貓貓》 |"), "{text}");
    }

    #[test]
    fn a_title_cannot_break_its_table() {
        let mut show = sample::show();
        show.entries[1].title = "a|b\r\nc".into();
        assert!(markdown(&Evening::of(show).state).contains("| Dawnlight | a\\|b c |"));
    }

    #[test]
    fn a_shared_award_takes_a_row_for_each() {
        let evening = Evening::of(sample::show())
            .then(By::Producer, sample::sealed("first", &["hide", "neon"]));
        let text = markdown(&evening.state);
        assert!(
            text.contains(
                "| 一等獎 | First Prize | 職業訓練局青年學院 (葵芳) | 《霓虹下的回音》 |"
            )
        );
        assert!(!text.contains("| 職業訓練局青年學院 (葵芳) | 霓虹下的回音 |"));
    }
}
