//! MP4 and WebM: whether a film is there to its end, read without decoding it and without holding
//! it.

mod mp4;
mod webm;

use crate::show::fault::{Defect, Fault};
use std::io::{Read, Seek, SeekFrom};

/// The content type of a film, if it is one that can be played.
pub(super) fn kind(file: &mut (impl Read + Seek)) -> Result<&'static str, Fault> {
    let mut film = Film::new(file)?;
    let head = film.part(0, 64)?;
    if head.get(4..8) == Some(b"ftyp") {
        mp4::whole(&mut film)?;
        return Ok("video/mp4");
    }
    let webm = head.windows(4).any(|four| four == b"webm");
    if head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) && webm {
        webm::whole(&mut film)?;
        return Ok("video/webm");
    }
    Err(Fault::UnknownKind)
}

/// A film of which only parts are read.
struct Film<'a, F> {
    file: &'a mut F,
    /// In bytes.
    length: u64,
}

impl<'a, F: Read + Seek> Film<'a, F> {
    fn new(file: &'a mut F) -> Result<Self, Fault> {
        let length = file.seek(SeekFrom::End(0)).map_err(|_| Fault::Unreadable)?;
        Ok(Film { file, length })
    }

    /// So many bytes from there, fewer at the end of the file.
    fn part(&mut self, from: u64, most: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        self.file
            .seek(SeekFrom::Start(from))
            .and_then(|_| self.file.by_ref().take(most).read_to_end(&mut bytes))
            .map_err(|_| Fault::Unreadable)?;
        Ok(bytes)
    }

    /// Whether there is nothing but zeros in the bytes before this place.
    fn zeros_before(&mut self, end: u64, bytes: u64) -> Result<bool, Fault> {
        let from = end.saturating_sub(bytes);
        let part = self.part(from, end - from)?;
        Ok(!part.is_empty() && part.iter().all(|b| *b == 0))
    }

    /// What to call a file that ends too early: many are as long as they were, and end in zeros.
    fn short(&mut self) -> Fault {
        let zeros = self.zeros_before(self.length, 64).unwrap_or(false);
        Fault::Broken(if zeros { Defect::Zeros } else { Defect::Short })
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |all, b| all << 8 | u64::from(*b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_page_with_a_films_name_is_none() {
        let page = kind(&mut Cursor::new(b"<html><script>".to_vec()));
        assert_eq!(page, Err(Fault::UnknownKind));
    }
}
