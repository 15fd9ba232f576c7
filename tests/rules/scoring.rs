//! What the jury's scores come to: the worked examples, and what holds for all scores.

use super::support::shows::parse;
use palmares::show::jury::{Exact, Matrix, Ranking, differing, places, ranking, ranking_by};
use palmares::show::programme::{Award, Rule, Show};
use proptest::prelude::*;
use std::sync::Arc;

/// A show of finalists `a`, `b` … and jurors `j0`, `j1` …, with one award and whatever stands in
/// `[jury]`; `criteria` are ids with weights.
fn show(entries: usize, jurors: usize, criteria: &[(&str, &str)], jury: &str) -> Arc<Show> {
    let entry = |n: usize| {
        let id = name(n);
        format!("[[entry]]\nid = \"{id}\"\ntitle = \"{id}\"\nteam = \"T\"\n")
    };
    let juror = |n: usize| format!("[[jury.juror]]\nid = \"j{n}\"\nname = \"J{n}\"\n");
    let criterion = |(id, weight): &(&str, &str)| {
        format!("[[jury.criterion]]\nid = \"{id}\"\nname = \"{id}\"\nweight = {weight}\n")
    };
    parse(&format!(
        "[show]\nid = \"s\"\ntitle = \"S\"\nlanguages = [\"en\"]\n{}\
         [[award]]\nid = \"best\"\nname = \"Best\"\ndecided_by = \"jury\"\n\
         [jury]\nscale = 100\n{jury}{}{}",
        (0..entries).map(entry).collect::<String>(),
        criteria.iter().map(criterion).collect::<String>(),
        (0..jurors).map(juror).collect::<String>(),
    ))
}

pub fn name(n: usize) -> String {
    char::from(b'a' + u8::try_from(n).expect("few")).to_string()
}

/// The matrix of one criterion from rows of what each juror gave `a`, `b` …
pub fn matrix(show: &Show, sheets: &[Vec<Option<u32>>]) -> Matrix {
    Matrix::of_finalists(show, |juror, entry, _| {
        let juror: usize = juror[1..].parse().expect("a number");
        sheets[juror][usize::from(entry.as_bytes()[0] - b'a')]
    })
}

pub fn plain(entries: usize, jurors: usize, jury: &str) -> Arc<Show> {
    show(entries, jurors, &[("all", "1")], jury)
}

/// Rows of entries as columns of a juror.
fn turned(rows: &[&[u32]]) -> Vec<Vec<Option<u32>>> {
    let jurors = 0..rows[0].len();
    jurors
        .map(|juror| rows.iter().map(|row| Some(row[juror])).collect())
        .collect()
}

fn figures(rule: Rule, matrix: &Matrix) -> Vec<String> {
    let text = |figure: &Option<Exact>| figure.as_ref().map_or("-".into(), Exact::to_string);
    rule.figures(matrix).iter().map(text).collect()
}

const EXAMPLE: [&[u32]; 3] = [
    &[90, 88, 87, 86, 50, 91, 89],
    &[85, 86, 89, 88, 84, 83, 87],
    &[80, 70, 75, 78, 99, 79, 77],
];

#[test]
fn seven_jurors_crown_one_by_the_mean_and_another_by_two_other_rules() {
    let show = plain(3, 7, "");
    let seven = matrix(&show, &turned(&EXAMPLE));
    assert_eq!(figures(Rule::Mean, &seven), ["83", "86", "558/7"]);
    assert_eq!(figures(Rule::Trimmed, &seven), ["88", "86", "389/5"]);
    assert_eq!(figures(Rule::Ranks, &seven), ["5/7", "9/14", "1/7"]);
    let first = |rule| ranking_by(rule, &show, &show.awards[0], &seven).groups[0].clone();
    assert_eq!(first(Rule::Mean), ["b"]);
    assert_eq!(first(Rule::Trimmed), ["a"]);
    assert_eq!(first(Rule::Ranks), ["a"]);
    assert_eq!(first(Rule::Centred), ["b"]);
    assert_eq!(differing(&show, &seven), ["best"]);
}

