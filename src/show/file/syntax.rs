//! TOML's own complaints, in the words of somebody who has never heard of TOML.

use super::diagnostic::{Diagnostics, Span};
use super::unseen;
use std::collections::HashSet;

/// Characters that a word processor or a Chinese keyboard puts where the file wants a plain one.
const LOOKALIKES: [(char, char); 14] = [
    ('“', '"'),
    ('”', '"'),
    ('„', '"'),
    ('＂', '"'),
    ('‘', '"'),
    ('’', '"'),
    ('＝', '='),
    ('，', ','),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('｛', '{'),
    ('｝', '}'),
];

/// How to mend what the parser complains of, by a part of its message; the first that fits.
const MENDS: [(&str, &str); 11] = [
    (
        "array element",
        "a list is written in brackets with commas between its items, as `[\"a\", \"b\"]`",
    ),
    ("array, expected", "a list ends with `]`"),
    (
        "key-value pairs",
        "put a comma between the two, as in `{ zh = \"…\", en = \"…\" }`",
    ),
    (
        "table",
        "a section begins with its name in brackets on a line of its own, as `[show]` or \
        `[[entry]]`",
    ),
    (
        "multi-line",
        "a text that begins with three quotes ends with three, on whichever line",
    ),
    (
        "unquoted key",
        "a key has plain letters, digits, `-` and `_`; text in another language belongs on the \
        right of the `=`, in quotes",
    ),
    (
        "date",
        "write year, month and day with all their digits: `2026-03-05`",
    ),
    ("boolean", "write `true` or `false`, in small letters"),
    ("leading zero", "write the number without a zero before it"),
    (
        "unicode",
        "a `\\` in a text is written twice, or the text put between `'` and `'`; paths are \
        written with `/`",
    ),
    (
        "string",
        "a text begins and ends with a plain `\"` on the same line; a `\"` within it is written \
        `\\\"`",
    ),
];
const MEND_ANY: &str = "a line is written `key = \"text\"`, `key = 12` or `key = true`, each on \
    its own; a `\"` within a text is written `\\\"`; a remark begins with `#`";
const LATER: &str = "the rest of the file is checked once this is mended";

/// Logs the faults, one a line: the parser's later complaints about a line mostly follow from its
/// first. Answers whether the file is legible in spite of them; a key written twice hides nothing
/// else.
pub(super) fn report(faults: &[toml::de::Error], log: &Diagnostics<'_>) -> bool {
    let mut lines = HashSet::new();
    let mut legible = true;
    for fault in faults {
        let at: Span = fault.span().unwrap_or(0..0).into();
        let repeated = fault.message() == "duplicate key";
        legible &= repeated;
        if !lines.insert(log.line(at)) {
            continue;
        }
        if repeated {
            log.error(at, "this is written twice", twice(log.line_text(at)));
        } else {
            let (at, mend) = mend(fault.message(), at, log);
            log.error(at, sentence(fault.message()), format!("{mend}; {LATER}"));
        }
    }
    legible
}

fn twice(line: &str) -> &'static str {
    let line = line.trim_start();
    if line.starts_with('[') && !line.starts_with("[[") {
        "keep one of them; where there may be many (entries, awards, cues …), each begins with \
        double brackets, as in `[[entry]]`"
    } else {
        "keep one of the two lines; a new entry, award or cue begins with its own `[[…]]`"
    }
}

fn mend(message: &str, at: Span, log: &Diagnostics<'_>) -> (Span, String) {
    let line = log.line_text(at);
    if let Some((index, typed)) = astray(line) {
        let column = log.line_start(at) + index;
        let at = Span {
            start: column,
            end: column + typed.len_utf8(),
        };
        return (at, instead(typed));
    }
    let known = MENDS.iter().find(|(part, _)| message.contains(part));
    let text = known.map_or(MEND_ANY, |(_, mend)| *mend);
    (at, text.to_owned())
}

/// The first character outside straight quotes that looks like another, or like nothing: its byte
/// index within the line, and itself.
fn astray(line: &str) -> Option<(usize, char)> {
    let is_astray = |c: char| LOOKALIKES.iter().any(|(typed, _)| *typed == c) || is_unseen(c);
    let mut quote = None;
    let mut escaped = false;
    for (index, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !escaped => quote = None,
            (None, c) if is_astray(c) => return Some((index, c)),
            _ => {}
        }
        escaped = false;
    }
    None
}

fn is_unseen(c: char) -> bool {
    !c.is_ascii_whitespace() && unseen::named(c).is_some()
}

fn instead(typed: char) -> String {
    if let Some((_, plain)) = LOOKALIKES.iter().find(|(other, _)| *other == typed) {
        return format!("write a plain `{plain}` instead of `{typed}`");
    }
    let name = unseen::named(typed).unwrap_or_default();
    let mend = match typed as u32 {
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => {
            "write a plain space instead; an editor's “replace all” does it for the whole file"
        }
        _ => "delete it: nobody sees it, and it often comes along when text is copied",
    };
    format!("this is {name}: {mend}")
}

fn sentence(message: &str) -> String {
    format!("this cannot be read: {message}")
}
