// Who draws the gold: a worker beside the page where the browser has one that can, so that neither waits for the other; else the page itself.
// Both with the same hand, gold.js.

import { END_S, gold } from "./gold.js";

let worker = null; // once it has said that it can draw
let falling = null; // { canvas, sizes, size, stop } of the gold on screen

/** Asks for the worker ahead of the first winner. One that does not come, or cannot draw, is never asked again. */
export function prepare() {
  if (typeof OffscreenCanvas !== "function" || !HTMLCanvasElement.prototype.transferControlToOffscreen) return;
  try {
    const asked = new Worker(new URL("./gold.js", import.meta.url), { type: "module" });
    asked.onmessage = ({ data }) => { if (data.able) worker = asked; };
    asked.onerror = () => { worker = null; };
  } catch {
    worker = null;
  }
}

/** Whether a worker draws. */
export const awake = () => worker !== null;

/** Draws beside the page. */
function beside(canvas, what, since) {
  const hand = worker;
  const drawn = canvas.transferControlToOffscreen();
  const began = performance.timeOrigin + performance.now() - since();
  let first = { canvas: drawn, began, ...what };
  return {
    size(wide, high) {
      hand.postMessage({ ...first, wide, high }, first.canvas ? [first.canvas] : []);
      first = {};
    },
    stop: () => hand.postMessage({ stop: true }),
  };
}

/** Draws in the page. A hidden page draws nothing. */
function within(canvas, what, since) {
  const hand = gold(canvas, what);
  let handle = 0;
  const frame = () => {
    handle = canvas.isConnected && hand.draw(since() / 1000) ? requestAnimationFrame(frame) : 0;
  };
  return {
    size(wide, high) {
      hand.size(wide, high);
      cancelAnimationFrame(handle);
      frame();
    },
    stop: () => cancelAnimationFrame(handle),
  };
}

/**
 * Lets gold fall on `canvas` until the end, or until another begins or it is told to stop.
 * @param {HTMLCanvasElement} canvas its `data-confetti` is the seed
 * @param {() => number} since ms since the scene began
 */
export function confetti(canvas, since) {
  quench();
  const box = canvas.getBoundingClientRect();
  if (!box.width || since() > END_S * 1000) return;
  const what = { seed: canvas.dataset.confetti, colour: getComputedStyle(canvas).color };
  const { size, stop } = (worker ? beside : within)(canvas, what, since);
  // A window that becomes full screen, a wall that is turned. The first call comes at once, and says nothing new.
  let now = `${box.width} ${box.height}`;
  const sizes = new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (!width || now === `${width} ${height}`) return;
    now = `${width} ${height}`;
    if (since() < END_S * 1000) size(width, height);
  });
  size(box.width, box.height);
  sizes.observe(canvas);
  falling = { sizes, stop };
}

/** Nothing falls any more: another scene comes, or a cover. */
export function quench() {
  falling?.sizes.disconnect();
  falling?.stop();
  falling = null;
}
