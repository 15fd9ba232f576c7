// The crew's page: the running order with its times, the prompter and the speaker's timer. It reads
// only: no key and no touch here is ever sent anywhere.

import { remembered } from "/static/kept.js";
import { duration, tick } from "/static/gauges.js";
import { live, place } from "/static/live.js";
import { stayAwake } from "/static/wake.js";

const TICK_MS = 200;
const BROWSING_MS = 5000;
const MINUTE_MS = 60_000;
// This device's view, size and voice.
const KEPT = "palmares-crew";
const SIZES = [28, 34, 42, 52, 64, 80, 100]; // px
// How far a key moves the text, in heights of the window; a pedal sends one of these keys.
const PAGE = 0.75;
const LINES = 0.2;
const STEPS = {
  PageDown: PAGE, " ": PAGE, Enter: PAGE, ArrowRight: PAGE, PageUp: -PAGE, ArrowLeft: -PAGE,
  ArrowDown: LINES, ArrowUp: -LINES, Home: -Infinity, End: Infinity,
};

const $ = (selector) => document.querySelector(selector);
const words = JSON.parse($("#words").textContent);
const placed = new Map();
const body = document.body;
const [list, pane, timer] = ["[data-scroll]", "[data-pane]", "section.timer"].map($);

let scene = null;
let browsedAt = -Infinity;
let scrolledByUs = false;

// What this device keeps

const [kept, keep] = remembered(KEPT);

// The three views

