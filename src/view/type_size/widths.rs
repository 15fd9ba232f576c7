//! How wide letters are, from the table of the stage's Latin serif face.

use super::is_dot;
use crate::show::text::is_wide;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How wide a character is in the serif face at a heavy weight, in em.
pub(super) fn char_width(c: char) -> f32 {
    if is_wide(c) || is_dot(c) {
        return 1.0;
    }
    // A letter with its marks is as wide as the letter.
    let mut parts = std::iter::once(c).nfd();
    let letter = parts.next().unwrap_or(c);
    let hundredths = match letter {
        ' '..='~' => WIDTHS[letter as usize - 0x20],
        'Α'..='ω' => GREEK[letter as usize - 0x391],
        'Ѐ'..='џ' => CYRILLIC[letter as usize - 0x400],
        letter if is_combining_mark(letter) => 0,
        'ı' | 'ł' | '‘' | '’' => 37,
        '“' | '”' => 50,
        '–' => 60,
        'æ' | 'Æ' | 'œ' | 'Œ' | '—' | '…' => 103,
        'ð' | 'ø' | 'đ' | 'þ' | 'ħ' | 'ŋ' => 69,
        'Ð' | 'Đ' | 'Ø' | 'Ħ' | 'Ŋ' => 84,
        // Hebrew, Arabic and others: wider than the average, to be on the safe side.
        _ => 75,
    };
    f32::from(hundredths) / 100.0
}

/// Advance widths of the stage's Latin serif face at weight 800, in hundredths of an em, from the
/// space to the tilde.
#[rustfmt::skip]
const WIDTHS: [u8; 95] = [
    24, 40, 52, 64, 61, 98, 80, 28, 43, 43, 48, 61, 33, 38, 33, 44, // space to /
    61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 33, 33, 61, 61, 61, 51, // 0 to ?
    100, 75, 73, 69, 78, 66, 64, 75, 84, 44, 44, 78, 64, 99, 80, 78, // @ to O
    68, 78, 76, 61, 71, 81, 73, 109, 73, 69, 63, 39, 44, 39, 61, 60, // P to _
    44, 59, 68, 57, 66, 58, 40, 61, 69, 36, 35, 67, 37, 100, 68, 63, // ` to o
    68, 65, 53, 51, 41, 68, 59, 88, 62, 60, 52, 37, 35, 37, 61,      // p to ~
];

/// The same from Α to ω; a letter with an accent counts as the letter.
#[rustfmt::skip]
const GREEK: [u8; 57] = [
    75, 73, 64, 69, 66, 63, 84, 79, 44, 78, 75, 99, 80, 63, 78, 84, // Α to Π
    68, 0, 63, 71, 69, 90, 73, 93, 82, 44, 69, 66, 56, 65, 36, 61,  // Ρ to ΰ
    66, 66, 61, 61, 56, 49, 65, 58, 36, 63, 66, 66, 61, 50, 61, 69, // α to π
    66, 52, 69, 54, 61, 85, 62, 87, 87,                             // ρ to ω
];

#[rustfmt::skip]
const CYRILLIC: [u8; 96] = [
    66, 66, 81, 64, 67, 61, 44, 44, 44, 104, 110, 87, 78, 86, 73, 83,   // Ѐ to Џ
    75, 69, 73, 64, 80, 66, 109, 62, 86, 86, 78, 79, 99, 84, 78, 83,    // А to П
    68, 69, 71, 73, 86, 73, 84, 80, 118, 119, 82, 108, 70, 67, 113, 75, // Р to Я
    59, 64, 61, 51, 70, 58, 93, 53, 73, 73, 66, 67, 82, 72, 63, 70,     // а to п
    68, 57, 63, 60, 91, 62, 74, 65, 96, 100, 72, 91, 59, 55, 92, 64,    // р to я
    58, 58, 66, 51, 57, 51, 36, 36, 35, 88, 94, 69, 66, 73, 60, 70,     // ѐ to џ
];
