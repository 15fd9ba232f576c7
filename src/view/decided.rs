//! How an award is decided: the sentences that `check` prints and the export holds.

use crate::show::event::At;
use crate::show::judging::{JuryState, RulePart};
use crate::show::jury::{Exact, POINTS};
use crate::show::programme::{Award, DecidedBy, Electorate, JuryTie, Show, Ties};
use crate::show::text::{Lang, Text};
use crate::words::Ui;
use crate::words::decided::{Deciding, TieOf};
use std::collections::BTreeMap;

/// One sentence in each language of the show that we speak; in English where that is none. It
/// depends on the show file alone.
pub fn sentences(show: &Show, award: &Award) -> BTreeMap<Lang, String> {
    said(show, award, &[award])
}

/// The same, said once for all awards that are decided alike.
pub fn alike<'a>(
    show: &Show,
    awards: impl Iterator<Item = &'a Award>,
) -> Vec<BTreeMap<Lang, String>> {
    let mut groups: Vec<(String, Vec<&Award>)> = Vec::new();
    for award in awards {
        let how = sentence(show, award, &[], "", Ui::En);
        match groups.iter_mut().find(|(known, _)| *known == how) {
            Some((_, group)) => group.push(award),
            None => groups.push((how, vec![award])),
        }
    }
    let groups = groups.iter();
    groups
        .map(|(_, group)| said(show, group[0], group))
        .collect()
}

/// How this award is decided, and with it those that are named.
fn said(show: &Show, award: &Award, named: &[&Award]) -> BTreeMap<Lang, String> {
    let spoken = show.languages.iter();
    let spoken = spoken.filter_map(|lang| Some((lang.as_str(), Ui::of_tag(lang)?)));
    let mut said: BTreeMap<Lang, String> = spoken
        .map(|(lang, ui)| (lang.to_owned(), sentence(show, award, named, lang, ui)))
        .collect();
    if said.is_empty() {
        let first = show.languages.first().map_or("en", String::as_str);
        said.insert("en".to_owned(), sentence(show, award, named, first, Ui::En));
    }
    said
}

fn sentence(show: &Show, award: &Award, named: &[&Award], lang: &str, ui: Ui) -> String {
    let jury = &show.jury;
    let text = |text: &'_ Text| text.or_first(lang, &show.languages).to_owned();
    let awards: Vec<String> = named.iter().map(|award| text(&award.name)).collect();
    let judged = jury.criteria.iter().filter(|criterion| {
        let only = award.criterion.as_ref();
        only.is_none_or(|only| *only == criterion.id)
    });
    let judged: Vec<_> = judged.collect();
    let even = judged.windows(2).all(|two| two[0].weight == two[1].weight);
    let names: Vec<String> = judged.iter().map(|c| text(&c.name)).collect();
    let weight = |at: usize| (!even).then(|| judged[at].weight.to_string());
    let ties = jury.ties.iter().filter_map(|tie| match tie {
        JuryTie::Criterion(id) => Some(Some(text(&jury.criterion(id)?.name))),
        JuryTie::HeadToHead => Some(None),
        JuryTie::Chair => None,
    });
    let ties: Vec<Option<String>> = ties.collect();
    let named = ties.iter().map(|tie| match tie {
        Some(name) => TieOf::Criterion(name),
        None => TieOf::HeadToHead,
    });
    let criteria = names.iter().enumerate();
    let points: Vec<String> = POINTS.iter().map(u32::to_string).collect();
    let how = Deciding {
        award: &awards.join(ui.words().writing.comma),
        by: award.decided_by,
        jurors: jury.jurors.len(),
        criteria: criteria
            .map(|(at, name)| (name.as_str(), weight(at)))
            .collect(),
        scale: jury.scale,
        rule: jury.rule,
        ties: named.collect(),
        minimum: jury.minimum,
        most: award.most,
        shares: Electorate::ALL.map(|who| share(award, who)),
        points: points.join(ui.words().writing.comma),
        choices: show
            .ballot_with(&award.id)
            .map_or(1, |ballot| ballot.choices),
        shared: award.ties == Ties::Shared,
    };
    (ui.words().decided)(&how)
}

/// Each change of the announced rule after the first score, with its moment.
pub fn rule_changes(judging: &JuryState, ui: Ui) -> Vec<(At, String)> {
    let w = &ui.words().rule;
    let said = |(at, parts): (At, Vec<RulePart>)| {
        let parts: Vec<&str> = parts.iter().map(|part| w.parts[*part as usize]).collect();
        (at, (w.changed)(&parts.join(ui.words().writing.comma)))
    };
    judging.rule_changes().map(said).collect()
}

