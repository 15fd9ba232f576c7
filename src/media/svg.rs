//! SVG: read as XML and refused if it would run, fetch or grow into anything. Browsers show it as a
//! picture, which runs nothing either; neither of the two walls relies on the other.

use super::Made;
use crate::show::fault::{Defect, Fault};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::HashMap;

/// A logo has fewer.
const NODES_MAX: u32 = 50_000;

/// Parts within parts: browsers give up at 256.
const NESTED_MAX: usize = 200;

/// References that lead to references: nobody draws so deep.
const DEPTH_MAX: usize = 64;

/// Nodes looked at while references are followed.
const STEPS_MAX: u64 = 2_000_000;

/// What all references of a file come to when they are followed: a few lines of `<use>` can stand
/// for a billion shapes.
const DRAWN_MAX: u64 = 200_000;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that run, embed or fetch.
const FORBIDDEN: [&str; 9] = [
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "set",
];

/// Whether the file could be an SVG at all.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = text.iter().position(|b| !b.is_ascii_whitespace());
    let head = start.map_or(&[][..], |start| &text[start..]);
    head.starts_with(b"<") && head.windows(4).take(64 * 1024).any(|four| four == b"<svg")
}

/// The file, if it is harmless.
pub(super) fn made(bytes: &[u8]) -> Result<Made, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Broken(Defect::Garbled))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if let Some((_, doctype)) = text.split_once("<!DOCTYPE") {
        let head = doctype.split('>').next().unwrap_or_default();
        if head.contains('[') {
            return Err(Fault::Unsafe("entities of its own".to_owned()));
        }
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            Fault::Unsafe(format!("more than {NODES_MAX} parts"))
        }
        _ => Fault::Broken(Defect::Garbled),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
        return Err(Fault::UnknownKind);
    }
    if text.contains("<?xml-stylesheet") {
        return Err(Fault::Unsafe("a style sheet from elsewhere".to_owned()));
    }
    for node in root.descendants().filter(Node::is_element) {
        harmless(node)?;
    }
    let names = document
        .descendants()
        .filter_map(|node| Some((node.attribute("id")?, node)))
        .collect();
    let mut count = References {
        names,
        known: HashMap::new(),
        steps: 0,
    };
    count.drawn(root, 0)?;
    Ok(Made::new("image/svg+xml", "svg", text.as_bytes().to_vec()))
}

fn harmless(node: Node<'_, '_>) -> Result<(), Fault> {
    let name = node.tag_name().name();
    if FORBIDDEN.iter().any(|no| name.eq_ignore_ascii_case(no)) {
        return Err(Fault::Unsafe(format!("a <{name}>")));
    }
    if node.ancestors().nth(NESTED_MAX).is_some() {
        let what = format!("more than {NESTED_MAX} parts within each other");
        return Err(Fault::Unsafe(what));
    }
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        if key.len() > 2 && key[..2].eq_ignore_ascii_case("on") {
            return Err(Fault::Unsafe(format!("an {key} handler")));
        }
        let target = key.eq_ignore_ascii_case("href") || key.eq_ignore_ascii_case("src");
        if target && !stays(value) {
            return Err(Fault::Unsafe(format!("a link to {}", start_of(value))));
        }
        if name.starts_with("animate") && key == "attributeName" && value.ends_with("href") {
            return Err(Fault::Unsafe("a link that changes".to_owned()));
        }
        style(value)?;
    }
    if name == "style" {
        for child in node.children().filter(Node::is_text) {
            style(child.text().unwrap_or_default())?;
        }
    }
    Ok(())
}

/// Within the file, or a picture that the file holds itself.
fn stays(target: &str) -> bool {
    let target = target.trim();
    let picture = ["data:image/png", "data:image/jpeg", "data:image/webp"];
    target.is_empty()
        || target.starts_with('#')
        || picture.iter().any(|start| target.starts_with(start))
}

fn style(text: &str) -> Result<(), Fault> {
    match super::style::foreign(text) {
        Some(what) => Err(Fault::Unsafe(what)),
        None => Ok(()),
    }
}

fn start_of(text: &str) -> String {
    let shown: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(40)
        .collect();
    format!("“{shown}”")
}

struct References<'d, 'i> {
    names: HashMap<&'d str, Node<'d, 'i>>,
    known: HashMap<roxmltree::NodeId, u64>,
    steps: u64,
}

impl<'d, 'i> References<'d, 'i> {
    /// How much is drawn for a node when every reference is followed; what has no end is refused.
    fn drawn(&mut self, top: Node<'d, 'i>, depth: usize) -> Result<u64, Fault> {
        let endless = || Fault::Unsafe("references that multiply without end".to_owned());
        let mut total: u64 = 0;
        for node in top.descendants().filter(Node::is_element) {
            total += 1;
            self.steps += 1;
            for id in references(node) {
                let Some(target) = self.names.get(id).copied() else {
                    continue;
                };
                let below = match self.known.get(&target.id()) {
                    Some(below) => *below,
                    None => {
                        // A circle comes back here while its own count is still open.
                        self.known.insert(target.id(), DRAWN_MAX + 1);
                        let below = self.drawn(target, depth + 1)?;
                        self.known.insert(target.id(), below);
                        below
                    }
                };
                total = total.saturating_add(below);
            }
            if total > DRAWN_MAX || depth > DEPTH_MAX || self.steps > STEPS_MAX {
                return Err(endless());
            }
        }
        Ok(total)
    }
}

/// `href="#a"`, `fill="url(#a)"`
fn references<'d>(node: Node<'d, '_>) -> Vec<&'d str> {
    let mut found = Vec::new();
    for attribute in node.attributes() {
        let value: &'d str = attribute.value();
        if attribute.name() == "href" {
            found.extend(value.trim().strip_prefix('#'));
        }
        for piece in value.split("url(").skip(1) {
            let target = piece.trim_start_matches(['\'', '"', ' ']);
            let end = target.find(['\'', '"', ' ', ')']).unwrap_or(target.len());
            found.extend(target[..end].strip_prefix('#'));
        }
    }
    found
}
