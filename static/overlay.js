// The stream's overlay: the newest strap, faded over the one before. Without the server it keeps
// what it has, as every screen does.

import { live } from "./live.js";
import { fontsFor, loadGlyphs, rest } from "./stage/fonts.js";
import { sleep, within } from "./stage/wait.js";

const LEAVE_MS = 350;
const READY_MS = 1500;

const region = document.querySelector(".region");
const mark = document.querySelector("[data-mark]"); // at a rehearsal
let shown = null; // the markup on screen
let scene = null;
let wanted = null;

async function take(frame) {
  wanted = frame;
  if (mark.innerHTML !== frame.regions.mark) mark.innerHTML = frame.regions.mark;
  const html = frame.regions.strap;
  if (html === shown) return;
  const template = document.createElement("template");
  template.innerHTML = html;
  await within(READY_MS, loadGlyphs(template.content.textContent));
  if (wanted !== frame) return;
  const before = region.lastElementChild;
  // A correction within the same strap changes where it stands.
  if (frame.scene === scene && before) before.remove();
  else if (before) leave(before);
  region.append(template.content);
  [shown, scene] = [html, frame.scene];
}

async function leave(band) {
  band.classList.add("leaving");
  await sleep(LEAVE_MS);
  band.remove();
}

live(`/live/overlay${location.search}`, { frame: take });
fontsFor(document.getElementById("glyphs").content.textContent).then(rest);
