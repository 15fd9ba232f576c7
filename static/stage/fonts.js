// Fonts before they are needed: first the files that this show's own text is drawn from, then, when
// all is quiet, the rest, so that a text nobody could know in advance (a citation, a corrected
// name) needs no network either.

import { sleep } from "./wait.js";

const FAMILIES = [
  "Noto Serif HK Variable", "Noto Sans HK Variable", "Noto Serif SC Variable", "Noto Sans SC Variable",
  "Serif Latin", "Sans Latin", "Serif Quotes", "Sans Quotes",
  "Serif Latin Marks", "Sans Latin Marks",
];
const RETRY_MS = [500, 1000, 2000, 4000, 8000];
const QUIET_MS = 10_000;
const REST_MS = 60;

/** Loads the show's own faces, as far as this text needs them; waits for none that fails. */
const loadOwn = (text) => [...document.fonts].map((face) => {
  const family = face.family.replace(/^["']|["']$/g, "");
  if (FAMILIES.includes(family)) return undefined;
  const font = `${face.style} ${face.weight.split(" ")[0]} 1em "${family}"`;
  return document.fonts.load(font, text).catch(() => {});
});

/** Loads every file that this text may be drawn from. */
export const loadGlyphs = (text) => Promise.all([
  ...FAMILIES.map((family) => document.fonts.load(`1em "${family}"`, text)), ...loadOwn(text),
]);

/**
 * A face that failed once is lost for its style sheet: the same sheet anew gives new faces, and
 * those already here come from the cache.
 */
async function renewed() {
  const sheet = document.getElementById("faces");
  const next = sheet.cloneNode();
  await new Promise((done) => {
    next.onload = next.onerror = done;
    sheet.after(next);
  });
  sheet.remove();
}

/** Loads what no text needs so far, once all has been quiet for a while. */
export async function rest() {
  await sleep(QUIET_MS);
  const wanted = new Set([...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family));
  for (const face of [...document.fonts]) {
    if (face.status !== "unloaded" || !wanted.has(face.family)) continue;
    await face.load().catch(() => {});
    await sleep(REST_MS);
  }
  document.documentElement.dataset.fonts = "all";
}

/** Loads what `text` needs, again and again until it is there; the page says so in `data-fonts`. */
export async function fontsFor(text) {
  for (let attempt = 0; ; attempt++) {
    try {
      await loadGlyphs(text);
      break;
    } catch {
      await sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
      await renewed();
    }
  }
  document.documentElement.dataset.fonts = "ready";
}
