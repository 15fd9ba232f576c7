//! What the terminal shows once a server answers: every link, and the audience's code.

use crate::show::programme::Show;
use crate::show::text::counted;
use crate::tls::here;
use crate::view::label::isolated;
use crate::view::producer::Links;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::net::SocketAddr;

/// What there is to say at the start.
pub struct Welcome<'a> {
    pub show: &'a Show,
    pub links: &'a Links,
    /// Where it is on disk.
    pub folder: &'a std::path::Path,
    /// On which cue it stands.
    pub cue: &'a str,
    /// The audience's own port, if it has one.
    pub second: Option<SocketAddr>,
    /// Of the show's own authority, if it has one.
    pub fingerprint: Option<&'a str>,
    /// What else the operator should know.
    pub notes: &'a [String],
}

/// The links and the codes, as text for a terminal.
pub fn banner(welcome: &Welcome) -> String {
    let links = welcome.links;
    let show = welcome.show;
    let mut lines = vec![
        String::new(),
        format!("  {}", isolated(show.title.first(&show.languages))),
        format!("  {} · on cue {}", welcome.folder.display(), welcome.cue),
        String::new(),
        format!("  stage      {}", links.stage),
        format!("  MC         {}", links.mc),
        format!("  producer   {}", links.producer),
        format!("  audience   {}", links.audience),
        format!("  results    {}", links.results),
    ];
    if let Some(crew) = &links.crew {
        lines.push(format!("  crew       {crew}"));
    }
    if let Some(chair) = &links.chair {
        lines.push(format!("  chair      {chair}"));
        let jurors = counted(links.jury.len(), "juror");
        lines.push(format!(
            "             and a link for each of {jurors}: on the producer's page, in links.json"
        ));
    }
    if let Some(second) = welcome.second {
        lines.push(format!(
            "             the audience's pages alone: http://{second}/"
        ));
    }
    if let Some(trust) = &links.trust {
        lines.push(format!("  trust      {trust}"));
        lines.push(
            "             once on the MC's tablet and the producer's computer, before their links"
                .into(),
        );
        for line in welcome.fingerprint.map(halves).unwrap_or_default() {
            lines.push(format!("             {line}"));
        }
    }
    lines.push(String::new());
    match &links.trust {
        Some(trust) => lines.extend(side_by_side(
            ("audience", &links.audience),
            ("trust this server", trust),
        )),
        None => lines.extend(code(&links.audience)),
    }
    lines.push(
        "  Links with a key in them are keys: keep them to yourself. Ctrl-C ends \
        the server; the show keeps its place."
            .into(),
    );
    lines.extend(welcome.notes.iter().map(|note| format!("  {note}")));
    lines.push(String::new());
    lines.join("\n")
}

/// What the operator should know of the network, and of who takes part.
pub fn notes(address: SocketAddr, links: &Links, crowd: u32) -> Vec<String> {
    let mut notes = Vec::new();
    if address.ip().is_unspecified() {
        let all = here::addresses();
        let shown = here::reachable(address.ip());
        if all.is_empty() && shown.is_loopback() {
            notes.push(
                "This machine is in no network, so only its own browsers can open these \
                links. Join the venue's network, then start again."
                    .to_owned(),
            );
        }
        let scheme = links.stage.split(':').next().unwrap_or("http");
        let others = all
            .into_iter()
            .filter(|ip| *ip != shown && (ip.is_ipv4() || address.is_ipv6()));
        let others: Vec<String> = others
            .map(|ip| format!("{scheme}://{}", SocketAddr::new(ip, address.port())))
            .collect();
        if !others.is_empty() {
            notes.push(format!(
                "This machine has other addresses too: {}. If the links above are in the wrong \
                network, start again with --listen ADDRESS:{}.",
                others.join(" "),
                address.port()
            ));
        }
    }
    if crowd > 0 {
        notes.push(format!(
            "{} will vote as soon as a vote opens; --crowd 0 leaves simulated phones out.",
            counted(crowd, "simulated phone")
        ));
    }
    notes
}

/// A fingerprint in two lines, for eyes to compare.
fn halves(fingerprint: &str) -> Vec<String> {
    let pairs: Vec<&str> = fingerprint.split(':').collect();
    pairs.chunks(16).map(|half| half.join(" ")).collect()
}

/// Two codes, each under its name, in a terminal of 80 columns.
fn side_by_side(left: (&str, &str), right: (&str, &str)) -> Vec<String> {
    let (one, other) = (code(left.1), code(right.1));
    let width = one
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or_default();
    let mut lines = vec![format!(
        "  {:<1$}  {2}",
        left.0,
        width.saturating_sub(2),
        right.0
    )];
    for row in 0..one.len().max(other.len()) {
        let cell = |code: &[String]| code.get(row).cloned().unwrap_or_default();
        lines.push(format!("{:<width$}{}", cell(&one), cell(&other)));
    }
    lines
}

/// Light modules on the terminal's dark ground are drawn as blocks, so the code is dark on light
/// for a phone.
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
