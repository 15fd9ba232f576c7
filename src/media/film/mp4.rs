//! MP4: the boxes are walked, and the index is held against the file: every chunk of pictures that
//! it names must be there.

use super::{Film, number};
use crate::show::fault::{Defect, Fault};
use std::io::{Read, Seek};
use std::ops::Range;

/// The index of a film of three hours has fewer bytes; only so much of it is looked through.
const INDEX_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A film is made of fewer parts.
const BOXES_MAX: usize = 200_000;

/// Chunks of pictures that are looked into, spread over the film.
const LOOKS: usize = 64;

/// So many zeros at the start of a picture are none.
const START_BYTES: u64 = 16;

/// What browsers play, and what cameras and editors export that they do not.
const PLAYED: [&[u8; 4]; 5] = [b"avc1", b"avc3", b"av01", b"vp09", b"vp08"];
const UNPLAYED: [(&[u8; 4], &str); 7] = [
    (b"hvc1", "H.265 (HEVC)"),
    (b"hev1", "H.265 (HEVC)"),
    (b"apch", "ProRes"),
    (b"apcn", "ProRes"),
    (b"apcs", "ProRes"),
    (b"ap4h", "ProRes"),
    (b"mp4v", "MPEG-4 Part 2"),
];

/// Boxes without which a film plays all the same, also where the last of them was cut.
const SPARE: [&[u8; 4]; 8] = [
    b"free", b"skip", b"wide", b"udta", b"uuid", b"meta", b"mfra", b"sidx",
];

/// What the walk over the outermost boxes has met.
#[derive(Default)]
struct Walk {
    index: Option<Range<u64>>,
    /// Where picture data lies.
    data: Vec<Range<u64>>,
    fragments: bool,
}

pub(super) fn whole(film: &mut Film<'_, impl Read + Seek>) -> Result<(), Fault> {
    let walk = walk(film)?;
    // A recording that was cut off has its pictures and no index; a copy that was cut off, perhaps
    // the other way round.
    let Some(place) = walk.index.clone() else {
        let ends_in_zeros = film.zeros_before(film.length, 64)?;
        let damage = if ends_in_zeros {
            Defect::Zeros
        } else {
            Defect::NoIndex
        };
        return Err(Fault::Broken(damage));
    };
    if walk.data.is_empty() {
        return Err(film.short());
    }
    let size = place.end - place.start;
    let index = film.part(place.start, size.min(INDEX_BYTES_MAX))?;
    let has = |name: &[u8; 4]| index.windows(4).any(|four| four == name);
    if !PLAYED.iter().any(|name| has(name)) {
        let other = UNPLAYED.iter().find(|(name, _)| has(name));
        let named = other.map_or("an unknown format", |(_, name)| name);
        return Err(Fault::Codec(named));
    }
    if size > INDEX_BYTES_MAX {
        return Ok(());
    }
    let mut seen = false;
    for track in boxes(&index[8..]).filter(|(name, _)| name == b"trak") {
        seen |= track_is_there(film, track.1, &walk)?;
    }
    if seen || walk.fragments {
        Ok(())
    } else {
        Err(Fault::Broken(Defect::NoPictures))
    }
}

/// Walks the outermost boxes: each begins with its length and its name. What follows the last one
/// that counts may be anything.
fn walk(film: &mut Film<'_, impl Read + Seek>) -> Result<Walk, Fault> {
    let mut found = Walk::default();
    let mut at = 0;
    for _ in 0..BOXES_MAX {
        let head = film.part(at, 16)?;
        let enough = found.index.is_some() && !found.data.is_empty();
        let Some(name) = head.get(4..8).filter(|name| plain(name)) else {
            // A few bytes that some program left behind harm nobody.
            let end = at == film.length || enough;
            return if end || found.index.is_none() {
                Ok(found)
            } else {
                Err(film.short())
            };
        };
        let (size, header) = match number(&head[..4]) {
            0 => (film.length - at, 8),
            1 => (head.get(8..16).map_or(0, number), 16),
            size => (size, 8),
        };
        let end = at.checked_add(size).filter(|_| size >= header);
        let spare = SPARE.iter().any(|spare| name == *spare);
        let Some(end) = end.filter(|end| *end <= film.length) else {
            if enough && (spare || !counts(name)) {
                return Ok(found);
            }
            return Err(film.short());
        };
        match name {
            b"moov" => found.index = Some(at..end),
            b"mdat" if end > at + header => found.data.push(at + header..end),
            b"moof" => found.fragments = true,
            _ => {}
        }
        at = end;
    }
    Ok(found)
}

