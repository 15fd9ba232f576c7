//! axe-core: whether a page can be used by those who do not see it, or not well.

use crate::browser::Browser;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Fails with every violation on the page, by day and by night: colours that can be told apart in the one may not be in the other.
#[track_caller]
pub fn finds_nothing(browser: &Browser, phase: &str) {
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
    for light in ["light", "dark"] {
        browser.light(light);
        browser.settled();
        let found = browser.js(&format!("{source}\n{ask}"));
        let found: Vec<&str> = found
            .as_array()
            .map(|all| all.iter().filter_map(Value::as_str).collect())
            .expect("axe answers");
        assert!(found.is_empty(), "{phase}, {light}:\n{}", found.join("\n"));
    }
    browser.light("");
}
