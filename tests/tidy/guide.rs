//! What people read: README, the guide in the program, and the page for contributors.

use crate::house::{File, exists, files, read};
use clap::{Arg, Command, CommandFactory};
use palmares::cli::Cli;
use palmares::guide::{HANDOUTS, TOPICS, Topic, list};
use palmares::show::text::is_wide;
use std::collections::BTreeSet;

/// README is read in five minutes.
const README_BYTES_MAX: usize = 8_192;

/// What a terminal beside another one shows.
const COLUMNS_MAX: usize = 100;

/// Everything that is held here.
fn pages() -> Vec<File> {
    let mut pages = files("src/guide", &[".md"]);
    for path in [
        "README.md",
        ".github/CONTRIBUTING.md",
        "tests/pictures/README.md",
    ] {
        let text = read(path);
        pages.push(File {
            path: path.to_owned(),
            text,
        });
    }
    pages
}

fn columns(line: &str) -> usize {
    line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// A text without its blocks of code.
fn prose(text: &str) -> String {
    let parts = text.split("```").step_by(2);
    parts.collect::<Vec<_>>().join("\n")
}

/// What stands between `before` and `after`, each time.
fn between<'a>(text: &'a str, before: &str, after: char) -> Vec<&'a str> {
    let rest = text.split(before).skip(1);
    rest.filter_map(|rest| Some(rest.split_once(after)?.0))
        .collect()
}

/// The lines at a page's end that lead its links to files: `[topic]: topic.md`.
fn definitions(text: &str) -> Vec<(&str, &str)> {
    let defined = text
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once("]: "));
    defined.collect()
}

#[test]
fn readme_is_short() {
    let bytes = read("README.md").len();
    assert!(bytes <= README_BYTES_MAX, "README.md has {bytes} bytes");
}

