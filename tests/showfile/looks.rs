//! `[theme]`, and characters that the stage cannot draw.

use super::{FILES, Files, HEAD};
use palmares::show::fault::{Fault, Purpose};
use palmares::show::file::{Diagnostic, Media, Resolved, Severity, read};

fn found(source: &str, media: &dyn Media) -> Vec<Diagnostic> {
    match read("show.toml", source, media) {
        Ok((_, warnings)) => warnings,
        Err(all) => all,
    }
}

fn first_lines(source: &str) -> Vec<String> {
    let all = found(source, &FILES);
    all.iter()
        .map(|d| d.to_string().lines().next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_theme_is_read_with_its_colours_and_files() {
    let source = format!(
        "{HEAD}[theme]\nink = \"#102030\"\ngold = \"#fc0\"\nlogo = \"mirror.jpg\"\nbackground = \"deep/a.jpg\"\n"
    );
    let (show, warnings) = read("show.toml", &source, &FILES).expect("a good show");
    assert!(warnings.is_empty(), "{warnings:?}");
    let theme = show.theme.expect("a theme");
    assert_eq!(theme.palette().ink.to_string(), "#102030");
    assert_eq!(theme.palette().gold.to_string(), "#ffcc00");
    assert_eq!(theme.palette().red, palmares::show::theme::HOUSE.red);
    assert_eq!(theme.logo.as_deref(), Some("media/mirror.jpg"));
    assert_eq!(theme.background.as_deref(), Some("media/deep/a.jpg"));
}

#[test]
fn what_is_wrong_in_a_theme_is_named_with_its_place() {
    let source =
        format!("{HEAD}[theme]\nink = \"midnight\"\nglod = \"#fff\"\nlogo = \"nowhere.png\"\n");
    let lines = first_lines(&source);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(
        lines[0].starts_with("show.toml:6:7: error: `midnight` is not a colour"),
        "{lines:#?}"
    );
    assert!(
        lines[1].starts_with("show.toml:7:1: error: there is no key `glod` in [theme]"),
        "{lines:#?}"
    );
    assert!(
        lines[2].starts_with("show.toml:8:8: error: there is no file"),
        "{lines:#?}"
    );
}

#[test]
fn a_contrast_that_is_too_low_is_a_warning_with_the_figure() {
    let source = format!("{HEAD}[theme]\ngold = \"#2a2418\"\n");
    let all = found(&source, &FILES);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].severity, all[0].line, all[0].column),
        (Severity::Warning, 6, 8)
    );
    assert!(
        all[0].message.contains("contrast of 1.3 to 1"),
        "{}",
        all[0].message
    );
}

/// A folder whose fonts have no `X`, and whose style sheets ask for things from elsewhere.
struct Odd(Files);

impl Media for Odd {
    fn resolve(&self, path: &str) -> Resolved {
        self.0.resolve(path)
    }

    fn judge(&self, _: &str, purpose: Purpose) -> Option<Fault> {
        (purpose == Purpose::Style).then(|| Fault::Unsafe("an @import on line 3".to_owned()))
    }

    fn undrawn<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let found = text.find('龘').map(|at| &text[at..at + '龘'.len_utf8()]);
        found.into_iter().collect()
    }
}

#[test]
fn a_character_that_no_font_has_is_named_where_it_stands() {
    let source = format!(
        "{HEAD}[[entry]]\nid = \"a\"\ntitle = {{ zh = \"鏡龘龘\", en = \"Mirror\" }}\nteam = \"A\"\n[[cue]]\nid = \"c\"\nkind = \"card\"\ntext = \"龘\"\nscript = \"龘 is only spoken\"\n"
    );
    let all = found(&source, &Odd(FILES));
    let places: Vec<_> = all.iter().map(|d| (d.line, d.column, d.severity)).collect();
    assert_eq!(
        places,
        [(7, 18, Severity::Warning), (12, 9, Severity::Warning)],
        "{all:?}"
    );
    assert!(all[0].message.contains("龘 (U+9F98)"), "{}", all[0].message);
}

#[test]
fn a_style_sheet_that_asks_for_something_from_elsewhere_is_named() {
    let source = format!("{HEAD}[theme]\nstylesheet = \"mirror.jpg\"\n");
    let all = found(&source, &Odd(FILES));
    assert!(all[0].message.contains("an @import on line 3"), "{all:?}");
}

/// A folder with names that are nearly those that people write.
struct Names(&'static [&'static str]);

impl Media for Names {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }

    fn files(&self) -> Vec<String> {
        self.0.iter().map(|file| (*file).to_owned()).collect()
    }
}

#[test]
fn a_name_that_is_the_same_to_the_eye_is_named_with_what_is_different() {
    let files = Names(&[
        "media/Poster.PNG",
        "media/ＡＢＣ.png",
        "media/p\u{430}ris.png",
        "media/caf\u{fffd}.png",
    ]);
    for (written, file, why) in [
        ("poster.png", "media/Poster.PNG", "other capital letters"),
        ("ABC.png", "media/ＡＢＣ.png", "full-width"),
        ("paris.png", "media/p\u{430}ris.png", "only look alike"),
        ("Poster%2EPNG", "media/Poster.PNG", "without `%`"),
        (
            "caf\u{e9}.png",
            "media/caf\u{fffd}.png",
            "an encoding other than UTF-8",
        ),
    ] {
        let source = format!("{HEAD}[theme]\nlogo = \"{written}\"\n");
        let all = found(&source, &files);
        let mend = &all[0].mend;
        assert!(
            mend.contains(&format!("`{file}` is the same name")),
            "{written}: {mend}"
        );
        assert!(mend.contains(why), "{written}: {mend}");
    }
}
