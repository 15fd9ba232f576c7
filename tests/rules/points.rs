//! Jury and hall together: points for places.

use super::scoring::{matrix, name, plain};
use palmares::show::jury::{blended, blended_apart};
use palmares::show::programme::Show;
use palmares::show::tally::{Count, Tally};

fn votes(votes: &[u64]) -> Tally {
    let count = |(n, votes): (usize, &u64)| Count {
        entry: name(n),
        votes: *votes,
    };
    Tally(votes.iter().enumerate().map(count).collect())
}

/// The show with its award blended.
fn mixed(jury: u32, hall: u32, entries: usize) -> Show {
    let mut show = Show::clone(&plain(entries, 1, ""));
    let shares = format!("{{\"jury\": {jury}, \"hall\": {hall}}}");
    show.awards[0].blend = serde_json::from_str(&shares).expect("shares");
    show
}

#[test]
fn a_blend_counts_points_for_places_by_share() {
    let show = mixed(75, 25, 3);
    let matrix = matrix(&show, &[vec![Some(84), Some(83), Some(79)]]);
    let blended = blended(&show, &show.awards[0], &matrix, &votes(&[100, 300, 600]));
    let figures: Vec<String> = blended
        .ranking
        .figures
        .iter()
        .map(|f| f.1.to_string())
        .collect();
    assert_eq!(figures, ["11", "10", "9"]);
    assert_eq!(blended.ranking.groups, [["a"], ["b"], ["c"]]);
    assert_eq!(blended.jury.groups, [["a"], ["b"], ["c"]]);
    let points = [
        ("a".to_owned(), 12, 8),
        ("b".to_owned(), 10, 10),
        ("c".to_owned(), 8, 12),
    ];
    assert_eq!(blended.points, points);
}

#[test]
fn a_blends_tie_goes_to_the_hall_and_what_nobody_chose_has_no_points() {
    let show = mixed(1, 1, 4);
    let of = |sheet: [u32; 4], counted: &[u64]| {
        let matrix = matrix(&show, &[sheet.map(Some).to_vec()]);
        blended(&show, &show.awards[0], &matrix, &votes(counted))
    };
    let level = of([9, 8, 1, 1], &[1, 2, 0, 0]);
    assert_eq!(level.ranking.groups[..2], [["b"], ["a"]]);
    assert_eq!(level.ranking.groups[2], ["c", "d"], "the chair's");
    assert_eq!(level.points[3], ("d".to_owned(), 8, 0));
    let eleventh = of([9, 8, 7, 6], &[0; 4]);
    assert_eq!(eleventh.points[0], ("a".to_owned(), 12, 0));
}

#[test]
fn hall_and_those_outside_are_two_electorates_where_both_have_a_share() {
    let mut show = mixed(50, 25, 3);
    let shares = r#"{"jury": 50, "hall": 25, "net": 25}"#;
    show.awards[0].blend = serde_json::from_str(shares).expect("shares");
    let matrix = matrix(&show, &[vec![Some(9), Some(8), Some(7)]]);
    // The hall is small and those outside are many: each places by its own votes.
    let (hall, net) = (votes(&[0, 3, 2]), votes(&[0, 100, 900]));
    let all = votes(&[0, 103, 902]);
    let of = |outside| blended_apart(&show, &show.awards[0], &matrix, &all, (&hall, outside));
    let three = of(Some(&net));
    assert_eq!(three.points[1], ("b".to_owned(), 10, 12));
    assert_eq!(three.outside, [0, 10, 12]);
    let figures = |blended: &palmares::show::jury::Blended| -> Vec<String> {
        let figures = blended.ranking.figures.iter();
        figures.map(|(_, figure)| figure.to_string()).collect()
    };
    assert_eq!(figures(&three), ["6", "21/2", "19/2"]);
    assert_eq!(three.ranking.groups, [["b"], ["c"], ["a"]]);
    // Where the hall was announced alone, jury and hall share the whole.
    let alone = of(None);
    assert!(alone.outside.is_empty());
    assert_eq!(figures(&alone), ["8", "32/3", "26/3"]);
}