#[test]
fn a_juror_who_stands_out_of_one_work_changes_no_other_mean() {
    let show = plain(3, 7, "");
    let mut sheets = turned(&EXAMPLE);
    sheets[4][0] = None;
    let matrix = matrix(&show, &sheets);
    assert_eq!(figures(Rule::Mean, &matrix), ["177/2", "86", "558/7"]);
    assert_eq!(figures(Rule::Trimmed, &matrix), ["177/2", "86", "389/5"]);
    assert_eq!(figures(Rule::Ranks, &matrix), ["5/6", "4/7", "1/7"]);
    assert_eq!(matrix.column(0).count(), 6);
}

#[test]
fn nine_sheets_without_the_highest_and_the_lowest() {
    let show = plain(1, 9, "");
    // 9.50 to 10.00 in quarters.
    let quarters = matrix(&show, &turned(&[&[38, 40, 39, 39, 38, 39, 40, 38, 39]]));
    let figure = Rule::Trimmed.figures(&quarters)[0]
        .clone()
        .expect("a figure");
    let four = Exact::from(num_bigint::BigInt::from(4));
    assert_eq!((figure / four).to_string(), "68/7");
}

#[test]
fn fewer_than_four_sheets_are_not_trimmed() {
    let show = plain(1, 5, "");
    let some = |given: &[u32]| {
        let mut sheets = vec![vec![None]; 5];
        for (sheet, score) in sheets.iter_mut().zip(given) {
            sheet[0] = Some(*score);
        }
        figures(Rule::Trimmed, &matrix(&show, &sheets))
    };
    assert_eq!(some(&[1, 2, 9]), ["4"]);
    assert_eq!(some(&[1, 2, 4, 9]), ["3"]);
    assert_eq!(some(&[]), ["-"]);
}

#[test]
fn centring_takes_away_that_jurors_who_saw_different_works_are_harsh_or_lenient() {
    let show = plain(5, 3, "");
    let (none, some) = (None, Some);
    let sheets = [
        vec![some(4), some(6), some(5), none, none],
        vec![none, none, some(9), some(8), some(10)],
        vec![some(6), some(8), none, some(7), some(8)],
    ];
    let matrix = matrix(&show, &sheets);
    // The middle juror's mean is 29/4.
    assert_eq!(
        figures(Rule::Centred, &matrix),
        ["-9/8", "7/8", "0", "-5/8", "7/8"]
    );
    assert_eq!(figures(Rule::Mean, &matrix), ["5", "7", "7", "15/2", "9"]);
    let centred = places(&Rule::Centred.figures(&matrix));
    assert_eq!(centred, [Some(5), Some(1), Some(3), Some(4), Some(1)]);
}

#[test]
fn a_weight_counts_exactly_and_a_work_with_a_criterion_open_does_not_count() {
    let show = show(2, 1, &[("idea", "0.1"), ("craft", "0.2")], "");
    let scored = |open: bool| {
        Matrix::of_finalists(&show, |_, entry, criterion| match (entry, criterion) {
            ("b", "craft") if open => None,
            (_, "idea") => Some(7),
            _ => Some(10),
        })
    };
    assert_eq!(figures(Rule::Mean, &scored(false)), ["9", "9"]);
    assert_eq!(figures(Rule::Mean, &scored(true)), ["9", "-"]);
    assert_eq!(figures(Rule::Mean, &scored(true).on("idea")), ["7", "-"]);
    assert_eq!(
        figures(Rule::Mean, &scored(false).on("craft")),
        ["10", "10"]
    );
    assert_eq!(
        figures(Rule::Mean, &scored(false).on("nothing")),
        ["-", "-"]
    );
}

#[test]
fn an_award_on_one_criterion_goes_by_that_one_alone() {
    let show = show(2, 1, &[("idea", "1"), ("craft", "9")], "");
    let matrix = Matrix::of_finalists(&show, |_, entry, criterion| {
        Some(u32::from((entry == "a") == (criterion == "idea")))
    });
    let mut award = show.awards[0].clone();
    assert_eq!(ranking(&show, &award, &matrix).groups, [["b"], ["a"]]);
    award.criterion = Some("idea".into());
    assert_eq!(ranking(&show, &award, &matrix).groups, [["a"], ["b"]]);
}

