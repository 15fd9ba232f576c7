//! Shows to play with.

use palmares::demo;
use palmares::show::file::{Diagnostic, Media, Resolved, read};
use palmares::show::programme::Show;
use std::sync::Arc;

/// A show folder without any files.
pub struct NoFiles;

impl Media for NoFiles {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

/// A show file, read.
pub fn parse(source: &str) -> Arc<Show> {
    match read("show.toml", source, &NoFiles) {
        Ok((show, _)) => Arc::new(show),
        Err(all) => {
            let all: Vec<String> = all.iter().map(Diagnostic::to_string).collect();
            panic!("{}", all.join("\n"));
        }
    }
}

/// The built-in final.
pub fn demo() -> Arc<Show> {
    parse(demo::SHOW)
}

/// A small evening with one of everything: a presenter and a citation, an award without a winner,
/// one held back, a ballot whose ties are shared, and one whose ties wait for the chair. Its
/// rundown is made from the awards.
pub const GALA: &str = r#"
[show]
id = "gala"
title = { zh = "頒獎禮", en = "Awards" }
languages = ["zh-Hant-HK", "en"]

[[entry]]
id = "mirror"
title = "鏡"
team = "甲隊"
[[entry]]
id = "echo"
title = "Echo"
team = "Team B"
[[entry]]
id = "river"
title = { zh = "河", en = "River" }
team = "丙隊"
[[entry]]
id = "early"
title = "Early"
team = "Team D"
finalist = false

[[person]]
id = "chan"
name = "陳大文"

[[award]]
id = "best"
name = { zh = "最佳影片", en = "Best film" }
decided_by = "jury"
winner = "mirror"
citation = "Because it looks back."
presenter = "chan"
[[award]]
id = "craft"
name = "Craft"
decided_by = "organiser"
[[award]]
id = "held"
name = "Held back"
decided_by = "jury"
winner = ["echo", "river"]
release = "hold"
[[award]]
id = "hall"
name = "People's Choice"
decided_by = "audience"
[[award]]
id = "tied"
name = "Second Choice"
decided_by = "audience"
ties = "chair"

[[ballot]]
id = "people"
award = "hall"
seconds = 60
[[ballot]]
id = "second"
award = "tied"
seconds = 30
"#;

/// The beginning of a running order that the gala's file may write: a card and two messages.
pub const OPENING: &str = r#"
[[cue]]
kind = "card"
id = "hello"
[[cue]]
kind = "message"
id = "one"
title = "One"
[[cue]]
kind = "message"
id = "two"
title = "Two"
"#;

/// [`GALA`], read.
pub fn gala() -> Arc<Show> {
    parse(GALA)
}

/// [`GALA`] with a change to its text.
pub fn gala_with(old: &str, new: &str) -> Arc<Show> {
    assert!(GALA.contains(old), "the gala does not say {old:?}");
    parse(&GALA.replacen(old, new, 1))
}

/// The file of the built-in final, with another kind of voter.
pub fn final_for(identity: &str) -> String {
    final_with(
        "identity = \"device\"",
        &format!("identity = \"{identity}\""),
    )
}

/// The file of the built-in final with a change to its text.
pub fn final_with(old: &str, new: &str) -> String {
    assert!(demo::SHOW.contains(old), "the final does not say {old:?}");
    demo::SHOW.replacen(old, new, 1)
}
