//! The words of the producer's page about screens and looks.

/// The words of this part.
#[derive(Debug)]
pub struct LooksWords {
    /// The button that lights a screen's name up.
    pub identify: &'static str,
    /// After it was pressed.
    pub identified: &'static str,
    /// Refused: the stage is dark.
    pub dark: &'static str,
    /// Refused: the screen is not there.
    pub gone: &'static str,
    /// Heading: the launcher.
    pub launcher: &'static str,
    pub launcher_note: &'static str,
    /// The field for the screen's name.
    pub launcher_name: &'static str,
    /// The button that downloads it.
    pub launcher_get: &'static str,
    /// In the file itself, where the server answers and its certificate is not trusted.
    pub launcher_trust: &'static str,
    /// Link to the test pattern.
    pub test: &'static str,
    /// Link to the overlay.
    pub overlay: &'static str,
    pub looks: &'static str,
    /// Nothing is wrong.
    pub fine: &'static str,
    /// Before characters that no font has.
    pub undrawn: &'static str,
    /// Colour, contrast, least.
    pub faint: fn(&str, f64, f64) -> String,
}
