//! The theme's style sheet: which files it names, and whether it asks for anything from elsewhere.
//! Read with the tokenizer of a browser, so that no spelling means one thing here and another
//! there.

use crate::show::fault::Purpose;
use cssparser::{ParseError, Parser, Token};
use std::ops::Range;
use url::Url;

/// Blocks within blocks: nobody writes so deep.
const DEPTH_MAX: usize = 64;

/// A house that nobody has, to see which addresses leave it.
const HOUSE: &str = "http://palmares.invalid/";

/// Something that a style sheet asks for.
pub(super) struct Mention {
    pub what: What,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

pub(super) enum What {
    /// A file by its address, as written, and what it is for.
    File(String, Purpose),
    /// What would run: how it begins.
    Runs(&'static str),
}

/// Where an address leads from a style sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the sheet itself, or to what stands in the address.
    Own,
    /// A path on this server, decoded, without its first `/`.
    Path(String),
    /// To another house.
    Elsewhere,
}

/// Where an address leads from the sheet at this path below the show folder.
pub(super) fn target(sheet: &str, address: &str, purpose: Purpose) -> Destination {
    let address = address.trim();
    if address.is_empty() || address.starts_with('#') {
        return Destination::Own;
    }
    let base = Url::parse(HOUSE).map(|mut base| {
        base.set_path(sheet);
        base
    });
    let Some(url) = base.ok().and_then(|base| base.join(address).ok()) else {
        return Destination::Elsewhere;
    };
    if url.scheme() == "data" {
        let kind = match purpose {
            Purpose::Font => &["font/", "application/"][..],
            Purpose::Style => &[],
            _ => &["image/"],
        };
        let own = kind.iter().any(|kind| url.path().starts_with(kind));
        return if own {
            Destination::Own
        } else {
            Destination::Elsewhere
        };
    }
    let here = url.scheme() == "http"
        && url.host_str() == Some("palmares.invalid")
        && url.port().is_none()
        && url.username().is_empty();
    match percent_encoding::percent_decode_str(url.path()).decode_utf8() {
        Ok(path) if here => Destination::Path(path.trim_start_matches('/').to_owned()),
        _ => Destination::Elsewhere,
    }
}

/// What a style sheet, or a piece of one, asks of another house, if anything: for drawings, which
/// name no files either.
pub(super) fn foreign(sheet: &str) -> Option<String> {
    mentions(sheet)
        .into_iter()
        .find_map(|mention| match mention.what {
            What::Runs(what) => Some(format!("“{what}”")),
            What::File(_, Purpose::Style) => Some("an @import".to_owned()),
            What::File(address, purpose) => {
                let away = target("media/a.svg", &address, purpose) == Destination::Elsewhere;
                away.then(|| named(&address))
            }
        })
}

/// An address as messages show it.
pub(super) fn named(address: &str) -> String {
    let shown: String = address
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(60)
        .collect();
    format!("the address “{shown}”")
}

/// Everything that a style sheet asks for, in its order.
pub(super) fn mentions(sheet: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    walk(&mut Parser::new(sheet), Context::Sheet, 0, &mut found);
    found
}

/// What a string means depends on where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Nothing in particular.
    Sheet,
    /// Within `@font-face`.
    Face,
    /// Behind `@import`.
    Import,
    /// Behind `@namespace`: a name, never fetched.
    Name,
    /// Within `url(…)` or `src(…)`, with what it is for.
    Address(Purpose),
    /// Within `image-set(…)`.
    Set,
}

impl Context {
    fn purpose(self) -> Purpose {
        match self {
            Context::Face => Purpose::Font,
            Context::Import => Purpose::Style,
            Context::Address(purpose) => purpose,
            _ => Purpose::Picture,
        }
    }
}

fn walk(parser: &mut Parser<'_>, place: Context, depth: usize, found: &mut Vec<Mention>) {
    // `@import` and its like hold until the statement ends.
    let mut now = place;
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else {
            return;
        };
        let mut note = |what| {
            let at = start..parser.position().byte_index();
            found.push(Mention { what, at });
        };
        let mut within = now;
        match &token {
            Token::Semicolon => now = place,
            Token::AtKeyword(name) => {
                now = match name.to_ascii_lowercase().as_str() {
                    "import" => Context::Import,
                    "namespace" => Context::Name,
                    "font-face" => Context::Face,
                    _ => place,
                }
            }
            // A browser passes over one that is badly written; its author should hear of it.
            Token::UnquotedUrl(address) | Token::BadUrl(address) if now != Context::Name => {
                note(What::File(address.to_string(), now.purpose()));
            }
            Token::QuotedString(address) if is_address(now) => {
                note(What::File(address.to_string(), now.purpose()));
            }
            Token::Ident(name) if name.eq_ignore_ascii_case("-moz-binding") => {
                note(What::Runs("-moz-binding"));
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                if name == "expression" {
                    note(What::Runs("expression("));
                }
                within = inside(&name, now);
            }
            Token::CurlyBracketBlock => {
                within = if now == Context::Face {
                    now
                } else {
                    Context::Sheet
                };
                now = place;
            }
            _ => {}
        }
        let block = matches!(
            token,
            Token::Function(_)
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::CurlyBracketBlock
        );
        if block && depth == DEPTH_MAX {
            note(What::Runs("too many blocks within each other"));
        } else if block {
            let _ = parser.parse_nested_block(|parser| {
                walk(parser, within, depth + 1, found);
                Ok::<_, ParseError<()>>(())
            });
        }
    }
}

