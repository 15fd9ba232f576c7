use super::*;
use crate::demo;
use crate::media::MediaFolder;

fn told(text: &str) -> Result<BTreeMap<String, Screener>, String> {
    let folder = MediaFolder::new(std::path::Path::new("/nowhere"));
    let show = crate::show::file::read("show.toml", demo::SHOW, &folder);
    read(text, &show.expect("the built-in show").0)
}

#[test]
fn each_work_has_one_link_and_what_is_wrong_is_told_with_its_line_and_no_password() {
    let row = |entry: &str, url: &str| {
        format!("[[screener]]\nentry = \"{entry}\"\nurl = \"{url}\"\npassword = \"secret\"\n")
    };
    let good = row("optimal", "https://video.example/1");
    let screeners = told(&good).expect("it is good");
    assert_eq!(screeners["optimal"].password.as_deref(), Some("secret"));
    for (text, line) in [
        (row("nowhere", "https://video.example/1"), 2),
        (row("optimal", "video.example"), 3),
        (format!("{good}{good}"), 6),
        (format!("{good}pasword = \"secret\"\n"), 5),
        ("password = \"secret\n".to_owned(), 1),
    ] {
        let why = told(&text).expect_err("it is wrong");
        assert!(why.starts_with(&format!("jury.toml:{line}: ")), "{why}");
        assert!(!why.contains("secret"), "{why}");
    }
}
