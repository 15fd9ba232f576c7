// The chair's page. The server draws the regions; this file places them, sends what the buttons
// say, and fetches what is only shown on a press: scores and rankings come by looks, which the
// server puts on record where they are early.

import { closing, decide, paper, reason } from "/static/chair/forms.js";
import { live, place } from "/static/live.js";
import { asking } from "/static/producer/ask.js";

const NOTE_MS = 6000;

const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const words = JSON.parse($("#words").textContent);
const placed = new Map();
let latest = null;
let pressed = null; // the region under the pointer: a button replaced between press and release is a click that is lost
let shown = null; // the position that the scores on the page are from
const opened = new Set(); // jurors whose further acts stand open

const link = live("/live/chair", { frame: (frame) => { latest = frame; draw(); }, link: showLink, locked: () => location.reload(), door: "/static/icon.svg" });
const ask = asking(words, link);

function draw() {
  if (!latest) return;
  const regions = { ...latest.regions };
  if (pressed) delete regions[pressed];
  const focus = keyOf(document.activeElement);
  if (place(regions, placed).length === 0) return;
  dress();
  if (focus && document.activeElement === document.body) all("[data-region] button").find((button) => keyOf(button) === focus)?.focus();
}

const keyOf = (element) => element?.closest?.("[data-region]") && element.dataset ? JSON.stringify(element.dataset) : null;

/** What the server leaves to the place where it is read. */
function dress() {
  for (const time of all("time[data-at]")) time.textContent = clock(Number(time.dataset.at));
  for (const acts of all("details[data-keep]")) acts.open = opened.has(acts.dataset.keep);
  const scores = $("[data-scores]");
  const { scores: when, position } = scores?.dataset ?? {};
  if (when !== "ready" && when !== "early") return [$("[data-look=matrix]"), $("[data-look=rules]")].forEach((place) => place.replaceChildren());
  // Once all is in a look is nobody's secret any more: what the page shows keeps up with the
  // sheets.
  if (when === "ready" && shown !== position && link.up()) look("matrix", position);
}

function clock(ms) {
  const at = new Date(ms);
  const today = at.toDateString() === new Date(link.now()).toDateString();
  const day = today ? {} : { month: "numeric", day: "numeric" };
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

function showLink(up) {
  const status = $("#link");
  status.textContent = up ? status.dataset.up : status.dataset.down;
  status.className = up ? "up" : "down";
  // What is shown on its own waits for the link.
  if (up) dress();
}

async function look(what, position = null) {
  shown = position;
  const answer = $("[data-look-answer]");
  const result = await ask("POST", `/chair/${what}`, {});
  answer.textContent = result.ok ? "" : result.text;
  if (!result.ok) shown = null;
  if (result.ok) $(`[data-look="${what === "rules" ? "rules" : "matrix"}"]`).innerHTML = result.body.html;
  if (what !== "rules") $("[data-look=rules]").replaceChildren();
}

/** Says beside a button what became of it. */
function say(button, text, kind = "") {
  const box = button.closest("li, section") ?? button.parentElement;
  let note = box.querySelector(":scope > .answer");
  if (!note) {
    note = document.createElement("p");
    note.setAttribute("role", "status");
    box.append(note);
  }
  note.className = `answer ${kind}`;
  note.textContent = text;
  setTimeout(() => { if (note.textContent === text) note.textContent = ""; }, NOTE_MS);
}

async function post(button) {
  button.setAttribute("aria-busy", "true");
  const result = await ask("POST", button.dataset.post, JSON.parse(button.dataset.body ?? "{}"));
  button.removeAttribute("aria-busy");
  if (!result.ok) return say(button, result.text);
  if (button.dataset.picks) {
    // The ranking is of other works now.
    $("[data-look=matrix]").replaceChildren();
    shown = null;
    dress();
  }
}

/** What is ticked beside a button, as the body that it sends. */
const picked = (button) => JSON.stringify({ [button.dataset.picks]: [...button.closest("section").querySelectorAll("input:checked")].map(({ value }) => value) });

/** Asks before what others will feel. */
function sure(button) {
  const dialog = $("#sure");
  const go = dialog.querySelector("[data-go]");
  const does = button.textContent.replace(/…+$/, "");
  dialog.querySelector("h2").textContent = [does, button.dataset.name].filter(Boolean).join(" · ");
  dialog.querySelector("p").textContent = button.dataset.sure;
  go.textContent = does;
  go.onclick = () => { dialog.close(); post(button); };
  dialog.showModal();
}

const forms = { close: closing, decide, paper, reason };

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { post: path, sure: question, form, lookAt } = button.dataset;
  if (button.dataset.picks) button.dataset.body = picked(button);
  if (path) question ? sure(button) : post(button);
  else if (form) forms[form](button, { ask, words });
  else if (lookAt) look(lookAt);
  else if ("close" in button.dataset) button.closest("dialog")?.close();
});
document.addEventListener("toggle", ({ target }) => {
  if (target.matches?.("details[data-keep]")) target.open ? opened.add(target.dataset.keep) : opened.delete(target.dataset.keep);
}, true);
addEventListener("pointerdown", (event) => { pressed = event.target.closest?.("[data-region]")?.dataset.region ?? null; }, true);
// The click comes after the release: draw once it has been heard.
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => { pressed = null; setTimeout(draw); }, true);

showLink(false);
dress();
