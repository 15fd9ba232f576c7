//! MP4 and WebM: what a film says of itself, read without decoding it.

use crate::show::fault::Fault;
use std::io::{Read, Seek, SeekFrom};

/// The index of a film of three hours has fewer bytes; only so much of it is looked through.
const INDEX_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A film is made of fewer parts.
const BOXES_MAX: usize = 10_000;

/// What browsers play, and what cameras and editors export that they do not.
const PLAYED: [&[u8; 4]; 4] = [b"avc1", b"avc3", b"av01", b"vp09"];
const UNPLAYED: [(&[u8; 4], &str); 7] = [
    (b"hvc1", "H.265 (HEVC)"),
    (b"hev1", "H.265 (HEVC)"),
    (b"apch", "ProRes"),
    (b"apcn", "ProRes"),
    (b"apcs", "ProRes"),
    (b"ap4h", "ProRes"),
    (b"mp4v", "MPEG-4 Part 2"),
];

/// The content type of a film, if it is one that can be played.
pub(super) fn kind(file: &mut (impl Read + Seek)) -> Result<&'static str, Fault> {
    let length = file.seek(SeekFrom::End(0)).map_err(|_| Fault::Unreadable)?;
    let head = part(file, 0, 64)?;
    if head.get(4..8) == Some(b"ftyp") {
        mp4(file, length)?;
        return Ok("video/mp4");
    }
    let webm = head.windows(4).any(|four| four == b"webm");
    if head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) && webm {
        return Ok("video/webm");
    }
    Err(Fault::UnknownKind)
}

fn part(file: &mut (impl Read + Seek), from: u64, most: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from))
        .and_then(|_| file.take(most).read_to_end(&mut bytes))
        .map_err(|_| Fault::Unreadable)?;
    Ok(bytes)
}

/// Walks the boxes: each begins with its length and its name, and all of them fill the file exactly.
fn mp4(file: &mut (impl Read + Seek), length: u64) -> Result<(), Fault> {
    let mut at = 0;
    let mut index = None;
    let mut pictures = false;
    for _ in 0..BOXES_MAX {
        if at == length {
            break;
        }
        let head = part(file, at, 16)?;
        let number = |range: std::ops::Range<usize>| {
            let bytes = head.get(range)?;
            Some(bytes.iter().fold(0_u64, |all, b| all << 8 | u64::from(*b)))
        };
        let size = match number(0..4) {
            Some(0) => length - at,
            Some(1) => number(8..16).unwrap_or(0),
            Some(size) => size,
            None => 0,
        };
        let end = at.checked_add(size).filter(|end| *end <= length);
        let Some(end) = end.filter(|_| size >= 8) else {
            return Err(Fault::Broken);
        };
        match head.get(4..8) {
            Some(b"moov") => index = Some((at, size)),
            Some(b"mdat") => pictures = true,
            _ => {}
        }
        at = end;
    }
    // A recording that was cut off has its pictures and no index; a copy that was cut off, perhaps the other way round.
    let Some((at, size)) = index.filter(|_| pictures) else {
        return Err(Fault::Broken);
    };
    let index = part(file, at, size.min(INDEX_BYTES_MAX))?;
    let has = |name: &[u8; 4]| index.windows(4).any(|four| four == name);
    if PLAYED.iter().any(|name| has(name)) {
        return Ok(());
    }
    let other = UNPLAYED.iter().find(|(name, _)| has(name));
    Err(Fault::Codec(
        other.map_or("an unknown format", |(_, name)| name),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, body].concat()
    }

    fn film(codec: &[u8; 4]) -> Vec<u8> {
        let parts = [
            boxed(b"ftyp", b"isom\0\0\0\0"),
            boxed(b"moov", &boxed(codec, &[0; 40])),
            boxed(b"mdat", &[7; 100]),
        ];
        parts.concat()
    }

    fn judged(bytes: Vec<u8>) -> Result<&'static str, Fault> {
        kind(&mut Cursor::new(bytes))
    }

    #[test]
    fn h264_is_played_and_what_browsers_lack_is_named() {
        assert_eq!(judged(film(b"avc1")), Ok("video/mp4"));
        assert_eq!(judged(film(b"hvc1")), Err(Fault::Codec("H.265 (HEVC)")));
    }

    #[test]
    fn a_film_that_was_cut_short_is_damaged_wherever_it_was_cut() {
        let whole = film(b"avc1");
        for length in 12..whole.len() {
            let cut = judged(whole[..length].to_vec());
            assert_ne!(cut, Ok("video/mp4"), "{length}");
        }
    }

    #[test]
    fn boxes_that_lie_about_their_length_end_the_walk() {
        let mut lies = film(b"avc1");
        lies[16..20].copy_from_slice(&[0, 0, 0, 1]);
        assert_eq!(judged(lies), Err(Fault::Broken));
        let mut endless = boxed(b"ftyp", b"isom");
        endless.extend([0, 0, 0, 2, b'f', b'r', b'e', b'e']);
        assert_eq!(judged(endless), Err(Fault::Broken));
    }

    #[test]
    fn a_page_with_a_films_name_is_none() {
        assert_eq!(judged(b"<html><script>".to_vec()), Err(Fault::UnknownKind));
    }
}
