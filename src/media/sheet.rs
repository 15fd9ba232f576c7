//! The files that the theme's style sheet names: found where a browser would look for them, and
//! served like those that the show file names.

use super::style::{self, Destination, Mention, What};
use super::{MediaFolder, STYLE_MEGABYTES_MAX, read};
use crate::show::fault::{Fault, Purpose};
use crate::show::file::{Flaw, Media, Resolved, missing};
use std::collections::{BTreeMap, BTreeSet};

/// Sheets that import each other, at most.
const SHEETS_MAX: usize = 64;

/// What has become of something that a sheet asks for.
enum Finding {
    /// Nothing to do: it stands in the sheet, or it is ours.
    Fine,
    /// The address as a path below the show folder, and the file that it leads to.
    File(String, String, Purpose),
    /// What is wrong, and how to mend it.
    Wrong(String, String),
}

impl MediaFolder {
    /// Every file that a style sheet and its imports name: by the path that browsers ask for, where
    /// it lies and what it is for.
    pub(super) fn named_by(&self, sheet: &str) -> BTreeMap<String, (String, Purpose)> {
        let mut named = BTreeMap::new();
        self.follow(sheet, &mut |_, _, _, verdict| {
            if let Finding::File(asked, file, purpose) = verdict {
                named.insert(asked, (file, purpose));
            }
        });
        named
    }

    /// What is wrong with a style sheet and with what it names, each with its place.
    pub(super) fn flaws_of(&self, sheet: &str) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        self.follow(sheet, &mut |file, source, mention, verdict| {
            let wrong = match verdict {
                Finding::Fine => None,
                Finding::Wrong(message, mend) => Some((message, mend)),
                Finding::File(_, file, purpose) => self
                    .judge(&file, purpose)
                    .map(|fault| (fault.message(&file), fault.mend(purpose).to_owned())),
            };
            flaws.extend(wrong.map(|(message, mend)| Flaw {
                file: file.to_owned(),
                source: source.to_owned(),
                at: mention.at.clone(),
                message,
                mend,
            }));
        });
        flaws
    }

    /// Goes through a sheet and those that it imports, each once.
    fn follow(&self, first: &str, each: &mut dyn FnMut(&str, &str, &Mention, Finding)) {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![first.to_owned()];
        while let Some(sheet) = waiting.pop() {
            if seen.len() >= SHEETS_MAX || !seen.insert(sheet.clone()) {
                continue;
            }
            let bytes = read(&self.root.join(&sheet), STYLE_MEGABYTES_MAX).ok();
            let Some(source) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else {
                continue;
            };
            for mention in style::mentions(&source) {
                let verdict = self.verdict(&sheet, &mention);
                if let Finding::File(_, file, Purpose::Style) = &verdict {
                    waiting.push(file.clone());
                }
                each(&sheet, &source, &mention, verdict);
            }
        }
    }

    fn verdict(&self, sheet: &str, mention: &Mention) -> Finding {
        let (address, purpose) = match &mention.what {
            What::File(address, purpose) => (address, *purpose),
            What::Runs(what) => {
                return Finding::Wrong(
                    format!("the style sheet holds “{what}”, which the stage does not run"),
                    "leave it out".to_owned(),
                );
            }
        };
        let path = match style::target(sheet, address, purpose) {
            Destination::Own => return Finding::Fine,
            Destination::Path(path) if is_ours(&path) => return Finding::Fine,
            Destination::Path(path) => path,
            Destination::Elsewhere => {
                let shown = style::named(address);
                return Finding::Wrong(
                    format!("{shown} leads elsewhere, and the show must run without the internet"),
                    "copy the file into the show's `media` folder and write its address \
                     relative to this sheet: until then the stage leaves the sheet out"
                        .to_owned(),
                );
            }
        };
        let near = format!("write the address relative to this sheet, `{sheet}`");
        match self.resolve(&path) {
            Resolved::Found(file) if file.starts_with("media/") && path.starts_with("media/") => {
                Finding::File(path, file, purpose)
            }
            Resolved::Missing if path.starts_with("media/") => {
                let (message, mend) = missing(&path, &self.files());
                Finding::Wrong(message, format!("{mend}; {near}"))
            }
            _ => Finding::Wrong(
                format!(
                    "`{path}` is not in the show's `media` folder, and nothing else is shown to \
                     anyone"
                ),
                format!("move the file there, and {near}"),
            ),
        }
    }
}

/// What a style sheet asks for that no screen may be sent, with its line.
pub(super) fn refused(path: &str, sheet: &str) -> Option<Fault> {
    style::mentions(sheet).into_iter().find_map(|mention| {
        let what = match mention.what {
            What::Runs(what) => format!("“{what}”"),
            What::File(address, purpose) => match style::target(path, &address, purpose) {
                Destination::Elsewhere => style::named(&address),
                _ => return None,
            },
        };
        let line = sheet[..mention.at.start].matches('\n').count() + 1;
        Some(Fault::Unsafe(format!("{what} on line {line}")))
    })
}

/// What this program serves itself.
fn is_ours(path: &str) -> bool {
    path.starts_with("static/") || path == "theme.css"
}
