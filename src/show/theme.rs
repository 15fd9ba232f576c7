//! A show's own looks: colours, logo, background, style sheet; and whether its colours can be read
//! from the back row.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What `[theme]` says. Whatever it leaves out is ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    pub ink: Option<Colour>,
    /// What is written on it.
    pub ivory: Option<Colour>,
    /// Light, lines, headings.
    pub gold: Option<Colour>,
    /// What stands back.
    pub grey: Option<Colour>,
    pub red: Option<Colour>,
    /// Path below the show folder: stands where our laurel does.
    pub logo: Option<String>,
    /// Path below the show folder: lies behind every scene, darkened.
    pub background: Option<String>,
    /// Path below the show folder: the stage reads it last.
    pub stylesheet: Option<String>,
}

/// A colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub u8, pub u8, pub u8);

/// All five, ours where the show has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    pub ink: Colour,
    /// What is written on it.
    pub ivory: Colour,
    /// Light, lines, headings.
    pub gold: Colour,
    /// What stands back.
    pub grey: Colour,
    pub red: Colour,
}

/// The colours of the house, as in `static/tokens.css`.
pub const HOUSE: Palette = Palette {
    ink: Colour(0x0B, 0x0A, 0x0F),
    ivory: Colour(0xF6, 0xF1, 0xE7),
    gold: Colour(0xD8, 0xB5, 0x6A),
    grey: Colour(0xB9, 0xB2, 0xA6),
    red: Colour(0xE5, 0x48, 0x4D),
};

/// A pair of colours that is hard to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Faint {
    /// The colour that is written with: `ivory`, `gold`, `grey` or `red`; its ground is `ink`.
    pub colour: &'static str,
    /// The contrast by WCAG, from 1 to 21.
    pub ratio: f64,
    /// The least that can be read.
    pub least: f64,
}

impl Theme {
    /// The colours that the show is seen in.
    pub fn palette(&self) -> Palette {
        Palette {
            ink: self.ink.unwrap_or(HOUSE.ink),
            ivory: self.ivory.unwrap_or(HOUSE.ivory),
            gold: self.gold.unwrap_or(HOUSE.gold),
            grey: self.grey.unwrap_or(HOUSE.grey),
            red: self.red.unwrap_or(HOUSE.red),
        }
    }

    /// Whether any colour differs from ours.
    pub fn recolours(&self) -> bool {
        self.palette() != HOUSE
    }

    /// The pairs that are hard to read. WCAG asks 4.5 of running text and 3 of large type, which
    /// headings on the stage are.
    pub fn faint(&self) -> Vec<Faint> {
        let palette = self.palette();
        let pairs = [
            ("ivory", palette.ivory, 4.5),
            ("gold", palette.gold, 3.0),
            ("grey", palette.grey, 4.5),
            ("red", palette.red, 3.0),
        ];
        let judged = pairs.into_iter().map(|(colour, ink, least)| Faint {
            colour,
            ratio: contrast(ink, palette.ink),
            least,
        });
        judged.filter(|pair| pair.ratio < pair.least).collect()
    }
}

impl Colour {
    /// Reads `#rrggbb` or `#rgb`.
    pub fn read(written: &str) -> Option<Colour> {
        let digits = written.trim().strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let of = |from: usize, to: usize| u8::from_str_radix(digits.get(from..to)?, 16).ok();
        match digits.len() {
            6 => Some(Colour(of(0, 2)?, of(2, 4)?, of(4, 6)?)),
            3 => Some(Colour(of(0, 1)? * 17, of(1, 2)? * 17, of(2, 3)? * 17)),
            _ => None,
        }
    }

    /// The share of light that it gives back, from 0 to 1 (WCAG 2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The same hue, nearer to another colour by this share.
    fn towards(self, other: Colour, share: f64) -> Colour {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share) as u8;
        Colour(
            mix(self.0, other.0),
            mix(self.1, other.1),
            mix(self.2, other.2),
        )
    }

    /// As little nearer to `other` as it takes to be read on `ground`.
    pub fn readable_on(self, ground: Colour, other: Colour, least: f64) -> Colour {
        let steps = (0..=20_u8).map(|step| self.towards(other, f64::from(step) / 20.0));
        steps
            .clone()
            .find(|colour| contrast(*colour, ground) >= least)
            .unwrap_or(other)
    }
}

/// How far two colours stand apart, from 1 to 21 (WCAG 2).
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        Colour::read(&written).ok_or_else(|| format!("{written} is not a colour"))
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_and_written_in_six_digits() {
        assert_eq!(Colour::read("#D8B56A"), Some(HOUSE.gold));
        assert_eq!(Colour::read("#fa0"), Some(Colour(0xFF, 0xAA, 0)));
        assert_eq!(HOUSE.gold.to_string(), "#d8b56a");
        for wrong in ["d8b56a", "#d8b56", "#d8b56g", "gold", "", "#é12"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_what_wcag_says() {
        let (black, white) = (Colour(0, 0, 0), Colour(255, 255, 255));
        assert!((contrast(black, white) - 21.0).abs() < 0.001);
        assert!((contrast(Colour(0x77, 0x77, 0x77), white) - 4.478).abs() < 0.001);
    }

    #[test]
    fn our_own_colours_can_be_read() {
        assert_eq!(Theme::default().faint(), []);
    }

    #[test]
    fn a_colour_near_its_ground_is_named_with_its_figure() {
        let theme = Theme {
            gold: Colour::read("#3a3020"),
            ..Theme::default()
        };
        let faint = theme.faint();
        assert_eq!(faint.len(), 1);
        assert_eq!(faint[0].colour, "gold");
        assert!(faint[0].ratio < 1.7, "{}", faint[0].ratio);
    }

    #[test]
    fn a_light_gold_is_darkened_until_it_can_be_read_on_paper() {
        let gold = HOUSE.gold.readable_on(HOUSE.ivory, HOUSE.ink, 4.5);
        assert!(contrast(gold, HOUSE.ivory) >= 4.5);
        assert_ne!(gold, HOUSE.ink);
    }
}
