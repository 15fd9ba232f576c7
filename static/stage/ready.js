// What a scene waits for before it is shown: its letters, and its pictures decoded.

import { loadGlyphs } from "./fonts.js";
import { within } from "./wait.js";

/** Settles once two frames have been drawn: what was placed before is on the glass. */
export const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** Without its portrait a person has the whole width; a work has its plate set in type. */
function withoutPicture(image) {
  image.closest(".with-portrait")?.classList.remove("with-portrait");
  image.remove();
}

/**
 * Waits for what these nodes need, at most so long. A picture that is broken or late by then is
 * taken out.
 */
export async function ready(contents, ms) {
  const pictures = contents.flatMap((content) => [...content.querySelectorAll("img")]);
  const late = new Set(pictures);
  const decoded = async (image) => {
    const probe = new Image();
    probe.src = image.getAttribute("src");
    await probe.decode().catch(() => withoutPicture(image));
    late.delete(image);
  };
  const text = contents.map((content) => content.textContent).join("");
  await within(ms, Promise.all([loadGlyphs(text), ...pictures.map(decoded)]));
  for (const image of late) if ("picture" in image.dataset) withoutPicture(image);
}
