// The producer's desk. The server draws the regions; this file places them, sends what the buttons
// say, and answers beside them.

import { live, place } from "/static/live.js";
import { holds } from "/static/producer/hold.js";
import { asking, listing, sending } from "/static/producer/ask.js";
import { forms } from "/static/producer/forms.js";
import { messages } from "/static/producer/messages.js";
import { order } from "/static/producer/order.js";
import { prepare } from "/static/producer/prepare.js";
import { tabs } from "/static/producer/tabs.js";

const DONE_MS = 2500;
const NOTE_MS = 8000;

const words = JSON.parse(document.getElementById("words").textContent);
const lang = document.documentElement.lang;
const title = document.title;
const placed = new Map();
const answers = new Map(); // by key: what the server said to a button, so that a redrawn button still says it
let latest = null;
let keysStamp = null; // changes when a key was revoked
let pressed = null; // the region under the pointer: a button replaced between press and release is a click that is lost

// ── What arrives ─────────────────────────────────────────────────────────────────────────────────

const link = live("/live/producer", { frame: (frame) => { latest = frame; draw(); lines.heard(); editor.heard(`${frame.revision} ${document.querySelector("[data-waiting]")?.dataset.waiting ?? ""}`); }, link: showLink, locked: () => location.reload() });
const epoch = () => latest?.epoch ?? 0;
const ask = asking(words, link, epoch);
const editor = prepare(ask, sending(words), listing(words, link), () => link.up());
const lines = order(editor.desk, () => link.up());
tabs((tab) => { editor.shown(tab === "prepare"); lines.shown(tab === "tonight"); });

function draw() {
  if (!latest) return;
  const regions = { ...latest.regions };
  for (const name of Object.keys(regions)) if (name.split("/")[0] === pressed) delete regions[name];
  if (latest.regions.keys !== keysStamp) renewLinks(latest.regions.keys);
  const focus = keyOf(document.activeElement);
  const changed = place(regions, placed);
  if (changed.length === 0) return;
  dress();
  if (focus && document.activeElement === document.body) find(focus)?.focus();
}

/**
 * Links carry keys, so they are in the page and in no frame: after a key was revoked they are
 * fetched anew.
 */
async function renewLinks(stamp) {
  const old = keysStamp;
  keysStamp = stamp;
  try {
    const request = { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(NOTE_MS) };
    const response = await fetch(location.href, request);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const links = page.querySelector("[data-region=links]");
    // Another page than ours has none, whatever its status says.
    if (!response.ok || !links) throw new Error();
    document.getElementById("code").close();
    document.querySelector("[data-region=links]").replaceWith(links);
    dress();
  } catch {
    // The next frame tries again.
    keysStamp = old;
  }
}

/**
 * What the server leaves to the place where it is read: local time, the latest turnout, earlier
 * answers.
 */
function dress() {
  for (const time of document.querySelectorAll("time[data-at]")) time.textContent = clock(Number(time.dataset.at));
  for (const count of document.querySelectorAll("[data-count]")) {
    for (const shown of document.querySelectorAll(`[data-turnout="${CSS.escape(count.dataset.count)}"]`)) {
      shown.textContent = Number(count.value).toLocaleString(lang);
    }
    for (const shown of document.querySelectorAll(`[data-arrivals="${CSS.escape(count.dataset.count)}"]`)) {
      // Only what changed: a flag that stays up is read out once.
      if (shown.innerHTML !== count.innerHTML) shown.replaceChildren(...[...count.children].map((line) => line.cloneNode(true)));
    }
  }
  for (const [key, answer] of answers) show(find(key), answer);
  const alarm = document.querySelector("[data-alarm]");
  document.title = alarm ? `● ${alarm.querySelector("h2").textContent}` : title;
  mend(alarm);
  heed();
  tick();
}

