//! How large a text is set: the longer it is, the smaller; a title on two balanced lines at most.
//! Everything is worked out here, ahead of the browser, so that the same title is the same size on
//! every screen and no script has to measure anything before it is shown.

mod widths;

use crate::show::text::{Run, is_wide};
use unicode_normalization::char::is_combining_mark;
use widths::char_width;

/// The space that a title may take and how it steps down in it. Lengths are in `u`, the stage's
/// unit.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// No line is wider.
    pub width: f32,
    /// No letter is larger.
    pub cap: f32,
    /// On how many lines at most.
    pub lines: usize,
    /// Whether short titles step down by their length (12, 9, 6.4, 4.8) or only when they run out
    /// of space.
    pub ladder: bool,
}

pub const WINNER: Measure = Measure {
    width: 77.0,
    cap: 12.0,
    lines: 2,
    ladder: true,
};
/// Two winners, one above the other; more of them share the height.
pub const WINNER_SHARED: Measure = Measure {
    width: 77.0,
    cap: 6.4,
    lines: 2,
    ladder: true,
};
/// Title cards: awards, cards.
pub const CARD: Measure = Measure {
    width: 80.0,
    cap: 9.0,
    lines: 2,
    ladder: false,
};
/// A message to the hall, and people's names.
pub const MESSAGE: Measure = Measure {
    width: 78.0,
    cap: 6.8,
    lines: 2,
    ladder: false,
};
/// A finalist beside its number.
pub const FINALIST: Measure = Measure {
    width: 54.0,
    cap: 9.0,
    lines: 3,
    ladder: true,
};
/// A title beside or under something larger.
pub const SMALL: Measure = Measure {
    width: 60.0,
    cap: 4.8,
    lines: 3,
    ladder: false,
};

/// A line of a title and its size in tenths of `u`, always even so that a style sheet can name
/// every size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetLine {
    /// The words on it.
    pub text: String,
    /// Size in tenths of `u`.
    pub tenths: u16,
}

/// Nothing on the stage is set smaller, in `u`.
pub const SMALLEST: f32 = 1.6;
/// A Chinese title with more characters than this takes two lines.
const CHINESE_ON_ONE_LINE: f32 = 12.0;
/// A Latin title that one line would press below this takes two.
const LATIN_ON_ONE_LINE: f32 = 6.4;
/// In tenths of `u`: a title that two lines would press below this takes a third where it may.
const THIRD_LINE_BELOW: u16 = 36;
/// Beneath its Chinese line, the Latin half of a title is never larger than this share of it.
const LATIN_UNDER_CHINESE: f32 = 0.62;

/// Sets a title into one line or two.
pub fn lines(text: &str, measure: Measure) -> Vec<SetLine> {
    let text = text.trim();
    if let Some((chinese, latin)) = two_scripts(text) {
        let upper = size_on_one_line(chinese, measure).min(9.0);
        let lower = (measure.width / em_width(latin)).min(upper * LATIN_UNDER_CHINESE);
        if lower >= 3.0 || lower >= upper * 0.5 {
            return vec![line(chinese, upper), line(latin, lower)];
        }
    }
    let one = size_on_one_line(text, measure);
    let chinese = is_chinese(text);
    let enough = if chinese {
        em_width(text) <= CHINESE_ON_ONE_LINE && one >= measure.cap.min(4.8)
    } else {
        one >= LATIN_ON_ONE_LINE.min(measure.cap * 0.72)
    };
    let mut best = vec![line(text, one)];
    for count in 2..=measure.lines {
        let smallest = best.iter().map(|l| l.tenths).min().unwrap_or(0);
        if count == 2 && enough || count > 2 && smallest >= THIRD_LINE_BELOW {
            break;
        }
        let Some(split) = balanced(text, count) else {
            break;
        };
        let widest = split.iter().map(|l| em_width(l)).fold(0.0, f32::max);
        let most = if chinese && measure.ladder { 4.8 } else { 7.6 };
        let size = (measure.width / widest).min(most).min(measure.cap * 0.84);
        if even(size) < smallest {
            break;
        }
        best = split.iter().map(|l| line(l, size)).collect();
    }
    best
}

/// The largest size at which a text stays on one line of this width, in tenths of `u`.
pub fn fit(text: &str, width: f32, cap: f32) -> u16 {
    even((width / em_width(text)).min(cap))
}

/// How wide the widest of these lines is, in `u`.
pub fn widest(lines: &[SetLine]) -> f32 {
    let width = |line: &SetLine| em_width(&line.text) * f32::from(line.tenths) / 10.0;
    lines.iter().map(width).fold(0.0, f32::max)
}

/// The size of a run in the second language under lines of these sizes, in tenths of `u`.
pub fn second(first: &[SetLine]) -> u16 {
    let largest = first.iter().map(|line| line.tenths).max().unwrap_or(0);
    even(f32::from(largest) / 10.0 * 0.42)
}

