// How one scene gives way to the next: a short dissolve where the browser can, a cut where it cannot or must not.

const STALLED_MS = 400;
const FINISHED_MS = 1500;
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
let running = null;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Ends a change at once, in the middle if need be: nothing of the earlier scene is drawn again. */
export function cut() {
  const ended = running;
  running = null;
  ended?.skipTransition();
}

/**
 * Calls `swap`, which puts the next scene in the place of the one before. A change that comes in the middle of another one cuts in.
 * @param {string} kind the next scene's, for the style sheet
 * @param {() => void} swap
 * @returns {Promise<void>} settles when the earlier scene is gone
 */
export async function change(kind, swap) {
  if (running || reduced.matches || document.hidden || !document.startViewTransition) {
    cut();
    return swap();
  }
  document.documentElement.dataset.to = kind;
  const mine = document.startViewTransition(swap);
  running = mine;
  // An ended change says so by rejecting; it has swapped all the same.
  mine.ready.catch(() => {});
  const swapped = mine.updateCallbackDone.catch(() => {});
  // A window that is not painted would keep the swap waiting.
  const stalled = setTimeout(() => mine.skipTransition(), STALLED_MS);
  await swapped;
  clearTimeout(stalled);
  await Promise.race([mine.finished.catch(() => {}), sleep(FINISHED_MS)]);
  if (running === mine) running = null;
}
