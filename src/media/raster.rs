//! JPEG, PNG and WebP: measured before they are decoded, turned upright, and made as large as a
//! screen needs, once.
//!
//! What comes out is our own encoding of the pixels: whatever else the file carried stays behind.

use super::{Made, jpeg, whole};
use crate::show::fault::{Defect, Fault};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
};
use std::io::Cursor;
use std::ops::Range;

/// The longer edge of what a stage is sent.
const EDGE_PIXELS_MAX: u32 = 2560;

/// A camera's largest pictures have fewer pixels; a file that says more is not decoded.
const PIXELS_MAX: u64 = 64_000_000;

/// No side is longer.
const SIDE_PIXELS_MAX: u32 = 30_000;

/// What one decoder may take, in bytes: four for each pixel, and as much again for a row filter or
/// a colour plane.
const DECODER_BYTES_MAX: u64 = 512 * 1024 * 1024;

const JPEG_QUALITY: u8 = 90;

/// Which of the three a file is, by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    let guessed = image::guess_format(bytes).ok()?;
    known.contains(&guessed).then_some(guessed)
}

/// Whether one of our own pictures has its end.
pub(super) fn ends_well(bytes: &[u8]) -> bool {
    bytes.ends_with(&[0xFF, 0xD9]) || bytes.ends_with(b"IEND\xAE\x42\x60\x82")
}

/// The picture as a screen is sent it, if all of it is there.
pub(super) fn made(bytes: &[u8], kind: ImageFormat) -> Result<Made, Fault> {
    let garbled = || Fault::Broken(Defect::Garbled);
    let stretches = match kind {
        ImageFormat::Jpeg => jpeg::scans(bytes)?,
        ImageFormat::Png => whole::png(bytes).map(|()| Vec::new())?,
        _ => whole::webp(bytes)?,
    };
    let mut decoder = decoder(bytes, kind)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MAX || width.max(height) > SIDE_PIXELS_MAX {
        return Err(Fault::TooManyPixels(width, height));
    }
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| garbled())?;
    reads_itself(bytes, kind, &stretches, &picture)?;
    if picture.width().max(picture.height()) > EDGE_PIXELS_MAX {
        picture = picture.resize(EDGE_PIXELS_MAX, EDGE_PIXELS_MAX, FilterType::CatmullRom);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    // The pixels are RGB by now; a profile of another colour space would be read wrongly.
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    encoded(&picture, profile).ok_or_else(garbled)
}

fn decoder(bytes: &[u8], kind: ImageFormat) -> Result<impl ImageDecoder + '_, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    reader.limits(limits);
    let garbled = |_| Fault::Broken(Defect::Garbled);
    reader.into_decoder().map_err(garbled)
}

/// Whether the pixels come from the file's own bytes, all of them: decoders make up what is missing
/// and pass over what is too much.
fn reads_itself(
    bytes: &[u8],
    kind: ImageFormat,
    stretches: &[Range<usize>],
    picture: &DynamicImage,
) -> Result<(), Fault> {
    let same = |other: &[u8]| {
        let decoder = decoder(other, kind).ok();
        let other = decoder.and_then(|decoder| DynamicImage::from_decoder(decoder).ok());
        other.is_some_and(|other| other.as_bytes() == picture.as_bytes())
    };
    if kind == ImageFormat::Jpeg && !same(&whole::with_more(bytes, stretches)) {
        return Err(Fault::Broken(Defect::Short));
    }
    // One colour all over may be written in nothing but zeros.
    let colour = usize::from(picture.color().bytes_per_pixel());
    let mut pixels = picture.as_bytes().chunks_exact(colour);
    let first = pixels.next();
    if pixels.all(|pixel| Some(pixel) == first) {
        return Ok(());
    }
    let others = whole::with_other_ends(bytes, stretches);
    if others.iter().any(|other| same(other)) {
        return Err(Fault::Broken(Defect::Zeros));
    }
    Ok(())
}

/// JPEG where the picture covers its whole rectangle, PNG where something shines through.
fn encoded(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Made> {
    let mut bytes = Vec::new();
    let (width, height) = (picture.width(), picture.height());
    if picture.color().has_alpha() {
        let pixels = picture.to_rgba8();
        let mut encoder = PngEncoder::new(&mut bytes);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).ok()?;
        }
        let colour = ExtendedColorType::Rgba8;
        encoder.write_image(&pixels, width, height, colour).ok()?;
        return Some(Made::new("image/png", "png", bytes));
    }
    let pixels = picture.to_rgb8();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).ok()?;
    }
    let colour = ExtendedColorType::Rgb8;
    encoder.write_image(&pixels, width, height, colour).ok()?;
    Some(Made::new("image/jpeg", "jpg", bytes))
}
