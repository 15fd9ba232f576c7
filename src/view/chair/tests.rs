use super::*;
use crate::show::event::{By, Event};
use crate::show::halves::Side;
use crate::show::jury::SORTING_ID;
use crate::show::programme::{Criterion, Round, RoundMode, Weight};
use crate::view::jury::tests::{boxed, judged};
use crate::view::sample::{self, SampleEvening};

/// Everything that the chair is sent without a look.
fn sent(lines: &[&str], ui: Ui) -> (ChairSight, String) {
    let evening = SampleEvening::of(judged());
    let (state, live) = (&evening.state, Live::default());
    let sight = ChairSight::of(state, &boxed(lines), &Attendance::new());
    let frame = frame(state, &live, &sight, ui);
    let sent = format!(
        "{}{}",
        page(state, &live, &sight, ui),
        serde_json::to_string(&frame).unwrap()
    );
    (sight, sent)
}

/// Both jurors score everything; these are their two scores of each work.
fn all_scored(of: [[u32; 2]; 2]) -> Vec<String> {
    let show = judged();
    let mut lines = Vec::new();
    for (juror, scores) in show.jury.jurors.iter().zip(of) {
        for entry in show.finalists() {
            for (criterion, score) in show.jury.criteria.iter().zip(scores) {
                let [juror, entry, criterion] = [&juror.id, &entry.id, &criterion.id];
                let change = lines.len() + 1;
                lines.push(format!(
                    "score {juror} {entry} {criterion} {change} {score}"
                ));
            }
        }
    }
    lines
}

#[test]
fn no_score_changes_a_byte_of_the_chairs_page_but_how_many_there_are() {
    let sent = |of| {
        let lines = all_scored(of);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        sent(&lines, Ui::En).1
    };
    assert_eq!(sent([[1, 2], [3, 4]]), sent([[9, 8], [7, 6]]));
}

