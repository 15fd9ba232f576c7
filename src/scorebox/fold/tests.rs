use super::*;
use crate::demo;
use crate::scorebox::CONTEXT;
use crate::show::file::{Media, Resolved};
use crate::show::judging::{JuryAct, LeftOut};

/// A box that is asked line by line, each line a record of its own.
#[derive(Default)]
struct Asked {
    sheets: Sheets,
}

impl Asked {
    fn say(&mut self, line: &str) -> Entered {
        let record = SheetRecord::read(line).unwrap_or_else(|| panic!("{line}"));
        self.ask(record)
    }

    fn ask(&mut self, record: SheetRecord) -> Entered {
        let mut body = String::new();
        if let Some(answer) = self.sheets.judge(record, true, &mut body) {
            return answer;
        }
        let mut answers = Vec::new();
        let at = self.sheets.head().next(CONTEXT, &body);
        self.sheets
            .apply(at, &body, &mut |answer| answers.push(answer))
            .expect("our own line");
        assert_eq!(answers.len(), 1, "{body}");
        answers.remove(0)
    }

    /// A score with the next number.
    fn score(&mut self, juror: &str, entry: &str, score: u32) -> Entered {
        self.ask(SheetRecord::Score {
            juror: juror.into(),
            entry: entry.into(),
            criterion: "story".into(),
            change: None,
            score: Some(score),
        })
    }

    fn done(&mut self, line: &str) {
        let answer = self.say(line);
        assert!(matches!(answer, Entered::Done(_)), "{line}: {answer:?}");
    }
}

struct NoFiles;

