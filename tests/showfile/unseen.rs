//! What nobody sees is named by its code point, where it is in the way.

use crate::{FILES, head_and, report};
use palmares::show::file::{Diagnostic, Severity, read};

fn found(rest: &str) -> Vec<Diagnostic> {
    match head_and(rest) {
        Ok((_, found)) | Err(found) => found,
    }
}

#[test]
fn a_blank_of_another_kind_between_key_and_value_is_named_on_each_line() {
    for (blank, name) in [
        ('\u{A0}', "U+00A0 (no-break space)"),
        ('\u{3000}', "U+3000 (ideographic space)"),
        ('\u{202F}', "U+202F (narrow no-break space)"),
        ('\u{2003}', "U+2003 (space of another width)"),
        ('\u{200B}', "U+200B (zero width space)"),
        ('\u{FEFF}', "U+FEFF (byte order mark)"),
        ('\u{AD}', "U+00AD (soft hyphen)"),
        ('\u{2028}', "U+2028 (line separator)"),
        ('\u{2066}', "U+2066 (left-to-right isolate)"),
        ('\u{E0041}', "U+E0041 (tag character)"),
        ('\u{FE0F}', "U+FE0F (variation selector)"),
    ] {
        let source =
            format!("[show]\nid{blank}= \"a\"\ntitle{blank}= \"T\"\nlanguages = [\"en\"]\n");
        let all = read("show.toml", &source, &FILES).unwrap_err();
        assert_eq!(all.len(), 2, "{}", report(&all));
        for (diagnostic, (line, column)) in all.iter().zip([(2, 3), (3, 6)]) {
            assert_eq!(
                (diagnostic.line, diagnostic.column),
                (line, column),
                "{diagnostic}"
            );
            assert!(diagnostic.mend.contains(name), "{diagnostic}");
        }
    }
}

#[test]
fn one_in_an_id_or_a_reference_is_spelt_out() {
    let award = "[[award]]\nid = \"first\u{200B}\"\nname = \"A\"\ndecided_by = \"jury\"\n";
    let all = found(award);
    assert!(
        all[0].message.contains("`first<U+200B>` cannot be an id"),
        "{}",
        report(&all)
    );
    assert!(
        all[0].mend.contains("U+200B (zero width space)"),
        "{}",
        all[0]
    );
    assert!(all[0].excerpt.contains("first<U+200B>"), "{}", all[0]);
    let choice = "[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\u{A0}\"\n";
    assert!(found(choice)[0].message.contains("`jury<U+00A0>`"));
}

#[test]
fn one_that_came_along_into_a_title_is_a_warning_and_what_is_meant_is_none() {
    for (title, name) in [
        ("Film\u{200B}One", "U+200B (zero width space)"),
        ("Film\u{A0}", "U+00A0 (no-break space)"),
        ("\u{3000}鏡", "U+3000 (ideographic space)"),
        ("Film \u{202E}eno", "U+202E (right-to-left override)"),
        ("Fi\u{AD}lm", "U+00AD (soft hyphen)"),
        ("Film\u{FEFF}", "U+FEFF (byte order mark)"),
    ] {
        let all = found(&format!(
            "[[entry]]\nid = \"a\"\nteam = \"T\"\ntitle = \"{title}\"\n"
        ));
        assert_eq!(all.len(), 1, "{title:?}: {}", report(&all));
        assert_eq!((all[0].severity, all[0].line), (Severity::Warning, 8));
        assert!(all[0].message.contains(name), "{}", all[0]);
    }
    for title in ["👩‍👩‍👧‍👦 ❤️", "夜\u{3000}海", "Nuit\u{A0}!", "فريق\u{200F} 3D!"]
    {
        let all = found(&format!(
            "[[entry]]\nid = \"a\"\nteam = \"T\"\ntitle = \"{title}\"\n"
        ));
        assert!(all.is_empty(), "{title:?}: {}", report(&all));
    }
}
