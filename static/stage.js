// The hall's screen: waits until a frame can be shown whole, shows it at once, says when it is really there.
// It never shows an error, a spinner or a blank: without the server it keeps what it has.

import { live, place } from "./live.js";
import { play, stop } from "./stage/film.js";
import { fit } from "./stage/fit.js";
import { fontsFor, loadGlyphs } from "./stage/fonts.js";
import { identify, theme } from "./stage/looks.js";

const READY_MS = 1500;
const ENTRANCE_MS = 4000;
// A scene that began this short a while ago starts from its beginning on the screens that were there.
const FRESH_MS = 2500;

const stage = document.querySelector(".stage");
const region = (name) => stage.querySelector(`[data-region="${name}"]`);
const query = new URLSearchParams(location.search);
const mirror = query.has("mirror");

const placed = new Map();
const dress = theme();
let shown = null; // the frame on screen
let wanted = null; // the newest frame
let began = 0; // when the scene on screen began, in server time
let acknowledged = "";
let waiting = { scene: null, until: 0 }; // how long the next scene may keep the one before on screen

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const within = (ms, promise) => Promise.race([promise.catch(() => {}), sleep(ms)]);
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** An id that this browser keeps. `randomUUID` exists only where the context is secure, which http on a LAN is not. */
function screenId() {
  const make = () => crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const kept = localStorage.getItem("palmares-screen") ?? make();
    localStorage.setItem("palmares-screen", kept);
    return kept;
  } catch {
    return make(); // storage is off: an id for as long as the page lives
  }
}

function path() {
  const mine = new URLSearchParams(query);
  if (!mirror) mine.set("screen", screenId());
  return `/live/stage?${mine}`;
}

// ── Fonts and pictures ──

/** A picture that cannot be decoded is taken out, so that the plate beneath is what the hall sees. */
async function decoded(image) {
  const probe = new Image();
  probe.src = image.getAttribute("src");
  try {
    await probe.decode();
  } catch {
    image.closest(".with-poster")?.classList.remove("with-poster");
    image.closest(".with-portrait")?.classList.remove("with-portrait");
    image.remove();
  }
}

/** The new regions as nodes that can be shown at once. */
async function prepare(frame) {
  const ready = new Map();
  // Turnout that streams in must not put a scene off again and again.
  if (waiting.scene !== frame.scene) waiting = { scene: frame.scene, until: performance.now() + READY_MS };
  for (const [name, html] of Object.entries(frame.regions)) {
    if (placed.get(name) === html) continue;
    const template = document.createElement("template");
    template.innerHTML = html;
    ready.set(name, template.content);
  }
  const contents = [...ready.values()];
  const text = contents.map((content) => content.textContent).join("");
  const pictures = contents.flatMap((content) => [...content.querySelectorAll("img")]);
  const everything = Promise.all([loadGlyphs(text), ...pictures.map(decoded)]);
  await within(Math.max(0, waiting.until - performance.now()), everything);
  return ready;
}

// ── Placing ──

/** Whether only numbers changed in a region; if so they are replaced where they stand, and nothing moves. */
function patched(element, content) {
  const spots = (root) => [...root.querySelectorAll("[data-live]")];
  const skeleton = (root) => {
    const copy = document.createElement("div");
    copy.append(...[...root.childNodes].map((node) => node.cloneNode(true)));
    for (const spot of spots(copy)) spot.textContent = "";
    for (const clock of copy.querySelectorAll("[data-closes-at]")) clock.textContent = "";
    return copy.innerHTML;
  };
  const before = spots(element);
  const after = spots(content);
  if (!after.length || before.length !== after.length || skeleton(element) !== skeleton(content)) return false;
  before.forEach((spot, index) => spot.replaceChildren(...after[index].childNodes));
  return true;
}

function put(name, content) {
  const element = region(name);
  if (!element || patched(element, content)) return;
  if (name === "scene") stop(element);
  element.replaceChildren(content);
  if (name === "scene") fit(element);
  if (name === "scene") element.querySelectorAll("video").forEach((video) => play(video, link.now() - began));
}

/** Whoever watched the scene change sees it from its start; whoever joins takes it up where the others are. */
function beginning(frame, content) {
  const since = Number(content?.querySelector("[data-since]")?.dataset.since ?? 0);
  const now = link.now();
  const watched = shown && shown.epoch === frame.epoch && !shown.scene.startsWith("cover/");
  return watched && now - since < FRESH_MS ? now : since;
}

/** All changed regions in one go, between two paints. */
function show(frame, ready) {
  if (frame.scene !== shown?.scene) began = beginning(frame, ready.get("scene"));
  stage.style.setProperty("--began", `${Math.min(0, began - link.now())}ms`);
  for (const content of ready.values()) tick(content);
  for (const [name, content] of ready) put(name, content);
  for (const name of ready.keys()) placed.set(name, frame.regions[name]);
  shown = frame;
}

async function take(frame) {
  wanted = frame;
  dress(frame);
  if (frame.regions.cover) {
    // What must not be seen goes at once; a font that is late on a card does no harm.
    const before = placed.get("cover");
    stop(region("scene"));
    place(frame.regions, placed);
    if (before !== frame.regions.cover) stage.style.setProperty("--began", "-60s");
    shown = frame;
  } else {
    const ready = await prepare(frame);
    if (wanted !== frame) return;
    show(frame, ready);
  }
  acknowledge(frame);
}

/** Tells the server, once the frame has been painted and its entrance is over. */
async function acknowledge(frame) {
  const mark = `${frame.epoch}/${frame.revision}`;
  if (mirror || acknowledged === mark) return;
  await painted();
  const entrances = region("scene").getAnimations({ subtree: true })
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity);
  await within(ENTRANCE_MS, Promise.allSettled(entrances.map((animation) => animation.finished)));
  if (shown.epoch !== frame.epoch || shown.revision !== frame.revision || acknowledged === mark) return;
  if (link.send({ shown: frame.revision, epoch: frame.epoch })) acknowledged = mark;
}

// ── Clocks ──

function tick(root) {
  for (const clock of root.querySelectorAll("[data-closes-at]")) {
    const left = Math.max(0, Math.ceil((Number(clock.dataset.closesAt) - link.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const two = (n) => String(n).padStart(2, "0");
    const text = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
    if (clock.textContent !== text) clock.textContent = text;
  }
}

const link = live(path(), {
  frame: (frame) => { take(frame); },
  identify: (call) => identify(call, stage),
  link: (up) => { if (!up) acknowledged = ""; }, // the server may be another one when it is back
});
setInterval(() => tick(stage), 250);
if (!mirror) fontsFor(document.getElementById("glyphs").content.textContent);