#[test]
fn scores_are_shown_once_every_sheet_is_in_and_before_that_by_a_look() {
    let seen = |lines: &[&str]| sent(lines, Ui::En).0.scores;
    assert_eq!(seen(&[]), ScoresSeen::None);
    let begun = ["score fok hide story 1 8", "score choi hide story 1 8"];
    assert_eq!(seen(&begun), ScoresSeen::Early);
    let with = |more: &[&'static str]| [&begun[..], more].concat();
    assert_eq!(seen(&with(&["sign fok"])), ScoresSeen::Early);
    assert_eq!(seen(&with(&["sign fok", "sign choi"])), ScoresSeen::Ready);
    assert_eq!(seen(&with(&["sign fok", "absent choi"])), ScoresSeen::Ready);
    assert_eq!(seen(&with(&["close"])), ScoresSeen::Ready);
}

#[test]
fn a_chair_who_votes_sees_no_score_before_the_own_sheet_is_submitted() {
    let mut show = judged();
    show.jury.chair = Some("fok".into());
    let evening = SampleEvening::of(show);
    let seen =
        |lines: &[&str]| ChairSight::of(&evening.state, &boxed(lines), &Attendance::new()).scores;
    let scored = [
        "score fok hide story 1 8",
        "score choi hide story 1 8",
        "sign choi",
    ];
    assert_eq!(seen(&scored), ScoresSeen::OwnFirst);
    let signed = [&scored[..], &["sign fok"]].concat();
    assert_eq!(seen(&signed), ScoresSeen::OwnFirst, "an empty sheet");
    let whole = evening.state.show.finalists().flat_map(|entry| {
        ["story", "craft"].map(|criterion| format!("score fok {} {criterion} 9 8", entry.id))
    });
    let whole: Vec<String> = whole.collect();
    let whole = scored
        .iter()
        .copied()
        .chain(whole.iter().map(String::as_str));
    let whole: Vec<&str> = whole.chain(["sign fok"]).collect();
    assert_eq!(seen(&whole), ScoresSeen::Ready);
}

#[test]
fn the_close_names_what_is_not_submitted_and_what_does_not_count() {
    let lines = [
        "score fok hide story 1 8",
        "score fok hide craft 2 8",
        "score fok neon story 3 8",
    ];
    let (_, page) = sent(&lines, Ui::En);
    let w = &Ui::En.words().chair.closing;
    assert!(page.contains(w.left_out));
    assert!(page.contains("《霓虹下的回音》"));
    assert!(
        page.contains("no complete work"),
        "the other sheet is empty"
    );
}

#[test]
fn a_sheet_that_is_half_filled_in_stands_under_one_heading_of_the_close() {
    let list = |lines: &[&str]| {
        let (_, page) = sent(lines, Ui::En);
        let (_, list) = page.split_once("data-close-list").expect("a list");
        list.split_once("</template>")
            .expect("its end")
            .0
            .to_owned()
    };
    let w = &Ui::En.words().chair;
    let half = list(&[
        "score fok hide story 1 8",
        "score fok hide craft 2 8",
        "score fok neon story 3 8",
    ]);
    assert!(!half.contains(w.closing.counts), "{half}");
    assert!(
        half.contains(w.sheets.states[0]),
        "it is not submitted: {half}"
    );
    let name = judged().jury.jurors[0].name.all()[0].to_owned();
    assert_eq!(half.matches(&name).count(), 1, "{half}");
    let whole = all_scored([[1, 2], [3, 4]]);
    let whole: Vec<&str> = whole.iter().map(String::as_str).collect();
    let whole = list(&whole);
    assert!(whole.contains(w.closing.counts) && !whole.contains(w.closing.left_out));
}

#[test]
fn a_sheet_of_paper_is_typed_in_with_the_team_of_each_work() {
    let page = paper(&judged(), &boxed(&[]), "fok", Ui::En);
    assert!(page.contains("Wang Meiquan"), "{page}");
}

#[test]
fn a_conflict_is_proposed_where_a_jurors_office_names_where_a_work_comes_from() {
    let mut show = judged();
    show.jury.jurors[0].title = Some("香港浸會大學電影學院".into());
    show.jury.jurors[1].organisation = Some("BBXH".into());
    let evening = SampleEvening::of(show);
    let proposed = |lines: &[&str]| {
        let sight = ChairSight::of(&evening.state, &boxed(lines), &Attendance::new());
        let conflicts = sight.conflicts.into_iter();
        let told = conflicts.map(|of| (of.juror, of.entry, of.ruled));
        told.collect::<Vec<_>>()
    };
    let of = |juror: &str, entry: &str, ruled| (juror.to_owned(), entry.to_owned(), ruled);
    assert_eq!(
        proposed(&["conflict fok sweet no"]),
        [
            of("fok", "sweet", Some(false)),
            of("choi", "cyberport", None)
        ]
    );
}

#[test]
fn a_first_round_asks_for_as_many_sheets_of_a_work_as_it_deals() {
    let needed = |round: Option<u32>, minimum| {
        let mut show = judged();
        show.jury.minimum = minimum;
        show.jury.round = round.map(|per_entry| Round {
            keep: 1,
            per_entry,
            mode: RoundMode::Scores,
        });
        let evening = SampleEvening::of(show);
        let sight = ChairSight::of(&evening.state, &boxed(&[]), &Attendance::new());
        let page = page(&evening.state, &Live::default(), &sight, Ui::En);
        (1..=4).find(|n| page.contains(&format!("0 sheets of at least {n}")))
    };
    assert_eq!(needed(Some(2), 1), Some(2));
    assert_eq!(needed(Some(2), 3), Some(3));
    assert_eq!(needed(None, 1), Some(1), "in the final");
}

#[test]
fn works_that_are_sorted_are_shown_with_the_answers_that_were_given() {
    let mut show = judged();
    show.jury.criteria = vec![Criterion {
        id: SORTING_ID.into(),
        name: "In the final?".into(),
        weight: Weight::ONE,
        levels: Vec::new(),
    }];
    show.jury.round = Some(Round {
        keep: 1,
        per_entry: 2,
        mode: RoundMode::YesMaybeNo,
    });
    let lines = [
        "score fok hide yes-maybe-no 1 2",
        "score choi hide yes-maybe-no 1 1",
    ];
    let html = matrix(&show, &boxed(&lines), Ui::En);
    assert!(html.contains(">Yes</td>"), "{html}");
    assert!(html.contains(">Maybe</td>"), "{html}");
    assert!(
        html.contains("Yes 1 · Maybe 1 · No 0 · mean 1.50"),
        "{html}"
    );
}

#[test]
fn a_first_round_ticks_the_first_of_the_ranking_and_leaves_a_tie_at_the_line_to_the_chair() {
    let mut show = judged();
    let works: Vec<String> = show.finalists().map(|entry| entry.id.clone()).collect();
    let round = |keep| Round {
        keep,
        per_entry: 1,
        mode: RoundMode::Scores,
    };
    let line = |work: &String, change: usize, score: u32| {
        format!("score fok {work} story {change} {score}\nscore fok {work} craft {change} {score}")
    };
    // The first is best; the second and the third are alike.
    let scores = [9, 7, 7];
    let lines = works.iter().zip(scores).zip(1..);
    let lines = lines.map(|((work, score), change)| line(work, change, score));
    let lines: Vec<String> = lines.collect();
    let lines: Vec<&str> = lines.iter().flat_map(|two| two.lines()).collect();
    let mut ticked = |keep| {
        show.jury.round = Some(round(keep));
        let html = matrix(&show, &boxed(&lines), Ui::En);
        let of = |work: &String| html.contains(&format!(r#"value="{work}" checked"#));
        let alike = html.matches(Ui::En.words().chair.round.at_line).count();
        (works.iter().filter(|work| of(work)).count(), alike)
    };
    assert_eq!(ticked(1), (1, 0));
    assert_eq!(ticked(2), (1, 2), "nobody of the two is picked");
}

#[test]
fn what_was_announced_wrongly_is_decided_again_and_half_a_correction_waits_for_the_chair() {
    let announced = || {
        let sealed = sample::sealed("third", &["hide"]);
        let evening = SampleEvening::of(judged()).then(By::Chair, sealed);
        evening.reveal("third", &["hide"])
    };
    let row = |evening: &SampleEvening| {
        let rows = html(&decisions::DecisionsRegion::of(&evening.state, Ui::En));
        let (_, row) = rows.split_once("Third Prize").expect("the award");
        row.split_once("</li>").expect("its end").0.to_owned()
    };
    let w = &Ui::En.words().chair.decide;
    let may = |row: &str, says: &str| {
        assert!(row.contains(says), "{row}");
        row.contains("data-form=\"decide\"")
    };
    assert!(!may(&row(&announced()), w.revealed));
    let award = || "third".to_owned();
    let half = Event::HalfSealed {
        award: award(),
        by: Side::Producer,
        commitment: "c".into(),
        closed: String::new(),
    };
    assert!(may(
        &row(&announced().then(By::Producer, half)),
        w.states[3]
    ));
    let wrong = announced().then(By::Mc, Event::WrongEnvelope { award: award() });
    assert!(may(&row(&wrong), w.wrong[0]));
    let mended = wrong.then(By::Chair, sample::corrected("third", &["neon"], "A slip."));
    assert!(may(&row(&mended), w.wrong[1]));
}

#[test]
fn once_the_scoring_is_closed_nothing_is_offered_that_would_be_refused() {
    let offered = |lines: &[&str]| {
        let (_, page) = sent(lines, Ui::En);
        ["absent", "conflict", "paper", "reopen"].map(|act| match act {
            "paper" => page.contains("data-form=\"paper\""),
            act => page.contains(&format!("/api/jury/{act}\"")),
        })
    };
    let begun = ["score fok hide story 1 8", "conflict fok sweet no"];
    assert_eq!(offered(&begun), [true, true, true, false]);
    let closed = [&begun[..], &["close"]].concat();
    assert_eq!(offered(&closed), [false, false, false, true]);
}