impl Media for NoFiles {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

fn final_show() -> Show {
    let read = crate::show::file::read("show.toml", demo::SHOW, &NoFiles);
    read.expect("the built-in show").0
}

fn kept(score: u32, change: u32) -> Entered {
    let score = Some(score);
    Entered::Kept { score, change }
}

fn refused(refusal: SheetRefusal) -> Entered {
    Entered::Refused(refusal)
}

#[test]
fn a_score_that_is_sent_again_counts_once_and_a_delayed_one_never_overwrites() {
    let mut asked = Asked::default();
    assert_eq!(asked.say("score fok a story 1 7"), kept(7, 1));
    assert_eq!(asked.say("score fok a story 1 7"), kept(7, 1));
    assert_eq!(asked.say("score fok a story 5 8"), kept(8, 5));
    let stands = Entered::Superseded {
        score: Some(8),
        change: 5,
    };
    assert_eq!(asked.say("score fok a story 4 2"), stands);
    assert_eq!(asked.say("score fok a craft 2 9"), kept(9, 2));
    assert_eq!(
        asked.say("score fok a story 5 6"),
        kept(6, 5),
        "of one number the later stands, as of votes"
    );
    assert_eq!(asked.score("fok", "b", 3), kept(3, 6));
    let head = asked.sheets.head();
    assert_eq!(asked.score("fok", "b", 3), kept(3, 6));
    assert_eq!(asked.sheets.head(), head, "nothing was stored");
    let cleared = Entered::Kept {
        score: None,
        change: 7,
    };
    assert_eq!(asked.say("score fok a story 7 -"), cleared);
}

#[test]
fn a_submitted_sheet_takes_no_score_until_it_is_taken_back_and_a_closed_one_stays() {
    let mut asked = Asked::default();
    asked.score("fok", "a", 7);
    asked.done("sign fok");
    assert_eq!(asked.score("fok", "a", 8), refused(SheetRefusal::Signed));
    assert_eq!(asked.score("fok", "a", 7), kept(7, 1), "a retry");
    asked.done("unsign fok");
    assert_eq!(asked.score("fok", "a", 8), kept(8, 2));
    asked.done("sign fok");
    asked.done("close");
    for line in ["unsign fok", "sign lam", r#"recuse fok a """#, "absent fok"] {
        assert_eq!(asked.say(line), refused(SheetRefusal::Closed), "{line}");
    }
    assert_eq!(asked.score("lam", "a", 1), refused(SheetRefusal::Closed));
    asked.done(r#"reopen fok "one was missing""#);
    assert_eq!(asked.score("fok", "a", 9), kept(9, 3));
    asked.done("sign fok");
    assert_eq!(asked.say("unsign fok"), refused(SheetRefusal::Closed));
    assert_eq!(asked.score("lam", "a", 1), refused(SheetRefusal::Closed));
}

#[test]
fn closing_twice_is_one_close_until_a_sheet_was_given_back() {
    let mut asked = Asked::default();
    asked.score("fok", "a", 7);
    let first = asked.say("close");
    assert_eq!(asked.say("close"), first);
    asked.done(r#"reopen fok "again""#);
    assert_ne!(asked.say("close"), first);
}

#[test]
fn a_work_that_a_juror_does_not_judge_takes_no_score_until_the_chair_waves_it_through() {
    let (mut asked, show) = (Asked::default(), final_show());
    asked.done(r#"recuse fok a "mine""#);
    asked.done("conflict lam a yes");
    for juror in ["fok", "lam"] {
        let answer = asked.score(juror, "a", 7);
        assert_eq!(answer, refused(SheetRefusal::Recused), "{juror}");
        assert!(asked.sheets.stands_out(&show, juror, "a"));
        asked.done(&format!("conflict {juror} a no"));
        assert_eq!(asked.score(juror, "a", 7), kept(7, 1));
        assert!(!asked.sheets.stands_out(&show, juror, "a"));
    }
}

#[test]
fn paper_never_overwrites_what_the_juror_wrote_and_may_itself_be_put_right() {
    let mut asked = Asked::default();
    let paper = r#"paper fok 1 a story 7 "Mei""#;
    asked.done(paper);
    let sheet = asked.sheets.sheet("fok").expect("a sheet");
    assert!(sheet.signed.is_some() && sheet.score("a", "story") == Some(7));
    asked.done(r#"paper fok 2 a craft 6 "Mei""#);
    let sheet = asked.sheets.sheet("fok").expect("a sheet");
    assert_eq!(sheet.score("a", "story"), None);
    assert_eq!(sheet.score("a", "craft"), Some(6));
    asked.done("unsign fok");
    asked.score("fok", "a", 5);
    assert_eq!(asked.say(paper), refused(SheetRefusal::HasMarks));
    asked.score("lam", "a", 5);
    let lam = paper.replace("fok", "lam");
    assert_eq!(asked.say(&lam), refused(SheetRefusal::HasMarks));
}

#[test]
fn a_moved_sheet_is_the_others_and_a_delayed_score_does_not_bring_it_back() {
    let mut asked = Asked::default();
    asked.score("fok", "a", 7);
    asked.say("note fok a 2 00ff");
    asked.done("sign fok");
    asked.done(r#"move fok lam "swapped""#);
    let lam = asked.sheets.sheet("lam").expect("a sheet");
    assert_eq!(lam.score("a", "story"), Some(7));
    assert!(lam.signed.is_some() && lam.notes.contains_key("a"));
    let fok = asked.sheets.sheet("fok").expect("a sheet");
    assert!(fok.signed.is_none() && !fok.has_marks());
    assert!(matches!(
        asked.say("score fok a story 1 7"),
        Entered::Superseded { score: None, .. }
    ));
    asked.score("fok", "a", 3);
    let back = r#"move lam fok "no""#;
    assert_eq!(asked.say(back), refused(SheetRefusal::HasMarks));
    let none = r#"move au fok "no""#;
    assert_eq!(asked.say(none), refused(SheetRefusal::HasMarks));
    let none = r#"move au chan "no""#;
    assert_eq!(asked.say(none), refused(SheetRefusal::NoMarks));
    asked.done(r#"void fok "the wrong person""#);
    assert!(!asked.sheets.sheet("fok").expect("a sheet").has_marks());
}

#[test]
fn an_act_that_is_so_already_is_no_act_and_each_is_told_once() {
    let (mut asked, show) = (Asked::default(), final_show());
    for line in ["absent fok", "absent fok", "sign lam", "sign lam", "close"] {
        asked.done(line);
    }
    let acts = asked.sheets.acts();
    let told: Vec<JuryAct> = acts.iter().filter_map(|act| act.told(&show)).collect();
    assert_eq!(told.len(), 3);
    let first = (acts[0].at.revision, acts[0].nth);
    assert_eq!(asked.sheets.untold(first).len(), 2);
    assert_eq!(asked.sheets.untold((0, 0)).len(), 3);
    // A journal that tells of more than there is speaks of a box that was lost.
    assert_eq!(asked.sheets.untold((99, 1)).len(), 3);
}

#[test]
fn two_acts_in_one_record_are_told_one_after_the_other() {
    let mut sheets = Sheets::default();
    let body = "sign fok\nscore lam a story 1 7\nsign lam\n";
    let at = Head::default().next(CONTEXT, body);
    sheets.apply(at, body, &mut |_| {}).expect("our own lines");
    assert_eq!(sheets.untold((0, 0)).len(), 2);
    assert_eq!(sheets.untold((1, 1)).len(), 1);
    assert_eq!(sheets.untold((1, 2)).len(), 0);
}

#[test]
fn a_close_names_what_counts_what_was_not_submitted_and_what_is_left_out() {
    let (mut asked, show) = (Asked::default(), final_show());
    let entries: Vec<String> = show.finalists().map(|entry| entry.id.clone()).collect();
    let jurors: Vec<String> = show.jury.jurors.iter().map(|j| j.id.clone()).collect();
    let mut fill = |juror: &str, entries: &[String]| {
        for entry in entries {
            for criterion in &show.jury.criteria {
                asked.ask(SheetRecord::Score {
                    juror: juror.into(),
                    entry: entry.clone(),
                    criterion: criterion.id.clone(),
                    change: None,
                    score: Some(7),
                });
            }
        }
    };
    fill(&jurors[0], &entries);
    fill(&jurors[1], &entries[1..]);
    asked.done(&format!("sign {}", jurors[0]));
    for juror in &jurors[2..] {
        asked.done(&format!("absent {juror}"));
    }
    asked.done("close");
    asked.done(&format!("reopen {} \"later\"", jurors[0]));
    let close = asked.sheets.acts().iter().rev().nth(1).expect("the close");
    let closed = JuryAct::Closed {
        counted: jurors[..2].to_vec(),
        unsubmitted: vec![jurors[1].clone()],
        left_out: vec![LeftOut {
            juror: jurors[1].clone(),
            entry: entries[0].clone(),
        }],
    };
    assert_eq!(close.told(&show), Some(closed));
}

#[test]
fn a_box_that_holds_two_scores_of_one_number_goes_by_their_order() {
    let mut sheets = Sheets::default();
    let body = "score fok a story 5 8\nscore fok a story 5 6\n";
    let at = Head::default().next(CONTEXT, body);
    sheets.apply(at, body, &mut |_| {}).expect("our own lines");
    let sheet = sheets.sheet("fok").expect("a sheet");
    assert_eq!(sheet.score("a", "story"), Some(6));
}

#[test]
fn another_round_begins_with_fresh_sheets_and_takes_nothing_that_was_on_its_way() {
    let mut asked = Asked::default();
    asked.score("fok", "a", 7);
    asked.done(r#"recuse fok b "a friend""#);
    asked.done("sign fok");
    asked.done("close");
    asked.done("round 2");
    let sheet = asked.sheets.sheet("fok").expect("a sheet").clone();
    assert!(!sheet.has_marks() && sheet.signed.is_none() && asked.sheets.closed().is_none());
    assert!(
        sheet.recused.contains_key("b"),
        "what is not judged is not judged"
    );
    let late = asked.say("score fok a story 2 9");
    assert!(
        matches!(late, Entered::Superseded { score: None, .. }),
        "{late:?}"
    );
    assert_eq!(asked.score("fok", "a", 9), kept(9, sheet.since + 1));
    let first = &asked.sheets.past()[0];
    assert_eq!(first.sheets["fok"].score("a", "story"), Some(7));
    asked.done("round 2");
    assert_eq!(
        asked
            .sheets
            .sheet("fok")
            .and_then(|s| s.score("a", "story")),
        Some(9)
    );
}

#[test]
fn a_score_that_was_on_its_way_from_the_first_round_lands_nowhere_though_nothing_was_scored() {
    let mut asked = Asked::default();
    asked.done("deal fok a");
    asked.done("round 2");
    let late = asked.say("score fok a story 1 9");
    assert!(
        matches!(late, Entered::Superseded { score: None, .. }),
        "{late:?}"
    );
    assert!(matches!(asked.score("fok", "a", 9), Entered::Kept { .. }));
    assert!(asked.sheets.past()[0].sheets.is_empty());
}

#[test]
fn a_change_with_the_number_nought_counts_for_every_work() {
    let mut asked = Asked::default();
    assert_eq!(asked.say("score fok a story 0 8"), kept(8, 0));
    assert_eq!(asked.say("score fok b story 0 7"), kept(7, 0));
}
