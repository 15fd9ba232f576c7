// Room for what nobody foresaw: a scene whose words need more height than the screen has gives up, step by step, what it can spare. The sizes
// of titles are worked out by the server; this only looks whether everything stands inside the safe area, and ignores what is still moving.

const STEPS = ["tight-1", "tight-2", "tight-3", "tight-4", "tight-5"];
const BOXES = ".centre:not(.settling), .plate-words, .upper, .person-sheet, .jury-sheet, .result-sheet, .vote-sheet, .wall-sheet, .wall-sheet ol, .wall-sheet li, .strap";
const SLACK_PX = 1;

/** Layout boxes without transforms: an entrance that has begun moves what is seen, not where it stands. Ink that hangs out of its line is no overflow. */
function overflows(box, stage) {
  if (!box.clientHeight) return false;
  if (box.matches(".strap")) return box.offsetTop < stage.clientHeight * 0.05 - SLACK_PX;
  return [...box.children].some((child) => {
    if (!child.offsetParent || getComputedStyle(child).position === "absolute") return false;
    const top = child.offsetTop - (child.offsetParent === box ? 0 : box.offsetTop);
    return top < -SLACK_PX || top + child.offsetHeight > box.clientHeight + SLACK_PX;
  });
}

/** Makes the newest scene of a stage fit. */
export function fit(region) {
  const scene = region.lastElementChild;
  if (!scene?.matches(".scene")) return;
  const boxes = [...scene.querySelectorAll(BOXES)];
  for (const step of ["", ...STEPS]) {
    scene.classList.remove(...STEPS);
    if (step) scene.classList.add(...STEPS.slice(0, STEPS.indexOf(step) + 1));
    if (!boxes.some((box) => overflows(box, region))) return;
  }
}
