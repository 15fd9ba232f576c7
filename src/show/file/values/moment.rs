//! Moments.

use super::Value;
use crate::show::event::At;
use crate::show::programme::PlannedStart;
use jiff::fmt::temporal::Pieces;
use toml::de::DeValue;

impl Value<'_> {
    /// A moment with the offset of its place, as `2026-05-30T19:30:00+08:00`: a date-time of its
    /// own, or in quotes.
    pub fn moment(&self) -> Option<PlannedStart> {
        let written = match self.value {
            DeValue::String(written) => written.clone().into_owned(),
            DeValue::Datetime(written) => written.to_string(),
            _ => String::new(),
        };
        let moment = || {
            let offset = Pieces::parse(&written).ok()?.to_numeric_offset()?;
            let at = written.parse::<jiff::Timestamp>().ok()?;
            Some(PlannedStart {
                at: At(at.as_millisecond()),
                offset_seconds: offset.seconds(),
            })
        };
        let read = moment();
        if read.is_none() {
            self.log.error(
                self.at,
                format!(
                    "`{}` is not a day and a time with its offset from UTC",
                    self.key
                ),
                format!(
                    "write `{} = 2026-03-05T19:30:00+08:00`, where +08:00 is Hong Kong's offset",
                    self.key
                ),
            );
        }
        read
    }
}
