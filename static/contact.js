// The scenes of the contact sheet as they have come to rest.

import { fit } from "./stage/fit.js";
import { loadGlyphs } from "./stage/fonts.js";
import { within } from "./stage/wait.js";

const READY_MS = 3000;
// Every entrance is over so long after its scene began.
const SETTLED_MS = 60_000;

const scenes = [...document.querySelectorAll('[data-region="scene"]')];
for (const scene of scenes) scene.firstElementChild?.style.setProperty("--began", `-${SETTLED_MS}ms`);
await within(READY_MS, loadGlyphs(document.getElementById("glyphs").content.textContent));
for (const scene of scenes) fit(scene, () => SETTLED_MS);
