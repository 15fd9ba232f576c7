//! JPEG, PNG and WebP: measured before they are decoded, turned upright, and made as large as a screen needs, once.
//!
//! What comes out is our own encoding of the pixels: whatever else the file carried stays behind.

use super::Made;
use crate::show::fault::Fault;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
};
use std::io::Cursor;

/// The longer edge of what a stage is sent.
const EDGE_PIXELS_MAX: u32 = 2560;

/// A camera's largest pictures have fewer pixels; a file that says more is not decoded.
const PIXELS_MAX: u64 = 64_000_000;

/// No side is longer.
const SIDE_PIXELS_MAX: u32 = 30_000;

/// What one decoder may take, in bytes: four for each pixel, and as much again for a row filter or a colour plane.
const DECODER_BYTES_MAX: u64 = 512 * 1024 * 1024;

const JPEG_QUALITY: u8 = 90;

/// Which of the three a file is, by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    let guessed = image::guess_format(bytes).ok()?;
    known.contains(&guessed).then_some(guessed)
}

/// The picture as a screen is sent it.
pub(super) fn made(bytes: &[u8], kind: ImageFormat) -> Result<Made, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Fault::Broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MAX || width.max(height) > SIDE_PIXELS_MAX {
        return Err(Fault::TooManyPixels(width, height));
    }
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)?;
    if picture.width().max(picture.height()) > EDGE_PIXELS_MAX {
        picture = picture.resize(EDGE_PIXELS_MAX, EDGE_PIXELS_MAX, FilterType::CatmullRom);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    // The pixels are RGB by now; a profile of another colour space would be read wrongly.
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    encoded(&picture, profile).ok_or(Fault::Broken)
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
