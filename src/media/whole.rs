//! Whether a PNG or WebP is there to its end, and what to try on one that seems to be. Decoders
//! forgive what is missing and paint it grey; the hall would see it.

use crate::show::fault::{Defect, Fault};
use std::ops::Range;

/// So many zero bytes in a row are looked into: compressed pictures hold them only where a flat
/// colour is long.
const ZEROS_SUSPECT: usize = 48;

/// What is put in or taken out at the end of a scan, in bytes: more than any one block of pixels
/// needs.
const PROBE_BYTES: usize = 32;

/// No marker, and neither all ones nor all zeros.
const PROBE: u8 = 0x5A;

/// What to call a file whose end is missing: many are as long as they were, and end in zeros.
pub(super) fn short_or_zeros(bytes: &[u8]) -> Fault {
    let zeros = bytes.len() > 16 && bytes[bytes.len() - 16..].iter().all(|b| *b == 0);
    Fault::Broken(if zeros { Defect::Zeros } else { Defect::Short })
}

/// Whether there is a hole of zeros in what an entropy coder has written, which leaves none.
pub(super) fn has_hole(bytes: &[u8]) -> bool {
    zeros(bytes, ZEROS_SUSPECT)
}

/// A JPEG with something behind the pixels of its last scan: one that is whole looks the same with
/// it, and one whose scan was cut takes it for pixels.
pub(super) fn with_more(bytes: &[u8], scans: &[Range<usize>]) -> Vec<u8> {
    let end = scans.last().map_or(bytes.len(), |scan| scan.end);
    [&bytes[..end], &[PROBE; PROBE_BYTES], &bytes[end..]].concat()
}

/// The file with another end to each stretch of pixels that has a hole of zeros: one that looks the
/// same with it has not been reading its own pixels for a while.
pub(super) fn with_other_ends(bytes: &[u8], pixels: &[Range<usize>]) -> Vec<Vec<u8>> {
    let suspect = pixels
        .iter()
        .filter(|range| range.len() > 2 * PROBE_BYTES && has_hole(&bytes[(*range).clone()]));
    let other = suspect.take(3).map(|range| {
        let mut other = bytes.to_vec();
        other[range.end - PROBE_BYTES..range.end].fill(PROBE);
        other
    });
    other.collect()
}

/// Whether so many zeros stand in a row.
fn zeros(bytes: &[u8], least: usize) -> bool {
    let mut run = 0;
    bytes.iter().any(|b| {
        run = if *b == 0 { run + 1 } else { 0 };
        run >= least
    })
}

/// A PNG ends with its own end mark; checksums are the decoder's business.
pub(super) fn png(bytes: &[u8]) -> Result<(), Fault> {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let Some(end) = at.checked_add(length as usize + 12) else {
            break;
        };
        if end > bytes.len() {
            break;
        }
        if &head[4..] == b"IEND" {
            return Ok(());
        }
        at = end;
    }
    Err(short_or_zeros(bytes))
}

/// Where the pixels of a WebP lie, which says how long it is, and so does each of its parts. Those
/// of one that moves are not looked into.
pub(super) fn webp(bytes: &[u8]) -> Result<Vec<Range<usize>>, Fault> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
    };
    let end = number(4).map_or(usize::MAX, |size| size.saturating_add(8));
    if end > bytes.len() {
        return Err(short_or_zeros(bytes));
    }
    let mut pixels = Vec::new();
    let mut at = 12;
    while at + 8 <= end {
        let size = number(at + 4).unwrap_or(usize::MAX);
        let next = (at + 8).saturating_add(size);
        if next > end {
            return Err(Fault::Broken(Defect::Garbled));
        }
        if [&b"VP8 "[..], b"VP8L"].contains(&&bytes[at..at + 4]) {
            pixels.push(at + 8..next);
        }
        at = next + size % 2;
    }
    Ok(pixels)
}

#[cfg(test)]
mod tests {
    use super::super::jpeg::scans;
    use super::*;
    use image::codecs::jpeg::JpegEncoder;
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
    use std::io::Cursor;

    fn photo() -> DynamicImage {
        let pixel = |x: u32, y: u32| Rgb([(x * y % 251) as u8, (y % 241) as u8, (x * 3) as u8]);
        DynamicImage::ImageRgb8(RgbImage::from_fn(320, 200, pixel))
    }

    fn jpeg(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, 85);
        picture.write_with_encoder(encoder).unwrap();
        bytes
    }

    fn other(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        photo().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn judged(bytes: &[u8]) -> Result<(), Fault> {
        let kind = super::super::raster::kind(bytes).unwrap();
        super::super::raster::made(bytes, kind).map(|_| ())
    }

    fn zeroed(bytes: &[u8], range: Range<usize>) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        bytes[range].fill(0);
        bytes
    }

    #[test]
    fn a_jpeg_is_refused_wherever_it_was_cut_and_whatever_stands_in_for_the_rest() {
        let whole = jpeg(&photo());
        assert_eq!(judged(&whole), Ok(()));
        let scan = scans(&whole).unwrap()[0].clone();
        for share in [1, 5, 20, 50, 80, 99] {
            let cut = scan.start + scan.len() * share / 100;
            assert!(judged(&whole[..cut]).is_err(), "cut at {share} %");
            let ended = [&whole[..cut], &[0xFF, 0xD9]].concat();
            assert!(judged(&ended).is_err(), "cut at {share} % and ended");
            let tail = zeroed(&whole, cut..whole.len());
            assert!(judged(&tail).is_err(), "zeros from {share} %");
        }
        let middle = scan.start + scan.len() / 2;
        let hole = zeroed(&whole, middle..middle + 600);
        assert!(judged(&hole).is_err(), "zeros in the middle");
        assert!(judged(&whole[..whole.len() - 2]).is_err(), "no end mark");
    }

    #[test]
    fn a_flat_jpeg_and_one_with_something_behind_its_end_are_whole() {
        let black = DynamicImage::ImageRgb8(RgbImage::new(1200, 700));
        assert_eq!(judged(&jpeg(&black)), Ok(()));
        let tail = [&jpeg(&photo())[..], &[0; 4096], b"SEFT"].concat();
        assert_eq!(judged(&tail), Ok(()));
    }

    #[test]
    fn a_png_and_a_webp_are_refused_wherever_they_were_cut() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let whole = other(format);
            assert_eq!(judged(&whole), Ok(()), "{format:?}");
            let more = [&whole[..], &[0; 64]].concat();
            assert_eq!(judged(&more), Ok(()), "{format:?} with a tail");
            for share in [30, 60, 90, 99] {
                let cut = whole.len() * share / 100;
                assert!(judged(&whole[..cut]).is_err(), "{format:?} {share}");
                let zeros = zeroed(&whole, cut..whole.len());
                assert!(judged(&zeros).is_err(), "{format:?} zeros {share}");
            }
        }
        let whole = other(ImageFormat::Png);
        assert!(judged(&whole[..whole.len() - 12]).is_err(), "no IEND");
    }
}
