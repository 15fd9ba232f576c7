//! How a diagnostic reads in a terminal.

use crate::{FILES, HEAD, is_at, loads, one_error, one_error_after_head, report, says};
use palmares::show::file::{Diagnostic, read};

fn errors(source: &str) -> Vec<Diagnostic> {
    read("show.toml", source, &FILES).unwrap_err()
}

#[test]
fn a_diagnostic_names_the_place_shows_the_line_marks_the_spot_and_says_how_to_mend_it() {
    let found = errors(&format!("{HEAD}vanue = \"Hall\"\n"));
    assert_eq!(
        found[0].to_string(),
        "show.toml:5:1: error: there is no key `vanue` in [show]\n  vanue = \"Hall\"\n  ^^^^^\n  = did you mean `venue`?"
    );
}

#[test]
fn carets_stand_beneath_the_spot_after_chinese_tabs_and_emoji() {
    let found = errors(
        "[show]\nid = \"a\"\nlanguages = [\"en\"]\ntitle = { zh = \"頒獎🏆\", \t中 = \"x\" }\n",
    );
    let lines: Vec<String> = found[0].to_string().lines().map(str::to_owned).collect();
    // A bare key cannot be Chinese, so this is TOML's complaint; the carets stand where it points.
    assert_eq!(found[0].column, 24);
    assert_eq!(lines[1], "  title = { zh = \"頒獎🏆\",    中 = \"x\" }");
    assert_eq!(lines[2], format!("  {}^^", " ".repeat(28)));
}

#[test]
fn columns_count_characters_and_not_bytes() {
    one_error_after_head(
        "venue = { zh = \"大會堂\", e = \"x\" }\n",
        5,
        "e",
        "not a language tag",
        "such as",
    );
    let found = errors(&format!("{HEAD}venue = {{ zh = \"大會堂\", e = \"x\" }}\n"));
    assert_eq!(found[0].column, 23);
}

#[test]
fn a_long_line_is_clipped_around_the_spot() {
    let venue = format!(
        "venue = {{ zh = \"{}\", e = \"{}\" }}\n",
        "獎".repeat(300),
        "x".repeat(300)
    );
    let found = &errors(&format!("{HEAD}{venue}"))[0];
    assert!(found.excerpt.starts_with('…') && found.excerpt.ends_with('…'));
    assert!(found.excerpt.chars().count() <= 98);
    assert!(found.excerpt.contains("\", e = \"xxx"));
    assert_eq!(found.underline.matches('^').count(), 1);
    assert_eq!(found.column, 320);
}

#[test]
fn nothing_in_a_file_can_take_over_the_terminal() {
    let found = errors(&format!(
        "{HEAD}venue = \"\u{202E}x\\u001B[2J\"\n\"a\\u001b[31m\" = 1\n"
    ));
    for diagnostic in &found {
        let all = diagnostic.to_string();
        assert!(
            !all.contains('\u{1B}') && !all.contains('\u{202E}'),
            "{all}"
        );
    }
    assert!(found[1].message.contains('␛'));
}

#[test]
fn a_byte_order_mark_and_crlf_line_ends_make_no_difference() {
    let source = format!("\u{FEFF}{HEAD}[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nsynopsis = \"\"\"one\ntwo\"\"\"\n").replace('\n', "\r\n");
    let show = loads(&source);
    assert_eq!(show.entries[0].synopsis, Some("one\ntwo".into()));
    let found = errors(&source.replace("id = \"a\"", "idd = \"a\""));
    assert_eq!((found[0].line, found[1].line, found[1].column), (5, 6, 1));
    assert!(!found[1].to_string().contains('\r'));
    assert_eq!(errors("\u{FEFF}tilte = 1\n")[1].column, 1);
}

#[test]
fn right_to_left_texts_emoji_and_long_titles_are_taken_as_they_are() {
    let long = "獎".repeat(300);
    for title in ["جائزة", "👩‍👩‍👧‍👦 Family", "é̂", &long] {
        let show = loads(&format!(
            "{HEAD}[[entry]]\nid = \"a\"\nteam = \"T\"\ntitle = \"{title}\"\n"
        ));
        assert_eq!(show.entries[0].title, title.into());
    }
}

