//! What the terminal shows once a server answers: every link, and the audience's code.

use crate::show::programme::Show;
use crate::view::producer::Links;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::net::SocketAddr;

/// The links and the code, as text for a terminal.
pub fn banner(
    show: &Show,
    links: &Links,
    folder: &std::path::Path,
    cue: &str,
    second: Option<SocketAddr>,
    crowd: u32,
) -> String {
    let mut lines = vec![
        String::new(),
        format!("  {}", show.title.first(&show.languages)),
        format!("  {} · on cue {cue}", folder.display()),
        String::new(),
        format!("  stage      {}", links.stage),
        format!("  MC         {}", links.mc),
        format!("  producer   {}", links.producer),
        format!("  audience   {}", links.audience),
        format!("  results    {}", links.results),
    ];
    if let Some(second) = second {
        lines.push(format!(
            "             the audience's pages alone: http://{second}/"
        ));
    }
    lines.push(String::new());
    lines.extend(code(&links.audience));
    lines.push("  The MC's and the producer's links are keys: keep them to yourself. Ctrl-C ends the server; the show keeps its place.".into());
    if crowd > 0 {
        lines.push(format!("  {crowd} simulated phones will vote as soon as a vote opens; --crowd 0 leaves them out."));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Light modules on the terminal's dark ground are drawn as blocks, so the code is dark on light for a phone.
fn code(url: &str) -> Vec<String> {
    let Ok(code) = QrCode::with_error_correction_level(url, EcLevel::M) else {
        return Vec::new();
    };
    let text = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    text.lines().map(|line| format!("  {line}")).collect()
}
