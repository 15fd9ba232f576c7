// The chair's page. The server draws the regions; this file places them, sends what the buttons
// say, and fetches what is only shown on a press: scores and rankings come by looks, which the
// server puts on record.

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
let asked = false; // somebody has pressed for the scores, on this page
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
  if (when !== "ready" && when !== "early") return forget();
  offer();
  // What somebody has asked for keeps up with the sheets, once all are in.
  if (when === "ready" && asked && shown !== position && link.up()) look("matrix", position);
}

/** What keeps up by itself need not be asked for. */
function offer() {
  const offered = $("[data-unasked]");
  if (offered) offered.hidden = asked;
}

/** No score stands on the page, until somebody asks again. */
function forget() {
  for (const place of all("[data-look]")) place.replaceChildren();
  [asked, shown] = [false, null];
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

/** `position` is where the score box stands: a newer one is not in what is shown. */
async function look(what, position) {
  if (what === "matrix") [asked, shown] = [true, position];
  const answer = $("[data-look-answer]");
  const place = $(`[data-look="${what}"]`);
  const result = await ask("POST", `/chair/${what}`, {});
  answer.textContent = result.ok ? "" : result.text;
  if (result.ok && asked) place.innerHTML = result.body.html;
  if (what !== "matrix") return;
  $("[data-look=rules]").replaceChildren();
  // What is shown already goes on keeping up.
  if (!result.ok) [asked, shown] = [place.childElementCount > 0, null];
  offer();
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
    forget();
    dress();
  }
}

/** What is ticked beside a button. */
const ticked = (button) => [...button.closest("section").querySelectorAll("input:checked")];

/** What is ticked, for whoever confirms it: how many, and which. */
function listed(button) {
  const works = ticked(button).map((input) => {
    const item = document.createElement("li");
    item.append(input.closest("label").querySelector(".title").cloneNode(true));
    return item;
  });
  const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
  const list = document.createElement("ul");
  list.append(...works);
  const other = works.length !== Number(button.dataset.keep);
  const warning = Object.assign(line(words.keeps.replace("0", button.dataset.keep)), { className: "warn" });
  return [line(words.picked.replace("0", works.length)), list, ...(other ? [warning] : [])];
}

/** Asks before what others will feel, or what goes on record. */
function sure(button, act) {
  const dialog = $("#sure");
  const go = dialog.querySelector("[data-go]");
  const does = button.textContent.replace(/…+$/, "");
  dialog.querySelector("h2").textContent = [does, button.dataset.name].filter(Boolean).join(" · ");
  dialog.querySelector("p").textContent = button.dataset.sure;
  dialog.querySelector("[data-list]").replaceChildren(...(button.dataset.picks ? listed(button) : []));
  go.textContent = does;
  go.onclick = () => { dialog.close(); act(); };
  dialog.showModal();
}

const forms = { close: closing, decide, paper, reason };

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { post: path, sure: question, form, lookAt } = button.dataset;
  if (button.dataset.picks) button.dataset.body = JSON.stringify({ [button.dataset.picks]: ticked(button).map(({ value }) => value) });
  const act = () => (path ? post(button) : forms[form](button, { ask, words }));
  if (path || form) question ? sure(button, act) : act();
  else if (lookAt) look(lookAt, $("[data-scores]")?.dataset.position);
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