fn plain(name: &[u8]) -> bool {
    name.len() == 4
        && name
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || *b == b' ' || *b == 0xA9)
}

/// Boxes that a player needs whole.
fn counts(name: &[u8]) -> bool {
    [&b"moov"[..], b"mdat", b"moof"].contains(&name)
}

/// The boxes within one.
fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let size = usize::try_from(number(bytes.get(..4)?)).ok()?;
        let (name, body) = (bytes.get(4..8)?, bytes.get(8..size)?);
        bytes = &bytes[size..];
        Some((name, body))
    })
}

fn below<'a>(body: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(body, |body, name| {
        boxes(body)
            .find(|(found, _)| found == &name.as_slice())
            .map(|(_, body)| body)
    })
}

/// Holds one track of the index against the file. True for a track with pictures.
fn track_is_there(
    film: &mut Film<'_, impl Read + Seek>,
    track: &[u8],
    walk: &Walk,
) -> Result<bool, Fault> {
    let handler = below(track, &[b"mdia", b"hdlr"]).and_then(|body| body.get(8..12));
    let Some(table) = below(track, &[b"mdia", b"minf", b"stbl"]) else {
        return Ok(false);
    };
    let wide = below(table, &[b"co64"]);
    let (list, width) = match wide {
        Some(list) => (list, 8),
        None => (below(table, &[b"stco"]).unwrap_or_default(), 4),
    };
    let entries = list.get(8..).unwrap_or_default();
    let count = number(list.get(4..8).unwrap_or_default()) as usize;
    let chunks: Vec<u64> = entries
        .chunks_exact(width)
        .take(count)
        .map(number)
        .collect();
    let sizes = below(table, &[b"stsz"]).unwrap_or_default();
    let samples = number(sizes.get(8..12).unwrap_or_default());
    let pictures = handler == Some(b"vide");
    if chunks.is_empty() || samples == 0 {
        return Ok(false);
    }
    if chunks.iter().any(|at| !within(walk, *at)) {
        return Err(film.short());
    }
    let last = last_chunk_bytes(table, sizes, chunks.len(), samples);
    let end = chunks[chunks.len() - 1].saturating_add(last);
    if end > film.length {
        return Err(film.short());
    }
    let step = chunks.len().div_ceil(LOOKS);
    let looked = chunks.iter().rev().step_by(step).filter(|_| pictures);
    for at in looked {
        let start = film.part(*at, START_BYTES)?;
        if start.iter().all(|b| *b == 0) {
            return Err(Fault::Broken(Defect::Zeros));
        }
    }
    if pictures && last > 2 * START_BYTES && film.zeros_before(end, 2 * START_BYTES)? {
        return Err(Fault::Broken(Defect::Zeros));
    }
    Ok(pictures)
}

fn within(walk: &Walk, at: u64) -> bool {
    walk.data.iter().any(|data| data.contains(&at))
}

