//! Whether a page fits a small screen and a thumb.

use crate::browser::Browser;
use serde_json::Value;

/// What is too wide, and what a thumb would miss. A link within a sentence is exempt, as by WCAG;
/// there is none.
const LOOK: &str = "
    const root = document.documentElement, wrong = [];
    if (root.scrollWidth > root.clientWidth) {
      wrong.push(`the page is ${root.scrollWidth} wide on ${root.clientWidth}`);
      for (const e of document.body.querySelectorAll('*')) {
        const r = e.getBoundingClientRect();
        if (e.checkVisibility() && r.right > root.clientWidth + 1) wrong.push(`${e.tagName} #${e.id} .${e.className} ends at ${r.right}`);
      }
    }
    for (const e of document.querySelectorAll('a, button, li label, .side input, .ask input')) {
      const r = e.getBoundingClientRect();
      if (!e.checkVisibility() || e.type === 'hidden') continue;
      if (r.width < 48 || r.height < 48) wrong.push(`${e.tagName} #${e.id} ${e.textContent.trim()} is ${r.width} × ${r.height}`);
    }
    // Text that its own box cuts off. The 《》 of a title hang outside of theirs on purpose.
    for (const e of document.querySelectorAll('button, h1, h2, b, p, dd, label')) {
      if (e.checkVisibility() && e.id !== 'status' && !e.querySelector('.tail') && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') wrong.push(`${e.tagName} #${e.id} ${e.textContent.trim().slice(0, 40)} is cut off`);
    }
    return wrong;";

/// Fails with everything that does not fit.
#[track_caller]
pub fn fits(browser: &Browser, phase: &str) {
    let wrong = browser.js(LOOK);
    let wrong: Vec<&str> = wrong
        .as_array()
        .map(|all| all.iter().filter_map(Value::as_str).collect())
        .expect("a list");
    assert!(wrong.is_empty(), "{phase}:\n{}", wrong.join("\n"));
}
