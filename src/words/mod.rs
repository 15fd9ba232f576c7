//! Every word of ours that a person sees, in three languages. One file per role: a struct of words
//! and its three tables, so that a missing translation does not compile. What the show file says is
//! not here.

pub mod apart;
pub mod audience;
pub mod door;
pub mod export;
pub mod help;
pub mod mc;
pub mod media;
pub mod producer;
pub mod refusal;
pub mod results;
pub mod stage;
pub mod trust;

mod en;
mod zh_hans;
mod zh_hant;

use crate::show::scene::Scene;
use crate::show::text::{Lang, Text};

/// The language of the interface (the show's own languages are in the show file).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ui {
    /// Traditional Chinese, Hong Kong usage.
    #[default]
    ZhHant,
    /// Simplified Chinese.
    ZhHans,
    /// English.
    En,
}

/// All that is said in one language.
pub struct Language {
    /// The last card of a running order that is made from the awards.
    pub thanks: &'static str,
    /// What a cue is called. It never says who won.
    pub cue: fn(&Scene) -> CueWords,
}

/// Our words for a cue.
pub struct CueWords {
    /// What it is: over its name, or in the place of one.
    pub heading: String,
    /// The same for after a name; empty where the name alone says enough.
    pub beside: &'static str,
}

/// The last card of a running order that is made from the awards, in every language.
pub fn thanks() -> Text {
    let said = |ui: Ui| (ui.key().to_owned(), ui.language().thanks.to_owned());
    Text::ByLang(Ui::ALL.map(said).into())
}

impl Ui {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Ui; 3] = [Ui::ZhHant, Ui::ZhHans, Ui::En];

    /// The tag for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Ui::ZhHant => "zh-Hant-HK",
            Ui::ZhHans => "zh-Hans",
            Ui::En => "en",
        }
    }

    /// The shortest tag of a show's text that serves this language and no other one.
    pub fn key(self) -> &'static str {
        match self {
            Ui::ZhHant => "zh",
            Ui::ZhHans => "zh-Hans",
            Ui::En => "en",
        }
    }

    /// All that is said in it.
    pub fn language(self) -> &'static Language {
        match self {
            Ui::ZhHant => &zh_hant::LANGUAGE,
            Ui::ZhHans => &zh_hans::LANGUAGE,
            Ui::En => &en::LANGUAGE,
        }
    }

    /// The language's own name.
    pub fn name(self) -> &'static str {
        match self {
            Ui::ZhHant => "繁體中文",
            Ui::ZhHans => "简体中文",
            Ui::En => "English",
        }
    }

    /// The interface language that serves a BCP 47 tag, if one does.
    pub fn of_tag(tag: &str) -> Option<Ui> {
        match Tongue::of_tag(tag)? {
            Tongue::English => Some(Ui::En),
            Tongue::Chinese(Some(script)) => Some(script),
            // Hong Kong's own, where a tag names neither a script nor a place.
            Tongue::Chinese(None) => Some(Ui::ZhHant),
        }
    }

    /// The languages that guests of a show in these languages are offered: Chinese, in both
    /// scripts, only where the show speaks it, and English always.
    pub fn offered(show: &[Lang]) -> &'static [Ui] {
        let spoken = show.iter().filter_map(|lang| Ui::of_tag(lang));
        match spoken.into_iter().any(|ui| ui != Ui::En) {
            true => &Ui::ALL,
            false => &[Ui::En],
        }
    }

    /// The language for a reader whose browser sends this `Accept-Language`, of those `offered`.
    pub fn for_reader(header: &str, show: &[Lang], offered: &[Ui]) -> Ui {
        let asked = Asked::of(header);
        let spoken = || show.iter().filter_map(|lang| Ui::of_tag(lang));
        let chinese = spoken().find(|ui| *ui != Ui::En).unwrap_or_default();
        let served = |tongue| match tongue {
            Tongue::English => Ui::En,
            Tongue::Chinese(script) => script.unwrap_or(chinese),
        };
        let wanted = asked.tongues.into_iter().map(served);
        let may = |ui: &Ui| offered.contains(ui);
        if let Some(best) = wanted.into_iter().find(may) {
            return best;
        }
        let first = match asked.names_another {
            // Whoever reads neither: the English of the show, else what most of its page is in.
            true if spoken().any(|ui| ui == Ui::En) => Some(Ui::En),
            true => show.first().and_then(|lang| Ui::of_tag(lang)),
            false => spoken().next(),
        };
        first.filter(may).unwrap_or(Ui::En)
    }
}

/// A language that we speak, as a tag names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    English,
    /// In this script; none for a tag that leaves it open, such as `zh`.
    Chinese(Option<Ui>),
}

impl Tongue {
    fn of_tag(tag: &str) -> Option<Tongue> {
        let tag = tag.trim().to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        // Tags of what is written as Chinese; the second list is written in full-form characters.
        let full = match parts.next()? {
            "en" => return Some(Tongue::English),
            "zh" | "cmn" | "wuu" | "gan" | "hsn" | "cjy" => None,
            "yue" | "nan" | "hak" | "lzh" => Some(Ui::ZhHant),
            _ => return None,
        };
        let parts: Vec<&str> = parts.take_while(|part| part.len() > 1).collect();
        let named = |part: &&str| match *part {
            "hant" => Some(Ui::ZhHant),
            "hans" => Some(Ui::ZhHans),
            _ => None,
        };
        let placed = |part: &&str| match *part {
            "cn" | "sg" | "my" => Some(Ui::ZhHans),
            "yue" | "nan" | "hak" => Some(Ui::ZhHant),
            // Abroad, those who do not say so write as Hong Kong and Taiwan do.
            place if place.len() == 2 => Some(Ui::ZhHant),
            _ => None,
        };
        let script = parts.iter().find_map(named);
        let script = script.or_else(|| parts.iter().find_map(placed));
        Some(Tongue::Chinese(script.or(full)))
    }
}