/// How many bytes the samples of the last chunk have.
fn last_chunk_bytes(table: &[u8], sizes: &[u8], chunks: usize, samples: u64) -> u64 {
    let runs = below(table, &[b"stsc"]).and_then(|body| body.get(8..));
    let runs: Vec<(u64, u64)> = runs
        .unwrap_or_default()
        .chunks_exact(12)
        .map(|run| (number(&run[..4]), number(&run[4..8])))
        .collect();
    let per = runs
        .iter()
        .rev()
        .find(|(first, _)| *first <= chunks as u64)
        .map_or(1, |(_, per)| *per)
        .min(samples);
    match number(sizes.get(4..8).unwrap_or_default()) {
        0 => {
            let each = sizes.get(12..).unwrap_or_default().chunks_exact(4);
            let from = usize::try_from(samples - per).unwrap_or(usize::MAX);
            each.map(number).skip(from).take(per as usize).sum()
        }
        size => size.saturating_mul(per),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind;
    use super::*;
    use std::io::Cursor;

    fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, body].concat()
    }

    fn numbers(all: &[u32]) -> Vec<u8> {
        all.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    /// The index of a film whose two chunks of pictures lie there.
    fn index(codec: &[u8; 4], chunks: [u32; 2], sizes: &[u32]) -> Vec<u8> {
        let count = u32::try_from(sizes.len()).unwrap();
        let table = [
            boxed(b"stsd", &boxed(codec, &[0; 40])),
            boxed(b"stsc", &numbers(&[0, 1, 1, 1, 1])),
            boxed(b"stsz", &[numbers(&[0, 0, count]), numbers(sizes)].concat()),
            boxed(b"stco", &numbers(&[0, 2, chunks[0], chunks[1]])),
        ];
        let handler = boxed(b"hdlr", &[&[0; 8], &b"vide"[..], &[0; 12]].concat());
        let media = [handler, boxed(b"minf", &boxed(b"stbl", &table.concat()))];
        boxed(b"moov", &boxed(b"trak", &boxed(b"mdia", &media.concat())))
    }

    /// With its index before its pictures, as for the web, or behind them, as cameras write it.
    fn film(codec: &[u8; 4], index_first: bool) -> Vec<u8> {
        let head = boxed(b"ftyp", b"isom\0\0\0\0");
        let size = u32::try_from(index(codec, [0, 0], &[50, 50]).len()).unwrap();
        let start = 16 + 8 + if index_first { size } else { 0 };
        let index = index(codec, [start, start + 50], &[50, 50]);
        let data = boxed(b"mdat", &[7; 100]);
        let parts = if index_first {
            [head, index, data]
        } else {
            [head, data, index]
        };
        parts.concat()
    }

    fn judged(bytes: &[u8]) -> Result<&'static str, Fault> {
        kind(&mut Cursor::new(bytes.to_vec()))
    }

    #[test]
    fn h264_is_played_and_what_browsers_lack_is_named() {
        assert_eq!(judged(&film(b"avc1", true)), Ok("video/mp4"));
        assert_eq!(judged(&film(b"avc1", false)), Ok("video/mp4"));
        let other = judged(&film(b"hvc1", true));
        assert_eq!(other, Err(Fault::Codec("H.265 (HEVC)")));
    }

    #[test]
    fn a_film_that_was_cut_short_is_damaged_wherever_it_was_cut() {
        for index_first in [true, false] {
            let whole = film(b"avc1", index_first);
            for length in 12..whole.len() {
                let cut = judged(&whole[..length]);
                assert_ne!(cut, Ok("video/mp4"), "{index_first} {length}");
                let mut zeros = whole.clone();
                zeros[length..].fill(0);
                if length + 40 < whole.len() {
                    assert_ne!(judged(&zeros), Ok("video/mp4"), "{index_first} {length}");
                }
            }
        }
    }

    #[test]
    fn bytes_behind_the_last_box_harm_nobody() {
        for tail in [
            &[0_u8; 1][..],
            &[0; 4],
            &[0; 4096],
            b"TAG and more",
            &boxed(b"free", &[0; 30]),
            &boxed(b"free", &[0; 30])[..20],
        ] {
            for index_first in [true, false] {
                let longer = [&film(b"avc1", index_first)[..], tail].concat();
                assert_eq!(judged(&longer), Ok("video/mp4"), "{tail:?}");
            }
        }
    }

    #[test]
    fn an_index_that_names_pictures_beyond_the_file_is_found_out() {
        let head = boxed(b"ftyp", b"isom\0\0\0\0");
        let data = [numbers(&[0]), b"mdat".to_vec(), vec![7; 60]].concat();
        let size = u32::try_from(index(b"avc1", [0, 0], &[50, 50]).len()).unwrap();
        let index = index(b"avc1", [24 + size, 74 + size], &[50, 50]);
        // Its data box goes on to the end of the file, wherever that is.
        let cut = judged(&[head.clone(), index, data].concat());
        assert_eq!(cut, Err(Fault::Broken(Defect::Short)));
        let empty = super::tests::index(b"avc1", [0, 0], &[]);
        let empty = judged(&[head, empty, boxed(b"mdat", &[7; 9])].concat());
        assert_eq!(empty, Err(Fault::Broken(Defect::NoPictures)));
    }

    #[test]
    fn boxes_that_lie_about_their_length_end_the_walk() {
        let mut lies = film(b"avc1", true);
        lies[16..20].copy_from_slice(&[0, 0, 0, 1]);
        assert_eq!(judged(&lies), Err(Fault::Broken(Defect::Short)));
        let mut endless = boxed(b"ftyp", b"isom");
        endless.extend([0, 0, 0, 2, b'f', b'r', b'e', b'e']);
        assert_eq!(judged(&endless), Err(Fault::Broken(Defect::Short)));
    }
}
