//! A code that a phone's camera reads, as a picture.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Modules of light around the code; readers want four.
const QUIET: usize = 4;

/// An `<svg>` of `text`, dark on light with its quiet zone; empty if the text is too long for any
/// code (some two thousand bytes).
pub fn svg(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, long) = (x + QUIET, y + QUIET, run.len());
                // Writing into a String cannot fail.
                let _ = write!(path, "M{left} {top}h{long}v1h-{long}z");
            }
            x += run.len();
        }
    }
    format!(
        r##"<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" role="img" aria-label="QR"><rect class="qr-light" width="{side}" height="{side}" fill="#fff"/><path class="qr-dark" d="{path}" fill="#0b0a0f"/></svg>"##
    )
}

/// How many modules wide that picture is, with its quiet zone; none if the text is too long.
pub fn side(text: &str) -> Option<usize> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(code.width() + 2 * QUIET)
}

/// What a phone's camera takes as an offer to join a network.
pub fn wifi(ssid: &str, password: Option<&str>) -> String {
    let escape = |text: &str| {
        let mut out = String::new();
        for c in text.chars() {
            if matches!(c, '\\' | ';' | ',' | ':' | '"') {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    match password {
        Some(password) => format!("WIFI:T:WPA;S:{};P:{};;", escape(ssid), escape(password)),
        None => format!("WIFI:T:nopass;S:{};;", escape(ssid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_quiet_zone_of_four_modules_and_no_inline_style() {
        let svg = svg("http://192.168.1.20:8080/");
        assert!(svg.contains(r#"viewBox="0 0 33 33""#), "{svg}");
        assert!(svg.contains(r#"d="M4 4h7v1h-7z"#), "{svg}");
        assert!(!svg.contains("style="));
    }

    #[test]
    fn a_network_name_with_special_characters_is_escaped() {
        assert_eq!(wifi("a;b", Some("c:d")), r"WIFI:T:WPA;S:a\;b;P:c\:d;;");
    }
}
