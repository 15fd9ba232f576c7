// A list that no screen of this shape holds at once, at the smallest size that a hall can read, is
// shown a page at a time. Every page is worked out from the time since the scene began, so that all
// screens of one shape turn together and a late one opens at the right page.

const TURN_MS = 9000;
const HEADING = ".wall-sheet h1, .result-sheet > .kicker, .watched .vote-words > .kicker";
const FADE = { duration: 600, easing: "ease-out" };
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
let turning = 0;

/** The list of a scene that can be parted. */
export const listOf = (scene) => scene.querySelector(".wall-sheet ol, .bars, .running");

/** Lays out one page; the rows of the others are there, and take no room. */
export function open(list, pages, page) {
  const rows = [...list.children];
  const most = Math.ceil(rows.length / pages);
  rows.forEach((row, index) => { row.hidden = Math.floor(index / most) !== page; });
  const columns = /columns-(\d)/.exec((list.closest(".wall-sheet") ?? list).className)?.[1];
  if (!columns) return;
  list.style.setProperty("--deep", Math.ceil(most / columns));
}

/** Everything on one page again, and none turns any more. */
export function shut(scene) {
  clearTimeout(turning);
  const list = listOf(scene);
  if (!list?.querySelector("[hidden]")) return;
  open(list, 1, 0);
  bare(scene);
}

/**
 * Which page is due. A wall begins again after its last one; a result counts its ranks down to the
 * best, and stays there.
 */
function due(list, pages, ms) {
  const turn = Math.max(0, Math.floor(ms / TURN_MS));
  return list.matches(".bars") ? Math.max(0, pages - 1 - turn) : turn % pages;
}

/** Whether it is the last that will ever be due. */
const isLast = (list, page) => list.matches(".bars") && page === 0;

/** Shows the page that is due, and the others when they are. */
export function leaf(scene, pages, age) {
  const list = listOf(scene);
  clearTimeout(turning);
  if (!list?.isConnected) return;
  const page = due(list, pages, age());
  open(list, pages, page);
  // Rows that come back would enter anew: they are as far as the scene is.
  list.style.setProperty("--began", `${Math.min(0, -age())}ms`);
  const heading = scene.querySelector(HEADING);
  if (heading) heading.dataset.page = `${page + 1} / ${pages}`;
  if (isLast(list, page)) return;
  const wait = () => { turning = setTimeout(turn, TURN_MS - (Math.max(0, age()) % TURN_MS)); };
  const turn = () => {
    if (!list.isConnected) return;
    // Timers come a little early, and a better measurement may set the server's time back a little.
    if (due(list, pages, age()) === page) return wait();
    if (!reduced.matches && !("calm" in scene.dataset)) list.animate([{ opacity: 0 }, {}], FADE);
    leaf(scene, pages, age);
  };
  wait();
}

/** Takes what this has done off a copy of a scene. */
export function bare(scene) {
  listOf(scene)?.removeAttribute("style");
  scene.querySelector(HEADING)?.removeAttribute("data-page");
}
