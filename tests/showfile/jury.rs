//! `[jury]`, its criteria and jurors, its first round, and the awards that it decides.

mod refused;

use crate::{ENTRIES, FILES, HEAD, loads, report};
use palmares::show::file::read;
use palmares::show::programme::{
    Criterion, DecidedBy, Electorate, JuryTie, Round, RoundMode, Rule, Seal, SheetNames, Show,
    Weight,
};

/// Two criteria and five jurors, behind whatever `[jury]` says.
fn jury(head: &str) -> String {
    let criteria =
        ["idea", "craft"].map(|id| format!("[[jury.criterion]]\nid = \"{id}\"\nname = \"{id}\"\n"));
    let jurors = ["a", "b", "c", "d", "e"]
        .map(|id| format!("[[jury.juror]]\nid = \"{id}\"\nname = \"{id}\"\n"));
    format!("[jury]\n{head}{}{}", criteria.concat(), jurors.concat())
}

fn award(decided_by: &str, rest: &str) -> String {
    format!("[[award]]\nid = \"best\"\nname = \"Best\"\ndecided_by = \"{decided_by}\"\n{rest}")
}

const BALLOT: &str = "[[ballot]]\nid = \"vote\"\naward = \"best\"\nseconds = 90\n";

#[test]
fn every_key_of_the_jury_is_read() {
    let whole = r#"
[jury]
scale = 2
rule = "trimmed"
ties = ["idea", "head-to-head", "chair"]
minimum = 3
seal = "two"
chair = "b"
shuffle = false
sheets = "anonymous"
[jury.round]
keep = 2
per_entry = 4
mode = "yes-maybe-no"
[[jury.criterion]]
id = "idea"
name = "Idea"
weight = 0.1
levels = ["no", { zh = "可", en = "maybe" }, "yes"]
[[jury.juror]]
id = "a"
name = "A"
portrait = "deep/a.jpg"
organisation = { zh = "大學", en = "University" }
conflicts = ["echo", "early"]
[[jury.juror]]
id = "b"
name = "B"
conflicts = "mirror"
"#;
    let more =
        ["c", "d", "e"].map(|id| format!("[[jury.juror]]\nid = \"{id}\"\nname = \"{id}\"\n"));
    let award = award("jury", "criterion = \"idea\"\nmost = 2\n");
    let numbered = ENTRIES.replacen("team = \"A\"", "team = \"A\"\nnumber = 7", 1);
    let numbered = numbered.replacen("team = \"B\"", "team = \"B\"\nnumber = \"07-B\"", 1);
    let show = loads(&format!("{HEAD}{numbered}{award}{whole}{}", more.concat()));
    let jury = &show.jury;
    assert_eq!((jury.scale, jury.rule, jury.minimum), (2, Rule::Trimmed, 3));
    let ties = [
        JuryTie::Criterion("idea".into()),
        JuryTie::HeadToHead,
        JuryTie::Chair,
    ];
    assert_eq!(jury.ties, ties);
    assert_eq!((jury.seal, jury.sheets), (Seal::Two, SheetNames::Anonymous));
    assert_eq!((jury.chair.as_deref(), jury.shuffle), (Some("b"), false));
    let round = Round {
        keep: 2,
        per_entry: 4,
        mode: RoundMode::YesMaybeNo,
    };
    assert_eq!(jury.round, Some(round));
    assert_eq!(jury.criteria[0].weight.exact().to_string(), "1/10");
    assert_eq!(jury.criteria[0].levels.len(), 3);
    let juror = &jury.jurors[0];
    assert_eq!(juror.portrait.as_deref(), Some("media/deep/a.jpg"));
    assert_eq!(
        juror.organisation.as_ref().and_then(|o| o.exact("en")),
        Some("University")
    );
    assert_eq!(juror.conflicts, ["echo", "early"]);
    assert_eq!(jury.jurors[1].conflicts, ["mirror"]);
    let award = &show.awards[0];
    assert_eq!((award.criterion.as_deref(), award.most), (Some("idea"), 2));
    let numbers: Vec<_> = show.entries.iter().map(|e| e.number.as_deref()).collect();
    assert_eq!(numbers, [Some("7"), Some("07-B"), None]);
    let kept = serde_json::to_string(&show).expect("JSON");
    assert_eq!(serde_json::from_str::<Show>(&kept).expect("a show"), show);
}

