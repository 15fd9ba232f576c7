// Who draws the gold: a worker beside the page where the browser has one that can, so that neither
// waits for the other; else the page itself. Both with the same hand, gold.js.

import { END_S, gold } from "./gold.js";

/** A worker that has drawn nothing so long after it was asked is not waited for. */
const PROMPT_MS = 700;

let worker = null; // once it has said that it can draw
let falling = null; // { sizes, stop, lost } of the gold on screen
let unanswered = 0;

/**
 * Asks for the worker ahead of the first winner. One that does not come, cannot draw or has died is
 * never asked again.
 */
export function prepare() {
  if (typeof OffscreenCanvas !== "function" || !HTMLCanvasElement.prototype.transferControlToOffscreen) return;
  try {
    const asked = new Worker(new URL("./gold.js", import.meta.url), { type: "module" });
    asked.onmessage = ({ data }) => {
      if (data.able) worker = asked;
      if (data.drew) clearTimeout(unanswered);
      if (data.unread) retire();
    };
    asked.onerror = asked.onmessageerror = retire;
  } catch {
    worker = null;
  }
}

/** The worker is no more. What it was drawing is drawn by the page from here on. */
function retire() {
  clearTimeout(unanswered);
  worker?.terminate();
  worker = null;
  falling?.lost?.();
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
      clearTimeout(unanswered);
      // A page that was held up itself reads the answer first.
      unanswered = setTimeout(() => { unanswered = setTimeout(retire, 100); }, PROMPT_MS);
    },
    stop() {
      clearTimeout(unanswered);
      hand.postMessage({ stop: true });
    },
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
 * Ms since the winner's title began. A scene change or a slow machine holds up both alike: the gold
 * is thrown off by the title.
 * Nothing if the title has gone before it began.
 */
async function clock(title, age) {
  const lead = title?.getAnimations()[0];
  if (!lead) return age;
  // What the title has missed already, where it was placed in the middle.
  const joined = -parseFloat(getComputedStyle(title).getPropertyValue("--began")) || 0;
  const begins = await lead.ready.catch(() => null);
  if (!begins) return null;
  const began = (lead.startTime ?? performance.now() - lead.currentTime) - joined;
  return () => performance.now() - began;
}

/**
 * Lets gold fall on `canvas` until the end, or until another begins or it is told to stop.
 * @param {HTMLCanvasElement} canvas its `data-confetti` is the seed
 * @param {Element | null} title what sheds it
 * @param {() => number} age ms since the scene began
 */
export async function confetti(canvas, title, age) {
  quench();
  const mine = {};
  falling = mine;
  const since = await clock(title, age);
  if (since && falling === mine) fall(mine, canvas, since);
}

function fall(mine, canvas, since) {
  const box = canvas.getBoundingClientRect();
  if (!box.width || since() > END_S * 1000) return;
  const what = { seed: canvas.dataset.confetti, colour: getComputedStyle(canvas).color };
  const given = worker !== null;
  const { size, stop } = (given ? beside : within)(canvas, what, since);
  // A window that becomes full screen, a wall that is turned. The first call comes at once, and
  // says nothing new.
  let now = `${box.width} ${box.height}`;
  const sizes = new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (!width || now === `${width} ${height}`) return;
    now = `${width} ${height}`;
    if (since() < END_S * 1000) size(width, height);
  });
  // A canvas that was given away never comes back: another one takes its place.
  const lost = given && (() => {
    sizes.disconnect();
    const other = canvas.cloneNode();
    canvas.replaceWith(other);
    fall(mine, other, since);
  });
  Object.assign(mine, { sizes, stop, lost: lost || null });
  size(box.width, box.height);
  sizes.observe(canvas);
}

/** Nothing falls any more: another scene comes, or a cover. */
export function quench() {
  falling?.sizes?.disconnect();
  falling?.stop?.();
  falling = null;
}
