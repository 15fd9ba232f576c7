//! Which works and prizes nobody can tell apart by their names.

use super::programme::Award;
use super::text::Text;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::collections::HashMap;

/// A name as eyes compare it: without capitals, blanks and 《》, and whatever way its characters
/// are encoded.
pub fn seen(text: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    let shown = |c: &char| {
        !c.is_whitespace()
            && !matches!(
                c,
                '《' | '》' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
            )
    };
    composed
        .chars()
        .filter(shown)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Of each that looks like an earlier one in at least one of `languages`: its index and that of the
/// first like it. `name` says what is read of the n-th in a language.
fn alike<'a>(
    count: usize,
    languages: &[&'a str],
    name: impl Fn(usize, &'a str) -> String,
) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for language in languages {
        let mut first: HashMap<String, usize> = HashMap::new();
        for index in 0..count {
            let name = name(index, language);
            if name.is_empty() {
                continue;
            }
            let earlier = *first.entry(name).or_insert(index);
            if earlier != index && found.iter().all(|(other, _)| *other != index) {
                found.push((index, earlier));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Works, by title and team, that have both alike; what each looks like is the index of the first
/// like it.
pub fn entries(works: &[(&Text, &Text)], languages: &[String]) -> Vec<(usize, usize)> {
    let all: Vec<&str> = languages.iter().map(String::as_str).collect();
    alike(works.len(), &all, |index, lang| {
        let (title, team) = works[index];
        let title = seen(title.or_first(lang, languages));
        let team = seen(team.or_first(lang, languages));
        if title.is_empty() {
            return title;
        }
        // No name has a line break in it.
        format!("{title}\n{team}")
    })
}

/// Prizes with the same name.
pub fn awards(awards: &[&Award], languages: &[String]) -> Vec<(usize, usize)> {
    let all: Vec<&str> = languages.iter().map(String::as_str).collect();
    alike(awards.len(), &all, |index, lang| {
        seen(awards[index].name.or_first(lang, languages))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eyes_do_not_see_capitals_blanks_brackets_and_encodings() {
        for (one, other) in [
            ("UNTITLED", "Untitled"),
            ("《躲貓貓》", "躲貓貓"),
            ("Home  Sweet Home", "HomeSweetHome"),
            ("Cafe\u{301}", "Café"),
            ("ＡＢＣ１", "abc1"),
            ("a\u{200B}b", "ab"),
            ("夜\u{3000}海", "夜海"),
        ] {
            assert_eq!(seen(one), seen(other), "{one} {other}");
        }
        assert_ne!(seen("Episode 1"), seen("Episode 2"));
        assert_ne!(seen("1-2"), seen("12"));
    }
}
