//! Text that a reader of Markdown shows as it was written.

/// What begins emphasis, code, links, HTML, entities, cells, formulas and the like, wherever it
/// stands.
const SPECIAL: &str = "\\`*_[]<>|~&$^{}";

/// The text on one line, with a backslash before whatever Markdown (CommonMark, with the tables,
/// strikethrough, formulas and addresses of its dialects) would take for its own. It can neither
/// leave its cell nor begin a block.
pub(super) fn escaped(text: &str) -> String {
    let broken = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let parts = text.split(broken).filter(|part| !part.is_empty());
    let line = parts.collect::<Vec<_>>().join(" ");
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::new();
    for (at, c) in line.char_indices() {
        let begins_block = at == 0 && matches!(c, '#' | '+' | '-' | '=' | ':');
        let numbers_list = at == digits && at > 0 && matches!(c, '.' | ')');
        let rest = &line[at..];
        let address = rest.starts_with("://") || (c == '.' && ends_in_www(&line[..at])) || c == '@';
        if SPECIAL.contains(c) || begins_block || numbers_list || address {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether an address without its `http://` may begin here.
fn ends_in_www(before: &str) -> bool {
    before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"www")
}
