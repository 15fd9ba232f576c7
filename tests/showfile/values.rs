//! Single values: ids, texts, language tags, numbers, dates, files.

use crate::{
    AUDIENCE, HEAD, head_and, loads, one_error, one_error_after_entries, one_error_after_head,
};

#[test]
fn a_wrong_type_is_named_with_the_right_one() {
    let entry = |title: &str| format!("[[entry]]\nid = \"a\"\nteam = \"T\"\ntitle = {title}\n");
    one_error_after_head(
        &entry("2046"),
        8,
        "2046",
        "this is a whole number",
        "title = \"2046\"",
    );
    one_error_after_head(&entry("{ zh = 1 }"), 8, "1", "must be a text", "in quotes");
    one_error_after_head(
        "calm = \"yes\"\n",
        5,
        "\"yes\"",
        "true or false",
        "`calm = true`",
    );
    one_error_after_head("hall = 3\n", 5, "3", "must be one table", "[show.hall]");
    one_error_after_head(
        "[entry]\nid = \"a\"\n",
        5,
        "[entry]",
        "a list of tables",
        "[[entry]]",
    );
    one_error_after_head(
        "[[jury]]\nscale = 5\n",
        5,
        "[[jury]]",
        "one table",
        "`[jury]`",
    );
}

#[test]
fn numbers_in_quotes_are_told_to_lose_them() {
    let ballot =
        format!("{AUDIENCE}[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = \"90\"\n");
    one_error_after_entries(
        &ballot,
        8,
        "\"90\"",
        "must be a whole number",
        "`seconds = 90`",
    );
}

#[test]
fn an_id_has_no_capitals_spaces_or_chinese_and_an_example_shows_how_it_could_be() {
    let entry = |id: &str| format!("[[entry]]\nid = \"{id}\"\ntitle = \"A\"\nteam = \"T\"\n");
    one_error_after_head(
        &entry("Entry 1"),
        6,
        "\"Entry 1\"",
        "`Entry 1` cannot be an id",
        "`entry-1`",
    );
    one_error_after_head(
        &entry("鏡"),
        6,
        "\"鏡\"",
        "cannot be an id",
        "lower-case letters",
    );
    one_error_after_head(
        &entry(""),
        6,
        "\"\"",
        "cannot be an id",
        "lower-case letters",
    );
    one_error_after_head(
        &entry(&"a".repeat(65)),
        6,
        &format!("\"{}\"", "a".repeat(65)),
        "cannot be an id",
        "at most 64",
    );
    loads(&format!("{HEAD}{}", entry(&"a".repeat(64))));
}

#[test]
fn language_tags_must_be_well_formed_and_are_put_into_their_usual_capitals() {
    let show =
        |languages: &str| format!("[show]\nid = \"a\"\ntitle = \"A\"\nlanguages = {languages}\n");
    assert_eq!(
        loads(&show("[\"ZH-hant-hk\", \"EN\"]")).languages,
        ["zh-Hant-HK", "en"]
    );
    one_error(
        &show("[\"zh_Hant_HK\"]"),
        4,
        "\"zh_Hant_HK\"",
        "not a language tag",
        "did you mean `zh-Hant-HK`?",
    );
    one_error(
        &show("[\"English\"]"),
        4,
        "\"English\"",
        "not a language tag",
        "did you mean `en`?",
    );
    one_error(
        &show("[\"中文\"]"),
        4,
        "\"中文\"",
        "not a language tag",
        "`zh-Hans` or `en`",
    );
    one_error(
        &show("[\"en\", \"EN\"]"),
        4,
        "\"EN\"",
        "`en` is named twice",
        "remove one",
    );
    one_error(&show("[]"), 4, "[]", "no language", "name at least one");
    one_error(
        &show("\"en\""),
        4,
        "\"en\"",
        "must be a list",
        "languages = [\"en\"]",
    );
    one_error(
        &show("[1]"),
        4,
        "1",
        "must be a list of language tags",
        "in quotes",
    );
}

#[test]
fn a_date_is_a_day_of_the_calendar_as_a_string_or_as_a_date() {
    assert_eq!(
        loads(&format!("{HEAD}date = \"2026-03-05\"\n"))
            .date
            .as_deref(),
        Some("2026-03-05")
    );
    one_error_after_head(
        "date = \"2026-02-30\"\n",
        5,
        "\"2026-02-30\"",
        "not a day",
        "date = 2026-03-05",
    );
    one_error_after_head(
        "date = \"5 March\"\n",
        5,
        "\"5 March\"",
        "not a day",
        "year, month and day",
    );
    one_error_after_head(
        "date = 2026-03-05T20:00:00\n",
        5,
        "2026-03-05T20:00:00",
        "not a day",
        "year, month and day",
    );
}

#[test]
fn a_start_is_a_moment_with_its_offset_as_a_string_or_as_a_date_time() {
    for written in ["2026-05-30T19:30:00+08:00", "\"2026-05-30T19:30+08:00\""] {
        let start = loads(&format!("{HEAD}start = {written}\n")).start;
        let start = start.expect("a start");
        assert_eq!(
            (start.at.0, start.offset_seconds),
            (1_780_140_600_000, 28_800)
        );
    }
    for wrong in ["\"19:30\"", "2026-05-30T19:30:00", "\"2026-05-30\"", "1930"] {
        one_error_after_head(
            &format!("start = {wrong}\n"),
            5,
            wrong,
            "not a day and a time with its offset",
            "start = 2026-03-05T19:30:00+08:00",
        );
    }
}

