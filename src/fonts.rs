//! The faces that come with the program: which of their files a text needs, and which characters
//! none of them can draw.
//!
//! All of it is read from the stage's own style sheet, whose ranges are exactly what each file
//! holds, so that browsers and server cannot disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const SHEET: &str = include_str!("../static/fonts/fonts.css");

/// Where the style sheet's addresses begin.
const FOLDER: &str = "/static/fonts/";

struct Face {
    family: &'static str,
    url: String,
    /// As the style sheet writes them.
    ranges: &'static str,
    /// How the style sheet scales it: `size-adjust` and what follows, or nothing.
    measures: &'static str,
}

/// A file that a page may carry with it.
#[derive(Debug, serde::Serialize)]
pub struct File {
    /// Its characters, as a style sheet writes them.
    pub ranges: &'static str,
    /// Descriptors of its `@font-face`: how it is scaled.
    pub measures: &'static str,
}

static FACES: LazyLock<Vec<Face>> = LazyLock::new(|| {
    let rules = SHEET.lines().filter(|line| line.starts_with("@font-face"));
    rules.filter_map(face).collect()
});

/// Every character with the number of a face that holds it, in ascending order.
static INDEX: LazyLock<Vec<(u32, u16)>> = LazyLock::new(|| {
    let mut index = Vec::new();
    for (number, face) in (0_u16..).zip(FACES.iter()) {
        for codes in face.ranges.split(',').filter_map(range) {
            index.extend(codes.map(|code| (code, number)));
        }
    }
    index.sort_unstable();
    index
});

/// The faces that hold a character.
fn holders(c: char) -> impl Iterator<Item = &'static Face> {
    let code = u32::from(c);
    let index: &'static [(u32, u16)] = &INDEX;
    let from = index.partition_point(|(held, _)| *held < code);
    let same = index[from..]
        .iter()
        .take_while(move |(held, _)| *held == code);
    same.filter_map(|(_, number)| FACES.get(usize::from(*number)))
}

fn face(rule: &'static str) -> Option<Face> {
    let between = |from: &str, to: char| {
        let (_, rest) = rule.split_once(from)?;
        rest.split(to).next()
    };
    Some(Face {
        family: between("font-family:\"", '"')?,
        url: format!("{FOLDER}{}", between("url(", ')')?),
        ranges: between("unicode-range:", '}')?,
        measures: rule
            .find("size-adjust:")
            .map_or("", |at| rule[at..].split("src:").next().unwrap_or("")),
    })
}

/// `U+4e00` or `U+4e00-4e03`
fn range(written: &str) -> Option<RangeInclusive<u32>> {
    let codes = written.trim().strip_prefix("U+")?;
    let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
    let code = |digits: &str| u32::from_str_radix(digits, 16).ok();
    Some(code(first)?..=code(last)?)
}

/// The addresses of every font file that a text made of these characters may be drawn from, each
/// once and in order.
pub fn files(text: &str) -> Vec<&'static str> {
    let all: BTreeSet<char> = text.chars().collect();
    let urls = all.into_iter().flat_map(holders);
    let urls: BTreeSet<&str> = urls.map(|face| face.url.as_str()).collect();
    urls.into_iter().collect()
}

/// The files of the serif faces that a text needs, by address.
pub fn serif(text: &str) -> BTreeMap<&'static str, File> {
    let faces = text.chars().flat_map(holders);
    // The short lists of marks are parts of files that hold more.
    let faces =
        faces.filter(|face| face.family.starts_with("Noto Serif") || face.family == "Serif Latin");
    let file = |face: &'static Face| File {
        ranges: face.ranges,
        measures: face.measures,
    };
    faces.map(|face| (face.url.as_str(), file(face))).collect()
}

/// Whether the stage can draw a letter with the marks on it, in titles and in running text alike:
/// each time from one file, because a mark of another face does not know where the letter ends.
/// What leaves no mark of its own needs no font.
pub fn draws(cluster: &str) -> bool {
    let seen: Vec<char> = cluster.nfc().filter(|c| !is_unseen(*c)).collect();
    let Some(first) = seen.first() else {
        return true;
    };
    let whole = |face: &&Face| {
        let held = |c: &char| holders(*c).any(|other| other.url == face.url);
        seen.iter().all(held)
    };
    let in_a = |kind: &str| {
        holders(*first)
            .filter(|face| face.family.contains(kind))
            .any(|face| whole(&face))
    };
    in_a("Serif") && in_a("Sans")
}