/// About how wide a text is in the serif face at a heavy weight, in em. Wide characters are exact,
/// Latin ones come from the font's own table.
pub fn em_width(text: &str) -> f32 {
    text.chars().map(char_width).sum::<f32>().max(0.3)
}

fn line(text: &str, size: f32) -> SetLine {
    SetLine {
        text: text.to_owned(),
        tenths: even(size),
    }
}

/// Down to the next even tenth, never under the smallest size.
fn even(size: f32) -> u16 {
    // The cast saturates; sizes are a few u.
    ((size.max(SMALLEST) * 5.0 + 0.001).floor() as u16) * 2
}

fn size_on_one_line(text: &str, measure: Measure) -> f32 {
    let em = em_width(text);
    let step = match em {
        _ if !measure.ladder || !is_chinese(text) => measure.cap,
        em if em <= 4.0 => 12.0,
        em if em <= 7.0 => 9.0,
        em if em <= CHINESE_ON_ONE_LINE => 6.4,
        _ => 4.8,
    };
    (measure.width / em).min(step).min(measure.cap)
}

/// Whether every character stands in a square of its own (a middle dot between them does too).
fn is_chinese(text: &str) -> bool {
    text.chars()
        .all(|c| is_wide(c) || is_dot(c) || c.is_whitespace())
}

/// The middle dot of Chinese titles and names.
pub fn is_dot(c: char) -> bool {
    matches!(c, '·' | '‧' | '・')
}

/// A Chinese title and the Latin one that follows it after a space: each gets a line and a size of
/// its own.
fn two_scripts(text: &str) -> Option<(&str, &str)> {
    let (at, _) = text.match_indices(' ').find(|(at, _)| {
        let (before, after) = text.split_at(*at);
        is_chinese(before) && !before.is_empty() && after.chars().all(|c| !is_wide(c))
    })?;
    let (chinese, latin) = (text[..at].trim(), text[at..].trim());
    (chinese.chars().count() >= 2 && latin.chars().count() >= 8).then_some((chinese, latin))
}

/// So many lines whose widest one is as narrow as can be. A break after a comma, a dot or a space
/// is worth a little imbalance.
fn balanced(text: &str, count: usize) -> Option<Vec<&str>> {
    if count < 2 {
        return Some(vec![text]);
    }
    let splits = breaks(text).filter_map(|at| {
        let (first, rest) = (text[..at].trim_end(), text[at..].trim_start());
        let rest = balanced(rest, count - 1)?;
        let widest = rest
            .iter()
            .map(|l| em_width(l))
            .fold(em_width(first), f32::max);
        let cost = widest * favour(&text[..at]) * clumsy(first, rest[0]);
        Some((cost, [vec![first], rest].concat()))
    });
    splits
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, lines)| lines)
}

/// How much wider a line may come out for the sake of ending here.
fn favour(first: &str) -> f32 {
    let last = first.trim_end().chars().next_back().unwrap_or(' ');
    if first.ends_with(' ') && is_wide(last) {
        // A space between Chinese words is where their author parted them.
        return 0.6;
    }
    let mark = matches!(
        last,
        ',' | '，' | '、' | ':' | '：' | ';' | '；' | '。' | '—' | '–'
    );
    if mark || is_dot(last) { 0.8 } else { 1.0 }
}

/// How much a break costs that tears Chinese words apart. Only a dictionary would know them all;
/// these stand at the seams of many titles.
fn clumsy(first: &str, next: &str) -> f32 {
    let ends = first
        .chars()
        .next_back()
        .is_some_and(|c| "最更很極不未無每各第與和及或在是被把為向從".contains(c));
    let begins = next
        .chars()
        .next()
        .is_some_and(|c| "的之了着過們者性化嗎呢吧得".contains(c));
    let seam = first.ends_with(['的', '之']);
    match (ends || begins, seam) {
        (true, _) => 1.3,
        (false, true) => 0.95,
        (false, false) => 1.0,
    }
}

/// Where a line may end, as byte positions: after spaces and hyphens, and beside wide characters;
/// never before closing or after opening marks.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let pairs = text.char_indices().zip(text.char_indices().skip(1));
    pairs.filter_map(|((_, before), (at, after))| {
        let space = before.is_whitespace() && !after.is_whitespace();
        let hyphen = matches!(before, '-' | '–' | '—' | '/');
        let square = (is_wide(before) || is_wide(after)) && !after.is_whitespace();
        let closes = "，。、；：！？」』》〉）】…·‧・,.;:!?)]}’”".contains(after);
        let opens = "「『《〈（【([{‘“".contains(before);
        let mark = is_combining_mark(after);
        ((space || hyphen || square) && !closes && !opens && !mark).then_some(at)
    })
}