fn is_address(place: Context) -> bool {
    matches!(place, Context::Import | Context::Address(_) | Context::Set)
}

/// What stands within a function, by its name.
fn inside(name: &str, now: Context) -> Context {
    match name {
        _ if now == Context::Name => now,
        "url" | "src" => Context::Address(now.purpose()),
        "image-set" | "-webkit-image-set" | "image" => Context::Set,
        // `format("woff2")`, `type("image/png")`, `layer(…)`: words, not addresses.
        _ if now == Context::Face => now,
        _ => Context::Sheet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(sheet: &str) -> Vec<(String, Purpose, usize)> {
        let all = mentions(sheet).into_iter();
        let files = all.filter_map(|mention| match mention.what {
            What::File(address, purpose) => Some((address, purpose, mention.at.start)),
            What::Runs(_) => None,
        });
        files.collect()
    }

    #[test]
    fn what_comes_from_this_house_is_let_in() {
        for fine in [
            ".title { color: var(--gold); background: url(/media/a.png) }",
            "@font-face { font-family: X; src: url('media/x.woff2') }",
            ".a \
            { background: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\") }",
            "@font-face { src: url(data:font/woff2;base64,d09GMg) }",
            "@namespace svg url(http://www.w3.org/2000/svg); .a { content: 'https://x.example' }",
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
            ".a { background: url(\\\\\\\\x.example/a.png) }",
            ".a { background: u\\72l(https://x.example) }",
            ".a { background: url(ht\\a tps://x.example) }",
            ".a { background: image-set('https://x.example/a.png' 1x) }",
            "@font-face { src: src('https://x.example/a.woff2') }",
            ".a { background: url(javascript:alert(1)) }",
            ".a { width: expression(alert(1)) }",
        ] {
            assert!(foreign(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn every_file_that_a_sheet_names_is_found_with_its_place_and_what_it_is_for() {
        let sheet = "@import \"more.css\" screen;\n\
                     @font-face{src:local('X'),url(a.woff2?v=1#x) format('woff2')}\n\
                     .a{background:image-set(url(b.png) 1x,'c.png' 2x type('image/png')),\
                     u\\72l('d e.jpg');content:'no.png'}";
        let found = files(sheet);
        let named: Vec<(&str, Purpose)> = found.iter().map(|f| (f.0.as_str(), f.1)).collect();
        assert_eq!(
            named,
            [
                ("more.css", Purpose::Style),
                ("a.woff2?v=1#x", Purpose::Font),
                ("b.png", Purpose::Picture),
                ("c.png", Purpose::Picture),
                ("d e.jpg", Purpose::Picture),
            ]
        );
        assert_eq!(&sheet[found[1].2..found[1].2 + 8], "url(a.wo");
    }

    #[test]
    fn an_address_leads_where_a_browser_would_go() {
        let to = |address: &str| target("media/looks/gala.css", address, Purpose::Picture);
        let path = |path: &str| Destination::Path(path.to_owned());
        assert_eq!(to("a.png?v=2#top"), path("media/looks/a.png"));
        assert_eq!(to("../b%20c.png"), path("media/b c.png"));
        assert_eq!(to("../../../../x.png"), path("x.png"));
        assert_eq!(to("/media/Caf\u{e9}.png"), path("media/Caf\u{e9}.png"));
        assert_eq!(to("%2e%2e/show.toml"), path("media/show.toml"));
        assert_eq!(to("data:image/png;base64,AA"), Destination::Own);
        assert_eq!(to("data:text/html,x"), Destination::Elsewhere);
        assert_eq!(to("https://x.example/a.png"), Destination::Elsewhere);
        assert_eq!(to("#id"), Destination::Own);
    }

    #[test]
    fn blocks_within_blocks_have_an_end() {
        let deep = "{(".repeat(100_000);
        assert!(foreign(&deep).is_some());
    }
}
