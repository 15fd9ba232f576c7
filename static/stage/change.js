// How one scene gives way to the next: a short dissolve where the browser can and the machine is
// fast enough for it, a cut where not.

import { sleep, within } from "./wait.js";

const STALLED_MS = 400;
const FINISHED_MS = 1500;
const REHEARSALS = 5;
const FRAMES = 4;
// A rehearsal that takes longer than this, and than three of the screen's frames, would keep the
// hall waiting in earnest.
const PROMPT_MS = 50;
const PROMPT_FRAMES = 3;
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
let running = null;
let cuts = false;

const frame = () => new Promise(requestAnimationFrame);

/** Settles with the task that begins after the next frame has been handed over. */
const handedOver = () => frame().then(() => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = done;
  port2.postMessage(null);
}));

/** Ends a change at once, in the middle if need be: nothing of the earlier scene is drawn again. */
export function cut() {
  const ended = running;
  running = null;
  ended?.skipTransition();
}

/**
 * Calls `swap`, which puts the next scene in the place of the one before. A change that comes in
 * the middle of another one cuts in.
 * @param {string} kind the next scene's, for the style sheet
 * @param {() => void} swap
 * @returns {Promise<void>} settles when the earlier scene is gone
 */
export async function change(kind, swap) {
  if (running || cuts || reduced.matches || document.hidden || !document.startViewTransition) {
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
  await within(FINISHED_MS, mine.finished);
  if (running === mine) running = null;
}

/**
 * Settles how scenes change from here on, and says so in the page's `data-changes`. A machine
 * without a graphics card needs a tenth of a second
 * and more until the first frame of a dissolve, and drops most of the others: a cut is on the glass
 * at once.
 * @param {string|null} wish `dissolve` or `cut`; otherwise it is tried out, with nothing to be seen
 *   of it
 */
export async function settle(wish) {
  cuts = wish === "cut" || wish !== "dissolve" && await drawsSlowly();
  document.documentElement.dataset.changes = cuts ? "cut" : "dissolve";
}

async function drawsSlowly() {
  if (!document.startViewTransition || reduced.matches) return false;
  let frameMs = Infinity;
  let last = await frame();
  for (let count = 0; count < FRAMES; count++) {
    const now = await frame();
    [frameMs, last] = [Math.min(frameMs, now - last), now];
  }
  const took = [];
  while (took.length < REHEARSALS) {
    await calm();
    const ms = await rehearse();
    if (ms < Infinity) took.push(ms);
  }
  // Not the quickest, which was lucky with its frame, and not the slowest, which something else
  // kept waiting.
  const usual = took.sort((a, b) => a - b)[Math.floor(REHEARSALS / 2)];
  return usual > Math.max(PROMPT_MS, PROMPT_FRAMES * frameMs);
}

/** Nothing comes in, goes out or is hidden just now. */
async function calm() {
  const busy = () => running || document.hidden ||
    document.getAnimations().some((animation) => animation.playState === "running" && animation.effect.getComputedTiming().iterations === 1);
  do await sleep(PROMPT_MS); while (busy());
}

/**
 * How long the scene on screen takes to give way to itself, in ms; endless if a real change came in
 * between, or nobody looked.
 */
async function rehearse() {
  document.documentElement.dataset.to = "rehearsal";
  const began = performance.now();
  const mine = document.startViewTransition(() => {});
  running = mine;
  await within(STALLED_MS, mine.ready);
  await within(STALLED_MS, handedOver());
  if (running !== mine) return Infinity;
  cut();
  delete document.documentElement.dataset.to;
  if (document.hidden) return Infinity;
  return performance.now() - began;
}
