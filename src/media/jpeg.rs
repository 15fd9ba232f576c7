//! Whether all the scans of a JPEG are there, in the order in which they can be read.

use super::whole::short_or_zeros;
use crate::show::fault::{Defect, Fault};
use std::ops::Range;

const GARBLED: Fault = Fault::Broken(Defect::Garbled);

/// A coefficient of which no scan has brought anything yet.
const NOT_SENT: u8 = u8::MAX;

/// One component of the frame: a colour plane, most of the time.
struct Component {
    name: u8,
    /// The lowest bit that has been sent, of each of the 64 coefficients.
    low: [u8; 64],
}

/// What the frame header says, and what the scans have brought so far.
struct FrameHeader {
    progressive: bool,
    components: Vec<Component>,
}

impl FrameHeader {
    /// From the header behind the marker and the length.
    fn new(marker: u8, header: &[u8]) -> Result<Self, Fault> {
        match marker {
            0xC0..=0xC2 if header.first().is_some_and(|bits| *bits > 8) => {
                return Err(Fault::Form("a JPEG of 12 bits a colour"));
            }
            0xC0..=0xC2 => {}
            0xC9..=0xCB | 0xCD..=0xCF => return Err(Fault::Form("an arithmetic-coded JPEG")),
            _ => return Err(Fault::Form("a lossless or hierarchical JPEG")),
        }
        let count = header.get(5).copied().map_or(0, usize::from);
        let named = header
            .get(6..6 + 3 * count)
            .filter(|named| !named.is_empty());
        let components = named
            .ok_or(GARBLED)?
            .chunks_exact(3)
            .map(|three| Component {
                name: three[0],
                low: [NOT_SENT; 64],
            });
        Ok(FrameHeader {
            progressive: marker == 0xC2,
            components: components.collect(),
        })
    }

    /// Takes down what a scan brings; it has to follow on what is there.
    fn scan(&mut self, header: &[u8]) -> Result<(), Fault> {
        let count = header.first().copied().map_or(0, usize::from);
        let named = header.get(1..1 + 2 * count).ok_or(GARBLED)?;
        let rest = header.get(1 + 2 * count..4 + 2 * count).ok_or(GARBLED)?;
        let (mut first, mut last, mut before, mut low) = (
            usize::from(rest[0]),
            usize::from(rest[1]),
            rest[2] >> 4,
            rest[2] & 15,
        );
        if !self.progressive {
            // Everything in one scan, whatever a careless encoder wrote here.
            (first, last, before, low) = (0, 63, 0, 0);
        }
        if count == 0 || first > last || last > 63 {
            return Err(GARBLED);
        }
        let before = if before == 0 { NOT_SENT } else { before };
        for name in named.chunks_exact(2).map(|two| two[0]) {
            // Names need not differ; then the next one of the name is meant.
            let open = |component: &&mut Component| {
                let band = &component.low[first..=last];
                component.name == name && band.iter().all(|bit| *bit == before)
            };
            let component = self.components.iter_mut().find(open).ok_or(GARBLED)?;
            component.low[first..=last].fill(low);
        }
        Ok(())
    }

    /// Whether every coefficient has come down to its last bit.
    fn complete(&self) -> bool {
        let mut all = self.components.iter().flat_map(|component| component.low);
        all.all(|bit| bit == 0)
    }
}

/// Where the compressed pixels of each scan lie. Bytes after the end mark are none of its business.
pub(super) fn scans(bytes: &[u8]) -> Result<Vec<Range<usize>>, Fault> {
    let mut scans = Vec::new();
    let mut frame: Option<FrameHeader> = None;
    let mut at = 2;
    loop {
        // Behind pixels, marker follows on marker; what else stands there is pixels gone astray.
        if !scans.is_empty() && bytes.get(at).is_some_and(|b| *b != 0xFF) {
            return Err(GARBLED);
        }
        let Some(marker) = marker(bytes, &mut at) else {
            return Err(short_or_zeros(bytes));
        };
        match (marker, &frame) {
            (0xD9, Some(frame)) if frame.complete() => return Ok(scans),
            (0xD9, Some(_)) if !scans.is_empty() => return Err(Fault::Broken(Defect::Short)),
            (0xD9, _) => return Err(GARBLED),
            // Another picture begins inside this one.
            (0xD8, Some(_)) => return Err(GARBLED),
            (0x01 | 0xD0..=0xD8, _) if scans.is_empty() => continue,
            (0xC4 | 0xDA..=0xDD | 0xE0..=0xEF | 0xFE, _) => {}
            _ if !scans.is_empty() => return Err(GARBLED),
            _ => {}
        }
        let Some(length) = bytes.get(at..at + 2) else {
            return Err(short_or_zeros(bytes));
        };
        let length = usize::from(length[0]) << 8 | usize::from(length[1]);
        let Some(header) = bytes.get(at + 2..at + length) else {
            return Err(short_or_zeros(bytes));
        };
        at += length;
        if matches!(marker, 0xC0..=0xCF) && ![0xC4, 0xC8, 0xCC].contains(&marker) {
            let new = FrameHeader::new(marker, header)?;
            if frame.replace(new).is_some() {
                return Err(GARBLED);
            }
        }
        if marker == 0xDA {
            frame.as_mut().ok_or(GARBLED)?.scan(header)?;
            let end = scan_end(bytes, at)?;
            scans.push(at..end);
            at = end;
        }
    }
}

