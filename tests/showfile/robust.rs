//! Whatever is in the file, the answer is a show or a list of what is wrong.

use crate::{ENTRIES, FILES, HEAD};
use palmares::show::file::read;
use proptest::prelude::*;

const REST: &str = r#"[[award]]
id = "first"
name = { zh = "一等獎", en = "First Prize" }
decided_by = "jury"
winner = ["mirror", "echo"]
[[award]]
id = "popular"
name = "Popular"
decided_by = "audience"
[[ballot]]
id = "vote"
award = "popular"
seconds = 90
[[jury.criterion]]
id = "idea"
name = "Idea"
weight = 0.5
[[cue]]
kind = "finalists"
timings = { echo = 30 }
[[cue]]
kind = "award"
award = "first"
scripts = { winner = """
And …""" }
[[cue]]
kind = "ballot"
ballot = "vote"
step = "open"
"#;

fn reports_or_loads(source: &str) {
    match read("show.toml", source, &FILES) {
        Ok((show, _)) => assert!(!show.languages.is_empty() && !show.lines.is_empty()),
        Err(found) => {
            assert!(!found.is_empty());
            let lines = source.split('\n').count();
            for diagnostic in found {
                assert!(!diagnostic.to_string().is_empty() && diagnostic.line <= lines);
            }
        }
    }
}

#[test]
fn the_unchanged_file_loads() {
    assert!(read("show.toml", &format!("{HEAD}{ENTRIES}{REST}"), &FILES).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_answered(source in any::<String>()) {
        reports_or_loads(&source);
    }

    #[test]
    fn any_text_of_toml_s_own_characters_is_answered(source in "[\\[\\]{}=\",.'#\\\\ \\n\\r\\tabz019é獎-]{0,200}") {
        reports_or_loads(&source);
    }

    #[test]
    fn a_file_with_a_piece_cut_out_or_put_in_is_answered(from in 0usize..2000, cut in 0usize..40, put in ".{0,6}") {
        let whole: Vec<char> = format!("{HEAD}{ENTRIES}{REST}").chars().collect();
        let from = from % whole.len();
        let to = (from + cut).min(whole.len());
        let mutated: String = whole[..from].iter().copied().chain(put.chars()).chain(whole[to..].iter().copied()).collect();
        reports_or_loads(&mutated);
    }

    #[test]
    fn a_file_with_its_lines_shuffled_dropped_or_repeated_is_answered(picks in prop::collection::vec(0usize..64, 0..80)) {
        let whole = format!("{HEAD}{ENTRIES}{REST}");
        let lines: Vec<&str> = whole.lines().collect();
        let mutated: Vec<&str> = picks.into_iter().map(|pick| lines[pick % lines.len()]).collect();
        reports_or_loads(&mutated.join("\n"));
    }

    #[test]
    fn a_file_with_another_value_for_a_key_is_answered(line in 0usize..64, value in prop::sample::select(vec!["0", "-1", "1.5", "nan", "true", "\"\"", "[]", "{}", "[[1], {}]", "1979-05-27", "\"\\u0007\"", "99999999999999999999999999"])) {
        let whole = format!("{HEAD}{ENTRIES}{REST}");
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        let line = line % lines.len();
        if let Some((key, _)) = lines[line].clone().split_once(" = ") {
            lines[line] = format!("{key} = {value}");
        }
        reports_or_loads(&lines.join("\n"));
    }
}
