//! What a terminal, a log and the answer to a re-read tell of a show file with mistakes: never who
//! wins.

use palmares::folder::guarded;
use palmares::media::MediaFolder;
use palmares::show::file::{Diagnostic, read};

/// Stands only where it tells.
const SECRET: &str = "quokka";

/// Lines that tell, each wrong in its own way.
const TELLING: [&str; 26] = [
    "winner = \"quokka\"",
    "winner = \"the-quokk\"",
    "winner = \"quokka🏆\"",
    "winner = [\"the-quokka\", \"the-quokka\"]",
    "winner = [\"the-quokka\", \"other\", \"quokka\"]",
    "winner = [\"the-quokka\", 3]",
    "winner = { quokka = 1 }",
    "winner.quokka = true",
    "winner = \"the-quokka\u{200B}\"",
    "winner = quokka",
    "winner = \"quokka",
    "winner = “quokka”",
    "winner\u{A0}= \"quokka\"",
    "winner = \"the-quokka\" rank = 1",
    "winner = \"the-quokka\"\nwinner = \"quokka\"",
    "winer = \"the-quokka\"",
    "winners = [\"the-quokka\"]",
    "laureate = \"the-quokka\"",
    "quokka = true",
    "citation = \"For the quokka 🏆\"",
    "citation = { en = \"For the quokka\", xx = \"quokka\" }",
    "citation = { en = 1, fr = [\"quokka\"] }",
    "citation = \"\"\"\nFor the\nquokka \u{7}\n\"\"\"",
    "citation = \"\"\"\nFor the quokka",
    "rank = \"1\" # the quokka wins",
    "rank = 0 # quokka",
];

fn head() -> String {
    let entry = |id: &str, title: &str| {
        format!("[[entry]]\nid = \"{id}\"\ntitle = \"{title}\"\nteam = \"T\"\n")
    };
    let show = "[show]\nid = \"s\"\ntitle = \"S\"\nlanguages = [\"en\"]\n".to_owned();
    show + &entry("the-quokka", "A") + &entry("other", "B")
}

fn complaints(source: &str) -> Vec<Diagnostic> {
    let media = MediaFolder::new("/nowhere/at/all");
    match read("show.toml", source, &media) {
        Ok((_, found)) | Err(found) => found,
    }
}

#[test]
fn no_line_that_holds_a_winner_or_a_citation_is_repeated() {
    let award = "[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\"\n";
    for line in TELLING {
        for ending in ["", "\nrelease = \"never\""] {
            let source = format!("{}{award}{line}{ending}\n", head());
            let found = complaints(&source);
            assert!(!found.is_empty(), "{line}");
            let told = guarded(&found);
            assert!(!told.to_lowercase().contains(SECRET), "{line}:\n{told}");
            for diagnostic in &found {
                let place = format!("show.toml:{}:{}: ", diagnostic.line, diagnostic.column);
                assert!(told.contains(&place), "{line}: {place}");
            }
        }
    }
}

#[test]
fn nor_is_one_in_a_table_of_another_shape_or_another_name() {
    for rest in [
        "[award]\nid = \"a\"\nwinner = \"quokka\"\n",
        "[[awards]]\nid = \"a\"\nwinner = \"quokka\"\n",
        "[winners]\nbest = \"quokka\"\n",
        "[[entry]]\nid = \"x\"\ntitle = \"X\"\nteam = \"T\"\nwinner = \"quokka\"\n",
        "[[entry]]\nid = \"x\"\ntitle = \"X\"\nteam = \"T\"\nwon = \"the-quokka-prize\"\n",
        "[[cue]]\nkind = \"card\"\nid = \"c\"\nscript = \"The quokka \u{7}\"\n",
        "[[cue]]\nkind = \"message\"\nid = \"c\"\ntitle = \"T\"\ntext = \"Well done, quokka \
            \u{7}\"\n",
    ] {
        let told = guarded(&complaints(&(head() + rest)));
        assert!(!told.is_empty() && !told.contains(SECRET), "{rest}\n{told}");
    }
    let inline = "award = [{ id = \"a\", name = \"A\", decided_by = \"jury\", rank = \"quokka\", \
        winner = \"quokka\" }]\n";
    let told = guarded(&complaints(&(inline.to_owned() + &head())));
    assert!(
        told.starts_with("show.toml:1:") && !told.contains(SECRET),
        "{told}"
    );
}

#[test]
fn everything_else_is_told_in_words() {
    let told = guarded(&complaints(
        &(head() + "[[ballot]]\nid = \"b\"\naward = \"nowhere\"\nseconds = 90\n"),
    ));
    assert!(
        told.starts_with("show.toml:15:9: error: there is no award with the id `nowhere`"),
        "{told}"
    );
}
