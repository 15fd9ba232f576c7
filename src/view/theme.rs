//! A show's own looks as style sheets: colours, logo, background. What it says is read from the
//! show file, never from an envelope.

use super::label::media;
use crate::show::programme::Show;
use crate::show::theme::{Palette, Theme, contrast};
use std::fmt::Write;

/// A code needs this much contrast to be scanned from the back row.
const CODE_CONTRAST_MIN: f64 = 4.5;

/// How much of the ground lies over a background picture, in per cent: even what stands back can be
/// read where the picture is white.
const VEIL: u32 = 80;

/// The addresses of the sheets that a stage reads after its own.
pub fn sheets(show: &Show) -> Vec<String> {
    let Some(theme) = &show.theme else {
        return Vec::new();
    };
    let own = theme.stylesheet.as_deref().map(media);
    [Some(address(theme)), own].into_iter().flatten().collect()
}

/// The address of the colours, another one whenever they change.
pub fn address(theme: &Theme) -> String {
    let hash = blake3::hash(css(theme).as_bytes()).to_hex();
    format!("/theme.css?v={}", &hash[..8])
}

/// The colours, logo and background as a style sheet. Writing into a `String` cannot fail.
pub fn css(theme: &Theme) -> String {
    let Palette {
        ink,
        ivory,
        gold,
        grey,
        red,
    } = theme.palette();
    let mut css = format!(
        ":root \
        {{ --ink: {ink}; --ivory: {ivory}; --gold: {gold}; --grey: {grey}; --red: {red}; }}\n"
    );
    let black = crate::show::theme::Colour(0, 0, 0);
    let paper = contrast(ink, black) > contrast(ivory, black);
    if contrast(ink, ivory) < CODE_CONTRAST_MIN {
        css.push_str(
            ".code { background: white; } .qr-light { fill: white; } .qr-dark { fill: black; }\n",
        );
    } else if paper {
        // A code is dark on light, whatever the evening's colours are.
        css.push_str(
            ".code { background: var(--ink); } .qr-light { fill: var(--ink); } .qr-dark \
            { fill: var(--ivory); }\n",
        );
    }
    if let Some(logo) = theme.logo.as_deref().map(media) {
        let _ = writeln!(
            css,
            ".emblem \
            {{ mask: none; width: calc(34 * var(--u)); height: calc(12 * var(--u)); background: url(\"{logo}\") center / contain no-repeat; }}"
        );
    }
    if let Some(picture) = theme.background.as_deref().map(media) {
        let blend = if paper { "multiply" } else { "screen" };
        let veil = format!("color-mix(in srgb, var(--ink) {VEIL}%, transparent)");
        let _ = writeln!(
            css,
            ".scene:not(.photo) \
            {{ background: linear-gradient({veil}, {veil}), url(\"{picture}\") center / cover; }}\n.scene .light {{ mix-blend-mode: {blend}; }}"
        );
    }
    css
}

/// The same colours on a phone, by day and by night: every text is pressed until it can be read
/// there. Short, because phones fetch it in their one response.
pub fn phone(theme: Option<&Theme>) -> String {
    let Some(theme) = theme.filter(|theme| theme.recolours()) else {
        return String::new();
    };
    let p = theme.palette();
    let black = crate::show::theme::Colour(0, 0, 0);
    let paper = contrast(p.ink, black) > contrast(p.ivory, black);
    let (dark, light) = if paper {
        (p.ivory, p.ink)
    } else {
        (p.ink, p.ivory)
    };
    let colours = |ground, ink| {
        let read = |colour: crate::show::theme::Colour| colour.readable_on(ground, ink, 4.5);
        format!(
            "--bg:{ground};--fg:{ink};--dim:{};--gold:{};--red:{}",
            read(p.grey),
            read(p.gold),
            read(p.red)
        )
    };
    format!(
        "\n:root{{{};--press:{dark};--on-press:{light}}}\n@media \
        (prefers-color-scheme:dark){{:root{{{};--press:{};--on-press:{dark}}}}}",
        colours(light, dark),
        colours(dark, light),
        p.gold.readable_on(dark, light, 4.5)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::theme::Colour;

    fn theme(ink: &str, ivory: &str) -> Theme {
        Theme {
            ink: Colour::read(ink),
            ivory: Colour::read(ivory),
            ..Theme::default()
        }
    }

    #[test]
    fn a_code_stays_dark_on_light_on_a_stage_of_paper() {
        assert!(css(&theme("#f6f1e7", "#0b0a0f")).contains(".qr-dark { fill: var(--ivory); }"));
        assert!(!css(&theme("#0b0a0f", "#f6f1e7")).contains(".qr-dark"));
        assert!(css(&theme("#777777", "#888888")).contains(".qr-dark { fill: black; }"));
    }

    #[test]
    fn another_colour_is_another_address() {
        let one = address(&theme("#000000", "#ffffff"));
        assert_ne!(one, address(&theme("#000001", "#ffffff")));
    }

    #[test]
    fn phones_hear_nothing_of_a_theme_that_changes_no_colour() {
        assert_eq!(phone(None), "");
        assert_eq!(phone(Some(&Theme::default())), "");
        assert!(phone(Some(&theme("#102030", "#f0f0f0"))).contains("--bg:#f0f0f0"));
    }
}
