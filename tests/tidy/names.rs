//! One noun runs through every layer.

use crate::house::{exists, files, read};

/// Who has a page of their own.
const ROLES: [&str; 9] = [
    "stage", "overlay", "mc", "producer", "jury", "chair", "crew", "results", "audience",
];

#[test]
fn every_role_has_its_noun_in_every_layer() {
    for role in ROLES {
        for path in [
            format!("src/view/{role}.rs"),
            format!("src/http/{role}.rs"),
            format!("web/{role}.html"),
        ] {
            assert!(exists(&path), "{path} is missing");
        }
        let styled = exists(&format!("static/{role}.css"));
        assert!(styled, "static/{role}.css is missing");
    }
}

#[test]
fn a_page_that_has_a_script_has_one_of_its_own_name() {
    for role in ROLES {
        let page = read(&format!("web/{role}.html"));
        let named = page.contains(&format!("/static/{role}.js"));
        let carried = exists(&format!("static/{role}.js"));
        let live = page.contains("<script");
        assert!(
            !named || carried,
            "web/{role}.html names a script that is not there"
        );
        assert!(
            !live || carried,
            "web/{role}.html has a script of another name"
        );
    }
}

#[test]
fn every_static_file_that_a_page_names_is_there() {
    for page in files("web", &[".html"]) {
        for name in page.text.split("\"/static/").skip(1) {
            let name = name.split(['"', '?', '#']).next().unwrap_or_default();
            if name.contains("{{") {
                continue;
            }
            assert!(
                exists(&format!("static/{name}")),
                "{} names /static/{name}",
                page.path
            );
        }
    }
}

#[test]
fn pages_keep_to_their_policy() {
    for page in files("web", &[".html"]) {
        let text = page.text.to_ascii_lowercase();
        for inline in [
            " style=",
            " onclick=",
            " onload=",
            " onsubmit=",
            " oninput=",
            "javascript:",
        ] {
            assert!(!text.contains(inline), "{} has {inline}", page.path);
        }
        // Nothing comes from another house.
        for foreign in ["src=\"http", "href=\"//", "src=\"//", "@import"] {
            assert!(!text.contains(foreign), "{} has {foreign}", page.path);
        }
    }
}

#[test]
fn words_that_people_see_are_not_written_in_the_pages() {
    for page in files("web", &[".html"]) {
        let chinese = page.text.lines().find(|line| {
            let code = line.split("{#").next().unwrap_or_default();
            code.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        });
        assert_eq!(chinese, None, "{}: words belong in src/words", page.path);
    }
}

#[test]
fn only_the_folder_of_a_language_knows_what_is_said_in_it() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        let own = file.path.starts_with("src/words/");
        for (line, code) in file.code() {
            // English stands in where no language serves.
            let chosen = code.contains("Ui::Zh") || code.contains("Ui::En =>");
            if chosen && !own || code.contains(".replace(\"{") {
                wrong.push(format!("{}:{line}: {}", file.path, code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chinese_is_written_as_in_hong_kong() {
    for file in files("src/words", &[".rs"]) {
        for (line, code) in file.code() {
            for wrong in ["評委", "視頻", "信息", "刷新", "螢幕"] {
                assert!(!code.contains(wrong), "{}:{line}: {wrong}", file.path);
            }
        }
    }
    let show = read("src/demo/show.toml");
    for wrong in ["評委", "視頻", "信息", "刷新", "螢幕"] {
        assert!(!show.contains(wrong), "src/demo/show.toml: {wrong}");
    }
}
