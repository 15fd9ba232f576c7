//! WebM: the elements are walked to the end, down to each block of pictures.

use super::{Film, number};
use crate::show::fault::{Defect, Fault};
use std::io::{Read, Seek};

/// A film of a day has fewer parts.
const ELEMENTS_MAX: usize = 8_000_000;

/// The list of tracks is short.
const TRACKS_BYTES_MAX: u64 = 1024 * 1024;

const SEGMENT: u64 = 0x1853_8067;
const CLUSTER: u64 = 0x1F43_B675;
const TRACKS: u64 = 0x1654_AE6B;
/// SeekHead, Info, Cues, Chapters, Attachments, Tags: what stands beside a cluster and ends one of
/// unknown length.
const BESIDE: [u64; 6] = [
    0x114D_9B74,
    0x1549_A966,
    0x1C53_BB6B,
    0x1043_A770,
    0x1941_A469,
    0x1254_C367,
];
const SIMPLE_BLOCK: u64 = 0xA3;
const BLOCK_GROUP: u64 = 0xA0;
/// Timestamp, silent tracks, position, previous size, encrypted block, void, checksum.
const IN_CLUSTER: [u64; 7] = [0xE7, 0x5854, 0xA7, 0xAB, 0xAF, 0xEC, 0xBF];

/// An element: its name, where its body begins, and where that ends if it says so.
struct Element {
    id: u64,
    body: u64,
    end: Option<u64>,
}

pub(super) fn whole(film: &mut Film<'_, impl Read + Seek>) -> Result<(), Fault> {
    let head = element(film, 0)?.ok_or_else(|| film.short())?;
    let mut at = head.end.unwrap_or(head.body);
    let segment = loop {
        match element(film, at)? {
            Some(found) if found.id == SEGMENT => break found,
            Some(Element { end: Some(end), .. }) if end <= film.length => at = end,
            _ => return Err(film.short()),
        }
    };
    let end = segment.end.unwrap_or(film.length);
    if end > film.length {
        return Err(film.short());
    }
    let (mut tracks, mut blocks, mut last) = (false, 0_u64, None);
    let mut at = segment.body;
    for _ in 0..ELEMENTS_MAX {
        if at >= end {
            break;
        }
        let Some(found) = element(film, at)? else {
            return Err(film.short());
        };
        let known = found.id == CLUSTER || found.id == TRACKS || BESIDE.contains(&found.id);
        let inside = [SIMPLE_BLOCK, BLOCK_GROUP].contains(&found.id);
        if !known && !inside && !IN_CLUSTER.contains(&found.id) {
            return Err(garbled(film, at));
        }
        // A cluster is entered: its blocks are walked like its neighbours, whether or not it says
        // where it ends.
        if found.id == CLUSTER {
            if found.end.is_some_and(|stop| stop > end) {
                return Err(film.short());
            }
            at = found.body;
            continue;
        }
        let Some(stop) = found.end.filter(|stop| *stop <= end) else {
            return Err(film.short());
        };
        if found.id == TRACKS {
            codec(film, &found, stop)?;
            tracks = true;
        } else if inside {
            blocks += 1;
            last = Some((found.body, stop));
        }
        at = stop;
    }
    if !tracks {
        return Err(Fault::Broken(Defect::NoIndex));
    }
    let Some((from, stop)) = last.filter(|_| blocks > 0) else {
        return Err(Fault::Broken(Defect::NoPictures));
    };
    if stop - from > 64 && film.zeros_before(stop, 32)? {
        return Err(Fault::Broken(Defect::Zeros));
    }
    Ok(())
}

/// Where no element can begin: zeros of a copy that was broken off, or something else.
fn garbled(film: &mut Film<'_, impl Read + Seek>, at: u64) -> Fault {
    let zeros = film.zeros_before((at + 16).min(film.length), 16);
    Fault::Broken(match zeros {
        Ok(true) => Defect::Zeros,
        _ => Defect::Garbled,
    })
}

/// The element that begins there; none where the file ends in its head, or where there is none.
fn element(film: &mut Film<'_, impl Read + Seek>, at: u64) -> Result<Option<Element>, Fault> {
    let head = film.part(at, 12)?;
    let Some(first) = head.first() else {
        return Ok(None);
    };
    let id_bytes = first.leading_zeros() as usize + 1;
    if id_bytes > 4 {
        return Err(garbled(film, at));
    }
    let Some(size_first) = head.get(id_bytes) else {
        return Ok(None);
    };
    let size_bytes = size_first.leading_zeros() as usize + 1;
    if size_bytes > 8 {
        return Err(garbled(film, at));
    }
    let Some(size) = head.get(id_bytes..id_bytes + size_bytes) else {
        return Ok(None);
    };
    let most = (1_u64 << (7 * size_bytes)) - 1;
    let size = number(size) & most;
    let body = at + (id_bytes + size_bytes) as u64;
    Ok(Some(Element {
        id: number(&head[..id_bytes]),
        body,
        // All bits set: as long as it turns out to be.
        end: (size != most).then(|| body.saturating_add(size)),
    }))
}

