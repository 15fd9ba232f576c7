//! Every word of ours that a person sees, in three languages. One file per role: a struct of words and its three tables,
//! so that a missing translation does not compile. What the show file says is not here.

pub mod apart;
pub mod audience;
pub mod export;
pub mod help;
pub mod mc;
pub mod media;
pub mod producer;
pub mod refusal;
pub mod results;
pub mod stage;
pub mod trust;

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
        let tag = tag.trim().to_ascii_lowercase();
        let simplified = ["zh-hans", "zh-cn", "zh-sg", "zh-my"];
        if simplified.iter().any(|s| tag.starts_with(s)) {
            Some(Ui::ZhHans)
        } else if tag == "zh" || tag.starts_with("zh-") || tag.starts_with("yue") {
            Some(Ui::ZhHant)
        } else if tag == "en" || tag.starts_with("en-") {
            Some(Ui::En)
        } else {
            None
        }
    }

    /// The best of an `Accept-Language` header, if any of its languages is served.
    pub fn of_accept_language(header: &str) -> Option<Ui> {
        let mut best: Option<(Ui, f32)> = None;
        for part in header.split(',') {
            let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
            let quality: f32 = quality.trim().parse().unwrap_or(0.0);
            if let Some(ui) = Ui::of_tag(tag)
                && quality > best.map_or(0.0, |(_, q)| q)
            {
                best = Some((ui, quality));
            }
        }
        best.map(|(ui, _)| ui)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_quality_that_is_served_wins() {
        let ui = Ui::of_accept_language("fr, en;q=0.7, zh-CN;q=0.9");
        assert_eq!(ui, Some(Ui::ZhHans));
    }

    #[test]
    fn a_bare_zh_is_traditional() {
        assert_eq!(Ui::of_tag("zh"), Some(Ui::ZhHant));
    }
}