/// As `75%`, or exactly where that is no whole number: `1/3`.
fn share(award: &Award, who: Electorate) -> String {
    if award.decided_by != DecidedBy::Blend {
        return String::new();
    }
    let whole: Exact = award.blend.values().map(|weight| weight.exact()).sum();
    let Some(own) = award.blend.get(&who) else {
        return String::new();
    };
    let part = own.exact() / whole;
    let percent = &part * Exact::from(num_bigint::BigInt::from(100));
    match percent.is_integer() {
        true => format!("{percent}%"),
        false => part.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::programme::{Juror, Rule};
    use crate::view::sample;

    fn judged() -> Show {
        let mut show = sample::show();
        show.languages.push("zh-Hans".into());
        let criterion = |(id, zh, en): (&str, &str, &str), weight: f64| {
            let name = [
                ("zh".to_owned(), zh.to_owned()),
                ("en".to_owned(), en.to_owned()),
            ];
            let name = serde_json::to_value(std::collections::BTreeMap::from(name));
            serde_json::from_value(serde_json::json!({
                "id": id, "name": name.expect("JSON"), "weight": weight,
            }))
            .expect("a criterion")
        };
        show.jury.criteria = vec![
            criterion(("story", "故事", "Story"), 2.0),
            criterion(("craft", "技術", "Craft"), 1.0),
        ];
        show.jury.jurors = ["a", "b", "c", "d", "e"].map(juror).into();
        show
    }

    fn juror(id: &str) -> Juror {
        serde_json::from_value(serde_json::json!({"id": id, "name": id, "title": null}))
            .expect("a juror")
    }

    #[test]
    fn a_sentence_says_in_each_language_how_the_jury_decides() {
        let mut show = judged();
        show.jury.rule = Rule::Trimmed;
        show.jury.minimum = 3;
        show.jury.ties = vec![JuryTie::Criterion("story".into()), JuryTie::HeadToHead];
        let mut award = show.awards[0].clone();
        award.name = "Best".into();
        let said = sentences(&show, &award);
        assert_eq!(
            said["en"],
            "Best: a jury of 5 scores the finalists from 0 to 10 on Story (weight 2) and Craft \
                (weight 1); the highest mean of the score sheets, without the highest and lowest, \
                comes first, of at least 3 sheets per work; a tie goes to the work that is higher \
                on Story, then to the work that more jurors placed higher, then to the chair of \
                the jury; the jury deliberates on that order and decides."
        );
        assert_eq!(
            said["zh-Hant-HK"],
            "Best：由 5 位評審按「故事」（比重 2）、「技術」（比重 1）為入圍作品評分（0 至 10 \
                分），不計最高及最低的一份評分表，以其餘的平均分排名，每部作品須有至少 3 \
                份評分表；同分時以「故事」得分較高者為先，再以較多評審給予較高分者為先，\
                再由評審團主席決定；評審團參考排名，商議後作出決定。"
        );
        assert!(
            said["zh-Hans"].contains("由评审团主席决定"),
            "{}",
            said["zh-Hans"]
        );
        award.criterion = Some("craft".into());
        assert!(sentences(&show, &award)["en"].contains("on Craft alone;"));
    }

    #[test]
    fn awards_that_are_decided_alike_share_one_sentence_that_names_them() {
        let mut show = judged();
        show.languages = vec!["en".into()];
        let award = |name: &str, criterion: Option<&str>| {
            let mut award = show.awards[0].clone();
            award.name = name.into();
            award.criterion = criterion.map(str::to_owned);
            award
        };
        let awards = [
            award("Best", None),
            award("Craft", Some("craft")),
            award("Next", None),
        ];
        let said = alike(&show, awards.iter());
        assert_eq!(said.len(), 2);
        assert!(
            said[0]["en"].starts_with("Best, Next: a jury of 5"),
            "{}",
            said[0]["en"]
        );
        assert_eq!(said[1], sentences(&show, &awards[1]));
    }

    #[test]
    fn a_blend_says_what_jury_and_hall_have_in_it() {
        let show = judged();
        let mut award = show.awards[0].clone();
        award.decided_by = DecidedBy::Blend;
        award.blend = serde_json::from_str("{\"jury\": 75, \"hall\": 25}").expect("shares");
        let said = sentences(&show, &award);
        assert!(
            said["en"].contains("points count 75%, the audience's 25%"),
            "{}",
            said["en"]
        );
        assert!(said["en"].contains("earn 12, 10, 8, 7, 6, 5, 4, 3, 2, 1 points"));
        assert!(said["zh-Hant-HK"].contains("評審團的點數佔 75%，觀眾的點數佔 25%"));
        award.blend = serde_json::from_str("{\"jury\": 2, \"hall\": 1}").expect("shares");
        assert!(sentences(&show, &award)["en"].contains("count 2/3, the audience's 1/3"));

        let shares = |shares: &str| serde_json::from_str(shares).expect("shares");
        award.blend = shares(r#"{"jury": 50, "hall": 25, "net": 25}"#);
        let said = sentences(&show, &award);
        let both = "jury and two audiences decide together";
        assert!(said["en"].contains(both), "{}", said["en"]);
        let each = "points count 50%, those of the hall 25%, those of the one outside 25%;";
        assert!(said["en"].contains(each), "{}", said["en"]);
        let tag = "zh-Hant-HK";
        assert!(said[tag].contains("三方各自為作品排名"), "{}", said[tag]);
        assert!(
            said[tag].contains("現場觀眾佔 25%，場外觀眾佔 25%；"),
            "{}",
            said[tag]
        );
        award.blend = shares(r#"{"jury": 75, "net": 25}"#);
        let said = sentences(&show, &award);
        assert!(
            said["zh-Hans"].contains("场外观众的点数占 25%"),
            "{}",
            said["zh-Hans"]
        );
    }

    #[test]
    fn what_others_decide_is_said_too() {
        let mut show = judged();
        let mut award = show.awards[0].clone();
        award.name = "Best".into();
        show.languages = vec!["ja".into()];
        award.decided_by = DecidedBy::Organiser;
        let said = sentences(&show, &award);
        assert_eq!(said["en"], "Best: the organisers decide.");
        award.decided_by = DecidedBy::Audience;
        assert!(sentences(&show, &award)["en"].contains("may vote for one work"));
        award.decided_by = DecidedBy::Jury;
        show.jury.jurors.clear();
        assert_eq!(sentences(&show, &award)["en"], "Best: the jury decides.");
    }
}
