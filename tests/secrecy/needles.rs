//! A secret in every form that it could leave the house in.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::collections::BTreeMap;

/// Words that stand in no other place, by what they belong to.
pub struct Needles {
    forms: Vec<(String, Vec<u8>)>,
}

impl Needles {
    pub fn of(secrets: &BTreeMap<String, String>) -> Needles {
        let mut forms = Vec::new();
        for (whose, secret) in secrets {
            for (form, bytes) in forms_of(secret) {
                forms.push((format!("{whose}, {form}"), bytes));
            }
        }
        Needles { forms }
    }

    /// What of it is in these bytes.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let found = self
            .forms
            .iter()
            .filter(|(_, needle)| contains(bytes, needle));
        found.map(|(whose, _)| whose.as_str()).collect()
    }
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    // The first byte is looked for fast; random words begin seldom.
    let first = needle[0];
    let mut rest = hay;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(needle) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

fn forms_of(secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = secret.as_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let escaped = secret.chars().map(|c| match c.is_ascii() {
        true => c.to_string(),
        false => c
            .encode_utf16(&mut [0; 2])
            .iter()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect(),
    });
    let html = secret.chars().map(|c| match c.is_ascii() {
        true => c.to_string(),
        false => format!("&#{};", u32::from(c)),
    });
    let mut forms = vec![
        ("raw", bytes.to_vec()),
        ("in hex", hex.clone().into_bytes()),
        ("in upper hex", hex.to_uppercase().into_bytes()),
        (
            "url-encoded",
            form_urlencoded::byte_serialize(bytes)
                .collect::<String>()
                .into_bytes(),
        ),
        ("escaped for JSON", escaped.collect::<String>().into_bytes()),
        ("escaped for HTML", html.collect::<String>().into_bytes()),
        (
            "backwards",
            secret.chars().rev().collect::<String>().into_bytes(),
        ),
        (
            "in UTF-16",
            secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
    ];
    // Wherever it begins in the text that was encoded.
    for shift in 0..3 {
        let padded = [&vec![b'x'; shift], bytes].concat();
        for (form, engine) in [("in base64", &STANDARD), ("in base64 for URLs", &URL_SAFE)] {
            let text = engine.encode(&padded);
            let from = (shift * 4).div_ceil(3);
            let to = padded.len() * 4 / 3;
            forms.push((form, text.as_bytes()[from..to].to_vec()));
        }
    }
    forms
}

#[test]
fn a_secret_is_found_in_every_form_and_an_innocent_text_is_not_accused() {
    let secret = "獎-0f1e2d3c4b5a69788796";
    let needles = Needles::of(&[("best".to_owned(), secret.to_owned())].into());
    for text in [
        format!("before {secret} after"),
        format!("x{secret}"),
        format!("xy{secret}z"),
    ] {
        assert!(!needles.found_in(text.as_bytes()).is_empty());
        let encoded = STANDARD.encode(&text);
        assert!(!needles.found_in(encoded.as_bytes()).is_empty(), "{text}");
    }
    let json = "{\"citation\":\"\\u734e-0f1e2d3c4b5a69788796\"}";
    assert!(!needles.found_in(json.as_bytes()).is_empty());
    assert!(
        needles
            .found_in("獎-0f1e2d3c4b5a6978 and the like".as_bytes())
            .is_empty()
    );
}