#[test]
fn numbers_out_of_range_are_told_their_range() {
    one_error_after_head(
        "[show.hall]\nseats = 0\n",
        6,
        "0",
        "`seats` cannot be 0",
        "1 or more",
    );
    one_error_after_head(
        "[show.hall]\nseats = -5\n",
        6,
        "-5",
        "cannot be -5",
        "1 or more",
    );
    one_error_after_head(
        "[show.hall]\nseats = 99999999999\n",
        6,
        "99999999999",
        "cannot be",
        "1 or more",
    );
    one_error_after_head(
        "[jury]\nscale = 1001\n",
        6,
        "1001",
        "cannot be 1001",
        "between 1 and 1000",
    );
    let criterion =
        |weight: &str| format!("[[jury.criterion]]\nid = \"a\"\nname = \"A\"\nweight = {weight}\n");
    for weight in ["0", "-1", "0.0", "nan", "inf"] {
        one_error_after_head(
            &criterion(weight),
            8,
            weight,
            "above zero",
            "relative to the other",
        );
    }
    one_error_after_head(
        &criterion("\"1\""),
        8,
        "\"1\"",
        "must be a number",
        "without quotes",
    );
    let ballot = |seconds: &str| {
        format!("{AUDIENCE}[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = {seconds}\n")
    };
    for seconds in ["4", "86401"] {
        one_error_after_entries(
            &ballot(seconds),
            8,
            seconds,
            "cannot be",
            "between 5 and 86400",
        );
    }
    one_error_after_entries(
        &ballot("90.0"),
        8,
        "90.0",
        "must be a whole number",
        "`seconds = 90`",
    );
}

#[test]
fn a_word_that_is_no_option_is_told_the_options() {
    let award = |key: &str, word: &str| {
        format!("[[award]]\nid = \"a\"\nname = \"A\"\n{key} = \"{word}\"\n")
    };
    one_error_after_head(
        &award("decided_by", "organizer"),
        8,
        "\"organizer\"",
        "cannot be `organizer`",
        "did you mean `organiser`? Allowed are `jury`, `audience`, `organiser` and `blend`",
    );
    let jury = |key: &str, word: &str| award(key, word) + "decided_by = \"jury\"\n";
    one_error_after_head(
        &jury("ties", "dice"),
        8,
        "\"dice\"",
        "cannot be `dice`",
        "`shared` and `chair`",
    );
    one_error_after_head(
        &jury("release", "later"),
        8,
        "\"later\"",
        "cannot be",
        "`live` and `hold`",
    );
    let ballot = |key: &str| {
        format!(
            "{AUDIENCE}[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = 90\n{key} = \"secret\"\n"
        )
    };
    one_error_after_entries(
        &ballot("results"),
        9,
        "\"secret\"",
        "cannot be",
        "`hidden` and `live`",
    );
    one_error_after_entries(
        &ballot("identity"),
        9,
        "\"secret\"",
        "cannot be",
        "`device`, `ticket` and `presence`",
    );
}

#[test]
fn media_lie_below_the_media_folder() {
    let entry = |path: &str| {
        format!("[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nposter = '{path}'\n")
    };
    for (written, found) in [
        ("mirror.jpg", "media/mirror.jpg"),
        ("media/mirror.jpg", "media/mirror.jpg"),
        ("./media//mirror.jpg", "media/mirror.jpg"),
        ("deep/a.jpg", "media/deep/a.jpg"),
    ] {
        let show = loads(&format!("{HEAD}{}", entry(written)));
        assert_eq!(show.entries[0].poster.as_deref(), Some(found));
    }
    for (path, message, mend) in [
        (
            "mirror.jpeg",
            "no file `media/mirror.jpeg`",
            "did you mean `media/mirror.jpg`?",
        ),
        (
            "media/deep/poster-of-the-year.png",
            "no file",
            "put the file there",
        ),
        ("/etc/passwd", "absolute path", "write `\"media/passwd\"`"),
        (
            r"C:\posters\a.jpg",
            "absolute path",
            "write `\"media/a.jpg\"`",
        ),
        ("../a.jpg", "leads outside the show folder", "media/a.jpg"),
        (
            "media/../../a.jpg",
            "leads outside the show folder",
            "media/a.jpg",
        ),
        (r"media\mirror.jpg", "backslash", "media/mirror.jpg"),
        ("https://example.org/a.jpg", "an address", "media/a.jpg"),
        (
            "link.jpg",
            "leads outside the show folder",
            "instead of a link",
        ),
        (
            "votes.db",
            "not in the show's `media` folder",
            "move the file to `media/votes.db`",
        ),
    ] {
        one_error_after_head(&entry(path), 9, &format!("'{path}'"), message, mend);
    }
    let others = "[[person]]\nid = \"a\"\nname = \"A\"\nportrait = \"no\"\n[[partner]]\nname = \"A\"\nlogo = \"no\"\n";
    let lines: Vec<usize> = head_and(others)
        .unwrap_err()
        .iter()
        .map(|d| d.line)
        .collect();
    assert_eq!(lines, [8, 11]);
}
