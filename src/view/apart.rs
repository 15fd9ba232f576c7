//! Words that tell apart what bears the same name, wherever somebody chooses.

use super::label::{isolated, own, reading_order};
use crate::show::alike;
use crate::show::programme::{Award, Entry, Show};
use crate::show::text::{Lang, Run, Text};
use crate::words::Ui;
use std::collections::{BTreeMap, BTreeSet};

/// The works and prizes of a show that share their names.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    entries: BTreeMap<String, Run>,
    awards: BTreeSet<String>,
}

impl Apart {
    /// Compares all finalists and all awards, as a reader of this language sees them.
    pub fn of(show: &Show, ui: Ui) -> Self {
        let finalists: Vec<_> = show.finalists().map(Compared::of).collect();
        let awards: Vec<&Award> = show.awards.iter().collect();
        let pairs = alike::awards(&awards, &show.languages).into_iter();
        let named = pairs.flat_map(|(a, b)| [awards[a].id.clone(), awards[b].id.clone()]);
        Apart {
            entries: works(&finalists, &show.languages, ui),
            awards: named.collect(),
        }
    }

    /// What tells an entry from another with its title and team; none where nothing needs to.
    pub fn entry(&self, id: &str) -> Option<&Run> {
        self.entries.get(id)
    }

    /// An award's name for those who run the show: with its id in the file where another has the
    /// same.
    pub fn award(&self, award: &Award, show: &Show, ui: Ui) -> Run {
        let mut name = own(&award.name, show, ui);
        if self.awards.contains(&award.id) {
            name.text = format!("{} ({})", isolated(&name.text), award.id);
        }
        name
    }
}

/// What is compared of a work.
pub struct Compared<'a> {
    /// Its id in the file.
    pub id: &'a str,
    /// Bare.
    pub title: &'a Text,
    pub team: &'a Text,
    /// Where it comes from.
    pub origin: Option<&'a Text>,
}

impl<'a> Compared<'a> {
    fn of(entry: &'a Entry) -> Self {
        Compared {
            id: &entry.id,
            title: &entry.title,
            team: &entry.team,
            origin: entry.origin.as_ref(),
        }
    }
}

/// What tells the finalists from each other that share title and team, by id, for a reader of this
/// language.
pub fn works(finalists: &[Compared], languages: &[Lang], ui: Ui) -> BTreeMap<String, Run> {
    let named: Vec<_> = finalists.iter().map(|w| (w.title, w.team)).collect();
    let pairs = alike::entries(&named, languages);
    let twins: BTreeSet<usize> = pairs.into_iter().flat_map(|(a, b)| [a, b]).collect();
    let order = reading_order(languages, ui);
    let origin = |index: usize| {
        let runs = finalists[index].origin?.runs(&order);
        Some(
            runs.into_iter()
                .next()
                .map_or(String::new(), |run| run.text),
        )
    };
    let note = |&index: &usize| {
        let text = (ui.words().numbered)(index + 1);
        let others = twins.iter().filter(|other| **other != index);
        let mut others = others.map(|other| origin(*other));
        let mine = origin(index).filter(|mine| others.all(|o| o.as_ref() != Some(mine)));
        let text = match mine {
            Some(origin) => format!("{text} · {}", isolated(&origin)),
            None => text,
        };
        let lang = ui.tag().to_owned();
        (finalists[index].id.to_owned(), Run { lang, text })
    };
    twins.iter().map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample;

    #[test]
    fn works_of_one_name_are_told_apart_by_their_number_on_stage_and_where_they_come_from() {
        let mut show = sample::show();
        assert!(Apart::of(&show, Ui::En).entries.is_empty());
        let (title, team) = (show.entries[0].title.clone(), show.entries[0].team.clone());
        show.entries[2].title = title;
        show.entries[2].team = team;
        show.entries[2].origin = Some("Kowloon".into());
        let (first, third) = (show.entries[0].id.clone(), show.entries[2].id.clone());
        let said = |ui: Ui, id: &str| Apart::of(&show, ui).entry(id).unwrap().text.clone();
        assert_eq!(said(Ui::En, &third), "Finalist 3 · Kowloon");
        assert!(said(Ui::En, &first).starts_with("Finalist 1"));
        assert!(said(Ui::ZhHant, &third).starts_with("入圍作品 3"));
        assert!(said(Ui::ZhHans, &third).starts_with("入围作品 3"));
        assert_eq!(Apart::of(&show, Ui::En).entry(&show.entries[1].id), None);
    }

    #[test]
    fn prizes_of_one_name_are_told_apart_by_their_ids() {
        let mut show = sample::show();
        show.awards[1].name = show.awards[0].name.clone();
        let apart = Apart::of(&show, Ui::En);
        let name = |n: usize| apart.award(&show.awards[n], &show, Ui::En).text;
        assert_eq!(name(0), format!("First Prize ({})", show.awards[0].id));
        assert_eq!(name(1), format!("First Prize ({})", show.awards[1].id));
        assert_eq!(name(2), "Third Prize");
    }
}