#[test]
fn what_a_jury_does_not_write_has_its_default_and_stands_in_no_journal() {
    let show = loads(&format!("{HEAD}{ENTRIES}{}", jury("")));
    let jury = &show.jury;
    assert_eq!(
        (jury.rule, jury.minimum, jury.seal),
        (Rule::Mean, 1, Seal::One)
    );
    assert_eq!((jury.shuffle, jury.sheets), (true, SheetNames::Named));
    assert!(jury.ties.is_empty() && jury.chair.is_none() && jury.round.is_none());
    assert!(show.has_jury() && !loads(HEAD).has_jury());
    let kept = serde_json::to_value(&show).expect("JSON");
    let keys: Vec<_> = kept["jury"].as_object().expect("a table").keys().collect();
    assert_eq!(keys, ["scale", "criteria", "jurors"]);
    let criterion = r#"{"id":"idea","name":"idea","weight":1.0}"#;
    assert_eq!(
        serde_json::to_string(&jury.criteria[0]).expect("JSON"),
        criterion
    );
    let juror = r#"{"id":"a","name":"a","title":null}"#;
    assert_eq!(serde_json::to_string(&jury.jurors[0]).expect("JSON"), juror);
}

#[test]
fn a_blend_has_its_shares() {
    let award = award("blend", "blend = { jury = 75, hall = 2.5 }\n");
    let show = loads(&format!("{HEAD}{ENTRIES}{award}{BALLOT}{}", jury("")));
    assert_eq!(show.awards[0].decided_by, DecidedBy::Blend);
    let share = |who| show.awards[0].blend[&who].exact().to_string();
    assert_eq!(
        (share(Electorate::Jury), share(Electorate::Hall)),
        ("75".into(), "5/2".into())
    );
}

#[test]
fn a_weight_is_the_decimal_as_written_and_the_number_that_json_always_had() {
    for (written, exact, json) in [
        ("1", "1", "1.0"),
        ("0.1", "1/10", "0.1"),
        ("2.50", "5/2", "2.5"),
        ("1_000", "1000", "1000.0"),
        ("1e21", "1000000000000000000000", "1e+21"),
        ("2.5e-7", "1/4000000", "2.5e-7"),
        (
            "0.3333333333333333",
            "3333333333333333/10000000000000000",
            "0.3333333333333333",
        ),
    ] {
        let weight = Weight::read(written).expect(written);
        assert_eq!(weight.exact().to_string(), exact, "{written}");
        assert_eq!(
            serde_json::to_string(&weight).expect("JSON"),
            json,
            "{written}"
        );
        assert_eq!(
            serde_json::from_str::<Weight>(json).expect(json),
            weight,
            "{written}"
        );
    }
    for wrong in ["0", "-1", "-0.5", "inf", "nan", "", ".", "1e", "0.0"] {
        assert_eq!(Weight::read(wrong), None, "{wrong}");
    }
    assert!(serde_json::from_str::<Weight>("0").is_err());
}

#[test]
fn a_weight_with_more_digits_than_are_kept_is_a_warning() {
    let text = format!("{HEAD}{}", jury("")).replacen(
        "name = \"idea\"\n",
        "name = \"idea\"\nweight = 0.33333333333333333333\n",
        1,
    );
    let (show, found) = read("show.toml", &text, &FILES).expect("it loads");
    assert_eq!(found.len(), 1, "{}", report(&found));
    assert!(
        found[0].message.contains("counts as 0.3333333333333333"),
        "{}",
        found[0]
    );
    assert_eq!(
        show.jury.criteria[0].weight.to_string(),
        "0.3333333333333333"
    );
}

#[test]
fn while_works_are_sorted_the_show_still_knows_what_the_final_asks() {
    let head = "scale = 5\n[jury.round]\nkeep = 1\nmode = \"yes-maybe-no\"\n";
    let show = loads(&format!("{HEAD}{ENTRIES}{}", jury(head)));
    let ids =
        |criteria: &[Criterion]| -> Vec<String> { criteria.iter().map(|c| c.id.clone()).collect() };
    assert_eq!(ids(&show.jury.criteria), ["yes-maybe-no"]);
    assert_eq!(ids(show.jury.final_criteria()), ["idea", "craft"]);
    assert_eq!((show.jury.scale, show.jury.final_scale()), (2, 5));
    let kept = serde_json::to_string(&show).expect("JSON");
    assert_eq!(serde_json::from_str::<Show>(&kept).expect("a show"), show);
}
