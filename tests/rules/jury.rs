//! What a jury decides: winners or nobody, a special mention, a second choice and why.

use super::play::*;
use super::support::shows::{GALA, parse};
use palmares::show::award::Honours;
use palmares::show::command::Command;
use palmares::show::event::{By, Event};
use palmares::show::halves::Conclusion;
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use palmares::show::text::Text;
use std::sync::Arc;

/// The gala with a jury of two.
const JURY: &str = r#"
[[jury.criterion]]
id = "story"
name = "Story"
[[jury.juror]]
id = "ng"
name = "Ng"
[[jury.juror]]
id = "ho"
name = "Ho"
"#;

pub fn judged() -> Arc<Show> {
    parse(&format!("{GALA}[jury]\n{JURY}"))
}

/// The same with these lines under `[jury]`, and without a winner in the file.
pub fn judged_by(lines: &str) -> Arc<Show> {
    parse(&judged_file(lines))
}

pub fn judged_file(lines: &str) -> String {
    let unsealed = GALA.replace("winner = \"mirror\"\n", "");
    let unsealed = unsealed.replace("winner = [\"echo\", \"river\"]\n", "");
    format!("{unsealed}[jury]\n{lines}{JURY}")
}

fn because(citation: &str) -> Honours {
    Honours {
        citation: Some(citation.into()),
        ..Honours::default()
    }
}

fn seal_with(award: &str, winners: &[&str], honours: Honours) -> Command {
    Command::Seal {
        award: award.into(),
        conclusion: Conclusion {
            winners: ids(winners),
            honours,
            reason: None,
        },
    }
}

#[test]
fn a_jury_may_give_its_award_to_nobody() {
    let play = given(judged()).by(By::Producer);
    let play = play.when(seal("best", &[])).then([sealed("best", &[])]);
    let play = play.after([goto("best/winner")]);
    assert_eq!(play.revealed("best"), Some(Vec::new()));
}

#[test]
fn nobody_but_a_jury_gives_an_award_to_nobody() {
    for award in ["craft", "hall"] {
        let play = given(judged());
        play.when(seal(award, &[])).refused(Refusal::BadWinners);
    }
    let jurorless = given(super::support::shows::gala());
    jurorless
        .when(seal("best", &[]))
        .refused(Refusal::BadWinners);
}

#[test]
fn a_correction_may_find_that_nobody_gets_a_jurys_award() {
    let play = given(judged()).after([goto("best/winner"), wrong_envelope()]);
    let play = play.after([correct("best", &[], "no quorum")]);
    assert_eq!(
        play.award("best").envelope.map(|e| e.winners),
        Some(Vec::new())
    );
}

#[test]
fn a_citation_sealed_with_the_winner_stands_above_the_files() {
    let play = given(judged()).after([seal_with("best", &["mirror"], because("For its light."))]);
    assert_eq!(play.state.citation("best"), None, "nothing is announced");
    let play = play.after([goto("best/winner")]);
    let cited = play.state.citation("best").cloned();
    assert_eq!(cited, Some(Text::from("For its light.")));

    let filed = given(judged()).after([goto("best/winner")]);
    let cited = filed.state.citation("best").cloned();
    assert_eq!(cited, Some(Text::from("Because it looks back.")));
}

#[test]
fn the_files_citation_praises_nobody_that_the_file_did_not_know() {
    let other = given(judged()).after([seal("best", &["echo"]), goto("best/winner")]);
    assert_eq!(other.state.citation("best"), None);
    let corrected = given(judged()).after([
        goto("best/winner"),
        correct("best", &["mirror"], "a misprint"),
    ]);
    assert_eq!(corrected.state.citation("best"), None);
}

#[test]
fn mention_and_second_choice_are_finalists_that_do_not_win() {
    let with = |mention: &[&str], second: Option<&str>| Honours {
        citation: None,
        mention: ids(mention),
        second: second.map(str::to_owned),
    };
    let wrong = [
        (with(&["mirror"], None), Refusal::BadMention),
        (with(&["echo", "echo"], None), Refusal::BadMention),
        (
            with(&["nobody"], None),
            Refusal::NoSuchEntry("nobody".into()),
        ),
        (
            with(&["early"], None),
            Refusal::NotAFinalist("early".into()),
        ),
        (with(&[], Some("mirror")), Refusal::BadSecond),
        (
            with(&[], Some("early")),
            Refusal::NotAFinalist("early".into()),
        ),
    ];
    for (honours, refusal) in wrong {
        let seal = seal_with("best", &["mirror"], honours);
        given(judged()).when(seal).refused(refusal);
    }
    let honours = with(&["echo", "river"], Some("echo"));
    let seal = seal_with("best", &["mirror"], honours.clone());
    let play = given(judged()).after([seal, goto("best/winner")]);
    assert_eq!(
        play.award("best").revealed.map(|r| r.honours),
        Some(honours)
    );
}

#[test]
fn a_citation_praises_somebody_and_fits_a_screen() {
    let long = "字".repeat(1_001);
    for (winners, citation) in [
        (&["mirror"][..], ""),
        (&["mirror"], long.as_str()),
        (&["mirror"], "a\u{7}b"),
        (&[], "For nobody."),
    ] {
        let seal = seal_with("best", winners, because(citation));
        given(judged()).when(seal).refused(Refusal::BadCitation);
    }
    let two_lines = because("One line.\nAnother.");
    given(judged())
        .when(seal_with("best", &["mirror"], two_lines))
        .accepted();
}

#[test]
fn citation_and_mention_have_a_cue_where_the_file_says_so_whoever_wins() {
    let asked = "ties = \"shared\"\ncitation_cue = true\nmention_cue = true\n";
    let file = format!("{GALA}[jury]\n{JURY}");
    let name = "name = { zh = \"最佳影片\", en = \"Best film\" }\n";
    let file = file.replacen(name, &format!("{name}{asked}"), 1);
    for winners in [&["mirror"][..], &[]] {
        let play = given(parse(&file)).after([seal("best", winners)]);
        let early = play.when(goto("best/mention"));
        let play = early.refused(Refusal::NotRevealed("best".into()));
        let play = play.after([goto("best/winner")]);
        assert_eq!(play.on_deck(), Some("best/citation"));
        let play = play.after([go()]);
        assert_eq!(play.on_deck(), Some("best/mention"));
        let play = play.after([go()]);
        assert_eq!(play.on_deck(), Some("best/photo"));
    }
    let unasked = given(judged()).after([goto("best/winner")]);
    assert_eq!(unasked.on_deck(), Some("best/photo"));
}

#[test]
fn an_event_of_an_earlier_version_is_read_and_written_as_it_was() {
    let older = [
        r#"{"event":"envelope-sealed","award":"best","winners":["echo"]}"#,
        r#"{"event":"award-corrected","award":"best","winners":["echo"],"reason":"why"}"#,
    ];
    for text in older {
        let event: Event = serde_json::from_str(text).expect("an event");
        assert_eq!(serde_json::to_string(&event).expect("JSON"), text);
    }
}