/// What an `Accept-Language` header asks for.
struct Asked {
    /// The languages that we speak, the most wanted first.
    tongues: Vec<Tongue>,
    /// Whether it names a language that we do not speak.
    names_another: bool,
}

/// Languages of a header that are looked at: nobody reads more.
const ASKED_MAX: usize = 64;

impl Asked {
    fn of(header: &str) -> Asked {
        let mut wanted = Vec::new();
        let mut names_another = false;
        for part in header.split(',').take(ASKED_MAX) {
            let mut pieces = part.split(';').map(str::trim);
            let tag = pieces.next().unwrap_or_default();
            let weight = pieces.find_map(weight).unwrap_or(1.0);
            if weight <= 0.0 || !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            match Tongue::of_tag(tag) {
                Some(tongue) => wanted.push((tongue, weight)),
                None => names_another = true,
            }
        }
        // A stable sort: the first of two that are wanted alike comes first.
        wanted.sort_by(|one, other| other.1.total_cmp(&one.1));
        Asked {
            tongues: wanted.into_iter().map(|(tongue, _)| tongue).collect(),
            names_another,
        }
    }
}

/// The weight that a parameter such as `q=0.8` gives, however it is spaced; the least for one that
/// is no number. None for another parameter.
fn weight(parameter: &str) -> Option<f32> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let weight = value.trim().parse().ok().filter(|q: &f32| q.is_finite());
    Some(weight.map_or(f32::MIN_POSITIVE, |q| q.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, show: &[&str]) -> Ui {
        let show: Vec<Lang> = show.iter().map(|lang| (*lang).to_owned()).collect();
        Ui::for_reader(header, &show, Ui::offered(&show))
    }

    #[test]
    fn the_highest_quality_that_is_served_wins_however_it_is_spaced_and_cased() {
        let both = ["zh-Hant-HK", "en"];
        for (header, ui) in [
            ("fr, en;q=0.7, zh-CN;q=0.9", Ui::ZhHans),
            ("fr , EN ; q = 0.7 , ZH-cn ; Q=0.9", Ui::ZhHans),
            ("en;q=0.5,zh-TW;q=0.5", Ui::En),
            ("zh;q=0, en;q=0.1", Ui::En),
            ("zh-HK;q=0,en;q=0", Ui::ZhHant),
            ("zh-CN;q=high, en;q=0.1", Ui::En),
            ("zh-CN;q=high", Ui::ZhHans),
            ("zh-CN;q=NaN, en", Ui::En),
            ("en;q=9, zh-CN;q=1", Ui::En),
            ("zh-CN;level=1;q=0.2, en;q=0.3", Ui::En),
            ("en_GB", Ui::En),
            (",;,;q=1,", Ui::ZhHant),
            ("*", Ui::ZhHant),
            ("*;q=0.5", Ui::ZhHant),
            ("", Ui::ZhHant),
        ] {
            assert_eq!(read(header, &both), ui, "{header}");
        }
    }

    #[test]
    fn every_tag_of_chinese_is_read_in_the_script_of_those_who_send_it() {
        for tag in [
            "zh-TW",
            "zh-Hant",
            "zh-HK",
            "zh-MO",
            "zh",
            "yue",
            "yue-HK",
            "zh-Hant-CN",
            "zh_TW",
            "cmn-Hant",
            "zh-yue",
            "zh-US",
            "nan",
            "ZH-HANT-TW",
            "zh-u-co-stroke",
        ] {
            assert_eq!(Ui::of_tag(tag), Some(Ui::ZhHant), "{tag}");
        }
        for tag in [
            "zh-Hans",
            "zh-CN",
            "zh-SG",
            "zh-MY",
            "zh-Hans-HK",
            "cmn-Hans",
            "cmn-Hans-CN",
            "zh-cmn-Hans",
            "yue-Hans",
            "yue-CN",
            "zh_CN",
            "ZH-cn",
            "zh-Hans-u-co-pinyin",
        ] {
            assert_eq!(Ui::of_tag(tag), Some(Ui::ZhHans), "{tag}");
        }
        for tag in ["ja", "ko-KR", "zha", "e", "", "-", "eng-x", "*"] {
            assert_eq!(Ui::of_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_bare_zh_is_read_in_the_script_of_the_show() {
        assert_eq!(read("zh", &["zh-Hans", "en"]), Ui::ZhHans);
        assert_eq!(read("zh", &["en", "zh-Hant-HK"]), Ui::ZhHant);
        assert_eq!(read("zh-TW", &["zh-Hans", "en"]), Ui::ZhHant);
    }

    #[test]
    fn who_reads_neither_gets_the_shows_english_and_a_show_without_chinese_offers_none() {
        for header in ["ko-KR,ko;q=0.9", "ja", "fr, *;q=0.5"] {
            assert_eq!(read(header, &["zh-Hant-HK", "en"]), Ui::En);
            assert_eq!(read(header, &["en"]), Ui::En);
            assert_eq!(read(header, &["ko"]), Ui::En);
            assert_eq!(read(header, &["ja", "zh-Hant-HK"]), Ui::En);
            assert_eq!(read(header, &["zh-Hant-HK"]), Ui::ZhHant);
        }
        for header in ["zh-HK", "zh-CN, en;q=0.1", "", "*"] {
            assert_eq!(read(header, &["en"]), Ui::En, "{header}");
            assert_eq!(read(header, &["ko"]), Ui::En, "{header}");
        }
        assert_eq!(read("en-GB", &["zh-Hans"]), Ui::En);
    }
}
