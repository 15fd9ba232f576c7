//! `palmares licences`

use super::{Failure, print};

const OWN: &str = include_str!("../../LICENSE");

const FONTS: [(&str, &str); 4] = [
    (
        "Noto Sans HK",
        include_str!("../../static/fonts/noto-sans-hk/OFL.txt"),
    ),
    (
        "Noto Serif HK",
        include_str!("../../static/fonts/noto-serif-hk/OFL.txt"),
    ),
    (
        "Source Sans 3",
        include_str!("../../static/fonts/source-sans-3/OFL.txt"),
    ),
    (
        "Source Serif 4",
        include_str!("../../static/fonts/source-serif-4/OFL.txt"),
    ),
];

/// Those of the libraries, written by `tests/tidy` from the libraries themselves, and held there.
const LIBRARIES: &str = include_str!("licences.txt");

/// Prints the notices of everything that is in this one file: their licences ask that they travel
/// with it.
pub fn run() -> Result<(), Failure> {
    let mut text = format!("Palmares\n\n{OWN}\n");
    for (name, licence) in FONTS {
        text.push_str(&format!("{}\n{name} (font)\n\n{licence}\n", "=".repeat(80)));
    }
    text.push_str(LIBRARIES);
    print(&text)
}
