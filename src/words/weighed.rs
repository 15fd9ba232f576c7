//! The lists in which a browser says what it takes: `Accept`, `Accept-Language`, `Accept-Encoding`.

/// Items of a list that are looked at: nobody writes more.
const ITEMS_MAX: usize = 64;

/// The items of a list, each with its weight from 0 (must not be sent) to 1, which `q` gives it,
/// however that is spaced and cased. A weight that is no number is the least there is.
pub fn weighed(list: &str) -> impl Iterator<Item = (&str, f32)> {
    list.split(',').take(ITEMS_MAX).map(|item| {
        let mut pieces = item.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        (name, pieces.find_map(weight).unwrap_or(1.0))
    })
}

/// The weight that a parameter such as `q=0.8` gives. None for another parameter.
fn weight(parameter: &str) -> Option<f32> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let weight = value.trim().parse().ok().filter(|q: &f32| q.is_finite());
    Some(weight.map_or(f32::MIN_POSITIVE, |q| q.clamp(0.0, 1.0)))
}