#[test]
fn a_second_prize_goes_to_the_second_of_the_order() {
    let mut show = Show::clone(&plain(3, 1, ""));
    let prize = |rank: u32, most: u32| Award {
        rank: Some(rank),
        most,
        ..show.awards[0].clone()
    };
    show.awards = vec![prize(2, 2), prize(1, 1)];
    let matrix = matrix(&show, &[vec![Some(7), Some(9), Some(8)]]);
    let leading = |award: usize, most| {
        let ranking = ranking(&show, &show.awards[award], &matrix);
        ranking
            .leading(most)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (leading(1, 1), leading(0, 2)),
        (vec!["b".into()], vec!["c".into(), "a".into()])
    );
    assert!(differing(&show, &matrix).is_empty());
}

/// Two works that are level at six, on two criteria.
fn tied(ties: &str) -> (Ranking, Arc<Show>) {
    let show = show(2, 3, &[("idea", "1"), ("craft", "1")], ties);
    let matrix = Matrix::of_finalists(&show, |juror, entry, criterion| {
        let row = match (entry, criterion) {
            ("a", "idea") => [9, 5, 4],
            ("a", _) => [9, 5, 4],
            (_, "idea") => [5, 6, 5],
            _ => [7, 7, 6],
        };
        Some(row[juror[1..].parse::<usize>().expect("a number")])
    });
    (ranking(&show, &show.awards[0], &matrix), show)
}

#[test]
fn a_tie_is_broken_by_what_the_file_names_in_that_order_and_else_left_to_the_chair() {
    let order = |ties: &str| {
        let (ranking, _) = tied(ties);
        let by: Vec<_> = ranking
            .broken
            .iter()
            .map(|b| b.by.as_str().to_owned())
            .collect();
        (ranking.groups, by)
    };
    let groups = |groups: &[&[&str]]| -> Vec<Vec<String>> {
        let own = |group: &&[&str]| group.iter().map(|e| (*e).to_owned()).collect();
        groups.iter().map(own).collect()
    };
    let both = groups(&[&["a", "b"]]);
    let (first, second) = (groups(&[&["a"], &["b"]]), groups(&[&["b"], &["a"]]));
    assert_eq!(order(""), (both.clone(), vec![]));
    assert_eq!(order("ties = [\"chair\"]\n"), (both, vec![]));
    let idea = order("ties = [\"idea\", \"head-to-head\"]\n");
    assert_eq!(idea, (first, vec!["idea".to_owned()]));
    let heads = order("ties = [\"head-to-head\", \"idea\", \"chair\"]\n");
    assert_eq!(heads, (second, vec!["head-to-head".to_owned()]));
}

#[test]
fn a_work_with_fewer_sheets_than_the_jury_asks_for_is_not_ranked() {
    let show = plain(2, 3, "minimum = 2\n");
    let sheets = [
        vec![Some(9), Some(1)],
        vec![None, Some(1)],
        vec![None, None],
    ];
    let ranking = ranking(&show, &show.awards[0], &matrix(&show, &sheets));
    assert_eq!(ranking.groups, [["b"]]);
    assert_eq!(ranking.unranked, ["a"]);
    assert_eq!(ranking.figures.len(), 2);
}

