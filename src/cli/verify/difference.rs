//! What a file says and what follows from its records, held against each other.

use serde_json::Value;

/// Where two values differ first. What the second has beyond the first does not count: a newer
/// export may say more. Of the jury all is derived: there nothing stands that does not follow.
pub(super) fn difference(one: &Value, other: &Value, place: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let differs = one.iter().find_map(|(key, value)| {
                let there = other.get(key).unwrap_or(&Value::Null);
                difference(value, there, &format!("{place}/{key}"))
            });
            let mut more = other.keys().filter(|key| !one.contains_key(*key));
            let more = more.find(|_| place.starts_with("/jury"));
            differs.or_else(|| more.map(|key| format!("{place}/{key}")))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                difference(one, other, &format!("{place}/{index}"))
            })
        }
        _ => (one != other).then(|| place.to_owned()),
    }
}