/// A text cut into letters with the marks that belong to them.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        chars.next()?;
        let end = chars
            .find(|(_, c)| !is_combining_mark(*c))
            .map_or(rest.len(), |(at, _)| at);
        let cluster;
        (cluster, rest) = rest.split_at(end);
        Some(cluster)
    })
}

/// What the stage cannot draw of a text, each letter once.
pub fn undrawn(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for cluster in clusters(text) {
        if !found.contains(&cluster) && !draws(cluster) {
            found.push(cluster);
        }
    }
    found
}

/// Controls, joiners, direction marks and the selectors of variants.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0100..=0xE01EF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_is_read_whole() {
        let rules = SHEET.matches("@font-face{").count();
        assert_eq!(FACES.len(), rules);
        assert!(
            FACES
                .iter()
                .all(|face| range(face.ranges.split(',').next().unwrap()).is_some())
        );
    }

    #[test]
    fn a_text_needs_only_the_files_that_hold_its_characters() {
        let files = files("獎");
        assert_eq!(files.len(), 2, "{files:?}");
        assert!(files[0].starts_with("/static/fonts/noto-sans-hk/"));
        assert!(files[1].starts_with("/static/fonts/noto-serif-hk/"));
    }

    #[test]
    fn both_chinese_scripts_and_english_are_drawn_and_an_emoji_is_not() {
        let fine = "《得獎》·獲獎 获奖名单，审视 “Winner’s” — 1,204 …é";
        assert!(undrawn(fine).is_empty());
        assert_eq!(undrawn("躲貓貓🏆 獎🏆𰻝"), ["🏆", "𰻝"]);
    }

    #[test]
    fn names_of_all_europe_and_their_neighbours_are_drawn_in_either_normal_form() {
        for name in [
            "Příběh o řece, Šárka Čapková, Győző Szőke, Wąż i Żółć",
            "Ștefan Țăranu, Ayşe Ağaoğlu, İstanbul’da ılık, Nguyễn Thị Hồng",
            "Lǜ Xīn’ǎi, nǚ, lüè, ǖ ǘ ǚ ǜ, Ọ̀ṣun, ọ́ ẹ̀ ṣ, Ụ̄gọ́",
            "Ελένη Παπαδοπούλου, Йосип Ґудзь, Љубица, Замо́к, Ђорђе",
            "Þórður Ægisson, Søren, Ħal Għargħur, Ķēniņš, Ųžą, Ŵyn",
        ] {
            let apart: String = name.nfd().collect();
            assert!(undrawn(name).is_empty(), "{:?}", undrawn(name));
            assert!(undrawn(&apart).is_empty(), "{:?}", undrawn(&apart));
        }
    }

    #[test]
    fn a_letter_and_its_mark_are_drawn_from_one_file_or_not_at_all() {
        assert_eq!(
            undrawn("漢\u{301} x\u{36F} が か\u{3099}"),
            ["漢\u{301}", "x\u{36F}"]
        );
        assert_eq!(
            undrawn("سلام שלום"),
            ["س", "ل", "ا", "م", "ש", "ל", "ו", "ם"]
        );
        let faces = |kind: &str| {
            let held = holders('ř').filter(|face| face.family.contains(kind));
            held.map(|face| face.family).collect::<Vec<_>>()
        };
        assert_eq!(faces("Serif"), ["Serif Latin"]);
        let files = files("Příběh");
        assert_eq!(files.len(), 2, "{files:?}");
    }

    #[test]
    fn every_file_that_the_style_sheet_names_is_there() {
        for face in FACES.iter() {
            let path = format!("{}{}", env!("CARGO_MANIFEST_DIR"), face.url);
            assert!(std::path::Path::new(&path).exists(), "{path}");
        }
    }
}