/// How large a title may stand alone on a phone: `s`, `m` or `l` for short, middling and long ones.
pub fn on_phone(title: &str) -> &'static str {
    // In tenths of a square: faces differ, so this is a careful guess at a bold serif.
    let width = |c: char| match c {
        c if is_wide(c) => 10,
        c if c.is_uppercase() => 8,
        _ => 5,
    };
    match title.chars().map(width).sum() {
        0..=45 => "s",
        46..=85 => "m",
        _ => "l",
    }
}

/// `large`, `medium` or `small`: as large as the whole of a script fits on a tablet. It goes by the
/// length in half-widths: a Chinese character is as wide as two Latin ones.
pub fn on_tablet(script: &[Run]) -> &'static str {
    let chars = script.iter().flat_map(|run| run.text.chars());
    let halves: usize = chars.map(|c| if is_wide(c) { 2 } else { 1 }).sum();
    match halves {
        0..=150 => "large",
        151..=260 => "medium",
        _ => "small",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(text: &str) -> Vec<(String, u16)> {
        let lines = lines(text, WINNER);
        lines.into_iter().map(|l| (l.text, l.tenths)).collect()
    }

    #[test]
    fn a_chinese_title_steps_down_by_its_length() {
        assert_eq!(sizes("躲貓貓"), [("躲貓貓".to_owned(), 120)]);
        assert_eq!(sizes("神將·降世"), [("神將·降世".to_owned(), 90)]);
        assert_eq!(sizes("霓虹下的回音")[0].1, 90);
        assert_eq!(sizes("最受觀眾歡迎大獎")[0].1, 64);
        let long = sizes("一部很長很長的作品名稱仍然好看");
        assert_eq!(long.iter().map(|l| l.1).collect::<Vec<_>>(), [48, 48]);
    }

    #[test]
    fn a_letter_is_as_wide_with_its_marks_as_without() {
        assert_eq!(em_width("Příběh o řece"), em_width("Pribeh o rece"));
        assert_eq!(em_width("Pr\u{30C}i\u{301}be\u{30C}h"), em_width("Pribeh"));
        assert_eq!(em_width("Ελένη"), em_width("Ελενη"));
        assert!(em_width("Щедрый") > em_width("Ледрый"));
    }

    #[test]
    fn a_latin_title_is_fitted_to_the_same_width() {
        assert_eq!(sizes("OPTIMAL").len(), 1);
        assert_eq!(sizes("Home Sweet Home").len(), 1);
        let long = sizes("Empowering Data, Elevating Humanity");
        assert_eq!(long[0].0, "Empowering Data,");
        assert_eq!(long[1].0, "Elevating Humanity");
        assert!(long[0].1 >= 64);
    }

    #[test]
    fn a_title_in_two_scripts_breaks_between_them() {
        let lines = sizes("壓力幻獸 PRESSUER PHANTOM BEAST");
        assert_eq!(lines[0], ("壓力幻獸".to_owned(), 90));
        assert_eq!(lines[1].0, "PRESSUER PHANTOM BEAST");
        assert!(lines[1].1 < lines[0].1);
    }

    #[test]
    fn no_line_is_wider_than_its_measure_unless_it_would_become_too_small_to_read() {
        let words = ["躲", "貓貓", "AI ", "Humanity ", "·降世", "—", "WWWW"];
        for seed in 0..400_usize {
            let mut text = String::new();
            let mut state = seed;
            while text.chars().count() < 1 + seed % 60 {
                state = state.wrapping_mul(31).wrapping_add(7);
                text.push_str(words[state / 7 % words.len()]);
            }
            for measure in [WINNER, WINNER_SHARED, CARD, MESSAGE, FINALIST, SMALL] {
                let set = lines(&text, measure);
                assert!(set.len() <= measure.lines, "{text}");
                for line in set {
                    let width = em_width(&line.text) * f32::from(line.tenths) / 10.0;
                    assert!(
                        width <= measure.width + 0.01 || line.tenths == 16,
                        "{text}: {width}"
                    );
                    assert!(line.tenths >= 16 && line.tenths % 2 == 0);
                }
            }
        }
    }

    #[test]
    fn a_line_never_begins_with_a_closing_mark() {
        for line in lines("一二三四五六七，八九十一二三四五", WINNER) {
            assert!(!line.text.starts_with('，'));
        }
    }

    #[test]
    fn a_long_chinese_name_is_not_torn_at_a_word_that_belongs_to_the_next() {
        let lines = lines("評審團特別推薦最具社會影響力大獎", CARD);
        assert_eq!(lines[0].text, "評審團特別推薦");
    }

    #[test]
    fn the_second_language_never_gets_too_small_to_read() {
        let small = SetLine {
            text: String::new(),
            tenths: 20,
        };
        assert_eq!(second(&[small]), 16);
    }
}
