//! The running order as written.

use crate::{ENTRIES, HEAD, is_at, loads, report, says};
use palmares::show::file::Severity;
use palmares::show::rundown::{self, Rundown};
use palmares::show::scene::{BallotStep, Scene};
use palmares::show::text::Text;

/// Lines 1 to 12 after the entries: the awards `first` (with a presenter) and `popular`, whose
/// ballot is `vote`.
const AWARDS: &str = r#"award = [
  { id = "first", name = "First", decided_by = "jury", presenter = "chan" },
  { id = "popular", name = "Popular", decided_by = "audience" },
]
ballot = [{ id = "vote", award = "popular", seconds = 90 }]
person = [{ id = "chan", name = "Chan" }]
"#;

/// A file with these cues, and the line on which they begin. Awards stand at its top, as plain keys
/// must.
pub fn file(cues: &str) -> (String, usize) {
    let before = format!("{AWARDS}{HEAD}{ENTRIES}");
    let line = before.lines().count();
    (before + cues, line)
}

/// Asserts the one error among what is wrong with these cues; lines count from their beginning.
pub fn one_error(cues: &str, line: usize, marked: &str, message: &str, mend: &str) {
    let (source, before) = file(cues);
    let found = palmares::show::file::read("show.toml", &source, &crate::FILES).expect_err(message);
    let mut errors = found.iter().filter(|d| d.severity == Severity::Error);
    let error = errors.next().unwrap();
    assert!(errors.next().is_none(), "{}", report(&found));
    is_at(&source, error, before + line, marked);
    says(error, message, mend);
}

pub const BALLOT: [&str; 3] = [
    "[[cue]]\nkind = \"ballot\"\nballot = \"vote\"\nstep = \"open\"\n",
    "[[cue]]\nkind = \"ballot\"\nballot = \"vote\"\nstep = \"close\"\n",
    "[[cue]]\nkind = \"ballot\"\nballot = \"vote\"\nstep = \"result\"\n",
];

pub fn award(id: &str) -> String {
    format!("[[cue]]\nkind = \"award\"\naward = \"{id}\"\n")
}

#[test]
fn every_kind_of_cue_becomes_its_line() {
    let [open, close, result] = BALLOT;
    let cues = format!(
        r#"[[cue]]
kind = "card"
id = "doors"
title = "Soon"
text = "Please\nsit"
seconds = 60
script = """Good
evening"""
[[cue]]
kind = "message"
id = "phones"
title = "Phones"
[[cue]]
kind = "speech"
id = "opening"
person = "chan"
title = "Welcome"
[[cue]]
kind = "finalists"
seconds = 20
timings = {{ echo = 30 }}
scripts = {{ mirror = {{ zh = "鏡" }} }}
[[cue]]
kind = "jury"
[[cue]]
kind = "clip"
id = "film"
entry = "mirror"
{open}{close}{result}{popular}{first}timings = {{ winner = 20 }}
scripts = {{ presenter = "Please welcome" }}
[[cue]]
kind = "photo"
id = "everyone"
title = "All of us"
text = "Come\nup"
[[cue]]
kind = "results"
"#,
        popular = award("popular"),
        first = award("first"),
    );
    let (source, _) = file(&cues);
    let (show, found) = palmares::show::file::read("show.toml", &source, &crate::FILES)
        .map_err(|found| report(&found))
        .unwrap();
    assert!(found.is_empty(), "{}", report(&found));
    let ids: Vec<&str> = show.lines.iter().map(|line| line.id.as_str()).collect();
    let all = [
        "doors",
        "phones",
        "opening",
        "finalists",
        "jury",
        "film",
        "vote/open",
        "vote/close",
        "vote/result",
        "popular",
        "first",
        "everyone",
        "results",
    ];
    assert_eq!(ids, all);
    let photo = Scene::Photo {
        title: Some(Text::from("All of us")),
        text: Some(Text::from("Come\nup")),
    };
    assert_eq!(show.lines[11].kind, photo);
    assert_eq!(show.lines[0].seconds, Some(60));
    assert_eq!(show.lines[0].script, Some(Text::from("Good\nevening")));
    assert_eq!(show.lines[3].timings["echo"], 30);
    let open = Scene::Ballot {
        ballot: "vote".into(),
        step: BallotStep::Open,
    };
    assert_eq!(show.lines[6].kind, open);
    assert_eq!(show.lines[10].timings["winner"], 20);
    assert_eq!(
        show.lines[10].scripts["presenter"],
        Text::from("Please welcome")
    );
    assert!(Rundown::of(&show).position("first/presenter").is_some());
}

