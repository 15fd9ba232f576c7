//! axe-core: whether a page can be used by those who do not see it, or not well.

use crate::browser::Browser;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Fails with every violation on the page, by day and by night: colours that can be told apart in
/// the one may not be in the other.
#[track_caller]
pub fn finds_nothing(browser: &Browser, phase: &str) {
    for light in ["light", "dark"] {
        browser.light(light);
        browser.settled();
        let found = examine(browser);
        assert!(found.is_empty(), "{phase}, {light}:\n{}", found.join("\n"));
    }
    browser.light("");
}

/// The same on a page that is dark by day, too, and on which something may move for as long as it
/// is there: everything else is brought to its end.
#[track_caller]
pub fn finds_nothing_at_rest(browser: &Browser, phase: &str) {
    let rest = "
        for (const one of document.getAnimations()) {
          if (one.timeline === document.timeline) try { one.finish(); } catch { /* it has no end */ }
        }";
    browser.js(rest);
    let found = examine(browser);
    assert!(found.is_empty(), "{phase}:\n{}", found.join("\n"));
}

/// Every violation of axe's default rules.
fn examine(browser: &Browser) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe-core/package/axe.min.js");
    let source = fs::read_to_string(&file);
    let source = source.unwrap_or_else(|_| {
        panic!(
            "{} is not there: run ./tests/run, which fetches it.",
            file.display()
        )
    });
    let ask = "; return window.axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations.map((v) => \
               `${v.id}: ${v.help}\\n` + v.nodes.map((n) => `  ${n.html}\\n  ${n.failureSummary}`).join('\\n')))";
    let found = browser.js(&format!("{source}\n{ask}"));
    let found = found.as_array().expect("axe answers").iter();
    found.filter_map(Value::as_str).map(str::to_owned).collect()
}
