//! Characters that nobody sees: what they are called, and where they are meant to be.

use crate::show::text::is_leftward;

/// Columns that one takes when it is spelt out for a terminal, as `<U+200B>`.
pub(super) const SPELT_COLUMNS: usize = 8;

/// What it is called, for a message: `U+200B (zero width space)`; none for a character that one
/// sees, and for a plain space.
pub(super) fn named(c: char) -> Option<String> {
    let name = match c as u32 {
        0x00..=0x1F | 0x7F..=0x9F => "control character",
        0xA0 => "no-break space",
        0xAD => "soft hyphen",
        0x34F => "combining grapheme joiner",
        0x61C => "Arabic letter mark",
        0x115F | 0x1160 | 0x3164 | 0xFFA0 => "Hangul filler",
        0x180B..=0x180F | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF => "variation selector",
        0x1680 | 0x2000..=0x200A | 0x205F => "space of another width",
        0x200B => "zero width space",
        0x200C => "zero width non-joiner",
        0x200D => "zero width joiner",
        0x200E => "left-to-right mark",
        0x200F => "right-to-left mark",
        0x2028 => "line separator",
        0x2029 => "paragraph separator",
        0x202A => "left-to-right embedding",
        0x202B => "right-to-left embedding",
        0x202C => "pop directional formatting",
        0x202D => "left-to-right override",
        0x202E => "right-to-left override",
        0x202F => "narrow no-break space",
        0x2060 => "word joiner",
        0x2061..=0x2064 => "invisible operator",
        0x2066 => "left-to-right isolate",
        0x2067 => "right-to-left isolate",
        0x2068 => "first strong isolate",
        0x2069 => "pop directional isolate",
        0x206A..=0x206F => "deprecated format character",
        0x2800 => "blank Braille pattern",
        0x3000 => "ideographic space",
        0xFEFF => "byte order mark",
        0xFFF9..=0xFFFB => "interlinear annotation",
        0xE0000..=0xE007F => "tag character",
        _ => return None,
    };
    Some(format!("U+{:04X} ({name})", c as u32))
}

/// Whether it takes no room of its own, or turns what follows around. Joiners and selectors belong
/// to the character before them.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x61C | 0x180E | 0x200B | 0x200E | 0x200F | 0x2028..=0x202E
        | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE001F)
}

/// The first unseen character of a text that has no business where it stands. An emoji's joiners, a
/// Chinese title's ideographic space, an Arabic name's marks are meant. `indented` allows spaces at
/// the ends, as paragraphs begin with them.
pub(super) fn astray(text: &str, indented: bool) -> Option<char> {
    let all: Vec<char> = text.chars().collect();
    let leftward = all.iter().any(|c| is_leftward(*c));
    let stray = |at: &usize| {
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
        let after = all.get(at + 1).copied();
        let inside = indented || (before.is_some() && after.is_some());
        named(all[*at]).is_some() && !is_meant(all[*at], before, inside, leftward)
    };
    (0..all.len()).find(stray).map(|at| all[at])
}

fn is_meant(c: char, before: Option<char>, inside: bool, leftward: bool) -> bool {
    let follows = |fits: fn(char) -> bool| before.is_some_and(fits);
    match c as u32 {
        // Control characters are errors, and told as such.
        0x00..=0x1F | 0x7F..=0x9F | 0x2028 | 0x2029 => true,
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => inside,
        // Breaks words in scripts that write no spaces.
        0x200B => {
            inside
                && follows(
                    |c| matches!(c as u32, 0xE00..=0xFFF | 0x1000..=0x109F | 0x1780..=0x17FF),
                )
        }
        0x200C | 0x200D => inside && follows(joins),
        0x61C | 0x200E | 0x200F | 0x2066..=0x2069 => leftward,
        0x180B..=0x180F => follows(|c| matches!(c as u32, 0x1800..=0x18AF)),
        0xFE00..=0xFE0F | 0xE0100..=0xE01EF => follows(varies),
        // The flags of England, Scotland and Wales are spelt with tags.
        0xE0020..=0xE007F => follows(|c| matches!(c as u32, 0x1F3F4 | 0xE0020..=0xE007E)),
        _ => false,
    }
}

/// Whether letters or pictures of this kind are joined, or kept from joining.
fn joins(c: char) -> bool {
    let chinese =
        matches!(c as u32, 0x3001..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..);
    !c.is_ascii() && !c.is_whitespace() && !chinese && !is_hidden(c)
}

/// Whether there are variants of it: of digits and signs as pictures, and of Chinese characters.
fn varies(c: char) -> bool {
    !c.is_ascii_alphabetic() && !c.is_whitespace() && !is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_left_in_peace() {
        for text in [
            "👩‍👩‍👧‍👦 Family",
            "1️⃣ ❤️ 葛󠄀",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "夜\u{3000}海",
            "« Nuit\u{A0}»",
            "می\u{200C}خواهم \u{200F}(3D)",
            "ภาษา\u{200B}ไทย",
            "क्\u{200D}ष",
        ] {
            assert_eq!(astray(text, false), None, "{text:?}");
        }
        assert_eq!(astray("\u{3000}\u{3000}他在夢中。", true), None);
    }

    #[test]
    fn what_came_along_by_accident_is_found_and_named() {
        for (text, code) in [
            ("a\u{200B}b", "U+200B (zero width space)"),
            ("a\u{200C}b", "U+200C (zero width non-joiner)"),
            ("夜\u{200D}海", "U+200D (zero width joiner)"),
            ("end\u{A0}", "U+00A0 (no-break space)"),
            ("\u{3000}鏡", "U+3000 (ideographic space)"),
            ("a\u{FEFF}b", "U+FEFF (byte order mark)"),
            ("co\u{AD}op", "U+00AD (soft hyphen)"),
            ("x\u{202E}y", "U+202E (right-to-left override)"),
            ("x\u{2066}y", "U+2066 (left-to-right isolate)"),
            ("a\u{FE0F}", "U+FE0F (variation selector)"),
            ("\u{FE0F}", "U+FE0F (variation selector)"),
            ("a\u{E0041}", "U+E0041 (tag character)"),
            ("a\u{2060}b", "U+2060 (word joiner)"),
            ("a\u{3164}b", "U+3164 (Hangul filler)"),
        ] {
            let found = astray(text, false).and_then(named);
            assert_eq!(found.as_deref(), Some(code), "{text:?}");
        }
    }
}
