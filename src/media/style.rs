//! The theme's style sheet: whether it asks for anything from elsewhere. The content security policy refuses that anyhow; this says so in time.

/// What a style sheet asks of another house, if anything.
pub(super) fn foreign(sheet: &str) -> Option<String> {
    let sheet = without_comments(sheet);
    let lower = unescaped(&sheet).to_ascii_lowercase();
    if lower.contains("@import") {
        return Some("an @import".to_owned());
    }
    for scheme in ["javascript:", "expression(", "-moz-binding"] {
        if lower.contains(scheme) {
            return Some(format!("“{scheme}”"));
        }
    }
    let urls = lower.split("url(").skip(1).map(|rest| {
        let rest = rest.trim_start_matches(['\'', '"', ' ', '\n', '\t']);
        let end = rest.find(['\'', '"', ')']).unwrap_or(rest.len());
        rest[..end].trim()
    });
    let mut all = urls.filter(|url| is_elsewhere(url));
    all.next()
        .map(|url| format!("the address “{}”", url.chars().take(60).collect::<String>()))
}

/// The line of a style sheet on which it asks for that, counted from 1.
pub(super) fn line_of_foreign(sheet: &str) -> Option<(usize, String)> {
    let what = foreign(sheet)?;
    // The shortest beginning that is at fault ends on its line.
    let lines: Vec<&str> = sheet.lines().collect();
    let at = (1..=lines.len()).find(|count| foreign(&lines[..*count].join("\n")).is_some());
    Some((at.unwrap_or(1), what))
}

/// Anything but a part of this page, a path of this server or a picture that the sheet holds itself.
fn is_elsewhere(url: &str) -> bool {
    let own_data = url.starts_with("data:image/") || url.starts_with("data:font/");
    let has_scheme = url
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|head| head.contains(':'));
    (has_scheme && !own_data) || url.starts_with("//") || url.starts_with("\\")
}

fn without_comments(sheet: &str) -> String {
    let mut kept = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// `\69mport` is `import` to a browser.
fn unescaped(sheet: &str) -> String {
    let mut out = String::new();
    let mut chars = sheet.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut digits = String::new();
        while digits.len() < 6
            && let Some(digit) = chars.next_if(char::is_ascii_hexdigit)
        {
            digits.push(digit);
        }
        if digits.is_empty() {
            out.extend(chars.next());
            continue;
        }
        chars.next_if(|c| c.is_whitespace());
        let code = u32::from_str_radix(&digits, 16).ok();
        out.extend(code.and_then(char::from_u32));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_this_house_is_let_in() {
        for fine in [
            ".title { color: var(--gold); background: url(/media/a.png) }",
            "@font-face { font-family: X; src: url('media/x.woff2') }",
            ".a { background: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\") }",
            "/* @import url(http://x) */ .a { mask: url(#m) }",
        ] {
            assert_eq!(foreign(fine), None, "{fine}");
        }
    }

    #[test]
    fn what_comes_from_elsewhere_is_named_however_it_is_written() {
        for wrong in [
            "@import 'x.css';",
            "@\\69mport 'x.css';",
            ".a { background: url( 'https://x.example/a.png' ) }",
            ".a { background: URL(//x.example/a.png) }",
            ".a { background: u\\72l(https://x.example) }",
            ".a { width: expression(alert(1)) }",
        ] {
            assert!(foreign(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn its_line_is_found() {
        let sheet = ".a {}\n.b {\n background: url(https://x.example/a.png);\n}\n";
        assert_eq!(line_of_foreign(sheet).map(|found| found.0), Some(3));
    }
}