function clock(ms) {
  const at = new Date(ms);
  const today = at.toDateString() === new Date(link ? link.now() : Date.now()).toDateString();
  const day = today ? {} : { month: "numeric", day: "numeric" };
  return new Intl.DateTimeFormat(lang, { ...day, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at);
}

function tick() {
  for (const shown of document.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.ceil((Number(shown.dataset.until) - link.now()) / 1000));
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}
setInterval(tick, 250);

function showLink(up) {
  const status = document.getElementById("link");
  status.textContent = up ? status.dataset.up : status.dataset.down;
  status.className = up ? "up" : "down";
  heed();
  editor.link(up);
}

// ── What goes out ────────────────────────────────────────────────────────────────────────────────

/** Names a button across redraws. */
function keyOf(element) {
  const data = element?.dataset;
  const path = data?.post ?? data?.url;
  return path ? `${path} ${data.body ?? data.hold ?? data.form ?? ""}` : null;
}

function find(key) {
  return [...document.querySelectorAll("[data-region] button")].find((button) => keyOf(button) === key);
}

/** A short answer is a sentence; the errors of a file are lines that point at columns. */
function write(note, text) {
  const [first, ...rest] = text.split("\n");
  // It may hold a title or a name.
  note.translate = false;
  note.textContent = rest.length > 1 ? first : text;
  if (rest.length < 2) return;
  const lines = document.createElement("span");
  lines.className = "lines";
  lines.lang = "en";
  lines.textContent = rest.join("\n");
  note.append(lines);
}

/** Puts an answer beside the button that caused it. */
function show(button, answer) {
  if (!button) return;
  button.setAttribute("aria-busy", String(answer?.kind === "busy"));
  const acts = button.closest(".acts") ?? button.parentElement;
  let note = acts.nextElementSibling;
  if (!note?.classList.contains("answer")) {
    note = document.createElement("p");
    note.className = "answer";
    note.setAttribute("role", "status");
    acts.after(note);
  }
  note.className = `answer ${answer?.kind ?? ""}`;
  write(note, answer?.text ?? "");
}

function answer(key, button, kind, text, forMs) {
  const said = { kind, text };
  answers.set(key, said);
  show(find(key) ?? button, said);
  if (!forMs) return;
  setTimeout(() => {
    if (answers.get(key) !== said) return;
    answers.delete(key);
    show(find(key) ?? button, null);
  }, forMs);
}

async function post(button) {
  const key = keyOf(button);
  if (answers.get(key)?.kind === "busy") return false;
  answer(key, button, "busy", words.busy);
  const { done } = button.dataset;
  const result = await ask("POST", button.dataset.post, JSON.parse(button.dataset.body ?? "{}"));
  if (result.ok) answer(key, button, "done", done ?? words.done, done ? NOTE_MS : DONE_MS);
  else answer(key, button, "refused", result.text);
  return result.ok;
}

/** Asks before what cannot be taken back. */
function sure(button) {
  const dialog = document.getElementById("sure");
  const go = dialog.querySelector("[data-go]");
  dialog.querySelector("h2").textContent = button.textContent;
  dialog.querySelector("p").textContent = button.dataset.sure;
  go.textContent = button.textContent;
  go.className = button.classList.contains("danger") ? "danger" : "gold";
  go.onclick = () => { dialog.close(); post(find(keyOf(button)) ?? button); };
  dialog.showModal();
}

async function copy(button) {
  const text = button.dataset.copy;
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    // Over plain HTTP there is no clipboard; a selected field still copies.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
    button.focus();
  }
  const label = (button.dataset.label ??= button.textContent);
  const name = (button.dataset.name ??= button.ariaLabel);
  button.textContent = done ? words.copied : words.uncopied;
  button.ariaLabel = button.textContent;
  setTimeout(() => { [button.textContent, button.ariaLabel] = [label, name]; }, DONE_MS);
}

function code(button) {
  const dialog = document.getElementById("code");
  const content = document.getElementById(`code-${button.dataset.code}`).content.cloneNode(true);
  dialog.querySelector(".body").replaceChildren(content);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { post: path, sure: question, form, code: id, copy: text, press } = button.dataset;
  if (press || button.type === "submit") return;
  if (path) question ? sure(button) : post(button);
  else if (form) open(button);
  else if (id) code(button);
  else if (text) copy(button);
  else if ("close" in button.dataset) button.closest("dialog")?.close();
});

document.getElementById("code").addEventListener("close", (event) => event.target.querySelector(".body").replaceChildren());
addEventListener("pointerdown", (event) => { pressed = event.target.closest?.("[data-region]")?.dataset.region ?? null; }, true);
// The click comes after the release: draw once it has been heard.
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => { pressed = null; setTimeout(draw); }, true);

const { open, mend, heed } = forms(words, ask, () => link.up(), epoch);
messages(words, post, (button, kind, text, forMs) => answer(keyOf(button), button, kind, text, forMs));
holds(words, ask, (button, kind, text, forMs) => answer(keyOf(button), button, kind, text, forMs));
keysStamp = document.querySelector("[data-region=keys]").textContent;
dress();
showLink(false);