/// Refuses pictures that browsers do not play in a WebM.
fn codec(film: &mut Film<'_, impl Read + Seek>, tracks: &Element, stop: u64) -> Result<(), Fault> {
    let list = film.part(tracks.body, (stop - tracks.body).min(TRACKS_BYTES_MAX))?;
    let has = |name: &[u8]| list.windows(name.len()).any(|part| part == name);
    if [&b"V_VP8"[..], b"V_VP9", b"V_AV1"]
        .iter()
        .any(|name| has(name))
    {
        return Ok(());
    }
    Err(match has(b"V_") {
        true if has(b"V_MPEGH") => Fault::Codec("H.265 (HEVC)"),
        true => Fault::Codec("an unknown format"),
        false => Fault::Broken(Defect::NoPictures),
    })
}

#[cfg(test)]
mod tests {
    use super::super::kind;
    use super::*;
    use std::io::Cursor;

    const UNKNOWN: [u8; 8] = [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    fn id(id: u64) -> Vec<u8> {
        let bytes = id.to_be_bytes();
        let from = bytes.iter().position(|b| *b != 0).unwrap();
        bytes[from..].to_vec()
    }

    fn part(name: u64, body: &[u8]) -> Vec<u8> {
        let size = (body.len() as u64 | 1 << 56).to_be_bytes();
        [id(name), size.to_vec(), body.to_vec()].concat()
    }

    fn endless(name: u64, body: &[u8]) -> Vec<u8> {
        [id(name), UNKNOWN.to_vec(), body.to_vec()].concat()
    }

    fn film(make: fn(u64, &[u8]) -> Vec<u8>) -> Vec<u8> {
        let head = part(0x1A45_DFA3, &part(0x4282, b"webm"));
        let tracks = part(TRACKS, &part(0xAE, &part(0x86, b"V_VP9")));
        let block = part(SIMPLE_BLOCK, &[0x81; 90]);
        let cluster = [part(0xE7, &[0]), block.clone(), block].concat();
        let all = [tracks, make(CLUSTER, &cluster), make(CLUSTER, &cluster)];
        [head, make(SEGMENT, &all.concat())].concat()
    }

    fn judged(bytes: &[u8]) -> Result<&'static str, Fault> {
        kind(&mut Cursor::new(bytes.to_vec()))
    }

    #[test]
    fn a_film_of_known_or_unknown_lengths_is_played() {
        assert_eq!(judged(&film(part)), Ok("video/webm"));
        assert_eq!(judged(&film(endless)), Ok("video/webm"));
        let more = [film(part), vec![0; 100]].concat();
        assert_eq!(judged(&more), Ok("video/webm"));
    }

    #[test]
    fn a_film_that_was_cut_short_is_refused_wherever_it_was_cut() {
        for length in 40..film(part).len() {
            let cut = judged(&film(part)[..length]);
            assert_ne!(cut, Ok("video/webm"), "{length}");
        }
        let whole = film(endless);
        let block = whole.len() - 40;
        let cut = judged(&whole[..block]);
        assert_eq!(cut, Err(Fault::Broken(Defect::Short)));
    }

    #[test]
    fn zeros_in_place_of_the_rest_are_found() {
        for make in [part, endless] {
            let whole = film(make);
            for from in [60, 100, 200, 300, whole.len() - 50] {
                let mut zeros = whole.clone();
                zeros[from..].fill(0);
                assert_ne!(judged(&zeros), Ok("video/webm"), "{from}");
            }
        }
    }

    #[test]
    fn a_film_without_pictures_or_in_another_format_is_named() {
        let head = part(0x1A45_DFA3, &part(0x4282, b"webm"));
        let of = |codec: &[u8]| {
            let tracks = part(TRACKS, &part(0xAE, &part(0x86, codec)));
            judged(&[head.clone(), part(SEGMENT, &tracks)].concat())
        };
        let pictures = Err(Fault::Broken(Defect::NoPictures));
        assert_eq!(of(b"V_VP8"), pictures);
        assert_eq!(of(b"A_OPUS"), pictures);
        assert_eq!(of(b"V_MPEGH/ISO/HEVC"), Err(Fault::Codec("H.265 (HEVC)")));
    }
}
