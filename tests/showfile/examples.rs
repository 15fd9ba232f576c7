//! The examples of show files in the guide have nothing wrong with them.

use crate::reference::{MEDIA, complaints};
use crate::report;
use palmares::guide::TOPICS;
use palmares::show::file::read;
/// The examples of show files in the guide, each with its first line.
fn examples() -> Vec<(&'static str, &'static str)> {
    let blocks = TOPICS
        .iter()
        .flat_map(|topic| topic.text.split("```toml\n").skip(1));
    let bodies = blocks.map(|block| block.split("```").next().unwrap_or_default());
    bodies
        .map(|body| (body.lines().next().unwrap_or_default(), body))
        .collect()
}

#[test]
fn an_example_that_is_a_whole_show_file_has_nothing_wrong_with_it() {
    let whole = examples()
        .into_iter()
        .filter(|(first, _)| *first == "# show.toml");
    let mut seen = 0;
    for (_, body) in whole {
        let found = complaints(body);
        assert!(found.is_empty(), "{body}\n{}", report(&found));
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn an_example_that_is_a_part_goes_into_the_whole_one() {
    let all = examples();
    let (_, whole) = all
        .iter()
        .find(|(first, _)| *first == "# show.toml")
        .expect("a whole one");
    let mut seen = 0;
    for (first, body) in all.iter().filter(|(first, _)| *first != "# show.toml") {
        assert_eq!(*first, "# part of show.toml", "{body}");
        let found = read("show.toml", &format!("{whole}\n{body}"), &MEDIA);
        assert!(
            found.is_ok(),
            "{body}\n{}",
            report(&found.err().unwrap_or_default())
        );
        seen += 1;
    }
    assert!(seen > 1);
}
