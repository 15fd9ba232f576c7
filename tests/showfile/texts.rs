//! Texts: one string, or one for each language.

use crate::{HEAD, loads, one_error, one_error_after_head};
use palmares::show::text::Text;

#[test]
fn a_text_is_one_string_or_one_for_each_language() {
    let titled = |title: &str| {
        format!("[show]\nid = \"a\"\nlanguages = [\"zh-Hant-HK\"]\ntitle = {title}\n")
    };
    let by = |pairs: &[(&str, &str)]| {
        Text::ByLang(
            pairs
                .iter()
                .map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()))
                .collect(),
        )
    };
    assert_eq!(loads(&titled("\"A\"")).title, Text::from("A"));
    assert_eq!(
        loads(&titled("{ zh = \"獎\", fr = \"Prix\" }")).title,
        by(&[("fr", "Prix"), ("zh", "獎")])
    );
    assert_eq!(
        loads(&titled("{ zh = \"獎\", en = \"\" }")).title,
        by(&[("zh", "獎")])
    );
    assert_eq!(
        loads(&titled("{ zh-hant = \"獎\" }")).title,
        by(&[("zh-Hant", "獎")])
    );
    one_error(&titled("{}"), 4, "{}", "no text in it", "title = { zh");
    one_error(&titled("\"\""), 4, "\"\"", "is empty", "write something");
    one_error(
        &titled("{ chinese = \"獎\" }"),
        4,
        "chinese",
        "not a language tag",
        "did you mean `zh`?",
    );
    one_error(
        &titled("{ zh = \"獎\", ZH = \"奖\" }"),
        4,
        "ZH",
        "two texts for the language `zh`",
        "keep one",
    );
}

#[test]
fn an_optional_text_that_was_left_empty_counts_as_none() {
    let show = loads(&format!(
        "{HEAD}venue = \"\"\n[[person]]\nid = \"a\"\nname = \"A\"\ntitle = {{ zh = \"\" }}\n"
    ));
    assert_eq!((show.venue, &show.people[0].title), (None, &None));
}

#[test]
fn control_characters_in_a_text_are_named_and_line_breaks_only_allowed_in_passages() {
    let venue = |text: &str| format!("venue = \"{text}\"\n");
    one_error_after_head(
        &venue(r"a\u001Bb"),
        5,
        r#""a\u001Bb""#,
        "U+001B ␛",
        "delete it",
    );
    one_error_after_head(
        &venue(r"a\nb"),
        5,
        r#""a\nb""#,
        "a line break",
        "on one line",
    );
    one_error_after_head(&venue("a\tb"), 5, "\"a\tb\"", "a tab", "a space");
    one_error_after_head(
        &venue("a\u{2028}b"),
        5,
        "\"a\u{2028}b\"",
        "U+2028",
        "delete it",
    );
    let synopsis = |text: &str| {
        format!("[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nsynopsis = {text}\n")
    };
    loads(&format!("{HEAD}{}", synopsis("\"\"\"\na\n\tb\"\"\"")));
    one_error_after_head(
        &synopsis(r#""a\u0000""#),
        9,
        r#""a\u0000""#,
        "U+0000",
        "delete it",
    );
}

#[test]
fn a_text_is_set_in_one_piece_however_its_accents_were_typed() {
    let entry = |team: &str| {
        let show = loads(&format!(
            "{HEAD}[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"{team}\"\n"
        ));
        show.entries[0].team.all().concat()
    };
    assert_eq!(entry("S\u{30c}a\u{301}rka"), "\u{160}\u{e1}rka");
    assert_eq!(entry("か\u{3099}"), "が");
    assert_eq!(entry("o\u{323}\u{301}"), "\u{1ecd}\u{301}");
}
