//! Pages for whoever took a wrong turn: what happened, and how to mend it.

use crate::words::Ui;
use crate::words::help::HelpWords;
use askama::Template;

/// The roles that have keys, as URLs name them.
const ROLES: [&str; 5] = ["mc", "producer", "jury", "chair", "crew"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// No page has this address (404).
    NotFound,
    /// This role's page was asked for without a key (401).
    NeedKey(&'static str),
    /// The same with a key that is not, or no longer, valid (401).
    BadKey(&'static str),
    /// This role's page was asked for with another role's key (403).
    WrongRole(&'static str),
    /// A juror has as many browsers as anybody may have (409).
    TooManyDevices,
    /// Our own failure (500).
    Failed,
}

#[derive(Template)]
#[template(path = "help.html", whitespace = "minimize")]
struct Page {
    w: &'static HelpWords,
    ui: Ui,
    offered: &'static [Ui],
    code: u16,
    heading: &'static str,
    why: String,
    mend: Option<&'static str>,
    ways: &'static [&'static str],
    form: Option<String>,
}

impl Help {
    /// The HTTP status that goes with the page.
    pub fn status(self) -> u16 {
        match self {
            Help::NotFound => 404,
            Help::NeedKey(_) | Help::BadKey(_) => 401,
            Help::WrongRole(_) => 403,
            Help::TooManyDevices => 409,
            Help::Failed => 500,
        }
    }
}

/// The page that helps, in one of the languages that its reader is offered.
pub fn page(kind: Help, ui: Ui, offered: &'static [Ui]) -> String {
    let w = &ui.words().help;
    let named = |role| {
        let known = ROLES.iter().position(|known| *known == role);
        known.map_or(role, |index| w.roles[index])
    };
    let base = Page {
        w,
        ui,
        offered,
        code: kind.status(),
        heading: w.lost,
        why: w.lost_why.to_owned(),
        mend: None,
        ways: &[],
        form: None,
    };
    let page = match kind {
        Help::NotFound => Page {
            mend: Some(w.lost_mend),
            ..base
        },
        Help::NeedKey(role) => Page {
            heading: w.locked,
            why: (w.locked_why)(named(role)),
            ways: &w.locked_ways,
            form: Some(format!("/{role}")),
            ..base
        },
        Help::BadKey(role) => Page {
            heading: w.bad,
            why: (w.bad_why)(named(role)),
            ways: &w.bad_ways,
            form: Some(format!("/{role}")),
            ..base
        },
        Help::WrongRole(role) => Page {
            heading: w.wrong,
            why: (w.wrong_why)(named(role)),
            ways: &w.wrong_ways,
            form: Some(format!("/{role}")),
            ..base
        },
        Help::TooManyDevices => Page {
            heading: w.devices,
            why: w.devices_why.to_owned(),
            mend: Some(w.devices_mend),
            ..base
        },
        Help::Failed => Page {
            heading: w.failed,
            why: w.failed_why.to_owned(),
            mend: Some(w.failed_mend),
            ..base
        },
    };
    page.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_without_a_key_says_where_keys_are_and_takes_one() {
        let page = page(Help::NeedKey("mc"), Ui::En, &Ui::ALL);
        assert!(page.contains("printed in the terminal"));
        assert!(page.contains("action=\"/mc\"") && page.contains("name=\"key\""));
    }

    #[test]
    fn a_lost_visitor_finds_the_public_pages() {
        let page = page(Help::NotFound, Ui::ZhHant, &Ui::ALL);
        for link in ["href=\"/\"", "href=\"/stage\"", "href=\"/results\""] {
            assert!(page.contains(link));
        }
        assert!(!page.contains("<form"));
    }
}
