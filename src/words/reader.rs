//! Which language serves a tag, and which one a reader is given.

use super::{Serves, Ui, weighed};
use crate::show::text::Lang;

impl Ui {
    /// The interface language that serves a BCP 47 tag, if one does.
    pub fn of_tag(tag: &str) -> Option<Ui> {
        match Tongue::of_tag(tag)? {
            Tongue::Named(ui) => Some(ui),
            Tongue::Family(family) => family_of(Ui::ALL.into_iter(), family),
        }
    }

    /// The language for a reader whose browser sends this `Accept-Language`, of those `offered`.
    pub fn for_reader(header: &str, show: &[Lang], offered: &[Ui]) -> Ui {
        let asked = Asked::of(header);
        let served = |tongue| match tongue {
            Tongue::Named(ui) => Some(ui),
            // As the show writes it, where it does.
            Tongue::Family(family) => {
                let all = Ui::spoken(show).chain(Ui::ALL);
                family_of(all, family)
            }
        };
        let may = |ui: &Ui| offered.contains(ui);
        if let Some(best) = asked.tongues.into_iter().filter_map(served).find(may) {
            return best;
        }
        let first = match asked.names_another {
            // Whoever reads none of them: the show's English, else what most of its page is in.
            true if Ui::spoken(show).any(|ui| ui == Ui::En) => Some(Ui::En),
            true => show.first().and_then(|lang| Ui::of_tag(lang)),
            false => Ui::spoken(show).next(),
        };
        first.filter(may).unwrap_or(Ui::En)
    }
}

fn family_of(mut all: impl Iterator<Item = Ui>, family: &str) -> Option<Ui> {
    all.find(|ui| ui.words().family == family)
}

/// A language that we speak, as a tag names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    Named(Ui),
    /// Some language of this family, such as `zh`.
    Family(&'static str),
}

impl Tongue {
    fn of_tag(tag: &str) -> Option<Tongue> {
        let tag = tag.trim().to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let primary = parts.next()?;
        let rest = parts.take_while(|part| part.len() > 1);
        let parts: Vec<&str> = std::iter::once(primary).chain(rest).collect();
        let mut family = None;
        for ui in Ui::ALL {
            match (ui.words().serves)(&parts) {
                Serves::Well => return Some(Tongue::Named(ui)),
                Serves::Family => family = family.or(Some(ui.words().family)),
                Serves::Not => {}
            }
        }
        family.map(Tongue::Family)
    }
}

/// What an `Accept-Language` header asks for.
struct Asked {
    /// The languages that we speak, the most wanted first.
    tongues: Vec<Tongue>,
    /// Whether it names a language that we do not speak.
    names_another: bool,
}

impl Asked {
    fn of(header: &str) -> Asked {
        let mut wanted = Vec::new();
        let mut names_another = false;
        for (tag, weight) in weighed(header) {
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
