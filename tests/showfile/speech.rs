//! In which language a stage says its own words.

use palmares::media::MediaFolder;
use palmares::show::file::{Diagnostic, read};

/// What `check` says of a show in these languages.
fn checked(languages: &str) -> Vec<Diagnostic> {
    let source = format!("[show]\nid = \"a\"\ntitle = \"T\"\nlanguages = [{languages}]\n");
    let media = MediaFolder::new("/nowhere/at/all").thorough();
    match read("show.toml", &source, &media) {
        Ok((_, found)) | Err(found) => found,
    }
}

#[test]
fn what_is_fully_supported_is_passed_over_in_silence() {
    for languages in [
        "\"zh-Hant-HK\", \"en\"",
        "\"zh-Hans\"",
        "\"zh-TW\"",
        "\"zh-CN\", \"en-GB\"",
        "\"en\"",
        "\"yue-Hant-HK\"",
    ] {
        assert!(
            checked(languages).is_empty(),
            "{languages}: {:?}",
            checked(languages)
        );
    }
}

#[test]
fn a_language_that_the_stage_does_not_speak_is_told_once_with_what_will_be_seen() {
    for (languages, column, named, heard) in [
        ("\"ko\"", 14, "`ko` is", "stand in en"),
        ("\"ja\", \"en\"", 14, "`ja` is", "stand in en"),
        (
            "\"zh-Hant-HK\", \"pt\"",
            28,
            "`pt` is",
            "stand in zh-Hant-HK",
        ),
        (
            "\"ja\", \"ko\", \"fr\", \"zh-Hans\"",
            14,
            "`ja`, `ko` and `fr` are",
            "stand in zh-Hans",
        ),
    ] {
        let found = checked(languages);
        assert_eq!(found.len(), 1, "{languages}: {found:?}");
        assert_eq!(
            (found[0].line, found[0].column),
            (4, column),
            "{}",
            found[0]
        );
        let message = &found[0].message;
        assert!(
            message.contains(named) && message.contains(heard),
            "{}",
            found[0]
        );
        assert!(found[0].mend.contains("zh-Hant-HK") && found[0].mend.contains("zh-Hans"));
    }
}

#[test]
fn a_chinese_that_names_no_script_is_told_which_it_gets() {
    let found = checked("\"zh\", \"en\"");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("zh-Hant-HK"), "{}", found[0]);
    assert!(found[0].mend.contains("zh-Hans"), "{}", found[0]);
}

#[test]
fn a_tag_of_no_language_is_an_error() {
    for (languages, mend) in [
        ("\"cn\"", "`zh-Hans`"),
        ("\"hk\"", "`zh-Hant-HK`"),
        ("\"jp\"", "`ja`"),
        ("\"us\"", "`en-US`"),
        ("\"xx\"", "such as"),
        ("\"english\"", "`en`"),
        ("\"zh_HK\"", "`zh-HK`"),
        ("\"zh-\"", "such as"),
    ] {
        let found = checked(languages);
        assert!(
            found[0].to_string().contains(": error: "),
            "{languages}: {found:?}"
        );
        assert!(found[0].mend.contains(mend), "{}", found[0]);
    }
}