/// The next marker; what lies before it is passed over, as decoders do.
fn marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let from = bytes.get(*at..)?;
        let mark = from.iter().position(|b| *b == 0xFF)?;
        *at += mark + 1;
        match *bytes.get(*at)? {
            0xFF => {}
            0x00 => *at += 1,
            marker => {
                *at += 1;
                return Some(marker);
            }
        }
    }
}

/// Restart marks, which count from 0 to 7 and again, and stuffed bytes belong to a scan; any other
/// marker ends it. More than one 0xFF may only stand before a marker.
fn scan_end(bytes: &[u8], from: usize) -> Result<usize, Fault> {
    let mut at = from;
    let mut restarts = 0;
    while let Some(mark) = bytes[at..].iter().position(|b| *b == 0xFF) {
        let mark = at + mark;
        let ones = bytes[mark..].iter().take_while(|b| **b == 0xFF).count();
        match bytes.get(mark + ones) {
            Some(0) if ones == 1 => {}
            Some(0) => return Err(GARBLED),
            Some(restart @ 0xD0..=0xD7) if restart & 7 == restarts => restarts = (restarts + 1) & 7,
            Some(0xD0..=0xD7) => return Err(GARBLED),
            Some(_) => return Ok(mark),
            None => break,
        }
        at = mark + ones + 1;
    }
    Ok(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::fault::Purpose;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use image::codecs::jpeg::JpegEncoder;
    use image::{DynamicImage, Rgb, RgbImage};

    const SHORT: Result<(), Fault> = Err(Fault::Broken(Defect::Short));
    const END: [u8; 2] = [0xFF, 0xD9];

    fn photo() -> Vec<u8> {
        let pixel = |x: u32, y: u32| Rgb([(x * y % 251) as u8, (y % 241) as u8, (x * 3) as u8]);
        made(RgbImage::from_fn(320, 200, pixel), 85)
    }

    fn made(picture: RgbImage, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        let picture = DynamicImage::ImageRgb8(picture);
        picture.write_with_encoder(encoder).unwrap();
        bytes
    }

    fn read(base64: &str) -> Vec<u8> {
        STANDARD.decode(base64.replace(' ', "")).unwrap()
    }

    fn judged(bytes: &[u8]) -> Result<(), Fault> {
        super::super::raster::made(bytes, image::ImageFormat::Jpeg).map(|_| ())
    }

    fn filled(bytes: &[u8], range: Range<usize>, with: u8) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        bytes[range].fill(with);
        bytes
    }

    /// A progressive one of 64 × 48 pixels, which our encoder does not make.
    const PROGRESSIVE: &str = "\
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERX \
        RTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wgALCAAwAEABAREA/8QAGQABAQEBAQEAAAAAAAAAAAAABAMFBgAC/9oA \
        CAEBAAAAAcRCErQjnc1CFasue+IoQpWBS+ehFs26L4qEWMhF+bQi/kIv/8QAHRABAQEAAgIDAAAAAAAAAAAAAQAC \
        AwQRMhMhQf/aAAgBAQABBQIiLMZjMF2OzrWyIsewXNzfFjl5dc+wiIsfWux2M4wutuSCIifJkFgs5giIn1MxmzmM \
        xEX4ZjNnMZv/xAAhEAABBAIABwAAAAAAAAAAAAABAAIRICExEBIwQVFxkf/aAAgBAQAGPwK5DHQB4NBwkQT2ypd8 \
        qJR5N6UuzYxuFm59dX//xAAjEAEAAgICAQMFAAAAAAAAAAABABEhMRBhoSBBsVFxgdHw/9oACAEBAAE/IdZWVlFI \
        UKHH5OoavJu8f29efyOMnNd5EMfn4h7FRgaPrMc152LVA5WCSuzujZV+3fXUtTb9t/LOmY5rzpJUFSOoheTXOY5r \
        z+Q9FGKa89Zfb0UYp//aAAgBAQAAABAPcXFhYXH/xAAhEAEAAgICAgMBAQAAAAAAAAABABEhMUFRcZFhgaHh8P/a \
        AAgBAQABPxCpwupoMTQYhCxLmiblE3qIxeSK1KXZQFsmNHLD4dRFHXiLXXjEzP4bPmZ9PqBTg0I0G7Co3gLZWLl4 \
        YI2mix5c96LaJxjjqPCjiLBhqLJhhhDVAAWWvUEzdymeg6cm8Nr1j4bzQbFr5H7i+V/sxqOJeniWxiWsx+xRzCgU \
        G7gFGoWq0BQfQBH6IlaI9McS/pLUalsagU72H5Gvj1Gv+RP8RvTqHk8QOM5v9g1mFgvaI18zNzMHNTmdT//Z";

    /// A progressive one in grey, of 56 × 40 pixels.
    const GREY: &str = "\
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoK \
        rarYqMyP/L2u71////m8H////6/+b9//j/wgALCAAoADgBAREA/8QAFwABAQEBAAAAAAAAAAAAAAAAAAECBP/a \
        AAgBAQAAAAHj1aWbFTQpVKUr/8QAGRAAAgMBAAAAAAAAAAAAAAAAABEBECBB/9oACAEBAAEFAhCEIUWrVxSzB3 \
        MHM//EABQQAQAAAAAAAAAAAAAAAAAAAFD/2gAIAQEABj8CD//EACAQAAMAAQMFAQAAAAAAAAAAAAABESExQYEg \
        UWFxkaH/2gAIAQEAAT8hnUZEJCDwZZCPSPwQeEIa6ESM7uE7IUlDVcPCJMInLJyaBYEiJMImyJ8Jwf/aAAgBAQ \
        AAABCMRX8ln//EACIQAQACAQQCAgMAAAAAAAAAAAEAETEhQVFhEHGRobHR4f/aAAgBAQABPxAggk6yhlD3KGrn \
        GL6PII0Bb+JTZr1N1niB/WImU6V4MQy/UILdCaqrB9zBq3qVlQ6h+w+CydaTQGCI3g5YYC3niaH5I2adXBghpN \
        YLhsd9oU6yzBkc9QQ4Kyw0aaDeYcHbdn//2Q==";

    /// Four pixels to a colour, restart marks, turned by its EXIF, and with codes of its own.
    const RESTARTS: &str = "\
        /9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDACgcHi \
        MeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/2wBD \
        ASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+P \
        j/wAARCAAoADgDASIAAhEBAxEB/8QAGQAAAwEBAQAAAAAAAAAAAAAAAAEDAgQF/8QAJhAAAgEDAwMEAwAAAAAA \
        AAAAAAECERIxAyFBUVJhEyJxoYGRsf/EABgBAAMBAQAAAAAAAAAAAAAAAAECAwAE/8QAHhEAAgICAwEBAAAAAA \
        AAAAAAAAECERIhMUFRYXH/3QAEAAL/2gAMAwEAAhEDEQA/APIUTa0ykYlo6YuVDQWRzrSNLQ8F5NR2Sq/4Kk5P \
        NPgdSZSorXJ//9Dg9FLLS+Q9PTTpUr6cI5z0NJdsP2VUi2vCNkOE38IC7TWWo+KAUUmC49n/0eXTiVn7Y0WX9G \
        tGJq1y1H42Oe9mjKo67JQ00lV7Ie8nSNUvspKN0rVhDadbY7dWOmHKtLg//9KVsYbUq/BqksylavBtRt9sVV9e \
        g7aPulyZMORNR7Y/lgVcauj9z6LCApYMvD//09aSpFumFUcFbpt88ABxIknpfg1GyCpljttpGOXnwAFEw/D/1K \
        qLTtjtTLGo7bbRXIATTJhbt2p8csAAomK2f//Z";

    #[test]
    fn a_progressive_jpeg_is_refused_wherever_it_was_cut() {
        let whole = read(PROGRESSIVE);
        assert_eq!(judged(&whole), Ok(()));
        let from = scans(&whole).unwrap()[0].start;
        for cut in (from + 8..whole.len() - 4).step_by(9) {
            assert!(judged(&whole[..cut]).is_err(), "cut at {cut}");
            let tail = filled(&whole, cut..whole.len(), 0);
            assert!(judged(&tail).is_err(), "zeros from {cut}");
        }
    }

    #[test]
    fn a_progressive_jpeg_that_ends_before_its_last_scan_was_cut_short() {
        for whole in [read(PROGRESSIVE), read(GREY)] {
            assert_eq!(judged(&whole), Ok(()));
            let scans = scans(&whole).unwrap();
            assert!(scans.len() > 4, "{}", scans.len());
            for scan in &scans[..scans.len() - 1] {
                let ended = [&whole[..scan.end], &END].concat();
                assert_eq!(judged(&ended), SHORT);
            }
        }
    }

    #[test]
    fn a_progressive_jpeg_that_lacks_a_scan_in_its_middle_is_refused() {
        let whole = read(PROGRESSIVE);
        let scans = scans(&whole).unwrap();
        for two in scans.windows(2).skip(1) {
            let without = [&whole[..two[0].end], &whole[two[1].end..]].concat();
            assert!(judged(&without).is_err());
        }
    }

    #[test]
    fn a_jpeg_with_ones_in_place_of_a_part_is_refused() {
        let whole = photo();
        let scan = scans(&whole).unwrap()[0].clone();
        for share in [1, 20, 50, 70, 90] {
            let from = scan.start + scan.len() * share / 100;
            for length in [3, 64, 512] {
                let ones = filled(&whole, from..(from + length).min(scan.end), 0xFF);
                assert!(judged(&ones).is_err(), "{length} from {share} %");
            }
            let ones = filled(&whole, from..scan.end, 0xFF);
            assert!(judged(&ones).is_err(), "ones from {share} %");
        }
    }

    #[test]
    fn half_a_jpeg_with_another_behind_it_is_refused() {
        let whole = photo();
        let scan = scans(&whole).unwrap()[0].clone();
        let half = &whole[..scan.start + scan.len() / 2];
        for rest in [&whole[..], &whole[2..]] {
            assert!(judged(&[half, rest].concat()).is_err());
        }
    }

    #[test]
    fn a_jpeg_that_has_lost_a_restart_mark_is_refused() {
        let whole = read(RESTARTS);
        assert_eq!(judged(&whole), Ok(()));
        let second = whole
            .windows(2)
            .position(|two| two == [0xFF, 0xD1])
            .unwrap();
        assert!(judged(&filled(&whole, second..second + 2, 0x11)).is_err());
    }

    #[test]
    fn a_jpeg_with_fill_bytes_or_anything_behind_its_end_is_whole() {
        for whole in [photo(), read(PROGRESSIVE), read(GREY), read(RESTARTS)] {
            assert_eq!(judged(&[&whole[..], &[0; 4096], b"SEFT"].concat()), Ok(()));
            assert_eq!(
                judged(&[&whole[..], &whole].concat()),
                Ok(()),
                "two in one file"
            );
            let pixels = whole.len() - 2;
            let fill = [&whole[..pixels], &[0xFF; 5], &END].concat();
            assert_eq!(judged(&fill), Ok(()), "ones before the end mark");
            let fill = [&whole[..pixels], &[0; 12], &END].concat();
            assert_eq!(judged(&fill), Ok(()), "zeros before the end mark");
        }
    }

    #[test]
    fn a_plain_jpeg_with_little_on_it_is_whole() {
        for quality in [1, 50, 100] {
            for ground in [0, 128, 255] {
                let mut picture = RgbImage::from_pixel(900, 600, Rgb([ground; 3]));
                assert_eq!(judged(&made(picture.clone(), quality)), Ok(()));
                picture.put_pixel(4, 4, Rgb([200, 0, 90]));
                assert_eq!(
                    judged(&made(picture, quality)),
                    Ok(()),
                    "{quality} {ground}"
                );
            }
        }
    }

    #[test]
    fn a_jpeg_that_browsers_do_not_show_is_named_as_what_it_is() {
        let mut deep = photo();
        let frame = deep.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        deep[frame + 4] = 12;
        let said = judged(&deep).unwrap_err().message("media/a.jpg");
        assert!(said.contains("a JPEG of 12 bits a colour"), "{said}");
        let mend = judged(&deep).unwrap_err().mend(Purpose::Picture);
        assert!(mend.contains("save it anew"), "{mend}");
    }
}
