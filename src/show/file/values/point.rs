//! A point of a picture.

use super::Value;
use crate::show::programme::Focus;
use toml::de::DeValue;

impl Value<'_> {
    /// Two shares of the width and the height, each from 0 to 1, kept to the hundredth.
    pub fn point(&self) -> Option<Focus> {
        let mend = format!(
            "write how far across and how far down, each from 0 to 1: `{} = [0.5, 0.4]`",
            self.key
        );
        let DeValue::Array(pair) = self.value else {
            self.wrong_type("two numbers", &mend);
            return None;
        };
        let shares: Vec<u8> = pair
            .iter()
            .filter_map(|s| hundredths(s.get_ref()))
            .collect();
        if let (2, [across, down]) = (pair.len(), shares.as_slice()) {
            let (across, down) = (*across, *down);
            return Some(Focus { across, down });
        }
        let message = format!("`{}` has to be two numbers from 0 to 1", self.key);
        self.log.error(self.at, message, mend);
        None
    }
}

fn hundredths(share: &DeValue<'_>) -> Option<u8> {
    let written = match share {
        DeValue::Integer(written) => written.as_str(),
        DeValue::Float(written) => written.as_str(),
        _ => return None,
    };
    let share: f64 = written.parse().ok()?;
    // Between 0 and 100 by now.
    (0.0..=1.0)
        .contains(&share)
        .then(|| (share * 100.0).round() as u8)
}