#[test]
fn two_hundred_entries_with_an_error_each_are_read_in_no_time() {
    let entry = |n: usize| {
        format!(
            "[[entry]]\nid = \"entry-{n}\"\ntitle = \"T\"\nteam = \"T\"\nposter = \"p{n}.jpg\"\n"
        )
    };
    let all: String = (0..200).map(entry).collect();
    let winners: String = (0..200).map(|n| format!("\"entrie-{n}\",")).collect();
    let award = format!(
        "[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\"\nwinner = [{winners}]\n"
    );
    let begin = std::time::Instant::now();
    assert_eq!(errors(&format!("{HEAD}{all}{award}")).len(), 400);
    // Far above what it takes even on a busy machine, far below what a blow-up would.
    assert!(begin.elapsed().as_secs() < 30);
}

#[test]
fn a_syntax_error_comes_with_its_position_and_says_that_the_rest_waits() {
    let found = errors(&format!("{HEAD}venue = \"Hall\nnonsense = 1\n"));
    assert_eq!(found.len(), 1, "{}", report(&found));
    assert_eq!(found[0].line, 5);
    says(
        &found[0],
        "cannot be read",
        "the rest of the file is checked once this is mended",
    );
}

#[test]
fn common_slips_of_syntax_are_told_how_to_write_it() {
    for (line, mend) in [
        ("venue = { zh = \"a\" en = \"b\" }", "put a comma between"),
        ("calm = True", "small letters"),
        ("date = 2026-3-5", "2026-03-05"),
        ("[[entry]", "name in brackets"),
        ("venue = Hall", "a text begins and ends with"),
        ("venue \"Hall\"", "key = \"text\""),
        ("標題 = \"a\"", "in another language"),
    ] {
        let found = errors(&format!("{HEAD}{line}\n"));
        assert_eq!((found.len(), found[0].line), (1, 5), "{}", report(&found));
        says(&found[0], "cannot be read", mend);
    }
}

#[test]
fn typographic_quotes_and_full_width_signs_are_recognised() {
    one_error_after_head(
        "venue = “Hall”\n",
        5,
        "“",
        "cannot be read",
        "write a plain `\"` instead of `“`",
    );
    one_error_after_head(
        "venue ＝ \"Hall\"\n",
        5,
        "＝",
        "cannot be read",
        "write a plain `=` instead of `＝`",
    );
}

#[test]
fn a_key_written_twice_hides_nothing_else() {
    let source = format!("{HEAD}venue = \"A\"\nvenue = \"B\"\ncalm = 1\n");
    let found = errors(&source);
    assert_eq!(found.len(), 2, "{}", report(&found));
    is_at(&source, &found[0], 6, "venue");
    says(&found[0], "written twice", "keep one");
    is_at(&source, &found[1], 7, "1");
}

#[test]
fn a_single_bracket_before_many_is_recognised() {
    let entry = "[entry]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\n";
    let source = format!("{HEAD}{}", entry.repeat(2));
    let found = errors(&source);
    assert!(
        found
            .iter()
            .any(|d| d.line == 9 && d.mend.contains("[[entry]]")),
        "{}",
        report(&found)
    );
}

#[test]
fn all_errors_of_a_file_come_in_one_run_in_its_order() {
    let source = r#"stray = 1
[show]
id = "My Show"
title = ""
languages = ["zh_HK"]
calm = "no"
[[entry]]
id = "mirror"
title = "鏡"
poster = "nowhere.png"
[[entry]]
id = "mirror"
title = "A\tB"
team = "T"
clip = "../up.mp4"
[[award]]
id = "first"
name = "First"
decided_by = "jurry"
[[award]]
id = "popular"
name = "Popular"
decided_by = "audience"
winner = "mirror"
presenter = "nobody"
[[ballot]]
id = "vote"
award = "second"
seconds = 1
[[cue]]
kind = "clip"
id = "film"
entry = "miror"
[[cue]]
kind = "sing"
"#;
    let found = errors(source);
    let lines: Vec<usize> = found.iter().map(|d| d.line).collect();
    let expected = [
        1, 3, 4, 5, 6, 7, 10, 12, 13, 15, 19, 23, 24, 25, 28, 29, 33, 35,
    ];
    let errors_only: Vec<usize> = found
        .iter()
        .filter(|d| d.message.is_empty() || d.to_string().contains(": error: "))
        .map(|d| d.line)
        .collect();
    assert_eq!(errors_only, expected, "{}", report(&found));
    assert!(lines.is_sorted());
    assert!(found.iter().all(|d| {
        !d.mend.is_empty()
            && d.to_string()
                .starts_with(&format!("show.toml:{}:{}: ", d.line, d.column))
    }));
}

#[test]
fn a_value_that_could_not_be_read_is_not_judged_again() {
    one_error(
        &format!("{HEAD}[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"crowd\"\n"),
        8,
        "\"crowd\"",
        "cannot be `crowd`",
        "write one of",
    );
}
