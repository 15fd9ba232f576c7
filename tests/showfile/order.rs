//! What stands where in the running order.

use crate::cues::{BALLOT, award, file, one_error};
use crate::{ENTRIES, HEAD, head_and, is_at, loads, report, says};
use palmares::show::file::Severity;

#[test]
fn nothing_stands_in_the_rundown_twice() {
    let card = "[[cue]]\nkind = \"card\"\nid = \"a\"\n";
    one_error(
        &card.repeat(2),
        6,
        "\"a\"",
        "the id of a cue on line 27",
        "`a-2`",
    );
    one_error(
        &award("first").repeat(2),
        6,
        "\"first\"",
        "`first` is in the rundown already, on line 27",
        "only once",
    );
    one_error(
        &BALLOT[0].repeat(2),
        8,
        "\"open\"",
        "`vote/open` is in the rundown already",
        "only once",
    );
    one_error(
        &"[[cue]]\nkind = \"finalists\"\n".repeat(2),
        4,
        "\"finalists\"",
        "in the rundown already, on line 26",
        "only once",
    );
    one_error(
        &"[[cue]]\nkind = \"results\"\n".repeat(2),
        3,
        "[[cue]]",
        "the id of a cue on line 25",
        "another id",
    );
    one_error(
        "[[cue]]\nkind = \"card\"\nid = \"first\"\n",
        3,
        "\"first\"",
        "the id of an award on line 2",
        "awards, ballots and cues share",
    );
}

#[test]
fn a_ballot_is_opened_closed_counted_and_then_its_award_is_given() {
    let [open, close, result] = BALLOT;
    let popular = award("popular");
    one_error(
        &format!("{close}{open}{result}{popular}"),
        4,
        "\"close\"",
        "`vote/close` comes before `vote/open` (line 32)",
        "move this cue below",
    );
    one_error(
        &format!("{open}{result}{close}{popular}"),
        8,
        "\"result\"",
        "`vote/result` comes before `vote/close` (line 36)",
        "move this cue below",
    );
    one_error(
        &format!("{popular}{open}{close}{result}"),
        3,
        "\"popular\"",
        "`popular` comes before `vote/result` (line 39)",
        "then its award is given",
    );
    let (source, _) = file(&format!("{open}{close}{result}{popular}"));
    loads(&source);
}

#[test]
fn a_hand_written_rundown_that_leaves_something_out_is_warned_and_loads() {
    let cues = award("first") + BALLOT[0];
    let (source, _) = file(&cues);
    let (show, found) = palmares::show::file::read("show.toml", &source, &crate::FILES).unwrap();
    assert_eq!(show.lines.len(), 2);
    assert!(found.iter().all(|d| d.severity == Severity::Warning));
    assert_eq!(found.len(), 2, "{}", report(&found));
    is_at(&source, &found[0], 3, "\"popular\"");
    says(
        &found[0],
        "never gives the award `popular`",
        "award = \"popular\"",
    );
    is_at(&source, &found[1], 5, "\"vote\"");
    says(
        &found[1],
        "never comes to `close` and `result` of the ballot `vote`",
        "step = \"close\"",
    );
    assert!(found[0].to_string().contains(": warning: "));
}

#[test]
fn a_step_for_a_presenter_whom_nobody_named_is_only_a_warning() {
    let award = "[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\"\n[[cue]]\nkind = \"award\"\naward = \"a\"\ntimings = { presenter = 9 }\n";
    let (_, found) = head_and(award).unwrap();
    assert_eq!(found.len(), 1);
    is_at(&format!("{HEAD}{award}"), &found[0], 12, "presenter");
    says(&found[0], "`a` has no presenter", "add `presenter");
}

#[test]
fn a_second_ballot_that_opens_beneath_the_first_is_warned() {
    let two = r#"award = [{ id = "p", name = "P", decided_by = "audience" }, { id = "q", name = "Q", decided_by = "audience" }]
ballot = [{ id = "v", award = "p", seconds = 9 }, { id = "w", award = "q", seconds = 9 }]
"#;
    let step = |ballot: &str, step: &str| {
        format!("[[cue]]\nkind = \"ballot\"\nballot = \"{ballot}\"\nstep = \"{step}\"\n")
    };
    let cues = step("v", "open") + &step("w", "open") + &step("v", "close") + &step("w", "close");
    let source = format!("{two}{HEAD}{ENTRIES}{cues}");
    let (_, found) = palmares::show::file::read("show.toml", &source, &crate::FILES).unwrap();
    let warning = found
        .iter()
        .find(|d| d.message.contains("may still be open"))
        .unwrap();
    is_at(&source, warning, 28, "\"open\"");
    says(warning, "the ballot `v` may still be open", "close `v`");
}
