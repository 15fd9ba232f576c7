//! Fonts that a style sheet brings: whether browsers will read them, before they are asked to.

use super::{Made, whole};
use crate::show::fault::{Defect, Fault};
use std::io::Read;

/// A font unpacked has fewer bytes.
const UNPACKED_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The font as screens are sent it, if it is whole.
pub(super) fn made(bytes: Vec<u8>) -> Result<Made, Fault> {
    let (kind, ending) = match bytes.get(..4) {
        Some(b"wOF2") => {
            woff2(&bytes)?;
            ("font/woff2", "woff2")
        }
        Some(b"wOFF") => {
            woff(&bytes)?;
            ("font/woff", "woff")
        }
        Some(b"OTTO") => {
            tables(&bytes)?;
            ("font/otf", "otf")
        }
        Some([0, 1, 0, 0] | b"true") => {
            tables(&bytes)?;
            ("font/ttf", "ttf")
        }
        _ => return Err(Fault::UnknownKind),
    };
    Ok(Made::new(kind, ending, bytes))
}

fn number(bytes: &[u8], at: usize, length: usize) -> Result<u64, Fault> {
    let digits = bytes.get(at..at + length).ok_or_else(short)?;
    Ok(digits.iter().fold(0, |all, b| all << 8 | u64::from(*b)))
}

fn short() -> Fault {
    Fault::Broken(Defect::Short)
}

fn garbled() -> Fault {
    Fault::Broken(Defect::Garbled)
}

/// Whether the file is as long as it says.
fn length_is(bytes: &[u8], said: u64) -> Result<(), Fault> {
    match bytes.len() as u64 {
        length if length < said => Err(whole::short_or_zeros(bytes)),
        _ => Ok(()),
    }
}

/// Each table of a bare font lies within the file, and the head is one.
fn tables(bytes: &[u8]) -> Result<(), Fault> {
    let mut head = false;
    for entry in 0..number(bytes, 4, 2)? as usize {
        let at = 12 + entry * 16;
        let (start, length) = (number(bytes, at + 8, 4)?, number(bytes, at + 12, 4)?);
        length_is(bytes, start + length)?;
        if bytes.get(at..at + 4) == Some(b"head") {
            head = number(bytes, start as usize + 12, 4)? == 0x5F0F_3CF5;
        }
    }
    head.then_some(()).ok_or_else(garbled)
}

/// Each table unpacks to the length that it says.
fn woff(bytes: &[u8]) -> Result<(), Fault> {
    length_is(bytes, number(bytes, 8, 4)?)?;
    for entry in 0..number(bytes, 12, 2)? as usize {
        let at = 44 + entry * 20;
        let start = number(bytes, at + 4, 4)?;
        let (packed, full) = (number(bytes, at + 8, 4)?, number(bytes, at + 12, 4)?);
        length_is(bytes, start + packed)?;
        let table = &bytes[start as usize..(start + packed) as usize];
        if packed < full {
            let unpacked = unpacked(flate2::read::ZlibDecoder::new(table), full)?;
            (unpacked == full).then_some(()).ok_or_else(garbled)?;
        }
    }
    Ok(())
}

/// All tables unpack, in one piece, to the length that they say together.
fn woff2(bytes: &[u8]) -> Result<(), Fault> {
    length_is(bytes, number(bytes, 8, 4)?)?;
    let count = number(bytes, 12, 2)?;
    let packed = number(bytes, 20, 4)?;
    let collection = bytes.get(4..8) == Some(b"ttcf");
    let mut at = 48;
    let mut full = 0;
    for _ in 0..count {
        let flags = number(bytes, at, 1)?;
        at += if flags & 0x3F == 0x3F { 5 } else { 1 };
        let original = base128(bytes, &mut at)?;
        // glyf and loca are transformed unless they say 3, all others if they say anything.
        let (table, version) = (flags & 0x3F, flags >> 6);
        let glyphs = table == 10 || table == 11;
        let transformed = if glyphs { version != 3 } else { version != 0 };
        full += match transformed {
            true => base128(bytes, &mut at)?,
            false => original,
        };
    }
    if collection {
        // The list of its fonts stands between; a browser reads it, and the length is checked
        // already.
        return Ok(());
    }
    let end = at.saturating_add(packed as usize);
    let stream = bytes.get(at..end).ok_or_else(short)?;
    if whole::has_hole(stream) {
        return Err(Fault::Broken(Defect::Zeros));
    }
    let unpacked = unpacked(brotli::Decompressor::new(stream, 64 * 1024), full)?;
    (unpacked == full).then_some(()).ok_or_else(garbled)
}

fn unpacked(mut packed: impl Read, most: u64) -> Result<u64, Fault> {
    if most > UNPACKED_BYTES_MAX {
        return Err(Fault::TooLarge(UNPACKED_BYTES_MAX >> 20));
    }
    let mut sink = std::io::sink();
    let mut limited = packed.by_ref().take(most + 1);
    std::io::copy(&mut limited, &mut sink).map_err(|_| garbled())
}

/// A number of WOFF2, seven bits a byte.
fn base128(bytes: &[u8], at: &mut usize) -> Result<u64, Fault> {
    let mut value = 0;
    for _ in 0..5 {
        let byte = number(bytes, *at, 1)?;
        *at += 1;
        value = value << 7 | byte & 0x7F;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(garbled())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: &[u8] = include_bytes!("../../static/fonts/source-sans-3/letters.woff2");

    fn judged(bytes: &[u8]) -> Result<&'static str, Fault> {
        made(bytes.to_vec()).map(|made| made.content_type)
    }

    #[test]
    fn a_font_is_known_by_its_content_and_refused_where_it_was_cut() {
        assert_eq!(judged(FONT), Ok("font/woff2"));
        for share in [1, 10, 50, 90, 99] {
            let cut = FONT.len() * share / 100;
            assert!(judged(&FONT[..cut]).is_err(), "{share} %");
            let mut zeros = FONT.to_vec();
            zeros[cut..].fill(0);
            assert!(judged(&zeros).is_err(), "zeros from {share} %");
        }
        assert_eq!(judged(b"<html>"), Err(Fault::UnknownKind));
    }

    #[test]
    fn a_bare_font_has_its_tables_within_the_file() {
        let mut font = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        font.extend(b"head\0\0\0\0\0\0\0\x1C\0\0\0\x36");
        font.extend([0; 12]);
        font.extend(0x5F0F_3CF5_u32.to_be_bytes());
        font.extend([0; 38]);
        assert_eq!(judged(&font), Ok("font/ttf"));
        assert_eq!(judged(&font[..70]), Err(Fault::Broken(Defect::Zeros)));
        font[40..44].fill(0);
        assert_eq!(judged(&font), Err(Fault::Broken(Defect::Garbled)));
    }
}