#[test]
fn without_cues_the_running_order_is_made_from_the_awards() {
    let (source, _) = file("");
    let show = loads(&source);
    assert_eq!(show.lines, rundown::generated(&show, None));
    assert!(show.lines.len() > 5);
}

#[test]
fn a_cue_is_of_a_known_kind() {
    one_error(
        "[[cue]]\nid = \"a\"\nkind = \"crad\"\n",
        3,
        "\"crad\"",
        "cannot be `crad`",
        "did you mean `card`?",
    );
    one_error(
        "[[cue]]\nid = \"a\"\n",
        1,
        "[[cue]]",
        "has no `kind`",
        "`card`, `message`, `speech`",
    );
}

#[test]
fn a_cue_has_the_keys_of_its_kind_and_no_others() {
    one_error(
        "[[cue]]\nkind = \"card\"\n",
        1,
        "[[cue]]",
        "a `card` cue has no `id`",
        "add `id = ",
    );
    one_error(
        "[[cue]]\nkind = \"message\"\nid = \"a\"\n",
        1,
        "[[cue]]",
        "has no `title`",
        "add `title",
    );
    one_error(
        "[[cue]]\nkind = \"speech\"\nid = \"a\"\n",
        1,
        "[[cue]]",
        "has no `person`",
        "add `person",
    );
    one_error(
        "[[cue]]\nkind = \"clip\"\nid = \"a\"\n",
        1,
        "[[cue]]",
        "has no `entry`",
        "add `entry",
    );
    one_error(
        "[[cue]]\nkind = \"award\"\n",
        1,
        "[[cue]]",
        "has no `award`",
        "add `award",
    );
    one_error(
        "[[cue]]\nkind = \"ballot\"\nstep = \"open\"\n",
        1,
        "[[cue]]",
        "has no `ballot`",
        "add `ballot",
    );
    one_error(
        "[[cue]]\nkind = \"ballot\"\nballot = \"vote\"\n",
        1,
        "[[cue]]",
        "has no `step`",
        "`open`, `close` and `result`",
    );
    one_error(
        "[[cue]]\nkind = \"award\"\nid = \"x\"\naward = \"first\"\n",
        3,
        "id",
        "no key `id` in an `award` cue",
        "takes `kind`",
    );
    one_error(
        "[[cue]]\nkind = \"card\"\nid = \"x\"\ntimings = { winner = 3 }\n",
        4,
        "timings",
        "no key `timings`",
        "remove it",
    );
}

#[test]
fn a_cue_refers_to_what_there_is() {
    one_error(
        "[[cue]]\nkind = \"speech\"\nid = \"a\"\nperson = \"chang\"\n",
        4,
        "\"chang\"",
        "no person",
        "did you mean `chan`?",
    );
    one_error(
        "[[cue]]\nkind = \"clip\"\nid = \"a\"\nentry = \"miror\"\n",
        4,
        "\"miror\"",
        "no entry",
        "did you mean `mirror`?",
    );
    one_error(
        "[[cue]]\nkind = \"clip\"\nid = \"a\"\nentry = \"echo\"\n",
        4,
        "\"echo\"",
        "`echo` has no `clip`",
        "add `clip",
    );
    one_error(
        &award("fist"),
        3,
        "\"fist\"",
        "no award",
        "did you mean `first`?",
    );
    let ballot = BALLOT[0].replace("vote", "veto");
    one_error(&ballot, 3, "\"veto\"", "no ballot", "did you mean `vote`?");
}

#[test]
fn steps_are_those_of_an_award_or_the_finalists() {
    let cue = award("first") + "timings = { winer = 3 }\n";
    one_error(
        &cue,
        4,
        "winer",
        "no step `winer`",
        "did you mean `winner`?",
    );
    let cue = award("first") + "timings = { winner = 0 }\n";
    one_error(&cue, 4, "0", "`winner` cannot be 0", "between 1 and 86400");
    let cue = award("first") + "scripts = \"Hello\"\n";
    one_error(&cue, 4, "\"Hello\"", "must be a table", "step by step");
    let finalists =
        |entry: &str| format!("[[cue]]\nkind = \"finalists\"\nscripts = {{ {entry} = \"x\" }}\n");
    one_error(
        &finalists("ecco"),
        3,
        "ecco",
        "no entry",
        "did you mean `echo`?",
    );
    one_error(
        &finalists("early"),
        3,
        "early",
        "not in the final",
        "only finalists",
    );
}

#[test]
fn planned_seconds_are_at_most_a_day() {
    for seconds in ["0", "86401"] {
        let cue = format!("[[cue]]\nkind = \"jury\"\nseconds = {seconds}\n");
        one_error(
            &cue,
            3,
            seconds,
            "`seconds` cannot be",
            "between 1 and 86400",
        );
    }
}
