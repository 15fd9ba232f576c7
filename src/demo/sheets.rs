//! Simulated score sheets: a jury that has nearly done, so that somebody new can play the chair.

use crate::scorebox::record::SheetRecord;
use crate::show::programme::Show;

/// Works that the last juror has scored.
const BEGUN: usize = 4;

/// The built-in show before the jury has decided: nothing is sealed.
pub fn unsealed(show: &str) -> String {
    let lines = show.lines().filter(|line| !line.starts_with("winner"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What each juror of this show gives, juror by juror: all but the last have scored every work and
/// submitted. It is the same at each start.
pub fn simulated(show: &Show) -> Vec<Vec<SheetRecord>> {
    let jurors = &show.jury.jurors;
    let sheet = |(at, juror): (usize, &crate::show::programme::Juror)| {
        let is_last = at + 1 == jurors.len();
        let finalists = show
            .finalists()
            .take(if is_last { BEGUN } else { usize::MAX });
        let mut records: Vec<SheetRecord> = Vec::new();
        for entry in finalists {
            records.extend(
                show.jury
                    .criteria
                    .iter()
                    .map(|criterion| SheetRecord::Score {
                        juror: juror.id.clone(),
                        entry: entry.id.clone(),
                        criterion: criterion.id.clone(),
                        change: None,
                        score: Some(score(
                            show.jury.scale,
                            [&juror.id, &entry.id, &criterion.id],
                        )),
                    }),
            );
        }
        if !is_last {
            let juror = juror.id.clone();
            records.push(SheetRecord::Sign { juror });
        }
        records
    };
    jurors.iter().enumerate().map(sheet).collect()
}

/// A work is good or less so, a juror harsh or lenient, and both of them a little different on each
/// criterion.
fn score(scale: u32, [juror, entry, criterion]: [&str; 3]) -> u32 {
    let quality = 50 + lot(&[entry], 41);
    let leaning = lot(&[juror], 13);
    let taste = lot(&[juror, entry, criterion], 25);
    let percent = (quality + leaning + taste).saturating_sub(18).min(100);
    (percent * scale + 50) / 100
}

/// A number below `end` that these words always give.
fn lot(words: &[&str], end: u32) -> u32 {
    let hash = blake3::hash(words.join(" ").as_bytes());
    u32::from(hash.as_bytes()[0]) * end / 256
}
