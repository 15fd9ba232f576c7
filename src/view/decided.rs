//! How an award is decided: the sentences that `check` prints and the export holds.

use crate::show::event::At;
use crate::show::judging::{JuryState, RulePart};
use crate::show::jury::{Exact, POINTS};
use crate::show::programme::{
    Award, Criterion, DecidedBy, Electorate, JuryTie, RoundMode, Show, Ties,
};
use crate::show::text::{Lang, Text};
use crate::words::Ui;
use crate::words::decided::{Deciding, FirstRound, JudgedOn, RoundAsks, TieOf};
use std::collections::BTreeMap;

/// One sentence in each language of the show that we speak; in English where that is none. It
/// depends on the show file alone, and is the same before a first round and after it.
pub fn sentences(show: &Show, award: &Award) -> BTreeMap<Lang, String> {
    spoken(show, |lang, ui| sentence(show, award, &[award], lang, ui))
}

/// How the finalists are found, as [`sentences`]; none where there are no more works than the file
/// keeps.
pub fn first_round(show: &Show) -> Option<BTreeMap<Lang, String>> {
    let round = show.jury.round.as_ref();
    let round = round.filter(|round| show.entries.len() > round.keep as usize)?;
    let jury = &show.jury;
    let names = |lang: &str| names(show, jury.final_criteria().iter(), lang);
    Some(spoken(show, |lang, ui| {
        let names = names(lang);
        let [_, answers @ ..] = ui.words().sorting;
        (ui.words().first_round)(&FirstRound {
            jurors: jury.jurors.len(),
            per_entry: round.per_entry,
            asked: match round.mode {
                RoundMode::YesMaybeNo => RoundAsks::Answers(answers),
                RoundMode::Scores => RoundAsks::Scores(judged(&names), jury.final_scale()),
            },
            rule: jury.rule,
            keep: round.keep,
        })
    }))
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
        .map(|(_, group)| spoken(show, |lang, ui| sentence(show, group[0], group, lang, ui)))
        .collect()
}

/// What is said in each language of the show that we speak.
fn spoken(show: &Show, say: impl Fn(&str, Ui) -> String) -> BTreeMap<Lang, String> {
    let spoken = show.languages.iter();
    let spoken = spoken.filter_map(|lang| Some((lang.as_str(), Ui::of_tag(lang)?)));
    let mut said: BTreeMap<Lang, String> = spoken
        .map(|(lang, ui)| (lang.to_owned(), say(lang, ui)))
        .collect();
    if said.is_empty() {
        let first = show.languages.first().map_or("en", String::as_str);
        said.insert("en".to_owned(), say(first, Ui::En));
    }
    said
}

/// Criteria by name, each with its weight where they differ.
fn names<'a>(
    show: &Show,
    criteria: impl Iterator<Item = &'a Criterion>,
    lang: &str,
) -> Vec<(String, Option<String>)> {
    let criteria: Vec<&Criterion> = criteria.collect();
    let even = criteria
        .windows(2)
        .all(|two| two[0].weight == two[1].weight);
    let named = criteria.iter().map(|criterion| {
        let name = criterion.name.or_first(lang, &show.languages).to_owned();
        (name, (!even).then(|| criterion.weight.to_string()))
    });
    named.collect()
}

fn judged(names: &[(String, Option<String>)]) -> JudgedOn<'_> {
    let names = names.iter();
    names
        .map(|(name, weight)| (name.as_str(), weight.clone()))
        .collect()
}

fn sentence(show: &Show, award: &Award, named: &[&Award], lang: &str, ui: Ui) -> String {
    let jury = &show.jury;
    let text = |text: &'_ Text| text.or_first(lang, &show.languages).to_owned();
    let awards: Vec<String> = named.iter().map(|award| text(&award.name)).collect();
    let criteria = jury.final_criteria();
    let of_award = criteria.iter().filter(|criterion| {
        let only = award.criterion.as_ref();
        only.is_none_or(|only| *only == criterion.id)
    });
    let names = names(show, of_award, lang);
    let ties = jury.ties.iter().filter_map(|tie| match tie {
        JuryTie::Criterion(id) => {
            let criterion = criteria.iter().find(|criterion| criterion.id == *id)?;
            Some(Some(text(&criterion.name)))
        }
        JuryTie::HeadToHead => Some(None),
        JuryTie::Chair => None,
    });
    let ties: Vec<Option<String>> = ties.collect();
    let named = ties.iter().map(|tie| match tie {
        Some(name) => TieOf::Criterion(name),
        None => TieOf::HeadToHead,
    });
    let points: Vec<String> = POINTS.iter().map(u32::to_string).collect();
    let how = Deciding {
        award: &awards.join(ui.words().writing.comma),
        by: award.decided_by,
        jurors: jury.jurors.len(),
        criteria: judged(&names),
        scale: jury.final_scale(),
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
    fn a_first_round_has_a_sentence_of_its_own_and_changes_none_of_an_award() {
        use crate::show::programme::{FinalSheet, Round};
        let mut show = judged();
        show.jury.ties = vec![JuryTie::Criterion("story".into())];
        let mut award = show.awards[0].clone();
        award.criterion = Some("craft".into());
        let before = sentences(&show, &award);
        assert_eq!(first_round(&show), None);
        let mut with = |mode| {
            let (keep, per_entry) = (2, 3);
            show.jury.round = Some(Round {
                keep,
                per_entry,
                mode,
            });
            first_round(&show).expect("a sentence")
        };
        let scored = with(RoundMode::Scores);
        assert_eq!(
            scored["en"],
            "First round: each work is looked at by at least 3 of a jury of 5, who score it from \
                0 to 10 on Story (weight 2) and Craft (weight 1); the highest mean of the score \
                sheets comes first; the first 2 works come into the final; where a tie goes \
                across that line the chair of the jury decides, and the chair confirms the \
                finalists."
        );
        let sorted = with(RoundMode::YesMaybeNo);
        let answers = "(“Yes” counts 2, “Maybe” 1, “No” 0)";
        assert!(sorted["en"].contains(answers), "{}", sorted["en"]);
        assert!(
            sorted["zh-Hant-HK"].contains("「可」2 分"),
            "{}",
            sorted["zh-Hant-HK"]
        );
        // As the file is read while the works are sorted.
        let mut sorting = show.clone();
        let asked = Criterion {
            id: "yes-maybe-no".into(),
            ..show.jury.criteria[0].clone()
        };
        sorting.jury.final_sheet = Some(FinalSheet {
            scale: std::mem::replace(&mut sorting.jury.scale, 2),
            criteria: std::mem::replace(&mut sorting.jury.criteria, vec![asked]),
        });
        assert_eq!(sentences(&sorting, &award), before);
        assert_eq!(first_round(&sorting), Some(sorted));
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
        // What the jury's places share nobody settles: only the blend's tie is the chair's.
        let tie = "comes first; equal works share their place.";
        assert!(said["en"].contains(tie), "{}", said["en"]);
        assert!(said["zh-Hant-HK"].contains("；同分時名次並列。"));
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
