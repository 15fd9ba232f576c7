// Room for what nobody foresaw: a scene whose words need more height than the screen has gives up,
// step by step, what it can spare, and turns pages before it cuts a title. The sizes of titles are
// worked out by the server; this only looks whether everything stands inside the safe area, and
// ignores what is still moving.

import { bare, leaf, listOf, open, shut } from "./pages.js";

const STEPS = ["tight-1", "tight-2", "tight-3", "tight-4", "tight-5"];
const BOXES = ".centre:not(.settling), .plate-words, .upper, .person-sheet, .jury-sheet, .result-sheet, .vote-sheet, .wall-sheet, .wall-sheet ol, .wall-sheet li, .strap";
const SLACK_PX = 1;
// Words that not even a page to themselves would hold end in an ellipsis: the safe area is kept all
// the same.
const CUT = "cut";

/**
 * Layout boxes without transforms: an entrance that has begun moves what is seen, not where it
 * stands. Ink that hangs out of its line is no overflow.
 */
function overflows(box, stage) {
  if (!box.clientHeight) return false;
  if (box.matches(".strap")) return box.offsetTop < stage.clientHeight * 0.05 - SLACK_PX;
  return [...box.children].some((child) => {
    if (!child.offsetParent || getComputedStyle(child).position === "absolute") return false;
    const top = child.offsetTop - (child.offsetParent === box ? 0 : box.offsetTop);
    return top < -SLACK_PX || top + child.offsetHeight > box.clientHeight + SLACK_PX;
  });
}

/** Whether everything stands in its place after so many steps. */
function holds(scene, region, steps) {
  scene.classList.remove(...STEPS, CUT);
  scene.classList.add(...STEPS.slice(0, steps));
  return ![...scene.querySelectorAll(BOXES)].some((box) => overflows(box, region));
}

/** How many pages the list of a scene needs. */
function pagesOf(scene, region) {
  const list = listOf(scene);
  const all = (pages, steps) => Array.from({ length: pages }).every((_, page) => {
    open(list, pages, page);
    return holds(scene, region, steps);
  });
  for (let pages = 2; pages <= (list?.children.length ?? 0); pages += 1) {
    if (!all(pages, STEPS.length)) continue;
    // No more is given up than so many pages ask for.
    let steps = 0;
    while (!all(pages, steps)) steps += 1;
    return pages;
  }
  return 0;
}

/**
 * Makes the newest scene of a stage fit.
 * @param {HTMLElement} region
 * @param {() => number} age ms since the scene began
 */
export function fit(region, age) {
  const scene = region.lastElementChild;
  if (!scene?.matches(".scene")) return;
  shut(scene);
  for (let steps = 0; steps <= STEPS.length; steps += 1) if (holds(scene, region, steps)) return;
  const pages = pagesOf(scene, region);
  if (pages) return leaf(scene, pages, age);
  shut(scene);
  holds(scene, region, STEPS.length);
  scene.classList.add(CUT);
}

/** Takes what this has done off a copy of a scene, to compare it. */
export function plain(scene) {
  bare(scene);
  scene.classList.remove(...STEPS, CUT);
}