#[test]
fn every_link_and_every_picture_leads_to_a_file() {
    let mut seen = 0;
    for page in pages() {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = prose(&page.text);
        let mut targets = between(&text, "](", ')');
        targets.extend(between(&text, "src=\"", '"'));
        targets.extend(definitions(&text).into_iter().map(|(_, target)| target));
        for target in targets {
            assert!(
                !target.contains("://"),
                "{} leads away to {target}",
                page.path
            );
            let file = target.split('#').next().unwrap_or_default();
            let found =
                file.is_empty() || exists(format!("{folder}/{file}").trim_start_matches('/'));
            assert!(found, "{} leads to {target}, which is not there", page.path);
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn every_file_of_the_house_that_they_name_is_there() {
    let folders = ["src/", "tests/", "static/", "web/", ".ci/", "deny.toml"];
    let mut seen = 0;
    for page in pages() {
        let text = prose(&page.text);
        for code in text.split('`').skip(1).step_by(2) {
            let path = code.split_whitespace().next().unwrap_or_default();
            let path = path.trim_start_matches("./");
            let ours = folders.iter().any(|folder| path.starts_with(folder));
            if !ours || path.contains("NAME") {
                continue;
            }
            assert!(exists(path), "{} names {path}", page.path);
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
}

#[test]
fn a_topic_is_one_file_and_one_row() {
    let mut rows: Vec<String> = TOPICS
        .iter()
        .map(|topic| format!("src/guide/{}.md", topic.name))
        .collect();
    rows.sort();
    let there: Vec<String> = files("src/guide", &[".md"])
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(rows, there);
    let readme = read("README.md");
    for topic in TOPICS {
        assert_eq!(
            topic.text.lines().next(),
            Some(format!("# {}", topic.title).as_str())
        );
        let listed = format!("[{0}](src/guide/{0}.md)", topic.name);
        assert!(
            readme.contains(&listed),
            "README.md does not name {}",
            topic.name
        );
    }
}

#[test]
fn a_file_that_is_handed_out_has_its_row_and_a_page_that_tells_of_it() {
    let rows: BTreeSet<String> = HANDOUTS.iter().map(|file| file.name.to_owned()).collect();
    let folder = "src/guide/files/";
    let there = files(folder, &[""]).into_iter();
    let there = there.map(|file| file.path.trim_start_matches(folder).to_owned());
    assert_eq!(rows, there.collect());
    for name in rows {
        let command = format!("palmares guide {name}");
        let told = TOPICS.iter().any(|topic| topic.text.contains(&command));
        assert!(told, "no page says `{command}`");
    }
}

#[test]
fn a_link_of_the_guide_is_a_topic_and_has_its_line_for_the_forge() {
    for topic in TOPICS {
        let text = prose(topic.text);
        let defined = definitions(&text);
        for (name, target) in &defined {
            assert!(
                Topic::named(name).is_some(),
                "{}: [{name}] is no topic",
                topic.name
            );
            assert_eq!(*target, format!("{name}.md"), "{}", topic.name);
        }
        // Nothing but a topic can be followed in a terminal.
        assert!(
            !text.contains("]("),
            "{} has a link that is not a topic",
            topic.name
        );
        for other in TOPICS {
            let used = topic
                .plain()
                .contains(&format!("`palmares guide {}`", other.name));
            let known = defined.iter().any(|(name, _)| *name == other.name);
            assert_eq!(
                used, known,
                "{}: the line `[{1}]: {1}.md` at its end",
                topic.name, other.name
            );
        }
    }
}

#[test]
fn a_terminal_is_told_commands_instead_of_links() {
    let topic = Topic {
        name: "x",
        title: "X",
        text: "# X\n\nSee [ballot] and `[[ballot]]`.\n\n```toml\n[ballot]\n```\n\n[ballot]: ballot.md\n",
    };
    let shown = "# X\n\nSee `palmares guide ballot` and `[[ballot]]`.\n\n```toml\n[ballot]\n```\n";
    assert_eq!(topic.plain(), shown);
}

#[test]
fn what_people_read_fits_a_terminal() {
    let mut texts: Vec<(String, String)> = pages()
        .into_iter()
        .map(|page| (page.path, page.text))
        .collect();
    texts.extend(
        TOPICS
            .iter()
            .map(|topic| (format!("palmares guide {}", topic.name), topic.plain())),
    );
    texts.push(("palmares guide".to_owned(), list()));
    let mut wrong = Vec::new();
    for (name, text) in texts {
        // A row of pictures is no prose.
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.contains("!["));
        for (at, line) in lines.filter(|(_, line)| columns(line) > COLUMNS_MAX) {
            wrong.push(format!(
                "{name}:{}: {} columns: {line}",
                at + 1,
                columns(line)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_block_of_code_in_the_guide_says_what_it_is() {
    for topic in TOPICS {
        let openings = topic
            .text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("```"));
        for language in openings.step_by(2) {
            let known = ["toml", "sh", "text", "css"].contains(&language);
            assert!(known, "{}: ```{language}", topic.name);
        }
    }
}

/// What a command and those below it are called: names, as they are typed, and long options.
fn called(command: &Command, path: &str) -> Vec<String> {
    let own = command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set());
    let long = own
        .filter_map(Arg::get_long)
        .filter(|long| !["help", "version"].contains(long));
    let mut all: Vec<String> = long.map(|long| format!("`--{long}")).collect();
    for below in command.get_subcommands() {
        let path = format!("{path} {}", below.get_name());
        all.extend(called(below, &path));
        all.push(format!("`{path}"));
    }
    all
}

#[test]
fn every_command_and_every_option_stands_in_readme_or_in_the_guide() {
    let guide = TOPICS.iter().map(Topic::plain).collect::<String>();
    let text = read("README.md") + &guide;
    let all = called(&Cli::command(), "palmares");
    assert!(all.len() > 25, "{all:?}");
    let missing: Vec<&String> = all
        .iter()
        .filter(|name| !text.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
