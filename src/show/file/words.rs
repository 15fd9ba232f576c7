//! Words for diagnostics: what somebody probably meant, and lists as one says them.

use super::diagnostic::picture;
use super::unseen;

/// Names listed in one mend at most.
const LISTED_MAX: usize = 10;
/// Characters of somebody's own text quoted in a message at most.
const QUOTED_CHARS_MAX: usize = 60;
/// Characters compared at most: nobody mistypes a name longer than that.
const COMPARED_CHARS_MAX: usize = 96;

/// What people call a key, and what the show file calls it.
const OTHER_NAMES: [(&str, &str); 20] = [
    ("name", "title"),
    ("title", "name"),
    ("author", "team"),
    ("by", "team"),
    ("image", "poster"),
    ("picture", "poster"),
    ("screenshot", "still"),
    ("photo", "portrait"),
    ("image", "logo"),
    ("image", "portrait"),
    ("video", "clip"),
    ("film", "clip"),
    ("duration", "seconds"),
    ("time", "seconds"),
    ("description", "synopsis"),
    ("type", "kind"),
    ("speaker", "person"),
    ("subtitle", "text"),
    ("winners", "winner"),
    ("reason", "citation"),
];

/// Somebody's own text in a message: in backticks, clipped, with control characters pictured and
/// unseen ones spelt out.
pub(super) fn quoted(text: &str) -> String {
    let spelt = |c: char| match unseen::named(c) {
        Some(_) if !c.is_control() => format!("<U+{:04X}>", c as u32),
        _ => picture(c).to_string(),
    };
    let mut shown: String = text.chars().take(QUOTED_CHARS_MAX).map(spelt).collect();
    if text.chars().nth(QUOTED_CHARS_MAX).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// `` `a`, `b` and 3 more ``.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    if names.len() <= LISTED_MAX {
        return every(names);
    }
    let first = names[..LISTED_MAX - 2].iter().copied().map(quoted);
    let more = names.len() - (LISTED_MAX - 2);
    format!("{} and {more} more", first.collect::<Vec<_>>().join(", "))
}

/// `` `a`, `b` and `c` ``, however many there are: for words that only we may add to.
pub(super) fn every<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(quoted).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}

/// `did you mean …?` if one of the names is near, else what `otherwise` says.
pub(super) fn did_you_mean<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    match nearest(written, names) {
        Some(name) => format!("did you mean {}?", quoted(name)),
        None => otherwise(),
    }
}

/// The name that somebody probably meant, if any is near enough.
pub(super) fn nearest<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let letters = |name: &str| -> Vec<char> {
        name.chars()
            .take(COMPARED_CHARS_MAX)
            .flat_map(char::to_lowercase)
            .collect()
    };
    let names: Vec<&str> = names.into_iter().collect();
    let from = letters(written);
    let near = names.iter().filter_map(|name| {
        let to = letters(name);
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        // A third may be wrong; who began right may end wrong (`entries` for `entry`).
        let limit = from.len().min(to.len()).div_ceil(3) + usize::from(shared >= 4);
        if from.len().abs_diff(to.len()) > limit {
            return None;
        }
        let distance = distance(&from, &to);
        (distance <= limit).then_some((distance, usize::MAX - shared, *name))
    });
    let closest = near.min_by_key(|(distance, unshared, _)| (*distance, *unshared));
    closest.map(|(_, _, name)| name).or_else(|| {
        let other = OTHER_NAMES
            .iter()
            .filter(|(said, _)| said.eq_ignore_ascii_case(written));
        other
            .filter_map(|(_, name)| names.iter().find(|known| *known == name))
            .copied()
            .next()
    })
}

/// How many letters one must add, drop, change or swap with a neighbour.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let changed = above[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            let swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if swapped {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[to.len()]
}

/// The id that a text would make, if any letter of it can stay.
pub(super) fn as_id(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || (c == '_' && !id.is_empty()) {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(super::ID_CHARS_MAX);
    let id = id.trim_end_matches(['-', '_']);
    (!id.is_empty()).then(|| id.to_owned())
}

/// A well-formed BCP 47 tag in its usual capitals (`zh-Hant-HK`), or `None`. Long-hand language
/// names (`english`) are refused, though the grammar reserves room for them: no such tag exists.
pub(super) fn canonical_tag(tag: &str) -> Option<String> {
    let mut parts = Vec::new();
    let mut within_extension = false;
    for (index, part) in tag.split('-').enumerate() {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        if index == 0 && !(letters && (2..=3).contains(&part.len())) {
            return None;
        }
        within_extension |= part.len() == 1;
        let lower = part.to_ascii_lowercase();
        parts.push(match part.len() {
            2 if index > 0 && letters && !within_extension => part.to_ascii_uppercase(),
            4 if index > 0 && letters && !within_extension => {
                lower[..1].to_ascii_uppercase() + &lower[1..]
            }
            _ => lower,
        });
    }
    let ends_open = parts.last().is_some_and(|part| part.len() == 1);
    (!ends_open).then(|| parts.join("-"))
}

/// The languages that have a code of two letters (ISO 639-1).
const LANGUAGES: &str = "\
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu \
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb \
    lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om \
    or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv \
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes that are countries' and no language's, and what was meant by each.
const COUNTRIES: [(&str, &str); 9] = [
    ("cn", "zh-Hans"),
    ("hk", "zh-Hant-HK"),
    ("mo", "zh-Hant-MO"),
    ("jp", "ja"),
    ("us", "en-US"),
    ("gb", "en-GB"),
    ("ua", "uk"),
    ("cz", "cs"),
    ("dk", "da"),
];

/// The language that was meant by a well-formed tag that begins with a country's code, or with
/// nobody's; an empty text where nobody can tell. `None` for a tag of a language.
pub(super) fn no_language(tag: &str) -> Option<&'static str> {
    let first = tag.split('-').next().unwrap_or_default();
    let country = COUNTRIES.iter().find(|(code, _)| *code == first);
    match country {
        Some((_, meant)) => Some(meant),
        None if first.len() != 2 => None,
        None => (!LANGUAGES.split_whitespace().any(|code| code == first)).then_some(""),
    }
}
