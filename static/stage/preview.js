// A cue as it has come to rest, for whoever prepares the show: no socket, no sound, no motion.

import { fit } from "./fit.js";
import { loadGlyphs } from "./fonts.js";
import { within } from "./wait.js";

const READY_MS = 3000;
// Every entrance is over so long after its scene began.
const SETTLED_MS = 60_000;

const scene = document.querySelector('[data-region="scene"]');
scene.firstElementChild?.style.setProperty("--began", `-${SETTLED_MS}ms`);
await within(READY_MS, loadGlyphs(document.getElementById("glyphs").content.textContent));
fit(scene, () => SETTLED_MS);
