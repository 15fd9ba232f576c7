//! The tables of a show and their keys.

use crate::{
    AUDIENCE, ENTRIES, HEAD, loads, one_error, one_error_after_entries, one_error_after_head,
};
use palmares::show::programme::{BallotResults, Identity, Release, Ties};
use palmares::show::text::Text;

#[test]
fn a_whole_file_becomes_the_show_that_it_describes() {
    let show = loads(&format!(
        r#"{HEAD}date = 2026-03-05
venue = {{ zh = "大會堂" }}
calm = true
sound = true
peek = true
[show.wifi]
ssid = "Hall"
password = "open sesame"
[show.hall]
seats = 420
{ENTRIES}say = "ehr-lee"
origin = "HK"
synopsis = "one\ntwo"
poster = "media/mirror.jpg"
[[award]]
id = "first"
name = {{ zh = "一等獎", en = "First Prize" }}
decided_by = "jury"
winner = ["mirror", "echo"]
citation = """
Why
so"""
presenter = "chan"
ties = "chair"
release = "hold"
rank = 1
{AUDIENCE}[[ballot]]
id = "vote"
award = "popular"
seconds = 90
choices = 2
results = "live"
identity = "presence"
[jury]
scale = 100
[[jury.criterion]]
id = "idea"
name = "Idea"
weight = 2
[[jury.criterion]]
id = "craft"
name = "Craft"
weight = 0.5
[[jury.juror]]
id = "wong"
name = "黃"
title = "Director"
[[person]]
id = "chan"
name = "陳"
title = "Chair"
say = "chun"
portrait = "deep/a.jpg"
[[partner]]
name = "Radio"
role = "Host"
logo = "mirror.jpg"
"#
    ));
    assert_eq!(show.date.as_deref(), Some("2026-03-05"));
    assert!(show.calm && show.sound && show.peek);
    assert_eq!(show.wifi.unwrap().password.as_deref(), Some("open sesame"));
    assert_eq!(show.hall.unwrap().seats, Some(420));
    assert_eq!(show.entries[0].clip.as_deref(), Some("media/mirror.mp4"));
    assert_eq!(show.entries[2].synopsis, Some(Text::from("one\ntwo")));
    assert!(!show.entries[2].finalist);
    let award = &show.awards[0];
    assert_eq!(award.winner, ["mirror", "echo"]);
    assert_eq!(
        (award.ties, award.release, award.rank),
        (Ties::Chair, Release::Hold, Some(1))
    );
    let ballot = &show.ballots[0];
    assert_eq!((ballot.seconds, ballot.choices), (90, 2));
    assert_eq!(
        (ballot.results, ballot.identity),
        (BallotResults::Live, Identity::Presence)
    );
    let weights: Vec<f64> = show
        .jury
        .criteria
        .iter()
        .map(|c| c.weight.as_float())
        .collect();
    assert_eq!((show.jury.scale, weights), (100, vec![2.0, 0.5]));
    assert_eq!(show.people[0].portrait.as_deref(), Some("media/deep/a.jpg"));
    assert_eq!(show.partners[0].logo.as_deref(), Some("media/mirror.jpg"));
}

#[test]
fn what_is_not_written_has_its_default() {
    let show = loads(&format!(
        "{HEAD}{ENTRIES}{AUDIENCE}[[ballot]]\nid = \"vote\"\naward = \"popular\"\nseconds = 90\n[[jury.criterion]]\nid = \"idea\"\nname = \"Idea\"\n"
    ));
    assert!(!show.calm && !show.sound && !show.peek && show.date.is_none() && show.wifi.is_none());
    assert!(show.entries[0].finalist);
    let (award, ballot) = (&show.awards[0], &show.ballots[0]);
    assert_eq!((award.ties, award.release), (Ties::Shared, Release::Live));
    assert_eq!(ballot.choices, 1);
    assert_eq!(
        (ballot.results, ballot.identity),
        (BallotResults::Hidden, Identity::Device)
    );
    assert_eq!(
        (show.jury.scale, show.jury.criteria[0].weight.as_float()),
        (10, 1.0)
    );
    assert_eq!(loads(HEAD).jury.scale, 10);
}

#[test]
fn a_file_without_a_show_table_is_told_so_at_its_beginning() {
    one_error("# nothing\n", 1, "#", "no [show]", "begin it with `[show]`");
    one_error("", 1, "", "no [show]", "begin it with `[show]`");
}

#[test]
fn a_still_keeps_what_has_to_stay_in_sight() {
    let entry = "[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nstill = \"mirror.jpg\"\n";
    let show = loads(&format!("{HEAD}{entry}focus = [0.25, 1]\n"));
    assert_eq!(show.entries[0].still.as_deref(), Some("media/mirror.jpg"));
    let focus = show.entries[0]
        .focus
        .map(|focus| (focus.across, focus.down));
    assert_eq!(focus, Some((25, 100)));
    for wrong in [
        "[0.5]",
        "[0.5, 1.5]",
        "[0.5, -1]",
        "[0.5, 0.5, 0.5]",
        "[\"a\", 0]",
        "[nan, 0]",
    ] {
        let line = format!("{entry}focus = {wrong}\n");
        one_error_after_head(&line, 10, wrong, "two numbers", "`focus = [0.5, 0.4]`");
    }
    let middle = format!("{entry}focus = \"middle\"\n");
    one_error_after_head(
        &middle,
        10,
        "\"middle\"",
        "two numbers",
        "`focus = [0.5, 0.4]`",
    );
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_was_meant() {
    one_error_after_head(
        "vanue = \"Hall\"\n",
        5,
        "vanue",
        "no key `vanue` in [show]",
        "did you mean `venue`?",
    );
    one_error_after_head(
        "colour = 1\n",
        5,
        "colour",
        "no key `colour`",
        "[show] takes `id`, `title`",
    );
    one_error_after_head(
        "[[entries]]\nid = 1\n",
        5,
        "entries",
        "no key `entries`",
        "did you mean `entry`?",
    );
}

#[test]
fn a_key_by_another_common_name_is_recognised() {
    let entry = "[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nvideo = \"mirror.mp4\"\n";
    one_error_after_head(entry, 9, "video", "no key `video`", "did you mean `clip`?");
}

#[test]
fn a_missing_key_is_blamed_on_the_header_of_its_table() {
    one_error_after_head(
        "[[entry]]\nid = \"a\"\ntitle = \"A\"\n",
        5,
        "[[entry]]",
        "[[entry]] `a` has no `team`",
        "add `team = \"…\"`",
    );
    one_error(
        "[show]\nid = \"a\"\ntitle = \"A\"\n",
        1,
        "[show]",
        "no `languages`",
        "add `languages = [\"zh-Hant-HK\", \"en\"]`",
    );
    one_error_after_head(
        "[[award]]\nid = \"a\"\nname = \"A\"\n",
        5,
        "[[award]]",
        "no `decided_by`",
        "`jury`, `audience`, `organiser` and `blend`",
    );
    one_error_after_head(
        "[show.wifi]\npassword = \"long enough\"\n",
        5,
        "[show.wifi]",
        "no `ssid`",
        "add `ssid",
    );
    one_error_after_entries(
        &format!("{AUDIENCE}[[ballot]]\nid = \"b\"\naward = \"popular\"\n"),
        5,
        "[[ballot]]",
        "no `seconds`",
        "add `seconds = 90`",
    );
}
