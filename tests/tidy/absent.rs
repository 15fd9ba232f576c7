//! What is absent on purpose.

use crate::house::files;

/// The longest file that still reads in one go.
const LINES_MAX: usize = 400;

/// A suite of situations may be longer.
const TEST_LINES_MAX: usize = 600;

#[test]
fn no_file_is_too_long_to_read() {
    let mut wrong = Vec::new();
    let kinds = [".rs", ".js", ".html", ".css"];
    for folder in ["src", "static", "web", "tests"] {
        for file in files(folder, &kinds) {
            let tests = file.is_for_tests() || folder == "tests";
            let style = file.path.ends_with(".css");
            let most = if tests || style {
                TEST_LINES_MAX
            } else {
                LINES_MAX
            };
            let lines = file.text.lines().count();
            if lines > most {
                wrong.push(format!(
                    "{} has {lines} lines; {most} is the most",
                    file.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Lines of a function that are rows of tables: of a match, of a value or a pattern with many
/// fields, of a list.
fn table_rows(lines: &[&str]) -> usize {
    let (mut rows, mut at) = (0, 1);
    while at < lines.len() {
        let line = lines[at];
        let indent = &line[..line.len() - line.trim_start().len()];
        let ends = |row: &&&str| {
            let close = row.strip_prefix(indent).unwrap_or_default();
            close.starts_with('}') || close.starts_with(']')
        };
        at += 1;
        if opens_table(line.trim()) {
            let length = lines[at..].iter().take_while(|row| !ends(row)).count();
            rows += length;
            at += length;
        }
    }
    rows
}

/// Whether rows follow: `match x {`, `Name {`, `let Name {`, `let names = [`.
fn opens_table(line: &str) -> bool {
    let name = line
        .trim_end_matches(" {")
        .trim_start_matches("let ")
        .trim_start_matches("Ok(");
    let is_value = name.chars().all(char::is_alphanumeric) && name.starts_with(char::is_uppercase);
    let braces = line.ends_with('{') && (line.contains("match ") || is_value);
    braces || line.ends_with("= [")
}

#[test]
fn no_function_is_too_long_to_read() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        if file.is_for_tests() {
            continue;
        }
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let (indent, is_function) = match line.find("fn ") {
                Some(fn_at) => {
                    let before = line[..fn_at].trim();
                    let words = ["pub", "const", "async", "pub(super)", "pub(crate)"];
                    let named = before
                        .split(' ')
                        .all(|word| word.is_empty() || words.contains(&word));
                    (&line[..line.len() - line.trim_start().len()], named)
                }
                None => ("", false),
            };
            let end = format!("{indent}}}");
            let rest = &lines[at..];
            let Some(length) = rest.iter().position(|line| *line == end) else {
                continue;
            };
            if is_function && !line.ends_with(';') && length + 1 > 70 + table_rows(&rest[..length])
            {
                wrong.push(format!("{}:{}: {} lines", file.path, at + 1, length + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn comments_are_no_wider_than_code() {
    let kinds = [
        ("src", ".rs"),
        ("tests", ".rs"),
        ("static", ".js"),
        ("static", ".css"),
    ];
    let mut wrong = Vec::new();
    for file in kinds.iter().flat_map(|(folder, end)| files(folder, &[end])) {
        // Written by the makers of the faces.
        if file.path == "static/fonts/fonts.css" {
            continue;
        }
        for (number, line) in (1..).zip(file.text.lines()) {
            let table = line.contains("| ") || line.contains("─>");
            let start = line.trim_start();
            let comment = ["//", "/* ", "* "]
                .iter()
                .any(|mark| start.starts_with(mark));
            let alone = !start.contains("*/") || start.ends_with("*/");
            if comment && alone && !table && line.chars().count() > 100 {
                wrong.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Who measures spans, such as the last ten seconds: boxes, limits, sockets, lines, and the
/// soundcheck, which is a program of its own.
const MEASURE_SPANS: [&str; 9] = [
    "src/ballotbox.rs",
    "src/cli/soundcheck/",
    "src/http/haste.rs",
    "src/http/socket.rs",
    "src/http/voter",
    "src/integration/net.rs",
    "src/ledger/jetstream",
    "src/ledger/kept/writer.rs",
    "src/phones",
];

#[test]
fn one_folder_alone_names_the_library_of_the_log_outside() {
    let named = files("src", &[".rs"]).into_iter().filter(|file| {
        let code = file.code().any(|(_, code)| code.contains("async_nats"));
        code && !file.path.starts_with("src/ledger/jetstream")
    });
    let named: Vec<String> = named.map(|file| file.path).collect();
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn only_the_clock_asks_what_time_it_is() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        let spans = MEASURE_SPANS.iter().any(|part| file.path.starts_with(part));
        if file.path == "src/clock.rs" {
            continue;
        }
        for (line, code) in file.code() {
            let wall = ["SystemTime", "Timestamp::now", "Zoned::now"];
            let span = code.contains("Instant::now") && !spans;
            if span || wall.iter().any(|word| code.contains(word)) {
                wrong.push(format!("{}:{line}: {}", file.path, code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_in_the_server_gives_up() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
    ];
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        for (line, code) in file.code() {
            if words.iter().any(|word| code.contains(word)) {
                wrong.push(format!("{}:{line}: {}", file.path, code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_command_line_prints() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        if file.path.starts_with("src/cli/") {
            continue;
        }
        for (line, code) in file.code() {
            if ["println!", "print!(", "dbg!("]
                .iter()
                .any(|word| code.contains(word))
            {
                wrong.push(format!("{}:{line}: {}", file.path, code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_view_reads_what_is_in_an_envelope() {
    for file in files("src/view", &[".rs"]) {
        // The export tells everything, to the producer alone, and is journalled as a look.
        if file.path.starts_with("src/view/export") {
            continue;
        }
        for (line, code) in file.code() {
            let peeks = code.contains("envelope.winners");
            assert!(!peeks, "{}:{line}: {}", file.path, code.trim());
        }
    }
}