#[test]
fn a_decision_agrees_with_the_first_of_the_ranking_and_with_any_way_out_of_a_tie() {
    let group = |entries: &[&str]| entries.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>();
    let ranking = Ranking {
        groups: vec![group(&["a"]), group(&["b", "c"]), group(&["d"])],
        ..Ranking::default()
    };
    let agrees = |winners: &[&str], most| ranking.agrees(&group(winners), most);
    assert!(agrees(&["a"], 1) && agrees(&["a"], 3));
    assert!(!agrees(&["b"], 1) && !agrees(&["a", "d"], 2) && !agrees(&[], 1));
    assert!(agrees(&["c", "a"], 2) && agrees(&["a", "b"], 2) && agrees(&["a", "b", "c"], 2));
    assert!(
        !agrees(&["a", "b"], 1),
        "more than it is meant for, without a tie"
    );
    assert!(!agrees(&["b", "c"], 2) && !agrees(&["a", "b", "c", "d"], 3));
    assert!(Ranking::default().agrees(&group(&["a"]), 1));
    let second = Ranking {
        before: 1,
        ..ranking.clone()
    };
    let agrees = |winners: &[&str], most| second.agrees(&group(winners), most);
    assert!(agrees(&["b"], 1) && agrees(&["c"], 1) && agrees(&["b", "c"], 1));
    assert!(!agrees(&["a"], 1) && !agrees(&["d"], 1) && !agrees(&["b", "c", "d"], 2));
    assert!(agrees(&["b", "c", "d"], 3));
    let third = Ranking {
        before: 2,
        ..ranking.clone()
    };
    assert!(third.agrees(&group(&["c"]), 1) && !third.agrees(&group(&["b", "c"]), 1));
    assert!(Ranking::default().agrees(&[], 1));
}

#[test]
fn figures_that_are_equal_share_the_lower_place() {
    let figures = [3, 5, 5, 1].map(|n| Some(Exact::from(num_bigint::BigInt::from(n))));
    let mut figures = figures.to_vec();
    figures.push(None);
    assert_eq!(places(&figures), [Some(3), Some(1), Some(1), Some(4), None]);
}

const JURORS: usize = 5;
const ENTRIES: usize = 4;

fn sheets(all: bool) -> impl Strategy<Value = Vec<Vec<Option<u32>>>> {
    let score = prop_oneof![1 => Just(None), 6 => (0u32..=10).prop_map(Some)];
    let score = score.prop_map(move |score| if all { Some(score.unwrap_or(5)) } else { score });
    prop::collection::vec(prop::collection::vec(score, ENTRIES), JURORS)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_the_jurors_makes_no_difference(
        sheets in sheets(false),
        order in Just((0..JURORS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let show = plain(ENTRIES, JURORS, "ties = [\"head-to-head\"]\n");
        let other: Vec<_> = order.iter().map(|n| sheets[*n].clone()).collect();
        let (one, other) = (matrix(&show, &sheets), matrix(&show, &other));
        for rule in Rule::ALL {
            let ranked = |m| ranking_by(rule, &show, &show.awards[0], m);
            prop_assert_eq!(ranked(&one), ranked(&other));
        }
    }

    #[test]
    fn a_higher_score_never_lowers_an_entry(
        sheets in sheets(false),
        juror in 0..JURORS,
        entry in 0..ENTRIES,
        more in 1u32..10,
    ) {
        let show = plain(ENTRIES, JURORS, "");
        let mut higher = sheets.clone();
        let Some(score) = higher[juror][entry].as_mut() else { return Ok(()) };
        *score += more;
        let (before, after) = (matrix(&show, &sheets), matrix(&show, &higher));
        for rule in Rule::ALL {
            let (low, high) = (rule.figures(&before), rule.figures(&after));
            prop_assert!(high[entry] >= low[entry], "{rule:?}");
            prop_assert!(places(&high)[entry] <= places(&low)[entry], "{rule:?}");
        }
    }

    #[test]
    fn under_the_mean_who_stands_out_of_one_work_changes_no_other(
        sheets in sheets(false),
        juror in 0..JURORS,
        entry in 0..ENTRIES,
    ) {
        let show = plain(ENTRIES, JURORS, "");
        let mut without = sheets.clone();
        without[juror][entry] = None;
        let before = Rule::Mean.figures(&matrix(&show, &sheets));
        let after = Rule::Mean.figures(&matrix(&show, &without));
        for other in (0..ENTRIES).filter(|other| *other != entry) {
            prop_assert_eq!(&before[other], &after[other]);
        }
    }

    #[test]
    fn centring_changes_no_order_where_all_scored_all(sheets in sheets(true)) {
        let show = plain(ENTRIES, JURORS, "");
        let matrix = matrix(&show, &sheets);
        let place = |rule: Rule| places(&rule.figures(&matrix));
        prop_assert_eq!(place(Rule::Mean), place(Rule::Centred));
    }
}
