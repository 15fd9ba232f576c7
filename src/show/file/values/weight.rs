//! Shares, which are exact.

use super::Value;
use crate::show::programme::Weight;
use toml::de::DeValue;

impl Value<'_> {
    /// A number above zero, whole or not.
    pub fn weight(&self) -> Option<Weight> {
        let written = match self.value {
            DeValue::Integer(written) => i128::from_str_radix(written.as_str(), written.radix())
                .map_or_else(|_| String::new(), |number| number.to_string()),
            DeValue::Float(written) => written.as_str().trim_start_matches('+').to_owned(),
            _ => {
                let mend = format!(
                    "write it without quotes: `{} = 1`, or `{0} = 0.5`",
                    self.key
                );
                self.wrong_type("a number", &mend);
                return None;
            }
        };
        // What a journal can hold.
        let number = written.replace('_', "").parse().ok();
        let Some(kept) = number.and_then(Weight::from_float) else {
            self.log.error(
                self.at,
                format!("`{}` must be above zero", self.key),
                "write a number such as 1, 2 or 0.5: it counts relative to the others",
            );
            return None;
        };
        if Weight::read(&written) != Some(kept) {
            let message = format!("`{}` has too many digits, and counts as {kept}", self.key);
            let mend = "write 15 digits at most; thirds are written as whole numbers, 1 and 2";
            self.log.warning(self.at, message, mend);
        }
        Some(kept)
    }
}