function show(view) {
  body.dataset.view = view;
  for (const link of document.querySelectorAll("[data-to]")) {
    if (link.dataset.to === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (view === "list") showCurrent(true);
  if (view === "prompter") pane.focus({ preventScroll: true });
}

function choose(view) {
  keep({ view });
  history.replaceState(null, "", `?view=${view}`);
  show(view);
}

// The prompter

function setSize(step) {
  const at = Number.isInteger(kept.size) ? kept.size : 2;
  const size = Math.min(SIZES.length - 1, Math.max(0, at + step));
  if (step) keep({ size });
  pane.style.setProperty("--size", `${SIZES[size]}px`);
}

function setVoice(voice) {
  pane.dataset.voice = voice;
  for (const button of document.querySelectorAll("button[data-voice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.voice === voice));
  }
}

function pressed(event) {
  // A clicker's "start the slides" would reload the page in the middle of the show.
  if (event.key === "F5" && !event.ctrlKey && !event.metaKey) return event.preventDefault();
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (body.dataset.view !== "prompter" || !(event.key in STEPS)) return;
  // A button or a link that has the focus is pressed by its own keys.
  if ([" ", "Enter"].includes(event.key) && event.target.closest?.("a, button")) return;
  event.preventDefault();
  const step = STEPS[event.key];
  const top = Number.isFinite(step) ? pane.scrollTop + step * pane.clientHeight : step > 0 ? pane.scrollHeight : 0;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top, behavior: calm || event.repeat ? "auto" : "smooth" });
}

function clicked(event) {
  const control = event.target.closest?.("a, button");
  if (!control) return;
  const { to, size, voice } = control.dataset;
  if (to) {
    event.preventDefault();
    choose(to);
  }
  if (size) setSize(Number(size));
  if (voice !== undefined) {
    keep({ voice });
    setVoice(voice);
  }
  if ("full" in control.dataset) {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }
  // After a finger the keys are the text's again.
  if (event.detail > 0 && control.matches("button")) control.blur();
}

// The running order

const two = (n) => String(n).padStart(2, "0");

function clock(ms) {
  const date = new Date(ms);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function standing() {
  const said = $('[data-region="stand"] i')?.dataset;
  const lengths = $("[data-lengths]")?.dataset.lengths.split(" ").map(Number);
  if (!said || !lengths) return null;
  const number = (text) => text === undefined ? null : Number(text);
  const ran = said.ran.split(" ").filter(Boolean).map((one) => one.split(":").map(Number));
  return {
    lengths, current: Number(said.current), deck: number(said.deck), since: number(said.since),
    start: number(said.start), ran: new Map(ran),
  };
}

/** When each cue behind the one on stage will come if nothing more is lost or won; none unplanned. */
function expected({ lengths, current, since, start }, now) {
  if (start === null) return [];
  const times = [];
  let at = Math.max(now, since === null ? start : since + lengths[current]);
  for (let cue = current + 1; cue < lengths.length; cue += 1) {
    times[cue] = at;
    at += lengths[cue];
  }
  return times;
}

function put(element, parts) {
  const text = parts.filter(Boolean).join(" ");
  if (element.dataset.said === text) return;
  element.dataset.said = text;
  const [first, later] = parts;
  element.textContent = first ?? "";
  if (!later) return;
  const moved = element.appendChild(document.createElement("em"));
  moved.textContent = later;
}

function writeTimes(now) {
  const stand = standing();
  if (!stand) return;
  const coming = expected(stand, now);
  let planned = stand.start === null ? null : stand.start - stand.lengths[0];
  list.querySelectorAll(".cue").forEach((line, cue) => {
    const at = line.querySelector(".at");
    const ran = stand.ran.get(cue);
    const later = coming[cue];
    if (cue <= stand.current) put(at, [ran === undefined ? "" : clock(ran)]);
    else if (planned === null) put(at, [""]);
    else put(at, [clock(planned), Math.abs(later - planned) >= MINUTE_MS ? clock(later) : ""]);
    if (planned !== null) planned += stand.lengths[cue];
  });
}

function mark() {
  const stand = standing();
  if (!stand) return;
  list.querySelectorAll(".cue").forEach((line, cue) => {
    line.classList.toggle("past", cue < stand.current);
    line.classList.toggle("skipped", cue < stand.current && !stand.ran.has(cue));
    line.classList.toggle("on-deck", cue === stand.deck);
    if (cue === stand.current) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  });
}

/** Brings the cue on stage into view, unless somebody is reading elsewhere. */
function showCurrent(anyway) {
  const line = list.querySelector('[aria-current="step"]');
  if (!line || !anyway && performance.now() - browsedAt < BROWSING_MS) return;
  const top = line.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
  scrolledByUs = true;
  list.scrollTop = Math.max(0, top - list.clientHeight * 0.3);
}

// The timer

/** Three colours: enough, the last third or minute (whichever is shorter), and over. */
function writeTimer(now) {
  const time = timer.querySelector("[data-left]");
  if (!time) return;
  const { since, plan } = time.dataset;
  const left = Number(since) + Number(plan) - now;
  let said = { tone: "waits", text: plan ? duration(plan) : "–:––", says: words.waits };
  if (since && !plan) said = { tone: "open", text: duration(now - since), says: words.spent };
  else if (since && left <= 0) said = { tone: "over", text: `+${duration(left)}`, says: words.over };
  else if (since) {
    const tone = left <= Math.min(plan / 3, MINUTE_MS) ? "soon" : "enough";
    said = { tone, text: duration(left + 999), says: words.left };
  }
  timer.dataset.tone = said.tone;
  time.classList.toggle("long", said.text.length > 6);
  if (time.textContent !== said.text) time.textContent = said.text;
  const says = timer.querySelector("[data-says]");
  if (says.textContent !== said.says) says.textContent = said.says;
}

// Showing

function onFrame(frame) {
  const fresh = place(frame.regions, placed);
  const moved = frame.scene !== scene;
  scene = frame.scene;
  if (fresh.includes("list") || fresh.includes("stand")) mark();
  everyTick();
  if (!moved) return;
  pane.scrollTop = 0;
  showCurrent(false);
}

function everyTick() {
  const now = link.now();
  tick(now);
  writeTimes(now);
  writeTimer(now);
}

function onLink(up) {
  const state = $("#link");
  state.textContent = up ? state.dataset.up : state.dataset.down;
  state.classList.toggle("down", !up);
}

function watchBrowsing() {
  const browsed = () => { browsedAt = performance.now(); };
  for (const type of ["pointerdown", "wheel", "touchmove", "keydown"]) list.addEventListener(type, browsed, { passive: true });
  list.addEventListener("scroll", () => {
    if (!scrolledByUs) browsed();
    scrolledByUs = false;
  }, { passive: true });
}

for (const button of document.querySelectorAll("[data-full]")) button.hidden = !document.fullscreenEnabled;
setSize(0);
setVoice(["A", "B"].includes(kept.voice) ? kept.voice : "");
const known = [...document.querySelectorAll("[data-to]")].map((one) => one.dataset.to);
if (body.dataset.asked) keep({ view: body.dataset.asked });
show(known.includes(kept.view) ? kept.view : "list");
onLink(false);
const link = live(`/live/crew?ui=${document.documentElement.lang}`, { frame: onFrame, link: onLink, locked: () => location.reload() });
setInterval(everyTick, TICK_MS);
addEventListener("keydown", pressed);
addEventListener("click", clicked);
watchBrowsing();
stayAwake();
